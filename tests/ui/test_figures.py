"""The figures in the window: by keyboard from a regulator's table to kept figures and a comparison."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.figures_pages import OWN, figures_page, keep_set, look_at, say, write_long, write_table
from tests.ui.keys import ENTER, focused, press, tab_to, tab_to_widget, type_text
from tests.ui.sample_pages import wait
from tia_desktop.domain.records import PerformanceIndicator
from tia_desktop.domain.survey_records import IndicatorSet, OwnIndicator
from tia_desktop.services import indicators
from tia_desktop.services.indicator_sets import figures
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui import looking
from tia_desktop.ui.drawing import Drawing
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.figures.main_page import FiguresPage
from tia_desktop.ui.screens.figures.set_page import SetPage

TAB = Qt.Key.Key_Tab


def set_page(window: MainWindow, set_id: str) -> SetPage:
    window.shell.go("figures", set_id=set_id)
    wait(window)
    page = window.shell.pages.page
    assert isinstance(page, SetPage)
    return page


def role(page: FiguresPage, name: str) -> str:
    return next(line.role for line in page.file.columns._lines if line.name == name)


# ---- the whole way by keyboard


def test_one_landlord_s_figures_come_in_by_keyboard(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path, choose: Callable[[Path], None]
) -> None:
    choose(write_table(tmp_path))
    window = open_window(ws)
    window.shell.go("plan")
    settle()
    for _ in range(6):
        press(Qt.Key.Key_Right)  # along the strip of the plan
    press(ENTER)
    page = window.shell.pages.page
    assert isinstance(page, FiguresPage)
    assert window.shell.rail is not None
    tab_to("Choose a file…")
    press(ENTER)
    wait(window)
    assert focused() is page.file.keep.what.chip("one")
    press(TAB)
    assert focused() is page.file.keep.source
    type_text("Regulator of Social Housing")
    press(TAB)
    type_text("2023/24")
    press(TAB)
    assert focused() is page.file.keep.picker.search
    assert page.presenter.landlord() == OWN  # this inspection's own
    type_text("land")
    press(TAB)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(ENTER)
    assert page.presenter.landlord() == "Landlord 2"
    assert focused() is page.file.keep.picker.search
    type_text("riverside")
    press(ENTER)
    assert page.presenter.landlord() == OWN
    tab_to("Keep these figures")
    press(ENTER)
    wait(window)
    kept = {i.indicator_id: (i.value, i.period, i.source) for i in ws.store.find(PerformanceIndicator)}
    source = "Regulator of Social Housing"
    assert kept == {"TP01": (71.5, "2023/24", source), "NM01(1)": (0.0, "2023/24", source)}
    came = page.kept.came()
    assert came is not None
    assert came.words == f"2 figures of “{OWN}” are kept."
    assert came.remarks == (
        "1 figure is 0. Some publishers write 0 where nothing was counted.",
        "No figure for RP01: not available.",
    )
    assert focused() is page.choose


def test_a_whole_table_is_kept_compared_with_and_taken_away_by_keyboard(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path, choose: Callable[[Path], None]
) -> None:
    choose(write_table(tmp_path))
    window = open_window(ws)
    page = figures_page(window)
    tab_to("Choose a file…")
    press(ENTER)
    wait(window)
    press(Qt.Key.Key_Right)
    press(ENTER)
    assert page.presenter.keep == "all"
    press(TAB)
    type_text("All of them")
    press(TAB)
    type_text("Regulator")
    press(ENTER)  # the period is missing: it is said at its field, which takes the focus
    assert focused() is page.file.keep.period
    assert "which period" in page.file.keep._period_field.error()
    type_text("2023/24")
    press(ENTER)
    wait(window)
    (kept,) = ws.store.find(IndicatorSet)
    assert (kept.title, kept.source, kept.period) == ("All of them", "Regulator", "2023/24")
    assert page.kept.sets()[0].details == "Regulator · 2023/24 · 3 measures · 9 landlords · 25 figures"
    tab_to("Compare")
    press(ENTER)
    wait(window)
    shown = window.shell.pages.page
    assert isinstance(shown, SetPage)
    assert shown.presenter.choice("landlord") == OWN
    assert shown._sentences[0][-1] == "71.5 is in the best quarter."
    tab_to_widget(shown.picker.search)
    type_text("landlord 1")
    press(ENTER)
    assert shown._sentences[0][-1] == "61 is in the weakest quarter."
    tab_to_widget(shown.table)
    press(Qt.Key.Key_Down)
    settle()
    assert shown.table.currentIndex().row() == 1
    tab_to("Take this table away")
    press(ENTER)
    assert ws.store.find(IndicatorSet) == []
    window.shell.commands.undo()
    settle()
    page = figures_page(window)
    assert [line.title for line in page.kept.sets()] == ["All of them"]


# ---- which column is which


def test_a_column_can_be_something_else_and_cells_that_are_no_figures_are_listed(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    page = look_at(open_window(ws), write_table(tmp_path))
    form = page.presenter.form()
    assert form is not None
    assert form.summary == "25 figures of 9 landlords, in 3 measures."
    assert "1 time [x] (not available) in the place of a figure." in form.facts
    assert form.problems == ("Row 11: “about 60” in “TP01” is no figure.",)
    assert role(page, "Homes without a lift") == "left out"
    columns = page.file.columns
    place = [line.name for line in columns._lines].index("Homes without a lift")
    columns.table.setFocus()
    columns.table.selectRow(place)
    press(TAB)
    assert focused() is columns.role
    columns.role.setCurrentIndex(columns.role.findData("own:lower"))
    wait(page.window())  # type: ignore[arg-type]
    assert role(page, "Homes without a lift") == "own:lower"
    assert columns._key == "homes without a lift"  # nothing moves under somebody's hands
    columns.title.setFocus()
    columns.title.selectAll()
    type_text("No lift")
    press(TAB)
    wait(page.window())  # type: ignore[arg-type]
    form = page.presenter.form()
    assert form is not None
    assert form.summary == "33 figures of 9 landlords, in 4 measures."
    say(page, source="Regulator", period="2025")
    page.presenter.choices.set("landlord", "Landlord 3")
    page.presenter.keep_it()
    wait(page.window())  # type: ignore[arg-type]
    own = {o.id: o.better for o in ws.store.find(OwnIndicator)}
    assert own["No lift"] == "lower"
    assert {i.indicator_id for i in ws.store.find(PerformanceIndicator)} == {
        "TP01",
        "RP01",
        "NM01(1)",
        "No lift",
    }


def test_a_table_that_names_nothing_is_told_column_by_column(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Who,Result\nRiverside,70\nHillside,60\n", "utf-8")
    window = open_window(ws)
    page = look_at(window, path)
    assert focused() is page.file.columns.table
    assert page.file.keep.isHidden()
    page.presenter.keep_it()
    assert "Say which column is which" in page.file._refused.words()
    page.presenter.hold("who", "landlord", "")
    wait(window)
    page.presenter.hold("result", "TP01", "")
    wait(window)
    form = page.presenter.form()
    assert form is not None
    assert (form.landlords, form.summary) == (
        ("Riverside", "Hillside"),
        "2 figures of 2 landlords, in 1 measure.",
    )
    assert not page.file.keep.isHidden()
    page.presenter.hold("result", "own:higher", " ")
    assert "Say what is measured" in page.file._refused.words()
    assert role(page, "Result") == "TP01"


def test_shares_and_the_direction_of_a_long_table_s_measures(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = look_at(window, write_long(tmp_path))
    columns = page.file.columns
    assert {line.name: line.holds for line in columns._lines[-2:]} == {
        "V1 Empty homes": "Neither is good by itself",
        "C1 Calls answered": "Neither is good by itself",
    }
    assert columns.shares.isHidden()
    columns.table.selectRow(len(columns._lines) - 1)
    columns.better.setCurrentIndex(columns.better.findData("higher"))
    wait(window)
    assert columns._lines[-1].holds == "A high figure is good"
    rows = "".join(f"L{n},0.{n}7\n" for n in range(1, 7))
    path = tmp_path / "shares.csv"
    path.write_text("Landlord,TP01\n" + rows, "utf-8")
    page.take(path)
    wait(window)
    assert not columns.shares.isHidden()
    columns.shares.click()
    wait(window)
    page.presenter.choices.set("landlord", "L1")
    assert page.presenter.figures_of_landlord()[0][2] == "17"
    assert columns.shares.isChecked()


# ---- nothing is lost, and nothing waits


def test_a_file_that_cannot_be_read_and_cancel_leave_what_was_there(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = figures_page(window)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    page.take(broken)
    wait(window)
    assert page._refused.words()
    assert page.presenter.form() is None
    page.take(write_table(tmp_path))
    wait(window)
    say(page, source="Regulator", period="2025")
    page.take(broken)
    wait(window)
    form = page.presenter.form()
    assert form is not None
    assert form.name.endswith(".csv")
    assert page.file._refused.words()
    page.presenter.hold("tp01", "left out", "")
    for job in list(window.shell.jobs._jobs):
        job.cancel()
    wait(window)
    assert role(page, "TP01") in ("TP01", "left out")  # whichever came first, the page and the draft agree
    assert (role(page, "TP01") == "left out") == ("tp01" in page.presenter.choices.plan().columns)
    window.shell.go("plan", page="team")
    page = figures_page(window)
    assert page.file.keep.source.text() == "Regulator"
    page._close()
    assert page.presenter.form() is None
    assert focused() is page.choose


def test_undo_takes_an_import_out_and_the_page_follows(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = look_at(window, write_table(tmp_path))
    say(page, source="Regulator", period="2025")
    page.presenter.keep_it()
    wait(window)
    assert len(page.list.rows.row_ids()) == 2
    again = look_at(window, write_table(tmp_path))
    say(again, source="Regulator", period="2025")
    again.presenter.keep_it()
    wait(window)
    came = again.kept.came()
    assert came is not None
    assert came.words == "Nothing new was kept."
    assert "2 figures were here already." in came.remarks
    window.shell.commands.undo()
    settle()
    assert again.list.rows.row_ids() == []


def test_a_figure_is_corrected_in_its_place(ws: Workspace, open_window: OpenWindow) -> None:
    indicators.record_indicator(ws, "BVPI 66a", 97.4, "2002/03", "Their return")
    window = open_window(ws)
    page = figures_page(window)
    (row,) = page.list.rows.row_ids()
    first = page.list.rows.button(row)
    assert first is not None
    tab_to_widget(first)
    press(ENTER)
    value = page.list.detail.texts["value"]
    tab_to_widget(value.editor)
    assert focused() is value.editor
    value.editor.selectAll()  # type: ignore[attr-defined]
    type_text("about 98")
    press(TAB)
    assert "is no figure" in value.error()
    value.editor.setFocus()
    value.editor.selectAll()  # type: ignore[attr-defined]
    type_text("98.25")
    press(TAB)
    settle()
    assert ws.need(PerformanceIndicator, row).value == 98.25
    page.list.detail.remove.click()
    settle()
    assert ws.store.find(PerformanceIndicator) == []


def test_an_open_figure_says_what_it_is_compared_with(ws: Workspace, open_window: OpenWindow) -> None:
    figure = indicators.record_indicator(ws, "BVPI 66a", 97.4, "2001/02", "Their return")
    window = open_window(ws)
    page = figures_page(window)
    page.list.rows.open_row(figure)
    settle()
    told = page.list.detail.told

    def said() -> list[str]:
        return [label.text() for label in told.findChildren(QLabel) if label.isVisible()]

    assert said()[0].startswith("Meets the best quarter")
    (drawing,) = told.findChildren(Drawing)
    assert drawing.accessibleName().startswith("BVPI 66a Rent collection")
    indicators.change_figure(ws, figure, "value", "90")
    window.shell.refresh()
    settle()
    assert said()[0].startswith("Does not meet the best quarter")
    with_drawing = told.findChildren(Drawing)
    indicators.record_indicator(ws, "BVPI 68", 1, "2001/02", "Their return")
    window.shell.refresh()
    settle()
    assert told.findChildren(Drawing) == with_drawing  # it did not change, and is not drawn anew


def test_the_comparison_of_another_figure_is_never_shown_meanwhile(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = indicators.record_indicator(ws, "BVPI 66a", 97.4, "2001/02", "Their return")
    two = indicators.record_indicator(ws, "BVPI 68", 1, "2001/02", "Their return")
    window = open_window(ws)
    monkeypatch.setattr(looking, "AT_ONCE", -1)
    page = figures_page(window)
    told = page.list.detail.told
    page.list.rows.open_row(one)
    wait(window)
    assert told.findChildren(Drawing)
    page.list.rows.open_row(two)
    assert not any(each.isVisible() for each in told.findChildren(QLabel))
    wait(window)
    assert any(each.isVisible() for each in told.findChildren(QLabel))


def test_a_long_set_is_compared_in_a_worker(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    made = keep_set(window, ws)
    monkeypatch.setattr(looking, "AT_ONCE", 3)
    page = set_page(window, made)
    assert page.model.rowCount() == 3
    page.filters["kind"].setCurrentIndex(page.filters["kind"].findData("PRP"))
    wait(window)
    assert "5 landlords" in page._sentences[1][0]
    window.shell.commands.undo()
    settle()
    assert not isinstance(window.shell.pages.page, SetPage)


def test_an_adviser_does_not_see_the_figures(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws, role="tia")
    window.shell.go("figures")
    assert not isinstance(window.shell.pages.page, FiguresPage)


# ---- what is published


def test_the_regulator_s_workbook_every_landlord_and_all_26_figures(
    ws: Workspace, open_window: OpenWindow, shared_data: Path
) -> None:
    (path,) = (shared_data / "data" / "c3-rsh-tsm").glob("*.xlsx")
    window = open_window(ws)
    page = look_at(window, path)
    form = page.presenter.form()
    assert form is not None
    assert form.summary == "12,647 figures of 360 landlords, in 26 measures."
    page.file.keep.what.toggle("all")
    say(page, source="Regulator of Social Housing", period="2023/24")
    page.presenter.keep_it()
    wait(window)
    (kept,) = ws.store.find(IndicatorSet)
    rows = {(r.landlord, r.measure, r.group): r for r in figures(ws, kept.id)}
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    theirs = {
        str(row[0]).strip(): float(row[8])
        for row in book["TSM24_Management_Info"].iter_rows(min_row=4, values_only=True)
        if row[1] and isinstance(row[8], int | float)
    }
    book.close()
    assert len(theirs) > 300
    assert {name: rows[name, "BS01", ""].value for name in theirs} == theirs
    assert len({measure for _, measure, _ in rows}) == 26
    shown = set_page(window, kept.id)
    assert len(shown._sentences) == len({(m, g) for _, m, g in rows})
    assert shown.picker._names == tuple(dict.fromkeys(name for name, _, _ in rows))
    page = look_at(window, path)
    page.presenter.choices.set("landlord", "Adur District Council")
    say(page, source="Regulator of Social Housing", period="2023/24")
    page.presenter.choices.set("keep", "one")
    page.presenter.keep_it()
    wait(window)
    mine = [r for (name, _, _), r in rows.items() if name == "Adur District Council" and r.value is not None]
    assert sorted(i.value for i in ws.store.find(PerformanceIndicator)) == sorted(
        r.value or 0.0 for r in mine
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ASC_data.csv", "6,078 figures of 155 landlords, in 7 measures."),
        ("ASC_dynamic_template.xlsx", "No figures yet. Say which column is which."),
    ],
)
def test_the_tables_of_local_authorities(
    ws: Workspace, open_window: OpenWindow, shared_data: Path, name: str, said: str
) -> None:
    page = look_at(open_window(ws), shared_data / "data" / "c3-oflog-la-indicators" / name)
    form = page.presenter.form()
    assert form is not None
    assert form.summary == said
    assert not form.needs_period


def test_an_inspection_that_is_closed_meanwhile_takes_no_figures(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    path = write_table(tmp_path)
    window = open_window(ws)
    page = figures_page(window)
    page.take(path)
    wait(window)
    page.presenter.choices.set("source", "The regulator")
    page.presenter.choices.set("period", "2023/24")
    page.presenter.keep_it()
    assert page.presenter.is_keeping
    window.shell.close_inspection()
    wait(window)
    assert window.shell.workspace is None
    assert window.shell.banners.texts() == ["The inspection was closed meanwhile. Nothing was kept."]
