"""Self mode: a tenant holds the laptop. One question a page, large, and nothing else of the window.

Nothing of other people is on any of these pages, and after handing in nothing leads back to the answers.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tia_desktop.domain.errors import TiaError
from tia_desktop.services.survey_people import SELF as BY_THEMSELVES
from tia_desktop.services.survey_people import begin_person
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.survey.model import ASK, ORIGIN, SurveyState
from tia_desktop.ui.screens.survey.person_frame import PersonFrame, Wording
from tia_desktop.ui.screens.survey.person_presenter import REVIEW, PersonPresenter
from tia_desktop.ui.screens.survey.self_look import end_look
from tia_desktop.ui.screens.survey.self_parts import Unlock, answers_card, look_card
from tia_desktop.ui.widgets import button, heading, label


class SelfPage(PersonFrame):
    """From the welcome to giving the laptop back."""

    def __init__(self, context: ScreenContext) -> None:
        wording = Wording(
            hint="",
            words_hint=tr("In your own words. Please write no names. You can leave it empty."),
            finish=tr("Look over your answers"),
        )
        state = SurveyState(context)
        super().__init__(state, tr("Questions for tenants"), wording, width=760, centred=True)
        self._context = context
        self.arguments = dict(context.arguments)
        person = str(self.arguments.get("person_id", ""))
        if person:
            at = str(self.arguments.get("at", ""))
            self.presenter = PersonPresenter(state, person, at, looks_over=True)
        if self.arguments.get("said"):
            self._give_back(str(self.arguments["said"]))
        elif self.arguments.get("begun") and self.presenter is not None:
            self.show_now()
        else:
            self._welcome()

    def show_now(self) -> None:
        """Show the question, and remember it for when the page is made anew."""
        super().show_now()
        if self.presenter is not None:
            self.arguments |= {"at": self.presenter.at, "begun": "yes"}

    # ---- the pages

    def _welcome(self) -> None:
        begun = self.presenter is not None
        first = tr("You can go on where you stopped.") if begun else tr(_to_you(self.state.template.consent))
        yes = tr("Go on") if begun else tr("Yes, I take part")
        ways = [button(yes, self._begin, "primary", icon="next")]
        if not begun:
            ways.append(button(tr("No, thank you"), self._declined))
        parts: list[QWidget] = [
            heading(tr("What do you think of your landlord?"), 1),
            label(first, "lead"),
            look_card(self._context.desk.settings),
        ]
        self.put(tr("Questions for tenants"), parts, None, *ways)

    def show_after(self, presenter: PersonPresenter) -> None:
        """The answers to look over, or the thanks."""
        if presenter.at != REVIEW:
            self._give_back(tr("Your answers are handed in."))
            return
        parts: list[QWidget] = [
            heading(tr("Your answers"), 1),
            label(tr("Look over your answers. Choose one to change it. Then hand them in.")),
            answers_card(presenter.lines(), self._change),
        ]
        self.put(
            tr("Your answers"),
            parts,
            None,
            button(tr("Hand in"), lambda: self.do(presenter.hand_in), "primary", icon="send"),
            button(tr("Back"), self._back, icon="back"),
            button(tr("Stop here"), self._stop, "quiet"),
        )

    def stop(self) -> None:
        """What becomes of what was said is the person's wish."""
        presenter = self.presenter
        assert presenter is not None
        self.put(
            tr("Stop here?"),
            [
                heading(tr("Stop here?"), 1),
                label(tr("You can stop at any time. May we use your answers so far?"), "lead"),
                button(tr("Stop, and keep my answers"), lambda: self._stopped(keep=True)),
                button(tr("Stop, and do not use them"), lambda: self._stopped(keep=False), icon="trash"),
                button(tr("Give the laptop back now, and go on later"), self._pause),
            ],
            None,
            button(tr("Go on with the questions"), self.show_now, "primary", icon="back"),
        )

    def _give_back(self, words: str) -> None:
        """Nothing leads back from here but the inspector's number."""
        self.presenter = None
        self.arguments = {**self.arguments, "person_id": "", "begun": "", "said": words}
        unlock = Unlock(self._take_back, self._is_shut)
        parts: list[QWidget] = [
            heading(tr("Thank you. Please give the laptop back."), 1),
            label(words, "lead"),
            unlock,
        ]
        back = button(tr("Go back to the inspection"), unlock.submit, icon="lock")
        self.put(tr("Thank you"), parts, unlock.number, back)

    # ---- what is done

    def _begin(self) -> None:
        if self.presenter is None:
            try:
                self.presenter = PersonPresenter(self.state, self._made(), looks_over=True)
            except TiaError as error:
                self.refuse(tr(error.sentence))
                return
            self.arguments["person_id"] = self.presenter.person_id
        self.show_now()

    def _made(self) -> str:
        """They agreed: only now something is kept."""
        return begin_person(
            self.state.ws,
            self.state.library.set(str(self.arguments["set_id"])),
            self.state.check.id,
            mode=BY_THEMSELVES,
            agreed=True,
            tenure=str(self.arguments["tenure"]),
            origin=ORIGIN,
        )

    def _change(self, page_id: str) -> None:
        if self.presenter is not None:
            self.presenter.change(page_id)
            self.show_now()

    def _declined(self) -> None:
        self._give_back(tr("That is fine. Nothing was kept."))

    def _stopped(self, *, keep: bool) -> None:
        presenter = self.presenter
        assert presenter is not None
        wrong = presenter.stop(keep=keep)
        if wrong:
            self.refuse(wrong)
        else:
            self._give_back(tr("Your answers are kept.") if keep else tr("Your answers are not used."))

    def _pause(self) -> None:
        self._give_back(tr("Your answers so far are kept. You can go on later."))

    def _is_shut(self) -> bool:
        return self._context.only is not None and self._context.only.is_shut

    def _take_back(self, number: str) -> bool:
        only = self._context.only
        if only is None or not only.take_back(number):
            return False
        self.state.go(ASK)
        end_look(self._context.desk.settings)
        return True


def _to_you(consent: str) -> str:
    """What people are told, without the words to whoever tells them."""
    words = consent.removeprefix("Tell the person: ")
    return words[:1].upper() + words[1:]
