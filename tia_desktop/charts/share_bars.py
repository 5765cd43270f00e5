"""Shares of a sample with their intervals: how often something was found, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tia_desktop.charts import style
from tia_desktop.charts.style import ink, label, name_lines
from tia_desktop.domain.intervals import Interval
from tia_desktop.services.sample_results import PartResult, SampleResult
from tia_desktop.services.shop_results import ScenarioResult
from tia_desktop.services.survey_results import QuestionResult, Shown, question_name

_EDGE, _NAMES, _WORDS, _ROW, _AXIS = 8.0, 126.0, 64.0, 22.0, 20.0
_TALL_ROW, _LINE = 26.0, 10.0


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
    return share_bars(sample_shares(found), width=width)


def sample_shares(found: SampleResult) -> list[Share]:
    """Return the lines of that drawing: there may be hundreds, and paper ends."""
    shares = [_line(part.name, part, part.interval) for part in found.parts] if len(found.parts) > 1 else []
    whole = _line("All", found, found.interval)
    share = None if found.share is None else min(max(found.share, whole.low), whole.high)
    return [*shares, whole._replace(share=share, whole=True)]


def _line(name: str, counted: PartResult | SampleResult, limits: Interval | None) -> Share:
    if limits is None:
        return Share(name or "(empty)", "–", None, 0.0, 0.0)
    words, share = f"{counted.hits} of {counted.looked_at}", counted.hits / counted.looked_at
    return Share(name or "(empty)", words, share, limits.low, limits.high)


def shop_bars(found: ScenarioResult, *, width: float = 440.0) -> Any:
    """Draw how often each standard was kept in the shops of a story."""
    return share_bars(shop_shares(found), width=width)


def shop_shares(found: ScenarioResult) -> list[Share]:
    """Return the lines of that drawing: one for each standard that something was measured by."""
    return [
        Share(each.standard.title, f"{each.kept} of {each.looked_at}", each.kept / each.looked_at, low, high)
        for each in found.standards
        if each.interval is not None
        for low, high in [(each.interval.low, each.interval.high)]
    ]


def survey_bars(found: QuestionResult, *, width: float = 440.0) -> Any:
    """Draw what one question of a survey came to: the groups that may be shown, and everybody."""
    groups = [_told(one.group or "(empty)", one) for group in found.groups for one in group.shown]
    everybody = [_told("All", found.total)._replace(whole=True)] if found.total else []
    return share_bars([*groups, *everybody], width=width)


def questions_bars(found: Sequence[QuestionResult], *, width: float = 480.0) -> Any:
    """Draw what the questions of a survey came to, one below the other."""
    shares = [_told(question_name(one), one.total) for one in found if one.total]
    return share_bars(shares, width=width, names=190, lines=2)


def _told(name: str, told: Shown) -> Share:
    words, share = f"{told.tally.hits:,} of {told.tally.base:,}", told.tally.share
    if told.interval is None or share is None:  # too few answers for a place on a scale of per cent
        return Share(name, words, None, 0.0, 0.0)
    low, high = told.interval.low, told.interval.high
    return Share(name, words, min(max(share, low), high), low, high)


def share_bars(
    shares: Sequence[Share], *, width: float = 440.0, names: float = _NAMES, lines: int = 1
) -> Any:
    """Draw each share as a dot on the line of its interval, from 0 to 100 per cent.

    Args:
        shares: strata, and all of them together as the last one (`whole`), which is drawn bold.
        width: of the whole drawing, in points.
        names: room for a name, in points.
        lines: of a name at most; what is longer is cut.

    Returns:
        A reportlab `Drawing`.
    """
    from reportlab.graphics.shapes import Drawing, Line, Rect

    row = _ROW if lines == 1 else _TALL_ROW
    height = _AXIS + row * len(shares)
    drawing = Drawing(width, height)
    drawing.add(Rect(0, 0, width, height, fillColor=ink(style.PAPER), strokeColor=None))
    left, right = names + _WORDS, width - 14
    for percent in (0, 25, 50, 75, 100):
        x = left + (right - left) * percent / 100
        drawing.add(Line(x, _AXIS, x, height, strokeColor=ink(style.HAIRLINE), strokeWidth=0.6))
        drawing.add(label(x, 6, f"{percent}%", size=8, colour=style.MUTED))
    for number, share in enumerate(shares):
        y = height - row * (number + 0.5)
        told = name_lines(share.name, names - _EDGE - 8, lines, bold=share.whole)
        for place, words in enumerate(told):
            at = y - 3 + _LINE * ((len(told) - 1) / 2 - place)
            drawing.add(label(_EDGE, at, words, anchor="start", bold=share.whole))
        drawing.add(label(left - 10, y - 3, share.words, anchor="end", bold=share.whole))
        _bar(drawing, share, y, left, right - left)
    return drawing


def _bar(drawing: Any, share: Share, y: float, left: float, scale: float) -> None:
    from reportlab.graphics.shapes import Circle, Line

    if share.share is None:
        return
    colour = style.PRIMARY if share.whole else style.EDGE
    low, high = left + scale * share.low, left + scale * share.high
    drawing.add(Line(low, y, high, y, strokeColor=ink(colour), strokeWidth=3 if share.whole else 2))
    for end in (low, high):
        drawing.add(Line(end, y - 4, end, y + 4, strokeColor=ink(colour), strokeWidth=1.4))
    dot = left + scale * share.share
    drawing.add(Circle(dot, y, 4.5, fillColor=ink(colour), strokeColor=ink(style.PAPER), strokeWidth=1))
