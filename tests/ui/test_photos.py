"""Photos in the window: chosen, dropped, pasted, described; nothing lost, nothing kept unasked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QStandardPaths, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.pictures import HEIC, LATITUDE, drawn, encoded, phone_photo
from tests.ui.a11y import report, said, settle, walk
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, SHIFT, focused, press, type_text
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.errors import StorageError
from tia_desktop.domain.pictures import PictureFacts
from tia_desktop.domain.records import Attachment, EvidenceNote, RealityCheck
from tia_desktop.importers import pictures
from tia_desktop.services import capture, photos
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui import photo_adding
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.photo_adding import MOST_AT_ONCE, PhotoAdding, Picked
from tia_desktop.ui.photo_dialog import PhotoDialog
from tia_desktop.ui.photos import PhotoStrip, Thumb
from tia_desktop.ui.sketch_map import SketchMap
from tia_desktop.ui.theme import Scheme
from tia_desktop.ui.thumbnails import Loader

HERE: Picked = ("lift.jpg", phone_photo)


def kept(ws: Workspace) -> list[Attachment]:
    """All photos; the frozen pack is an attachment, too."""
    return [each for each in ws.store.find(Attachment) if each.note_id]


def page_of(window: MainWindow) -> QWidget:
    page = window.shell.pages.page
    assert page is not None
    return page


def adding(window: MainWindow) -> PhotoAdding:
    found = page_of(window).findChild(PhotoAdding)
    assert found is not None
    return found


def strip(window: MainWindow) -> PhotoStrip:
    found = page_of(window).findChild(PhotoStrip)
    assert found is not None
    return found


def on_visit(window: MainWindow, visit: RealityCheck) -> None:
    window.shell.go("capture", check_id=visit.id, item_id="rc07.i01")
    settle()


def on_note(window: MainWindow) -> None:
    window.shell.go("note")
    settle()


def wait_for(qtbot: QtBot, test: Callable[[], bool]) -> None:
    qtbot.waitUntil(test, timeout=8000)


def loaded(qtbot: QtBot, window: MainWindow) -> None:
    wait_for(qtbot, lambda: not strip(window).loading)
    settle()


def all_buttons(window: MainWindow) -> list[QPushButton]:
    return page_of(window).findChildren(QPushButton)


def press_button(window: MainWindow, words: str) -> None:
    """Go to a button of the page with the keyboard and press it."""
    button = next(b for b in page_of(window).findChildren(QPushButton) if b.isVisible() and b.text() == words)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    press(ENTER)


# ---- three ways in


def test_a_photo_costs_two_keys(
    qtbot: QtBot,
    ws: Workspace,
    visit: RealityCheck,
    open_window: OpenWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "Pictures"
    folder.mkdir()
    (folder / "IMG_0001.HEIC").write_bytes(HEIC.read_bytes())
    monkeypatch.setattr(QStandardPaths, "standardLocations", lambda _where: [str(folder)])
    window = open_window(ws)
    on_visit(window, visit)
    press(Qt.Key.Key_P, CTRL)
    dialog = page_of(window).findChild(QFileDialog)
    assert dialog is not None
    wait_for(qtbot, lambda: bool(dialog.selectedFiles()))
    press(ENTER)
    wait_for(qtbot, lambda: len(kept(ws)) == 1)
    [photo] = kept(ws)
    assert (photo.name, photo.media_type, photo.width, photo.height) == (
        "IMG_0001.HEIC",
        "image/heic",
        48,
        64,
    )
    assert ws.store.get_blob(photo.sha256) == HEIC.read_bytes()
    loaded(qtbot, window)
    [thumb] = strip(window).thumbs
    wait_for(qtbot, lambda: thumb._image is not None)
    assert thumb._image is not None
    assert (thumb._image.width(), thumb._image.height()) == (48, 64)


def test_a_copied_file_is_pasted_as_it_is(
    qtbot: QtBot, ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    path = tmp_path / "no suffix at all"
    path.write_bytes(phone_photo())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QApplication.clipboard().setMimeData(data)
    on_note(window := open_window(ws))
    press(Qt.Key.Key_V, CTRL)  # in the note box
    wait_for(qtbot, lambda: len(kept(ws)) == 1)
    press("v", CTRL | SHIFT)
    wait_for(qtbot, lambda: len(kept(ws)) == 2)
    assert {p.size for p in kept(ws)} == {len(phone_photo())}
    assert len(strip(window).thumbs) == 2
    assert [note.text for note in ws.store.find(EvidenceNote)] == ["Photo"]


def test_a_bare_picture_is_pasted_as_png(qtbot: QtBot, ws: Workspace, open_window: OpenWindow) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    on_note(open_window(ws))
    press("v", CTRL | SHIFT)
    wait_for(qtbot, lambda: len(kept(ws)) == 1)
    [photo] = kept(ws)
    assert (photo.name, photo.media_type, photo.width) == ("Pasted picture.png", "image/png", 40)


def drop(target: QWidget, data: QMimeData) -> bool:
    """As Qt does it: it enters a widget, and falls on whoever of its parents took it."""
    action, held, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, data, held, keys)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(5, 5), action, data, held, keys)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def test_pictures_are_dropped_anywhere_on_the_page(
    qtbot: QtBot, ws: Workspace, visit: RealityCheck, open_window: OpenWindow, tmp_path: Path
) -> None:
    names = [tmp_path / f"{n}.jpg" for n in range(3)]
    for number, path in enumerate(names):
        path.write_bytes(phone_photo() + bytes([number]))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in names])
    on_visit(window := open_window(ws), visit)
    assert drop(strip(window), data)
    wait_for(qtbot, lambda: len(kept(ws)) == 3)
    assert [p.name for p in kept(ws)] == ["0.jpg", "1.jpg", "2.jpg"]
    assert len(strip(window).thumbs) == 3


def test_nothing_to_paste_is_said(ws: Workspace, open_window: OpenWindow) -> None:
    QApplication.clipboard().clear()
    on_note(window := open_window(ws))
    press("v", CTRL | SHIFT)
    assert "There is no picture to paste. Copy one first." in window.shell.banners.texts()
    assert kept(ws) == []


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda p: p.write_bytes(b"%PDF-1.7"), "is not a picture that can be kept"),
        (lambda p: p.mkdir(), "is not a file"),
        (lambda p: None, "is not a file"),
        (lambda p: p.symlink_to(p), "could not be read|is not a file"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(
    qtbot: QtBot,
    ws: Workspace,
    open_window: OpenWindow,
    tmp_path: Path,
    make: Callable[[Path], object],
    words: str,
) -> None:
    import re

    path = tmp_path / "photo.jpg"
    make(path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    on_note(window := open_window(ws))
    assert drop(page_of(window), data)
    wait_for(qtbot, lambda: bool(window.shell.banners.texts()))
    [sentence] = window.shell.banners.texts()
    assert re.search(words, sentence)
    assert sentence.startswith("“photo.jpg” ")
    assert ws.store.find(EvidenceNote) == []


def test_a_heap_of_pictures_is_taken_in_parts_and_said(
    qtbot: QtBot, ws: Workspace, open_window: OpenWindow
) -> None:
    on_note(window := open_window(ws))
    small = encoded(drawn(8, 8), "PNG")
    adding(window).take([(f"{n}.png", lambda: small) for n in range(MOST_AT_ONCE + 5)])
    wait_for(qtbot, lambda: len(kept(ws)) == MOST_AT_ONCE)
    assert any("Add the others after these" in text for text in window.shell.banners.texts())


# ---- never in the window's thread, never lost


class Slow:
    """Bytes that come when the test says so; notes in which thread they were asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.go = threading.Event()
        self.thread = ""

    def __call__(self) -> bytes:
        self.thread = threading.current_thread().name
        assert self.go.wait(10)
        return self._data


