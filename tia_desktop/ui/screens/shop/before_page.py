"""The first step: staff are told, and what the landlord has promised in public."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from tia_desktop.domain.shops import ComplaintClock
from tia_desktop.ui.adding import AddForm
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Stack, titled, top
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.screens.shop.before_presenter import (
    BeforePresenter,
    StandardForm,
    StandardRow,
    clock_details,
    clock_words,
)
from tia_desktop.ui.screens.shop.frame import ShopPage
from tia_desktop.ui.screens.shop.model import BEFORE, BEGIN, Draft, ShopState
from tia_desktop.ui.widgets import (
    Button,
    Card,
    Responsive,
    announce,
    button,
    column,
    flow,
    heading,
    icon_row,
    label,
)


class BeforePage(ShopPage):
    """Staff, standards, safety."""

    def __init__(self, state: ShopState) -> None:
        super().__init__(state, BEFORE)
        self.presenter = BeforePresenter(state)
        self.told = ToldForm(self.presenter, state.draft("told"))
        self._told = Stack()
        self._standards = Stack(8)
        self.form = StandardsForm(self.presenter, state.draft("standard"))
        self.form.setVisible(bool(self.form.draft.get("title")))
        self.form.done.connect(self._close_form)
        self.change: StandardsForm | None = None
        self._changing = Stack()
        self._shown: object = None
        two = Responsive(940, 16, (1, 1))
        two.add(top(self._told, self.told, self._rules()))
        two.add(top(self._changing, self._standards, self.form))
        self.add(two)
        self.body.addStretch(1)
        on = button(tr("On to a shop"), partial(state.go, BEGIN), "primary", icon="next")
        self.set_footer(on, self.back_button())
        self.fill()
        self._show_change()

    def fill(self) -> None:
        told, said, rows = self.presenter.told(), self.presenter.said(), self.presenter.standards()
        if (told, said, rows) == self._shown:
            return
        if told and self.told.isVisible():
            announce(self, told)
        self._shown = (told, said, rows)
        above = [self._told_card(told)] if told else [icon_row("info", said, "strong")] if said else []
        self._told.show_parts(above)
        self.told.setVisible(not told)
        self._standards.show_parts([self._standards_card(rows)])

    # ---- parts

    def _told_card(self, told: str) -> QWidget:
        card = Card(pad=14, gap=8)
        card.add(icon_row("done", told, "strong", tone="vgood"))
        name = tr("Correct when and how staff were told")
        card.add(flow(button(tr("Correct"), self._correct_told, "quiet", icon="edit", name=name)))
        return card

    def _correct_told(self) -> None:
        self.told.show_stored(*self.presenter.told_fields())
        self.told.show()
        self.told.on.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shown = None  # what is kept now is shown again, also when it is the same

    def _rules(self) -> Card:
        card = Card("soft", pad=14, gap=8)
        card.add(heading(tr("Stay safe, and take care of others"), 3))
        card.add(icon_row("phone", self.presenter.safety(), "strong"))
        for words in self.presenter.rules():
            card.add(icon_row("next", tr(words)))
        return card

    def _standards_card(self, rows: list[StandardRow]) -> QWidget:
        card = Card(pad=14, gap=10)
        card.add(heading(tr("What the landlord has promised in public"), 3))
        card.add(label(tr("Shops are measured against these. The times come from the landlord."), "muted"))
        for row in rows:
            line = Responsive(620, 4, (1, 0))
            line.add(titled("clock", row.words, row.details))
            change = button(
                tr("Change"),
                partial(self.change_standard, row.id),
                "quiet",
                icon="edit",
                name=tr("Change: {name}").format(name=row.words),
            )
            away = button(
                tr("Take away"),
                partial(self.presenter.remove, row.id),
                "quiet",
                icon="trash",
                name=tr("Take away: {name}").format(name=row.words),
            )
            line.add(flow(change, away))
            card.add(line)
        if not rows:
            card.add(label(tr("Nothing yet. Look on the website or in the tenants’ handbook.")))
        card.add(flow(button(tr("Add a standard"), self._open_form, icon="plus")))
        for clock in self.presenter.clocks():
            card.add(self._clock(clock))
        return card

    def _clock(self, clock: ComplaintClock) -> QWidget:
        add = button(clock_words(clock), partial(self.presenter.add_clock, clock), icon="plus")
        add.setAccessibleName(tr("Add the limits of {name}").format(name=clock_words(clock)))
        return column(flow(add), label(clock_details(clock), "small"), gap=4)

    def change_standard(self, standard_id: str) -> None:
        """Show a standard in fields, to change it; what is typed waits while the page is left."""
        draft = self.state.draft("standard-changed")
        draft.clear()
        draft.update(self.presenter.typed(standard_id))
        self._show_change()
        if self.change is not None:
            self.change.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_change(self) -> None:
        draft = self.state.draft("standard-changed")
        self.change = StandardsForm(self.presenter, draft) if draft.get("id") else None
        if self.change is not None:
            self.change.done.connect(self._end_change)
        self._changing.show_parts([self.change] if self.change is not None else [])

    def _end_change(self) -> None:
        """Changed, or left as it was. The form goes away when its own work is over."""
        changed = self.state.draft("standard-changed").pop("id", "")
        self.state.draft("standard-changed").clear()
        QTimer.singleShot(0, self, partial(self._change_is_over, changed))

    def _change_is_over(self, standard_id: str) -> None:
        self._show_change()
        row = next((r for r in self.presenter.standards() if r.id == standard_id), None)
        if row:
            self._focus_button(tr("Change: {name}").format(name=row.words))

    def _open_form(self) -> None:
        self.form.show()
        self.form.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_form(self) -> None:
        """What is typed stays in the form."""
        self.form.hide()
        self._focus_button(tr("Add a standard"))

    def _focus_button(self, name: str) -> None:
        for each in self.findChildren(Button):
            if name in (each.accessibleName(), each.words()):
                each.setFocus(Qt.FocusReason.OtherFocusReason)


class ToldForm(AddForm):
    """When and how staff were told."""

    def __init__(self, presenter: BeforePresenter, draft: Draft) -> None:
        super().__init__(tr("Have staff been told that shopping will happen?"), draft)
        self._presenter = presenter
        self.add(label(tr("They must know that it will happen, but not when. Before that no shop begins.")))
        self.on = self.line(
            "day", tr("On which day?"), hint=tr("Such as 2 March 2026. Empty is today."), limit=40
        )
        hint = tr("Such as: by the director, at the staff meeting")
        self.how = self.line("how", tr("How were they told?"), hint=hint, limit=200)
        self.end_with(tr("Staff have been told"), self._tell, kind="normal", icon="check")

    def show_stored(self, on: str, how: str) -> None:
        """Show what is kept, to correct it."""
        self.on.setText(on)
        self.how.setText(how)

    def _tell(self) -> Saved:
        return self._presenter.tell(self.on.text(), self.how.text())


class StandardsForm(AddForm):
    """One more standard, or one that is changed: then its id stands in the draft."""

    done = Signal()

    def __init__(self, presenter: BeforePresenter, draft: Draft) -> None:
        self._presenter, self._id = presenter, draft.get("id", "")
        super().__init__(tr("Change this standard") if self._id else tr("Add a standard"), draft)
        if self._id:
            self.add(label(tr("All shops are measured by what it says then, those of before too.")))
        self.title = self.line(
            "title", tr("What is it called?"), hint=tr("Such as: Calls answered"), limit=80
        )
        self.span = self.pick("span", tr("From when to when?"), presenter.spans(draft))
        self.channel = self.pick("channel", tr("For which way of contact?"), presenter.channels())
        self.amount = self.line(
            "amount", tr("How long may it take?"), hint=tr("A number, such as 20"), limit=8
        )
        self.unit = self.pick("unit", tr("In which unit?"), presenter.units())
        hint = tr("Such as Mon-Fri 9:00-17:00; Sat 9:00-12:30. Empty is Monday to Friday, 9:00 to 17:00.")
        self.hours = self.line("hours", tr("When are they open?"), hint=hint, limit=200)
        self.nation = self.pick("nation", tr("Whose bank holidays?"), presenter.nations())
        self.on_holidays = self.tick("on_holidays", tr("They are open on bank holidays, too"))
        hint = tr("Such as: website, Our service standards")
        self.source = self.line("source", tr("Where did they publish it?"), hint=hint, limit=200)
        keep = button(
            tr("Keep the change") if self._id else tr("Add this standard"),
            self.submit,
            icon="check" if self._id else "plus",
        )
        leave = tr("Leave it as it is") if self._id else tr("Close this form")
        self.enter_does(self._keep)
        self.add(flow(keep, button(leave, self.done.emit, "quiet", icon="close")))
        self.escape_does(self.done.emit)

    def _keep(self) -> Saved:
        form = StandardForm(
            self.title.text(), self.span.value(), self.channel.value(), self.amount.text(),
            self.unit.value(), self.hours.text(), self.nation.value(), self.on_holidays.isChecked(),
            self.source.text(),
        )  # fmt: skip
        result = self._presenter.keep(form, self._id)
        if result.ok and self._id:
            self.done.emit()
        return result
