"""What every page of the plan has: its heading, the strip that leads to the others, saving on the way out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.plan.fields import TextField, settle
from tia_desktop.ui.screens.plan.presenter import PAGES
from tia_desktop.ui.theme import RADIUS, color, em
from tia_desktop.ui.widgets import (
    Button,
    Card,
    FlowLayout,
    FlowRow,
    Group,
    IconLabel,
    Page,
    Roving,
    column,
    heading,
    label,
)
from tia_desktop.ui.widgets.buttons import Look


class PlanPage(Page):
    """A page of the plan. `fill` shows what is stored; it is called again after every change."""

    def __init__(self, context: ScreenContext, page: str, title: str = "") -> None:
        words = next((words for key, words in PAGES if key == page), page)
        super().__init__(title or f"{tr('Plan')}: {tr(words)}")
        self._context, self._here = context, page
        self._heading = heading(title or tr("Plan"))
        self.add(self._heading)
        self.add(self._strip(page))

    def fill(self) -> None:
        """Show what is stored now."""

    def set_title(self, title: str) -> None:
        """Rename the page; its heading says the same."""
        super().set_title(title)
        self._heading.setText(title)

    # ---- called by the shell

    def refresh(self) -> None:
        """Show what is stored now; what has the focus may have moved with its row, and stays in view."""
        settle(self)
        self.fill()
        QTimer.singleShot(0, self, self._show_focused)

    def flush(self) -> bool:
        """Save what stands in the fields. False when something could not be: its field says why."""
        fields = [f for f in self.findChildren(TextField) if f.isVisibleTo(self)]
        kept = [field.commit() for field in fields]  # each says what is wrong with it
        return all(kept)

    # ---- inside

    def _strip(self, page: str) -> QWidget:
        card = Card(pad=5, gap=0)
        group = Group(tr("Pages of the plan"))
        card.add(group)
        line = FlowLayout(group, 4)
        tabs = []
        self._own_tab: _Tab | None = None
        for key, words in PAGES:
            each = _Tab(tr(words), lambda to=key: self._go(to), kind="nav")  # type: ignore[misc]
            each.setCheckable(True)
            each.setAutoExclusive(True)
            each.setChecked(key == page)
            line.addWidget(each)
            tabs.append(each)
            if key == page:
                self.first_focus = self._own_tab = each
        self._roving = Roving(tabs, choose=False, parent=group)
        return card

    def _go(self, page: str) -> None:
        if page != self._here or self._context.arguments.get("check_id"):
            if self._own_tab is not None:  # this page is kept, and comes back under its own tab
                self._own_tab.setChecked(True)
            self._context.shell.go("plan", page=page)


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


def stack(*parts: QWidget, gap: int = 14) -> QWidget:
    """Parts at the top of a column."""
    host = QWidget()
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return host


def grid(*fields: QWidget, least: int = 190) -> QWidget:
    """Fields that share a line where there is room, each at least `least` px wide."""
    host = QWidget()
    line = FlowRow(host, 14, even=False)
    for each in fields:
        each.setMinimumWidth(em(least))
        line.addWidget(each)
    return host


class Detail(QWidget):
    """What unfolds below a row: set in a little, so that it belongs to the row above."""

    def __init__(self) -> None:
        super().__init__()
        self.card = Card("plain", pad=14, gap=12)
        box = QHBoxLayout(self)
        box.setContentsMargins(em(30), 2, 0, 8)
        box.addWidget(self.card)


def beside(icon: str, words: QWidget, tone: str = "primary") -> QWidget:
    """Words that change, with an icon at their left."""
    host = QWidget()
    box = QHBoxLayout(host)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(10)
    box.addWidget(IconLabel(icon, tone, 20, beside="body"), 0, Qt.AlignmentFlag.AlignTop)
    box.addWidget(words, 1)
    return host


def hints(lines: Sequence[tuple[str, str]]) -> list[QWidget]:
    """Sentences, each with where it comes from below it."""
    parts: list[QWidget] = []
    for sentence, source in lines:
        parts.append(column(label(sentence), label(source, "small"), gap=2))
    return parts


def refill(box: QVBoxLayout, parts: Sequence[QWidget]) -> None:
    """Put other parts into a column."""
    while (item := box.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    for part in parts:
        box.addWidget(part)
