"""The findings page keeps what a person was at: a new finding, the one that is open, the order of Tab."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, focused, press, type_text, words_of
from tia_desktop.domain.conclude_records import SavedFilter
from tia_desktop.domain.records import Finding
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.findings.editor_panel import EditorPanel
from tia_desktop.ui.screens.findings.view import FindingsPage


def page_of(window: MainWindow, **arguments: str) -> FindingsPage:
    """The findings page as it is shown now; with arguments, or when it is not shown, gone to."""
    if arguments or not isinstance(window.shell.pages.page, FindingsPage):
        window.shell.go("findings", **arguments)
        settle()
    return cast(FindingsPage, window.shell.pages.page)


def open_finding(page: FindingsPage) -> str:
    """The finding that is open."""
    assert isinstance(page.panel, EditorPanel)
    return page.panel.editor.id


def test_a_new_finding_stays_new_while_its_notes_are_read(sample: Workspace, open_window: OpenWindow) -> None:
    page = page_of(open_window(sample))
    page.notes.table.setFocus()
    press("w")
    type_text("Doors stay open")
    press("e", CTRL)
    press(ENTER)
    press(Qt.Key.Key_Escape)
    panel = page.panel
    assert isinstance(panel, EditorPanel)
    assert panel.editor.is_new
    assert not panel._draft.isChecked()
    assert focused() in panel.evidence.notes.values()
    panel.done()
    settle()
    assert sample.store.find(Finding)[-1].status == "final"
    assert not page.notes.model.chosen


def test_back_from_its_history_is_the_finding_that_was_open(
    sample: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(sample)
    one, two = [f.id for f in sample.store.find(Finding)][:2]
    page_of(window, finding_id=one).edit_finding(two)
    window.shell.go("history", kind="finding", record_id=two)
    settle()
    window.shell.go("back")
    settle()
    assert open_finding(page_of(window)) == two


def test_larger_text_keeps_the_finding_open(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    finding = sample.store.find(Finding)[1].id
    page_of(window).edit_finding(finding)
    settle()
    window.shell.commands.larger_text()
    settle()
    assert open_finding(page_of(window)) == finding


@pytest.mark.parametrize(("presses", "first"), [(1, "Appendix 1"), (2, "All")])
def test_tab_goes_from_the_switch_into_what_it_shows(
    sample: Workspace, open_window: OpenWindow, presses: int, first: str
) -> None:
    page = page_of(open_window(sample))
    page.sides.kinds.chip("findings").setFocus()
    for _ in range(presses):
        press(Qt.Key.Key_Right)
    settle()
    press(Qt.Key.Key_Tab)
    assert words_of(focused()) == first
    seen = []
    for _ in range(12):
        press(Qt.Key.Key_Tab)
        seen.append(words_of(focused()))
    assert "Group into a finding" in seen


def test_down_goes_from_the_search_to_what_was_found(sample: Workspace, open_window: OpenWindow) -> None:
    page = page_of(open_window(sample))
    type_text("lift")
    press(Qt.Key.Key_Down)
    assert focused() is page.notes.table
    assert "lift" in page.notes._presenter.where.query


def test_saving_filters_says_so(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    page = page_of(window)
    page.notes._presenter.set_filter(source="staff")
    page.show_filters()
    settle()
    before = sample.store.count(SavedFilter)
    assert page.notes._presenter.save_as("What staff said").ok
    assert sample.store.count(SavedFilter) == before + 1
    assert window.shell.banners.texts() == ["Saved: What staff said"]


def test_one_side_scrolls_and_not_the_page_as_well(sample: Workspace, open_window: OpenWindow) -> None:
    page = page_of(open_window(sample, size=(1366, 720)))  # a laptop's window with its title
    assert page.sides.area.verticalScrollBar().maximum() > 0
    assert page.area.verticalScrollBar().maximum() == 0
