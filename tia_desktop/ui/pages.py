"""Which page is shown: pages are built when first needed and live in a plain container.

A QStackedWidget would be spoken as "layered pane", and its hidden pages report themselves showing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.registry import build
from tia_desktop.ui.widgets import Page

ALWAYS_NEW = frozenset({"note", "practice", "my_checks", "figures", "history"})
"""Screens that are made anew each time: a kept page would show the note, or the person, before."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A screen with its arguments."""

    screen: str
    arguments: dict[str, Any] = field(default_factory=dict)


class Pages(QWidget):
    """The container. One page is visible; pages without arguments are kept, the others are made anew."""

    renamed = Signal(QWidget)
    """The page that is shown has another name."""

    def __init__(self, context_for: Callable[[dict[str, Any]], ScreenContext]) -> None:
        super().__init__()
        self._context_for = context_for
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._kept: dict[str, Page] = {}
        self._trail: list[Visit] = []
        self._room = 0
        self.page: Page | None = None
        self.visit = Visit("start")

    def show_visit(self, visit: Visit, *, back: bool = False) -> Page:
        """Build or bring back a page and show it with the focus on it. Errors leave the old page.

        Going `back` leaves no trail: the page that was left is not where the next "back" should lead.
        """
        kept = self._kept.get(visit.screen)
        old = self.page
        # A kept page that cannot be refreshed would show what was stored when it was made: make it anew.
        if kept is not None and not visit.arguments and kept is not old and hasattr(kept, "refresh"):
            page = kept
            call(page, "refresh")
        else:
            page = build(visit.screen, self._context_for(visit.arguments))
            page.hide()
            page.renamed.connect(lambda: self.renamed.emit(page) if page is self.page else None)
            self._box.addWidget(page, 1)
        if old is not None:
            call(old, "leave")
            if visit != self.visit and not back:
                self._trail = [*self._trail, self._left()][-20:]
        self.page, self.visit = page, visit
        # The focus goes to the new page first: switching first would fire three focus events.
        page.focus_first()
        page.make_room(self._room)
        page.show()
        page.open_at_top()
        if old is not None and old is not page:
            old.hide()
            if self._kept.get(self._screen_of(old)) is not old:
                self._drop(old)
        if not visit.arguments and visit.screen not in ALWAYS_NEW:
            previous = self._kept.get(visit.screen)
            if previous is not None and previous is not page:
                self._drop(previous)
            self._kept[visit.screen] = page
        return page

    def make_room(self, height: int) -> None:
        """Banners take this much of the height: what the person is doing stays where it is."""
        self._room = height
        if self.page is not None:
            self.page.make_room(height)

    def back(self) -> Visit | None:
        """The visit before this one, taken off the trail."""
        return self._trail.pop() if self._trail else None

    def _left(self) -> Visit:
        """What "back" returns to. A kept page is still there; another is made anew with what it says."""
        if not self.visit.arguments:
            return self.visit
        return Visit(self.visit.screen, getattr(self.page, "arguments", None) or self.visit.arguments)

    def rebuild(self) -> None:
        """Make the current page anew (another text size), and forget the others."""
        old = self.page
        if old is None:
            return
        self._forget(but=old)
        self._kept.pop(self._screen_of(old), None)
        # A page that made its record since it was opened says which: it shows the same again.
        arguments = getattr(old, "arguments", None) or self.visit.arguments
        self.visit = Visit(self.visit.screen, arguments)
        with keeping_focus(lambda: self.page):
            self.show_visit(self.visit)

    def refresh(self) -> None:
        """Have the page show what is stored now; the focus stays where it was, or on the page at least."""
        with keeping_focus(lambda: self.page):
            call(self.page, "refresh")

    def forget_others(self) -> None:
        """Keep only the page that is shown: styling pages nobody sees anew would take a second."""
        self._forget(but=self.page)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def clear(self) -> None:
        """Forget everything that belonged to an inspection."""
        self._trail.clear()
        self._forget(but=self.page)
        self._kept.clear()

    def _forget(self, but: Page | None) -> None:
        for screen, page in list(self._kept.items()):
            if page is not but:
                del self._kept[screen]
                self._drop(page)

    def _screen_of(self, page: Page) -> str:
        return next((screen for screen, each in self._kept.items() if each is page), "")

    def _drop(self, page: Page) -> None:
        self._box.removeWidget(page)
        page.hide()
        page.deleteLater()


@contextmanager
def keeping_focus(current: Callable[[], Page | None]) -> Iterator[None]:
    """Put the focus back on the same thing after a page made its widgets anew."""
    before, page = QApplication.focusWidget(), current()
    inside = before is not None and page is not None and page.isAncestorOf(before)
    name = _words(before) if before is not None else ""
    kind = type(before) if before is not None else QWidget
    yield
    page = current()
    if not inside or page is None or (before is not None and isValid(before) and before.isVisible()):
        return
    same = (w for w in page.findChildren(kind) if name and _words(w) == name and w.isVisibleTo(page))
    target = next(same, None)
    if target is not None:
        target.setFocus(Qt.FocusReason.OtherFocusReason)
    else:
        page.focus_first()


def _words(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (str(text()) if callable(text) else "")


def call(page: Page | None, name: str) -> object:
    """Call one of a page's optional methods (refresh, flush, hurry, leave, rescue); give what it says."""
    method = getattr(page, name, None)
    return method() if method is not None else None
