"""Backups: made by the engine, read back, then renamed into place. A plain file copy would be stale or torn."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tia_desktop.domain.errors import DamagedFileError, InputError, StorageError, TiaError
from tia_desktop.store.engine import DISK_FULL, Connection, EngineError, connect, explain
from tia_desktop.store.guard import check_header, check_schema

KEEP_RECENT, KEEP_DAILY, KEEP_WEEKLY = 3, 7, 4
_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"^(?P<stem>.+)--(?P<stamp>\d{8}-\d{6})(-\d+)?\.tia$", re.DOTALL)


def backup(conn: Connection, source: Path, folder: Path, *, key: bytes | None = None) -> Path:
    """Write a verified copy of an open inspection into `folder` and thin out older copies.

    Raises:
        InputError: the folder cannot be used.
        StorageError: the copy could not be written; earlier backups are untouched.
        DamagedFileError: the copy does not read back as it should.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"The folder “{folder}” cannot be used: {error.strerror}. Choose another one.") from error
    target = _free_name(folder, source.stem)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        try:
            _vacuum(conn, part)
        except EngineError as error:
            raise explain(error) from error
        _read_back(part, conn, key)
        _sync(part)
        os.replace(part, target)
        _sync(folder)
    except OSError as error:
        raise StorageError(f"The backup could not be written to “{folder}”: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    thin_out(folder, source.stem)
    return target


def _vacuum(conn: Connection, part: Path) -> None:
    """Write the copy. It changes nothing in the source, so it may run over a connection that only looks."""
    query_only = conn.execute("PRAGMA query_only").fetchone()[0]
    conn.execute("PRAGMA query_only = OFF")
    try:
        conn.execute("VACUUM INTO ?", (str(part),))
    finally:
        conn.execute(f"PRAGMA query_only = {query_only}")


def _free_name(folder: Path, stem: str) -> Path:
    stamp = datetime.now().strftime(_STAMP)
    target, n = folder / f"{stem}--{stamp}.tia", 1
    while target.exists():
        n += 1
        target = folder / f"{stem}--{stamp}-{n}.tia"
    return target


def _read_back(part: Path, conn: Connection, key: bytes | None) -> None:
    copy = connect(part, key=key, mode="ro", immutable=True)
    try:
        heads = "SELECT chain, pos, hash FROM chain_head ORDER BY chain"
        whole = copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        if not whole or copy.execute(heads).fetchall() != conn.execute(heads).fetchall():
            raise DamagedFileError("The backup did not read back as it should, so it was not kept. Try another folder.")
    except EngineError as error:
        raise explain(error) from error
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
    """Return the backups of an inspection in `folder`, newest first."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        match = _NAME.match(path.name)
        if match and match["stem"] == stem and path.is_file():
            found.append((match["stamp"], path.name, path))
    return [path for _, _, path in sorted(found, reverse=True)]


def thin_out(folder: Path, stem: str) -> None:
    """Keep the 3 newest backups, one for each of the last 7 days and one for each of the last 4 weeks."""
    paths = backups_of(folder, stem)
    keep = set(paths[:KEEP_RECENT])
    for formats, limit in (("%Y-%m-%d", KEEP_DAILY), ("%G-%V", KEEP_WEEKLY)):
        newest: dict[str, Path] = {}
        for path in paths:
            newest.setdefault(_taken(path).strftime(formats), path)
        keep.update(list(newest.values())[:limit])
    for path in paths:
        if path not in keep:
            path.unlink(missing_ok=True)


def _taken(path: Path) -> datetime:
    match = _NAME.match(path.name)
    assert match is not None
    return datetime.strptime(match["stamp"], _STAMP)


def newest_good(folders: Iterable[Path], stem: str) -> Path | None:
    """Return the newest backup that opens and is whole, looking through `folders`."""
    paths = [p for folder in folders for p in backups_of(folder, stem)]
    for path in sorted(paths, key=lambda p: (_taken(p), p.name), reverse=True):
        try:
            check_header(path)
            conn = connect(path, mode="ro", immutable=True)
        except TiaError:
            continue
        try:
            check_schema(conn, path.name)
            if conn.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok":
                return path
        except (EngineError, TiaError):
            continue
        finally:
            conn.close()
    return None


def restore(backup_path: Path, target: Path) -> None:
    """Copy a backup to a *new* name; an existing file is never overwritten.

    Raises:
        InputError: `target` exists.
        StorageError: it could not be written.
    """
    if target.exists():
        raise InputError(f"“{target.name}” exists already. Choose another name, so that nothing is overwritten.")
    part = target.with_suffix(".part")
    try:
        shutil.copyfile(backup_path, part)
        _sync(part)
        os.replace(part, target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StorageError(DISK_FULL) from error
