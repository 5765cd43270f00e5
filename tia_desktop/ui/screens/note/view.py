"""Quick note: write it down now, sort it now or later."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.ui import photos
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.photo_adding import PhotoAdding
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.screens.note.presenter import ORIGIN, NotePresenter
from tia_desktop.ui.theme import em
from tia_desktop.ui.tones import HOW_ICONS
from tia_desktop.ui.widgets import (
    ChipGroup,
    ComboBox,
    LabeledField,
    Page,
    Responsive,
    announce,
    button,
    heading,
    label,
    line_edit,
)


class NotePage(Page):
    """One note with everything about it."""

    origin = ORIGIN

    def __init__(self, context: ScreenContext) -> None:
        self._shell = context.shell
        self._presenter = NotePresenter(context, self)
        stored = self._presenter.note
        title = (
            tr("Change a note")
            if stored and not self._presenter.is_new
            else tr("Add something else")
            if (self._presenter.draft.check_id)
            else tr("Quick note")
        )
        super().__init__(title)
        self._adding = PhotoAdding(self._shell, self._presenter.photos, self)
        self.add(heading(title))
        if stored is None and not self._presenter.draft.check_id:
            self.add(label(tr("Write it down now, sort it later. It is saved while you type."), "lead"))
        else:
            self.add(label(tr("It is saved while you type."), "muted"))
        two = Responsive(700, 20, (3, 2))
        two.add(self._left())
        two.add(self._right())
        self.add(two, stretch=1)
        remove = button(tr("Remove this note"), self._presenter.remove, "quiet", icon="trash")
        footer = [
            button(tr("Save and close"), self._done, "primary", icon="check", tip=tr("Control and Enter")),
            button(tr("Back"), self._done, icon="back", tip=tr("Escape")),
        ]
        self.set_footer(*footer, *([remove] if stored else []))
        self._saver = Saver(self._shell, self._note.text, self._presenter.type_text, self)
        self._note.edited.connect(self._saver.touch)
        self._commands()
        self._show()
        self.first_focus = self._note

    # ---- the view's contract

    def show_photos(self) -> None:
        self._photos.show_photos(self._presenter.stored_photos())
        note = self._presenter.note
        if note is not None and not self._note.text():
            self._note.set_text(note.text)

    def show_choices(self) -> None:
        draft = self._presenter.draft
        self._how.set_values([draft.how])
        self._kq.set_values(draft.questions)
        blocked = self._check.blockSignals(True)
        self._check.set_value(draft.check_id)
        self._check.blockSignals(blocked)
        self._name_questions(list(draft.questions))

    def say(self, text: str) -> None:
        announce(self, text)

    # ---- called by the shell

    @property
    def arguments(self) -> dict[str, str]:
        """What shows this note again: a quick note has an id once it is stored."""
        if self._presenter.note is None:
            return {}
        return {"note_id": self._presenter.note_id, "is_new": "yes" if self._presenter.is_new else ""}

    def flush(self) -> bool:
        """Write what is typed and keep what is on its way. False when it could not be."""
        placed = self._presenter.set_place(self._place.text())
        kept = self._saver.flush() and placed  # the words first: photos may take a while
        kept = self._adding.settle() and kept
        if kept:
            self._presenter.tidy(self._note.text())
        return kept

    def hurry(self) -> None:
        """The computer shuts down."""
        self._adding.hurry()

    def refresh(self) -> None:
        """Show what is stored now."""
        note = self._presenter.note
        if note is not None and not self._saver.dirty and note.text != self._note.text():
            self._note.set_text(note.text)
        self.show_photos()

    # ---- parts

    def _left(self) -> QWidget:
        side, box = _column()
        self._note = photos.PhotoNote(lines=8)
        self._note.huge_paste.connect(self._adding.offer)
        self._note.pictured.connect(self._adding.take)
        hint = tr("What, where, how many, since when?")
        box.addWidget(
            LabeledField(tr("What did you see, hear or read?"), self._note, hint=hint, kind="h3"), 1
        )
        chips = [(c.id, c.word, HOW_ICONS.get(c.id, "")) for c in self._presenter.how_known]
        self._how = ChipGroup(tr("How do you know?"), chips, exclusive=True)
        self._how.changed.connect(lambda ids: self._presenter.set_how(ids[0]))
        box.addWidget(heading(tr("How do you know?"), 3))
        box.addWidget(self._how)
        return side

    def _right(self) -> QWidget:
        side, box = _column()
        self._place = line_edit(self._presenter.draft.place, limit=200)
        self._place.setMaximumWidth(em(420))
        self._place.editingFinished.connect(lambda: self._presenter.set_place(self._place.text()))
        box.addWidget(LabeledField(tr("Where was it?"), self._place))
        self._check = ComboBox(self._presenter.checks())
        self._check.setMaximumWidth(em(420))
        self._check.currentIndexChanged.connect(lambda _: self._presenter.set_check(self._check.value()))
        box.addWidget(LabeledField(tr("Which check does it belong to?"), self._check))
        box.addWidget(heading(tr("Photos and files"), 3))
        self._photos = photos.PhotoStrip(self._presenter.photos, self._adding)
        box.addWidget(self._photos)
        box.addWidget(heading(tr("Helps to answer"), 3))
        chips = [
            (q.id, str(q.number), "", tr("Key question {n}: {words}").format(n=q.number, words=q.title))
            for q in self._presenter.key_questions
        ]
        self._kq = ChipGroup(tr("Key questions this note helps to answer"), chips)
        self._kq.changed.connect(self._on_questions)
        box.addWidget(self._kq)
        self._named = label("", "small")
        box.addWidget(self._named)
        box.addStretch(1)
        return side

    def _commands(self) -> None:
        for words, run, keys in (
            (tr("Save and close"), self._done, "Ctrl+Return"),
            (tr("Back from the note"), self._done, "Escape"),
            (tr("Add photo…"), self._adding.ask, "Ctrl+P"),
            (tr("Paste a picture"), self._adding.paste, "Ctrl+Shift+V"),
        ):
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, do=run: do())
            self.addAction(action)

    def _show(self) -> None:
        note = self._presenter.note
        self._note.set_text(note.text if note else "")
        self.show_choices()
        self.show_photos()

    # ---- doing

    def _on_questions(self, ids: list[str]) -> None:
        self._name_questions(ids)
        self._presenter.set_questions(ids)

    def _name_questions(self, ids: list[str]) -> None:
        chosen = [f"{q.number}. {q.title}" for q in self._presenter.key_questions if q.id in ids]
        self._named.setText("  ".join(chosen) or tr("Choose at least one, or leave it for the inspector."))

    def _done(self) -> None:
        """Back to where one came from. What cannot be saved keeps the page, and it says so."""
        if self.flush():
            self._presenter.done()
        else:
            self._shell.go("back")


def _column() -> tuple[QWidget, QVBoxLayout]:
    side = QWidget()
    box = QVBoxLayout(side)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    return side, box


def build(context: ScreenContext) -> Page:
    """Build the screen."""
    return NotePage(context)