def test_reading_and_decoding_happen_away_from_the_window(
    qtbot: QtBot, ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: dict[str, str] = {}
    for name in ("facts", "small"):
        real = getattr(pictures, name)

        def watched(*args: object, name: str = name, real: Callable[..., object] = real) -> object:
            threads[name] = threading.current_thread().name
            return real(*args)

        monkeypatch.setattr(pictures, name, watched)
    content = Slow(phone_photo())
    content.go.set()
    on_note(window := open_window(ws))
    adding(window).take([("a.jpg", content)])
    wait_for(qtbot, lambda: len(kept(ws)) == 1)
    loaded(qtbot, window)
    assert content.thread == threads["facts"] == "tia-photo"
    assert threads["small"] == "tia-thumbnail"


def test_a_photo_goes_to_the_question_it_was_chosen_for(
    qtbot: QtBot, ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    on_visit(window := open_window(ws), visit)
    press("1")
    content = Slow(phone_photo())
    adding(window).take([("a.jpg", content)])
    press(ENTER)  # on to the next question
    press("1")
    assert kept(ws) == []
    content.go.set()
    wait_for(qtbot, lambda: len(kept(ws)) == 1)
    note = ws.need(EvidenceNote, kept(ws)[0].note_id)
    assert note.item_id == "rc07.i01"
    assert strip(window).thumbs == []


@pytest.mark.parametrize("leave", ["go", "close"])
def test_leaving_at_once_loses_no_photo(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, desk: AppDesk, leave: str
) -> None:
    on_visit(window := open_window(ws), visit)
    content = Slow(phone_photo())
    adding(window).take([("a.jpg", content), ("b.png", lambda: encoded(kind="PNG"))])
    threading.Timer(0.2, content.go.set).start()
    if leave == "go":
        window.shell.go("overview")
        assert [p.name for p in kept(ws)] == ["a.jpg", "b.png"]
    else:
        path = ws.store.path
        window.close()
        again = desk.open(path, read_only=True)
        assert [p.name for p in kept(again)] == ["a.jpg", "b.png"]
        again.store.close()


def test_a_photo_where_no_note_is_shown_is_refused_in_words(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tia_desktop.domain.errors import InputError

    def nothing_shown() -> None:
        raise InputError("Go to a question first.")

    on_visit(window := open_window(ws), visit)
    monkeypatch.setattr(adding(window).keeper, "target", nothing_shown)
    adding(window).take([HERE])
    press(Qt.Key.Key_P, CTRL)
    assert page_of(window).findChild(QFileDialog) is None
    assert window.shell.banners.texts() == ["Go to a question first."]


def test_what_is_on_its_way_is_said(qtbot: QtBot, ws: Workspace, open_window: OpenWindow) -> None:
    on_note(window := open_window(ws))
    content = Slow(phone_photo())
    adding(window).take([("a.jpg", content), HERE])
    assert strip(window)._busy.text() == "Adding 2 photos…"
    assert strip(window)._busy.isVisible()
    content.go.set()
    wait_for(qtbot, lambda: len(kept(ws)) == 2)
    assert not strip(window)._busy.isVisible()


@pytest.mark.allow_log("thread")
def test_our_own_mistake_in_the_worker_loses_the_window_nothing(
    qtbot: QtBot, ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[object] = []
    monkeypatch.setattr(threading, "excepthook", caught.append)

    def broken() -> bytes:
        raise ZeroDivisionError

    on_note(window := open_window(ws))
    adding(window).take([("a.jpg", broken), HERE])
    wait_for(qtbot, lambda: len(kept(ws)) == 1)
    assert len(caught) == 1
    assert any("“a.jpg” could not be read" in text for text in window.shell.banners.texts())


def test_one_original_at_a_time_is_in_memory(qtbot: QtBot) -> None:
    out: list[int] = []
    waiting = 0

    def data() -> bytes:
        nonlocal waiting
        waiting += 1
        out.append(waiting)
        return encoded()

    def shown(image: QImage) -> None:
        nonlocal waiting
        waiting -= 1
        assert not image.isNull()

    parent = QWidget()
    qtbot.addWidget(parent)
    loader = Loader(pictures.Pictures(), parent)
    for _ in range(6):
        loader.want(data, parent.size(), shown)
    wait_for(qtbot, lambda: not loader.busy)
    assert out == [1] * 6


# ---- descriptions


def opened(window: MainWindow) -> PhotoDialog:
    [thumb] = strip(window).thumbs
    thumb.setFocus(Qt.FocusReason.TabFocusReason)
    press(ENTER)
    settle()
    dialog = window.findChild(PhotoDialog)
    assert dialog is not None
    return dialog


def with_photo(ws: Workspace, window: MainWindow, data: bytes, caption: str = "") -> Attachment:
    note = capture.add_note(ws, capture.NoteDraft(text="The lift."))
    facts = pictures.facts("IMG_1.jpg", data)
    photo = photos.attach_photo(ws, note, "IMG_1.jpg", data, caption, facts=facts)
    window.shell.go("note", note_id=note)
    settle()
    return ws.need(Attachment, photo)


@pytest.mark.parametrize("way_out", [ENTER, Qt.Key.Key_Escape])
def test_the_description_is_what_a_screen_reader_says(
    qtbot: QtBot, ws: Workspace, open_window: OpenWindow, way_out: Qt.Key
) -> None:
    window = open_window(ws)
    photo = with_photo(ws, window, phone_photo())
    [thumb] = strip(window).thumbs
    assert said(thumb)[0] == "Photo 1, no description yet: IMG_1.jpg"
    dialog = opened(window)
    assert focused() is dialog.caption
    type_text("Lift door with a broken lock")
    press(way_out)
    settle()
    assert ws.need(Attachment, photo.id).caption == "Lift door with a broken lock"
    [thumb] = strip(window).thumbs
    assert said(thumb)[0] == "Photo 1: Lift door with a broken lock"
    loaded(qtbot, window)


def test_removing_in_the_dialog_and_undo(qtbot: QtBot, ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    with_photo(ws, window, phone_photo(), "Lift")
    dialog = opened(window)
    type_text("x")
    remove = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Remove this photo")
    remove.setFocus(Qt.FocusReason.TabFocusReason)
    press(ENTER)
    settle()
    assert kept(ws) == []
    assert strip(window).thumbs == []
    window.shell.commands.undo()
    settle()
    assert [p.caption for p in kept(ws)] == ["Lift"]
    loaded(qtbot, window)


def test_a_damaged_photo_is_shown_as_far_as_it_goes_and_says_so(
    qtbot: QtBot, ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    whole = encoded(drawn(400, 300), quality=95)
    photo = with_photo(ws, window, whole[: len(whole) * 2 // 3])
    loaded(qtbot, window)
    [thumb] = strip(window).thumbs
    assert photo.is_damaged
    assert thumb._image is not None
    assert not thumb._image.isNull()
    assert "Damaged: shown as far as it goes" in said(thumb)[1]
    dialog = opened(window)
    wait_for(qtbot, lambda: not dialog._loader.busy)
    assert dialog._picture.pixmap().width() > 100


def test_a_photo_of_which_nothing_is_left_says_so(
    qtbot: QtBot, ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    with_photo(ws, window, b"\x89PNG\r\n\x1a\n" + bytes(50))
    loaded(qtbot, window)
    [thumb] = strip(window).thumbs
    assert "damaged" in said(thumb)[1]
    dialog = opened(window)
    wait_for(qtbot, lambda: "Nothing of this picture" in dialog._picture.text())


# ---- places


def asks(window: MainWindow) -> bool:
    return strip(window)._place.isVisible()


def test_the_place_is_asked_for_once_and_kept_after_yes(
    qtbot: QtBot, ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    on_visit(window := open_window(ws), visit)
    assert not asks(window)
    adding(window).take([HERE])
    wait_for(qtbot, lambda: len(kept(ws)) == 1)
    settle()
    assert asks(window)
    assert kept(ws)[0].latitude is None
    press_button(window, "Yes, keep the place")
    assert kept(ws)[0].latitude == pytest.approx(LATITUDE)
    assert not asks(window)
    assert focused().isVisible()
    adding(window).take([("b.jpg", lambda: phone_photo() + b"2")])
    wait_for(qtbot, lambda: len(kept(ws)) == 2)
    settle()
    assert not asks(window)
    assert kept(ws)[1].latitude == pytest.approx(LATITUDE)


def test_no_is_remembered_on_the_next_question_too(
    qtbot: QtBot, ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    on_visit(window := open_window(ws), visit)
    adding(window).take([HERE])
    wait_for(qtbot, lambda: len(kept(ws)) == 1)
    settle()
    press_button(window, "No")
    window.shell.go("capture", check_id=visit.id, item_id="rc07.i02")
    settle()
    adding(window).take([("b.jpg", lambda: phone_photo() + b"2")])
    wait_for(qtbot, lambda: len(kept(ws)) == 2)
    settle()
    assert not asks(window)
    assert [p.latitude for p in kept(ws)] == [None, None]


def test_the_question_stays_with_its_photo_and_stands_at_the_answers_too(
    qtbot: QtBot, ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    on_visit(window := open_window(ws), visit)
    adding(window).take([HERE])
    wait_for(qtbot, lambda: len(kept(ws)) == 1)
    settle()
    assert asks(window)
    press(ENTER, CTRL)
    assert not asks(window)  # there is no photo on this page
    press(Qt.Key.Key_Backspace, CTRL)
    assert asks(window)
    window.shell.go("answers", check_id=visit.id)
    settle()
    press_button(window, "Yes, keep the places")
    assert kept(ws)[0].latitude == pytest.approx(LATITUDE)
    assert focused().isVisible()
    assert not any(b.text() == "Yes, keep the places" and b.isVisible() for b in all_buttons(window))
    on_visit(window, visit)
    assert not asks(window)


def test_that_a_photo_was_added_is_seen_in_large_text_too(
    qtbot: QtBot, ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    on_visit(window := open_window(ws), visit)
    adding(window).take([HERE])
    wait_for(qtbot, lambda: len(kept(ws)) == 1)
    assert "Photo added." in window.shell.banners.texts()


def test_a_photo_without_a_place_asks_nothing(
    qtbot: QtBot, ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    on_visit(window := open_window(ws), visit)
    adding(window).take([("a.png", lambda: encoded(kind="PNG"))])
    wait_for(qtbot, lambda: len(kept(ws)) == 1)
    settle()
    assert not asks(window)


# ---- the walk


def everything(ws: Workspace, window: MainWindow) -> None:
    """Three photos: described, not described, damaged; and the question about places."""
    note = capture.add_note(ws, capture.NoteDraft(text="The lift in block C."))
    whole = encoded(drawn(400, 300), quality=95)
    for caption, data in (
        ("Lift door with a broken lock and a notice", encoded(drawn(640, 480))),
        ("", phone_photo()),
        ("", whole[: len(whole) * 2 // 3]),
    ):
        facts = pictures.facts("IMG_1.jpg", data)
        photos.attach_photo(ws, note, "IMG_1.jpg", data, caption, facts=facts)
    window.shell.go("note", note_id=note)
    settle()
    assert asks(window)


SIZES = [(16, (1366, 768)), (16, (683, 384)), (24, (1366, 768)), (32, (1366, 768))]


@pytest.mark.parametrize(("px", "size"), SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_walk_over_photos(
    qtbot: QtBot, ws: Workspace, open_window: OpenWindow, px: int, size: tuple[int, int], scheme: Scheme
) -> None:
    window = open_window(ws, px=px, size=size, scheme=scheme)
    everything(ws, window)
    loaded(qtbot, window)
    problems = walk(window)
    assert not problems, report(problems)
    assert len(page_of(window).findChildren(Thumb)) == 3


@pytest.mark.parametrize("px", [16, 32])
def test_walk_over_photos_in_longer_sentences(
    qtbot: QtBot, ws: Workspace, open_window: OpenWindow, px: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIA_LANG", "pseudo")
    window = open_window(ws, px=px)
    everything(ws, window)
    loaded(qtbot, window)
    problems = walk(window)
    assert not problems, report(problems)


@pytest.mark.parametrize(("px", "size"), SIZES)
def test_walk_over_one_photo_large(
    qtbot: QtBot, ws: Workspace, open_window: OpenWindow, px: int, size: tuple[int, int]
) -> None:
    window = open_window(ws, px=px, size=size)
    with_photo(ws, window, encoded(drawn(1200, 900)), "Lift")
    dialog = opened(window)
    wait_for(qtbot, lambda: not dialog._loader.busy)
    settle()
    problems = walk(dialog)
    assert not problems, report(problems)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


# ---- the sketch map


def places(ws: Workspace, check_id: str, count: int) -> None:
    ws.photo_places.answers[check_id] = True
    for number in range(count):
        note = capture.add_note(
            ws, capture.NoteDraft(text="x", check_id=check_id, place=f"Block {'ABCDEF'[number]}")
        )
        facts = PictureFacts(
            "image/png", latitude=51.5 + 0.0004 * number, longitude=-0.1 + 0.0003 * (number % 3)
        )
        photos.attach_photo(ws, note, "x.png", bytes([number]), facts=facts)


def test_text_dropped_on_a_page_is_not_a_picture(ws: Workspace, open_window: OpenWindow) -> None:
    on_note(window := open_window(ws))
    data = QMimeData()
    data.setText("wet")
    assert not drop(strip(window), data)
    assert kept(ws) == []


@pytest.mark.parametrize(("px", "size"), SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sketch_map_in_a_window(
    ws: Workspace,
    visit: RealityCheck,
    open_window: OpenWindow,
    desk: AppDesk,
    px: int,
    size: tuple[int, int],
    scheme: Scheme,
) -> None:
    from tia_desktop.ui.widgets import Page

    window = open_window(ws, px=px, size=size, scheme=scheme)
    made = SketchMap(desk, ws, visit.id)
    page = page_of(window)
    assert isinstance(page, Page)
    page.add(made)
    settle()
    assert not made.isVisible()
    places(ws, visit.id, 1)
    made.refresh()
    assert not made.isVisible()
    places(ws, visit.id, 5)
    made.refresh()
    settle()
    assert made.isVisible()
    assert len(made.words) == 5
    assert made.words[0].startswith("1 Block A, ")
    problems = [p for p in walk(window, made, tabs=False) if p.rule != "target"]
    assert not problems, report(problems)


# ---- leaving while photos are read


def typed_and_reading(window: MainWindow, visit: RealityCheck) -> Slow:
    """Words in the note box that are not on the disk yet, and a photo that is still being read."""
    on_visit(window, visit)
    content = Slow(phone_photo())
    adding(window).take([("big.heic", content), ("next.png", lambda: encoded(kind="PNG"))])
    page = page_of(window)
    page.panel.note.insertPlainText("burnt bulbs")  # type: ignore[attr-defined]
    return content


def test_the_words_are_saved_before_photos_are_waited_for(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    content = typed_and_reading(window, visit)
    found: list[str] = []
    real = PhotoAdding.settle

    def watched(self: PhotoAdding) -> bool:
        found.extend(note.text for note in ws.store.find(EvidenceNote))
        content.go.set()
        return real(self)

    monkeypatch.setattr(PhotoAdding, "settle", watched)
    window.shell.go("overview")
    assert found == ["burnt bulbs"]
    assert [p.name for p in kept(ws)] == ["big.heic", "next.png"]


def test_the_window_lives_while_it_waits_for_photos(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    monkeypatch.setattr(photo_adding, "NOTICE_SECONDS", 0.01)
    content = typed_and_reading(window, visit)
    beats: list[bool] = []

    def beat() -> None:
        beats.append(window.shell.flush())  # who comes second does not go past the first
        if "Waiting for 2 photos to be read. Then it goes on by itself." in window.shell.banners.texts():
            content.go.set()

    timer = QTimer(window)
    timer.timeout.connect(beat)
    timer.start(10)
    threading.Timer(9, content.go.set).start()  # a window that is not alive would wait for ever
    window.shell.go("overview")
    timer.stop()
    assert beats
    assert not any(beats)
    assert window.shell.pages.visit.screen == "overview"
    assert [p.name for p in kept(ws)] == ["big.heic", "next.png"]


def test_a_logout_waits_a_moment_and_names_what_was_not_read(
    qtbot: QtBot,
    ws: Workspace,
    visit: RealityCheck,
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window(ws)
    monkeypatch.setattr(photo_adding, "MOST_SECONDS", 0.1)
    content = typed_and_reading(window, visit)
    window.shell.save_now()
    window.shell.save_now()
    assert not content.go.is_set()
    words, left = [note.text for note in ws.store.find(EvidenceNote)]
    assert words == "burnt bulbs"
    assert left.startswith("2 photos were still being read when the program had to end.")
    assert left.endswith("big.heic, next.png")
    assert left in window.shell.banners.texts()
    content.go.set()  # the logout was called off
    wait_for(qtbot, lambda: len(kept(ws)) == 2)


def test_the_end_waits_a_moment_and_the_file_says_what_was_not_read(
    ws: Workspace,
    visit: RealityCheck,
    open_window: OpenWindow,
    desk: AppDesk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = ws.store.path
    window = open_window(ws)
    monkeypatch.setattr(photo_adding, "MOST_SECONDS", 0.1)
    ended: list[int] = []  # ending for real would leave no event loop to the tests that follow
    monkeypatch.setattr("tia_desktop.ui.shell.QApplication", SimpleNamespace(exit=ended.append))
    content = typed_and_reading(window, visit)
    window.shell.shut_down()
    assert ended == [0]
    assert window.shell.workspace is None
    again = desk.open(path, read_only=True)
    found = [note.text for note in again.store.find(EvidenceNote)]
    again.store.close()
    assert found[0] == "burnt bulbs"
    assert found[1].endswith("big.heic, next.png")
    adding(window)._queue.clear()
    content.go.set()


def test_a_photo_that_is_still_read_brings_no_removed_note_back(
    qtbot: QtBot, ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    note = capture.add_note(ws, capture.NoteDraft(text="The lift."))
    window.shell.go("note", note_id=note)
    settle()
    content = Slow(phone_photo())
    adding(window).take([("a.jpg", content)])
    threading.Timer(0.2, content.go.set).start()
    press_button(window, "Remove this note")
    settle()
    assert ws.store.find(EvidenceNote) == []
    assert kept(ws) == []
    assert "Photo added." not in window.shell.banners.texts()


# ---- a description that cannot be kept


def test_a_description_the_disk_refuses_stays_in_the_dialog(
    qtbot: QtBot, ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    photo = with_photo(ws, window, phone_photo())
    dialog = opened(window)
    leave = "Close without saving"
    assert leave not in [b.text() for b in dialog.findChildren(QPushButton)]
    type_text("Lift door with a broken lock")

    def full(*_args: object, **_more: object) -> None:
        raise StorageError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(ws.store, "record", full)
        for key in (ENTER, Qt.Key.Key_Escape):
            press(key)
            assert dialog.isVisible()
            assert dialog.caption.text() == "Lift door with a broken lock"
            assert dialog._field.error() == "The disk is full."
            assert focused() is dialog.caption
        problems = walk(dialog)
        assert not problems, report(problems)
    dialog.caption.setFocus(Qt.FocusReason.TabFocusReason)
    press(ENTER)
    settle()
    assert ws.need(Attachment, photo.id).caption == "Lift door with a broken lock"
    assert not window.findChildren(PhotoDialog)


def test_who_wants_to_can_close_without_the_description(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    photo = with_photo(ws, window, phone_photo())
    dialog = opened(window)
    type_text("Lift")

    def full(*_args: object, **_more: object) -> None:
        raise StorageError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(ws.store, "record", full)
        press(ENTER)
        leave = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Close without saving")
        leave.setFocus(Qt.FocusReason.TabFocusReason)
        press(ENTER)
    settle()
    assert not window.findChildren(PhotoDialog)
    assert ws.need(Attachment, photo.id).caption == ""
