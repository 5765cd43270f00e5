"""Writing or changing one finding, with the notes behind it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from tia_desktop.domain.records import EvidenceLink, Finding, link_id
from tia_desktop.ui.context import Shell
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import field_grid
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.screens.findings.editing import FindingEditor
from tia_desktop.ui.screens.findings.evidence_list import EvidenceList
from tia_desktop.ui.screens.findings.figures_behind import FiguresBehind
from tia_desktop.ui.screens.findings.finding_prompts import FindingPrompts
from tia_desktop.ui.screens.findings.panels import Panel
from tia_desktop.ui.strength_strip import StrengthBox
from tia_desktop.ui.widgets import (
    CheckBox,
    ChipGroup,
    ComboBox,
    ErrorSummary,
    LabeledField,
    NoteEdit,
    button,
    column,
    heading,
    label,
    row,
)

WEIGHTS = (
    ("", "Not said"),
    ("high", "Weighs a lot"),
    ("medium", "Weighs something"),
    ("low", "Weighs a little"),
)
"""What a person says: nothing computes it."""


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
        self.add(self._top(), self.problems)
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
        self._add_details()
        self._add_behind(shell, on_note)
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

    def _title(self) -> str:
        if self.editor.is_new:
            return tr("New finding")
        return tr("Finding {label}").format(label=self.editor.label).strip()

    def _top(self) -> QWidget:
        """What it is, with the way to everything that happened to it."""
        title, finding = heading(self._title(), 3), self.editor.id
        if not finding:
            return title
        go = self.editor.context.shell.go
        past = button(
            tr("History"), lambda: go("history", kind=Finding.KIND, record_id=finding), "quiet",
            icon="history", tip=tr("Everything that happened to this finding"),
        )  # fmt: skip
        return row(title, past, stretch=0)

    def _add_details(self) -> None:
        editor = self.editor
        areas = [("", tr("No area"))] + [(a.id, a.short) for a in editor.ws.pack.service_areas]
        self._area = self._choice(areas, editor.area, editor.set_area)
        self._weight = self._choice([(k, tr(w)) for k, w in WEIGHTS], editor.weight, editor.set_weight)
        self._part = self._choice(self._parts(), editor.part, editor.set_part)
        self._part_field = LabeledField(tr("Part of the key question"), self._part)
        fields = (
            LabeledField(tr("Service area"), self._area),
            LabeledField(tr("How much it weighs"), self._weight),
        )
        self._draft = CheckBox(tr("Still a draft"), checked=editor.draft)
        self._draft.toggled.connect(lambda on: self._chose(lambda: editor.set_draft(on)))
        self.add(self._part_field)
        self._part_field.setVisible(self._part.count() > 1)
        self.add(field_grid(*fields, least=230), self._draft)

    def _choice(self, choices: list[tuple[str, str]], value: str, keep: Callable[[str], object]) -> ComboBox:
        box = ComboBox(choices)
        box.set_value(value)
        box.currentIndexChanged.connect(lambda _=0: self._chose(lambda: keep(box.value())))
        return box

    def _parts(self) -> list[tuple[str, str]]:
        return [("", tr("No part")), *((p.id, f"{p.id} {p.title}") for p in self.editor.parts())]

    def _show_parts(self) -> None:
        """The parts follow the key questions."""
        parts, box = self._parts(), self._part
        if [box.itemData(row) for row in range(box.count())] != [key for key, _ in parts]:
            blocked = box.blockSignals(True)
            box.clear()
            for key, words in parts:
                box.addItem(words, key)
            box.blockSignals(blocked)
        box.set_value(self.editor.part)
        self._part_field.setVisible(len(parts) > 1)

    def _add_behind(self, shell: Shell, on_note: Callable[[str], object]) -> None:
        """What stands behind it; Tab reaches the parts in this order, so they are made in it."""
        editor = self.editor
        self._strength: StrengthBox | None = None
        self.evidence = EvidenceList(editor, shell, on_note, self._show_strength, self._history)
        self._add_strength()
        self.figures = FiguresBehind(editor.context, editor.id)
        self.prompts = FindingPrompts(editor)
        self.add(self.evidence, self.figures, self.prompts)
        self.figures.setVisible(bool(editor.id))
        self.prompts.show_prompts()
        jump = QShortcut(QKeySequence("Ctrl+E"), self)
        jump.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        jump.activated.connect(self.focus_evidence)

    def _add_strength(self) -> None:
        self._strength_title = heading(tr("How strong is the evidence?"), 3)
        self._strength_host = column(self._strength_title, gap=6)
        self.add(self._strength_host)
        self._show_strength()

    def _show_strength(self) -> None:
        counted = self.editor.strength()
        self._strength_host.setVisible(counted is not None)
        if counted is None:
            return
        if self._strength is None:
            self._strength = StrengthBox(self.editor.ws.pack, counted)
            layout = self._strength_host.layout()
            assert layout is not None
            layout.addWidget(self._strength)
        self._strength.show_strength(counted)

    def _show_figures(self) -> None:
        if self.editor.id:
            self.figures.finding_id = self.editor.id  # a new finding has none before its first words
            self.figures.show()
            self.figures.refresh()

    def show_evidence(self) -> None:
        """Show what stands behind the finding, what it amounts to, and its prompts, as they are now."""
        self.evidence.show_lines()
        self._show_strength()
        self._show_figures()
        self.prompts.show_prompts()

    def focus_evidence(self, note_id: str = "") -> None:
        """Put the focus on a note behind the finding, else on the first one; without any on the words."""
        if not self.evidence.focus_note(note_id):
            self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _history(self, note_id: str) -> None:
        context = self.editor.context
        link = link_id(self.editor.id, note_id)
        context.shell.go("history", kind=EvidenceLink.KIND, record_id=link)

    # ---- what a person does

    def done(self) -> None:
        """Save and close, or say what is missing."""
        if not self.evidence.flush() or (not self.saver.flush() and not self.editor.lacks_choice):
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
        kept = self.evidence.flush() and self.saver.flush()
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
            self.flush()
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
        self._weight.set_value(self.editor.weight)
        self._show_parts()
        blocked = self._draft.blockSignals(True)
        self._draft.setChecked(self.editor.draft)
        self._draft.blockSignals(blocked)

    def _chose(self, keep: Callable[[], object]) -> None:
        """Keep a choice; what could not be stored falls back. Words that waited for it are saved now."""
        keep()
        if self.editor.id:
            self._show_choices()
            self.prompts.show_prompts()
            return
        self._show_parts()
        if not self.editor.lacks_choice:
            self._question_error.hide()
            self.saver.flush()
