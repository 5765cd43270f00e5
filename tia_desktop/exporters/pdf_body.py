"""The PDF's body: findings by key question, coverage, indicators, open problems and the list of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reportlab.platypus import PageBreak, Spacer, Table

from tia_desktop.charts import style
from tia_desktop.charts.coverage_matrix import Box, Column, coverage_matrix
from tia_desktop.domain.text import one_line
from tia_desktop.exporters.pdf_document import WIDTH, Heading
from tia_desktop.exporters.pdf_text import (
    chunks,
    coloured,
    escape,
    lacks_signs,
    minute_of,
    paragraph,
)
from tia_desktop.services.accepting import LONGEST
from tia_desktop.services.readiness import OpenProblem
from tia_desktop.services.report_parts import (
    InspectionReport,
    ReportNote,
)

_ROWS = 50  # a table's cost grows with the square of its rows


def coverage(report: InspectionReport) -> Iterator[Any]:
    """The coverage matrix and the list of reality checks."""
    yield Heading("What was looked at", "h1", level=0, key="coverage")
    yield paragraph(
        "Notes collected against notes planned, by kind of reality check and key question. The thin line "
        "under a number shows good ratings (green) against weak ones (brown)."
    )
    table = report.coverage
    groups = {q.id: (j.title, q.number) for j in report.judgements for q in j.questions}
    columns = [
        Column(groups[q][0], f"{groups[q][1]}. {report.question_names.get(q, q)}") for q in table.columns
    ]
    rows = [(report.kind_names.get(r, r), [_box(report, r, c) for c in table.columns]) for r in table.rows]
    yield Spacer(1, 4)
    yield coverage_matrix(columns, rows, width=WIDTH)
    yield paragraph("Reality checks", "h2")
    head = ("Kind", "Check", "Place", "Status", "Notes")
    cells = [
        (c.kind, one_line(c.title, 160), one_line(c.place, 160), c.status.capitalize(), f"{c.notes:,}")
        for c in report.checks
    ]
    yield from tables(head, cells, (98, 192, 106, 48, WIDTH - 444))


def _box(report: InspectionReport, row: str, column: str) -> Box:
    cell = report.coverage.cells[row, column]
    return Box(cell.got, cell.target, cell.strengths, cell.weaknesses)


def problems(report: InspectionReport) -> Iterator[list[Any]]:
    """What still stands in the way, blocks first; then what a person accepted, with the reason."""
    yield [Heading("Open problems", "h1", level=0, key="problems")]
    if not report.standing:
        yield [paragraph("Nothing stands in the way any more.")]
    for level, title in (("blocks", "Must be put right"), ("warns", "To weigh")):
        colour = style.BAD if level == "blocks" else style.WEAK
        mine = [p for p in report.standing if p.level == level]
        yield from _listed(title, (_problem(p, coloured("<b>!</b>", colour)) for p in mine))
    yield from _listed("Accepted, with the reason", (_accepted(p) for p in report.accepted))
    yield [PageBreak()]


def _listed(title: str, lines: Iterable[str]) -> Iterator[list[Any]]:
    """A heading with its lines, each a batch of its own: there may be thousands. No lines, no heading."""
    lead = [paragraph(title, "h2")]
    lead[0].keepWithNext = 1
    for line in lines:
        yield [*lead, paragraph(line, "hanging")]
        lead = []


def _problem(problem: OpenProblem, sign: str) -> str:
    source = coloured(f"({escape(problem.source)})", style.MUTED)
    return f"<bullet>{sign}</bullet>{escape(problem.sentence)} {source}"


def _accepted(problem: OpenProblem) -> str:
    who = coloured(f"· {escape(one_line(problem.accepted_by, 80))}", style.MUTED)
    reason = escape(one_line(problem.accepted, LONGEST))
    return f"{_problem(problem, coloured('✓', style.OK))}<br/><b>Accepted because:</b> {reason} {who}"


def evidence_heading() -> list[Any]:
    """The heading of the list of evidence."""
    return [Heading("List of evidence", "h1", level=0, key="evidence")]


def note(own: ReportNote) -> Iterator[Any]:
    """One note: where it comes from, its words, how it is known."""
    where = _joined(
        [own.kind or "Not part of a check yet", own.check_title, own.part, one_line(own.place, 160)]
    )
    number = coloured(f"<b>E{own.number}</b>", style.PRIMARY)
    lines = [
        _small(where),
        *(escape(piece) for piece in chunks(own.text) if piece.strip()),
        _small(_known(own)),
        *(_small(_file(*kept)) for kept in own.attachments),
    ]
    head = f'<bullet>{number}</bullet><a name="E{own.number}"/>'
    if len(lines) <= 3:
        yield paragraph(head + "<br/>".join(lines), "note")
    else:
        yield paragraph(f"{head}{lines[0]}<br/>{lines[1]}", "note")
        yield from (paragraph(line, "note_more") for line in lines[2:])


def _small(markup: str) -> str:
    return f'<font size="9" color="{style.MUTED}">{markup}</font>'


def _known(own: ReportNote) -> str:
    """How a note is known, by whom, when, and what was rated."""
    who = one_line(own.speaker, 80) or own.source_word
    words = [own.how_word, who, own.author, minute_of(own.observed_at)]
    if own.item:
        words.append(f"Checklist: {one_line(own.item, 200)}")
    if own.value:
        words.append(f"Answer: {one_line(own.value, 200)}")
    if own.rating_word:
        words.append(f"Rated:\u00a0{own.rating_word}")
    if own.exact_words:
        words.append("Exact words")
    if own.sensitivity != "none":
        words.append("Holds personal data")
    if lacks_signs(own.text):
        words.append(f"{style.MISSING} = a character that this typeface lacks")
    return _joined(words)


def _file(name: str, media_type: str, sha256: str, caption: str) -> str:
    """A photo or file of a note: what it shows, and what finds it in the inspection and in every export."""
    kind = "Photo" if media_type.startswith("image/") else "File"
    return _joined([f"{kind}: {caption or 'no caption yet'}", one_line(name, 80), f"SHA-256 {sha256[:16]}"])


def _joined(words: Sequence[str]) -> str:
    """Join what is there with dots that never start a line."""
    return "\u00a0· ".join(escape(one_line(w, 200)) for w in words if w)


def tables(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Iterator[Any]:
    """Tables of at most `_ROWS` rows each, with the head repeated."""
    top = [paragraph(escape(word), "cell_head") for word in head]
    for start in range(0, len(rows), _ROWS):
        body = [[paragraph(escape(cell), "cell") for cell in row] for row in rows[start : start + _ROWS]]
        table = Table([top, *body], colWidths=list(widths), repeatRows=1)
        table.setStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("BACKGROUND", (0, 0), (-1, 0), style.ink(style.SHADE)),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, style.ink(style.HAIRLINE)),
                ("LEFTPADDING", (0, 0), (-1, -1), 5),
                ("RIGHTPADDING", (0, 0), (-1, -1), 5),
                ("TOPPADDING", (0, 0), (-1, -1), 4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ]
        )
        yield table
        yield Spacer(1, 10)
