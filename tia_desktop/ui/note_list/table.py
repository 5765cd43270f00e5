"""The list of notes on the screen: two lines of words, where they come from, and a tick box."""

from __future__ import annotations

import re

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tia_desktop.services.ports import NoteRow
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.icons import icon_pixmap
from tia_desktop.ui.note_list.dragging import NOTES, is_drag, start_drag
from tia_desktop.ui.note_list.model import NoteModel
from tia_desktop.ui.note_list.words import NoteWords
from tia_desktop.ui.theme import color, em, font_px
from tia_desktop.ui.tones import KIT_TONE
from tia_desktop.ui.widgets import DataTable

ROW_HEIGHT = 76
MOST_AT_ONCE = 2_000
"""Notes that one key or one Shift-click chooses at most."""
_STRIDES = {
    Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_End: MOST_AT_ONCE, Qt.Key.Key_Home: -MOST_AT_ONCE,
}  # fmt: skip
_CENTRED = int(Qt.AlignmentFlag.AlignCenter)
_TOP = int(Qt.AlignmentFlag.AlignTop)
_RIGHT = int(Qt.AlignmentFlag.AlignRight)
_WRAPPED = QTextOption()
_WRAPPED.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
_HIT = re.compile(r"\[([^\[\]]*)\]")


def marked(note: NoteRow) -> tuple[str, list[tuple[int, int]]]:
    """The words to show and where the hits of the search are in them: (start, length).

    The store marks hits with [ ]. Where the note itself has brackets nothing is marked, so that its words
    are shown exactly as they are.
    """
    if not note.snippet or "[" in note.text or "]" in note.text:
        return " ".join((note.snippet or note.text).split()), []
    words, ranges, at = "", list[tuple[int, int]](), 0
    snippet = " ".join(note.snippet.split())
    for hit in _HIT.finditer(snippet):
        words += snippet[at : hit.start()]
        ranges.append((len(words), len(hit.group(1))))
        words += hit.group(1)
        at = hit.end()
    return words + snippet[at:], ranges


class _Fonts:
    """The fonts of a row and their metrics, made once for each text size."""

    def __init__(self, font: QFont) -> None:
        self.px = font.pixelSize()
        self.body, self.small, self.sign = QFont(font), QFont(font), QFont(font)
        self.small.setPixelSize(font_px("small"))
        self.sign.setPixelSize(font_px("small"))
        self.sign.setWeight(QFont.Weight.Bold)
        self.body_size, self.small_size = QFontMetricsF(self.body), QFontMetricsF(self.small)
        self.sign_size = QFontMetricsF(self.sign)


