"""The practice visit: three questions on the real page, and nothing of it anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from tests.ui.a11y import report, settle, walk
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, press, type_text
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.services import capture, guided, team
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.practice.view import PracticePage, ReadyPage
from tia_desktop.ui.theme import current_theme
from tia_desktop.ui.widgets import Button, NoteEdit, StepList


@pytest.fixture
def folder(own_home: Path) -> Path:
    return own_home / "practice"


def begin(window: MainWindow) -> PracticePage:
    window.shell.go("practice")
    settle()
    page = window.shell.pages.page
    assert isinstance(page, PracticePage)
    return page


def said(window: MainWindow) -> str:
    return "\n".join(w.text() for w in window.findChildren(QLabel) if w.isVisible() and w.text())


def buttons(window: MainWindow) -> dict[str, Button]:
    page = window.shell.pages.page
    assert page is not None
    return {b.words(): b for b in page.findChildren(Button) if b.isVisible()}


def in_help(window: MainWindow) -> dict[str, Button]:
    dialogs = [d for d in window.findChildren(QDialog) if d.isVisible()]
    return {b.words(): b for d in dialogs for b in d.findChildren(Button) if b.isVisible()}


def left(folder: Path) -> list[str]:
    return [f.name for f in folder.iterdir()] if folder.exists() else []


def test_the_whole_practice_from_my_checks_with_the_keyboard(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, folder: Path
) -> None:
    team.declare_not_own_landlord(ws, "Ann")
    before = ws.store.log.head()
    window = open_window(ws, role="tia")
    buttons(window)["Practise first"].setFocus()
    press(ENTER)
    assert isinstance(window.shell.pages.page, PracticePage)
    assert left(folder) == ["1"]
    assert window.shell.status.text() == "Practice: nothing is kept"
    assert "Practice: 1 of 3\nImagine it is fine here. Press 2 for “OK”, then Enter." in said(window)
    assert window.windowTitle().startswith("Practice – ")
    press("2")
    press(ENTER)
    assert "Practice: 2 of 3\nThat was 2 keys. Now imagine it is dirty. Press 3 for “Weak”" in said(window)
    press("3")
    press(ENTER)
    assert isinstance(QApplication.focusWidget(), NoteEdit)
    type_text("Sticky on floor 2, and 3 lamps out.")
    press(ENTER, CTRL)
    assert "Practice: 3 of 3\nThat was 3 keys and your words." in said(window)
    assert "Press 0 for “Not seen”, then Enter." in said(window)
    press("0")
    press(ENTER)
    assert isinstance(window.shell.pages.page, ReadyPage)
    assert "You are ready\nThat was 2 keys." in said(window)
    assert "Nothing of it was kept." in said(window)
    assert left(folder) == []
    assert window.shell.status.text().startswith("Saved on this laptop")
    press(ENTER)
    assert window.shell.pages.visit.screen == "my_checks"
    assert ws.store.log.head() == before, "the real inspection never knew"
    assert window.shell.workspace is ws
    assert window.shell.desk.settings.recent == (str(ws.store.path.absolute()),)


def test_it_can_be_skipped_and_repeated(ws: Workspace, open_window: OpenWindow, folder: Path) -> None:
    team.declare_not_own_landlord(ws, "Ann")
    window = open_window(ws, role="tia")
    begin(window)
    buttons(window)["Skip practice"].click()
    settle()
    assert window.shell.pages.visit.screen == "my_checks"
    assert left(folder) == []
    window.shell.commands.practise()
    settle()
    first = window.shell.pages.page
    press("2")
    window.shell.commands.practise()
    settle()
    assert window.shell.pages.page is not first
    assert "Practice: 1 of 3" in said(window)
    assert len(left(folder)) == 1, "the one before is gone"
    stop = next(b for b in window.findChildren(Button) if b.words() == "Stop for now")
    stop.click()  # it may be in the “More” menu
    settle()
    assert window.shell.pages.visit.screen == "my_checks"
    assert left(folder) == []


def test_it_is_offered_until_the_first_check_is_finished(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    team.declare_not_own_landlord(ws, "Ann")
    window = open_window(ws, role="tia")
    assert "Practise first" in buttons(window)
    guided.begin_check(ws, visit.id)
    settle()
    assert "Practise first" in buttons(window)
    guided.finish_check(ws, visit.id)
    settle()
    assert "Practise first" not in buttons(window)


def test_the_button_help_offers_it(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.commands.shortcuts()
    settle()
    in_help(window)["Practise with three questions"].click()
    settle()
    assert isinstance(window.shell.pages.page, PracticePage)
    assert in_help(window) == {}  # the dialog is gone


def test_help_without_an_inspection_offers_no_practice(open_window: OpenWindow) -> None:
    window = open_window()
    window.shell.commands.shortcuts()
    settle()
    assert list(in_help(window)) == ["Close"]


def test_the_help_menu_has_it(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    actions = {a.text(): a for a in window.shell.menus.all_actions()}
    actions["Practise with three questions"].trigger()
    settle()
    assert isinstance(window.shell.pages.page, PracticePage)
    for _ in range(3):
        press("1")
        press(ENTER)
    buttons(window)["Go to the checks"].click()
    assert window.shell.pages.visit.screen == "collect"


def test_undo_stays_inside_the_practice(ws: Workspace, visit: RealityCheck, open_window: OpenWindow) -> None:
    kept = capture.add_note(ws, capture.NoteDraft(text="A real note."))
    head = ws.store.log.head()
    window = open_window(ws)
    page = begin(window)
    press("2")
    assert page.workspace.store.count(EvidenceNote) == 1
    press("z", CTRL)
    assert page.workspace.store.count(EvidenceNote) == 0
    press("z", CTRL)
    press("z", CTRL)
    assert "There is nothing to undo." in said(window)
    assert ws.need(EvidenceNote, kept)
    assert ws.store.log.head() == head
    assert isinstance(window.shell.pages.page, PracticePage)


def test_a_quick_note_is_not_begun_by_mistake(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    begin(window)
    window.shell.commands.quick_note()
    buttons(window)["Add something else"].click()
    settle()
    assert isinstance(window.shell.pages.page, PracticePage)
    assert "This is practice." in said(window)
    assert ws.store.count(EvidenceNote) == 0


def test_another_text_size_goes_on_where_it_was(ws: Workspace, open_window: OpenWindow, folder: Path) -> None:
    window = open_window(ws, px=None)
    begin(window)
    press("2")
    press(ENTER)
    current_theme().set_percent(150)
    settle(6)
    assert isinstance(window.shell.pages.page, PracticePage)
    assert "Practice: 2 of 3" in said(window)
    assert window.shell.status.text() == "Practice: nothing is kept"
    assert left(folder) == ["1"]
    window.shell.go("collect")
    settle()
    assert left(folder) == []
    assert window.shell.status.text().startswith("Saved")


def test_closing_the_inspection_deletes_it(ws: Workspace, open_window: OpenWindow, folder: Path) -> None:
    window = open_window(ws)
    begin(window)
    press("2")
    window.shell.close_inspection()
    settle()
    assert left(folder) == []
    assert window.shell.status.text() == ""


def test_taking_the_window_down_deletes_it(
    ws: Workspace, desk: AppDesk, open_window: OpenWindow, folder: Path
) -> None:
    open_window()
    window = MainWindow(desk)
    window.shell.opened(ws)
    window.shell.go("practice")
    assert left(folder) == ["1"]
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    assert left(folder) == []


def test_the_program_ending_deletes_it(ws: Workspace, open_window: OpenWindow, folder: Path) -> None:
    window = open_window(ws)
    begin(window)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.aboutToQuit.emit()
    assert left(folder) == []


def test_with_the_mouse_it_is_kind_too(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    begin(window)
    buttons(window)["Save and next"].click()
    settle()
    assert "You left that one open. That is fine" in said(window)
    buttons(window)["Back"].click()
    settle()
    assert "Practice: 1 of 3\nImagine it is fine here." in said(window)


def test_keys_go_round_the_page(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    begin(window)
    seen = []
    for _ in range(5):
        window.shell.next_pane()
        settle()
        here = QApplication.focusWidget()
        assert here is not None
        seen.append(here)
    assert len(set(seen)) >= 3, "rail, questions, page and footer"


@pytest.mark.parametrize("px", [16, 32])
def test_walk_after_the_first_words_of_praise(ws: Workspace, open_window: OpenWindow, px: int) -> None:
    """The longest words of the coach; the other sizes and colours are in test_screens_walk."""
    window = open_window(ws, px=px)
    begin(window)
    press("2")
    press(ENTER)
    problems = walk(window)
    assert not problems, report(problems)


def test_the_pages_before_the_questions_lead_nowhere_else(
    ws: Workspace, open_window: OpenWindow, folder: Path
) -> None:
    """Everything the jump list offers stays in the practice: other pages of the check, and repetitions."""
    window = open_window(ws, size=(1500, 800))
    begin(window)
    page = window.shell.pages.page
    assert page is not None
    names = [b.words() for b in page.findChildren(StepList)[0].findChildren(Button)]
    assert "Before you start" in names
    for name in names:
        buttons(window)[name].click()
        settle()
        assert isinstance(window.shell.pages.page, PracticePage), name
    assert left(folder) == ["1"]
    assert ws.store.count(RealityCheck) == 1
