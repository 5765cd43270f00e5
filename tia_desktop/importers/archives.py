"""Looks into ZIP archives from anywhere without unpacking them (FAULTS 24-28), and reads what is in them.

Everything is checked before the first byte is read: names, sizes, places. What a name or a size claims is
checked again while reading, because an archive may lie.
"""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.text import escape_bidi, one_line

MOST_ENTRIES = 20_000
MOST_UNPACKED = 4 * 1024**3
MOST_RATIO = 200
_SMALL = 1024 * 1024
_CHUNK = 256 * 1024
_HEADER = 30  # bytes of an entry before its name
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """A ZIP archive that passed all checks. Folders and a Mac's own notes are not among its names."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._entries = {e.filename: e for e in _checked(archive, name) if not _is_noise(e)}

    @property
    def names(self) -> tuple[str, ...]:
        """The files in it, in its own order."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """Return what a file unpacks to, in bytes, as the archive says."""
        return self._entries[name].file_size

    def read(self, name: str, most: int) -> bytes:
        """Return a file.

        Raises:
            InputError: it has more than so many bytes, or other bytes than the archive says.
        """
        entry = self._entries[name]
        if entry.file_size > most:
            raise InputError(f"“{_shown(name)}” in “{self._name}” is too large.")
        damaged = InputError(f"“{_shown(name)}” in “{self._name}” is damaged. Export the answers again.")
        found = bytearray()
        try:
            with self._archive.open(entry) as file:
                while piece := file.read(_CHUNK):
                    found += piece
                    if len(found) > entry.file_size:
                        raise damaged
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise damaged from error
        if len(found) != entry.file_size:
            raise damaged
        return bytes(found)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive.

    Raises:
        InputError: it is none, is damaged, or holds what no honest archive holds.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(f"“{path.name}” is no file. Choose a ZIP archive.")
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise InputError(f"“{path.name}” is damaged, or no ZIP archive. Export the answers again.") from error
    except OSError as error:
        raise InputError(f"“{path.name}” cannot be read: {error.strerror}.") from error
    with archive:
        yield Archive(archive, path.name)


def _checked(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_UNPACKED:
        raise InputError(f"“{name}” unpacks to more than this program reads. Export fewer answers at once.")
    seen = set[str]()
    for entry in entries:
        why = _wrong(entry)
        key = unicodedata.normalize("NFC", entry.filename).casefold().rstrip("/")
        if not why and key in seen:
            why = "is there twice"
        if why:
            raise InputError(f"“{_shown(entry.filename)}” in “{name}” {why}. The archive was not read.")
        seen.add(key)
    _refuse_overlaps(archive, entries, name)
    return entries


def _wrong(entry: zipfile.ZipInfo) -> str:
    """Say what no honest entry has, or ""."""
    original = getattr(entry, "orig_filename", entry.filename)
    parts = entry.filename.rstrip("/").split("/")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if entry.flag_bits & 1:
        return "is protected with a password"
    if "\\" in original or "\0" in original or ":" in entry.filename or ".." in parts or "" in parts:
        return "has a name that leads out of its folder"
    if any(_DEVICES.fullmatch(part.strip()) for part in parts):
        return "has a name that Windows keeps for a device"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is no ordinary file"
    if entry.compress_type not in _READABLE:
        return "is packed in a way that is not read here"
    if entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        return "unpacks to far more than it should"
    return ""


def _refuse_overlaps(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """Two entries that share their bytes: a small archive could unpack without end."""
    ends = archive.start_dir
    for entry in sorted(entries, key=lambda e: e.header_offset, reverse=True):
        if entry.header_offset + _HEADER + entry.compress_size > ends:
            raise InputError(
                f"“{_shown(entry.filename)}” in “{name}” overlaps another file. It was not read."
            )
        ends = entry.header_offset


def _is_noise(entry: zipfile.ZipInfo) -> bool:
    parts = entry.filename.split("/")
    return entry.is_dir() or parts[0] == "__MACOSX" or parts[-1] in (".DS_Store", "Thumbs.db")


def _shown(name: str) -> str:
    return escape_bidi(one_line(name, 80))
