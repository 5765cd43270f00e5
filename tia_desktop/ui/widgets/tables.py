"""The table: fixed rows, fixed or stretched columns, fast with a million rows. Never a tree."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from tia_desktop.ui.theme import color, current_theme, em


class _Cells(QStyledItemDelegate):
    """Pads cells and draws the two-tone ring round the current one instead of a dotted line."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if focused:
            box = option.rect.toRectF()
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for width, token, inset in ((3.0, "focus_out", 1.5), (2.0, "focus_in", 4.0)):
                painter.setPen(QPen(color(token), width))
                painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 6, 6)
            painter.restore()


class DataTable(QTableView):
    """A list or table of records. Enter or double click opens a row (`opened`).

    Models answer `AccessibleTextRole` where the shown text is not enough. Tab leaves the table.
    """

    opened = Signal(QModelIndex)

    def __init__(
        self,
        name: str,
        model: QAbstractItemModel | None = None,
        *,
        row_height: int = 40,
        stretch: Sequence[int] = (),
    ) -> None:
        """`stretch` lists the columns that share the room; the others keep their width (`set_width`)."""
        super().__init__()
        self._row_height, self._widths = row_height, dict[int, int]()
        self._stretch = tuple(stretch)
        self.setAccessibleName(name)
        self.setItemDelegate(_Cells(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.doubleClicked.connect(self.opened)
        current_theme().changed.connect(self._fit)
        if model is not None:
            self.setModel(model)
        self._fit()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self._fit()

    def set_stretch(self, columns: Sequence[int]) -> None:
        """Share the room among other columns: the model has others now."""
        self._stretch = tuple(columns)
        self._fit()

    def set_width(self, column: int, width: int) -> None:
        """Fix a column's width, in px at 16 px text."""
        self._widths[column] = width
        self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(em(self._row_height))
        model: QAbstractItemModel | None = self.model()
        header = self.horizontalHeader()
        if model is None:
            return
        for column in range(model.columnCount()):
            stretched = column in self._stretch
            mode = QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(column, mode)
            if column in self._widths:
                header.resizeSection(column, em(self._widths[column]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
