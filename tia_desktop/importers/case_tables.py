"""Opens the table of a case list, whatever it is kept in: delimited text, or a sheet of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tia_desktop.domain.case_content import plain_cell
from tia_desktop.domain.case_records import CaseList
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.text import clean_text
from tia_desktop.importers.sheets_apart import reading
from tia_desktop.importers.sheets_guard import is_spreadsheet, refuse_hostile
from tia_desktop.importers.tables import BATCH, Batch, Table, header_place, read_table
from tia_desktop.services.case_lists import columns_of
from tia_desktop.services.case_tables import CaseTable

_HEAD = 400
_LONGEST_NAME = 200
MOST_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class TextTable(CaseTable):
    """A table in a text file."""

    table: Table

    def batches(self) -> Iterator[Batch]:
        """Yield the rows below the header."""
        return self.table.batches()


@dataclass(frozen=True, slots=True)
class SheetTable(CaseTable):
    """A sheet of a spreadsheet."""

    def batches(self) -> Iterator[Batch]:
        """Yield the rows below the header. A process reads them, and ends with this iterator."""
        with reading(self.path, self.sheet) as (_, _, rows):
            number = self.header + 1
            below = islice(rows, self.header, None)
            while batch := list(islice(below, BATCH)):
                yield number, batch
                number += len(batch)


def open_table(
    path: Path, *, sheet: str = "", header: int = 0, encoding: str = "", separator: str = ""
) -> CaseTable:
    """Recognise the table in a file: CSV and other separated text, XLSX, XLSM, XLSB, XLS or ODS.

    Args:
        path: the file.
        sheet: name of the sheet; "" takes the first one that has rows.
        header: number of the header row, as a spreadsheet counts; 0 finds it.
        encoding: of a text file; "" finds it.
        separator: of a text file; "" finds it.

    Raises:
        InputError: it is no table, protected, hostile or damaged; one sentence says which.
    """
    if is_spreadsheet(path):
        refuse_hostile(path)
        return _sheet(path, sheet, header)
    if sheet:
        raise InputError(f"“{path.name}” is a text file and has no sheets. Leave the sheet out.")
    table = read_table(path, encoding=encoding, separator=separator, header=header)
    return TextTable(
        path=path,
        columns=unique_names(table.columns),
        header=table.header,
        encoding=table.encoding,
        separator=table.separator,
        table=table,
    )


def _sheet(path: Path, wanted: str, header: int) -> CaseTable:
    with reading(path, wanted) as (names, name, rows):
        head = [
            (number, row)
            for number, row in enumerate(islice(rows, max(_HEAD, header)), 1)
            if any(map(str.strip, row))
        ]
    if header:
        place = next((at for at, (number, _) in enumerate(head) if number == header), -1)
        if place < 0:
            raise InputError(
                f"Row {header} of “{path.name}” is empty. Choose the row with the names of the columns."
            )
    elif head:
        place = header_place([[c for c in row if c.strip()] or row for _, row in head])[0]
    else:
        raise InputError(f"“{path.name}” has no rows near the top of its sheet. Choose another sheet.")
    number, cells = head[place]
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    named = [cell.strip() or f"column {n}" for n, cell in enumerate(cells, 1)]
    return SheetTable(path=path, columns=unique_names(named), header=number, sheet=name, sheets=tuple(names))


def unique_names(names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return column names on one line, each there once: a second “Date” becomes “Date (2)”."""
    if len(names) > MOST_COLUMNS:
        raise InputError(
            f"This table has {len(names):,} columns, more than the {MOST_COLUMNS:,} that are read. "
            "Delete the ones that nobody needs, and import it again."
        )
    found: dict[str, int] = {}
    for place, name in enumerate(names, 1):
        plain = unique = " ".join(clean_text(plain_cell(name)).split())[:_LONGEST_NAME] or f"column {place}"
        while unique in found:
            found[plain] += 1
            unique = f"{plain} ({found[plain]})"
        found[unique] = 1
    return tuple(found)


def open_like(path: Path, known: CaseList) -> CaseTable:
    """Open a file that should hold a kept list: as that one was opened, or else as any other file."""
    names = {column.name for column in columns_of(known)}
    try:
        table = open_table(
            path,
            sheet=known.sheet,
            header=known.header_row,
            encoding=known.encoding,
            separator=known.separator,
        )
        if names <= set(table.columns):
            return table
    except InputError:  # another kind of file
        pass
    return open_table(path)
