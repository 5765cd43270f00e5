"""The parts of the window that F6 goes round."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tia_desktop.ui.rail import Rail
from tia_desktop.ui.widgets import Page, Panel


def focus_next_pane(rail: Rail, banners: QWidget, page: Page) -> None:
    """Rail, side column, page, footer, and round."""
    focused = QApplication.focusWidget()
    panes: list[QWidget] = [rail, banners]
    panes.extend(page.findChildren(Panel))
    panes.insert(3 if len(panes) > 3 else 2, page.content)
    shown = [p for p in panes if p.isVisible() and _first_stop(p) is not None]
    at = next((k for k, p in enumerate(shown) if focused and p.isAncestorOf(focused)), -1)
    pane = shown[(at + 1) % len(shown)]
    if pane is page.content:
        page.focus_first()
    elif not (pane is rail and rail.focus_current()):
        stop = _first_stop(pane)
        assert stop is not None
        stop.setFocus(Qt.FocusReason.TabFocusReason)


def _first_stop(pane: QWidget) -> QWidget | None:
    """The first thing in a part of the window that Tab reaches."""
    for each in pane.findChildren(QWidget):
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return each
    return None
