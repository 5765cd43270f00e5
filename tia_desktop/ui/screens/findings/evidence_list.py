"""The notes behind a finding, a page at a time, with an answer box for each that contradicts it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from tia_desktop.ui.context import Shell
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import Stack, show_now
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.screens.findings.editing import FindingEditor
from tia_desktop.ui.screens.findings.evidence_lines import PAGE, EvidenceLine, EvidenceLines
from tia_desktop.ui.screens.findings.panels import STANCES
from tia_desktop.ui.widgets import (
    Button,
    Group,
    IconLabel,
    LabeledField,
    MenuButton,
    NoteEdit,
    button,
    column,
    flow,
    heading,
    label,
    row,
)


class AnswerBox(QWidget):
    """Why the finding holds although a note contradicts it. Saved while it is typed (para 114)."""

    def __init__(self, editor: FindingEditor, shell: Shell, line: EvidenceLine) -> None:
        super().__init__()
        self.note_id = line.note_id
        self.words = NoteEdit(lines=2)
        self.words.set_text(line.answer)
        self.saver = Saver(shell, self.words.text, partial(editor.type_answer, line.note_id), self)
        self.words.edited.connect(self.saver.touch)
        self.words.huge_paste.connect(lambda text: self.words.insertPlainText(text[:5_000]))
        self._icon = IconLabel("warning", "weak", 18, beside="small")
        self._said = label("", "small")
        field = LabeledField(tr("Why does the finding hold all the same?"), self.words)
        field.setContentsMargins(12, 0, 0, 0)
        said = row(self._icon, self._said, gap=8, stretch=1)
        said.setContentsMargins(12, 0, 0, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(field)
        box.addWidget(said)
        self.show_line(line)

    def show_line(self, line: EvidenceLine) -> None:
        """Show what is stored; words that are being typed stay."""
        if not self.saver.dirty and not self.words.hasFocus() and self.words.text() != line.answer:
            self.words.set_text(line.answer)
        self._icon.set_icon("done" if line.answered else "warning", "vgood" if line.answered else "weak")
        self._said.setText(line.answered or tr("Not answered yet: the judgements cannot be released before."))


class _NoteButton(Button):
    """A note is read, not shouted. The arrow keys go to the note above and below."""

    moved = Signal(int)

    def _bold(self) -> QFont:
        return QFont(self.font())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)


class EvidenceList(Group):
    """Enter on a note tells its story. `on_note(id)`; `on_changed()` after a stance or a link changed."""

    def __init__(
        self,
        editor: FindingEditor,
        shell: Shell,
        on_note: Callable[[str], object],
        on_changed: Callable[[], object],
        on_history: Callable[[str], object],
    ) -> None:
        super().__init__(tr("Notes behind it"))
        self._editor, self._shell = editor, shell
        self._on_note, self._on_changed, self._on_history = on_note, on_changed, on_history
        self._lines = EvidenceLines(editor)
        self._page = 0
        self._shown: object = None
        self.notes: dict[str, Button] = {}
        self.answers: dict[str, AnswerBox] = {}
        self._stack = Stack(6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.show_lines()

    # ---- what the editor calls

    def show_lines(self) -> None:
        """Show the notes behind the finding as they are now."""
        self._lines = EvidenceLines(self._editor)
        self._page = min(self._page, self._lines.pages - 1)
        lines = self._lines.page(self._page)
        state = (
            [(x.note_id, x.stance, x.words, x.second) for x in lines],
            len(self._lines.ids), self._page, bool(self._editor.id),
        )  # fmt: skip
        if state != self._shown:
            self._shown = state
            self._rebuild(lines)
        for line in lines:
            if line.note_id in self.answers:
                self.answers[line.note_id].show_line(line)

    def flush(self) -> bool:
        """Write the answers that are being typed. False when one could not be."""
        kept = [box.saver.flush() for box in self.answers.values()]  # each of them, whatever one says
        return all(kept)

    def focus_note(self, note_id: str = "") -> bool:
        """Put the focus on a note, else on the first with a passage or photo. False when there is none."""
        if note_id and note_id not in self.notes:
            self._turn_to(self._lines.page_of(note_id))
        first = next((x.note_id for x in self._lines.page(self._page) if x.marked), "")
        target = self.notes.get(note_id or first) or next(iter(self.notes.values()), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return target is not None

    def focus_answer(self, note_id: str) -> None:
        """Put the focus where a contradiction is answered; on the note where there is nothing to answer."""
        self.focus_note(note_id)
        if note_id in self.answers:
            self.answers[note_id].words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- inside

    def _rebuild(self, lines: list[EvidenceLine]) -> None:
        self.flush()
        had = next((key for key, each in self.notes.items() if each.hasFocus()), "")
        typing = next((key for key, box in self.answers.items() if box.words.hasFocus()), "")
        kept = {key: box for key, box in self.answers.items() if box.saver.dirty or key == typing}
        total = len(self._lines.ids)
        self.notes, self.answers = {}, {}
        parts: list[QWidget] = [heading(ntr("{n} note behind it", "{n} notes behind it", total), 3)]
        if total:
            words = tr("Control and E comes here, the arrow keys move, Enter tells a note’s story.")
            parts.append(label(words, "small"))
        else:
            parts.append(label(tr("No note carries it yet. Choose notes, then group them."), "muted"))
        parts += [self._note(line, kept) for line in lines]
        if self._lines.pages > 1:
            parts.append(self._pager(total))
        self._stack.show_parts(parts)
        show_now(parts)
        if typing in self.answers:
            self.answers[typing].words.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had in self.notes:
            self.notes[had].setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self, line: EvidenceLine, kept: dict[str, AnswerBox]) -> QWidget:
        note = line.note_id
        tone = "weak" if line.stance == "contradicts" else "muted"
        open_it = _NoteButton(
            line.words,
            lambda: self._on_note(note),
            kind="step",
            icon=line.icon,
            tone=tone,
            second=line.second,
        )
        open_it.moved.connect(partial(self._move, note))
        self.notes[note] = open_it
        if not self._editor.id:
            return open_it  # not stored yet: nothing to take out
        parts: list[QWidget] = [row(open_it, self._menu(line), gap=4, stretch=0)]
        if line.stance == "contradicts":
            box = kept.get(note) or AnswerBox(self._editor, self._shell, line)
            self.answers[note] = box
            parts.append(box)
        return column(*parts, gap=2)

    def _menu(self, line: EvidenceLine) -> QWidget:
        menu = QMenu()
        for key, words in STANCES:
            if key != line.stance:
                menu.addAction(tr(words), partial(self._set_stance, line.note_id, key))
        menu.addSeparator()
        menu.addAction(tr("Take out"), partial(self._unlink, line.note_id))
        menu.addAction(tr("History"), partial(self._on_history, line.note_id))
        change = MenuButton(tr("Change"), menu)
        change.setAccessibleName(tr("Change: {note}").format(note=line.short))
        return change

    def _pager(self, total: int) -> QWidget:
        first = self._page * PAGE + 1
        words = tr("Notes {first} to {last} of {total}")
        shown = label(words.format(first=first, last=min(total, first + PAGE - 1), total=total), "small")
        parts: list[QWidget] = [shown]
        if self._page:
            back = button(
                tr("Notes before"), lambda: self._turn_and_focus(self._page - 1), icon="chevron_left"
            )
            parts.append(back)
        if self._page + 1 < self._lines.pages:
            more = button(
                tr("More notes"), lambda: self._turn_and_focus(self._page + 1), icon="chevron_right"
            )
            parts.append(more)
        return flow(*parts)

    def _move(self, note: str, step: int) -> None:
        notes = list(self.notes)
        at = notes.index(note) + step
        if 0 <= at < len(notes):
            self.notes[notes[at]].setFocus(Qt.FocusReason.TabFocusReason)

    def _turn_to(self, page: int) -> None:
        if self.flush():
            self._page = page
            self.show_lines()

    def _turn_and_focus(self, page: int) -> None:
        self._turn_to(page)
        first = next(iter(self.notes.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _set_stance(self, note: str, stance: str) -> None:
        self._editor.set_stance(note, stance)
        self._changed(note)

    def _unlink(self, note: str) -> None:
        at = self._lines.ids.index(note) if note in self._lines.ids else 0
        self._editor.unlink(note)
        left = [x for x in self._lines.ids if x != note]
        self._changed(left[min(at, len(left) - 1)] if left else "")

    def _changed(self, note: str) -> None:
        self.show_lines()
        self._on_changed()
        self.focus_note(note)
