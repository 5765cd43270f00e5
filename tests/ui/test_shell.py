"""The shell: navigation, menus, saving that fails, our own mistakes, jobs, SIGTERM."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.project import ROOT
from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, focused, press, type_text
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui import errors
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.menus import plain
from tia_desktop.ui.screens.capture.view import CapturePage
from tia_desktop.ui.widgets import Button

COMMANDS = """
New inspection…
Open…
Open recent
Open the sample
Back up now…
Check the file
Export…
Close the inspection
Quit
Undo
Redo
Quick note
Save and next
Add photo…
Check answers
Larger text
Smaller text
Light colours
Dark colours
High contrast
Follow the computer
I am an inspector
I am a tenant inspection adviser
Keyboard shortcuts
About TIA Desktop
Overview
Collect evidence
Findings
Judgement
Export
Next part of the window
""".strip().splitlines()


def actions(window: MainWindow) -> dict[str, bool]:
    return {plain(a.text()): a.isEnabled() for a in window.shell.menus.all_actions()}


def capture_page(window: MainWindow, visit: RealityCheck) -> CapturePage:
    window.shell.go("capture", check_id=visit.id, item_id="rc07.i01")
    settle()
    page = window.shell.pages.page
    assert isinstance(page, CapturePage)
    return page


# ---- going places


def test_the_menus_hold_every_command(ws: Workspace, visit: RealityCheck, open_window: OpenWindow) -> None:
    window = open_window(ws)
    capture_page(window, visit)
    known = actions(window)
    for words in COMMANDS:
        assert known.get(words), words
    assert {"Plan a check", "Sort the quick notes", "Stop for now", "Check answers"} <= known.keys()
    window.shell.go("collect")
    assert not {"Save and next", "Stop for now", "Check answers"} & actions(window).keys()


@pytest.mark.parametrize(
    ("words", "visit"),
    [
        ("Plan a check", ("collect", {"form": "plan"})),
        ("Sort the quick notes", ("inbox", {})),
        ("Practise with three questions", ("practice", {})),
    ],
)
def test_the_menu_of_collecting_leads_to_what_collecting_needs(
    ws: Workspace, open_window: OpenWindow, words: str, visit: tuple[str, dict[str, str]]
) -> None:
    window = open_window(ws)
    found = {plain(a.text()): a for a in window.shell.menus._collect.actions()}
    found[words].trigger()
    assert (window.shell.pages.visit.screen, window.shell.pages.visit.arguments) == visit


def test_an_adviser_is_offered_no_plan_in_the_menus(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws, role="tia")
    shown = {plain(a.text()) for a in window.shell.menus.all_actions() if a.isVisible()}
    assert "Plan a check" not in shown
    assert {"Sort the quick notes", "Somebody else is here now"} <= shown


def test_without_an_inspection_what_needs_one_is_off(open_window: OpenWindow) -> None:
    window = open_window()
    known = actions(window)
    assert not known["Back up now…"]
    assert not known["Quick note"]
    assert known["Open…"]
    assert not window.shell.rail.isVisible()


@pytest.mark.parametrize(("width", "shown"), [(1366, True), (1000, True), (999, False)])
def test_the_rail_hides_when_there_is_no_room(
    ws: Workspace, open_window: OpenWindow, width: int, shown: bool
) -> None:
    assert open_window(ws, size=(width, 700)).shell.rail.isVisible() is shown


def test_the_rail_by_keyboard(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.go("collect")
    window.shell.rail.focus_current()
    assert isinstance(focused(), Button)
    press(Qt.Key.Key_Up)
    assert window.shell.pages.visit.screen == "collect"  # arrows only move
    press(ENTER)
    assert window.shell.pages.visit.screen == "plan"
    assert window.shell.pages.page is not None
    assert window.shell.pages.page.isAncestorOf(focused())


def test_the_focus_is_on_the_new_page_after_one_event(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    capture_page(window, visit)
    moves: list[QWidget | None] = []
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.focusChanged.connect(lambda _old, new: moves.append(new))
    window.shell.go("collect")
    settle()
    assert len(moves) == 1
    assert window.shell.pages.page is not None
    assert moves[0] is not None
    assert window.shell.pages.page.isAncestorOf(moves[0])


def test_larger_text_keeps_place_focus_and_words(
    ws: Workspace, visit: RealityCheck, desk: AppDesk, open_window: OpenWindow
) -> None:
    window = open_window(ws, px=None)
    page = capture_page(window, visit)
    page.focus_note()
    type_text("wet stairs")
    window.shell.commands.larger_text()
    settle()
    fresh = window.shell.pages.page
    assert isinstance(fresh, CapturePage)
    assert fresh is not page
    assert fresh.panel is not None
    assert fresh.panel.note.text() == "wet stairs"
    assert fresh.isAncestorOf(focused())
    assert desk.settings.text_percent == 125


# ---- saving that fails


def test_a_full_disk_shows_a_banner_keeps_the_text_and_tries_again(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = capture_page(window, visit)
    press("2")
    conn = ws.store.conn  # type: ignore[attr-defined]
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    conn.execute(f"PRAGMA max_page_count = {pages}")
    page.focus_note()
    page.panel.note.insertPlainText("no room left " * 6000)  # type: ignore[union-attr]
    page.flush()
    [text] = window.shell.banners.texts()
    assert "disk is full" in text
    assert window.shell.status.text() == "Not saved yet"
    press(ENTER, CTRL)  # the question stays, with its words
    assert page.panel.question.number == 1  # type: ignore[union-attr]
    window.shell.unsaved.try_again()
    assert window.shell.banners.texts() == [text]
    conn.execute("PRAGMA max_page_count = 1073741823")
    window.shell.unsaved.try_again()
    assert window.shell.banners.texts() == []
    assert window.shell.status.text().startswith("Saved on this laptop")
    assert ws.store.find(EvidenceNote)[0].text == "no room left " * 6000


def test_a_rating_that_cannot_be_saved_is_tried_again(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = capture_page(window, visit)
    conn = ws.store.conn  # type: ignore[attr-defined]
    conn.execute("PRAGMA query_only = ON")
    press("1")
    press(ENTER)
    assert page.panel.question.number == 1  # type: ignore[union-attr]
    assert window.shell.banners.texts()
    conn.execute("PRAGMA query_only = OFF")
    window.shell.banners.clear()
    press("1")
    press(ENTER)
    assert page.panel.question.number == 2  # type: ignore[union-attr]


# ---- our own mistakes (fault 52)


class BadModel(QAbstractTableModel):
    """Fails while it is asked."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 1

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        raise RuntimeError("secret words of a tenant")


