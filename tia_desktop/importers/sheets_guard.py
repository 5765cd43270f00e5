"""Looks at a spreadsheet file before any reader unpacks it (FAULTS 50): how large, how many parts, what kind.

XLSX, XLSM, XLSB and ODS are ZIP archives of XML. Sizes in an archive are only claims, so the process that
unpacks (`sheets_apart`) has a limit of memory as well.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from tia_desktop.domain.errors import InputError

MOST_PARTS = 5_000
MOST_UNPACKED = 1024**3
MOST_RATIO = 400
"""How many times a large part may grow. Rows that repeat pack very well: real sheets reach 100."""
_SMALL = 4 * 1024 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OLD_SHEET = b"\x09\x04\x06\x00"  # Excel 4 and before, without a container
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
_HEAD = 4096

NO_SHEET = (
    "“{name}” is no spreadsheet that can be read. Open it, save it as XLSX or CSV, and import that file."
)
_PROTECTED = (
    "“{name}” is protected with a password. Open it, save a copy without the password, and import that."
)
_TOO_LARGE = "“{name}” unpacks to more than this program reads. Save the sheet as CSV, and import that file."


def is_spreadsheet(path: Path) -> bool:
    """Whether a file begins like a spreadsheet of any kind.

    Raises:
        InputError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(4).startswith((_ZIP, _OLE, _OLD_SHEET))
    except FileNotFoundError:
        raise InputError(f"There is no file “{path.name}” here. Check the name and the folder.") from None
    except IsADirectoryError:
        raise InputError(f"“{path.name}” is a folder. Choose a CSV file or a spreadsheet.") from None
    except OSError as error:
        raise InputError(f"“{path.name}” cannot be read: {error.strerror}.") from error


def refuse_hostile(path: Path) -> None:
    """Refuse an archive that would unpack into too much, is protected, or declares entities.

    Raises:
        InputError: a sentence that says why.
    """
    with path.open("rb") as file:
        if file.read(4) != _ZIP:
            return
    try:
        with zipfile.ZipFile(path) as archive:
            _look_at(archive, path.name)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        ValueError,
        EOFError,
        OSError,
    ) as error:
        raise InputError(NO_SHEET.format(name=path.name)) from error


def _look_at(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise InputError(_TOO_LARGE.format(name=name))
    for part in parts:
        if part.flag_bits & 1:
            raise InputError(_PROTECTED.format(name=name))
        if part.file_size > _SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise InputError(_TOO_LARGE.format(name=name))
    if not any(_is_book(part.filename) for part in parts):
        raise InputError(NO_SHEET.format(name=name))
    for part in parts:
        if part.filename.casefold().endswith((".xml", ".rels")) and _declares(archive, part):
            raise InputError(
                f"“{name}” declares entities, as no spreadsheet program does. It was not opened any further."
            )


def _is_book(name: str) -> bool:
    return name.casefold().lstrip("/") in ("content.xml", "xl/workbook.xml", "xl/workbook.bin") or (
        name.casefold().endswith(("workbook.xml", "workbook.bin"))
    )


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether the head of a part holds a document type; UTF-16 is looked at too."""
    try:
        with archive.open(part) as file:
            head = file.read(_HEAD).replace(b"\0", b"")
    except Exception:  # noqa: BLE001 - a damaged part is the reader's to refuse
        return False
    return any(word in head for word in _DECLARED)