class _NoteRows(QStyledItemDelegate):
    """Paints a note. Everything is literal text."""

    def __init__(self, table: NoteTable, words: NoteWords, notes: NoteModel) -> None:
        super().__init__(table)
        self._note_words, self._notes = words, notes
        self._fonts: _Fonts | None = None

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        note = self._notes.note(index.row())
        if self._fonts is None or self._fonts.px != option.font.pixelSize():
            self._fonts = _Fonts(option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        chosen = note is not None and note.id in self._notes.chosen
        if chosen:
            painter.fillRect(box, color("primary_soft"))
        painter.setPen(QPen(color("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if note is not None:
            self._paint_note(painter, box, note, self._fonts, chosen=chosen)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for width, token, inset in ((3.0, "focus_out", 1.5), (2.0, "focus_in", 4.0)):
                painter.setPen(QPen(color(token), width))
                painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 6, 6)
        painter.restore()

    def _paint_note(
        self, painter: QPainter, box: QRectF, note: NoteRow, fonts: _Fonts, *, chosen: bool
    ) -> None:
        text, hits = marked(note)
        sign, tone = self._note_words.tone_of(note)
        room = max(float(em(38)), fonts.sign_size.horizontalAdvance(sign) + em(10)) if sign else 0.0
        left = box.left() + em(40) + (room + em(10) if sign else 0)
        width = box.right() - em(10) - left
        lines = TwoLines(text, hits, fonts.body, fonts.body_size, width)
        block = fonts.body_size.height() * (2 if lines.wraps else 1) + em(2) + fonts.small_size.height()
        top = box.top() + max(0.0, (box.height() - block) / 2)
        self._tick(painter, QPointF(box.left() + em(10), top + em(1)), chosen=chosen)
        if sign:
            self._sign(painter, QRectF(box.left() + em(40), top, room, em(24)), sign, tone, fonts)
        painter.setFont(fonts.body)
        painter.setPen(color("text" if text else "muted"))
        words = QRectF(left, top, width, block)
        if text:
            lines.draw(painter, words.topLeft())
        else:
            painter.drawText(words, _TOP, self._note_words.wordless(note))
        below = block - fonts.small_size.height()
        self._meta(painter, words.adjusted(0, below, 0, 0), note, fonts)

    @staticmethod
    def _tick(painter: QPainter, at: QPointF, *, chosen: bool) -> None:
        square = QRectF(at.x(), at.y(), em(20), em(20))
        painter.setPen(QPen(color("primary" if chosen else "edge"), 2))
        painter.setBrush(color("primary" if chosen else "surface"))
        painter.drawRoundedRect(square, 5, 5)
        if chosen:
            painter.drawPixmap(square.topLeft() + QPointF(1, 1), icon_pixmap("check", "on_primary", 18))

    @staticmethod
    def _sign(painter: QPainter, box: QRectF, sign: str, tone: str, fonts: _Fonts) -> None:
        """The sign of a rating in its tone."""
        token = KIT_TONE.get(tone or "none", "none")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(f"{token}_soft"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(fonts.sign)
        painter.setPen(color(token))
        painter.drawText(box, _CENTRED, sign)

    def _meta(self, painter: QPainter, line: QRectF, note: NoteRow, fonts: _Fonts) -> None:
        """Where a note comes from, and at the right in how many findings it is used."""
        painter.setFont(fonts.small)
        size = fonts.small_size
        if note.findings:
            uses = ntr("in {n} finding", "in {n} findings", note.findings)
            painter.setPen(color("primary"))
            painter.drawText(line, _RIGHT, uses)
            line.setWidth(line.width() - size.horizontalAdvance(uses) - em(12))
        painter.setPen(color("muted"))
        meta = size.elidedText(self._note_words.meta(note), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, 0, meta)


class TwoLines:
    """The first two lines of a text, hits in bold, the second cut off with an ellipsis."""

    def __init__(
        self, text: str, hits: list[tuple[int, int]], font: QFont, metrics: QFontMetricsF, width: float
    ) -> None:
        self._text, self._metrics, self._width = text, metrics, width
        self._layout = layout = QTextLayout(text, font)
        layout.setTextOption(_WRAPPED)
        if hits:
            layout.setFormats([_bold(start, length) for start, length in hits])
        layout.beginLayout()
        self._first = layout.createLine()
        self._first.setLineWidth(width)
        self._end = self._first.textStart() + self._first.textLength() if text else 0
        self.wraps = self._end < len(text)
        self._second = layout.createLine() if self.wraps else None
        if self._second is not None:
            self._second.setLineWidth(width)
        layout.endLayout()

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw with the painter's pen and font."""
        self._first.draw(painter, at)
        second = self._second
        if second is None:
            return
        below = QPointF(at.x(), at.y() + self._first.height())
        if second.textStart() + second.textLength() >= len(self._text):
            second.draw(painter, below)
            return
        rest = self._text[self._end : self._end + 400]
        rest = self._metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self._width)
        painter.drawText(QPointF(below.x(), below.y() + self._metrics.ascent()), rest)


def _bold(start: int, length: int) -> QTextLayout.FormatRange:
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    part = QTextLayout.FormatRange()
    part.start, part.length, part.format = start, length, bold
    return part


class NoteTable(DataTable):
    """Arrows move, Space chooses, Shift with an arrow or a click chooses on the way, Enter opens."""

    chosen_changed = Signal()
    cut_short = Signal(int)
    """There were more notes than can be chosen at once; so many were."""

    def __init__(self, model: NoteModel, words: NoteWords) -> None:
        super().__init__(
            tr("Notes. Space chooses a note, Enter opens it."), model, row_height=ROW_HEIGHT, stretch=(0,)
        )
        self._notes = model
        self._anchor = -1
        self._doubled = False
        self.drags = False
        self._pressed_at = QPoint()
        self.setItemDelegate(_NoteRows(self, words, model))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(em(230))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.currentIndex().row(), event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Space and row >= 0:
            self._choose(row)
        elif shift and row >= 0 and key in _STRIDES:
            to = max(0, min(self._notes.rowCount() - 1, row + _STRIDES[Qt.Key(key)]))
            self._choose_from(row, to)
            self.setCurrentIndex(self._notes.index(to, 0))
        else:
            super().keyPressEvent(event)

    def choose_all(self) -> None:
        """Choose every note that the list shows, the first ones when there are too many."""
        if self._notes.rowCount():
            self._choose_from(0, self._notes.rowCount() - 1)

    def _choose_from(self, anchor: int, to: int) -> None:
        """Choose the rows from one to the other, as many as can be chosen at once."""
        low, high = sorted((anchor, to))
        self._notes.choose_rows(low, min(high, low + MOST_AT_ONCE - 1))
        self._anchor = to
        self.chosen_changed.emit()
        if high >= low + MOST_AT_ONCE:
            self.cut_short.emit(MOST_AT_ONCE)

    # ---- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.drags and is_drag(event, self._pressed_at):
            index = self.indexAt(self._pressed_at)
            carried = self.carried(index.row()) if index.isValid() else []
            if carried:
                start_drag(self, NOTES, carried, ntr("{n} note", "{n} notes", len(carried)))
            return
        super().mouseMoveEvent(event)

    def carried(self, row: int) -> list[str]:
        """The notes that go along when a row is dragged: the chosen ones, or this one alone."""
        note = self._notes.note(row)
        if note is None:
            return []
        return sorted(self._notes.chosen) if note.id in self._notes.chosen else [note.id]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if self._doubled:
            self._doubled = False
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor >= 0:
            self._choose_from(self._anchor, index.row())
        else:
            self._choose(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The first click of the two chose the note: take that back, a double click only opens.
        index = self.indexAt(event.position().toPoint())
        self._doubled = True
        if index.isValid():
            self._choose(index.row())
            self.opened.emit(index)

    def forget_anchor(self) -> None:
        """The rows are others now."""
        self._anchor = -1

    def _choose(self, row: int) -> None:
        self._notes.toggle(row)
        self._anchor = row
        self.chosen_changed.emit()
