"""Saving while typing: half a second behind at most. A throttle, not a debounce: it waits for no pause."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from tia_desktop.domain.errors import InputError, ReadOnlyError, TiaError
from tia_desktop.ui.context import Shell

INTERVAL_MS = 400


class Saver(QObject):
    """Writes one text box to the disk while it is typed in.

    `write(text)` is called at the first key, then at most every 400 ms, and on `flush`. It answers False
    when it cannot write yet because something has to be chosen first; then the text waits. When the disk
    refuses, or another program holds the file, the text stays here, the shell shows it and tries again.
    """

    def __init__(
        self, shell: Shell, read: Callable[[], str], write: Callable[[str], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shell, self._read, self._write = shell, read, write
        self.dirty = False
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def touch(self) -> None:
        """The person changed the text."""
        self.dirty = True
        if not self._timer.isActive():
            waited = self._since.elapsed() if self._since.isValid() else INTERVAL_MS
            self._timer.start(max(0, INTERVAL_MS - waited))

    def flush(self) -> bool:
        """Write now what is not written yet. False when it could not be."""
        if not self.dirty:
            return True
        self._timer.stop()
        self._since.restart()
        try:
            if self._write(self._read()) is False:
                return False
        except TiaError as error:
            if isinstance(error, InputError) and not isinstance(error, ReadOnlyError):
                # About these words, and the same in the next try. They stay in the box.
                self._shell.show_error(error)
                self.dirty = False
            else:
                self._shell.not_saved(error, self._retry)
            return False
        self.dirty = False
        self._shell.saved()
        return True

    def _retry(self) -> None:
        self.flush()
