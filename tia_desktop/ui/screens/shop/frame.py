"""What every page of mystery shopping has: the check, the strip of steps, what is due, how it is left."""

from __future__ import annotations

from collections.abc import Sequence

from tia_desktop.services.shop_setup import staff_told
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.page_strip import PageStrip
from tia_desktop.ui.screens.shop.model import BEFORE, STEPS, ShopState
from tia_desktop.ui.shop_reminder_line import ReminderLine
from tia_desktop.ui.stored_page import StoredPage
from tia_desktop.ui.widgets import Button, button, column, heading, label


class ShopPage(StoredPage):
    """A step. `fill` shows what is stored; it is called again after every change."""

    def __init__(self, state: ShopState, step: str, *, title: str = "", shop: str = "") -> None:
        """`title` and `shop` (its id) are given by the page of one shop."""
        words = title or tr(dict(STEPS)[step])
        super().__init__(f"{tr('Mystery shopping')}: {words}")
        self.state, self._here = state, step
        self.reminder = ReminderLine(state.context, check_id=state.check.id, but=shop)
        self.under = label(state.check.title, "muted")
        self.add(column(heading(title or tr("Mystery shopping")), self.under, gap=2))
        pages = [(key, tr(each)) for key, each in STEPS]
        self._strip = PageStrip(tr("Steps of mystery shopping"), pages, step, self._go, icons=_icons(state))
        self.first_focus = self._strip.own
        self.add(self._strip, self.reminder)

    # ---- called by the shell

    def refresh(self) -> None:
        """Show what is stored now, and what is due."""
        self.reminder.look()
        super().refresh()

    # ---- inside

    def back_button(self) -> Button:
        """To the questions of the check."""
        return button(tr("Back to the check"), self.state.leave, "quiet", icon="back")

    def _go(self, step: str) -> None:
        self.state.go(step)


def _icons(state: ShopState) -> Sequence[str]:
    """What is done: staff are told."""
    told = staff_told(state.ws) is not None
    return ["done" if told and key == BEFORE else "" for key, _ in STEPS]
