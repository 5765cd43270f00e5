"""The cards of one shop: a promise that is written, a correction, promises, and what the shop is worth."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tia_desktop.domain.shop_records import ShopAttempt
from tia_desktop.ui.adding import AddForm
from tia_desktop.ui.fields import ChipField, TextField
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Refusal, titled
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.screens.shop.live_presenter import LivePresenter
from tia_desktop.ui.screens.shop.live_words import PromiseLine
from tia_desktop.ui.screens.shop.noting import CorrectionPresenter, PromisePresenter
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Card,
    FlowRow,
    Responsive,
    button,
    flow,
    heading,
    icon_row,
    label,
)


class PromiseForm(AddForm):
    """What they promised, and by when."""

    kept = Signal()
    dropped = Signal()
    put_away = Signal()

    def __init__(self, presenter: PromisePresenter) -> None:
        super().__init__(tr("They promised something"), presenter.draft)
        self._presenter = presenter
        hint = tr("Such as: call back from repairs. No names.")
        self.words = self.line("words", tr("What did they promise?"), hint=hint, limit=200)
        hint = tr("Such as today, tomorrow or 12 May 2026. Empty when they did not say.")
        self.line("day", tr("By which day?"), hint=hint, limit=40)
        self.line("clock", tr("By what time?"), hint=tr("Such as 16:00. You can leave this empty."), limit=20)
        self.end_with(tr("Keep the promise"), self._keep, kind="normal", icon="check")
        self.add(flow(button(tr("It was no promise"), self._drop, "quiet", icon="close")))
        self.escape_does(self._put_away)

    def _keep(self) -> Saved:
        result = self._presenter.keep()
        if result.ok:
            self.kept.emit()
        return result

    def _put_away(self) -> None:
        """Escape: without words it was no promise; words that are typed wait for the key of a promise."""
        if any(self.draft.get(name, "").strip() for name in self._editors):
            self.put_away.emit()
        else:
            self._drop()

    def _drop(self) -> None:
        self._clear()
        self._presenter.drop()
        self.dropped.emit()


class Correction(QWidget):
    """What unfolds below something that happened: its time and its words, kept when they are left."""

    def __init__(self, presenter: CorrectionPresenter) -> None:
        super().__init__()
        self._presenter, self._event = presenter, ""
        box = QHBoxLayout(self)
        box.setContentsMargins(em(30), 2, 0, 8)
        card = Card(pad=14, gap=12)
        box.addWidget(card)
        self._fields = {
            "clock": self._field("clock", tr("Time"), tr("Such as 14:30 or 14:30:15"), 20),
            "day": self._field("day", tr("Day"), tr("Such as 12 May 2026"), 40),
            "words": self._field("words", tr("What was said or written"), tr("No names."), 500),
            "due_day": self._field("due_day", tr("Promised by which day"), "", 40),
            "due_clock": self._field("due_clock", tr("Promised by what time"), "", 20),
        }
        for names in (("clock", "day"), ("words",), ("due_day", "due_clock")):
            host = QWidget()
            line = FlowRow(host, 14, even=False)
            for name in names:
                self._fields[name].setMinimumWidth(em(140))
                line.addWidget(self._fields[name])
            card.add(host)
        self._refused = Refusal()
        self._away = button(tr("Take it away"), self._remove, "quiet", icon="trash")
        card.add(
            label(tr("What it was before stays in the history."), "small"), self._refused, flow(self._away)
        )

    def show_event(self, event_id: str) -> None:
        """Show something that happened."""
        event = self._presenter.event(event_id)
        if event is None:
            return
        other, self._event = event_id != self._event, event_id
        for name, text in self._presenter.fields(event).items():
            field = self._fields[name]
            if other:
                field.forget()
            field.show_stored(text)
            field.setVisible(event.kind == "promise" or not name.startswith("due"))
        if other:
            self._refused.say("")

    def _field(self, name: str, words: str, hint: str, limit: int) -> TextField:
        return TextField(words, partial(self._correct, name), hint=hint, limit=limit)

    def _correct(self, name: str, text: str) -> Saved:
        return self._presenter.correct(self._event, name, text)

    def _remove(self) -> None:
        self._refused.say(self._presenter.remove(self._event).sentence)


class Worth(Card):
    """Afterwards: whether the answer was right, the check's own questions, and whether the shop counts."""

    def __init__(self, presenter: LivePresenter) -> None:
        super().__init__(pad=14, gap=12)
        self._presenter = presenter
        story = presenter.now.scenario
        self.right = ChipField(
            tr("Was the answer right?"),
            [("yes", tr("Yes")), ("partly", tr("Partly")), ("no", tr("No"))],
            presenter.judge,
        )
        self.aside = TextField(
            tr("Does this shop not count? Say why"),
            presenter.set_aside,
            hint=tr("Such as: they knew the shopper. Empty: it counts."),
            limit=200,
        )
        self.alias = TextField(tr("Made-up name"), presenter.rename, limit=60)
        self.questions = button(
            tr("How polite, how clear? Answer the questions"), presenter.ask_questions, icon="collect"
        )
        self._reopen = button(tr("Open it again: something came"), presenter.reopen, "quiet", icon="undo")
        self.add(self.right)
        if story is not None and story.right_answer:
            good = tr("A good answer: {words}").format(words=story.right_answer)
            self.add(icon_row("info", good, "small"))
        self.add(flow(self.questions), self.aside, self.alias, flow(self._reopen))

    def show_shop(self, shop: ShopAttempt) -> None:
        """Show what is stored."""
        self.right.show_stored([shop.answer_right] if shop.answer_right else [])
        self.aside.show_stored(shop.set_aside)
        self.alias.show_stored(shop.alias)
        self._reopen.setVisible(bool(shop.ended_at))


def promises_card(lines: list[PromiseLine], settle: Callable[[str, str], object]) -> Card:
    """The promises; those that wait have a button for each end."""
    card = Card(pad=14, gap=10)
    card.add(heading(tr("Promises"), 3))
    for each in lines:
        line = Responsive(420, 10, (1, 0))
        line.add(titled(each.icon, each.words, each.details, tone=each.tone))
        if each.waits:
            kept = tr("They kept it: {what}").format(what=each.words)
            broken = tr("They did not keep it: {what}").format(what=each.words)
            line.add(
                flow(
                    button(tr("Kept"), partial(settle, each.id, "kept"), icon="check", name=kept),
                    button(tr("Broken"), partial(settle, each.id, "broken"), icon="close", name=broken),
                )
            )
        card.add(line)
    return card
