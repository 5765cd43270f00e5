"""A file before its list is kept: how it is read, its columns, its first rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.opening import WAY
from tia_desktop.ui.opening_card import OpeningCard, fill_choices
from tia_desktop.ui.parts import Refusal, field_grid
from tia_desktop.ui.screens.sample.columns import ColumnList
from tia_desktop.ui.screens.sample.list_presenter import ListPresenter
from tia_desktop.ui.screens.sample.opening import TableForm
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Card,
    ComboBox,
    DataTable,
    LabeledField,
    heading,
    label,
    line_edit,
)
from tia_desktop.ui.word_table import WordTable, fit_height

ROWS = 5


class TableCard(QWidget):
    """Shows a `TableForm` and tells the presenter what a person changes."""

    def __init__(self, presenter: ListPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown: TableForm | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        self._busy = label("", "muted")
        self._refused = Refusal()
        self.title = line_edit(limit=200)
        self.title.textEdited.connect(presenter.call_it)
        self.reference = ComboBox()
        self.reference.currentIndexChanged.connect(lambda _: presenter.name_cases_by(self.reference.value()))
        self.columns = ColumnList()
        self.columns.kept.connect(self._keep)
        self.columns.read_as.connect(presenter.read_as)
        self.model = WordTable()
        self.rows = DataTable(tr("The first rows, with what is kept of them"), self.model)
        self.columns.grown.connect(lambda last: QWidget.setTabOrder(last, self.rows))
        self._none = label(tr("There is no row below the header."), "muted")
        box.addWidget(self._name_card())
        self.opening = OpeningCard()
        self.opening.changed.connect(presenter.reopen)
        box.addWidget(self.opening)
        box.addWidget(self._columns_card())
        box.addWidget(self._rows_card())

    def show_form(self, form: TableForm) -> bool:
        """Show a file. True when it is another one than before."""
        before, self._shown = self._shown, form
        fresh = before is None or before.name != form.name or self.isHidden()
        self._heading.setText(tr("“{name}”: what is kept of it?").format(name=form.name))
        if fresh or not self.title.hasFocus():
            self.title.setText(form.title)
        self.opening.show_way(form)
        self._show_columns(form)
        return fresh

    def refuse(self, sentence: str, *, at: str) -> None:
        """Say what is wrong in its place."""
        self._refused.say(sentence if at != WAY else "")
        self.opening.refused.say(sentence if at == WAY else "")
        if sentence:
            target = {WAY: self.opening.header, "columns": self.reference}.get(at, self.title)
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def refusal(self) -> str:
        """What is wrong, as it is said on the page; "" while all is well."""
        return self._refused.words() or self.opening.refused.words()

    def set_busy(self, words: str) -> None:
        """Say what is being done."""
        self._busy.setText(words)
        self._busy.setVisible(bool(words))

    # ---- parts

    def _name_card(self) -> Card:
        card = Card(gap=14)
        self._heading = heading("", 3)
        card.add(self._heading, self._busy, self._refused)
        self._busy.hide()
        hint = tr("Such as the number of the job. Never a name or an address.")
        card.add(
            field_grid(
                LabeledField(tr("What do you call this list?"), self.title, hint=tr("In your own words")),
                LabeledField(tr("Which column names a case?"), self.reference, hint=hint),
            )
        )
        return card

    def _columns_card(self) -> Card:
        card = Card(gap=10)
        card.add(heading(tr("Columns"), 3))
        card.add(label(tr("Tick what is kept. What may be about people is left behind until you tick it.")))
        card.add(self.columns)
        return card

    def _rows_card(self) -> Card:
        card = Card(gap=10)
        card.add(heading(tr("The first rows, with what is kept of them"), 3), self._none, self.rows)
        return card

    # ---- showing

    def _show_columns(self, form: TableForm) -> None:
        self.columns.show_columns(form.columns)
        kept = [(place, row.name) for place, row in enumerate(form.columns) if row.is_kept]
        numbers = ("", tr("None: its number in the list"))
        fill_choices(self.reference, [numbers, *((name, name) for _, name in kept)], form.reference)
        rows = [[cells[place] for place, _ in kept] for cells in form.rows]
        self.model.show_rows([name for _, name in kept], rows)
        self.rows.horizontalHeader().setDefaultSectionSize(em(170))  # at once: there may be a thousand
        self._none.setVisible(not rows)
        self.rows.setVisible(bool(rows and kept))
        fit_height(self.rows, len(rows), most=ROWS)

    def _keep(self, name: str, is_kept: bool) -> None:
        self._presenter.keep_column(name, is_kept)
        form = self._presenter.form()
        if form is not None:
            self._show_columns(form)
