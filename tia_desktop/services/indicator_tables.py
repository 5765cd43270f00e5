"""Figures of one landlord from a table into an inspection: value, period, source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import PerformanceIndicator, Scalar
from tia_desktop.domain.survey_records import OwnIndicator
from tia_desktop.domain.survey_sets import MeasureSpec, plain_words
from tia_desktop.domain.text import one_line
from tia_desktop.services.indicator_reading import FigureRow, ReadFigures
from tia_desktop.services.indicators import framework_id
from tia_desktop.services.workspace import Workspace

NO_SOURCE = "Say where the figures come from, such as “Regulator’s data for 2023/24”."
NO_PERIOD = "Say which period the figures are for, such as 2023/24: no column says it."


@dataclass(slots=True)
class ImportedFigures:
    """What came in.

    Attributes:
        landlord: as the table has it.
        added: (code, value, period, source) of what was kept.
        known: figures that are there already.
        differing: sentences on figures that are there with another value; those stay as they are.
        without: figures that the table does not have: a mark stands in their place.
    """

    landlord: str
    added: list[tuple[str, float, str, str]] = field(default_factory=list)
    known: int = 0
    differing: list[str] = field(default_factory=list)
    without: list[FigureRow] = field(default_factory=list)


def landlord_in(names: Sequence[str], wanted: str, codes: Sequence[tuple[str, str]] = ()) -> str:
    """Return a landlord as a table spells it, from its name or code.

    Raises:
        InputError: it is not there; the sentence names similar ones.
    """
    plain = plain_words(wanted)
    for name in names:
        if plain_words(name) == plain:
            return name
    for name, code in codes:
        if plain and plain_words(code) == plain:
            return name
    near = get_close_matches(wanted, names, n=3, cutoff=0.5)
    hint = f" Is it one of these: {', '.join(f'“{one_line(n, 60)}”' for n in near)}?" if near else ""
    raise InputError(f"“{one_line(wanted, 60)}” is not in this table.{hint or ' Look at its names.'}")


def import_figures(
    ws: Workspace, read: ReadFigures, landlord: str, source: str, *, origin: str = ""
) -> ImportedFigures:
    """Keep the figures of one landlord, as one action.

    A figure for one kind of homes names it in its source. Measures that the framework does not have are
    kept with their title, unit and direction.

    Raises:
        InputError: the landlord is not in the table, a period is missing, or it has no figures.
    """
    if not source.strip():
        raise InputError(NO_SOURCE)
    name = landlord_in(read.landlords, landlord, [(row.landlord, row.code) for row in read.rows])
    done, edits = ImportedFigures(name), list[Edit]()
    there = {(i.indicator_id, i.period, i.source): i.value for i in ws.store.find(PerformanceIndicator)}
    own = set[str]()
    for row in read.rows:
        if row.landlord != name:
            continue
        if row.value is None:
            done.without.append(row)
            continue
        if not row.period.strip():
            raise InputError(NO_PERIOD)
        measure = read.measures[row.measure]
        indicator_id = framework_id(ws, measure) or measure.id
        where = f"{source.strip()}, {row.group}" if row.group else source.strip()
        key = (indicator_id, row.period, where)
        if key in there:
            _note_known(done, measure, row, there[key])
            continue
        if not framework_id(ws, measure) and indicator_id not in own:
            own.add(indicator_id)
            edits += _own_edit(ws, measure, source)
        edits.append(_figure_edit(ws, key, row.value))
        there[key] = row.value
        done.added.append((measure.code, row.value, row.period, where))
    if not done.added and not done.known and not done.differing:
        raise InputError(f"“{one_line(name, 60)}” has no figures in this table.")
    ws.store.record(edits, author=ws.author, cause="import", origin=origin)
    return done


def _note_known(done: ImportedFigures, measure: MeasureSpec, row: FigureRow, kept: float) -> None:
    if kept == row.value:
        done.known += 1
    else:
        done.differing.append(
            f"{measure.code}, {row.period}: {kept:g} is kept already, and the table has {row.value:g}. "
            "The kept figure stays."
        )


def _own_edit(ws: Workspace, measure: MeasureSpec, source: str) -> list[Edit]:
    if ws.store.get(OwnIndicator, measure.id):
        return []
    values: dict[str, Scalar] = {
        "code": measure.code,
        "title": measure.title,
        "unit": measure.unit,
        "better": measure.better,
        "source": source.strip(),
    }
    return [Edit(OwnIndicator, measure.id, values)]


def _figure_edit(ws: Workspace, key: tuple[str, str, str], value: float) -> Edit:
    indicator_id, period, source = key
    values: dict[str, Scalar] = {
        "indicator_id": indicator_id,
        "value": float(value),
        "period": period,
        "source": source,
    }
    return Edit(PerformanceIndicator, ws.store.new_id(), values)
