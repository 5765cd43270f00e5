"""Whose check is it: what an adviser has to do, and what still waits for somebody."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.rules import person_key
from tia_desktop.domain.values import Value
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class OwnChecks(Value):
    """The checks that a person may do, oldest first: `mine`, and `free` ones that nobody has."""

    mine: list[RealityCheck]
    free: list[RealityCheck]

    @property
    def all(self) -> list[RealityCheck]:
        """Both."""
        return [*self.mine, *self.free]


def own_checks(ws: Workspace, name: str) -> OwnChecks:
    """Return a person's checks: those given to them, those they began unasked, and those of nobody.

    A check that nobody was given belongs to whoever began it; nobody else is offered it any more.
    """
    checks = ws.store.find(RealityCheck)
    return OwnChecks([c for c in checks if _is_own(ws, c, name)], [c for c in checks if _is_free(c)])


def may_do(ws: Workspace, check_id: str, name: str) -> bool:
    """Whether a check is this person's or nobody's. One that is gone is not."""
    check = ws.store.get(RealityCheck, check_id)
    return check is not None and (_is_free(check) or _is_own(ws, check, name))


def _is_free(check: RealityCheck) -> bool:
    return not check.assigned_to and check.status == "planned"


def _is_own(ws: Workspace, check: RealityCheck, name: str) -> bool:
    if not name or _is_free(check):
        return False
    if not check.assigned_to:
        return person_key(begun_by(ws, check.id)) == person_key(name)
    member = ws.member(name)
    return member is not None and check.assigned_to == member.id


def begun_by(ws: Workspace, check_id: str) -> str:
    """Return who began a check, as the history tells; "" when it does not."""
    for change in reversed(ws.store.log.history(check_id)):
        values = json.loads(change.payload) if change.payload else {}
        if values.get("started_at"):
            return change.author
    return ""
