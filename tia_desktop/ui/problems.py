"""What stands in the way, as several screens show it: counts, and where each problem leads. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tia_desktop.domain.conclude_records import Driver
from tia_desktop.services.readiness import TEAM_RULES, OpenProblem, standing
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import Shell
from tia_desktop.ui.i18n import ntr, tr


@dataclass(frozen=True, slots=True)
class Target:
    """A screen and its arguments."""

    screen: str
    arguments: dict[str, Any]


def _person(problem: OpenProblem) -> Target:
    return Target("plan", {"page": "team", "member_id": problem.record_id})


def _new_check(_problem: OpenProblem) -> Target:
    return Target("collect", {"form": "plan"})


def _passage(problem: OpenProblem) -> Target:
    """A link's id is ``finding:note``."""
    finding, _, note = problem.record_id.partition(":")
    return Target("findings", {"finding_id": finding, "note_id": note})


def _evidence(problem: OpenProblem) -> Target:
    """The notes behind a finding, where more have to come; Escape leads back from there."""
    return Target("findings", {"finding_id": problem.record_id, "evidence": True})


def _contradiction(ws: Workspace, finding_id: str) -> Target:
    """The first contradiction that nobody answered."""
    rows = ws.store.notes.evidence.rows(finding_id)
    open_ones = (r.note_id for r in rows if r.stance == "contradicts" and not r.answered and r.says)
    return _answer(finding_id, next(open_ones, ""))


def _answer(finding_id: str, note_id: str) -> Target:
    return Target("findings", {"finding_id": finding_id, "evidence": True, "at_note": note_id})


_TARGETS: dict[str, Callable[[OpenProblem], Target]] = {
    "quote-outdated": _passage,
    "personal-passage": _passage,
    "question-with-few-kinds": _new_check,
    "question-papers-only": _new_check,
    **dict.fromkeys(("one-source-only", "papers-only", "focus-groups-only", "indicators-alone"), _evidence),
    "inbox": lambda _: Target("inbox", {}),
    "dates": lambda p: Target("plan", {"page": "facts", "event": p.record_id}),
    "own-landlord": _person,
    "rents-here": _person,
    **dict.fromkeys(TEAM_RULES, lambda _: Target("plan", {"page": "team"})),
}


def target_of(ws: Workspace, problem: OpenProblem) -> Target | None:
    """Where a problem can be put right; None when no screen can do it."""
    if problem.rule in _TARGETS:
        return _TARGETS[problem.rule](problem)
    if not problem.record_id:
        return None
    if problem.rule == "contradiction-unanswered":
        return _contradiction(ws, problem.record_id)
    if any(problem.record_id == j.id for j in ws.pack.judgements):
        return Target("judgement", {"judgement_id": problem.record_id})
    if any(problem.record_id == q.id for q in ws.pack.key_questions):
        return Target("findings", {"question_id": problem.record_id})
    if ":" in problem.record_id:  # the answer to a contradiction stands at its note
        finding, _, note = problem.record_id.partition(":")
        return _answer(finding, note)
    if ws.store.get(Driver, problem.record_id) is not None:
        return Target("judgement", {"page": "drivers", "driver_id": problem.record_id})
    return Target("findings", {"finding_id": problem.record_id})


def jump(shell: Shell, ws: Workspace, problem: OpenProblem) -> None:
    """Go where a problem can be put right."""
    target = target_of(ws, problem)
    if target is not None:
        shell.go(target.screen, **target.arguments)


def counts(problems: Sequence[OpenProblem]) -> str:
    """How much stands in the way: "1 must be put right · 4 warnings · 1 accepted", or that nothing does."""
    left = standing(problems)
    blocks = sum(p.level == "blocks" for p in left)
    warns, accepted = len(left) - blocks, len(problems) - len(left)
    parts = []
    if blocks:
        parts.append(ntr("{n} must be put right", "{n} must be put right", blocks))
    if warns:
        parts.append(ntr("{n} warning", "{n} warnings", warns))
    if not left:
        parts.append(tr("Nothing stands in the way."))
    if accepted:
        parts.append(ntr("{n} accepted", "{n} accepted", accepted))
    return " · ".join(parts)
