"""The records of concluding: what findings answer, what helps or hinders, and what was accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tia_desktop.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class NoteSubQuestion(Record):
    """A note helps to answer a numbered part of a key question. Id: ``note:part``."""

    KIND: ClassVar[str] = "note_sub_question"
    note_id: str = ""
    sub_question_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class FindingPrompt(Record):
    """A finding answers a prompt of the pack (Appendices 1 to 3). Id: ``finding:prompt``."""

    KIND: ClassVar[str] = "finding_prompt"
    finding_id: str = ""
    prompt_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class FigureLink(Record):
    """A figure stands beside a finding: never enough by itself (para 66). Id: ``finding:figure``."""

    KIND: ClassVar[str] = "figure_link"
    finding_id: str = ""
    figure_id: str = ""  # PerformanceIndicator
    stance: str = "supports"  # supports, contradicts, context


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Driver(Record):
    """What most helps improvement, or, as a barrier, most hinders it (Appendix 2, closing section)."""

    KIND: ClassVar[str] = "driver"
    text: str = ""
    is_barrier: bool = False
    scope: str = ""  # service (tied to the service), corporate
    author: str = ""
    written_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class DriverFinding(Record):
    """A finding shows a driver or a barrier. Id: ``driver:finding``."""

    KIND: ClassVar[str] = "driver_finding"
    driver_id: str = ""
    finding_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class EarlierView(Record):
    """A judgement as it was before a person decided otherwise, with the reason it had and why it was left."""

    KIND: ClassVar[str] = "earlier_view"
    judgement_id: str = ""
    rating: str = ""
    reason: str = ""
    findings: str = "[]"  # JSON: ids of the findings that had decided it
    author: str = ""
    decided_at: str = ""
    because: str = ""  # why it was left
    left_by: str = ""
    left_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class AcceptedWarning(Record):
    """A warning that a person accepts, with the reason that the report keeps. Id: ``rule:record``.

    It holds for the warning as it was: when readiness says something else than `said`, it is to be accepted
    anew.
    """

    KIND: ClassVar[str] = "accepted_warning"
    rule: str = ""
    record_id: str = ""
    said: str = ""
    reason: str = ""
    author: str = ""
    accepted_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Release(Record):
    """The judgements were released to moderation: nothing stood in the way any more."""

    KIND: ClassVar[str] = "release"
    levels: str = "{}"  # JSON: judgement id -> level id
    fingerprint: str = ""  # JSON: part of the conclusions -> SHA-256 over it as it was, and "whole"
    chain_head: str = ""
    author: str = ""
    released_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class SavedFilter(Record):
    """A way to filter notes that somebody gave a name."""

    KIND: ClassVar[str] = "saved_filter"
    title: str = ""
    fields: str = "{}"  # JSON: field of `NoteFilter` -> value
    author: str = ""


CONCLUDE_RECORDS: tuple[type[Record], ...] = (
    NoteSubQuestion,
    FindingPrompt,
    FigureLink,
    Driver,
    DriverFinding,
    EarlierView,
    AcceptedWarning,
    Release,
    SavedFilter,
)

SCOPES_OF_DRIVERS = ("service", "corporate")
