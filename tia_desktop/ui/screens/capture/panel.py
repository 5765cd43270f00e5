"""One question, made afresh each time: rating, note, how it is known, photos, key questions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.photos import PhotoNote, PhotoStrip
from tia_desktop.ui.screens.capture.presenter import CapturePresenter, Question
from tia_desktop.ui.theme import em
from tia_desktop.ui.tones import HOW_ICONS, choices_for
from tia_desktop.ui.widgets import (
    Card,
    ChipGroup,
    ChoiceRow,
    IconLabel,
    LabeledField,
    Responsive,
    heading,
    label,
    line_edit,
)

_VALUE_HINTS = {
    "number": ("How many?", ""),
    "date": ("Which day?", "Day, month and year, such as 21 May 2026"),
    "time": ("What time, or how long?", "Such as 14:30, or 12 minutes"),
}


class QuestionPanel(QWidget):
    """The middle of the page for one question."""

    def __init__(
        self, question: Question, presenter: CapturePresenter, on_photo: Callable[[], object]
    ) -> None:
        super().__init__()
        self._presenter, self.question = presenter, question
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(heading(question.item.question, 2))
        if question.item.look_for:
            hint = Card("soft", pad=11, gap=9, horizontal=True)
            hint.body.addWidget(IconLabel("eye", "primary_ink", 22), 0, Qt.AlignmentFlag.AlignTop)
            hint.body.addWidget(label(question.item.look_for), 1)
            box.addWidget(hint)
        box.addSpacing(2)
        box.addWidget(heading(tr("What did you find?"), 3))
        said = tr("Question {n} of {total}. {question}").format(
            n=question.number, total=question.total, question=question.item.question
        )
        self.rating = ChoiceRow(said, choices_for(question.scheme, question.tones), alt_digits=True)
        box.addWidget(self.rating)
        self.value = self._value_field(box)
        two = Responsive(560, 18, (3, 2))
        two.add(self._left())
        two.add(self._right(on_photo))
        box.addWidget(two, 1)
        self.show_stored(question, text=True)
        self._connect()

    def show_stored(self, question: Question, *, text: bool) -> None:
        """Show what is stored; the note's text only when the person is not typing in it."""
        self.question = question
        note = question.note
        self.rating.set_value(note.rating if note else "")
        stored = note.text if note else ""
        if text and stored != self.note.text():
            self.note.set_text(stored)
        if self.value is not None and not self.value.hasFocus():
            self.value.setText(note.value if note else "")
        self.how.set_values([question.how])
        self.kq.set_values(question.questions)
        self._name_questions(list(question.questions))
        self.photos.show_photos(list(question.photos), self._presenter.blob)

    # ---- parts

    def _value_field(self, box: QVBoxLayout) -> QLineEdit | None:
        kind = self.question.value_kind
        if not kind:
            return None
        words, hint = _VALUE_HINTS[kind]
        edit = line_edit(limit=40)
        edit.setMaximumWidth(em(240))
        if kind == "number":
            edit.setValidator(QIntValidator(0, 1_000_000, edit))
            edit.setMaximumWidth(em(140))
        box.addWidget(LabeledField(tr(words), edit, hint=tr(hint)))
        return edit

    def _left(self) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self.note = PhotoNote(lines=5)
        box.addWidget(
            LabeledField(
                tr("What did you see, hear or read?"),
                self.note,
                hint=tr("What, where, how many, since when?"),
                kind="h3",
            ),
            1,
        )
        chips = [(c.id, c.word, HOW_ICONS.get(c.id, "")) for c in self.question.how_known]
        self.how = ChipGroup(tr("How do you know?"), chips, exclusive=True)
        box.addWidget(heading(tr("How do you know?"), 3))
        box.addWidget(self.how)
        return side

    def _right(self, on_photo: Callable[[], object]) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(heading(tr("Photos"), 3))
        self.photos = PhotoStrip(on_photo, self._presenter.remove_photo)
        box.addWidget(self.photos)
        box.addSpacing(4)
        box.addWidget(heading(tr("Helps to answer"), 3))
        chips = [
            (q.id, str(q.number), "", tr("Key question {n}: {words}").format(n=q.number, words=q.title))
            for q in self.question.key_questions
        ]
        self.kq = ChipGroup(tr("Key questions this note helps to answer"), chips)
        box.addWidget(self.kq)
        self._named = label("", "small")
        box.addWidget(self._named)
        box.addStretch(1)
        return side

    def _connect(self) -> None:
        presenter = self._presenter
        self.rating.changed.connect(presenter.rate)
        self.rating.confirmed.connect(presenter.confirm)
        self.how.changed.connect(lambda ids: presenter.set_how(ids[0]))
        self.kq.changed.connect(self._on_questions)
        self.note.pictured.connect(presenter.add_photo)
        for each in self.question.key_questions:
            if each.number <= 9:
                keys = QShortcut(f"Ctrl+{each.number}", self)
                keys.activated.connect(lambda chip=each.id: self.kq.toggle(chip))
        if self.value is not None:
            value = self.value
            value.editingFinished.connect(lambda: presenter.set_value(self.question.item.id, value.text()))

    def _on_questions(self, ids: list[str]) -> None:
        self._presenter.set_questions(ids)
        self._name_questions(ids)

    def _name_questions(self, ids: list[str]) -> None:
        """Say in words which key questions are chosen."""
        chosen = [f"{q.number}. {q.title}" for q in self.question.key_questions if q.id in ids]
        words = "  ".join(chosen) or tr("Choose at least one, or leave it for the inspector.")
        if chosen and self.question.set_for_you and set(ids) == set(self.question.questions):
            words += "  " + tr("(set for you)")
        self._named.setText(words)
