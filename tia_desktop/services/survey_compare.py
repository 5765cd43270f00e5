"""Comparing a survey with an earlier one: only with a test whether the change may be chance (rc12).

Two surveys are compared as two independent samples. What else was different between them is said, for it can
change answers too: the way of asking, the words of the questions, who was asked first whether it fits them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.survey_records import Survey
from tia_desktop.domain.survey_sets import SurveyLibrary, plain_words
from tia_desktop.domain.surveys import SMALL_BASE, Difference, count_words, difference
from tia_desktop.domain.text import one_line
from tia_desktop.services.survey_content import CAPTURE, COUNTED
from tia_desktop.services.survey_results import QuestionResult, results
from tia_desktop.services.survey_together import may_be_the_same_people
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a figure since another survey.

    Attributes:
        now, before: the two results.
        found: the change; None when a base is too small.
        warnings: sentences on what else was different.
    """

    now: QuestionResult
    before: QuestionResult
    found: Difference | None
    warnings: tuple[str, ...]


def other_surveys(ws: Workspace, survey: Survey) -> list[Survey]:
    """Return the surveys that one can be compared with, those of earlier periods first, the newest first.

    Periods are compared as they are written: "2024/25" comes before "2025/26".
    """
    others = [
        one
        for one in ws.store.find(Survey, set_id=survey.set_id)
        if one.id != survey.id and not may_be_the_same_people(one, survey)
    ]
    others.reverse()
    others.sort(key=lambda one: one.period, reverse=True)
    return sorted(others, key=lambda one: one.period >= survey.period)


def change_since(ws: Workspace, library: SurveyLibrary, now: QuestionResult, before_id: str) -> Change:
    """Return what became of a figure since another survey.

    Raises:
        InputError: the other survey has no such result, or the two must not be compared.
    """
    other = ws.need(Survey, before_id)
    if other.id == now.survey.id or may_be_the_same_people(other, now.survey):
        raise InputError("Both may be about the same people: this is no earlier survey. Choose another one.")
    if other.set_id != now.survey.set_id:
        raise InputError(
            f"“{one_line(other.title, 60)}” asked other questions. Compare surveys of one question set."
        )
    there = results(ws, library, other.id, now.question.id, now.tenure)
    before = next((one for one in there if one.total and one.total.tally.base), None)
    if before is None or before.total is None or before.record is None:
        raise InputError(f"“{one_line(other.title, 60)}” has no answers to this question to compare with.")
    if now.total is None or now.record is None:
        raise InputError("Nothing is shown of this question, so it is not compared.")
    if before.record.positive != now.record.positive:
        raise InputError(
            "Other answers were counted as good ones the last time, so the two are not compared."
        )
    found = difference(now.total.tally, before.total.tally, now.record.population, before.record.population)
    return Change(now, before, found, tuple(_warnings(now, before)))


# ---- in words


def change_words(change: Change) -> list[str]:
    """Say a change in sentences, the counts first."""
    now, before = change.now.total, change.before.total
    if now is None or before is None:
        return []
    other = change.before.survey
    counts = f"{count_words(now.tally)}, before {count_words(before.tally)}"
    named = (
        f"Before: “{one_line(other.title, 80)}” ({one_line(other.source, 80)}, {one_line(other.period, 40)})."
    )
    if change.found is None:
        why = f"With fewer than {SMALL_BASE} answers in one of the two nobody can say whether it changed."
        return [f"{counts}.", why, named, *change.warnings]
    return [f"{counts}: {_change(change.found)}", named, *change.warnings]


def _change(found: Difference) -> str:
    points = round(abs(found.change) * 100)
    said = f"{_points(points)} {'more' if found.change > 0 else 'less'}" if points else "about the same"
    if found.low == found.high:
        return f"{said}. Every home answered both times, so nothing is left to chance."
    verdict = "more than chance" if found.is_clear else "maybe only chance"
    return f"{said}. The change lies between {_range(found)}, 19 times of 20: {verdict} (Newcombe)."


def _range(found: Difference) -> str:
    low, high = found.low * 100, found.high * 100
    # Never narrower than it is, and never "0" on the side where no change is ruled out.
    low = floor(low) if abs(low) >= 1 or not found.is_clear else floor(low * 10) / 10
    high = ceil(high) if abs(high) >= 1 or not found.is_clear else ceil(high * 10) / 10
    if low >= 0:
        return f"{low:g} and {_points(high)} more"
    if high <= 0:
        return f"{-high:g} and {_points(-low)} less"
    return f"{_points(-low)} less and {_points(high)} more"


def _points(number: float) -> str:
    return f"{number:g} {'point' if number == 1 else 'points'}"


def _warnings(now: QuestionResult, before: QuestionResult) -> Iterator[str]:
    one, other = now.survey, before.survey
    if one.edition != other.edition:
        yield (
            f"The words of the questions may be others: edition {other.edition} before, {one.edition} now."
        )
    yield from _way(one, other)
    if plain_words(one.source) != plain_words(other.source):
        yield (
            f"Somebody else may have asked: “{one_line(other.source, 80)}” before, "
            f"“{one_line(one.source, 80)}” now."
        )
    asked_first = {_is_filtered(each, now.question.filter_id) for each in (one, other)} - {None}
    if len(asked_first) > 1:
        yield "Only one time were people asked first whether the question fits them."
    if now.record and before.record and now.record.weighted != before.record.weighted:
        yield "Only one time were the answers weighted."


def _way(one: Survey, other: Survey) -> Iterator[str]:
    if (one.kind == CAPTURE) != (other.kind == CAPTURE):
        yield (
            "One time the team asked people, the other time answers came from a file. "
            "That alone can change answers."
        )
    elif not one.method.strip() or not other.method.strip():
        yield (
            "It is not written down for both surveys how people were asked. "
            "Another way of asking can change answers."
        )
    elif plain_words(one.method) != plain_words(other.method):
        yield (
            f"People were asked in another way: “{one_line(other.method, 80)}” before, "
            f"“{one_line(one.method, 80)}” now. That alone can change answers."
        )


def _is_filtered(survey: Survey, filter_id: str) -> bool | None:
    """Whether a survey asked the filter question; None when nobody knows, or there is none."""
    if not filter_id or survey.kind == COUNTED:
        return None
    return survey.kind == CAPTURE or filter_id in json.loads(survey.reading).get("columns", {})


def change_document(change: Change) -> Mapping[str, object]:
    """Return a change for scripts."""
    found = change.found
    return {
        "before": change.before.survey.id,
        "change": found.change if found else None,
        "low": found.low if found else None,
        "high": found.high if found else None,
        "method": "newcombe" if found else None,
        "clear": found.is_clear if found else None,
        "warnings": list(change.warnings),
    }
