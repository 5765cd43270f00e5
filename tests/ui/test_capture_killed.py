"""Killed in the middle of a check of every kind: the same page and the same text come back."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.helpers.project import ROOT
from tests.ui.a11y import settle
from tests.ui.capturing import KINDS, begun, page_of
from tests.ui.conftest import OpenWindow
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import CheckEntry, RealityCheck
from tia_desktop.services import guided, plan
from tia_desktop.services.workspace import Workspace

TYPED = "Nobody could say wh"

TYPIST = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from tests.ui.kit.stage import dress
from tests.ui.keys import type_text
from PySide6.QtTest import QTest
from tia_desktop.bootstrap import AppDesk
from tia_desktop.ui.main_window import MainWindow
path, check, item, where, typed = sys.argv[1:]
dress(px=16)
desk = AppDesk()
window = MainWindow(desk)
window.shell.opened(desk.open(Path(path)))
window.show()
QTest.qWaitForWindowActive(window, 4000)
window.shell.go("capture", check_id=check, **({"item_id": item} if item else {}))
page = window.shell.pages.page
if where == "note":
    page.focus_note()
elif where == "who":
    page.before.who.setFocus()
elif where == "name":
    page._presenter.add_entry()
    page.naming.name.setFocus()
    page.naming.name.selectAll()
type_text(typed)
QTest.qWait(700)
os.kill(os.getpid(), signal.SIGKILL)
"""


def type_and_kill(path: Path, check: str, item: str, where: str) -> None:
    """Another process types into the check and is killed."""
    done = subprocess.run(
        [sys.executable, "-c", TYPIST, str(path), check, item, where, TYPED],
        cwd=ROOT, capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_in_a_question_of_every_kind(
    ws: Workspace, desk: AppDesk, open_window: OpenWindow, kind: str
) -> None:
    check = begun(ws, kind)
    path, key = ws.store.path, guided.steps(ws, check)[3].key
    ws.store.close()
    type_and_kill(path, check.id, key, "note")
    again = desk.open(path)
    window = open_window(again)
    window.shell.go("capture", check_id=check.id)
    settle()
    page = page_of(window)
    assert page.panel is not None
    assert (page.panel.question.key, page.panel.note.text()) == (key, TYPED)
    window.shell.close_inspection()


def test_before_the_start(ws: Workspace, desk: AppDesk, open_window: OpenWindow) -> None:
    check = plan.add_check(ws, "rc08", "12 Mill Row")
    path = ws.store.path
    ws.store.close()
    type_and_kill(path, check, "", "who")
    again = desk.open(path)
    window = open_window(again)
    window.shell.go("capture", check_id=check)
    settle()
    before = page_of(window).before
    assert before is not None
    assert isinstance(before.who, QLineEdit)
    assert before.who.text() == TYPED
    assert again.need(RealityCheck, check).status == "planned"
    window.shell.close_inspection()


def test_while_a_room_gets_its_name(ws: Workspace, desk: AppDesk, open_window: OpenWindow) -> None:
    check = begun(ws, "rc08", "12 Mill Row")
    path = ws.store.path
    ws.store.close()
    type_and_kill(path, check.id, "", "name")
    again = desk.open(path)
    window = open_window(again)
    window.shell.go("capture", check_id=check.id)
    settle()
    page = page_of(window)
    assert page.naming is not None
    assert page.naming.name.text() == TYPED
    assert [e.title for e in again.store.find(CheckEntry)] == [TYPED]
    window.shell.close_inspection()
