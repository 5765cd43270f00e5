"""What a person says about a table of figures, as a draft remembers it, and what the page shows. No Qt."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from tia_desktop.domain.figures import mark_words
from tia_desktop.domain.survey_sets import MeasureSpec
from tia_desktop.services.indicator_columns import SeenColumn
from tia_desktop.services.indicator_matching import (
    CODE,
    DIRECTION,
    LANDLORD,
    LEFT_OUT,
    MEASURE,
    MEASURE_CODE,
    PERIOD,
    TYPE,
    VALUE,
)
from tia_desktop.services.indicator_reading import FigurePlan, FigureTable, ReadFigures
from tia_desktop.services.indicators import own_measure
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.figures.model import BETTER, figures_words, landlords_words, measure_words

ROLE_WORDS = (
    (LANDLORD, "The name of the landlord"),
    (CODE, "The code of the landlord"),
    (TYPE, "The type of the landlord"),
    (PERIOD, "The period"),
    (MEASURE, "What is measured: one figure on each row"),
    (MEASURE_CODE, "The code of what is measured"),
    (VALUE, "The figure: one on each row"),
    (DIRECTION, "Whether high or low is good"),
)
OWN = "own:"
"""Begins the role of a column with a measure of its own; the good direction follows."""
OF_TABLE = "measure:"
"""Begins the key of a measure that the table brings itself."""

_PLAN = ("told", "own", "better", "shares")
_KEEPING = ("keep", "source", "period", "title", "landlord", "sheet")
_FILE = ("path", "encoding", "separator")


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column, or a measure that the rows of a table name.

    Attributes:
        role: what it holds: one of `ROLE_WORDS`, a measure, `LEFT_OUT`, or a direction with `OWN`.
        holds: the same in words.
        own_title: of a measure of its own.
    """

    key: str
    name: str
    holds: str
    role: str
    sheets: str = ""
    examples: str = ""
    own_title: str = ""


@dataclass(frozen=True, slots=True)
class TableForm:
    """Everything the page shows of a file. `roles` is what a column can hold: (id, words)."""

    name: str
    summary: str
    facts: tuple[str, ...]
    remarks: tuple[str, ...]
    problems: tuple[str, ...]
    problem_count: int
    is_text: bool
    encoding: str
    separator: str
    sheets: tuple[tuple[str, str], ...]
    sheet: str
    columns: tuple[ColumnLine, ...]
    roles: tuple[tuple[str, str], ...]
    asks_shares: bool
    shares: bool
    landlords: tuple[str, ...]
    needs_period: bool


class Choices:
    """What a person said about one file. It lives in a draft, which holds words only."""

    def __init__(self, draft: dict[str, str]) -> None:
        self.draft = draft

    @property
    def path(self) -> str:
        """The file that is looked at; "" before one was chosen."""
        return self.draft.get("path", "")

    def word(self, name: str) -> str:
        """What is typed in a field."""
        return self.draft.get(name, "")

    def set(self, name: str, words: str) -> None:
        """Remember what is typed or chosen."""
        self.draft[name] = words

    def forget(self) -> None:
        """The file is done with."""
        for name in (*_FILE, *_PLAN, *_KEEPING):
            self.draft.pop(name, None)

    def another_file(self) -> None:
        """What was typed for the file before does not fit; who published it often does."""
        for name in ("title", "landlord", "sheet"):
            self.draft.pop(name, None)

    def snapshot(self) -> dict[str, str]:
        """What decides how the file is read."""
        return {name: self.draft[name] for name in (*_FILE, *_PLAN) if name in self.draft}

    def put_back(self, before: dict[str, str]) -> None:
        """Say again what was said before."""
        for name in (*_FILE, *_PLAN):
            self.draft.pop(name, None)
        self.draft.update(before)

    def hold(self, key: str, role: str, title: str) -> None:
        """A column holds something else; `title` is of a measure of its own."""
        told, own, better = self._table("told"), self._table("own"), self._table("better")
        if key.startswith(OF_TABLE):
            better[key.removeprefix(OF_TABLE)] = role
        elif role.startswith(OWN):
            told.pop(key, None)
            own[key] = f"{role.removeprefix(OWN)} {title}"
        else:
            own.pop(key, None)
            told[key] = role
        for name, table in (("told", told), ("own", own), ("better", better)):
            self.draft[name] = json.dumps(table, ensure_ascii=False)

    def plan(self) -> FigurePlan:
        """What is asked of the reading."""
        return FigurePlan(
            columns=self._table("told"),
            own={key: own_measure(*_own(said)) for key, said in self._table("own").items()},
            better=self._table("better"),
            shares=bool(self.word("shares")),
        )

    def _table(self, name: str) -> dict[str, str]:
        return {str(k): str(v) for k, v in json.loads(self.draft.get(name, "{}")).items()}

    def own_titles(self) -> dict[str, tuple[str, str]]:
        """Return column -> (title, direction) of the measures of its own."""
        return {key: _own(said) for key, said in self._table("own").items()}


def _own(said: str) -> tuple[str, str]:
    better, _, title = said.partition(" ")
    return title, better


