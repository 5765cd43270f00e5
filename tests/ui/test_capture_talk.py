"""A conversation: lines with the clock time and the speaker, kept from their first letter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.pictures import encoded
from tests.ui.a11y import settle
from tests.ui.capturing import begun, go, key_of, own_workspace, page_of, talk_of
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, PLAIN, SHIFT, focused, press, type_text
from tia_desktop.domain.records import Attachment, EvidenceLink, EvidenceNote, RealityCheck
from tia_desktop.services import capture, conclude, conversation, guided, photos
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.photo_dialog import PhotoDialog
from tia_desktop.ui.photos import Thumb
from tia_desktop.ui.screens.capture.talk_panel import LineBox
from tia_desktop.ui.widgets import Button

BACKTAB = Qt.Key.Key_Backtab


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = own_workspace(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def group(ws: Workspace) -> RealityCheck:
    return begun(ws, "rc04", "Elm Park tenants", "Community hall")


def said(ws: Workspace, group: RealityCheck) -> list[tuple[str, str, bool]]:
    return [(n.speaker, n.text, n.exact_words) for n in conversation.said(ws, group)]


def listen(window: MainWindow, group: RealityCheck) -> None:
    """Go to the first prompt, with the focus in the box."""
    go(window, group, "rc04.i01")
    page_of(window).focus_note()


def shown(window: MainWindow) -> list[str]:
    return [label.text() for label in talk_of(window)._lines.findChildren(QLabel) if label.isVisible()]


def link(window: MainWindow, name: str) -> Button:
    buttons = talk_of(window)._lines.findChildren(Button)
    return next(b for b in buttons if b.accessibleName().startswith(name) and b.isVisible())


def test_enter_keeps_the_line_with_time_speaker_and_place(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    type_text("Nobody calls back.")
    press(ENTER)
    type_text("The lift is slow.")
    press(ENTER)
    first, second = conversation.said(ws, group)
    assert (first.text, first.speaker, first.how, first.place) == (
        "Nobody calls back.", "Tenant 1", "told", "Community hall",
    )  # fmt: skip
    assert first.written_at
    assert (first.item_id, second.text) == ("rc04.i01", "The lift is slow.")
    assert talk_of(window).note.text() == ""
    assert talk_of(window).note.hasFocus()
    clock = first.observed_at[11:16]
    assert shown(window)[:2] == [f"{second.observed_at[11:16]} · Tenant 1", "The lift is slow."]
    assert f"{clock} · Tenant 1" in shown(window)


def test_tab_changes_the_speaker_and_shift_tab_and_f6_leave(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    press(Qt.Key.Key_Tab)
    type_text("It was fixed.")
    press(Qt.Key.Key_Tab)  # also in the middle of a line
    press(ENTER)
    assert said(ws, group) == [("Staff", "It was fixed.", False)]
    assert talk_of(window).note.hasFocus()
    press(BACKTAB, SHIFT)
    assert not talk_of(window).note.hasFocus()
    page_of(window).focus_note()
    press(Qt.Key.Key_F6)
    chips = talk_of(window)._chips
    assert chips is not None
    assert focused() is chips.chip("Staff")  # on to who is speaking, as Tab does elsewhere
    assert said(ws, group) == [("Staff", "It was fixed.", False)]
    press(Qt.Key.Key_F6)
    assert not talk_of(window).isAncestorOf(focused())  # from there on to the next part of the window


def test_the_words_beside_the_box_say_its_keys(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    hints = [label.text() for label in talk_of(window).field.findChildren(QLabel) if label.isVisible()]
    for words in ("Tab: next speaker", "F6: next part of the page", "Shift and Tab: back"):
        assert any(words in hint for hint in hints)


def go_until(found: type, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key until something of this kind has the focus."""
    for _ in range(30):
        press(key, modifiers)
        if isinstance(focused(), found):
            return
    pytest.fail(f"no {found.__name__} was reached")


