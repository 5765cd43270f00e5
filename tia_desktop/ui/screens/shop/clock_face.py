"""The large clock of a shop. It paints itself: a label that changes every second would be read aloud."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.shop.live_words import Face
from tia_desktop.ui.theme import RADIUS_CARD, color, current_theme, em, font_px

_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignHCenter)


class ClockFace(QLabel):
    """Takes the focus, so that the keys of the shop work at once and press no button by accident.

    Its accessible name changes with what runs, never with the seconds; the key C says the time.
    """

    pressed_space = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._face = Face("", "", "")
        self._heights: dict[int, int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        current_theme().changed.connect(self._measure_again)

    @property
    def face(self) -> Face:
        """What it shows."""
        return self._face

    def show_face(self, face: Face, since: str) -> None:
        """Show a time; `since` is when it began, for screen readers."""
        if face == self._face:
            return
        other = (face.what, bool(face.small)) != (self._face.what, bool(self._face.small))
        self._face = face
        if other:
            words = tr("Clock: {what}, since {time}").format(what=face.what, time=since)
            self.setAccessibleName(words if since else tr("Clock: {what}").format(what=face.what))
            self._measure_again()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.pressed_space.emit()
        else:
            super().keyPressEvent(event)

    # ---- sizes and painting

    def _fonts(self) -> list[QFont]:
        found = []
        for step, factor, weight in (
            ("body", 1.0, QFont.Weight.DemiBold),
            ("h1", 1.8, QFont.Weight.Bold),
            ("body", 1.0, QFont.Weight.Normal),
        ):
            font = QFont(self.font())
            font.setPixelSize(round(font_px(step) * factor))
            font.setWeight(weight)
            found.append(font)
        return found

    def _lines(self) -> list[str]:
        what = self._face.what
        return [what[:1].upper() + what[1:], self._face.large, self._face.small]

    def _line_heights(self, width: int) -> list[float]:
        room = QRectF(0, 0, max(1, width - em(32)), 9999)
        return [
            QFontMetrics(font).boundingRect(room.toRect(), _WRAP, words).height() if words else 0
            for font, words in zip(self._fonts(), self._lines(), strict=True)
        ]

    def _measure_again(self) -> None:
        self._heights.clear()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = round(sum(self._line_heights(width))) + em(24)
        return height

    def sizeHint(self) -> QSize:
        return QSize(em(360), self.heightForWidth(em(360)))

    def minimumSizeHint(self) -> QSize:
        words = [word for line in self._lines() for word in line.split()]
        metrics = QFontMetrics(self._fonts()[1])
        widest = max((metrics.horizontalAdvance(word) for word in self._face.large.split()), default=0)
        plain = QFontMetrics(self._fonts()[0])
        widest = max([widest, *(plain.horizontalAdvance(word) for word in words)])
        return QSize(widest + em(34), em(60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("primary"), 2))
        painter.setBrush(color("primary_soft"))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, RADIUS_CARD, RADIUS_CARD)
        painter.setPen(color("primary_ink"))
        heights = self._line_heights(self.width())
        y = (self.height() - sum(heights)) / 2
        for font, words, height in zip(self._fonts(), self._lines(), heights, strict=True):
            painter.setFont(font)
            painter.drawText(QRectF(em(16), y, self.width() - em(32), height), _WRAP, words)
            y += height
        painter.end()
