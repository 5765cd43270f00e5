"""The rows of answers: one of a scheme or of a question's own choices, or several of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from tia_desktop.domain.pack import GradingScheme, ItemChoice
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.capture.model import DIGITS, Question
from tia_desktop.ui.tones import choices_for
from tia_desktop.ui.widgets.choices import Choice, ChoiceButton, ChoiceRow, Roving
from tia_desktop.ui.widgets.layout import FlowRow, Group

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def own_choices(choices: Sequence[ItemChoice], scheme: GradingScheme | None = None) -> list[Choice]:
    """Choices of the question's own; the scheme's “not seen” stands behind them, on 0."""
    row = [
        Choice(c.id, DIGITS[k] if k < len(DIGITS) else "", "", c.word, "", "primary")
        for k, c in enumerate(choices)
    ]
    own, grades = {c.id for c in choices}, scheme.choices if scheme is not None else ()
    not_seen = [g for g in grades if g.key == 0 and g.id not in own]
    row += [Choice(g.id, "0", "", g.word, g.explain, "none") for g in not_seen]
    return row


class SeveralRow(Group):
    """Choices of which any number may be chosen: digits switch them, Enter goes on.

    It has what a `ChoiceRow` has. Build a fresh one for every question.
    """

    chosen = Signal(list)
    """The ids that are now chosen, in order."""
    confirmed = Signal()
    """Enter was pressed, and something is chosen: go on."""
    unanswered = Signal()
    """Enter was pressed while nothing is chosen."""
    typed = Signal(str)
    """A letter was typed: the person began to write."""

    def __init__(self, name: str, choices: Iterable[Choice], *, alone: Iterable[str] = ()) -> None:
        """`alone` are the ids of choices that stand for themselves, such as “not seen”."""
        super().__init__(name)
        layout = FlowRow(self)
        self._alone, self._silent = set(alone), False
        self._buttons = [ChoiceButton(choice) for choice in choices]
        for each in self._buttons:
            each.setAutoExclusive(False)
            layout.addWidget(each)
            each.toggled.connect(lambda on, button=each: self._on_toggled(button, on))
            each.installEventFilter(self)
            if each.choice.key:
                keys = QShortcut(QKeySequence(f"Alt+{each.choice.key}"), self)
                keys.activated.connect(lambda button=each: self._switch(button))
        self._roving = Roving(self._buttons, choose=False, parent=self)

    def buttons(self) -> list[ChoiceButton]:
        """The buttons in order."""
        return list(self._buttons)

    def values(self) -> list[str]:
        """The chosen ids."""
        return [b.choice.id for b in self._buttons if b.isChecked()]

    def set_values(self, ids: Iterable[str]) -> None:
        """Show stored choices without telling anybody."""
        wanted = set(ids)
        self._silent = True
        for each in self._buttons:
            each.setChecked(each.choice.id in wanted)
        self._silent = False

    def focus_choice(self) -> None:
        """Put the focus on the first chosen button, else the first."""
        target = next((b for b in self._buttons if b.isChecked()), self._buttons[0])
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _switch(self, button: ChoiceButton) -> None:
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        button.toggle()

    def _on_toggled(self, button: ChoiceButton, on: bool) -> None:
        if self._silent:
            return
        if on:
            self._silent = True
            for each in self._buttons:
                stays = each is button or not (self._alone & {button.choice.id, each.choice.id})
                each.setChecked(each.isChecked() and stays)
            self._silent = False
        self.chosen.emit(self.values())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, ChoiceButton):
            return False
        pressed = cast(QKeyEvent, event)
        bare = not (pressed.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        digit = next((b for b in self._buttons if b.choice.key and b.choice.key == pressed.text()), None)
        if bare and digit is not None:
            self._switch(digit)
            return True
        if bare and pressed.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.confirmed if self.values() else self.unanswered).emit()
            return True
        if not (pressed.modifiers() & _COMMANDS) and pressed.text().isalpha():
            self.typed.emit(pressed.text())
            return True
        return False


Row = ChoiceRow | SeveralRow


def row_for(question: Question) -> Row:
    """The row that answers a question."""
    said = tr("Question {n} of {total}. {question}").format(
        n=question.number, total=question.total, question=question.item.question
    )
    item, scheme = question.item, question.scheme
    if item.choices and item.answer == "choices":
        alone = [c.id for c in scheme.choices if c.key == 0]
        return SeveralRow(said, own_choices(item.choices, scheme), alone=alone)
    if item.choices:
        return ChoiceRow(said, own_choices(item.choices, scheme), alt_digits=True)
    return ChoiceRow(said, choices_for(scheme, question.tones), alt_digits=True)


def show_chosen(row: Row, question: Question) -> None:
    """Show the stored answer."""
    if isinstance(row, SeveralRow):
        row.set_values(question.chosen)
    elif question.item.choices:
        row.set_value(next(iter(question.chosen), ""))
    else:
        row.set_value(question.note.rating if question.note else "")
