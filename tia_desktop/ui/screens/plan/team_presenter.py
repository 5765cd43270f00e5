"""The team: who inspects, what is missing wherever possible, and the own-landlord stop."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tia_desktop.domain.records import RealityCheck, Scalar, TeamMember
from tia_desktop.domain.rules import STOPPED
from tia_desktop.services import team
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saving import Saved, save
from tia_desktop.ui.screens.plan.facts_presenter import sources

ROLES = (
    ("lead", "Lead inspector"),
    ("inspector", "Inspector"),
    ("tia", "Tenant inspection adviser"),
    ("auditor", "Auditor"),
)
STOPPED_ROLE = (STOPPED, "Stopped: rents from this landlord")
_ICONS = {"lead": "star", "inspector": "people", "tia": "home", "auditor": "search"}


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody on the team."""

    member_id: str
    name: str
    details: str
    icon: str
    tone: str = "primary"


@dataclass(frozen=True, slots=True)
class MemberForm:
    """What is asked of somebody new."""

    name: str
    role: str
    region: str = ""
    rents_from: str = ""
    inspected_before: bool = False


def roles(role: str = "") -> list[tuple[str, str]]:
    """(id, words) of the roles to choose from. Nobody is given "stopped"; who has it can get another one."""
    return [(key, tr(words)) for key, words in (*ROLES, *([STOPPED_ROLE] if role == STOPPED else []))]


class TeamPresenter:
    """Reads and changes the team."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self._ws = context.ws

    def members(self) -> list[MemberLine]:
        """Everybody, the lead first."""
        order = [key for key, _ in ROLES]
        people = self._ws.store.find(TeamMember)
        people.sort(key=lambda m: order.index(m.role) if m.role in order else len(order))
        return [self._line(m) for m in people]

    def member(self, member_id: str) -> TeamMember | None:
        """One of them; None when they were taken off."""
        return self._ws.store.get(TeamMember, member_id)

    def missing(self) -> list[tuple[str, str]]:
        """(sentence, source) of what the team lacks. Warnings, never stops."""
        return [(tr(each.text), sources(each.source)) for each in team.composition(self._ws)]

    def add(self, form: MemberForm) -> Saved:
        """Put somebody on the team."""
        result = save(
            self._context.shell,
            lambda: team.add_member(
                self._ws,
                form.name,
                form.role,
                region=form.region,
                rents_from=form.rents_from,
                inspected_before=form.inspected_before,
            ),
        )
        if result.ok:
            role = tr(dict(ROLES).get(form.role, form.role))
            role = role[:1].lower() + role[1:]
            said = tr("Added {name}, {role}.").format(name=form.name.strip(), role=role)
            self._context.shell.show_notice(said)
            return result
        return replace(result, field="rents_from" if form.name.strip() else "name")

    def change(self, member_id: str, field: str, value: Scalar) -> Saved:
        """Change one thing about somebody."""
        return save(self._context.shell, lambda: team.change_member(self._ws, member_id, **{field: value}))

    def remove(self, member_id: str) -> Saved:
        """Take somebody off the team; undo brings them back."""
        member = self.member(member_id)
        result = save(self._context.shell, lambda: team.remove_member(self._ws, member_id))
        if result.ok and member is not None:
            said = tr("{name} is off the team. Undo brings them back.").format(name=member.name)
            self._context.shell.show_notice(said)
        return result

    def stopped_words(self, member: TeamMember) -> str:
        """Why somebody can do nothing here, and who can change it; "" for everybody else."""
        if member.role != STOPPED:
            return ""
        said = tr(
            "{name} said that they rent from this landlord (guidance para 35). Nothing can be done under "
            "this name. If it is a mistake, correct “Rents from”: then {name} is asked again."
        )
        return said.format(name=member.name)

    def _line(self, member: TeamMember) -> MemberLine:
        icon, tone = _ICONS.get(member.role, "people"), "primary"
        if member.role == STOPPED:
            icon, tone = "warning", "weak"
        return MemberLine(member.id, member.name, self._details(member), icon, tone)

    def _details(self, member: TeamMember) -> str:
        if member.role == STOPPED:
            return tr("Stopped: rents from {landlord}").format(landlord=member.rents_from)
        parts = [tr(dict(ROLES).get(member.role, member.role))]
        if member.region:
            parts.append(member.region)
        if member.inspected_before:
            parts.append(tr("inspected here before"))
        if member.rents_from:
            parts.append(tr("rents from {landlord}").format(landlord=member.rents_from))
        count = len(self._ws.store.find(RealityCheck, assigned_to=member.id))
        parts.append(ntr("{n} check", "{n} checks", count) if count else tr("no check yet"))
        return " · ".join(parts)
