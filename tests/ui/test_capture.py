"""Guided capture, with real key events and the real store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tia_desktop.domain.records import Attachment, EvidenceNote, RealityCheck
from tia_desktop.services import capture, plan
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.capture.view import CapturePage
from tia_desktop.ui.widgets import ChoiceButton

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a730000000b49444154789c63604006000"
    "00e00017e58e2970000000049454e44ae426082"
)


def press(key: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    QTest.keyClick(target, key, modifiers)  # type: ignore[call-overload]
    settle()


def write(text: str) -> None:
    """Type any text as an input method does: `keyClicks` aborts on anything beyond ASCII."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), event)
    settle()


def page_of(window: MainWindow) -> CapturePage:
    page = window.pages.page
    assert isinstance(page, CapturePage)
    return page


def begin(window: MainWindow, check_id: str, **arguments: str) -> CapturePage:
    window.go("capture", check_id=check_id, **arguments)
    settle()
    return page_of(window)


def notes(ws: Workspace) -> list[EvidenceNote]:
    return ws.store.find(EvidenceNote)


def test_ok_costs_two_keys(ws: Workspace, visit: RealityCheck, open_window: OpenWindow) -> None:
    begin(window := open_window(ws), visit.id)
    press("1")
    press(Qt.Key.Key_Return)
    [note] = notes(ws)
    assert (note.item_id, note.rating, note.scheme) == ("rc07.i01", "yes", "yes_no_na")
    assert (note.how, note.source, note.place, note.author) == ("seen", "tenant", "Block C", "Ann")
    assert capture.questions_of(ws, note.id) == ("j1.kq2",)
    assert page_of(window).panel.question.number == 2  # type: ignore[union-attr]
    assert isinstance(QApplication.focusWidget(), ChoiceButton)


