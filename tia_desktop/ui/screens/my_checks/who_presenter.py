"""Who is here: the name, and for an adviser whether the landlord is their own.

Several people may use one laptop: who works here is said on the page, and asked again for somebody else.
"""

from __future__ import annotations

from dataclasses import replace

from tia_desktop.domain.rules import ADVISER, STOPPED
from tia_desktop.services import team
from tia_desktop.services.desk import NOBODY
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import tr

_ROLES = {"lead": "lead inspector", "inspector": "inspector", "auditor": "auditor"}


class Person:
    """Whoever works on this laptop, in the open inspection."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self._ws = context.ws

    @property
    def landlord(self) -> str:
        """Who is inspected."""
        return self._ws.inspection.landlord

    @property
    def name(self) -> str:
        """The adviser's name, "" when not known."""
        author = self._context.desk.settings.author
        return "" if author == NOBODY else author

    def somebody_else(self) -> None:
        """Another person sits at this laptop now."""
        if self._context.commands is not None:
            self._context.commands.somebody_else()


class WhoPresenter(Person):
    """Asks who is here, and keeps what an adviser says about the landlord."""

    @property
    def is_adviser(self) -> bool:
        """Whether the adviser's view is open: an inspector is asked for the name and nothing else."""
        return self._context.desk.settings.role == ADVISER

    @property
    def before(self) -> str:
        """Who worked here until somebody else came, "" when nobody did."""
        return str(self._context.arguments.get("before", ""))

    def offered_name(self) -> str:
        """The name to begin with: the one from last time, unless it is an inspector's on this team."""
        return "" if self.role_of(self.name) else self.name

    @staticmethod
    def read_name(text: str) -> str:
        """A typed name; "" for what stands for nobody."""
        return "" if text.strip() == NOBODY else text.strip()

    def role_of(self, name: str) -> str:
        """In words, what somebody on the team is who is no adviser; "" for advisers and for new people."""
        member = self._ws.member(name) if name.strip() else None
        if member is None or member.role in (ADVISER, STOPPED) or member.declared_at:
            return ""
        return tr(_ROLES.get(member.role, "inspector"))

    def is_stopped(self, name: str) -> bool:
        """Whether somebody is known to rent from this landlord."""
        return team.rents_from_this(self._ws, name)

    @property
    def may_start(self) -> bool:
        """Whether this person said that they do not rent from this landlord (guidance para 35)."""
        return team.has_declared(self._ws, self.name)

    def work_as(self, name: str) -> None:
        """Say who works on this laptop from now on: the name beside every note."""
        desk = self._context.desk
        desk.save_settings(replace(desk.settings, author=name.strip()))
        self._ws.author = name.strip()

    def declare(self, name: str) -> bool:
        """The adviser does not rent from this landlord: they may start."""
        self.work_as(name)
        return attempt(self._context.shell, lambda: team.declare_not_own_landlord(self._ws, self.name))

    def stop_for_good(self, name: str) -> bool:
        """The adviser rents from this landlord: that is kept, and stops them (guidance para 35)."""
        self.work_as(name)
        return attempt(self._context.shell, lambda: team.declare_own_landlord(self._ws, self.name))

    def go_home(self) -> None:
        """Show what this person begins with."""
        self._context.shell.go("my_checks" if self.is_adviser else "overview")

    def stop(self) -> None:
        """The person may not inspect here: close the inspection."""
        self._context.shell.close_inspection()
