"""Quick notes, sorted several at a time, with the keys a person presses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, SHIFT, focused, press
from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.services import capture, inbox, plan, team
from tia_desktop.services.capture import NoteDraft, questions_of
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.inbox.view import InboxPage
from tia_desktop.ui.widgets import Button


@pytest.fixture
def notes(ws: Workspace) -> list[str]:
    drafts = [
        NoteDraft(text="The ramp was blocked by a van.", place="Elm Park, side door"),
        NoteDraft(text="Two bins have no lids.", place="Elm Park"),
        NoteDraft(text="The opening hours are last year’s.", place="Town hall"),
        NoteDraft(text="The lift was out for three days.", place="Block C", author="Bob"),
    ]
    return [capture.add_note(ws, draft) for draft in drafts]


def shown(window: MainWindow) -> InboxPage:
    window.shell.go("inbox")
    settle()
    page = window.shell.pages.page
    assert isinstance(page, InboxPage)
    return page


def words(window: MainWindow) -> list[str]:
    page = window.shell.pages.page
    assert page is not None
    return [w.text() for w in page.findChildren(QLabel) if w.isVisible() and w.text()]


def buttons(window: MainWindow) -> dict[str, Button]:
    page = window.shell.pages.page
    assert page is not None
    return {b.words(): b for b in page.findChildren(Button) if b.isVisible()}


def tab_to(name: str) -> None:
    """Press Tab until the thing with this name has the focus."""
    for _ in range(60):
        if name in (focused().accessibleName() or getattr(focused(), "text", str)()):
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {name}")


def test_two_notes_get_a_check_and_a_key_question_with_the_keyboard_alone(
    ws: Workspace, notes: list[str], visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = shown(window)
    assert focused() is page.table
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Down, SHIFT)
    assert page.model.chosen == {notes[0], notes[1]}
    assert "2 notes chosen" in words(window)
    assert "“Elm Park” may fit: the same place." in words(window)
    assert page.form.check.value() == "", "a suggestion is never taken by itself"
    tab_to("Choose this check")
    press(ENTER)
    assert page.form.check.value() == visit.id
    assert inbox.count(ws) == 4, "nor does taking it write anything"
    press("2", CTRL)
    press(ENTER, CTRL)
    assert inbox.count(ws) == 2
    for note in notes[:2]:
        assert ws.need(EvidenceNote, note).check_id == visit.id
        assert questions_of(ws, note) == ("j1.kq2",)
    assert focused() is page.table
    assert page.form.check.value() == ""
    assert any("2 notes moved to “Elm Park”. Undo takes it back." in text for text in all_words(window))
    press("z", CTRL)
    assert inbox.count(ws) == 4, "one undo takes all of it back"
    assert questions_of(ws, notes[0]) == ()
    assert page.model.rowCount() == 4


def all_words(window: MainWindow) -> list[str]:
    return [w.text() for w in window.findChildren(QLabel) if w.isVisible()]


def test_choose_all_and_none(ws: Workspace, notes: list[str], open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = shown(window)
    press("a", CTRL)
    assert page.model.chosen == set(notes)
    assert "4 notes chosen" in words(window)
    buttons(window)["Choose none"].click()
    assert page.model.chosen == set()
    assert "No note chosen" in words(window)
    assert "Choose all" in buttons(window)


def test_all_removed_leaves_one_sentence_and_one_button(
    ws: Workspace, notes: list[str], open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = shown(window)
    press("a", CTRL)
    buttons(window)["Remove the chosen notes"].click()
    settle()
    assert inbox.count(ws) == 0
    assert "All quick notes are sorted." in words(window)
    assert not page.table.isVisible()
    assert focused() is buttons(window)["Write a quick note"]
    press("z", CTRL)
    assert page.table.isVisible()
    assert page.model.rowCount() == 4
    assert page.model.chosen == set()


def test_the_form_sets_area_how_and_source_without_a_check(
    ws: Workspace, notes: list[str], open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = shown(window)
    press(Qt.Key.Key_Space)
    page.form.areas.toggle("stock")
    page.form.how.set_value("told")
    page.form.source.set_value("tenant")
    press(ENTER, CTRL)
    note = ws.need(EvidenceNote, notes[-1])
    assert (note.check_id, note.how, note.source) == ("", "told", "tenant")
    assert page.model.rowCount() == 4, "it still waits for its check"
    assert "1 note was changed. Undo takes it back." in all_words(window)


def test_nothing_chosen_or_nothing_wanted_is_said(
    ws: Workspace, notes: list[str], open_window: OpenWindow
) -> None:
    window = open_window(ws)
    shown(window)
    head = ws.store.log.head()
    press(ENTER, CTRL)
    assert any("Choose notes first." in text for text in all_words(window))
    press(Qt.Key.Key_Space)
    press(ENTER, CTRL)
    assert any(text.startswith("Say first what the notes should get") for text in all_words(window))
    assert ws.store.log.head() == head


def test_a_note_sorted_elsewhere_is_not_chosen_any_more(
    ws: Workspace, notes: list[str], visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = shown(window)
    press("a", CTRL)
    inbox.sort_notes(ws, notes[:1], check_id=visit.id)
    QTest.qWait(1)
    settle()
    assert page.model.chosen == set(notes[1:])
    assert "3 notes chosen" in words(window)


def test_enter_opens_the_note_and_back_keeps_what_was_chosen(
    ws: Workspace, notes: list[str], open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = shown(window)
    press(Qt.Key.Key_Space)
    press(ENTER)
    assert window.shell.pages.visit.screen == "note"
    press(ENTER, CTRL)
    assert window.shell.pages.page is page
    assert page.model.chosen == {notes[-1]}


def test_advisers_see_and_sort_only_their_own(
    ws: Workspace, notes: list[str], open_window: OpenWindow
) -> None:
    team.declare_not_own_landlord(ws, "Ann")
    dev = team.add_member(ws, "Dev", "inspector")
    plan.add_check(ws, "office-visit", "Town hall", assigned_to=dev)
    window = open_window(ws, role="tia")
    assert "3 quick notes to sort" in buttons(window)
    buttons(window)["3 quick notes to sort"].click()
    settle()
    page = window.shell.pages.page
    assert isinstance(page, InboxPage)
    press("a", CTRL)
    assert page.model.chosen == set(notes[:3])
    assert [page.form.check.itemText(k) for k in range(page.form.check.count())] == [
        "None: leave them here",
        "Elm Park · Estate visits",
    ]
    rail = [b for b in window.shell.rail.findChildren(Button) if b.isChecked()]
    assert [b.words() for b in rail] == ["My checks"]
    buttons(window)["Back to the checks"].click()
    assert window.shell.pages.visit.screen == "my_checks"


def test_my_checks_counts_nothing_when_there_is_nothing(ws: Workspace, open_window: OpenWindow) -> None:
    team.declare_not_own_landlord(ws, "Ann")
    window = open_window(ws, role="tia")
    assert not any("to sort" in name for name in buttons(window))


def test_collect_counts_and_leads_there(ws: Workspace, notes: list[str], open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.go("collect")
    settle()
    assert "4 quick notes to sort" in words(window)
    buttons(window)["Sort them"].click()
    assert isinstance(window.shell.pages.page, InboxPage)


def test_a_full_inbox_is_read_in_pages(ws: Workspace, open_window: OpenWindow) -> None:
    for n in range(60):
        capture.add_note(ws, NoteDraft(text=f"Note {n}"))
    window = open_window(ws)
    page = shown(window)
    assert page.model.rowCount() == 60
    assert len(page.model._pages) < 4, "only what shows is read"
    press(Qt.Key.Key_End, CTRL)
    last = page.model.note(page.table.currentIndex().row())
    assert last is not None
    assert last.text == "Note 0"