def test_weak_costs_three_keys_and_its_words(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    press("2")
    press(Qt.Key.Key_Return)
    assert page_of(window).panel.note.hasFocus()  # type: ignore[union-attr]
    QTest.keyClicks(QApplication.focusWidget(), "Panel dead since May")
    press(Qt.Key.Key_Return, CTRL)
    [note] = notes(ws)
    assert (note.rating, note.text) == ("no", "Panel dead since May")
    assert page_of(window).panel.question.number == 2  # type: ignore[union-attr]


def test_a_whole_visit_with_digits_and_enter_only(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = begin(window, visit.id)
    total = page.panel.question.total  # type: ignore[union-attr]
    for _ in range(total):
        tones = [b.choice.tone for b in page.panel.rating.buttons()]  # type: ignore[union-attr]
        press(page.panel.rating.buttons()[tones.index("ok")].choice.key)  # type: ignore[union-attr]
        press(Qt.Key.Key_Return)
    assert window.pages.visit.screen == "answers"
    assert capture.progress(ws, visit).done == total == 29
    assert len(notes(ws)) == total


def test_rating_from_anywhere_and_key_questions(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    page = begin(open_window(ws), visit.id)
    page.panel.note.setFocus()  # type: ignore[union-attr]
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
    page.panel.how._chips["told"].click()  # type: ignore[union-attr]
    assert notes(ws) == []
    page.panel.rating.focus_choice()  # type: ignore[union-attr]
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
    press(Qt.Key.Key_Return)
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
        press(Qt.Key.Key_Return)
    page_of(window).place.setText("Block E")
    press(Qt.Key.Key_Backspace, CTRL)
    window.go("collect")
    settle()
    page = begin(window, visit.id)
    assert page.panel.question.number == 3  # type: ignore[union-attr]
    assert page.place.text() == "Block E"


def test_typing_is_saved_without_leaving_the_box(
    qtbot: QtBot, ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    page = begin(open_window(ws), visit.id)
    page.focus_note()
    QTest.keyClicks(QApplication.focusWidget(), "wet")
    qtbot.waitUntil(lambda: [n.text for n in notes(ws)] == ["wet"], timeout=5000)
    assert page.panel.note.textCursor().position() == 3  # type: ignore[union-attr]  # never refreshed from its own save
    QTest.keyClicks(QApplication.focusWidget(), " stairs")
    page.flush()
    assert notes(ws)[0].text == "wet stairs"


def test_hostile_text_lands_literally(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, shared_data: Path
) -> None:
    blns = json.loads(next(shared_data.glob("data/c6-blns/**/blns.json")).read_text("utf-8"))
    strings = [s for s in blns if s and "\n" not in s and "\r" not in s]
    page = begin(open_window(ws), visit.id)
    page.focus_note()
    from tia_desktop.domain.text import clean_text

    for text in strings:
        page.panel.note.selectAll()  # type: ignore[union-attr]
        write(text)
        page.flush()
        assert notes(ws)[0].text in (text, clean_text(text)), repr(text)


def test_number_items_have_a_number_field(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    page = begin(open_window(ws), visit.id, item_id="rc07.i05")
    field = page.panel.value  # type: ignore[union-attr]
    assert isinstance(field, QLineEdit)
    field.setFocus()
    QTest.keyClicks(field, "7x")
    press(Qt.Key.Key_Return, CTRL)
    [note] = notes(ws)
    assert (note.item_id, note.value, note.rating) == ("rc07.i05", "7", "")


def test_every_kind_of_check_opens_and_takes_an_answer(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    for template in ws.pack.templates:
        check = plan.add_check(ws, template.id, template.singular)
        page = begin(window, check)
        assert page.panel.question.total == len(template.items)  # type: ignore[union-attr]
        for item in template.items:
            page._jump_to(item.id)
            settle(1)
            assert page.panel.question.item.id == item.id  # type: ignore[union-attr]
        press(page.panel.rating.buttons()[0].choice.key)  # type: ignore[union-attr]
        assert capture.progress(ws, ws.need(RealityCheck, check)).done == 1


def test_undo_and_redo(ws: Workspace, visit: RealityCheck, open_window: OpenWindow) -> None:
    page = begin(open_window(ws), visit.id)
    press("1")
    press("2")
    press(Qt.Key.Key_Z, CTRL)
    assert [n.rating for n in notes(ws)] == ["yes"]
    assert page.panel.rating.value() == "yes"  # type: ignore[union-attr]
    press(Qt.Key.Key_Z, CTRL)
    assert notes(ws) == []
    assert page.panel.rating.value() == ""  # type: ignore[union-attr]
    press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert [n.rating for n in notes(ws)] == ["yes"]


def test_the_own_undo_of_a_text_comes_first(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    page = begin(open_window(ws), visit.id)
    press("2")
    press(Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "wet")
    press(Qt.Key.Key_Z, CTRL)
    page.flush()
    assert page.panel.note.text() == ""  # type: ignore[union-attr]
    assert [(n.rating, n.text) for n in notes(ws)] == [("no", "")]
    while page.panel.note.document().isUndoAvailable():  # type: ignore[union-attr]
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
    from tia_desktop.ui import photos

    monkeypatch.setattr(photos.QStandardPaths, "standardLocations", lambda _where: [str(pictures)])
    page = begin(open_window(ws), visit.id)
    press("1")
    press(Qt.Key.Key_P, CTRL)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.selectedFiles()), timeout=5000)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(ws.store.find(Attachment)) == 2, timeout=5000)  # the pack is one
    [photo] = ws.store.find(Attachment, note_id=notes(ws)[0].id)
    assert (photo.name, ws.store.get_blob(photo.sha256)) == ("lift door.png", PNG)
    assert len(page.panel.photos._thumbs) == 1  # type: ignore[union-attr]


def test_what_is_no_picture_is_refused_in_words(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = begin(window, visit.id)
    page._presenter.add_photo("list.pdf", b"%PDF-1.7")
    assert any("not a picture" in text for text in window.banners.texts())
    assert ws.store.count(Attachment) == 1


def test_weak_without_words_is_flagged_and_never_blocked(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    press("2")
    press(Qt.Key.Key_Return, CTRL)
    window.go("answers", check_id=visit.id)
    settle()
    focused = QApplication.focusWidget()
    assert "no words yet" in focused.text()  # type: ignore[union-attr]
    press(Qt.Key.Key_Return)
    assert "Change" in QApplication.focusWidget().accessibleName()  # type: ignore[union-attr]
    press(Qt.Key.Key_Return)
    assert page_of(window).panel.question.item.id == "rc07.i01"  # type: ignore[union-attr]
    press(Qt.Key.Key_Return, CTRL)
    assert window.pages.visit.screen == "answers"
    window.pages.page._finish()  # type: ignore[union-attr]
    assert ws.need(RealityCheck, visit.id).status == "done"
    assert window.pages.visit.screen == "collect"


def test_a_huge_paste_is_refused_and_the_window_lives(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = begin(window, visit.id)
    page.focus_note()
    QApplication.clipboard().setText("x" * 2_000_000)
    press(Qt.Key.Key_V, CTRL)
    assert page.panel.note.text() == ""  # type: ignore[union-attr]
    assert any("2,000,000 characters" in text for text in window.banners.texts())


def test_quick_note_from_anywhere_and_back(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    press(Qt.Key.Key_N, CTRL)
    assert window.pages.visit.screen == "note"
    QTest.keyClicks(QApplication.focusWidget(), "Ramp blocked")
    press(Qt.Key.Key_Return, CTRL)
    assert window.pages.visit.screen == "capture"
    [note] = notes(ws)
    assert (note.text, note.check_id) == ("Ramp blocked", "")


def test_panes_with_f6(ws: Workspace, visit: RealityCheck, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = begin(window, visit.id)

    def pane() -> str:
        focused = QApplication.focusWidget()
        parts: dict[str, QWidget] = {"rail": window.rail, "page": page.content, "side": page.steps}
        return next((name for name, part in parts.items() if focused and part.isAncestorOf(focused)), "footer")

    seen = []
    for _ in range(4):
        seen.append(pane())
        press(Qt.Key.Key_F6)
    assert sorted(seen) == ["footer", "page", "rail", "side"]
    assert pane() == "page"
