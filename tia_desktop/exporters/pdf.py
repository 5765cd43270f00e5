"""The report as PDF: judgements, findings, coverage, what was counted, indicators, problems, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tia_desktop.domain.text import one_line
from tia_desktop.services.ports import Progress
from tia_desktop.services.report_parts import InspectionReport

_BATCH = 40  # notes


def write(report: InspectionReport, path: Path, progress: Progress) -> None:
    """Write the report as PDF.

    Args:
        report: the frozen report.
        path: where to write.
        progress: called with (findings and notes done, all of them); raise from it to cancel.
    """
    from tia_desktop.charts.style import register_fonts
    from tia_desktop.exporters.pdf_document import Report

    register_fonts()
    landlord = one_line(report.inspection.landlord, 80)
    mark = " · Sample" if report.inspection.is_sample else ""
    document = Report(
        path,
        title=f"Findings and judgements: {landlord}",
        subject=f"{report.pack_id} {report.pack_version}, record {report.chain_head}",
        header=f"{one_line(landlord, 60)}{mark}",
        footer=f"{report.program} · record {report.chain_head[:16]}",
    )
    document.build_batches(_batches(report, progress))


def _batches(report: InspectionReport, progress: Progress) -> Iterator[list[Any]]:
    """Give the story a batch at a time. A heading is never the last of its batch without its first text."""
    from tia_desktop.exporters import (
        pdf_body,
        pdf_figures,
        pdf_findings,
        pdf_front,
        pdf_judgements,
        pdf_numbers,
    )

    total = sum(len(q.findings) for j in report.judgements for q in j.questions) + len(report.notes)
    done = 0
    progress(0, total)
    for part in (pdf_front.cover, pdf_front.contents, pdf_judgements.judgements):
        yield list(part(report))
    for judgement in report.judgements:
        yield from pdf_findings.findings(report, judgement)
        done += sum(len(q.findings) for q in judgement.questions)
        progress(done, total)
    yield list(pdf_body.coverage(report))
    yield from pdf_numbers.numbers(report)
    yield from pdf_figures.indicators(report)
    yield from pdf_body.problems(report)
    heading = pdf_body.evidence_heading()
    for start in range(0, max(1, len(report.notes)), _BATCH):
        some = report.notes[start : start + _BATCH]
        yield [*heading, *(flowable for own in some for flowable in pdf_body.note(own))]
        heading = []
        progress(done + start + len(some), total)
