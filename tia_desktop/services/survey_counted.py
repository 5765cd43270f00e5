"""Reading counts that somebody made already: a row for each question, or for each question and answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.survey_sets import SurveyQuestion, SurveySet, plain_words
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.ports import Progress
from tia_desktop.services.survey_columns import AnswerReader, SurveyPlan
from tia_desktop.services.survey_content import (
    BLANK,
    COUNTED,
    COUNTED_COLUMNS,
    TENURE,
    Counter,
    Packer,
)
from tia_desktop.services.survey_reading import Problems, ReadSurvey, only_tenure

_QUESTION = {"question", "measure", "code", "question code", "measure code", "question id"}
_ANSWER = {"answer", "response", "answer given"}
_COUNT = {"count", "number", "answers", "responses", "n", "number of answers", "number of responses"}
_TENURE_NAMES = {TENURE, "tenure type", "stock type", "lcra lcho"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column of a table of counts is what. Each of `answers` holds the counts of one answer."""

    question: str
    tenure: str
    group: str
    answer: str
    count: str
    answers: tuple[str, ...]
    left_out: tuple[str, ...]


def is_counted(table: CaseTable, asked: SurveySet) -> bool:
    """Whether a table holds counts: a column for the question, and counts of answers beside it."""
    return layout_of(table.columns, asked, SurveyPlan()) is not None


def layout_of(columns: Sequence[str], asked: SurveySet, plan: SurveyPlan) -> Layout | None:
    """Return what the columns of a table of counts are; None when it holds no counts."""
    plain = {name: plain_words(name) for name in columns}
    known = {word for q in asked.questions for word in asked.answers_of(q)} - {""}

    def first(words: set[str]) -> str:
        return next((name for name in columns if plain[name] in words), "")

    question, answer, count = first(_QUESTION), first(_ANSWER), first(_COUNT)
    answers = tuple(name for name in columns if plain[name] in known)
    if not question or not (answers or (answer and count)):
        return None
    if answers:
        answer = count = ""
    group = plan.groups[0] if plan.groups else ""
    told = next((name for name, role in plan.columns.items() if role == TENURE and name in columns), "")
    tenure = "" if plan.tenure else told or first(_TENURE_NAMES)
    used = {question, tenure, group, answer, count, *answers}
    return Layout(question, tenure, group, answer, count, answers, tuple(n for n in columns if n not in used))


def read_counted(
    table: CaseTable, asked: SurveySet, plan: SurveyPlan, progress: Progress | None = None
) -> ReadSurvey:
    """Read a table of counts.

    Raises:
        InputError: it does not fit the set, or says nothing.
    """
    if len(plan.groups) > 1:
        raise InputError("A table of counts has one column of groups at most. Name one.")
    if plan.weight:
        raise InputError(
            "A table of counts has no weight for each person. Say that the counts are weighted instead."
        )
    layout = layout_of(table.columns, asked, plan)
    if layout is None:
        raise InputError(f"“{table.path.name}” holds no counts of answers. Import it as one row a person.")
    reading = _Reading(asked, plan, layout, table)
    lines = list(reading.lines(progress or (lambda done, total: None)))
    if not lines:
        raise InputError(f"“{table.path.name}” has no count that can be read. Look at its first rows.")
    packer, counter = Packer(COUNTED_COLUMNS), Counter(COUNTED_COLUMNS)
    packer.add(lines)
    counter.add(lines)
    content, digest = packer.done()
    return ReadSurvey(
        kind=COUNTED,
        source=table,
        columns={TENURE: layout.tenure} if layout.tenure else {},
        left_out=layout.left_out,
        tallies=counter.tallies,
        row_count=reading.rows,
        skipped=reading.skipped,
        problems=tuple(reading.problems.first),
        problem_count=reading.problems.count,
        remarks=tuple(reading.remarks()),
        comments=(),
        content=content,
        sha256=digest,
    )


