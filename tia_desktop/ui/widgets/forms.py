"""Fields with a label, a hint and an error; the note box; the summary of what is still wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.theme import current_theme, em
from tia_desktop.ui.widgets.buttons import Button
from tia_desktop.ui.widgets.layout import Card, Group
from tia_desktop.ui.widgets.text import announce, icon_row, label

HUGE_PASTE = 100_000
"""Characters from which a paste is offered as an attachment instead (FAULTS 40)."""


class NoteEdit(QPlainTextEdit):
    """A plain text box. Tab leaves it; a huge paste is offered as an attachment instead."""

    huge_paste = Signal(str)
    """Text of more than `HUGE_PASTE` characters was pasted or dropped; nothing was inserted."""
    edited = Signal()
    """The person changed the text (not `set_text`)."""

    def __init__(self, *, lines: int = 4, placeholder: str = "") -> None:
        super().__init__()
        self._lines = lines
        self._silent = False
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.textChanged.connect(self._on_changed)
        current_theme().changed.connect(self.updateGeometry)

    def text(self) -> str:
        """The text as written: unlike `toPlainText` it keeps no-break spaces and line separators."""
        return self.document().toRawText().replace("\u2029", "\n")

    def set_text(self, text: str) -> None:
        """Show stored text without telling anybody, and forget the undo steps of what was there."""
        self._silent = True
        self.setPlainText(text)
        self._silent = False

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        if len(text) > HUGE_PASTE:
            self.huge_paste.emit(text)
            return
        self.insertPlainText(text)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def _on_changed(self) -> None:
        if not self._silent:
            self.edited.emit()

    def sizeHint(self) -> QSize:
        return QSize(em(220), self.fontMetrics().lineSpacing() * self._lines + em(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(em(160), self.fontMetrics().lineSpacing() * min(self._lines, 3) + em(28))


def line_edit(text: str = "", *, placeholder: str = "", limit: int = 500) -> QLineEdit:
    """A one-line field; shows the start of its text."""
    result = QLineEdit(text)
    result.setPlaceholderText(placeholder)
    result.setMaxLength(limit)
    result.setCursorPosition(0)
    return result


def error_label() -> QLabel:
    """What is wrong, below a field; it wraps, and however long it is, it makes nothing wider."""
    result = label("", "error")
    policy = result.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    result.setSizePolicy(policy)
    result.hide()
    return result


class LabeledField(QWidget):
    """Label above, hint below it, the editor, and an error below that when something is wrong.

    The label is the editor's accessible name; hint and error are its description. `beside` is a word at the
    editor's right, such as what a number counts; the label must say it as well.
    """

    def __init__(
        self, text: str, editor: QWidget, *, hint: str = "", kind: str = "strong", beside: str = ""
    ) -> None:
        super().__init__()
        self.editor = editor
        self._hint = hint
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self._label = label(text, kind, buddy=editor)
        self._hint_label = label(hint, "small")
        if not hint:  # showing it here, without a parent yet, would open a window of its own
            self._hint_label.hide()
        self._error = error_label()
        for part in (self._label, self._hint_label):
            box.addWidget(part)
        if beside:  # a layout and no widget of its own: a buddy names its siblings only
            across = QHBoxLayout()
            across.setSpacing(10)
            across.addWidget(editor)
            across.addWidget(label(beside), 1)
            box.addLayout(across, 1)
        else:
            box.addWidget(editor, 1)
        box.addWidget(self._error)
        editor.setAccessibleDescription(hint)

    def set_label(self, text: str) -> None:
        """Change the words above the editor, its accessible name."""
        self._label.setText(text.replace("&", "&&"))

    def set_error(self, message: str) -> None:
        """Show what is wrong and what to do; "" takes it away."""
        self._error.setText(message)
        self._error.setVisible(bool(message))
        self.editor.setProperty("invalid", bool(message))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        said = tr("Error: {message}").format(message=message) if message else ""
        self.editor.setAccessibleDescription(" ".join(part for part in (said, self._hint) if part))

    def error(self) -> str:
        """The message shown, "" when all is well."""
        return self._error.text()


class ErrorSummary(Group):
    """What has to be put right, at the top of a page; takes the focus, and every line jumps to its field.

    With a `title` it is no problem, only something to look at.
    """

    jumped = Signal(QWidget)

    def __init__(self, title: str = "", *, tone: str = "vweak", icon: str = "error") -> None:
        super().__init__(title or tr("There is a problem"))
        self._calm = title
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._card = Card(tone, gap=6)
        outer.addWidget(self._card)
        self._links: list[Button] = []
        self._title = icon_row(icon, title or tr("There is a problem"), "h3", tone=tone)
        self._card.add(self._title)
        self.hide()

    def show_problems(self, problems: Sequence[tuple[str, QWidget]], *, take_focus: bool = True) -> None:
        """List the problems and take the focus; an empty list hides the summary.

        Without `take_focus` nothing is said: the list shows what is left of it, or the focus goes elsewhere.
        """
        for link in self._links:
            self._card.body.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = []
        for message, target in problems:
            link = Button(message, kind="quiet", icon="next")
            link.clicked.connect(lambda _=False, to=target: self._jump(to))
            self._card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            self._links.append(link)
        self._order_tabs()
        self.setVisible(bool(problems))
        if problems:
            one = "There is a problem. {n} thing to put right"
            count = ntr(one, "There are problems. {n} things to put right", len(problems))
            if self._calm:
                things = ntr("{n} thing to look at", "{n} things to look at", len(problems))
                count = f"{self._calm}. {things}"
            self.setAccessibleName(count)
            if take_focus:
                announce(self, count)
                self._links[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _order_tabs(self) -> None:
        """The lines come in the Tab order where the summary stands: new widgets would come last."""
        before = self.previousInFocusChain() or self
        while before is not self and (
            before in self._links or before.focusPolicy() == Qt.FocusPolicy.NoFocus
        ):
            before = before.previousInFocusChain() or self
        for each in self._links if before is not self else ():
            QWidget.setTabOrder(before, each)
            before = each

    def _jump(self, target: QWidget) -> None:
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.jumped.emit(target)
