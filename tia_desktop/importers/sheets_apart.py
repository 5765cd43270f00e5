"""Reads a spreadsheet in a process apart, row by row.

The reader sets a whole sheet up in memory: one stray cell in the last row of a sheet makes it ask for 500 GB
and end its process (seen with the cells A1 and XFD1048576). Apart, only that process ends, its memory is
limited and is gone afterwards, and a person can cancel.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tia_desktop.domain.errors import InputError

LONGEST = 180.0
"""Seconds until the first row is there."""
MOST_CELLS = 20_000_000
MOST_CHARACTERS = 50_000_000
_MEMORY = 2 * 1024**3

CRASHED = (
    "“{name}” is damaged, or has a cell far away from its table. "
    "Copy the table to a new sheet, save it as CSV, and import that file."
)
_TOO_LONG = "This sheet holds more than this program reads at once. Save it as CSV, and import that file."
_PROTECTED = "It is protected with a password. Open it, save a copy without the password, and import that."
_NO_ROWS = "It has no sheet with rows. Choose a file with a header row and rows below it."


@contextmanager
def reading(path: Path, sheet: str = "") -> Iterator[tuple[list[str], str, Iterator[list[str]]]]:
    """Open a sheet: (names of all sheets, the name of this one, its rows from the first on, as text).

    Args:
        path: the file, after `sheets_guard` let it through.
        sheet: its name; "" takes the first one that has rows.

    Raises:
        InputError: it cannot be read; a sentence says why.
    """
    process = _started(path, sheet)
    watch = threading.Timer(LONGEST, process.kill)
    watch.daemon = True
    watch.start()
    try:
        head = _line(process, path.name)
        watch.cancel()
        if "refused" in head:
            raise InputError(f"“{path.name}” cannot be imported. {head['refused']}")
        yield head["sheets"], head["sheet"], _rows(process, path.name)
    finally:
        watch.cancel()
        process.kill()
        if process.stdout:
            process.stdout.close()
        process.wait()


def _started(path: Path, sheet: str) -> subprocess.Popen[bytes]:
    from tia_desktop.domain.errors import StorageError

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:  # no memory, no more processes: says nothing about the file
        raise StorageError(
            "This laptop is too busy to read the spreadsheet. Try again in a moment."
        ) from error
    if process.stdin:
        with suppress(OSError):  # it ended before it read: the missing answer says so
            process.stdin.write(
                json.dumps([os.fsdecode(path.absolute()), sheet]).encode("utf-8", "surrogateescape")
            )
            process.stdin.close()
    return process


def _line(process: subprocess.Popen[bytes], name: str) -> Any:
    line = process.stdout.readline() if process.stdout else b""
    if not line.endswith(b"\n"):  # it ended in the middle of its work
        raise InputError(CRASHED.format(name=name))
    return json.loads(line)


def _rows(process: subprocess.Popen[bytes], name: str) -> Iterator[list[str]]:
    while True:
        found = _line(process, name)
        if not isinstance(found, list):
            if "refused" in found:
                raise InputError(f"“{name}” cannot be imported. {found['refused']}")
            return
        yield from found


# ---- in the process apart


def main() -> None:
    """Do what `reading` asked for, and say it line by line."""
    _limit_memory()
    path, wanted = json.loads(sys.stdin.buffer.read().decode("utf-8", "surrogateescape"))
    try:
        _read(path, wanted)
    except BaseException as error:  # noqa: BLE001 - a panic of the reader is not even an Exception
        name = type(error).__name__
        _say(
            {
                "refused": _PROTECTED
                if name == "PasswordError"
                else error.args[0]
                if name == "_Refused"
                else _DAMAGED
            }
        )


_DAMAGED = (
    "It is damaged or of a kind that is not read. Open it, save it as XLSX or CSV, and import that file."
)


class _Refused(Exception):  # noqa: N818 - carries a sentence to the other process
    pass


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _say(what: object) -> None:
    sys.stdout.buffer.write(json.dumps(what, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _read(path: str, wanted: str) -> None:
    import python_calamine

    book = python_calamine.load_workbook(path)
    names = list(book.sheet_names)
    if wanted and wanted not in names:
        known = ", ".join(f"“{name}”" for name in names[:12])
        raise _Refused(f"It has no sheet “{wanted}”. Its sheets are: {known}.")
    for name in [wanted] if wanted else names:
        try:
            sheet = book.get_sheet_by_name(name)
        except python_calamine.CalamineError:
            if wanted:
                raise
            continue  # a chart has a name among the sheets, and no rows
        if wanted or (sheet.height > 0 and sheet.width > 0):
            break
    else:
        raise _Refused(_NO_ROWS)
    if sheet.height * sheet.width == 0:
        raise _Refused(_NO_ROWS)
    if sheet.height * sheet.width > MOST_CELLS:
        raise _Refused(_TOO_LONG)
    _say({"sheets": names, "sheet": name})
    _say_rows(sheet)
    _say({"end": True})


def _say_rows(sheet: Any) -> None:
    above: list[list[str]] = [
        [] for _ in range(sheet.start[0] if sheet.start else 0)
    ]  # rows are counted from the sheet's top
    batch = list(above)
    characters = 0
    for row in sheet.to_python(skip_empty_area=True):
        cells = [cell if type(cell) is str else _text(cell) for cell in row]
        characters += sum(map(len, cells))
        if characters > MOST_CHARACTERS:
            raise _Refused(_TOO_LONG)
        batch.append(cells)
        if len(batch) >= 500:
            _say(batch)
            batch = []
    _say(batch)


def _text(value: Any) -> str:
    """Write a typed cell the way people read it; days as ISO."""
    from datetime import date, datetime, time, timedelta

    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value)


if __name__ == "__main__":
    main()
