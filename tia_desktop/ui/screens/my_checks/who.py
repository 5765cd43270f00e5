"""Who works here now? Advisers are asked once for each inspection whether they rent from this landlord."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.my_checks.who_presenter import WhoPresenter
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Button,
    Card,
    Choice,
    ChoiceRow,
    ErrorSummary,
    LabeledField,
    Page,
    button,
    flow,
    heading,
    label,
    line_edit,
)


class WhoPage(Page):
    """The name, and for an adviser the question: do you rent from this landlord? Yes is kept, and ends it.

    The focus begins in the name: on the answer, two keys would declare something for whoever was here last.
    """

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Before you start"))
        self._shell = context.shell
        self._presenter = presenter = WhoPresenter(context)
        self._summary = ErrorSummary()
        self.add(heading(tr("Before you start")), self._summary)
        self._name = line_edit(presenter.offered_name(), limit=80)
        self._name.setMaximumWidth(em(420))
        self._name.selectAll()
        self._name_field = LabeledField(
            tr("Your name or initials"), self._name, hint=tr("They stand beside every note you write")
        )
        question = tr("Do you rent from {landlord}?").format(landlord=presenter.landlord)
        self._choice = _yes_or_no(question)
        self._choice.setMaximumWidth(em(420))
        self._stop = _stop_card()
        self._stop.add(
            label(tr("Tell the lead inspector now: somebody else will do these checks. Your answer is kept."))
        )
        self._stop.hide()
        self._same = self._same_card()
        self.add(self._name_field, self._same)
        if presenter.is_adviser:
            self.add(heading(question, 2), self._choice, self._stop)
        self.body.addStretch(1)
        self._go = button(tr("Go on"), self._on_go, "primary", icon="next")
        self.set_footer(self._go, *self._ways_out())
        self._name.textEdited.connect(lambda _: self._on_another_name())
        self._name.returnPressed.connect(self._on_enter)
        self._choice.changed.connect(self._on_choice)
        self._choice.confirmed.connect(lambda _: self._on_go())
        self._choice.unanswered.connect(self._on_go)
        self.first_focus = self._name

    # ---- called by the shell

    def flush(self) -> bool:
        """Who said yes and goes somewhere else has said it all the same."""
        name = self._name.text().strip()
        if name and self._choice.value() == "yes" and not self._presenter.role_of(name):
            return self._presenter.stop_for_good(name)
        return True

    # ---- parts

    def _same_card(self) -> Card:
        """Somebody else on the team has this name: it may be a slip."""
        card = Card("soft", pad=14, gap=10)
        self._same_yes = Button("", self._on_same, icon="check")
        self._same_no = button(tr("No, I write another name"), self._ask_name, icon="edit")
        self._said = label("")
        card.add(self._said, flow(self._same_no, self._same_yes))
        card.hide()
        self._known = ""
        return card

    def _ways_out(self) -> list[Button]:
        ways = []
        before = self._presenter.before
        if before:
            words = tr("It is still {name}").format(name=before)
            ways.append(button(words, lambda: self._back_to(before), icon="back"))
        if self._presenter.is_adviser:
            ways.append(button(tr("Close the inspection"), self._presenter.stop, icon="close"))
        return ways

    # ---- doing

    def _on_enter(self) -> None:
        """In the name: on to the question, which comes next."""
        if self._name.text().strip() and self._presenter.is_adviser and not self._choice.value():
            self._choice.focus_choice()
        else:
            self._on_go()

    def _on_choice(self, answer: str) -> None:
        self._stop.setVisible(answer == "yes")
        self._go.set_words(tr("Keep this answer") if answer == "yes" else tr("Go on"))
        self._name_field.set_error("")
        self._summary.show_problems([])

    def _on_another_name(self) -> None:
        self._known = ""
        self._same.hide()
        self._name_field.set_error("")

    def _on_go(self) -> None:
        answer, name = self._choice.value(), self._presenter.read_name(self._name.text())
        problems: list[tuple[str, QWidget]] = []
        if not name:
            problems.append((tr("Give your name or initials."), self._name))
        if not answer and self._presenter.is_adviser:
            problems.append(
                (tr("Answer the question: do you rent from this landlord?"), self._choice.buttons()[0])
            )
        self._name_field.set_error("" if name else tr("Give your name or initials."))
        self._summary.show_problems(problems)
        if not problems and not self._asks_same(name):
            self._enter(name, answer)

    def _asks_same(self, name: str) -> bool:
        """Ask whether this is really the inspector of that name. False when there is nothing to ask."""
        role = self._presenter.role_of(name) if self._presenter.is_adviser else ""
        if not role or self._known == name:
            return False
        said = tr(
            "“{name}” is the {role} on this team. Notes you write would stand under that name. Is it you?"
        )
        self._said.setText(said.format(name=name, role=role))
        self._same_yes.set_words(tr("Yes, I am {name}").format(name=name))
        self._same.show()
        self._same_no.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _on_same(self) -> None:
        self._known = self._name.text().strip()
        self._same.hide()
        self._choice.focus_choice()
        self._on_go()

    def _ask_name(self) -> None:
        self._same.hide()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name.selectAll()

    def _enter(self, name: str, answer: str) -> None:
        if not self._presenter.is_adviser:
            self._presenter.work_as(name)
        elif answer == "yes":
            if not self._presenter.stop_for_good(name):
                return
        elif not self._presenter.is_stopped(name) and not self._presenter.declare(name):
            return
        else:
            self._presenter.work_as(name)
        self._choice.set_value("")  # said: leaving the page says it no second time
        self._presenter.go_home()

    def _back_to(self, before: str) -> None:
        self._choice.set_value("")
        self._presenter.work_as(before)
        self._presenter.go_home()


class StoppedPage(Page):
    """Somebody who rents from this landlord: nothing can be done here under this name."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("You cannot inspect here"))
        presenter = WhoPresenter(context)
        said = tr("{name}, you rent from {landlord}.").format(
            name=presenter.name, landlord=presenter.landlord
        )
        self.add(heading(tr("You cannot inspect here")), label(said, "lead"))
        card = _stop_card()
        card.add(
            label(tr("Tell the lead inspector now: somebody else will do these checks.")),
            label(tr("Is that a mistake? Only an inspector can change it, on the team page of the plan.")),
        )
        self.add(card)
        self.body.addStretch(1)
        close = button(tr("Close the inspection"), presenter.stop, "primary", icon="close")
        self.set_footer(
            close, button(tr("Somebody else is here now"), presenter.somebody_else, icon="people")
        )
        self.first_focus = close


def _stop_card() -> Card:
    card = Card("weak", gap=8)
    card.add(
        heading(tr("You cannot inspect your own landlord"), 3),
        label(
            tr(
                "The guidance says so (paragraph 35). Everybody must be able to trust "
                "what you write, and you must be free to write it."
            )
        ),
    )
    return card


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
