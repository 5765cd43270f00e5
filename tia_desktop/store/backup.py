"""Backups: made by the engine, read back, then renamed into place.

A plain file copy would be stale or torn. Times in names are the local ones, for the people who read them.
Two inspections may have one name, and their backups may lie in one folder: an inspection is known by the
hash of the first change ever made in it, never by its file name alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tia_desktop.domain.changes import GENESIS, chain_hash
from tia_desktop.domain.errors import DamagedFileError, InputError, StorageError, TiaError
from tia_desktop.paths import backups_dir
from tia_desktop.store.engine import Connection, EngineError, connect, explain, reading
from tia_desktop.store.guard import check_header, check_schema
from tia_desktop.store.log import COLUMNS, to_change
from tia_desktop.store.migrations import LATEST

KEEP_RECENT, KEEP_DAILY, KEEP_WEEKLY = 3, 7, 4
_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"^(?P<stem>.+)--(?P<stamp>\d{8}-\d{6})(-(?P<n>\d{1,6}))?\.tia$", re.DOTALL)

_SIDECAR = "inspection.json"  # in an automatic folder: which inspection was backed up last from which path

_NOT_WHOLE = (
    "The backup did not read back as it should, so it was not kept. Your older backups are untouched. "
    "Check the inspection file, then try again or choose another folder."
)


def automatic_folder(path: Path) -> Path:
    """Return the folder of the automatic backups of the inspection at `path`; no other path has it.

    The start of the file's name is for people; all of a long name would leave no room for the rest.
    """
    place = os.path.normcase(path.resolve())
    return backups_dir() / f"{path.stem[:60]}-{hashlib.sha256(os.fsencode(place)).hexdigest()[:8]}"


def first_change(conn: Connection) -> str:
    """Return the hash by which an inspection is known; "" when it has none or it does not add up."""
    row = conn.execute(f"SELECT {COLUMNS} FROM change ORDER BY n LIMIT 1").fetchone()
    return row[14] if row and row[1] == 1 and chain_hash(to_change(row), GENESIS) == row[14] else ""


def _first_change_in(path: Path, key: bytes | None) -> str:
    """Return `first_change` of the file at `path`; "" when that much of it cannot be read."""
    try:
        conn = connect(path, key=key, mode="ro", immutable=True)
    except TiaError:
        return ""
    try:
        return first_change(conn)
    except (*EngineError, ValueError, TypeError, OverflowError):
        return ""
    finally:
        conn.close()


def remember(path: Path, first: str) -> None:
    """Note outside the file which inspection is at `path`, for the day when the file itself cannot say."""
    sidecar = automatic_folder(path) / _SIDECAR
    with suppress(OSError):  # the backup itself is made; the file can most likely still say it
        sidecar.parent.mkdir(parents=True, exist_ok=True)
        part = _part_of(sidecar)
        part.write_text(json.dumps({"path": str(path.resolve()), "first_change": first}), "utf-8")
        os.replace(part, sidecar)


def forget(path: Path) -> None:
    """Note that a new inspection begins at `path`: backups of one that was there before are not its own."""
    if (automatic_folder(path) / _SIDECAR).exists():
        remember(path, "")


def _remembered(path: Path) -> str | None:
    """Return what `remember` noted; None when nothing was."""
    try:
        return str(json.loads((automatic_folder(path) / _SIDECAR).read_bytes())["first_change"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def backup(conn: Connection, source: Path, folder: Path, *, key: bytes | None = None) -> Path:
    """Write a verified copy of an open inspection into `folder` and thin out older copies.

    The copy is read back completely, history against records. A copy of a damaged file is therefore
    never kept, and never pushes out older, good ones.

    Raises:
        InputError: the folder cannot be used.
        StorageError: the copy could not be written; earlier backups are untouched.
        DamagedFileError: the copy does not read back as it should.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The folder “{folder}” cannot be used: {error.strerror}. Choose another one."
        ) from error
    target = _free_name(folder, source.stem)
    part = _part_of(target)
    try:
        with reading():
            heads, first = _heads(conn), first_change(conn)
        write_copy(conn, part)
        _mark_closed(part, key)
        _read_back(part, conn, heads, key)
        _sync(part)
        os.replace(part, target)
        _sync(folder)
    except OSError as error:
        raise StorageError(f"The backup could not be written to “{folder}”: {error.strerror}.") from error
    finally:
        _remove(part)
    remember(source, first)
    thin_out(folder, source.stem, first, key=key)
    return target


def keep_copy(conn: Connection, source: Path, folder: Path, key: bytes | None) -> None:
    """Put a copy of a file of an older version among its backups, as it is.

    Raises:
        StorageError: the copy could not be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, source.stem)
        part = _part_of(target)
        try:
            write_copy(conn, part)
            _mark_closed(part, key)
            _sync(part)
            os.replace(part, target)
            _sync(folder)
        finally:
            _remove(part)
    except OSError as error:
        raise StorageError(f"The backup could not be written to “{folder}”: {error.strerror}.") from error
    with reading():
        remember(source, first_change(conn))


def _part_of(target: Path) -> Path:
    """A name for an unfinished copy that nobody else's file has."""
    return target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")


