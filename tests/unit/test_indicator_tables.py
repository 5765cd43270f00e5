"""Figures in bulk: any header, marks, one landlord into the inspection, sets, the published workbooks."""

from __future__ import annotations

import csv
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy
import openpyxl
import pytest

from tests.helpers.stores import begin, new_file
from tia_desktop.domain.errors import DamagedFileError, InputError
from tia_desktop.domain.records import PerformanceIndicator
from tia_desktop.domain.survey_records import IndicatorSet, OwnIndicator
from tia_desktop.domain.surveys import allowed, margin, needed
from tia_desktop.frameworks.surveys import survey_library
from tia_desktop.importers.figure_tables import open_figures
from tia_desktop.services import history, report
from tia_desktop.services.indicator_reading import FigurePlan, ReadFigures, read_figures
from tia_desktop.services.indicator_sets import (
    Among,
    Comparison,
    compare,
    compare_rows,
    figures,
    keep_set,
    words,
)
from tia_desktop.services.indicator_tables import import_figures
from tia_desktop.services.indicators import indicator_of, measures_of
from tia_desktop.services.workspace import Workspace

LIBRARY = survey_library().measures[0]
YEAR = FigurePlan(period="2023/24")


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    store = new_file(tmp_path / "a.tia")
    yield begin(store)
    store.close()


def table(folder: Path, rows: Sequence[Sequence[object]], name: str = "figures.csv") -> Path:
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def read(path: Path, plan: FigurePlan = YEAR, ws: Workspace | None = None) -> ReadFigures:
    measures = [*(measures_of(ws) if ws else ()), *LIBRARY.measures]
    return read_figures(open_figures(path), measures, LIBRARY.groups, plan)


def values(found: ReadFigures) -> dict[tuple[str, str, str], float | str]:
    return {(r.landlord, r.measure, r.group): r.mark if r.value is None else r.value for r in found.rows}


# ---- headers and cells


def test_a_header_far_down_in_two_rows_is_found(tmp_path: Path) -> None:
    rows = [
        ["Satisfaction figures of landlords"],
        [],
        ["Source: the landlords"],
        ["", "", "LCRA", "", "LCHO", ""],
        ["Landlord name", "Landlord type", "TP01", "TP05: safe home", "TP01", "Comment"],
        ["Riverside Homes (sample)", "PRP", "71.5 %", "[x]", "60", "good"],
        ["Hillside (sample)", "LARP", "1,0", "80", "[z]", ""],
        [],
        ["[x] means: not available"],
    ]
    found = read(table(tmp_path, rows))
    assert [(c.measure.id, c.group) for c in found.columns] == [
        ("TP01", "LCRA"),
        ("TP05", "LCRA"),
        ("TP01", "LCHO"),
    ]
    assert values(found) == {
        ("Riverside Homes (sample)", "TP01", "LCRA"): 71.5,
        ("Riverside Homes (sample)", "TP05", "LCRA"): "[x]",
        ("Riverside Homes (sample)", "TP01", "LCHO"): 60.0,
        ("Hillside (sample)", "TP05", "LCRA"): 80.0,
        ("Hillside (sample)", "TP01", "LCHO"): "[z]",
    }
    assert found.rows[0].kind == "PRP"
    assert found.problems.first == [(7, "“1,0” in “LCRA – TP01” is no figure.")]
    assert found.notes == 1


def test_notes_sheets_are_passed_over_and_each_sheet_may_be_for_other_homes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Notes"
    cover.append(["TP01 is overall satisfaction."])
    for name in ("LCRA", "LCHO"):
        sheet = book.create_sheet(f"Figures_{name}")
        sheet.append(["Provider", "Overall satisfaction"])
        sheet.append(["Riverside Homes (sample)", 70.25 if name == "LCRA" else 55])
    book.create_sheet("Empty")
    path = tmp_path / "book.xlsx"
    book.save(path)
    found = read(path)
    assert (found.sheets, found.other_sheets) == (["Figures_LCRA", "Figures_LCHO"], ["Notes", "Empty"])
    assert sorted(v for v in values(found).values() if isinstance(v, float)) == [55.0, 70.25]
    one = read_figures(open_figures(path, sheet="Figures_LCHO"), LIBRARY.measures, LIBRARY.groups, YEAR)
    assert one.sheets == ["Figures_LCHO"]
    with pytest.raises(InputError, match="no sheet"):
        open_figures(path, sheet="Other")


