"""What stands in the way about people: who rents from this landlord (guidance para 35), and who is missing.

An adviser never inspects their own landlord, whatever anybody says about it: nobody can accept that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tia_desktop.domain.records import Finding, RealityCheck, TeamMember
from tia_desktop.domain.rules import ADVISER, STOPPED, person_key, rents_here
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.readiness_findings import Pieces
from tia_desktop.services.readiness_problem import OpenProblem, blocks, the_finding, warns
from tia_desktop.services.team import composition
from tia_desktop.services.workspace import Workspace

_RULE_NAMES = {
    "team.lead": "no-lead",
    "team.one_tia": "no-adviser",
    "team.inspected_before": "nobody-came-before",
    "team.other_region": "nobody-from-outside",
}
TEAM_RULES = tuple(_RULE_NAMES.values())
"""Problems of who is on the team."""

_SOURCE = "guidance para 35"


def people_problems(ws: Workspace, findings: Mapping[str, Finding], pieces: Pieces) -> Iterator[OpenProblem]:
    """Give what is wrong with the team, and the findings that rest on somebody who rents here."""
    team, inspection = ws.store.find(TeamMember), ws.inspection
    barred = [m for m in team if _is_barred(ws, m)]
    for member in team:
        if member in barred:
            yield from _still_works(member, _open_checks(ws, member))
        elif rents_here(member, inspection):
            said = f"{member.name} rents from the landlord that is inspected, and works on the inspection. "
            said += "Find somebody else, or say why it may stay so."
            yield warns("rents-here", said, "ours, after guidance para 35", member.id)
    yield from _their_notes(barred, findings, pieces)
    for missing in composition(ws):
        yield warns(_RULE_NAMES[missing.rule_id], missing.text, missing.source, "")


def _is_barred(ws: Workspace, member: TeamMember) -> bool:
    """Whether somebody who is, or works as, an adviser rents here: `rules.refuse_own_landlord`."""
    adviser = member.role == ADVISER or bool(member.declared_at)
    return member.role == STOPPED or (adviser and rents_here(member, ws.inspection))


def _open_checks(ws: Workspace, member: TeamMember) -> list[RealityCheck]:
    return [c for c in ws.store.find(RealityCheck, assigned_to=member.id) if c.status != "done"]


def _still_works(member: TeamMember, checks: Sequence[RealityCheck]) -> Iterator[OpenProblem]:
    """Somebody who was stopped, and does nothing any more, is no problem."""
    if not checks and member.role == STOPPED:
        return
    said = f"{member.name} rents from the landlord that is inspected: an adviser never inspects that. "
    if checks:
        such = f"“{one_line(checks[0].title, 60)}”"
        said += f"Give {such if len(checks) == 1 else f'their {len(checks)} checks, such as {such},'}"
        said += " to somebody else."
    else:
        said += "Find another adviser."
    yield blocks("own-landlord", said, _SOURCE, member.id)


def _their_notes(
    barred: Sequence[TeamMember], findings: Mapping[str, Finding], pieces: Pieces
) -> Iterator[OpenProblem]:
    """Give each finding that counts notes of somebody who may not inspect here, for or against it."""
    names = {person_key(m.name): m.name for m in barred if m.name.strip()}
    if not names:
        return
    for finding_id, behind in pieces.items():
        theirs = [
            names[person_key(p.author)]
            for p in behind
            if p.stance != "context" and not p.empty and person_key(p.author) in names
        ]
        if theirs:
            who = " and ".join(dict.fromkeys(theirs))
            said = f"{the_finding(findings[finding_id])} rests on {count_of(len(theirs), 'note')} of {who}, "
            said += "who may not inspect their own landlord. Take what they wrote out of the finding."
            yield blocks("own-landlord-evidence", said, _SOURCE, finding_id)
