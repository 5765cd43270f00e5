"""Reading the answers to a survey from a table: a row for each person, or counts that somebody made.

Nothing here touches an inspection. Unknown answers are listed by row and never guessed; of the table only
answers, tenure and wanted groups are kept.
"""

from __future__ import annotations

from collections import Counter as Many
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.personal import personal_cell
from tia_desktop.domain.survey_sets import DONT_KNOW, NO, SurveyQuestion, SurveySet
from tia_desktop.domain.text import clean_text, count_of, one_line
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.ports import Progress
from tia_desktop.services.survey_columns import (
    AnswerReader,
    Roles,
    SurveyPlan,
    roles_of,
    weight_in,
    yes_or_no,
)
from tia_desktop.services.survey_content import (
    ANSWERS,
    BLANK,
    FILTERED,
    GROUP,
    MOST_GROUPS,
    NOT_ASKED,
    TENURE,
    UNKNOWN,
    WEIGHT,
    Counter,
    Packer,
    Tallies,
    Weights,
)
from tia_desktop.services.survey_nested import check_nested

MOST_PROBLEMS = 200
MOST_COMMENTS = 5_000
_LONGEST_GROUP = 100
Rows = list[list[str]]


@dataclass(slots=True)
class Problems:
    """What could not be read: the first ones with their row, and how many there are."""

    first: list[tuple[int, str]] = field(default_factory=list)
    count: int = 0

    def add(self, row: int, sentence: str) -> None:
        """Note one."""
        self.count += 1
        if len(self.first) < MOST_PROBLEMS:
            self.first.append((row, sentence))


@dataclass(frozen=True, slots=True)
class ReadSurvey:
    """A survey that was read and can be kept.

    Attributes:
        kind: answers or counted.
        columns: question, filter or tenure -> column that it was read from.
        left_out: columns that stay behind.
        tallies: what was counted.
        weights: the same by weight; empty without weights of single answers.
        remarks: sentences about what was left out of the counts.
        comments: (row, people's own words) to keep as notes.
        content, sha256: what is kept.
    """

    kind: str
    source: CaseTable
    columns: dict[str, str]
    left_out: tuple[str, ...]
    tallies: Tallies
    row_count: int
    skipped: int
    problems: tuple[tuple[int, str], ...]
    problem_count: int
    remarks: tuple[str, ...]
    comments: tuple[tuple[int, str], ...]
    content: bytes
    sha256: str
    weights: Weights = field(default_factory=dict)


def read_answers(
    table: CaseTable, asked: SurveySet, plan: SurveyPlan, progress: Progress | None = None
) -> ReadSurvey:
    """Read a table with a row for each person who answered.

    Raises:
        InputError: it does not fit the set, or nothing in a column can be read.
    """
    roles = roles_of(table.columns, asked, plan)
    if not roles.tenure and not plan.tenure:
        _test_one_tenure(asked)
    reading = _Reading(table, asked, plan, roles, progress)
    return reading.run()


def only_tenure(asked: SurveySet, told: str) -> str:
    """Return the id of everybody's tenure: the one that was told, or the only one there is."""
    if told:
        return asked.tenure(told).id
    _test_one_tenure(asked)
    return asked.tenures[0].id


def _test_one_tenure(asked: SurveySet) -> None:
    if len(asked.tenures) > 1:
        known = ", ".join(t.id for t in asked.tenures)
        raise InputError(
            f"Say whose answers these are: they are counted apart. Name the kind of home ({known}), "
            "or the column that says it."
        )


