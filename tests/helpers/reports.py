"""The report model of the sample inspection, and ways to spoil it."""

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.case_records import Sample, SampledCase
from tia_desktop.services.releasing import ReleaseState
from tia_desktop.services.report import build
from tia_desktop.services.report_numbers import CountedSample, Libraries, ReportNumbers
from tia_desktop.services.report_parts import (
    InspectionReport,
    ReportFinding,
    ReportJudgement,
    ReportNote,
    ReportQuestion,
)


@cache
def sample_report() -> InspectionReport:
    """Build the sample's report once; it is frozen, so tests may share it."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIA_HOME", folder)
        desk = AppDesk()
        ws = desk.open_sample(Path(folder))
        try:
            return build(ws, Libraries(desk.shop_library(), desk.survey_library()))
        finally:
            ws.store.close()


def with_notes(report: InspectionReport, texts: list[str]) -> InspectionReport:
    """Add a note for each text, in the likeness of the sample's notes."""
    first = len(report.notes)
    more = tuple(
        replace(report.notes[i % first], number=first + 1 + i, id=f"more-{i}", text=text)
        for i, text in enumerate(texts)
    )
    return replace(report, notes=report.notes + more)


def with_words(report: InspectionReport, text: str) -> InspectionReport:
    """Put `text` wherever a person can write something."""
    notes = {n.id: _note(n, text) for n in report.notes}
    return replace(
        report,
        inspection=replace(report.inspection, landlord=text or "x", authority=text),
        judgements=tuple(_judgement(j, notes, text) for j in report.judgements),
        notes=tuple(notes.values()),
        checks=tuple(replace(c, title=text, place=text) for c in report.checks),
        indicators=tuple(
            replace(i, figure=replace(i.figure, period=text or "x", source=text or "x"))
            for i in report.indicators
        ),
        drivers=tuple(replace(d, driver=replace(d.driver, text=text, author=text)) for d in report.drivers),
        numbers=_numbers(report.numbers, text),
    )


def _numbers(counted: ReportNumbers, text: str) -> ReportNumbers:
    return replace(
        counted,
        samples=tuple(_sample(each, text) for each in counted.samples),
        shops=tuple(
            replace(c, result=replace(c.result, scenario=replace(c.result.scenario, title=text)))
            for c in counted.shops
        ),
        surveys=tuple(
            replace(c, check_title=text, survey=replace(c.survey, title=text, method=text, source=text))
            for c in counted.surveys
        ),
    )


def _sample(counted: CountedSample, text: str) -> CountedSample:
    def case(one: SampledCase) -> SampledCase:
        return replace(one, reference=text, reason=text)

    sample: Sample = replace(counted.sample, column=text, seed=text, author=text)
    return replace(
        counted,
        sample=sample,
        check_title=text,
        kept=replace(counted.kept, title=text, source_name=text) if counted.kept else None,
        cases=tuple(case(one) for one in counted.cases),
        replaced=tuple((case(out), case(spare) if spare else None) for out, spare in counted.replaced),
        results=tuple(
            replace(r, question=text, parts=tuple(replace(p, name=text) for p in r.parts))
            for r in counted.results
        ),
    )


def _note(note: ReportNote, text: str) -> ReportNote:
    return replace(note, text=text, place=text, check_title=text, author=text, value=text)


def _judgement(judgement: ReportJudgement, notes: dict[str, ReportNote], text: str) -> ReportJudgement:
    questions = tuple(
        replace(q, findings=tuple(_finding(f, notes, text) for f in q.findings)) for q in judgement.questions
    )
    earlier = tuple(
        replace(past, view=replace(past.view, reason=text, because=text, author=text))
        for past in judgement.earlier
    )
    return replace(judgement, reason=text, author=text, questions=questions, earlier=earlier)


def _finding(finding: ReportFinding, notes: dict[str, ReportNote], text: str) -> ReportFinding:
    evidence = tuple(
        replace(
            e, note=notes[e.note.id], quote=text if e.quote else "", answer=text if e.answer else "",
            answered_by=text,
        )
        for e in finding.evidence
    )  # fmt: skip
    return replace(finding, text=text, author=text, evidence=evidence)


def straddling(report: InspectionReport) -> InspectionReport:
    """Let the first finding answer the last key question of the last judgement as well."""
    first, last = report.judgements[0].questions[0], report.judgements[-1].questions[-1]
    both = replace(first.findings[0], questions=(first.id, last.id))
    return _swap(_swap(report, first, (both, *first.findings[1:])), last, (*last.findings, both))


def without_evidence(report: InspectionReport) -> InspectionReport:
    """Take the evidence away from the first finding."""
    question = report.judgements[0].questions[0]
    bare = replace(question.findings[0], evidence=())
    return _swap(report, question, (bare, *question.findings[1:]))


def _swap(
    report: InspectionReport, question: ReportQuestion, findings: tuple[ReportFinding, ...]
) -> InspectionReport:
    judgements = tuple(
        replace(
            j,
            questions=tuple(replace(q, findings=findings) if q.id == question.id else q for q in j.questions),
        )
        for j in report.judgements
    )
    return replace(report, judgements=judgements)


def empty(report: InspectionReport) -> InspectionReport:
    """An inspection in which nothing happened yet."""
    judgements = tuple(
        replace(
            j, rating="", rating_word="", stars=None, reason="", author="", decided_at="", deciding=(),
            earlier=(),
            questions=tuple(replace(q, findings=()) for q in j.questions),
        )
        for j in report.judgements
    )  # fmt: skip
    return replace(
        report,
        judgements=judgements,
        notes=(),
        checks=(),
        indicators=(),
        numbers=ReportNumbers(),
        problems=(),
        drivers=(),
        release=ReleaseState(None),
    )


def links(report: InspectionReport) -> int:
    """Count the evidence links of a report."""
    return sum(len(f.evidence) for f in report.findings)
