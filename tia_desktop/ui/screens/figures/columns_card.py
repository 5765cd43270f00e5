"""What the columns of a table hold: a list, and beside it the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal

from tia_desktop.domain.text import shown_path
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.opening_card import fill_choices
from tia_desktop.ui.parts import top
from tia_desktop.ui.screens.figures.model import BETTER
from tia_desktop.ui.screens.figures.table_form import OF_TABLE, OWN, ColumnLine, TableForm
from tia_desktop.ui.widgets import (
    Card,
    CheckBox,
    ComboBox,
    DataTable,
    LabeledField,
    Responsive,
    heading,
    label,
    line_edit,
)
from tia_desktop.ui.word_table import WordTable, fit_height

SHOWN = 7


class ColumnsCard(Card):
    """Shows the columns of a `TableForm`, and says what a person changes."""

    held = Signal(str, str, str)
    """A column (key) holds this (role); the title is of a measure of its own."""
    shared = Signal(bool)
    sheet_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=12)
        self._lines: tuple[ColumnLine, ...] = ()
        self._key = ""
        self.add(heading(tr("Which column is which?"), 3))
        self.add(label(tr("Look at a column that is not what it should be, and say what it holds."), "muted"))
        self.sheet = ComboBox()
        self.sheet.currentIndexChanged.connect(lambda _: self.sheet_asked.emit(self.sheet.value()))
        self._sheet_field = LabeledField(tr("Columns of"), self.sheet)
        self.model = WordTable()
        self.table = DataTable(tr("Columns of the table"), self.model)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        two = Responsive(900, 16, (3, 2))
        two.add(top(self._sheet_field, self.table))
        two.add(top(self._detail()))
        self.shares = CheckBox(tr("Figures in per cent are written as shares of one: 0.82 is 82 per cent"))
        self.shares.toggled.connect(self.shared)
        self.add(two, self.shares)

    def show_form(self, form: TableForm) -> None:
        """Show the columns of a file; the one that was chosen stays chosen."""
        self._lines = form.columns
        self._sheet_field.setVisible(len(form.sheets) > 1)
        fill_choices(self.sheet, form.sheets, form.sheet)
        fill_choices(self.role, form.roles, "")
        blocked = self.table.selectionModel().blockSignals(True)
        self.model.show_rows(
            [tr("Column"), tr("What it holds")], [[line.name, line.holds] for line in form.columns]
        )
        self.table.selectionModel().blockSignals(blocked)
        self.table.set_stretch([0, 1])
        fit_height(self.table, len(form.columns), most=SHOWN)
        blocked = self.shares.blockSignals(True)
        self.shares.setChecked(form.shares)
        self.shares.blockSignals(blocked)
        self.shares.setVisible(form.asks_shares)
        place = next((n for n, line in enumerate(form.columns) if line.key == self._key), 0)
        self.table.setCurrentIndex(self.model.index(place, 0))
        self._show(place)

    # ---- the column that is chosen

    def _detail(self) -> Card:
        card = Card("soft", gap=8)
        self._name, self._where, self._examples = label("", "strong"), label("", "small"), label("", "small")
        self.role = ComboBox()
        self.role.currentIndexChanged.connect(lambda _: self._on_role())
        self._role_field = LabeledField(tr("What does it hold?"), self.role)
        self.title = line_edit(limit=200)
        self.title.editingFinished.connect(self._on_title)
        self._title_field = LabeledField(tr("What is measured?"), self.title)
        self.better = ComboBox([(key, tr(words)) for key, words in BETTER])
        self.better.currentIndexChanged.connect(lambda _: self._tell(self.better.value()))
        self._better_field = LabeledField(tr("Which way is good?"), self.better)
        card.add(self._name, self._where, self._examples)
        card.add(self._role_field, self._title_field, self._better_field)
        return card

    def _on_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self._show(index.row())

    def _show(self, place: int) -> None:
        if place >= len(self._lines):
            return
        line = self._lines[place]
        self._key = line.key
        of_table = line.key.startswith(OF_TABLE)
        self._name.setText(shown_path(line.name))
        where = tr("On the sheets: {names}") if ", " in line.sheets else tr("On the sheet: {names}")
        self._where.setText(where.format(names=shown_path(line.sheets)))
        self._where.setVisible(bool(line.sheets))
        self._examples.setText(tr("Such as: {words}").format(words=shown_path(line.examples)))
        self._examples.setVisible(bool(line.examples))
        self._role_field.setVisible(not of_table)
        self._better_field.setVisible(of_table)
        self.role.set_value(line.role)
        self.better.set_value(line.role if of_table else "")
        self._title_field.setVisible(line.role.startswith(OWN))
        if not self.title.hasFocus():
            self.title.setText(line.own_title)

    def _on_role(self) -> None:
        role = self.role.value()
        self._title_field.setVisible(role.startswith(OWN))
        self._tell(role)

    def _on_title(self) -> None:
        line = next((each for each in self._lines if each.key == self._key), None)
        role = self.role.value()
        if line is not None and role.startswith(OWN) and self.title.text().strip() != line.own_title:
            self._tell(role)

    def _tell(self, role: str) -> None:
        self.held.emit(self._key, role, self.title.text().strip())
