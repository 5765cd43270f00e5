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


class OnlyPage:
    """Takes everything around the page away, and brings it back for the right number (`context.OnlyPage`)."""

    def __init__(
        self,
        window: QMainWindow,
        show: Callable[[Visit], object],
        holders: Sequence[Callable[[bool], object]],
    ) -> None:
        """`holders` are told that what they show has to be held back, or not any more."""
        self._window, self._show, self._holders = window, show, holders
        self._number = ""

    @property
    def on(self) -> bool:
        """Whether only the page is there."""
        return bool(self._number)

    def hand_over(self, number: str, screen: str, **arguments: Any) -> None:
        """Show a page and hide everything else. Keys of hidden menus do nothing."""
        self._number = number
        self._hold(True)
        self._show(Visit(screen, arguments))

    def take_back(self, number: str) -> bool:
        """Bring everything back. False when the number is another one."""
        if not hmac.compare_digest(number.encode(), self._number.encode()):
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
