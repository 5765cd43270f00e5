"""A checklist from outside in guided capture, with keys only, to Check answers and to its end."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.helpers.form_walks import notes_of, planned
from tests.ui.a11y import settle, walk
from tests.ui.capturing import go, page_of, panel_of
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, focused, press, type_text
from tests.unit.test_form_checks import SOURCE
from tia_desktop.domain.records import CheckEntry, RealityCheck
from tia_desktop.services.form_checks import filled
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.answers.view import AnswersPage
from tia_desktop.ui.widgets import Button


def asked(window: MainWindow) -> str:
    return panel_of(window).question.item.question


def tab_to(wanted: object) -> None:
    for _ in range(60):
        if focused() is wanted:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {wanted}")


def onwards() -> None:
    press(ENTER, CTRL)


def test_it_is_walked_through_with_keys_only(ws: Workspace, open_window: OpenWindow) -> None:
    check_id = planned(ws, SOURCE)
    window = open_window(ws)
    go(window, ws.need(RealityCheck, check_id))
    onwards()  # before you start
    assert asked(window) == "How many people live here?"
    tab_to(panel_of(window).value)
    type_text("25")
    press(ENTER)
    press(Qt.Key.Key_Backspace, CTRL)
    assert panel_of(window)._problem_words.text() == "Fewer than 20."
    assert panel_of(window)._problem.isVisible()
    tab_to(panel_of(window).value)
    press("a", CTRL)
    type_text("-3.5")
    press(ENTER)
    press(Qt.Key.Key_Backspace, CTRL)
    assert "whole number" in panel_of(window)._problem_words.text()
    tab_to(panel_of(window).value)
    press("a", CTRL)
    type_text("3")
    press(ENTER)
    press(Qt.Key.Key_Backspace, CTRL)
    assert not panel_of(window)._problem.isVisible()
    onwards()
    press("1")
    press(ENTER)
    assert asked(window) == "Where is the damp?"
    for character in "In the hall":
        press(character)
    onwards()
    for character in "hall":
        press(character)
    onwards()
    assert asked(window) == "Is hall warm?"
    press("2")
    press(ENTER)
    onwards()
    page = window.shell.pages.page
    assert isinstance(page, AnswersPage)
    for _ in range(3):  # what is open is said first; it never blocks
        if ws.need(RealityCheck, check_id).status != "done":
            tab_to(page._finish_button)
            press(Qt.Key.Key_Space)
    check = ws.need(RealityCheck, check_id)
    assert check.status == "done"
    answers = filled(ws, check, notes_of(ws, check_id)).answers()
    assert {k: v for k, v in answers.items() if k != "start"} == {
        "people": "3",
        "visit/seen": "damp",
        "visit/where": "In the hall",
        "visit/room[1]/title": "hall",
        "visit/room[1]/warm": "n",
        "rooms": "1",
    }


def test_rooms_are_added_and_named_and_a_rule_is_listed(ws: Workspace, open_window: OpenWindow) -> None:
    check_id = planned(ws, SOURCE)
    window = open_window(ws)
    go(window, ws.need(RealityCheck, check_id))
    onwards()
    presenter = page_of(window)._presenter
    presenter.answers.set_value(presenter.walk.key, "25")
    presenter.add_entry("visit/room")
    settle()
    press("a", CTRL)
    type_text("Kitchen")
    onwards()
    assert asked(window) == "Which room?"
    assert presenter.walk.step.asked.heading == "Kitchen · The visit"
    presenter.add_entry("visit/room/fault")
    settle()
    onwards()
    room, fault = ws.store.find(CheckEntry)
    assert (room.title, fault.repeat_id) == ("Kitchen", f"visit/room/fault@{room.id}")
    assert walk(window) == []
    window.shell.go("answers", check_id=check_id)
    settle()
    page = window.shell.pages.page
    assert isinstance(page, AnswersPage)
    said = [b.text() for b in page._summary.findChildren(Button)]
    assert any("Fewer than 20." in words for words in said)
    assert walk(window) == []
