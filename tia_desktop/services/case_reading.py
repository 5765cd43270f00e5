"""Reading a case list from a table: what its columns hold, which ones stay behind, and one content to keep.

Nothing here touches an inspection, so a worker thread can do it. `schemas/SAMPLING.md` defines the content.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from operator import itemgetter

from tia_desktop.domain.case_content import Hashed, lines_of
from tia_desktop.domain.column_kinds import DATE, DATE_FORMATS, NUMBER, TEXT, ColumnKind, DateReader, kind_of
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.personal import personal_cell, personal_name
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.ports import Progress

_LOOKED_AT = 2_000
"""Rows from which the kinds of the columns are told."""
_SHOWN = 20
MOST_PROBLEMS = 200
MOST_KEPT = 100 * 1000 * 1000
"""Bytes of a kept list, packed: as large as a photo may be."""
Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class KeptColumn:
    """A column that is kept: text, date or number, and how its dates are written in the file."""

    name: str
    kind: str = TEXT
    format: str = ""


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """A column as the person sees it before the import. `personal` says why it is left behind, or ""."""

    name: str
    kind: str
    format: str
    doubt: str
    personal: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What is known of a table from its first rows."""

    columns: tuple[ColumnLook, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants of an import.

    Attributes:
        title: what the list is called; "" takes the file's name.
        keep: columns to keep although they look personal.
        leave: columns to leave behind.
        dates: column -> one of `DATE_FORMATS`, "text" or "number" where what was told is wrong.
        reference: the column that names a case.
    """

    title: str = ""
    keep: Sequence[str] = ()
    leave: Sequence[str] = ()
    dates: Mapping[str, str] = field(default_factory=dict)
    reference: str = ""


NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list that was read and can be kept (`case_lists.keep_cases`).

    Attributes:
        columns: what is kept.
        left_out: (column, why) of what stays behind.
        row_count: cases.
        skipped: rows that are no case because they cannot be read.
        problems: (row number, sentence) of the first ones; `problem_count` is how many there are.
        repeated: cases whose reference an earlier case has too.
        sha256: of the content; `content` holds it, packed with zlib.
        source_sha256: of the file.
    """

    title: str
    source: CaseTable
    columns: tuple[KeptColumn, ...]
    left_out: tuple[tuple[str, str], ...]
    row_count: int
    skipped: int
    problems: tuple[tuple[int, str], ...]
    problem_count: int
    repeated: int
    sha256: str
    source_sha256: str
    content: bytes
    reference: str

    @property
    def columns_json(self) -> str:
        """The kept columns as a record holds them."""
        return json.dumps([asdict(c) for c in self.columns], ensure_ascii=False)


def columns_from(text: str) -> tuple[KeptColumn, ...]:
    """Return the kept columns that a record holds."""
    return tuple(KeptColumn(c["name"], c["kind"], c["format"]) for c in json.loads(text))


def preview(table: CaseTable) -> Preview:
    """Look at the first rows of a table."""
    rows, width = _first_rows(table), len(table.columns)
    columns = list(zip(*(row[:width] for row in rows), strict=True)) or [()] * width
    looks = []
    for name, cells in zip(table.columns, columns, strict=True):
        kind = kind_of(name, cells)
        why = personal_name(name) or ("" if kind.kind == DATE else personal_cell(cells))
        examples = list(dict.fromkeys(one_line(c, 60) for c in cells if c.strip()))[:3]
        looks.append(ColumnLook(name, kind.kind, kind.format, kind.doubt, why, tuple(examples)))
    shown = tuple(tuple(one_line(cell, 60) for cell in row[:width]) for row in rows[:_SHOWN])
    return Preview(tuple(looks), shown)


def _first_rows(table: CaseTable) -> Rows:
    width, found = len(table.columns), list[list[str]]()
    for _, batch in table.batches():
        found += [(row + [""] * width)[: max(width, len(row))] for row in batch if _filled(row)]
        if len(found) >= _LOOKED_AT:
            break
    return found[:_LOOKED_AT]


def read_cases(table: CaseTable, wishes: Wishes = NO_WISHES, progress: Progress | None = None) -> ReadList:
    """Read a whole list, leaving behind what is about people unless it is to be kept.

    Personal data may show far down in a column that looked harmless: then that column is left behind too,
    and the list is read once more without it.

    Raises:
        InputError: a column that does not exist, nothing to keep, or a file that cannot be read.
    """
    looks = {look.name: look for look in preview(table).columns}
    _test_wishes(wishes, looks)
    asked = {*wishes.keep} | ({wishes.reference} if not personal_name(wishes.reference) else set())
    left = dict.fromkeys(wishes.leave, "You left it out.")
    left |= {n: look.personal for n, look in looks.items() if look.personal and n not in asked | {*left}}
    if wishes.reference in left:
        raise InputError(
            f"“{wishes.reference}” cannot name the cases: it is left behind. Choose another column."
        )
    while True:
        columns = [_kept(look, wishes) for name, look in looks.items() if name not in left]
        if not columns:
            raise InputError("No column would be kept. Name at least one that says nothing about people.")
        scanned = {c.name for c in columns if c.kind != DATE and c.name not in asked}
        reading = Reading(table, columns, scanned, wishes.reference, progress)
        kept = reading.run()
        if not reading.personal:
            break
        left |= reading.personal
    return ReadList(
        title=wishes.title.strip() or table.path.stem,
        source=table,
        columns=tuple(columns),
        left_out=tuple((name, left[name]) for name in table.columns if name in left),
        row_count=reading.cases,
        skipped=reading.skipped,
        problems=tuple(reading.problems),
        problem_count=reading.problem_count,
        repeated=reading.repeated(),
        sha256=reading.digest,
        source_sha256=table.sha256(),
        content=kept,
        reference=wishes.reference,
    )


def _test_wishes(wishes: Wishes, looks: Mapping[str, ColumnLook]) -> None:
    for name in (*wishes.keep, *wishes.leave, *wishes.dates, *filter(None, [wishes.reference])):
        if name not in looks:
            known = ", ".join(f"“{one_line(n, 40)}”" for n in list(looks)[:12])
            raise InputError(f"There is no column “{one_line(name, 60)}”. The columns are: {known}.")
    for name, form in wishes.dates.items():
        if form not in (*DATE_FORMATS, TEXT, NUMBER):
            known = ", ".join((*DATE_FORMATS, TEXT, NUMBER))
            raise InputError(f"“{form}” says nothing about “{name}”. Choose one of: {known}.")


def _kept(look: ColumnLook, wishes: Wishes) -> KeptColumn:
    told = wishes.dates.get(look.name)
    if told is None:
        return KeptColumn(look.name, look.kind, look.format)
    kind = ColumnKind(told) if told in (TEXT, NUMBER) else ColumnKind(DATE, told)
    return KeptColumn(look.name, kind.kind, kind.format)


def _filled(row: Sequence[str]) -> bool:
    return any(cell.strip() for cell in row)


class Reading:
    """One pass over a table that makes the content of the kept columns."""

    def __init__(
        self,
        table: CaseTable,
        columns: Sequence[KeptColumn],
        scanned: set[str] | frozenset[str] = frozenset(),
        reference: str = "",
        progress: Progress | None = None,
    ) -> None:
        self._table, self._columns = table, columns
        self._take = _taker([table.columns.index(c.name) for c in columns])
        self._dates = {n: DateReader(c.format) for n, c in enumerate(columns) if c.kind == DATE}
        self._scanned = [n for n, c in enumerate(columns) if c.name in scanned]
        self._reference = next((n for n, c in enumerate(columns) if c.name == reference), -1)
        self._references = array("q")
        self._progress = progress or (lambda done, total: None)
        self._hash = Hashed()
        self.cases = self.skipped = self.problem_count = 0
        self.problems: list[tuple[int, str]] = []
        self.personal: dict[str, str] = {}

    @property
    def digest(self) -> str:
        """SHA-256 of the content."""
        return self._hash.digest

    def run(self) -> bytes:
        """Read to the end and return the content, packed."""
        packer, kept, size = zlib.compressobj(1), list[bytes](), 0
        for text in self.lines():
            kept.append(packer.compress(self._hash.add(text)))
            size += len(kept[-1])
            if size > MOST_KEPT:
                raise InputError("This list is too long to be kept. Leave columns out that nobody needs.")
        return b"".join((*kept, packer.flush()))

    def lines(self) -> Iterator[str]:
        """Yield the content piece by piece: the names, then some cases at a time."""
        yield lines_of([[c.name] for c in self._columns])
        for number, batch in self._table.batches():
            numbers, rows = self._whole(number, batch)
            if rows:
                columns = [list(map(str.strip, column)) for column in self._take(rows)]
                self._scan(columns, numbers)
                for n, read in self._dates.items():
                    columns[n] = self._read_dates(n, read, columns[n], numbers)
                if self._reference >= 0:
                    self._references.extend(map(hash, columns[self._reference]))
                self.cases += len(rows)
                yield lines_of(columns)
            self._progress(self.cases, 0)

    def _whole(self, number: int, batch: Rows) -> tuple[Sequence[int], Rows]:
        """Return the rows that are cases, each as wide as the header, with their numbers."""
        width = len(self._table.columns)
        if all(len(row) == width and (row[0].strip() or _filled(row)) for row in batch):
            return range(number, number + len(batch)), batch
        numbers, rows = list[int](), list[list[str]]()
        for place, row in enumerate(batch, number):
            if len(row) < width:
                row = row + [""] * (width - len(row))
            elif _filled(row[width:]):
                self.skipped += 1
                self._problem(
                    place,
                    f"This row has {len(row)} cells, but the header has {width}. It was left out.",
                )
                continue
            if _filled(row):
                numbers.append(place)
                rows.append(row[:width])
        return numbers, rows

    def _scan(self, columns: Sequence[Sequence[str]], numbers: Sequence[int]) -> None:
        for n in self._scanned:
            name = self._columns[n].name
            if name not in self.personal:
                why = personal_cell(set(columns[n]))
                if why:
                    pairs = zip(numbers, columns[n], strict=True)
                    row = next(number for number, cell in pairs if personal_cell([cell]))
                    self.personal[name] = f"{why[:-1]} in row {row:,}."

    def _read_dates(
        self, n: int, read: DateReader, cells: Sequence[str], numbers: Sequence[int]
    ) -> list[str]:
        found = list(map(read, cells))
        if read.failed:
            name = self._columns[n].name
            for place, cell in zip(numbers, cells, strict=True):
                if cell in read.failed:
                    self._problem(
                        place, f"“{one_line(cell, 30)}” in “{name}” is no date. It was kept as it is."
                    )
        return found

    def _problem(self, row: int, sentence: str) -> None:
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append((row, sentence))

    def repeated(self) -> int:
        """Return how many cases have a reference that an earlier one has too."""
        known = sorted(self._references)
        return sum(a == b for a, b in pairwise(known))


def _taker(places: Sequence[int]) -> Callable[[Rows], list[tuple[str, ...]]]:
    """Return what gives some columns of some rows, column by column."""
    if len(places) == 1:
        return lambda rows: [tuple(row[places[0]] for row in rows)]
    get = itemgetter(*places)
    return lambda rows: list(zip(*map(get, rows), strict=True))


def summary(read: ReadList) -> str:
    """Say what came in, in a sentence."""
    left = f", {count_of(len(read.left_out), 'column')} left behind" if read.left_out else ""
    skipped = f" {count_of(read.skipped, 'row')} could not be read." if read.skipped else ""
    return f"{count_of(read.row_count, 'case')} with {count_of(len(read.columns), 'column')}{left}.{skipped}"
