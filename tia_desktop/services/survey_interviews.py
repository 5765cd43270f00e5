"""Counting the answers that guided capture collected as a survey: one check for each person."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import EvidenceNote, RealityCheck, Scalar
from tia_desktop.domain.survey_records import Survey, SurveyResult
from tia_desktop.domain.survey_sets import DONT_KNOW, NO, SurveyQuestion, SurveySet
from tia_desktop.domain.text import one_line
from tia_desktop.services.survey_content import (
    BLANK,
    CAPTURE,
    FILTERED,
    NOT_ASKED,
    OTHER,
    TENURE,
    UNKNOWN,
    Counter,
    Packer,
)
from tia_desktop.services.survey_reading import only_tenure
from tia_desktop.services.surveys import SurveyFacts, check_facts, keep_counted, removal_edits
from tia_desktop.services.workspace import Workspace


def collect_survey(
    ws: Workspace,
    asked: SurveySet,
    facts: SurveyFacts,
    checks: Sequence[str],
    *,
    tenure: str = "",
    items: Mapping[str, str] | None = None,
) -> str:
    """Count the answers in the notes of some checks, one check for each person asked, and keep the result.

    Args:
        ws: the open inspection.
        asked: the question set.
        facts: what is known about the survey; its check keeps the result.
        checks: the checks, one for each person.
        tenure: whose homes, when the set asks about several.
        items: checklist item -> question, where it is not the set's own.

    Raises:
        InputError: no check, or none of them has an answer to the set.
    """
    check_facts(ws, asked, facts)
    place = only_tenure(asked, tenure)
    wanted = {item: q for q in asked.questions for item in q.items}
    wanted |= {item: asked.question(q) for item, q in (items or {}).items()}
    questions = [q for q in asked.questions if q in wanted.values()]
    names = [TENURE, *(q.id for q in questions)]
    lines = [
        [place, *(_collected(given, asked, q, wanted, place) for q in questions)]
        for given in (_given(ws, check) for check in dict.fromkeys(checks))
    ]
    if not any(cell not in OTHER for line in lines for cell in line[1:]):
        raise InputError(f"No answer to “{one_line(asked.title, 60)}” is in these checks yet.")
    packer, counter = Packer(names), Counter(names)
    packer.add(lines)
    counter.add(lines)
    reading = {
        "items": {item: q.id for item, q in wanted.items()},
        "checks": list(checks),
        "scales": {s.id: {a.id: list(a.ratings) for a in s.answers} for s in asked.scales},
        "dont_know": list(asked.dont_know_ratings),
        "rule": asked.rule,
    }
    values: dict[str, Scalar] = {
        "title": facts.title.strip() or asked.title,
        "kind": CAPTURE,
        "reading": json.dumps(reading, ensure_ascii=False),
        "row_count": len(lines),
    }
    instead = _counted_before(ws, asked, facts, place, checks)
    return keep_counted(ws, asked, facts, values, counter, packer.done(), instead_of=instead)


def _counted_before(
    ws: Workspace, asked: SurveySet, facts: SurveyFacts, tenure: str, checks: Sequence[str]
) -> list[Edit]:
    """Return what takes away earlier counts of the same interviews: two would tell what the last few said."""
    edits = list[Edit]()
    for known in ws.store.find(Survey, check_id=facts.check_id, set_id=asked.id, kind=CAPTURE):
        counted = ws.store.find(SurveyResult, survey_id=known.id)
        same = known.period == facts.period.strip() and {r.tenure for r in counted} == {tenure}
        before = json.loads(known.reading).get("checks")
        if same and before and set(before) <= set(checks):
            edits += removal_edits(ws, known.id)
    return edits


def _given(ws: Workspace, check_id: str) -> dict[str, str]:
    """Return checklist item -> grade or choice, the oldest note of each; several choices are none."""
    check, given = ws.need(RealityCheck, check_id), dict[str, str]()
    for note in ws.store.find(EvidenceNote, check_id=check.id, entry_id="", speaker=""):
        if note.item_id:
            given.setdefault(note.item_id, note.value or note.rating)
    return given


def _collected(
    given: Mapping[str, str],
    asked: SurveySet,
    question: SurveyQuestion,
    wanted: Mapping[str, SurveyQuestion],
    tenure: str,
) -> str:
    if tenure not in question.tenures:
        return NOT_ASKED
    first = next((f for f in asked.filters if f.id == question.filter_id), None)
    if first and given.get(first.item) in (NO, "na"):
        return FILTERED
    told = next((given[item] for item, q in wanted.items() if q == question and given.get(item)), "")
    if told in ("", "not_asked", "not_seen"):
        return BLANK
    if told in asked.dont_know_ratings:
        return DONT_KNOW
    answers = asked.scale_of(question).answers
    return next((a.id for a in answers if told in (a.id, *a.ratings)), UNKNOWN)
