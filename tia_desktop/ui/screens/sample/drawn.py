"""What was drawn, in words: everything that a stranger needs to draw the same cases. No Qt."""

from __future__ import annotations

from tia_desktop.domain.case_records import CaseList, Sample
from tia_desktop.domain.text import one_line
from tia_desktop.services import sampling
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.days import moment
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.sample.draw_presenter import ALLOCATIONS, METHODS, looked_at
from tia_desktop.ui.screens.sample.model import cases_words


def record(ws: Workspace, sample: Sample) -> list[tuple[str, str]]:
    """The record of a draw: (name, value)."""
    kept = ws.store.get(CaseList, sample.list_id)
    title = kept.title if kept else tr("a list that is not there any more")
    rows = [
        (tr("Drawn"), _drawn_words(sample)),
        (tr("From the list"), f"“{one_line(title, 80)}”"),
        (tr("How"), next((tr(words) for key, words, _ in METHODS if key == sample.method), sample.method)),
    ]
    if sample.column:
        share = next((tr(w) for key, w in ALLOCATIONS if key == sample.allocation), sample.allocation)
        rows.append((tr("Groups"), f"{sample.column} ({share})"))
    rows += [
        (tr("Reserves"), f"{sample.reserves}"),
        (tr("Seed"), sample.seed),
        (tr("Hash of the list"), sample.content_sha256),
    ]
    return rows


def parts(ws: Workspace, sample: Sample) -> list[tuple[str, str, str]]:
    """The groups of a draw: (name, cases, drawn); none for a draw from the whole list."""
    if not sample.column:
        return []
    found = sampling.strata_of(ws, sample.id)
    return [(p.name or tr("(empty)"), f"{p.size:,}", f"{p.wanted:,}") for p in found]


def record_text(ws: Workspace, sample: Sample) -> str:
    """The same to copy, with the groups."""
    lines = [f"{name}: {value}" for name, value in record(ws, sample)]
    return "\n".join([*lines, *(f"{name}: {draws} / {size}" for name, size, draws in parts(ws, sample))])


def draw_anew_words(ws: Workspace, sample: Sample) -> str:
    """What to think of before drawing anew; "" when no case was looked at."""
    looked = looked_at(ws, sample)
    if not looked:
        return ""
    cases = ntr("{n} case was looked at or replaced", "{n} cases were looked at or replaced", looked)
    rest = tr("Their answers stay, and the new draw stands beside this one.")
    why = tr("Drawing until one likes the cases is no fair sample. Is there a good reason?")
    return f"{cases}. {rest} {why}"


def _drawn_words(sample: Sample) -> str:
    words = tr("{cases} of {size:,}, on {day}, by {who}")
    day = moment(sample.drawn_at[:10])
    return words.format(cases=cases_words(sample.wanted), size=sample.size, day=day, who=sample.author)
