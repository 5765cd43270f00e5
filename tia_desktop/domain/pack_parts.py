"""The parts of a framework pack, as frozen values. Their words and their sources live in the pack's data.

Every text is plain text. `source` names the paragraph, table or appendix a thing comes from; `basis` is
``source``, ``later_reports`` or ``ours``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.values import Value


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class RatingLevel(Value):
    """A box of a judgement's scale. `order` counts from 0, the worst; `stars` is for scales with stars."""

    id: str
    order: int
    word: str
    source: str
    basis: str
    stars: int | None = None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class RatingScale(Value):
    """A judgement's scale, worst level first. Nothing ever computes a level."""

    id: str
    title: str
    levels: tuple[RatingLevel, ...]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class JudgementSpec(Value):
    """One of the judgements an inspection must reach.

    `qualifying_levels` reach the line for funding; `discussed_levels` lead to talks with the department.
    """

    id: str
    number: int
    title: str
    short: str
    scale: RatingScale
    by_service_area: bool
    source: str
    qualifying_levels: tuple[str, ...] = ()
    discussed_levels: tuple[str, ...] = ()

    def level(self, level_id: str) -> RatingLevel:
        """Return the level of this judgement's scale, or raise with the words that are possible."""
        for level in self.scale.levels:
            if level.id == level_id:
                return level
        words = ", ".join(level.id for level in self.scale.levels)
        raise InputError(f"“{level_id}” is no rating for “{self.title}”. Choose one of: {words}.")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class KeyQuestion(Value):
    """A key question. `title` is the source's heading, `short` fits a column, `plain` is our own wording."""

    id: str
    number: int
    judgement: str
    title: str
    short: str
    plain: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SubQuestion(Value):
    """A numbered part of a key question."""

    id: str
    key_question: str
    title: str
    plain: str
    source: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ServiceArea(Value):
    """A service area: a column of the framework."""

    id: str
    number: int
    title: str
    short: str
    source: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PromptGroup(Value):
    """A headed group of prompts that belongs to one key question."""

    id: str
    part: str
    title: str
    intro: str
    key_question: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Prompt(Value):
    """Something to ask. `kind` is prompt, sub_prompt, lead, bullet or sub_bullet.

    `shared` marks prompts that the source repeats; `topic` marks a topic that is no question.
    """

    id: str
    kind: str
    text: str
    key_question: str
    source: str
    sub_question: str = ""
    area: str = ""
    group: str = ""
    parent: str = ""
    shared: str = ""
    topic: bool = False
    bold: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class WordedChoice(Value):
    """Something a person picks by its word: a source group, or how a thing is known."""

    id: str
    word: str
    explain: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class AuthorityType(Value):
    """A type of authority, for fair comparison."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Quartile(Value):
    """The line of the best quarter in one period, by authority type, in the indicator's unit."""

    period: str
    source: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class NationalAverage(Value):
    """A published average of one period, in the indicator's unit."""

    period: str
    source: str
    value: float


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class IndicatorSpec(Value):
    """A performance indicator. `better` is higher, lower, yes or context (no good direction)."""

    id: str
    code: str
    title: str
    measures: str
    unit: str
    better: str
    status: str
    source: str
    tables: tuple[int, ...] = ()
    note: str = ""
    split_by: tuple[str, ...] = ()
    upper_quartiles: tuple[Quartile, ...] = ()
    national_averages: tuple[NationalAverage, ...] = ()

    def upper_quartile(self, authority_type: str, period: str = "") -> float | None:
        """Return the best quarter's line for this type of authority (latest period when none is named)."""
        rows = [q for q in self.upper_quartiles if not period or q.period == period]
        return max(rows, key=lambda q: q.period).values.get(authority_type) if rows else None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Rule(Value):
    """A rule of the framework in one sentence, such as ``tia.own_landlord``."""

    id: str
    topic: str
    text: str
    source: str
    basis: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ReportStage(Value):
    """A stage between the fieldwork and the published report."""

    id: str
    number: int
    title: str
    text: str
    source: str
    optional: bool = False
    order_note: str = ""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Clock(Value):
    """A period with its own start. `min` and `max` count `unit` (days, weeks, months) from `start_event`."""

    id: str
    title: str
    start_event: str
    start_text: str
    end_text: str
    min: int
    unit: str
    text: str
    source: str
    max: int | None = None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Threshold(Value):
    """A number, or a set of ids, that readiness tests against."""

    id: str
    value: int | tuple[str, ...]
    text: str
    source: str
    basis: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SourceList(Value):
    """A counted list of the source, such as the national priorities."""

    id: str
    title: str
    items: tuple[str, ...]
    count: int
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Term(Value):
    """A word of the trade, in our own plain words."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Damage(Value):
    """Where a source is damaged or silent. Noted, never filled in."""

    id: str
    document: str
    place: str
    text: str
