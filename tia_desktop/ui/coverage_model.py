"""A coverage matrix as an item model."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from tia_desktop.ui.coverage_words import Matrix
from tia_desktop.ui.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole)


class MatrixModel(QAbstractTableModel):
    """Every cell answers with a sentence of its own for screen readers and as a tool tip."""

    def __init__(self, matrix: Matrix) -> None:
        super().__init__()
        self.matrix = matrix
        self._short = False

    def show_matrix(self, matrix: Matrix) -> None:
        """Show other numbers; the current cell stays, unless there are other columns."""
        if matrix == self.matrix:
            return
        if matrix.heads != self.matrix.heads:
            self.beginResetModel()
            self.matrix = matrix
            self.endResetModel()
            return
        self.matrix = matrix
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def set_short(self, short: bool) -> None:
        """Head the columns with the questions' numbers alone, where words do not fit."""
        if short != self._short:
            self._short = short
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.matrix.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.matrix.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == CELL:
            return self.matrix.cells[index.row()][index.column()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = self.matrix.said(index.row(), index.column())
            return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self.matrix.rows[section] if role == Qt.ItemDataRole.DisplayRole else None
        head = self.matrix.heads[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(head.number) if self._short else f"{head.number}. {head.short}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = f"{head.number}. {head.title}"
            return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None
