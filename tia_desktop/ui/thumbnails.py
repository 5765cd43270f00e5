"""Small pictures of photos, read away from the window and within limits (FAULTS 46, 47)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader

MOST_PIXELS = 100_000_000
_ALLOCATION_MB = 256


def _reader(data: bytes) -> tuple[QImageReader, QBuffer]:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_ALLOCATION_MB)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return reader, buffer


def too_large(data: bytes) -> bool:
    """Whether a picture claims more pixels than any camera makes. Reads only its header."""
    reader, _buffer = _reader(data)
    size = reader.size()
    return size.isValid() and size.width() * size.height() > MOST_PIXELS


def load(data: bytes, box: QSize) -> QImage:
    """The picture scaled to cover `box` (device pixels); null when it is damaged or too large."""
    reader, _buffer = _reader(data)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return QImage()
    reader.setScaledSize(size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class _Signals(QObject):
    loaded = Signal(QImage)


class _Task(QRunnable):
    def __init__(self, data: bytes, box: QSize) -> None:
        super().__init__()
        self.signals = _Signals()
        self._data, self._box = data, box

    def run(self) -> None:
        self.signals.loaded.emit(load(self._data, self._box))


def load_later(data: bytes, box: QSize, receiver: QObject, done: Callable[[QImage], None]) -> None:
    """Load in a worker; `done(image)` is called in the window unless `receiver` is gone by then."""
    task = _Task(data, box)
    task.signals.loaded.connect(receiver, done, Qt.ConnectionType.QueuedConnection)  # type: ignore[call-overload]
    QThreadPool.globalInstance().start(task)
