"""The team: who inspects, and the rules of guidance paras 35 and 111."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import RealityCheck, Scalar, TeamMember
from tia_desktop.domain.rules import (
    ADVISER,
    STOPPED,
    person_key,
    refuse_own_landlord,
    refuse_stopped,
    rents_here,
)
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.domain.values import Value
from tia_desktop.services.ports import DECLARED
from tia_desktop.services.workspace import Workspace

ROLES = ("lead", "inspector", "tia", "auditor")


def add_member(
    ws: Workspace,
    name: str,
    role: str,
    *,
    region: str = "",
    rents_from: str = "",
    inspected_before: bool = False,
) -> str:
    """Put somebody on the team and return their id.

    Raises:
        OwnLandlordError: an adviser who rents from this landlord (guidance para 35).
    """
    values: dict[str, Scalar] = {
        "name": name,
        "role": role,
        "region": region,
        "rents_from": rents_from,
        "inspected_before": inspected_before,
    }
    member = ws.store.new_id()
    ws.store.record([Edit(TeamMember, member, _tested(values))], author=ws.author)
    return member


def change_member(ws: Workspace, member_id: str, **values: Scalar) -> None:
    """Change what is known of a member: name, role, region, rents_from, inspected_before.

    Raises:
        InputError: a value does not fit; nothing is kept.
        OwnLandlordError: an adviser would inspect their own landlord (guidance para 35).
    """
    member, kept = ws.need(TeamMember, member_id), _tested(values)
    if person_key(str(kept.get("name", member.name))) != person_key(member.name):
        kept["declared_at"] = ""  # somebody else: nobody has asked them yet whether they rent here
    home = replace(member, rents_from=str(kept.get("rents_from", member.rents_from)))
    if member.role == STOPPED and "role" not in kept and not rents_here(home, ws.inspection):
        kept["role"] = ADVISER  # an inspector corrects it; the person is asked again before they start
    ws.store.record([Edit(TeamMember, member_id, kept)], author=ws.author)


_FIELDS = ("name", "role", "region", "rents_from", "inspected_before")


def _tested(values: dict[str, Scalar]) -> dict[str, Scalar]:
    """Return the values as they are kept, or raise with a sentence."""
    unknown = next((name for name in values if name not in _FIELDS), "")
    if unknown:
        shown = one_line(unknown, 40)
        raise InputError(f"A member has no “{shown}”. Choose one of: {', '.join(_FIELDS)}.")
    kept = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if "name" in kept and not kept["name"]:
        raise InputError("Give the person a name or initials.")
    if "role" in kept and kept["role"] not in ROLES:
        raise InputError(f"“{kept['role']}” is not a role. Choose one of: {', '.join(ROLES)}.")
    return kept


def remove_member(ws: Workspace, member_id: str) -> None:
    """Take somebody off the team. Undo brings them back.

    Raises:
        InputError: checks are still theirs.
    """
    member = ws.need(TeamMember, member_id)
    theirs = ws.store.find(RealityCheck, assigned_to=member_id)
    if theirs:
        raise InputError(
            f"{member.name} still has {count_of(len(theirs), 'check')}, such as "
            f"“{one_line(theirs[0].title, 60)}”. Give them to somebody else first."
        )
    ws.store.record([Edit(TeamMember, member_id, remove=True)], author=ws.author)


def declare_not_own_landlord(ws: Workspace, name: str) -> TeamMember:
    """An adviser says that they do not rent from this landlord; they join the team if they were not in it.

    Raises:
        OwnLandlordError: the team list says that this person rents from this landlord, or they said it.
    """
    found = ws.member(name)
    refuse_stopped(found)
    if found and rents_here(found, ws.inspection):
        # The store refuses it as well; here the sentence comes before anything is tried.
        refuse_own_landlord(ws.inspection, [replace(found, role=ADVISER)])
    member_id = found.id if found else ws.store.new_id()
    values: dict[str, Scalar] = {
        "name": name.strip() or "Adviser",
        "role": ADVISER,
        "declared_at": ws.store.now(),
    }
    if found:
        values = {"declared_at": values["declared_at"]}
    ws.store.record([Edit(TeamMember, member_id, values)], author=ws.author)
    return ws.need(TeamMember, member_id)


def declare_own_landlord(ws: Workspace, name: str) -> TeamMember:
    """Somebody says that they rent from this landlord (guidance para 35): it is kept, and stops them here.

    Their checks that are not done go back to nobody. Undo does not take it back: only an inspector changes
    it, with `change_member`. An inspector who says it stays an inspector, and never works as an adviser.
    """
    found = ws.member(name)
    member_id = found.id if found else ws.store.new_id()
    values: dict[str, Scalar] = {"rents_from": ws.inspection.landlord, "declared_at": ""}
    if found is None:
        values["name"] = name.strip() or "Adviser"
    edits = [Edit(TeamMember, member_id, values)]
    if found is None or found.role == ADVISER:
        values["role"] = STOPPED
        theirs = (c for c in ws.store.find(RealityCheck, assigned_to=member_id) if c.status != "done")
        edits += [Edit(RealityCheck, c.id, {"assigned_to": ""}) for c in theirs]
    ws.store.record(edits, author=ws.author, cause=DECLARED)
    return ws.need(TeamMember, member_id)


def who_may_work(ws: Workspace, *, also: str = "") -> list[TeamMember]:
    """Return the members a check can be given to; `also` is the id of one who has it already."""
    return [m for m in ws.store.find(TeamMember) if m.role != STOPPED or m.id == also]


def rents_from_this(ws: Workspace, name: str) -> bool:
    """Whether this person is known to rent from this landlord: they never work as an adviser here."""
    member = ws.member(name) if name else None
    return member is not None and (member.role == STOPPED or rents_here(member, ws.inspection))


def has_declared(ws: Workspace, name: str) -> bool:
    """Whether this person said that they do not rent from this landlord: before that, nothing starts."""
    member = ws.member(name) if name else None
    return member is not None and bool(member.declared_at)


# ---- who should be on it


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Missing(Value):
    """Somebody the team should have, wherever possible. A warning, never a stop."""

    rule_id: str
    text: str
    source: str


_WORDS = {
    "team.lead": "Nobody on the team is the lead inspector.",
    "team.one_tia": "No tenant inspection adviser is on the team.",
    "team.inspected_before": "Nobody on the team inspected here before.",
    "team.other_region": "Nobody on the team is from another region.",
}


def composition(ws: Workspace) -> list[Missing]:
    """Return what the team lacks (guidance paras 35 and 111, "wherever possible")."""
    sources = {r.id: r.source for r in ws.pack.reference.rules}
    return [
        Missing(
            rule_id,
            f"{_WORDS[rule_id]} Wherever possible there should be one.",
            sources.get(rule_id, "ours: somebody leads"),
        )
        for rule_id in _lacking([m for m in ws.store.find(TeamMember) if m.role != STOPPED])
    ]


def _lacking(team: Sequence[TeamMember]) -> Iterator[str]:
    if not any(m.role == "lead" for m in team):
        yield "team.lead"
    if not any(m.role == ADVISER for m in team):
        yield "team.one_tia"
    if not any(m.inspected_before for m in team):
        yield "team.inspected_before"
    if len({person_key(m.region) for m in team if m.region.strip()}) < 2:
        yield "team.other_region"
