"""Nobody leaves words behind without knowing: a page with unsaved words stays until they are saved."""

from __future__ import annotations

from collections.abc import Callable

from tia_desktop.ui.banners import Banners, Unsaved
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.pages import Pages, call
from tia_desktop.ui.widgets import Banner


class Keeper:
    """Asked before the page that is shown is left, made anew or closed."""

    def __init__(self, pages: Pages, banners: Banners, unsaved: Unsaved) -> None:
        self._pages, self._banners, self._unsaved = pages, banners, unsaved
        self._banner: Banner | None = None
        self._dropping = False

    def flush(self) -> bool:
        """Write everything that is typed to the disk. False when something is still not there."""
        if self._dropping:
            return True
        # A page may answer False: the disk refused, or something has to be chosen first.
        kept = call(self._pages.page, "flush") is not False
        if self._unsaved.waiting:
            self._unsaved.try_again()
        return kept and not self._unsaved.waiting

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """Save first. False when that failed: `go_on` is offered, for who wants to leave all the same."""
        if self.flush():
            self.settled()
            return True
        self.settled()
        self._banner = self._banners.add(
            tr("Some words here are not saved yet. This page stays open, so that they are not lost."),
            tone="vweak",
            action=tr("Leave without saving them"),
            on_action=lambda: self._drop(go_on),
        )
        return False

    def settled(self) -> None:
        """Nothing holds the page any more."""
        if self._banner is not None:
            self._banners.remove(self._banner)
            self._banner = None

    def _drop(self, go_on: Callable[[], object]) -> None:
        """The person says that the words may go."""
        self._dropping = True
        try:
            self._unsaved.give_up()
            go_on()
        finally:
            self._dropping = False
            self.settled()
