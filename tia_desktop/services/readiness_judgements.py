"""What stands in the way at judgements: a level, a reason, and final findings that decided it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tia_desktop.domain.pack import JudgementSpec
from tia_desktop.domain.records import Finding, Judgement, JudgementFinding
from tia_desktop.domain.text import count_of
from tia_desktop.services.citations import citations
from tia_desktop.services.readiness_problem import OpenProblem, blocks, warns
from tia_desktop.services.workspace import Workspace

_SOURCE = "guidance para 114"


def judgement_problems(ws: Workspace, findings: Mapping[str, Finding]) -> Iterator[OpenProblem]:
    """Give what is missing at each judgement, in the pack's order. Nothing here says which level fits."""
    deciding: dict[str, list[Finding]] = {}
    for link in ws.store.find(JudgementFinding):
        if link.finding_id in findings:
            deciding.setdefault(link.judgement_id, []).append(findings[link.finding_id])
    numbers = {f.number for f in findings.values()}
    for spec in ws.pack.judgements:
        made = ws.store.get(Judgement, spec.id)
        if made is None or not made.rating:
            said = f"Nobody has judged “{spec.title}” yet. Choose a level, say why, and name what decided it."
            yield blocks("no-judgement", said, spec.source, spec.id)
        else:
            yield from _made(spec, made, deciding.get(spec.id, []))
        unknown = (
            dict.fromkeys(c.label for c in citations(made.reason) if c.number not in numbers) if made else {}
        )
        if unknown:
            said = f"The reason for “{spec.title}” names {', '.join(unknown)}, which is no finding here. "
            said += "Name the finding that is meant, or take it out."
            yield warns(
                "reason-names-unknown-finding", said, "ours, so that a reason leads to its evidence", spec.id
            )


def _made(spec: JudgementSpec, made: Judgement, named: list[Finding]) -> Iterator[OpenProblem]:
    if not made.reason.strip():
        said = f"The judgement “{spec.title}” has no reason. Say why."
        yield blocks("judgement-without-reason", said, _SOURCE, spec.id)
    if not named:
        said = f"The judgement “{spec.title}” names no finding that decided it. Name at least one."
        yield blocks("judgement-without-findings", said, _SOURCE, spec.id)
    drafts = [f for f in named if f.status == "draft"]
    if drafts:
        said = f"The judgement “{spec.title}” rests on {count_of(len(drafts), 'draft finding')}. "
        said += "Finish what decided it first."
        yield blocks("judgement-on-draft", said, "ours, since a draft can still change", spec.id)
