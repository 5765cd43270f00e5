"""A file with answers before they are counted: how it is read, what is known, its columns, its words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tia_desktop.domain.text import escape_bidi
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.opening import WAY
from tia_desktop.ui.opening_card import OpeningCard, fill_choices
from tia_desktop.ui.parts import Refusal, Stack, field_grid
from tia_desktop.ui.screens.survey.file_columns import ChoiceList, column_line, word_line
from tia_desktop.ui.screens.survey.file_form import NUMBERS, FileForm
from tia_desktop.ui.screens.survey.file_presenter import COLUMNS, FilePresenter
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Card,
    CheckBox,
    ComboBox,
    LabeledField,
    heading,
    label,
    line_edit,
)


class FileCard(QWidget):
    """Shows a `FileForm` and tells the presenter what a person changes."""

    def __init__(self, presenter: FilePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown: FileForm | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        self._busy, self._refused, self._columns_refused = label("", "muted"), Refusal(), Refusal()
        self._busy.hide()
        self.lines: dict[str, QLineEdit] = {}
        self.homes: dict[str, QLineEdit] = {}
        self._homes = Stack()
        self._homes_of: list[str] = []
        self.set_id, self.tenure, self.numbers = ComboBox(), ComboBox(), ComboBox()
        self.set_id.currentIndexChanged.connect(lambda _: presenter.choose_set(self.set_id.value()))
        self.tenure.currentIndexChanged.connect(lambda _: presenter.say("tenure", self.tenure.value()))
        self.numbers.currentIndexChanged.connect(lambda _: presenter.say("numbers", self.numbers.value()))
        self.weighted = CheckBox(tr("The counts are weighted"))
        self.weighted.toggled.connect(lambda on: presenter.say("weighted", "yes" if on else ""))
        self.columns = ChoiceList(tr("Columns of the file"))
        self.columns.chose.connect(partial(presenter.choose, "roles"))
        self.words = ChoiceList(tr("Words that are no answers yet"))
        self.words.chose.connect(partial(presenter.choose, "words"))
        self.opening = OpeningCard()
        self.opening.changed.connect(presenter.reopen)
        box.addWidget(self._facts_card())
        box.addWidget(self.opening)
        box.addWidget(self._columns_card())
        self._words = self._words_card()
        box.addWidget(self._words)

    def show_form(self, form: FileForm) -> bool:
        """Show a file. True when it is another one than before."""
        before, self._shown = self._shown, form
        fresh = before is None or before.name != form.name or self.isHidden()
        self._heading.setText(tr("“{name}”: whose answers are these?").format(name=escape_bidi(form.name)))
        fill_choices(self.set_id, form.sets, form.set_id)
        for name, line in self.lines.items():
            if fresh or not line.hasFocus():
                line.setText(form.facts[name])
        self._show_homes(form)
        self._tenure_field.setVisible(form.asks_tenure)
        fill_choices(self.tenure, [("", tr("Choose…")), *form.tenures], form.tenure)
        self.weighted.setVisible(form.is_counted)
        if self.weighted.isChecked() != form.weighted:
            self.weighted.setChecked(form.weighted)
        self.opening.show_way(form)
        self._what.setText(_what(form))
        self.columns.show_lines([column_line(row, form.roles) for row in form.columns])
        self.words.show_lines([word_line(row) for row in form.words])
        self._numbers_field.setVisible(form.has_numbers)
        fill_choices(self.numbers, [(key, tr(words)) for key, words in NUMBERS], form.numbers)
        self._words.setVisible(bool(form.words) or form.has_numbers)
        return fresh

    def refuse(self, sentence: str, *, at: str) -> list[QWidget]:
        """Say what is wrong in its place; return where it is mended and where it stands, to be shown."""
        self._refused.say(sentence if at not in (WAY, COLUMNS) else "")
        self.opening.refused.say(sentence if at == WAY else "")
        self._columns_refused.say(sentence if at == COLUMNS else "")
        if not sentence:
            return []
        first = self.tenure if self.tenure.isVisible() else self.columns.combo()
        target = {WAY: self.opening.header, COLUMNS: first or self.set_id}.get(at) or self._wrong_fact()
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        place = {WAY: self.opening.refused, COLUMNS: self._columns_refused}.get(at, self._refused)
        return [target, place]

    def _wrong_fact(self) -> QLineEdit:
        needed = (self.lines["period"], self.lines["source"])
        empty = [line for line in needed if not line.text().strip()]
        homes = [line for line in self.homes.values() if not line.text().replace(",", "").strip().isdigit()]
        return next(iter([*empty, *(line for line in homes if line.text().strip())]), needed[0])

    def refusal(self) -> str:
        """What is wrong, as it is said on the page; "" while all is well."""
        return self._refused.words() or self.opening.refused.words() or self._columns_refused.words()

    def set_busy(self, words: str) -> None:
        """Say what is being done."""
        self._busy.setText(words)
        self._busy.setVisible(bool(words))

    # ---- parts

    def _facts_card(self) -> Card:
        card = Card(gap=14)
        self._heading = heading("", 3)
        card.add(self._heading, self._busy)
        told = (
            ("period", tr("When were people asked?"), tr("Such as 2025/26"), 60),
            ("source", tr("Who asked them?"), tr("Such as: the landlord, by post"), 200),
            (
                "method",
                tr("Who was asked, and how?"),
                tr("All tenants, or a sample and how it was drawn"),
                300,
            ),
            ("title", tr("What do you call this survey?"), tr("In your own words"), 200),
        )
        self.set_id.setMaximumWidth(em(700))
        card.add(LabeledField(tr("Which questions are these?"), self.set_id))
        fields = []
        for name, words, hint, limit in told:
            line = self.lines[name] = line_edit(limit=limit)
            line.textEdited.connect(partial(self._presenter.say, name))
            fields.append(LabeledField(words, line, hint=hint))
        card.add(self._refused, field_grid(*fields), self._homes)
        return card

    def _columns_card(self) -> Card:
        card = Card(gap=12)
        card.add(heading(tr("What is in the columns?"), 3))
        self._what = label("")
        self._tenure_field = LabeledField(
            tr("Whose homes are these?"),
            self.tenure,
            hint=tr("No column says it. Rented homes and shared ownership are always counted apart."),
        )
        card.add(self._what, self._columns_refused, self._tenure_field, self.weighted, self.columns)
        return card

    def _words_card(self) -> Card:
        card = Card(gap=12)
        card.add(heading(tr("Words that are no answers yet"), 3))
        card.add(
            label(tr("Nothing is guessed. What you leave unread is listed with its row, and not counted."))
        )
        self._numbers_field = LabeledField(tr("What do the numbers mean?"), self.numbers)
        card.add(self._numbers_field, self.words)
        return card

    def _show_homes(self, form: FileForm) -> None:
        tenures = [tenure for tenure, _ in form.tenures]
        if tenures != self._homes_of:
            self._homes_of, self.homes, fields = tenures, {}, []
            for tenure, title in form.tenures:
                line = self.homes[tenure] = line_edit(limit=12)
                line.textEdited.connect(partial(self._presenter.say_homes, tenure))
                hint = tr("How many homes there are. It tells whether enough people answered.")
                fields.append(LabeledField(tr("{homes} in all").format(homes=title), line, hint=hint))
            self._homes.show_parts([field_grid(*fields)])
        for tenure, line in self.homes.items():
            if not line.hasFocus():
                line.setText(form.homes[tenure])


def _what(form: FileForm) -> str:
    if form.is_counted:
        return tr("This is a table of counts: somebody has counted the answers already.")
    return tr(
        "A line for each person. What says nothing about the survey is left behind until you say what it is."
    )
