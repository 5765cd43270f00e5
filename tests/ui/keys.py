"""Keys as a person presses them: they go where the focus is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.a11y import settle

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
ENTER = Qt.Key.Key_Return


def focused() -> QWidget:
    """What has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(key: Qt.Key | str, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Press one key; letters and digits may be given as text."""
    code = key if isinstance(key, Qt.Key) else Qt.Key(ord(key.upper()))
    if isinstance(key, str) and modifiers == PLAIN:
        QTest.keyClicks(focused(), key)
    else:
        QTest.keyClick(focused(), code, modifiers)
    settle()


def type_text(text: str) -> None:
    """Type ASCII, key by key."""
    QTest.keyClicks(focused(), text)
    settle()


def commit(text: str) -> None:
    """Type any text as an input method does: key clicks abort on anything beyond ASCII."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)
    settle()
