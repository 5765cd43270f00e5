"""Concluding: findings from notes, with what stands behind them and what contradicts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import DriverFinding, FigureLink, FindingPrompt
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import (
    POLARITIES,
    STANCES,
    WEIGHTS,
    EvidenceLink,
    EvidenceNote,
    Finding,
    FindingQuestion,
    JudgementFinding,
    Record,
    Scalar,
    link_id,
)
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
    sub_question: str = "",
    weight: str = "",
    draft: bool = False,
) -> str:
    """Write a finding, with the notes that carry it, as one action; return its id.

    Raises:
        InputError: no words, no key question, or a value that does not fit.
    """
    values = finding_values(
        ws, text, polarity, area_id=area_id, sub_question=sub_question, weight=weight, draft=draft
    )
    if not questions:
        raise InputError("Choose the key question that the finding helps to answer.")
    finding_id = ws.store.new_id()
    edits = [Edit(Finding, finding_id, values)]
    for question in dict.fromkeys(questions):
        ws.pack.question(question)
        link: dict[str, Scalar] = {"finding_id": finding_id, "question_id": question}
        edits.append(Edit(FindingQuestion, link_id(finding_id, question), link))
    edits += [_link_edit(ws, finding_id, note, stance) for note in dict.fromkeys(notes)]
    ws.store.record(edits, author=ws.author)
    return finding_id


def finding_values(
    ws: Workspace,
    text: str,
    polarity: str,
    *,
    area_id: str = "",
    sub_question: str = "",
    weight: str = "",
    draft: bool = False,
) -> dict[str, Scalar]:
    """Return the fields of a new finding, written now and numbered.

    Raises:
        InputError: no words, or a value that does not fit.
    """
    if not text.strip():
        raise InputError("Write the finding as one sentence.")
    values: dict[str, Scalar] = {
        "text": text.strip(),
        "polarity": polarity,
        "area_id": area_id,
        "sub_question": sub_question,
        "weight": weight,
        "status": "draft" if draft else "final",
        "author": ws.author,
        "written_at": ws.store.now(),
        "number": next_number(ws),
    }
    _check(ws, Finding(id="", **values))  # type: ignore[arg-type]
    return values


def next_number(ws: Workspace) -> int:
    """Return the number of the next finding: one that no finding ever had, removed ones included."""
    return max([ws.store.log.ever(Finding), *(f.number for f in ws.store.find(Finding))]) + 1


def label_of(finding: Finding) -> str:
    """Return what a finding is called in reasons and reports, such as "F12"; "" without a number."""
    return f"F{finding.number}" if finding.number else ""


def _link_edit(ws: Workspace, finding_id: str, note_id: str, stance: str) -> Edit:
    if stance not in STANCES:
        raise InputError(f"“{stance}” is not a stance. Choose one of: {', '.join(STANCES)}.")
    ws.need(EvidenceNote, note_id)
    values: dict[str, Scalar] = {"finding_id": finding_id, "note_id": note_id, "stance": stance}
    before = ws.store.get(EvidenceLink, link_id(finding_id, note_id))
    if before is not None and before.answer and stance != "contradicts":
        values |= {"answer": "", "answered_by": "", "answered_at": ""}  # only the history keeps it
    return Edit(EvidenceLink, link_id(finding_id, note_id), values)


def link_evidence(ws: Workspace, finding_id: str, notes: Sequence[str], stance: str = "supports") -> None:
    """Put notes behind a finding, with a stance; a note that is there already changes its stance."""
    ws.need(Finding, finding_id)
    ws.store.record([_link_edit(ws, finding_id, note, stance) for note in notes], author=ws.author)


def unlink_evidence(ws: Workspace, finding_id: str, note_id: str) -> None:
    """Take a note out of a finding. Both stay."""
    ws.store.record([Edit(EvidenceLink, link_id(finding_id, note_id), remove=True)], author=ws.author)


def answer_contradiction(ws: Workspace, finding_id: str, note_id: str, answer: str) -> None:
    """Say why a finding holds although a note contradicts it; "" takes the answer back (para 114).

    Raises:
        InputError: the note does not contradict the finding.
    """
    link = ws.need(EvidenceLink, link_id(finding_id, note_id))
    if link.stance != "contradicts":
        raise InputError("This note does not contradict the finding: there is nothing to answer.")
    said = answer.strip()
    values: dict[str, Scalar] = {
        "answer": said,
        "answered_by": ws.author if said else "",
        "answered_at": ws.store.now() if said else "",
    }
    ws.store.record([Edit(EvidenceLink, link.id, values)], author=ws.author)


def change_finding(ws: Workspace, finding_id: str, values: dict[str, Scalar], *, based_on: str = "") -> None:
    """Change a finding's words, polarity, area or status; its history is kept.

    Raises:
        InputError: a value does not fit; nothing is changed.
    """
    _check(ws, replace(ws.need(Finding, finding_id), **values))  # type: ignore[arg-type]
    ws.store.record([Edit(Finding, finding_id, values, based_on=based_on)], author=ws.author)


def _check(ws: Workspace, finding: Finding) -> None:
    """Raise when a value of a finding does not fit (InputError)."""
    if finding.polarity not in POLARITIES:
        raise InputError("Say whether the finding is a strength or a weakness.")
    if finding.status not in ("draft", "final"):
        raise InputError("A finding is a draft or final.")
    if finding.weight and finding.weight not in WEIGHTS:
        raise InputError(f"Say how much it weighs: {', '.join(WEIGHTS)}.")
    if finding.area_id:
        ws.pack.area(finding.area_id)
    if finding.sub_question:
        need_part(ws, finding.sub_question)


def need_part(ws: Workspace, part: str) -> None:
    """Raise when the pack has no such part of a key question, such as 2.1 (InputError)."""
    parts = [s.id for s in ws.pack.sub_questions]
    if part not in parts:
        raise InputError(f"There is no part of a key question “{part}”. Choose one of: {', '.join(parts)}.")


def remove_finding(ws: Workspace, finding_id: str) -> None:
    """Remove a finding with its links. Its notes stay."""
    ws.need(Finding, finding_id)
    edits = [Edit(Finding, finding_id, remove=True)]
    links: tuple[type[Record], ...] = (
        FindingQuestion, EvidenceLink, JudgementFinding, FindingPrompt, FigureLink, DriverFinding,
    )  # fmt: skip
    for cls in links:
        edits += [Edit(cls, link.id, remove=True) for link in ws.store.find(cls, finding_id=finding_id)]
    ws.store.record(edits, author=ws.author)


def set_finding_questions(ws: Workspace, finding_id: str, wanted: Sequence[str], *, origin: str = "") -> None:
    """Make `wanted` the key questions of a finding: one action, one link record each.

    A part of a key question that is none of them any more goes as well.

    Raises:
        InputError: no key question at all.
    """
    finding = ws.need(Finding, finding_id)
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
    part = next((p for p in ws.pack.sub_questions if p.id == finding.sub_question), None)
    if part is not None and part.key_question not in wanted:
        edits.append(Edit(Finding, finding_id, {"sub_question": ""}))
    ws.store.record(edits, author=ws.author, origin=origin)


def type_finding(ws: Workspace, finding_id: str, text: str, *, origin: str = "") -> None:
    """Save the words of a finding while they are typed."""
    ws.store.type_text(Finding, finding_id, "text", text, author=ws.author, origin=origin)
