"""A reason: its sentences name the findings they rest on, and lead to the evidence and back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.text import one_line
from tia_desktop.services.citations import Reading
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Refusal
from tia_desktop.ui.screens.judgement.citing import Citing
from tia_desktop.ui.screens.judgement.label_picker import LabelPicker
from tia_desktop.ui.screens.judgement.unfold import Unfold
from tia_desktop.ui.widgets import LabeledField, NoteEdit, WrapButton, button, flow

PAUSE = 400
"""Milliseconds after a key before the sentences are looked at: nothing flickers while somebody types."""

_LABEL, _EVIDENCE = Qt.Key.Key_L, Qt.Key.Key_E


class ReasonEdit(NoteEdit):
    """The text box. Control and L asks for a finding to name, Control and E for the evidence."""

    wants_label = Signal()
    wants_evidence = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _own(event):
            event.accept()  # here Control and E is about the sentence; elsewhere it exports
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _own(event):
            super().keyPressEvent(event)
        elif event.key() == _LABEL:
            self.wants_label.emit()
        else:
            self.wants_evidence.emit()

    def place(self) -> int:
        """Where the caret stands, in characters of `text()`."""
        before = self.textCursor()
        before.setPosition(before.selectionEnd())
        before.setPosition(0, QTextCursor.MoveMode.KeepAnchor)
        return len(before.selectedText())

    def put_caret(self, at: int) -> None:
        """Put the caret at a place of `text()`."""
        caret = self.textCursor()
        units = len(self.text()[:at].encode("utf-16-le")) // 2  # Qt counts an emoji as two
        caret.setPosition(min(units, self.document().characterCount() - 1))
        self.setTextCursor(caret)


def _own(event: QEvent) -> bool:
    held = Qt.KeyboardModifier.ControlModifier
    return isinstance(event, QKeyEvent) and event.modifiers() == held and event.key() in (_LABEL, _EVIDENCE)


class ReasonBox(QWidget):
    """The reason of one judgement with what helps to write it."""

    def __init__(self, judgement_id: str, citing: Citing) -> None:
        super().__init__()
        self._id, self._citing = judgement_id, citing
        self._reading: Reading = citing.read("")
        self.edit = ReasonEdit(lines=5)
        self.edit.huge_paste.connect(lambda text: self.edit.insertPlainText(text[:20_000]))
        hint = tr("Control and L names a finding, such as F12. Control and E shows the evidence.")
        self.field = LabeledField(tr("Why?"), self.edit, hint=hint)
        self.picker = LabelPicker(lambda typed: citing.offered(judgement_id, typed))
        self.picker.chosen.connect(self._insert)
        self.picker.left.connect(self._back)
        self._unknown = Refusal()
        self.quiet = Unfold(self._sentences, gap=2)
        self.edit.wants_label.connect(self.picker.open)
        self.edit.wants_evidence.connect(self.to_evidence)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look)
        self.edit.edited.connect(self._timer.start)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        named = button(tr("Name a finding"), self.picker.open, "quiet", icon="plus")
        evidence = button(tr("Evidence"), self.to_evidence, "quiet", icon="eye")
        past = button(tr("History"), lambda: citing.show_history(judgement_id), "quiet", icon="history")
        for part in (self.field, self.picker, flow(named, evidence, past, gap=2), self._unknown, self.quiet):
            box.addWidget(part)

    def look(self) -> None:
        """Say which sentences name no finding, and which labels are none."""
        self._timer.stop()
        reading = self._citing.read(self.edit.text())
        if reading == self._reading:
            return
        self._reading = reading
        wrong = [
            tr("There is no finding {label}. Check its number.").format(label=each)
            for each in reading.unknown
        ]
        said = " ".join(wrong)
        if said != self._unknown.words():
            self._unknown.say(said)
        self.quiet.show_words(self._count(reading))

    def to_evidence(self) -> None:
        """From the sentence at the caret to what carries it."""
        self._citing.go_to_evidence(self._id, self.edit.text(), self.edit.place())

    def come_back(self, at: int) -> None:
        """Stand where somebody went to the evidence."""
        self.edit.put_caret(at)

    # ---- inside

    def _count(self, reading: Reading) -> str:
        n, of = len(reading.unnamed), len(reading.sentences)
        if not n:
            return ""
        return tr("Sentences that name no finding: {n} of {of}").format(n=n, of=of)

    def _sentences(self) -> Sequence[QWidget]:
        return [
            WrapButton(f"“{one_line(s.text, 90)}”", lambda at=s.end: self._stand(at), icon="edit")  # type: ignore[misc]
            for s in self._reading.unnamed
        ]

    def _stand(self, at: int) -> None:
        """Put the caret at the end of a sentence, before its full stop: a label goes there."""
        text = self.edit.text()
        while at > 0 and text[at - 1] in ".!?…":
            at -= 1
        self.edit.put_caret(at)
        self._back()

    def _insert(self, called: str) -> None:
        """Put a label where the caret stands, with a space before it where one is missing."""
        at, text = self.edit.place(), self.edit.text()
        self.edit.put_caret(at)  # words that are chosen stay
        before = text[at - 1 : at]
        glue = "" if not before or before.isspace() or before in "([“‘\"'/–—-" else " "
        after = " " if text[at : at + 1].isalnum() else ""
        self.edit.insertPlainText(f"{glue}{called}{after}")
        self._back()
        self.look()

    def _back(self) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
