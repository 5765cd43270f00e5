"""Indicators of an inspection: those of its framework, and others whose figures came in from outside."""

from __future__ import annotations

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import FigureLink
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.figures import DIRECTIONS, read_figure
from tia_desktop.domain.pack import IndicatorSpec
from tia_desktop.domain.records import PerformanceIndicator, Scalar
from tia_desktop.domain.survey_records import OwnIndicator
from tia_desktop.domain.survey_sets import MeasureSpec
from tia_desktop.domain.text import one_line
from tia_desktop.services.workspace import Workspace


def indicator_of(ws: Workspace, indicator_id: str) -> IndicatorSpec:
    """Return an indicator by id or code: of the framework, or one kept in this inspection.

    Raises:
        InputError: neither has it.
    """
    own = ws.store.get(OwnIndicator, indicator_id)
    if own is None:
        return ws.pack.indicator(indicator_id)
    return IndicatorSpec(
        id=own.id,
        code=own.code,
        title=own.title,
        measures=own.title,
        unit=own.unit,
        better=own.better,
        status="",
        source=own.source,
    )


def measures_of(ws: Workspace) -> list[MeasureSpec]:
    """Return the framework's indicators as measures that a table may hold."""
    return [MeasureSpec(i.id, i.code, i.title, i.unit, i.better) for i in ws.pack.indicators]


def own_measure(title: str, better: str) -> MeasureSpec:
    """Return a measure that neither the framework nor the program knows, by its title.

    Raises:
        InputError: that is no direction, or it has no title.
    """
    if better not in DIRECTIONS:
        known = ", ".join(DIRECTIONS)
        raise InputError(f"“{one_line(better, 40)}” says nothing of {title}. Choose one of: {known}.")
    if not title.strip():
        raise InputError("Say what is measured, in a few words.")
    short = one_line(title, 200)
    return MeasureSpec(short, short, short, "", better)


def framework_id(ws: Workspace, measure: MeasureSpec) -> str:
    """Return the id of a measure in the framework, "" when it has no such indicator."""
    try:
        return ws.pack.indicator(measure.code).id
    except InputError:
        return ""


def record_indicator(ws: Workspace, code: str, value: float, period: str, source: str) -> str:
    """Keep one value of an indicator of the pack and return its id."""
    spec = ws.pack.indicator(code)
    if not period.strip() or not source.strip():
        raise InputError("Say which period the figure is for and where it comes from.")
    record_id = ws.store.new_id()
    values: dict[str, Scalar] = {
        "indicator_id": spec.id,
        "value": float(value),
        "period": period.strip(),
        "source": source.strip(),
    }
    ws.store.record([Edit(PerformanceIndicator, record_id, values)], author=ws.author)
    return record_id


def change_figure(ws: Workspace, figure_id: str, field: str, text: str, *, origin: str = "") -> None:
    """Correct the value, the period or the source of one figure, from what was typed.

    Raises:
        InputError: it is no figure, or nothing stands there.
    """
    ws.need(PerformanceIndicator, figure_id)
    said: Scalar = text.strip()
    if field == "value":
        found = read_figure(text)
        if found is None or found.value is None:
            raise InputError(f"“{one_line(text, 40)}” is no figure. Write it with digits, such as 71.5.")
        said = found.value
    elif field not in ("period", "source"):
        raise ValueError(f"a figure has no field {field}")
    elif not said:
        raise InputError("Say which period the figure is for and where it comes from.")
    ws.store.record([Edit(PerformanceIndicator, figure_id, {field: said})], author=ws.author, origin=origin)


def remove_figure(ws: Workspace, figure_id: str, *, origin: str = "") -> None:
    """Take one figure away, also from beside findings.

    With the last one of a measure that the framework does not have, that goes too.
    """
    figure = ws.need(PerformanceIndicator, figure_id)
    edits = [Edit(PerformanceIndicator, figure_id, remove=True)]
    edits += [Edit(FigureLink, x.id, remove=True) for x in ws.store.find(FigureLink, figure_id=figure_id)]
    if ws.store.count(PerformanceIndicator, indicator_id=figure.indicator_id) == 1:
        edits.append(Edit(OwnIndicator, figure.indicator_id, remove=True))  # nothing, for the framework's own
    ws.store.record(edits, author=ws.author, origin=origin)
