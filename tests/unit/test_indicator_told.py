"""What a person says about the columns of a table, packing a set apart, and correcting what is kept."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.helpers.stores import begin, new_file
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import PerformanceIndicator
from tia_desktop.domain.survey_records import IndicatorSet, OwnIndicator
from tia_desktop.frameworks.surveys import survey_library
from tia_desktop.importers.figure_tables import open_figures
from tia_desktop.services import history, indicators
from tia_desktop.services.indicator_reading import (
    FigurePlan,
    ReadFigures,
    for_keeping,
    look_at_figures,
    read_figures,
)
from tia_desktop.services.indicator_sets import figures, keep_set, packed, remove_set
from tia_desktop.services.indicator_tables import import_figures
from tia_desktop.services.indicators import own_measure
from tia_desktop.services.workspace import Workspace

LIBRARY = survey_library().measures[0]
ROWS = [
    ["Who", "Region", "TP01", "TP01 last year", "Lifts"],
    ["Riverside Homes (sample)", "North", "71", "70", "3"],
    ["Hillside (sample)", "South", "[x]", "60", "5"],
]


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    store = new_file(tmp_path / "a.tia")
    yield begin(store)
    store.close()


def write(folder: Path, rows: Sequence[Sequence[object]] = ROWS) -> Path:
    path = folder / "figures.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def look(path: Path, **plan: object) -> ReadFigures:
    return look_at_figures(
        open_figures(path), LIBRARY.measures, LIBRARY.groups, FigurePlan(**plan)  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_table_without_figures_still_shows_its_columns(tmp_path: Path) -> None:
    path = write(tmp_path)
    found = look(path)
    assert found.rows == []
    assert [(c.name, c.role) for c in found.seen] == [
        ("Who", ""),
        ("Region", ""),
        ("TP01", "TP01"),
        ("TP01 last year", ""),
        ("Lifts", ""),
    ]
    assert found.seen[0].examples == ("Riverside Homes (sample)", "Hillside (sample)")
    with pytest.raises(InputError, match="Say which column is which"):
        read_figures(open_figures(path), LIBRARY.measures, LIBRARY.groups, FigurePlan())


def test_every_column_can_be_said_to_be_something_else(tmp_path: Path) -> None:
    path = write(tmp_path)
    told = {"who": "landlord", "region": "type", "tp01": "left out", "tp01 last year": "TP01"}
    found = look(path, columns=told, own={"lifts": own_measure("Homes without a lift", "lower")})
    assert {c.name: c.role for c in found.seen} == {
        "Who": "landlord",
        "Region": "type",
        "TP01": "",
        "TP01 last year": "TP01",
        "Lifts": "Homes without a lift",
    }
    assert [(r.landlord, r.kind, r.measure, r.value) for r in found.rows] == [
        ("Riverside Homes (sample)", "North", "TP01", 70.0),
        ("Riverside Homes (sample)", "North", "Homes without a lift", 3.0),
        ("Hillside (sample)", "South", "TP01", 60.0),
        ("Hillside (sample)", "South", "Homes without a lift", 5.0),
    ]
    assert found.measures["Homes without a lift"].better == "lower"


def test_what_a_person_says_comes_before_what_a_name_says(tmp_path: Path) -> None:
    rows = [["Landlord", "Trading as", "TP01"], ["A", "Riverside", "1"], ["B", "Hillside", "2"]]
    found = look(write(tmp_path, rows), columns={"Trading as": "landlord"})
    assert found.landlords == ["Riverside", "Hillside"]
    assert {c.name: c.role for c in found.seen}["Landlord"] == ""


def test_a_header_stays_when_all_its_measures_are_left_out(tmp_path: Path) -> None:
    rows = [["Landlord", "TP01", "TP02"], ["A", "1", "2"], ["B", "3", "4"]]
    found = look(write(tmp_path, rows), columns={"tp01": "left out", "tp02": "left out"})
    assert [(c.name, c.role) for c in found.seen] == [("Landlord", "landlord"), ("TP01", ""), ("TP02", "")]
    assert found.rows == []


def test_a_long_table_with_other_names_is_told(tmp_path: Path) -> None:
    rows = [["Place", "Topic", "N"], ["A", "Empty homes", "1"], ["B", "Empty homes", "2"]]
    found = look(write(tmp_path, rows), columns={"Place": "landlord", "Topic": "measure", "N": "value"})
    assert [(r.landlord, r.measure, r.value) for r in found.rows] == [
        ("A", "Empty homes", 1.0),
        ("B", "Empty homes", 2.0),
    ]


@pytest.mark.parametrize(("title", "better"), [("Lifts", "up"), (" ", "lower")])
def test_a_measure_of_its_own_needs_a_title_and_a_direction(title: str, better: str) -> None:
    with pytest.raises(InputError):
        own_measure(title, better)


def test_a_set_packed_apart_is_the_same_set_and_can_be_taken_away(ws: Workspace, tmp_path: Path) -> None:
    found = look(write(tmp_path), columns={"Who": "landlord"})
    whole = packed(for_keeping(found, period="2023/24"))
    made = keep_set(ws, whole, source="Regulator", source_sha256="", title="All", origin="x")
    assert [(r.landlord, r.period) for r in figures(ws, made)] == [
        ("Riverside Homes (sample)", "2023/24"),
        ("Hillside (sample)", "2023/24"),
    ]
    assert ws.need(IndicatorSet, made).period == "2023/24"
    remove_set(ws, made)
    assert ws.store.find(IndicatorSet) == []
    history.undo(ws)
    assert len(list(figures(ws, made))) == 2


def test_one_landlord_twice_in_a_table_says_so(ws: Workspace, tmp_path: Path) -> None:
    rows = [["Landlord", "Landlord code", "TP01"], ["A", "1", "70"], ["A", "2", "60"]]
    found = for_keeping(look(write(tmp_path, rows)), landlord="A", period="2025")
    done = import_figures(ws, found, "A", "Website")
    assert [f.value for f in ws.store.find(PerformanceIndicator)] == [70.0]
    assert done.differing == ["TP01, 2025: 70 is kept already, and the table has 60. The kept figure stays."]


def test_a_figure_is_corrected_and_taken_away(ws: Workspace, tmp_path: Path) -> None:
    found = for_keeping(look(write(tmp_path), columns={"Who": "landlord"}), period="2025")
    import_figures(ws, found, "Riverside Homes (sample)", "Website")
    (figure,) = ws.store.find(PerformanceIndicator)
    indicators.change_figure(ws, figure.id, "value", "1,071.5 %")
    indicators.change_figure(ws, figure.id, "source", " Annual report ")
    now = ws.need(PerformanceIndicator, figure.id)
    assert (now.value, now.source) == (1071.5, "Annual report")
    for field, text in (("value", "seventy"), ("value", "[x]"), ("period", " ")):
        with pytest.raises(InputError):
            indicators.change_figure(ws, figure.id, field, text)
    indicators.remove_figure(ws, figure.id)
    assert (ws.store.find(PerformanceIndicator), ws.store.find(OwnIndicator)) == ([], [])
    history.undo(ws)
    assert (len(ws.store.find(PerformanceIndicator)), len(ws.store.find(OwnIndicator))) == (1, 1)
