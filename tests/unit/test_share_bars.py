"""The drawing of a sample's shares: what it says stands where it should."""

from __future__ import annotations

from typing import Any

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Circle, String

from tia_desktop.charts import style
from tia_desktop.charts.share_bars import Share, share_bars

SHARES = [
    Share("Heating", "20 of 36", 0.5, 0.4, 0.7),
    Share("A name that is much too long to stand beside its bar", "0 of 12", 0.0, 0.0, 0.24),
    Share("Other", "none", None, 0.0, 0.0),
    Share("All", "20 of 48", 1.0, 0.8, 1.0, whole=True),
]


def parts(drawing: Any, kind: type) -> list[Any]:
    return [part for part in drawing.contents if isinstance(part, kind)]


def test_each_dot_stands_at_its_share() -> None:
    style.register_fonts()
    drawing = share_bars(SHARES)
    dots = [dot.cx for dot in parts(drawing, Circle)]
    ticks = {string.text: string.x for string in parts(drawing, String) if string.text.endswith("%")}
    assert dots == [ticks["50%"], ticks["0%"], ticks["100%"]]


def test_every_line_says_its_numbers_and_nothing_leaves_the_drawing() -> None:
    style.register_fonts()
    drawing = share_bars(SHARES, width=300)
    words = [string.text for string in parts(drawing, String)]
    assert {"20 of 36", "0 of 12", "none", "20 of 48", "All"} <= set(words)
    left, bottom, right, top = drawing.getBounds()
    assert left >= 0
    assert bottom >= 0
    assert right <= drawing.width + 8
    assert top <= drawing.height
    assert "A name that is" in renderSVG.drawToString(drawing)
