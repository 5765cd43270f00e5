"""The draw: defined by SHA-256 alone, so that a stranger with the list draws the same cases."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.sampling import (
    ALLOCATIONS,
    EQUAL,
    MOST_STRATA,
    PROPORTIONAL,
    Stratum,
    draw,
    draw_simple,
    draw_strata,
    draw_systematic,
    points_for,
    size_for,
    strata,
    systematic,
    ticket,
)

SEED = "riverside-2026"


def test_the_published_example() -> None:
    """The numbers in schemas/SAMPLING.md."""
    assert f"{ticket(SEED, 1):064x}" == sha256(b"tia-draw-1|riverside-2026|1").hexdigest()
    assert f"{ticket(SEED, 1):064x}".startswith("911e700017dbf253")
    assert draw(SEED, range(1, 101), 5, 2) == ([14, 28, 6, 30, 65], [25, 50])
    assert systematic(SEED, 100, 5) == [11, 31, 51, 71, 91]


def test_every_case_is_drawn_equally_often() -> None:
    """10,000 draws of 10 from 50. Chi-square with 49 degrees of freedom passes 85.4 once in 1,000 times."""
    counts = Counter(case for k in range(10_000) for case in draw(f"simple {k}", range(1, 51), 10)[0])
    # Cases are drawn without putting back, so they spread less than free throws would.
    spread = sum((counts[case] - 2000) ** 2 / 2000 for case in range(1, 51)) / (40 / 49)
    assert spread < 85.4


def test_every_start_comes_up_equally_often() -> None:
    """Then each case of a systematic draw does. The first case tells the start; 7 degrees of freedom."""
    counts = Counter(systematic(f"systematic {k}", 400, 50)[0] for k in range(10_000))
    assert sum((counts[case] - 1250) ** 2 / 1250 for case in range(1, 9)) < 24.3


sizes_of = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 500), min_size=1, max_size=12)


@given(sizes_of, st.integers(1, 2000), st.sampled_from(ALLOCATIONS))
def test_a_sample_is_shared_out_whole(sizes: dict[str, int], total: int, allocation: str) -> None:
    if total > sum(sizes.values()):
        with pytest.raises(InputError):
            strata(sizes, total, allocation)
        return
    parts = strata(sizes, total, allocation)
    assert sum(part.wanted for part in parts) == total
    assert [part.name for part in parts] == sorted(name for name, size in sizes.items() if size)
    assert all(part.size == sizes[part.name] and 0 <= part.wanted <= part.size for part in parts)
    if total >= len(parts):
        assert all(part.wanted for part in parts)
    if allocation == EQUAL:
        open_ones = [part.wanted for part in parts if part.wanted < part.size]
        assert not open_ones or max(part.wanted for part in parts) - min(open_ones) <= 1
    else:
        for part in parts:
            ideal = total * part.size / sum(sizes.values())
            assert part.wanted - ideal < len(parts)


def test_shares_that_were_worked_out_by_hand() -> None:
    sizes = {"heating": 620, "plumbing": 400, "joinery": 200, "other": 20}
    assert [p.wanted for p in strata(sizes, 73, PROPORTIONAL)] == [36, 12, 1, 24]
    assert [(p.name, p.wanted) for p in strata(sizes | {"other": 5}, 73, EQUAL)] == [
        ("heating", 23),
        ("joinery", 22),
        ("other", 5),
        ("plumbing", 23),
    ]


@given(st.text(max_size=8), st.integers(1, 300), st.integers(1, 300), st.integers(0, 20))
def test_draws_hold_each_case_once(seed: str, size: int, count: int, reserves: int) -> None:
    for how in (draw_simple, draw_systematic):
        if count > size:
            with pytest.raises(InputError):
                how(seed, size, count, reserves)
            continue
        (drawn,) = how(seed, size, count, reserves)
        assert len(drawn.cases) == count
        assert len(drawn.reserves) == min(reserves, size - count)
        both = (*drawn.cases, *drawn.reserves)
        assert len(set(both)) == len(both)
        assert all(1 <= case <= size for case in both)
        assert how(seed, size, count, reserves) == [drawn]
        # More reserves never change what was drawn before.
        assert how(seed, size, count, reserves + 5)[0].reserves[: len(drawn.reserves)] == drawn.reserves


def test_each_stratum_is_drawn_from_its_own_cases() -> None:
    members = {"a": range(1, 50), "b": range(50, 60)}
    parts = [Stratum("a", 49, 5), Stratum("b", 10, 10)]
    first, second = draw_strata(SEED, members, parts, reserves=3)
    assert set(first.cases) | set(first.reserves) <= set(range(1, 50))
    assert sorted(second.cases) == list(range(50, 60))
    assert second.reserves == ()
    assert list(first.cases) == draw(SEED, range(1, 50), 5)[0]


@pytest.mark.parametrize(
    ("size", "points", "cases"),
    [(1240, 10, 90), (7271, 4, 555), (8797, 4, 562), (10**9, 5, 385), (12, 5, 12), (1, 10, 1), (50, 49.9, 4)],
)
def test_how_many_to_check(size: int, points: float, cases: int) -> None:
    """The formula that landlords publish (554.6 of 7,271, 562 of 8,797), always rounded up."""
    assert size_for(size, points) == cases


@pytest.mark.parametrize(("size", "points"), [(0, 5), (10, 0), (10, 50), (10, -1)])
def test_a_margin_that_means_nothing_is_refused(size: int, points: float) -> None:
    with pytest.raises(InputError):
        size_for(size, points)


def test_a_column_that_is_no_group_is_refused() -> None:
    with pytest.raises(InputError, match="501 different values"):
        strata({str(n): 1 for n in range(MOST_STRATA + 1)}, 5, PROPORTIONAL)


@given(st.integers(2, 10**6), st.floats(1, 49))
def test_how_close_is_how_many_turned_round(size: int, points: float) -> None:
    """The number that a margin asks for keeps the margin, and one case fewer does not."""
    count = size_for(size, points)
    assert points_for(size, count) <= points + 1e-6
    assert count == 1 or points_for(size, count - 1) > points - 1e-6


def test_how_close_a_number_of_cases_comes() -> None:
    assert points_for(1240, 1240) == 0
    assert round(points_for(1240, 90), 2) == 9.95
    assert points_for(1_000_000, 1) == 50
    for count in (0, 11):
        with pytest.raises(InputError):
            points_for(10, count)
