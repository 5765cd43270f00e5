"""The cases of a sample: which ones to look at, where, what stands in for one that cannot be looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from tia_desktop.domain.case_records import FIRST, OPEN, REPLACED, TESTED, CaseList, Sample, SampledCase
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.checklist_parts import CheckTemplate, Repeat
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import CheckEntry, CheckField, EvidenceNote, RealityCheck, Scalar, link_id
from tia_desktop.domain.text import one_line
from tia_desktop.services import guided, history
from tia_desktop.services.capture import NoteDraft, add_note
from tia_desktop.services.case_lists import date_columns
from tia_desktop.services.sampling import cells_of, samples_of, strata_of
from tia_desktop.services.workspace import Workspace

CASE = "case"
"""Repetition of the cases of a check whose kind has none."""


def is_case_sampling(template: CheckTemplate) -> bool:
    """Whether a kind of check looks at cases one after the other: the repetition of its questions says so."""
    return any(repeat.id in (CASE, f"{CASE}s") for repeat in template.repeats)


def cases_of(ws: Workspace, sample_id: str) -> list[SampledCase]:
    """Return the cases to look at, in the order of the strata and the draw: drawn ones and stand-ins."""
    return [c for c in _ordered(ws, sample_id) if c.status != REPLACED and (not c.is_reserve or c.replaces)]


def _ordered(ws: Workspace, sample_id: str) -> list[SampledCase]:
    places = {part.name: part.place for part in strata_of(ws, sample_id)}
    every = ws.store.find(SampledCase, sample_id=sample_id)
    return sorted(every, key=lambda case: (places.get(case.stratum, 0), case.place))


def reserves_of(ws: Workspace, sample_id: str, stratum: str) -> list[SampledCase]:
    """Return the reserves of a stratum that stand in for nothing yet, the next one first."""
    every = _ordered(ws, sample_id)
    return [c for c in every if c.is_reserve and not c.replaces and c.status == OPEN and c.stratum == stratum]


def days_of(ws: Workspace, case: SampledCase) -> list[tuple[str, str, int]]:
    """Return (column, next column, days between them) for the dates that a case has, in the list's order."""
    kept = ws.need(CaseList, ws.need(Sample, case.sample_id).list_id)
    cells = cells_of(case)
    told = [(name, day) for name in date_columns(kept) if (day := _day(cells.get(name, "")))]
    return [(a, b, (later - day).days) for (a, day), (b, later) in pairwise(told)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def replace_case(ws: Workspace, case_id: str, reason: str, *, origin: str = "") -> str:
    """Put the next reserve of its stratum in the place of a case, and return the reserve's id.

    Raises:
        InputError: no reason, no reserve left, or the case is out already.
    """
    case = ws.need(SampledCase, case_id)
    if not reason.strip():
        raise InputError("Say why this case cannot be looked at, such as “the file is with the court”.")
    if case.status == REPLACED or (case.is_reserve and not case.replaces):
        raise InputError(f"“{one_line(case.reference, 60)}” is not one of the cases to look at.")
    if case.status == TESTED:
        raise InputError(
            f"“{one_line(case.reference, 60)}” was looked at already, so it stays in the sample."
        )
    waiting = reserves_of(ws, case.sample_id, case.stratum)
    if not waiting:
        group = f" in the group “{one_line(case.stratum, 60)}”" if case.stratum else ""
        raise InputError(
            f"No reserve is left{group}. Leave the case open: the result then says one case less."
        )
    edits = [
        Edit(SampledCase, case.id, {"status": REPLACED, "reason": reason.strip()}),
        Edit(SampledCase, waiting[0].id, {"replaces": case.id}),
    ]
    ws.store.record(edits, author=ws.author, origin=origin)
    return waiting[0].id


def look_at(ws: Workspace, case_id: str, *, origin: str = "") -> str:
    """Make the place in its check where a case is looked at, once, and return its entry id.

    The first case of a repetition has no entry (`FIRST`): the check's own questions are about it, and a field
    names it.
    """
    case = ws.need(SampledCase, case_id)
    if case.status == REPLACED or (case.is_reserve and not case.replaces):
        raise InputError(f"“{one_line(case.reference, 60)}” is not one of the cases to look at.")
    if case.entry_id:
        return case.entry_id
    check = ws.need(RealityCheck, ws.need(Sample, case.sample_id).check_id)
    repeats = ws.pack.template(check.template).repeats
    repeat = repeats[0] if repeats else None
    entry, edits = _first(ws, check, repeat, case) or _entry(ws, check, repeat, case)
    edits.append(Edit(SampledCase, case.id, {"entry_id": entry}))
    edits += guided.begin_edits(ws, check)
    ws.store.record(edits, author=ws.author, origin=origin)
    return entry


def _first(
    ws: Workspace, check: RealityCheck, repeat: Repeat | None, case: SampledCase
) -> tuple[str, list[Edit]] | None:
    """Take the place that every repetition begins with, when nobody has used it."""
    if repeat is None or not repeat.groups or not repeat.first:
        return None
    field_id = link_id(check.id, repeat.first)
    named = ws.store.get(CheckField, field_id)
    answered = any(
        note.item_id and not note.entry_id for note in ws.store.find(EvidenceNote, check_id=check.id)
    )
    if answered or (named and named.value) or _takes_first(ws, check.id):
        return None
    values: dict[str, Scalar] = {"check_id": check.id, "field_id": repeat.first, "value": case.reference}
    return FIRST, [Edit(CheckField, field_id, values)]


def _takes_first(ws: Workspace, check_id: str) -> bool:
    mine = {sample.id for sample in samples_of(ws, check_id)}
    return any(case.sample_id in mine for case in ws.store.find(SampledCase, entry_id=FIRST))


def _entry(
    ws: Workspace, check: RealityCheck, repeat: Repeat | None, case: SampledCase
) -> tuple[str, list[Edit]]:
    there = ws.store.find(CheckEntry, check_id=check.id)
    entry_id = ws.store.new_id()
    values: dict[str, Scalar] = {
        "check_id": check.id,
        "repeat_id": repeat.id if repeat else CASE,
        "title": case.reference,
        "place": max((entry.place for entry in there), default=0.0) + 1.0,
    }
    return entry_id, [Edit(CheckEntry, entry_id, values)]


def entry_of(case: SampledCase) -> str:
    """Return the entry that notes on a case have: "" for the first one."""
    return "" if case.entry_id == FIRST else case.entry_id


def case_at(ws: Workspace, check_id: str, entry_id: str) -> SampledCase | None:
    """Return the case that is looked at in an entry of a check, if any (`entry_of` gives the entry)."""
    mine = {sample.id for sample in samples_of(ws, check_id)}
    there = ws.store.find(SampledCase, entry_id=entry_id or FIRST) if mine else []
    return next((case for case in there if case.sample_id in mine), None)


def end_case(ws: Workspace, check_id: str, entry_id: str, *, origin: str = "") -> None:
    """Mark the case of an entry as looked at when all its questions have an answer; else it stays open.

    Args:
        ws: the open inspection.
        check_id: the check.
        entry_id: the entry its notes have, "" for the first one (`entry_of`).
        origin: who writes, so that they are not told.
    """
    case = case_at(ws, check_id, entry_id)
    if case is None or case.status != OPEN:
        return
    asked = [
        step
        for step in guided.steps(ws, ws.need(RealityCheck, check_id))
        if (step.asked.entry.id if step.asked.entry else "") == entry_id
    ]
    if asked and all(step.done for step in asked):
        finish_case(ws, case.id, origin=origin)


def finish_case(ws: Workspace, case_id: str, *, tested: bool = True, origin: str = "") -> None:
    """Mark a case as looked at, or as open again."""
    case = ws.need(SampledCase, case_id)
    if not case.entry_id or case.status == REPLACED:
        raise InputError(f"“{one_line(case.reference, 60)}” was not looked at yet.")
    edit = Edit(SampledCase, case_id, {"status": TESTED if tested else OPEN})
    ws.store.record([edit], author=ws.author, origin=origin)


def add_case_note(ws: Workspace, draft: NoteDraft, name: str) -> str:
    """Keep a note on one case or part of a check, such as the answer to one of its questions; return its id.

    The case is looked at by that, and it is done when all its questions have an answer.

    Args:
        ws: the open inspection.
        draft: the note, with its check.
        name: the reference of a case of the check's newest sample, or the title of a part.

    Raises:
        InputError: the check has no such case, or the question is not asked of it or is answered already.
    """
    if not draft.check_id:
        raise InputError("Say which check the case belongs to.")
    check, before = ws.need(RealityCheck, draft.check_id), ws.store.log.head()
    entry_id = _entry_named(ws, check, name)
    try:
        _test_step(ws, check, entry_id, draft.item_id, one_line(name, 60))
        made = add_note(ws, replace(draft, entry_id=entry_id))
    except InputError:
        if ws.store.log.head() != before:  # nobody has looked at the case by a note that was refused
            history.undo(ws)
        raise
    end_case(ws, check.id, entry_id)
    return made


def _test_step(ws: Workspace, check: RealityCheck, entry_id: str, item_id: str, shown: str) -> None:
    step = _step_of(ws, check, entry_id, item_id) if item_id else None
    if item_id and step is None:
        raise InputError(f"The question “{item_id}” is not asked of “{shown}”.")
    if step is not None and step.done:
        raise InputError(f"“{shown}” has an answer to “{item_id}” already. Correct that note.")


def _entry_named(ws: Workspace, check: RealityCheck, name: str) -> str:
    wanted = " ".join(name.casefold().split())
    for sample in samples_of(ws, check.id)[-1:]:
        for case in cases_of(ws, sample.id):
            if " ".join(case.reference.casefold().split()) == wanted:
                look_at(ws, case.id)
                return entry_of(ws.need(SampledCase, case.id))
    for entry in ws.store.find(CheckEntry, check_id=check.id):
        if " ".join(entry.title.casefold().split()) == wanted:
            return entry.id
    raise InputError(
        f"The check “{one_line(check.title, 60)}” has no case or part “{one_line(name, 60)}”. "
        "A case is named by its reference, a part by its title."
    )


def _step_of(ws: Workspace, check: RealityCheck, entry_id: str, item_id: str) -> guided.Step | None:
    return next(
        (
            step
            for step in guided.steps(ws, ws.need(RealityCheck, check.id))
            if step.item.id == item_id and (step.asked.entry.id if step.asked.entry else "") == entry_id
        ),
        None,
    )
