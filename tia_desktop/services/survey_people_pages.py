"""The pages that one person is shown: the questions of a set, with the filters that come before them.

A filter stands before the first question that it decides about. "No" skips these questions. Without a yes
they are not asked either: whoever leaves a filter out is not told that it fits them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tia_desktop.domain.survey_sets import DONT_KNOW, NO, YES, SurveyFilter, SurveyQuestion, SurveySet
from tia_desktop.services.survey_content import BLANK, FILTERED, NOT_ASKED

LEFT_OUT = "left_out"
"""In the place of an answer: the person saw the question and did not want to answer it."""


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """One question as it is shown.

    Attributes:
        id: of the question, or of the filter.
        choices: (answer, its word) in the order of the scale.
        offers_dont_know: whether "don't know" may be said too.
    """

    id: str
    ask: str
    choices: tuple[tuple[str, str], ...]
    offers_dont_know: bool = False

    def takes(self, answer: str) -> bool:
        """Whether this is an answer to the question."""
        return answer in dict(self.choices) or (answer == DONT_KNOW and self.offers_dont_know)


def pages_of(asked: SurveySet, tenure: str, answers: Mapping[str, str]) -> list[SurveyPage]:
    """Return the pages of a person, one after the other.

    What a filter decides about is counted as still to come until the filter is asked.

    Args:
        asked: the question set.
        tenure: id of the person's.
        answers: question or filter -> what was said so far.
    """
    filters, pages = {f.id: f for f in asked.filters}, list[SurveyPage]()
    for question in asked.questions:
        if tenure not in question.tenures:
            continue
        first = filters.get(question.filter_id)
        if first and all(page.id != first.id for page in pages):
            pages.append(_filter_page(first))
        if first is None or answers.get(first.id, YES) == YES:
            pages.append(_question_page(asked, question))
    return pages


def next_open(pages: list[SurveyPage], answers: Mapping[str, str]) -> int:
    """Return the place of the first page that nobody answered or left out; after the last one without."""
    return next((place for place, page in enumerate(pages) if page.id not in answers), len(pages))


def cell_of(asked: SurveySet, question: SurveyQuestion, tenure: str, answers: Mapping[str, str]) -> str:
    """Return what is counted of a person's answers to a question. What was left out is never guessed."""
    if tenure not in question.tenures:
        return NOT_ASKED
    fits = answers.get(question.filter_id, "") if question.filter_id else YES
    if fits == NO:
        return FILTERED
    said = answers.get(question.id, LEFT_OUT)
    return BLANK if fits != YES or said == LEFT_OUT else said


def _filter_page(first: SurveyFilter) -> SurveyPage:
    return SurveyPage(first.id, first.ask, ((YES, "Yes"), (NO, "No")))


def _question_page(asked: SurveySet, question: SurveyQuestion) -> SurveyPage:
    choices = tuple((a.id, a.word) for a in asked.scale_of(question).answers)
    return SurveyPage(question.id, question.ask, choices, question.offers_dont_know)
