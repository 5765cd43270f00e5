"""The coverage matrix: kinds of check by key question, notes collected against notes planned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tia_desktop.charts import style
from tia_desktop.charts.style import ink, label

_LABELS, _BAND, _LINE = 118.0, 18.0, 10.5


class Box(NamedTuple):
    """One cell: notes collected and planned, and how many of the notes are good or weak ratings."""

    got: int
    target: int
    strengths: int
    weaknesses: int


class Column(NamedTuple):
    """A key question: its group (the judgement) and its short title with its number."""

    group: str
    title: str


def coverage_matrix(
    columns: Sequence[Column],
    rows: Sequence[tuple[str, Sequence[Box]]],
    *,
    width: float = 482.0,
    row: float = 25.0,
) -> Any:
    """Draw the matrix; each row has a name and one box for each column.

    A box says in words how it stands ("✓ 4", "2 of 4", "0 of 1"), so that it reads without colour.

    Args:
        columns: the key questions; neighbours with the same group share a heading.
        rows: the kinds of check.
        width: of the whole drawing, in points.
        row: height of one row, in points.

    Returns:
        A reportlab `Drawing`.
    """
    from reportlab.graphics.shapes import Drawing, Line, Rect
    from reportlab.lib.utils import simpleSplit

    cell = (width - _LABELS) / max(1, len(columns))
    heads = [simpleSplit(style.showable(c.title), style.BOLD, 8.5, cell - 4)[:4] for c in columns]
    head = 10 + _LINE * max((len(lines) for lines in heads), default=1)
    height = _BAND + head + row * len(rows)
    drawing = Drawing(width, height)
    drawing.add(Rect(0, 0, width, height, fillColor=ink(style.PAPER), strokeColor=None))
    _draw_heads(drawing, columns, heads, cell)
    for index, (name, boxes) in enumerate(rows):
        y = height - _BAND - head - (index + 1) * row
        drawing.add(label(0, y + row / 2 - 3.2, name, anchor="start"))
        for column, box in enumerate(boxes):
            _draw_box(drawing, box, _LABELS + column * cell + 2, y + 2, cell - 4, row - 4)
        if index:
            drawing.add(
                Line(0, y + row, _LABELS - 6, y + row, strokeColor=ink(style.HAIRLINE), strokeWidth=0.4)
            )
    return drawing


def _draw_heads(drawing: Any, columns: Sequence[Column], heads: Sequence[Sequence[str]], cell: float) -> None:
    top, start = drawing.height, 0
    for index, lines in enumerate(heads):
        for number, line in enumerate(lines):
            x = _LABELS + (index + 0.5) * cell
            drawing.add(label(x, top - _BAND - 13 - number * _LINE, line, size=8.5, bold=True))
        if index + 1 == len(columns) or columns[index + 1].group != columns[index].group:
            left, right = _LABELS + start * cell + 2, _LABELS + (index + 1) * cell - 2
            _draw_band(drawing, columns[index].group, left, right)
            start = index + 1


def _draw_band(drawing: Any, group: str, left: float, right: float) -> None:
    """Draw a judgement's title over its key questions, smaller where it is long."""
    from reportlab.graphics.shapes import Rect
    from reportlab.pdfbase.pdfmetrics import stringWidth

    bottom = drawing.height - _BAND + 1
    drawing.add(
        Rect(left, bottom, right - left, _BAND - 2, rx=3, ry=3, fillColor=ink(style.SHADE), strokeColor=None)
    )
    size = min(8.5, 8.5 * (right - left - 8) / max(1.0, stringWidth(style.showable(group), style.BODY, 8.5)))
    drawing.add(label((left + right) / 2, bottom + 5, group, size=size))


def _look(box: Box) -> tuple[str, str, str]:
    """Return (words, colour, tint); no tint where nothing was planned or found."""
    if box.target > box.got:
        words = f"{box.got} of {box.target}"
        return (words, style.OK, style.OK_TINT) if box.got else (words, style.WEAK, style.WEAK_TINT)
    return (f"✓ {box.got:,}", style.GOOD, style.GOOD_TINT) if box.got else ("–", style.MUTED, "")


def _draw_box(drawing: Any, box: Box, x: float, y: float, width: float, height: float) -> None:
    from reportlab.graphics.shapes import Rect

    words, colour, tint = _look(box)
    if tint:
        empty = not box.got
        drawing.add(
            Rect(
                x, y, width, height, rx=3, ry=3, fillColor=ink(tint),
                strokeColor=ink(colour) if empty else None, strokeWidth=0.7,
                strokeDashArray=[2, 2] if empty else None,
            )
        )  # fmt: skip
    rated = box.strengths + box.weaknesses
    drawing.add(
        label(
            x + width / 2, y + height / 2 - (1.5 if rated else 3.2), words, anchor="middle", colour=colour,
            bold=bool(tint),
        )
    )  # fmt: skip
    if rated:
        whole = width * 0.56
        good = whole * box.strengths / rated
        left = x + (width - whole) / 2
        for start, long, shade in ((left, good, style.GOOD), (left + good, whole - good, style.WEAK)):
            if long > 0:
                drawing.add(Rect(start, y + 3, long, 1.8, fillColor=ink(shade), strokeColor=None))
