"""Fields that are saved when they are left, or at once; a refusal is said in their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tia_desktop.ui.context import Shell
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Button,
    ChipGroup,
    ComboBox,
    LabeledField,
    NoteEdit,
    announce,
    error_label,
    heading,
    label,
    line_edit,
)

Value = TypeVar("Value")


class Kept(QObject, Generic[Value]):
    """What every field does with its value: save it, and say what was refused.

    Typed words that were refused stay in the field with their sentence until they are corrected or taken
    back by hand; a choice that was refused shows again what is stored, and its sentence stays until something
    else in the file changes.
    """

    def __init__(
        self,
        field: QWidget,
        empty: Value,
        save: Callable[[Value], Saved],
        say: Callable[[str], None],
        refused: Callable[[], bool],
    ) -> None:
        """`say` shows a sentence at the field, "" takes it away.

        `refused` is called after a refusal, and asked later: does the field still hold what was refused?
        """
        super().__init__(field)
        self._field, self._save, self.say, self._refused = field, save, say, refused
        self.stored = empty
        self.has_saved = self.is_final = False

    def show_stored(self, value: Value) -> None:
        """Another value is stored, or the same."""
        another, self.stored = value != self.stored, value
        if another:
            self.calm()

    def keep(self, value: Value) -> bool:
        """Save a value. False when it could not be, and why is said."""
        before, result = self.stored, self._save(value)
        self.is_final = result.is_final
        self.has_saved = self.has_saved or result.ok
        self.say(result.sentence)
        if not result.ok:
            self._refused()
            if result.sentence:
                announce(self._field, result.sentence)
        elif self.stored == before:
            self.stored = value
        return result.ok

    def calm(self) -> None:
        """Take the sentence away, unless what it is about still stands in the field."""
        if not self._refused():
            self.say("")


def settle(page: QWidget) -> None:
    """Something in the file changed: drop what was refused before, unless a field of this page changed it.

    Who leaves one field with a mistake and fills in the next has not seen yet what was wrong.
    """
    fields = page.findChildren(Kept)
    if not any(field.has_saved for field in fields):
        for field in fields:
            field.calm()
    for field in fields:
        field.has_saved = False


class TextField(LabeledField):
    """Words, saved when they are left. What is refused stays, with the reason, until it is corrected."""

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
        self._kept = Kept(self, "", save, self.set_error, self.is_changed)
        # Not the whole field: its label would be measured at the full width and given less.
        self._line.setMaximumWidth(em(width))
        if isinstance(self._line, QLineEdit):
            self._line.editingFinished.connect(self.commit)
        else:
            self._line.installEventFilter(self)
        edited = self._line.textEdited if isinstance(self._line, QLineEdit) else self._line.edited
        edited.connect(self._on_edited)
        self._saver: Saver | None = None

    def save_while_typing(self, shell: Shell, write: Callable[[str], object]) -> None:
        """Long words are on the disk half a second after they are typed, not only when they are left.

        Args:
            shell: shows what the disk refuses.
            write: keeps the words so far.
        """

        def keep(typed: str) -> None:
            words = typed.strip()
            # Nothing is kept only when it is left: it may bring back other words, under somebody's hands.
            if words and words != self._kept.stored.strip():
                write(words)
                self._kept.stored, self._kept.has_saved = words, True

        self._saver = Saver(shell, self._line.text, keep, self)

    def show_stored(self, text: str) -> None:
        """Show what is stored, unless the person is about to change it."""
        if self._line.text().strip() == self._kept.stored.strip() != text.strip():
            self._put(text)
        self._kept.show_stored(text)

    def forget(self) -> None:
        """Drop what is typed and said: another record is shown."""
        self._put(self._kept.stored)
        self.set_error("")

    def commit(self) -> bool:
        """Save what is typed. False when it could not be: the words stay, and why stands below them."""
        if not self.is_changed():
            self.set_error("")
            return True
        kept = self._kept.keep(self._line.text().strip())
        if self._kept.is_final:  # there is nothing to mend
            self._put(self._kept.stored)
        return kept

    def is_changed(self) -> bool:
        """Whether something else stands in the field than what is stored."""
        return self._line.text().strip() != self._kept.stored.strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.commit()
        return super().eventFilter(watched, event)

    def _on_edited(self, *_: object) -> None:
        self.set_error("")
        if self._saver is not None:
            self._saver.touch()

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
        self._kept = Kept(self, "", save, self.set_error, self._put_back)
        self._is_another = False
        self._combo.currentIndexChanged.connect(self._on_another)
        self._combo.activated.connect(self._on_activated)

    def show_stored(self, key: str) -> None:
        """Show what is stored."""
        self._kept.show_stored(key)
        self._combo.set_value(key)

    def forget(self) -> None:
        """Drop what is said: another record is shown."""
        self.set_error("")

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices."""
        blocked = self._combo.blockSignals(True)
        self._combo.clear()
        for key, words in choices:
            self._combo.addItem(words, key)
        self._combo.blockSignals(blocked)
        self._combo.set_value(self._kept.stored)

    def _put_back(self) -> bool:
        self._combo.set_value(self._kept.stored)
        return False

    def _on_another(self) -> None:
        self._is_another = True
        self._kept.keep(self._combo.value())

    def _on_activated(self) -> None:
        if not self._is_another:  # what is stored, chosen once more
            self.set_error("")
        self._is_another = False


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
        none: list[str] = []
        self._kept = Kept(self, none, save, self._say, self._put_back)
        self.chips = ChipGroup(name or words, list(chips), exclusive=exclusive)
        self._error = error_label()
        self._meaning = label("", "small")
        self._meaning.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        if words:
            box.addWidget(heading(words, 3))
        for part in (self.chips, self._error, self._meaning):
            box.addWidget(part)
        self.chips.changed.connect(self._kept.keep)
        for chip in self.chips.findChildren(Button):  # what is stored, pressed once more
            chip.clicked.connect(lambda on: self._say("") if on else None)

    def show_stored(self, ids: Sequence[str], meaning: str = "") -> None:
        """Show what is stored, and what it means."""
        self._kept.show_stored(list(ids))
        self.chips.set_values(ids)
        self._meaning.setText(meaning)
        self._meaning.setVisible(bool(meaning))

    def forget(self) -> None:
        """Drop what is said: another record is shown."""
        self._say("")

    def _put_back(self) -> bool:
        self.chips.set_values(self._kept.stored)
        return False

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
