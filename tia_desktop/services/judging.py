"""Judging: a person chooses a level, says why, and names the findings that decided it.

Nothing here computes, averages or suggests a score (guidance paras 26, 114).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import JudgementSpec
from tia_desktop.domain.personal import refuse_personal
from tia_desktop.domain.records import Finding, Judgement, JudgementFinding, Scalar, link_id
from tia_desktop.services.earlier_views import JUDGED, keeping_edit
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decides about one judgement: a level of its scale, why, and what decided it.

    `because` says what changed their view, when another level was decided before.
    """

    judgement_id: str
    rating: str
    reason: str
    findings: Sequence[str]
    because: str = ""


def judge(
    ws: Workspace,
    judgement_id: str,
    rating: str,
    reason: str,
    findings: Sequence[str],
    *,
    because: str = "",
) -> None:
    """Record a person's judgement: a level of its scale, why, and the findings that decided it.

    Whoever leaves a level that was decided before says why in `because`; the earlier view is kept.

    Raises:
        InputError: an unknown judgement or level, no reason, no finding named, or another level was decided
            before and nothing says what changed, or it tells who somebody is.
    """
    judge_all(ws, [Verdict(judgement_id, rating, reason, findings, because)])


def judge_all(ws: Workspace, verdicts: Sequence[Verdict]) -> None:
    """Record several judgements as one action, so that undo never leaves half of them (see `judge`)."""
    ws.store.seal()  # what is typed now belongs to the time before
    edits = [edit for verdict in verdicts for edit in _verdict_edits(ws, verdict)]
    ws.store.record(edits, author=ws.author, cause=JUDGED)


def leaves(ws: Workspace, judgement_id: str, rating: str) -> str:
    """Return the level that was decided before and would be left for `rating`; "" when none would be."""
    made = ws.store.get(Judgement, judgement_id)
    return made.rating if made is not None and rating and made.rating != rating else ""


def _verdict_edits(ws: Workspace, verdict: Verdict) -> list[Edit]:
    spec = ws.pack.judgement(verdict.judgement_id)
    level = spec.level(verdict.rating)
    if not verdict.reason.strip():
        raise InputError("Say why. A judgement without a reason cannot be defended.")
    if not verdict.findings:
        raise InputError("Name at least one finding that decided it.")
    for finding in verdict.findings:
        ws.need(Finding, finding)
    values: dict[str, Scalar] = {
        "rating": level.id,
        "reason": verdict.reason.strip(),
        "author": ws.author,
        "decided_at": ws.store.now(),
    }
    have = {link.finding_id for link in ws.store.find(JudgementFinding, judgement_id=spec.id)}
    edits = [*_earlier(ws, spec, verdict), Edit(Judgement, spec.id, values)]
    for finding in dict.fromkeys(verdict.findings):
        link: dict[str, Scalar] = {"judgement_id": spec.id, "finding_id": finding}
        edits.append(Edit(JudgementFinding, link_id(spec.id, finding), link))
    edits += [
        Edit(JudgementFinding, link_id(spec.id, finding), remove=True)
        for finding in sorted(have - set(verdict.findings))
    ]
    return edits


def _earlier(ws: Workspace, spec: JudgementSpec, verdict: Verdict) -> list[Edit]:
    """Keep the view that is left. A reason for the change is asked for: moderators test it (para 114)."""
    left = leaves(ws, spec.id, verdict.rating)
    if not left:
        return []
    if not verdict.because.strip():
        word = next((level.word for level in spec.scale.levels if level.id == left), left)
        raise InputError(f"“{spec.title}” was judged “{word}” before. Say what changed your view.")
    refuse_personal(verdict.because, "What changed your view")
    return [keeping_edit(ws, ws.need(Judgement, spec.id), verdict.because)]


def type_reason(ws: Workspace, judgement_id: str, text: str, *, origin: str = "") -> None:
    """Save the reason of a judgement while it is typed. Without a level it is no judgement yet."""
    spec = ws.pack.judgement(judgement_id)
    made = ws.store.get(Judgement, spec.id)
    if made is not None and made.author == ws.author:
        ws.store.type_text(Judgement, spec.id, "reason", text, author=ws.author, origin=origin)
        return
    # Whoever rewrites the reason answers for it: name and words are one action, so undo parts them never.
    values: dict[str, Scalar] = {"author": ws.author, "reason": text}
    if made is not None and made.rating:
        values["decided_at"] = ws.store.now()
    ws.store.record([Edit(Judgement, spec.id, values)], author=ws.author, origin=origin)
