"""Indicators of an inspection: those of its framework, and others whose figures came in from outside."""

from __future__ import annotations

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import IndicatorSpec
from tia_desktop.domain.survey_records import OwnIndicator
from tia_desktop.domain.survey_sets import MeasureSpec
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


def framework_id(ws: Workspace, measure: MeasureSpec) -> str:
    """Return the id of a measure in the framework, "" when it has no such indicator."""
    try:
        return ws.pack.indicator(measure.code).id
    except InputError:
        return ""
