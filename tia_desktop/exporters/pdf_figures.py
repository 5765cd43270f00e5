"""The PDF's part on figures: each with its drawing and its words. None of them proves anything (para 66)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import KeepTogether, Spacer

from tia_desktop.charts.figure_bands import figure_bands
from tia_desktop.domain.text import one_line
from tia_desktop.exporters.pdf_body import tables
from tia_desktop.exporters.pdf_document import WIDTH, Heading
from tia_desktop.exporters.pdf_text import escape, paragraph
from tia_desktop.services.figure_comparison import ComparedFigure
from tia_desktop.services.figure_words import NEVER_PROOF, better_words, figure_words, words
from tia_desktop.services.report_parts import InspectionReport

_DRAWN = 380.0


def indicators(report: InspectionReport) -> Iterator[list[Any]]:
    """Each figure beside what it is compared with, then those that stand alone, a batch at a time."""
    if not report.indicators:
        return
    beside = _beside(report)
    intro = (
        "The dot is this landlord. Green is the best quarter; the box holds the middle half of the landlords "
        f"it is compared with, with their median. {NEVER_PROOF}"
    )
    lead = [Heading("Performance indicators", "h1", level=0, key="indicators"), paragraph(intro)]
    for found in report.indicators:
        if found.is_drawable:
            yield [KeepTogether([*lead, *_drawn(found, beside.get(found.figure.id, ""))])]
            lead = []
    alone = [_row(f, beside.get(f.figure.id, "")) for f in report.indicators if not f.is_drawable]
    if alone:
        title = paragraph("Figures with nothing to draw them beside", "h2")
        title.keepWithNext = 1
        head = ("Indicator", "Value", "Period and source", "What there is to say")
        yield [*lead, title, *tables(head, alone, (164, 72, 118, WIDTH - 354))]


def _beside(report: InspectionReport) -> dict[str, str]:
    """Figure -> the findings it stands beside."""
    found: dict[str, list[str]] = {}
    for finding in report.findings:
        for figure in finding.figures:
            found.setdefault(figure.compared.figure.id, []).append(finding.label or "a finding")
    return {figure: f"Beside {', '.join(labels)}." for figure, labels in found.items()}


def _drawn(found: ComparedFigure, beside: str) -> Iterator[Any]:
    yield paragraph(f"<b>{escape(one_line(found.name, 200))}</b>")
    yield figure_bands(found, width=_DRAWN)
    said = [line for line in words(found) if line != NEVER_PROOF]  # said once, above
    yield paragraph(escape(" ".join([*said, beside]).strip()))
    yield paragraph(escape(_source(found)), "small")
    yield Spacer(1, 8)


def _row(found: ComparedFigure, beside: str) -> tuple[str, str, str, str]:
    better = better_words(found.spec.better)
    said = [line for line in words(found) if line != NEVER_PROOF]
    return (
        one_line(found.name, 160) + (f" ({better})" if better else ""),
        figure_words(found.figure.value, found.spec.unit),
        _source(found),
        " ".join([*said, beside]).strip(),
    )


def _source(found: ComparedFigure) -> str:
    return f"{one_line(found.figure.period, 60)}. {one_line(found.figure.source, 240)}"
