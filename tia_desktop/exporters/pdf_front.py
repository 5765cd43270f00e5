"""The PDF's first pages: cover, contents, how to read it, and the two judgements with their grid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import PageBreak, Spacer, Table

from tia_desktop.charts import style
from tia_desktop.charts.judgement_grid import stars_of
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.exporters.pdf_document import WIDTH, ContentsLine, next_plain
from tia_desktop.exporters.pdf_text import coloured, day_of, escape, paragraph
from tia_desktop.services.report_parts import InspectionReport, ReportFinding

SCOPES = {
    "full": "Full inspection",
    "indicative": "Indicative inspection",
    "re-inspection": "Re-inspection",
}

_HOW_TO_READ = (
    (
        "Each finding names the evidence behind it, such as E12. The list of evidence at the end has the "
        "words that were written at the time, with the place, the day and how they are known."
    ),
    "People chose the judgements and say why. Nothing here was added up or averaged.",
    (
        f"The sign {style.MISSING} stands for a character that the typeface of this report cannot show. "
        "The JSON and CSV exports have the exact words."
    ),
)


def cover(report: InspectionReport) -> Iterator[Any]:
    """The landlord, the judgements in brief, and what this report was made from."""
    own = report.inspection
    yield next_plain()
    yield Spacer(1, 84)
    yield paragraph(escape(SCOPES.get(own.scope, own.scope)), "kicker")
    yield paragraph(escape(one_line(own.landlord, 160)), "title")
    yield paragraph("Findings and judgements", "subtitle")
    if own.is_sample:
        yield _sample_mark()
    yield _cards(report)
    yield Spacer(1, 26)
    yield _facts(report)
    yield PageBreak()


def _sample_mark() -> Any:
    words = paragraph(
        coloured("<b>Sample.</b> This landlord and everybody in this report are invented.", style.WEAK)
    )
    table = Table([[words]], colWidths=[WIDTH], spaceAfter=22)
    table.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), style.ink(style.WEAK_TINT)),
            ("LEFTPADDING", (0, 0), (-1, -1), 12),
            ("TOPPADDING", (0, 0), (-1, -1), 7),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("ROUNDEDCORNERS", [5, 5, 5, 5]),
        ]
    )
    return table


def _cards(report: InspectionReport) -> Any:
    """The judgements side by side, large."""
    cells = []
    for judgement in report.judgements:
        word = judgement.rating_word or "Not judged yet"
        colour = style.PRIMARY if judgement.rating else style.MUTED
        stars = stars_of(judgement.stars) if judgement.rating else ""
        big = coloured(escape(word), colour) + (f"  {coloured(escape(stars), colour)}" if stars else "")
        cells.append([paragraph(escape(judgement.title), "card"), paragraph(big, "card_big")])
    table = Table([cells], colWidths=[WIDTH / len(cells)] * len(cells))
    table.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), style.ink(style.PRIMARY_TINT)),
            ("LINEAFTER", (0, 0), (-2, -1), 4, style.ink(style.PAPER)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 14),
            ("TOPPADDING", (0, 0), (-1, -1), 12),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 14),
        ]
    )
    return table


def _facts(report: InspectionReport) -> Any:
    own, findings = report.inspection, report.findings
    strengths = sum(f.polarity == "strength" for f in findings)
    blocks = sum(p.level == "blocks" for p in report.standing)
    weaknesses = count_of(len(findings) - strengths, "weakness", "weaknesses")
    checks = count_of(len(report.checks), "reality check")
    weigh, accepted = len(report.standing) - blocks, len(report.accepted)
    rows = [
        ("Authority", own.authority),
        ("Type of authority", report.authority_type),
        ("Homes managed", f"{own.homes:,}" if own.homes is not None else ""),
        ("Inspection begun", day_of(own.created_at)),
        ("Judged", ", ".join(dict.fromkeys(day_of(j.decided_at) for j in report.judgements if j.rating))),
        ("Framework", f"{report.pack_title} ({report.pack_id}, version {report.pack_version})"),
        ("Findings", f"{count_of(strengths, 'strength')}, {weaknesses}"),
        ("Evidence", f"{count_of(len(report.notes), 'note')} from {checks}"),
        ("Open problems", f"{blocks:,} to put right, {weigh:,} to weigh, {accepted:,} accepted"),
        ("Released", _released(report)),
        ("Made with", report.program),
        ("Record", f"{count_of(report.changes, 'change')}. Fingerprint:\n{spaced(report.chain_head)}"),
    ]  # fmt: skip
    cells = [
        [paragraph(coloured(name, style.MUTED), "cell"), paragraph(escape(words[:400]), "cell")]
        for name, words in rows
        if words
    ]
    table = Table(cells, colWidths=[112, WIDTH - 112])
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, style.ink(style.HAIRLINE)),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ]
    )
    return table


def _released(report: InspectionReport) -> str:
    made = report.release.last
    if made is None:
        return ""
    changed = ". Changed since" if report.release.changed else ""
    return f"To moderation, {day_of(made.released_at)}, {one_line(made.author, 80)}{changed}"


def spaced(digest: str) -> str:
    """Show a hash in groups of eight, so that people can compare it."""
    return " ".join(digest[i : i + 8] for i in range(0, len(digest), 8))


def contents(report: InspectionReport) -> Iterator[Any]:
    """The list of contents, and how to read the report."""
    yield paragraph("Contents", "h1")
    yield ContentsLine("The judgements", "judgements", level=0)
    for judgement in report.judgements:
        yield ContentsLine(judgement.title, judgement.id, level=0)
        for question in judgement.questions:
            yield ContentsLine(f"{question.number}. {question.title}", question.id, level=1)
    yield ContentsLine("What was looked at", "coverage", level=0)
    if report.numbers.are_there:
        yield ContentsLine("What was counted", "numbers", level=0)
    if report.indicators:
        yield ContentsLine("Performance indicators", "indicators", level=0)
    yield ContentsLine("Open problems", "problems", level=0)
    yield ContentsLine("List of evidence", "evidence", level=0)
    yield paragraph("How to read this report", "h2")
    yield from (paragraph(sentence) for sentence in _HOW_TO_READ)
    yield PageBreak()


def sign_of(finding: ReportFinding) -> str:
    """Return the coloured sign of a strength or a weakness."""
    return (
        coloured("<b>+</b>", style.GOOD)
        if finding.polarity == "strength"
        else coloured("<b>–</b>", style.WEAK)
    )


def named_finding(finding: ReportFinding) -> str:
    """Return markup for a finding on one line, with its sign."""
    name = f"{coloured(finding.label, style.MUTED)} " if finding.label else ""
    return f"{sign_of(finding)}  {name}{escape(one_line(finding.text, 400))}"
