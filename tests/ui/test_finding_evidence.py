"""From a finding to the very passage or photo and back, answers to contradictions, prompts: by keyboard."""

from __future__ import annotations

import copy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont, QTextCursor
from PySide6.QtWidgets import QLabel

from tests.ui.a11y import report, settle, walk
from tests.ui.conftest import OpenWindow
from tests.ui.evidence_pages import (
    CLEANING,
    EVIDENCE_PAGES,
    REPAIRS,
    editor_of,
    finding,
    findings_page,
    link_with,
    many_notes,
    pictures_come,
    prompts_of_page,
    story_of_link,
)
from tests.ui.keys import CTRL, ENTER, SHIFT, focused, press, tab_to, type_text, words_of
from tests.ui.looks import Look
from tia_desktop.domain.conclude_records import FindingPrompt
from tia_desktop.domain.records import EvidenceLink, EvidenceNote, Finding
from tia_desktop.services import capture, conclude, history, passages, photos
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.readiness import open_problems
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.finding_button import FindingButton
from tia_desktop.ui.passage_box import PassageBox, chars, units
from tia_desktop.ui.photo_dialog import PhotoDialog
from tia_desktop.ui.problems import jump
from tia_desktop.ui.screens.findings.editor_panel import EditorPanel
from tia_desktop.ui.screens.findings.evidence_lines import PAGE
from tia_desktop.ui.screens.findings.panels import Panel
from tia_desktop.ui.screens.findings.story_panel import StoryPanel
from tia_desktop.ui.screens.findings.story_photos import StoryPhoto
from tia_desktop.ui.screens.findings.view import FindingsPage
from tia_desktop.ui.strength_picture import StrengthPicture
from tia_desktop.ui.widgets import Button, MenuButton


def marked(box: PassageBox) -> str:
    """The words that are marked, as a person sees them."""
    return " ".join(s.cursor.selectedText() for s in box.extraSelections())


def shown(page: FindingsPage) -> Panel:
    """What stands at the right now."""
    return page.panel


def read(panel: Panel) -> str:
    """All words that can be read on a panel."""
    return " ".join(each.text() for each in panel.findChildren(QLabel) if each.isVisibleTo(panel))


# ---- three keys to the passage, and back


def test_three_keys_from_a_finding_in_the_list_to_its_passage_and_back(
    sample: Workspace, open_window: OpenWindow
) -> None:
    page = findings_page(open_window(sample))
    made = finding(sample, CLEANING)
    line = next(b for b in page.findChildren(FindingButton) if b.line.finding.id == made)
    line.setFocus()
    press(ENTER)
    press("e", CTRL)
    press(ENTER)
    assert isinstance(page.panel, StoryPanel)
    told = page.panel.story.told_for
    assert told is not None
    assert told.finding_id == made
    box = focused()
    assert isinstance(box, PassageBox)
    assert marked(box) == told.quote != ""
    assert box.accessibleDescription().startswith(f"Passage: {told.quote}")
    note = page.panel.note_id
    press(Qt.Key.Key_Escape)
    editor = shown(page)
    assert isinstance(editor, EditorPanel)
    assert focused() is editor.evidence.notes[note]
    press(Qt.Key.Key_Escape)
    back = focused()
    assert isinstance(back, FindingButton)
    assert back.line.finding.id == made


def test_one_key_from_what_a_judgement_cites_to_the_passage(
    sample: Workspace, open_window: OpenWindow
) -> None:
    page = findings_page(open_window(sample), finding_id=finding(sample, CLEANING), evidence=True)
    assert isinstance(page.panel, EditorPanel)
    assert focused() in page.panel.evidence.notes.values()
    press(ENTER)
    assert isinstance(shown(page), StoryPanel)
    assert isinstance(focused(), PassageBox)


