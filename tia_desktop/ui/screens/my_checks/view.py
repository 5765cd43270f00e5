"""My checks: one card per check, and nothing else. Before the first: do you rent from this landlord?"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.ui.check_line import check_line
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.my_checks.presenter import CheckCard, MyChecksPresenter
from tia_desktop.ui.theme import em
from tia_desktop.ui.tones import icon_of
from tia_desktop.ui.widgets import (
    Button,
    Card,
    Choice,
    ChoiceRow,
    EmptyState,
    ErrorSummary,
    IconLabel,
    LabeledField,
    Page,
    Responsive,
    button,
    flow,
    heading,
    icon_row,
    label,
    line_edit,
)


class MyChecksPage(Page):
    """The adviser's day."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("My checks"))
        self._context = context
        self._presenter = MyChecksPresenter(context)
        self.add(
            heading(self._presenter.greeting()),
            label(
                tr(
                    "Here is your work at {landlord}. What you write is saved on this laptop straight away."
                ).format(landlord=self._presenter.landlord),
                "lead",
            ),
        )
        self._cards = QWidget()
        self.add(self._cards)
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


class OwnLandlordPage(Page):
    """Do you rent from this landlord? Yes ends it; no is written down."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Before you start"))
        self._shell = context.shell
        self._presenter = MyChecksPresenter(context)
        landlord = self._presenter.landlord
        self.add(heading(tr("Before you start")))
        self._summary = ErrorSummary()
        self._name = line_edit(self._presenter.name, limit=80)
        self._name.setMaximumWidth(em(420))
        self._name_field = LabeledField(
            tr("Your name or initials"), self._name, hint=tr("They stand beside every note you write")
        )
        question = tr("Do you rent from {landlord}?").format(landlord=landlord)
        self._choice = _yes_or_no(question)
        self._choice.setMaximumWidth(em(420))
        self._stop = Card("weak", gap=8)
        self._stop.add(
            heading(tr("You cannot inspect your own landlord"), 3),
            label(
                tr(
                    "The guidance says so (paragraph 35). Everybody must be able to trust "
                    "what you write, and you must be free to write it."
                )
            ),
            label(tr("Tell the lead inspector now: somebody else will do these checks.")),
        )
        self._stop.hide()
        self.add(self._summary, self._name_field, heading(question, 2), self._choice, self._stop)
        self.body.addStretch(1)
        self._go = button(tr("Go on"), self._on_go, "primary", icon="next")
        self.set_footer(self._go, button(tr("Close the inspection"), self._presenter.stop, icon="close"))
        self._choice.changed.connect(self._on_choice)
        self._choice.confirmed.connect(lambda _: self._on_go())
        self.first_focus = self._choice.buttons()[0] if self._name.text() else self._name

    def _on_choice(self, answer: str) -> None:
        self._stop.setVisible(answer == "yes")
        self._go.setEnabled(answer != "yes")
        if answer == "yes":
            self._summary.show_problems([])

    def _on_go(self) -> None:
        answer, name = self._choice.value(), self._name.text().strip()
        if answer == "yes":
            return
        problems: list[tuple[str, QWidget]] = []
        if not name:
            problems.append((tr("Give your name or initials."), self._name))
        if not answer:
            problems.append(
                (tr("Answer the question: do you rent from this landlord?"), self._choice.buttons()[0])
            )
        self._name_field.set_error("" if name else tr("Give your name or initials."))
        self._summary.show_problems(problems)
        if not problems and self._presenter.declare(name):
            self._shell.go("my_checks")


def _yes_or_no(question: str) -> ChoiceRow:
    """Neither is the right answer: no signs, and the same ink for both."""
    return ChoiceRow(
        question,
        [
            Choice("no", "1", "", tr("No"), tr("I do not rent from them")),
            Choice("yes", "2", "", tr("Yes"), tr("I am their tenant or leaseholder")),
        ],
        alt_digits=True,
    )


def build(context: ScreenContext) -> Page:
    """Build the screen: the own-landlord question until it is answered with no."""
    if MyChecksPresenter(context).may_start:
        return MyChecksPage(context)
    return OwnLandlordPage(context)