def _remove(part: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            part.with_name(part.name + end).unlink(missing_ok=True)


def write_copy(conn: Connection, part: Path) -> None:
    """Write a copy. It changes nothing in the source, so it may run over a connection that only looks.

    Raises:
        StorageError: the disk is full or reports an error.
    """
    query_only = conn.execute("PRAGMA query_only").fetchone()[0]
    conn.execute("PRAGMA query_only = OFF")
    try:
        conn.execute("VACUUM INTO ?", (str(part),))
    except EngineError as error:
        raise explain(error) from error
    finally:
        conn.execute(f"PRAGMA query_only = {query_only}")


def _free_name(folder: Path, stem: str) -> Path:
    stamp = datetime.now().astimezone().strftime(_STAMP)
    target, n = folder / f"{stem}--{stamp}.tia", 1
    while target.exists():
        n += 1
        target = folder / f"{stem}--{stamp}-{n}.tia"
    return target


def _heads(conn: Connection) -> list[tuple[str, int, str]]:
    heads: list[tuple[str, int, str]] = conn.execute(
        "SELECT chain, pos, hash FROM chain_head ORDER BY chain"
    ).fetchall()
    return heads


def _mark_closed(part: Path, key: bytes | None) -> None:
    """A backup is a finished file: the session that made it is not open in it, and nothing lies beside it."""
    copy = connect(part, key=key)
    try:
        copy.execute("UPDATE meta SET value = 'closed' WHERE key = 'session'")
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()
    except EngineError as error:
        raise explain(error) from error
    finally:
        copy.close()


def _read_back(part: Path, conn: Connection, heads: list[tuple[str, int, str]], key: bytes | None) -> None:
    """Compare the copy with the source, which somebody may go on writing, and verify it as a whole."""
    from tia_desktop.store.verify import verify

    copy = connect(part, key=key, mode="ro", immutable=True)
    try:
        with reading():
            reached = {chain: pos for chain, pos, _ in _heads(copy)}
            complete = all(reached.get(chain, 0) >= pos for chain, pos, _ in heads)
            find = "SELECT hash FROM change WHERE chain = ? AND pos = ?"
            same = all(
                conn.execute(find, (chain, pos)).fetchone() == (digest,)
                for chain, pos, digest in _heads(copy)
            )
        if not complete or not same or verify(copy):
            raise DamagedFileError(_NOT_WHOLE)
    finally:
        copy.close()


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def backups_of(folder: Path, stem: str) -> list[Path]:
    """Return the backups in `folder` of all inspections whose file has this name, newest first."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        match = _NAME.match(path.name)
        if match and match["stem"] == stem and _taken(path) is not None and path.is_file():
            found.append((match["stamp"], int(match["n"] or 1), path))
    return [path for _, _, path in sorted(found, reverse=True)]


def thin_out(folder: Path, stem: str, first: str, *, key: bytes | None = None) -> None:
    """Keep the 3 newest backups, one for each of the last 7 days and one for each of the last 4 weeks.

    Only copies of the inspection with this first change are touched. One that cannot be removed (on a
    stick that was pulled, say) stays: it is tried again next time.
    """
    if not first:
        return
    paths = [path for path in backups_of(folder, stem) if _first_change_in(path, key) == first]
    keep = set(paths[:KEEP_RECENT])
    for formats, limit in (("%Y-%m-%d", KEEP_DAILY), ("%G-%V", KEEP_WEEKLY)):
        newest: dict[str, Path] = {}
        for path in paths:
            taken = _taken(path)
            if taken is not None:
                newest.setdefault(taken.strftime(formats), path)
        keep.update(list(newest.values())[:limit])
    for path in paths:
        if path not in keep:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _taken(path: Path) -> datetime | None:
    match = _NAME.match(path.name)
    try:
        return datetime.strptime(match["stamp"], _STAMP).astimezone() if match else None
    except ValueError:
        return None


def _age(path: Path) -> tuple[str, str]:
    match = _NAME.match(path.name)
    return (match["stamp"] if match else "", path.name)


def newest_good(path: Path, folders: Iterable[Path], *, key: bytes | None = None) -> Path | None:
    """Return the newest backup of the damaged inspection at `path` that opens and is whole.

    Args:
        path: the damaged file.
        folders: where backups may be, beside the automatic ones. When neither the file nor a note outside
            it can say which inspection it was, they are left out: a file of the same name is no proof.
        key: raw key of a protected file.
    """
    own, first = automatic_folder(path), _first_change_in(path, key) or _remembered(path)
    if first == "":
        return None  # it was never backed up
    places = dict.fromkeys([own] if first is None else [own, *folders])
    paths = [p for folder in places for p in backups_of(folder, path.stem)]
    for found in sorted(paths, key=_age, reverse=True):
        if (first is None or _first_change_in(found, key) == first) and _is_good(found, key):
            return found
    return None


def _is_good(path: Path, key: bytes | None) -> bool:
    from tia_desktop.store.verify import verify

    try:
        if key is None:
            check_header(path)
        conn = connect(path, key=key, mode="ro", immutable=True)
    except TiaError:
        return False
    try:
        if check_schema(conn, path.name) < LATEST:
            from tia_desktop.store.upgrade import is_good_once_upgraded

            return is_good_once_upgraded(path, key)
        return not verify(conn)
    except (*EngineError, TiaError):
        return False
    finally:
        conn.close()


def restore(backup_path: Path, target: Path) -> None:
    """Copy a backup to a *new* name; an existing file is never overwritten.

    Raises:
        InputError: `target` exists.
        StorageError: it could not be written, or the backup could not be read.
    """
    part = _part_of(target)
    try:
        claimed = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        raise InputError(
            f"“{target.name}” exists already. Choose another name, so that nothing is overwritten."
        ) from error
    except OSError as error:
        raise StorageError(f"“{target.name}” could not be written: {error.strerror}.") from error
    os.close(claimed)
    try:
        shutil.copyfile(backup_path, part)
        _sync(part)
        os.replace(part, target)
        _sync(target.parent)
    except OSError as error:
        _remove(part)
        if target.stat().st_size == 0:
            target.unlink()
        raise StorageError(f"The backup could not be copied to “{target.name}”: {error.strerror}.") from error
