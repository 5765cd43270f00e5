"""One question a page: what the interviewer and the person who fills it in have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tia_desktop.domain.survey_sets import DONT_KNOW
from tia_desktop.services.survey_people_pages import SurveyPage
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Refusal, Stack
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.screens.survey.ask_answers import AnswerList
from tia_desktop.ui.screens.survey.model import ORIGIN, SurveyState
from tia_desktop.ui.screens.survey.person_presenter import DONT_KNOW_WORD, MORE, WORDS, PersonPresenter
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Button,
    Choice,
    LabeledField,
    NoteEdit,
    Page,
    button,
    column,
    heading,
    label,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said beside the questions: to who asks, or to who fills it in."""

    hint: str
    words_hint: str
    finish: str


class PersonFrame(Page):
    """Shows the question that `presenter.at` says; everything is saved at once."""

    origin = ORIGIN

    def __init__(
        self, state: SurveyState, title: str, wording: Wording, *, width: int, centred: bool = False
    ) -> None:
        super().__init__(title)
        self.state, self._wording = state, wording
        self.presenter: PersonPresenter | None = None
        self.answers: AnswerList | None = None
        self._words: NoteEdit | None = None
        self._saver: Saver | None = None
        self._refusal = Refusal()
        self._stack = Stack(14)
        self._stack.setMaximumWidth(em(width))
        middle = QWidget()
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        if centred:
            across.addStretch(1)
        across.addWidget(self._stack, 100)
        across.addStretch(1)
        self.add(middle)
        self.body.addStretch(1)

    # ---- called by the shell

    def flush(self) -> bool:
        """Keep the words that are typed."""
        return self._saver is None or self._saver.flush()

    # ---- what is shown

    def show_now(self) -> None:
        """Show where `presenter` is, with the focus on it."""
        presenter = self.presenter
        assert presenter is not None
        self._forget()
        presenter.settle()
        page = presenter.page()
        if page is not None:
            self._show_question(presenter, page)
        elif presenter.at == WORDS:
            self._show_words(presenter)
        else:
            self.show_after(presenter)

    def show_after(self, presenter: PersonPresenter) -> None:
        """Show what comes after the questions."""

    def stop(self) -> None:
        """Somebody wants to stop here."""

    def put(self, title: str, parts: list[QWidget], focus: QWidget | None, *buttons: Button) -> None:
        """Show these parts and buttons instead of those from before."""
        self.set_title(title)
        self._refusal = Refusal()
        self._stack.show_parts([*parts, self._refusal])
        self.set_footer(*buttons)
        self.first_focus = focus or next(iter(buttons), None)
        if self.first_focus is not None:
            self.first_focus.setFocus(Qt.FocusReason.TabFocusReason)
        self.open_at_top()

    def refuse(self, sentence: str) -> None:
        """Say below the page what is wrong."""
        self._refusal.say(sentence)

    def _show_question(self, presenter: PersonPresenter, page: SurveyPage) -> None:
        ask = tr(page.ask)
        choices = [Choice(id, str(n), "", tr(word)) for n, (id, word) in enumerate(page.choices, 1)]
        if page.offers_dont_know:
            choices.append(Choice(DONT_KNOW, "0", "", tr(DONT_KNOW_WORD)))
        answers = self.answers = AnswerList(ask, choices)
        answers.set_value(presenter.said())
        answers.changed.connect(self._on_chosen)
        answers.confirmed.connect(lambda _: self._go_on())
        answers.unanswered.connect(self._go_on)
        progress = presenter.progress()
        title = [label(progress, "muted"), heading(ask, 2)]
        if self._wording.hint:
            title.append(label(self._wording.hint, "small"))
        buttons = [button(tr("Next"), self._go_on, "primary", icon="next")]
        if not presenter.is_first:
            buttons.append(button(tr("Back"), self._back, icon="back"))
        buttons.append(button(tr("Leave this question out"), self._leave_out))
        buttons.append(button(tr("Stop here"), self._stop, "quiet"))
        chosen = next((each for each in answers.buttons() if each.isChecked()), answers.buttons()[0])
        self.put(progress, [column(*title, gap=6), answers], chosen, *buttons)

    def _show_words(self, presenter: PersonPresenter) -> None:
        words = self._words = OwnWords(lines=6)
        words.set_text(presenter.words())
        saver = self._saver = Saver(self.state.shell, words.text, presenter.type_words, self)
        words.edited.connect(saver.touch)
        field = LabeledField(tr(MORE), words, hint=self._wording.words_hint)
        self.put(
            tr(MORE),
            [heading(tr("One more thing"), 1), field],
            words,
            button(self._wording.finish, self._keep_words, "primary", icon="next"),
            button(tr("Back"), self._back, icon="back"),
            button(tr("Stop here"), self._stop, "quiet"),
        )

    # ---- what is done

    def do(self, step: Callable[[], str]) -> None:
        """Do a step of the presenter and show where that leads, or why it did not."""
        wrong = step()
        if wrong:
            self._refusal.say(wrong)
        else:
            self.show_now()

    def _on_chosen(self, answer: str) -> None:
        presenter, answers = self.presenter, self.answers
        if presenter is None or answers is None:
            return
        wrong = presenter.choose(answer)
        self._refusal.say(wrong)
        if wrong:
            answers.set_value(presenter.said())

    def _go_on(self) -> None:
        if self.presenter is not None:
            self.do(self.presenter.go_on)

    def _leave_out(self) -> None:
        if self.presenter is not None:
            self.do(self.presenter.leave_out)

    def _keep_words(self) -> None:
        presenter, words = self.presenter, self._words
        if presenter is not None and words is not None:
            self.do(lambda: presenter.keep_words(words.text()))

    def _back(self) -> None:
        if self.presenter is not None and self._words_are_kept():
            self.presenter.go_back()
            self.show_now()

    def _stop(self) -> None:
        if self._words_are_kept():
            self._forget()
            self.stop()

    def _words_are_kept(self) -> bool:
        """Keep the words that are typed. Else it is said here: a tenant at the laptop sees no banner."""
        kept = self.flush()
        if not kept:
            self._refusal.say(tr("Your words could not be saved yet. Try again in a moment."))
        return kept

    def _forget(self) -> None:
        """What was shown before is not there any more: nothing of it is saved later."""
        if self._saver is not None:
            self._saver.dirty = False
        self.answers = self._words = self._saver = None


class OwnWords(NoteEdit):
    """The person's own words: nothing comes out of the clipboard, where other people's may be."""

    def __init__(self, *, lines: int) -> None:
        super().__init__(lines=lines)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def canInsertFromMimeData(self, _source: QMimeData) -> bool:
        return False

    def insertFromMimeData(self, _source: QMimeData) -> None:
        return
