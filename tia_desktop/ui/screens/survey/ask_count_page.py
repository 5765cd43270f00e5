"""Counting the people who answered: when it was, who asked, and how many homes they stand for."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLineEdit

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.survey_records import SurveyResult
from tia_desktop.services.survey_people import count_of_people, count_people, people_of
from tia_desktop.services.surveys import MOST_HOMES, SurveyFacts
from tia_desktop.ui.adding import AddForm
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.saving import Saved, read_number, save
from tia_desktop.ui.screens.survey.frame import SurveyPage
from tia_desktop.ui.screens.survey.model import ASK, ORIGIN, RESULTS, SurveyState
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import button, icon_row

PERIOD, SOURCE, HOMES = "period", "source", "homes of "


class CountPage(SurveyPage):
    """A second count takes the place of the first; what was said about it stands in the form."""

    def __init__(self, context: ScreenContext) -> None:
        state = SurveyState(context)
        super().__init__(state, ASK, title=tr("Count the answers"))
        self._asked = state.chosen_set()
        there = {p.tenure for p in people_of(state.ws, self._asked, state.check.id) if p.ended_at}
        self._tenures = [tenure for tenure in self._asked.tenures if tenure.id in there]
        self._draft = context.draft(f"survey-count@{state.check.id}@{self._asked.id}")
        former = self._recall()
        if former:
            self.add(
                icon_row("info", tr("These answers were counted before. The new count takes its place."))
            )
        form = self._form = AddForm("", self._draft)
        period = form.line(PERIOD, tr("When were people asked?"), hint=tr("Such as 2025/26."), limit=60)
        source = form.line(
            SOURCE, tr("Who asked them, and how?"), hint=tr("Such as “The team, at the door”."), limit=200
        )
        homes = [self._homes(form, tenure.id, tr(tenure.title)) for tenure in self._tenures]
        for editor in (period, source, *homes):
            editor.setMaximumWidth(em(460))
        form.enter_does(self._count)
        self.add(form)
        self.body.addStretch(1)
        self.first_focus = period
        self.set_footer(
            button(tr("Count the answers"), form.submit, "primary", icon="check"),
            button(tr("Back"), partial(state.go, ASK), icon="back"),
        )

    def _homes(self, form: AddForm, tenure: str, title: str) -> QLineEdit:
        words = tr("How many homes does the landlord have? ({kind})").format(kind=title)
        return form.line(
            HOMES + tenure,
            words,
            hint=tr("It tells whether enough people answered. It may stay empty."),
            limit=12,
        )

    def _recall(self) -> bool:
        """Put what was said about the count before into the form."""
        state = self.state
        former = count_of_people(state.ws, self._asked, state.check.id)
        if former is None:
            return False
        told = {PERIOD: former.period, SOURCE: former.source}
        for result in state.ws.store.find(SurveyResult, survey_id=former.id):
            if result.population:
                told[HOMES + result.tenure] = str(result.population)
        for name, value in told.items():
            self._draft[name] = self._draft.get(name) or value
        return True

    def _count(self) -> Saved:
        state, homes = self.state, dict[str, int]()
        for tenure in self._tenures:
            try:
                number = read_number(self._draft.get(HOMES + tenure.id, ""), most=MOST_HOMES)
            except InputError as error:
                return Saved(False, tr(error.sentence), field=HOMES + tenure.id)
            if number is not None:
                homes[tenure.id] = number
        facts = SurveyFacts(
            check_id=state.check.id,
            period=self._draft.get(PERIOD, ""),
            source=self._draft.get(SOURCE, ""),
            homes=homes,
        )

        def count() -> None:
            state.choose_survey(count_people(state.ws, self._asked, facts, origin=ORIGIN))
            state.go(RESULTS)

        saved = save(state.shell, count)
        empty = PERIOD if not facts.period.strip() else SOURCE
        return saved if saved.ok else Saved(False, saved.sentence, field=empty)
