"""Small pictures of photos, decoded one after the other away from the window, and only in memory."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from tia_desktop.domain.errors import TiaError
from tia_desktop.services.desk import PictureReader

_THREAD = "tia-thumbnail"
Wanted = tuple[Callable[[], bytes], QSize, Callable[[QImage], None]]


def load(reader: PictureReader, data: bytes, box: QSize) -> QImage:
    """The picture within `box` (device pixels); null when nothing of it can be shown."""
    width, height, rgba = reader.small(data, box.width(), box.height())
    if not width or not height:
        return QImage()
    return QImage(rgba, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def loading() -> bool:
    """Whether a picture is being decoded just now (for whoever takes a picture of the window)."""
    return any(thread.name == _THREAD for thread in threading.enumerate())


class Loader(QObject):
    """Loads small pictures in a thread, one at a time: one original in memory, however many photos.

    Give it the widget that waits as parent.
    """

    _loaded = Signal(QImage)

    def __init__(self, reader: PictureReader, parent: QObject) -> None:
        super().__init__(parent)
        self._reader = reader
        self._waiting: deque[Wanted] = deque()
        self._then: Callable[[QImage], None] | None = None
        self._loaded.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether pictures are still to come."""
        return self._then is not None

    def want(self, data: Callable[[], bytes], box: QSize, then: Callable[[QImage], None]) -> None:
        """Load a picture; `then` gets it in the window's thread. `data` is read when its turn comes."""
        self._waiting.append((data, box, then))
        if self._then is None:
            self._next()

    def forget(self) -> None:
        """Nobody waits any more for what has not begun."""
        self._waiting.clear()
        if self._then is not None:
            self._then = lambda _image: None

    def _next(self) -> None:
        if not self._waiting:
            self._then = None
            return
        data, box, self._then = self._waiting.popleft()
        try:
            content = data()
        except TiaError:  # the bytes are gone or damaged: `verify` tells more
            self._loaded.emit(QImage())
            return
        threading.Thread(target=self._run, args=(content, box), name=_THREAD, daemon=True).start()

    def _run(self, data: bytes, box: QSize) -> None:
        image = load(self._reader, data, box)
        with suppress(RuntimeError):  # the widget that waited is gone
            self._loaded.emit(image)

    def _on_loaded(self, image: QImage) -> None:
        then = self._then
        with suppress(RuntimeError):
            if then is not None:
                then(image)
        self._next()
