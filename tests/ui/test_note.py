"""The page of one note: ways back, what it leaves behind, and what is too long for it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, focused, press, type_text
from tia_desktop.domain.records import Attachment, EvidenceNote, RealityCheck
from tia_desktop.exporters import findings_csv, findings_json
from tia_desktop.services import capture, conclude, photos, report
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.photo_dialog import PhotoDialog
from tia_desktop.ui.screens.note.view import NotePage
from tia_desktop.ui.widgets import Button, NoteEdit

ESCAPE = Qt.Key.Key_Escape


def on_note(window: MainWindow, **arguments: str) -> NotePage:
    window.shell.go("note", **arguments)
    settle()
    page = window.shell.pages.page
    assert isinstance(page, NotePage)
    return page


def test_escape_goes_back_to_where_one_came_from_and_keeps_the_words(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    window.shell.go("capture", check_id=visit.id)
    on_note(window)
    type_text("The gate does not shut.")
    press(ESCAPE)
    assert window.shell.pages.visit.screen == "capture"
    assert [n.text for n in ws.store.find(EvidenceNote)] == ["The gate does not shut."]
    assert "Kept in the inbox. Sort it whenever you like." in window.shell.banners.texts()


def test_back_does_the_same_and_back_again_does_not_return(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.go("collect")
    window.shell.go("inbox")
    page = on_note(window)
    next(b for b in page.findChildren(Button) if b.words() == "Back").click()
    settle()
    assert window.shell.pages.visit.screen == "inbox"
    assert window.shell.banners.texts() == []  # nothing was written, so nothing is said to be kept
    window.shell.go("back")
    assert window.shell.pages.visit.screen == "collect"


def test_a_new_note_without_words_leaves_nothing_behind(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    on_note(window)
    press(ESCAPE)
    assert ws.store.count(EvidenceNote) == 0
    for escape in (True, False):
        page = on_note(window)
        type_text("ab")
        page.flush()
        assert ws.store.count(EvidenceNote) == 1
        press(Qt.Key.Key_Backspace)
        press(Qt.Key.Key_Backspace)
        if escape:
            press(ESCAPE)
        else:
            window.shell.go("collect")
        settle()
        assert ws.store.count(EvidenceNote) == 0


def test_a_stored_note_is_never_thrown_away_by_leaving_it(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    note = capture.add_note(ws, capture.NoteDraft(text="old"))
    page = on_note(window, note_id=note)
    page._note.selectAll()
    press(Qt.Key.Key_Delete)
    press(ESCAPE)
    assert [n.text for n in ws.store.find(EvidenceNote)] == [""]


def test_the_page_says_that_typing_saves(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    note = capture.add_note(ws, capture.NoteDraft(text="old"))
    for page in (on_note(window), on_note(window, note_id=note)):
        said = [w.text() for w in page.findChildren(QLabel)]
        assert any("It is saved while you type." in text for text in said)
    assert focused() is page._note


# ---- too long for a note (fault 40)

TEN_MB = 10_000_000


def paste(text: str) -> None:
    QApplication.clipboard().setText(text)
    press("v", CTRL)


def answer(window: MainWindow, words: str) -> None:
    next(b for b in window.shell.banners.findChildren(Button) if b.words() == words).click()
    settle()


def texts(ws: Workspace) -> list[Attachment]:
    return [a for a in ws.store.find(Attachment) if a.note_id]


def test_ten_megabytes_are_kept_as_a_file_and_taken_away_and_brought_back(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    page = on_note(window)
    type_text("What the office sent:")
    whole = "Line of a letter. " * (TEN_MB // 18)
    paste(whole)
    assert page._note.text() == "What the office sent:"
    [asked] = window.shell.banners.texts()
    assert (
        asked
        == f"This text has {len(whole):,} characters: too long for a note. Keep it as a file with this note?"
    )
    assert focused() is page._note  # nothing is in the way of whoever goes on writing
    answer(window, "Keep as a file")
    assert focused() is page._note
    assert page.flush()
    [kept] = texts(ws)
    assert (kept.name, kept.media_type) == ("pasted-text.txt", "text/plain")
    assert ws.store.get_blob(kept.sha256) == whole.encode()
    assert kept.sha256 == hashlib.sha256(whole.encode()).hexdigest()
    [thumb] = page._photos.thumbs
    assert thumb.accessibleName() == "File 1: pasted-text.txt"
    thumb.click()
    settle()
    [dialog] = window.findChildren(PhotoDialog)
    dialog.caption.setText("Letters about the lift")
    shown = dialog.findChildren(NoteEdit)[0].text()
    assert whole.startswith(shown)
    assert 1_000 < len(shown) < 100_000
    copy = tmp_path / "copy.txt"
    monkeypatch.setattr(dialog, "ask_path", lambda offered: copy if offered.name == kept.name else None)
    next(b for b in dialog.findChildren(Button) if b.words() == "Save a copy").click()
    assert copy.read_bytes() == whole.encode()
    assert any(str(copy) in each.text() for each in dialog.findChildren(QLabel))
    next(b for b in dialog.findChildren(Button) if b.words() == "Remove this file").click()
    settle()
    assert texts(ws) == []
    assert not page._photos.thumbs
    window.shell.commands.undo()
    settle()
    assert len(texts(ws)) == 1
    assert len(page._photos.thumbs) == 1


def test_not_now_takes_nothing_and_leaves_the_clipboard(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = on_note(window)
    paste("x" * 200_000)
    answer(window, "Not now")
    assert window.shell.banners.texts() == []
    assert focused() is page._note
    assert (texts(ws), ws.store.count(EvidenceNote)) == ([], 0)
    assert len(QApplication.clipboard().text()) == 200_000


def test_the_question_goes_with_the_page_and_the_next_paste_asks_anew(
    ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    on_note(window)
    paste("x" * 200_000)
    paste("y" * 300_000)
    [asked] = window.shell.banners.texts()
    assert "300,000" in asked
    press(ESCAPE)
    assert window.shell.banners.texts() == []
    assert texts(ws) == []


def test_half_a_character_is_replaced_and_all_else_is_kept() -> None:
    assert photos.text_bytes("ab\ud800c \ud83d\ude00\x00\r\n").decode() == "ab\ufffdc 😀\x00\r\n"


def test_a_file_without_words_makes_a_note(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = on_note(window)
    paste("x" * 200_000)
    answer(window, "Keep as a file")
    page.flush()
    [kept] = texts(ws)
    assert ws.need(EvidenceNote, kept.note_id).text == "Pasted text"


def test_exports_list_the_file(ws: Workspace, tmp_path: Path) -> None:
    note = capture.add_note(ws, capture.NoteDraft(text="See the letters."))
    data = photos.text_bytes("a letter")
    photos.attach_photo(ws, note, "pasted-text.txt", data, facts=photos.PASTED_TEXT)
    question = ws.pack.key_questions[0].id
    finding = conclude.record_finding(ws, "Letters are answered.", "strength", [question])
    conclude.link_evidence(ws, finding, [note])
    found = report.build(ws)
    [listed] = found.notes
    assert [(name, kind) for name, kind, _sha, _words in listed.attachments] == [
        ("pasted-text.txt", "text/plain")
    ]
    for write, name in ((findings_json.write, "f.json"), (findings_csv.write, "f.csv")):
        write(found, tmp_path / name, lambda _done, _all: None)
        assert "pasted-text.txt" in (tmp_path / name).read_text(encoding="utf-8-sig")
