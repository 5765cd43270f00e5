"""The records of an inspection: what a person makes, and what every change is about.

A record is a frozen dataclass with plain fields only (text, whole number, number, yes/no, or nothing).
Sets are records of their own (`NoteQuestion`, `EvidenceLink`, ...), so two people who add different
links never conflict. Dates and times are ISO 8601 text; times carry their UTC offset.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar, TypeAlias

from tia_desktop.domain.values import Value

Scalar: TypeAlias = str | int | float | bool | None

INSPECTION_ID = "inspection"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Record(Value):
    """Base of all records. `version` is the hash of the last change, filled in by the store."""

    KIND: ClassVar[str] = ""
    id: str
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Inspection(Record):
    """The one inspection in a file. Its pack is frozen when it is made."""

    KIND: ClassVar[str] = "inspection"
    landlord: str = ""
    authority: str = ""
    authority_type: str = ""  # one of the pack's comparison groups
    scope: str = "full"  # full, indicative, re-inspection
    homes: int | None = None
    pack_id: str = ""
    pack_version: str = ""
    pack_hash: str = ""
    created_at: str = ""
    safety_contact: str = ""
    is_sample: bool = False
    body: str = "almo"  # almo, partial (one of several), tmo (tenants manage part)
    intensity: str = "standard"  # light, standard, full: follows the landlord's own monitoring (para 40)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class InspectionDate(Record):
    """The day something happened that starts a clock of the pack. Id: the clock's start event."""

    KIND: ClassVar[str] = "inspection_date"
    day: str = ""  # ISO date


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class ScopeArea(Record):
    """How deep a service area is looked at. Id: the area. Without a record it is in, in full."""

    KIND: ClassVar[str] = "scope_area"
    depth: str = "full"  # full, lighter (para 103), out


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class TeamMember(Record):
    """Somebody on the inspection team. `rents_from` is the landlord they rent from, if any."""

    KIND: ClassVar[str] = "team_member"
    name: str = ""
    role: str = "inspector"  # lead, inspector, tia, auditor, stopped (rents here: `rules.STOPPED`)
    region: str = ""
    rents_from: str = ""
    inspected_before: bool = False
    declared_at: str = ""  # when an adviser said they do not rent from this landlord


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class RealityCheck(Record):
    """A planned or done reality check. Its kind is a template of the pack, such as rc07."""

    KIND: ClassVar[str] = "reality_check"
    template: str = ""
    title: str = ""
    place: str = ""
    assigned_to: str = ""  # TeamMember id
    status: str = "planned"  # planned, started, done
    planned_for: str = ""
    started_at: str = ""
    finished_at: str = ""
    resume_item: str = ""  # question to go back to: `item`, or `item@entry` in a repetition
    last_place: str = ""  # the place sticks until changed
    planned_until: str = ""  # ISO time at which a visit should be over
    consent_at: str = ""  # when people agreed to take part, before a home visit or a group
    consent_how: str = ""  # who agreed to what, by role and never by name
    checklist_id: str = ""  # Checklist from outside that it runs; "" is its kind's own


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class CheckTarget(Record):
    """How many notes a check should bring for a key question. Id: ``check:question``."""

    KIND: ClassVar[str] = "check_target"
    check_id: str = ""
    question_id: str = ""
    target: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class CheckArea(Record):
    """A check looks at a service area. Id: ``check:area``."""

    KIND: ClassVar[str] = "check_area"
    check_id: str = ""
    area_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class CheckItem(Record):
    """How a check's checklist differs from its template in one item. Id: ``check:item``.

    An own item of the check has `own` set and carries everything it needs; for an item of the template
    empty fields mean what the template says.
    """

    KIND: ClassVar[str] = "check_item"
    check_id: str = ""
    item_id: str = ""
    own: bool = False
    omitted: bool = False
    place: float = 0.0  # where it stands: 1.0, 2.0, ... are the template's items; 0.0 leaves it where it was
    heading: str = ""
    question: str = ""
    look_for: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class CheckField(Record):
    """What a check asks once before its questions, such as the state of a home. Id: ``check:field``."""

    KIND: ClassVar[str] = "check_field"
    check_id: str = ""
    field_id: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class CheckEntry(Record):
    """One more room, block or agenda item for which a part of the checklist is asked again."""

    KIND: ClassVar[str] = "check_entry"
    check_id: str = ""
    repeat_id: str = ""
    title: str = ""
    place: float = 0.0  # order within the check


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class EvidenceNote(Record):
    """The words written at the time, and how they are known (PRODUCT: Collect)."""

    KIND: ClassVar[str] = "note"
    check_id: str = ""  # "" is the quick-note inbox
    item_id: str = ""  # checklist item
    text: str = ""
    how: str = ""  # seen, told, read, measured
    source: str = ""  # tenant, staff, manager, board, councillor, partner, document, data
    place: str = ""
    observed_at: str = ""
    written_at: str = ""
    author: str = ""
    scheme: str = ""  # grading scheme, stored with every rating
    rating: str = ""  # choice id within the scheme
    value: str = ""  # number, date or text answer of the item
    exact_words: bool = False
    sensitivity: str = "none"  # none, personal, special
    entry_id: str = ""  # CheckEntry this answer belongs to, "" outside repetitions
    speaker: str = ""  # who said it, by role or number and never by name
    prompt_id: str = ""  # prompt of the landlord's self-assessment that this answers (Appendix 3)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class NoteQuestion(Record):
    """A note helps to answer a key question. Id: ``note:question``."""

    KIND: ClassVar[str] = "note_question"
    note_id: str = ""
    question_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class NoteArea(Record):
    """A note is about a service area. Id: ``note:area``."""

    KIND: ClassVar[str] = "note_area"
    note_id: str = ""
    area_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Attachment(Record):
    """A file kept with a note. The original bytes are stored once, by SHA-256."""

    KIND: ClassVar[str] = "attachment"
    note_id: str = ""
    sha256: str = ""
    name: str = ""
    media_type: str = ""
    size: int = 0
    caption: str = ""
    width: int = 0  # pixels as shown, after turning
    height: int = 0
    taken_at: str = ""  # local time the camera noted
    latitude: float | None = None  # degrees, only when the person agreed to keep the place
    longitude: float | None = None
    is_damaged: bool = False  # cut short or broken: kept as it is, shown as far as it goes


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Finding(Record):
    """A statement that evidence carries: a strength or a weakness."""

    KIND: ClassVar[str] = "finding"
    text: str = ""
    polarity: str = ""  # strength, weakness
    area_id: str = ""
    status: str = "final"  # draft, final
    author: str = ""
    written_at: str = ""
    number: int = 0  # "F12" in reasons and reports; 0 while nobody gave it one
    sub_question: str = ""  # numbered part of a key question, such as 2.1
    weight: str = ""  # high, medium, low: what a person says, never computed


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class FindingQuestion(Record):
    """A finding belongs to a key question; a matter may straddle several. Id: ``finding:question``."""

    KIND: ClassVar[str] = "finding_question"
    finding_id: str = ""
    question_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class EvidenceLink(Record):
    """A note carries a finding, with a stance. Id: ``finding:note``.

    A contradiction is answered in `answer`: why the finding holds all the same, or what became of it.
    """

    KIND: ClassVar[str] = "evidence_link"
    finding_id: str = ""
    note_id: str = ""
    stance: str = "supports"  # supports, contradicts, context
    quote: str = ""  # the very passage of the note's words, "" for all of them
    quote_at: int = 0  # where the passage began (characters) when it was chosen
    attachment_id: str = ""  # the very photo, "" for none
    answer: str = ""
    answered_by: str = ""
    answered_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Judgement(Record):
    """A person's judgement. Id: the pack's judgement id. Never computed from anything."""

    KIND: ClassVar[str] = "judgement"
    rating: str = ""  # level id of the pack's scale
    reason: str = ""
    author: str = ""
    decided_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class JudgementFinding(Record):
    """A finding that decided a judgement. Id: ``judgement:finding``."""

    KIND: ClassVar[str] = "judgement_finding"
    judgement_id: str = ""
    finding_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class PerformanceIndicator(Record):
    """One value of an indicator of the pack. Never proof by itself (guidance para 66)."""

    KIND: ClassVar[str] = "indicator"
    indicator_id: str = ""
    value: float = 0.0
    period: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class DocumentRequest(Record):
    """A document the team asks the landlord for."""

    KIND: ClassVar[str] = "document_request"
    title: str = ""
    asked_of: str = ""  # a role, such as "performance manager"
    status: str = "to_ask"  # to_ask, asked, received, none (there is no such document)
    asked_on: str = ""
    due_on: str = ""
    received_on: str = ""
    remark: str = ""


