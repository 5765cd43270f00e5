"""Reads tables of answers as ODK Central, Ona and Kobo export them: one row for each filled-in form.

What repeats stands in numbered columns (``children[2]/age``) or in a table of its own, whose rows name their
row in the table above: by number (Ona and Kobo) or by key (Central).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.submissions import Submission, is_answer
from tia_desktop.domain.text import clean_text
from tia_desktop.importers.tables import read_table

MOST_ROWS = 200_000
_SIGNS = (
    *("meta/instanceID", "instanceID", "_uuid", "_id", "_submission_time", "_submission__uuid"),
    *("KEY", "meta-instanceID", "_parent_table_name", "_parent_index"),
)
_EMPTY = ("", "n/a")


@dataclass(slots=True)
class _Row:
    """A row with its cells by column; `answers` gathers them with those of its parts, by path."""

    place: str
    cells: dict[str, str]
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Entry:
    """Where the parts of a row go: into this row, below this path."""

    row: _Row
    path: str
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class AnswerTable:
    """A table of answers that was recognised."""

    name: str
    rows: list[_Row]

    @property
    def above(self) -> str:
        """The name of the table it belongs to; "" when it is a table of whole forms."""
        first = next((row.cells for row in self.rows), {})
        if first.get("_parent_index", "-1") not in ("", "-1"):
            return first.get("_parent_table_name", "") or "the table above it"
        return "the table above it" if first.get("PARENT_KEY") else ""


def read_answer_table(path: Path, name: str) -> AnswerTable:
    """Read a table of answers.

    Args:
        path: the file.
        name: what to call it, and the name of its repeat: without the ending.

    Raises:
        InputError: it is no such table.
    """
    table = read_table(path, known=("name", "uuid", "id", "submission time", "meta/instanceid"))
    columns = [column.strip() for column in table.columns]
    if not set(columns) & set(_SIGNS):
        raise InputError(
            f"“{name}” is no export of ODK, Kobo or Ona: it has no column such as “_uuid” or “KEY”. "
            "Export the answers as CSV with XML values and headers."
        )
    rows = list[_Row]()
    for row in table.rows():
        if row.problem:
            raise InputError(f"“{name}”, row {row.number}: {row.problem}")
        if len(rows) >= MOST_ROWS:
            raise InputError(f"“{name}” has more than {MOST_ROWS:,} rows. Export fewer answers at once.")
        texts = (clean_text(cell).strip() for cell in row.cells)
        cells = {c: text for c, text in zip(columns, texts, strict=False) if text not in _EMPTY}
        rows.append(_Row(f"{name}, row {row.number}", cells))
    return AnswerTable(Path(name).stem, rows)


def joined(tables: Sequence[AnswerTable]) -> Iterator[Submission]:
    """Yield the filled-in forms of tables that belong together.

    Raises:
        InputError: a table is given without the one that it belongs to.
    """
    whole = [table for table in tables if not table.above]
    parts = [table for table in tables if table.above]
    if not whole:
        raise InputError(
            f"“{tables[0].name}” holds only what repeats. "
            f"Choose it together with the table that it belongs to ({tables[0].above})."
        )
    entries = dict[tuple[str, str], _Entry]()  # by (table, number of the row) and by ("", key)
    for table in whole:
        for row in table.rows:
            row.answers.update(_answers(row.cells))
            _remember(entries, table.name, row, _Entry(row, ""))
    waiting = parts
    while waiting:  # a part of a part comes after the part
        ready = [t for t in waiting if all(_parent(entries, row) for row in t.rows)]
        if not ready:
            place = next(r.place for t in waiting for r in t.rows if not _parent(entries, r))
            raise InputError(f"“{place}” belongs to a row that is not there. Export all tables again.")
        for table in ready:
            _put_in(entries, table)
        waiting = [t for t in waiting if t not in ready]
    for table in whole:
        yield from (_submission(row, table.name) for row in table.rows if row.answers)


def _remember(entries: dict[tuple[str, str], _Entry], table: str, row: _Row, entry: _Entry) -> None:
    for place in ((table, row.cells.get("_index", "")), ("", row.cells.get("KEY", ""))):
        if place[1]:
            entries.setdefault(place, entry)


def _parent(entries: dict[tuple[str, str], _Entry], row: _Row) -> _Entry | None:
    """Return what a row is a part of."""
    cells = row.cells
    if "PARENT_KEY" in cells:
        return entries.get(("", cells["PARENT_KEY"]))
    number, name = cells.get("_parent_index", ""), cells.get("_parent_table_name", "")
    if found := entries.get((name, number)):
        return found
    alike = [e for (table, index), e in entries.items() if index == number and table.endswith(name)]
    return alike[0] if len(alike) == 1 else None


def _put_in(entries: dict[tuple[str, str], _Entry], table: AnswerTable) -> None:
    """Write the rows of a repeat into the rows above them, with their numbers."""
    repeat = _repeat_of(table)
    for row in table.rows:
        parent = _parent(entries, row)
        if parent is None:
            raise TypeError("every row was found before")
        if "PARENT_KEY" in row.cells and "/" in row.cells.get("KEY", ""):
            path, cut = row.cells["KEY"].partition("/")[2], ""
        else:
            inside = repeat.removeprefix(_unnumbered(parent.path)).lstrip("/")
            parent.counts[inside] = parent.counts.get(inside, 0) + 1
            path, cut = f"{parent.path}/{inside}[{parent.counts[inside]}]".lstrip("/"), f"{repeat}/"
        for column, text in _answers(row.cells).items():
            parent.row.answers[f"{path}/{column.removeprefix(cut)}"] = text
        _remember(entries, table.name, row, _Entry(parent.row, path))


def _repeat_of(table: AnswerTable) -> str:
    """Return the path of the repeat that a table holds: up to its own name, else what all columns share."""
    columns = [c.split("/") for row in table.rows for c in _answers(row.cells)]
    for names in columns:
        for place, name in enumerate(names[:-1], 1):
            if table.name.endswith(name):
                return "/".join(names[:place])
    shared = columns[0][:-1] if columns else []
    for names in columns:
        shared = [a for a, b in zip(shared, names[:-1], strict=False) if a == b]
    return "/".join(shared) or table.name


def _unnumbered(path: str) -> str:
    return re.sub(r"\[\d+\]", "", path)


def _answers(cells: dict[str, str]) -> dict[str, str]:
    """Return the cells that a person filled in."""
    return {column: text for column, text in cells.items() if is_answer(column)}


def _submission(row: _Row, table: str) -> Submission:
    cells = row.cells
    uuid = cells.get("_uuid") or cells.get("_submission__uuid", "")
    name = cells.get("meta/instanceID") or cells.get("meta-instanceID") or cells.get("instanceID")
    return Submission(
        id=name or cells.get("KEY") or (f"uuid:{uuid}" if uuid else ""),
        source=row.place,
        form_id=table,
        version=cells.get("_version") or cells.get("__version__", ""),
        submitted=cells.get("_submission_time") or cells.get("SubmissionDate", ""),
        answers=row.answers,
        folder=uuid,
    )
