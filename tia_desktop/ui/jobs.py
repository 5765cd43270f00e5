"""Long work beside the window: a worker thread, a progress strip, and Cancel."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.errors import TiaError
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.widgets import Button, Card, ProgressStrip, Responsive

Work = Callable[[Callable[[int, int], None]], Any]


class _CancelledError(Exception):
    """Raised in the worker, out of its progress call."""


class Job(QObject):
    """One piece of work in a thread of its own. Signals arrive in the GUI thread."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._cancel = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tia-job", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._cancel.set()

    def wait(self, seconds: float) -> None:
        """Wait for the thread (on the way out)."""
        self._thread.join(seconds)

    def _progress(self, done: int, total: int) -> None:
        if self._cancel.is_set():
            raise _CancelledError
        self.progressed.emit(done, total)

    def _run(self) -> None:
        try:
            result = self._work(self._progress)
        except _CancelledError:
            pass
        except TiaError as error:
            self.failed.emit(error)
        except Exception:  # noqa: BLE001 - our own mistake: the one handler shows it, the strip still goes
            threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), self._thread)))
        else:
            self.succeeded.emit(result)
        finally:
            self.ended.emit()


class JobStrips(QWidget):
    """The strips of running jobs, below the page."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(12, 0, 12, 8)
        self._jobs: dict[Job, Card] = {}
        self._is_held = False
        self.hide()

    def run(
        self,
        title: str,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[TiaError], None],
        ended: Callable[[], object] | None = None,
    ) -> None:
        """Run `work(progress)`; then `done` or `failed` in the window's thread, neither when cancelled.

        `ended` is called last, whatever happened.
        """
        job = Job(work, self)
        strip = ProgressStrip(title, 0, 0)
        card = Card(pad=10)
        parts = Responsive(420, 10, (1, 0))
        parts.add(strip)
        parts.add(Button(tr("Cancel"), job.cancel, name=f"{tr('Cancel')}: {title}"))
        card.add(parts)
        queued = Qt.ConnectionType.QueuedConnection
        job.progressed.connect(lambda n, of: strip.set_progress(title, n, of), queued)
        job.succeeded.connect(done, queued)
        job.failed.connect(failed, queued)
        job.ended.connect(lambda: self._end(job, ended), queued)
        self._jobs[job] = card
        self._box.addWidget(card)
        self.setVisible(not self._is_held)
        job.start()

    def hold(self, held: bool) -> None:
        """Show nothing for now; the work goes on."""
        self._is_held = held
        self.setVisible(bool(self._jobs) and not held)

    def busy(self) -> bool:
        """Whether a job is running."""
        return bool(self._jobs)

    def stop_all(self, seconds: float = 1.0) -> None:
        """Cancel everything and wait a moment (on the way out)."""
        for job in list(self._jobs):
            job.cancel()
        for job in list(self._jobs):
            job.wait(seconds)

    def _end(self, job: Job, ended: Callable[[], object] | None) -> None:
        card = self._jobs.pop(job)
        self._box.removeWidget(card)
        card.hide()
        card.deleteLater()
        job.deleteLater()
        self.setVisible(bool(self._jobs) and not self._is_held)
        if ended is not None:
            ended()
