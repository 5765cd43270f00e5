"""Reads tables from delimited text: any encoding, any usual separator, any line ends.

Python's own sniffer is not used: it takes letters for separators. Here each possible separator is tried on
the head of the file, and the one that gives the most regular table below a known header wins.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from tia_desktop.domain.errors import InputError
from tia_desktop.importers.encoding import encoding_of
from tia_desktop.services.notes_import import TableRow, plain_name

SEPARATORS = (",", ";", "\t", "|", "\x1f", "^", "~", "¦")
MAX_CELL = 16 * 1024 * 1024
_NO_SEPARATOR = "\ufdd0"  # no text holds this character: the table has one column
_END = "\ufdd1end"  # read after the last line: when a cell swallows it, a quotation mark was left open
_HEAD_LINES, _HEAD_CHARACTERS = 400, 512 * 1024


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was recognised. `rows` reads the file again each time, one row at a time.

    Attributes:
        columns: the cells of the header row, without spaces around them; "column 3" where one is empty.
        encoding: Python's name of the encoding.
        separator: one character, or "" for a table with one column.
        header: number of the header row, 1 for the first, as a spreadsheet counts.
    """

    path: Path
    columns: tuple[str, ...]
    encoding: str
    separator: str
    header: int

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows below the header. Rows without any content are left out."""
        with _opened(self.path, self.encoding) as file:
            for number, cells, problem in _numbered(_lines(file, self.path.name), self.separator):
                if number > self.header and (problem or any(c.strip() for c in cells)):
                    yield TableRow(number, tuple(cells), problem)

    def batches(self) -> Iterator[Batch]:
        """Yield (row number, rows from there on), blank ones too: `rows` for long lists, in half the time.

        Raises:
            InputError: the rest of the file cannot be read.
        """
        csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL))
        with _opened(self.path, self.encoding) as file:
            wide = self.encoding.startswith(
                ("utf-16", "utf-32")
            )  # where a line ends is not seen in the bytes
            lines = _lines(file, self.path.name) if wide or has_long_line(self.path) else file
            reader = csv.reader(chain(lines, (_END,)), delimiter=self.separator or _NO_SEPARATOR)
            number = 1
            while batch := _some(reader, self.path.name):
                below = max(0, self.header + 1 - number)
                yield number + below, batch[below:]
                number += len(batch)


Batch = tuple[int, list[list[str]]]
"""Number of the first row, as a spreadsheet counts, and rows."""
BATCH = 1_000


def _some(reader: Iterator[list[str]], name: str) -> list[list[str]]:
    try:
        batch = list(islice(reader, BATCH))
    except csv.Error:
        raise InputError(f"A cell in “{name}” is too long. Is a quotation mark missing there?") from None
    last = batch.pop() if batch and batch[-1] and batch[-1][-1].endswith(_END) else [_END]
    if last != [_END]:
        raise InputError(
            f"A quotation mark in “{name}” is never closed, so the rows after it cannot be told apart. "
            "Close it and import again."
        )
    return batch


def has_long_line(path: Path) -> bool:
    """Whether a line is longer than any cell may be, so that reading by lines would fill the memory."""
    run = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(1024 * 1024):
                ends = [end for end in (piece.find(b"\n"), piece.find(b"\r")) if end >= 0]
                if run + min(ends, default=len(piece)) > MAX_CELL:
                    return True
                last = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
                run = run + len(piece) if last < 0 else len(piece) - last
    except OSError as error:
        raise InputError(f"“{path.name}” cannot be read: {error.strerror}.") from error
    return False


def read_table(
    path: Path, *, known: Collection[str] = (), encoding: str = "", separator: str = "", header: int = 0
) -> Table:
    """Recognise a table in a text file.

    Args:
        path: the file.
        known: header names that are expected, as `plain_name` gives them; they settle doubtful cases.
        encoding: codec to use; found out when it is "".
        separator: one character; found out when it is "".
        header: number of the header row; found out when it is 0.

    Raises:
        InputError: the file cannot be read, is empty or is no text, or has no such row.
    """
    codec = _checked_codec(encoding) if encoding else encoding_of(path)
    with _opened(path, codec) as file:
        head = list(islice(_lines(file, path.name), _HEAD_LINES))
    told = re.fullmatch(r'"?sep=(.)"?\s*', head[0], re.IGNORECASE) if head else None
    if told:  # Excel's own way to name the separator; it never is the header
        separator = separator or told[1]
    candidates = (separator,) if separator else (*SEPARATORS, _NO_SEPARATOR)
    looks = [_look(head, s, set(known), 1 if told else 0, header) for s in candidates]
    best = max(looks, key=lambda look: look.score)
    if header and best.header != header:
        raise InputError(f"There is no row {header} near the top of “{path.name}”. Look at the first rows.")
    if not any(cell.strip() for cell in best.cells):
        raise InputError(f"“{path.name}” is empty. Choose a file with a header row and rows below it.")
    columns = tuple(cell.strip() or f"column {n}" for n, cell in enumerate(best.cells, 1))
    while columns and not best.cells[len(columns) - 1].strip():
        columns = columns[:-1]  # spreadsheets like to write empty columns at the end
    return Table(path, columns, codec, "" if best.separator == _NO_SEPARATOR else best.separator, best.header)


@dataclass(frozen=True, slots=True)
class _Look:
    """How the head of a file looks with one separator."""

    separator: str
    header: int
    cells: list[str]
    score: tuple[int, float, int]


def _look(head: list[str], separator: str, known: set[str], skip: int, told: int = 0) -> _Look:
    rows = [
        (n, cells) for n, cells, _ in _numbered(head, separator) if n > skip and any(c.strip() for c in cells)
    ]
    if not rows:
        return _Look(separator, 1, [], (0, 0.0, 0))
    place, hits = header_place([cells for _, cells in rows], known)
    place = next((at for at, (number, _) in enumerate(rows) if number == told), place)
    number, header = rows[place]
    widths = Counter(len(cells) for _, cells in rows[place + 1 :])
    whole = widths[len(header)]
    partly = widths.total() - whole - widths[1]
    same = (whole + partly / 2) / widths.total() if widths else 1.0
    if place:
        same *= 0.9  # most tables have no titles above their header
    if len(header) == 1:  # one column fits everything, so it must not win by that
        same = 0.1 if separator == _NO_SEPARATOR else 0.0
    return _Look(separator, number, header, (hits, round(same, 1), len(header)))


def header_place(rows: Sequence[Sequence[str]], known: Collection[str] = ()) -> tuple[int, int]:
    """Return where the header is and how many of its names are known. Titles above it are skipped."""
    hits = [sum(plain_name(cell) in known for cell in cells) for cells in rows[:20]]
    if max(hits) > 0:
        return hits.index(max(hits)), max(hits)
    width = Counter(len(cells) for cells in rows).most_common(1)[0][0]
    if width < 3:
        return 0, 0
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in rows[:20]]
    return next((n for n, count in enumerate(filled) if count > 1), 0), 0


def _numbered(lines: Iterable[str], separator: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield (row number, cells, problem) of every row, also of blank ones: a spreadsheet counts them."""
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL))
    reader = csv.reader(chain(lines, (_END,)), delimiter=separator or _NO_SEPARATOR)
    number = 0
    while True:
        number += 1
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield (
                number,
                [],
                f"A cell that starts in line {start} is too long. Is a quotation mark missing there?",
            )
            return
        if cells == [_END]:
            return
        if cells and cells[-1].endswith(_END):
            yield (
                number,
                [],
                (
                    f"A quotation mark in line {start} is never closed, so everything after it was left out. "
                    "Close it and import again."
                ),
            )
            return
        yield number, cells, ""


def _lines(file: TextIO, name: str) -> Iterator[str]:
    while line := file.readline(MAX_CELL + 1):
        if len(line) > MAX_CELL:
            raise InputError(f"A line of “{name}” is longer than 16 million characters. Is this a CSV file?")
        yield line


def _opened(path: Path, codec: str) -> TextIO:
    try:
        return path.open(encoding=codec, errors="replace", newline="")
    except OSError as error:
        raise InputError(f"“{path.name}” cannot be read: {error.strerror}.") from error


def _checked_codec(name: str) -> str:
    import codecs

    try:
        return codecs.lookup(name).name
    except LookupError:
        raise InputError(f"“{name}” is not an encoding. Use a name such as utf-8 or windows-1252.") from None
