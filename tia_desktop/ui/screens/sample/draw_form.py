"""The form of a draw: how many, how, from which groups, reserves and seed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tia_desktop.domain.sampling import STRATIFIED
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Refusal, top
from tia_desktop.ui.screens.sample.draw_presenter import ALLOCATIONS, METHODS, DrawPresenter, Groups
from tia_desktop.ui.screens.sample.model import cases_words
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Card,
    ChipGroup,
    ComboBox,
    DataTable,
    ErrorSummary,
    Group,
    LabeledField,
    Responsive,
    Roving,
    WrapButton,
    button,
    flow,
    heading,
    label,
    line_edit,
)
from tia_desktop.ui.word_table import WordTable, fit_height


class DrawForm(QWidget):
    """Everything that is typed stands in the presenter's draft at once."""

    def __init__(self, presenter: DrawPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        kept = presenter.kept()
        self._list_id = kept.id if kept else ""
        self._summary = ErrorSummary()
        self._busy = label("", "muted")
        self._busy.hide()
        self._refused = Refusal()
        self._fields: dict[str, LabeledField] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self._summary)
        box.addWidget(self._refused)
        two = Responsive(900, 16, (1, 1))
        two.add(top(self._count_card(), self._seed_card()))
        two.add(top(self._method_card(), self._groups_card()))
        box.addWidget(two)
        self._show_method()
        self._tell()

    def is_stale(self) -> bool:
        """Whether another list is drawn from now."""
        kept = self._presenter.kept()
        return (kept.id if kept else "") != self._list_id

    def focus_first(self) -> None:
        """Begin to fill in."""
        self.count.setFocus()
        self.count.selectAll()

    def show_groups(self, groups: Groups) -> None:
        """Show the groups of the column, with how many cases are drawn from each."""
        self._model.show_rows([tr("Group"), tr("In the list"), tr("To draw")], groups.rows)
        for column in (1, 2):
            self.table.set_width(column, 120)
        self.table.setVisible(bool(groups.rows))
        fit_height(self.table, len(groups.rows), most=8)
        self._fields["column"].set_error(groups.refusal)

    def show_problems(self, problems: list[tuple[str, str]]) -> None:
        """Say what is wrong at its field, and all of it at the top."""
        wrong = dict(problems)
        for name, field in self._fields.items():
            field.set_error(wrong.get(name, ""))
        self._summary.show_problems([(words, self._at(name)) for name, words in problems])

    def set_busy(self, words: str) -> None:
        """Say what is being done."""
        self._busy.setText(words)
        self._busy.setVisible(bool(words))

    # ---- parts

    def _count_card(self) -> Card:
        card = Card(gap=12)
        card.add(heading(tr("How many cases?"), 3))
        lists = self._presenter.state.lists()
        if len(lists) > 1:
            self.list = ComboBox([(one.id, f"{one.title} ({cases_words(one.row_count)})") for one in lists])
            self.list.set_value(self._list_id)
            self.list.currentIndexChanged.connect(lambda _: self._presenter.choose_list(self.list.value()))
            card.add(LabeledField(tr("From which list?"), self.list))
        else:
            kept = self._presenter.kept()
            words = tr("From “{title}”: {cases}.")
            card.add(label(words.format(title=kept.title, cases=cases_words(kept.row_count)) if kept else ""))
        self.count = self._line("count", tr("Cases to draw"), card, width=160)
        self.margin = label("", "body")
        card.add(self.margin)
        offers = self._presenter.offers()
        if offers:
            card.add(label(tr("Or choose how close the answer should be:"), "small"))
            card.add(flow(*(button(words, partial(self._take, n)) for n, words in offers), gap=8))
        card.add(self._busy)
        return card

    def _method_card(self) -> Card:
        card = Card(gap=8)
        title = tr("How are they drawn?")
        card.add(heading(title, 3))
        group = Group(title)
        box = QVBoxLayout(group)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.methods: dict[str, WrapButton] = {}
        for key, words, use in METHODS:
            line = WrapButton(tr(words), kind="step", icon="circle", second=tr(use), checkable=True)
            line.setChecked(key == self._presenter.value("method"))
            line.toggled.connect(lambda on, key=key: self._choose_method(key) if on else None)
            box.addWidget(line)
            self.methods[key] = line
        self._roving = Roving(list(self.methods.values()), parent=group)
        card.add(group)
        return card

    def _groups_card(self) -> Card:
        self._groups = card = Card(gap=12)
        card.add(heading(tr("Groups"), 3))
        self.column = ComboBox(self._presenter.columns())
        self.column.set_value(self._presenter.value("column"))
        self.column.currentIndexChanged.connect(lambda _: self._change("column", self.column.value()))
        self._fields["column"] = LabeledField(tr("Which column makes the groups?"), self.column)
        self.allocation = ChipGroup(
            tr("How many from each group?"), [(key, tr(words)) for key, words in ALLOCATIONS], exclusive=True
        )
        self.allocation.set_values([self._presenter.value("allocation")])
        self.allocation.changed.connect(lambda ids: self._change("allocation", ids[0]))
        self._model = WordTable()
        self.table = DataTable(tr("Groups, with how many are drawn"), self._model, stretch=(0,))
        card.add(self._fields["column"], self.allocation, self.table)
        return card

    def _seed_card(self) -> Card:
        card = Card(gap=12)
        card.add(heading(tr("Reserves and seed"), 3))
        hint = tr("They stand in for cases that cannot be looked at. For each group, when there are groups.")
        self.reserves = self._line("reserves", tr("Reserves"), card, hint=hint, width=160)
        hint = tr("Any words. With the same list and the same seed, anybody draws the same cases.")
        self.seed = self._line("seed", tr("Seed"), card, hint=hint, width=300)
        return card

    def _line(self, name: str, words: str, card: Card, *, hint: str = "", width: int) -> QLineEdit:
        edit = line_edit(self._presenter.value(name), limit=200)
        edit.setMaximumWidth(em(width))
        edit.textChanged.connect(lambda text: self._change(name, text))
        edit.returnPressed.connect(self._presenter.draw)
        self._fields[name] = LabeledField(words, edit, hint=hint)
        card.add(self._fields[name])
        return edit

    # ---- changing

    def _take(self, count: int) -> None:
        self.count.setText(str(count))

    def _change(self, name: str, words: str) -> None:
        self._presenter.set(name, words)
        if name in self._fields:
            self._fields[name].set_error("")
        if name == "count":
            self._tell()
        if name in ("count", "column", "allocation"):
            self._presenter.look_for_groups()

    def _choose_method(self, key: str) -> None:
        self._presenter.set("method", key)
        self._show_method()
        self._presenter.look_for_groups()

    def _show_method(self) -> None:
        chosen = self._presenter.value("method")
        for key, line in self.methods.items():
            line.set_icon("done" if key == chosen else "circle", "primary")
        self._groups.setVisible(chosen == STRATIFIED)

    def _tell(self) -> None:
        words = self._presenter.margin_words()
        self.margin.setText(words)
        self.margin.setVisible(bool(words))

    def _at(self, name: str) -> QWidget:
        return self._fields[name].editor if name in self._fields else self.count
