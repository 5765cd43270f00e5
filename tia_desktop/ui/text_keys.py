"""Keys in a text box: whose undo it is, and that a command without an answer types nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

TextBox = QLineEdit | QPlainTextEdit


def editing() -> TextBox | None:
    """The text box that has the focus."""
    focused = QApplication.focusWidget()
    return focused if isinstance(focused, (QLineEdit, QPlainTextEdit)) else None


def can(text: TextBox, which: str) -> bool:
    """Whether a text box has something of its own to undo or redo."""
    steps = text if isinstance(text, QLineEdit) else text.document()
    return steps.isUndoAvailable() if which == "undo" else steps.isRedoAvailable()


class TextKeys(QObject):
    """Watches only the text box that has the focus: a filter on the application would slow every event.

    A box's own undo comes first; when it has none left, Ctrl+Z belongs to the inspection. Alt with a digit
    or letter is a command: where nothing answers it, Qt would write the digit into the words.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: TextBox | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = new if isinstance(new, (QLineEdit, QPlainTextEdit)) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        text = self._watched
        if not isinstance(event, QKeyEvent) or text is None:
            return False
        if event.type() == QEvent.Type.KeyPress:
            return _is_command(event)
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        if event.matches(QKeySequence.StandardKey.DeleteEndOfLine):  # Ctrl+K on Linux: finds a command here
            return True
        # Text boxes claim these keys even when they have nothing to undo.
        undo = event.matches(QKeySequence.StandardKey.Undo) and not can(text, "undo")
        redo = event.matches(QKeySequence.StandardKey.Redo) and not can(text, "redo")
        return undo or redo


def _is_command(event: QKeyEvent) -> bool:
    """Whether Alt is held with a plain key. What Alt, AltGr or a code on the keypad composes is text."""
    held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    typed = event.text()
    plain = len(typed) == 1 and typed.isascii() and typed.isalnum()
    return held == Qt.KeyboardModifier.AltModifier and plain and ord(typed.upper()) == event.key()