class _Reading:
    """One pass over a table of counts."""

    def __init__(self, asked: SurveySet, plan: SurveyPlan, layout: Layout, table: CaseTable) -> None:
        self._asked, self._plan, self._layout, self._table = asked, plan, layout, table
        self._tenure = "" if layout.tenure else only_tenure(asked, plan.tenure)
        self.problems, self.rows, self.skipped, self._not_asked = Problems(), 0, 0, 0
        self._seen: set[tuple[str, ...]] = set()

    def lines(self, progress: Progress) -> Iterator[list[str]]:
        """Yield lines of content."""
        names = self._table.columns
        for number, batch in self._table.batches():
            for place, row in enumerate(batch, number):
                if any(cell.strip() for cell in row):
                    cells = dict(zip(names, row + [""] * (len(names) - len(row)), strict=False))
                    yield from self._row(place, cells)
            progress(self.rows, 0)

    def _row(self, place: int, cells: dict[str, str]) -> Iterator[list[str]]:
        try:
            question = self._asked.question(question_in(cells[self._layout.question], self._asked))
            tenure = self._tenure or self._asked.tenure(cells[self._layout.tenure]).id
        except InputError as error:
            self.skipped += 1
            self.problems.add(place, f"{error} The row was left out.")
            return
        self.rows += 1
        if tenure not in question.tenures:
            self._not_asked += 1
            return
        group = one_line(cells[self._layout.group], 100) if self._layout.group else ""
        # A row without a group is about everybody.
        key = [question.id, tenure, self._layout.group if group else "", group]
        for answer, count in self._counts(place, question, cells):
            if (*key, answer) in self._seen:
                self.problems.add(
                    place, f"{question.id} has the answer “{answer}” twice. The second was left out."
                )
                continue
            self._seen.add((*key, answer))
            yield [*key, answer, count]

    def _counts(
        self, place: int, question: SurveyQuestion, cells: dict[str, str]
    ) -> Iterator[tuple[str, str]]:
        read, sums = AnswerReader(self._asked, question, self._plan), dict[str, str]()
        pairs = [(name, cells[name]) for name in self._layout.answers]
        pairs = pairs or [(cells[self._layout.answer], cells[self._layout.count])]
        for word, cell in pairs:
            if not cell.strip() or re.fullmatch(r"\[[a-zA-Z]\]", cell.strip()):
                continue
            answer = read(word)
            count = self._count(cell)
            if count is None:
                self.problems.add(place, f"“{one_line(cell, 40)}” is no number of answers to {question.id}.")
            elif answer is None and len(pairs) > 1:
                if float(count):  # a column for the answers of another scale
                    self.problems.add(place, f"“{one_line(word, 40)}” is no answer to {question.id}.")
            elif answer is None:
                self.problems.add(place, f"“{one_line(word, 40)}” is no answer to {question.id}.")
            else:
                if answer in sums:
                    self.problems.add(place, f"“{one_line(word, 40)}” stands twice for {question.id}.")
                elif answer != BLANK:
                    sums[answer] = count
        yield from sums.items()

    def _count(self, cell: str) -> str | None:
        text = cell.strip()
        # A comma between thousands only: "12,5" is no hundred and twenty-five answers.
        if not re.fullmatch(r"(\d{1,9}|[1-9]\d{0,2}(,\d{3}){1,2})(\.\d+)?", text, re.ASCII):
            return None
        number = float(text.replace(",", ""))
        if number.is_integer():
            return str(int(number))
        return repr(number) if self._plan.weighted else None

    def remarks(self) -> Iterator[str]:
        """Say what was left out of the counts."""
        if self._not_asked:
            rows = count_of(self._not_asked, "row")
            yield f"{rows} left out: the question is not asked of these homes."


def question_in(cell: str, asked: SurveySet) -> str:
    """Return the question that a cell names, by its code before other words or by its title."""
    plain = plain_words(cell)
    for question in asked.questions:
        words = {plain_words(question.title), plain_words(question.ask)}
        code = plain_words(question.code)
        if plain in words or (code and re.match(rf"{re.escape(code)}\b", plain)):
            return question.id
    return cell
