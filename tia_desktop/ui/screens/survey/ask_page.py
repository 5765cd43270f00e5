"""Ask people: which questions, whose homes, who has answered, and the next person."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Refusal, Stack
from tia_desktop.ui.screens.survey.ask_presenter import AskPresenter, HalfWay
from tia_desktop.ui.screens.survey.frame import SurveyPage
from tia_desktop.ui.screens.survey.model import ASK, COUNT, SurveyState
from tia_desktop.ui.widgets import Card, ChipGroup, Responsive, button, column, flow, heading, icon_row, label


class AskPage(SurveyPage):
    """The first step."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(SurveyState(context), ASK)
        self._presenter = AskPresenter(self.state)
        self._tenures, self._people = Stack(8), Stack(8)
        self._chips: ChipGroup | None = None
        self._refusal = Refusal()
        asked = Card(gap=10)
        sets = ChipGroup(tr("Which questions?"), self._presenter.sets(), exclusive=True)
        sets.set_values([self.state.chosen_set().id])
        sets.changed.connect(self._choose_set)
        asked.add(heading(tr("Which questions?"), 3), sets, self._tenures, self._refusal)
        people = Card(gap=10)
        people.add(heading(tr("People"), 3), self._people)
        self.add(asked, people)
        self.body.addStretch(1)
        self._ask = button(
            tr("Ask the next person"), partial(self._next, hand_over=False), "primary", icon="next"
        )
        if self.state.may_write:
            self.set_footer(
                self._ask,
                button(tr("Hand over the laptop"), partial(self._next, hand_over=True), icon="people"),
                self.back_button(),
            )
        else:
            self.set_footer(self.back_button())
        self._show_tenures()
        if self.state.may_write:
            self.first_focus = self._to_choose() or self._ask
        self.fill()

    def fill(self) -> None:
        """Show who has answered and who is half-way."""
        presenter = self._presenter
        half_way = presenter.half_way()
        parts: list[QWidget] = [icon_row("people", presenter.answered(), "strong")]
        if any(person.ended_at for person in presenter.people()) and self.state.may_write:
            parts.append(flow(button(tr("Count the answers"), partial(self.state.go, COUNT), icon="check")))
        if half_way:
            parts.append(label(tr("Not at the end yet:")))
            parts += [self._half_way(one) for one in half_way]
        self._people.show_parts(parts)

    def _half_way(self, one: HalfWay) -> QWidget:
        words = column(label(one.title, "strong"), label(one.details, "small"), gap=2)
        if not self.state.may_write:
            return words
        ways = flow(
            button(tr("Go on"), partial(self._presenter.go_on, one.person_id), name=_named(tr("Go on"), one)),
            button(
                tr("Do not use"),
                partial(self._throw_away, one.person_id),
                "quiet",
                icon="trash",
                name=_named(tr("Do not use"), one),
            ),
        )
        line = Responsive(520, 12, (1, 0))
        line.add(words)
        line.add(ways)
        return line

    def _throw_away(self, person_id: str) -> None:
        self._presenter.throw_away(person_id)
        self.fill()
        self.focus_first()

    def _choose_set(self, chosen: list[str]) -> None:
        self.state.choose_set(chosen[0])
        self._refusal.say("")
        self._show_tenures()
        self.fill()

    def _show_tenures(self) -> None:
        tenures, self._chips = self._presenter.tenures(), None
        if not tenures:
            self._tenures.show_parts([])
            return
        chips = self._chips = ChipGroup(tr("What home does the next person have?"), tenures, exclusive=True)
        chips.set_values([self.state.tenure()])
        chips.changed.connect(self._choose_tenure)
        self._tenures.show_parts([label(tr("What home does the next person have?")), chips])

    def _choose_tenure(self, chosen: list[str]) -> None:
        self._presenter.choose_tenure(chosen[0])
        self._refusal.say("")

    def _next(self, *, hand_over: bool) -> None:
        wrong = self._presenter.ask_next(hand_over=hand_over)
        self._refusal.say(wrong)
        choose = self._to_choose() if wrong else None
        if choose is not None:
            choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_choose(self) -> QWidget | None:
        """The choice that has to be made before anybody is asked; None when it is made."""
        if self._chips is None or self.state.tenure():
            return None
        return self._chips.chip(self._presenter.tenures()[0][0])


def _named(words: str, one: HalfWay) -> str:
    return f"{words}: {one.title}"