def test_a_table_with_too_many_columns_is_refused_in_a_sentence(tmp_path: Path) -> None:
    wide = [["Landlord", "TP01", *(f"Column {n}" for n in range(1_000))], ["A", 70, *range(1_000)]]
    with pytest.raises(InputError, match="1,002 columns, more than the 1,000"):
        read(table(tmp_path, wide))
    assert read(table(tmp_path, [[*row[:1_000], "", "", ""] for row in wide])).landlords == ["A"]


def test_counts_beside_a_figure_are_not_taken_for_it(tmp_path: Path) -> None:
    rows = [
        ["Landlord", "Number who are satisfied (TP01)", "Proportion satisfied (TP01)", "Unweighted (TP01)"],
        ["Riverside Homes (sample)", "710", "71", "70"],
    ]
    assert values(read(table(tmp_path, rows))) == {("Riverside Homes (sample)", "TP01", ""): 71.0}
    rows[0] = ["Landlord", "TP01 last year", "TP01 this year", "x"]
    found = read(table(tmp_path, rows))
    assert found.remarks == ["2 columns name TP01. The figures come from “TP01 last year”."]
    told = read(table(tmp_path, rows), FigurePlan(period="x", columns={"TP01 this year": "TP01"}))
    assert values(told) == {("Riverside Homes (sample)", "TP01", ""): 71.0}


def test_shares_of_one_are_asked_about_and_never_guessed(tmp_path: Path) -> None:
    rows = [["Landlord", "TP01", "NM01(1)"], *([f"L{n}", f"0.{n}07", f"0.{n}"] for n in range(1, 7))]
    found = read(table(tmp_path, rows))
    assert "All figures of TP01 lie between 0 and 1." in found.remarks[0]
    assert len(found.remarks) == 1
    told = read(table(tmp_path, rows), FigurePlan(period="x", shares=True))
    assert values(told)["L1", "TP01", ""] == 10.7
    assert values(told)["L1", "NM01(1)", ""] == 0.1  # no per cent
    assert told.remarks == []


