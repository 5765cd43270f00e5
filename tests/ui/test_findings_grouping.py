"""Grouping notes with one key, dragging them, merging, splitting and moving findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QMouseEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.findings_pages import choosing, findings_page, merging, splitting, write_findings
from tests.ui.keys import CTRL, ENTER, PLAIN, SHIFT, commit, focused, press, type_text
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import NoteSubQuestion
from tia_desktop.domain.records import EvidenceLink, EvidenceNote, Finding, FindingQuestion, NoteQuestion
from tia_desktop.services import capture
from tia_desktop.services.history import undo
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.note_list.dragging import FINDING, NOTES, pack, unpack
from tia_desktop.ui.note_list.table import MOST_AT_ONCE
from tia_desktop.ui.screens.findings.editor_panel import EditorPanel
from tia_desktop.ui.screens.findings.figures_panel import FiguresPanel
from tia_desktop.ui.screens.findings.finding_list import FindingList, FindingRow, QuestionGroup
from tia_desktop.ui.screens.findings.group_choice import GroupChoice
from tia_desktop.ui.screens.findings.list_presenter import STEP
from tia_desktop.ui.screens.findings.merge_panel import MergePanel, SplitPanel
from tia_desktop.ui.screens.findings.panels import Panel
from tia_desktop.ui.screens.findings.parts_panel import PartsPanel
from tia_desktop.ui.screens.findings.prompts_panel import PromptsPanel
from tia_desktop.ui.screens.findings.story_panel import StoryPanel
from tia_desktop.ui.screens.findings.view import FindingsPage


def at_the_notes(window: MainWindow) -> FindingsPage:
    """The keys are on the first note."""
    page = findings_page(window)
    page.notes.table.setFocus()
    return page


P = TypeVar("P", bound=Panel)


def shows(page: FindingsPage, kind: type[P]) -> P:
    """What stands at the right, which is of this kind."""
    panel = page.panel
    assert isinstance(panel, kind)
    return panel


def behind(ws: Workspace, finding: str) -> dict[str, str]:
    return {link.note_id: link.stance for link in ws.store.find(EvidenceLink, finding_id=finding)}


# ---- one key each


@pytest.mark.parametrize(("key", "polarity"), [("s", "strength"), ("w", "weakness")])
def test_one_key_makes_a_finding_of_the_chosen_notes(
    sample: Workspace, open_window: OpenWindow, key: str, polarity: str
) -> None:
    page = at_the_notes(open_window(sample))
    press(" ")
    press(Qt.Key.Key_Down, SHIFT)
    press(key)
    panel = shows(page, EditorPanel)
    commit("Notices are up to date")
    panel.done()
    settle()
    made = sample.store.find(Finding)[-1]
    assert (made.text, made.polarity) == ("Notices are up to date", polarity)
    assert len(behind(sample, made.id)) == 2
    assert page._presenter.chosen == set()
    assert focused() is page.notes.table


def test_a_key_takes_the_note_it_is_on_when_none_is_chosen(
    sample: Workspace, open_window: OpenWindow
) -> None:
    page = at_the_notes(open_window(sample))
    press(Qt.Key.Key_Down)
    current = page.current_note()
    press("f")
    shows(page, GroupChoice)
    press("1")
    target = page._presenter.list.to_choose("")[0].finding.id
    assert behind(sample, target)[current] == "supports"
    assert focused() is page.notes.table


def test_letters_typed_into_the_search_are_words(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    type_text("wsf")
    assert page.notes.search.text() == "wsf"
    shows(page, FindingList)


def test_a_finding_is_found_by_typing_and_chosen_by_a_digit(
    sample: Workspace, open_window: OpenWindow
) -> None:
    page = at_the_notes(open_window(sample))
    press(" ")
    press("f")
    type_text("doors")
    panel = shows(page, GroupChoice)
    [line] = panel._lines
    before = len(behind(sample, line.finding.id))
    press("-")
    assert panel.stance() == "contradicts"
    press("1")
    assert list(behind(sample, line.finding.id).values())[before:] == ["contradicts"]
    shows(page, FindingList)


def test_a_label_is_typed_whole_before_a_digit_counts(sample: Workspace, open_window: OpenWindow) -> None:
    page = at_the_notes(open_window(sample))
    press("f")
    panel = shows(page, GroupChoice)
    wanted = next(line for line in page._presenter.lines if line.label == "F12")
    type_text("f12")
    assert panel.search.text() == "f12"
    assert [line.label for line in panel._lines] == ["F12"]
    press("=")
    press(ENTER)
    assert behind(sample, wanted.finding.id)[page.current_note()] == "context"


def test_the_finding_used_last_is_the_first_choice(sample: Workspace, open_window: OpenWindow) -> None:
    page = at_the_notes(open_window(sample))
    oldest = page._presenter.lines[0].finding.id
    page._presenter.open_finding(oldest)
    press(Qt.Key.Key_Escape)
    page.notes.table.setFocus()
    press("f")
    press("1")
    assert page.current_note() in behind(sample, oldest)


def test_a_place_without_a_finding_does_nothing(sample: Workspace, open_window: OpenWindow) -> None:
    panel = choosing(open_window(sample))
    panel.search.setText("doors")
    before = sample.store.count(EvidenceLink)
    type_text("9")
    assert sample.store.count(EvidenceLink) == before


def test_without_findings_there_are_only_new_ones(ws: Workspace, open_window: OpenWindow) -> None:
    capture.add_note(ws, capture.NoteDraft(text="The lift was out."))
    page = at_the_notes(open_window(ws))
    press("f")
    panel = shows(page, GroupChoice)
    assert not panel.search.isVisible()
    press(ENTER)
    editor_panel = shows(page, EditorPanel)
    assert editor_panel.editor.polarity == "strength"
    assert editor_panel.editor.notes == (page.current_note(),)


def test_parts_are_said_of_many_notes_by_a_digit(sample: Workspace, open_window: OpenWindow) -> None:
    page = at_the_notes(open_window(sample))
    press(" ")
    press(Qt.Key.Key_Down, SHIFT)
    notes = page._presenter.chosen
    press("p")
    panel = shows(page, PartsPanel)
    press("3")

    def parts() -> set[tuple[str, str]]:
        return {
            (p.note_id, p.sub_question_id) for p in sample.store.find(NoteSubQuestion) if p.note_id in notes
        }

    assert parts() == {(note, "2.1") for note in notes}
    assert panel.parts["2.1"].words() == "2.1 Is performance managed well? · 2 of 2 notes · key 3"
    press("4")
    press("3")
    assert parts() == {(note, "2.2") for note in notes}
    undo(sample)
    settle()
    assert "2 of 2" in panel.parts["2.1"].words()
    press(Qt.Key.Key_Escape)
    assert focused() is page.notes.table
    assert page._presenter.chosen == notes


# ---- choosing many


def test_all_shown_notes_and_none(sample: Workspace, open_window: OpenWindow) -> None:
    page = at_the_notes(open_window(sample))
    page._presenter.notes.set_filter(question_id="j1.kq3")
    press("a", CTRL)
    assert len(page._presenter.chosen) == page.notes.model.rowCount() > 10
    press(Qt.Key.Key_Escape)
    assert page._presenter.chosen == set()
    press(Qt.Key.Key_End, SHIFT)
    assert len(page._presenter.chosen) == page.notes.model.rowCount()
    press("a", CTRL | SHIFT)
    assert page.notes.model.chosen == set()


def test_a_text_box_keeps_its_own_ctrl_a(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    type_text("lift")
    press("a", CTRL)
    assert page.notes.search.selectedText() == "lift"
    assert page._presenter.chosen == set()


def test_no_more_are_chosen_at_once_than_can_be_grouped(ws: Workspace, open_window: OpenWindow) -> None:
    count = MOST_AT_ONCE + 7
    ws.store.record(
        [Edit(EvidenceNote, f"n{n:04}", {"text": f"Note {n}"}) for n in range(count)], author="Ann"
    )
    window = open_window(ws)
    page = at_the_notes(window)
    cut = list[int]()
    page.notes.table.cut_short.connect(cut.append)
    press("a", CTRL)
    assert cut == [MOST_AT_ONCE]
    assert page.notes._chosen.text() == "2,000 notes chosen"
    assert {f"n{n:04}" for n in range(7)}.isdisjoint(page._presenter.chosen)  # the newest come first


def test_every_key_is_in_the_list_of_keys(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    keys = {action.shortcut().toString(): action.text() for action in page.actions()}
    assert {
        "S",
        "W",
        "F",
        "P",
        "Ctrl+G",
        "Ctrl+A",
        "Ctrl+Shift+A",
        "Ctrl+F",
        "Ctrl+Shift+F",
        "Ctrl+M",
    } <= set(keys)
    assert all(keys.values())


# ---- dragging


def drag(target: QWidget, kind: str, ids: Sequence[str], *, ctrl: bool = False) -> None:
    """Drop ids on a widget as the mouse does."""
    data = pack(kind, ids)
    drop(target, data, ctrl=ctrl)


def drop(target: QWidget, data: QMimeData, *, ctrl: bool = False) -> bool:
    middle, actions = target.rect().center(), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    keys, left = (CTRL if ctrl else PLAIN), Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(middle, actions, data, left, keys)
    QApplication.sendEvent(target, enter)
    taken = QDropEvent(QPointF(middle), actions, data, left, keys)
    QApplication.sendEvent(target, taken)
    settle()
    return enter.isAccepted()


def row_of(page: FindingsPage, label: str) -> FindingRow:
    settle()
    return next(row for row in shown(page) if row.line.label == label)


def group_of(page: FindingsPage, place: int) -> QuestionGroup:
    wanted = page._presenter.ws.pack.key_questions[place].id
    groups = page.findings.findChildren(QuestionGroup)
    return next(group for group in groups if group.section.question == wanted and group.isVisible())


def choose_in_menu(words: str) -> None:
    """Choose an entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()
    settle()


