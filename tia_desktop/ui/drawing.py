"""A drawing of ours in the window: the same one that goes on paper."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from tia_desktop.ui.theme import current_theme, em, token
from tia_desktop.ui.tokens import LIGHT

_COLOUR = re.compile(rb"rgb\((\d+)%,(\d+)%,(\d+)%\)")
_NEAR = 2
"""Per cent of red, green or blue that a colour on paper may differ from the same one in the window."""


class Drawing(QWidget):
    """An SVG, as wide as there is room, never blurred, in the colours of the window."""

    def __init__(self, svg: bytes, name: str, *, widest: int = 640) -> None:
        super().__init__()
        self._widest = widest
        self._paper = svg
        self._svg = QSvgRenderer(QByteArray(in_scheme(svg)))
        self.setAccessibleName(name)
        current_theme().changed.connect(self._recolour)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self._svg.defaultSize()
        return round(min(width, em(self._widest)) * size.height() / max(1, size.width()))

    def sizeHint(self) -> QSize:
        return QSize(em(480), self.heightForWidth(em(480)))

    def minimumSizeHint(self) -> QSize:
        return QSize(em(220), self.heightForWidth(em(220)))

    def _recolour(self) -> None:
        self._svg.load(QByteArray(in_scheme(self._paper)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = min(self.width(), em(self._widest))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._svg.render(painter, QRectF(0, 0, width, self.heightForWidth(width)))
        painter.end()


def in_scheme(svg: bytes) -> bytes:
    """Return a drawing with the colours of the scheme: on paper it has those of the light one."""

    def colour(found: re.Match[bytes]) -> bytes:
        name = _token_of(*map(int, found.groups()))
        return token(name).encode() if name else found.group()

    return _COLOUR.sub(colour, svg)


@cache
def _token_of(*percent: int) -> str:
    """The token that has this colour in the light scheme; "" when there is none."""
    far: dict[str, int] = {}
    for name, written in LIGHT.items():
        shares = [int(written[k : k + 2], 16) * 100 // 255 for k in (1, 3, 5)]
        far[name] = max(abs(one - other) for one, other in zip(shares, percent, strict=True))
    nearest = min(far, key=lambda name: far[name])  # the first of those that are as near
    return nearest if far[nearest] <= _NEAR else ""
