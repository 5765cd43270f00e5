"""What a survey comes to: shares, margins, accuracy, groups that may be shown, places among landlords."""

from __future__ import annotations

from math import ceil, sqrt

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tia_desktop.domain.figures import Figure, Spread, quarter, quarter_words, read_figure, spread
from tia_desktop.domain.intervals import wilson
from tia_desktop.domain.sampling import size_for
from tia_desktop.domain.surveys import (
    SMALL_GROUP,
    Tally,
    accuracy,
    allowed,
    count_words,
    difference,
    limits,
    margin,
    needed,
    shown,
    together,
)

GOOD = ("very", "fairly")
tallies = st.fixed_dictionaries({name: st.integers(0, 400) for name in ("very", "fairly", "neither", "bad")})


def tally(hits: int, base: int) -> Tally:
    return Tally({"very": hits, "bad": base - hits}, GOOD)


# ---- the figure


@given(tallies, st.integers(0, 1_000), st.integers(0, 1_000))
def test_dont_know_never_changes_anything_but_itself(counts: dict[str, int], one: int, other: int) -> None:
    left, right = Tally(counts, GOOD, one), Tally(counts, GOOD, other)
    assert (left.base, left.hits, left.share) == (right.base, right.hits, right.share)
    assert count_words(left) == count_words(right)
    assert limits(left, None) == limits(right, None)
    assert left.base == sum(counts.values())


def test_a_small_base_gets_no_percentage() -> None:
    assert count_words(tally(7, 12)) == "7 of 12"
    assert count_words(tally(20, 29)) == "20 of 29"
    assert count_words(tally(31, 52)) == "31 of 52 (60 %)"
    assert count_words(tally(0, 0)) == "0 of 0"
    assert count_words(tally(1_000, 2_000)) == "1,000 of 2,000 (50 %)"


def test_weighted_counts_keep_their_share() -> None:
    weighted = Tally({"very": 119.6, "fairly": 100.8, "neither": 22.8, "bad": 44.8}, GOOD)
    assert weighted.base == 288
    assert weighted.share == pytest.approx(220.4 / 288)
    assert weighted.hits == 220


def test_the_interval_is_that_of_the_list_or_without_one_wilson_s() -> None:
    found = limits(tally(31, 52), None)
    assert found is not None
    assert (found.low, found.high) == wilson(31, 52)
    short = stats.binomtest(31, 52).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((short.low, short.high), abs=1e-12)
    exact = limits(tally(31, 52), 200)
    assert exact is not None
    assert exact.method == "exact"
    assert limits(tally(0, 0), 200) is None
    more = limits(tally(31, 52), 40)  # more answers than homes: two in one home
    assert more is not None
    assert more.method == "wilson"


# ---- weights of single answers


def weighed(people: list[tuple[bool, float]]) -> Tally:
    counts, weights = {"very": 0, "bad": 0}, dict[str, tuple[float, float]]()
    for good, weight in people:
        answer = "very" if good else "bad"
        counts[answer] += 1
        total, squares = weights.get(answer, (0.0, 0.0))
        weights[answer] = (total + weight, squares + weight * weight)
    return Tally(counts, GOOD, 0, weights)


@given(st.lists(st.tuples(st.booleans(), st.floats(1e-3, 1e3)), min_size=1, max_size=60))
def test_weights_change_the_share_and_its_limits_but_never_the_people(
    people: list[tuple[bool, float]],
) -> None:
    found = weighed(people)
    every = numpy.array([w for _, w in people])
    good = numpy.array([w for is_good, w in people if is_good])
    assert (found.base, found.hits) == (len(people), len(good))
    assert found.share == pytest.approx(good.sum() / every.sum())
    assert found.effective == pytest.approx(every.sum() ** 2 / (every**2).sum())
    assert found.effective is not None
    assert found.effective <= found.base + 1e-6
    assert found.share is not None
    of_weights = limits(found, 5_000)
    assert of_weights is not None
    assert of_weights.low - 1e-9 <= found.share <= of_weights.high + 1e-9
    plain = Tally(found.counts, GOOD)
    equal = weighed([(is_good, 2.5) for is_good, _ in people])
    one, other = limits(plain, None), limits(equal, None)
    assert one is not None
    assert other is not None
    assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=1e-9)


