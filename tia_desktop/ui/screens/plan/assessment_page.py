"""Plan, self-assessment: what the landlord answers to the prompts; its answers are evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.screens.plan.assessment_presenter import ORIGIN, AssessmentPresenter
from tia_desktop.ui.screens.plan.frame import Detail, PlanPage
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import LabeledField, NoteEdit, ProgressStrip, announce, button, flow, label


class AssessmentPage(PlanPage):
    """The prompts of the self-assessment, each with the landlord's answer."""

    origin = ORIGIN

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, "assessment")
        self.presenter = AssessmentPresenter(context)
        words = tr("What the landlord says about itself. Every answer is a note: it can carry a finding.")
        self.add(label(words, "muted"))
        self._progress = ProgressStrip()
        self.add(self._progress)
        self.detail = Detail()
        self.note = NoteEdit(lines=5)
        hint = tr("In the landlord’s words, from its papers. It is saved while you type.")
        self.following = button(tr("Next one to answer"), self._next, icon="next")
        self.detail.card.add(LabeledField(tr("What does the landlord answer?"), self.note, hint=hint))
        self.detail.card.add(flow(self.following))
        self.list = UnfoldingList(tr("Prompts of the self-assessment"), self.detail)
        self.list.opened.connect(self._on_opened)
        self.list.closed.connect(self._on_closed)
        self.add(self.list)
        self.body.addStretch(1)
        self._prompt = ""
        self._saver = Saver(context.shell, self.note.text, self._type, self)
        self.note.edited.connect(self._saver.touch)
        self.fill()

    def fill(self) -> None:
        self.presenter.load()
        self._progress.set_progress(self.presenter.progress_words(), *self.presenter.progress())
        sections = [
            Section(
                group.title,
                tuple(
                    Row(
                        p.prompt_id, p.words, p.answer,
                        "done" if p.done else "circle", "vgood" if p.done else "muted", strong=False,
                    )
                    for p in group.prompts
                ),
                group.intro,
            )
            for group in self.presenter.groups()
        ]  # fmt: skip
        self.list.show_rows(sections)
        if self._prompt and not self._saver.dirty:
            self._show(self._prompt)

    def flush(self) -> bool:
        """Write what is typed. False when it could not be."""
        return super().flush() and self._saver.flush()

    # ---- inside

    def _type(self, text: str) -> None:
        if self._prompt:
            self.presenter.type_answer(self._prompt, text)

    def _on_opened(self, prompt_id: str) -> None:
        if not self._leave():
            return
        self._prompt = prompt_id
        self._show(prompt_id)
        self.fill()
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)  # the next keys are the answer

    def _on_closed(self) -> None:
        if self._leave():
            self._prompt = ""
            self.fill()

    def _leave(self) -> bool:
        """Save the answer that is open. When that fails, it stays open."""
        if self._saver.flush():
            return True
        self.list.show_open(self._prompt)
        return False

    def _show(self, prompt_id: str) -> None:
        found = self.presenter.prompt(prompt_id)
        text = found.text if found is not None else ""
        if text != self.note.text():
            self.note.set_text(text)

    def _next(self) -> None:
        if not self._saver.flush():
            return
        self.presenter.load()
        following = self.presenter.next_open(self._prompt)
        if not following:
            announce(self, tr("Every prompt has an answer."))
            return
        self.list.open_row(following)
