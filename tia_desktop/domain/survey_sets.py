"""What a survey asks: question sets as data, with their scales and how an answer counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.text import one_line

DONT_KNOW = "dont_know"
"""The answer that leaves the base: "don't know" and "not applicable"."""
YES, NO = "yes", "no"


def plain_words(text: str) -> str:
    """Return words as they are compared: small letters and digits, one kind of apostrophe left out."""
    return " ".join(re.findall(r"\w+", re.sub("['’`´]", "", text.casefold().replace("_", " "))))


@dataclass(frozen=True, slots=True)
class Answer:
    """One step of a scale.

    Attributes:
        id: as results keep it.
        word: as it is printed.
        positive: whether it counts for the figure.
        also: other words for it in tables.
        ratings: grades and choices of guided capture that mean it.
    """

    id: str
    word: str
    positive: bool = False
    also: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers to a question, the best one first."""

    id: str
    title: str
    answers: tuple[Answer, ...]

    @property
    def positive(self) -> tuple[str, ...]:
        """The answers that count for the figure."""
        return tuple(a.id for a in self.answers if a.positive)

    def words_of(self) -> dict[str, str]:
        """Return plain words -> answer."""
        return {plain_words(w): a.id for a in self.answers for w in (a.id, a.word, *a.also)}


@dataclass(frozen=True, slots=True)
class Tenure:
    """Whose homes: rented and shared ownership are always counted apart."""

    id: str
    title: str
    code: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyFilter:
    """What is asked first, so that only those with something to say are counted."""

    id: str
    ask: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """One question of a set.

    Attributes:
        code: as its publisher calls it, "" for none.
        title: of the measure or topic, as the source has it.
        ask: what a person is asked, in our words.
        tenures: ids of those who are asked.
        offers_dont_know: whether "don't know" stands among the printed answers.
        filter_id: the filter that comes first, "" for none.
        items: checklist items of guided capture that ask the same.
    """

    id: str
    code: str
    title: str
    theme: str
    ask: str
    scale: str
    tenures: tuple[str, ...]
    offers_dont_know: bool = True
    filter_id: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveySet:
    """A set of questions, such as the Tenant Satisfaction Measures.

    Attributes:
        overall: the question whose margin has to fit the landlord's size, "" for none.
        dont_know: words in tables, and `dont_know_ratings` those of guided capture, that leave the base.
    """

    id: str
    edition: str
    title: str
    source: str
    rule: str
    overall: str
    tenures: tuple[Tenure, ...]
    scales: tuple[Scale, ...]
    dont_know: tuple[str, ...]
    dont_know_ratings: tuple[str, ...]
    filters: tuple[SurveyFilter, ...]
    questions: tuple[SurveyQuestion, ...]

    def question(self, question_id: str) -> SurveyQuestion:
        """Return a question by id or code."""
        wanted = plain_words(question_id)
        for question in self.questions:
            if wanted in (plain_words(question.id), plain_words(question.code)):
                return question
        raise InputError(_none("question", question_id, [q.id for q in self.questions]))

    def scale_of(self, question: SurveyQuestion) -> Scale:
        """Return the scale of a question."""
        return next(s for s in self.scales if s.id == question.scale)

    def tenure(self, word: str) -> Tenure:
        """Return a tenure by id, code or one of its words."""
        wanted = plain_words(word)
        for tenure in self.tenures:
            if wanted and wanted in map(plain_words, (tenure.id, tenure.code, tenure.title, *tenure.also)):
                return tenure
        raise InputError(_none("kind of home", word, [t.id for t in self.tenures]))

    def answers_of(self, question: SurveyQuestion) -> dict[str, str]:
        """Return plain words -> answer, "don't know" among them."""
        unknown = {plain_words(w): DONT_KNOW for w in (DONT_KNOW, *self.dont_know)}
        return {**unknown, **self.scale_of(question).words_of()}


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    """A figure that landlords publish. `better` is higher, lower or context (no good direction)."""

    id: str
    code: str
    title: str
    unit: str
    better: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureLibrary:
    """Figures of one publisher, and the words that say which homes one is about."""

    id: str
    edition: str
    title: str
    source: str
    measures: tuple[MeasureSpec, ...]
    groups: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class SurveyLibrary:
    """The question sets and figures that come with the program."""

    sets: tuple[SurveySet, ...]
    measures: tuple[MeasureLibrary, ...]

    def set(self, set_id: str) -> SurveySet:
        """Return a question set by id."""
        found = next((s for s in self.sets if s.id == set_id), None)
        if found is None:
            raise InputError(_none("question set", set_id, [s.id for s in self.sets]))
        return found


def _none(what: str, told: str, known: Sequence[str]) -> str:
    return f"There is no {what} “{one_line(told, 60)}”. Choose one of: {', '.join(known)}."
