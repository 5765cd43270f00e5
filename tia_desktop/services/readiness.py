"""Readiness: what stands in the way of a judgement that can be defended.

`blocks` must be put right; `warns` may be accepted by a person. Nothing here is a score.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tia_desktop.domain.records import (
    EvidenceNote,
    Finding,
    FindingQuestion,
    Judgement,
    JudgementFinding,
    TeamMember,
)
from tia_desktop.domain.rules import ADVISER, STOPPED, Triangulation, rents_here, triangulate
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.date_order import date_problems
from tia_desktop.services.strength import pieces_by_finding
from tia_desktop.services.team import composition
from tia_desktop.services.workspace import Workspace

_RULE_NAMES = {
    "team.lead": "no-lead",
    "team.one_tia": "no-adviser",
    "team.inspected_before": "nobody-came-before",
    "team.other_region": "nobody-from-outside",
}
TEAM_RULES = tuple(_RULE_NAMES.values())
"""Problems of who is on the team."""


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """One thing that stands in the way.

    Attributes:
        level: "blocks" or "warns".
        rule: short stable name of the rule, such as "finding-without-evidence".
        sentence: what is wrong and what to do.
        source: where the rule comes from.
        record_id: the record to jump to; a key question's or judgement's id counts as one; "" for the team.
    """

    level: str
    rule: str
    sentence: str
    source: str
    record_id: str


def open_problems(ws: Workspace) -> list[OpenProblem]:
    """Return everything that stands in the way, blocks first, then in the order of the inspection."""
    ws.store.seal()
    found = [*_findings(ws), *_questions(ws), *_judgements(ws), *_team(ws), *_dates(ws), *_notes(ws)]
    return sorted(found, key=lambda p: p.level != "blocks")


def _blocks(rule: str, sentence: str, source: str, record_id: str) -> OpenProblem:
    return OpenProblem("blocks", rule, sentence, source, record_id)


def _warns(rule: str, sentence: str, source: str, record_id: str) -> OpenProblem:
    return OpenProblem("warns", rule, sentence, source, record_id)


def _findings(ws: Workspace) -> Iterator[OpenProblem]:
    pieces = pieces_by_finding(ws)
    for finding in ws.store.find(Finding):
        yield from _finding(ws, finding, triangulate(pieces.get(finding.id, ())))


def _finding(ws: Workspace, finding: Finding, strength: Triangulation) -> Iterator[OpenProblem]:
    name = f"“{one_line(finding.text, 80)}”"
    if not finding.text.strip() and finding.status != "draft":
        sentence = "A finding has no words. Write it as one sentence, or remove it."
        yield _blocks("finding-without-words", sentence, "guidance para 114", finding.id)
    if not strength.supporting and finding.status == "draft":
        sentence = f"The draft finding {name} has no supporting evidence yet. Link the notes that carry it."
        yield _warns("finding-without-evidence", sentence, "guidance paras 38-39", finding.id)
    elif not strength.supporting:
        sentence = f"The finding {name} has no supporting evidence. Link the notes that carry it."
        yield _blocks("finding-without-evidence", sentence, "guidance paras 38-39", finding.id)
    elif strength.one_source_only:
        sentence = f"The finding {name} rests on one source only. Add another kind of check and source."
        yield _warns("one-source-only", sentence, _source(ws, "min_kinds_per_finding"), finding.id)
    if strength.sources and set(strength.sources) <= set(ws.pack.paper_sources):
        sentence = f"The finding {name} rests on papers and figures alone. Somebody must look or listen too."
        yield _warns("papers-only", sentence, _source(ws, "papers_and_indicators_only"), finding.id)
    if strength.only_weak_groups:
        sentence = (
            f"The finding {name} rests on focus groups alone, which weigh less here. Add another check."
        )
        yield _warns("focus-groups-only", sentence, "guidance para 39, note I", finding.id)
    if strength.contradicting:
        sentence = f"Some evidence contradicts the finding {name}. Answer it before you judge."
        yield _warns("contradicted", sentence, "guidance para 114", finding.id)


def _source(ws: Workspace, threshold_id: str) -> str:
    return next((t.source for t in ws.pack.thresholds if t.id == threshold_id), "the framework")


def _questions(ws: Workspace) -> Iterator[OpenProblem]:
    covered = {q.question_id for q in ws.store.find(FindingQuestion)}
    kinds: dict[str, set[str]] = {}
    for tally in ws.store.notes.tallies():
        if tally.template:
            kinds.setdefault(tally.question_id, set()).add(tally.template)
    need = ws.pack.threshold("min_kinds_per_key_question")
    for question in ws.pack.key_questions:
        name = f"“{question.number}. {question.title}”"
        if question.id not in covered:
            sentence = f"The key question {name} has no finding yet. Write at least one."
            yield _warns("question-without-finding", sentence, question.source, question.id)
        have = len(kinds.get(question.id, ()))
        if have < need:
            sentence = (
                f"The key question {name} has {have} of at least {need} kinds of check. Plan another check."
            )
            source = _source(ws, "min_kinds_per_key_question")
            yield _warns("question-with-few-kinds", sentence, source, question.id)


def _judgements(ws: Workspace) -> Iterator[OpenProblem]:
    findings = {f.id: f for f in ws.store.find(Finding)}
    for spec in ws.pack.judgements:
        made = ws.store.get(Judgement, spec.id)
        if made is None or not made.rating:
            sentence = f"Nobody has judged “{spec.title}” yet."
            yield _warns("no-judgement", sentence, spec.source, spec.id)
            continue
        named = [findings.get(j.finding_id) for j in ws.store.find(JudgementFinding, judgement_id=spec.id)]
        if not made.reason.strip():
            sentence = f"The judgement “{spec.title}” has no reason. Say why."
            yield _blocks("judgement-without-reason", sentence, "guidance para 114", spec.id)
        if not any(named):
            sentence = f"The judgement “{spec.title}” names no finding that decided it. Name at least one."
            yield _blocks("judgement-without-findings", sentence, "guidance para 114", spec.id)
        if any(f.status == "draft" for f in named if f is not None):
            sentence = f"The judgement “{spec.title}” rests on a draft finding. Finish the finding first."
            yield _blocks("judgement-on-draft", sentence, "ours: a draft can still change", spec.id)


def _team(ws: Workspace) -> Iterator[OpenProblem]:
    team, inspection = ws.store.find(TeamMember), ws.inspection
    for member in team:
        if member.role == STOPPED:
            yield _warns("own-landlord", _stopped(ws, member), "guidance para 35", member.id)
        elif rents_here(member, inspection):
            problem = _blocks if member.role == ADVISER else _warns
            sentence = f"{member.name} rents from the landlord that is inspected."
            yield problem("own-landlord", sentence, "guidance para 35", member.id)
    for missing in composition(ws):
        yield _warns(_RULE_NAMES[missing.rule_id], missing.text, missing.source, "")


def _dates(ws: Workspace) -> Iterator[OpenProblem]:
    for problem in date_problems(ws):
        yield _warns("dates", problem.text, f"guidance {problem.source}", "")


def _stopped(ws: Workspace, member: TeamMember) -> str:
    said = f"{member.name} said that they rent from the landlord that is inspected, and was stopped."
    notes = ws.store.count(EvidenceNote, author=member.name)
    if notes:
        return f"{said} {count_of(notes, 'note')} of theirs came before that: look at what rests on them."
    return f"{said} Find somebody else for their checks."


def _notes(ws: Workspace) -> Iterator[OpenProblem]:
    inbox = ws.store.count(EvidenceNote, check_id="", prompt_id="")  # the self-assessment has no check
    if inbox:
        sentence = f"{count_of(inbox, 'note')} in the inbox: not part of any check yet. Sort the inbox."
        yield _warns("inbox", sentence, "ours: order", "")
