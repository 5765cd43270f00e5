"""Which column of a survey's table is what. What a person says wins; between two columns nobody guesses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.personal import personal_name
from tia_desktop.domain.survey_sets import (
    DONT_KNOW,
    NO,
    YES,
    SurveyQuestion,
    SurveySet,
    plain_words,
)
from tia_desktop.domain.text import one_line
from tia_desktop.services.survey_content import BLANK, TENURE

GROUP_ROLE, COMMENT, LEFT = "group", "comment", ""
BEST_FIRST, BEST_LAST = NUMBERS = ("best-first", "best-last")
"""What answers written as numbers mean: 1 is the best one, or the worst."""
LEAST_WEIGHT, MOST_WEIGHT = 1e-6, 1_000_000
TENURE_NAMES = {"tenure", "tenure type", "type of tenure", "lcra lcho", "lcra or lcho", "stock type"}
_REMEMBERED = 10_000
_YES_NO = {"yes": YES, "y": YES, "true": YES, "no": NO, "n": NO, "false": NO}


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPlan:
    """What a person says about a table of answers.

    Attributes:
        columns: column -> question or filter of the set, "tenure", or "" to leave it behind.
        groups: columns to count by group.
        comments: columns with people's own words, to keep as notes.
        keep: groups to count by although they look personal.
        answers: word -> answer, "dont_know", or "blank" for a word that is no answer.
        numbers: what answers written as numbers mean (`NUMBERS`), "" when they are words.
        tenure: of everybody in the table, "" when a column says it.
        weight: column with the weight of each person's answers, "" for none.
        weighted: whether counts were weighted, so that they need not be whole numbers.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    groups: Sequence[str] = ()
    comments: Sequence[str] = ()
    keep: Sequence[str] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    numbers: str = ""
    tenure: str = ""
    weight: str = ""
    weighted: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """Column -> what it is, by question or filter id, and the columns that are left behind."""

    questions: Mapping[str, str]
    filters: Mapping[str, str]
    tenure: str
    groups: tuple[str, ...]
    comments: tuple[str, ...]
    left_out: tuple[str, ...]


def roles_of(columns: Sequence[str], asked: SurveySet, plan: SurveyPlan) -> Roles:
    """Say what the columns of a table of answers are.

    Raises:
        InputError: a column that is not there, two columns for one question, or none for any.
    """
    check_plan(columns, asked, plan)
    taken = {*plan.groups, *plan.comments, *plan.columns, plan.weight}
    told = {n: plain_words(r) for n, r in plan.columns.items()}
    free = [name for name in columns if name not in taken]
    names = Names(asked)
    named = {name: names.said_by(name) for name in free}
    questions: dict[str, str] = {}
    for question in asked.questions:
        own = [n for n, role in told.items() if role and role in _ids(question)]
        found = own or [n for n in free if question.id in named[n]]
        _one_column(question.id, found)
        questions |= {question.id: found[0]} if found else {}
    filters: dict[str, str] = {}
    for each in asked.filters:
        own = [n for n, role in told.items() if role == plain_words(each.id)]
        found = own or [n for n in free if each.id in named[n]]
        _one_column(each.id, found)
        filters |= {each.id: found[0]} if found else {}
    _one_column(TENURE, [n for n, role in told.items() if role == TENURE])
    tenure = next((n for n, role in told.items() if role == TENURE), "")
    if not tenure and not plan.tenure:
        tenure = next((n for n in free if plain_words(n) in TENURE_NAMES), "")
    if not questions:
        raise InputError(_no_question(columns, asked))
    used = {*questions.values(), *filters.values(), tenure, plan.weight, *plan.groups, *plan.comments}
    left = tuple(n for n in columns if n not in used)
    groups, comments = (tuple(dict.fromkeys(names)) for names in (plan.groups, plan.comments))
    return Roles(questions, filters, tenure, groups, comments, left)


def _ids(question: SurveyQuestion) -> set[str]:
    return {plain_words(question.id), plain_words(question.code)} - {""}


class Names:
    """Tells what the header of a column names. The words of the set are read once: a table may be wide.

    A filter is named by its id or its words alone; a question by its title or words alone too, or by its code
    among other words.
    """

    def __init__(self, asked: SurveySet) -> None:
        self._filters = {f.id: {plain_words(f.id), plain_words(f.ask)} for f in asked.filters}
        self._questions = {
            q.id: {*_ids(q), plain_words(q.title), plain_words(q.ask)} for q in asked.questions
        }
        self._codes = {
            q.id: re.compile(rf"\b{re.escape(plain_words(q.code))}\b")
            for q in asked.questions
            if any(c.isdigit() for c in q.code)
        }

    def said_by(self, column: str) -> set[str]:
        """Return the ids of the questions or filters that a header names: one, unless words are shared."""
        plain = plain_words(column)
        filters = {known for known, words in self._filters.items() if plain in words}
        if filters:
            return filters
        coded = {known for known, code in self._codes.items() if code.search(plain)}
        alone = {known for known, words in self._questions.items() if plain in words}
        return alone | (coded if len(coded) == 1 else set())


