"""Guided capture, with real key events and the real store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.a11y import settle
from tests.ui.capturing import begun
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ALT, CTRL, ENTER, SHIFT, commit, focused, press, type_text
from tia_desktop.domain.records import Attachment, EvidenceNote, RealityCheck
from tia_desktop.services import capture, guided
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.answers.view import AnswersPage
from tia_desktop.ui.screens.capture.panel import QuestionPanel
from tia_desktop.ui.screens.capture.view import CapturePage
from tia_desktop.ui.widgets import Button, ChoiceButton

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a730000000b49444154789c63604006000"
    "00e00017e58e2970000000049454e44ae426082"
)


def _arrives(text: str) -> bool:
    """Qt takes a leading byte order mark off before any event is sent."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    return bool(event.commitString() == text)


def page_of(window: MainWindow) -> CapturePage:
    page = window.shell.pages.page
    assert isinstance(page, CapturePage)
    return page


def panel(page: CapturePage) -> QuestionPanel:
    assert page.panel is not None
    return page.panel


def panel_of(window: MainWindow) -> QuestionPanel:
    return panel(page_of(window))


def begin(window: MainWindow, check_id: str, **arguments: str) -> CapturePage:
    """Go to a check, past what is said before it starts."""
    window.shell.go("capture", check_id=check_id, **arguments)
    settle()
    if page_of(window).before is not None:
        press(ENTER, CTRL)
    return page_of(window)


def notes(ws: Workspace) -> list[EvidenceNote]:
    return ws.store.find(EvidenceNote)


def test_ok_costs_two_keys(ws: Workspace, visit: RealityCheck, open_window: OpenWindow) -> None:
    begin(window := open_window(ws), visit.id)
    press("1")
    press(ENTER)
    [note] = notes(ws)
    assert (note.item_id, note.rating, note.scheme) == ("rc07.i01", "yes", "yes_no_na")
    assert (note.how, note.source, note.place, note.author) == ("seen", "tenant", "Block C", "Ann")
    assert capture.questions_of(ws, note.id) == ("j1.kq2",)
    assert panel_of(window).question.number == 2
    assert isinstance(focused(), ChoiceButton)


