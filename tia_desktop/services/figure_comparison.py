"""Figures of the inspection beside what they can be compared with: never proof by themselves (para 66).

A figure stands beside the framework's line of the best quarter for the right type of authority (Table 6),
and beside the sets of many landlords' figures that are kept here. Where the periods differ, that is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tia_desktop.domain.errors import InputError, TiaError
from tia_desktop.domain.figures import DIRECTIONS, HIGHER, LOWER, quarter
from tia_desktop.domain.pack import IndicatorSpec, Quartile
from tia_desktop.domain.records import PerformanceIndicator
from tia_desktop.domain.survey_records import IndicatorSet
from tia_desktop.domain.survey_sets import plain_words
from tia_desktop.domain.text import one_line
from tia_desktop.services import indicator_sets
from tia_desktop.services.indicator_reading import FigureRow
from tia_desktop.services.indicators import indicator_of
from tia_desktop.services.workspace import Workspace

_YEARS = re.compile(r"(\d{4})(?:/|to)(?:\d{2})?(\d{2})")
_UNKNOWN = "This figure is of another framework: it cannot be compared here."


@dataclass(frozen=True, slots=True)
class BestQuarter:
    """The line of the best quarter: of which authorities, when, and who says so."""

    group: str
    period: str
    value: float
    source: str
    fits: bool  # whether it is for the period of the figure


@dataclass(frozen=True, slots=True)
class Average:
    """A national average that the framework names."""

    period: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class InSet:
    """Where the figure stands among those of a set that is kept here."""

    set_id: str
    title: str
    source: str
    found: indicator_sets.Comparison
    fits: bool  # whether it is for the period of the figure


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """A figure with its definition and everything to set beside it.

    Attributes:
        best: the framework's line; None where there is none for this type of authority.
        meets: whether the figure is on the good side of that line or on it; None without a line.
        averages: national averages, for reading only.
        sets: one for each set, and for each kind of homes where the figure does not say which.
        remarks: sentences on what could not be compared.
    """

    figure: PerformanceIndicator
    spec: IndicatorSpec
    best: BestQuarter | None
    meets: bool | None
    averages: tuple[Average, ...] = ()
    sets: tuple[InSet, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The indicator by its code and its title."""
        return (
            self.spec.code
            if self.spec.title in ("", self.spec.code)
            else f"{self.spec.code} {self.spec.title}"
        )

    @property
    def is_drawable(self) -> bool:
        """Whether there is anything to draw it beside."""
        return self.best is not None or bool(self.sets)


def compared_figures(ws: Workspace) -> list[ComparedFigure]:
    """Compare all figures of the inspection, in the order in which they came."""
    sets = _Sets(ws)
    return [_compared(ws, figure, sets) for figure in ws.store.find(PerformanceIndicator)]


def compare_figure(ws: Workspace, figure_id: str) -> ComparedFigure:
    """Compare one figure.

    Raises:
        InputError: there is no such figure.
    """
    return _compared(ws, ws.need(PerformanceIndicator, figure_id), _Sets(ws))


def lines_to_read(ws: Workspace) -> int:
    """Return how many figures of sets have to be gone through: more than a moment's work is for a worker."""
    return sum(kept.row_count for kept in _Sets(ws).useful())


def same_period(one: str, other: str) -> bool:
    """Whether two periods are the same one: "2001/02" is "2001-2002" and "2001 to 2002"."""
    return _period(one) == _period(other)


def _period(text: str) -> tuple[str, ...]:
    plain = re.sub(r"\s", "", text.casefold())
    years = _YEARS.fullmatch(re.sub(r"[-‐‑–—]", "/", plain))
    return years.groups() if years else (plain_words(text),)


# ---- the framework's line


def _compared(ws: Workspace, figure: PerformanceIndicator, sets: _Sets) -> ComparedFigure:
    try:
        spec = indicator_of(ws, figure.indicator_id)
    except InputError:  # from a file that was merged in
        spec = IndicatorSpec(figure.indicator_id, figure.indicator_id, "", "", "", "context", "", "")
        return ComparedFigure(figure, spec, None, None, remarks=(_UNKNOWN,))
    lines = spec.upper_quartiles if spec.better in (HIGHER, LOWER) else ()  # else no quarter is the best
    best = _best(ws, lines, figure.period)
    found, remarks = sets.compare(figure, spec)
    if best is None and lines:
        remarks = ("No best quarter is known for this type of authority.", *remarks)
    averages = tuple(Average(a.period, a.value, a.source) for a in spec.national_averages)
    meets = _meets(spec.better, figure.value, best)
    return ComparedFigure(figure, spec, best, meets, averages, tuple(found), tuple(remarks))


