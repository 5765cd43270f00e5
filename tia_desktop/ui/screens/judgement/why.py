"""Why: the reason of one judgement, what changed, the findings that decided it, and earlier views."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.pack import JudgementSpec
from tia_desktop.services.earlier_views import earlier_views
from tia_desktop.ui.context import Shell
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.screens.judgement.citing import Citing
from tia_desktop.ui.screens.judgement.past import PastViews
from tia_desktop.ui.screens.judgement.presenter import JudgementPresenter
from tia_desktop.ui.screens.judgement.reason_box import ReasonBox
from tia_desktop.ui.screens.judgement.ticks import FindingTicks
from tia_desktop.ui.widgets import CheckBox, LabeledField, NoteEdit, heading, label


class WhyPanel(QWidget):
    """One judgement's reason and tick boxes. The reason is saved while it is typed."""

    def __init__(
        self, spec: JudgementSpec, presenter: JudgementPresenter, citing: Citing, shell: Shell
    ) -> None:
        super().__init__()
        self.spec, self._presenter = spec, presenter
        self.reason = ReasonBox(spec.id, citing)
        self.words, self.field = self.reason.edit, self.reason.field
        self.words.set_text(presenter.reason(spec.id))
        self.saver = Saver(shell, self.words.text, lambda text: presenter.type_reason(spec.id, text), self)
        self.words.edited.connect(self.saver.touch)
        self.because = NoteEdit(lines=2)
        self.because.set_text(presenter.why_left(spec.id))
        self.because.edited.connect(lambda: presenter.type_why_left(spec.id, self.because.text()))
        self.because_field = LabeledField(
            tr("What changed your view?"), self.because, hint=tr("The view before stays, with your answer.")
        )
        self._was = label("", "small")
        self.past = PastViews(spec, lambda: earlier_views(presenter.ws, spec.id), presenter.open_finding)
        self._error = label("", "error")
        self._error.hide()
        title = tr("Findings that decided it: {judgement}").format(judgement=spec.title)
        none = tr("No finding answers these key questions yet.")
        self.ticks = FindingTicks(title, self._on_tick, none=none)
        self._lay_out()
        self.show_ticks()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(6)
        box.addWidget(heading(self.spec.title, 3))
        for part in (self._was, self.because_field, self.reason):
            box.addWidget(part)
        box.addWidget(label(tr("Findings that decided it"), "strong"))
        box.addWidget(self._error)
        box.addWidget(self.ticks)
        box.addWidget(self.past)

    @property
    def boxes(self) -> dict[str, CheckBox]:
        """The tick boxes, by finding."""
        return self.ticks.boxes

    def show_stored(self) -> None:
        """Show what is stored now; what is chosen or typed and not saved stays."""
        stored = self._presenter.reason(self.spec.id)
        if not self.saver.dirty and stored != self.words.text():
            self.words.set_text(stored)
        self.reason.look()
        self.show_ticks()
        self.show_left()
        self.past.look()

    def show_left(self) -> None:
        """Ask what changed, while the chosen box is another one than was judged before."""
        left = self._presenter.left(self.spec)
        said = tr("It was judged “{level}” before, and another box is chosen now.")
        self._was.setText(said.format(level=left) if left else "")
        self._was.setVisible(bool(left))
        self.because_field.setVisible(bool(left))
        if not left:
            self.because_field.set_error("")
            if not self._presenter.why_left(self.spec.id) and self.because.text():
                self.because.set_text("")  # it was saved

    def show_ticks(self) -> None:
        """Show the findings to name as they are now."""
        own, other = self._presenter.own_and_other(self.spec.id)
        self.ticks.show_findings(own, other, self._presenter.choices[self.spec.id].findings)

    def first_tick(self) -> QWidget:
        """Where an error about the findings leads."""
        return next(iter(self.boxes.values()), self.words)

    def set_findings_error(self, message: str) -> None:
        """Show what is missing above the tick boxes."""
        self._error.setText(message)
        self._error.setVisible(bool(message))

    def _on_tick(self, finding_id: str, on: bool) -> None:
        self._presenter.name_finding(self.spec.id, finding_id, on=on)
        if self._presenter.choices[self.spec.id].findings:
            self.set_findings_error("")
