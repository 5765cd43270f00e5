"""One set of many landlords: median and quartiles of each measure, and where a landlord stands."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex

from tia_desktop.domain.text import shown_path
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.opening_card import fill_choices
from tia_desktop.ui.parts import Refusal, Stack, top
from tia_desktop.ui.screens.figures.frame import FiguresFrame
from tia_desktop.ui.screens.figures.landlord_picker import LandlordPicker
from tia_desktop.ui.screens.figures.model import FiguresState
from tia_desktop.ui.screens.figures.set_presenter import SetPresenter, Spreads
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import Card, ComboBox, DataTable, LabeledField, Responsive, button, heading, label
from tia_desktop.ui.word_table import WordTable, fit_height

SHOWN = 9
WIDTHS = ((1, 84), (2, 124), (3, 128), (4, 200))
FILTERS = (("group", "Homes"), ("kind", "Landlords of the type"), ("period", "Period"))


class SetPage(FiguresFrame):
    """A set."""

    def __init__(self, context: ScreenContext) -> None:
        state = FiguresState(context)
        self.presenter = SetPresenter(state, self._show)
        super().__init__(state, self.presenter.kept.title)
        self._sentences: tuple[tuple[str, ...], ...] = ()
        self.add(label(shown_path(self.presenter.details()), "muted"))
        self._refused = Refusal()
        self.model = WordTable()
        self.table = DataTable(tr("Measures with their spread"), self.model)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.picker = LandlordPicker(tr("Which landlord do you look at?"), offers_all=False)
        self.picker.chosen.connect(partial(self.presenter.choose, "landlord"))
        self.filters = {name: ComboBox() for name, _ in FILTERS}
        self._fields = {}
        for name, words in FILTERS:
            combo = self.filters[name]
            combo.currentIndexChanged.connect(
                lambda _, name=name, combo=combo: self.presenter.choose(name, combo.value())
            )
            self._fields[name] = LabeledField(tr(words), combo)
        who, among = Card(gap=10), Card(gap=12)
        who.add(self.picker)
        among.add(*self._fields.values())
        two = Responsive(900, 16, (1, 1))
        two.add(top(who))
        two.add(top(among))
        card = Card(gap=12)
        card.add(heading(tr("How the figures are spread"), 3), self._refused, self.table)
        self._said = Stack(6)
        said = Card("soft", gap=8)
        said.add(heading(tr("In words"), 3), self._said)
        self.add(two, card, said)
        self.body.addStretch(1)
        self.set_footer(
            button(tr("Back to the figures"), partial(state.shell.go, "figures"), "primary", icon="back"),
            button(tr("Take this table away"), self.presenter.remove, "quiet", icon="trash"),
        )
        self.presenter.compare()

    def fill(self) -> None:
        state, set_id = self.state, self.presenter.kept.id
        state.ws.need(type(self.presenter.kept), set_id)  # undo may have taken it away

    # ---- inside

    def _show(self, spreads: Spreads) -> None:
        self._refused.say(self.presenter.refused)
        header = [tr("Measure"), tr("Median"), tr("Quartiles"), tr("This landlord"), tr("Where it stands")]
        self._sentences = spreads.sentences
        self.model.show_rows(header, spreads.rows)
        self.table.set_stretch([0])
        self.table.horizontalHeader().setMinimumSectionSize(em(84))
        for column, width in WIDTHS:
            self.table.set_width(column, width)
        fit_height(self.table, len(spreads.rows), most=SHOWN)
        self.table.setVisible(bool(spreads.rows))
        if spreads.landlords:
            self.picker.show_names(spreads.landlords, self.presenter.choice("landlord"))
        for name, _ in FILTERS:
            if not self.presenter.refused:
                offered = spreads.offered.get(name, ())
                self._fields[name].setVisible(bool(offered))
                everything = tr("Each one’s latest") if name == "period" else tr("All")
                choices = [("", everything), *((each, each) for each in offered)]
                fill_choices(self.filters[name], choices, self.presenter.choice(name))
        row = self.table.currentIndex().row()
        place = row if 0 <= row < len(spreads.rows) else 0
        self.table.setCurrentIndex(self.model.index(place, 0))
        self._on_row(self.model.index(place, 0))

    def _on_row(self, index: QModelIndex) -> None:
        place = index.row() if index.isValid() else -1
        lines = self._sentences[place] if 0 <= place < len(self._sentences) else ()
        self._said.show_parts([label(shown_path(words)) for words in lines])
