"""Before you start: safety and care, what people agree to, and what is asked once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from tia_desktop.domain.pack import FieldSpec
from tia_desktop.ui.context import Shell
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.screens.capture.model import CONSENT, StartForm
from tia_desktop.ui.screens.capture.rows import own_choices
from tia_desktop.ui.screens.capture.start import StartPresenter
from tia_desktop.ui.screens.capture.typed import shown
from tia_desktop.ui.theme import TARGET, em
from tia_desktop.ui.widgets import (
    Card,
    CheckBox,
    ChoiceRow,
    ErrorSummary,
    LabeledField,
    announce,
    button,
    column,
    error_label,
    flow,
    heading,
    icon_row,
    label,
    line_edit,
)


class _Title(QLabel):
    """The title takes the focus first, so that the page begins at its top however large the text is."""

    entered = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "h2")
        self.setWordWrap(True)
        self.setMinimumHeight(em(TARGET))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A field on the page: what is shown or hidden, and what is filled in."""

    spec: FieldSpec
    part: QWidget
    answer: QLineEdit | ChoiceRow

    error: QLabel | None = None  # what is wrong with a choice

    def value(self) -> str:
        """What stands in it."""
        answer = self.answer
        return answer.value() if isinstance(answer, ChoiceRow) else answer.text().strip()

    def stop(self) -> QWidget:
        """What takes the focus."""
        if isinstance(self.answer, ChoiceRow):
            return next((b for b in self.answer.buttons() if b.isChecked()), self.answer.buttons()[0])
        return self.answer

    def refusal(self) -> str:
        """Why the check cannot begin with this answer, "" when it can."""
        must = self.spec.must
        return must.words if must is not None and self.value() not in must.answers else ""

    def show_refusal(self, words: str) -> None:
        """Say in place why the check cannot begin."""
        if self.error is not None:
            self.error.setText(words)
            self.error.setVisible(bool(words))
            self.answer.setAccessibleDescription(words)