def test_a_photo_that_counts_is_shown_and_enter_enlarges_it(
    sample: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(sample)
    link = link_with(sample, finding(sample, CLEANING), quote=False, photo=True)
    story_of_link(window, link)
    photo = focused()
    assert isinstance(photo, StoryPhoto)
    assert photo.photo.id == link.attachment_id
    assert photo.accessibleName().startswith("This photo counts.")
    assert photo._image is not None
    assert not photo._image.isNull()
    press(ENTER)
    [large] = window.findChildren(PhotoDialog)
    assert large.isVisible()
    pictures_come()
    large.accept()
    settle()
    assert window.focusWidget() is photo


def test_arrows_go_from_note_to_note(sample: Workspace, open_window: OpenWindow) -> None:
    panel = editor_of(open_window(sample), finding(sample, CLEANING))
    notes = list(panel.evidence.notes.values())
    notes[0].setFocus()
    press(Qt.Key.Key_Down)
    assert focused() is notes[1]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert focused() is notes[0]


# ---- choosing what counts


def test_words_are_chosen_with_the_keyboard(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    link = link_with(sample, finding(sample, CLEANING), quote=False, photo=False)
    panel = story_of_link(window, link)
    box = focused()
    assert isinstance(box, PassageBox)
    press(Qt.Key.Key_Home, CTRL)
    for _ in range(3):
        press(Qt.Key.Key_Right, CTRL | SHIFT)
    wanted = box.textCursor().selectedText().strip()
    assert len(wanted.split()) == 3
    tab_to("This passage counts")
    press(ENTER)
    stored = sample.need(EvidenceLink, link.id)
    assert (stored.quote, stored.quote_at) == (wanted, 0)
    assert panel.words is not None
    assert marked(panel.words) == wanted
    tab_to("All words count")
    press(ENTER)
    assert sample.need(EvidenceLink, link.id).quote == ""
    history.undo(sample)
    settle()
    assert sample.need(EvidenceLink, link.id).quote == wanted


def test_nothing_chosen_is_said(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    link = link_with(sample, finding(sample, CLEANING), quote=False, photo=False)
    story_of_link(window, link)
    tab_to("This passage counts")
    press(ENTER)
    assert sample.need(EvidenceLink, link.id).quote == ""
    [said] = window.shell.banners.texts()
    assert said.startswith("Choose the words that count first")


def test_a_photo_is_picked(sample: Workspace, open_window: OpenWindow) -> None:
    link = link_with(sample, finding(sample, CLEANING), quote=True, photo=True)
    story_of_link(open_window(sample), link)
    tab_to("Photo 1 does not count")
    press(ENTER)
    assert sample.need(EvidenceLink, link.id).attachment_id == ""
    pictures_come()
    tab_to("Photo 1 counts")
    press(ENTER)
    assert sample.need(EvidenceLink, link.id).attachment_id == link.attachment_id
    pictures_come()


def test_a_photo_that_was_removed_is_told_and_can_be_let_go(
    sample: Workspace, open_window: OpenWindow
) -> None:
    link = link_with(sample, finding(sample, CLEANING), quote=False, photo=True)
    photos.remove_photo(sample, link.attachment_id)
    (problem,) = [p for p in open_problems(sample) if p.rule == "quote-outdated"]
    window = open_window(sample)
    panel = editor_of(window, link.finding_id)
    line = next(x for x in panel.evidence._lines.page(0) if x.note_id == link.note_id)
    assert (line.second.split(" · ")[-1], line.marked) == ("its photo was removed", False)
    jump(window.shell, sample, problem)
    settle()
    story = shown(window.shell.pages.page)  # type: ignore[arg-type]
    assert isinstance(story, StoryPanel)
    assert "The photo that counted was removed. Choose another one, or none." in read(story)
    tab_to("No photo counts")
    press(ENTER)
    assert not [p for p in open_problems(sample) if p.rule == "quote-outdated"]
    assert "was removed" not in read(story)


def test_a_passage_of_a_note_without_words_can_be_let_go(sample: Workspace, open_window: OpenWindow) -> None:
    link = link_with(sample, finding(sample, CLEANING), quote=True, photo=True)
    capture.change_note(sample, link.note_id, {"text": ""})
    story = story_of_link(open_window(sample), link)
    assert "The words of the passage have changed." in read(story)
    tab_to("All words count")
    press(ENTER)
    assert not sample.need(EvidenceLink, link.id).quote


def test_changed_words_are_outdated_in_words(sample: Workspace, open_window: OpenWindow) -> None:
    link = link_with(sample, finding(sample, CLEANING), quote=True, photo=True)
    capture.change_note(sample, link.note_id, {"text": "Somebody has cleaned since."})
    panel = story_of_link(open_window(sample), link)
    assert panel.words is not None
    assert marked(panel.words) == ""
    said = [label.text() for label in panel.findChildren(QLabel)]
    assert any("have changed" in words and link.quote in words for words in said)


@pytest.mark.parametrize("text", ["One 🙂 two 🏠 three", "A\r\nB 🙂 C", "A\rB", "no-break\u00a0space"])
def test_places_are_characters_whatever_qt_counts(qtbot: object, text: str) -> None:
    assert [chars(text, units(text, at)) for at in range(len(text) + 1)] == list(range(len(text) + 1))
    box = PassageBox(text)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            box.setTextCursor(box._cursor(start, end))
            assert box.chosen() == (start, end)
    box.deleteLater()


def test_used_in_and_history_are_one_key_away(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    link = link_with(sample, finding(sample, CLEANING), quote=True, photo=True)
    panel = story_of_link(window, link)
    press("u", CTRL)
    assert words_of(focused()).startswith("Supports F1")
    assert focused() in panel._used
    press("h", CTRL)
    assert window.shell.pages.visit.screen == "history"
    assert window.shell.pages.visit.arguments["record_id"] == link.note_id


# ---- contradictions


def test_a_contradiction_is_answered_while_one_types(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    made = finding(sample, REPAIRS)
    panel = editor_of(window, made)
    [box] = panel.evidence.answers.values()
    assert box._said.text().startswith("Not answered yet")
    assert words_of_strength(panel)[-1] == "1 note contradicts it: not answered yet."
    box.words.setFocus()
    type_text("One man of forty.")
    assert panel.flush()
    settle()
    [link] = sample.store.find(EvidenceLink, finding_id=made, stance="contradicts")
    assert (link.answer, link.answered_by) == ("One man of forty.", sample.author)
    assert focused() is box.words
    assert box._said.text().startswith(f"Answered by {sample.author}, ")
    assert words_of_strength(panel)[-1] == "1 note contradicts it: answered."


def words_of_strength(panel: EditorPanel) -> list[str]:
    assert panel._strength is not None
    return [label.text() for label in panel._strength.findChildren(QLabel)]


def test_an_answer_that_is_typed_survives_another_screen(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    made = finding(sample, REPAIRS)
    [box] = editor_of(window, made).evidence.answers.values()
    box.words.setFocus()
    type_text("One man")
    window.shell.go("overview")
    [link] = sample.store.find(EvidenceLink, finding_id=made, stance="contradicts")
    assert link.answer == "One man"


def test_a_stance_is_changed_from_the_menu(sample: Workspace, open_window: OpenWindow) -> None:
    made = finding(sample, CLEANING)
    panel = editor_of(open_window(sample), made)
    note = next(iter(panel.evidence.notes))
    menu = panel.evidence.findChildren(MenuButton)[0].menu()
    assert [a.text() for a in menu.actions() if a.text()] == [
        "Contradicts it", "Context", "Take out", "History"
    ]  # fmt: skip
    menu.actions()[0].trigger()
    settle()
    assert [x.note_id for x in sample.store.find(EvidenceLink, finding_id=made, stance="contradicts")] == [
        note
    ]
    assert list(panel.evidence.answers) == [note]
    assert focused() is panel.evidence.notes[note]
    history.undo(sample)
    settle()
    assert not panel.evidence.answers


def test_taking_a_note_out_leaves_the_focus_at_the_next(sample: Workspace, open_window: OpenWindow) -> None:
    panel = editor_of(open_window(sample), finding(sample, CLEANING))
    first, second = list(panel.evidence.notes)[:2]
    panel.evidence._unlink(first)
    settle()
    assert first not in panel.evidence.notes
    assert focused() is panel.evidence.notes[second]
    assert sample.store.get(EvidenceNote, first) is not None


# ---- five hundred notes


def test_five_hundred_notes_are_turned_over(sample: Workspace, open_window: OpenWindow) -> None:
    made = finding(sample, CLEANING)
    many_notes(sample, made)
    panel = editor_of(open_window(sample), made)
    assert len(panel.evidence.notes) == PAGE
    tab_to("More notes")
    press(ENTER)
    assert len(panel.evidence.notes) == PAGE
    assert focused() is next(iter(panel.evidence.notes.values()))
    last = panel.evidence._lines.ids[-1]
    panel.focus_evidence(last)
    assert focused() is panel.evidence.notes[last]


# ---- strength


def test_strength_is_said_in_words_and_the_picture_has_a_name(
    sample: Workspace, open_window: OpenWindow
) -> None:
    panel = editor_of(open_window(sample), finding(sample, REPAIRS))
    said = words_of_strength(panel)
    assert said[0].startswith("6 kinds of check: ")
    assert any("from a focus group, which weighs less here" in words for words in said)
    picture = panel.findChild(StrengthPicture)
    assert picture is not None
    assert QAccessible.queryAccessibleInterface(picture).text(QAccessible.Text.Name)


# ---- prompts


def test_a_prompt_is_linked_and_taken_away_by_keyboard(sample: Workspace, open_window: OpenWindow) -> None:
    made = finding(sample, CLEANING)
    panel = prompts_of_page(open_window(sample), sample, made)
    before = sample.store.count(FindingPrompt)
    panel.matrix.table.setFocus()
    press(ENTER)
    row = focused()
    press(ENTER)
    assert panel.list.current
    tab_to("F1 answers this")
    press(ENTER)
    assert sample.store.count(FindingPrompt) == before + 1
    assert sample.store.find(FindingPrompt)[-1].finding_id == made
    settle()
    assert focused() is panel.list.button(panel.list.current)
    assert "Evidence: F1" in focused().accessibleName()
    assert row is not focused()  # made anew, and the focus is on its place
    tab_to("Take out")
    press(ENTER)
    assert sample.store.count(FindingPrompt) == before


def test_the_keys_begin_in_the_cell_whose_prompts_are_shown(
    sample: Workspace, open_window: OpenWindow
) -> None:
    panel = prompts_of_page(open_window(sample), sample, finding(sample, CLEANING))
    shown_first, table = panel.list.row_ids(), panel.matrix.table
    here = table.currentIndex()
    assert (here.row(), here.column()) == panel.presenter.cell_place()
    assert (here.row(), here.column()) != (0, 0)
    table.setFocus()
    press(ENTER)
    assert panel.list.row_ids() == shown_first


def test_prompts_are_sentences_and_not_bold(sample: Workspace, open_window: OpenWindow) -> None:
    panel = prompts_of_page(open_window(sample), sample)
    row = panel.list.button(panel.list.row_ids()[0])
    assert row is not None
    assert row._bold().weight() == row.font().weight() < QFont.Weight.DemiBold


def test_a_stance_can_be_changed_as_soon_as_a_new_finding_has_words(
    sample: Workspace, open_window: OpenWindow
) -> None:
    page = findings_page(open_window(sample))
    page.notes.table.setFocus()
    press("w")
    panel = page.panel
    assert isinstance(panel, EditorPanel)
    assert not panel.evidence.findChildren(MenuButton)
    type_text("Doors stay open")
    assert panel.saver.flush()
    panel.show_evidence()
    settle()
    menus = panel.evidence.findChildren(MenuButton)
    assert [m.accessibleName().split(":")[0] for m in menus] == ["Change"]


def test_a_framework_without_prompts_and_areas_says_so(ws: Workspace, open_window: OpenWindow) -> None:
    bare = copy.copy(ws.pack)
    for part in ("sub_questions", "prompts", "service_areas"):
        object.__setattr__(bare, part, ())
    ws.pack = bare
    conclude.record_finding(ws, "Lifts are clean", "strength", ["j1.kq2"])
    window = open_window(ws)
    assert not any(
        each.text() == "By service area" for each in window.findChildren(Button) if each.isVisible()
    )
    page = findings_page(window)
    page.sides.show_side("findings")
    page.sides.kinds.toggle("prompts")
    settle()
    assert read(shown(page)) == "Prompts This framework has no prompts."
    page._presenter.open_finding(page._presenter.lines[0].finding.id)
    settle()
    assert isinstance(page.panel, EditorPanel)


def test_notes_for_a_prompt_are_asked_for(sample: Workspace, open_window: OpenWindow) -> None:
    panel = prompts_of_page(open_window(sample), sample)
    asked: list[object] = []
    panel._on_notes = asked.append
    panel.list.open_row(panel.list.row_ids()[0], focus=True)
    tab_to("Show notes for this")
    press(ENTER)
    line = panel.presenter.line(panel.list.current)
    assert line is not None
    assert asked == [panel.presenter.notes_for(line.prompt)]


def test_prompts_are_added_in_the_editor(sample: Workspace, open_window: OpenWindow) -> None:
    made = finding(sample, CLEANING)
    panel = editor_of(open_window(sample), made)
    before = sample.store.count(FindingPrompt, finding_id=made)
    choice = panel.prompts.choice
    assert choice is not None
    choice.setFocus()
    press(Qt.Key.Key_Down)
    tab_to("Add this prompt")
    press(ENTER)
    assert sample.store.count(FindingPrompt, finding_id=made) == before + 1
    panel._questions.toggle("j2.kq1")
    panel._questions.toggle("j1.kq2")
    settle()
    assert panel.prompts.choice is not None
    texts = {panel.prompts.choice.itemText(row) for row in range(1, panel.prompts.choice.count())}
    assert texts <= {p.text for p in sample.pack.prompts if p.key_question == "j2.kq1"}


def test_part_and_weight_are_chosen(sample: Workspace, open_window: OpenWindow) -> None:
    made = finding(sample, CLEANING)
    panel = editor_of(open_window(sample), made)
    assert [panel._part.itemData(row) for row in range(panel._part.count())] == ["", "2.1", "2.2"]
    panel._part.setCurrentIndex(1)
    panel._weight.setCurrentIndex(3)
    stored = sample.need(Finding, made)
    assert (stored.sub_question, stored.weight) == ("2.1", "low")
    panel._questions.toggle("j2.kq1")
    panel._questions.toggle("j1.kq2")
    assert sample.need(Finding, made).sub_question == ""
    assert not panel._part_field.isVisible()


# ---- the walk


@pytest.mark.parametrize("screen", EVIDENCE_PAGES)
def test_walk(sample: Workspace, open_window: OpenWindow, screen: str, look: Look) -> None:
    window = open_window(sample, **look.window)
    EVIDENCE_PAGES[screen](window, sample)
    settle(8)
    problems = walk(window)
    assert not problems, report(problems)


def test_a_note_of_many_words_scrolls_to_its_passage(ws: Workspace, open_window: OpenWindow) -> None:
    text = "\n".join(f"Line {n} of a long talk." for n in range(400))
    note = capture.add_note(ws, NoteDraft(text=text))
    made = conclude.record_finding(ws, "Talks are long", "weakness", ["j1.kq2"], notes=[note])
    start = text.index("Line 300")
    passages.set_passage(ws, made, note, start, start + 8)
    page = findings_page(open_window(ws), note_id=note, finding_id=made)
    assert isinstance(page.panel, StoryPanel)
    box = page.panel.words
    assert box is not None
    settle()
    cursor = QTextCursor(box.document())
    cursor.setPosition(start)
    assert box.viewport().rect().intersects(box.cursorRect(cursor))