def test_a_weighted_percentage_is_named_as_such() -> None:
    people = [(n % 2 == 0, 3.0 if n % 2 == 0 else 1.0) for n in range(40)]
    assert count_words(weighed(people)) == "20 of 40 (weighted: 75 %)"
    assert count_words(weighed(people[:12])) == "6 of 12"
    assert weighed(people).effective == pytest.approx(80**2 / (20 * 9 + 20))


# ---- two surveys

PUBLISHED = [
    ((56, 70), (48, 80), (0.0524, 0.3339)),
    ((9, 10), (3, 10), (0.1705, 0.8090)),
    ((6, 7), (2, 7), (0.0582, 0.8062)),
    ((5, 56), (0, 29), (-0.0381, 0.1926)),
    ((0, 10), (0, 20), (-0.1611, 0.2775)),
    ((0, 10), (0, 10), (-0.2775, 0.2775)),
    ((10, 10), (0, 20), (0.6791, 1.0)),
    ((10, 10), (0, 10), (0.6075, 1.0)),
]
"""R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, Table II, method 10."""


@pytest.mark.parametrize(("now", "before", "published"), PUBLISHED)
def test_the_change_is_the_published_one(
    monkeypatch: pytest.MonkeyPatch,
    now: tuple[int, int],
    before: tuple[int, int],
    published: tuple[float, float],
) -> None:
    monkeypatch.setattr("tia_desktop.domain.surveys.SMALL_BASE", 1)
    found = difference(tally(*now), tally(*before))
    assert found is not None
    assert (found.low, found.high) == pytest.approx(published, abs=5e-5)
    assert found.change == pytest.approx(now[0] / now[1] - before[0] / before[1])
    turned = difference(tally(*before), tally(*now))
    assert turned is not None
    assert (-turned.high, -turned.low) == pytest.approx((found.low, found.high))


def test_the_change_is_covered_as_often_as_it_says() -> None:
    """Exactly, over every outcome: 19 times of 20 on average, and never much less."""
    chance, covered = numpy.random.default_rng(2003), list[float]()
    for one, two in ((30, 30), (40, 60), (100, 35)):
        found = [[difference(tally(a, one), tally(b, two)) for b in range(two + 1)] for a in range(one + 1)]
        low = numpy.array([[d.low if d else 0 for d in row] for row in found])
        high = numpy.array([[d.high if d else 0 for d in row] for row in found])
        for p, q in chance.uniform(0.02, 0.98, (150, 2)):
            often = numpy.outer(
                stats.binom.pmf(range(one + 1), one, p), stats.binom.pmf(range(two + 1), two, q)
            )
            covered.append(float(often[(low <= p - q) & (p - q <= high)].sum()))
    assert numpy.mean(covered) >= 0.95
    assert min(covered) >= 0.92


def test_a_small_base_is_never_compared_and_a_census_leaves_nothing_to_chance() -> None:
    assert difference(tally(20, 29), tally(60, 100)) is None
    assert difference(tally(60, 100), tally(20, 29)) is None
    one = difference(tally(64, 100), tally(55, 100))
    assert one is not None
    assert not one.is_clear
    assert (round(one.low, 3), round(one.high, 3)) == (-0.045, 0.221)
    both = difference(tally(64, 100), tally(55, 100), 100, 100)
    assert both is not None
    assert (both.low, both.high) == pytest.approx((0.09, 0.09))
    assert both.is_clear
    half = difference(tally(64, 100), tally(55, 100), 100, None)
    assert half is not None
    assert one.low < half.low < half.high < one.high
    clear = difference(tally(90, 100), tally(55, 100))
    assert clear is not None
    assert clear.is_clear


def test_totals_of_the_same_people_must_not_give_a_few_away() -> None:
    assert together([tally(31, 60), tally(28, 55)]) == [True, False]  # five people more
    assert together([tally(31, 60), tally(25, 50)]) == [True, True]  # ten of them: as a group of ten
    assert together([tally(31, 60), tally(31, 60)]) == [True, True]  # the same answers again
    assert together([tally(31, 60), tally(30, 60)]) == [True, False]  # somebody said something else
    assert together([tally(50, 100), tally(25, 50), tally(20, 45)]) == [True, True, False]  # 100 - 50 - 45
    assert together([tally(0, 0), tally(3, 5), tally(0, 0)]) == [True, False, True]
    assert sum(together([tally(1, 10**n) for n in range(2, 12)])) == 8


