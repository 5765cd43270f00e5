"""Writing or changing one finding, with the notes behind it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.records import EvidenceNote
from tia_desktop.domain.text import one_line
from tia_desktop.ui.context import Shell
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.screens.findings.editing import FindingEditor
from tia_desktop.ui.screens.findings.panels import STANCES, Panel
from tia_desktop.ui.widgets import (
    Button,
    CheckBox,
    ChipGroup,
    ComboBox,
    ErrorSummary,
    Group,
    LabeledField,
    NoteEdit,
    button,
    flow,
    heading,
    label,
)

MOST = 50
"""Notes listed with buttons of their own; the others are counted."""


class EditorPanel(Panel):
    """`on_done(grouped)` when it is closed; `on_note(id)` shows a note's story."""

    def __init__(
        self,
        editor: FindingEditor,
        shell: Shell,
        on_done: Callable[[bool], object],
        on_note: Callable[[str], object],
    ) -> None:
        super().__init__()
        self.editor = editor
        self._on_done, self._on_note = on_done, on_note
        self.problems = ErrorSummary()
        self.add(heading(tr("New finding") if editor.is_new else tr("Finding"), 3), self.problems)
        self._polarity = ChipGroup(
            tr("Strength or weakness"),
            [("strength", tr("+ Strength")), ("weakness", tr("− Weakness"))],
            exclusive=True,
        )
        self._polarity.set_values([editor.polarity] if editor.polarity else [])
        self._polarity.changed.connect(lambda ids: self._chose(lambda: editor.set_polarity(ids[0])))
        self.words = NoteEdit(lines=3)
        self.words.set_text(editor.text)
        hint = tr("One sentence that the notes behind it can carry.")
        self._field = LabeledField(tr("What did you find?"), self.words, hint=hint)
        self.saver = Saver(shell, self.words.text, editor.type_text, self)
        self.words.edited.connect(self.saver.touch)
        self.words.huge_paste.connect(lambda text: self.words.insertPlainText(text[:5_000]))
        self.first = self.words
        self.add(self._polarity, self._field)
        self._add_questions()
        self._add_area()
        self._evidence: QWidget | None = None
        self._shown: object = None
        self.show_evidence()
        self.body.addStretch(1)

    # ---- parts

    def _add_questions(self) -> None:
        pack = self.editor.ws.pack
        self._question_error = label("", "error")
        self._question_error.hide()
        chips = [(q.id, f"{q.number}. {q.short}", "", f"{q.number}. {q.title}") for q in pack.key_questions]
        self._questions = ChipGroup(tr("Key questions it helps to answer"), chips)
        self._questions.set_values(self.editor.questions)
        self._questions.changed.connect(lambda ids: self._chose(lambda: self.editor.set_questions(ids)))
        self.add(label(tr("Helps to answer"), "strong"), self._question_error, self._questions)

    def _add_area(self) -> None:
        areas = [("", tr("No area"))] + [(a.id, a.short) for a in self.editor.ws.pack.service_areas]
        self._area = ComboBox(areas)
        self._area.set_value(self.editor.area)
        self._area.currentIndexChanged.connect(
            lambda _=0: self._chose(lambda: self.editor.set_area(self._area.value()))
        )
        self._draft = CheckBox(tr("Still a draft"), checked=self.editor.draft)
        self._draft.toggled.connect(lambda on: self._chose(lambda: self.editor.set_draft(on)))
        self.add(LabeledField(tr("Service area"), self._area), self._draft)

    def show_evidence(self) -> None:
        """Show the notes behind the finding as they are now."""
        pairs = self.editor.evidence()
        state = [(stance, note.id, note.text) for stance, note in pairs]
        if state == self._shown:
            return
        self._shown = state
        host = Group(tr("Notes behind it"))
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(ntr("{n} note behind it", "{n} notes behind it", len(pairs)), 3))
        for stance, note in pairs[:MOST]:
            column.addWidget(self._note(stance, note))
        if len(pairs) > MOST:
            column.addWidget(label(tr("… and {n} more").format(n=len(pairs) - MOST), "small"))
        if not pairs:
            column.addWidget(label(tr("No note carries it yet. Choose notes, then group them."), "muted"))
        if self._evidence is not None:
            self.body.replaceWidget(self._evidence, host)
            self._evidence.hide()
            self._evidence.deleteLater()
        else:
            self.add(host)
        self._evidence = host

    def _note(self, stance: str, note: EvidenceNote) -> QWidget:
        editor = self.editor
        check = editor.ws.store.get(_check_type(), note.check_id) if note.check_id else None
        where = editor.ws.template_of(check) if check else tr("Inbox")
        words = one_line(note.text, 160) or tr("No words")
        stance_words = tr(dict(STANCES).get(stance, stance))
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        open_it = Button(
            words, lambda: self._on_note(note.id), kind="step", second=f"{stance_words} · {where}"
        )
        column.addWidget(open_it)
        if not editor.id:
            return row  # not stored yet: nothing to take out
        short = one_line(note.text, 40)
        parts = [
            button(
                tr(verb), lambda key=key: self._set_stance(note.id, key), "quiet",  # type: ignore[misc]
                name=f"{tr(verb)}: {short}",
            )
            for key, verb in STANCES
            if key != stance
        ]  # fmt: skip
        name = tr("Take out: {note}").format(note=short)
        parts.append(button(tr("Take out"), lambda: self._unlink(note.id), "quiet", icon="close", name=name))
        column.addWidget(flow(*parts, gap=0))
        return row

    # ---- what a person does

    def done(self) -> None:
        """Save and close, or say what is missing."""
        if not self.saver.flush() and not self.editor.lacks_choice:
            return
        problems = dict(self.editor.problems(self.words.text()))
        self._field.set_error(problems.get("text", ""))
        self._question_error.setText(problems.get("questions", ""))
        self._question_error.setVisible("questions" in problems)
        first = self.editor.ws.pack.key_questions[0].id
        targets = {
            "text": self.words,
            "polarity": self._polarity.chip("strength"),
            "questions": self._questions.chip(first),
        }
        self.problems.show_problems([(sentence, targets[field]) for field, sentence in problems.items()])
        if not problems and self.editor.finish():
            self._on_done(self.editor.is_new and bool(self.editor.notes))

    def flush(self) -> bool:
        """Write what is typed. False when it could not be; a choice that is missing is asked for."""
        kept = self.saver.flush()
        if not kept and self.editor.lacks_choice:
            missing = [said for field, said in self.editor.problems(self.words.text()) if field != "text"]
            self._question_error.setText(" ".join(missing))
            self._question_error.show()
        return kept

    def cancel(self) -> None:
        """Give up a new finding; leave one that was there (its changes are saved)."""
        if self.editor.is_new:
            self.saver.dirty = False
            self.editor.discard()
        else:
            self.saver.flush()
        self._on_done(False)

    def remove(self) -> None:
        """Remove the finding; undo brings it back."""
        dirty, self.saver.dirty = self.saver.dirty, False
        if self.editor.remove():
            self._on_done(False)
        else:
            self.saver.dirty = dirty

    def refresh(self) -> bool:
        """Show what is stored now. False when somebody removed the finding."""
        if self.editor.id and not self.editor.exists:
            return False
        if self.editor.id and not self.saver.dirty:
            typed = self.words.text()
            questions, polarity, draft = self.editor.questions, self.editor.polarity, self.editor.draft
            self.editor.load()
            if self.editor.is_new:  # what a draft does not hold yet
                self.editor.questions, self.editor.draft = questions or self.editor.questions, draft
                self.editor.polarity = polarity or self.editor.polarity
            if self.editor.text != typed:
                self.words.set_text(self.editor.text)
            self._show_choices()
        self.show_evidence()
        return True

    def _show_choices(self) -> None:
        self._polarity.set_values([self.editor.polarity] if self.editor.polarity else [])
        self._questions.set_values(self.editor.questions)
        self._area.set_value(self.editor.area)
        blocked = self._draft.blockSignals(True)
        self._draft.setChecked(self.editor.draft)
        self._draft.blockSignals(blocked)

    def _chose(self, keep: Callable[[], object]) -> None:
        """Keep a choice; what could not be stored falls back. Words that waited for it are saved now."""
        keep()
        if self.editor.id:
            self._show_choices()
        elif not self.editor.lacks_choice:
            self._question_error.hide()
            self.saver.flush()

    def _set_stance(self, note_id: str, stance: str) -> None:
        self.editor.set_stance(note_id, stance)
        self.show_evidence()
        self.words.setFocus()

    def _unlink(self, note_id: str) -> None:
        self.editor.unlink(note_id)
        self.show_evidence()
        self.words.setFocus()


def _check_type() -> type:
    from tia_desktop.domain.records import RealityCheck

    return RealityCheck
