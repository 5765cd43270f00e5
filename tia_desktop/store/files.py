"""Making and opening inspection files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tia_desktop.domain.errors import DamagedFileError, InputError, TiaError
from tia_desktop.paths import backups_dir, locks_dir
from tia_desktop.store.backup import newest_good
from tia_desktop.store.clock import HybridClock
from tia_desktop.store.engine import Connection, EngineError, connect, database, explain
from tia_desktop.store.guard import APPLICATION_ID, check_header, check_schema
from tia_desktop.store.inspection_file import InspectionFile, get_meta
from tia_desktop.store.lock import WriterLock
from tia_desktop.store.migrations import LATEST, migrate

LOST_WAL = (
    "The last time, this inspection was not closed properly, and the file beside it that held the newest work "
    "(its name ends in -wal) is gone. Some of the newest work may be missing: compare with your newest backup."
)
SEALED = "The program stopped while you were typing last time. What you had typed is here."


def create(path: Path, *, device: str, key: bytes | None = None, clock: HybridClock | None = None) -> InspectionFile:
    """Make a new, empty inspection file and return it open for writing.

    Raises:
        InputError: something is there already, or the folder cannot be used.
        StorageError: the disk is full or reports an error.
    """
    if path.exists():
        raise InputError(f"“{path.name}” exists already. Choose another name, so that nothing is overwritten.")
    if not path.parent.is_dir():
        raise InputError(f"There is no folder “{path.parent}”. Make it first, or choose another folder.")
    lock = WriterLock(path, locks_dir())
    try:
        conn = connect(path, key=key, mode="rwc")
        try:
            conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(database(conn))
            conn.execute(f"PRAGMA user_version = {LATEST}")
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except EngineError as error:
            conn.close()
            raise explain(error) from error
    except TiaError:
        lock.release()
        for leftover in (path, *_side_files(path)):
            leftover.unlink(missing_ok=True)
        raise
    return InspectionFile(path, conn, device=device, clock=clock or HybridClock(), lock=lock)


def open_file(
    path: Path,
    *,
    device: str,
    key: bytes | None = None,
    read_only: bool = False,
    clock: HybridClock | None = None,
    backup_folders: Callable[[], list[Path]] | None = None,
) -> InspectionFile:
    """Open an inspection file.

    Args:
        path: the file.
        device: this laptop's chain.
        key: raw key of a protected file.
        read_only: only look; works while somebody else writes.
        clock: for tests.
        backup_folders: where backups may be, asked only when the file is damaged.

    Raises:
        NotAnInspectionError, NewerFileError, LockedFileError, WrongKeyError, DamagedFileError.
    """
    try:
        return _open(path, device, key, read_only, clock or HybridClock())
    except DamagedFileError as error:
        folders = [backups_dir() / path.stem, path.parent, *(backup_folders() if backup_folders else [])]
        good = newest_good(folders, path.stem)
        if good is None:
            raise
        raise DamagedFileError(f"{error.sentence} The newest good backup is “{good}”.", str(good)) from error


def _open(path: Path, device: str, key: bytes | None, read_only: bool, clock: HybridClock) -> InspectionFile:
    wal = _side_files(path)[0]
    had_wal = wal.exists()
    if key is None:
        check_header(path)
    elif not path.is_file():
        raise InputError(f"There is no file “{path.name}” here. Check the name and the folder.")
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    reason = ""
    if not writable:
        what = "file" if not os.access(path, os.W_OK) else "folder"
        reason = f"You can look at this inspection but not change it: its {what} does not allow writing."
    elif read_only:
        reason = "This inspection was opened only for looking."
    lock = None if reason else WriterLock(path, locks_dir())
    try:
        _look(path, key, immutable=not had_wal or not writable)
        conn = connect(path, key=key, mode="ro" if reason else "rw", immutable=not writable)
        try:
            return _opened(path, conn, device, clock, lock, reason, had_wal)
        except EngineError as error:
            conn.close()
            raise explain(error, keyed=key is not None) from error
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _look(path: Path, key: bytes | None, *, immutable: bool) -> None:
    """Compare the schema with ours over a connection that cannot change the file."""
    conn = connect(path, key=key, mode="ro", immutable=immutable)
    try:
        check_schema(conn, path.name)
    except EngineError as error:
        raise explain(error, keyed=key is not None) from error
    finally:
        conn.close()


def _opened(
    path: Path,
    conn: Connection,
    device: str,
    clock: HybridClock,
    lock: WriterLock | None,
    reason: str,
    had_wal: bool,
) -> InspectionFile:
    notices = [reason] if reason and "only for looking" not in reason else []
    if get_meta(conn, "session") == "open" and not had_wal:
        notices.append(LOST_WAL)
    typing = conn.execute("SELECT 1 FROM draft LIMIT 1").fetchone() is not None
    if typing and not reason:
        notices.append(SEALED)
    file = InspectionFile(
        path, conn, device=device, clock=clock, lock=lock, read_only_reason=reason, notices=notices
    )
    file.seal()
    return file


def _side_files(path: Path) -> tuple[Path, Path]:
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")