def _best(ws: Workspace, rows: Sequence[Quartile], period: str) -> BestQuarter | None:
    """Return the line for the figure's own period, else the latest one."""
    kind = ws.inspection.authority_type
    group = next((a.title for a in ws.pack.authority_types if a.id == kind), "")
    lines = [
        BestQuarter(group, row.period, row.values[kind], row.source, same_period(row.period, period))
        for row in rows
        if kind in row.values
    ]
    return max(lines, key=lambda line: (line.fits, line.period), default=None)


def _meets(better: str, value: float, best: BestQuarter | None) -> bool | None:
    """A figure on the line meets it."""
    if best is None:
        return None
    return value >= best.value if better == HIGHER else value <= best.value


# ---- sets of many landlords


class _Sets:
    """The sets that are kept here; each is gone through once, whatever is asked of it."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._kept = indicator_sets.sets(ws)
        self._rows: dict[str, dict[str, list[FigureRow]] | str] = {}
        figures = ws.store.find(PerformanceIndicator) if self._kept else []
        self._wanted = {i: plain_words(i) for i in dict.fromkeys(f.indicator_id for f in figures)}
        self._same: dict[str, dict[str, str]] = {}

    def useful(self) -> list[IndicatorSet]:
        """Those that have a measure of this inspection's figures."""
        return [kept for kept in self._kept if self._measures(kept)]

    def compare(
        self, figure: PerformanceIndicator, spec: IndicatorSpec
    ) -> tuple[list[InSet], tuple[str, ...]]:
        """Return where a figure stands in each set, and sentences on what could not be read."""
        found, remarks = list[InSet](), list[str]()
        for kept in self._kept:
            measure = self._measures(kept).get(figure.indicator_id)
            if measure is None:
                continue
            rows = self._read(kept)
            if isinstance(rows, str):
                remarks.append(rows)
            else:
                found += _places(kept, rows.get(measure, []), figure, spec)
        return found, tuple(remarks)

    def _measures(self, kept: IndicatorSet) -> dict[str, str]:
        """Indicator of a figure -> measure of the set that is the same."""
        if kept.id not in self._same:
            measures = indicator_sets.measures_in(kept).values()
            called = {plain_words(name): m.id for m in measures for name in (m.id, m.code)}
            self._same[kept.id] = {i: called[name] for i, name in self._wanted.items() if name in called}
        return self._same[kept.id]

    def _read(self, kept: IndicatorSet) -> dict[str, list[FigureRow]] | str:
        if kept.id not in self._rows:
            self._rows[kept.id] = self._go_through(kept)
        return self._rows[kept.id]

    def _go_through(self, kept: IndicatorSet) -> dict[str, list[FigureRow]] | str:
        rows: dict[str, list[FigureRow]] = {measure: [] for measure in self._measures(kept).values()}
        try:
            for row in indicator_sets.figures(self._ws, kept.id):
                if row.measure in rows:
                    rows[row.measure].append(row)
        except TiaError as error:  # damaged: what was read of it is not used
            return f"“{one_line(kept.title, 80)}” was not compared with. {error.sentence}"
        return rows


def _places(
    kept: IndicatorSet, rows: Sequence[FigureRow], figure: PerformanceIndicator, spec: IndicatorSpec
) -> list[InSet]:
    """Where the figure stands, for its own homes and period where it and the set say so."""
    own = next((r.group for r in rows if r.group and figure.source.endswith(f", {r.group}")), "")
    mine = [row for row in rows if own in ("", row.group)]
    if not mine:
        return []
    period = next((r.period for r in mine if same_period(r.period, figure.period)), "")
    among = indicator_sets.Among(period=period)
    return [
        InSet(kept.id, kept.title, kept.source, _directed(one, spec), same_period(one.period, figure.period))
        for one in indicator_sets.compare_rows(kept, mine, value=figure.value, among=among)
    ]


def _directed(found: indicator_sets.Comparison, spec: IndicatorSpec) -> indicator_sets.Comparison:
    """Let the direction be the one of the inspection's own indicator: a table may have told none."""
    if found.value is None or spec.better not in DIRECTIONS or spec.better == found.measure.better:
        return found
    place = quarter(found.value, found.spread, spec.better)
    return replace(found, measure=replace(found.measure, better=spec.better), quarter=place)
