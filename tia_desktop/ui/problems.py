"""What stands in the way, as several screens show it: counts, and where each problem leads. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tia_desktop.services.readiness import TEAM_RULES, OpenProblem
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import Shell
from tia_desktop.ui.i18n import ntr, tr


@dataclass(frozen=True, slots=True)
class Target:
    """A screen and its arguments."""

    screen: str
    arguments: dict[str, Any]


_SCREENS = {
    "question-with-few-kinds": Target("collect", {}),
    "inbox": Target("inbox", {}),
    "dates": Target("plan", {"page": "facts"}),
    **dict.fromkeys((*TEAM_RULES, "own-landlord"), Target("plan", {"page": "team"})),
}


def target_of(ws: Workspace, problem: OpenProblem) -> Target | None:
    """Where a problem can be put right; None when no screen can do it."""
    if problem.rule in _SCREENS:
        return _SCREENS[problem.rule]
    if not problem.record_id:
        return None
    if any(problem.record_id == j.id for j in ws.pack.judgements):
        return Target("judgement", {"judgement_id": problem.record_id})
    if any(problem.record_id == q.id for q in ws.pack.key_questions):
        return Target("findings", {"question_id": problem.record_id})
    return Target("findings", {"finding_id": problem.record_id})


def jump(shell: Shell, ws: Workspace, problem: OpenProblem) -> None:
    """Go where a problem can be put right."""
    target = target_of(ws, problem)
    if target is not None:
        shell.go(target.screen, **target.arguments)


def counts(problems: Sequence[OpenProblem]) -> str:
    """How much stands in the way: "1 block · 4 warnings", or that nothing does."""
    blocks = sum(p.level == "blocks" for p in problems)
    warns = len(problems) - blocks
    parts = []
    if blocks:
        parts.append(ntr("{n} must be put right", "{n} must be put right", blocks))
    if warns:
        parts.append(ntr("{n} warning", "{n} warnings", warns))
    return " · ".join(parts) or tr("Nothing stands in the way.")
