"""What a question of a survey came to: the count, how near it is to the truth, and what must not be shown.

"Don't know" leaves the base. A small base is shown as "7 of 12" only; a group with fewer than ten answers is
not shown, nor is one that could be worked out from the others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from tia_desktop.domain.intervals import Counted, Interval, interval, wilson

SMALL_BASE = 30
"""Fewer answers get no percentage (checklist of the surveys: no subgroup under about 30 alone)."""
SMALL_GROUP = 10
"""Fewer answers of a group are not shown."""
_Z = 1.96
BANDS = ((2_500, 5.0), (10_000, 4.0), (25_000, 3.0))
"""(homes below, points either way) at 95 %; from 25,000 homes: 2 points (Tenant Satisfaction Measures)."""
_LARGEST = 2.0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many gave which answer. Weighted answers need not be whole numbers.

    Attributes:
        counts: answer -> how many, without "don't know".
        positive: the answers that count for the figure.
        dont_know: answers that left the base.
    """

    counts: Mapping[str, float]
    positive: Collection[str]
    dont_know: int = 0

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
        """The figure from 0 to 1: positive answers over all that count; None without any."""
        positive = sum(n for answer, n in self.counts.items() if answer in self.positive)
        return positive / self._all if self._all else None

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
    if population is not None and population >= base:
        return interval(Counted(hits, base, population))
    return Interval(*wilson(hits, base), "wilson")


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
    return f"{told} ({tally.share * 100:.0f} %)"
