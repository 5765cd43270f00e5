"""A file that is dropped on a page is looked at like one that was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tia_desktop.ui.table_files import TableDrop

COPY, LEFT, PLAIN = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop(page: QWidget, *urls: str) -> tuple[bool, bool]:
    """Drag these onto a page and let go; say whether each event was taken."""
    mime = QMimeData()
    mime.setUrls([QUrl(url) for url in urls])
    enter = QDragEnterEvent(QPoint(5, 5), COPY, mime, LEFT, PLAIN)
    let_go = QDropEvent(QPointF(5, 5), COPY, mime, LEFT, PLAIN)
    for event in (enter, let_go):
        event.ignore()
        QApplication.sendEvent(page, event)
    return enter.isAccepted(), let_go.isAccepted()


@pytest.mark.parametrize(
    ("urls", "taken"),
    [
        (["file:///a/list.csv"], [Path("/a/list.csv")]),
        (["file:///a/list.csv", "file:///a/more.csv"], []),
        (["https://example.org/list.csv"], []),
        ([], []),
    ],
)
def test_one_file_of_this_computer_is_taken(qtbot: QtBot, urls: list[str], taken: list[Path]) -> None:
    page, came = QWidget(), list[Path]()
    qtbot.addWidget(page)
    TableDrop(page, came.append)
    assert page.acceptDrops()
    assert drop(page, *urls) == (bool(taken), bool(taken))
    assert came == taken
