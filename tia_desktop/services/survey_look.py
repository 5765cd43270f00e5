"""A look at a table of answers before it is read: what each column seems to be, which words are unknown.

It proposes what names say plainly, and nothing else: what is not proposed is left behind.
"""

from __future__ import annotations

from collections import Counter as Many
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tia_desktop.domain.personal import personal_cell, personal_name
from tia_desktop.domain.survey_sets import NO, YES, SurveyLibrary, SurveySet, plain_words
from tia_desktop.domain.text import one_line
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.survey_columns import (
    TENURE_NAMES,
    AnswerReader,
    Names,
    SurveyPlan,
    yes_or_no,
)
from tia_desktop.services.survey_content import TENURE
from tia_desktop.services.survey_counted import layout_of, question_in

ROWS = 5_000
"""Rows that are looked at: enough to meet the words that people used."""
MOST_WORDS = 60
"""Different cells of a column that are remembered."""
_LONG = 40
_WEIGHTS = {"weight", "weighting", "weights", "wt", "survey weight"}


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A column as it came.

    Attributes:
        words: different cells, the most frequent first, with how often each is there.
        personal: why it looks personal, "" when it does not.
    """

    name: str
    words: tuple[tuple[str, int], ...]
    personal: str


@dataclass(frozen=True, slots=True)
class Look:
    """The columns of a table, and how many of its rows were looked at."""

    columns: tuple[LookedAt, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that is no answer yet.

    Attributes:
        word: as it stands in the table.
        count: in how many of the rows that were looked at.
        columns: where.
        answers: (answer, its word) that it could stand for.
    """

    word: str
    count: int
    columns: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]


def look_at(table: CaseTable) -> Look:
    """Look at the first rows of a table."""
    found = [Many[str]() for _ in table.columns]
    rows = 0
    for _, batch in table.batches():
        for row in batch:
            if any(cell.strip() for cell in row):
                rows += 1
                for words, cell in zip(found, row, strict=False):
                    if cell.strip() and (len(words) < ROWS or cell in words):
                        words[cell.strip()] += 1
        if rows >= ROWS:
            break
    return Look(tuple(map(_column, table.columns, found)), rows)


def _column(name: str, words: Many[str]) -> LookedAt:
    return LookedAt(name, tuple(words.most_common(MOST_WORDS)), personal_name(name) or personal_cell(words))


def best_set(look: Look, library: SurveyLibrary, wanted: str = "") -> SurveySet:
    """Return the set that the table names most questions of; `wanted` when no other has more."""
    return max(library.sets, key=lambda asked: (len(_named(look, asked)), asked.id == wanted))


def _named(look: Look, asked: SurveySet) -> set[str]:
    names = [column.name for column in look.columns]
    layout = layout_of(names, asked, SurveyPlan())
    if layout is None:
        return set(proposed(names, asked).values()) - {""}
    cells = next(column.words for column in look.columns if column.name == layout.question)
    return {question_in(cell, asked) for cell, _ in cells} & {q.id for q in asked.questions}


def proposed(columns: Sequence[str], asked: SurveySet) -> dict[str, str]:
    """Return column -> question, filter or "tenure" that its name says; "" for none, or where two say it."""
    found: dict[str, str] = dict.fromkeys(columns, "")
    for role, names in _by_role(columns, asked):
        if len(names) == 1 and not found[names[0]]:
            found[names[0]] = role
    return found


def doubts(columns: Sequence[str], asked: SurveySet) -> dict[str, str]:
    """Return column -> a sentence on what a person has to decide."""
    said = dict[str, str]()
    for role, names in _by_role(columns, asked):
        if len(names) > 1:
            said |= dict.fromkeys(names, f"More than one column could be {role}. Say which one it is.")
    for name in columns:
        if plain_words(name) in _WEIGHTS:
            said.setdefault(name, "This may be a weight for each person. Say so if the answers are weighted.")
    return said


def _by_role(columns: Sequence[str], asked: SurveySet) -> Iterator[tuple[str, list[str]]]:
    names = Names(asked)
    named = {column: names.said_by(column) for column in columns}
    for known in (*(q.id for q in asked.questions), *(f.id for f in asked.filters)):
        yield known, [n for n in columns if known in named[n]]
    yield TENURE, [n for n in columns if plain_words(n) in TENURE_NAMES][:1]


def own_words(column: LookedAt) -> bool:
    """Whether a column seems to hold people's own sentences."""
    return bool(column.words) and sum(len(w) > _LONG for w, _ in column.words) * 3 > len(column.words)


# ---- words that are no answer yet


def unknown_words(look: Look, asked: SurveySet, plan: SurveyPlan) -> list[Unknown]:
    """Return the words in the columns of questions and filters that nothing says the meaning of."""
    places, answers = dict[str, Many[str]](), dict[str, dict[str, str]]()
    for column, told, choices in _read_as(look, asked, plan):
        for word, count in column.words:
            if told(word) is None:
                key = one_line(word, 200)
                places.setdefault(key, Many())[column.name] += count
                answers.setdefault(key, {}).update(choices)
    return [
        Unknown(word, sum(where.values()), tuple(where), tuple(answers[word].items()))
        for word, where in sorted(places.items(), key=lambda each: -sum(each[1].values()))
    ]


def has_numbers(look: Look, asked: SurveySet, plan: SurveyPlan) -> bool:
    """Whether questions are answered with numbers that only a person can say the meaning of."""
    bare = SurveyPlan(columns=plan.columns)
    return any(unknown.word.strip().isdecimal() for unknown in unknown_words(look, asked, bare))


class _Reads:
    """Reads a cell as an answer to a question, or as the answer to a filter."""

    def __init__(self, asked: SurveySet, role: str, plan: SurveyPlan) -> None:
        self._plan = plan
        self._filter = next((f for f in asked.filters if f.id == role), None)
        self._answer = None if self._filter else AnswerReader(asked, asked.question(role), plan)

    def __call__(self, cell: str) -> str | None:
        return self._answer(cell) if self._answer else yes_or_no(cell, self._plan)


def _read_as(
    look: Look, asked: SurveySet, plan: SurveyPlan
) -> Iterator[tuple[LookedAt, _Reads, Mapping[str, str]]]:
    for column in look.columns:
        role = plan.columns.get(column.name, "")
        if role and role != TENURE:
            yield column, _Reads(asked, role, plan), _choices(asked, role)
    layout = layout_of([c.name for c in look.columns], asked, plan)
    told = layout and next((c for c in look.columns if c.name == layout.answer), None)
    if told:  # answers of all questions stand below each other
        for question in {q.scale: q for q in asked.questions}.values():
            others = {w for q in asked.questions for w in asked.answers_of(q)} - {""}
            words = tuple((w, n) for w, n in told.words if plain_words(w) not in others)
            yield (
                LookedAt(told.name, words, ""),
                _Reads(asked, question.id, plan),
                _choices(asked, question.id),
            )


def _choices(asked: SurveySet, role: str) -> dict[str, str]:
    if any(f.id == role for f in asked.filters):
        return {YES: "Yes", NO: "No"}
    return {a.id: a.word for a in asked.scale_of(asked.question(role)).answers}
