"""What every page of the plan has: its heading, the strip that leads to the others, saving on the way out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.fields import TextField
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.page_strip import PageStrip
from tia_desktop.ui.plan_strip import PAGES, show_page
from tia_desktop.ui.stored_page import StoredPage
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Card,
    IconLabel,
    column,
    heading,
    label,
)


class PlanPage(StoredPage):
    """A page of the plan. `fill` shows what is stored; it is called again after every change."""

    def __init__(self, context: ScreenContext, page: str, title: str = "") -> None:
        words = next((words for key, words in PAGES if key == page), page)
        super().__init__(title or f"{tr('Plan')}: {tr(words)}")
        self._context, self._here = context, page
        self._heading = heading(title or tr("Plan"))
        self.add(self._heading)
        pages = [(key, tr(words)) for key, words in PAGES]
        self._strip = PageStrip(tr("Pages of the plan"), pages, page, self._go)
        self.first_focus = self._strip.own
        self.add(self._strip)

    def set_title(self, title: str) -> None:
        """Rename the page; its heading says the same."""
        super().set_title(title)
        self._heading.setText(title)

    # ---- inside

    def _go(self, page: str) -> None:
        if page != self._here or self._context.arguments.get("check_id"):
            self._strip.mark_own()
            show_page(self._context.shell, page)


class Detail(QWidget):
    """What unfolds below a row: set in a little, so that it belongs to the row above."""

    def __init__(self) -> None:
        super().__init__()
        self.card = Card("plain", pad=14, gap=12)
        box = QHBoxLayout(self)
        box.setContentsMargins(em(30), 2, 0, 8)
        box.addWidget(self.card)

    def flush(self) -> bool:
        """Save what stands in the fields, before another row unfolds. What is refused takes the focus."""
        fields = [f for f in self.findChildren(TextField) if f.isVisibleTo(self)]
        refused = [field for field in fields if not field.commit()]
        if refused:
            refused[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not refused


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
