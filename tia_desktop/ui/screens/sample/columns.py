"""The columns of a list before it is kept: keep or leave each, and what it is read as."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.sample.opening import KINDS, ColumnRow
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Button,
    CheckBox,
    ComboBox,
    Group,
    LabeledField,
    Responsive,
    button,
    column,
    icon_row,
    label,
)

AT_A_TIME = 30
"""Columns that are shown before "Show more": a thousand at once would make the window wait."""


class ColumnList(Group):
    """All columns, one below the other."""

    kept = Signal(str, bool)
    """A column is kept, or left behind."""
    read_as = Signal(str, str)
    """A column is read as something else."""
    grown = Signal(QWidget)
    """More columns are shown; this is the last stop of Tab among them."""

    def __init__(self) -> None:
        super().__init__(tr("Columns of the list"))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._rows: list[ColumnRow] = []
        self._shown: list[_Column] = []
        self._more: Button | None = None

    def show_columns(self, rows: Sequence[ColumnRow]) -> None:
        """Show these columns; rows that are there already only change their state."""
        if [r.name for r in rows] == [r.name for r in self._rows]:
            self._rows = list(rows)
            for line, row in zip(self._shown, rows, strict=False):
                line.show_row(row)
            return
        for old in (*self._shown, *([self._more] if self._more else [])):
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows, self._shown, self._more = list(rows), [], None
        self._show_more()

    def column(self, name: str) -> _Column | None:
        """The line of a column, when it is shown."""
        return next((line for line in self._shown if line.name == name), None)

    def _show_more(self) -> None:
        start = len(self._shown)
        if self._more is not None:
            self._box.removeWidget(self._more)
            self._more.hide()
            self._more.deleteLater()
            self._more = None
        for row in self._rows[start : start + AT_A_TIME]:
            line = _Column(row)
            line.keep.toggled.connect(lambda on, name=row.name: self.kept.emit(name, on))
            line.kind.currentIndexChanged.connect(
                lambda _, name=row.name, kind=line.kind: self.read_as.emit(name, kind.value())
            )
            self._box.addWidget(line)
            self._shown.append(line)
        left = len(self._rows) - len(self._shown)
        if left > 0:
            words = tr("Show {n} more columns").format(n=min(left, AT_A_TIME))
            self._more = button(words, self._show_more, "quiet", icon="more")
            self._box.addWidget(self._more)
        if self._shown:
            self.grown.emit(self._more or self._shown[-1].kind)
        if start and len(self._shown) > start:
            self._shown[start].keep.setFocus()


class _Column(Group):
    """One column."""

    def __init__(self, row: ColumnRow) -> None:
        super().__init__(row.name)
        self.name = row.name
        self.keep = CheckBox(row.name, checked=row.is_kept)
        self.kind = ComboBox([(key, tr(words)) for key, words in KINDS])
        self.kind.set_value(row.kind)
        self.kind.setMaximumWidth(em(330))
        self._kind_field = LabeledField(tr("Read as"), self.kind, kind="small")
        self._words = label("", "small")
        self._doubt = icon_row("warning", row.doubt, "small", tone="weak", size=18)
        self._why: QWidget | None = None
        if row.why:
            words = f"{tr('This may be about a person.')} {row.why}"
            self._why = icon_row("lock", words, "small", tone="weak", size=18)
        said = column(*(part for part in (self._why, self._words, self._doubt) if part is not None), gap=2)
        said.setContentsMargins(em(34), 0, 0, 0)  # below the words of the tick box
        left = column(self.keep, said, gap=0)
        line = Responsive(560, 16, (3, 2), stacked_gap=4)
        line.add(left)
        line.add(self._kind_field)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(line)
        self.show_row(row)

    def show_row(self, row: ColumnRow) -> None:
        """Show whether the column is kept."""
        if self.keep.isChecked() != row.is_kept:
            blocked = self.keep.blockSignals(True)
            self.keep.setChecked(row.is_kept)
            self.keep.blockSignals(blocked)
        self._kind_field.setVisible(row.is_kept)
        self._doubt.setVisible(row.is_kept and bool(row.doubt))
        words = row.examples
        if row.why:
            left, insists = tr("It is left behind."), tr("You keep it. Keep only what the check needs.")
            words = insists if row.is_kept else left
        self._words.setText(words)
        self._words.setVisible(bool(words))
