"""Findings as CSV: one row for each evidence link, for spreadsheets.

- A link is one row, also when its finding answers two key questions: these stand in one cell, joined by "; ".
  So the number of rows is the number of links. A finding without evidence has no row; the JSON and
  the PDF hold it, and readiness names it.
- UTF-8 with a byte order mark, because spreadsheets take a file without one for an old code page; RFC 4180
  quoting and CRLF.
- No cell is ever a formula (fault 44): see `inert`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from tia_desktop.services.figure_words import figure_words
from tia_desktop.services.ports import Progress
from tia_desktop.services.report_parts import InspectionReport, ReportEvidence, ReportFigure, ReportFinding

COLUMNS = (
    "judgement",
    "key_question",
    "key_question_title",
    "finding_id",
    "polarity",
    "status",
    "finding",
    "stance",
    "note_id",
    "note_number",
    "check_kind",
    "check_title",
    "source",
    "how",
    "place",
    "observed_at",
    "author",
    "rating",
    "rating_scheme",
    "text",
    "part",
    "speaker",
    "files",
    "finding_number",
    "weight",
    "sub_question",
    "prompts",
    "figures",
    "passage",
    "photo",
    "answer",
    "answered_by",
)

# What a spreadsheet takes for a formula, also in its full-width forms, behind any apostrophes.
_LIVE = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def inert(cell: str) -> str:
    """Return a cell that a spreadsheet shows as text: an apostrophe goes in front of what looks live."""
    return f"'{cell}" if _LIVE.match(cell) else cell


def original(cell: str) -> str:
    """Return the cell that `inert` was given: its exact reverse, for programs that read the CSV."""
    return cell[1:] if cell.startswith("'") and _LIVE.match(cell) else cell


def write(report: InspectionReport, path: Path, progress: Progress) -> None:
    """Write one row for each evidence link.

    Args:
        report: the frozen report.
        path: where to write.
        progress: called with (findings done, all findings); raise from it to cancel.
    """
    findings = report.findings
    titles = {q.id: (j.id, q.title) for j in report.judgements for q in j.questions}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow(COLUMNS)
        for done, finding in enumerate(findings, 1):
            out.writerows(_rows(finding, titles))
            progress(done, len(findings))


def _rows(finding: ReportFinding, titles: dict[str, tuple[str, str]]) -> Iterator[list[str]]:
    places = [titles[q] for q in finding.questions]
    shared = [
        "; ".join(dict.fromkeys(judgement for judgement, _ in places)),
        "; ".join(finding.questions),
        "; ".join(title for _, title in places),
        finding.id,
        finding.polarity,
        finding.status,
        finding.text,
    ]
    about = _about(finding)
    for evidence in finding.evidence:
        yield [inert(cell) for cell in (*shared, *_note(evidence), *about, *_link(evidence))]


def _about(finding: ReportFinding) -> tuple[str, ...]:
    """What is said of the finding besides: the same in each of its rows."""
    part = finding.sub_question
    return (
        finding.label,
        finding.weight,
        f"{part.id} {part.title}" if part else "",
        "; ".join(prompt.text for prompt in finding.prompts),
        "; ".join(_figure(figure) for figure in finding.figures),
    )


def _figure(beside: ReportFigure) -> str:
    found = beside.compared
    value = figure_words(found.figure.value, found.spec.unit)
    return f"{found.spec.code} {value}, {found.figure.period} ({beside.stance})"


def _link(evidence: ReportEvidence) -> tuple[str, ...]:
    """The very words and the very photo, and what was said to a contradiction."""
    photo = f"{evidence.file[0]} (SHA-256 {evidence.file[2][:16]})" if evidence.file else ""
    return (evidence.quote, photo, evidence.answer, evidence.answered_by)


def _note(evidence: ReportEvidence) -> tuple[str, ...]:
    note = evidence.note
    return (
        evidence.stance,
        note.id,
        str(note.number),
        note.kind,
        note.check_title,
        note.source_word,
        note.how_word,
        note.place,
        note.observed_at,
        note.author,
        note.rating_word,
        note.scheme,
        note.text,
        note.part,
        note.speaker,
        "; ".join(f"{name} (SHA-256 {sha256[:16]})" for name, _type, sha256, _caption in note.attachments),
    )
