"""Figures in published tables: reading one cell, and where a figure stands among those of many landlords."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

HIGHER, LOWER, CONTEXT = DIRECTIONS = ("higher", "lower", "context")

_MARK = re.compile(r"\[\s*([a-z]{1,6})\s*\]", re.IGNORECASE)
_NOTHING = {
    "",
    "..",
    ".",
    "-",
    "–",
    "—",
    "n/a",
    "na",
    "n.a.",
    "not applicable",
    "not available",
    "null",
    "none",
}
_NUMBER = re.compile(r"[£$€]?\s*(\d{1,3}(?:,\d{3})+|\d+|(?=\.))(\.\d+)?(e[-+]?\d+)?\s*%?", re.IGNORECASE)
_KNOWN_MARKS = {
    "x": "not available",
    "z": "does not apply",
    "c": "kept back",
    "e": "left out by the publisher",
    "u": "not reliable",
    "low": "too low to show",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell that was read: its number, or the mark in the place of one ("" for an empty cell)."""

    value: float | None = None
    mark: str = ""


def read_figure(cell: str) -> Figure | None:
    """Read a cell: "82.5 %" is 82.5, "1,234" is 1234, "(3)" is -3, "[x]" is a mark; None when it is neither.

    A comma between digits that are no thousands is not guessed at.
    """
    text = " ".join(cell.replace("\u200b", "").split())
    if text.casefold() in _NOTHING:
        return Figure(mark=text.casefold() if text.casefold() not in ("", "null", "none") else "")
    marks = _MARK.findall(text)
    rest = _MARK.sub("", text).strip()
    if marks and not rest:
        return Figure(mark=f"[{marks[0].casefold()}]")
    sign = -1.0 if re.fullmatch(r"\(.*\)|[-−].*", rest) else 1.0
    found = _NUMBER.fullmatch(rest.strip("()").lstrip("+-−").strip())
    if not found:
        return None
    number = float("".join(part or "" for part in found.groups()).replace(",", ""))
    return Figure(sign * number if number else 0.0, f"[{marks[0].casefold()}]" if marks else "")


def mark_words(mark: str) -> str:
    """Return what a mark of official tables means, or the mark itself."""
    return _KNOWN_MARKS.get(mark.strip("[]"), mark)


_MOST_DIGITS = 4
"""Digits after the point that somebody wrote; more come out of a calculation."""


def figure_digits(value: float) -> str:
    """Return a figure as it was written: "97.45", "1,234". One that was worked out keeps two digits."""
    text = f"{value + 0.0:,.10g}"  # never "-0"
    if "e+" not in text and len(text.partition(".")[2]) <= _MOST_DIGITS:
        return text
    return f"{value:,.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Spread:
    """The figures of many landlords in one measure. Quartiles as spreadsheets count them (inclusive)."""

    count: int
    low: float
    lower_quartile: float
    median: float
    upper_quartile: float
    high: float
    zeros: int


def spread(values: Sequence[float]) -> Spread | None:
    """Return how figures are spread; None without any."""
    if not values:
        return None
    if len(values) == 1:
        return Spread(1, *(values[0],) * 5, zeros=int(values[0] == 0))
    lower, middle, upper = quantiles(values, n=4, method="inclusive")
    zeros = sum(value == 0 for value in values)
    return Spread(len(values), min(values), lower, middle, upper, max(values), zeros)


FEWEST = 4
"""Figures that it takes to speak of quarters."""


def quarter(value: float, among: Spread, better: str) -> int | None:
    """Return the quarter a figure stands in; None when there are too few figures to say.

    1 is the best quarter when the measure has a good direction, else the one with the highest figures. A
    figure on the line belongs to the better side of it, as with the framework's upper quartiles.
    """
    if among.count < FEWEST:
        return None
    lines = (among.upper_quartile, among.median, among.lower_quartile)
    if better == LOWER:
        return 1 + sum(value > line for line in reversed(lines))
    return 1 + sum(value < line for line in lines)


_QUARTERS = {
    True: ("the best quarter", "the second best quarter", "the third quarter", "the weakest quarter"),
    False: (
        "the quarter with the highest figures",
        "the second highest quarter",
        "the third highest quarter",
        "the quarter with the lowest figures",
    ),
}


def quarter_words(place: int, better: str) -> str:
    """Return a quarter in words; without a good direction, none of them is called good."""
    return _QUARTERS[better in (HIGHER, LOWER)][place - 1]
