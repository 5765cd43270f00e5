"""The overview in the window: the matrix by keyboard, the gaps, and what stands in the way."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.a11y import report, said, settle, wait_until, walk
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ENTER, focused, press
from tests.ui.looks import Look
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import capture, plan
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui import live_problems
from tia_desktop.ui.coverage_table import CoveragePanel
from tia_desktop.ui.live_problems import LiveReading
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.findings.view import FindingsPage
from tia_desktop.ui.screens.overview.numbers import Numbers, read_numbers
from tia_desktop.ui.screens.overview.view import OverviewPage
from tia_desktop.ui.widgets import Button, WrapButton


def page_of(window: MainWindow) -> OverviewPage:
    page = window.shell.pages.page
    assert isinstance(page, OverviewPage)
    return page


def matrix_of(page: OverviewPage) -> CoveragePanel:
    """The matrix, which is there as soon as the notes are counted."""
    assert page._coverage is not None
    return page._coverage


def test_the_main_action_has_the_focus(sample: Workspace, open_window: OpenWindow) -> None:
    page = page_of(open_window(sample))
    assert focused() is page._start
    assert page._start.words() == "Continue estate visit: Elm Park"
    assert page._start.kind == "primary"


def test_arrow_keys_move_in_the_matrix_and_tab_leaves_it(sample: Workspace, open_window: OpenWindow) -> None:
    page = page_of(open_window(sample))
    table = matrix_of(page).table
    table.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Right)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)
    press(Qt.Key.Key_Tab)
    assert focused() is not table


def test_enter_on_a_cell_opens_the_notes_behind_it(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    page = page_of(window)
    rows = [t.id for t in sample.pack.templates]
    matrix_of(page).table.setFocus()
    matrix_of(page).table.setCurrentIndex(matrix_of(page).model.index(rows.index("rc07"), 1))
    press(ENTER)
    shown = window.shell.pages.page
    assert isinstance(shown, FindingsPage)
    assert shown.notes.model.rowCount() == page._presenter.coverage.cells["rc07", "j1.kq2"].got
    assert shown.notes.filters.isVisible()


def test_one_click_on_an_empty_cell_plans_nothing_and_enter_does(
    sample: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(sample)
    page = page_of(window)
    table = matrix_of(page).table
    row = [t.id for t in sample.pack.templates].index("rc05")
    before = sample.store.count(RealityCheck)
    page.area.ensureWidgetVisible(table)
    QTest.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.visualRect(matrix_of(page).model.index(row, 5)).center(),
    )
    settle()
    assert sample.store.count(RealityCheck) == before
    table.setFocus()
    press(ENTER)
    assert sample.store.count(RealityCheck) == before + 1
    assert window.shell.pages.visit.screen == "collect"


def test_the_check_that_a_gap_planned_has_the_focus_and_is_in_view(
    ws: Workspace, open_window: OpenWindow
) -> None:
    for n in range(12):
        plan.add_check(ws, "rc08", f"Home {n}", targets={})
    plan.add_check(ws, "rc05", "South office", targets={"j1.kq1": 1})
    window = open_window(ws)
    page = page_of(window)
    table = matrix_of(page).table
    row = [t.id for t in ws.pack.templates].index("rc05")
    table.setFocus()
    table.setCurrentIndex(matrix_of(page).model.index(row, 5))
    press(ENTER)
    settle(6)
    made = ws.store.find(RealityCheck)[-1]
    assert said(focused())[0] == f"Start: {made.title}"
    collect = window.shell.pages.page
    assert collect is not None
    view = collect.area.viewport()
    assert view.rect().contains(focused().rect().translated(focused().mapTo(view, QPoint(0, 0))))
    press(ENTER)
    assert window.shell.pages.visit.arguments == {"check_id": made.id}
    window.shell.go("overview")
    settle()
    gaps = [g.accessibleName() for g in page_of(window)._gaps.findChildren(WrapButton)]
    assert any(g.endswith("Office visits. Planned: 1 note, none yet. Enter opens the check.") for g in gaps)


def test_every_cell_says_a_sentence_of_its_own(sample: Workspace, open_window: OpenWindow) -> None:
    page = page_of(open_window(sample))
    table = QAccessible.queryAccessibleInterface(matrix_of(page).table)
    cells = (table.child(k) for k in range(table.childCount()))
    said = {c.text(QAccessible.Text.Name) for c in cells if c.role() == QAccessible.Role.Cell}
    assert len(said) == 12 * 6
    assert "Staff focus groups, 6. Will it happen? 4 of 5 notes, 2 strengths, 1 weakness, gap." in said


def test_the_current_cell_is_always_in_view(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample, size=(683, 384))
    page = page_of(window)
    table = matrix_of(page).table
    table.setFocus()
    settle()
    for _ in range(11):
        press(Qt.Key.Key_Down)
        cell = table.visualRect(table.currentIndex())
        view = page.area.viewport()
        box = cell.translated(table.viewport().mapTo(view, QPoint(0, 0)))
        assert view.rect().contains(box), table.currentIndex().row()


@pytest.mark.parametrize(("px", "width"), [(16, 683), (32, 1366), (16, 1366), (16, 1920)])
def test_the_matrix_never_scrolls_sideways_where_numbers_fit(
    sample: Workspace, open_window: OpenWindow, px: int, width: int
) -> None:
    page = page_of(open_window(sample, px=px, size=(width, 768)))
    table = matrix_of(page).table
    assert page.area.horizontalScrollBar().maximum() == 0
    assert table.horizontalScrollBar().maximum() == 0
    last = table.visualRect(table.model().index(11, 5))
    assert table.viewport().rect().contains(last)


def test_numbers_head_the_columns_where_words_do_not_fit(sample: Workspace, open_window: OpenWindow) -> None:
    page = page_of(open_window(sample, size=(683, 384)))
    model = matrix_of(page).model
    assert [model.headerData(k, Qt.Orientation.Horizontal) for k in range(6)] == list("123456")
    assert "6. Will it happen?" in matrix_of(page)._legend.text()
    assert matrix_of(page)._legend.isVisible()


def test_a_gap_opens_its_check(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    page = page_of(window)
    next(b for b in page._gaps.findChildren(Button) if b.words().startswith("Show ")).click()
    gaps = page._gaps.findChildren(WrapButton)
    assert all(gap.accessibleName().startswith("Gap. ") for gap in gaps)
    planned = next(gap for gap in gaps if "Staff focus groups" in gap.accessibleName())
    planned.setFocus()
    press(ENTER)
    assert window.shell.pages.visit.screen == "capture"


def test_show_more_gaps_keeps_the_focus(sample: Workspace, open_window: OpenWindow) -> None:
    page = page_of(open_window(sample))
    more = next(b for b in page._gaps.findChildren(Button) if b.words().startswith("Show "))
    more.setFocus()
    press(ENTER)
    lines = page._gaps.findChildren(WrapButton)
    assert len([line for line in lines if line.isVisible()]) == len(page._presenter.gaps())
    assert page._gaps.isAncestorOf(focused())


def test_a_problem_jumps_to_its_finding(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    settle()
    line = next(
        b for b in page_of(window)._problems.findChildren(WrapButton) if "Broken entrance" in b.words()
    )
    line.click()
    shown = window.shell.pages.page
    assert isinstance(shown, FindingsPage)
    assert shown.panel.first is not None
    assert "Broken entrance doors" in shown.panel.words.text()  # type: ignore[attr-defined]


def test_it_shows_what_changed_when_it_is_shown_again(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    before = len(page_of(window)._presenter.gaps())
    window.shell.go("export")
    plan.add_check(sample, "rc05", "North office", targets={"j1.kq3": 1, "j2.kq1": 1})
    window.shell.go("overview")
    page = page_of(window)
    assert len(page._presenter.gaps()) == before + 2
    assert matrix_of(page).model.matrix == page._presenter.matrix()


def test_an_empty_inspection_offers_the_first_check(ws: Workspace, open_window: OpenWindow) -> None:
    sole = ws.store.find(RealityCheck)[0]
    window = open_window(ws)
    assert page_of(window)._start.words() == "Start estate visit: Elm Park"
    page_of(window)._start.click()
    assert window.shell.pages.visit.arguments == {"check_id": sole.id}


def test_a_large_inspection_is_counted_in_a_worker_while_the_page_is_there(
    sample: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_problems, "AT_ONCE", -1)
    counted_in: list[str] = []

    def counting(ws: Workspace) -> Numbers:
        counted_in.append(threading.current_thread().name)
        return read_numbers(ws)

    monkeypatch.setattr("tia_desktop.ui.screens.overview.view.read_numbers", counting)
    page = page_of(open_window(sample))
    assert focused() is page._start
    wait_until(lambda: page._coverage is not None and page._problems.isVisible())
    assert counted_in[0] == live_problems.THREAD
    assert not page._counting.isVisible()
    assert page._gaps.isVisible()
    assert page._turn.isEnabled()
    before = page._presenter.coverage.notes
    check = sample.store.find(RealityCheck)[0]
    question = sample.pack.key_questions[0].id
    capture.add_note(sample, NoteDraft(text="A new note.", check_id=check.id, questions=[question]))
    wait_until(lambda: page._presenter.coverage.notes == before + 1)
    wait_until(lambda: not page._numbers.busy and not page._live.busy)


def test_the_quick_notes_that_wait_lead_to_the_inbox(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = page_of(window)
    assert page._inbox.isHidden()
    capture.add_note(ws, NoteDraft(text="Bins overflow."))
    settle()
    line = page._inbox.findChild(WrapButton)
    assert line is not None
    line.setFocus()
    press(ENTER)
    assert window.shell.pages.visit.screen == "inbox"


def test_done_today_follows_the_work_and_undo(ws: Workspace, open_window: OpenWindow) -> None:
    page = page_of(open_window(ws))

    def said() -> list[str]:
        return [each.text() for each in page._done.findChildren(QLabel) if each.isVisible()]

    before = said()
    capture.add_note(ws, NoteDraft(text="Bins overflow."))
    settle()
    assert any("1 note written" in words for words in said())
    page.window().shell.commands.undo()  # type: ignore[attr-defined]
    settle()
    assert said() == before


@pytest.mark.parametrize("counted", [True, False])
def test_the_overview_is_accessible(
    sample: Workspace, open_window: OpenWindow, look: Look, monkeypatch: pytest.MonkeyPatch, counted: bool
) -> None:
    if not counted:  # as it is while a large inspection is counted
        monkeypatch.setattr(LiveReading, "look", lambda _self: None)
    window = open_window(sample, **look.window)
    problems = walk(window)
    assert not problems, report(problems)
