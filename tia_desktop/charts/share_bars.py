"""Shares of a sample with their intervals: how often something was found, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tia_desktop.charts import style
from tia_desktop.charts.style import ink, label
from tia_desktop.domain.intervals import Interval
from tia_desktop.services.sample_results import PartResult, SampleResult
from tia_desktop.services.shop_results import ScenarioResult

_EDGE, _NAMES, _WORDS, _ROW, _AXIS = 8.0, 126.0, 64.0, 22.0, 20.0


class Share(NamedTuple):
    """One line: its name, "7 of 12", the share and its limits from 0 to 1; None: nothing was looked at."""

    name: str
    words: str
    share: float | None
    low: float
    high: float
    whole: bool = False


def result_bars(found: SampleResult, *, width: float = 440.0) -> Any:
    """Draw what a sample says about one question: its groups, and the whole list as the last line."""
    shares = [_line(part.name, part, part.interval) for part in found.parts] if len(found.parts) > 1 else []
    whole = _line("All", found, found.interval)
    share = None if found.share is None else min(max(found.share, whole.low), whole.high)
    return share_bars([*shares, whole._replace(share=share, whole=True)], width=width)


def _line(name: str, counted: PartResult | SampleResult, limits: Interval | None) -> Share:
    if limits is None:
        return Share(name or "(empty)", "–", None, 0.0, 0.0)
    words, share = f"{counted.hits} of {counted.looked_at}", counted.hits / counted.looked_at
    return Share(name or "(empty)", words, share, limits.low, limits.high)


def shop_bars(found: ScenarioResult, *, width: float = 440.0) -> Any:
    """Draw how often each standard was kept in the shops of a story."""
    shares = [
        Share(each.standard.title, f"{each.kept} of {each.looked_at}", each.kept / each.looked_at, low, high)
        for each in found.standards
        if each.interval is not None
        for low, high in [(each.interval.low, each.interval.high)]
    ]
    return share_bars(shares, width=width)


def share_bars(shares: Sequence[Share], *, width: float = 440.0) -> Any:
    """Draw each share as a dot on the line of its interval, from 0 to 100 per cent.

    Args:
        shares: strata, and all of them together as the last one (`whole`), which is drawn bold.
        width: of the whole drawing, in points.

    Returns:
        A reportlab `Drawing`.
    """
    from reportlab.graphics.shapes import Circle, Drawing, Line, Rect
    from reportlab.lib.utils import simpleSplit

    height = _AXIS + _ROW * len(shares)
    drawing = Drawing(width, height)
    drawing.add(Rect(0, 0, width, height, fillColor=ink(style.PAPER), strokeColor=None))
    left, right = _NAMES + _WORDS, width - 14
    scale = right - left
    for percent in (0, 25, 50, 75, 100):
        x = left + scale * percent / 100
        drawing.add(Line(x, _AXIS, x, height, strokeColor=ink(style.HAIRLINE), strokeWidth=0.6))
        drawing.add(label(x, 6, f"{percent}%", size=8, colour=style.MUTED))
    for number, row in enumerate(shares):
        y = height - _ROW * (number + 0.5)
        name = (simpleSplit(style.showable(row.name), style.BODY, 9, _NAMES - _EDGE - 8) or [""])[0]
        drawing.add(label(_EDGE, y - 3, name, anchor="start", bold=row.whole))
        drawing.add(label(left - 10, y - 3, row.words, anchor="end", bold=row.whole))
        if row.share is None:
            continue
        colour = style.PRIMARY if row.whole else style.EDGE
        low, high = left + scale * row.low, left + scale * row.high
        drawing.add(Line(low, y, high, y, strokeColor=ink(colour), strokeWidth=3 if row.whole else 2))
        for end in (low, high):
            drawing.add(Line(end, y - 4, end, y + 4, strokeColor=ink(colour), strokeWidth=1.4))
        dot = left + scale * row.share
        drawing.add(Circle(dot, y, 4.5, fillColor=ink(colour), strokeColor=ink(style.PAPER), strokeWidth=1))
    return drawing
