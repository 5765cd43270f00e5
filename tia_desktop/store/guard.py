"""Is this file one of ours, whole, and safe to open? Asked before anything in it is used.

The first look reads bytes only and never touches the file; the second compares every object in it with
what our migrations make, so that a planted trigger or view is never run (fault 37).
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from tia_desktop.domain.errors import DamagedFileError, NewerFileError, NotAnInspectionError, WrongKeyError
from tia_desktop.store.engine import Connection
from tia_desktop.store.migrations import LATEST

APPLICATION_ID = 0x54494131  # "TIA1"
_MAGIC = b"SQLite format 3\0"
_HEADER = 100

FINGERPRINTS = {
    1: "1878894d49301e94c9d75ccff1a6f2e7cd05f89ec8d79d04bdca5b71f19e38b8",
    2: "58c0a4c97829861893fde504d9c2cbc1bfef456852ca7264b777cc27d4743ecd",
    3: "2402936c90d7e7675f89798348ceee71df80b373f012f4309164be955ca1875b",
    4: "4ee0a79b21df5846c96c305b241bf878e3d4f2f3e411a73aaaeab03f4a7bd792",
    5: "a2ba7bc3ac35393592cce46d21aeabbd43a2f0179d3e4bc444646d96638eb9f0",
    6: "f3de89d848efac9388d526081b31721355f357aeb18d60fe87f257e1fc714b21",
    7: "b8a5868e7bd68612a801f0c18e178e16217c4962b1dad97e32287428cf09204f",
    8: "016e53aad727820e215ff9992206455370709ab66bd00028e370911c861ce1d4",
    9: "7bf14ef8281cdff9e38cf0dc34a2968a4b2602447ab9c0444a0d7fca0b43cd71",
}
"""Hash of everything a file of each version holds in its schema. A test makes them anew and compares."""


def check_header(path: Path) -> int:
    """Look at a plain file's first bytes and its size; return its schema version.

    Raises:
        NotAnInspectionError: a folder, a PDF, somebody else's database (fault 17).
        DamagedFileError: empty or cut short (fault 13).
        NewerFileError: written by a newer version (fault 18).
        WrongKeyError: it looks protected, and this look is for plain files.
    """
    name = path.name
    head = _first_bytes(path)
    size = path.stat().st_size
    if size == 0:
        raise DamagedFileError(f"“{name}” is empty: what was in it is lost. Open the newest backup.")
    if head[:16] != _MAGIC[: len(head)]:
        if _looks_encrypted(path, size):
            raise WrongKeyError(f"“{name}” is protected. Give its key to open it.")
        raise NotAnInspectionError(
            f"“{name}” is not an inspection file, whatever its name says. Choose another file."
        )
    if len(head) < _HEADER:
        raise DamagedFileError(
            f"“{name}” was cut short and is damaged. Open the newest backup; keep this file."
        )
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(head[28:32], "big")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotAnInspectionError(f"“{name}” is a database of another program, not an inspection file.")
    wal = path.with_name(name + "-wal")
    # A crash in the middle of a checkpoint leaves a short main file and a whole `-wal`: that one opens.
    if size < page * pages and not (wal.exists() and wal.stat().st_size):
        raise DamagedFileError(
            f"“{name}” was cut short and is damaged. Open the newest backup; keep this file."
        )
    return _check_version(name, int.from_bytes(head[60:64], "big"))


def _first_bytes(path: Path) -> bytes:
    name = path.name
    if os.path.isdir(path):
        raise NotAnInspectionError(
            f"“{name}” is a folder, not an inspection file. Choose a file that ends in .tia."
        )
    if not os.path.exists(path):  # unlike `Path.exists`, also for a name that is too long
        raise NotAnInspectionError(f"There is no file “{name}” here. Check the name and the folder.")
    if not os.path.isfile(path):
        raise NotAnInspectionError(f"“{name}” is not an ordinary file. Choose a file that ends in .tia.")
    try:
        with path.open("rb") as file:
            return file.read(_HEADER)
    except OSError as error:
        raise NotAnInspectionError(
            f"“{name}” cannot be read: {error.strerror}. Check who may open it."
        ) from error


def _looks_encrypted(path: Path, size: int) -> bool:
    """Whether a file is whole pages of noise, as a protected inspection is from its first byte."""
    if size % 4096:
        return False
    with path.open("rb") as file:
        return len(set(file.read(4096))) > 250


def _check_version(name: str, version: int) -> int:
    if version > LATEST:
        raise NewerFileError(
            f"“{name}” was made by a newer version of this program. "
            "Update the program; the file was not changed."
        )
    return version


def fingerprint(conn: Connection) -> str:
    """Return the hash of every object in a database, statistics tables left out."""
    rows = conn.execute(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master "
        "WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
    ).fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def check_schema(conn: Connection, name: str) -> int:
    """Compare a database's schema with ours; return its version.

    Raises:
        NotAnInspectionError: not ours, or it carries objects we never put in.
        NewerFileError: written by a newer version.
    """
    if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotAnInspectionError(f"“{name}” is a database of another program, not an inspection file.")
    version = _check_version(name, conn.execute("PRAGMA user_version").fetchone()[0])
    if fingerprint(conn) != FINGERPRINTS.get(version):
        raise NotAnInspectionError(
            f"“{name}” holds parts that this program never puts in a file. "
            "Somebody changed it with another tool. "
            "It was not opened and not changed. Ask for a fresh copy."
        )
    return version
