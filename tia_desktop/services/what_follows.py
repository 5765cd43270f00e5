"""What follows from the chosen boxes: money, talks, and when somebody may come back. Never a score.

All of it comes from the pack: one that names no levels for funding or talks says nothing about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tia_desktop.domain.dates import later_day, plain_day
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import Clock, JudgementSpec
from tia_desktop.domain.records import InspectionDate
from tia_desktop.domain.text import count_of
from tia_desktop.services.workspace import Workspace

_LINE, _TALKS, _BOTH, _CLOCK = (
    "scoring.funding_gate", "scoring.discussed_prospects", "scoring.two_judgements", "re_inspection",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that follows. Kinds: line_met, line_missed, talks, clock, score."""

    kind: str
    sentence: str
    source: str


def what_follows(ws: Workspace, ratings: Mapping[str, str]) -> list[Consequence]:
    """Return what follows from levels, by judgement; a judgement without a level ("") says nothing.

    They need not be stored: a person may look at what a box means before choosing it.
    """
    chosen = [(spec, ratings[spec.id]) for spec in ws.pack.judgements if ratings.get(spec.id)]
    return [*_money(ws, chosen), *_talks(ws, chosen), *_clock(ws, chosen), *_score(ws, chosen)]


def meets_line(spec: JudgementSpec, rating: str) -> bool | None:
    """Whether a level reaches the line for funding; None when this judgement draws none."""
    return rating in spec.qualifying_levels if spec.qualifying_levels and rating else None


_Chosen = list[tuple[JudgementSpec, str]]


def _money(ws: Workspace, chosen: _Chosen) -> Iterator[Consequence]:
    for spec, rating in chosen:
        meets = meets_line(spec, rating)
        if meets is None:
            continue
        source = _source(ws, _LINE, spec)
        only = f"Only “{spec.title}” counts for the money."
        if meets:
            sentence = f"{only} This level meets the funding line; the date of the letter counts."
            yield Consequence("line_met", sentence, source)
        else:
            needed = " or ".join(f"“{spec.level(level).word}”" for level in spec.qualifying_levels)
            yield Consequence("line_missed", f"{only} It needs {needed}: this is below the line.", source)


def _talks(ws: Workspace, chosen: _Chosen) -> Iterator[Consequence]:
    for spec, rating in chosen:
        if rating in spec.discussed_levels:
            word = spec.level(rating).word
            sentence = (
                f"{spec.short}: “{word}” is discussed with the department. It does not decide the money."
            )
            yield Consequence("talks", sentence, _source(ws, _TALKS, spec))


def _clock(ws: Workspace, chosen: _Chosen) -> Iterator[Consequence]:
    """A new inspection is counted from the day the report is published, not from the letter (para 118)."""
    lines = [meets for spec, rating in chosen if (meets := meets_line(spec, rating)) is not None]
    clock = next((c for c in ws.pack.reference.clocks if c.id == _CLOCK), None)
    if not lines or clock is None:
        return
    what = (
        "If a re-inspection is agreed, it starts"
        if all(lines)
        else "A re-inspection has to be agreed. It starts"
    )
    yield Consequence("clock", f"{what} {_when(ws, clock)}.", clock.source)


def _when(ws: Workspace, clock: Clock) -> str:
    lasts = count_of(clock.min, clock.unit.rstrip("s"))
    start = ws.store.get(InspectionDate, clock.start_event)
    if start is None or not start.day:
        return f"at the earliest {lasts} after {clock.start_text}. That day is not known yet"
    first = plain_day(later_day(start.day, clock.min, clock.unit))
    return f"on {first} at the earliest: {lasts} after {clock.start_text}, {plain_day(start.day)}"


def _score(ws: Workspace, chosen: _Chosen) -> Iterator[Consequence]:
    rule = next((r for r in ws.pack.reference.rules if r.id == _BOTH), None)
    if rule is not None and len(chosen) == len(ws.pack.judgements):
        yield Consequence("score", "The score that is sent out says both judgements.", rule.source)


def _source(ws: Workspace, rule_id: str, spec: JudgementSpec) -> str:
    """Where the rule comes from; a pack from before this rule names its judgement's own source."""
    try:
        return ws.pack.reference.rule(rule_id).source
    except InputError:
        return spec.source
