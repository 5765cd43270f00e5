"""Small read-only tables of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import DataTable

Index = QModelIndex | QPersistentModelIndex


class WordTable(QAbstractTableModel):
    """Rows of words below a header. `said` is what a row is called aloud, where its cells are not enough."""

    def __init__(self) -> None:
        super().__init__()
        self._header: tuple[str, ...] = ()
        self._rows: Sequence[Sequence[str]] = ()

    def show_rows(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show other words."""
        if tuple(header) == self._header and rows and len(rows) == len(self._rows):
            self._rows = rows  # the place and the choice stay
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(header) - 1))
            return
        self.beginResetModel()
        self._header, self._rows = tuple(header), rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._header)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name, words = self._header[index.column()], self._rows[index.row()][index.column()]
            return f"{name}: {words}" if words else name
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        return self._header[section] if across and role == Qt.ItemDataRole.DisplayRole else None


def fit_height(table: DataTable, rows: int, *, most: int) -> None:
    """As high as its rows, up to `most`; then it scrolls."""
    shown = min(max(1, rows), most)
    height = (
        table.horizontalHeader().sizeHint().height() + table.verticalHeader().defaultSectionSize() * shown
    )
    table.setFixedHeight(height + em(18))