def test_by_keyboard_from_the_box_to_the_caption_and_back(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    note = guided.ensure_note(ws, group, guided.steps(ws, group)[0].asked, "Hall")
    photo = photos.attach_photo(ws, note, "IMG_1.png", encoded(kind="PNG"))
    window = open_window(ws)
    listen(window, group)
    type_text("Nobody calls ba")
    press(Qt.Key.Key_F6)
    go_until(Thumb, Qt.Key.Key_Tab)
    press(ENTER)
    dialog = window.findChild(PhotoDialog)
    assert dialog is not None
    assert focused() is dialog.caption
    type_text("Notice in the hall")
    press(ENTER)
    assert ws.need(Attachment, photo).caption == "Notice in the hall"
    window.activateWindow()  # as a desktop does when the dialog is gone
    settle()
    assert isinstance(focused(), Thumb)
    go_until(LineBox, BACKTAB, SHIFT)
    assert focused() is talk_of(window).line
    type_text("ck")
    press(ENTER)
    assert said(ws, group) == [("Tenant 1", "Nobody calls back", False)]


def test_everything_on_the_page_is_reached_from_the_box(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    type_text("One")
    press(ENTER)
    press(Qt.Key.Key_F6)
    met: list[QWidget] = []
    while focused() not in met:
        met.append(focused())
        press(Qt.Key.Key_Tab)
        if focused() is talk_of(window).line:
            press(Qt.Key.Key_F6)
    panel = talk_of(window)
    wanted = [panel.exact, panel.add, panel.photos.add, page_of(window).place, *panel.kq._chips.values()]
    wanted += [link(window, "Change: One"), link(window, "Remove: One")]
    assert [w.accessibleName() for w in wanted if w not in met] == []
    assert any(w in met for w in panel.rating.buttons())


def test_exact_words_by_keyboard_for_one_line(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    type_text("We are left waiting.")
    press(Qt.Key.Key_Q, CTRL | SHIFT)
    press(ENTER)
    type_text("Two agree")
    press(ENTER)
    assert [exact for _, _, exact in said(ws, group)] == [True, False]
    assert "“We are left waiting.”" in shown(window)


def test_shift_enter_is_a_new_line_in_the_same_words(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    type_text("First")
    press(ENTER, SHIFT)
    type_text("second")
    press(ENTER)
    assert said(ws, group) == [("Tenant 1", "First\nsecond", False)]


def test_an_unfinished_line_is_on_the_disk_and_comes_back(
    qtbot: QtBot, ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    press(Qt.Key.Key_Tab)
    type_text("They never ca")
    qtbot.waitUntil(lambda: said(ws, group) == [("Tenant 2", "They never ca", False)], timeout=5000)
    assert conversation.said(ws, group)[0].written_at == ""
    window.shell.go("collect")
    go(window, group)
    assert talk_of(window).note.text() == "They never ca"
    assert shown(window) == []
    page_of(window).focus_note()
    type_text("lled")
    press(ENTER)
    assert said(ws, group) == [("Tenant 2", "They never called", False)]
    assert conversation.said(ws, group)[0].written_at


def test_going_on_finishes_the_line(ws: Workspace, group: RealityCheck, open_window: OpenWindow) -> None:
    window = open_window(ws)
    go(window, group, "rc04.i01")
    press("4")
    press(ENTER)
    type_text("Three of us wait for months")
    press(ENTER, CTRL)
    assert key_of(window) == "rc04.i02"
    [line] = conversation.said(ws, group)
    assert line.written_at
    [step] = [s for s in guided.steps(ws, group) if s.done]
    assert (step.tone, step.needs_words, step.said) == ("weak", False, 1)


def test_a_line_that_came_to_nothing_leaves_none(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    type_text("x")
    press(Qt.Key.Key_Backspace)
    page_of(window).flush()
    assert ws.store.find(EvidenceNote) == []
    press(ENTER)
    assert ws.store.find(EvidenceNote) == []


def test_an_earlier_line_is_changed_in_the_box(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    for line in ("One", "Two"):
        type_text(line)
        press(ENTER)
    type_text("Thr")
    link(window, "Change: One").click()
    settle()
    assert talk_of(window).note.text() == "One"
    assert said(ws, group)[-1][1] == "Thr"  # what stood in the box is kept
    press(Qt.Key.Key_End)
    type_text(" more")
    press(Qt.Key.Key_Tab)
    press(ENTER)
    assert said(ws, group) == [
        ("Tenant 2", "One more", False),
        ("Tenant 1", "Two", False),
        ("Tenant 1", "Thr", False),
    ]
    assert talk_of(window).note.text() == ""


def test_a_line_is_removed_and_undo_brings_it_back(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    type_text("One")
    press(ENTER)
    link(window, "Remove: One").click()
    settle()
    assert (said(ws, group), shown(window)) == ([], [])
    press(Qt.Key.Key_Z, CTRL)
    assert said(ws, group) == [("Tenant 1", "One", False)]
    assert "One" in shown(window)


def test_one_more_person_by_number(ws: Workspace, group: RealityCheck, open_window: OpenWindow) -> None:
    window = open_window(ws)
    listen(window, group)
    talk_of(window).add.click()
    settle()
    assert focused() is talk_of(window).person
    assert talk_of(window).person.text() == "Tenant 3"
    press(ENTER)
    assert talk_of(window).note.hasFocus()
    type_text("Me too")
    press(ENTER)
    assert said(ws, group) == [("Tenant 3", "Me too", False)]
    go(window, group)
    assert "Tenant 3" in talk_of(window)._known
    assert page_of(window)._presenter.answers.talk.next_person() == "Tenant 4"


def test_ones_own_note_was_seen_and_not_told(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    type_text("All nod")
    press(ENTER)
    [note] = conversation.said(ws, group)
    assert (note.speaker, note.how) == ("My note", "seen")


def test_words_from_before_stand_among_the_lines(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    step = guided.steps(ws, group)[0]
    note = guided.ensure_note(ws, group, step.asked, "Hall")
    capture.change_note(ws, note, {"text": "Written on paper."})
    window = open_window(ws)
    listen(window, group)
    assert "Written on paper." in shown(window)
    link(window, "Change: Written").click()
    settle()
    press(Qt.Key.Key_End)
    type_text(" Copied")
    press(ENTER)
    assert ws.need(EvidenceNote, note).text == "Written on paper. Copied"
    assert said(ws, group) == []


def test_undo_of_a_finished_line_brings_it_back_into_the_box(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    type_text("One")
    press(ENTER)
    talk_of(window).rating.focus_choice()
    press(Qt.Key.Key_Z, CTRL)
    assert [n.written_at for n in conversation.said(ws, group)] == [""]
    assert talk_of(window).note.text() == "One"


def test_whoever_was_speaking_speaks_again_after_a_change(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    type_text("One")
    press(ENTER)
    press(Qt.Key.Key_Tab)  # Tenant 2
    for changed in ("One", "One!"):
        link(window, f"Change: {changed}").click()
        settle()
        press(Qt.Key.Key_End)
        type_text("!")
        press(ENTER)
    type_text("Two")
    press(ENTER)
    assert said(ws, group) == [("Tenant 1", "One!!", False), ("Tenant 2", "Two", False)]


def test_whoever_was_speaking_speaks_again_when_the_changed_line_goes(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    listen(window, group)
    type_text("One")
    press(ENTER)
    press(Qt.Key.Key_Tab)
    link(window, "Change: One").click()
    settle()
    talk_of(window).note.selectAll()
    press(Qt.Key.Key_Backspace)
    press(ENTER)
    assert said(ws, group) == []
    type_text("Two")
    press(ENTER)
    assert said(ws, group) == [("Tenant 2", "Two", False)]


@pytest.mark.parametrize("own", [False, True])
def test_words_go_and_the_record_stays_when_a_finding_hangs_on_it(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow, own: bool
) -> None:
    step = guided.steps(ws, group)[0]
    if own:
        note = guided.ensure_note(ws, group, step.asked, "Hall")
        capture.change_note(ws, note, {"text": "One"})
    else:
        note = conversation.say(ws, group, step.item, "Tenant 1", "One", exact=True)
    finding = conclude.record_finding(ws, "One of many", "weakness", ["j1.kq2"], notes=[note])
    window = open_window(ws)
    listen(window, group)
    link(window, "Change: One").click()
    settle()
    talk_of(window).note.selectAll()
    press(Qt.Key.Key_Backspace)
    press(ENTER)
    assert ws.need(EvidenceNote, note).text == ""
    assert ws.store.count(EvidenceLink, finding_id=finding) == 1
    assert ("No words" in shown(window)) is not own


def test_every_note_on_the_question_stands_among_the_lines(
    ws: Workspace, group: RealityCheck, open_window: OpenWindow
) -> None:
    for text in ("First paper.", "Second paper."):
        draft = capture.NoteDraft(text=text, check_id=group.id, item_id="rc04.i01")
        capture.add_note(ws, draft)
    window = open_window(ws)
    listen(window, group)
    assert [t for t in shown(window) if "paper" in t] == ["Second paper.", "First paper."]
    link(window, "Remove: First").click()
    settle()
    assert [t for t in shown(window) if "paper" in t] == ["Second paper."]
