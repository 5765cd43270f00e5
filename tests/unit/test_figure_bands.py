"""The drawing of a figure beside what it is compared with: green is the best quarter, the dot the figure."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.shapes import Circle, Rect, String

from tests.helpers.stores import begin, new_file
from tests.unit.test_figure_comparison import keep
from tia_desktop.bootstrap import AppDesk
from tia_desktop.charts import style
from tia_desktop.charts.figure_bands import figure_bands
from tia_desktop.domain.figures import quarter, spread
from tia_desktop.domain.pack import IndicatorSpec
from tia_desktop.domain.records import PerformanceIndicator
from tia_desktop.domain.survey_sets import MeasureSpec
from tia_desktop.services.figure_comparison import BestQuarter, ComparedFigure, InSet, compared_figures
from tia_desktop.services.indicator_sets import Comparison

numbers = st.floats(0, 1e6, allow_nan=False).map(lambda n: round(n, 3))


@pytest.fixture(autouse=True)
def fonts() -> None:
    style.register_fonts()


def made(value: float, better: str, line: float | None, figures: list[float], unit: str) -> ComparedFigure:
    spec = IndicatorSpec("x", "X1", "Something", "What it is", unit, better, "", "")
    measure = MeasureSpec("x", "X1", "Something", unit, better)
    of_all = spread(figures)
    best = BestQuarter("District Councils", "2001/02", line, "Table 6", True) if line is not None else None
    meets = None if line is None else value >= line if better == "higher" else value <= line
    sets: tuple[InSet, ...] = ()
    if of_all is not None:
        found = Comparison(measure, "", "2001/02", value, "", of_all, quarter(value, of_all, better))
        sets = (InSet("s", "A set", "Somebody", found, True),)
    figure = PerformanceIndicator(id="f", indicator_id="x", value=value, period="2001/02", source="y")
    return ComparedFigure(figure, spec, best, meets, sets=sets)


def shapes(drawing: Any, kind: type) -> list[Any]:
    return [s for s in drawing.contents if isinstance(s, kind)]


def green(drawing: Any) -> list[Any]:
    tint = style.ink(style.GOOD_TINT)
    return [r for r in shapes(drawing, Rect) if r.fillColor == tint]


@given(numbers, st.sampled_from(["higher", "lower"]), numbers, st.lists(numbers, max_size=9))
def test_the_dot_is_in_the_green_exactly_when_the_figure_is_in_the_best_quarter(
    value: float, better: str, line: float, figures: list[float]
) -> None:
    found = made(value, better, line, figures, "days")
    drawing = figure_bands(found)
    zones = {round(zone.y + 8, 3): zone for zone in green(drawing)}
    dots = shapes(drawing, Circle)
    expected = [found.meets, *(each.found.quarter == 1 for each in found.sets)]
    assert len(dots) == len(expected)
    for dot, inside in zip(dots, expected, strict=True):
        zone = zones.get(round(dot.cy, 3))
        # What is further apart than a hair is drawn apart; a figure a hair beside the line stands on it.
        apart = zone is None or min(abs(dot.cx - zone.x), abs(dot.cx - zone.x - zone.width)) > 1e-6
        if apart:
            assert bool(zone is not None and zone.x <= dot.cx <= zone.x + zone.width) is inside
        assert 0 <= dot.cx <= drawing.width


@given(numbers, st.sampled_from(["context", "yes"]), st.lists(numbers, min_size=1, max_size=9))
def test_where_no_side_is_good_nothing_is_green(value: float, better: str, figures: list[float]) -> None:
    drawing = figure_bands(made(value, better, None, figures, ""))
    assert green(drawing) == []
    assert not any("is better" in s.text for s in shapes(drawing, String))


@pytest.mark.parametrize("width", [300, 440])
def test_it_says_what_it_shows(width: float) -> None:
    drawing = figure_bands(made(40, "lower", 26, [20, 30, 40, 50, 60], "days"), width=width)
    assert [s.text for s in shapes(drawing, String)] == [
        "This landlord: 40 days, 2001/02",
        "Best quarter: 26 days or less (District Councils, 2001/02)",
        "Median 40 days (5 landlords, 2001/02)",
        "20.7",
        "55.3",
        "← lower is better",
    ]


def test_a_set_of_one_landlord_is_said_as_one() -> None:
    drawing = figure_bands(made(40, "lower", None, [20], "days"))
    assert "Median 20 days (1 landlord, 2001/02)" in [s.text for s in shapes(drawing, String)]


def test_the_window_draws_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIA_HOME", str(tmp_path))
    store = new_file(tmp_path / "a.tia")
    try:
        ws = begin(store)
        keep(ws, tmp_path)
        for found in compared_figures(ws):
            svg = AppDesk().draw(found).decode()
            words = re.findall(r"<text[^>]*>\s*([^<]*?)\s*</text>", svg)
            assert words == [s.text for s in shapes(figure_bands(found, width=260), String)]
    finally:
        store.close()
