"""Figures beside the best quarter, national averages and sets: direction, period, group, and words."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.stores import LANDLORD, begin, new_file, pack_and_bytes
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import FigureLink
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.records import PerformanceIndicator, Scalar
from tia_desktop.domain.survey_records import IndicatorSet
from tia_desktop.frameworks.surveys import survey_library
from tia_desktop.importers.figure_tables import open_figures
from tia_desktop.services import conclude, figure_links, history, indicators, plan
from tia_desktop.services.capture import NoteDraft, add_note
from tia_desktop.services.figure_comparison import (
    ComparedFigure,
    compare_figure,
    compared_figures,
    lines_to_read,
    same_period,
)
from tia_desktop.services.figure_words import NEVER_PROOF, document, figure_words, in_short, words
from tia_desktop.services.indicator_reading import FigurePlan, read_figures
from tia_desktop.services.indicator_sets import keep_set
from tia_desktop.services.indicator_tables import import_figures
from tia_desktop.services.workspace import Workspace

# Table 6 of the guidance, typed off by hand: upper quartiles 2001/02.
TABLE_6 = """
indicator  london  metropolitan  unitary  district  good
BVPI 66a   96.2    96.8          96.8     98.6      more
BVPI 69    1.4     2.6           1.3      0.9       less
BVPI 68    36      43            37       26        less
BVPI 72    95      95            96       96        more
BVPI 73    12      17            13       13        less
"""
GROUPS = {
    "london": "London Boroughs",
    "metropolitan": "Metropolitan Boroughs",
    "unitary": "Unitary Authorities",
    "district": "District Councils",
}
LINES = [re.split(r"\s{2,}", line) for line in TABLE_6.strip().splitlines()]
CELLS = [
    (kind, code, float(value), good)
    for code, *values, good in LINES[1:]
    for kind, value in zip(LINES[0][1:5], values, strict=True)
]


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    store = new_file(tmp_path / "a.tia")
    yield begin(store)
    store.close()


@pytest.fixture(scope="module")
def by_type(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Workspace]]:
    """An inspection for each type of authority."""
    pack, raw = pack_and_bytes()
    found = {}
    for kind in GROUPS:
        store = new_file(tmp_path_factory.mktemp("types") / f"{kind}.tia")
        found[kind] = plan.start_inspection(store, pack, raw, landlord=LANDLORD, authority_type=kind)
    yield found
    for one in found.values():
        one.store.close()


def compared(ws: Workspace, code: str, value: float, period: str = "2001/02") -> ComparedFigure:
    return compare_figure(ws, indicators.record_indicator(ws, code, value, period, "Their return"))


def test_table_6_has_20_cells() -> None:
    assert len(CELLS) == 20
    assert len({(kind, code) for kind, code, _, _ in CELLS}) == 20


@pytest.mark.parametrize(("kind", "code", "line", "good"), CELLS)
def test_each_cell_of_table_6_has_the_right_direction(
    by_type: dict[str, Workspace], kind: str, code: str, line: float, good: str
) -> None:
    step = 0.1 if good == "more" else -0.1
    for value, meets in ((line, True), (line + step, True), (line - step, False)):
        found = compared(by_type[kind], code, value)
        assert found.meets is meets
        said = words(found)
        verb = "Meets" if meets else "Does not meet"
        place = f"{verb} the best quarter of {GROUPS[kind]}, 2001/02 ("
        assert in_short(found) == f"{verb} the best quarter of 2001/02."
        assert said[0].startswith(place)
        assert re.fullmatch(rf"{line:g}(%| days) or {good}\)\.", said[0].removeprefix(place))
        assert said[1:] == [NEVER_PROOF]


def test_only_table_6_has_lines(by_type: dict[str, Workspace]) -> None:
    pack = pack_and_bytes()[0]
    ours = {(kind, i.code) for i in pack.indicators for q in i.upper_quartiles for kind in q.values}
    assert ours == {(kind, code) for kind, code, _, _ in CELLS}
    assert len(pack.indicators) == 17
    for spec in pack.indicators:
        found = compared(by_type["unitary"], spec.code, 1)
        assert (found.best is None) == (("unitary", spec.code) not in ours)
        said = words(found)
        assert said[-1] == NEVER_PROOF
        assert ("Neither a high nor a low figure is good by itself." in said) == (spec.better == "context")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001/02", "2001-02", True),
        ("2001/02", "2001/2002", True),
        ("2001/02", "2001 to 2002", True),
        ("2001/02", "2001–02", True),
        ("2001/02", "2002/03", False),
        ("2001/02", "2001", False),
        ("Summer 2024", "summer  2024", True),
        ("", "2001/02", False),
    ],
)
def test_a_period_is_known_however_it_is_written(one: str, other: str, same: bool) -> None:
    assert same_period(one, other) is same
    assert same_period(other, one) is same


def test_a_period_that_does_not_fit_is_said(by_type: dict[str, Workspace]) -> None:
    found = compared(by_type["metropolitan"], "BVPI 68", 40, "2002/03")
    assert found.best is not None
    assert (found.meets, found.best.fits) == (True, False)
    assert words(found) == [
        "Meets the best quarter of Metropolitan Boroughs, 2001/02 (43 days or less).",
        "The periods differ: this figure is for 2002/03, the best quarter for 2001/02.",
        NEVER_PROOF,
    ]


def test_averages_are_told_and_nothing_is_claimed_of_them(by_type: dict[str, Workspace]) -> None:
    found = compared(by_type["london"], "BVPI 74", 80)
    assert found.meets is None
    assert words(found)[0] == "The national average was 77% satisfied in 2000/01."


def test_without_a_type_of_authority_there_is_no_line(by_type: dict[str, Workspace]) -> None:
    ws = by_type["district"]
    from tia_desktop.domain.records import Inspection

    ws.store.record([Edit(Inspection, ws.inspection.id, {"authority_type": ""})], author="x")
    found = compared(ws, "BVPI 68", 20)
    assert (found.best, found.meets, found.is_drawable) == (None, None, False)
    assert words(found) == ["No best quarter is known for this type of authority.", NEVER_PROOF]
    ws.store.record([Edit(Inspection, ws.inspection.id, {"authority_type": "district"})], author="x")
    assert compared(ws, "BVPI 68", 20).meets is True


@pytest.mark.parametrize("better", ["yes", "context"])
def test_where_no_side_is_good_there_is_no_best_quarter(ws: Workspace, better: str) -> None:
    data = json.loads(pack_and_bytes()[1])
    next(i for i in data["indicators"] if i["code"] == "BVPI 66a")["better"] = better
    ws.pack = FrameworkPack.from_dict(data, "0" * 64)
    found = compared(ws, "BVPI 66a", 97)
    assert (found.best, found.meets, found.remarks) == (None, None, ())
    assert in_short(found) == "There is nothing to compare it with yet."


def test_a_figure_of_another_framework_is_said(ws: Workspace) -> None:
    values: dict[str, Scalar] = {"indicator_id": "xyz", "value": 3.0, "period": "2001", "source": "A file"}
    ws.store.record([Edit(PerformanceIndicator, ws.store.new_id(), values)], author="x")
    (found,) = compared_figures(ws)
    assert words(found) == [
        "This figure is of another framework: it cannot be compared here.",
        NEVER_PROOF,
    ]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (96.8, "per cent", "96.8%"),
        (77, "per cent satisfied", "77% satisfied"),
        (43.0, "days", "43 days"),
        (1234.5, "", "1,234.5"),
        (62.19512195121951, "per cent", "62.2%"),
        (0.0625, "per cent", "0.0625%"),
        (59.61538461538461, "per cent", "59.62%"),
        (1, "yes/no", "Yes"),
        (0, "yes/no", "No"),
        (1e12, "pounds", "1,000,000,000,000 pounds"),
        (-0.0, "per cent", "0%"),
    ],
)
def test_figures_in_words(value: float, unit: str, said: str) -> None:
    assert figure_words(value, unit) == said


# ---- sets of many landlords


def table(folder: Path, name: str = "many.csv") -> Path:
    """Eight landlords: figures 1 to 8, in two kinds of homes; a high TP01, a low RP01 is good."""
    rows = [["Landlord", "LCRA TP01", "LCHO TP01", "RP01", "CH01(1)"]]
    rows += [[f"L{n}", f"{60 + n}", f"{40 + n}", f"{n}", f"{n}"] for n in range(1, 9)]
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def keep(ws: Workspace, folder: Path, period: str = "2023/24") -> str:
    library = survey_library().measures[0]
    read = read_figures(
        open_figures(table(folder)), library.measures, library.groups, FigurePlan(period=period)
    )
    import_figures(ws, read, "L8", "Their website")
    return keep_set(ws, read, title="Many", source="Regulator", source_sha256="")


def test_a_figure_stands_among_its_own_homes_and_period(ws: Workspace, tmp_path: Path) -> None:
    set_id = keep(ws, tmp_path)
    found = {(f.spec.code, f.figure.source): f for f in compared_figures(ws)}
    high = found["TP01", "Their website, LCRA"]
    (place,) = high.sets
    assert (place.set_id, place.found.group, place.found.quarter, place.fits) == (set_id, "LCRA", 1, True)
    assert words(high)[1].startswith("TP01 ")
    assert "LCRA, 2023/24: median 64.5, quartiles 62.8 and 66.2" in words(high)[1]
    assert words(high)[2] == "68 is in the best quarter."
    assert in_short(high) == "In the best quarter of “Many”."
    low = found["RP01", "Their website"]
    assert low.sets[0].found.quarter == 4
    assert in_short(low) == "In the weakest quarter of “Many”."
    neither = " ".join(words(found["CH01(1)", "Their website"]))
    assert "in the quarter with the highest figures" in neither
    assert "Neither a high nor a low figure is good by itself." in neither
    assert "best" not in neither
    assert lines_to_read(ws) == ws.need(IndicatorSet, set_id).row_count


def test_another_period_of_a_set_and_unknown_homes_are_said(ws: Workspace, tmp_path: Path) -> None:
    keep(ws, tmp_path)
    for figure in ws.store.find(PerformanceIndicator):
        indicators.change_figure(ws, figure.id, "period", "2022/23")
        indicators.change_figure(ws, figure.id, "source", "Somewhere")
    found = {f.spec.code: f for f in compared_figures(ws)}
    assert [s.found.group for s in found["TP01"].sets] == ["LCRA", "LCHO"]
    assert not found["RP01"].sets[0].fits
    assert "The periods differ: this figure is for 2022/23, the table for 2023/24." in words(found["RP01"])


def test_a_damaged_set_is_named_and_the_rest_is_compared(ws: Workspace, tmp_path: Path) -> None:
    made = keep(ws, tmp_path)
    ws.store.record([Edit(IndicatorSet, made, {"sha256": "0" * 64})], author="x")
    here = compared(ws, "BVPI 68", 1)
    assert here.meets is True
    for found in compared_figures(ws)[:4]:
        assert found.sets == ()
        assert words(found)[-2].startswith("“Many” was not compared with.")


def test_the_same_for_scripts(ws: Workspace, tmp_path: Path) -> None:
    keep(ws, tmp_path)
    told = document(compared_figures(ws)[0])
    assert told["sets"][0]["quarter"] == 1  # type: ignore[index]
    assert told["words"][-1] == NEVER_PROOF  # type: ignore[index]


# ---- beside findings


def test_a_figure_is_put_beside_a_finding_and_taken_away(ws: Workspace) -> None:
    figure = indicators.record_indicator(ws, "BVPI 68", 40, "2001/02", "Their return")
    finding = conclude.record_finding(ws, "Homes stay empty for long.", "weakness", ["j1.kq2"])
    figure_links.link_figure(ws, finding, figure)
    (link,) = figure_links.figure_links(ws, finding_id=finding)
    assert (link.figure_id, link.stance) == (figure, "supports")
    assert figure_links.rests_on_figures_alone(ws, finding)
    figure_links.link_figure(ws, finding, figure, "context")
    assert [x.stance for x in figure_links.figure_links(ws, figure_id=figure)] == ["context"]
    assert not figure_links.rests_on_figures_alone(ws, finding)
    figure_links.unlink_figure(ws, finding, figure)
    assert figure_links.figure_links(ws) == []
    history.undo(ws)
    assert [x.stance for x in figure_links.figure_links(ws)] == ["context"]
    with pytest.raises(InputError, match="does not stand beside"):
        figure_links.unlink_figure(ws, finding, "nothing")
    with pytest.raises(InputError, match="is not a stance"):
        figure_links.link_figure(ws, finding, figure, "proves")
    for pair in ((finding, "no"), ("no", figure)):
        with pytest.raises(InputError):
            figure_links.link_figure(ws, *pair)


def test_a_note_carries_the_finding_and_not_the_figure(ws: Workspace) -> None:
    figure = indicators.record_indicator(ws, "BVPI 68", 40, "2001/02", "Their return")
    note = add_note(ws, NoteDraft(text="Three homes stood empty."))
    finding = conclude.record_finding(ws, "Homes stay empty.", "weakness", ["j1.kq2"], notes=[note])
    figure_links.link_figure(ws, finding, figure)
    assert not figure_links.rests_on_figures_alone(ws, finding)
    conclude.unlink_evidence(ws, finding, note)
    assert figure_links.rests_on_figures_alone(ws, finding)


def test_links_go_with_their_figure_and_come_back_with_it(ws: Workspace) -> None:
    figure = indicators.record_indicator(ws, "BVPI 68", 40, "2001/02", "Their return")
    finding = conclude.record_finding(ws, "Homes stay empty.", "weakness", ["j1.kq2"])
    figure_links.link_figure(ws, finding, figure)
    indicators.remove_figure(ws, figure)
    assert ws.store.find(FigureLink) == []
    history.undo(ws)
    assert len(figure_links.figure_links(ws)) == 1
