"""Small pictures of photos, read away from the window and within limits (FAULTS 46, 47)."""

from __future__ import annotations

import threading
from contextlib import suppress

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, Signal
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


class Loader(QObject):
    """Loads one small picture in a thread of its own. Give it the widget that waits as parent."""

    loaded = Signal(QImage)

    def __init__(self, data: bytes, box: QSize, parent: QObject) -> None:
        super().__init__(parent)
        self._data, self._box = data, box

    def start(self) -> None:
        """Begin; connect `loaded` before."""
        threading.Thread(target=self._run, name="tia-thumbnail", daemon=True).start()

    def _run(self) -> None:
        image = load(self._data, self._box)
        with suppress(RuntimeError):  # the widget that waited is gone
            self.loaded.emit(image)
