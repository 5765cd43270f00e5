"""What the report says was concluded: findings with all that is behind them, judgements, drivers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tia_desktop.domain.conclude_records import Driver, DriverFinding, FindingPrompt
from tia_desktop.domain.pack import Prompt
from tia_desktop.domain.records import (
    Attachment,
    EvidenceLink,
    Finding,
    FindingQuestion,
    Judgement,
    JudgementFinding,
)
from tia_desktop.domain.rules import Triangulation, triangulate
from tia_desktop.services.earlier_views import earlier_views
from tia_desktop.services.figure_comparison import ComparedFigure
from tia_desktop.services.figure_links import figure_links
from tia_desktop.services.report_parts import (
    ReportDriver,
    ReportEvidence,
    ReportFigure,
    ReportFinding,
    ReportJudgement,
    ReportNote,
    ReportQuestion,
)
from tia_desktop.services.strength import pieces_by_finding, strength_by_question
from tia_desktop.services.workspace import Workspace


def grouped(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Return pairs as left -> everything at its right."""
    out: dict[str, list[str]] = {}
    for left, right in pairs:
        out.setdefault(left, []).append(right)
    return out


def report_findings(
    ws: Workspace, notes: Mapping[str, ReportNote], figures: Sequence[ComparedFigure]
) -> list[ReportFinding]:
    """Return all findings, in the order in which they were made."""
    questions = grouped([(q.finding_id, q.question_id) for q in ws.store.find(FindingQuestion)])
    decides = grouped([(j.finding_id, j.judgement_id) for j in ws.store.find(JudgementFinding)])
    evidence, beside, asked = _evidence(ws, notes), _figures(ws, figures), _prompts(ws)
    parts = {part.id: part for part in ws.pack.sub_questions}
    pieces = pieces_by_finding(ws)
    return [
        ReportFinding(
            id=finding.id,
            text=finding.text,
            polarity=finding.polarity,
            status=finding.status,
            author=finding.author,
            area_id=finding.area_id,
            questions=tuple(sorted(questions.get(finding.id, ()))),
            evidence=tuple(evidence.get(finding.id, ())),
            triangulation=triangulate(pieces.get(finding.id, ())),
            decides=tuple(sorted(decides.get(finding.id, ()))),
            number=finding.number,
            weight=finding.weight,
            sub_question=parts.get(finding.sub_question),
            prompts=tuple(asked.get(finding.id, ())),
            figures=tuple(beside.get(finding.id, ())),
        )
        for finding in ws.store.find(Finding)
    ]


def _evidence(ws: Workspace, notes: Mapping[str, ReportNote]) -> dict[str, list[ReportEvidence]]:
    files = {kept.id: kept for kept in ws.store.find(Attachment)}
    found: dict[str, list[ReportEvidence]] = {}
    for link in ws.store.find(EvidenceLink):
        note = notes.get(link.note_id)
        if note is None:
            continue
        kept = files.get(link.attachment_id)
        file = (kept.name, kept.media_type, kept.sha256, kept.caption) if kept else None
        found.setdefault(link.finding_id, []).append(
            ReportEvidence(
                note, link.stance, link.quote, link.quote_at, file,
                link.answer, link.answered_by, link.answered_at,
            )
        )  # fmt: skip
    return found


def _figures(ws: Workspace, figures: Sequence[ComparedFigure]) -> dict[str, list[ReportFigure]]:
    by_id = {compared.figure.id: compared for compared in figures}
    found: dict[str, list[ReportFigure]] = {}
    for link in figure_links(ws):
        found.setdefault(link.finding_id, []).append(ReportFigure(by_id[link.figure_id], link.stance))
    return found


def _prompts(ws: Workspace) -> dict[str, list[Prompt]]:
    """The prompts that each finding answers, in the pack's order; one of another pack is left out."""
    asked: dict[str, set[str]] = {}
    for link in ws.store.find(FindingPrompt):
        asked.setdefault(link.finding_id, set()).add(link.prompt_id)
    if not asked:
        return {}
    return {f: [p for p in ws.pack.prompts if p.id in wanted] for f, wanted in asked.items()}


def report_judgements(ws: Workspace, findings: Sequence[ReportFinding]) -> tuple[ReportJudgement, ...]:
    """Return the judgements of the framework, also those that nobody made yet."""
    strength = strength_by_question(ws)
    return tuple(_judgement(ws, spec.id, findings, strength) for spec in ws.pack.judgements)


def _judgement(
    ws: Workspace,
    judgement_id: str,
    findings: Sequence[ReportFinding],
    strength: Mapping[str, Triangulation],
) -> ReportJudgement:
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
            ReportQuestion(
                q.id, q.number, q.title, tuple(f for f in findings if q.id in f.questions), strength[q.id]
            )
            for q in ws.pack.questions_of(judgement_id)
        ),
        earlier=tuple(earlier_views(ws, judgement_id)),
    )


def report_drivers(ws: Workspace) -> tuple[ReportDriver, ...]:
    """Return what helps improvement, then what hinders it."""
    shown = grouped([(link.driver_id, link.finding_id) for link in ws.store.find(DriverFinding)])
    drivers = sorted(ws.store.find(Driver), key=lambda driver: driver.is_barrier)
    return tuple(ReportDriver(driver, tuple(shown.get(driver.id, ()))) for driver in drivers)
