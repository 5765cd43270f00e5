"""What all chosen notes get: a check, key questions, service areas, how it is known, who it comes from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.inbox.presenter import Hint, Wanted
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Button,
    Card,
    ChipGroup,
    ComboBox,
    FlowRow,
    IconLabel,
    LabeledField,
    flow,
    heading,
    label,
)


class SortForm(Card):
    """The form beside the list. It changes nothing by itself."""

    def __init__(self, pack: FrameworkPack, checks: list[tuple[str, str]]) -> None:
        super().__init__(pad=13, gap=7)
        self._pack = pack
        self._hint: Hint | None = None
        self.add(
            heading(tr("What should the chosen notes get?"), 3),
            label(tr("Leave empty what should stay as it is."), "small"),
        )
        self.check = ComboBox(checks)
        self.add(LabeledField(tr("Which check do they belong to?"), self.check))
        self.add(self._make_hint())
        self.questions = ChipGroup(
            tr("Key questions these notes help to answer"),
            [
                (q.id, str(q.number), "", tr("Key question {n}: {words}").format(n=q.number, words=q.title))
                for q in pack.key_questions
            ],
        )
        self._named = label("", "small")
        self.add(heading(tr("Helps to answer"), 3), self.questions, self._named)
        self.areas = ChipGroup(tr("Service areas"), [(a.id, a.short) for a in pack.service_areas])
        self.add(heading(tr("What is it about?"), 3), self.areas)
        self.how, self.source = self._choices()
        self.body.addStretch(1)
        self.questions.changed.connect(lambda _ids: self._name_questions())
        for each in pack.key_questions:
            if each.number <= 9:
                keys = QShortcut(f"Ctrl+{each.number}", self)
                keys.activated.connect(lambda chip=each.id: self.questions.toggle(chip))
        self._name_questions()

    def wanted(self) -> Wanted:
        """What is chosen in the form."""
        return Wanted(
            self.check.value(),
            tuple(self.questions.values()),
            tuple(self.areas.values()),
            self.how.value(),
            self.source.value(),
        )

    def clear(self) -> None:
        """Choose nothing."""
        for combo in (self.check, self.how, self.source):
            combo.set_value("")
        self.questions.set_values(())
        self.areas.set_values(())
        self._name_questions()

    def show_checks(self, checks: list[tuple[str, str]]) -> None:
        """Offer these checks; what was chosen stays chosen while it is there."""
        before = self.check.value()
        blocked = self.check.blockSignals(True)
        self.check.clear()
        for key, words in checks:
            self.check.addItem(words, key)
        self.check.blockSignals(blocked)
        self.check.set_value(before if before in dict(checks) else "")

    def show_hint(self, hint: Hint | None) -> None:
        """Offer the check that may fit."""
        had_focus = self._take.hasFocus()
        self._hint = hint
        if hint is not None:
            self._sentence.setText(hint.sentence)
            self._take.set_words(hint.action)
        elif had_focus:
            self.check.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer.setVisible(hint is not None)

    # ---- inside

    def _make_hint(self) -> QWidget:
        self._offer = Card("soft", pad=10, gap=6)
        self._sentence = label("")
        across = Card("soft", pad=0, gap=9, horizontal=True)
        across.body.addWidget(IconLabel("info", "primary_ink", 22), 0, Qt.AlignmentFlag.AlignTop)
        across.body.addWidget(self._sentence, 1)
        self._take = Button(tr("Choose this check"), self._on_take, icon="check")
        self._offer.add(across, flow(self._take))
        self._offer.hide()
        return self._offer

    def _choices(self) -> tuple[ComboBox, ComboBox]:
        same = ("", tr("As it is"))
        how = ComboBox([same, *((c.id, c.word) for c in self._pack.how_known)])
        source = ComboBox([same, *((c.id, c.word) for c in self._pack.source_groups)])
        host = QWidget()
        across = FlowRow(host, 10)
        for words, combo in ((tr("How do you know?"), how), (tr("Who or what from?"), source)):
            field = LabeledField(words, combo)
            field.setMinimumWidth(em(170))
            across.addWidget(field)
        self.add(host)
        return how, source

    def _on_take(self) -> None:
        """The person takes the suggestion: the form shows it, and nothing is written yet."""
        if self._hint is not None:
            self.check.set_value(self._hint.check_id)
            self.check.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_questions(self) -> None:
        ids = self.questions.values()
        chosen = [f"{q.number}. {q.title}" for q in self._pack.key_questions if q.id in ids]
        self._named.setText("  ".join(chosen) or tr("As it is"))
