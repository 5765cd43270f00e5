"""What is kept of a table of figures: one landlord's, or all to compare with; and who published them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from tia_desktop.domain.text import shown_path
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import field_grid
from tia_desktop.ui.screens.figures.file_presenter import (
    ALL,
    LANDLORD,
    ONE,
    PERIOD,
    SOURCE,
    FilePresenter,
)
from tia_desktop.ui.screens.figures.landlord_picker import LandlordPicker
from tia_desktop.ui.screens.figures.table_form import TableForm
from tia_desktop.ui.widgets import Card, ChipGroup, DataTable, LabeledField, heading, label, line_edit
from tia_desktop.ui.word_table import WordTable, fit_height

SHOWN = 8


class KeepCard(Card):
    """Everything typed here stands in the draft at once."""

    def __init__(self, presenter: FilePresenter) -> None:
        super().__init__(gap=14)
        self._presenter = presenter
        self._form: TableForm | None = None
        words = tr("What do you keep of it?")
        self.what = ChipGroup(
            words, [(ONE, tr("The figures of one landlord")), (ALL, tr("The whole table, to compare with"))],
            exclusive=True,
        )  # fmt: skip
        self.what.changed.connect(self._on_what)
        self.source = self._line("source")
        self.period = self._line("period")
        self.title = self._line("title")
        self._source_field = LabeledField(
            tr("Who published the figures?"), self.source, hint=tr("Such as: Regulator of Social Housing")
        )
        self._period_field = LabeledField(
            tr("Which period are they for?"), self.period, hint=tr("Such as 2023/24. No column says it.")
        )
        self._title_field = LabeledField(
            tr("What do you call this table?"), self.title, hint=tr("In your own words")
        )
        self.picker = LandlordPicker(tr("Which landlord?"))
        self.picker.chosen.connect(self._on_landlord)
        self.model = WordTable()
        self.figures = DataTable(tr("Figures of this landlord"), self.model)
        self.figures.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._figures_words = label("", "strong")
        self.add(heading(words, 3), self.what)
        self.add(field_grid(self._title_field, self._source_field, self._period_field))
        self.add(self.picker, self._figures_words, self.figures)

    def show_form(self, form: TableForm) -> None:
        """Show what can be kept of a file."""
        self._form = form
        self.setVisible(bool(form.landlords))
        choices = self._presenter.choices
        for name, editor in (("source", self.source), ("period", self.period), ("title", self.title)):
            if not editor.hasFocus():
                editor.setText(choices.word(name))
        if not self.title.text() and not self.title.hasFocus():
            self.title.setPlaceholderText(self._presenter.usual_title())
        self._period_field.setVisible(form.needs_period)
        self.what.set_values([self._presenter.keep])
        self._show_what()

    def refuse(self, sentence: str, *, at: str) -> None:
        """Say what is wrong at its field."""
        fields: dict[str, tuple[LabeledField, QWidget]] = {
            SOURCE: (self._source_field, self.source),
            PERIOD: (self._period_field, self.period),
            LANDLORD: (self.picker.field, self.picker.search),
        }
        for key, (field, editor) in fields.items():
            field.set_error(sentence if key == at else "")
            if sentence and key == at:
                editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- inside

    def _line(self, name: str) -> QLineEdit:
        editor = line_edit(limit=200)
        editor.textEdited.connect(lambda text: self._on_typed(name, text))
        editor.returnPressed.connect(self._presenter.keep_it)
        return editor

    def _on_typed(self, name: str, text: str) -> None:
        self._presenter.choices.set(name, text)
        self.refuse("", at="")

    def _on_what(self, ids: list[str]) -> None:
        self._presenter.choices.set("keep", ids[0])
        self._show_what()
        self._presenter.show()

    def _on_landlord(self, name: str) -> None:
        self._presenter.choices.set("landlord", name)
        self._show_figures()

    def _show_what(self) -> None:
        one = self._presenter.keep == ONE
        self._title_field.setVisible(not one)
        self.picker.setVisible(one)
        if self._form is not None and one:
            self.picker.show_names(self._form.landlords, self._presenter.landlord())
        self._show_figures()

    def _show_figures(self) -> None:
        rows = self._presenter.figures_of_landlord() if self._presenter.keep == ONE else []
        self._figures_words.setVisible(bool(rows))
        self.figures.setVisible(bool(rows))
        name = self._presenter.landlord()
        self._figures_words.setText(tr("What the table has of {name}").format(name=shown_path(name)))
        header = [tr("Measure"), tr("Homes"), tr("Figure"), tr("Period")]
        self.model.show_rows(header, rows)
        self.figures.set_stretch([0])
        for column, width in ((1, 110), (2, 130), (3, 110)):
            self.figures.set_width(column, width)
        fit_height(self.figures, len(rows), most=SHOWN)
