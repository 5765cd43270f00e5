"""What every picture of a photo that opens has in common: its keys, and asking for what it shows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QPushButton

from tia_desktop.domain.records import Attachment
from tia_desktop.services.photos import is_text


class PhotoButton(QPushButton):
    """Opens a photo or file. Its painting calls `_ask` first."""

    wanted = Signal()
    """It is seen for the first time: now its picture is needed."""

    def __init__(self, photo: Attachment) -> None:
        super().__init__()
        self.photo = photo
        self._image: QImage | None = None
        self._asked = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    def show_image(self, image: QImage) -> None:
        """Show the picture; a null one when nothing of it can be shown."""
        self._image = image
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Outside dialogs Qt ignores Enter on a button; people do not.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._asked = False
        super().hideEvent(event)

    def _ask(self) -> None:
        if self._image is None and not self._asked and not is_text(self.photo):
            self._asked = True
            self.wanted.emit()
