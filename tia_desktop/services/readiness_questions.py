"""What stands in the way at key questions: findings, kinds of check, somebody who looked or listened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tia_desktop.domain.records import Finding, FindingQuestion
from tia_desktop.services.readiness_problem import OpenProblem, least, source_of, warns
from tia_desktop.services.workspace import Workspace


def question_problems(ws: Workspace, findings: Sequence[Finding]) -> Iterator[OpenProblem]:
    """Give what is missing at each key question, in the pack's order."""
    known = {f.id for f in findings}
    covered = {q.question_id for q in ws.store.find(FindingQuestion) if q.finding_id in known}
    kinds: dict[str, set[str]] = {}
    sources: dict[str, set[str]] = {}
    for sounding in ws.store.notes.evidence.soundings():
        kinds.setdefault(sounding.question_id, set()).add(sounding.template)
        sources.setdefault(sounding.question_id, set()).add(sounding.source)
    need, papers = least(ws, "min_kinds_per_key_question"), set(ws.pack.paper_sources)
    for question in ws.pack.key_questions:
        name = f"“{question.number}. {question.title}”"
        if question.id not in covered:
            said = f"The key question {name} has no finding yet. Write at least one."
            yield warns("question-without-finding", said, question.source, question.id)
        have = len(kinds.get(question.id, ()))
        if have < need:
            said = (
                f"The key question {name} has {have} of at least {need} kinds of check. Plan another check."
            )
            yield warns(
                "question-with-few-kinds", said, source_of(ws, "min_kinds_per_key_question"), question.id
            )
        if sources.get(question.id) and sources[question.id] <= papers:
            said = (
                f"The key question {name} has papers and figures alone. Plan a check that looks or listens."
            )
            yield warns(
                "question-papers-only", said, source_of(ws, "papers_and_indicators_only"), question.id
            )
