"""What stands in the way at findings: words, evidence, contradictions, passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tia_desktop.domain.conclude_records import FigureLink
from tia_desktop.domain.records import Finding, link_id
from tia_desktop.domain.rules import EvidencePiece, Triangulation, triangulate
from tia_desktop.domain.text import count_of
from tia_desktop.services.evidence_ports import PassageRow
from tia_desktop.services.readiness_problem import (
    OpenProblem,
    blocks,
    least,
    source_of,
    the_finding,
    warns,
)
from tia_desktop.services.workspace import Workspace

Pieces = Mapping[str, Sequence[EvidencePiece]]
"""What stands behind each finding (`strength.pieces_by_finding`)."""

_FIGURES = "data"
"""Source of a note that only repeats a figure."""


def finding_problems(ws: Workspace, findings: Sequence[Finding], pieces: Pieces) -> Iterator[OpenProblem]:
    """Give what is wrong with each finding, in the order in which they were written."""
    links = ws.store.find(FigureLink, stance="supports")
    with_figures = {link.finding_id for link in links}
    for finding in findings:
        behind = pieces.get(finding.id, ())
        strength = triangulate(behind)
        if not finding.text.strip() and finding.status != "draft":
            sentence = f"{the_finding(finding)} has no words. Write it as one sentence, or remove it."
            yield blocks("finding-without-words", sentence, "guidance para 114", finding.id)
        thin = _thin(ws, finding, behind, strength, has_figures=finding.id in with_figures)
        if thin is not None:
            yield thin
        if strength.unanswered:
            yield _unanswered(finding, strength.unanswered)


def _unanswered(finding: Finding, number: int) -> OpenProblem:
    problem = warns if finding.status == "draft" else blocks
    said = f"{count_of(number, 'note')} {'contradicts' if number == 1 else 'contradict'}"
    sentence = f"{the_finding(finding)} is not settled: {said} it and nobody answered. "
    sentence += "Say why the finding holds all the same, or change it."
    return problem("contradiction-unanswered", sentence, "guidance para 114", finding.id)


def _thin(
    ws: Workspace,
    finding: Finding,
    behind: Sequence[EvidencePiece],
    strength: Triangulation,
    *,
    has_figures: bool,
) -> OpenProblem | None:
    """Say what the evidence of a finding lacks: the gravest thing only, since mending it adds evidence."""
    support = [p for p in behind if p.stance == "supports" and not p.empty]
    sources = {p.source for p in support}
    papers = set(ws.pack.paper_sources)
    who = the_finding(finding)
    if not support:
        return _nothing(finding, has_figures=has_figures)
    if all(_is_figure(p) for p in support):
        return _figures_alone(finding)
    if strength.only_weak_groups:
        said = f"{who} rests on focus groups alone, which weigh less here. Add another kind of check."
        return warns("focus-groups-only", said, "guidance para 39, note I", finding.id)
    if sources <= papers:
        said = f"{who} rests on papers and figures alone. Somebody must look or listen too."
        return warns("papers-only", said, source_of(ws, "papers_and_indicators_only"), finding.id)
    if len(strength.kinds) < least(ws, "min_kinds_per_finding"):
        said = f"{who} rests on one source only. Add another kind of check and source."
        return warns("one-source-only", said, source_of(ws, "min_kinds_per_finding"), finding.id)
    if len(strength.sources) < least(ws, "min_source_groups"):
        said = f"{who} rests on one source only. Add what another group of people or papers says."
        return warns("one-source-only", said, source_of(ws, "min_source_groups"), finding.id)
    return None


def _is_figure(piece: EvidencePiece) -> bool:
    """Whether a note only repeats a figure: what a check of the team counted is a reality check (para 66)."""
    return piece.source == _FIGURES and not piece.template


def _nothing(finding: Finding, *, has_figures: bool) -> OpenProblem:
    who, source = the_finding(finding), "guidance paras 38-39"
    if finding.status == "draft":
        said = f"{who} has no supporting evidence yet. Link the notes that carry it."
        return warns("finding-without-evidence", said, source, finding.id)
    if has_figures:
        return _figures_alone(finding)
    said = f"{who} has no supporting evidence. Link the notes that carry it."
    return blocks("finding-without-evidence", said, source, finding.id)


def _figures_alone(finding: Finding) -> OpenProblem:
    problem = warns if finding.status == "draft" else blocks
    said = f"{the_finding(finding)} rests on figures alone, and they are never enough. "
    said += "Link a note of what somebody saw, heard or read."
    return problem("indicators-alone", said, "guidance para 66", finding.id)


# ---- passages and photos


def passage_problems(findings: Mapping[str, Finding], rows: Sequence[PassageRow]) -> Iterator[OpenProblem]:
    """Give the passages and photos that are not in their notes any more."""
    for row in rows:
        said = _outdated(row)
        if said:
            sentence = f"{the_finding(findings[row.finding_id])}: {said}"
            yield warns(
                "quote-outdated",
                sentence,
                "ours, so that words are quoted as they were said",
                link_id(row.finding_id, row.note_id),
            )


def _outdated(row: PassageRow) -> str:
    said = []
    if not row.stands:
        said.append(
            "the note changed, and the passage that was chosen is not in it any more. Choose it anew."
        )
    if row.photo_gone:
        said.append("the photo that was chosen is not with its note any more. Choose another, or none.")
    return " Also, ".join(said)
