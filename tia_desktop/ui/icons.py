"""Our own 24-grid stroke icons (`resources/icons/*.svg`), drawn in the colours of the live theme.

An icon always stands beside words. The files name no colour: `currentColor` becomes the ink asked for and
`HOLE` the colour behind. QtSvg is loaded with the first icon.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from tia_desktop.paths import resources_dir
from tia_desktop.ui.theme import em, token


@cache
def _source(name: str) -> str:
    return (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _draw(name: str, ink: str, hole: str, px: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    svg = _source(name).replace("currentColor", ink).replace("HOLE", hole)
    pixmap = QPixmap(round(px * ratio), round(px * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon_pixmap(name: str, tone: str = "text", size: float = 20, behind: str = "surface") -> QPixmap:
    """The icon as a pixmap; `size` in px at 16 px text, `tone` and `behind` are theme tokens."""
    screen = QGuiApplication.primaryScreen()
    ratio = max(2.0, screen.devicePixelRatio() if screen else 1.0)
    return _draw(name, token(tone), token(behind), em(size), ratio)


def icon(name: str, tone: str = "text", size: float = 20) -> QIcon:
    """The icon for menus and actions. Ask again on `theme().changed`; kit widgets do so themselves."""
    return QIcon(icon_pixmap(name, tone, size))
