"""The report model: one frozen picture of an inspection that every exporter renders.

Exporters never ask the store anything. The order of everything is fixed (the pack's order, then the
order in which things were made), so the same inspection gives the same bytes.
"""

from __future__ import annotations

from tia_desktop import __version__
from tia_desktop.domain.pack import ChecklistItem
from tia_desktop.domain.records import (
    Attachment,
    CheckEntry,
    EvidenceNote,
    NoteArea,
    NoteQuestion,
    RealityCheck,
)
from tia_desktop.services import releasing
from tia_desktop.services.checklist import ItemReader, first_part
from tia_desktop.services.coverage import coverage
from tia_desktop.services.figure_comparison import compared_figures
from tia_desktop.services.guided import value_words
from tia_desktop.services.readiness import open_problems
from tia_desktop.services.report_conclusions import (
    grouped,
    report_drivers,
    report_findings,
    report_judgements,
)
from tia_desktop.services.report_numbers import Libraries, ReportNumbers, numbers
from tia_desktop.services.report_parts import InspectionReport, ReportCheck, ReportNote
from tia_desktop.services.workspace import Workspace


def build(ws: Workspace, libraries: Libraries | None = None) -> InspectionReport:
    """Read the whole inspection, as it is at one moment, and freeze it.

    Args:
        ws: the open inspection.
        libraries: what shops and surveys are counted with; without them nothing that was counted is in it.
    """
    ws.store.seal()
    with ws.store.reading():
        return _build(ws, numbers(ws, libraries) if libraries else ReportNumbers())


def _build(ws: Workspace, counted: ReportNumbers) -> InspectionReport:
    inspection, pack = ws.inspection, ws.pack
    head, changes = ws.store.log.head()
    checks = {c.id: c for c in ws.store.find(RealityCheck)}
    raw_notes = {n.id: n for n in ws.store.find(EvidenceNote)}
    notes = _notes(ws, raw_notes, checks)
    figures = tuple(compared_figures(ws))
    findings = report_findings(ws, notes, figures)
    return InspectionReport(
        inspection=inspection,
        authority_type=next((a.title for a in pack.authority_types if a.id == inspection.authority_type), ""),
        pack_id=inspection.pack_id,
        pack_version=inspection.pack_version,
        pack_hash=inspection.pack_hash,
        pack_title=pack.title,
        judgements=report_judgements(ws, findings),
        checks=_checks(ws, checks, raw_notes),
        notes=tuple(notes.values()),
        indicators=figures,
        numbers=counted,
        problems=tuple(open_problems(ws)),
        coverage=coverage(ws),
        kind_names={t.id: t.short for t in pack.templates},
        question_names={q.id: q.short for q in pack.key_questions},
        area_names={a.id: a.title for a in pack.service_areas},
        chain_head=head,
        changes=changes,
        program=f"TIA Desktop {__version__}",
        drivers=report_drivers(ws),
        release=releasing.state(ws),
    )


def _checks(
    ws: Workspace, checks: dict[str, RealityCheck], notes: dict[str, EvidenceNote]
) -> tuple[ReportCheck, ...]:
    per_check: dict[str, int] = {}
    for note in notes.values():
        per_check[note.check_id] = per_check.get(note.check_id, 0) + 1
    return tuple(
        ReportCheck(
            id=c.id,
            kind_id=c.template,
            kind=ws.pack.template(c.template).singular,
            title=c.title,
            place=c.place,
            status=c.status,
            notes=per_check.get(c.id, 0),
        )
        for c in checks.values()
    )


def _files(ws: Workspace) -> dict[str, list[tuple[str, str, str, str]]]:
    files: dict[str, list[tuple[str, str, str, str]]] = {}
    for kept in ws.store.find(Attachment):
        if kept.note_id:
            row = (kept.name, kept.media_type, kept.sha256, kept.caption)
            files.setdefault(kept.note_id, []).append(row)
    return files


class _FirstParts:
    """What the first case of each check is called; read once."""

    def __init__(self, ws: Workspace) -> None:
        self._ws, self._known = ws, dict[tuple[str, str], str]()

    def part(self, check: RealityCheck | None, item: ChecklistItem | None) -> str:
        if check is None or item is None:
            return ""
        key = (check.id, item.group)
        if key not in self._known:
            self._known[key] = first_part(self._ws, check, item)
        return self._known[key]


def _notes(
    ws: Workspace, raw: dict[str, EvidenceNote], checks: dict[str, RealityCheck]
) -> dict[str, ReportNote]:
    pack = ws.pack
    questions = grouped([(q.note_id, q.question_id) for q in ws.store.find(NoteQuestion)])
    areas = grouped([(a.note_id, a.area_id) for a in ws.store.find(NoteArea)])
    parts = {entry.id: entry.title for entry in ws.store.find(CheckEntry)}
    files, items, first = _files(ws), ItemReader(ws, checks), _FirstParts(ws)
    out: dict[str, ReportNote] = {}
    for number, note in enumerate(raw.values(), 1):
        check, item = checks.get(note.check_id), items.item(note.item_id, note.check_id)
        out[note.id] = ReportNote(
            number=number,
            id=note.id,
            text=note.text,
            check_id=note.check_id,
            check_title=check.title if check else "",
            kind_id=check.template if check else "",
            kind=pack.template(check.template).singular if check else "",
            item=item.text if item else "",
            how=note.how,
            how_word=ws.how_word(note.how),
            source=note.source,
            source_word=ws.source_word(note.source),
            place=note.place,
            observed_at=note.observed_at,
            author=note.author,
            rating=note.rating,
            rating_word=pack.choice(note.scheme, note.rating).word if note.rating else "",
            scheme=note.scheme,
            value=value_words(item, note.value) if item else note.value,
            exact_words=note.exact_words,
            sensitivity=note.sensitivity,
            questions=tuple(sorted(questions.get(note.id, ()))),
            areas=tuple(sorted(areas.get(note.id, ()))),
            attachments=tuple(files.get(note.id, ())),
            part=parts.get(note.entry_id, "") if note.entry_id else first.part(check, item),
            speaker=note.speaker,
        )
    return out
