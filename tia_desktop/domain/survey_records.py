"""The records of surveys and of figures that came in bulk.

A `Survey` holds how answers were read, and its content what was read: with both, a stranger counts again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tia_desktop.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Survey(Record):
    """Answers to a question set that came in together.

    What was read is an attachment with the id ``survey:content``, written as the content of a case list is
    (`schemas/SAMPLING.md`): answers by their ids, and nothing else of what the table held.
    """

    KIND: ClassVar[str] = "survey"
    title: str = ""
    set_id: str = ""
    edition: str = ""  # of the question set
    check_id: str = ""
    kind: str = ""  # answers (a row for each person), counted, capture
    method: str = ""  # who was asked and how, as the landlord or the team says it
    period: str = ""
    source: str = ""
    source_name: str = ""  # the file it came from, "" for guided capture
    source_sha256: str = ""
    sheet: str = ""
    header_row: int = 0
    encoding: str = ""
    separator: str = ""
    reading: str = "{}"  # JSON: which column is what, and which word is which answer
    left_out: str = "[]"  # JSON: names of the columns that were left behind
    row_count: int = 0
    skipped: int = 0  # rows that could not be read
    sha256: str = ""  # of the content
    author: str = ""
    added_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class SurveyResult(Record):
    """How many gave which answer to one question: everybody of a tenure, or one group of them.

    Counts of small groups are kept so that a total can be counted again; `domain.surveys.shown` decides what
    is ever shown.
    """

    KIND: ClassVar[str] = "survey_result"
    survey_id: str = ""
    check_id: str = ""
    set_id: str = ""
    question_id: str = ""
    group_column: str = ""  # "" for everybody of the tenure
    group_name: str = ""
    tenure: str = ""
    base: int = 0  # answers that count
    dont_know: int = 0  # left out of the base
    blank: int = 0  # gave no answer
    filtered: int = 0  # not asked: the filter question says that it does not fit
    unknown: int = 0  # answers that could not be read, and were not guessed
    counts: str = "{}"  # JSON: answer of the scale -> how many, in the order of the scale
    positive: str = "[]"  # JSON: answers that count for the figure
    population: int | None = None  # homes that the answers speak for
    weighted: bool = False
    period: str = ""
    source: str = ""
    list_sha256: str = ""  # content it was counted from, "" when it was typed in
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class IndicatorSet(Record):
    """Figures of many landlords, to compare with. Its content is an attachment, ``set:content``."""

    KIND: ClassVar[str] = "indicator_set"
    title: str = ""
    source: str = ""  # who published it
    source_name: str = ""
    source_sha256: str = ""
    sha256: str = ""  # of the content
    columns: str = "[]"  # JSON: where each measure stood, with its title, unit and direction
    row_count: int = 0  # figures
    period: str = ""  # "" when each figure has its own
    author: str = ""
    added_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class OwnIndicator(Record):
    """An indicator that the framework does not have, as it was when a figure for it came in. Id: its code."""

    KIND: ClassVar[str] = "own_indicator"
    code: str = ""
    title: str = ""
    unit: str = ""
    better: str = "context"
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class SurveyPerson(Record):
    """Somebody who is asked the questions of a set in the window. Nothing says who it is."""

    KIND: ClassVar[str] = "survey_person"
    check_id: str = ""
    set_id: str = ""
    edition: str = ""  # of the question set
    number: int = 0  # in the order in which people were asked
    mode: str = ""  # interviewer, self
    tenure: str = ""
    agreed_at: str = ""
    started_at: str = ""
    ended_at: str = ""  # "" while questions are open: such a person is not counted
    stopped: bool = False  # they did not want to go on, and what they had said may be used
    author: str = ""  # who asked, or handed over the laptop


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class SurveyAnswer(Record):
    """What a person said to one question, or to the filter before it. Id: both ids."""

    KIND: ClassVar[str] = "survey_answer"
    person_id: str = ""
    question_id: str = ""  # of the question, or of the filter
    answer: str = ""  # id of the scale's answer, dont_know, yes or no of a filter, left_out


SURVEY_RECORDS = (Survey, SurveyResult, IndicatorSet, OwnIndicator, SurveyPerson, SurveyAnswer)
