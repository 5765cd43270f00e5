"""The history of a record in the window: by keys, newest first, and always fresh."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.a11y import report, settle, walk
from tests.ui.conftest import OpenWindow
from tests.ui.history_pages import HISTORY_PAGES, LONG, finding_with_history, history_page
from tests.ui.keys import ENTER, focused, press, tab_to
from tests.ui.looks import Look
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import conclude, history
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.screens.history.difference_label import DifferenceLabel
from tia_desktop.ui.screens.history.view import FIRST, HistoryPage
from tia_desktop.ui.widgets import Card


def cards(page: HistoryPage) -> list[list[str]]:
    """The words of each card, in their order."""
    shown = [c for c in page.findChildren(Card) if c.isVisible()]
    return [[each.text() for each in c.findChildren(QLabel) if each.text()] for c in shown]


def test_it_says_who_what_and_both_values(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    finding = finding_with_history(ws)
    page = history_page(window, "finding", finding)
    assert page.title() == "History: finding"
    told = cards(page)
    assert told[0][0].startswith("Decides the judgement: put in · ")
    assert told[1][0].startswith("Evidence: put in (by undo) · ")
    changed = next(lines for lines in told if lines[0].startswith("Changed · "))
    assert changed[0].endswith(" · Ann")
    assert any("−[eleven] +[twelve] weeks" in line for line in changed)
    assert "How much it weighs: +[High] " in changed


def test_escape_goes_back_and_show_it_goes_to_the_record(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.go("collect")
    check = ws.store.find(RealityCheck)[0]
    history_page(window, "reality_check", check.id)
    press(Qt.Key.Key_Escape)
    assert window.shell.pages.visit.screen == "collect"
    history_page(window, "reality_check", check.id)
    tab_to("Show it")
    press(ENTER)
    assert window.shell.pages.visit.arguments == {"check_id": check.id}


def test_it_follows_changes_and_undo(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    finding = finding_with_history(ws)
    page = history_page(window, "finding", finding)
    before = len(cards(page))
    conclude.change_finding(ws, finding, {"weight": "low"})
    settle(6)
    assert len(cards(page)) == before + 1
    window.shell.commands.undo()
    settle(6)
    assert cards(page)[0][0].startswith("Changed (by undo) · ")
    conclude.remove_finding(ws, finding)
    settle(6)
    assert not page._open.isEnabled()
    assert page._state.isVisible()
    history.undo(ws)
    settle(6)
    assert page._open.isEnabled()


def test_what_never_was_is_said_and_the_page_stays(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.go("collect")
    window.shell.go("history", kind="finding", record_id="nothing")
    assert window.shell.pages.visit.screen == "collect"


def test_a_long_history_shows_the_newest_and_the_rest_when_asked(
    ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    HISTORY_PAGES["history-long"](window, ws)
    page = window.shell.pages.page
    assert isinstance(page, HistoryPage)
    assert len(cards(page)) == FIRST
    tab_to(page._more.words())
    press(ENTER)
    settle(6)
    assert len(cards(page)) > FIRST
    assert page.isAncestorOf(focused())


def test_keys_that_move_a_page_move_it(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    HISTORY_PAGES["history-long"](window, ws)
    page = window.shell.pages.page
    assert page is not None
    bar = page.area.verticalScrollBar()
    seen = [bar.value()]
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageUp):
        press(key)
        seen.append(bar.value())
    assert seen[0] == seen[4] == 0
    assert seen[1] == seen[3] < seen[2]


def test_a_difference_is_as_high_as_its_lines(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = history_page(window, "finding", finding_with_history(ws))
    shown = [each for each in page.findChildren(DifferenceLabel) if each.isVisible()]
    assert len(shown) > 5
    assert all(each.height() >= each.heightForWidth(each.width()) for each in shown)
    assert shown[0].heightForWidth(120) > shown[0].heightForWidth(1200)


def test_words_of_people_are_never_markup(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    finding = finding_with_history(ws)
    conclude.change_finding(ws, finding, {"text": f"<b>{LONG}</b> & <img src=x>"})
    page = history_page(window, "finding", finding)
    assert any("<img src=x>]" in line for line in cards(page)[0])
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in page.findChildren(DifferenceLabel))


@pytest.mark.parametrize("screen", HISTORY_PAGES)
def test_it_is_accessible(ws: Workspace, open_window: OpenWindow, look: Look, screen: str) -> None:
    window = open_window(ws, **look.window)
    HISTORY_PAGES[screen](window, ws)
    problems = walk(window)
    assert not problems, report(problems)
