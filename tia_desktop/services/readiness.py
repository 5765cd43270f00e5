"""Readiness: what stands in the way of a judgement that can be defended.

`blocks` must be put right; `warns` may be accepted by a person, with a reason. Nothing here is a score. Each
subject has a module of its own (`readiness_findings`, `readiness_people`, ...); what several of them need
is read once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tia_desktop.domain.conclude_records import AcceptedWarning
from tia_desktop.domain.records import Finding
from tia_desktop.services.readiness_findings import finding_problems, passage_problems
from tia_desktop.services.readiness_judgements import judgement_problems
from tia_desktop.services.readiness_order import order_problems
from tia_desktop.services.readiness_people import TEAM_RULES, people_problems
from tia_desktop.services.readiness_personal import personal_problems
from tia_desktop.services.readiness_problem import OpenProblem, standing
from tia_desktop.services.readiness_questions import question_problems
from tia_desktop.services.strength import pieces_by_finding
from tia_desktop.services.workspace import Workspace

__all__ = ["TEAM_RULES", "OpenProblem", "open_problems", "standing"]


def open_problems(ws: Workspace) -> list[OpenProblem]:
    """Return everything that stands in the way, blocks first, then in the order of the inspection.

    Warnings that a person accepted are among them, with the reason: `standing` leaves them out. What is typed
    just now is read as it stands, and goes on being typed.
    """
    with ws.store.reading():
        accepted = {each.id: each for each in ws.store.find(AcceptedWarning)}
        found = [_with_acceptance(problem, accepted.get(problem.key)) for problem in _found(ws)]
    return sorted(found, key=lambda p: p.level != "blocks")


def _found(ws: Workspace) -> Iterator[OpenProblem]:
    findings = ws.store.find(Finding)
    by_id = {f.id: f for f in findings}
    pieces, passages = pieces_by_finding(ws), ws.store.notes.evidence.passages()
    yield from finding_problems(ws, findings, pieces)
    yield from passage_problems(by_id, passages)
    yield from question_problems(ws, findings)
    yield from judgement_problems(ws, by_id)
    yield from people_problems(ws, by_id, pieces)
    yield from order_problems(ws)
    yield from personal_problems(ws, by_id, passages)


def _with_acceptance(problem: OpenProblem, accepted: AcceptedWarning | None) -> OpenProblem:
    """An acceptance counts for what was said then, and never for what must be put right."""
    if accepted is None or not problem.may_accept or not accepted.reason.strip():
        return problem
    if accepted.said != problem.sentence:
        return replace(problem, lapsed=accepted.reason)
    return replace(problem, accepted=accepted.reason, accepted_by=accepted.author)
