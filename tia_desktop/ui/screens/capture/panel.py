"""One question, made afresh each time: rating, note, how it is known, photos, key questions."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.photo_adding import PhotoAdding
from tia_desktop.ui.photos import PhotoNote, PhotoStrip
from tia_desktop.ui.screens.capture.history import EarlierAnswers
from tia_desktop.ui.screens.capture.model import Question, Talk
from tia_desktop.ui.screens.capture.presenter import CapturePresenter
from tia_desktop.ui.screens.capture.rows import SeveralRow, row_for, show_chosen
from tia_desktop.ui.screens.capture.slip import Slip
from tia_desktop.ui.screens.capture.typed import COUNT, HINTS, MEASURE, NUMBER, shown
from tia_desktop.ui.theme import em
from tia_desktop.ui.tones import HOW_ICONS
from tia_desktop.ui.widgets import (
    Card,
    ChipGroup,
    IconLabel,
    LabeledField,
    Responsive,
    announce,
    heading,
    icon_row,
    label,
    line_edit,
    row,
)


class QuestionPanel(QWidget):
    """The middle of the page for one question."""

    columns = (3, 2)

    def __init__(
        self, question: Question, talk: Talk | None, presenter: CapturePresenter, adding: PhotoAdding
    ) -> None:
        super().__init__()
        self._presenter, self._adding, self.question = presenter.answers, adding, question
        self._keeper = presenter.photos
        self.value: QLineEdit | None = None
        self.value_field: LabeledField | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self._ask(box)
        self.rating = row_for(question)
        box.addWidget(self.rating)
        self._value_field(box)
        self.slip = Slip()
        box.addWidget(self.slip)
        two = Responsive(560, 18, self.columns)
        two.add(self._left(talk))
        two.add(self._right())
        box.addWidget(two, 1)
        self.show_stored(question, text=True)
        self.show_talk(talk, typing=False)
        self._connect()

    def show_stored(self, question: Question, *, text: bool) -> None:
        """Show what is stored; the note's text only when the person is not typing in it."""
        self.question = question
        note = question.note
        show_chosen(self.rating, question)
        if text:
            self._show_text(note.text if note else "")
        if self.value is not None and not self.value.hasFocus():
            self.value.setText(shown(question.value_kind, note.value if note else ""))
        self._needed.setVisible(question.is_missing)
        self._show_problem(question.problem)
        self.earlier.show_earlier(question.earlier)
        self._show_how()
        self.kq.set_values(question.questions)
        self._name_questions(list(question.questions))
        self.photos.show_photos(question.photos)

    def show_talk(self, talk: Talk | None, *, typing: bool) -> None:
        """Show the lines of a conversation, where there is one."""

    # ---- parts

    def _ask(self, box: QVBoxLayout) -> None:
        question = self.question
        box.addWidget(heading(question.item.question, 2))
        if question.item.look_for:
            hint = Card("soft", pad=11, gap=9, horizontal=True)
            hint.body.addWidget(IconLabel("eye", "primary_ink", 22), 0, Qt.AlignmentFlag.AlignTop)
            hint.body.addWidget(label(question.item.look_for), 1)
            box.addWidget(hint)
        box.addSpacing(2)
        self._needed = icon_row("flag", tr("This one is needed for the report."), "small")
        box.addWidget(self._needed)
        self._problem = Card("weak", pad=10, gap=4)
        self._problem_words = label("", "strong")
        self._problem.add(self._problem_words)
        box.addWidget(self._problem)
        self.earlier = EarlierAnswers()
        box.addWidget(row(heading(self._row_words(), 3), self.earlier.link, gap=12, stretch=0))
        box.addWidget(self.earlier)

    def _show_problem(self, problem: str) -> None:
        """Say what a rule of the checklist finds wrong with the answer. It is kept all the same."""
        if problem and problem != self._problem_words.text():
            announce(self, problem)
        self._problem_words.setText(problem)
        self._problem.setVisible(bool(problem))

    def _row_words(self) -> str:
        item = self.question.item
        if item.choices:
            return tr("Choose all that fit") if item.answer == "choices" else tr("Choose one")
        if item.answer == "text" and any(t in ("good", "weak") for t in self.question.tones.values()):
            return tr("Your view. You can leave it out.")
        return self.question.found

    def _value_field(self, box: QVBoxLayout) -> None:
        kind, unit = self.question.value_kind, self.question.item.unit
        if not kind:
            return
        words, hint = HINTS[kind]
        edit = line_edit(limit=40)
        edit.setMaximumWidth(em(240))
        if kind == "number":
            form = NUMBER if self.question.item.any_number else MEASURE if unit else COUNT
            allowed = QRegularExpression(form)
            edit.setValidator(QRegularExpressionValidator(allowed, edit))
            edit.setMaximumWidth(em(140))
            if unit:
                words = tr("How many {unit}?").format(unit=unit)
        self.value = edit
        self.value_field = LabeledField(words if unit else tr(words), edit, hint=tr(hint), beside=unit)
        box.addWidget(self.value_field)

    def _left(self, talk: Talk | None) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        # It grows where there is room; what is below it has to be in view on a small laptop, too.
        self.note = PhotoNote(lines=2 if self.question.item.asks_value else 5)
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
        self.how.changed.connect(lambda ids: self._presenter.set_how(ids[0]))
        box.addWidget(heading(tr("How do you know?"), 3))
        box.addWidget(self.how)
        return side

    def _right(self) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(heading(tr("Photos and files"), 3))
        self.photos = PhotoStrip(self._keeper, self._adding)
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
        if isinstance(self.rating, SeveralRow):
            self.rating.chosen.connect(self._choose)
        else:
            self.rating.changed.connect(self._rate)
            self.rating.confirmed.connect(presenter.confirm)
            self.rating.digit_chose.connect(self._say_chosen)
            self.rating.digit_meant.connect(self._digit_meant)
            self.slip.back_wanted.connect(self._take_back)
        self.rating.unanswered.connect(self._say_nothing_chosen)
        self.kq.changed.connect(self._on_questions)
        self.note.pictured.connect(self._adding.take)
        for each in self.question.key_questions:
            if each.number <= 9:
                keys = QShortcut(f"Ctrl+{each.number}", self)
                keys.activated.connect(lambda chip=each.id: self.kq.toggle(chip))
        if self.value is not None:
            self.value.editingFinished.connect(self.keep_value)

    def take_key(self, event: QKeyEvent) -> None:
        """A letter or digit that was typed elsewhere on the page, as if it had been typed on the answers."""
        self.rating.focus_choice()
        again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        QApplication.sendEvent(QApplication.focusWidget() or self, again)

    # ---- what is stored and shown

    def keep_value(self) -> None:
        """Keep what stands in the field; what cannot be read is said beside it, and never in the way."""
        if self.value is not None and self.value_field is not None:
            self.value_field.set_error(self._presenter.set_value(self.question.key, self.value.text()))

    def _rate(self, choice_id: str) -> None:
        self.slip.hide()
        self._presenter.rate(choice_id)

    def _choose(self, ids: list[str]) -> None:
        self.slip.hide()
        self._presenter.choose(ids)

    def _say_nothing_chosen(self) -> None:
        """Enter alone chooses nothing: an answer nobody gave would be invented evidence."""
        self.slip.nothing_chosen(
            next((b.choice.word for b in self.rating.buttons() if b.choice.key == "0"), "")
        )

    def _say_chosen(self, before: str) -> None:
        """A letter came right behind a digit: what the digit chose stays, and is said."""
        chosen = next((b.choice.word for b in self.rating.buttons() if b.isChecked()), "")
        self.slip.chose(chosen, before)

    def _digit_meant(self, before: str) -> None:
        """The digits were the first of somebody's words."""
        self._presenter.rate(before)
        self.slip.wrote()

    def _take_back(self, before: str) -> None:
        self._presenter.rate(before)
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_text(self, stored: str) -> None:
        if stored != self.note.text():
            self.note.set_text(stored)

    def _show_how(self) -> None:
        self.how.set_values([self.question.how])

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
