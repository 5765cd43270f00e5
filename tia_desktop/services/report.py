"""The report model: one frozen picture of an inspection that every exporter renders.

Exporters never ask the store anything. The order of everything is fixed (the pack's order, then the
order in which things were made), so the same inspection gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop import __version__
from tia_desktop.domain.pack import ChecklistItem
from tia_desktop.domain.records import (
    Attachment,
    CheckEntry,
    EvidenceLink,
    EvidenceNote,
    Finding,
    FindingQuestion,
    Inspection,
    Judgement,
    JudgementFinding,
    NoteArea,
    NoteQuestion,
    PerformanceIndicator,
    RealityCheck,
)
from tia_desktop.domain.rules import Triangulation, triangulate
from tia_desktop.services.checklist import ItemReader, first_part
from tia_desktop.services.coverage import Coverage, coverage
from tia_desktop.services.guided import value_words
from tia_desktop.services.indicators import indicator_of
from tia_desktop.services.readiness import OpenProblem, open_problems
from tia_desktop.services.report_numbers import Libraries, ReportNumbers, numbers
from tia_desktop.services.strength import pieces_by_finding
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReportNote:
    """A piece of evidence. `number` is its place in the list of evidence ("E12"), 1 for the first."""

    number: int
    id: str
    text: str
    check_id: str
    check_title: str
    kind_id: str  # of the template, "" for the inbox
    kind: str
    item: str
    how: str
    how_word: str
    source: str
    source_word: str
    place: str
    observed_at: str
    author: str
    rating: str
    rating_word: str
    scheme: str
    value: str
    exact_words: bool
    sensitivity: str
    questions: tuple[str, ...]
    areas: tuple[str, ...]
    attachments: tuple[tuple[str, str, str, str], ...]  # (name, media type, sha256, caption)
    part: str = ""  # room, block or agenda item
    speaker: str = ""  # by role or number


@dataclass(frozen=True, slots=True)
class ReportEvidence:
    """A note behind a finding, with its stance."""

    note: ReportNote
    stance: str


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """A strength or a weakness with everything behind it."""

    id: str
    text: str
    polarity: str
    status: str
    author: str
    area_id: str
    questions: tuple[str, ...]
    evidence: tuple[ReportEvidence, ...]
    triangulation: Triangulation
    decides: tuple[str, ...]  # judgements that name it


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """A key question with its findings; one that straddles two questions stands under both."""

    id: str
    number: int
    title: str
    findings: tuple[ReportFinding, ...]

    def of(self, polarity: str) -> tuple[ReportFinding, ...]:
        """The strengths, or the weaknesses."""
        return tuple(f for f in self.findings if f.polarity == polarity)


@dataclass(frozen=True, slots=True)
class ReportJudgement:
    """One of the two judgements. `rating` is "" while nobody has judged."""

    id: str
    title: str
    levels: tuple[tuple[str, str, int | None], ...]  # (id, word, stars or None), lowest first
    rating: str
    rating_word: str
    stars: int | None
    reason: str
    author: str
    decided_at: str
    deciding: tuple[str, ...]  # finding ids
    questions: tuple[ReportQuestion, ...]


@dataclass(frozen=True, slots=True)
class ReportIndicator:
    """A value of an indicator beside the best quarter of its comparison group."""

    code: str
    title: str
    unit: str
    better: str  # higher, lower, yes, context
    value: float
    period: str
    source: str
    best_quarter: float | None
    best_quarter_period: str
    meets: bool | None  # None where no comparison is known


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """A reality check and how many notes it brought."""

    id: str
    kind_id: str
    kind: str
    title: str
    place: str
    status: str
    notes: int


@dataclass(frozen=True, slots=True)
class InspectionReport:
    """Everything an export may say about an inspection."""

    inspection: Inspection
    authority_type: str
    pack_id: str
    pack_version: str
    pack_hash: str
    pack_title: str
    judgements: tuple[ReportJudgement, ...]
    checks: tuple[ReportCheck, ...]
    notes: tuple[ReportNote, ...]
    indicators: tuple[ReportIndicator, ...]
    numbers: ReportNumbers
    problems: tuple[OpenProblem, ...]
    coverage: Coverage
    kind_names: dict[str, str]
    question_names: dict[str, str]  # short
    area_names: dict[str, str]
    chain_head: str
    changes: int
    program: str

    @property
    def findings(self) -> tuple[ReportFinding, ...]:
        """Every finding once, in the order of the report."""
        seen: dict[str, ReportFinding] = {}
        for judgement in self.judgements:
            for question in judgement.questions:
                for finding in question.findings:
                    seen.setdefault(finding.id, finding)
        return tuple(seen.values())


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
    findings = _findings(ws, notes)
    return InspectionReport(
        inspection=inspection,
        authority_type=next((a.title for a in pack.authority_types if a.id == inspection.authority_type), ""),
        pack_id=inspection.pack_id,
        pack_version=inspection.pack_version,
        pack_hash=inspection.pack_hash,
        pack_title=pack.title,
        judgements=tuple(_judgement(ws, spec.id, findings) for spec in pack.judgements),
        checks=_checks(ws, checks, raw_notes),
        notes=tuple(notes.values()),
        indicators=tuple(_indicator(ws, inspection, i) for i in ws.store.find(PerformanceIndicator)),
        numbers=counted,
        problems=tuple(open_problems(ws)),
        coverage=coverage(ws),
        kind_names={t.id: t.short for t in pack.templates},
        question_names={q.id: q.short for q in pack.key_questions},
        area_names={a.id: a.title for a in pack.service_areas},
        chain_head=head,
        changes=changes,
        program=f"TIA Desktop {__version__}",
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


def _grouped(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for left, right in pairs:
        out.setdefault(left, []).append(right)
    return out


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
    questions = _grouped([(q.note_id, q.question_id) for q in ws.store.find(NoteQuestion)])
    areas = _grouped([(a.note_id, a.area_id) for a in ws.store.find(NoteArea)])
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


def _findings(ws: Workspace, notes: dict[str, ReportNote]) -> list[ReportFinding]:
    questions = _grouped([(q.finding_id, q.question_id) for q in ws.store.find(FindingQuestion)])
    decides = _grouped([(j.finding_id, j.judgement_id) for j in ws.store.find(JudgementFinding)])
    links: dict[str, list[EvidenceLink]] = {}
    for link in ws.store.find(EvidenceLink):
        if link.note_id in notes:
            links.setdefault(link.finding_id, []).append(link)
    out, pieces = list[ReportFinding](), pieces_by_finding(ws)
    for finding in ws.store.find(Finding):
        own = links.get(finding.id, [])
        out.append(
            ReportFinding(
                id=finding.id,
                text=finding.text,
                polarity=finding.polarity,
                status=finding.status,
                author=finding.author,
                area_id=finding.area_id,
                questions=tuple(sorted(questions.get(finding.id, ()))),
                evidence=tuple(ReportEvidence(notes[e.note_id], e.stance) for e in own),
                triangulation=triangulate(pieces.get(finding.id, ())),
                decides=tuple(sorted(decides.get(finding.id, ()))),
            )
        )
    return out


def _judgement(ws: Workspace, judgement_id: str, findings: list[ReportFinding]) -> ReportJudgement:
    spec = ws.pack.judgement(judgement_id)
    made = ws.store.get(Judgement, judgement_id)
    level = spec.level(made.rating) if made and made.rating else None
    return ReportJudgement(
        id=spec.id,
        title=spec.title,
        levels=tuple((lv.id, lv.word, lv.stars) for lv in spec.scale.levels),
        rating=level.id if level else "",
        rating_word=level.word if level else "",
        stars=level.stars if level else None,
        reason=made.reason if made else "",
        author=made.author if made else "",
        decided_at=made.decided_at if made else "",
        deciding=tuple(f.id for f in findings if judgement_id in f.decides),
        questions=tuple(
            ReportQuestion(q.id, q.number, q.title, tuple(f for f in findings if q.id in f.questions))
            for q in ws.pack.questions_of(judgement_id)
        ),
    )


def _indicator(ws: Workspace, inspection: Inspection, record: PerformanceIndicator) -> ReportIndicator:
    spec = indicator_of(ws, record.indicator_id)
    best = spec.upper_quartile(inspection.authority_type)
    period = spec.upper_quartiles[0].period if best is not None else ""
    meets: bool | None = None
    if best is not None and spec.better in ("higher", "lower"):
        meets = record.value >= best if spec.better == "higher" else record.value <= best
    return ReportIndicator(
        spec.code, spec.title, spec.unit, spec.better, record.value, record.period, record.source,
        best, period, meets,
    )  # fmt: skip
