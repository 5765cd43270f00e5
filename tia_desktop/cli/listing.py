"""Commands that list and search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tia_desktop.cli.root import FILE, talk_to, tia
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.form_records import Checklist
from tia_desktop.domain.records import (
    EvidenceLink,
    EvidenceNote,
    Finding,
    FindingQuestion,
    PerformanceIndicator,
    RealityCheck,
    TeamMember,
)
from tia_desktop.domain.shop_records import ShopAttempt, ShopScenario
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.ports import NoteFilter, NoteRow

if TYPE_CHECKING:
    from tia_desktop.services.workspace import Workspace

Document = list[dict[str, Any]]
_PAGE = 500


def rows(cells: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield lines with the cells in columns; the last one ends where it ends."""
    table = [[str(cell) for cell in row] for row in cells]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)][:-1] if table else []
    for row in table:
        yield "  ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[-1]]).rstrip()


def note_document(ws: Workspace, row: NoteRow) -> dict[str, Any]:
    """Return a note as scripts get it, with its whole text."""
    text = row.text
    if len(text) >= 400:  # a list holds no more of it
        whole = ws.store.get(EvidenceNote, row.id)
        text = whole.text if whole else text
    return {
        "id": row.id,
        "text": text,
        "check": row.check_id,
        "check_title": row.check_title,
        "kind": row.template,
        "item": row.item_id,
        "key_questions": list(row.questions),
        "source": row.source,
        "how": row.how,
        "place": row.place,
        "observed_at": row.observed_at,
        "author": row.author,
        "scheme": row.scheme,
        "rating": row.rating,
        "findings": row.findings,
    }


def note_lines(notes: Iterable[NoteRow]) -> Iterator[str]:
    """Yield one line for each note, page by page."""
    for n in notes:
        yield f"{n.id}  {' '.join(n.questions) or '-':7}  {one_line(n.snippet or n.text, 100)}"


def _kinds(ws: Workspace) -> tuple[Document, Iterable[str]]:
    document: Document = [
        {
            "id": t.id,
            "number": t.number,
            "slug": t.slug,
            "title": t.title,
            "short": t.short,
            "items": len(t.items),
        }
        for t in ws.pack.templates
    ]
    return document, rows((d["id"], d["slug"], count_of(d["items"], "item"), d["title"]) for d in document)


def _questions(ws: Workspace) -> tuple[Document, Iterable[str]]:
    document: Document = [
        {"id": q.id, "number": q.number, "judgement": q.judgement, "title": q.title}
        for q in ws.pack.key_questions
    ]
    return document, rows((d["id"], d["title"]) for d in document)


def _checks(ws: Workspace) -> tuple[Document, Iterable[str]]:
    people = {m.id: m.name for m in ws.store.find(TeamMember)}
    document: Document = [
        {
            "id": c.id,
            "kind": c.template,
            "kind_title": ws.template_of(c),
            "title": c.title,
            "place": c.place,
            "status": c.status,
            "assigned_to": people.get(c.assigned_to, ""),
            "planned_for": c.planned_for,
            "notes": ws.store.count(EvidenceNote, check_id=c.id),
        }
        for c in ws.store.find(RealityCheck)
    ]
    columns = ("id", "kind_title", "status", "title")
    return document, rows(
        [*(d[c] for c in columns[:3]), f"{one_line(d['title'])} ({d['notes']:,})"] for d in document
    )


def _findings(ws: Workspace) -> tuple[Document, Iterable[str]]:
    questions: dict[str, list[str]] = {}
    for link in ws.store.find(FindingQuestion):
        questions.setdefault(link.finding_id, []).append(link.question_id)
    document: Document = [
        {
            "id": f.id,
            "text": f.text,
            "polarity": f.polarity,
            "status": f.status,
            "area": f.area_id,
            "author": f.author,
            "key_questions": sorted(questions.get(f.id, [])),
            "notes": ws.store.count(EvidenceLink, finding_id=f.id),
        }
        for f in ws.store.find(Finding)
    ]
    lines = ((d["id"], d["polarity"], " ".join(d["key_questions"]), _words(d)) for d in document)
    return document, rows(lines)


def _words(finding: dict[str, Any]) -> str:
    draft = "draft, " if finding["status"] == "draft" else ""
    return f"{one_line(finding['text'], 100)} ({draft}{count_of(finding['notes'], 'note')})"


def _members(ws: Workspace) -> tuple[Document, Iterable[str]]:
    document: Document = [
        {"id": m.id, "name": m.name, "role": m.role, "region": m.region, "rents_from": m.rents_from}
        for m in ws.store.find(TeamMember)
    ]
    return document, rows((d["id"], d["role"], one_line(d["name"])) for d in document)


def _indicators(ws: Workspace) -> tuple[Document, Iterable[str]]:
    from tia_desktop.services.indicators import indicator_of

    document: Document = [
        {"id": i.id, "indicator": i.indicator_id, "value": i.value, "period": i.period, "source": i.source}
        for i in ws.store.find(PerformanceIndicator)
    ]
    return document, rows(
        (d["id"], indicator_of(ws, d["indicator"]).code, f"{d['value']:g}", f"{d['period']}, {d['source']}")
        for d in document
    )


def _documents(ws: Workspace) -> tuple[Document, Iterable[str]]:
    from tia_desktop.services.documents import documents, is_overdue

    document: Document = [
        {
            "id": d.id,
            "title": d.title,
            "asked_of": d.asked_of,
            "status": d.status,
            "asked_on": d.asked_on,
            "due_on": d.due_on,
            "received_on": d.received_on,
            "overdue": is_overdue(ws, d),
        }
        for d in documents(ws)
    ]
    return document, rows(
        (d["id"], "overdue" if d["overdue"] else d["status"], d["due_on"] or "-", one_line(d["title"]))
        for d in document
    )


