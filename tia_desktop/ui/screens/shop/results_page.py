"""The fourth step: what the shops of each story came to, and keeping it as evidence."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from tia_desktop.services.shop_results import (
    ScenarioResult,
    StandardResult,
    keep_result,
    kept_note,
    lines,
    other_lines,
    result_words,
    results,
)
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.drawing import Drawing
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import Stack, top
from tia_desktop.ui.screens.shop.frame import ShopPage
from tia_desktop.ui.screens.shop.model import BEGIN, RESULTS, ShopState, way_words
from tia_desktop.ui.widgets import (
    Card,
    EmptyState,
    Responsive,
    button,
    column,
    flow,
    heading,
    icon_row,
    label,
)


class ResultsPage(ShopPage):
    """One card for each story and way of contact. The count stands first; no percentage stands alone."""

    def __init__(self, state: ShopState) -> None:
        super().__init__(state, RESULTS)
        self._cards = Stack(14)
        self._shown: object = None
        self.add(self._cards)
        self.body.addStretch(1)
        self.set_footer(button(tr("A new shop"), partial(state.go, BEGIN), icon="plus"), self.back_button())
        self.fill()

    def fill(self) -> None:
        found = results(self.state.ws, self.state.library, check_id=self.state.check.id)
        told = [(list(lines(each)), self._is_kept(each)) for each in found]
        if told == self._shown:
            return
        self._shown = told
        words = tr("There is no shop yet, so there is nothing to count.")
        empty = EmptyState(words, tr("A new shop"), partial(self.state.go, BEGIN), icon="phone")
        self._cards.show_parts([self._card(each) for each in found] or [empty])

    def keep(self, found: ScenarioResult) -> None:
        """Keep a result as a note, with its numbers."""
        if attempt(self.state.shell, lambda: keep_result(self.state.ws, found, self.state.check.id)):
            said = tr("“{name}” is kept as a note of this check.").format(name=found.scenario.title)
            self.state.shell.show_notice(said)
            self.fill()

    def _is_kept(self, found: ScenarioResult) -> bool:
        return bool(kept_note(self.state.ws, found, self.state.check.id))

    def _keeping(self, found: ScenarioResult) -> QWidget:
        if self._is_kept(found):
            return top(icon_row("done", tr("Kept as a note"), "muted", tone="vgood"))
        name = f"{found.scenario.title}, {way_words(found.channel)}"
        keep = button(
            tr("Keep as a note"),
            partial(self.keep, found),
            icon="note",
            name=tr("Keep as a note: {name}").format(name=name),
        )
        return flow(keep)

    def _card(self, found: ScenarioResult) -> QWidget:
        card = Card(gap=10)
        n = len(found.attempts)
        under = f"{way_words(found.channel)} · {ntr('{n} shop', '{n} shops', n)}"
        head = Responsive(560, 12, (1, 0))
        head.add(column(heading(found.scenario.title, 2), label(under, "muted"), gap=2))
        head.add(self._keeping(found))
        card.add(head)
        for each in found.standards:
            card.add(_standard(each))
        if any(each.looked_at for each in found.standards):
            svg = self.state.context.desk.draw(found)
            card.add(Drawing(svg, tr("How often each standard was kept, with its interval")))
        for sentence in other_lines(found):
            card.add(label(sentence))
        return card


def _standard(found: StandardResult) -> QWidget:
    """How often a standard was kept, and below it what that means."""
    said = [label(sentence) for sentence in result_words(found)]
    if not found.looked_at:
        return column(*said, gap=4)
    counted = tr("{name}: kept {kept} of {all}")
    words = counted.format(name=found.standard.title, kept=found.kept, all=found.looked_at)
    tone, icon = ("vgood", "done") if found.kept == found.looked_at else ("weak", "half")
    return column(icon_row(icon, words, "h3", tone=tone), *said, gap=4)
