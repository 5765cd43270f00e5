"""Files of an older version are brought up to date when they are opened for writing.

The new form is tried on a copy first, and the old one is kept beside the automatic backups: whatever goes
wrong, the inspection is there as it was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tia_desktop.domain.errors import DamagedFileError, NotAnInspectionError, StorageError
from tia_desktop.paths import upgrades_dir
from tia_desktop.store.backup import automatic_folder, keep_copy, write_copy
from tia_desktop.store.engine import Connection, EngineError, connect, database, explain
from tia_desktop.store.migrations import migrate

DONE = (
    "This inspection was made by an older version of the program. It is up to date now, and a copy of how it "
    "was is in “{folder}”."
)
OLDER = (
    "“{name}” was made by an older version of the program. Open it once where it can be changed, so that it "
    "is brought up to date; then you can look at it here."
)


class NoRoomForUpgradeError(StorageError):
    """The copies that an upgrade needs could not be written. The file is as it was."""


def must_be_current(name: str) -> NotAnInspectionError:
    """The refusal to look at an older file: what is in it is not where this version looks."""
    return NotAnInspectionError(OLDER.format(name=name))


def bring_up_to_date(conn: Connection, path: Path, key: bytes | None) -> str:
    """Bring the older file behind `conn` to the latest version; return what the person must know.

    Raises:
        DamagedFileError: a copy of it did not come out whole. The file is as it was.
        NoRoomForUpgradeError: there is no room for the copies. The file is as it was.
    """
    folder = automatic_folder(path)
    try:
        with _upgraded(conn, path, key) as copy:
            if not _is_whole(copy):
                raise DamagedFileError(
                    f"“{path.name}” was made by an older version and could not be brought up to date: "
                    "something in it is damaged. It was not changed. Open the newest backup."
                )
        keep_copy(conn, path, folder, key)
        _migrate(conn)
    except StorageError as error:
        raise NoRoomForUpgradeError(
            f"“{path.name}” was made by an older version, and there is no room to bring it up to date. "
            "It was not changed. Free some space, then open it again."
        ) from error
    return DONE.format(folder=folder)


def clear_leftovers(path: Path) -> None:
    """Delete what an upgrade of this inspection left behind when the program was killed in the middle."""
    trial = _trial_folder(path)
    if trial.exists():
        shutil.rmtree(trial, ignore_errors=True)


def _trial_folder(path: Path) -> Path:
    return upgrades_dir() / automatic_folder(path).name


def is_good_once_upgraded(path: Path, key: bytes | None) -> bool:
    """Whether an older file comes out whole when it is brought up to date. The file is only read."""
    conn = connect(path, key=key, mode="ro", immutable=True)
    try:
        with _upgraded(conn, path, key) as copy:
            return _is_whole(copy)
    finally:
        conn.close()


@contextmanager
def _upgraded(conn: Connection, path: Path, key: bytes | None) -> Iterator[Connection]:
    """A private copy in the latest form, where nobody else reads; gone when the block ends."""
    clear_leftovers(path)
    folder = _trial_folder(path)
    try:
        folder.mkdir(parents=True, mode=0o700)
        part = folder / "copy.tia"
        write_copy(conn, part)
        copy = connect(part, key=key)
        try:
            _migrate(copy)
            yield copy
        finally:
            copy.close()
    except OSError as error:
        raise StorageError(f"A copy could not be written: {os.strerror(error.errno or 0)}.") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _migrate(conn: Connection) -> None:
    try:
        migrate(database(conn))
    except EngineError as error:
        raise explain(error) from error


def _is_whole(conn: Connection) -> bool:
    from tia_desktop.store.verify import verify

    return not verify(conn)
