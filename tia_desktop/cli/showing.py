"""`tia show`: everything about one thing, or about the whole inspection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tia_desktop.cli.root import FILE, talk_to, tia
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.errors import InputError, UnknownRecordError
from tia_desktop.domain.records import (
    INSPECTION_ID,
    Attachment,
    DocumentRequest,
    EvidenceLink,
    EvidenceNote,
    Finding,
    FindingQuestion,
    Inspection,
    Judgement,
    JudgementFinding,
    NoteArea,
    PerformanceIndicator,
    RealityCheck,
    Record,
    TeamMember,
)
from tia_desktop.domain.text import one_line

if TYPE_CHECKING:
    from tia_desktop.services.workspace import Workspace

Facts = dict[str, Any]


@tia.command()
@FILE
@click.argument("id", default=INSPECTION_ID)
@talk_to
def show(talk: Talk, file: Path, id: str) -> None:
    """Show everything about a note, check, finding, judgement or kind; without an id, the inspection."""
    with talk.opened(file) as ws:
        facts = _facts(ws, id)
        talk.done(facts, _lines(facts))


def _facts(ws: Workspace, record_id: str) -> Facts:
    for cls, more in _MORE.items():
        record = ws.store.get(cls, record_id)
        if record is not None:
            return {"type": cls.KIND, **asdict(record), **more(ws, record)}
    return _of_pack(ws, record_id)


def _of_pack(ws: Workspace, key: str) -> Facts:
    """What the framework says: judgements nobody made yet, key questions, kinds of check."""
    pack = ws.pack
    if any(j.id == key for j in pack.judgements):
        return {"type": "judgement", "id": key, "rating": "", **_judgement(ws, Judgement(id=key))}
    if any(q.id == key for q in pack.key_questions):
        return {"type": "key_question", **asdict(pack.question(key))}
    try:
        kind = pack.template_for_kind(key)
    except InputError:
        raise UnknownRecordError(
            f"There is nothing with the id “{one_line(key, 60)}” in this inspection. "
            "“tia list” shows the ids."
        ) from None
    items = [{"id": i.id, "group": i.group, "question": i.question, "scheme": i.scheme} for i in kind.items]
    facts = {
        "id": kind.id,
        "slug": kind.slug,
        "title": kind.title,
        "source": kind.source,
        "purpose": kind.purpose,
    }
    return {"type": "kind", **facts, "items": items}


def _inspection(ws: Workspace, _record: Any) -> Facts:
    from tia_desktop.services.coverage import coverage

    covered = coverage(ws)
    table = {
        row: {q: [covered.cells[row, q].got, covered.cells[row, q].target] for q in covered.columns}
        for row in covered.rows
    }
    head, changes = ws.store.log.head()
    return {
        "pack_title": ws.pack.title,
        "team": [{"name": m.name, "role": m.role} for m in ws.store.find(TeamMember)],
        "checks": ws.store.count(RealityCheck),
        "notes": ws.store.count(EvidenceNote),
        "findings": ws.store.count(Finding),
        "coverage": table,
        "changes": changes,
        "chain_head": head,
    }


def _note(ws: Workspace, note: Any) -> Facts:
    from tia_desktop.services.capture import questions_of

    check = ws.store.get(RealityCheck, note.check_id) if note.check_id else None
    behind = []
    for link in ws.store.find(EvidenceLink, note_id=note.id):
        finding = ws.store.get(Finding, link.finding_id)
        behind.append({"id": link.finding_id, "stance": link.stance, "text": finding.text if finding else ""})
    return {
        "check_title": check.title if check else "",
        "key_questions": list(questions_of(ws, note.id)),
        "areas": sorted(a.area_id for a in ws.store.find(NoteArea, note_id=note.id)),
        "findings": behind,
        "attachments": [
            {
                "name": a.name,
                "caption": a.caption,
                "media_type": a.media_type,
                "size": a.size,
                "sha256": a.sha256,
            }
            for a in ws.store.find(Attachment, note_id=note.id)
        ],
    }


def _check(ws: Workspace, check: Any) -> Facts:
    from tia_desktop.services.guided import progress

    far = progress(ws, check)
    member = ws.store.get(TeamMember, check.assigned_to) if check.assigned_to else None
    return {
        "kind": ws.pack.template(check.template).singular,
        "assigned_to": member.name if member else "",
        "items_done": far.done,
        "items": far.total,
        "notes": ws.store.count(EvidenceNote, check_id=check.id),
    }


def _finding(ws: Workspace, finding: Any) -> Facts:
    from tia_desktop.services.conclude import label_of
    from tia_desktop.services.strength import strength_of

    evidence = []
    for link in ws.store.find(EvidenceLink, finding_id=finding.id):
        note = ws.store.get(EvidenceNote, link.note_id)
        said = {"text": note.text if note else "", "passage": link.quote, "answer": link.answer}
        evidence.append({"id": link.note_id, "stance": link.stance, **said})
    strength = strength_of(ws, finding.id)
    questions = ws.store.find(FindingQuestion, finding_id=finding.id)
    return {
        "label": label_of(finding),
        "key_questions": sorted(q.question_id for q in questions),
        "evidence": evidence,
        "kinds_of_check": list(strength.kinds),
        "source_groups": list(strength.sources),
        "supporting": strength.supporting,
        "contradicting": strength.contradicting,
        "unanswered": strength.unanswered,
        "one_source_only": strength.one_source_only,
        "decides": sorted(j.judgement_id for j in ws.store.find(JudgementFinding, finding_id=finding.id)),
    }


def _judgement(ws: Workspace, made: Any) -> Facts:
    spec = ws.pack.judgement(made.id)
    return {
        "title": spec.title,
        "rating_word": spec.level(made.rating).word if made.rating else "",
        "levels": [level.id for level in spec.scale.levels],
        "findings": [j.finding_id for j in ws.store.find(JudgementFinding, judgement_id=made.id)],
    }


def _nothing(_ws: Workspace, _record: Any) -> Facts:
    return {}


_MORE: dict[type[Record], Callable[[Workspace, Any], Facts]] = {
    Inspection: _inspection,
    EvidenceNote: _note,
    RealityCheck: _check,
    Finding: _finding,
    Judgement: _judgement,
    TeamMember: _nothing,
    DocumentRequest: _nothing,
    PerformanceIndicator: _nothing,
}


def _lines(facts: Facts) -> list[str]:
    """Facts as lines: a name and a value, lists below their name; empty ones are left out."""
    lines: list[str] = []
    for name, value in facts.items():
        label = name.replace("_", " ")
        if isinstance(value, dict):
            lines += [f"{label}:", *matrix(value)]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [
                f"{label}:",
                *("  " + "  ".join(str(v) for v in row.values() if v != "") for row in value),
            ]
        elif value not in ("", None, [], False):
            shown = (
                ", ".join(map(str, value)) if isinstance(value, list) else "yes" if value is True else value
            )
            lines.append(f"{label}: {shown}")
    return lines


def matrix(cells: dict[str, dict[str, list[int]]]) -> list[str]:
    """A coverage matrix as lines: notes found / wanted."""
    columns = list(next(iter(cells.values())))
    lines = ["        " + "".join(f"{c:>8}" for c in columns)]
    for row, found in cells.items():
        numbers = (f"{got}/{want}" if got or want else "." for got, want in found.values())
        lines.append(f"  {row:6}" + "".join(f"{n:>8}" for n in numbers))
    return lines
