"""Rules that hold everywhere: in the window, in services, in the store and on import."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tia_desktop.domain.errors import OwnLandlordError
from tia_desktop.domain.records import Inspection, RealityCheck, TeamMember
from tia_desktop.domain.values import Value

ADVISER = "tia"
STOPPED = "stopped"
"""Role of somebody who said that they rent from the landlord: they stay on the list, and do nothing."""

_EMPTY_WORDS = {"the", "ltd", "limited", "plc", "llp", "cic", "sample"}


def landlord_key(name: str) -> str:
    """Return what is compared of a name: letters and digits, however it is spaced, accented or hyphenated.

    "The", "Ltd" and the like are left out, unless nothing else is left. Two names that differ only in
    such things count as one landlord: stopping a person wrongly is put right by talking, the other is not.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘`´-‐‑–.")
    words = re.findall(r"[^\W_]+", plain)
    return "".join([w for w in words if w not in _EMPTY_WORDS] or words)


def person_key(name: str) -> str:
    """Return what is compared of a person's name: "maureen " is "Maureen"."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def rents_here(member: TeamMember, inspection: Inspection) -> bool:
    """Whether a member rents from the landlord (or its council) that is inspected."""
    own = landlord_key(member.rents_from)
    return bool(own) and own in (landlord_key(inspection.landlord), landlord_key(inspection.authority))


def refuse_own_landlord(
    inspection: Inspection | None, members: Iterable[TeamMember], checks: Iterable[RealityCheck] = ()
) -> None:
    """Raise when an adviser would inspect their own landlord (guidance para 35): a hard stop.

    Args:
        inspection: the inspection as it would be after the write.
        members: team members to test, as they would be.
        checks: checks to test against the team, as they would be.

    Raises:
        OwnLandlordError: with the reason and who to tell.
    """
    if inspection is None:
        return
    members, checks = list(members), list(checks)
    for check in checks:
        if check.assigned_to and check.status != "done":
            refuse_stopped(next((m for m in members if m.id == check.assigned_to), None), check.title)
    # Whoever answered the advisers' question works as an adviser, whatever their role is called.
    barred = [m for m in members if (m.role == ADVISER or m.declared_at) and rents_here(m, inspection)]
    if not barred:
        return
    member = barred[0]
    doing = next((c for c in checks if c.assigned_to == member.id), None)
    what = f"cannot do “{doing.title}”" if doing else "cannot join this inspection"
    who = member.name or "This adviser"
    raise OwnLandlordError(
        f"{who} rents from {member.rents_from} and {what}: a tenant inspection adviser never inspects "
        "their own landlord (guidance para 35). The lead inspector has to find another adviser."
    )


def refuse_stopped(member: TeamMember | None, check: str = "") -> None:
    """Raise when somebody who said that they rent from this landlord would do anything here (para 35).

    Args:
        member: who, None for somebody who is not on the team.
        check: title of the check that would be theirs.

    Raises:
        OwnLandlordError: with the reason and who can change it.
    """
    if member is None or member.role != STOPPED:
        return
    what = f"cannot do “{check}”" if check else "cannot write notes here"
    raise OwnLandlordError(
        f"{member.name} said that they rent from {member.rents_from or 'this landlord'} and {what}: a tenant "
        "inspection adviser never inspects their own landlord (guidance para 35). If that is a mistake, an "
        "inspector changes it on the team page of the plan."
    )


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class EvidencePiece(Value):
    """One note behind a finding, as triangulation sees it."""

    template: str  # kind of check, "" for the inbox
    source: str
    author: str
    stance: str
    weak_group: bool = False  # a tenant focus group: the score may colour what people say (para 39 note I)
    empty: bool = False  # its words were taken out again: it carries nothing
    answered: bool = False  # a contradiction that a person answered


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Triangulation(Value):
    """How many distinct kinds of check, source groups and people stand behind a finding. Never a score."""

    kinds: tuple[str, ...]
    sources: tuple[str, ...]
    people: tuple[str, ...]
    supporting: int
    contradicting: int
    only_weak_groups: bool
    unanswered: int = 0  # contradictions that nobody answered yet
    weak_groups: int = 0  # supporting notes that weigh less here (para 39 note I)

    @property
    def one_source_only(self) -> bool:
        """True when the evidence comes from one kind of check or from one source group."""
        return self.supporting > 0 and (len(self.kinds) < 2 or len(self.sources) < 2)


def triangulate(pieces: Sequence[EvidencePiece]) -> Triangulation:
    """Count the distinct kinds of check, source groups and people among supporting evidence."""
    pieces = [p for p in pieces if not p.empty]
    support = [p for p in pieces if p.stance == "supports"]
    return Triangulation(
        kinds=tuple(sorted({p.template for p in support if p.template})),
        sources=tuple(sorted({p.source for p in support if p.source})),
        people=tuple(sorted({p.author for p in support if p.author})),
        supporting=len(support),
        contradicting=sum(p.stance == "contradicts" for p in pieces),
        only_weak_groups=bool(support) and all(p.weak_group for p in support),
        unanswered=sum(p.stance == "contradicts" and not p.answered for p in pieces),
        weak_groups=sum(p.weak_group for p in support),
    )