def test_weak_costs_three_keys_and_its_words(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    press("2")
    press(ENTER)
    assert panel_of(window).note.hasFocus()
    type_text("Panel dead since May")
    press(ENTER, CTRL)
    [note] = notes(ws)
    assert (note.rating, note.text) == ("no", "Panel dead since May")
    assert panel_of(window).question.number == 2


def test_a_whole_visit_with_digits_and_enter_only(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = begin(window, visit.id)
    total = panel(page).question.total
    for _ in range(total):
        tones = [b.choice.tone for b in panel(page).rating.buttons()]
        press(panel(page).rating.buttons()[tones.index("ok")].choice.key)
        press(ENTER)
    assert window.shell.pages.visit.screen == "answers"
    assert guided.progress(ws, visit).done == total == 29
    assert len(notes(ws)) == total


def test_rating_from_anywhere_and_key_questions(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    page = begin(open_window(ws), visit.id)
    panel(page).note.setFocus()
    press("2", ALT)
    press("3", CTRL)
    [note] = notes(ws)
    assert note.rating == "no"
    assert capture.questions_of(ws, note.id) == ("j1.kq2", "j1.kq3")
    press("2", CTRL)
    assert capture.questions_of(ws, note.id) == ("j1.kq3",)


def test_choices_before_an_answer_leave_no_empty_note(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    page = begin(open_window(ws), visit.id)
    press("5", CTRL)
    panel(page).how._chips["told"].click()
    assert notes(ws) == []
    panel(page).rating.focus_choice()
    press("1")
    [note] = notes(ws)
    assert note.how == "told"
    assert capture.questions_of(ws, note.id) == ("j1.kq2", "j2.kq2")


def test_the_place_sticks_until_it_is_changed(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    page = begin(open_window(ws), visit.id)
    page.place.setText("Block D, stairs")
    press("1")
    press(ENTER)
    press("1")
    assert [n.place for n in notes(ws)] == ["Block D, stairs", "Block D, stairs"] or [
        n.place for n in notes(ws)
    ] == ["Block C", "Block D, stairs"]
    assert page.place.text() == "Block D, stairs"


def test_it_resumes_exactly_where_the_person_stopped(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    for _ in range(3):
        press("1")
        press(ENTER)
    page_of(window).place.setText("Block E")
    press(Qt.Key.Key_Backspace, CTRL)
    window.shell.go("collect")
    settle()
    page = begin(window, visit.id)
    assert panel(page).question.number == 3
    assert page.place.text() == "Block E"


def test_typing_is_saved_without_leaving_the_box(
    qtbot: QtBot, ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    page = begin(open_window(ws), visit.id)
    page.focus_note()
    type_text("wet")
    qtbot.waitUntil(lambda: [n.text for n in notes(ws)] == ["wet"], timeout=5000)
    assert panel(page).note.textCursor().position() == 3  # never refreshed from its own save
    type_text(" stairs")
    page.flush()
    assert notes(ws)[0].text == "wet stairs"


def test_hostile_text_lands_literally(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, shared_data: Path
) -> None:
    blns = json.loads(next(shared_data.glob("data/c6-blns/**/blns.json")).read_text("utf-8"))
    strings = [s for s in blns if s and "\n" not in s and "\r" not in s and _arrives(s)]
    page = begin(open_window(ws), visit.id)
    page.focus_note()
    from tia_desktop.domain.text import clean_text

    for text in strings:
        panel(page).note.selectAll()
        commit(text)
        page.flush()
        # A paragraph separator is what the box ends its lines with.
        assert notes(ws)[0].text == clean_text(text).replace("\u2029", "\n"), repr(text)


def test_number_items_have_a_number_field(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    page = begin(open_window(ws), visit.id, item_id="rc07.i05")
    field = panel(page).value
    assert field is not None
    field.setFocus()
    type_text("7x")
    press(ENTER, CTRL)
    [note] = notes(ws)
    assert (note.item_id, note.value, note.rating) == ("rc07.i05", "7", "")


def test_every_kind_of_check_opens_and_takes_an_answer(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    for template in ws.pack.templates:
        check = begun(ws, template.id, template.singular)
        page = begin(window, check.id)
        found = guided.steps(ws, check)
        assert panel(page).question.total == len(found)
        for step in found:
            page._jump_to(step.key)
            settle(1)
            assert panel(page).question.key == step.key
        press(panel(page).rating.buttons()[0].choice.key)
        assert guided.progress(ws, check).done == 1


def test_undo_and_redo(ws: Workspace, visit: RealityCheck, open_window: OpenWindow) -> None:
    page = begin(open_window(ws), visit.id)
    press("1")
    press("2")
    press(Qt.Key.Key_Z, CTRL)
    assert [n.rating for n in notes(ws)] == ["yes"]
    assert panel(page).rating.buttons()[0].isChecked()
    press(Qt.Key.Key_Z, CTRL)
    assert notes(ws) == []
    assert not any(b.isChecked() for b in panel(page).rating.buttons())
    press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert [n.rating for n in notes(ws)] == ["yes"]


def test_the_own_undo_of_a_text_comes_first(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    page = begin(open_window(ws), visit.id)
    press("2")
    press(ENTER)
    type_text("wet")
    press(Qt.Key.Key_Z, CTRL)
    page.flush()
    assert panel(page).note.text() == ""
    assert [(n.rating, n.text) for n in notes(ws)] == [("no", "")]
    while panel(page).note.document().isUndoAvailable():
        press(Qt.Key.Key_Z, CTRL)
    for _ in range(4):
        press(Qt.Key.Key_Z, CTRL)
    assert notes(ws) == []


def test_a_photo_costs_two_keys(
    qtbot: QtBot,
    ws: Workspace,
    visit: RealityCheck,
    open_window: OpenWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pictures = tmp_path / "Pictures"
    pictures.mkdir()
    (pictures / "lift door.png").write_bytes(PNG)
    monkeypatch.setattr(QStandardPaths, "standardLocations", lambda _where: [str(pictures)])
    page = begin(open_window(ws), visit.id)
    press("1")
    press(Qt.Key.Key_P, CTRL)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.selectedFiles()), timeout=5000)
    press(ENTER)
    qtbot.waitUntil(lambda: len(ws.store.find(Attachment)) == 2, timeout=5000)  # the pack is one
    [photo] = ws.store.find(Attachment, note_id=notes(ws)[0].id)
    assert (photo.name, ws.store.get_blob(photo.sha256)) == ("lift door.png", PNG)
    assert len(panel(page).photos._thumbs) == 1


def test_what_is_no_picture_is_refused_in_words(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = begin(window, visit.id)
    page._adding.take([("list.pdf", lambda: b"%PDF-1.7")])
    page._adding.settle()
    assert any("not a picture" in text for text in window.shell.banners.texts())
    assert ws.store.count(Attachment) == 1


def test_weak_without_words_is_flagged_and_never_blocked(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    press("2")
    press(ENTER, CTRL)
    window.shell.go("answers", check_id=visit.id)
    settle()
    link = focused()
    assert isinstance(link, Button)
    assert "no words yet" in link.text()
    press(ENTER)  # straight into the answer, where the words are missing
    assert panel_of(window).question.item.id == "rc07.i01"
    assert panel_of(window).note.hasFocus()
    press(ENTER, CTRL)
    assert window.shell.pages.visit.screen == "answers"
    answers = window.shell.pages.page
    assert isinstance(answers, AnswersPage)
    answers._finish()
    answers._finish()  # with questions open it asks first
    assert ws.need(RealityCheck, visit.id).status == "done"
    assert window.shell.pages.visit.screen == "collect"


def test_a_huge_paste_is_offered_as_a_file_of_the_question(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = begin(window, visit.id)
    page.focus_note()
    QApplication.clipboard().setText("x" * 2_000_000)
    press(Qt.Key.Key_V, CTRL)
    assert panel(page).note.text() == ""
    [asked] = window.shell.banners.texts()
    assert asked.startswith("This text has 2,000,000 characters")
    yes = next(b for b in window.shell.banners.findChildren(Button) if b.words() == "Keep as a file")
    page.go_on()  # the person went on: it belongs to the question where it was pasted
    yes.click()
    assert page.flush()
    [kept] = [a for a in ws.store.find(Attachment) if a.note_id]
    assert (kept.media_type, kept.size) == ("text/plain", 2_000_000)
    assert ws.need(EvidenceNote, kept.note_id).item_id == "rc07.i01"
    assert window.shell.banners.texts() == ["The text is kept as a file with this note."]


def test_quick_note_from_anywhere_and_back(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    press(Qt.Key.Key_N, CTRL)
    assert window.shell.pages.visit.screen == "note"
    type_text("Ramp blocked")
    press(ENTER, CTRL)
    assert window.shell.pages.visit.screen == "capture"
    [note] = notes(ws)
    assert (note.text, note.check_id) == ("Ramp blocked", "")


def test_panes_with_f6(ws: Workspace, visit: RealityCheck, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = begin(window, visit.id)

    def pane() -> str:
        here = focused()
        parts: dict[str, QWidget] = {"rail": window.shell.rail, "page": page.content, "side": page.steps}
        return next((name for name, part in parts.items() if part.isAncestorOf(here)), "footer")

    seen = []
    for _ in range(4):
        seen.append(pane())
        press(Qt.Key.Key_F6)
    assert sorted(seen) == ["footer", "page", "rail", "side"]
    assert pane() == "page"
