"""What a question of a survey came to: the count, how near it is to the truth, and what must not be shown.

"Don't know" leaves the base. A small base is shown as "7 of 12" only; a group with fewer than ten answers is
not shown, nor is one that could be worked out from the others. Weights change the share and how sure it is,
never the number of people: bases and what may be shown go by people.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, sqrt

from tia_desktop.domain.intervals import Counted, Interval, interval, wilson

SMALL_BASE = 30
"""Fewer answers get no percentage (checklist of the surveys: no subgroup under about 30 alone)."""
SMALL_GROUP = 10
"""Fewer answers of a group are not shown."""
MOST_TOGETHER = 8
"""Surveys of the same people whose totals are shown side by side."""
_Z = 1.96
BANDS = ((2_500, 5.0), (10_000, 4.0), (25_000, 3.0))
"""(homes below, points either way) at 95 %; from 25,000 homes: 2 points (Tenant Satisfaction Measures)."""
_LARGEST = 2.0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many gave which answer. Counts that somebody else weighted need not be whole numbers.

    Attributes:
        counts: answer -> how many, without "don't know".
        positive: the answers that count for the figure.
        dont_know: answers that left the base.
        weights: answer -> (sum of the weights of single answers, sum of their squares); empty for none.
    """

    counts: Mapping[str, float]
    positive: Collection[str]
    dont_know: int = 0
    weights: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def base(self) -> int:
        """Answers that count."""
        return round(self._all)

    @property
    def hits(self) -> int:
        """Answers that count for the figure."""
        return min(self.base, round(sum(n for answer, n in self.counts.items() if answer in self.positive)))

    @property
    def share(self) -> float | None:
        """The figure from 0 to 1: positive answers over all that count, by weight; None without any."""
        parts = {a: w for a, (w, _) in self.weights.items()} or self.counts
        every = sum(parts.values())
        return sum(n for answer, n in parts.items() if answer in self.positive) / every if every else None

    @property
    def effective(self) -> float | None:
        """How many unweighted answers would be as sure: Kish's (sum w)^2 / sum w^2; None without weights."""
        every, squares = (sum(part[k] for part in self.weights.values()) for k in (0, 1))
        return every * every / squares if squares else None

    @property
    def _all(self) -> float:
        return sum(self.counts.values())


def margin(base: int, population: int) -> float | None:
    """Return points either way at 95 %, as the regulator counts them; None without answers.

    The normal formula for a share of one half with the correction for a finite list. It says nothing of
    weighting (note 2 of the regulator's data for 2023/24).
    """
    if base < 1 or population < base:
        return None
    if population == 1:
        return 0.0
    return 100 * _Z * 0.5 / sqrt(base) * sqrt((population - base) / (population - 1))


def allowed(population: int) -> float:
    """Return the margin that a landlord with so many homes of a tenure must keep to."""
    return next((points for below, points in BANDS if population < below), _LARGEST)


def needed(population: int, points: float) -> int:
    """Return how many answers the margin needs, as the regulator counts it: n0 / (1 + n0 / N), rounded up.

    It differs from the size of a sample (`domain.sampling.size_for`) by one answer at most. The published
    minimum of all landlords for 2023/24 follows it.
    """
    without = _Z * _Z / 4 / (points / 100) ** 2
    return min(population, ceil(without / (1 + without / population) - 1e-9)) if population > 0 else 0


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Whether there are answers enough for the landlord's size.

    Attributes:
        points: what was reached, 95 %; None when more answered than there are homes.
        allowed: what the size asks for.
        needed: answers that it takes.
        base: answers there are.
    """

    points: float | None
    allowed: float
    needed: int
    base: int

    @property
    def met(self) -> bool:
        """Whether there are answers enough."""
        return self.base >= self.needed


def accuracy(base: int, population: int) -> Accuracy:
    """Return whether a number of answers is enough for so many homes of one tenure."""
    points = allowed(population)
    return Accuracy(margin(base, population), points, needed(population, points), base)


def limits(tally: Tally, population: int | None) -> Interval | None:
    """Return between which shares the truth lies, if those who answered stand for all."""
    base, hits = tally.base, tally.hits
    if not base:
        return None
    if tally.effective is not None and tally.share is not None:
        # Without the correction for a finite list: nobody knows how the weights were made.
        return Interval(*wilson(tally.share * tally.effective, tally.effective), "wilson")
    if population is not None and population >= base:
        return interval(Counted(hits, base, population))
    return Interval(*wilson(hits, base), "wilson")


@dataclass(frozen=True, slots=True)
class Difference:
    """A change of a share from one survey to another, and between which changes the truth lies (95 %)."""

    change: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether no change at all is ruled out."""
        return self.low > 0 or self.high < 0


