"""Who works on this laptop now, and in which view. Several people may use one: notes carry their names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tia_desktop.services.desk import NOBODY

if TYPE_CHECKING:
    from tia_desktop.ui.shell import WindowShell


class WhoWorks:
    """The commands about the person at the laptop."""

    def __init__(self, shell: WindowShell) -> None:
        self._shell = shell
        self._desk = shell.desk

    def set_role(self, role: str) -> None:
        """Change between the inspector's and the adviser's view."""
        if not self._shell.keeper.may_leave(lambda: self.set_role(role)):
            return
        self._desk.save_settings(replace(self._desk.settings, role=role))
        self.go_in()

    def go_in(self) -> None:
        """The first screen. An inspector after an adviser is asked who it is: notes stand under that name."""
        if self._desk.settings.role != "tia" and self._is_adviser():
            self.somebody_else()
        else:
            self._shell.go_home()

    def somebody_else(self) -> None:
        """Ask who works here now: until that is said, nobody does."""
        ws, before = self._shell.workspace, self._desk.settings.author
        if ws is None or not self._shell.keeper.may_leave(self.somebody_else):
            return
        self._desk.save_settings(replace(self._desk.settings, author=NOBODY))
        ws.author = NOBODY
        self._shell.pages.clear()
        known = {} if before == NOBODY else {"before": before}
        self._shell.go("my_checks", **known)

    def _is_adviser(self) -> bool:
        """Whether who works here now is an adviser on this team."""
        from tia_desktop.domain.rules import ADVISER, STOPPED

        ws = self._shell.workspace
        member = ws.member(self._desk.settings.author) if ws is not None else None
        return member is not None and member.role in (ADVISER, STOPPED)
