"""A figure beside what it is compared with: the best quarter's line, medians and quartiles of sets."""

from __future__ import annotations

from typing import Any, NamedTuple

from tia_desktop.charts import style
from tia_desktop.charts.style import ink, label, name_lines
from tia_desktop.domain.figures import HIGHER, LOWER
from tia_desktop.domain.text import count_of
from tia_desktop.services.figure_comparison import ComparedFigure, InSet
from tia_desktop.services.figure_words import figure_words, line_words

_EDGE, _HEAD, _BAND, _AXIS, _NAME, _LINE = 8.0, 20.0, 24.0, 18.0, 9.0, 10.5
_MOST = 6
"""Sets that are drawn: a taller drawing fits on no page. The words beside it say all of them."""
_AROUND = 0.22
"""Room on each side of the outermost mark, as a share of what lies between them."""
_CLOSE = 0.1
"""The same as a share of the figures themselves: a hair's breadth should not look like a mile."""


class Band(NamedTuple):
    """One line of the drawing: its name, where the best quarter begins, and the middle of a set."""

    name: str
    best: float | None  # None where neither side is good
    quartiles: tuple[float, float, float] | None = None  # lower, median, upper


def figure_bands(found: ComparedFigure, *, width: float = 440.0) -> Any:
    """Draw a figure as a dot on one band for each thing it is compared with; green is the best quarter.

    Args:
        found: a figure that has something beside it (`is_drawable`).
        width: of the whole drawing, in points.

    Returns:
        A reportlab `Drawing`.
    """
    from reportlab.graphics.shapes import Drawing, Rect

    bands = _bands(found)
    names = [name_lines(band.name, width - 2 * _EDGE, 2, size=_NAME) for band in bands]
    height = _HEAD + sum(_BAND + _LINE * len(lines) for lines in names) + _AXIS
    drawing = Drawing(width, height)
    drawing.add(Rect(0, 0, width, height, fillColor=ink(style.PAPER), strokeColor=None))
    low, high = _limits(found, bands)
    scale = _Scale(low, high, _EDGE, width - _EDGE)
    said = f"This landlord: {figure_words(found.figure.value, found.spec.unit)}, {found.figure.period}"
    told = name_lines(said, width - 2 * _EDGE, 1, bold=True)[0]
    drawing.add(label(_EDGE, height - 13, told, anchor="start", bold=True))
    y = height - _HEAD
    for band, lines in zip(bands, names, strict=True):
        for line in lines:
            y -= _LINE
            drawing.add(label(_EDGE, y + 2, line, size=_NAME, anchor="start", colour=style.MUTED))
        y -= _BAND
        _draw_band(drawing, band, y, scale, found)
    _draw_axis(drawing, scale, found)
    return drawing


class _Scale(NamedTuple):
    """From figures to places on the paper."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """Where a figure stands."""
        return self.left + (self.right - self.left) * (value - self.low) / (self.high - self.low)


def _bands(found: ComparedFigure) -> list[Band]:
    bands, unit = list[Band](), found.spec.unit
    if found.best is not None:
        words = f"Best quarter: {line_words(found.best, found.spec)}"
        bands.append(Band(f"{words} ({found.best.group}, {found.best.period})", found.best.value))
    return [*bands, *(_set_band(each, unit) for each in found.sets[:_MOST])]


def _set_band(each: InSet, unit: str) -> Band:
    told = each.found
    quartiles = (told.spread.lower_quartile, told.spread.median, told.spread.upper_quartile)
    best = {HIGHER: quartiles[2], LOWER: quartiles[0]}.get(told.measure.better)
    among = count_of(told.spread.count, "landlord")
    about = ", ".join(word for word in (among, told.group, told.period) if word)
    name = f"Median {figure_words(round(told.spread.median, 2), unit)} ({about})"
    return Band(name, best if told.quarter is not None else None, quartiles)


def _limits(found: ComparedFigure, bands: list[Band]) -> tuple[float, float]:
    marks = [found.figure.value]
    for band in bands:
        marks += [] if band.best is None else [band.best]
        marks += band.quartiles or ()
    low, high = min(marks), max(marks)
    room = max(_AROUND * (high - low), _CLOSE * max(abs(low), abs(high))) or 1.0
    share = found.spec.unit.startswith("per cent") and low >= 0 and high <= 100
    least, most = (0.0 if low >= 0 else low - room), (100.0 if share else high + room)
    low, high = max(low - room, least), min(high + room, most)
    return low, high if high > low else low + 1.0


def _draw_band(drawing: Any, band: Band, y: float, scale: _Scale, found: ComparedFigure) -> None:
    from reportlab.graphics.shapes import Circle, Line, Rect

    middle = y + 9
    better = found.spec.better
    if band.best is not None:
        line = scale.at(band.best)
        start, end = (line, scale.right) if better == HIGHER else (scale.left, line)
        drawing.add(Rect(start, y + 1, end - start, 16, fillColor=ink(style.GOOD_TINT), strokeColor=None))
        drawing.add(Line(line, y, line, y + 18, strokeColor=ink(style.GOOD), strokeWidth=1.6))
    drawing.add(
        Line(scale.left, middle, scale.right, middle, strokeColor=ink(style.HAIRLINE), strokeWidth=0.8)
    )
    if band.quartiles:
        lower, median, upper = map(scale.at, band.quartiles)
        drawing.add(
            Rect(lower, y + 4, upper - lower, 10, fillColor=ink(style.SHADE), strokeColor=ink(style.EDGE))
        )
        drawing.add(Line(median, y + 4, median, y + 14, strokeColor=ink(style.EDGE), strokeWidth=2))
    at = scale.at(found.figure.value)
    drawing.add(
        Circle(at, middle, 4.5, fillColor=ink(style.PRIMARY), strokeColor=ink(style.PAPER), strokeWidth=1)
    )


def _draw_axis(drawing: Any, scale: _Scale, found: ComparedFigure) -> None:
    """The ends of the scale, and an arrow to the good side where there is one."""
    short = [f"{value:,.3g}" if abs(value) < 100 else f"{value:,.0f}" for value in (scale.low, scale.high)]
    drawing.add(label(scale.left, 5, short[0], size=8, anchor="start", colour=style.MUTED))
    drawing.add(label(scale.right, 5, short[1], size=8, anchor="end", colour=style.MUTED))
    words = {HIGHER: "higher is better →", LOWER: "← lower is better"}.get(found.spec.better, "")
    if words:
        drawing.add(label((scale.left + scale.right) / 2, 5, words, size=8, colour=style.MUTED))
