"""The PDF's findings: what stands behind each, with the very passages, the answers and the figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import PageBreak

from tia_desktop.charts import style
from tia_desktop.domain.rules import Triangulation
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.exporters.pdf_document import Heading
from tia_desktop.exporters.pdf_front import sign_of
from tia_desktop.exporters.pdf_text import chunks, coloured, day_of, escape, paragraph, told
from tia_desktop.services.figure_links import NEVER_ENOUGH
from tia_desktop.services.figure_words import figure_words, in_short
from tia_desktop.services.report_parts import (
    InspectionReport,
    ReportEvidence,
    ReportFigure,
    ReportFinding,
    ReportJudgement,
    ReportQuestion,
)

_REFERENCES = 60  # in one paragraph
_UNDER = "under_finding"
_STANCES = {"supports": "Evidence", "contradicts": "Against it", "context": "Context"}
_FIGURES = {"supports": "supports it", "contradicts": "speaks against it", "context": "for context"}


def findings(report: InspectionReport, judgement: ReportJudgement) -> Iterator[list[Any]]:
    """Each key question of a judgement with its strengths and weaknesses, a batch at a time."""
    yield [Heading(judgement.title, "h1", level=0, key=judgement.id)]
    for question in judgement.questions:
        title = f"{question.number}. {question.title}"
        batch: list[Any] = [Heading(title, "h2", level=1, key=question.id)]
        if not question.findings:
            batch.append(paragraph(coloured("There is no finding yet.", style.MUTED)))
        elif question.strength:
            batch.append(paragraph(coloured(_strength(question.strength), style.MUTED), "small"))
        yield batch
        yield from _polarities(report, question)
    yield [PageBreak()]


def _strength(facts: Triangulation) -> str:
    """What stands behind all findings of a question together: facts, never a score."""
    people = count_of(len(facts.people), "person", "people")
    words = [count_of(facts.supporting, "note"), *_behind(facts), f"written by {people}"]
    if facts.weak_groups:
        words.append(f"{facts.weak_groups:,} from focus groups, which weigh less")
    if facts.contradicting:
        against = count_of(facts.contradicting, "note speaks", "notes speak")
        words.append(f"{against} against, {facts.unanswered:,} not answered")
    return f"Behind the findings: {' · '.join(words)}."


def _polarities(report: InspectionReport, question: ReportQuestion) -> Iterator[list[Any]]:
    for polarity, word in (("strength", "Strengths"), ("weakness", "Weaknesses")):
        lead = [paragraph(word, "h3")]
        lead[0].keepWithNext = 1
        for finding in question.of(polarity):
            yield [*lead, *_finding(report, finding)]
            lead = []


def _finding(report: InspectionReport, finding: ReportFinding) -> Iterator[Any]:
    first, *rest = chunks(finding.text)
    name = f"{coloured(finding.label, style.MUTED)}&nbsp; " if finding.label else ""
    head = paragraph(f"<bullet>{sign_of(finding)}</bullet>{name}{escape(first)}", "finding")
    head.keepWithNext = 1
    yield head
    yield from (paragraph(escape(piece), "finding") for piece in rest)
    yield _small(" · ".join(_facts(report, finding)))
    if finding.prompts:
        asked = "; ".join(one_line(p.text, 160) for p in finding.prompts)
        yield _small(f"Answers: {escape(asked)}")
    if not finding.evidence:
        yield _small(coloured("No evidence is linked.", style.BAD))
    for stance, word in _STANCES.items():
        yield from _evidence(word, stance, [e for e in finding.evidence if e.stance == stance])
    yield from (_figure(figure) for figure in finding.figures)
    if finding.rests_on_figures_alone:
        yield _small(coloured(NEVER_ENOUGH, style.BAD))


def _facts(report: InspectionReport, finding: ReportFinding) -> Iterator[str]:
    """What there is to say of a finding in a few words each."""
    facts = finding.triangulation
    if finding.status == "draft":
        yield coloured("<b>Draft</b>", style.WEAK)
    if finding.sub_question:
        yield escape(f"{finding.sub_question.id} {finding.sub_question.title}")
    if finding.area_id:
        yield escape(report.area_names.get(finding.area_id, finding.area_id))
    if finding.weight:
        yield f"{finding.weight} weight"
    yield from _behind(facts)
    if facts.one_source_only:
        yield coloured("one source only", style.WEAK)
    if facts.only_weak_groups:
        yield coloured("focus groups only", style.WEAK)
    if finding.decides:
        yield "decided " + ("a judgement" if len(finding.decides) == 1 else "both judgements")


def _behind(facts: Triangulation) -> Iterator[str]:
    yield count_of(len(facts.kinds), "kind of check", "kinds of check")
    yield count_of(len(facts.sources), "source group")


def _evidence(word: str, stance: str, links: list[ReportEvidence]) -> Iterator[Any]:
    """The notes of one stance by number, then the very passages and photos, and what answers them."""
    links = sorted(links, key=lambda link: link.note.number)
    heading = coloured(word, style.WEAK) if stance == "contradicts" else word
    for start in range(0, len(links), _REFERENCES):
        shown = ", ".join(_reference(e.note.number) for e in links[start : start + _REFERENCES])
        yield _small(f"{heading}: {shown}" if start == 0 else shown)
    for link in links:
        number = _reference(link.note.number)
        if link.quote:
            yield from told(f"{number}: “", link.quote.strip("“”"), "”", _UNDER)
        if link.file:
            name, _type, _sha256, caption = link.file  # the list of evidence has the rest
            yield _small(f"{number}, photo: {escape(one_line(caption or name, 160))}")
        if link.answer:
            who = f"{one_line(link.answered_by, 80)}, {day_of(link.answered_at)}"
            yield from told(f"{number} is answered: ", link.answer, f" {escape(f'({who})')}", _UNDER)
        elif stance == "contradicts":
            yield _small(f"{number} {coloured('is not answered yet.', style.WEAK)}")


def _figure(figure: ReportFigure) -> Any:
    found = figure.compared
    value = figure_words(found.figure.value, found.spec.unit)
    words = (
        f"{found.spec.code}, {value}, {one_line(found.figure.period, 60)}, {_FIGURES[figure.stance]}. "
        f"{in_short(found)}"
    )
    return _small(f"Figure beside it: {escape(words)}")


def _small(markup: str) -> Any:
    return paragraph(markup, _UNDER)


def _reference(number: int) -> str:
    return f'<a href="#E{number}" color="{style.PRIMARY}">E{number}</a>'
