"""Only the page of the window, while somebody else holds the laptop: a tenant who fills in a survey.

A number that the person at the desk chose leads back. It is in memory only; whoever forgets it ends the
program and opens the inspection again.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QMainWindow

from tia_desktop.ui.pages import Visit

MOST_WRONG = 10
"""Wrong numbers after which only closing the program helps: there are just 10,000 of four digits."""


class OnlyPage:
    """Takes everything around the page away, and brings it back for the right number (`context.OnlyPage`)."""

    def __init__(
        self,
        window: QMainWindow,
        show: Callable[[Visit], bool],
        holders: Sequence[Callable[[bool], object]],
    ) -> None:
        """`show` says whether it could; `holders` are told to hold back what they show, or not any more."""
        self._window, self._show, self._holders = window, show, holders
        self._number, self._wrong = "", 0

    @property
    def on(self) -> bool:
        """Whether only the page is there."""
        return bool(self._number)

    @property
    def is_shut(self) -> bool:
        """Whether so many wrong numbers were typed that none leads back any more."""
        return self._wrong >= MOST_WRONG

    def hand_over(self, number: str, screen: str, **arguments: Any) -> None:
        """Show a page and hide everything else. Keys of hidden menus do nothing."""
        self._number = number
        self._hold(True)
        self._wrong = 0
        if not self._show(Visit(screen, arguments)):
            self.take_back(number)  # such as a person whom undo took away: no page has the way back

    def take_back(self, number: str) -> bool:
        """Bring everything back. False when the number is another one, or too many were."""
        if self.is_shut or not hmac.compare_digest(number.encode(), self._number.encode()):
            self._wrong += 1
            return False
        self._number = ""
        self._hold(False)
        return True

    def _hold(self, held: bool) -> None:
        menu = self._window.menuBar()
        menu.setEnabled(not held)
        menu.setVisible(not held)
        for hold in self._holders:
            hold(held)
