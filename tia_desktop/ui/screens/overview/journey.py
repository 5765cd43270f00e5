"""The seven steps of an inspection with their true states. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tia_desktop.domain.records import Finding, FindingQuestion, Judgement, RealityCheck
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.overview.numbers import Numbers

DONE, HALF, CIRCLE = "done", "half", "circle"


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """One of the seven steps: `state` is done, half or circle (the icon), `detail` says it in words."""

    words: str
    state: str
    detail: str


def journey(ws: Workspace, checks: Sequence[RealityCheck], numbers: Numbers | None) -> list[JourneyStep]:
    """The steps; those after the judgement have not begun. `numbers` is None while they are counted."""
    later = (tr("Moderation"), tr("Report"), tr("Action plan"))
    return [
        _plan(checks),
        _collect(checks, numbers),
        _findings(ws),
        _judgement(ws, numbers),
        *(JourneyStep(words, CIRCLE, tr("not yet")) for words in later),
    ]


def _plan(checks: Sequence[RealityCheck]) -> JourneyStep:
    if not checks:
        return JourneyStep(tr("Plan"), CIRCLE, tr("not yet"))
    return JourneyStep(tr("Plan"), DONE, ntr("{n} check", "{n} checks", len(checks)))


def _collect(checks: Sequence[RealityCheck], numbers: Numbers | None) -> JourneyStep:
    words = tr("Collect evidence")
    if numbers is None:
        return JourneyStep(words, HALF, tr("counting…"))
    found = numbers.coverage
    if not found.notes and all(c.status == "planned" for c in checks):
        return JourneyStep(words, CIRCLE, tr("not yet"))
    said = f"{found.notes:,}"
    if found.wanted:
        said = tr("{done:,} of {total:,}").format(done=found.filled, total=found.wanted)
    enough = found.wanted > 0 and not found.gaps and all(c.status == "done" for c in checks)
    return JourneyStep(words, DONE if enough else HALF, said)


def _findings(ws: Workspace) -> JourneyStep:
    """Done when every key question has a final finding and none is a draft."""
    words, findings = tr("Findings"), ws.store.find(Finding)
    if not findings:
        return JourneyStep(words, CIRCLE, tr("not yet"))
    final = {f.id for f in findings if f.status != "draft"}
    answered = {q.question_id for q in ws.store.find(FindingQuestion) if q.finding_id in final}
    asked = [q.id for q in ws.pack.key_questions]
    covered = sum(q in answered for q in asked)
    if covered < len(asked):
        return JourneyStep(words, HALF, tr("{n} of {total} questions").format(n=covered, total=len(asked)))
    return JourneyStep(words, DONE if len(final) == len(findings) else HALF, f"{len(findings):,}")


def _judgement(ws: Workspace, numbers: Numbers | None) -> JourneyStep:
    """Half while one is missing, and when something changed after the release."""
    words = tr("Judgement")
    judged = sum(bool(j.rating) for j in ws.store.find(Judgement))
    release = numbers.release if numbers is not None else None
    if release is not None and release.last is not None:
        if release.changed:
            return JourneyStep(words, HALF, tr("changed since release"))
        return JourneyStep(words, DONE, tr("released"))
    if judged == len(ws.pack.judgements):
        return JourneyStep(words, DONE, tr("made"))
    return JourneyStep(words, HALF if judged else CIRCLE, tr("half made") if judged else tr("not yet"))
