"""Parts of the pages for a tenant: how it looks, the answers to look over, the number of the inspector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tia_desktop.services.desk import Settings
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.survey.person_presenter import AnswerLine
from tia_desktop.ui.screens.survey.self_look import SIZES, is_contrast, set_contrast, set_size, size
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Card,
    CheckBox,
    ChipGroup,
    Group,
    LabeledField,
    WrapButton,
    announce,
    heading,
    line_edit,
)

_SIZE_WORDS = ("Large letters", "Larger letters", "Largest letters")


def look_card(settings: Settings) -> Card:
    """How large, and in which colours."""
    card = Card(gap=10)
    sizes = [(str(n), tr(words)) for n, words in zip(SIZES, _SIZE_WORDS, strict=True)]
    chips = ChipGroup(tr("How large?"), sizes, exclusive=True)
    chips.set_values([str(size())])
    chips.changed.connect(lambda chosen: set_size(int(chosen[0])))
    contrast = CheckBox(tr("High contrast"), checked=is_contrast())
    contrast.toggled.connect(partial(set_contrast, settings))
    card.add(heading(tr("Can you read this well?"), 3), chips, contrast)
    return card


def answers_card(lines: Sequence[AnswerLine], change: Callable[[str], object]) -> Card:
    """Every question with its answer; a press leads to the question."""
    card, group = Card(pad=10), Group(tr("Your answers"))
    card.add(group)
    box = QVBoxLayout(group)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(6)
    for line in lines:
        box.addWidget(
            WrapButton(line.ask, partial(change, line.page_id), kind="nav", icon="edit", second=line.said)
        )
    return card


class Unlock(QWidget):
    """The number that the inspector chose brings everything back."""

    def __init__(self, take_back: Callable[[str], bool], is_shut: Callable[[], bool]) -> None:
        super().__init__()
        self._take_back, self._is_shut = take_back, is_shut
        self.number = line_edit(limit=4)
        self.number.setEchoMode(QLineEdit.EchoMode.Password)
        self.number.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.number.setMaximumWidth(em(160))
        self.field = LabeledField(tr("For the inspector: your number"), self.number)
        self.number.returnPressed.connect(self.submit)
        self.number.textEdited.connect(lambda _: self.field.set_error(""))
        card = Card("plain", gap=10)
        card.add(self.field)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, em(24), 0, 0)
        box.addWidget(card)

    def submit(self) -> None:
        """Try the number that was typed."""
        typed = self.number.text()
        self.number.clear()
        if not self._take_back(typed):
            wrong = tr("This is not the number. Try again.")
            if self._is_shut():
                wrong = tr("Too many wrong numbers. Close the program and open the inspection again.")
            self.field.set_error(wrong)
            announce(self.field, wrong)
            self.number.setFocus()
