"""Opens tables of published figures from their first row on: their header may stand anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tia_desktop.domain.errors import InputError
from tia_desktop.importers.sheets_apart import reading
from tia_desktop.importers.sheets_guard import is_spreadsheet, refuse_hostile
from tia_desktop.importers.tables import Table, read_table
from tia_desktop.services.indicator_reading import FigureTable


@dataclass(frozen=True, slots=True)
class _Text(FigureTable):
    table: Table

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (row number, cells)."""
        for number, batch in replace(self.table, header=0).batches():
            yield from enumerate(batch, number)


@dataclass(frozen=True, slots=True)
class _Sheet(FigureTable):
    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (row number, cells). A process reads them, and ends with this iterator."""
        with reading(self.path, self.sheet) as (_, _, rows):
            yield from enumerate(rows, 1)


def open_figures(
    path: Path, *, sheet: str = "", encoding: str = "", separator: str = ""
) -> list[FigureTable]:
    """Open the tables in a file: one for a text file, one for each sheet, or the sheet that is named.

    Raises:
        InputError: it is no table, protected, hostile or damaged; one sentence says which.
    """
    if not is_spreadsheet(path):
        if sheet:
            raise InputError(f"“{path.name}” is a text file and has no sheets. Leave the sheet out.")
        table = read_table(path, encoding=encoding, separator=separator)
        return [_Text(path=path, sheet="", encoding=table.encoding, separator=table.separator, table=table)]
    refuse_hostile(path)
    with reading(path, sheet) as (names, name, _):
        wanted = [name] if sheet else names
    return [_Sheet(path=path, sheet=each) for each in wanted]
