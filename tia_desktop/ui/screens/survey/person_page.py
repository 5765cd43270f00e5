"""An interview: who asks reads the question aloud and writes the answer, two keys for each."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction, QKeySequence

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.survey.model import ASK, BEGIN, SurveyState
from tia_desktop.ui.screens.survey.person_frame import PersonFrame, Wording
from tia_desktop.ui.screens.survey.person_presenter import PersonPresenter
from tia_desktop.ui.widgets import button, heading, icon_row, label


class PersonPage(PersonFrame):
    """The questions to one person, in the inspector's window."""

    def __init__(self, context: ScreenContext) -> None:
        wording = Wording(
            hint=tr("Read the question as it is printed. Do not help to choose."),
            words_hint=tr("Write what they say, in their words. Write no names. It may stay empty."),
            finish=tr("Finish"),
        )
        state = SurveyState(context)
        super().__init__(state, tr("Survey"), wording, width=860)
        at = str(context.arguments.get("at", ""))
        self.presenter = PersonPresenter(state, str(context.arguments["person_id"]), at)
        self._commands()
        self.show_now()

    def _commands(self) -> None:
        """The keys of every other check, also in the Collect menu."""
        for words, run, keys in (
            (tr("Save and next"), self._next, ("Ctrl+Return", "Ctrl+Enter")),
            (tr("Back to the question before"), self._before, ("Ctrl+Backspace",)),
        ):
            action = QAction(words, self)
            action.setShortcuts([QKeySequence(each) for each in keys])
            action.triggered.connect(lambda _=False, go=run: go())
            self.addAction(action)

    def _next(self) -> None:
        if self.answers is not None:
            self._go_on()
        elif self._words is not None:
            self._keep_words()

    def _before(self) -> None:
        presenter = self.presenter
        asks = self.answers is not None or self._words is not None
        if asks and presenter is not None and not presenter.is_first:
            self._back()

    @property
    def arguments(self) -> dict[str, str]:
        """The same question again, when the page is made anew."""
        assert self.presenter is not None
        return {**self.state.context.arguments, "at": self.presenter.at}

    def refresh(self) -> None:
        """Something was undone: show what is stored now."""
        presenter, before = self.presenter, self.presenter.at if self.presenter else ""
        if presenter is None or self.answers is None:
            return
        presenter.settle()
        if presenter.at != before:
            self.show_now()
        else:
            self.answers.set_value(presenter.said())

    def show_after(self, presenter: PersonPresenter) -> None:
        """Thank the person."""
        number = presenter.person.number
        self.put(
            tr("Thank you"),
            [
                heading(tr("Thank you"), 1),
                label(tr("Thank the person for their time."), "lead"),
                icon_row("done", tr("The answers of person {n} are kept.").format(n=number), tone="ok"),
            ],
            None,
            button(tr("Ask the next person"), partial(self.state.go, BEGIN), "primary", icon="next"),
            button(tr("Back to the survey"), partial(self.state.go, ASK), icon="back"),
        )

    def stop(self) -> None:
        """Ask what becomes of what was said."""
        presenter = self.presenter
        assert presenter is not None
        keep = button(tr("Stop, and keep the answers"), lambda: self.do(partial(presenter.stop, keep=True)))
        self.put(
            tr("Stop here?"),
            [
                heading(tr("Stop here?"), 1),
                label(tr("Ask the person: may we use what they said so far?"), "lead"),
                keep,
                button(tr("Stop, and do not use them"), self._throw_away, icon="trash"),
            ],
            None,
            button(tr("Go on with the questions"), self.show_now, "primary", icon="back"),
        )

    def _throw_away(self) -> None:
        presenter = self.presenter
        assert presenter is not None
        wrong = presenter.stop(keep=False)
        if wrong:
            self.refuse(wrong)
            return
        self.state.go(ASK)
        self.state.shell.show_notice(tr("Thrown away. Undo brings it back."))
