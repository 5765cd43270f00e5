"""What both pages of the figures have: the heading and the strip of the plan, and how they are left."""

from __future__ import annotations

from tia_desktop.domain.text import shown_path
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.page_strip import PageStrip
from tia_desktop.ui.plan_strip import FIGURES, PAGES, show_page
from tia_desktop.ui.screens.figures.model import ORIGIN, FiguresState
from tia_desktop.ui.stored_page import StoredPage
from tia_desktop.ui.widgets import heading


class FiguresFrame(StoredPage):
    """A page. `fill` shows what is stored; it is called again after every change."""

    origin = ORIGIN

    def __init__(self, state: FiguresState, title: str = "") -> None:
        super().__init__(title or f"{tr('Plan')}: {tr('Figures')}")
        self.state, self._is_own = state, not title
        self.add(heading(shown_path(title) or tr("Plan")))
        pages = [(key, tr(words)) for key, words in PAGES]
        self._strip = PageStrip(tr("Pages of the plan"), pages, FIGURES, self._go)
        self.first_focus = self._strip.own
        self.add(self._strip)

    # ---- called by the shell

    def leave(self) -> None:
        """The page goes: work that ends later shows nothing on it."""
        self.state.left = True

    # ---- inside

    def _go(self, page: str) -> None:
        if page != FIGURES or not self._is_own:
            self._strip.mark_own()
            show_page(self.state.shell, page)
