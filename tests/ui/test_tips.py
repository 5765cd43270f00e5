"""Tips show what is in them letter by letter, also what looks like markup."""

from __future__ import annotations

import ast

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.project import PACKAGE, python_files
from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.services import capture, photos
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.photos import Thumb
from tia_desktop.ui.widgets.tips import plain_tip, set_tip

BAD = '<img src="/etc/passwd"><h1>Hi</h1>.png'
HOME = PACKAGE / "ui" / "widgets" / "tips.py"
TAKES_TIPS = {"setToolTip", "setWhatsThis", "showText"}


def test_only_one_place_hands_tips_to_qt() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in python_files(PACKAGE / "ui")
        if path != HOME
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in TAKES_TIPS
    ]
    assert found == []


def test_a_model_with_tips_makes_them_plain() -> None:
    for path in python_files(PACKAGE / "ui"):
        source = path.read_text(encoding="utf-8")
        assert "ToolTipRole" not in source or "plain_tip(" in source, path


@pytest.mark.parametrize("text", [BAD, "&lt;b&gt; <b>x</b>", "<?xml x", "less < more & so on", "a <i>b</i>"])
def test_what_looks_like_markup_is_shown_as_it_is(qtbot: QtBot, text: str) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    set_tip(widget, text)
    shown = QTextDocument()
    shown.setHtml(widget.toolTip())
    assert shown.toPlainText() == text
    assert "\ufffc" not in shown.toPlainText()  # where a picture would stand


def test_ordinary_words_stay_as_they_are() -> None:
    assert plain_tip("Q&A: 3 > 2") == "Q&A: 3 > 2"


@pytest.mark.allow_log("libpng")
def test_the_name_of_a_photo_is_only_a_name(ws: Workspace, open_window: OpenWindow) -> None:
    note = capture.add_note(ws, capture.NoteDraft(text="x"))
    photos.attach_photo(ws, note, BAD, b"\x89PNG\r\n\x1a\n" + bytes(50))
    window = open_window(ws)
    window.shell.go("note", note_id=note)
    settle()
    assert window.shell.pages.page is not None
    [thumb] = window.shell.pages.page.findChildren(Thumb)
    assert "<img" not in thumb.toolTip()
    assert ws.store.find(EvidenceNote)[0].id == note
