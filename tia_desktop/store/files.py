"""Making and opening inspection files."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tia_desktop.domain.errors import (
    DamagedFileError,
    InputError,
    LockedFileError,
    ReadOnlyError,
    StorageError,
)
from tia_desktop.paths import locks_dir
from tia_desktop.services.ports import SEALED
from tia_desktop.store.backup import forget, newest_good
from tia_desktop.store.clock import HybridClock
from tia_desktop.store.engine import Connection, EngineError, connect, database, explain, reading
from tia_desktop.store.guard import APPLICATION_ID, check_header, check_schema
from tia_desktop.store.inspection_file import InspectionFile, get_meta
from tia_desktop.store.lock import WriterLock
from tia_desktop.store.migrations import LATEST, migrate
from tia_desktop.store.upgrade import (
    NoRoomForUpgradeError,
    bring_up_to_date,
    clear_leftovers,
    must_be_current,
)
from tia_desktop.store.wal import DAMAGED_WAL, LOST_WAL, UNREAD_WAL, holds_work, last_commit

FULL = (
    "You can look at this inspection but not change it now: the disk is full or reports an error. "
    "Free some space, then open it again."
)


def create(
    path: Path, *, device: str, key: bytes | None = None, clock: HybridClock | None = None
) -> InspectionFile:
    """Make a new, empty inspection file and return it open for writing.

    It is made under another name and renamed when it is whole, so a program that is stopped in the
    middle leaves no half file that looks like an inspection.

    Raises:
        InputError: something is there already, or the folder cannot be used.
        StorageError: the disk is full or reports an error.
    """
    if not os.path.isdir(path.parent):
        raise InputError(f"There is no folder “{path.parent}”. Make it first, or choose another folder.")
    lock = WriterLock(path, locks_dir())
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        if os.path.lexists(path):
            raise InputError(
                f"“{path.name}” exists already. Choose another name, so that nothing is overwritten."
            )
        _make(part, key)
        os.replace(part, path)
        forget(path)
        conn = connect(path, key=key)
        return InspectionFile(path, conn, device=device, clock=clock or HybridClock(), lock=lock, key=key)
    except OSError as error:
        lock.release()
        raise StorageError(
            f"“{path.name}” could not be made: {error.strerror}. Choose another name or another folder."
        ) from error
    except BaseException:
        lock.release()
        raise
    finally:
        for leftover in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _make(part: Path, key: bytes | None) -> None:
    conn = connect(part, key=key, mode="rwc")
    try:
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(database(conn))
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except EngineError as error:
        raise explain(error) from error
    finally:
        conn.close()


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
        NotAnInspectionError, NewerFileError, LockedFileError, WrongKeyError, DamagedFileError: with a
            sentence for a person; the file is as it was.
    """
    try:
        return _open(path, device, key, read_only, clock or HybridClock())
    except DamagedFileError as error:
        folders = [path.parent, *(backup_folders() if backup_folders else [])]
        good = newest_good(path, folders, key=key)
        if good is None:
            raise
        raise DamagedFileError(f"{error.sentence} The newest good backup is “{good}”.", str(good)) from error


def _open(path: Path, device: str, key: bytes | None, read_only: bool, clock: HybridClock) -> InspectionFile:
    had_wal = holds_work(path)
    if key is None:
        check_header(path)
    elif not os.path.isfile(path):  # a name that is too long is no file either
        raise InputError(f"There is no file “{path.name}” here. Check the name and the folder.")
    reason = _why_not_writable(path)
    if reason or read_only:
        return _open_to_look(path, device, key, clock, reason, had_wal)
    try:
        return _open_to_write(path, device, key, clock, had_wal)
    except NoRoomForUpgradeError:
        raise
    except StorageError:  # what is in the file can still be read
        return _open_to_look(path, device, key, clock, FULL, had_wal)


def _open_to_write(
    path: Path, device: str, key: bytes | None, clock: HybridClock, had_wal: bool
) -> InspectionFile:
    lock = WriterLock(path, locks_dir())
    conn = None
    try:
        clear_leftovers(path)
        # A journal is of a change that was cut off; the engine must take that back before anything is read.
        if not path.with_name(path.name + "-journal").exists():
            _look(path, key, immutable=not had_wal)
        newest = last_commit(path) if had_wal else 0
        conn = connect(path, key=key)
        with reading():
            version = check_schema(conn, path.name)
            notices = _what_happened(conn, had_wal, newest)
        if version < LATEST:
            notices.append(bring_up_to_date(conn, path, key))
        file = InspectionFile(path, conn, device=device, clock=clock, lock=lock, notices=notices, key=key)
        with suppress(StorageError, LockedFileError):  # what was typed stays in the file until it works
            file.seal()
        return file
    except BaseException as error:
        if conn is not None:
            conn.close()
        lock.release()
        if isinstance(error, OSError):
            raise StorageError(f"“{path.name}” cannot be read: {error.strerror}.") from error
        raise


def _why_not_writable(path: Path) -> str:
    for what, place in (("file", path), ("folder", path.parent)):
        if not os.access(place, os.W_OK):
            return f"You can look at this inspection but not change it: its {what} does not allow writing."
    return ""


def _look(path: Path, key: bytes | None, *, immutable: bool) -> None:
    """Compare the schema with ours over a connection that cannot change the file."""
    conn = connect(path, key=key, mode="ro", immutable=immutable)
    try:
        with reading():
            check_schema(conn, path.name)
    finally:
        conn.close()


def _open_to_look(
    path: Path, device: str, key: bytes | None, clock: HybridClock, reason: str, had_wal: bool
) -> InspectionFile:
    """Open without writing; `reason` is why it cannot be written, "" when nobody wanted to."""
    notices = [reason] if reason else []
    conn = None
    try:
        if had_wal:
            conn = connect(path, key=key, mode="ro")
        elif not reason:
            _look(path, key, immutable=True)
            conn = connect(path, key=key, mode="look")
    except (ReadOnlyError, InputError, StorageError):
        # The engine cannot make the file beside it that it needs to share with writers. Without one, nothing
        # but the main file can be read.
        if had_wal:
            notices.append(UNREAD_WAL)
    if conn is None:
        conn = connect(path, key=key, mode="ro", immutable=True)
    try:
        with reading():
            if check_schema(conn, path.name) < LATEST:
                raise must_be_current(path.name)
            # A writer that has begun since the first look is no lost work.
            if get_meta(conn, "session") == "open" and not had_wal and not holds_work(path):
                notices.append(LOST_WAL)
        reason = reason or "This inspection was opened only for looking."
        return InspectionFile(
            path, conn, device=device, clock=clock, read_only_reason=reason, notices=notices, key=key
        )
    except BaseException:
        conn.close()
        raise


def _what_happened(conn: Connection, had_wal: bool, newest: int) -> list[str]:
    """Return what a person must know about how the last session ended.

    Args:
        conn: open for writing.
        had_wal: whether there was a `-wal` with anything in it.
        newest: its last frame that says it ends a transaction.
    """
    notices = []
    if not had_wal and get_meta(conn, "session") == "open":
        notices.append(LOST_WAL)
    _, taken, _ = conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    if newest > taken:
        notices.append(DAMAGED_WAL)
    if conn.execute("SELECT 1 FROM draft LIMIT 1").fetchone() is not None:
        notices.append(SEALED)
    return notices
