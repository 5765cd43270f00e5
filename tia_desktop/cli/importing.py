"""What `tia import-notes` does, with its report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tia_desktop.cli.root import WRONG
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.text import count_of
from tia_desktop.importers.tables import Table, read_table
from tia_desktop.services.notes_import import KNOWN_NAMES, import_notes, plain_name

if TYPE_CHECKING:
    from tia_desktop.services.notes_import import ImportResult

_SHOWN = 20


def run(
    talk: Talk,
    file: Path,
    path: Path,
    maps: tuple[str, ...],
    strict: bool,
    defaults: dict[str, str],
    encoding: str,
    separator: str,
) -> int:
    """Import the notes, say what went in and what did not, and return the exit code."""
    mapping = _mapping(maps)
    known = KNOWN_NAMES | {plain_name(column) for column in mapping}
    with talk.opened(file, write=True) as ws, talk.progress("Reading rows") as progress:
        table = read_table(path, known=known, encoding=encoding, separator=plain_separator(separator))
        result = import_notes(
            ws,
            table.columns,
            table.rows(),
            mapping=mapping,
            defaults=defaults,
            strict=strict,
            progress=progress,
        )
    talk.done(_document(table, result), _lines(path.name, table, result))
    for number, sentence in () if talk.json else result.problems[:_SHOWN]:
        talk.warn(f"Row {number}: {sentence}")
    if len(result.problems) > _SHOWN and not talk.json:
        talk.warn(f"... and {len(result.problems) - _SHOWN:,} more rows. --json lists them all.")
    if result.rows and result.added:
        return 0
    bad = count_of(len(result.problems), "bad row")
    talk.warn(
        f"Nothing was imported: {bad}."
        if result.rows
        else "Nothing was imported: there is no row below the header."
    )
    return WRONG


def _mapping(maps: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in maps:
        column, sign, field = text.rpartition("=")
        if not sign or not column.strip():
            raise InputError(f"“{text}” does not say which column is what. Write --map “column name=text”.")
        pairs[column] = field
    return pairs


def plain_separator(text: str) -> str:
    """Return the character that a person named as a separator."""
    named = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}.get(text.casefold(), text)
    if len(named) > 1 or named in ('"', "\r", "\n"):
        raise InputError(f"“{text}” cannot be a separator. Give one character, or “tab”.")
    return named


def _document(table: Table, result: ImportResult) -> dict[str, object]:
    return {
        "added": result.added,
        "rows": result.rows,
        "problems": [{"row": number, "sentence": sentence} for number, sentence in result.problems],
        "columns": result.used,
        "left_out": list(result.left_out),
        "encoding": table.encoding,
        "separator": table.separator,
    }


def _lines(name: str, table: Table, result: ImportResult) -> Iterator[str]:
    rows = count_of(result.rows, "row")
    yield f"{count_of(result.added, 'note')} imported from “{name}” ({rows}, {table.encoding})."
    yield "Columns used: " + ", ".join(
        column if plain_name(column) == field else f"{column} as {field}"
        for column, field in result.used.items()
    )
    if result.left_out:
        yield "Columns left out: " + ", ".join(result.left_out)
    if result.problems:
        yield f"{count_of(len(result.problems), 'row')} left out."
