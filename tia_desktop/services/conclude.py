"""Concluding: findings from notes, and judgements that name the findings that decided them.

Nothing here computes, averages or suggests a score: a person chooses, says why, and names the findings
(guidance paras 26, 114).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import (
    POLARITIES,
    STANCES,
    Attachment,
    EvidenceLink,
    EvidenceNote,
    Finding,
    FindingQuestion,
    Judgement,
    JudgementFinding,
    PerformanceIndicator,
    RealityCheck,
    Record,
    Scalar,
    link_id,
)
from tia_desktop.domain.rules import EvidencePiece, Triangulation, triangulate
from tia_desktop.services.workspace import Workspace


def record_finding(
    ws: Workspace,
    text: str,
    polarity: str,
    questions: Sequence[str],
    *,
    notes: Sequence[str] = (),
    stance: str = "supports",
    area_id: str = "",
    draft: bool = False,
) -> str:
    """Write a finding, with the notes that carry it, as one action; return its id.

    Raises:
        InputError: no words, no key question, or a value that does not fit.
    """
    if not text.strip():
        raise InputError("Write the finding as one sentence.")
    if polarity not in POLARITIES:
        raise InputError("Say whether the finding is a strength or a weakness.")
    if not questions:
        raise InputError("Choose the key question that the finding helps to answer.")
    finding_id = ws.store.new_id()
    values: dict[str, Scalar] = {
        "text": text.strip(),
        "polarity": polarity,
        "area_id": ws.pack.area(area_id).id if area_id else "",
        "status": "draft" if draft else "final",
        "author": ws.author,
        "written_at": ws.store.now(),
    }
    edits = [Edit(Finding, finding_id, values)]
    for question in dict.fromkeys(questions):
        ws.pack.question(question)
        link: dict[str, Scalar] = {"finding_id": finding_id, "question_id": question}
        edits.append(Edit(FindingQuestion, link_id(finding_id, question), link))
    edits += [_link_edit(ws, finding_id, note, stance) for note in dict.fromkeys(notes)]
    ws.store.record(edits, author=ws.author)
    return finding_id


def _link_edit(ws: Workspace, finding_id: str, note_id: str, stance: str) -> Edit:
    if stance not in STANCES:
        raise InputError(f"“{stance}” is not a stance. Choose one of: {', '.join(STANCES)}.")
    ws.need(EvidenceNote, note_id)
    values: dict[str, Scalar] = {"finding_id": finding_id, "note_id": note_id, "stance": stance}
    return Edit(EvidenceLink, link_id(finding_id, note_id), values)


def link_evidence(ws: Workspace, finding_id: str, notes: Sequence[str], stance: str = "supports") -> None:
    """Put notes behind a finding, with a stance; a note that is there already changes its stance."""
    ws.need(Finding, finding_id)
    ws.store.record([_link_edit(ws, finding_id, note, stance) for note in notes], author=ws.author)


def unlink_evidence(ws: Workspace, finding_id: str, note_id: str) -> None:
    """Take a note out of a finding. Both stay."""
    ws.store.record([Edit(EvidenceLink, link_id(finding_id, note_id), remove=True)], author=ws.author)


def change_finding(ws: Workspace, finding_id: str, values: dict[str, Scalar], *, based_on: str = "") -> None:
    """Change a finding's words, polarity, area or status; its history is kept.

    Raises:
        InputError: a value does not fit; nothing is changed.
    """
    finding = replace(ws.need(Finding, finding_id), **values)  # type: ignore[arg-type]
    if finding.polarity not in POLARITIES:
        raise InputError("Say whether the finding is a strength or a weakness.")
    if finding.status not in ("draft", "final"):
        raise InputError("A finding is a draft or final.")
    if finding.area_id:
        ws.pack.area(finding.area_id)
    ws.store.record([Edit(Finding, finding_id, values, based_on=based_on)], author=ws.author)


def remove_finding(ws: Workspace, finding_id: str) -> None:
    """Remove a finding with its links. Its notes stay."""
    ws.need(Finding, finding_id)
    edits = [Edit(Finding, finding_id, remove=True)]
    links: tuple[type[Record], ...] = (FindingQuestion, EvidenceLink, JudgementFinding)
    for cls in links:
        edits += [Edit(cls, link.id, remove=True) for link in ws.store.find(cls, finding_id=finding_id)]
    ws.store.record(edits, author=ws.author)


def triangulation_of(ws: Workspace, finding_id: str) -> Triangulation:
    """Count the distinct kinds of check, source groups and people behind one finding."""
    pieces = []
    for link in ws.store.find(EvidenceLink, finding_id=finding_id):
        note = ws.store.get(EvidenceNote, link.note_id)
        if note is not None:
            check = ws.store.get(RealityCheck, note.check_id) if note.check_id else None
            pieces.append(piece_of(ws, note, check, link.stance))
    return triangulate(pieces)


def piece_of(ws: Workspace, note: EvidenceNote, check: RealityCheck | None, stance: str) -> EvidencePiece:
    """Return a note as triangulation sees it."""
    template = check.template if check else ""
    weak = bool(template) and bool(ws.pack.template(template).weaker_evidence)
    empty = not (note.text.strip() or note.rating or note.value)
    if empty and ws.store.count(Attachment, note_id=note.id):
        empty = False  # a photo can speak without words
    return EvidencePiece(template, note.source, note.author, stance, weak, empty)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decides about one judgement: a level of its scale, why, and what decided it."""

    judgement_id: str
    rating: str
    reason: str
    findings: Sequence[str]


