"""Choosing one landlord of many: type to find, arrows and Enter choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.text import shown_path
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.figures.model import landlords_words
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import DataTable, LabeledField, announce, label, line_edit
from tia_desktop.ui.word_table import WordTable

SHOWN = 5


class _Names(DataTable):
    """Space chooses as Enter does, also one that is chosen already."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class LandlordPicker(QWidget):
    """A field to type in, and below it the landlords that have these letters."""

    chosen = Signal(str)

    def __init__(self, words: str, *, offers_all: bool = True) -> None:
        """`offers_all` lists everybody while nobody is chosen; else the list comes with the first letter."""
        super().__init__()
        self._offers_all = offers_all
        self._names: tuple[str, ...] = ()
        self._found: list[str] = []
        self._now = ""
        self.search = line_edit(limit=200)
        self.search.textEdited.connect(self._filter)
        self.search.returnPressed.connect(self._enter)
        self.field = LabeledField(words, self.search, hint=tr("Type a part of the name"))
        self._state = label("", "small")
        self.model = WordTable()
        self.list = _Names(tr("Landlords. Enter chooses one."), self.model, row_height=36)
        self.list.horizontalHeader().hide()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.opened.connect(self._on_opened)
        self.list.clicked.connect(self._on_opened)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (self.field, self.list, self._state):
            box.addWidget(part)

    def show_names(self, names: Sequence[str], chosen: str) -> None:
        """Offer these landlords."""
        another = tuple(names) != self._names
        self._names = tuple(names)
        if another or chosen != self._now:
            self._now = chosen
            if not self.search.hasFocus():
                self.search.setText("")
            self._filter(self.search.text())
        self._say()

    # ---- inside

    def _filter(self, text: str) -> None:
        self.field.set_error("")
        words = text.casefold().split()
        self._found = [name for name in self._names if all(word in name.casefold() for word in words)]
        if self._now in self._found:  # what is chosen stands first
            self._found.remove(self._now)
            self._found.insert(0, self._now)
        self.model.show_rows([tr("Landlord")], [[name] for name in self._found])
        self.list.set_stretch([0])
        asks = bool(words) or (self._offers_all and not self._now)
        self.list.setVisible(bool(self._found) and asks)
        shown = min(len(self._found), SHOWN)
        self.list.setFixedHeight(self.list.verticalHeader().defaultSectionSize() * max(1, shown) + em(4))
        chosen = self.model.index(0, 0) if self._now in self._found else QModelIndex()
        self.list.setCurrentIndex(chosen)
        self._say()

    def _say(self) -> None:
        if self._names and not self._found:
            self._state.setText(tr("No landlord has these letters."))
        elif self._now:
            self._state.setText(tr("Chosen: {name}").format(name=shown_path(self._now)))
        else:
            self._state.setText(
                tr("{landlords} in the file. None is chosen yet.").format(
                    landlords=landlords_words(len(self._names))
                )
            )

    def _enter(self) -> None:
        """Enter in the field chooses the only one that is left, else it leads to the list."""
        exact = [name for name in self._found if name.casefold() == self.search.text().strip().casefold()]
        only = exact or (self._found if len(self._found) == 1 else [])
        if only:
            self._choose(only[0])
        elif self._found and self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() < len(self._found):
            self._choose(self._found[index.row()])

    def _choose(self, name: str) -> None:
        self._now = name
        self.search.setText("")
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)  # the list goes
        self._filter("")
        announce(self, tr("Chosen: {name}").format(name=name))
        self.chosen.emit(name)
