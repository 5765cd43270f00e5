"""A question of a conversation: who speaks, what they say, and the lines so far, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.photos import PhotoNote
from tia_desktop.ui.screens.capture.model import SaidLine, Talk
from tia_desktop.ui.screens.capture.panel import QuestionPanel
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Button,
    Card,
    ChipGroup,
    LabeledField,
    Responsive,
    announce,
    button,
    flow,
    label,
    line_edit,
)


class LineBox(PhotoNote):
    """The box for one line. Enter keeps it; Tab changes who speaks; Shift+Tab and F6 leave the box.

    Tab is taken, so F6 goes on from here as Tab does elsewhere; after that from part to part of the window.
    """

    ended = Signal()
    next_speaker = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            pressed, is_press = cast(QKeyEvent, event), event.type() == QEvent.Type.KeyPress
            plain = pressed.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and is_press and pressed.key() == Qt.Key.Key_Tab:
                self.next_speaker.emit()
                return True
            if plain and pressed.key() == Qt.Key.Key_F6:
                event.accept()  # the menu has this key too
                return self.focusNextPrevChild(True) if is_press else True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not (event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.ended.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        ):
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)


class TalkPanel(QuestionPanel):
    """The middle of the page while people talk."""

    columns = (8, 5)
    change_wanted = Signal(str)
    """An earlier line should come into the box."""

    def _left(self, talk: Talk | None) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self._talk = talk
        self._who = QWidget()
        QVBoxLayout(self._who).setContentsMargins(0, 0, 0, 0)
        self._chips: ChipGroup | None = None
        self._known: tuple[str, ...] = ()
        self.note = self.line = LineBox(lines=2)
        self.field = LabeledField(
            tr("What do they say?"),
            self.note,
            hint=tr(
                "Enter keeps the line. Tab: next speaker. F6: next part of the page. Shift and Tab: back."
            ),
            kind="h3",
        )
        self.exact = Button(tr("Exact words"), kind="chip", tip=tr("Control, Shift and Q"))
        self.exact.setCheckable(True)
        self.add = button(tr("Add a person"), self._ask_person, "quiet", icon="plus")
        self._person = self._person_form()
        self._lines = QWidget()
        QVBoxLayout(self._lines).setContentsMargins(0, 0, 0, 0)
        self._shown: tuple[SaidLine, ...] = ()
        for part in (self.field, self._who, flow(self.exact, self.add), self._person, self._lines):
            box.addWidget(part)
        box.addStretch(1)
        return side

    def _person_form(self) -> QWidget:
        card = Card(pad=12, gap=8)
        self.person = line_edit(limit=60)
        self.person.returnPressed.connect(self._add_person)
        self.person.setMaximumWidth(em(260))
        hint = tr("A role or a number, never a name.")
        card.add(LabeledField(tr("Who else is speaking?"), self.person, hint=hint))
        self._cancel = button(tr("Cancel"), self._no_person, "quiet")
        card.add(flow(button(tr("Add"), self._add_person), self._cancel))
        card.hide()
        return card

    def _connect(self) -> None:
        super()._connect()
        self.line.next_speaker.connect(self._next_speaker)
        self.exact.toggled.connect(self._presenter.talk.set_exact)

    # ---- what is stored and shown

    def _show_text(self, stored: str) -> None:
        """The box holds a line; the note of the answer stands among the lines."""

    def _show_how(self) -> None:
        """Everything here was told."""

    def show_talk(self, talk: Talk | None, *, typing: bool) -> None:
        if talk is None:
            return
        self._talk = talk
        self._show_speakers(talk)
        blocked = self.exact.blockSignals(True)
        self.exact.setChecked(talk.exact)
        self.exact.blockSignals(blocked)
        self.field.set_label(talk.changing or tr("What does {who} say?").format(who=talk.speaker))
        if not typing and talk.text != self.note.text():
            self.note.set_text(talk.text)
            self.note.moveCursor(QTextCursor.MoveOperation.End)
        self._show_lines(talk.lines)

    def toggle_exact(self) -> None:
        """Exact words on or off, as the shortcut does."""
        self.exact.toggle()
        announce(self.note, tr("Exact words on") if self.exact.isChecked() else tr("Exact words off"))

    def _show_speakers(self, talk: Talk) -> None:
        if talk.speakers != self._known:
            self._known = talk.speakers
            chips = ChipGroup(tr("Who is speaking?"), [(s, s) for s in talk.speakers], exclusive=True)
            chips.changed.connect(lambda ids: self._speak(ids[0]))
            layout = self._who.layout()
            assert layout is not None
            if self._chips is not None:
                layout.removeWidget(self._chips)
                self._chips.hide()
                self._chips.deleteLater()
            layout.addWidget(chips)
            self._chips = chips
            _follow(self.line, chips)
        if self._chips is not None:
            self._chips.set_values([talk.speaker])

    def _show_lines(self, lines: Sequence[SaidLine]) -> None:
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        fresh = Card(pad=12, gap=6)
        for line in lines:
            fresh.add(self._line(line))
        layout = self._lines.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if lines:
            layout.addWidget(fresh)
            _follow(self._cancel, fresh)
        self._lines.setVisible(bool(lines))

    def _line(self, line: SaidLine) -> QWidget:
        whole = Responsive(440, 8, (1, 0), stacked_gap=2)
        words = QWidget()
        box = QVBoxLayout(words)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(1)
        who = f"{line.clock} · {line.speaker}" if line.speaker else f"{line.clock} · {tr('Note')}"
        box.addWidget(label(who, "small"))
        box.addWidget(label(f"“{line.text}”" if line.exact else line.text))
        box.addStretch(1)
        whole.add(words)
        # The first words tell one line from another when they are heard.
        said = {"line": " ".join(line.text.split()[:6])}
        change = button(
            tr("Change"), lambda: self._change(line.id), "quiet", icon="edit",
            name=tr("Change: {line}").format(**said),
        )  # fmt: skip
        remove = button(
            tr("Remove"), lambda: self._presenter.talk.remove(line.id), "quiet", icon="trash",
            name=tr("Remove: {line}").format(**said),
        )  # fmt: skip
        whole.add(flow(change, remove, gap=2))
        return whole

    # ---- doing

    def _change(self, line_id: str) -> None:
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)  # before the line goes into the box
        self.change_wanted.emit(line_id)

    def _speak(self, speaker: str) -> None:
        self._presenter.talk.speak(speaker)
        self._presenter.show_talk()

    def _next_speaker(self) -> None:
        speaker = self._presenter.talk.next_speaker()
        self._presenter.show_talk()
        announce(self.note, speaker)

    def _ask_person(self) -> None:
        self.person.setText(self._presenter.talk.next_person())
        self._person.show()
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)
        self.person.selectAll()

    def _add_person(self) -> None:
        person = self.person.text().strip()
        self._no_person()
        if person:
            self._speak(person)

    def _no_person(self) -> None:
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self._person, self._person.hide)


def _follow(before: QWidget, made: QWidget) -> None:
    """Let Tab come to buttons that were made later, right behind what stands before them."""
    for each in made.findChildren(Button):
        QWidget.setTabOrder(before, each)
        before = each
