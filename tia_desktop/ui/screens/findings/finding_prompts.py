"""The prompts that a finding answers, in its editor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.pack import Prompt
from tia_desktop.domain.records import Finding
from tia_desktop.domain.text import one_line
from tia_desktop.services import prompt_cover
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Stack
from tia_desktop.ui.screens.findings.editing import ORIGIN, FindingEditor
from tia_desktop.ui.widgets import (
    ComboBox,
    Group,
    IconLabel,
    LabeledField,
    button,
    column,
    flow,
    heading,
    label,
    row,
)


class FindingPrompts(Group):
    """What it answers, each with "Take out"; and those of its key questions to choose from."""

    def __init__(self, editor: FindingEditor) -> None:
        super().__init__(tr("Prompts it answers"))
        self._editor = editor
        self._shown: object = None
        self.choice: ComboBox | None = None
        self.hide()  # until it is in its place: without a parent it would be a window
        self._stack = Stack(6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)

    def show_prompts(self) -> None:
        """Show what is stored now."""
        ws, finding = self._editor.ws, None
        if self._editor.id:
            finding = ws.store.get(Finding, self._editor.id)
        self.setVisible(finding is not None)
        if finding is None:
            return
        mine = prompt_cover.prompts_of(ws, finding.id)
        others = [p for p in prompt_cover.prompts_for(ws, finding) if p not in mine]
        state = ([p.id for p in mine], [p.id for p in others])
        if state == self._shown:
            return
        self._shown = state
        parts: list[QWidget] = [heading(tr("Prompts it answers"), 3)]
        if not mine:
            parts.append(label(tr("None yet. Prompts are what the framework wants to be asked."), "muted"))
        parts += [part for prompt in mine for part in self._line(prompt)]
        self.choice = None
        if others:
            self.choice = ComboBox([("", tr("Choose a prompt")), *((p.id, p.text) for p in others)])
            parts.append(LabeledField(tr("It also answers"), self.choice))
            parts.append(flow(button(tr("Add this prompt"), self._add, "quiet", icon="plus")))
        self._stack.show_parts(parts)

    def _line(self, prompt: Prompt) -> list[QWidget]:
        name = tr("Take out: {note}").format(note=one_line(prompt.text, 40))
        out = button(tr("Take out"), lambda: self._leave(prompt.id), "quiet", icon="close", name=name)
        words = column(label(prompt.text), label(prompt.source, "small"), gap=2)
        return [row(IconLabel("link", "primary", 20, beside="body"), words, out, stretch=1)]

    def _add(self) -> None:
        chosen = self.choice.value() if self.choice else ""
        if chosen:
            self._do(
                lambda: prompt_cover.answer_prompt(self._editor.ws, self._editor.id, chosen, origin=ORIGIN)
            )

    def _leave(self, prompt_id: str) -> None:
        self._do(
            lambda: prompt_cover.leave_prompt(self._editor.ws, self._editor.id, prompt_id, origin=ORIGIN)
        )

    def _do(self, step: Callable[[], object]) -> None:
        if attempt(self._editor.context.shell, step):
            self.show_prompts()
            if self.choice is not None:
                self.choice.setFocus(Qt.FocusReason.OtherFocusReason)
