"""Reading figures from published tables: any header, notes sheets, marks in the place of figures.

Nothing here touches an inspection. A cell that is neither a figure nor a known mark is listed, never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.figures import CONTEXT, DIRECTIONS, HIGHER, LOWER, read_figure
from tia_desktop.domain.survey_sets import MeasureSpec, plain_words
from tia_desktop.domain.text import clean_text, one_line
from tia_desktop.services.indicator_columns import Layout, MeasureColumn, SeenColumn, find_layout
from tia_desktop.services.indicator_matching import (
    CODE,
    DIRECTION,
    LANDLORD,
    MEASURE,
    MEASURE_CODE,
    PERIOD,
    TYPE,
    VALUE,
    Known,
    check_told,
)
from tia_desktop.services.ports import Progress
from tia_desktop.services.survey_reading import Problems

MOST_FIGURES = 1_000_000
MOST_COLUMNS = 1_000
_HEAD = 60
_SHARES = 5
"""So many figures between 0 and 1, and none above, look like shares of one."""
_LONGEST = 200
_BETTER = {
    **dict.fromkeys(("desc", "descending", "higher", "high", "up"), HIGHER),
    **dict.fromkeys(("asc", "ascending", "lower", "low", "down"), LOWER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """A table of figures; `importers.figure_tables` opens one. Only text has a separator."""

    path: Path
    sheet: str
    encoding: str = ""
    separator: str = ""

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (row number, cells) from the first row of the file on."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of one landlord, or the mark that stands in its place."""

    landlord: str
    code: str
    kind: str
    measure: str
    group: str
    period: str
    value: float | None
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePlan:
    """What a person says about a table of figures.

    Attributes:
        columns: header -> code of a measure, or landlord, code, type, period, left out ... (`ROLES`).
        own: header -> a measure of its own, that neither the program nor the table knows.
        better: measure -> higher, lower or context, where nobody knows it.
        shares: whether figures in per cent are written as shares of one.
        period: of all figures, "" when a column says it.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, MeasureSpec] = field(default_factory=dict)
    better: Mapping[str, str] = field(default_factory=dict)
    shares: bool = False
    period: str = ""


@dataclass(slots=True)
class ReadFigures:
    """What was read.

    Attributes:
        measures: id -> measure, those of the table itself among them.
        columns: where the figures stood.
        seen: all columns, also those that are passed over.
        sheets: the sheets with figures; `other_sheets` have none.
        notes: rows without any figure, such as footnotes.
        shares: whether figures in per cent were written as shares of one.
    """

    path: Path
    measures: dict[str, MeasureSpec] = field(default_factory=dict)
    columns: list[MeasureColumn] = field(default_factory=list)
    seen: list[SeenColumn] = field(default_factory=list)
    rows: list[FigureRow] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    notes: int = 0
    shares: bool = False

    @property
    def landlords(self) -> list[str]:
        """The landlords, in the order of the table."""
        return list(dict.fromkeys(row.landlord for row in self.rows))


def read_figures(
    tables: Sequence[FigureTable],
    measures: Sequence[MeasureSpec],
    groups: Mapping[str, Sequence[str]],
    plan: FigurePlan,
    progress: Progress | None = None,
) -> ReadFigures:
    """Read all tables with figures in them.

    Raises:
        InputError: no table names a landlord and a measure, or what a person said does not fit.
    """
    read = look_at_figures(tables, measures, groups, plan, progress)
    if not read.rows:
        raise InputError(_nothing(read, measures))
    codes = {plain_words(m.code) for m in read.measures.values()}
    for name in plan.better:
        if plain_words(name) not in codes:
            said = one_line(name, 40)
            raise InputError(f"There is no figure of “{said}” in this table. Look at its codes.")
    return read


def look_at_figures(
    tables: Sequence[FigureTable],
    measures: Sequence[MeasureSpec],
    groups: Mapping[str, Sequence[str]],
    plan: FigurePlan,
    progress: Progress | None = None,
) -> ReadFigures:
    """The same for somebody who can still say which column is which: there may be no figures yet.

    Raises:
        InputError: the file cannot be read, or what a person said does not fit.
    """
    known = Known(measures, groups, plan.columns, plan.own)
    check_told(known)
    _check_better(plan)
    read = ReadFigures(tables[0].path, shares=plan.shares)
    for table in tables:
        reading = _Reading(read, table, plan, progress)
        reading.run(known, optional=len(tables) > 1)
    if not read.seen:
        raise InputError(f"“{read.path.name}” holds no table. Choose a CSV file or a spreadsheet.")
    _add_directions(read, plan)
    read.remarks += _look_like_shares(read, plan)
    return read


def for_keeping(
    read: ReadFigures, *, landlord: str = "", period: str = "", progress: Progress | None = None
) -> ReadFigures:
    """Return what is kept of a table: the rows of one landlord, or all, with a period where none is told."""
    rows, told = list[FigureRow](), progress or (lambda done, total: None)
    for number, row in enumerate(read.rows, 1):
        if number % 5_000 == 0:
            told(number, len(read.rows))
        if landlord in ("", row.landlord):
            rows.append(row if row.period.strip() or not period else replace(row, period=period.strip()))
    return replace(read, rows=rows)


def _check_better(plan: FigurePlan) -> None:
    for measure, better in plan.better.items():
        if better not in DIRECTIONS:
            said = one_line(better, 40)
            raise InputError(f"“{said}” says nothing of {measure}. Choose one of: {', '.join(DIRECTIONS)}.")


def _nothing(read: ReadFigures, measures: Sequence[MeasureSpec]) -> str:
    codes = ", ".join(m.code for m in measures[:6])
    return (
        f"No table in “{read.path.name}” has a column with landlords and one with a known measure, such as "
        f"{codes}. Say which column is which, such as “Name=landlord” and “Overall=TP01”."
    )


class _Reading:
    """One pass over one table."""

    def __init__(
        self, read: ReadFigures, table: FigureTable, plan: FigurePlan, progress: Progress | None
    ) -> None:
        self._read, self._table, self._plan = read, table, plan
        self._progress = progress or (lambda done, total: None)
        self._seen: set[tuple[str, ...]] = set()
        self._better: dict[str, Counter[str]] = {}

    def run(self, known: Known, *, optional: bool) -> None:
        """Read the table; one without figures is passed over."""
        rows = self._table.rows()
        try:
            head = list(islice(rows, _HEAD))
        except InputError:
            if not optional:
                raise
            head = []  # an empty sheet, or a chart
        self._test_width(head)
        layout = find_layout([cells for _, cells in head], known, self._table.sheet)
        if layout is not None:
            self._read.seen += layout.seen([cells for _, cells in head], self._table.sheet)
        if layout is None or not layout.is_usable:
            self._read.other_sheets.append(self._table.sheet)
            return
        self._read.sheets.append(self._table.sheet)
        self._read.remarks += [self._where(remark) for remark in layout.remarks]
        self._read.columns += layout.columns
        self._read.measures |= {c.measure.id: c.measure for c in layout.columns}
        for number, cells in chain(head[layout.below :], rows):
            self._row(number, cells, layout)
            if number % 500 == 0:
                self._progress(number, 0)
        for measure, told in self._better.items():
            self._set_direction(measure, told)

    def _test_width(self, head: Sequence[tuple[int, Sequence[str]]]) -> None:
        width = max((n for _, cells in head for n, cell in enumerate(cells, 1) if cell.strip()), default=0)
        if width > MOST_COLUMNS:
            said = f"This table has {width:,} columns, more than the {MOST_COLUMNS:,} that are read."
            raise InputError(self._where(f"{said} Remove the columns that you do not need."))

    def _where(self, sentence: str) -> str:
        return f"{self._table.sheet}: {sentence}" if self._table.sheet else sentence

    def _row(self, number: int, cells: Sequence[str], layout: Layout) -> None:
        def cell(part: str) -> str:
            place = layout.parts.get(part, -1)
            return " ".join(clean_text(cells[place]).split()) if 0 <= place < len(cells) else ""

        landlord = cell(LANDLORD)[:_LONGEST]
        if layout.is_long:
            figures = [(self._own_measure(cell), "", cell(VALUE), "value")]
        else:
            figures = [
                (c.measure, c.group, cells[c.place] if c.place < len(cells) else "", c.name)
                for c in layout.columns
            ]
        if not landlord or not any(text.strip() for _, _, text, _ in figures):
            self._read.notes += any(text.strip() for text in cells)
            return
        for measure, group, text, column in figures:
            if text.strip() and measure is not None:
                row = FigureRow(
                    landlord,
                    cell(CODE)[:_LONGEST],
                    cell(TYPE)[:_LONGEST],
                    measure.id,
                    group,
                    cell(PERIOD)[:_LONGEST] or self._plan.period,
                    None,
                )
                self._figure(number, row, text, measure, column)

    def _figure(self, number: int, row: FigureRow, text: str, measure: MeasureSpec, column: str) -> None:
        found = read_figure(text)
        if found is None:
            said = f"“{one_line(text, 40)}” in “{one_line(column, 60)}” is no figure."
            self._read.problems.add(number, self._where(said))
            return
        key = (row.landlord, row.code, row.measure, row.group, row.period)
        if key in self._seen:
            said = f"{one_line(row.landlord, 60)} has a second figure for {measure.code}. It was left out."
            self._read.problems.add(number, self._where(said))
            return
        self._seen.add(key)
        value = found.value
        if value is not None and self._plan.shares and measure.unit.startswith("per cent"):
            value = round(value * 100, 10)
        if len(self._read.rows) >= MOST_FIGURES:
            raise InputError(f"This table has more than {MOST_FIGURES:,} figures. Import a part of it.")
        self._read.rows.append(replace(row, value=value, mark=found.mark))

    def _own_measure(self, cell: Callable[[str], str]) -> MeasureSpec | None:
        """Return the measure that a row of a long table names; a new one is taken as the table tells it."""
        title, code = one_line(cell(MEASURE), _LONGEST), one_line(cell(MEASURE_CODE), 60)
        if not title and not code:
            return None
        measure = self._read.measures.setdefault(
            code or title, MeasureSpec(code or title, code or title, title or code, "", CONTEXT)
        )
        told = _BETTER.get(plain_words(cell(DIRECTION)))
        if told:
            self._better.setdefault(measure.id, Counter())[told] += 1
        return measure

    def _set_direction(self, measure: str, told: Counter[str]) -> None:
        spec = self._read.measures[measure]
        if len(told) == 1:
            self._read.measures[measure] = replace(spec, better=next(iter(told)))
        else:
            self._read.remarks.append(f"The table gives two directions for {spec.code}: none was taken.")


def _add_directions(read: ReadFigures, plan: FigurePlan) -> None:
    for name, better in plan.better.items():
        for found in [m for m in read.measures.values() if plain_words(name) == plain_words(m.code)]:
            read.measures[found.id] = replace(found, better=better)


def _look_like_shares(read: ReadFigures, plan: FigurePlan) -> Iterator[str]:
    for measure in read.measures.values():
        if plan.shares or not measure.unit.startswith("per cent"):
            continue
        values = [r.value for r in read.rows if r.measure == measure.id and r.value is not None]
        if len(values) >= _SHARES and max(values) <= 1 and any(0 < value < 1 for value in values):
            yield (
                f"All figures of {measure.code} lie between 0 and 1. If they are shares of one, say so, and "
                "they become per cent."
            )
