"""Figures beside findings, by keyboard: drawn, told, put beside a finding, taken out, brought back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.a11y import report, settle, small_targets, walk
from tests.ui.beside_pages import BESIDE_PAGES, begun, behind, figures_panel
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ENTER, focused, press, tab_to, tab_to_widget
from tests.ui.looks import Look
from tests.ui.sample_pages import wait
from tia_desktop.domain.records import EvidenceNote, Finding, PerformanceIndicator
from tia_desktop.services import conclude, figure_links, indicators
from tia_desktop.services.figure_words import NEVER_PROOF
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui import looking
from tia_desktop.ui.drawing import Drawing
from tia_desktop.ui.screens.figures.main_page import FiguresPage
from tia_desktop.ui.screens.findings.editor_panel import EditorPanel
from tia_desktop.ui.screens.findings.two_sides import take_focus
from tia_desktop.ui.screens.findings.view import FindingsPage
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import ComboBox

ALONE = "A figure alone is never enough (guidance para 66)."


def words_in(place: QWidget) -> list[str]:
    """What the labels say that can be seen."""
    return [label.text() for label in place.findChildren(QLabel) if label.isVisible()]


def test_a_figure_is_put_beside_a_finding_by_keyboard(ws: Workspace, open_window: OpenWindow) -> None:
    finding, figure = begun(ws)
    window = open_window(ws)
    panel = figures_panel(window)
    take_focus(panel.shown.chip("all"))
    row = panel.list.button(figure)
    assert row is not None
    tab_to_widget(row)
    press(ENTER)
    (drawing,) = panel.detail.findChildren(Drawing)
    told = drawing.accessibleName()
    assert told.startswith("BVPI 68 Average relet time")
    assert told.endswith(NEVER_PROOF)
    said = words_in(panel.detail)
    assert any(line.startswith("Does not meet the best quarter") for line in said)
    assert "How long homes stay empty between lettings." in said
    assert "There is no finding yet. Group notes into one first." not in said
    tab_to("Put it beside a finding")
    press(Qt.Key.Key_Down)
    tab_to("Put it there")
    press(ENTER)
    (link,) = figure_links.figure_links(ws)
    assert (link.finding_id, link.figure_id, link.stance) == (finding, figure, "supports")
    assert focused() is panel.list.button(figure)
    assert "beside F1" in panel.presenter.sections()[0][1][0].second
    assert any(line.startswith("1 ") or "1 beside a finding" in line for line in words_in(panel))
    tab_to_name("Context: F1")
    press(ENTER)
    assert [x.stance for x in figure_links.figure_links(ws)] == ["context"]
    tab_to_name("Take out: F1")
    press(ENTER)
    assert figure_links.figure_links(ws) == []
    window.shell.commands.undo()
    settle()
    assert [x.stance for x in figure_links.figure_links(ws)] == ["context"]
    assert "beside F1" in panel.presenter.sections()[0][1][0].second


def test_the_finding_is_one_key_away_and_says_that_figures_are_not_enough(
    ws: Workspace, open_window: OpenWindow
) -> None:
    finding, figure = begun(ws)
    figure_links.link_figure(ws, finding, figure)
    window = open_window(ws)
    panel = figures_panel(window)
    panel.list.open_row(figure, focus=True)
    settle()
    press(Qt.Key.Key_Tab)
    tab_to_name("F1 ")
    assert ALONE in focused().accessibleName()
    press(ENTER)
    page = window.shell.pages.page
    assert isinstance(page, FindingsPage)
    assert isinstance(page.panel, EditorPanel)
    assert page.panel.editor.id == finding
    part = behind(window, finding)
    assert any(line.startswith(ALONE) for line in words_in(part))
    note = ws.store.find(EvidenceNote)
    made = note[0].id if note else _note(ws)
    conclude.link_evidence(ws, finding, [made])
    window.shell.refresh()
    settle()
    assert not any(line.startswith(ALONE) for line in words_in(behind(window, finding)))


def tab_to_name(name: str) -> None:
    """Press Tab until what a screen reader calls so has the focus."""
    for _ in range(80):
        if focused().accessibleName().startswith(name):
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to “{name}”")


def _note(ws: Workspace) -> str:
    from tia_desktop.services.capture import NoteDraft, add_note

    return add_note(ws, NoteDraft(text="Three homes stood empty."))


def test_a_figure_is_added_and_taken_out_in_the_finding(ws: Workspace, open_window: OpenWindow) -> None:
    finding, figure = begun(ws)
    window = open_window(ws)
    part = behind(window, finding)
    (choice,) = part.findChildren(ComboBox)
    assert "No figure stands beside it yet." in words_in(part)
    take_focus(choice)
    press(Qt.Key.Key_Down)
    tab_to("Supports it")
    press(Qt.Key.Key_Right)
    tab_to("Put it beside this finding")
    press(ENTER)
    assert [(x.figure_id, x.stance) for x in figure_links.figure_links(ws)] == [(figure, "contradicts")]
    row = part.list.button(figure)
    assert row is not None
    assert focused() is row
    press(ENTER)
    assert len(part.detail.findChildren(Drawing)) == 1
    tab_to_name("Take out: BVPI 68")
    press(ENTER)
    assert figure_links.figure_links(ws) == []


def test_lists_can_be_narrowed_and_lead_to_where_figures_come_from(
    ws: Workspace, open_window: OpenWindow
) -> None:
    finding, figure = begun(ws)
    figure_links.link_figure(ws, finding, figure)
    window = open_window(ws)
    panel = figures_panel(window)
    every = panel.list.row_ids()
    assert len(every) == len(ws.store.find(PerformanceIndicator)) > 3
    take_focus(panel.shown.chip("all"))
    press(Qt.Key.Key_Right)
    assert panel.list.row_ids() == [figure]
    press(Qt.Key.Key_Right)
    assert panel.list.row_ids() == [each for each in every if each != figure]
    tab_to("Bring in figures")
    press(ENTER)
    assert isinstance(window.shell.pages.page, FiguresPage)


def test_many_figures_are_listed_in_part_first(ws: Workspace, open_window: OpenWindow) -> None:
    for n in range(70):
        indicators.record_indicator(ws, "BVPI 68", n, f"{1900 + n}", "Their return")
    panel = figures_panel(open_window(ws))
    assert len(panel.list.row_ids()) == 60
    take_focus(panel.shown.chip("all"))
    tab_to("Show all 70")
    press(ENTER)
    assert len(panel.list.row_ids()) == 70
    assert focused() is panel.list.button(panel.list.row_ids()[60])


def test_with_a_large_set_the_figures_are_compared_in_a_worker(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "AT_ONCE", 3)
    _, figure = begun(ws)
    window = open_window(ws)
    panel = figures_panel(window)
    wait(window)
    assert figure in panel.list.row_ids()
    second = [line.second for _, lines in panel.presenter.sections() for line in lines]
    assert any("In the best quarter of “Many”" in words for words in second)


def test_a_finding_without_figures_in_the_inspection_shows_none(
    ws: Workspace, open_window: OpenWindow
) -> None:
    made = conclude.record_finding(ws, "Lifts fail", "weakness", ["j1.kq2"])
    part = behind(open_window(ws), made)
    assert words_in(part) == []
    assert ws.store.find(Finding)


def test_an_empty_list_says_what_is_true_now(qtbot: QtBot) -> None:
    rows = UnfoldingList("Figures")
    qtbot.addWidget(rows)
    rows.show()

    def said() -> list[str]:
        return [each.text() for each in rows.findChildren(QLabel) if each.isVisible() and each.text()]

    rows.show_rows([], empty="")
    assert said() == []
    rows.show_rows([], empty="No figure is kept yet.")
    assert said() == ["No figure is kept yet."]
    rows.show_rows([], empty="Every figure stands beside a finding.")
    assert said() == ["Every figure stands beside a finding."]
    rows.show_rows([Section("", (Row("a", "One", "", "report", "primary"),))], empty="None.")
    assert "None." not in said()


@pytest.mark.parametrize("page", BESIDE_PAGES)
def test_every_page_passes_the_walk(ws: Workspace, open_window: OpenWindow, page: str, look: Look) -> None:
    window = open_window(ws, **look.window)
    BESIDE_PAGES[page](window, ws)
    problems = walk(window)
    assert not problems, report(problems)
    small = small_targets(window)
    assert not small, report(small)