class StartPanel(QWidget):
    """The page before the questions. Everything is kept at once."""

    went_on = Signal()
    """Enter in the last field: start."""
    start_reads = Signal(str)
    """What the button that starts now reads."""

    def __init__(self, form: StartForm, presenter: StartPresenter, shell: Shell) -> None:
        super().__init__()
        self._presenter, self._shell, self.form = presenter, shell, form
        self._savers: list[Saver] = []
        self._stops: list[QWidget] = []
        self._asked: list[_Asked] = []
        self._told: set[str] = set()
        self._lists, self._listed = False, list[tuple[str, QWidget]]()  # what was pointed out, as it is shown
        self._refused = error_label()
        self._who: LabeledField | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        self._summary = ErrorSummary(tr("Still to do before you start"), tone="weak", icon="flag")
        self.title = _Title(tr("Before you start"))
        self.title.entered.connect(lambda: self._next_after(self.title))
        self._stops.append(self.title)
        box.addWidget(column(self.title, label(form.title, "muted"), gap=7))
        box.addWidget(self._summary)
        box.addWidget(self._safety())
        for way in self._ways():
            box.addWidget(way)
        self.agreed: CheckBox | None = None
        self.who: QLineEdit | None = None
        if form.consent:
            box.addWidget(self._consent())
        if form.fields:
            box.addWidget(self._fields())
            self._show_asked()
        box.addStretch(1)

    @property
    def typing(self) -> bool:
        """Whether something is typed that is not on the disk yet."""
        return any(saver.dirty for saver in self._savers)

    def settled(self) -> bool:
        """Everything typed is on the disk. False when it could not be written."""
        for one in self._asked:
            if isinstance(one.part, LabeledField) and isinstance(one.answer, QLineEdit):
                self._keep(one.spec, one.answer, one.part)
        self._agree()
        return all([saver.flush() for saver in self._savers])  # noqa: C419 - every one, not to the first

    def problems(self) -> list[tuple[str, QWidget]]:
        """What keeps the check from starting: nobody agreed, nothing says who, or an answer forbids it."""
        refused = [(one.refusal(), one.stop()) for one in self._asked_now() if one.refusal()]
        return [*self._no_consent(), *refused]

    def missing(self) -> list[_Asked]:
        """The fields that are asked, needed and empty. They never keep a check from starting."""
        return [o for o in self._asked_now() if o.spec.required and not o.value() and o.spec.must is None]

    def stop(self, wanted: str) -> QWidget | None:
        """What is filled in for a field, or says who agreed (`CONSENT`); None when it is not asked."""
        if wanted == CONSENT and self.agreed is not None:
            return self.who if self.agreed.isChecked() else self.agreed
        return next((one.stop() for one in self._asked_now() if one.spec.id == wanted), None)

    def start_words(self) -> str:
        """What the button that starts reads: it says so when it starts without something."""
        missing = {one.spec.id for one in self.missing()}
        if missing and missing <= self._told and not self.problems():
            return ntr("Start without it", "Start without them", len(missing))
        return tr("Go on") if self.form.begun else tr("Start")

    def show_problems(self) -> bool:
        """Say what is still to do, and how to leave. True when there is something that was not said before.

        What is missing is said once, before the check begins. What keeps it from starting is said each time,
        in its place: the focus goes there.
        """
        found = self.problems()
        fresh = set() if self.form.begun else {one.spec.id for one in self.missing()} - self._told
        self._told |= fresh
        self._lists = bool(found or fresh)
        self._list_left(take_focus=not found)
        for one in self._asked_now():
            one.show_refusal(one.refusal())
        if found:
            words, place = found[0]
            self._say_no_consent()
            announce(place, words)
            place.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._lists

    # ---- what is still to do

    def _asked_now(self) -> list[_Asked]:
        asked = self._presenter.asked()
        return [one for one in self._asked if one.spec.id in asked]

    def _no_consent(self) -> list[tuple[str, QWidget]]:
        if self.agreed is None or self.who is None:
            return []
        if not self.agreed.isChecked():
            words = tr("Ask first, and tick that they agree. If they say no, thank them and leave.")
            return [(words, self.agreed)]
        if not self.who.text().strip():
            return [(tr("Say who said yes, such as “the tenant, spoken”. No names."), self.who)]
        return []

    def _say_no_consent(self) -> None:
        """Say it at the thing itself, too."""
        found = {place: words for words, place in self._no_consent()}
        if self.agreed is not None and self._who is not None:
            words = found.get(self.agreed, "")
            self._refused.setText(words)
            self._refused.setVisible(bool(words))
            self.agreed.setAccessibleDescription(words)
            self._who.set_error(found.get(self._who.editor, ""))

    def _list_left(self, *, take_focus: bool = False) -> None:
        """What was pointed out leaves the list when it is done."""
        self.start_reads.emit(self.start_words())
        words = tr("“{question}” is needed for the report.")
        told = [o for o in self.missing() if o.spec.id in self._told and not self.form.begun]
        lines = [(words.format(question=one.spec.question), one.stop()) for one in told]
        left = [*self.problems(), *lines] if self._lists else []
        if left != self._listed or take_focus:
            self._listed = left
            self._summary.show_problems(left, take_focus=take_focus)

    # ---- parts

    def _safety(self) -> Card:
        card = Card("soft", pad=14, gap=8)
        card.add(heading(tr("Stay safe, and take care of others"), 3))
        card.add(icon_row("phone", self.form.safety, "strong"))
        for words in self.form.care:
            card.add(icon_row("next", words))
        if self.form.no_names:
            card.add(icon_row("people", tr("Write down roles or numbers, never names.")))
        return card

    def _ways(self) -> Iterator[Card]:
        """Work that this kind of check has beside its questions."""
        form, presenter = self.form, self._presenter
        for title, words, way, go, icon in (
            (tr("The cases"), form.sample, tr("Sample of cases"), presenter.to_sample, "filter"),
            (tr("The shops"), form.shops, tr("Mystery shopping"), presenter.to_shops, "phone"),
            (tr("The survey"), form.survey, tr("Survey"), presenter.to_survey, "people"),
        ):
            if words:
                card = Card(pad=14, gap=8)
                card.add(heading(title, 3), label(words), flow(button(way, go, icon=icon)))
                yield card

    def _consent(self) -> Card:
        form = self.form
        card = Card(gap=8)
        card.add(heading(tr("Ask first"), 3), label(form.consent))
        self.agreed = CheckBox(tr("I asked, and they agree"), checked=form.agreed)
        self.agreed.toggled.connect(lambda _on: self._agree())
        self.agreed.enter_goes_on(partial(self._next_after, self.agreed))
        self.who = line_edit(form.who, limit=200)
        self.who.setMaximumWidth(em(480))
        saver = Saver(self._shell, self.who.text, self._presenter.type_who, self)
        self.who.textEdited.connect(lambda _text: saver.touch())
        self.who.editingFinished.connect(self._agree)
        self._savers.append(saver)
        self._add_stop(self.agreed)
        self._add_stop(self.who)
        hint = tr("Such as “the tenant, spoken”. The role only, no names.")
        no = tr("If they say no, thank them and leave. Choose “Stop for now” and tell the lead inspector.")
        self._who = LabeledField(tr("Who agreed?"), self.who, hint=hint)
        card.add(self._refused, self.agreed, self._who, label(no, "small"))
        return card

    def _fields(self) -> Card:
        card = Card(gap=14)
        for spec in self.form.fields:
            hint = " ".join(
                part for part in (spec.hint, tr("Needed for the report.") if spec.required else "") if part
            )
            one = self._choice(spec, hint) if spec.choices else self._text(spec, hint)
            self._asked.append(one)
            card.add(one.part)
        return card

    def _choice(self, spec: FieldSpec, hint: str) -> _Asked:
        choices = ChoiceRow(spec.question, own_choices(spec.choices))
        choices.set_value(self.form.values.get(spec.id, ""))
        choices.changed.connect(lambda chosen: self._choose(spec, chosen))
        choices.confirmed.connect(lambda _id: self._next_after(choices))
        choices.unanswered.connect(lambda: self._next_after(choices))  # without an answer to it
        self._stops.append(choices)
        parts = [label(spec.question, "strong")]
        if hint:
            parts.append(label(hint, "small"))
        error = error_label()
        return _Asked(spec, column(*parts, error, choices, gap=4), choices, error)

    def _text(self, spec: FieldSpec, hint: str) -> _Asked:
        edit = line_edit(shown(spec.answer, self.form.values.get(spec.id, "")), limit=500)
        edit.setMaximumWidth(em(480 if spec.answer == "text" else 240))
        saver = Saver(self._shell, edit.text, partial(self._presenter.type_field, spec.id), self)
        edit.textEdited.connect(lambda _text: saver.touch())
        edit.textEdited.connect(lambda _text: self._list_left())
        self._savers.append(saver)
        field = LabeledField(spec.question, edit, hint=hint)
        edit.editingFinished.connect(lambda: self._keep(spec, edit, field))
        self._add_stop(edit)
        return _Asked(spec, field, edit)

    # ---- doing

    def _choose(self, spec: FieldSpec, chosen: str) -> None:
        self._presenter.set_field(spec, chosen)
        self._show_asked()
        one = next(one for one in self._asked if one.spec == spec)
        one.show_refusal(one.refusal())
        if one.refusal():
            announce(one.answer, one.refusal())

    def _keep(self, spec: FieldSpec, edit: QLineEdit, field: LabeledField) -> None:
        field.set_error(self._presenter.set_field(spec, edit.text()))
        self._show_asked()

    def _show_asked(self) -> None:
        """Show the fields that the answers so far ask for; the focus stays, and so does what was typed."""
        asked = self._presenter.asked()
        for one in self._asked:
            one.part.setVisible(one.spec.id in asked)
        self._list_left()

    def _add_stop(self, widget: QWidget) -> None:
        self._stops.append(widget)
        if isinstance(widget, QLineEdit):
            widget.returnPressed.connect(lambda: self._next_after(widget))

    def _next_after(self, widget: QWidget) -> None:
        """Enter goes to the next thing to fill in, and after the last one it starts."""
        hidden = [one.answer for one in self._asked if one.part.isHidden()]
        later = [stop for stop in self._stops[self._stops.index(widget) + 1 :] if stop not in hidden]
        if not later:
            QTimer.singleShot(0, self, self.went_on.emit)
            return
        following = later[0]
        if isinstance(following, ChoiceRow):
            following.focus_choice()
        else:
            following.setFocus(Qt.FocusReason.TabFocusReason)

    def _agree(self) -> None:
        if self.agreed is not None and self.who is not None:
            self._presenter.agree(self.agreed.isChecked(), self.who.text())
            if self._refused.text() or (self._who is not None and self._who.error()):
                self._say_no_consent()
            self._list_left()
