"""Our own mistakes, caught everywhere: the window lives on, the words are kept, one notice is shown.

`install(...)` covers exceptions in slots, events, paint, item models and threads (`sys.excepthook`,
`threading.excepthook`, `sys.unraisablehook`), Qt's own messages, hangs, crashes and SIGTERM. What is
logged is the kind of error with file and line, never the message: that may hold personal data.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
import socket
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from tia_desktop.ui.i18n import tr

log = logging.getLogger("tia_desktop.ui")
qt_log = logging.getLogger("tia_desktop.qt")

NOTICE = "Something went wrong. Your work is saved."
HANG_SECONDS = 5.0
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_HARMLESS = ("This plugin does not support",)


def places(error: BaseException, trace: TracebackType | None) -> str:
    """The kind of error and where it was: file names and lines only, newest call last."""
    frames = traceback.extract_tb(trace)[-8:]
    where = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} at {where or 'unknown place'}"


class ErrorGuard(QObject):
    """The one handler of what we did wrong. Make it with `install`.

    Args:
        flush: saves the text that is not on disk yet; called before the notice.
        notify: shows one sentence that stays until closed; called in the GUI thread, once until
            `notice_closed` is called, however many errors come.
    """

    _arrived = Signal()

    def __init__(self, flush: Callable[[], object], notify: Callable[[str], object]) -> None:
        super().__init__()
        self._flush, self._notify = flush, notify
        self._showing = self._handling = False
        self._seen: Counter[str] = Counter()
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def handle(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Log the place and, back in the event loop, keep the words and show the notice."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        place = places(error or kind(), trace)
        self._seen[place] += 1
        if self._seen[place] <= 3:  # a fault in painting repeats for ever; three lines tell enough
            log.error("%s", place)
        self._arrived.emit()  # queued: also safe from other threads and from inside a paint event

    def notice_closed(self) -> None:
        """The person has read the notice; the next error may show it again."""
        self._showing = False

    def _on_arrived(self) -> None:
        if self._handling:  # flushing or showing failed in its turn: logged is enough
            return
        self._handling = True
        try:
            saved = self._try(self._flush)
            if not self._showing:
                self._showing = True
                words = NOTICE if saved else "Something went wrong. Your last words may not be saved yet."
                self._try(lambda: self._notify(tr(words)))
        finally:
            self._handling = False

    @staticmethod
    def _try(step: Callable[[], object]) -> bool:
        try:
            return step() is not False
        except Exception as error:  # noqa: BLE001 - the last line of defence may not raise
            log.error("%s", places(error, error.__traceback__))
            return False


def _qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's messages into logging."""
    if message.startswith(_HARMLESS):
        return
    qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)


def install(
    flush: Callable[[], object], notify: Callable[[str], object], crash_log: TextIO | None = None
) -> ErrorGuard:
    """Catch everything from here on. Keep the guard alive as long as the window.

    Args:
        flush: see `ErrorGuard`.
        notify: see `ErrorGuard`.
        crash_log: open text file for the stack of a segmentation fault or a hang (default: stderr).
    """
    guard = ErrorGuard(flush, notify)
    sys.excepthook = guard.handle
    sys.unraisablehook = lambda about: guard.handle(about.exc_type, about.exc_value, about.exc_traceback)
    threading.excepthook = lambda about: guard.handle(about.exc_type, about.exc_value, about.exc_traceback)
    qInstallMessageHandler(_qt_message)
    stream = crash_log or sys.__stderr__
    if stream is not None:
        faulthandler.enable(stream, all_threads=True)
    return guard


def uninstall() -> None:
    """Undo `install` (tests)."""
    sys.excepthook = sys.__excepthook__
    sys.unraisablehook = sys.__unraisablehook__
    threading.excepthook = threading.__excepthook__
    qInstallMessageHandler(None)


class Heartbeat(QObject):
    """Writes the stacks of all threads (files and lines only) when the window hangs for five seconds."""

    def __init__(self, crash_log: TextIO, parent: QObject, seconds: float = HANG_SECONDS) -> None:
        super().__init__(parent)
        self._log, self._seconds = crash_log, seconds
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(max(10, int(seconds * 1000 / 5)))
        self._beat()

    def _beat(self) -> None:
        faulthandler.dump_traceback_later(self._seconds, file=self._log)

    def stop(self) -> None:
        """No more watching (on the way out)."""
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()


class SignalWatcher(QObject):
    """Calls `shutdown` in the GUI thread on SIGTERM, SIGINT or SIGHUP.

    A Python signal handler alone never runs while Qt waits for events: the wakeup descriptor does.
    """

    def __init__(self, shutdown: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._shutdown = shutdown
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        self._previous_fd = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._previous = {
            number: signal.signal(number, lambda *_: None)
            for name in ("SIGTERM", "SIGINT", "SIGHUP")
            if (number := getattr(signal, name, None)) is not None
        }
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def _on_signal(self) -> None:
        try:
            numbers = self._read.recv(64)
        except BlockingIOError:
            return
        if any(number in self._previous for number in numbers):
            self._shutdown()

    def stop(self) -> None:
        """Put back what was there before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._previous_fd)
        for number, handler in self._previous.items():
            signal.signal(number, handler)
        self._read.close()
        self._write.close()


def open_crash_log(path: Path) -> TextIO:
    """The file for stacks, made with its folder; readable by this person only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return os.fdopen(descriptor, "a", encoding="utf-8")
