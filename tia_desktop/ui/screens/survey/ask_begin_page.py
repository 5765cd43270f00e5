"""Before an interview: what the person is told, and that they agreed."""

from __future__ import annotations

from functools import partial

from tia_desktop.domain.errors import TiaError
from tia_desktop.services.survey_people import INTERVIEWER, begin_person
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Refusal
from tia_desktop.ui.screens.survey.frame import SurveyPage
from tia_desktop.ui.screens.survey.model import ASK, ORIGIN, PERSON, SurveyState
from tia_desktop.ui.widgets import Card, CheckBox, button, heading, icon_row, label


class BeginPage(SurveyPage):
    """Nothing is kept of somebody who does not agree."""

    def __init__(self, context: ScreenContext) -> None:
        state = SurveyState(context)
        super().__init__(state, ASK, title=tr("The next person"))
        self._refusal = Refusal()
        asked = state.chosen_set()
        home = next((tr(t.title) for t in asked.tenures if t.id == state.tenure()), "")
        self.add(label(" · ".join(filter(None, (tr(asked.title), home))), "strong"))
        card = Card(gap=10)
        card.add(heading(tr("Ask first"), 3), label(tr(state.template.consent), "lead"))
        self.agreed = CheckBox(tr("I asked, and they agree"))
        self.agreed.toggled.connect(lambda _on: self._refusal.say(""))
        self.agreed.enter_goes_on(self._begin)
        card.add(self.agreed, self._refusal)
        care = Card("soft", gap=8)
        care.add(heading(tr("While you ask"), 3))
        for words in state.template.care:
            care.add(icon_row("next", tr(words)))
        self.add(card, care)
        self.body.addStretch(1)
        self.first_focus = self.agreed
        self.set_footer(
            button(tr("Begin"), self._begin, "primary", icon="next"),
            button(tr("Back"), partial(state.go, ASK), icon="back"),
        )

    def _begin(self) -> None:
        state = self.state
        try:
            made = begin_person(
                state.ws,
                state.chosen_set(),
                state.check.id,
                mode=INTERVIEWER,
                agreed=self.agreed.isChecked(),
                tenure=state.tenure(),
                origin=ORIGIN,
            )
        except TiaError as error:
            self._refusal.say(tr(error.sentence))
            self.agreed.setFocus()
            return
        state.go(PERSON, person_id=made)
