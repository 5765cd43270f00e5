"""The PDF's judgements: the grid, the reasons, what decided them, earlier views, drivers, the release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportlab.platypus import KeepTogether, PageBreak, Spacer

from tia_desktop.charts import style
from tia_desktop.charts.judgement_grid import Axis, judgement_grid
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.exporters.pdf_document import WIDTH, Heading
from tia_desktop.exporters.pdf_front import named_finding, spaced
from tia_desktop.exporters.pdf_text import coloured, day_of, escape, paragraph, text_paragraphs, told
from tia_desktop.services.earlier_views import PastView
from tia_desktop.services.releasing import whole_of
from tia_desktop.services.report_parts import (
    InspectionReport,
    ReportDriver,
    ReportFinding,
    ReportJudgement,
)

_SCOPES = {"service": "tied to the service", "corporate": "corporate"}
_DRIVERS = (("What most helps improvement", False), ("What most hinders it", True))


def judgements(report: InspectionReport) -> Iterator[Any]:
    """The grid, then each judgement with its reason and the findings that decided it."""
    yield Heading("The judgements", "h1", level=0, key="judgements")
    if len(report.judgements) == 2:
        yield Spacer(1, 6)
        yield judgement_grid(*(_axis(j) for j in report.judgements), width=WIDTH)
    by_id = {f.id: f for f in report.findings}
    for judgement in report.judgements:
        yield KeepTogether([paragraph(escape(judgement.title), "h2"), paragraph(_verdict(judgement))])
        yield from text_paragraphs(judgement.reason)
        named = [by_id[i] for i in judgement.deciding if i in by_id]
        if named:
            yield paragraph("The findings that decided it", "h3")
            yield from (paragraph(named_finding(f)) for f in named)
        yield from _earlier(judgement)
    yield from _drivers(report, by_id)
    yield from _release(report)
    yield PageBreak()


def _earlier(judgement: ReportJudgement) -> Iterator[Any]:
    """What was decided before, with its reason and why it was left."""
    if not judgement.earlier:
        return
    title = paragraph("Earlier views", "h3")
    title.keepWithNext = 1
    yield title
    words = {level: word for level, word, _ in judgement.levels}
    for past in judgement.earlier:
        yield from _past(past, words)


def _past(past: PastView, words: Mapping[str, str]) -> Iterator[Any]:
    view = past.view
    head = f"<b>{escape(words.get(view.rating, view.rating))}</b>"
    who = coloured(escape(f"· {one_line(view.author, 80)}, {day_of(view.decided_at)}"), style.MUTED)
    named = ", ".join(f.label or f"“{one_line(f.text, 60)}”" for f in past.findings)
    decided = f"<br/>{coloured(escape(f'Decided by {named}.'), style.MUTED)}" if named else ""
    yield from told(f"{head}  {who}<br/>", view.reason, decided)
    by = coloured(escape(f"· {one_line(view.left_by, 80)}, {day_of(view.left_at)}"), style.MUTED)
    yield from told("Left because: ", view.because or "Nobody said why.", f" {by}")


def _drivers(report: InspectionReport, findings: Mapping[str, ReportFinding]) -> Iterator[Any]:
    """Drivers and barriers, each tied to the service or corporate (Appendix 2, closing section)."""
    for title, barrier in _DRIVERS:
        mine = [d for d in report.drivers if d.driver.is_barrier == barrier]
        if mine:
            lines = [line for each in mine for line in _driver(each, findings)]
            yield KeepTogether([paragraph(title, "h2"), lines[0]])
            yield from lines[1:]


def _driver(shown: ReportDriver, findings: Mapping[str, ReportFinding]) -> list[Any]:
    own, labels = shown.driver, [findings[f].label for f in shown.findings if f in findings]
    about = [_SCOPES.get(own.scope, "nobody said whether service or corporate"), *filter(None, labels)]
    sign = coloured("<b>–</b>", style.WEAK) if own.is_barrier else coloured("<b>+</b>", style.GOOD)
    tied = coloured(escape("(" + ", ".join(about) + ")"), style.MUTED)
    return told(f"<bullet>{sign}</bullet>", own.text, f" {tied}", "hanging")


def _release(report: InspectionReport) -> Iterator[Any]:
    made = report.release.last
    if made is None:
        return
    who = f"{one_line(made.author, 80)} released the judgements to moderation on {day_of(made.released_at)}."
    yield paragraph("Released", "h2")
    yield paragraph(escape(who))
    if report.release.changed:
        parts = ", ".join(report.release.changed).replace("accepted", "accepted warnings")
        yield paragraph(coloured(escape(f"Changed since: {parts}."), style.WEAK))
    yield paragraph(escape(f"Fingerprint of what was released: {spaced(whole_of(made))}"), "small")


def _axis(judgement: ReportJudgement) -> Axis:
    ids = [level_id for level_id, _, _ in judgement.levels]
    chosen = ids.index(judgement.rating) if judgement.rating in ids else None
    return Axis(judgement.title, [(word, stars) for _, word, stars in judgement.levels], chosen)


def _verdict(judgement: ReportJudgement) -> str:
    if not judgement.rating:
        return coloured("Nobody has judged this yet.", style.MUTED)
    stars = f" ({count_of(judgement.stars, 'star')})" if judgement.stars is not None else ""
    by = f"{judgement.author}, {day_of(judgement.decided_at)}"
    return f"<b>{escape(judgement.rating_word)}{stars}</b>  {coloured('· ' + escape(by), style.MUTED)}"
