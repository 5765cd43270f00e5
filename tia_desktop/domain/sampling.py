"""Drawing cases from a list so that anybody with the list can draw the same ones, on any system.

The draw is defined here and in docs form in `schemas/SAMPLING.md`, by SHA-256 alone: no language's own random
numbers, no floating point.

* The cases of a list are numbered 1, 2, 3 ... in the list's order.
* The *ticket* of case i is the SHA-256 of the UTF-8 bytes of `tia-draw-1|SEED|i`, read as a number.
* A **simple** draw of n takes the n cases with the smallest tickets.
* A **systematic** draw of n from N takes the case with the number floor((start + j * N) / n) + 1 for each
  j = 0 ... n - 1, where start is the SHA-256 of `tia-start-1|SEED`, read as a number, modulo N.
* A **stratified** draw is a simple draw within each stratum, with the same tickets.
* **Reserves** stand in for cases that cannot be looked at: the cases that were not drawn (of the same
  stratum), smallest ticket first.

Sampling rules: guidance para 39 kind 6 asks for case samples and leaves their method open; a random sample is
what lets a team speak about the whole list.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from math import ceil, sqrt
from statistics import NormalDist

from tia_desktop.domain.errors import InputError

SIMPLE, SYSTEMATIC, STRATIFIED = METHODS = ("simple", "systematic", "stratified")
PROPORTIONAL, EQUAL = ALLOCATIONS = ("proportional", "equal")
MOST_STRATA = 500
"""More groups than this is a column of a wrong kind, such as a reference number."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the list, such as the repairs of one area.

    Attributes:
        name: the value that its cases share; "" for the whole list.
        size: cases in the list.
        wanted: cases to draw.
    """

    name: str
    size: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """The cases of one stratum, by their numbers in the list, in the order in which they are looked at."""

    stratum: Stratum
    cases: tuple[int, ...]
    reserves: tuple[int, ...]


def ticket(seed: str, number: int) -> int:
    """Return the ticket of a case: smaller ones are drawn first."""
    return int.from_bytes(sha256(f"tia-draw-1|{seed}|{number}".encode()).digest(), "big")


def draw(seed: str, numbers: Iterable[int], count: int, reserves: int = 0) -> tuple[list[int], list[int]]:
    """Draw `count` of the cases with these numbers, and `reserves` that come next.

    Memory is for the cases that are drawn, not for the list.
    """
    first = heapq.nsmallest(count + reserves, numbers, key=lambda number: ticket(seed, number))
    return first[:count], first[count:]


def systematic(seed: str, size: int, count: int) -> list[int]:
    """Return every (size/count)-th case from a random start; each case has the same chance."""
    start = int.from_bytes(sha256(f"tia-start-1|{seed}".encode()).digest(), "big") % max(size, 1)
    return [(start + place * size) // count + 1 for place in range(count)]


def strata(sizes: Mapping[str, int], total: int, allocation: str) -> list[Stratum]:
    """Share a sample out among the strata.

    Args:
        sizes: name -> cases in the list.
        total: cases to draw from all of them.
        allocation: how the cases are given out, one after the other, after each stratum had one where there
            are enough. "proportional": the next one goes to the stratum with the largest
            size / (2 * given + 1), the method of Sainte-Lague; "equal": to the one with the fewest.
            Of equals to the larger stratum, then to the first by name; never to one that is used up.

    Returns:
        The strata in the order of their names; their wanted cases add up to `total`.

    Raises:
        InputError: more cases are wanted than there are, or there are too many strata.
    """
    names = sorted(name for name, size in sizes.items() if size > 0)
    if len(names) > MOST_STRATA:
        raise InputError(
            f"This column has {len(names):,} different values. Choose one with at most {MOST_STRATA} groups, "
            "such as an area or a kind of repair."
        )
    _test_count(total, sum(sizes.values()))
    wanted = dict.fromkeys(names, 1 if total >= len(names) else 0)

    def turn(name: str) -> tuple[Fraction, int, str]:
        """The smallest one gets the next case."""
        given = wanted[name] if allocation == EQUAL else Fraction(2 * wanted[name] + 1, sizes[name])
        return Fraction(given), -sizes[name], name

    turns = [turn(name) for name in names if wanted[name] < sizes[name]]
    heapq.heapify(turns)
    for _ in range(total - sum(wanted.values())):
        name = heapq.heappop(turns)[-1]
        wanted[name] += 1
        if wanted[name] < sizes[name]:
            heapq.heappush(turns, turn(name))
    return [Stratum(name, sizes[name], wanted[name]) for name in names]


def draw_strata(
    seed: str, members: Mapping[str, Sequence[int]], parts: Sequence[Stratum], reserves: int
) -> list[Drawn]:
    """Draw within each stratum; `members` are the numbers of each stratum's cases, `reserves` for each."""
    found = []
    for part in parts:
        cases, next_ones = draw(seed, members[part.name], part.wanted, reserves)
        found.append(Drawn(part, tuple(cases), tuple(next_ones)))
    return found


def draw_simple(seed: str, size: int, count: int, reserves: int) -> list[Drawn]:
    """Draw from the whole list."""
    _test_count(count, size)
    cases, next_ones = draw(seed, range(1, size + 1), count, reserves)
    return [Drawn(Stratum("", size, count), tuple(cases), tuple(next_ones))]


def draw_systematic(seed: str, size: int, count: int, reserves: int) -> list[Drawn]:
    """Draw at a fixed distance from a random start; the reserves are a simple draw from the others."""
    _test_count(count, size)
    cases = systematic(seed, size, count)
    taken = set(cases)
    others = (number for number in range(1, size + 1) if number not in taken)
    next_ones, _ = draw(seed, others, min(reserves, size - count))
    return [Drawn(Stratum("", size, count), tuple(cases), tuple(next_ones))]


def _test_count(count: int, size: int) -> None:
    if count < 1:
        raise InputError("Draw at least one case.")
    if count > size:
        raise InputError(f"The list has {size:,} cases. Draw at most that many.")


def size_for(size: int, points: float, confidence: float = 0.95) -> int:
    """Return how many of `size` cases to check to be within `points` percentage points either way.

    The normal formula for the hardest case, a share of one half, with the correction for a finite list:
    n0 = z^2 / 4e^2, n = n0 / (1 + (n0 - 1) / N), rounded up.

    Raises:
        InputError: a margin that is not above 0 and below 50 points, or an empty list.
    """
    if not 0 < points < 50:
        raise InputError("Give a margin above 0 and below 50 points, such as 10.")
    if size < 1:
        raise InputError("The list has no cases.")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    without = z * z / 4 / (points / 100) ** 2
    # A little less than nothing is taken off, so that 385.0000000001 is 385.
    return min(size, max(1, ceil(without / (1 + (without - 1) / size) - 1e-9)))


def points_for(size: int, count: int, confidence: float = 0.95) -> float:
    """Return within how many points either way `count` of `size` cases are: `size_for` turned round.

    0 when every case is looked at; at most 50, which says nothing.

    Raises:
        InputError: no case, or more than there are.
    """
    _test_count(count, size)
    if count == size:
        return 0.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    without = count * (size - 1) / (size - count)
    return min(50.0, 50 * z / sqrt(without))
