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


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class TeamMember(Record):
    """Somebody on the inspection team. `rents_from` is the landlord they rent from, if any."""

    KIND: ClassVar[str] = "team_member"
    name: str = ""
    role: str = "inspector"  # lead, inspector, tia, auditor
    region: str = ""
    rents_from: str = ""
    inspected_before: bool = False
    declared_at: str = ""  # when an adviser said they do not rent from this landlord


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class RealityCheck(Record):
    """A planned or done reality check. Its kind is a template of the pack (rc01 .. rc12)."""

    KIND: ClassVar[str] = "reality_check"
    template: str = ""
    title: str = ""
    place: str = ""
    assigned_to: str = ""  # TeamMember id
    status: str = "planned"  # planned, started, done
    planned_for: str = ""
    started_at: str = ""
    finished_at: str = ""
    resume_item: str = ""  # checklist item to go back to
    last_place: str = ""  # the place sticks until changed


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class CheckTarget(Record):
    """How many notes a check should bring for a key question. Id: ``check:question``."""

    KIND: ClassVar[str] = "check_target"
    check_id: str = ""
    question_id: str = ""
    target: int = 0


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


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class FindingQuestion(Record):
    """A finding belongs to a key question; a matter may straddle several. Id: ``finding:question``."""

    KIND: ClassVar[str] = "finding_question"
    finding_id: str = ""
    question_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class EvidenceLink(Record):
    """A note carries a finding, with a stance. Id: ``finding:note``."""

    KIND: ClassVar[str] = "evidence_link"
    finding_id: str = ""
    note_id: str = ""
    stance: str = "supports"  # supports, contradicts, context


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


RECORD_TYPES: tuple[type[Record], ...] = (
    Inspection,
    TeamMember,
    RealityCheck,
    CheckTarget,
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
)

BY_KIND: dict[str, type[Record]] = {cls.KIND: cls for cls in RECORD_TYPES}

HOW = ("seen", "told", "read", "measured")
STANCES = ("supports", "contradicts", "context")
POLARITIES = ("strength", "weakness")
SOURCES = ("tenant", "staff", "manager", "board", "councillor", "partner", "document", "data")
SENSITIVITIES = ("none", "personal", "special")


def field_names(cls: type[Record]) -> tuple[str, ...]:
    """The names of a record's own fields, without `id` and `version`, in order of definition."""
    return tuple(f.name for f in fields(cls) if f.name not in ("id", "version"))


def link_id(left: str, right: str) -> str:
    """The id of a link record: the same two ends give the same record on every laptop."""
    return f"{left}:{right}"
