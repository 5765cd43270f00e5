"""Handing over the laptop: a number that the inspector chooses leads back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from tia_desktop.domain.errors import TiaError
from tia_desktop.services.survey_people import refuse_asker
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.survey.frame import SurveyPage
from tia_desktop.ui.screens.survey.model import ASK, SELF, SurveyState
from tia_desktop.ui.screens.survey.self_look import begin_look
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import Card, LabeledField, announce, button, icon_row, label, line_edit

DIGITS = 4


class HandPage(SurveyPage):
    """What happens, and the number. It is kept in memory only, and never written down."""

    def __init__(self, context: ScreenContext) -> None:
        state = SurveyState(context)
        super().__init__(state, ASK, title=tr("Hand over the laptop"))
        self._context = context
        card = Card(gap=12)
        for words in (
            tr("The person sees the questions and nothing else. First they are asked whether they agree."),
            tr("Choose a number of four digits. It brings you back to this window."),
            tr("If you forget it: close the program and open the inspection again. The answers are kept."),
        ):
            card.add(icon_row("next", words))
        self.number = line_edit(limit=DIGITS)
        self.number.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.number.setMaximumWidth(em(160))
        self.number.returnPressed.connect(self._hand_over)
        hint = tr("Four digits. Do not show it to the person.")
        self._field = LabeledField(tr("Your number"), self.number, hint=hint)
        card.add(self._field)
        if context.arguments.get("person_id"):
            card.add(label(tr("Give it to the same person: they go on where they stopped.")))
        self.add(card)
        self.body.addStretch(1)
        self.first_focus = self.number
        self.set_footer(
            button(tr("Hand over now"), self._hand_over, "primary", icon="people"),
            button(tr("Back"), partial(state.go, ASK), icon="back"),
        )

    def flush(self) -> bool:
        """Nothing here is kept."""
        return True

    def _hand_over(self) -> None:
        number, state, only = self.number.text(), self.state, self._context.only
        wrong = ""
        if len(number) != DIGITS or not (number.isascii() and number.isdigit()):
            wrong = tr("Write four digits.")
        else:
            try:
                refuse_asker(state.ws, state.check)
            except TiaError as error:
                wrong = tr(error.sentence)
        if wrong or only is None:
            self._field.set_error(wrong)
            announce(self._field, wrong)
            self.number.setFocus()
            return
        self.number.clear()
        arguments = {"set_id": state.chosen_set().id, "tenure": state.tenure()}
        person = str(self._context.arguments.get("person_id", ""))
        only.hand_over(number, "survey", check_id=state.check.id, step=SELF, person_id=person, **arguments)
        if only.on:
            begin_look(self._context.desk.settings)
