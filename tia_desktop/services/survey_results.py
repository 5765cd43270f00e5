"""What a survey came to: count, margin, accuracy for the landlord's size, groups that may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.intervals import Interval
from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.domain.survey_records import Survey, SurveyResult
from tia_desktop.domain.survey_sets import SurveyLibrary, SurveyQuestion, SurveySet
from tia_desktop.domain.surveys import (
    SMALL_BASE,
    SMALL_GROUP,
    Accuracy,
    Tally,
    accuracy,
    count_words,
    limits,
    margin,
    shown,
)
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.capture import NoteDraft, add_note
from tia_desktop.services.photos import numbers_edit
from tia_desktop.services.survey_counts import tally_of
from tia_desktop.services.survey_together import Others, held_back, of_the_same_people
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Shown:
    """A count that may be shown.

    Attributes:
        interval: between which shares the truth lies, and
        points: how many points either way; both None for a small base.
    """

    group: str
    tally: Tally
    interval: Interval | None
    points: float | None


@dataclass(frozen=True, slots=True)
class GroupResults:
    """The groups of one column that may be shown, and how many may not."""

    column: str
    shown: tuple[Shown, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What one question came to in one tenure.

    Attributes:
        survey: the survey it belongs to.
        record: the kept counts of everybody; None when only groups were counted, or when they are not shown.
        total: everybody.
        accuracy: only for the overall question, and when the homes are known.
        hidden: why something is not shown that was counted, "" when nothing is held back but small groups.
    """

    survey: Survey
    asked: SurveySet
    question: SurveyQuestion
    tenure: str
    record: SurveyResult | None
    total: Shown | None
    accuracy: Accuracy | None
    groups: tuple[GroupResults, ...]
    hidden: str = ""


def results(
    ws: Workspace, library: SurveyLibrary, survey_id: str, question: str = "", tenure: str = ""
) -> list[QuestionResult]:
    """Return what a survey came to, question by question, rented and shared ownership apart.

    Raises:
        InputError: the program does not know its questions, or not any more.
    """
    survey = ws.need(Survey, survey_id)
    asked = library.set(survey.set_id)
    wanted = asked.question(question).id if question else ""
    home = asked.tenure(tenure).id if tenure else ""
    parts: dict[tuple[str, str], list[SurveyResult]] = {}
    for result in ws.store.find(SurveyResult, survey_id=survey_id):
        if wanted in ("", result.question_id) and home in ("", result.tenure):
            parts.setdefault((result.tenure, result.question_id), []).append(result)
    order = {q.id: place for place, q in enumerate(asked.questions)}
    tenures = [t.id for t in asked.tenures]
    places = sorted(parts, key=lambda k: (tenures.index(asked.tenure(k[0]).id), order.get(k[1], 0)))
    others = of_the_same_people(ws, survey)
    return [_question(survey, asked, *place, parts[place], others) for place in places]


def _question(
    survey: Survey,
    asked: SurveySet,
    tenure: str,
    question_id: str,
    parts: Sequence[SurveyResult],
    others: Others,
) -> QuestionResult:
    parts, hidden = held_back(survey, (tenure, question_id), parts, others)
    record = next((part for part in parts if not part.group_column), None)
    columns = dict.fromkeys(part.group_column for part in parts if part.group_column)
    enough = None
    if record and record.population and question_id == asked.overall:
        enough = accuracy(record.base, record.population)
    return QuestionResult(
        survey=survey,
        asked=asked,
        question=asked.question(question_id),
        tenure=tenure,
        record=record,
        total=_shown(record) if record else None,
        accuracy=enough,
        groups=tuple(_groups(c, [p for p in parts if p.group_column == c], record) for c in columns),
        hidden=hidden,
    )


def _shown(record: SurveyResult) -> Shown:
    tally = tally_of(record)
    if tally.base < SMALL_BASE:
        return Shown(record.group_name, tally, None, None)
    points = margin(tally.base, record.population) if record.population else None
    if points is not None and tally.effective:
        points *= sqrt(tally.base / tally.effective)  # so many more answers it would take without weights
    return Shown(record.group_name, tally, limits(tally, record.population), points)