class _Reading:
    """One pass over a table of answers."""

    def __init__(
        self,
        table: CaseTable,
        asked: SurveySet,
        plan: SurveyPlan,
        roles: Roles,
        progress: Progress | None,
    ) -> None:
        self._table, self._asked, self._plan, self._roles = table, asked, plan, roles
        self._progress = progress or (lambda done, total: None)
        self._at = {name: place for place, name in enumerate(table.columns)}
        self._questions = [q for q in asked.questions if q.id in roles.questions]
        self._read = {q.id: AnswerReader(asked, q, plan) for q in self._questions}
        self._tenure = "" if roles.tenure else only_tenure(asked, plan.tenure)
        self._groups: dict[str, set[str]] = {name: set() for name in roles.groups}
        self._problems, self._unreadable, self._read_well = Problems(), Many[str](), Many[str]()
        self._not_asked, self._comments = Many[str](), list[tuple[int, str]]()
        self._people = Many[tuple[str, ...]]()
        self.rows = self.skipped = 0

    def run(self) -> ReadSurvey:
        """Read to the end."""
        weight = [WEIGHT] if self._plan.weight else []
        names = [
            TENURE,
            *weight,
            *(GROUP + name for name in self._roles.groups),
            *(q.id for q in self._questions),
        ]
        packer, counter = Packer(names), Counter(names)
        for number, batch in self._table.batches():
            lines = list(self._lines(number, batch))
            packer.add(lines)
            counter.add(lines)
            self.rows += len(lines)
            self._progress(self.rows, 0)
        self._test_readable()
        check_nested(self._asked, self._roles.groups, self._people, counter.tallies)
        content, digest = packer.done()
        return ReadSurvey(
            kind=ANSWERS,
            source=self._table,
            columns=self._columns(),
            left_out=self._roles.left_out,
            tallies=counter.tallies,
            row_count=self.rows,
            skipped=self.skipped,
            problems=tuple(self._problems.first),
            problem_count=self._problems.count,
            remarks=tuple(self._remarks()),
            comments=tuple(self._comments),
            content=content,
            sha256=digest,
            weights=counter.weights,
        )

    def _columns(self) -> dict[str, str]:
        other = {TENURE: self._roles.tenure, WEIGHT: self._plan.weight}
        told = {what: name for what, name in other.items() if name}
        return {**self._roles.questions, **self._roles.filters, **told}

    def _lines(self, number: int, batch: Rows) -> Iterator[list[str]]:
        width = len(self._table.columns)
        for place, row in enumerate(batch, number):
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > width and any(cell.strip() for cell in row[width:]):
                self._skip(
                    place, f"This row has {len(row)} cells, but the header has {width}. It was left out."
                )
                continue
            cells = row + [""] * (width - len(row))
            tenure = self._tenure or self._tenure_of(place, cells)
            weight = self._weight(place, cells) if tenure else None
            if weight is not None:
                self._take_comments(place, cells)
                groups = tuple(self._group_cells(cells))
                if len(groups) > 1:
                    self._people[(tenure, *groups)] += 1
                yield [tenure, *weight, *groups, *self._answers(place, cells, tenure)]

    def _skip(self, place: int, sentence: str) -> None:
        self.skipped += 1
        self._problems.add(place, sentence)

    def _tenure_of(self, place: int, cells: Sequence[str]) -> str:
        told = cells[self._at[self._roles.tenure]]
        try:
            return self._asked.tenure(told).id
        except InputError:
            known = " or ".join(t.id for t in self._asked.tenures)
            said = one_line(told, 40) or "nothing"
            self._skip(place, f"“{said}” says no kind of home ({known}). The row was left out.")
            return ""

    def _weight(self, place: int, cells: Sequence[str]) -> list[str] | None:
        """Return the cell of content with a row's weight, none without weights; None: it has no weight."""
        if not self._plan.weight:
            return []
        try:
            return [repr(weight_in(cells[self._at[self._plan.weight]]))]
        except InputError as error:
            self._skip(place, f"{error} The row was left out.")
            return None

    def _group_cells(self, cells: Sequence[str]) -> Iterator[str]:
        for name, seen in self._groups.items():
            value = one_line(clean_text(cells[self._at[name]]), _LONGEST_GROUP)
            if value not in seen:
                seen.add(value)
                self._test_group(name, seen, value)
            yield value

    def _test_group(self, name: str, seen: set[str], value: str) -> None:
        if len(seen) > MOST_GROUPS:
            raise InputError(
                f"“{one_line(name, 60)}” has more than {MOST_GROUPS} different values. "
                "Count by a column with fewer."
            )
        why = personal_cell([value]) if name not in self._plan.keep else ""
        if why:
            raise InputError(f"“{one_line(name, 60)}” names people. {why} Count by another column.")

    def _answers(self, place: int, cells: Sequence[str], tenure: str) -> Iterator[str]:
        for question in self._questions:
            yield self._answer(place, cells, tenure, question)

    def _answer(self, place: int, cells: Sequence[str], tenure: str, question: SurveyQuestion) -> str:
        column = self._roles.questions[question.id]
        cell = cells[self._at[column]]
        found = self._read[question.id](cell)
        if tenure not in question.tenures:
            self._not_asked[question.id] += found != BLANK
            return NOT_ASKED
        if self._is_filtered(place, cells, question):
            return FILTERED
        if found is None:
            self._unreadable[question.id] += 1
            self._problems.add(
                place, f"“{one_line(cell, 40)}” in “{one_line(column, 40)}” is no answer to {question.id}."
            )
            return UNKNOWN
        self._read_well[question.id] += found != BLANK
        return found

    def _is_filtered(self, place: int, cells: Sequence[str], question: SurveyQuestion) -> bool:
        column = self._roles.filters.get(question.filter_id)
        if not column:
            return False
        told = yes_or_no(cells[self._at[column]], self._plan)
        if told is None:
            said = one_line(cells[self._at[column]], 40)
            self._problems.add(
                place, f"“{said}” in “{one_line(column, 40)}” is neither yes nor no. It filtered nobody out."
            )
        return told in (NO, DONT_KNOW)

    def _take_comments(self, place: int, cells: Sequence[str]) -> None:
        for name in self._roles.comments:
            text = clean_text(cells[self._at[name]]).strip()
            why = personal_cell([text]) if text else ""
            if why:
                self._problems.add(place, f"The comment in “{one_line(name, 40)}” stays behind. {why}")
            elif text:
                self._comments.append((place, text))
                if len(self._comments) > MOST_COMMENTS:
                    raise InputError(f"There are more than {MOST_COMMENTS:,} comments. Leave them behind.")

    def _test_readable(self) -> None:
        if not self.rows:
            first = next((f" Row {row}: {said}" for row, said in self._problems.first), "")
            raise InputError(
                f"“{self._table.path.name}” has no row with answers that can be read.{first} "
                "Choose another table, or say what its columns are."
            )
        for question, unread in self._unreadable.items():
            if not self._read_well[question]:
                column = self._roles.questions[question]
                row, said = next((p for p in self._problems.first if f"to {question}." in p[1]), (0, ""))
                raise InputError(
                    f"None of {count_of(unread, 'answer')} in “{one_line(column, 40)}” can be read. "
                    f"{f'Row {row}: {said} ' if said else ''}"
                    "Say what numbers mean (best-first or best-last), or which word is which answer."
                )

    def _remarks(self) -> Iterator[str]:
        for question, count in self._not_asked.items():
            if count:
                yield (
                    f"{question} is asked of some kinds of homes only: "
                    f"{count_of(count, 'answer')} of others left out."
                )
        for question, count in self._unreadable.items():
            yield f"{question}: {count_of(count, 'answer')} could not be read and are not counted."