def _prompts(ws: Workspace) -> tuple[Document, Iterable[str]]:
    from tia_desktop.services.self_assessment import groups

    document: Document = [
        {"id": p.prompt.id, "group": g.title, "text": p.prompt.text, "note": p.note_id, "answer": p.text}
        for g in groups(ws)
        for p in g.prompts
    ]
    return document, rows(
        (d["id"], "answered" if d["answer"] else "open", one_line(d["text"])) for d in document
    )


def _standards(ws: Workspace) -> tuple[Document, Iterable[str]]:
    from tia_desktop.services.shop_results import standard_words
    from tia_desktop.services.shop_standards import standards

    found = standards(ws)
    document: Document = [asdict(s) for s in found]
    return document, rows((s.id, s.channel or "any", f"{standard_words(s)} ({s.source})") for s in found)


def _shops(ws: Workspace) -> tuple[Document, Iterable[str]]:
    stories = {s.id: s.title for s in ws.store.find(ShopScenario)}
    document: Document = [
        {**asdict(a), "scenario": stories.get(a.scenario_id, "")} for a in ws.store.find(ShopAttempt)
    ]
    lines = (
        (d["id"], d["started_at"][:16].replace("T", " "), d["channel"], _state(d), one_line(d["scenario"]))
        for d in document
    )
    return document, rows(lines)


def _state(shop: dict[str, Any]) -> str:
    return "set aside" if shop["set_aside"] else "ended" if shop["ended_at"] else "running"


def _checklists(ws: Workspace) -> tuple[Document, Iterable[str]]:
    """Checklists from other programs, with what was left out of each."""
    from tia_desktop.services.form_import import losses_of

    document: Document = [
        {
            "id": c.id,
            "title": c.title,
            "file": c.source_name,
            "sha256": c.sha256,
            "language": c.language,
            "questions": c.questions,
            "checks": [check.id for check in ws.store.find(RealityCheck, checklist_id=c.id)],
            "losses": list(losses_of(c)),
        }
        for c in ws.store.find(Checklist)
    ]
    return document, rows(
        (d["id"], count_of(d["questions"], "question"), count_of(len(d["checks"]), "check"), d["title"])
        for d in document
    )


_LISTS: dict[str, Callable[[Workspace], tuple[Document, Iterable[str]]]] = {
    "kinds": _kinds,
    "checks": _checks,
    "findings": _findings,
    "questions": _questions,
    "members": _members,
    "indicators": _indicators,
    "documents": _documents,
    "prompts": _prompts,
    "standards": _standards,
    "shops": _shops,
    "checklists": _checklists,
}


@tia.command("list")
@FILE
@click.argument("what", type=click.Choice(("kinds", "notes", *list(_LISTS)[1:])))
@click.option("--check", metavar="ID", help="Only notes of this check; “inbox” for those of none.")
@click.option("--key-question", default="", metavar="ID", help="Only notes for this key question.")
@click.option("--source", default="", help="Only notes from this source.")
@click.option("--unused", is_flag=True, help="Only notes that are behind no finding.")
@click.option("--limit", type=click.IntRange(0), help="At most so many notes, the newest.")
@talk_to
def list_records(
    talk: Talk,
    file: Path,
    what: str,
    check: str | None,
    key_question: str,
    source: str,
    unused: bool,
    limit: int | None,
) -> None:
    """List what is in an inspection, with ids: kinds, notes, checks, findings and more."""
    with talk.opened(file) as ws:
        if what == "notes":
            where = NoteFilter(
                question_id=ws.pack.question(key_question).id if key_question else "",
                check_id="" if check == "inbox" else ws.need(RealityCheck, check).id if check else None,
                source=source,
                unused_only=unused,
            )
            _list_notes(talk, ws, where, limit)
            return
        document, lines = _LISTS[what](ws)
        talk.done({what: document}, lines if document else [f"There are no {what} yet."])


def _list_notes(talk: Talk, ws: Workspace, where: NoteFilter, limit: int | None) -> None:
    total = ws.store.notes.count_notes(where)
    wanted = total if limit is None else min(limit, total)

    def pages() -> Iterator[NoteRow]:
        for start in range(0, wanted, _PAGE):
            yield from ws.store.notes.note_window(where, start, min(_PAGE, wanted - start))

    if talk.json:
        talk.done({"total": total, "notes": [note_document(ws, row) for row in pages()]}, ())
        return
    talk.done(None, note_lines(pages()) if total else ["There are no notes like this."])


@tia.command()
@FILE
@click.argument("query")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many, the best."
)
@talk_to
def search(talk: Talk, file: Path, query: str, limit: int) -> None:
    """Search the notes: every word must be there; the last one may be the beginning of a word."""
    with talk.opened(file) as ws:
        found = ws.store.notes.search(NoteFilter(query=query), limit)
        notes = (
            [{**note_document(ws, row), "snippet": row.snippet} for row in found.rows] if talk.json else []
        )
        document = {"query": query, "total": found.total, "ranked_all": found.ranked_all, "notes": notes}
        end = count_of(found.total, "note")
        if len(found.rows) < found.total:
            end += f", {len(found.rows):,} of them shown"
        talk.done(document, [*note_lines(found.rows), end + "."])
