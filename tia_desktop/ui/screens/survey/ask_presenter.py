"""Asking people: which questions, whose homes, who has answered, who is half-way. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.survey_records import SurveyAnswer, SurveyPerson
from tia_desktop.services import survey_people
from tia_desktop.services.survey_people import INTERVIEWER, SELF
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.survey.model import BEGIN, HAND, ORIGIN, PERSON, SurveyState

MODE_WORDS = {INTERVIEWER: "I ask and write", SELF: "They fill it in"}


@dataclass(frozen=True, slots=True)
class HalfWay:
    """Somebody whose questions are not at their end."""

    person_id: str
    title: str
    details: str


class AskPresenter:
    """The people of one check and question set."""

    def __init__(self, state: SurveyState) -> None:
        self.state = state

    def sets(self) -> list[tuple[str, str]]:
        """The question sets there are."""
        return [(one.id, tr(one.title)) for one in self.state.library.sets]

    def tenures(self) -> list[tuple[str, str]]:
        """Whose homes may be asked about; empty when there is only one kind."""
        there = self.state.chosen_set().tenures
        return [(tenure.id, tr(tenure.title)) for tenure in there] if len(there) > 1 else []

    def choose_tenure(self, tenure: str) -> None:
        """Whose home the next person has."""
        self.state.draft["tenure"] = tenure

    def people(self) -> list[SurveyPerson]:
        """Everybody who was asked."""
        return survey_people.people_of(self.state.ws, self.state.chosen_set(), self.state.check.id)

    def answered(self) -> str:
        """How many have answered, and how."""
        people = [person for person in self.people() if person.ended_at]
        if not people:
            return tr("Nobody has answered yet.")
        n = sum(person.mode == SELF for person in people)
        told = [ntr("{n} person has answered.", "{n} people have answered.", len(people))]
        if n:
            told.append(ntr("{n} filled it in alone.", "{n} filled it in alone.", n))
        return " ".join(told)

    def half_way(self) -> list[HalfWay]:
        """Who is not at the end, oldest first."""
        return [self._half_way(person) for person in self.people() if not person.ended_at]

    def ask_next(self, *, hand_over: bool) -> str:
        """Begin with the next person; return what has to be said first, or ""."""
        if not self.state.tenure():
            return tr("Say first what home it is: rented and shared ownership are counted apart.")
        self.state.go(HAND if hand_over else BEGIN)
        return ""

    def go_on(self, person_id: str) -> None:
        """Go on with somebody. Who fills it in alone gets the laptop again."""
        person = self.state.ws.need(SurveyPerson, person_id)
        self.state.go(HAND if person.mode == SELF else PERSON, person_id=person_id)

    def throw_away(self, person_id: str) -> None:
        """Throw away what somebody said so far."""
        state = self.state
        if attempt(
            state.shell,
            lambda: survey_people.stop_person(state.ws, person_id, keep=False, origin=ORIGIN),
        ):
            state.shell.show_notice(tr("Thrown away. Undo brings it back."))

    def _half_way(self, person: SurveyPerson) -> HalfWay:
        n = self.state.ws.store.count(SurveyAnswer, person_id=person.id)
        words = ntr("{n} question so far", "{n} questions so far", n)
        title = tr("Person {n}").format(n=person.number)
        return HalfWay(person.id, title, f"{tr(MODE_WORDS[person.mode])} · {words}")
