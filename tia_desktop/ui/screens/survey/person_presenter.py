"""Going through the questions with one person: what is shown, what is kept, what comes next. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.survey_records import SurveyPerson
from tia_desktop.domain.survey_sets import DONT_KNOW
from tia_desktop.services import survey_people
from tia_desktop.services.survey_people_pages import SurveyPage, next_open
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.survey.model import ORIGIN, SurveyState

MORE = "Is there anything you want to add?"
DONT_KNOW_WORD = "Don’t know"

WORDS, REVIEW, DONE = "#words", "#review", "#done"
"""What comes after the questions: own words, the answers to look over (self mode), the thanks."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question with its answer, to look over."""

    page_id: str
    ask: str
    said: str


class PersonPresenter:
    """One person. `at` is the question that is shown, or what comes after the questions."""

    def __init__(self, state: SurveyState, person_id: str, at: str = "", *, looks_over: bool = False) -> None:
        """`looks_over`: the person sees all answers before they are handed in."""
        self.state, self.person_id, self._looks_over = state, person_id, looks_over
        self.person = state.ws.need(SurveyPerson, person_id)
        self.asked = state.library.set(self.person.set_id)
        self.at = at or self._first()
        self._is_looking_over = False

    # ---- what is shown

    def pages(self) -> list[SurveyPage]:
        """The questions of this person."""
        return survey_people.pages(self.state.ws, self.asked, self.person_id)

    def page(self) -> SurveyPage | None:
        """The question that is shown; None after the questions."""
        return next((page for page in self.pages() if page.id == self.at), None)

    def said(self) -> str:
        """The answer that is kept: "" for none yet."""
        return survey_people.answers_of(self.state.ws, self.person_id).get(self.at, "")

    def words(self) -> str:
        """The person's own words."""
        return survey_people.words_of(self.state.ws, self.person_id)

    def progress(self) -> str:
        """How far it is."""
        ids = [page.id for page in self.pages()]
        return tr("Question {n} of {total}").format(n=ids.index(self.at) + 1, total=len(ids))

    def lines(self) -> list[AnswerLine]:
        """Every question with its answer."""
        said = survey_people.answers_of(self.state.ws, self.person_id)
        lines = [AnswerLine(p.id, tr(p.ask), answer_words(p, said.get(p.id, ""))) for p in self.pages()]
        return [*lines, AnswerLine(WORDS, tr(MORE), self.words() or tr("Nothing"))]

    @property
    def is_first(self) -> bool:
        """Whether nothing comes before."""
        return self.at == self.pages()[0].id

    def settle(self) -> None:
        """Be at a question that is asked: undo may have changed what a filter decides."""
        if self.at not in (WORDS, REVIEW, DONE) and self.page() is None:
            self.at = self._first()

    # ---- what is kept; each says why it was not, or ""

    def choose(self, answer: str) -> str:
        """Keep an answer at once."""
        return self._try(
            lambda: survey_people.answer(
                self.state.ws, self.asked, self.person_id, self.at, answer, origin=ORIGIN
            )
        )

    def leave_out(self) -> str:
        """Keep that the question is left out, and go on."""
        wrong = self._try(
            lambda: survey_people.leave_out(self.state.ws, self.asked, self.person_id, self.at, origin=ORIGIN)
        )
        return wrong or self.go_on()

    def type_words(self, text: str) -> None:
        """Keep own words while they are typed. Failures go to the saver, which keeps the text."""
        survey_people.keep_words(self.state.ws, self.asked, self.person_id, text, origin=ORIGIN)

    def keep_words(self, text: str) -> str:
        """Keep own words, and go on."""
        wrong = self._try(lambda: self.type_words(text))
        if not wrong and not self._looks_over:
            return self.hand_in()
        if not wrong:
            self.at = REVIEW
        return wrong

    def hand_in(self) -> str:
        """Everything was asked: from now on the person is counted."""
        wrong = self._try(lambda: survey_people.end_person(self.state.ws, self.person_id, origin=ORIGIN))
        if not wrong:
            self.at = DONE
        return wrong

    def stop(self, *, keep: bool) -> str:
        """The person does not go on."""
        wrong = self._try(
            lambda: survey_people.stop_person(self.state.ws, self.person_id, keep=keep, origin=ORIGIN)
        )
        if not wrong:
            self.at = DONE
        return wrong

    # ---- going on and back

    def go_on(self) -> str:
        """To the next question; without an answer it stays, and says so."""
        said, pages = survey_people.answers_of(self.state.ws, self.person_id), self.pages()
        if self.at not in said:
            return tr("Choose an answer, or leave this question out.")
        ids = [page.id for page in pages]
        after = ids.index(self.at) + 1
        if self._is_looking_over and next_open(pages, said) == len(pages):
            self.at = REVIEW
        elif self._is_looking_over:
            self.at = ids[next_open(pages, said)]
        else:
            self.at = ids[after] if after < len(ids) else WORDS
        return ""

    def go_back(self) -> None:
        """To what came before."""
        ids = [page.id for page in self.pages()]
        if self.at == REVIEW:
            self.at = WORDS
        elif self.at == WORDS:
            self.at = ids[-1]
        else:
            self.at = ids[max(0, ids.index(self.at) - 1)]

    def change(self, page_id: str) -> None:
        """Back to one question; after it the answers are looked over again."""
        self.at, self._is_looking_over = page_id, True

    def _first(self) -> str:
        """The first question that nobody answered yet."""
        pages, said = self.pages(), survey_people.answers_of(self.state.ws, self.person_id)
        place = next_open(pages, said)
        return pages[place].id if place < len(pages) else WORDS

    def _try(self, step: Callable[[], object]) -> str:
        try:
            step()
        except TiaError as error:  # said on the page: banners are hidden while a tenant holds the laptop
            return tr(error.sentence)
        self.state.shell.saved()
        return ""


def answer_words(page: SurveyPage, said: str) -> str:
    """An answer as it is read."""
    word = DONT_KNOW_WORD if said == DONT_KNOW else dict(page.choices).get(said)
    return tr(word or "Left out")
