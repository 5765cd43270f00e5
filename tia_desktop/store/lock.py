"""One writer for each inspection on this laptop.

The lock is the operating system's own, on a file in the user's folder: a killed program leaves no
stale lock behind (fault 12), and nothing lies about beside the inspection. Ours and not a library's:
the well-kept one imports asyncio, a third of the whole start-up budget.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from tia_desktop.domain.errors import LockedFileError, StorageError


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class WriterLock:
    """Held while an inspection is open for writing."""

    def __init__(self, path: Path, folder: Path) -> None:
        """Take the lock for `path`, at once.

        Raises:
            LockedFileError: another window or program has it.
            StorageError: the user's folder cannot be written to.
        """
        self._handle = -1
        name = hashlib.sha256(os.fsencode(os.path.normcase(path.resolve()))).hexdigest()[:32]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StorageError(
                f"The program cannot write in its own folder “{folder}” ({error.strerror}). "
                "Free some space or ask "
                "who looks after this laptop."
            ) from error
        if not _try_lock(self._handle):
            self.release()
            raise LockedFileError(
                f"“{path.name}” is already open in another window on this laptop. "
                "Use that window, or close it first."
            )

    def release(self) -> None:
        """Let go. Calling it twice does nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
