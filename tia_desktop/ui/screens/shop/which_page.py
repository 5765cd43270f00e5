"""Which check is it? Shown when mystery shopping is opened from the menu."""

from __future__ import annotations

from functools import partial

from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.shop_records import ShopAttempt
from tia_desktop.services.own_checks import may_do
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.shop.model import TEMPLATE
from tia_desktop.ui.widgets import Card, EmptyState, Page, WrapButton, button, heading, label


class WhichPage(Page):
    """The checks that are made of shops."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Mystery shopping"))
        self._context = context
        self.add(heading(tr("Mystery shopping")))
        checks = _checks(context)
        if checks:
            self.add(label(tr("Which check is it for?"), "lead"))
            card = Card(pad=10, gap=4)
            for check, words in checks:
                each = WrapButton(
                    check.title, partial(self._open, check.id), kind="nav", icon="phone", second=words
                )
                card.add(each)
                self.first_focus = self.first_focus or each
            self.add(card)
        else:
            words = tr("No check for mystery shopping is planned yet. Plan one first.")
            self.add(EmptyState(words, tr("Plan a check"), self._plan, icon="plan"))
        self.body.addStretch(1)
        self.set_footer(button(tr("Back"), lambda: context.shell.go("back"), icon="back"))

    def _open(self, check_id: str) -> None:
        self._context.shell.go("shop", check_id=check_id)

    def _plan(self) -> None:
        if self._context.desk.settings.role == "tia":
            self._context.shell.go("my_checks")
        else:
            self._context.shell.go("collect", form="plan", kind=TEMPLATE)


def _checks(context: ScreenContext) -> list[tuple[RealityCheck, str]]:
    """(check, how many shops it has): those of this person, when they see only their own."""
    ws, settings = context.ws, context.desk.settings
    found = []
    for check in ws.store.find(RealityCheck, template=TEMPLATE):
        if settings.role != "tia" or may_do(ws, check.id, settings.author):
            n = ws.store.count(ShopAttempt, check_id=check.id)
            found.append((check, ntr("{n} shop", "{n} shops", n) if n else tr("No shop yet")))
    return found
