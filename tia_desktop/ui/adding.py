"""Forms that add something: the words survive leaving the page, Enter adds, a refusal stands at its field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tia_desktop.ui.notices import KEEP_CLEAR
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.widgets import (
    Card,
    CheckBox,
    ComboBox,
    LabeledField,
    announce,
    button,
    flow,
    heading,
    line_edit,
)
from tia_desktop.ui.widgets.buttons import Kind

Draft = dict[str, str]
"""What stands in a form, by the names of its fields."""

_YES = "yes"


class AddForm(Card):
    """Nothing is stored before it is added. Make the fields in their order, then call `end_with`."""

    def __init__(self, title: str, draft: Draft) -> None:
        """`draft` is kept up to date, and shown again when the form is made anew. "" is no heading."""
        super().__init__(pad=14, gap=12)
        self.setProperty(KEEP_CLEAR, True)
        self.draft = draft
        self._fields: dict[str, LabeledField] = {}
        self._editors: dict[str, QWidget] = {}
        self._leave: Callable[[], object] | None = None
        if title:
            self.add(heading(title, 3))

    # ---- making it

    def line(self, name: str, words: str, *, hint: str = "", limit: int) -> QLineEdit:
        """A field of one line. Enter in it adds."""
        editor = line_edit(self.draft.get(name, ""), limit=limit)
        editor.textChanged.connect(lambda text: self._on_edited(name, text))
        editor.returnPressed.connect(self.submit)
        self._place(name, editor, LabeledField(words, editor, hint=hint))
        return editor

    def pick(self, name: str, words: str, choices: Sequence[tuple[str, str]]) -> ComboBox:
        """A list to choose from."""
        editor = ComboBox(list(choices))
        if name in self.draft:
            editor.set_value(self.draft[name])
        editor.currentIndexChanged.connect(lambda _: self._on_edited(name, editor.value()))
        self._place(name, editor, LabeledField(words, editor))
        return editor

    def tick(self, name: str, words: str) -> CheckBox:
        """Yes or no."""
        editor = CheckBox(words, checked=self.draft.get(name) == _YES)
        editor.toggled.connect(lambda on: self._on_edited(name, _YES if on else ""))
        self._editors[name] = editor
        self.add(editor)
        return editor

    def end_with(
        self, words: str, add: Callable[[], Saved], *, kind: Kind = "primary", icon: str = "plus"
    ) -> None:
        """The button. `add` reads the fields, and says of a refusal which of them it is about."""
        self.enter_does(add)
        self.add(flow(button(words, self.submit, kind, icon=icon)))

    def enter_does(self, add: Callable[[], Saved]) -> None:
        """Where the buttons are in the page's footer: the main one calls `submit`, as Enter does."""
        self._add = add

    def escape_does(self, leave: Callable[[], object]) -> None:
        """Escape leaves the form: for one that opens and closes."""
        self._leave = leave

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._leave is not None:
            self._leave()
        else:
            super().keyPressEvent(event)

    # ---- using it

    def submit(self) -> None:
        """Add what is typed. What was added leaves the form empty, with the focus in its first field."""
        self.submit_by(self._add)

    def submit_by(self, add: Callable[[], Saved]) -> None:
        """The same in another way than Enter's."""
        result = add()
        first = next(name for name, e in self._editors.items() if isinstance(e, QLineEdit))
        wrong = result.field or first
        for name, field in self._fields.items():
            field.set_error(result.sentence if name == wrong else "")
        if result.ok:
            self._clear()
        if result.sentence:
            announce(self, result.sentence)
        if (result.ok or result.sentence) and self.isVisible():  # what was added may have its own page now
            self._editors[first if result.ok else wrong].setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- inside

    def _place(self, name: str, editor: QWidget, field: LabeledField) -> None:
        self._editors[name], self._fields[name] = editor, field
        self.add(field)

    def _on_edited(self, name: str, value: str) -> None:
        self.draft[name] = value
        if name in self._fields:
            self._fields[name].set_error("")

    def _clear(self) -> None:
        """Empty the words and ticks; what is chosen from a list often fits the next one too."""
        for editor in self._editors.values():
            if isinstance(editor, QLineEdit):
                editor.setText("")  # `clear()` could be undone: Ctrl+Z takes back what was added instead
            elif isinstance(editor, CheckBox):
                editor.setChecked(False)
