"""The PDF's part on what was counted: samples of cases, mystery shops and surveys, with their drawings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.platypus import KeepTogether, Spacer

from tia_desktop.charts.share_bars import Share, questions_bars, sample_shares, share_bars, shop_shares
from tia_desktop.domain.case_records import CaseList, Sample
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.exporters.pdf_body import tables
from tia_desktop.exporters.pdf_document import WIDTH, Heading
from tia_desktop.exporters.pdf_text import day_of, escape, paragraph
from tia_desktop.services import sample_results, shop_results, survey_results
from tia_desktop.services.report_numbers import CountedSample, CountedShops, CountedSurvey
from tia_desktop.services.report_parts import InspectionReport

_DRAWN = 440.0
_LINES = 24
"""Lines of one drawing: a taller one fits on no page."""
_METHODS = {"simple": "Simple", "systematic": "Systematic", "stratified": "In groups"}
_NOTHING = "No answer counts yet."


def numbers(report: InspectionReport) -> Iterator[list[Any]]:
    """What was counted, a batch at a time: the count first, then how sure it is, then how it came about."""
    if not report.numbers.are_there:
        return
    yield [
        Heading("What was counted", "h1", level=0, key="numbers"),
        paragraph(
            "Each drawing goes from 0 to 100 %. The dot is what was found, the line is where the truth lies "
            "19 times of 20. With few cases the count says more than a percentage."
        ),
    ]
    for sample in report.numbers.samples:
        yield list(_sample(sample))
    for shops in report.numbers.shops:
        yield list(_shops(shops))
    for survey in report.numbers.surveys:
        yield list(_survey(survey))


def _sample(counted: CountedSample) -> Iterator[Any]:
    """One draw: its record, and each question with its drawing."""
    head = paragraph(escape(f"Sample of cases: {one_line(counted.check_title, 160)}"), "h2")
    head.keepWithNext = 1
    yield head
    yield from tables(("How it was drawn", ""), _record(counted.sample, counted.kept), (96, WIDTH - 96))
    for out, spare in counted.replaced:
        by = f"Case {one_line(spare.reference, 80)}" if spare else "No case"
        words = (
            f"{by} was looked at in the place of {one_line(out.reference, 80)}: {one_line(out.reason, 300)}"
        )
        yield paragraph(escape(words))
    if not counted.results:
        yield paragraph(_NOTHING)
    for found in counted.results:
        first, *rest = sample_results.words(found)
        yield KeepTogether(_drawn(first, _bars(sample_shares(found)), rest))


def _record(sample: Sample, kept: CaseList | None) -> list[tuple[str, str]]:
    title = f"{one_line(kept.title, 120)} ({one_line(kept.source_name, 120)})" if kept else "Taken away"
    rows = [
        ("List", f"{title}, {count_of(sample.size, 'case')}"),
        (
            "Drawn",
            f"{count_of(sample.wanted, 'case')}, {day_of(sample.drawn_at)}, {one_line(sample.author, 80)}",
        ),
        ("How", _METHODS.get(sample.method, sample.method)),
    ]
    if sample.column:
        rows.append(("Groups", f"{one_line(sample.column, 120)} ({sample.allocation})"))
    return [*rows, ("Seed", one_line(sample.seed, 200)), ("SHA-256 of the list", sample.content_sha256)]


def _shops(counted: CountedShops) -> Iterator[Any]:
    """The shops of one story."""
    found = counted.result
    first, *rest = shop_results.lines(found)
    head = paragraph(escape(f"Mystery shopping: {one_line(found.scenario.title, 160)}"), "h2")
    yield KeepTogether([head, *_drawn(first, _bars(shop_shares(found)), rest)])


def _survey(counted: CountedSurvey) -> Iterator[Any]:
    """A survey: who was asked, one drawing of all questions, and what there is to say of each."""
    survey = counted.survey
    head = paragraph(escape(f"Survey: {one_line(survey.title, 160)}"), "h2")
    asked = " ".join(one_line(t, 300) for t in (f"{survey.source}, {survey.period}.", survey.method) if t)
    about = [head, paragraph(escape(asked))]
    if counted.problem:
        about.append(paragraph(escape(counted.problem)))
    found = [each for each in counted.results if each.total]
    bars = [questions_bars(found[k : k + _LINES], width=WIDTH) for k in range(0, len(found), _LINES)]
    yield KeepTogether([*about, *bars[:1], Spacer(1, 8)])
    yield from bars[1:]
    for each in counted.results:
        first, *rest = survey_results.words(each)
        yield KeepTogether(_drawn(first, [], rest))


def _bars(shares: Sequence[Share]) -> list[Any]:
    return [share_bars(shares[k : k + _LINES], width=_DRAWN) for k in range(0, len(shares), _LINES)]


def _drawn(first: str, bars: Sequence[Any], rest: Sequence[str]) -> list[Any]:
    """A sentence, the drawings below it, and what else there is to say."""
    return [
        paragraph(f"<b>{escape(first)}</b>"),
        *bars,
        *(paragraph(escape(line)) for line in rest),
        Spacer(1, 8),
    ]
