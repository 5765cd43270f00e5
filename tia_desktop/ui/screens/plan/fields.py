"""Fields that are saved when they are left, and lists whose rows unfold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tia_desktop.ui.context import Shell
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.screens.plan.saving import Saved
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    ChipGroup,
    ComboBox,
    LabeledField,
    NoteEdit,
    announce,
    heading,
    label,
    line_edit,
)


class TextField(LabeledField):
    """Words, saved when they are left. A refusal is said in its place, and what is stored comes back."""

    def __init__(
        self,
        words: str,
        save: Callable[[str], Saved],
        *,
        hint: str = "",
        limit: int = 200,
        width: int = 460,
        lines: int = 1,
    ) -> None:
        self._line = line_edit(limit=limit) if lines == 1 else NoteEdit(lines=lines)
        super().__init__(words, self._line, hint=hint)
        self._save, self._stored = save, ""
        # Not the whole field: its label would be measured at the full width and given less.
        self._line.setMaximumWidth(em(width))
        if isinstance(self._line, QLineEdit):
            self._line.editingFinished.connect(self.commit)
        else:
            self._line.installEventFilter(self)

    def save_while_typing(self, shell: Shell, write: Callable[[str], object]) -> None:
        """Long words are on the disk half a second after they are typed, not only when they are left.

        Args:
            shell: shows what the disk refuses.
            write: keeps the words so far.
        """

        def keep(typed: str) -> None:
            words = typed.strip()
            # Nothing is kept only when it is left: it may bring back other words, under somebody's hands.
            if words and words != self._stored.strip():
                write(words)
                self._stored = words

        self._saver = Saver(shell, self._line.text, keep, self)
        edited = self._line.textEdited if isinstance(self._line, QLineEdit) else self._line.edited
        edited.connect(lambda *_: self._saver.touch())

    def show_stored(self, text: str) -> None:
        """Show what is stored, unless the person is about to change it."""
        if self._line.text().strip() == self._stored.strip() != text.strip():
            self._put(text)
        self._stored = text

    def forget(self) -> None:
        """Drop what is typed and said: another record is shown."""
        self._put(self._stored)
        self.set_error("")

    def commit(self) -> bool:
        """Save what is typed. False when it could not be; a refused text is gone, and why stands there."""
        text = self._line.text().strip()
        if text == self._stored.strip():
            return True
        before, result = self._stored, self._save(text)
        if result.ok:
            self.set_error("")
            if self._stored == before:
                self._stored = text
        elif result.sentence:
            self._put(self._stored)
            self.set_error(result.sentence)
            announce(self, result.sentence)
        return result.ok

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.commit()
        return super().eventFilter(watched, event)

    def _put(self, text: str) -> None:
        if isinstance(self._line, QLineEdit):
            self._line.setText(text)
            self._line.setCursorPosition(0)
        else:
            self._line.set_text(text)


class PickField(LabeledField):
    """A drop-down list, saved at once; what was refused is said in its place."""

    def __init__(
        self, words: str, choices: Sequence[tuple[str, str]], save: Callable[[str], Saved], *, hint: str = ""
    ) -> None:
        self._combo = ComboBox(list(choices))
        super().__init__(words, self._combo, hint=hint)
        self._combo.setMaximumWidth(em(460))
        self._save, self._stored = save, ""
        self._combo.currentIndexChanged.connect(self._on_picked)

    def show_stored(self, key: str) -> None:
        """Show what is stored."""
        self._stored = key
        self._combo.set_value(key)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices."""
        blocked = self._combo.blockSignals(True)
        self._combo.clear()
        for key, words in choices:
            self._combo.addItem(words, key)
        self._combo.blockSignals(blocked)
        self._combo.set_value(self._stored)

    def _on_picked(self) -> None:
        picked = self._combo.value()
        result = self._save(picked)
        self.set_error(result.sentence)
        if result.ok:
            self._stored = picked
            return
        self._combo.set_value(self._stored)
        if result.sentence:
            announce(self, result.sentence)


class ChipField(QWidget):
    """Chips under a heading, saved at once; what the choice means stands below."""

    def __init__(
        self,
        words: str,
        chips: Sequence[tuple[str, str]],
        save: Callable[[list[str]], Saved],
        *,
        exclusive: bool = True,
        name: str = "",
    ) -> None:
        super().__init__()
        self._save = save
        self._stored: list[str] = []
        self.chips = ChipGroup(name or words, list(chips), exclusive=exclusive)
        self._error = label("", "error")
        self._error.hide()
        self._meaning = label("", "small")
        self._meaning.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        if words:
            box.addWidget(heading(words, 3))
        for part in (self._error, self.chips, self._meaning):
            box.addWidget(part)
        self.chips.changed.connect(self._on_changed)

    def show_stored(self, ids: Sequence[str], meaning: str = "") -> None:
        """Show what is stored, and what it means."""
        self._stored = list(ids)
        self.chips.set_values(ids)
        self._meaning.setText(meaning)
        self._meaning.setVisible(bool(meaning))

    def _on_changed(self, ids: list[str]) -> None:
        result = self._save(ids)
        self._error.setText(result.sentence)
        self._error.setVisible(bool(result.sentence))
        if result.ok:
            self._stored = ids
            return
        self.chips.set_values(self._stored)
        if result.sentence:
            announce(self, result.sentence)