def test_a_long_table_brings_its_own_measures_with_their_direction(tmp_path: Path) -> None:
    head = ["Year", "Local authority", "Measure", "Code", "Value", "Polarity"]
    rows = [
        ["2024", "A", "Voids", "V1", "3", "asc"],
        ["2024", "B", "Voids", "V1", "", "asc"],
        ["2024", "A", "Calls", "C1", "5", "desc"],
        ["2025", "A", "Calls", "C1", "6", "asc"],
        ["2025", "A", "Calls", "C1", "7", ""],
        ["2025", "A", "Depth", "", "[c]", ""],
    ]
    found = read(table(tmp_path, [head, *rows]), FigurePlan(better={"Depth": "lower"}))
    assert {m.id: m.better for m in found.measures.values()} == {
        "V1": "lower",
        "C1": "context",
        "Depth": "lower",
    }
    assert found.remarks == ["The table gives two directions for C1: none was taken."]
    assert [(r.measure, r.period, r.value) for r in found.rows if r.value] == [
        ("V1", "2024", 3.0),
        ("C1", "2024", 5.0),
        ("C1", "2025", 6.0),
    ]
    assert found.problems.first == [(6, "A has a second figure for C1. It was left out.")]


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (FigurePlan(columns={"x": "TP99"}), "no measure “TP99”"),
        (FigurePlan(better={"TP01": "up"}), "Choose one of: higher, lower, context"),
        (FigurePlan(better={"TP12": "lower"}), "no figure of “TP12”"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(tmp_path: Path, plan: FigurePlan, said: str) -> None:
    path = table(tmp_path, [["Landlord", "TP01"], ["A", "3"]])
    with pytest.raises(InputError, match=said):
        read(path, plan)
    with pytest.raises(InputError, match=r"No table in “other\.csv”"):
        read(table(tmp_path, [["a", "b"], ["1", "2"]], "other.csv"))
    with pytest.raises(InputError, match="has no sheets"):
        open_figures(path, sheet="x")


# ---- into the inspection


def test_one_landlord_s_figures_come_in_once(ws: Workspace, tmp_path: Path) -> None:
    rows = [
        ["Landlord name", "Landlord code", "BVPI 66a", "TP01", "CH01(1)", "RP01"],
        ["Riverside Homes (sample)", "L1", "97.5", "71.25", "40", "[x]"],
        ["Hillside (sample)", "L2", "96", "65", "30", "2"],
    ]
    path = table(tmp_path, rows)
    done = import_figures(ws, read(path, ws=ws), "riverside homes (Sample)", "Their website")
    assert [(c, v) for c, v, _, _ in done.added] == [("BVPI 66a", 97.5), ("TP01", 71.25), ("CH01(1)", 40.0)]
    assert [(r.measure, r.mark) for r in done.without] == [("RP01", "[x]")]
    kept = {i.indicator_id: i for i in ws.store.find(PerformanceIndicator)}
    assert set(kept) == {"bvpi_66a", "TP01", "CH01(1)"}
    assert (kept["TP01"].period, kept["TP01"].source) == ("2023/24", "Their website")
    assert {o.id: o.better for o in ws.store.find(OwnIndicator)} == {"TP01": "higher", "CH01(1)": "context"}
    assert indicator_of(ws, "TP01").title == "Overall satisfaction"
    assert indicator_of(ws, "BVPI 66a").id == "bvpi_66a"
    assert {i.spec.code for i in report.build(ws).indicators} == {"BVPI 66a", "TP01", "CH01(1)"}
    rows[1][3] = "72"
    again = import_figures(ws, read(table(tmp_path, rows), ws=ws), "L1", "Their website")
    assert (again.added, again.known) == ([], 2)
    assert again.differing == [
        "TP01, 2023/24: 71.25 is kept already, and the table has 72. The kept figure stays."
    ]
    history.undo(ws)
    assert ws.store.find(PerformanceIndicator) == []
    assert ws.store.find(OwnIndicator) == []


def test_a_figure_for_some_homes_says_so_in_its_source(ws: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path, [["Landlord", "LCRA – TP01", "LCHO – TP01"], ["A", "70", "60"]])
    import_figures(ws, read(path), "a", "Website")
    found = {i.source: i.value for i in ws.store.find(PerformanceIndicator)}
    assert found == {"Website, LCRA": 70.0, "Website, LCHO": 60.0}


def test_what_is_missing_is_said(ws: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path, [["Landlord", "TP01"], ["Riverside Homes (sample)", "70"], ["B", "[x]"]])
    with pytest.raises(InputError, match=r"is not in this table. Is it one of these: “Riverside Homes"):
        import_figures(ws, read(path), "Riverside Home", "Website")
    with pytest.raises(InputError, match="where the figures come from"):
        import_figures(ws, read(path), "B", " ")
    with pytest.raises(InputError, match="has no figures"):
        import_figures(ws, read(path), "B", "Website")
    with pytest.raises(InputError, match="which period"):
        import_figures(ws, read(path, FigurePlan()), "Riverside Homes (sample)", "Website")


# ---- sets


def many(folder: Path) -> Path:
    head = ["Landlord", "Landlord type", "TP01", "RP01", "NM01(1)"]
    rows = [[f"L{n}", "PRP" if n % 2 else "LARP", n, n, n] for n in range(1, 9)]
    return table(folder, [head, *rows, ["L9", "PRP", "[x]", "", "0"]])


def test_a_set_is_kept_and_gives_back_its_figures(ws: Workspace, tmp_path: Path) -> None:
    found = read(many(tmp_path))
    made = keep_set(ws, found, source="Regulator", source_sha256="f" * 64)
    assert list(figures(ws, made)) == found.rows
    kept = ws.need(IndicatorSet, made)
    assert (kept.title, kept.period, kept.row_count) == ("figures", "2023/24", 26)
    with pytest.raises(InputError, match="here already"):
        keep_set(ws, found, source="Regulator", source_sha256="f" * 64)
    with pytest.raises(InputError, match="who published"):
        keep_set(ws, found, source="", source_sha256="")
    from tia_desktop.domain.changes import Edit

    ws.store.record([Edit(IndicatorSet, made, {"sha256": "0" * 64})], author="x")
    with pytest.raises(DamagedFileError):
        list(figures(ws, made))


def one(ws: Workspace, made: str, measure: str, **more: object) -> Comparison:
    (found,) = compare(ws, made, measure=measure, **more)  # type: ignore[arg-type]
    return found


def test_a_landlord_stands_in_a_quarter_by_the_direction_of_the_measure(
    ws: Workspace, tmp_path: Path
) -> None:
    made = keep_set(ws, read(many(tmp_path)), source="Regulator", source_sha256="")
    high, low = one(ws, made, "tp01", landlord="l8"), one(ws, made, "RP01", landlord="L8")
    assert (high.quarter, low.quarter) == (1, 4)
    assert high.spread.median == 4.5
    assert "8 is in the best quarter." in words(high)
    assert "8 is in the weakest quarter." in words(low)
    nowhere = words(one(ws, made, "NM01(1)", landlord="L8"))
    assert "8 is in the quarter with the highest figures." in nowhere
    assert "Neither a high nor a low figure is good by itself." in nowhere
    assert not any("best" in line or "weak" in line for line in nowhere)
    assert words(one(ws, made, "TP01", landlord="L9"))[1] == "This landlord has no figure: not available."
    assert one(ws, made, "TP01", value=4.6).quarter == 2
    some = one(ws, made, "TP01", among=Among(kind="prp"))
    assert (some.spread.count, some.spread.median) == (4, 4.0)
    for more in ({"measure": "TP09"}, {"landlord": "L77"}, {"among": Among(kind="boat")}):
        with pytest.raises(InputError):
            compare(ws, made, **more)


# ---- the published workbooks

FIGURES = {
    "TSM24_LCRA_Perception": {f"TP{n:02}": 21 + n for n in range(1, 13)},
    "TSM24_LCHO_Perception": {f"TP{n:02}": 21 + at for at, n in enumerate((1, *range(5, 13)))},
    "TSM24_Combined_Perception": {f"TP{n:02}": 21 + n for n in range(1, 13)},
    "TSM24_Management_Info": {
        **{f"BS{n:02}": 7 + n for n in range(1, 6)},
        **dict(zip(("NM01(1)", "NM01(2)", "RP01", "RP02(1)", "RP02(2)"), range(13, 18), strict=True)),
    },
}
COMPLAINTS = {"CH01(1)": 26, "CH02(1)": 27, "CH01(2)": 28, "CH02(2)": 29}


@pytest.fixture(scope="module")
def workbook(shared_data: Path) -> Path:
    return next((shared_data / "data" / "c3-rsh-tsm").glob("*.xlsx"))


@pytest.fixture(scope="module")
def published(workbook: Path) -> ReadFigures:
    return read(workbook)


def theirs(workbook: Path) -> dict[tuple[str, str, str, str], float | str]:
    """Read every figure with another reader, by the place of its column."""
    book = openpyxl.load_workbook(workbook, data_only=True, read_only=True)
    found: dict[tuple[str, str, str, str], float | str] = {}
    for name, places in FIGURES.items():
        group = next((g for g in ("LCRA", "LCHO", "Combined") if g in name), "")
        columns = {(measure, group): place for measure, place in places.items()}
        if not group:
            for step, each in enumerate(("LCRA", "LCHO", "Combined")):
                columns |= {(measure, each): place + 6 * step for measure, place in COMPLAINTS.items()}
        for row in book[name].iter_rows(min_row=4, values_only=True):
            if not row[1]:  # notes have no code of a landlord
                continue
            for (measure, homes), place in columns.items():
                cell = row[place]
                if isinstance(cell, int | float | str):
                    key = (str(row[0]).strip(), str(row[1]).strip(), measure, homes)
                    found[key] = cell.casefold() if isinstance(cell, str) else float(cell)
    return found


def test_every_figure_of_every_landlord_equals_the_regulator_s(
    workbook: Path, published: ReadFigures
) -> None:
    ours = {
        (r.landlord, r.code, r.measure, r.group): r.mark if r.value is None else r.value
        for r in published.rows
    }
    expected = theirs(workbook)
    assert len(expected) > 12_000
    assert ours == expected
    assert published.problems.count == 0
    assert {r.measure for r in published.rows} == {m.id for m in LIBRARY.measures}


def test_the_medians_of_the_regulator_s_set(ws: Workspace, published: ReadFigures) -> None:
    made = keep_set(ws, published, source="Regulator of Social Housing", source_sha256="")
    values_of = defaultdict(list)
    for row in published.rows:
        if row.value is not None:
            values_of[row.measure, row.group].append(row.value)
    for found in compare(ws, made):
        mine = values_of[found.measure.id, found.group]
        assert found.spread.median == statistics.median(mine)
        assert found.spread.count == len(mine)
    assert one(ws, made, "TP01", among=Among(group="LCRA")).spread.median == pytest.approx(71.3, abs=0.05)


def test_quartiles_and_places_agree_with_another_reader_and_other_maths(
    ws: Workspace, workbook: Path, published: ReadFigures
) -> None:
    """The workbook is read by place with openpyxl, and quartiles are numpy's; nothing of ours counts."""
    made = keep_set(ws, published, source="Regulator of Social Housing", source_sha256="")
    by_place = defaultdict(list)
    for (_landlord, _code, measure, homes), value in theirs(workbook).items():
        if isinstance(value, float):
            by_place[measure, homes].append(value)
    kept = ws.need(IndicatorSet, made)
    compared = {(c.measure.id, c.group): c.spread for c in compare(ws, made)}
    assert compared.keys() == by_place.keys()
    assert len(compared) > 40
    for place, values in by_place.items():
        ours = compared[place]
        told = (ours.low, ours.lower_quartile, ours.median, ours.upper_quartile, ours.high)
        assert told == pytest.approx(numpy.percentile(values, (0, 25, 50, 75, 100)), abs=1e-9), place
        assert ours.count == len(values)
        better = next(m.better for m in LIBRARY.measures if m.id == place[0])
        low, middle, high = numpy.percentile(values, (25, 50, 75))
        lines = (low, middle, high) if better == "lower" else (-high, -middle, -low)
        mine = [row for row in published.rows if (row.measure, row.group) == place]
        for value in values[::20]:
            (here,) = compare_rows(kept, mine, value=value)
            signed = value if better == "lower" else -value
            expected = 1 + int(numpy.searchsorted(lines, signed, side="left"))
            assert here.quarter == (expected if len(values) >= 4 else None), (place, value)


def test_answers_needed_and_margins_are_the_regulator_s(workbook: Path) -> None:
    """Two landlords of shared ownership, and one margin, do not follow from the numbers beside them."""
    book, odd, looked_at = openpyxl.load_workbook(workbook, data_only=True, read_only=True), [], 0
    for name, place in (("TSM24_LCRA_Perception", 7), ("TSM24_LCHO_Perception", 6)):
        for row in book[name].iter_rows(min_row=4, values_only=True):
            homes, wanted, answers, points = row[place : place + 4]
            if not all(isinstance(n, int | float) for n in (homes, wanted, answers, points)):
                continue
            looked_at += 1
            ours = margin(int(answers), int(homes))
            if (
                needed(int(homes), allowed(int(homes))) != wanted
                or ours is None
                or abs(ours - points) > 0.051
            ):
                odd.append(row[0])
    assert looked_at > 400
    assert len(odd) <= 3, odd


def test_the_medians_of_the_other_publisher_are_ours(ws: Workspace, shared_data: Path) -> None:
    path = shared_data / "data" / "c3-oflog-la-indicators" / "ASC_data.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = read(path, FigurePlan())
    assert found.problems.count == 0
    ours = {(r.landlord, r.measure, r.period): r.value for r in found.rows}
    told = {
        (r["Local authority name"], r["Code"], r["Financial year"]): r["Value"] for r in rows if r["Value"]
    }
    assert ours == {key: float(value) for key, value in told.items()}
    made = keep_set(ws, found, source="Oflog", source_sha256="")
    medians = {(r["Code"], r["Financial year"]): float(r["MEDIAN"]) for r in rows if r["MEDIAN"]}
    for (code, year), median in medians.items():
        here = one(ws, made, code, among=Among(period=year))
        assert here.spread.median == pytest.approx(median, abs=0.051), (code, year)
    assert {m.id for m in found.measures.values() if m.better == "context"} == {"ASC6", "ASC7"}


def test_what_holds_no_figures_is_refused_in_a_sentence(shared_data: Path) -> None:
    path = shared_data / "data" / "c3-oflog-la-indicators" / "ASC_dynamic_template.xlsx"
    with pytest.raises(InputError, match="has a column with landlords and one with a known measure"):
        read(path)