def judge(ws: Workspace, judgement_id: str, rating: str, reason: str, findings: Sequence[str]) -> None:
    """Record a person's judgement: a level of its scale, why, and the findings that decided it.

    Raises:
        InputError: an unknown judgement or level, no reason, or no finding named.
    """
    judge_all(ws, [Verdict(judgement_id, rating, reason, findings)])


def judge_all(ws: Workspace, verdicts: Sequence[Verdict]) -> None:
    """Record several judgements as one action, so that undo never leaves half of them (see `judge`)."""
    ws.store.record([edit for verdict in verdicts for edit in _verdict_edits(ws, verdict)], author=ws.author)


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
    edits = [Edit(Judgement, spec.id, values)]
    for finding in dict.fromkeys(verdict.findings):
        link: dict[str, Scalar] = {"judgement_id": spec.id, "finding_id": finding}
        edits.append(Edit(JudgementFinding, link_id(spec.id, finding), link))
    edits += [
        Edit(JudgementFinding, link_id(spec.id, finding), remove=True)
        for finding in sorted(have - set(verdict.findings))
    ]
    return edits


def record_indicator(ws: Workspace, code: str, value: float, period: str, source: str) -> str:
    """Keep one value of an indicator of the pack and return its id."""
    spec = ws.pack.indicator(code)
    if not period.strip() or not source.strip():
        raise InputError("Say which period the figure is for and where it comes from.")
    record_id = ws.store.new_id()
    values: dict[str, Scalar] = {
        "indicator_id": spec.id,
        "value": float(value),
        "period": period.strip(),
        "source": source.strip(),
    }
    ws.store.record([Edit(PerformanceIndicator, record_id, values)], author=ws.author)
    return record_id


def set_finding_questions(ws: Workspace, finding_id: str, wanted: Sequence[str], *, origin: str = "") -> None:
    """Make `wanted` the key questions of a finding: one action, one link record each.

    Raises:
        InputError: no key question at all.
    """
    ws.need(Finding, finding_id)
    if not wanted:
        raise InputError("Choose the key question that the finding helps to answer.")
    have = {q.question_id for q in ws.store.find(FindingQuestion, finding_id=finding_id)}
    edits = []
    for question in wanted:
        if ws.pack.question(question) and question not in have:
            values: dict[str, Scalar] = {"finding_id": finding_id, "question_id": question}
            edits.append(Edit(FindingQuestion, link_id(finding_id, question), values))
    edits += [
        Edit(FindingQuestion, link_id(finding_id, question), remove=True)
        for question in sorted(have - set(wanted))
    ]
    ws.store.record(edits, author=ws.author, origin=origin)


def type_finding(ws: Workspace, finding_id: str, text: str, *, origin: str = "") -> None:
    """Save the words of a finding while they are typed."""
    ws.store.type_text(Finding, finding_id, "text", text, author=ws.author, origin=origin)


def type_reason(ws: Workspace, judgement_id: str, text: str, *, origin: str = "") -> None:
    """Save the reason of a judgement while it is typed. Without a level it is no judgement yet."""
    spec = ws.pack.judgement(judgement_id)
    made = ws.store.get(Judgement, spec.id)
    if made is None or made.author != ws.author:  # whoever rewrites the reason answers for it
        stamp: dict[str, Scalar] = {"author": ws.author}
        if made is not None and made.rating:
            stamp["decided_at"] = ws.store.now()
        ws.store.record([Edit(Judgement, spec.id, stamp)], author=ws.author, origin=origin)
    ws.store.type_text(Judgement, spec.id, "reason", text, author=ws.author, origin=origin)