def _groups(column: str, parts: Sequence[SurveyResult], everybody: SurveyResult | None) -> GroupResults:
    tallies = {part.group_name: tally_of(part) for part in parts}
    if everybody is not None:  # who is in no group that somebody counted can be worked out too
        tallies[_REST] = _rest_of(tally_of(everybody), tallies.values())
    may = shown(tallies)
    seen = [_shown(part) for part in parts if part.group_name in may]
    hidden = sum(part.base > 0 for part in parts) - len(seen)
    return GroupResults(column, tuple(sorted(seen, key=lambda s: s.group)), hidden)


_REST = "\0rest"
"""Stands for those in no group, where a group has its name: no name holds this sign."""


def _rest_of(every: Tally, groups: Iterable[Tally]) -> Tally:
    """Return what is left of everybody without the groups; nothing where these are everybody, or more."""
    inside = Counter[str]()
    for tally in groups:
        inside.update(tally.counts)
    if round(sum(every.counts.values()) - sum(inside.values())) <= 0:
        return Tally({}, every.positive)
    return Tally({answer: max(0, n - inside[answer]) for answer, n in every.counts.items()}, every.positive)


# ---- in words


def words(found: QuestionResult) -> list[str]:
    """Say a result in sentences, the count first."""
    head = f"{question_name(found)}, {_homes(found)}"
    lines = [f"{head}: counted by group only."]
    if found.total and found.record:
        lines = [
            f"{head}: {total_words(found, found.total)}",
            *margin_words(found),
            *left_words(found.record),
        ]
    elif found.hidden:
        return [f"{head}. {found.hidden}"]
    groups = (line for group in found.groups for line in group_words(group))
    return [*lines, *groups, *filter(None, [found.hidden])]


def question_name(found: QuestionResult) -> str:
    """Return what the question of a result is called."""
    return question_title(found.question)


def question_title(question: SurveyQuestion) -> str:
    """Return what a question is called: its code and title."""
    code, title = question.code, question.title
    return f"{code} {title}" if code and code not in title else title


def _homes(found: QuestionResult) -> str:
    return found.asked.tenure(found.tenure).title.lower()


def total_words(found: QuestionResult, total: Shown) -> str:
    """Say the count, and what those counted said."""
    if not total.tally.base:
        return "no answer that counts."
    scale = found.asked.scale_of(found.question)
    said = " or ".join(f"“{a.word.lower()}”" for a in scale.answers if a.positive)
    return f"{count_words(total.tally)} said {said}."


def margin_words(found: QuestionResult) -> Iterator[str]:
    """Say how sure the figure is, and whether there are answers enough for the landlord's size."""
    record, total = found.record, found.total
    if record is None or total is None or not total.tally.base:
        return
    if total.interval is None:
        yield f"Fewer than {SMALL_BASE} answers: no percentage is given."
    elif total.interval.method == "whole":
        yield "Every home answered, so there is no margin."
    else:
        low, high = floor(total.interval.low * 100), ceil(total.interval.high * 100)
        near = f"{total.points:.1f} points either way, " if total.points is not None else ""
        yield (
            f"If those who answered stand for all: {near}between {low} % and {high} %, 19 times of 20 "
            f"({_METHODS[total.interval.method]})."
        )
        if record.weighted:
            yield _weighting(total.tally)
    if found.accuracy and record.population:
        yield _accuracy(found.accuracy, record.population)


def _weighting(tally: Tally) -> str:
    if tally.effective is None:
        return "The answers are weighted, and the margin does not allow for that."
    return (
        f"The answers of {tally.base:,} people are weighted: they are as sure as {tally.effective:,.0f} "
        "answers that all count the same (Kish), and the margin allows for that."
    )


_METHODS = {"exact": "exact", "wilson": "Wilson"}


def _accuracy(enough: Accuracy, homes: int) -> str:
    size = f"With {homes:,} homes it takes {enough.needed:,} answers to be within {enough.allowed:g} points"
    if enough.met:
        return f"{size}: there are enough."
    return f"{size}: {enough.needed - enough.base:,} too few."


def left_words(record: SurveyResult) -> Iterator[str]:
    """Say who is not in the base."""
    told = (
        (record.dont_know, "said “don’t know” or “not applicable”"),
        (record.filtered, "were not asked, as it does not fit them"),
        (record.blank, "gave no answer"),
        (record.unknown, "gave an answer that could not be read"),
    )
    left = [f"{number:,} {what}" for number, what in told if number]
    if left:
        yield "Not counted: " + "; ".join(left) + "."


