"""The list of notes as an item model: pages fetched by offset, a few kept, never all rows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from tia_desktop.services.ports import NoteRow

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[int, int], Sequence[NoteRow]]
Said = Callable[[NoteRow], str]

PAGE = 16
KEPT = 80
ROW = int(Qt.ItemDataRole.UserRole)


class NoteModel(QAbstractTableModel):
    """One column; `ROW` gives the note, the check state says whether it is chosen.

    Choices are kept by id, so they outlive another search or filter.
    """

    def __init__(self, said: Said) -> None:
        super().__init__()
        self._said = said
        self._count = 0
        self._fetch: Fetch = lambda _offset, _limit: ()
        self._pages: OrderedDict[int, Sequence[NoteRow]] = OrderedDict()
        self.chosen: set[str] = set()

    def show_notes(self, count: int, fetch: Fetch) -> None:
        """Show other notes: their number, and how to get some of them from an offset."""
        self.beginResetModel()
        self._count, self._fetch = count, fetch
        self._pages.clear()
        self.endResetModel()

    def note(self, row: int) -> NoteRow | None:
        """The note in a row; None when it went away since the count was made."""
        page, offset = divmod(row, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._pages[page] = self._fetch(page * PAGE, PAGE)
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return rows[offset] if offset < len(rows) else None

    def toggle(self, row: int, on: bool | None = None) -> bool:
        """Choose a note, or not; by default the opposite of before. Returns what it is now."""
        note = self.note(row)
        if note is None:
            return False
        wanted = note.id not in self.chosen if on is None else on
        (self.chosen.add if wanted else self.chosen.discard)(note.id)
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        return wanted

    def choose_rows(self, first: int, last: int) -> None:
        """Choose all notes of these rows, both ends included."""
        self.chosen.update(note.id for note in self._fetch(first, last + 1 - first))
        self._all_changed()

    def set_chosen(self, notes: set[str]) -> None:
        """Choose these notes and no others."""
        self.chosen = set(notes)
        self._all_changed()

    def clear_chosen(self) -> None:
        """Choose nothing."""
        self.set_chosen(set())

    def _all_changed(self) -> None:
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (ROW, Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        note = self.note(index.row())
        if note is None or role == ROW:
            return note
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if note.id in self.chosen else Qt.CheckState.Unchecked
        return self._said(note)
