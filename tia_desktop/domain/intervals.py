"""How sure a sample makes us: what share of the whole list the answer can stand for.

A small sample is shown as "7 of 12" first, then between which shares the truth lies (PRODUCT, "Collect").
Formulas: E. B. Wilson (1927) for long lists; for short ones the exact limits from the hypergeometric
distribution, which hold for a list of any length and any share.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import comb, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
EXACT_UP_TO = 1_000
"""Cases in a list; longer ones take Wilson's interval, which hardly differs there, without large numbers."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Shares from 0 to 1 between which the truth lies, 19 times of 20 unless another confidence was asked.

    `method` is "exact" (hypergeometric), "wilson", "strata", or "whole" when every case was looked at.
    """

    low: float
    high: float
    method: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What was found in a stratum: `hits` of `looked_at` cases, from `size` in the list."""

    hits: int
    looked_at: int
    size: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.looked_at <= self.size:
            raise ValueError(f"{self.hits} of {self.looked_at} from {self.size} cannot be")


def interval(counted: Counted, confidence: float = CONFIDENCE) -> Interval | None:
    """Return the interval of a random sample from one list; None when no case was looked at."""
    if counted.looked_at == 0:
        return None
    if counted.looked_at == counted.size:
        return Interval(counted.hits / counted.size, counted.hits / counted.size, "whole")
    if counted.size <= EXACT_UP_TO:
        low, high = exact_limits(counted.hits, counted.looked_at, counted.size, confidence)
        return Interval(low / counted.size, high / counted.size, "exact")
    return Interval(*wilson(counted.hits, counted.looked_at, confidence), "wilson")


def wilson(hits: float, looked_at: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return Wilson's limits; both may be no whole numbers (see `overall`)."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, zz = hits / looked_at, z * z
    middle = (share + zz / (2 * looked_at)) / (1 + zz / looked_at)
    half = z / (1 + zz / looked_at) * sqrt(share * (1 - share) / looked_at + zz / (4 * looked_at**2))
    return (0.0 if hits == 0 else middle - half, 1.0 if hits == looked_at else middle + half)


@cache
def exact_limits(hits: int, looked_at: int, size: int, confidence: float = CONFIDENCE) -> tuple[int, int]:
    """Return the smallest and the largest number of such cases in the list that the sample does not rule out.

    A number is ruled out when so many hits, or more, would come up in at most (1 - confidence)/2 of all
    samples; and likewise for so few. Exact: whole numbers only.
    """
    rare = Fraction(str(1 - confidence)).limit_denominator(10**9) / 2 * comb(size, looked_at)

    def ways(of_kind: int, fewest: int, most: int) -> int:
        """Samples with `fewest` to `most` hits when the list holds so many of the kind."""
        return sum(comb(of_kind, k) * comb(size - of_kind, looked_at - k) for k in range(fewest, most + 1))

    # Both grow with the number in the list, so halving finds where they pass the limit.
    least, most = hits, size - (looked_at - hits)
    low = _first(least, most, lambda kind: ways(kind, hits, min(looked_at, kind)) > rare)
    high = _first(low, most + 1, lambda kind: kind > most or ways(kind, 0, hits) <= rare) - 1
    return low, high


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """Return the first whole number from `low` for which `holds`; it does for all from there to `high`."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def overall(parts: Sequence[Counted], confidence: float = CONFIDENCE) -> tuple[float, Interval] | None:
    """Return the share over all strata, each by its size in the list, and its interval.

    Wilson's interval for the weighted share, with the number of cases that a simple sample needs to be as
    uncertain: the smaller of two estimates, one from the strata's own shares, one as if all shared the
    overall share. The second keeps the interval from closing where every stratum found all or nothing.

    Returns:
        None when a stratum has no case looked at: nothing can be said about it, so not about the whole.
    """
    parts = [part for part in parts if part.size]
    if not parts or any(part.looked_at == 0 for part in parts):
        return None
    if len(parts) == 1:
        found = interval(parts[0], confidence)
        return (parts[0].hits / parts[0].looked_at, found) if found else None
    total = sum(part.size for part in parts)
    share = float(sum(Fraction(part.size * part.hits, total * part.looked_at) for part in parts))
    if all(part.looked_at == part.size for part in parts):
        return share, Interval(share, share, "whole")
    # Variance of one stratum's share over p(1 - p): drawing from a list without putting back.
    spread = [
        (part, (part.size / total) ** 2 * (part.size - part.looked_at) / (part.size - 1) / part.looked_at)
        for part in parts
        if part.size > 1
    ]
    as_one = 1 / sum(weight for _, weight in spread)
    own = sum(weight * _variance(part) for part, weight in spread)
    count = min(as_one, share * (1 - share) / own) if own > 0 and 0 < share < 1 else as_one
    return share, Interval(*wilson(share * count, count, confidence), "strata")


def _variance(part: Counted) -> float:
    share = part.hits / part.looked_at
    return share * (1 - share)