class Former:
    """Makes the form of what was read. The order of the columns stays while the file is open."""

    def __init__(self) -> None:
        self._order: dict[str, int] = {}

    def forget(self) -> None:
        """Another file."""
        self._order = {}

    def form(
        self, read: ReadFigures, tables: list[FigureTable], measures: list[MeasureSpec], choices: Choices
    ) -> TableForm:
        """Return what the page shows."""
        sheet = choices.word("sheet")
        sheets = _sheets(read)
        sheet = sheet if sheet in dict(sheets) else sheets[0][0] if sheets else ""
        own = choices.own_titles()
        lines = [*self._columns(read, sheet, own), *_measures(read, own, is_long=not read.columns)]
        remarks = [tr(remark) for remark in read.remarks]
        asks = choices.plan().shares or any("lie between 0 and 1" in remark for remark in read.remarks)
        return TableForm(
            name=read.path.name,
            summary=_summary(read),
            facts=tuple(_facts(read)),
            remarks=tuple(remarks),
            problems=tuple(
                tr("Row {n}: {words}").format(n=f"{row:,}", words=tr(said))
                for row, said in read.problems.first
            ),
            problem_count=read.problems.count,
            is_text=bool(tables[0].encoding),
            encoding=tables[0].encoding,
            separator=tables[0].separator,
            sheets=sheets,
            sheet=sheet,
            columns=tuple(lines),
            roles=_roles(measures),
            asks_shares=asks,
            shares=choices.plan().shares,
            landlords=tuple(read.landlords),
            needs_period=any(not row.period for row in read.rows),
        )

    def _columns(self, read: ReadFigures, sheet: str, own: dict[str, tuple[str, str]]) -> list[ColumnLine]:
        wanted = read.sheets if sheet == "" and read.sheets else [sheet]
        seen: dict[str, list[SeenColumn]] = {}
        for column in read.seen:
            if column.sheet in wanted:
                seen.setdefault(column.key, []).append(column)
        for passed in (False, True):  # at first what holds something; later nothing moves
            for key, columns in seen.items():
                if passed or any(c.role for c in columns):
                    self._order.setdefault(key, len(self._order))
        lines = [_line(columns, read, own) for columns in seen.values()]
        return sorted(lines, key=lambda line: self._order[line.key])


def _line(columns: list[SeenColumn], read: ReadFigures, own: dict[str, tuple[str, str]]) -> ColumnLine:
    first = next((c for c in columns if c.role), columns[0])
    title, better = own.get(first.key, ("", ""))
    role = f"{OWN}{better}" if title and first.role == title else first.role or LEFT_OUT
    if first.role in read.measures:
        holds = measure_words(read.measures[first.role])
        if first.role == title:
            holds = f"{title} ({tr(dict(BETTER)[better])})"
        groups = [c.group for c in columns if c.group]
        holds = f"{holds} – {', '.join(dict.fromkeys(groups))}" if groups else holds
    else:
        holds = tr(dict(ROLE_WORDS).get(first.role, "Left out"))
    sheets = ", ".join(dict.fromkeys(c.sheet for c in columns if c.sheet))
    return ColumnLine(
        first.key, first.name, holds, role, sheets, ", ".join(first.examples), title or first.name
    )


def _measures(read: ReadFigures, own: dict[str, tuple[str, str]], *, is_long: bool) -> list[ColumnLine]:
    """The measures that the rows of a table name: only their direction can be said."""
    if not is_long:
        return []
    return [
        ColumnLine(f"{OF_TABLE}{m.code}", measure_words(m), tr(dict(BETTER)[m.better]), m.better)
        for m in read.measures.values()
    ]


def _roles(measures: list[MeasureSpec]) -> tuple[tuple[str, str], ...]:
    own = [(f"{OWN}{key}", f"{tr('A measure of its own')}: {tr(words)}") for key, words in BETTER]
    parts = [(key, tr(words)) for key, words in ROLE_WORDS]
    known = [(m.id, measure_words(m)) for m in measures]
    return ((LEFT_OUT, tr("Left out")), *parts, *own, *known)


def _sheets(read: ReadFigures) -> tuple[tuple[str, str], ...]:
    """The sheets whose columns can be looked at: all with figures, or one without."""
    with_columns = dict.fromkeys(c.sheet for c in read.seen if c.sheet in read.other_sheets)
    others = [(name, name) for name in with_columns]
    return (("", tr("All sheets with figures")), *others) if read.sheets else tuple(others)


def _summary(read: ReadFigures) -> str:
    figures = sum(row.value is not None for row in read.rows)
    if not figures:
        return tr("No figures yet. Say which column is which.")
    words = tr("{figures} of {landlords}, in {measures}.")
    measures = ntr("{n} measure", "{n} measures", len(read.measures))
    return words.format(
        figures=figures_words(figures), landlords=landlords_words(len(read.landlords)), measures=measures
    )


def _facts(read: ReadFigures) -> list[str]:
    told = list[str]()
    for words, names in (
        (tr("Sheets with figures: {names}"), read.sheets),
        (tr("Sheets without figures: {names}"), read.other_sheets),
    ):
        named = [name for name in names if name]
        if named:
            told.append(words.format(names=", ".join(named)))
    marks = Counter(row.mark for row in read.rows if row.value is None)
    for mark, count in marks.most_common(8):
        meaning = mark_words(mark) if mark else ""
        shown = f"“{mark}”" if mark in ("", meaning) else f"{mark} ({tr(meaning)})"
        one, many = (
            tr("{n} time {mark} in the place of a figure."),
            tr("{n} times {mark} in the place of a figure."),
        )
        told.append((one if count == 1 else many).format(n=count, mark=shown if mark else tr("nothing")))
    if read.notes:
        told.append(ntr("{n} row has no figures.", "{n} rows have no figures.", read.notes))
    return told
