"""The window before there is anything in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.project import run_python
from tia_desktop.bootstrap import AppDesk
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.tokens import BY_SCHEME


@pytest.fixture
def window(qtbot: QtBot, desk: AppDesk) -> Iterator[MainWindow]:
    made = MainWindow(desk)
    made.resize(800, 600)
    yield made
    made.close()
    made.deleteLater()


def test_the_frame_is_painted_before_anything_is_made_for_it(window: MainWindow, qtbot: QtBot) -> None:
    there: list[bool] = []
    window.begin(lambda: there.append(window._shell is not None))
    assert there == []
    qtbot.waitUntil(lambda: there == [False])
    window.repaint()
    qtbot.wait(1)
    assert there == [False], "the first paint comes once"


@pytest.mark.parametrize("scheme", list(BY_SCHEME))
def test_the_empty_frame_has_the_colour_of_the_scheme(window: MainWindow, desk: AppDesk, scheme: str) -> None:
    desk.save_settings(replace(desk.settings, scheme=scheme))
    assert window.grab().toImage().pixelColor(400, 300) == QColor(BY_SCHEME[scheme]["bg"])


def test_an_empty_frame_closes(window: MainWindow) -> None:
    window.show()
    assert window.close()
    assert window._shell is None


def test_the_frame_needs_none_of_what_is_in_it() -> None:
    done = run_python("import sys, tia_desktop.ui.main_window\nprint(*sys.modules, sep='\\n')")
    assert done.returncode == 0, done.stderr
    ours = {name for name in done.stdout.split() if name.startswith("tia_desktop.")}
    assert ours == {"tia_desktop.ui", "tia_desktop.ui.main_window", "tia_desktop.ui.tokens"}


def test_a_page_that_came_before_the_window_was_active_has_the_focus_then(
    window: MainWindow, qtbot: QtBot
) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    window.show()
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    window.shell.start(None)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = window.shell.pages.page
    assert page is not None
    assert QApplication.focusWidget() is page.first_focus
