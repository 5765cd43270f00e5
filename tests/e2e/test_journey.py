"""The collecting half of the job, from launch to evidence that leaves the program, by keyboard alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow, desk, open_window
from tests.ui.keys import ALT, CTRL, ENTER, SHIFT, press, type_text
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.services import guided
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.widgets import Button

__all__ = ["desk", "open_window"]


def tab_to(words: str, *, most: int = 60) -> None:
    """Press Tab until a button with these words has the focus."""
    for _ in range(most):
        here = QApplication.focusWidget()
        if isinstance(here, Button) and words in (here.words(), here.accessibleName()):
            return
        press(Qt.Key.Key_Tab)
    pytest.fail(f"Tab never came to “{words}”")


def make_inspection(window: MainWindow, folder: Path) -> Workspace:
    tab_to("New inspection")
    press(ENTER)
    type_text("Riverside Homes")
    press(Qt.Key.Key_Tab)  # the council: left empty
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)  # the first type of authority
    press(Qt.Key.Key_Tab)  # the name is known
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    press("a", CTRL)
    type_text(str(folder))
    tab_to("Make the inspection")
    press(ENTER)
    assert window.shell.workspace is not None, window.shell.banners.texts()
    return window.shell.workspace


def plan_a_visit(window: MainWindow) -> None:
    press("3", CTRL | SHIFT)  # Collect evidence
    tab_to("Plan a check")
    press(ENTER)
    press(Qt.Key.Key_Tab)  # an estate visit is chosen already
    type_text("Elm Park")
    tab_to("Keep and start now")
    press(ENTER)
    assert window.shell.pages.visit.screen == "capture"
    press(ENTER, CTRL)  # past what is said before a visit


def test_from_nothing_to_exported_evidence_by_keyboard(
    desk: AppDesk,
    open_window: OpenWindow,
    tmp_path: Path,
) -> None:
    window = open_window()
    ws = make_inspection(window, tmp_path)
    plan_a_visit(window)

    press("1")  # OK: two keys
    press(ENTER)
    assert ws.store.count(EvidenceNote) == 1
    press("3")  # weak: three keys and its words
    press(ENTER)
    type_text("Mud in the lobby")
    press(ENTER, CTRL)

    press("w", ALT)  # no command: nothing happens
    settle()
    window.shell.go("answers", check_id=ws.store.find(RealityCheck)[0].id)
    settle()
    tab_to("Finish this check")
    press(ENTER)  # most questions are open: it says so first
    assert ws.store.find(RealityCheck)[0].status == "started"
    press(ENTER)
    [check] = ws.store.find(RealityCheck)
    assert check.status == "done"
    assert guided.progress(ws, check).done == 2

    target = tmp_path / "notes.json"
    desk.export(ws, "json", target)
    assert json.loads(target.read_text("utf-8"))
    written = {n.text: n.rating for n in ws.store.find(EvidenceNote)}
    assert written == {"": "yes", "Mud in the lobby": "weak"}
    path = ws.store.path
    assert window.close()

    again = desk.open(path)
    assert {n.text for n in again.store.find(EvidenceNote)} == {"", "Mud in the lobby"}
    assert again.store.verify() == []
    again.store.close()
