"""A drawing of ours in the window: the same one that goes on paper."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from tia_desktop.ui.theme import em


class Drawing(QWidget):
    """An SVG, as wide as there is room, never blurred. It keeps its own paper, also in the dark."""

    def __init__(self, svg: bytes, name: str) -> None:
        super().__init__()
        self._svg = QSvgRenderer(QByteArray(svg))
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self._svg.defaultSize()
        return round(min(width, em(640)) * size.height() / max(1, size.width()))

    def sizeHint(self) -> QSize:
        return QSize(em(480), self.heightForWidth(em(480)))

    def minimumSizeHint(self) -> QSize:
        return QSize(em(220), self.heightForWidth(em(220)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = min(self.width(), em(640))
        paper = QPainterPath()
        paper.addRoundedRect(QRectF(0, 0, width, self.heightForWidth(width)), 8, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(paper)
        self._svg.render(painter, QRectF(0, 0, width, self.heightForWidth(width)))
        painter.end()
