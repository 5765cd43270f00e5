"""The strip at the top of a page that leads to the pages beside it, such as the six of the plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from tia_desktop.ui.theme import RADIUS, color
from tia_desktop.ui.widgets import Button, Card, FlowLayout, Group, Roving
from tia_desktop.ui.widgets.buttons import Look


class PageStrip(Card):
    """One Tab stop for all pages: arrows move, Enter goes. `own` is the tab of the page that is shown."""

    def __init__(
        self,
        name: str,
        pages: Sequence[tuple[str, str]],
        here: str,
        on_go: Callable[[str], object],
        *,
        icons: Sequence[str] = (),
    ) -> None:
        """`pages` are (key, words); `icons` stand before the words, in the same order."""
        super().__init__(pad=5, gap=0)
        group = Group(name)
        self.add(group)
        line = FlowLayout(group, 4)
        tabs = []
        self.own: Button | None = None
        for place, (key, words) in enumerate(pages):
            icon = icons[place] if icons else ""
            each = _Tab(words, lambda to=key: on_go(to), kind="nav", icon=icon)  # type: ignore[misc]
            each.setCheckable(True)
            each.setAutoExclusive(True)
            each.setChecked(key == here)
            line.addWidget(each)
            tabs.append(each)
            if key == here:
                self.own = each
        self._roving = Roving(tabs, choose=False, parent=group)

    def mark_own(self) -> None:
        """Another page was asked for: this one is kept, and comes back under its own tab."""
        if self.own is not None:
            self.own.setChecked(True)


class _Tab(Button):
    """One page of the strip; the one that is shown has a bar below it."""

    def _paint_shape(self, painter: QPainter, look: Look) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if look.fill:
            painter.setBrush(color(look.fill))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        if self.isChecked():
            painter.setBrush(color("primary"))
            painter.drawRoundedRect(QRectF(8, self.height() - 4, self.width() - 16, 4), 2, 2)
