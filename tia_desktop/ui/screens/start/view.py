"""Placeholder."""

from __future__ import annotations

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.widgets import Page, button, heading


def build(context: ScreenContext) -> Page:
    """Build the screen."""
    page = Page("start")
    page.add(heading("start"))
    page.set_footer(button("Overview", lambda: context.shell.go("overview"), "primary"))
    return page
