"""Keys as a person presses them: they go where the focus is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from tests.ui.a11y import settle
from tia_desktop.ui.widgets import Button

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


def words_of(widget: QWidget) -> str:
    """What a control is called: its words, or those of the label beside it."""
    if isinstance(widget, Button):
        return widget.words()
    if isinstance(widget, QCheckBox):
        return widget.text()
    if isinstance(widget, (QComboBox, QLineEdit)):
        named = (label for label in widget.window().findChildren(QLabel) if label.buddy() is widget)
        return next((label.text() for label in named), widget.accessibleName())
    return widget.accessibleName()


def tab_to(words: str) -> None:
    """Press Tab until what is called so has the focus."""
    for _ in range(120):
        if words_of(focused()) == words:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to “{words}”")


def tab_to_widget(wanted: QWidget) -> None:
    """Press Tab until this has the focus."""
    for _ in range(120):
        if focused() is wanted:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {wanted}")