def difference(
    now: Tally, before: Tally, homes_now: int | None = None, homes_before: int | None = None
) -> Difference | None:
    """Return how a share changed between two surveys; None for a small base (under 30).

    R. G. Newcombe (1998), method 10: a hybrid of the two Wilson intervals, here without a correction for
    finite lists, so that it is never too narrow. Where every home answered, a share is known.
    """
    sides = ((now, homes_now), (before, homes_before))
    if any(tally.base < SMALL_BASE for tally, _ in sides):
        return None
    (one, one_low, one_high), (two, two_low, two_high) = (_side(*side) for side in sides)
    change = one - two
    down = sqrt((one - one_low) ** 2 + (two_high - two) ** 2)
    up = sqrt((one_high - one) ** 2 + (two - two_low) ** 2)
    return Difference(change, change - down, change + up)


def _side(tally: Tally, homes: int | None) -> tuple[float, float, float]:
    share, known = tally.share or 0.0, limits(tally, homes)
    if known is None or known.method == "whole":
        return share, share, share
    found = limits(tally, None) or known
    # Counts that others weighted are no whole numbers: the rounded ones may lie a little beside the share.
    return share, min(found.low, share), max(found.high, share)


def together(tallies: Sequence[Tally]) -> list[bool]:
    """Return which totals may be shown side by side when all may be about the same people.

    One may be a part of another, or of several: a total is hidden when adding and taking away totals that
    are shown leaves one to nine people. The first ones win. The same counts again tell nothing new.
    """
    told, reached, seen = list[bool](), {0}, list[Tally]()
    for tally in tallies:
        again = any(tally.counts == one.counts and tally.base == one.base for one in seen)
        near = {abs(total + tally.base) for total in reached}
        same = any(tally.base == one.base for one in seen)  # of one person's answer other than the other's
        fits = not same and len(seen) < MOST_TOGETHER and not near & set(range(1, SMALL_GROUP))
        told.append(again or fits or not tally.base)
        if fits and tally.base:
            seen.append(tally)
            reached |= {total + sign * tally.base for total in reached for sign in (-1, 1)}
    return told


def shown(groups: Mapping[str, Tally]) -> set[str]:
    """Return the groups of one total that may be shown.

    A group with 1 to 9 answers is hidden. The total less what is shown is known to every reader, so what is
    hidden must be at least two groups that have ten answers together and do not all say the same: until
    that is so, the smallest shown group is hidden too. A group without an answer shows and hides nothing.
    """
    there = {name: tally for name, tally in groups.items() if tally.base > 0}
    hidden = {name for name, tally in there.items() if tally.base < SMALL_GROUP}
    by_size = sorted((name for name in there if name not in hidden), key=lambda n: (there[n].base, n))
    while hidden and by_size and _tells([there[name] for name in hidden]):
        hidden.add(by_size.pop(0))
    return set(there) - hidden


def _tells(hidden: Sequence[Tally]) -> bool:
    """Whether the sum of some hidden groups tells what people in a small one said."""
    base, hits = sum(t.base for t in hidden), sum(t.hits for t in hidden)
    return len(hidden) < 2 or base < SMALL_GROUP or hits in (0, base)


# ---- in words


def count_words(tally: Tally) -> str:
    """Return "7 of 12", and "31 of 52 (60 %)" when the base is large enough for a percentage."""
    told = f"{tally.hits:,} of {tally.base:,}"
    if tally.base < SMALL_BASE or tally.share is None:
        return told
    if tally.weights:
        return f"{told} (weighted: {tally.share * 100:.0f} %)"
    return f"{told} ({tally.share * 100:.0f} %)"