class BadPaint(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        raise RuntimeError("secret words of a tenant")


def _slot(window: MainWindow) -> None:
    words: dict[str, str] = {}
    QTimer.singleShot(0, window, lambda: words["secret words of a tenant"])


def _paint(window: MainWindow) -> None:
    bad = BadPaint(window)
    bad.resize(20, 20)
    bad.show()
    settle()
    bad.hide()


def _model(window: MainWindow) -> None:
    table = QTableView(window)
    table.setModel(BadModel(table))
    table.resize(200, 200)
    table.show()
    settle()
    table.hide()


def _thread(window: MainWindow) -> None:
    def fail() -> None:
        raise RuntimeError("secret words of a tenant")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def _job(window: MainWindow) -> None:
    def fail(progress: Callable[[int, int], None]) -> None:
        raise RuntimeError("secret words of a tenant")

    window.shell.in_background("Working", fail, lambda _: None)


@pytest.fixture
def guarded(qtbot: QtBot) -> Iterator[Callable[[MainWindow], None]]:
    """Install the program's own handlers instead of pytest-qt's."""
    kept = sys.excepthook, sys.unraisablehook, threading.excepthook
    guards: list[QObject] = []

    def install(window: MainWindow) -> None:
        guards.append(
            errors.install(window.shell.flush, lambda text: window.shell.banners.add(text, tone="vweak"))
        )

    yield install
    errors.uninstall()
    sys.excepthook, sys.unraisablehook, threading.excepthook = kept


@pytest.mark.allow_log("at .*:[0-9]+")
@pytest.mark.parametrize("fail", [_slot, _paint, _model, _thread, _job])
def test_our_own_mistake_keeps_the_window_and_the_words(
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
    ws: Workspace,
    visit: RealityCheck,
    open_window: OpenWindow,
    guarded: Callable[[MainWindow], None],
    fail: Callable[[MainWindow], None],
) -> None:
    window = open_window(ws)
    page = capture_page(window, visit)
    guarded(window)
    page.focus_note()
    type_text("wet")
    page.panel.note.insertPlainText(" stairs")  # type: ignore[union-attr]
    fail(window)
    fail(window)
    qtbot.waitUntil(lambda: bool(window.shell.banners.texts()), timeout=5000)
    settle()
    assert window.shell.banners.texts() == ["Something went wrong. Your work is saved."]
    assert ws.store.find(EvidenceNote)[0].text == "wet stairs"
    assert "secret" not in caplog.text
    qtbot.waitUntil(lambda: not window.shell.jobs.busy(), timeout=5000)
    press(ENTER, CTRL)
    assert page.panel.question.number == 2  # type: ignore[union-attr]


# ---- work beside the window


def test_a_job_reports_and_its_result_comes_in_the_windows_thread(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window()
    threads: list[threading.Thread] = []

    def work(progress: Callable[[int, int], None]) -> int:
        threads.append(threading.current_thread())
        progress(1, 2)
        return 42

    results: list[int] = []

    def done(result: int) -> None:
        threads.append(threading.current_thread())
        results.append(result)

    window.shell.in_background("Counting", work, done)
    qtbot.waitUntil(lambda: results == [42] and not window.shell.jobs.busy(), timeout=5000)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_a_job_can_be_cancelled_and_can_fail_in_words(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    going = threading.Event()

    def endless(progress: Callable[[int, int], None]) -> None:
        while True:
            progress(0, 0)
            going.set()

    window.shell.in_background("Endless", endless, lambda _: pytest.fail("was cancelled"))
    assert going.wait(5)
    [cancel] = [b for b in window.shell.jobs.findChildren(Button) if b.words() == "Cancel"]
    cancel.click()
    qtbot.waitUntil(lambda: not window.shell.jobs.busy(), timeout=5000)

    def refuse(progress: Callable[[int, int], None]) -> None:
        raise InputError("Choose another folder.")

    window.shell.in_background("Refusing", refuse, lambda _: pytest.fail("failed"))
    qtbot.waitUntil(lambda: window.shell.banners.texts() == ["Choose another folder."], timeout=5000)


def test_check_the_file_and_back_up(
    qtbot: QtBot, ws: Workspace, open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    window.shell.commands.verify()
    qtbot.waitUntil(lambda: any("in order" in text for text in window.shell.banners.texts()), timeout=10000)
    from PySide6.QtWidgets import QFileDialog

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "stick"))
    window.shell.commands.back_up()
    qtbot.waitUntil(lambda: any("Backed up" in text for text in window.shell.banners.texts()), timeout=10000)
    assert len(list((tmp_path / "stick").glob("*.tia"))) == 1


def test_closing_the_window_saves_and_backs_up(
    ws: Workspace, visit: RealityCheck, desk: AppDesk, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = capture_page(window, visit)
    page.focus_note()
    type_text("last words")
    folder, path = desk.backup_folder(ws), ws.store.path
    assert window.close()
    assert len(list(folder.glob("*.tia"))) == 1
    again = desk.open(path)
    assert again.store.find(EvidenceNote)[0].text == "last words"
    again.store.close()


# ---- SIGTERM (fault 54)

TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from tia_desktop import __main__ as program
from tia_desktop.ui.shell import WindowShell

opened = WindowShell.opened

def and_type(shell, ws):
    opened(shell, ws)
    from tia_desktop.domain.records import RealityCheck
    shell.go("capture", check_id=ws.store.find(RealityCheck)[0].id, item_id="rc07.i01")
    def type_on():
        note = shell.pages.page.panel.note
        note.setFocus()
        QTest.keyClicks(note, "The stairs are wet")
        print("typed", flush=True)
    QTimer.singleShot(300, type_on)

WindowShell.opened = and_type
sys.exit(program.main([sys.argv[1]]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")
def test_sigterm_while_typing_saves_and_ends(desk: AppDesk, ws: Workspace) -> None:
    path = ws.store.path
    ws.store.close()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-P", "-c", TYPIST, str(path)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert program.stdout is not None
        assert program.stdout.readline().strip() == "typed"
        program.send_signal(signal.SIGTERM)
        _, said = program.communicate(timeout=30)
    assert program.returncode == 0, said
    assert said == ""
    again = desk.open(path)
    assert [n.text for n in again.store.find(EvidenceNote)] == ["The stairs are wet"]
    assert again.store.notices == ()  # it was closed as it should be
    again.store.close()
