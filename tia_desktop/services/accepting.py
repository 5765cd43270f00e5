"""Accepting a warning with a reason, which the report keeps. What must be put right cannot be accepted."""

from __future__ import annotations

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import AcceptedWarning
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.personal import refuse_personal
from tia_desktop.domain.records import Scalar
from tia_desktop.domain.text import one_line
from tia_desktop.services.readiness import OpenProblem, open_problems
from tia_desktop.services.readiness_problem import OWN_LANDLORD
from tia_desktop.services.workspace import Workspace

LONGEST = 2_000
"""Characters of a reason."""


def accept(ws: Workspace, problem_key: str, reason: str, *, said: str = "", origin: str = "") -> None:
    """Accept a warning as it is now. It counts until the warning says something else.

    Args:
        ws: the open inspection.
        problem_key: what the problem is called (`OpenProblem.key`).
        reason: why it may stay so; the report keeps it.
        said: the sentence that the person had before them; "" for the one that is said now.
        origin: who started it.

    Raises:
        InputError: it is not open, it must be put right, it says something else by now, or there is no
            reason that the report can keep.
    """
    problem = _open_problem(ws, problem_key)
    if problem.rule in OWN_LANDLORD:
        raise InputError(
            "Nobody can accept this: a tenant inspection adviser never inspects their own landlord "
            "(guidance para 35). Put it right."
        )
    if not problem.may_accept:
        raise InputError("Nobody can accept this: it must be put right before a judgement can be defended.")
    if said and said != problem.sentence:
        raise InputError("This changed in the meantime. Read what it says now, then accept it.")
    values: dict[str, Scalar] = {
        "rule": problem.rule,
        "record_id": problem.record_id,
        "said": problem.sentence,
        "reason": _tested(reason),
        "author": ws.author,
        "accepted_at": ws.store.now(),
    }
    ws.store.record([Edit(AcceptedWarning, problem.key, values)], author=ws.author, origin=origin)


def withdraw(ws: Workspace, problem_key: str, *, origin: str = "") -> None:
    """Take an acceptance back: the warning stands in the way again.

    Raises:
        InputError: nobody accepted it.
    """
    if ws.store.get(AcceptedWarning, problem_key) is None:
        raise InputError("Nobody accepted this, so there is nothing to take back.")
    ws.store.record([Edit(AcceptedWarning, problem_key, remove=True)], author=ws.author, origin=origin)


def _open_problem(ws: Workspace, problem_key: str) -> OpenProblem:
    found = next((p for p in open_problems(ws) if p.key == problem_key), None)
    if found is None:
        raise InputError(
            f"“{one_line(problem_key, 80)}” does not stand in the way. Check the inspection again and look "
            "up the key."
        )
    return found


def _tested(reason: str) -> str:
    kept = reason.strip()
    if not kept:
        raise InputError("Say why you accept it. The report keeps your reason.")
    if len(kept) > LONGEST:
        raise InputError(f"Say it in {LONGEST:,} characters at most. The report keeps your reason.")
    refuse_personal(kept, "Your reason")
    return kept
