"""The third step: the shops of this check, those that go on first."""

from __future__ import annotations

from functools import partial

from tia_desktop.services.shop_clock import standing
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import Stack
from tia_desktop.ui.screens.shop.frame import ShopPage
from tia_desktop.ui.screens.shop.model import BEGIN, RESULTS, SHOPS, ShopState, way_words
from tia_desktop.ui.screens.shop.times import day_and_clock
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import EmptyState, button


class ShopsPage(ShopPage):
    """The list. Enter opens a shop."""

    def __init__(self, state: ShopState) -> None:
        super().__init__(state, SHOPS)
        self.list = UnfoldingList(tr("Shops"))
        self.list.opened.connect(partial(state.go, SHOPS))
        self._nothing = Stack()
        self.add(self._nothing, self.list)
        self.body.addStretch(1)
        new = button(tr("A new shop"), partial(state.go, BEGIN), "primary", icon="plus")
        found = button(tr("Results"), partial(state.go, RESULTS), icon="findings")
        self.set_footer(new, found, self.back_button())
        self.fill()

    def fill(self) -> None:
        going, closed = _rows(self.state)
        sections = [Section(tr("Going on"), going)] if going else []
        sections += [Section(tr("Closed"), closed)] if closed else []
        self.list.show_rows(sections)
        self.list.setVisible(bool(sections))
        words = tr("There is no shop yet. Choose a story and start the clock.")
        self._nothing.show_parts(
            []
            if sections
            else [EmptyState(words, tr("A new shop"), partial(self.state.go, BEGIN), icon="phone")]
        )


def _rows(state: ShopState) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The shops that go on, and those that are closed, newest first."""
    going, closed = list[Row](), list[Row]()
    for shop in reversed(state.shops()):
        now = standing(state.ws, state.library, shop.id)
        parts = [way_words(shop.channel), tr("as {alias}").format(alias=shop.alias)]
        waiting = sum(p.waits for p in now.promises)
        if waiting:
            parts.append(ntr("{n} promise is open", "{n} promises are open", waiting))
        if shop.set_aside:
            parts.append(tr("does not count: {why}").format(why=shop.set_aside))
        elif now.running:
            parts.append(tr(now.running))
        title = f"{state.title_of(shop)}, {day_and_clock(shop.started_at)}"
        icon, tone = ("done", "vgood") if shop.ended_at else ("half", "primary")
        row = Row(shop.id, title, " · ".join(parts), icon, "muted" if shop.set_aside else tone)
        (closed if shop.ended_at else going).append(row)
    return tuple(going), tuple(closed)
