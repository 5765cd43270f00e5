"""Findings in the window: search, choose, group and write with the keyboard alone."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, SHIFT, commit, focused, press, type_text
from tia_desktop.domain.records import EvidenceLink, EvidenceNote, Finding, FindingQuestion
from tia_desktop.services import capture, conclude
from tia_desktop.services.ports import NoteRow
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.note_list.model import KEPT, PAGE, NoteModel
from tia_desktop.ui.note_list.table import marked
from tia_desktop.ui.screens.findings.editor_panel import EditorPanel
from tia_desktop.ui.screens.findings.finding_list import FindingList
from tia_desktop.ui.screens.findings.group_choice import GroupChoice
from tia_desktop.ui.screens.findings.story_panel import StoryPanel
from tia_desktop.ui.screens.findings.view import FindingsPage


def findings(window: MainWindow, **arguments: str) -> FindingsPage:
    window.shell.go("findings", **arguments)
    settle()
    page = window.shell.pages.page
    assert isinstance(page, FindingsPage)
    return page


def note_row(text: str = "", snippet: str = "") -> NoteRow:
    return NoteRow("n", text, snippet, "", "", "", "", "", "", "", "", "", "", "", (), 0)


# ---- search


def test_search_as_you_type_never_loses_the_last_keystroke(
    qtbot: QtBot, sample: Workspace, open_window: OpenWindow
) -> None:
    page = findings(open_window(sample))
    assert focused() is page.notes.search
    everything = page.notes.model.rowCount()
    for letter in "repair":
        QTest.keyClicks(page.notes.search, letter)
        settle(1)
    qtbot.waitUntil(lambda: page._presenter.notes.where.query == "repair")
    assert 0 < page.notes.model.rowCount() < everything
    for _ in range(6):
        QTest.keyClick(page.notes.search, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: page._presenter.notes.where.query == "")
    assert page.notes.model.rowCount() == everything


def test_enter_searches_at_once(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample))
    type_text("lift")
    press(ENTER)
    assert page._presenter.notes.where.query == "lift"


def test_no_hit_offers_all_notes_again(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample), query="xylophone", question_id="j1.kq2")
    everything = sample.store.count(EvidenceNote)
    assert not page.notes.table.isVisible()
    page.notes.clear_filters()
    settle()
    assert page.notes.table.isVisible()
    assert page.notes.model.rowCount() == everything
    assert page.notes.search.text() == ""
    assert focused() is page.notes.search


@pytest.mark.parametrize(
    ("text", "snippet", "words", "hits"),
    [
        ("The lift was dirty.", "The [lift] was dirty.", "The lift was dirty.", [(4, 4)]),
        ("See [1] about the lift", "See [1] about the [lift]", "See [1] about the [lift]", []),
        ("A\nB", "", "A B", []),
        ("<b>bold</b> & more", "", "<b>bold</b> & more", []),
    ],
)
def test_hits_are_marked_and_words_stay_as_they_are(
    text: str, snippet: str, words: str, hits: list[tuple[int, int]]
) -> None:
    assert marked(note_row(text, snippet)) == (words, hits)


def test_the_model_keeps_a_few_pages_only(qtbot: QtBot) -> None:
    asked: list[int] = []

    def fetch(offset: int, limit: int) -> list[NoteRow]:
        asked.append(offset)
        return [note_row(str(n)) for n in range(offset, offset + limit)]

    model = NoteModel(lambda note: note.text)
    model.show_notes(1_000_000, fetch)
    assert asked == []
    note = model.note(500_010)
    assert note is not None
    assert note.text == "500010"
    assert asked == [500_010 // PAGE * PAGE]
    for row in range(0, 1_000_000, 1_000):
        model.note(row)
    assert len(model._pages) == KEPT


def test_a_note_that_went_away_is_an_empty_row(qtbot: QtBot) -> None:
    model = NoteModel(lambda note: note.text)
    model.show_notes(3, lambda offset, limit: [note_row("only one")])
    assert model.note(2) is None
    assert model.data(model.index(2, 0), Qt.ItemDataRole.AccessibleTextRole) is None
    assert not model.toggle(2)


# ---- choosing


def test_space_and_shift_choose_with_the_keyboard(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample))
    page.notes.table.setFocus()
    press(" ")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert len(page._presenter.chosen) == 1
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_Down, SHIFT)
    assert len(page._presenter.chosen) == 4
    press(" ")
    assert len(page._presenter.chosen) == 3
    assert page.notes._chosen.text() == "3 notes chosen"


def test_the_mouse_chooses_and_two_clicks_open(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample))
    table, left = page.notes.table, Qt.MouseButton.LeftButton
    spots = [table.visualRect(page.notes.model.index(row, 0)).center() for row in range(4)]
    QTest.mouseClick(table.viewport(), left, pos=spots[0])
    QTest.mouseClick(table.viewport(), left, Qt.KeyboardModifier.ShiftModifier, spots[2])
    assert len(page._presenter.chosen) == 3
    QTest.mouseClick(table.viewport(), left, pos=spots[3])
    QTest.mouseDClick(table.viewport(), left, pos=spots[3])
    settle()
    assert len(page._presenter.chosen) == 3
    assert isinstance(page.panel, StoryPanel)


def test_choices_outlive_another_search(qtbot: QtBot, sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample))
    page.notes.table.setFocus()
    press(" ")
    page._presenter.notes.set_query("lift")
    page.notes.table.setFocus()
    press(Qt.Key.Key_Down)
    press(" ")
    page._presenter.notes.set_query("")
    assert len(page._presenter.chosen) == 2


def test_a_row_says_its_words_and_whether_it_is_chosen(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample))
    page.notes.model.toggle(0)
    table = QAccessible.queryAccessibleInterface(page.notes.table)
    cells = (table.child(k) for k in range(table.childCount()))
    cell = next(c for c in cells if c.role() == QAccessible.Role.Cell)
    assert cell.text(QAccessible.Text.Name).startswith("This month’s newsletter")
    assert "Elm Park" in cell.text(QAccessible.Text.Name)
    assert cell.state().checkable
    assert cell.state().checked


# ---- grouping and writing, keyboard only


def test_notes_become_a_finding_without_a_mouse(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample))
    before = sample.store.count(Finding)
    page.notes.table.setFocus()
    press(" ")
    press(Qt.Key.Key_Down)
    press(" ")
    press("g", CTRL)
    assert isinstance(page.panel, GroupChoice)
    press(Qt.Key.Key_Backtab, SHIFT)
    press(ENTER)
    editor = cast(EditorPanel, page.panel)
    assert focused() is editor.words
    commit("Notices are up to date but lights are out")
    page.flush()
    [made] = sample.store.find(Finding)[before:]
    assert (made.status, made.polarity) == ("draft", "weakness")
    editor.done()
    settle()
    assert cast(object, page.panel) is page.findings
    assert sample.store.find(Finding)[-1].status == "final"
    assert sample.store.count(EvidenceLink, finding_id=made.id) == 2
    assert page._presenter.chosen == set()


def test_notes_are_added_to_a_finding_that_is_there(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample))
    target = page._presenter.lines[0].finding.id
    before = sample.store.count(EvidenceLink, finding_id=target)
    page.notes.table.setFocus()
    press(" ")
    press("g", CTRL)
    assert isinstance(page.panel, GroupChoice)
    page.panel._on_add(target)
    settle()
    assert sample.store.count(EvidenceLink, finding_id=target) == before + 1


def test_escape_goes_back_and_keeps_the_choice(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample))
    page.notes.table.setFocus()
    press(" ")
    press("g", CTRL)
    press(Qt.Key.Key_Escape)
    assert isinstance(page.panel, FindingList)
    assert len(page._presenter.chosen) == 1
    assert focused() is page.notes.table


def test_done_without_words_says_what_is_missing(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample))
    page._presenter.new_finding("strength")
    settle()
    panel = page.panel
    assert isinstance(panel, EditorPanel)
    panel.done()
    settle()
    assert panel.problems.isVisible()
    assert panel.problems.isAncestorOf(focused())
    assert panel._field.error() == "Write the finding as one sentence."
    press(ENTER)
    assert focused() is panel.words


def test_what_is_typed_survives_another_screen(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    page = findings(window)
    page._presenter.new_finding("strength")
    settle()
    assert isinstance(page.panel, EditorPanel)
    page.panel._questions.toggle("j1.kq2")
    commit("Half a sentence about")
    window.shell.go("overview")
    assert "Half a sentence about" in [f.text for f in sample.store.find(Finding)]
    window.shell.go("findings")
    assert isinstance(page.panel, EditorPanel)
    assert page.panel.words.text() == "Half a sentence about"


def test_undo_elsewhere_does_not_disturb_what_is_typed(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    page = findings(window)
    everything = page.notes.model.rowCount()
    page._presenter.new_finding("strength")
    settle()
    commit("Words that are")
    capture.add_note(sample, capture.NoteDraft(text="Another note"))
    settle()
    assert isinstance(page.panel, EditorPanel)
    assert page.panel.words.text() == "Words that are"
    assert page.notes.model.rowCount() == everything + 1


def test_a_finding_removed_elsewhere_closes_its_editor(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample))
    finding = page._presenter.lines[0].finding.id
    page._presenter.open_finding(finding)
    settle()
    conclude.remove_finding(sample, finding)
    settle()
    assert isinstance(page.panel, FindingList)


def test_questions_are_changed_in_the_editor(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample))
    finding = page._presenter.lines[0].finding.id
    page._presenter.open_finding(finding)
    settle()
    assert isinstance(page.panel, EditorPanel)
    page.panel._questions.toggle("j2.kq1")
    asked = {q.question_id for q in sample.store.find(FindingQuestion, finding_id=finding)}
    assert asked == {"j1.kq2", "j2.kq1"}


# ---- the story, and small windows


def test_enter_tells_the_whole_story_and_escape_goes_back(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample))
    page.notes.table.setFocus()
    press(ENTER)
    assert isinstance(page.panel, StoryPanel)
    assert page.panel.isAncestorOf(focused())
    press(Qt.Key.Key_Escape)
    assert focused() is page.notes.table


def test_a_small_window_shows_one_side_with_a_switch(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample, size=(683, 384)))
    assert page.sides.switch.isVisible()
    assert page.notes.isVisible()
    assert not page.sides.area.isVisible()
    page.sides.switch.toggle("findings")
    settle()
    assert not page.notes.isVisible()
    assert page.sides.area.isVisible()


def test_a_large_window_shows_both_sides(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings(open_window(sample))
    assert not page.sides.switch.isVisible()
    assert page.notes.isVisible()
    assert page.sides.area.isVisible()


def test_a_finding_can_be_asked_for(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    finding = sample.store.find(Finding)[2]
    page = findings(window, finding_id=finding.id)
    assert isinstance(page.panel, EditorPanel)
    assert page.panel.words.text() == finding.text