CORE_RECORDS: tuple[type[Record], ...] = (
    Inspection,
    InspectionDate,
    ScopeArea,
    TeamMember,
    RealityCheck,
    CheckTarget,
    CheckArea,
    CheckItem,
    CheckField,
    CheckEntry,
    EvidenceNote,
    NoteQuestion,
    NoteArea,
    Attachment,
    Finding,
    FindingQuestion,
    EvidenceLink,
    Judgement,
    JudgementFinding,
    PerformanceIndicator,
    DocumentRequest,
)

HOW = ("seen", "told", "read", "measured")
STANCES = ("supports", "contradicts", "context")
POLARITIES = ("strength", "weakness")
WEIGHTS = ("high", "medium", "low")
SOURCES = ("tenant", "staff", "manager", "board", "councillor", "partner", "document", "data")
SCOPES = ("full", "indicative", "re-inspection")
BODIES = ("almo", "partial", "tmo")
INTENSITIES = ("light", "standard", "full")
DEPTHS = ("full", "lighter", "out")
DOCUMENT_STATES = ("to_ask", "asked", "received", "none")
SENSITIVITIES = ("none", "personal", "special")


def field_names(cls: type[Record]) -> tuple[str, ...]:
    """The names of a record's own fields, without `id` and `version`, in order of definition."""
    return tuple(f.name for f in fields(cls) if f.name not in ("id", "version"))


def link_id(left: str, right: str) -> str:
    """The id of a link record: the same two ends give the same record on every laptop."""
    return f"{left}:{right}"
