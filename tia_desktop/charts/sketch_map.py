"""The sketch map of a visit: numbered places to one scale, from nothing but their positions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from tia_desktop.charts import style
from tia_desktop.charts.style import ink, label
from tia_desktop.services.sketch import Sketch, SketchPlace, length_words

_EDGE, _FOOT, _DISC, _TEXT = 34.0, 30.0, 9.0, 9.0
_LEAST_METRES = 10.0
"""Two photos taken side by side are not blown up beyond what a phone can tell apart."""


class Box(NamedTuple):
    """A rectangle of the drawing that is taken: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Whether both share any room."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top


def sketch_map(sketch: Sketch, *, width: float = 482.0, height: float = 280.0) -> Any:
    """Draw the map: north is up, a metre is as long to the east as to the north.

    Each place is a disc with its number; its name stands beside it where there is room. Discs that
    would cover one another are moved aside, with a line to a dot at the true place.

    Args:
        sketch: two places or more.
        width: of the whole drawing, in points.
        height: of the whole drawing, in points.

    Returns:
        A reportlab `Drawing`.
    """
    from reportlab.graphics.shapes import Drawing, Rect

    drawing = Drawing(width, height)
    drawing.add(Rect(0, 0, width, height, fillColor=ink(style.PAPER), strokeColor=None))
    drawing.add(
        Rect(
            0.5, _FOOT, width - 1, height - _FOOT - 0.5, rx=6, ry=6, fillColor=ink(style.SHADE),
            strokeColor=ink(style.HAIRLINE), strokeWidth=0.8,
        )
    )  # fmt: skip
    scale = points_per_metre(sketch.places, width - 2 * _EDGE, height - _FOOT - 2 * _EDGE)
    centre = (width / 2, _FOOT + (height - _FOOT) / 2)
    north = Box(width - 30, height - 46, width - 6, height - 4)
    taken = [north]
    spots = []
    for place in sketch.places:
        true = (centre[0] + place.east * scale, centre[1] + place.north * scale)
        spot = _free_spot(true, taken)
        taken.append(_around(spot, _DISC + 1))
        spots.append((place, true, spot))
    for _, true, spot in spots:
        _draw_leader(drawing, true, spot)
    for place, _, spot in spots:
        _draw_place(drawing, place, spot, taken, Box(4, _FOOT + 2, width - 4, height - 2))
    _draw_north(drawing, north)
    _draw_scale_bar(drawing, scale, width)
    return drawing


def points_per_metre(places: Sequence[SketchPlace], width: float, height: float) -> float:
    """Return the one scale, for both directions, at which all places fit into the room."""
    east = max(p.east for p in places) - min(p.east for p in places)
    north = max(p.north for p in places) - min(p.north for p in places)
    return min(width / max(east, _LEAST_METRES), height / max(north, _LEAST_METRES))


def bar_metres(scale: float, room: float) -> float:
    """Return the longest of 1, 2, 5, 10, 20, ... metres that is at most `room` points long."""
    most = max(room / scale, 1e-6)
    step = 10.0 ** math.floor(math.log10(most))
    return max(
        step * k for k in (0.5, 1, 2, 5, 10) if step * k <= most
    )  # at a power of ten, log10 may miss by one


def _around(spot: tuple[float, float], radius: float) -> Box:
    return Box(spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius)


def _free_spot(true: tuple[float, float], taken: Sequence[Box]) -> tuple[float, float]:
    """Return the true place, or the nearest one around it where a disc covers nothing."""
    for ring in range(8):
        for turn in range(8 if ring else 1):
            angle, far = math.radians(45 * turn + 20), ring * 1.2 * _DISC
            spot = (true[0] + far * math.sin(angle), true[1] + far * math.cos(angle))
            if not any(_around(spot, _DISC + 1).meets(box) for box in taken):
                return spot
    return true


def _draw_leader(drawing: Any, true: tuple[float, float], spot: tuple[float, float]) -> None:
    from reportlab.graphics.shapes import Circle, Line

    if spot == true:
        return
    drawing.add(Line(*true, *spot, strokeColor=ink(style.EDGE), strokeWidth=0.8))
    drawing.add(Circle(*true, 2, fillColor=ink(style.PRIMARY), strokeColor=None))


def _draw_place(
    drawing: Any, place: SketchPlace, spot: tuple[float, float], taken: list[Box], room: Box
) -> None:
    from reportlab.graphics.shapes import Circle
    from reportlab.pdfbase.pdfmetrics import stringWidth

    drawing.add(
        Circle(*spot, _DISC, fillColor=ink(style.PRIMARY), strokeColor=ink(style.PAPER), strokeWidth=1.2)
    )
    number = str(place.number)
    drawing.add(
        label(spot[0], spot[1] - 3, number, size=9 if len(number) < 3 else 7, colour=style.PAPER, bold=True)
    )
    long = stringWidth(style.showable(place.label), style.BODY, _TEXT)
    right, left = spot[0] + _DISC + 4, spot[0] - _DISC - 4
    for x, anchor, start in ((right, "start", right), (left, "end", left - long)):
        box = Box(start, spot[1] - 4, start + long, spot[1] + 6)
        inside = box.left >= room.left and box.right <= room.right
        if place.label and inside and not any(box.meets(other) for other in taken):
            drawing.add(label(x, spot[1] - 3, place.label, size=_TEXT, anchor=anchor))
            taken.append(box)
            return


def _draw_north(drawing: Any, box: Box) -> None:
    from reportlab.graphics.shapes import Polygon

    x, top = (box.left + box.right) / 2, box.top - 5
    drawing.add(
        Polygon(
            [x, top, x + 6, top - 19, x, top - 15, x - 6, top - 19],
            fillColor=ink(style.INK),
            strokeColor=None,
        )
    )
    drawing.add(label(x, top - 30, "N", size=9, bold=True))


def _draw_scale_bar(drawing: Any, scale: float, width: float) -> None:
    from reportlab.graphics.shapes import Line

    metres = bar_metres(scale, width / 3)
    long, y = metres * scale, 12.0
    for x1, y1, x2, y2 in ((8, y, 8 + long, y), (8, y - 3, 8, y + 3), (8 + long, y - 3, 8 + long, y + 3)):
        drawing.add(Line(x1, y1, x2, y2, strokeColor=ink(style.INK), strokeWidth=1.2))
    drawing.add(label(8 + long + 8, y - 3, length_words(metres), size=9, anchor="start"))
