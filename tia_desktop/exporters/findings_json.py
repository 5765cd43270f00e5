"""Structured findings as JSON, after `schemas/findings-1.schema.json` (see `schemas/README.md`).

Tuples of the model go to the encoder as they are, and equal small parts are made once: with 100,000 notes the
garbage collector otherwise takes longer than all the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from tia_desktop.domain.rules import Triangulation
from tia_desktop.exporters import conclusions_json, numbers_json
from tia_desktop.services.ports import Progress
from tia_desktop.services.readiness import OpenProblem
from tia_desktop.services.report_parts import (
    InspectionReport,
    ReportCheck,
    ReportEvidence,
    ReportFinding,
    ReportJudgement,
)

SCHEMA_ID = "urn:tia-desktop:findings:1"
_STEP = 1_000


def write(report: InspectionReport, path: Path, progress: Progress) -> None:
    """Write the findings as JSON in UTF-8, indented by two spaces.

    Args:
        report: the frozen report.
        path: where to write.
        progress: called with (notes done, all notes); raise from it to cancel.
    """
    import orjson  # 20 ms: only when something is exported

    data = orjson.dumps(document(report, progress), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    path.write_bytes(data)


def document(report: InspectionReport, progress: Progress) -> dict[str, Any]:
    """Return the whole document as plain values, in the order of the schema."""
    return {
        "$schema": SCHEMA_ID,
        "inspection": _inspection(report),
        "pack": {
            "id": report.pack_id,
            "version": report.pack_version,
            "hash": report.pack_hash,
            "title": report.pack_title,
        },
        "service_areas": [{"id": i, "title": title} for i, title in report.area_names.items()],
        "judgements": [_judgement(j) for j in report.judgements],
        "notes": list(_notes(report, progress)),
        "checks": [_check(c) for c in report.checks],
        "indicators": [conclusions_json.indicator(i) for i in report.indicators],
        "numbers": numbers_json.document(report.numbers),
        "open_problems": [_problem(p) for p in report.standing],
        "accepted_warnings": [_accepted(p) for p in report.accepted],
        "drivers": [conclusions_json.driver(d) for d in report.drivers],
        "release": conclusions_json.release(report.release),
        "coverage": _coverage(report),
        "provenance": {
            "chain_head": report.chain_head,
            "changes": report.changes,
            "program": report.program,
        },
    }


def _inspection(report: InspectionReport) -> dict[str, Any]:
    own = report.inspection
    return {
        "landlord": own.landlord,
        "authority": own.authority or None,
        "authority_type": {"id": own.authority_type, "title": report.authority_type},
        "scope": own.scope,
        "homes": own.homes,
        "created_at": own.created_at,
        "is_sample": own.is_sample,
    }


def _check(check: ReportCheck) -> dict[str, Any]:
    return {
        "id": check.id,
        "kind": {"id": check.kind_id, "name": check.kind},
        "title": check.title,
        "place": check.place or None,
        "status": check.status,
        "notes": check.notes,
    }


def _problem(problem: OpenProblem) -> dict[str, Any]:
    return {
        "level": problem.level,
        "rule": problem.rule,
        "sentence": problem.sentence,
        "source": problem.source,
        "record": problem.record_id or None,
    }


def _accepted(problem: OpenProblem) -> dict[str, Any]:
    return {**_problem(problem), "reason": problem.accepted, "author": problem.accepted_by}


def _judgement(judgement: ReportJudgement) -> dict[str, Any]:
    made = judgement.rating or None
    return {
        "id": judgement.id,
        "title": judgement.title,
        "scale": [_level(*level) for level in judgement.levels],
        "rating": _level(judgement.rating, judgement.rating_word, judgement.stars) if made else None,
        "reason": judgement.reason or None,
        "author": judgement.author or None,
        "decided_at": judgement.decided_at or None,
        "deciding_findings": judgement.deciding,
        "key_questions": [
            {
                "id": q.id,
                "number": q.number,
                "title": q.title,
                "findings": [_finding(f) for f in q.findings],
                "strength": _triangulation(q.strength) if q.strength else None,
            }
            for q in judgement.questions
        ],
        "earlier_views": [conclusions_json.earlier(past, judgement.levels) for past in judgement.earlier],
    }


def _level(level_id: str, word: str, stars: int | None) -> dict[str, Any]:
    return {"id": level_id, "word": word, "stars": stars}


def _finding(finding: ReportFinding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "polarity": finding.polarity,
        "status": finding.status,
        "text": finding.text,
        "service_area": finding.area_id or None,
        "key_questions": finding.questions,
        "author": finding.author,
        "decides": finding.decides,
        "triangulation": _triangulation(finding.triangulation),
        "evidence": [_evidence(e) for e in finding.evidence],
        "number": finding.number or None,
        "weight": finding.weight or None,
        "sub_question": conclusions_json.sub_question(finding.sub_question),
        "prompts": [{"id": p.id, "text": p.text} for p in finding.prompts],
        "figures": [{"indicator": f.compared.figure.id, "stance": f.stance} for f in finding.figures],
        "figures_only": finding.rests_on_figures_alone,
    }


def _triangulation(facts: Triangulation) -> dict[str, Any]:
    return {
        "supporting": facts.supporting,
        "contradicting": facts.contradicting,
        "kinds": facts.kinds,
        "source_groups": facts.sources,
        "people": facts.people,
        "one_source_only": facts.one_source_only,
        "focus_groups_only": facts.only_weak_groups,
        "unanswered": facts.unanswered,
        "focus_group_notes": facts.weak_groups,
    }


def _evidence(evidence: ReportEvidence) -> dict[str, Any]:
    note = evidence.note
    return {
        "note": note.id,
        "number": note.number,
        "stance": evidence.stance,
        "kind": _kind(note.kind_id, note.kind),
        "source_group": note.source or None,
        "how": note.how or None,
        "date": note.observed_at or None,
        "place": note.place or None,
        "rating": _rating(note.scheme, note.rating, note.rating_word),
        **conclusions_json.passage(evidence),
    }


@lru_cache(maxsize=64)
def _kind(kind_id: str, name: str) -> dict[str, str] | None:
    return {"id": kind_id, "name": name} if kind_id else None


@lru_cache(maxsize=256)
def _rating(scheme: str, rating: str, word: str) -> dict[str, str] | None:
    return {"scheme": scheme, "id": rating, "word": word} if rating else None


def _notes(report: InspectionReport, progress: Progress) -> Iterator[dict[str, Any]]:
    total = len(report.notes)
    for note in report.notes:
        yield {
            "id": note.id,
            "number": note.number,
            "text": note.text,
            "check": note.check_id or None,
            "kind": _kind(note.kind_id, note.kind),
            "checklist_item": note.item or None,
            "how": note.how or None,
            "source_group": note.source or None,
            "place": note.place or None,
            "part": note.part or None,
            "speaker": note.speaker or None,
            "observed_at": note.observed_at or None,
            "author": note.author,
            "rating": _rating(note.scheme, note.rating, note.rating_word),
            "value": note.value or None,
            "exact_words": note.exact_words,
            "sensitivity": note.sensitivity,
            "key_questions": note.questions,
            "service_areas": note.areas,
            "attachments": [
                {"name": n, "media_type": m, "sha256": s, "caption": c} for n, m, s, c in note.attachments
            ],
        }
        if note.number % _STEP == 0:
            progress(note.number, total)
    progress(total, total)


def _coverage(report: InspectionReport) -> dict[str, Any]:
    table = report.coverage
    return {
        "notes": table.notes,
        "wanted": table.wanted,
        "rows": [
            {
                "kind": {"id": row, "name": report.kind_names[row]},
                "cells": [
                    {
                        "key_question": column,
                        "got": cell.got,
                        "target": cell.target,
                        "strengths": cell.strengths,
                        "weaknesses": cell.weaknesses,
                    }
                    for column in table.columns
                    for cell in [table.cells[row, column]]
                ],
            }
            for row in table.rows
        ],
    }