@given(st.lists(st.integers(10, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=6))
def test_no_sum_of_shown_totals_leaves_a_few_people(totals: list[tuple[int, int]]) -> None:
    from itertools import product

    told = [tally(*each) for each in totals]
    seen = [one.base for one, is_seen in zip(told, together(told), strict=True) if is_seen]
    different = list(dict.fromkeys(seen))
    for signs in product((-1, 0, 1), repeat=len(different)):
        left = abs(sum(sign * base for sign, base in zip(signs, different, strict=True)))
        assert left == 0 or left >= SMALL_GROUP
    hits = {(one.hits, one.base) for one, is_seen in zip(told, together(told), strict=True) if is_seen}
    assert len(hits) == len({base for _, base in hits})


# ---- accuracy


def test_the_bands_of_the_regulator() -> None:
    sizes = (999, 2_499, 2_500, 9_999, 10_000, 24_999, 25_000, 300_000)
    assert [allowed(homes) for homes in sizes] == [5, 5, 4, 4, 3, 3, 2, 2]


def test_the_answers_needed_for_known_sizes() -> None:
    known = {500: 218, 1_000: 278, 2_000: 323, 2_500: 485, 7_271: 555, 8_797: 562, 10_000: 965, 40_000: 2_266}
    assert {homes: needed(homes, allowed(homes)) for homes in known} == known
    assert needed(0, 5) == 0
    assert needed(1, 5) == 1


@given(st.integers(1, 400_000), st.sampled_from([2.0, 3.0, 4.0, 5.0]))
def test_the_answers_needed_are_those_of_a_sample_or_one_off(homes: int, points: float) -> None:
    assert abs(needed(homes, points) - size_for(homes, points)) <= 1
    assert 1 <= needed(homes, points) <= homes


@given(st.integers(2, 100_000), st.data())
def test_the_margin_is_the_normal_one_with_finite_correction(homes: int, data: st.DataObject) -> None:
    base = data.draw(st.integers(1, homes))
    points = margin(base, homes)
    assert points is not None
    half = stats.norm.ppf(0.975) * sqrt(0.25 / base * (homes - base) / (homes - 1)) * 100
    assert points == pytest.approx(half, rel=1e-4, abs=1e-9)


def test_a_census_has_no_margin_and_too_many_answers_have_none() -> None:
    assert margin(500, 500) == 0
    assert margin(1, 1) == 0
    assert margin(0, 500) is None
    assert margin(501, 500) is None
    enough = accuracy(300, 1_240)
    assert (enough.met, enough.allowed, enough.needed) == (True, 5.0, 294)
    assert not accuracy(293, 1_240).met


# ---- what may be shown

groups_of = st.lists(
    st.integers(0, 40).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))),
    min_size=1,
    max_size=8,
)


@given(groups_of)
def test_no_small_group_can_be_worked_out(groups: list[tuple[int, int]]) -> None:
    """A reader knows the total and every shown group; at worst the bases of the hidden ones too."""
    told = {str(n): tally(hits, base) for n, (hits, base) in enumerate(groups)}
    seen = shown(told)
    assert all(told[name].base >= SMALL_GROUP for name in seen)
    hidden = [t for name, t in told.items() if name not in seen and t.base]
    small = [t for t in hidden if t.base < SMALL_GROUP]
    total, hits = sum(t.base for t in hidden), sum(t.hits for t in hidden)
    if not seen or not small:
        assert seen or all(t.base == 0 for t in told.values()) or small
        return  # only the total is shown: nothing can be taken away from it
    assert len(hidden) >= 2
    assert total >= SMALL_GROUP
    for each in small:
        fewest = max(0, hits - (total - each.base))
        most = min(each.base, hits)
        assert most > fewest  # two numbers of satisfied people fit, at least


