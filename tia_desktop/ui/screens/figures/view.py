"""Figures: a page of the plan, and the page of one set of many landlords."""

from __future__ import annotations

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.widgets import Page


def build(context: ScreenContext) -> Page:
    """Build the page of a set with `set_id`, else that of all figures."""
    # Imported one by one: the first page should not wait for the other.
    if context.arguments.get("set_id"):
        from tia_desktop.ui.screens.figures.set_page import SetPage

        return SetPage(context)
    from tia_desktop.ui.screens.figures.main_page import FiguresPage

    return FiguresPage(context)
