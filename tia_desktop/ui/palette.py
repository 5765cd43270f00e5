"""The command palette: type a few letters, and Enter does what is found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.palette_search import Entry, found
from tia_desktop.ui.theme import RADIUS, color, em, font
from tia_desktop.ui.widgets import LabeledField, Page, announce, label

ENTRY = Qt.ItemDataRole.UserRole
_MOVES = {
    Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8,
}  # fmt: skip
_Index = QModelIndex | QPersistentModelIndex


class Palette(QDialog):
    """Opens over the window; the focus returns to where it was when it closes."""

    def __init__(self, window: QWidget, entries: Sequence[Entry]) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entries = list(entries)
        self._before = QApplication.focusWidget()
        self._page = Page(tr("Find a command"))
        self.setWindowTitle(self._page.title())
        self.field = _Field(self)
        self.field.setPlaceholderText(tr("Such as: plan check"))
        self.field.textChanged.connect(self._filter)
        self._count = label("", "small")
        self.model = _Model(self)
        self.rows = _Rows(self.model)
        self.rows.activated.connect(lambda _index: self.run())
        self.rows.clicked.connect(lambda _index: self.run())
        self._page.add(LabeledField(tr("Find a command, a check or a finding"), self.field), self._count)
        self._page.add(self.rows, stretch=1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._page)
        self._page.first_focus = self.field
        self._fit(window)
        self._filter("")

    def _fit(self, window: QWidget) -> None:
        self.resize(min(em(720), window.width() - 16), min(em(560), window.height() - 16))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 8)

    def show_it(self) -> None:
        """Open with the focus in the field."""
        self.open()
        self._page.focus_first()
        announce(self.field, self._count.text())

    def move_by(self, rows: int) -> None:
        """Make another row the current one; the focus stays in the field."""
        last = self.model.rowCount() - 1
        if last >= 0:
            row = min(max(self.rows.currentIndex().row() + rows, 0), last)
            self.rows.setCurrentIndex(self.model.index(row))
            announce(self.field, self._current().said())

    def run(self) -> None:
        """Do what the current row says, as if it had been chosen on the page."""
        if not self.rows.currentIndex().isValid():
            return
        entry = self._current()
        if entry.why_not:
            announce(self.field, f"{entry.words}. {entry.why_not}")
            return
        self.accept()
        entry.run()

    def done(self, result: int) -> None:
        """Close, and give the focus back before anything else happens."""
        super().done(result)
        if self._before is not None and isValid(self._before):
            self._before.window().activateWindow()
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- inside

    def _current(self) -> Entry:
        entry: Entry = self.rows.currentIndex().data(ENTRY)
        return entry

    def _filter(self, typed: str) -> None:
        entries = found(self._entries, typed)
        self.model.show(entries)
        self.rows.setCurrentIndex(self.model.index(0))
        none = tr("Nothing fits. Try another word.")
        words = ntr("{n:,} found", "{n:,} found", len(entries)) if entries else none
        self._count.setText(words)
        announce(self.field, f"{words}. {entries[0].said()}" if entries else words)


class _Field(QLineEdit):
    """The keys that move in the list work while somebody types."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES:
            self._palette.move_by(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._palette.run()
        else:
            super().keyPressEvent(event)


class _Model(QAbstractListModel):
    """The entries that fit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Hold other entries."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        return entry.said() if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Rows(QListView):
    """The list: one row each, of the same height."""

    def __init__(self, model: _Model) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(tr("What was found"))
        self.setItemDelegate(_Cells(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _Cells(QStyledItemDelegate):
    """Words and where they come from below; the shortcut at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(em(200), QFontMetrics(font()).height() + QFontMetrics(font("small")).height() + em(12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(2, 1, -2, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("primary_soft"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
            painter.setBrush(color("primary"))
            painter.drawRoundedRect(QRect(box.left(), box.top() + 4, 4, box.height() - 8), 2, 2)
        inner = box.adjusted(em(14), em(4), -em(12), -em(4))
        room = inner.width()
        if entry.keys:
            room -= self._keys(painter, inner, entry) + em(14)
        ink = "muted" if entry.why_not else "primary_ink" if chosen else "text"
        self._line(painter, inner, room, entry.words, ink, "body")
        below = f"{entry.group} · {entry.why_not}" if entry.why_not else entry.group
        lower = inner.adjusted(0, QFontMetrics(font()).height(), 0, 0)
        self._line(painter, lower, room, below, "muted", "small")
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, box: QRect, room: int, words: str, ink: str, step: str) -> None:
        painter.setFont(font(step))
        painter.setPen(color(ink))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), shown)

    @staticmethod
    def _keys(painter: QPainter, box: QRect, entry: Entry) -> int:
        """The shortcut at the right; how wide it is."""
        painter.setFont(font("small"))
        painter.setPen(color("muted"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), entry.keys)
        return painter.fontMetrics().horizontalAdvance(entry.keys)