def test_notes_are_dropped_on_a_finding(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    notes = [row.id for row in page._presenter.notes.window(0, 3)]
    finding = row_of(page, "F3").line.finding.id
    drag(row_of(page, "F3"), NOTES, notes)
    assert set(notes) <= set(behind(sample, finding))
    undo(sample)
    assert not set(notes) & set(behind(sample, finding))


def test_ctrl_asks_how_dropped_notes_stand_to_it(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    note, row = page._presenter.notes.window(0, 1)[0].id, row_of(page, "F3")
    drag(row, NOTES, [note], ctrl=True)
    choose_in_menu("Contradicts it")
    assert behind(sample, row.line.finding.id)[note] == "contradicts"


def test_notes_dropped_on_a_key_question_begin_a_finding(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    note = page._presenter.notes.window(0, 1)[0].id
    drag(group_of(page, 2), NOTES, [note])
    choose_in_menu("New weakness")
    panel = shows(page, EditorPanel)
    editor = panel.editor
    assert (editor.polarity, editor.questions, editor.notes) == ("weakness", ["j1.kq3"], (note,))


def test_a_finding_is_dragged_to_another_key_question(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    finding = row_of(page, "F3").line.finding.id

    def asked() -> set[str]:
        return {q.question_id for q in sample.store.find(FindingQuestion, finding_id=finding)}

    assert asked() == {"j1.kq1"}
    drag(group_of(page, 1), FINDING, [finding, "j1.kq1"], ctrl=True)
    assert asked() == {"j1.kq1", "j1.kq2"}
    drag(group_of(page, 3), FINDING, [finding, "j1.kq2"])
    assert asked() == {"j1.kq1", "j2.kq1"}
    drag(group_of(page, 3), FINDING, [finding, "j2.kq1"])  # where it came from
    assert asked() == {"j1.kq1", "j2.kq1"}


def test_what_is_dragged_shows_where_it_would_fall(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    row, group = row_of(page, "F3"), group_of(page, 1)
    for target in (row, group):
        plain = target.grab().toImage()
        data = pack(NOTES, ["n1"])
        middle, left = target.rect().center(), Qt.MouseButton.LeftButton
        QApplication.sendEvent(target, QDragEnterEvent(middle, Qt.DropAction.MoveAction, data, left, PLAIN))
        assert target.grab().toImage() != plain
        QApplication.sendEvent(target, QDragLeaveEvent())
        assert target.grab().toImage() == plain


def test_other_things_cannot_be_dropped(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    text, broken = QMimeData(), QMimeData()
    text.setText("some words")
    broken.setData(NOTES, b"not JSON")
    before = sample.store.count(EvidenceLink)
    assert not drop(row_of(page, "F3"), text)
    assert not drop(row_of(page, "F3"), broken)
    assert sample.store.count(EvidenceLink) == before


def test_the_mouse_drags_the_chosen_notes_or_the_one_under_it(
    sample: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = findings_page(open_window(sample))
    table, carried = page.notes.table, list[list[str]]()
    monkeypatch.setattr(
        "tia_desktop.ui.note_list.table.start_drag", lambda _source, _kind, ids, _words: carried.append(ids)
    )
    ids = [row.id for row in page._presenter.notes.window(0, 4)]
    page.notes.model.choose_rows(0, 1)
    for row in (0, 3):
        _drag_away(table.viewport(), table.visualRect(page.notes.model.index(row, 0)).center())
    assert carried == [sorted(ids[:2]), [ids[3]]]
    assert page.notes.model.chosen == set(ids[:2])


def test_the_mouse_drags_a_finding(
    sample: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = findings_page(open_window(sample))
    carried = list[list[str]]()
    monkeypatch.setattr(
        "tia_desktop.ui.screens.findings.finding_list.start_drag",
        lambda _source, _kind, ids, _words: carried.append(ids),
    )
    row = row_of(page, "F3")
    _drag_away(row, row.rect().center())
    assert carried == [[row.line.finding.id, "j1.kq1"]]
    shows(page, FindingList)  # a drag is no click


def _drag_away(widget: QWidget, spot: QPoint) -> None:
    """Press, move far, and let go elsewhere."""
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, PLAIN, spot)
    away = QPointF(spot + QPoint(0, 60))
    buttons = Qt.MouseButton.LeftButton
    move = QMouseEvent(
        QEvent.Type.MouseMove, away, widget.mapToGlobal(away), Qt.MouseButton.NoButton, buttons, PLAIN
    )
    QApplication.sendEvent(widget, move)
    QTest.mouseRelease(widget, Qt.MouseButton.RightButton, PLAIN, QPoint(-500, -500))
    settle()


# ---- the menu of a finding: all that dragging does, by key


def test_the_menu_key_offers_everything(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    row = row_of(page, "F1")
    row.setFocus()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), row.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(row, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == [
        "Open", "Add 1 note", "Move to key question", "Also under key question", "How much it weighs",
        "Merge with others…", "Make two of it…",
    ]  # fmt: skip
    menu.close()


def entries(page: FindingsPage, label: str, submenu: str) -> dict[str, QAction]:
    """What one submenu of a finding's menu offers."""
    row = row_of(page, label)
    menu = page.findings.menu_for(row.line, row._question)
    inner = next(a for a in menu.actions() if a.text() == submenu).menu()
    assert isinstance(inner, QMenu)
    return {action.text(): action for action in inner.actions()}


def test_a_finding_is_moved_and_weighed_from_its_menu(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    finding = row_of(page, "F3").line.finding.id

    def asked() -> set[str]:
        return {q.question_id for q in sample.store.find(FindingQuestion, finding_id=finding)}

    entries(page, "F3", "Also under key question")["2. Does it meet them?"].trigger()
    assert asked() == {"j1.kq1", "j1.kq2"}
    entries(page, "F3", "Move to key question")["4. Is it improving?"].trigger()
    assert len(asked()) == 2
    assert "j2.kq1" in asked()
    weights = entries(page, "F3", "How much it weighs")
    assert [words for words, action in weights.items() if action.isChecked()] == ["Weighs something"]
    weights["Weighs a lot"].trigger()
    assert sample.need(Finding, finding).weight == "high"
    assert "weighs a lot" in row_of(page, "F3").line.behind()
    current = page.current_note()
    entries(page, "F3", "Add 1 note")["Context"].trigger()
    assert behind(sample, finding)[current] == "context"


# ---- merging and splitting


def test_findings_are_merged_in_the_window(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    panel = merging(window)
    first, second = panel.ticks.ticked
    notes = set(behind(sample, first)) | set(behind(sample, second))
    count = sample.store.count(Finding)
    panel.into.set_value(second)
    panel._changed()
    assert panel.into.value() == second
    assert panel.go.words() == "Merge 2 findings"
    panel.go.click()
    settle()
    assert sample.store.count(Finding) == count - 1
    assert set(behind(sample, second)) == notes
    page = window.shell.pages.page
    assert isinstance(page, FindingsPage)
    shows(page, FindingList)
    undo(sample)
    assert sample.store.count(Finding) == count


def test_findings_to_merge_are_ticked_by_key(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    press("m", CTRL)
    panel = shows(page, MergePanel)
    assert focused() is panel.search
    assert not panel.go.isEnabled()
    for label in ("F2", "F5"):
        panel.search.setFocus()
        panel.search.clear()
        type_text(label)
        press(Qt.Key.Key_Tab)
        while not panel.ticks.isAncestorOf(focused()):
            press(Qt.Key.Key_Tab)
        press(" ")
    assert panel.go.isEnabled()
    ticked = {page._presenter.list.line(key) for key in panel.ticks.ticked}
    assert {line.label for line in ticked if line} == {"F2", "F5"}
    press(Qt.Key.Key_Escape)
    shows(page, FindingList)


def test_a_finding_is_split_in_the_window(sample: Workspace, open_window: OpenWindow) -> None:
    panel = splitting(open_window(sample))
    panel.go.click()
    settle()
    assert panel._refusal.words() == "Choose the notes that make a finding of their own."
    finding, before = panel._finding.id, len(panel._all)
    chosen = [key for key, _ in panel._all[:2]]
    panel.ticks.ticked.update(dict.fromkeys(chosen))
    panel.go.click()
    assert panel._refusal.words() == "Write the finding as one sentence."
    panel.words.set_text("Appointments are kept")
    panel._changed()
    assert panel._count.text() == f"2 of {before} notes go; the others stay."
    page = panel.window().shell.pages.page  # type: ignore[attr-defined]
    panel.go.click()
    settle()
    made = sample.store.find(Finding)[-1]
    assert made.text == "Appointments are kept"
    assert set(behind(sample, made.id)) == set(chosen)
    assert len(behind(sample, finding)) == before - 2
    editor_panel = shows(page, EditorPanel)
    assert editor_panel.editor.id == made.id


def test_the_editor_leads_to_merging_and_splitting(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    finding = page._presenter.lines[0].finding.id
    page._presenter.open_finding(finding)
    panel = shows(page, EditorPanel)
    words = {each.words(): each for each in page._editor_buttons(panel)}
    words["Merge with others"].click()
    merge_panel = shows(page, MergePanel)
    assert list(merge_panel.ticks.ticked) == [finding]
    page.back_to_list()
    words["Make two of it"].click()
    shows(page, SplitPanel)


# ---- the list


def test_findings_are_found_by_words_and_by_label(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    page.findings.search.setText("damp")
    settle()
    assert {row.line.label for row in shown(page)} == {"F11"}
    assert "1 fits your words" in page.findings._summary.text()
    page.findings.search.setText("F1")
    settle()
    assert {row.line.label for row in shown(page)} == {"F1"}
    page.findings.search.setText("xylophone")
    settle()
    assert shown(page) == []


def shown(page: FindingsPage) -> list[FindingRow]:
    return [row for row in page.findings.findChildren(FindingRow) if row.isVisible()]


def test_many_findings_are_shown_some_at_a_time(ws: Workspace, open_window: OpenWindow) -> None:
    write_findings(ws, 2 * STEP + 30)
    page = findings_page(open_window(ws))
    assert len(shown(page)) == STEP
    page.findings._show_more()
    settle()
    assert len(shown(page)) == 2 * STEP
    assert focused() is shown(page)[STEP]
    page.findings._show_more()
    settle()
    assert len(shown(page)) == 2 * STEP + 30


def test_a_change_leaves_the_other_key_questions_as_they_are(
    sample: Workspace, open_window: OpenWindow
) -> None:
    page = findings_page(open_window(sample))
    before = page.findings._made
    drag(row_of(page, "F3"), NOTES, [page.current_note()])
    assert [a is b for a, b in zip(before, page.findings._made, strict=True)] == [False] + [True] * 5


# ---- findings, prompts, figures; and where the page begins


def test_the_switch_lists_prompts_and_figures(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    page.sides.kinds.toggle("prompts")
    settle()
    shows(page, PromptsPanel)
    note = page.current_note()
    page._presenter.open_note(note)
    settle()
    shows(page, StoryPanel)
    assert not page.sides.kinds.isVisible()
    press(Qt.Key.Key_Escape)
    shows(page, PromptsPanel)
    page.sides.kinds.toggle("figures")
    settle()
    shows(page, FiguresPanel)
    page.sides.kinds.toggle("findings")
    settle()
    shows(page, FindingList)
    assert page.sides.kinds.isVisible()


def test_the_page_begins_at_the_evidence_it_was_asked_for(sample: Workspace, open_window: OpenWindow) -> None:
    finding = sample.store.find(Finding)[1]
    page = findings_page(open_window(sample), finding_id=finding.id, evidence=True)
    panel = shows(page, EditorPanel)
    assert panel.evidence.isAncestorOf(focused())
    press(ENTER)
    story = shows(page, StoryPanel)
    assert story.finding_id == finding.id
    press(Qt.Key.Key_Escape)
    editor_panel = shows(page, EditorPanel)
    assert editor_panel.evidence.isAncestorOf(focused())


def test_the_page_begins_with_the_story_of_a_note(sample: Workspace, open_window: OpenWindow) -> None:
    link = sample.store.find(EvidenceLink)[0]
    page = findings_page(open_window(sample), note_id=link.note_id, finding_id=link.finding_id)
    panel = shows(page, StoryPanel)
    assert (panel.note_id, panel.finding_id) == (link.note_id, link.finding_id)
    assert panel.isAncestorOf(focused())
    gone = findings_page(page.window(), note_id="gone", finding_id="gone")  # type: ignore[arg-type]
    assert isinstance(gone.panel, FindingList)


def test_a_story_whose_note_goes_away_is_closed(sample: Workspace, open_window: OpenWindow) -> None:
    page = at_the_notes(open_window(sample))
    note = page.current_note()
    press(ENTER)
    shows(page, StoryPanel)
    capture.remove_note(sample, note)
    settle()
    shows(page, FindingList)


def test_notes_of_a_prompt_are_shown(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    page._show_these(NoteFilter(question_id="j1.kq2"))
    assert page.notes.model.rowCount() == sample.store.count(NoteQuestion, question_id="j1.kq2")
    assert focused() is page.notes.table


def test_what_a_drag_carries_is_read_back(sample: Workspace) -> None:
    assert unpack(NOTES, pack(NOTES, ["a", "b"])) == ["a", "b"]
    assert unpack(FINDING, pack(NOTES, ["a"])) == []
