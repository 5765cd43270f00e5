"""Which check is it? Shown when mystery shopping is opened from the menu."""

from __future__ import annotations

from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.shop_records import ShopAttempt
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.shop.model import TEMPLATE
from tia_desktop.ui.which_check import Which, WhichPage


def which_page(context: ScreenContext) -> WhichPage:
    """Return the page with the checks that are made of shops."""
    ws, checks = context.ws, list[tuple[RealityCheck, str]]()
    for check in ws.store.find(RealityCheck, template=TEMPLATE):
        n = ws.store.count(ShopAttempt, check_id=check.id)
        checks.append((check, ntr("{n} shop", "{n} shops", n) if n else tr("No shop yet")))
    which = Which(
        screen="shop",
        title=tr("Mystery shopping"),
        question=tr("Which check is it for?"),
        none=tr("No check for mystery shopping is planned yet. Plan one first."),
        kind=TEMPLATE,
        icon="phone",
        checks=checks,
    )
    return WhichPage(context, which)
