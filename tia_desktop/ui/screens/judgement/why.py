"""Why: the reason of one judgement, and the findings that decided it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.pack import JudgementSpec
from tia_desktop.ui.context import Shell
from tia_desktop.ui.finding_lines import FindingLine
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.screens.judgement.presenter import JudgementPresenter
from tia_desktop.ui.widgets import CheckBox, Group, LabeledField, NoteEdit, button, heading, label


class WhyPanel(QWidget):
    """One judgement's reason and tick boxes. The reason is saved while it is typed."""

    def __init__(self, spec: JudgementSpec, presenter: JudgementPresenter, shell: Shell) -> None:
        super().__init__()
        self.spec, self._presenter = spec, presenter
        self.words = NoteEdit(lines=4)
        self.words.set_text(presenter.reason(spec.id))
        self.words.huge_paste.connect(lambda text: self.words.insertPlainText(text[:20_000]))
        self.field = LabeledField(tr("Why?"), self.words)
        self.saver = Saver(shell, self.words.text, lambda text: presenter.type_reason(spec.id, text), self)
        self.words.edited.connect(self.saver.touch)
        self._error = label("", "error")
        self._error.hide()
        self._ticks: QWidget | None = None
        self._state: object = None
        self._all = False
        self.boxes: dict[str, CheckBox] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(6)
        box.addWidget(heading(spec.title, 3))
        box.addWidget(self.field)
        box.addWidget(label(tr("Findings that decided it"), "strong"))
        box.addWidget(self._error)
        self._box = box
        self.show_ticks()

    def show_reason(self) -> None:
        """Show what is stored now, unless the person is typing."""
        stored = self._presenter.reason(self.spec.id)
        if not self.saver.dirty and stored != self.words.text():
            self.words.set_text(stored)

    def show_ticks(self) -> None:
        """Show the findings to name as they are now."""
        own, other = self._presenter.own_and_other(self.spec.id)
        named = self._presenter.choices[self.spec.id].findings
        shown = own + [line for line in other if self._all or line.finding.id in named]
        hidden = len(own) + len(other) - len(shown)
        state = ([(line.finding.id, line.finding.text) for line in shown], hidden)
        if state == self._state:
            for finding_id, tick in self.boxes.items():
                if tick.isChecked() != (finding_id in named):
                    blocked = tick.blockSignals(True)
                    tick.setChecked(finding_id in named)
                    tick.blockSignals(blocked)
            return
        self._state = state
        self._replace(self._make(shown, hidden, named))

    def first_tick(self) -> QWidget:
        """Where an error about the findings leads."""
        return next(iter(self.boxes.values()), self.words)

    def set_findings_error(self, message: str) -> None:
        """Show what is missing above the tick boxes."""
        self._error.setText(message)
        self._error.setVisible(bool(message))

    def _make(self, shown: list[FindingLine], hidden: int, named: set[str]) -> QWidget:
        host = Group(tr("Findings that decided it: {judgement}").format(judgement=self.spec.title))
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.boxes = {}
        for line in shown:
            sign = "+" if line.is_strength else "−"
            draft = f" ({tr('draft')})" if line.finding.status == "draft" else ""
            tick = CheckBox(f"{sign}  {line.finding.text}{draft}", checked=line.finding.id in named)
            tick.setAccessibleName(line.said(question=True))
            tick.toggled.connect(lambda on, i=line.finding.id: self._presenter_name(i, on=on))
            column.addWidget(tick)
            self.boxes[line.finding.id] = tick
        if not shown:
            column.addWidget(label(tr("No finding answers these key questions yet."), "muted"))
        if hidden:
            words = ntr("Show {n} other finding", "Show {n} other findings", hidden)
            column.addWidget(button(words, self._show_all, "quiet", icon="more"))
        return host

    def _presenter_name(self, finding_id: str, *, on: bool) -> None:
        self._presenter.name_finding(self.spec.id, finding_id, on=on)
        if self._presenter.choices[self.spec.id].findings:
            self.set_findings_error("")

    def _show_all(self) -> None:
        self._all = True
        before = len(self.boxes)
        self.show_ticks()
        later = list(self.boxes.values())[before:]
        if later:
            later[0].setFocus()

    def _replace(self, host: QWidget) -> None:
        if self._ticks is not None:
            self._box.replaceWidget(self._ticks, host)
            self._ticks.hide()
            self._ticks.deleteLater()
        else:
            self._box.addWidget(host)
        self._ticks = host
