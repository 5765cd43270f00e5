"""What stands in the way, kept up to date while somebody works, without holding up the window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.records import EvidenceLink
from tia_desktop.services import readiness
from tia_desktop.services.ports import NoteFilter
from tia_desktop.ui.context import ScreenContext

if TYPE_CHECKING:
    from tia_desktop.services.ports import Changed
    from tia_desktop.services.workspace import Workspace

AT_ONCE = 5_000
"""Notes, and notes behind findings, up to which looking takes no longer than a key press."""

PAUSE = 400
"""Milliseconds after a change, so that a burst of typing is looked at a few times and not at every key."""

REST = 3
"""Looking takes at most one part in so many and one of the time: a slow laptop keeps its power for typing."""

THREAD = "tia-readiness"

_ONE_AT_A_TIME = threading.Lock()
"""Two readings side by side take twice the memory, and the window's time, and are no sooner there."""


class LiveReading(QObject):
    """Reads something of the inspection anew after every change, in a worker when the inspection is large.

    Give it the page or card that shows what was read as parent: it looks only while that can be seen.

    It looks by itself after every change; call `look` when the page is shown or refreshed. A page that
    stays in the background misses nothing by it, for it is refreshed when it comes back.
    """

    changed = Signal(object)
    """What was read now."""

    _came = Signal(object)

    def __init__(self, context: ScreenContext, parent: QWidget, read: Callable[[Workspace], object]) -> None:
        """`read` may be called in a worker: it gets a reading connection of its own then."""
        super().__init__(parent)
        self._context, self._ws, self._page, self._read = context, context.ws, parent, read
        self._is_out = self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._clock = QElapsedTimer()
        self._pause = PAUSE
        self._timer.timeout.connect(self._look_if_seen)
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)
        stop = self._ws.store.subscribe(self._on_changed)
        self.destroyed.connect(lambda: stop())

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._is_out or self._timer.isActive()

    def look(self) -> None:
        """Look now. In a small inspection `changed` is sent before this returns; else soon after.

        Raises:
            TiaError: a small inspection could not be read.
        """
        self._timer.stop()
        if self._is_out:  # what comes next is older than now: look once more after it
            self._again = True
        elif self._is_small():
            self.changed.emit(self._read(self._ws))
        else:
            self._is_out = True
            self._clock.restart()
            threading.Thread(target=self._run, name=THREAD, daemon=True).start()

    # ---- inside

    def _is_small(self) -> bool:
        store = self._ws.store
        return not store.path.exists() or (
            store.notes.count_notes(NoteFilter()) <= AT_ONCE and store.count(EvidenceLink) <= AT_ONCE
        )

    def _on_changed(self, _changed: Changed) -> None:
        with suppress(RuntimeError):  # the page has gone
            if not self._timer.isActive():
                self._timer.start(self._pause)

    def _look_if_seen(self) -> None:
        if self._page.isVisible():
            with suppress(TiaError):  # whoever works hears of it from what they do; it is tried again then
                self.look()

    def _run(self) -> None:
        """In the worker: read over a connection of its own."""
        found: object = None
        try:
            with _ONE_AT_A_TIME:
                ws = self._context.desk.open(self._ws.store.path, read_only=True, pack=self._ws.pack)
                try:
                    found = self._read(ws)
                finally:
                    ws.store.close()
        except TiaError:  # the file is closed or cannot be read now; the next change asks again
            pass
        finally:
            with suppress(RuntimeError):  # the page has gone
                self._came.emit(found)

    def _on_came(self, found: object) -> None:
        self._is_out = False
        self._pause = max(PAUSE, REST * self._clock.elapsed())
        again, self._again = self._again, False
        if found is not None:
            self.changed.emit(found)
        if again:
            self._timer.start(self._pause)


class LiveProblems(LiveReading):
    """`changed` gives all that stands in the way: list[OpenProblem], accepted ones too (`standing`)."""

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(context, parent, lambda ws: readiness.open_problems(ws))
