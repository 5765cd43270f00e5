"""A note's words to read and to choose from: a caret, Shift and the arrow keys, and a marked passage."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit

from tia_desktop.ui.theme import color, current_theme
from tia_desktop.ui.widgets import NoteEdit

_LETTERS = 48
"""About what stands in a line, to begin with a box that is as high as its words."""


class PassageBox(NoteEdit):
    """Read only. Places are characters of the text as it is stored, never Qt's units."""

    def __init__(self, text: str, *, most: int = 12) -> None:
        lines = sum(1 + len(line) // _LETTERS for line in text.split("\n")) + 1
        super().__init__(lines=max(2, min(most, lines)))
        self._text = text
        self._mark = (0, 0)
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
        self.setCursorWidth(2)
        # As long as what is stored: Qt makes one character of "\r\n".
        self.set_text(text.replace("\r\n", " \n").replace("\r", "\n"))
        current_theme().changed.connect(self._paint_mark)

    def mark(self, start: int, end: int) -> None:
        """Mark a passage and bring it into view; nothing when it is empty."""
        self._mark = (start, end)
        self._paint_mark()
        if end > start:
            self.setTextCursor(self._cursor(end, end))
            self.setTextCursor(self._cursor(start, start))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ensureCursorVisible()  # the passage, when the box gets its size after it was marked

    def chosen(self) -> tuple[int, int]:
        """The place of what is chosen; an empty one when nothing is."""
        cursor = self.textCursor()
        return chars(self._text, cursor.selectionStart()), chars(self._text, cursor.selectionEnd())

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = self.textCursor()
        cursor.setPosition(units(self._text, start))
        cursor.setPosition(units(self._text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _paint_mark(self) -> None:
        found = []
        if self._mark[1] > self._mark[0]:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = self._cursor(*self._mark)
            form = selection.format
            form.setBackground(color("weak_soft"))
            form.setForeground(color("text"))
            form.setFontUnderline(True)  # not by colour alone
            selection.format = form
            found.append(selection)
        self.setExtraSelections(found)


def units(text: str, chars_before: int) -> int:
    """Characters of a text as Qt counts them: an emoji is two."""
    return len(text[:chars_before].encode("utf-16-le", "surrogatepass")) // 2


def chars(text: str, units_before: int) -> int:
    """Qt's count as characters; a place inside an emoji is before it."""
    count = 0
    for at, letter in enumerate(text):
        count += 2 if ord(letter) > 0xFFFF else 1
        if count > units_before:
            return at
    return len(text)