def test_the_group_that_would_give_another_away_is_hidden_too() -> None:
    one = {"North": tally(20, 40), "South": tally(9, 20), "East": tally(8, 15), "West": tally(2, 4)}
    assert shown(one) == {"North", "South"}
    two = {**one, "West": tally(5, 9), "Centre": tally(1, 2)}
    assert shown(two) == {"North", "South", "East"}
    little = {"North": tally(20, 40), "South": tally(10, 20), "West": tally(2, 4), "Centre": tally(1, 2)}
    assert shown(little) == {"North"}  # 4 + 2 are fewer than ten
    same = {"North": tally(20, 40), "South": tally(10, 20), "West": tally(8, 8), "Centre": tally(4, 4)}
    assert shown(same) == {"North"}  # all twelve would be known to be satisfied
    assert shown({"North": tally(5, 30), "Nobody": tally(0, 0)}) == {"North"}
    assert shown({"North": tally(5, 30), "West": tally(1, 3)}) == set()


# ---- figures in tables


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("74.9898332655551", Figure(74.9898332655551)),
        ("82.5 %", Figure(82.5)),
        ("1,234.5", Figure(1234.5)),
        ("£1,250", Figure(1250.0)),
        ("(3.2)", Figure(-3.2)),
        ("-3.2", Figure(-3.2)),
        ("6.1e-05", Figure(6.1e-05)),
        (".5", Figure(0.5)),
        ("0", Figure(0.0)),
        ("-0", Figure(0.0)),
        ("12.3 [e]", Figure(12.3, "[e]")),
        ("[X]", Figure(mark="[x]")),
        ("[z]", Figure(mark="[z]")),
        (" [ c ] ", Figure(mark="[c]")),
        ("[low]", Figure(mark="[low]")),
        ("", Figure()),
        ("..", Figure(mark="..")),
        ("n/a", Figure(mark="n/a")),
        ("-", Figure(mark="-")),
        ("74,9", None),
        ("12,34,567", None),
        ("about 70", None),
        ("70-80", None),
        ("1.2.3", None),
        ("NaN", None),
        ("inf", None),
    ],
)
def test_a_cell_is_a_figure_a_mark_or_neither(cell: str, found: Figure | None) -> None:
    assert read_figure(cell) == found


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_every_written_number_is_read_as_it_is(value: float) -> None:
    found = read_figure(repr(value))
    assert found is not None
    assert found.value == value


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_quartiles_are_those_of_spreadsheets(values: list[float]) -> None:
    found = spread(values)
    assert found is not None
    lines = [float(numpy.percentile(values, p)) for p in (25, 50, 75)]
    assert [found.lower_quartile, found.median, found.upper_quartile] == pytest.approx(lines, abs=1e-6)
    assert (found.count, found.low, found.high) == (len(values), min(values), max(values))


def test_a_figure_stands_in_a_quarter_by_the_good_direction() -> None:
    among = spread(list(range(1, 101)))
    assert among is not None
    values = (100, 60, 40, 1)
    assert [quarter(v, among, "higher") for v in values] == [1, 2, 3, 4]
    assert [quarter(v, among, "lower") for v in values] == [4, 3, 2, 1]
    assert [quarter(v, among, "context") for v in values] == [1, 2, 3, 4]
    assert quarter(among.upper_quartile, among, "higher") == 1
    assert quarter(among.lower_quartile, among, "lower") == 1
    assert "best" in quarter_words(1, "lower")
    assert "best" not in quarter_words(1, "context")
    assert quarter(5, Spread(3, 1, 1, 2, 3, 3, 0), "higher") is None
    assert spread([]) is None
    one = spread([5.0])
    assert one is not None
    assert (one.median, one.count) == (5.0, 1)


@given(st.lists(st.integers(0, 1_000), min_size=4, max_size=50), st.integers(0, 1_000))
def test_turning_the_direction_turns_the_quarter(values: list[int], value: int) -> None:
    among = spread([float(v) for v in values])
    other = spread([-float(v) for v in values])
    assert among is not None
    assert other is not None
    assert quarter(value, among, "higher") == quarter(-value, other, "lower")


def test_half_of_the_answers_are_enough_for_no_one() -> None:
    """The rule rounds up: one answer fewer misses the margin that the formula without the minus one gives."""
    for homes in (1_087, 2_337, 9_911, 30_922, 52_516):
        without = 1.96**2 / 4 / (allowed(homes) / 100) ** 2
        assert needed(homes, allowed(homes)) == ceil(without * homes / (without + homes))