def _one_column(what: str, found: Sequence[str]) -> None:
    if len(found) > 1:
        listed = " and ".join(f"“{one_line(n, 60)}”" for n in found[:3])
        raise InputError(
            f"{listed} could each be {what}. Say which one it is, such as “{one_line(found[0], 60)}={what}”."
        )


def _no_question(columns: Sequence[str], asked: SurveySet) -> str:
    shown = ", ".join(f"“{one_line(n, 40)}”" for n in columns[:8])
    first = asked.questions[0].id
    return (
        f"No column names a question of “{asked.id}”. The columns are: {shown}. "
        f"Say which one is which, such as “{one_line(columns[0], 40)}={first}”."
    )


def check_plan(columns: Sequence[str], asked: SurveySet, plan: SurveyPlan) -> None:
    """Refuse a plan that does not fit the table or the question set."""
    for name in (*plan.columns, *plan.groups, *plan.comments, *plan.keep, *filter(None, [plan.weight])):
        if name not in columns:
            known = ", ".join(f"“{one_line(n, 40)}”" for n in columns[:12])
            raise InputError(f"There is no column “{one_line(name, 60)}”. The columns are: {known}.")
    _check_weight(plan)
    known_roles = {plain_words(f.id) for f in asked.filters} | {TENURE, LEFT}
    for role in plan.columns.values():
        if plain_words(role) not in known_roles:
            asked.question(role)
    for name in plan.groups:
        why = personal_name(name)
        if why and name not in plan.keep:
            raise InputError(
                f"“{one_line(name, 60)}” is not counted by group unless you insist. {why} Name it to keep it."
            )
    if plan.numbers not in ("", *NUMBERS):
        raise InputError(f"“{plan.numbers}” says nothing. Choose one of: {', '.join(NUMBERS)}.")
    every = {a.id for scale in asked.scales for a in scale.answers} | {DONT_KNOW, "blank", YES, NO}
    for answer in plan.answers.values():
        if answer not in every:
            raise InputError(
                f"“{one_line(answer, 40)}” is no answer. Choose one of: {', '.join(sorted(every))}."
            )


def _check_weight(plan: SurveyPlan) -> None:
    used = {*plan.groups, *plan.comments, *(name for name, role in plan.columns.items() if role)}
    if plan.weight in used:
        raise InputError(f"“{one_line(plan.weight, 60)}” is two things. It is the weight, or something else.")


class AnswerReader:
    """Reads the cells of one question. What is no answer of its scale is none: nothing is guessed."""

    def __init__(self, asked: SurveySet, question: SurveyQuestion, plan: SurveyPlan) -> None:
        scale = asked.scale_of(question)
        self._words = asked.answers_of(question)
        allowed = {*self._words.values(), "blank"}
        self._words |= {plain_words(w): a for w, a in plan.answers.items() if a in allowed}
        self._known: dict[str, str | None] = {}  # the same cells come again and again
        self._numbers: dict[int, str] = {}
        if plan.numbers:
            order = scale.answers if plan.numbers == BEST_FIRST else scale.answers[::-1]
            self._numbers = {n: answer.id for n, answer in enumerate(order, 1)}

    def __call__(self, cell: str) -> str | None:
        """Return the answer, `BLANK`, or None for what cannot be read."""
        if cell not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[cell] = self._answer(cell)
        return self._known[cell]

    def _answer(self, cell: str) -> str | None:
        plain = plain_words(cell)
        if not plain and not cell.strip(" -–—."):
            return BLANK
        found = self._words.get(plain)
        if found is None:
            number = re.fullmatch(r"(\d{1,2})(?:\.0+)?", cell.strip())
            if number:
                found = self._numbers.get(int(number[1]))
            else:  # "1 - Very satisfied": the words say it
                found = self._words.get(re.sub(r"^\d+ | \d+$", "", plain))
        return BLANK if found == "blank" else found


def weight_in(cell: str) -> float:
    """Read the weight of a person's answers.

    Raises:
        InputError: it is no number that can weigh anything.
    """
    text = cell.strip()
    if not text:
        raise InputError("There is no weight.")
    if "," in text:  # a decimal comma, or one between thousands: 0,853 and 1,034 in one column are both
        said = one_line(cell, 40)
        raise InputError(f"“{said}” is no weight: it has a comma. Write it with a point, such as 0.85.")
    number = float(text) if re.fullmatch(r"\d{0,12}\.?\d{1,20}([eE][-+]?\d{1,2})?", text) else 0.0
    if not LEAST_WEIGHT <= number <= MOST_WEIGHT:
        said = one_line(cell, 40)
        raise InputError(f"“{said}” is no weight: a number above 0, and {MOST_WEIGHT:,} at most.")
    return number


def yes_or_no(cell: str, plan: SurveyPlan) -> str | None:
    """Read the cell of a filter: yes, no, `BLANK`, or None for what cannot be read."""
    plain = plain_words(cell)
    if not plain:
        return BLANK
    told = {plain_words(w): a for w, a in plan.answers.items() if a in (YES, NO, DONT_KNOW)}
    return {**_YES_NO, **told}.get(plain)
