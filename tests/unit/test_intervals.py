"""Intervals agree with an independent library, and cover the truth as often as they say."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from scipy.stats import binom, binomtest, hypergeom

from tia_desktop.domain.intervals import Counted, exact_limits, interval, overall, wilson

CONFIDENCES = (0.9, 0.95, 0.99)


@pytest.mark.parametrize("looked_at", [1, 2, 3, 5, 12, 40, 59, 73, 400, 5000])
def test_wilson_agrees_with_scipy(looked_at: int) -> None:
    for hits in sorted({0, 1, looked_at // 3, looked_at // 2, looked_at - 1, looked_at}):
        for confidence in CONFIDENCES:
            theirs = binomtest(hits, looked_at).proportion_ci(confidence, method="wilson")
            assert wilson(hits, looked_at, confidence) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@pytest.mark.parametrize("size", [2, 5, 12, 40, 200, 999])
def test_exact_limits_agree_with_scipy(size: int) -> None:
    """Against the definition, with scipy's distribution, number by number."""
    for looked_at in sorted({1, 2, size // 4, size // 2, size - 1} - {0}):
        for hits in sorted({0, 1, looked_at // 2, looked_at}):
            kinds = np.arange(hits, size - looked_at + hits + 1)
            for confidence in CONFIDENCES:
                rare = (1 - confidence) / 2 + 1e-12
                low = kinds[hypergeom.sf(hits - 1, size, kinds, looked_at) > rare].min()
                high = kinds[hypergeom.cdf(hits, size, kinds, looked_at) > rare].max()
                assert exact_limits(hits, looked_at, size, confidence) == (low, high)


def overall_by_scipy(parts: list[tuple[int, int, int]]) -> tuple[float, float, float]:
    """The stratified interval written a second time, with arrays and scipy's quantile."""
    hits, looked, size = np.array(parts, dtype=float).T
    weight, rate = size / size.sum(), hits / looked
    share = float((weight * rate).sum())
    factor = weight**2 * (size - looked) / (size - 1) / looked
    own = float((factor * rate * (1 - rate)).sum())
    count = 1 / float(factor.sum())
    if own > 0 and 0 < share < 1:
        count = min(count, share * (1 - share) / own)
    # Wilson's limits are the roots of (p - share)^2 = z^2 p (1 - p) / n.
    z2 = float(binom_z() ** 2)
    roots = np.roots([1 + z2 / count, -(2 * share + z2 / count), share**2])
    return share, float(roots.real.min()), float(roots.real.max())


def binom_z() -> float:
    """The 97.5 % point of the normal distribution."""
    from scipy.stats import norm

    return float(norm.ppf(0.975))


@pytest.mark.parametrize(
    "parts",
    [
        [(7, 12, 620), (9, 12, 400), (3, 8, 200)],
        [(0, 12, 620), (12, 12, 400)],
        [(5, 36, 620), (2, 24, 400), (12, 12, 200), (1, 1, 20)],
        [(1, 3, 3), (4, 30, 3000)],
    ],
)
def test_strata_agree_with_a_second_writing(parts: list[tuple[int, int, int]]) -> None:
    found = overall([Counted(*part) for part in parts])
    assert found is not None
    share, limits = found
    assert (share, limits.low, limits.high) == pytest.approx(overall_by_scipy(parts), abs=1e-9)
    assert limits.method == "strata"


def test_exact_limits_cover_every_share() -> None:
    """At every possible truth, not only on average: the chance of all samples whose limits hold it."""
    for size, looked_at in ((12, 5), (60, 12), (200, 20)):
        limits = [exact_limits(hits, looked_at, size) for hits in range(looked_at + 1)]
        for kind in range(size + 1):
            ways = sum(
                comb(kind, hits) * comb(size - kind, looked_at - hits)
                for hits, (low, high) in enumerate(limits)
                if low <= kind <= high
            )
            assert ways / comb(size, looked_at) >= 0.95


def test_wilson_covers_on_average() -> None:
    """Over all shares alike; at single shares it swings around that, as its literature says."""
    shares = np.linspace(0.0005, 0.9995, 1000)
    for looked_at in (5, 12, 40, 73, 400):
        hits = np.arange(looked_at + 1)
        limits = np.array([wilson(int(k), looked_at) for k in hits])
        held = (limits[:, :1] <= shares) & (shares <= limits[:, 1:])
        chances = binom.pmf(hits[:, None], looked_at, shares[None, :])
        assert (chances * held).sum(axis=0).mean() >= 0.95


def test_strata_cover_on_average() -> None:
    """Many lists of two to six strata with shares of their own, each sampled many times."""
    dice = np.random.default_rng(20260101)
    covered = []
    for _ in range(40):
        sizes = dice.choice([20, 60, 200, 800, 3000], size=dice.integers(2, 7))
        kinds = np.round(dice.random(len(sizes)) * sizes).astype(int)
        looked = np.minimum(sizes, dice.choice([3, 8, 12, 30], size=len(sizes)))
        truth = kinds.sum() / sizes.sum()
        drawn = [dice.hypergeometric(k, s - k, n, 200) for k, s, n in zip(kinds, sizes, looked, strict=True)]
        for hits in zip(*drawn, strict=True):
            parts = [Counted(int(h), int(n), int(s)) for h, n, s in zip(hits, looked, sizes, strict=True)]
            found = overall(parts)
            assert found is not None
            covered.append(found[1].low - 1e-12 <= truth <= found[1].high + 1e-12)
    assert np.mean(covered) >= 0.95


def test_words_for_what_can_be_said() -> None:
    assert interval(Counted(0, 0, 100)) is None
    whole = interval(Counted(7, 12, 12))
    assert whole is not None
    assert (whole.low, whole.high, whole.method) == (7 / 12, 7 / 12, "whole")
    assert (interval(Counted(7, 12, 1000)) or whole).method == "exact"
    assert (interval(Counted(7, 12, 1001)) or whole).method == "wilson"
    assert overall([Counted(1, 3, 10), Counted(0, 0, 10)]) is None
    assert overall([]) is None
    assert overall([Counted(1, 3, 10), Counted(0, 0, 0)]) == (1 / 3, interval(Counted(1, 3, 10)))
    everything = overall([Counted(1, 3, 3), Counted(2, 2, 2)])
    assert everything is not None
    assert everything[0] == pytest.approx(3 / 5)
    assert everything[1].method == "whole"


@pytest.mark.parametrize("numbers", [(-1, 2, 3), (3, 2, 5), (1, 6, 5)])
def test_numbers_that_cannot_be_are_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        Counted(*numbers)
