"""How the table in a file is read: sheet, letters, separator, header row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Refusal, field_grid
from tia_desktop.ui.widgets import Card, ComboBox, LabeledField, heading, line_edit

_ENCODINGS = ("utf-8", "windows-1252", "utf-16", "iso-8859-15", "cp850", "mac-roman")
_SEPARATORS = ((",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Upright bar"))


class Way(Protocol):
    """How a table was opened, as `CaseTable` says it too."""

    @property
    def sheets(self) -> Sequence[str]: ...
    @property
    def sheet(self) -> str: ...
    @property
    def header(self) -> int: ...
    @property
    def encoding(self) -> str: ...
    @property
    def separator(self) -> str: ...


class OpeningCard(Card):
    """Shows how a file is read. What a person changes is said by `changed`: which field, and to what."""

    changed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(gap=10)
        self.add(heading(tr("How it is read"), 3))
        self.sheet, self.encoding, self.separator = ComboBox(), ComboBox(), ComboBox()
        self.header = line_edit(limit=8)
        for name, combo in (
            ("sheet", self.sheet),
            ("encoding", self.encoding),
            ("separator", self.separator),
        ):
            combo.currentIndexChanged.connect(
                lambda _, name=name, combo=combo: self.changed.emit(name, combo.value())
            )
        self.header.editingFinished.connect(lambda: self.changed.emit("header", self.header.text()))
        self._sheet_field = LabeledField(tr("Sheet"), self.sheet)
        self._encoding_field = LabeledField(tr("Letters are written as"), self.encoding)
        self._separator_field = LabeledField(tr("Between the columns"), self.separator)
        header = LabeledField(tr("Row with the names of the columns"), self.header)
        self.refused = Refusal()
        fields = (self._sheet_field, self._encoding_field, self._separator_field, header)
        self.add(field_grid(*fields, least=200), self.refused)

    def show_way(self, way: Way) -> None:
        """Show how the file was opened."""
        self._sheet_field.setVisible(len(way.sheets) > 1)
        self._encoding_field.setVisible(not way.sheets)
        self._separator_field.setVisible(not way.sheets)
        fill_choices(self.sheet, [(name, name) for name in way.sheets], way.sheet)
        offer_encodings(self.encoding, way.encoding)
        offer_separators(self.separator, way.separator)
        self.header.setText(str(way.header))


def offer_encodings(combo: ComboBox, found: str) -> None:
    """Offer how letters can be written; how they are is chosen."""
    fill_choices(combo, [(name, name) for name in dict.fromkeys((found, *_ENCODINGS)) if name], found)


def offer_separators(combo: ComboBox, found: str) -> None:
    """Offer what can stand between columns; what does is chosen, "" is nothing."""
    separators = [(key, tr(words)) for key, words in _SEPARATORS]
    if found not in dict(separators):
        words = tr("“{sign}”").format(sign=found) if found else tr("Nothing: one column")
        separators.append((found, words))
    fill_choices(combo, separators, found)


def fill_choices(combo: ComboBox, choices: Sequence[tuple[str, str]], chosen: str) -> None:
    """Offer other choices without telling anybody; the same ones stay as they are."""
    blocked = combo.blockSignals(True)
    if [(combo.itemData(k), combo.itemText(k)) for k in range(combo.count())] != list(choices):
        combo.clear()
        for key, words in choices:
            combo.addItem(words, key)
    combo.setCurrentIndex(combo.findData(chosen))
    combo.blockSignals(blocked)
