"""Export in the window: real dialogs answered, real work in the background, results in their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ENTER, focused, press
from tia_desktop.services.readiness import open_problems, standing
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui import live_problems
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.export.view import ExportPage
from tia_desktop.ui.widgets import Button, WrapButton


def export(window: MainWindow) -> ExportPage:
    window.shell.go("export")
    settle()
    page = window.shell.pages.page
    assert isinstance(page, ExportPage)
    return page


def words(page: ExportPage) -> list[str]:
    return [w.text() for w in page._results.findChildren(QLabel) if w.isVisible()]


def footer_button(page: ExportPage, text: str) -> Button:
    return next(b for b in page.findChildren(Button) if b.words() == text and not isinstance(b, WrapButton))


def test_a_format_is_chosen_with_the_keyboard_and_written(
    qtbot: QtBot,
    sample: Workspace,
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    window = open_window(sample)
    page = export(window)
    asked: list[str] = []

    def answer(_parent: object, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        asked.append(path)
        return str(tmp_path / "out.csv"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    assert focused() is page._formats["pdf"]
    press(Qt.Key.Key_Up)
    assert page._formats["csv"].isChecked()
    button = footer_button(page, "Export")
    button.setFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: page._results.isVisible())
    assert asked[0].endswith("findings.csv")
    assert (tmp_path / "out.csv").read_text("utf-8-sig").startswith("judgement,")
    assert any("out.csv" in text for text in words(page))
    settle()
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    footer_button(page, "Open the folder").click()
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]


def test_open_problems_are_shown_before(sample: Workspace, open_window: OpenWindow) -> None:
    page = export(open_window(sample))
    assert "You can export anyway" in page._open.text()
    assert len(page._problems.findChildren(WrapButton)) == len(standing(open_problems(sample)))


def test_a_large_inspection_does_not_hold_up_the_window(
    qtbot: QtBot, sample: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_problems, "AT_ONCE", 0)
    window = open_window(sample)
    window.shell.go("export")
    page = window.shell.pages.page
    assert isinstance(page, ExportPage)
    assert page._open.text() == "Looking…"
    assert not page._problems.isVisible()
    qtbot.waitUntil(lambda: "You can export anyway" in page._open.text())
    assert page._problems.isVisible()


def test_checking_the_file(qtbot: QtBot, sample: Workspace, open_window: OpenWindow) -> None:
    page = export(open_window(sample))
    footer_button(page, "Check the file").click()
    qtbot.waitUntil(lambda: page._results.isVisible(), timeout=20_000)
    assert any("in order" in text for text in words(page))


def test_backing_up(
    qtbot: QtBot,
    sample: Workspace,
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    page = export(open_window(sample))
    footer_button(page, "Back up now").click()
    qtbot.waitUntil(lambda: page._results.isVisible(), timeout=20_000)
    assert len(list(folder.iterdir())) == 1


def test_the_result_of_another_export_takes_the_place_of_the_first(
    sample: Workspace, open_window: OpenWindow
) -> None:
    from tia_desktop.ui.screens.export.presenter import Result

    page = export(open_window(sample))
    page.show_result(Result("First", "vgood"))
    page.show_result(Result("Second", "vweak", ("why",)))
    settle()
    assert words(page) == ["Second", "why"]
