"""The grid of the two judgements: one level of each, chosen by people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tia_desktop.charts import style
from tia_desktop.charts.style import ink, label

_LABELS, _TITLE, _HEAD, _GAP = 96.0, 24.0, 20.0, 6.0


class Axis(NamedTuple):
    """A judgement: its title, its levels (word, stars or None; lowest first), the index of the chosen one."""

    title: str
    levels: Sequence[tuple[str, int | None]]
    chosen: int | None


def judgement_grid(across: Axis, up: Axis, *, width: float = 440.0, row: float = 34.0) -> Any:
    """Draw the grid: `across` as columns, `up` as rows with the best on top.

    The box that both judgements meet in is filled and says so in words. None is while one of them is open.

    Args:
        across: the judgement with the stars.
        up: the other judgement.
        width: of the whole drawing, in points.
        row: height of one row, in points.

    Returns:
        A reportlab `Drawing`.
    """
    from reportlab.graphics.shapes import Drawing, Rect
    from reportlab.lib.utils import simpleSplit

    height = _TITLE + _HEAD + row * len(up.levels)
    drawing = Drawing(width, height)
    drawing.add(Rect(0, 0, width, height, fillColor=ink(style.PAPER), strokeColor=None))
    cell = (width - _LABELS) / len(across.levels)
    middle = _LABELS + (width - _LABELS) / 2
    drawing.add(label(middle, height - 10, across.title, size=8.5, colour=style.MUTED))
    for number, line in enumerate(simpleSplit(style.showable(up.title), style.BODY, 8.5, _LABELS - 16)[:4]):
        drawing.add(label(0, height - 10 - 10.5 * number, line, size=8.5, anchor="start", colour=style.MUTED))
    for column, (word, _) in enumerate(across.levels):
        x = _LABELS + (column + 0.5) * cell
        drawing.add(label(x, height - _TITLE - 13, word, bold=column == across.chosen))
    for index, (word, _) in enumerate(up.levels):
        y = index * row
        drawing.add(label(_LABELS - 10, y + row / 2 - 4, word, anchor="end", bold=index == up.chosen))
        for column, (_, stars) in enumerate(across.levels):
            ours = column == across.chosen and index == up.chosen
            box = (_LABELS + column * cell + _GAP / 2, y + _GAP / 2, cell - _GAP, row - _GAP)
            _draw_box(drawing, box, stars, ours)
    return drawing


def stars_of(stars: int | None) -> str:
    """Return "★★", "No star", or "" where a scale has no stars."""
    if stars is None:
        return ""
    return "★" * stars or "No star"


def _draw_box(drawing: Any, box: tuple[float, float, float, float], stars: int | None, ours: bool) -> None:
    from reportlab.graphics.shapes import Rect

    x, y, width, height = box
    fill, edge = (style.PRIMARY, style.PRIMARY) if ours else (style.PAPER, style.HAIRLINE)
    drawing.add(
        Rect(x, y, width, height, rx=4, ry=4, fillColor=ink(fill), strokeColor=ink(edge), strokeWidth=0.8)
    )
    middle, word = x + width / 2, stars_of(stars)
    if ours:
        drawing.add(label(middle, y + height - 11, word, colour=style.PAPER))
        drawing.add(label(middle, y + 5, "Our judgement", size=8, colour=style.PAPER, bold=True))
    else:
        drawing.add(label(middle, y + height / 2 - 3.5, word, size=9, colour=style.MUTED))
