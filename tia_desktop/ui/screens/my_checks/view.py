"""My checks: one card per check, and nothing else. Before the first: who is here (`who`)?"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.ui.check_line import check_line
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.my_checks.presenter import CheckCard, MyChecksPresenter
from tia_desktop.ui.screens.my_checks.who import StoppedPage, WhoPage
from tia_desktop.ui.screens.my_checks.who_presenter import WhoPresenter
from tia_desktop.ui.shop_reminder_line import ReminderLine
from tia_desktop.ui.theme import em
from tia_desktop.ui.tones import icon_of
from tia_desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    IconLabel,
    Page,
    Responsive,
    button,
    flow,
    heading,
    icon_row,
    label,
)


class MyChecksPage(Page):
    """The adviser's day."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("My checks"))
        self._context = context
        self._presenter = MyChecksPresenter(context)
        top = Responsive(620, 12, (1, 0))
        top.add(heading(self._presenter.greeting()))
        other = button(
            tr("Not you?"),
            self._presenter.somebody_else,
            "quiet",
            icon="people",
            name=tr("Not you? Somebody else is here now"),
        )
        top.add(flow(other))
        self.add(
            top,
            label(
                tr(
                    "Here is your work at {landlord}. What you write is saved on this laptop straight away."
                ).format(landlord=self._presenter.landlord),
                "lead",
            ),
        )
        self._reminder, self._cards = ReminderLine(context), QWidget()
        self.add(self._reminder, self._cards)
        larger = button(tr("Larger text"), self._larger, "quiet", icon="text_size")
        more = button(
            tr("Add something else you saw"),
            self._presenter.add_something_else,
            icon="plus",
            tip=tr("Control and N"),
        )
        self._sort = button("", self._presenter.sort, icon="filter")
        self.add(flow(more, self._sort, larger))
        card = Card("soft", pad=14, gap=10, horizontal=True)
        card.body.addWidget(IconLabel("phone", "primary_ink"), 0, Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(label(self._presenter.safety()), 1)
        self.add(card)
        self.body.addStretch(1)
        self._fill()

    def refresh(self) -> None:
        """Show the checks as they are now."""
        self._reminder.look()
        self._fill()

    def _fill(self) -> None:
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.first_focus = None
        mine, free = self._presenter.cards()
        for each in mine:
            column.addWidget(self._card(each))
        if not mine:
            ask = tr("There is no check for you yet. Ask your inspector.")
            take = tr("No check is yours yet. Ask your inspector, or take one that nobody has.")
            column.addWidget(EmptyState(take if free else ask, icon="collect"))
        if self._presenter.offers_practice(mine):
            column.addWidget(self._practice())
        if free:
            column.addWidget(heading(ntr("Nobody has this one yet", "Nobody has these yet", len(free)), 2))
            column.addWidget(label(tr("When you start one, it is yours."), "muted"))
        for each in free:
            column.addWidget(self._card(each))
        to_sort = self._presenter.to_sort()
        self._sort.set_words(to_sort)
        self._sort.setVisible(bool(to_sort))
        old, self._cards = self._cards, fresh
        self.body.replaceWidget(old, fresh)
        old.hide()
        old.deleteLater()

    def _card(self, each: CheckCard) -> QWidget:
        card = Card(gap=14)
        icon = icon_of(self._context.ws.pack.template(each.icon_of))
        line = check_line(icon, each.title, label(each.details, "muted"), size=34, gap=14)
        first = self.first_focus is None and not each.done
        go = Button(
            each.action,
            partial(self._presenter.open, each),
            kind="primary" if first else "normal",
            icon="next",
            name=f"{each.action}: {each.title}",
        )
        go.setMinimumWidth(em(166))
        if self.first_focus is None:
            self.first_focus = go
        line.add(flow(go))
        card.add(line)
        return card

    def _practice(self) -> QWidget:
        """For the first time: the same page, and nothing of it is kept."""
        card = Card("soft", pad=14, gap=10)
        line = Responsive(520, 14, (1, 0))
        words = QWidget()
        middle = QVBoxLayout(words)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        said = tr("First time? Practise with three questions first. Nothing is kept.")
        middle.addWidget(icon_row("star", said, tone="primary_ink"))
        middle.addStretch(1)
        line.add(words)
        line.add(flow(button(tr("Practise first"), self._presenter.practise, icon="next")))
        card.add(line)
        return card

    def _larger(self) -> None:
        if self._context.commands is not None:
            self._context.commands.larger_text()


def build(context: ScreenContext) -> Page:
    """Build the screen: who is here, until that is known and the landlord is not their own."""
    presenter = WhoPresenter(context)
    if presenter.is_adviser and presenter.is_stopped(presenter.name):
        return StoppedPage(context)
    if presenter.is_adviser and presenter.may_start:
        return MyChecksPage(context)
    return WhoPage(context)
