"""Strength of evidence: what stands behind each finding and each key question. Never a score."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.records import FindingQuestion
from tia_desktop.domain.rules import EvidencePiece, Triangulation, triangulate
from tia_desktop.domain.values import Value
from tia_desktop.services.evidence_ports import EvidenceRow
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Mark(Value):
    """One of all kinds of check, or source groups: whether it brought evidence.

    `state` is "full", "weaker" (it weighs less here: a focus group, para 39 note I) or "none".
    """

    id: str
    name: str
    state: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Picture(Value):
    """What the small picture of a strength shows: marks to look at, nothing to add up."""

    kinds: tuple[Mark, ...]
    sources: tuple[Mark, ...]
    people: int
    answered: int
    unanswered: int


def picture_of(pack: FrameworkPack, counted: Triangulation) -> Picture:
    """Return the marks of a strength, in the order of the pack."""
    kinds = tuple(
        Mark(
            t.id, t.short, "none" if t.id not in counted.kinds else "weaker" if t.weaker_evidence else "full"
        )
        for t in pack.templates
    )
    sources = tuple(
        Mark(s.id, s.word, "full" if s.id in counted.sources else "none") for s in pack.source_groups
    )
    answered = counted.contradicting - counted.unanswered
    return Picture(kinds, sources, len(counted.people), answered, counted.unanswered)


def pieces_by_finding(ws: Workspace) -> dict[str, list[EvidencePiece]]:
    """Return what stands behind every finding that has notes, by finding, in one read."""
    found: dict[str, list[EvidencePiece]] = {}
    weaker = _weaker(ws)
    for row in ws.store.notes.evidence.rows():
        found.setdefault(row.finding_id, []).append(_piece(row, weaker))
    return found


def strength_of(ws: Workspace, finding_id: str) -> Triangulation:
    """Count the distinct kinds of check, source groups and people behind one finding."""
    weaker = _weaker(ws)
    return triangulate([_piece(row, weaker) for row in ws.store.notes.evidence.rows(finding_id)])


def strength_by_question(ws: Workspace) -> dict[str, Triangulation]:
    """Return what stands behind the findings of every key question, all together.

    A note behind two findings of one question counts once. When it contradicts both, it is answered only
    when it is answered in both.
    """
    weaker, rows = _weaker(ws), dict[str, dict[tuple[str, str], EvidenceRow]]()
    asked: dict[str, list[str]] = {}
    for link in ws.store.find(FindingQuestion):
        asked.setdefault(link.finding_id, []).append(link.question_id)
    for row in ws.store.notes.evidence.rows():
        for question in asked.get(row.finding_id, ()):
            mine = rows.setdefault(question, {})
            before = mine.setdefault((row.note_id, row.stance), row)
            if before.answered and not row.answered:
                mine[row.note_id, row.stance] = replace(before, answered=False)
    return {
        q.id: triangulate([_piece(row, weaker) for row in rows.get(q.id, {}).values()])
        for q in ws.pack.key_questions
    }


def _weaker(ws: Workspace) -> frozenset[str]:
    """Kinds of check that weigh less here: the score may colour what people say (para 39, note I)."""
    return frozenset(t.id for t in ws.pack.templates if t.weaker_evidence)


def _piece(row: EvidenceRow, weaker: frozenset[str]) -> EvidencePiece:
    return EvidencePiece(
        row.template,
        row.source,
        row.author,
        row.stance,
        weak_group=row.template in weaker,
        empty=not row.says,
        answered=row.answered,
    )
