"""A room, block or agenda item gets its name: one of those offered, or an own one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.capture.model import DIGITS, NameForm
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Choice,
    ChoiceRow,
    LabeledField,
    announce,
    heading,
    icon_row,
    label,
    line_edit,
)


class NamePanel(QWidget):
    """The name, saved while it is typed."""

    def __init__(self, form: NameForm) -> None:
        super().__init__()
        self.form = form
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(heading(form.heading, 2))
        self.name = line_edit(form.title, limit=120)
        self.name.setMaximumWidth(em(480))
        self.row: ChoiceRow | None = None
        if form.suggestions:
            choices = [
                Choice(s, DIGITS[k] if k < len(DIGITS) else "", "", s, "", "primary")
                for k, s in enumerate(form.suggestions)
            ]
            self.row = ChoiceRow(form.heading, choices, alt_digits=True)
            self.row.set_value(form.title)
            self.row.changed.connect(self._take)
            self.row.unanswered.connect(self.say_nothing_chosen)
            box.addWidget(heading(tr("Choose a name"), 3))
            box.addWidget(self.row)
        self._words = tr("Choose a name first, or write one.")
        if form.skip:
            self._words += " " + tr("“{words}” goes on without.").format(words=form.skip)
        self._said = icon_row("info", self._words, "strong")
        self._said.hide()
        box.addWidget(self._said)
        words = tr("Or write another name") if form.suggestions else tr("Its name")
        box.addWidget(LabeledField(words, self.name, hint=tr("Never the name of a person.")))
        if form.removable:
            box.addWidget(
                label(tr("Nothing is written down for it yet, so you can take it away again."), "small")
            )
        box.addStretch(1)

    def start(self) -> QWidget:
        """What takes the focus."""
        if self.row is not None:
            return next((b for b in self.row.buttons() if b.isChecked()), self.row.buttons()[0])
        return self.name

    def write(self, letter: str) -> None:
        """Somebody who begins to write means an own name."""
        self.name.setFocus(Qt.FocusReason.TabFocusReason)
        self.name.setText(letter)
        self.name.textEdited.emit(letter)

    def say_nothing_chosen(self) -> None:
        """Enter was pressed on a name that is not chosen, or nothing is written."""
        self._said.show()
        announce(self, self._words)

    def _take(self, name: str) -> None:
        self._said.hide()
        self.name.setText(name)
        self.name.textEdited.emit(name)