def group_words(group: GroupResults) -> Iterator[str]:
    """Say the groups that may be shown, and how many may not."""
    named = f"By “{one_line(group.column, 60)}”"
    if group.shown:
        each = "; ".join(f"{one_line(s.group, 60) or '(empty)'} {count_words(s.tally)}" for s in group.shown)
        yield f"{named}: {each}."
    if group.hidden:
        yield (
            f"{named}, not shown: {count_of(group.hidden, 'group')}. They have fewer than {SMALL_GROUP} "
            "answers, or such a group could be worked out from them."
        )


# ---- as evidence


def note_of(ws: Workspace, found: QuestionResult) -> EvidenceNote | None:
    """Return the note that holds a result as it is now; None when it is not kept."""
    notes = ws.store.find(EvidenceNote, check_id=found.survey.check_id, item_id="")
    begins, ends = "\n".join(words(found)), f"\n{_survey_line(found.survey)}"
    return next((n for n in notes if n.text.startswith(begins) and n.text.endswith(ends)), None)


def _survey_line(survey: Survey) -> str:
    asked = f"{one_line(survey.title, 80)}; {survey.source}, {survey.period}. {survey.method}".strip()
    return f"Survey: {asked}"


def keep_result(
    ws: Workspace,
    found: QuestionResult,
    compared: Sequence[str] = (),
    questions: Sequence[str] = (),
    *,
    origin: str = "",
) -> str:
    """Keep a result as evidence of its check, its numbers in the text and attached; return the note's id.

    The same result is kept once.

    Args:
        ws: the open inspection.
        found: the result.
        compared: sentences on how it compares with other landlords.
        questions: the key questions that it helps to answer; none takes the first of the kind of check.
        origin: who writes, so that they are not told.

    Raises:
        InputError: nobody gave an answer that counts.
    """
    if not found.total or not found.total.tally.base:
        raise InputError(words(found)[0])
    survey = found.survey
    text = "\n".join([*words(found), *compared, _survey_line(survey)])
    check = ws.need(RealityCheck, survey.check_id)
    for note in ws.store.find(EvidenceNote, check_id=check.id):
        if note.text == text:
            return note.id
    tally = found.total.tally
    draft = NoteDraft(
        text=text,
        check_id=check.id,
        how="measured",
        source="tenant",
        value=f"{tally.hits:,} of {tally.base:,}",
        place=check.place,
        questions=questions or ws.pack.template(check.template).key_questions[:1],
    )
    numbers = {**document(found), "survey": survey.id, "compared": list(compared)}
    return add_note(ws, draft, origin=origin, attach=lambda note_id: numbers_edit(ws, note_id, numbers))


def document(found: QuestionResult) -> Mapping[str, object]:
    """Return a result for scripts; nothing in it that may not be shown."""
    record, total = found.record, found.total
    return {
        "question": found.question.id,
        "title": found.question.title,
        "tenure": found.tenure,
        "population": record.population if record else None,
        "weighted": record.weighted if record else False,
        "not_shown": found.hidden or None,
        **({**_count(total), **_rest(record)} if total and record else {"base": None}),
        "accuracy": _accuracy_document(found.accuracy),
        "groups": [
            {
                "column": group.column,
                "not_shown": group.hidden,
                "shown": [{"group": s.group, **_count(s)} for s in group.shown],
            }
            for group in found.groups
        ],
    }


def _count(told: Shown) -> dict[str, object]:
    low_high = told.interval
    small = told.tally.base < SMALL_BASE
    return {
        "hits": told.tally.hits,
        "base": told.tally.base,
        "share": None if small else told.tally.share,
        "effective": None if small else told.tally.effective,
        "counts": dict(told.tally.counts),
        "points": told.points,
        "interval": None
        if low_high is None
        else {"low": low_high.low, "high": low_high.high, "method": low_high.method, "confidence": 0.95},
    }


def _rest(record: SurveyResult) -> dict[str, object]:
    return {
        "dont_know": record.dont_know,
        "filtered": record.filtered,
        "blank": record.blank,
        "unknown": record.unknown,
        "content_sha256": record.list_sha256,
    }


def _accuracy_document(enough: Accuracy | None) -> dict[str, object] | None:
    if enough is None:
        return None
    return {
        "points": enough.points,
        "allowed": enough.allowed,
        "needed": enough.needed,
        "met": enough.met,
    }
