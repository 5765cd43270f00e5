"""Samples of a case list: how many to look at, the draw, replacements, and drawing again to compare.

The record holds everything that a stranger needs to draw the same cases; `schemas/SAMPLING.md` says how.
"""

from __future__ import annotations

import json
import secrets
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tia_desktop.domain.case_records import (
    OPEN,
    CaseList,
    Sample,
    SampledCase,
    SampleStratum,
)
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import CheckField, RealityCheck, Scalar, link_id
from tia_desktop.domain.sampling import (
    ALLOCATIONS,
    METHODS,
    MOST_STRATA,
    PROPORTIONAL,
    SIMPLE,
    STRATIFIED,
    SYSTEMATIC,
    Drawn,
    draw_simple,
    draw_strata,
    draw_systematic,
    size_for,
    strata,
)
from tia_desktop.domain.text import clean_text, count_of, one_line
from tia_desktop.services.case_lists import columns_of, difference, rows
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.checklist import field_values
from tia_desktop.services.guided import begin_edits
from tia_desktop.services.ports import Progress
from tia_desktop.services.workspace import Workspace

MOST_CASES = 1_000
"""More than anybody looks at in one check."""
MOST_RESERVES = 200
DRAWN_FIELD, BY_LOT = "rc06.drawn", "random"
"""The field of a check that asks how the cases were chosen, and its answer after a draw."""
_STEP = 20_000


@dataclass(frozen=True, slots=True)
class DrawPlan:
    """How to draw.

    Attributes:
        method: simple, systematic or stratified.
        count: cases to draw.
        column: whose values are the strata; only for a stratified draw.
        allocation: proportional or equal, for a stratified draw.
        seed: any words; "" makes one up.
        reserves: cases that stand in for others, for each stratum.
        reference: the column that names a case; "" takes the one of the list.
    """

    count: int
    method: str = SIMPLE
    column: str = ""
    allocation: str = PROPORTIONAL
    seed: str = ""
    reserves: int = 5
    reference: str = ""


def size_words(size: int, points: float) -> str:
    """Say how many cases to look at for a margin, in plain words (normal formula, finite list, 95 %)."""
    count, margin = size_for(size, points), f"{points:g}"
    unit = "point" if points == 1 else "points"
    if count == size:
        return f"Check all {size:,} cases to be within {margin} {unit} either way."
    return f"Check {count:,} of {size:,} cases to be within {margin} {unit} either way, 19 times of 20."


# ---- drawing


def draw_sample(
    ws: Workspace, list_id: str, check_id: str, plan: DrawPlan, progress: Progress | None = None
) -> str:
    """Draw cases for a check, keep the draw as one action, and return its id.

    Raises:
        InputError: the plan does not fit the list; nothing was kept.
    """
    return keep_draw(ws, prepare_draw(ws, list_id, check_id, plan, progress))


def keep_draw(ws: Workspace, edits: list[Edit]) -> str:
    """Keep a draw that was prepared, as one action, and return its id.

    The check has begun by that. Where its kind asks how the cases were chosen, and nobody has said so, the
    draw has: by lot.
    """
    check = ws.need(RealityCheck, str(edits[0].values["check_id"]))
    edits = [*edits, *_chosen_by_lot(ws, check), *begin_edits(ws, check)]
    ws.store.record(edits, author=ws.author)
    return edits[0].record_id


def _chosen_by_lot(ws: Workspace, check: RealityCheck) -> Iterator[Edit]:
    asked = {spec.id for spec in ws.pack.template(check.template).fields}
    if DRAWN_FIELD in asked and not field_values(ws, check.id).get(DRAWN_FIELD):
        values: dict[str, Scalar] = {"check_id": check.id, "field_id": DRAWN_FIELD, "value": BY_LOT}
        yield Edit(CheckField, link_id(check.id, DRAWN_FIELD), values)


def prepare_draw(
    ws: Workspace, list_id: str, check_id: str, plan: DrawPlan, progress: Progress | None = None
) -> list[Edit]:
    """Draw without keeping it: what `keep_draw` writes. A worker does this over a connection of its own."""
    kept, check = ws.need(CaseList, list_id), ws.need(RealityCheck, check_id)
    _test_plan(kept, plan)
    reference = plan.reference or kept.reference
    seed = clean_text(plan.seed.strip()) or secrets.token_hex(8)
    drawn = _drawn(ws, kept, plan, seed, progress)
    by_number = _cells(ws, kept, {n for part in drawn for n in (*part.cases, *part.reserves)})
    sample_id = ws.store.new_id()
    values: dict[str, Scalar] = {
        "check_id": check.id,
        "list_id": kept.id,
        "content_sha256": kept.sha256,
        "method": plan.method,
        "allocation": plan.allocation if plan.method == STRATIFIED else "",
        "seed": seed,
        "column": plan.column,
        "size": kept.row_count,
        "wanted": plan.count,
        "reserves": plan.reserves,
        "drawn_at": ws.store.now(),
        "author": ws.author,
        "reference": reference,
    }
    edits = [Edit(Sample, sample_id, values)]
    for place, part in enumerate(drawn, 1):
        edits.append(_stratum(sample_id, place, part))
        edits += _cases(sample_id, part, by_number, reference)
    return edits


def _test_plan(kept: CaseList, plan: DrawPlan) -> None:
    names = [column.name for column in columns_of(kept)]
    if plan.method not in METHODS:
        raise InputError(f"“{plan.method}” is no way to draw. Choose one of: {', '.join(METHODS)}.")
    if plan.allocation not in ALLOCATIONS:
        raise InputError(
            f"“{plan.allocation}” is no way to share out. Choose one of: {', '.join(ALLOCATIONS)}."
        )
    if plan.count > MOST_CASES:
        raise InputError(f"A check takes at most {MOST_CASES:,} cases. Draw fewer.")
    if not 0 <= plan.reserves <= MOST_RESERVES:
        raise InputError(f"Ask for 0 to {MOST_RESERVES} reserves.")
    if bool(plan.column) != (plan.method == STRATIFIED):
        raise InputError("A stratified draw, and only that, needs the column whose values are the groups.")
    for name in (plan.column, plan.reference):
        if name and name not in names:
            raise InputError(
                f"The list has no column “{one_line(name, 60)}”. It has: {', '.join(names[:12])}."
            )


def _drawn(
    ws: Workspace, kept: CaseList, plan: DrawPlan, seed: str, progress: Progress | None = None
) -> list[Drawn]:
    """Draw by the rules alone: the same list, plan and seed give the same cases."""
    if plan.method == SYSTEMATIC:
        return draw_systematic(seed, kept.row_count, plan.count, plan.reserves)
    if plan.method == SIMPLE:
        return draw_simple(seed, kept.row_count, plan.count, plan.reserves)
    members = _members(ws, kept, plan.column, progress)
    sizes = {name: len(numbers) for name, numbers in members.items()}
    parts = strata(sizes, plan.count, plan.allocation)
    return draw_strata(seed, members, parts, plan.reserves)


def group_sizes(ws: Workspace, list_id: str, column: str, progress: Progress | None = None) -> dict[str, int]:
    """Return group -> its cases in a list, as a stratified draw over that column finds them."""
    kept = ws.need(CaseList, list_id)
    return {name: len(numbers) for name, numbers in _members(ws, kept, column, progress).items()}


def _members(ws: Workspace, kept: CaseList, column: str, progress: Progress | None) -> dict[str, array[int]]:
    """Return stratum -> numbers of its cases."""
    at = [c.name for c in columns_of(kept)].index(column)
    members: dict[str, array[int]] = {}
    for number, cells in enumerate(rows(ws, kept.id), 1):
        if progress and number % _STEP == 0:
            progress(number, kept.row_count)
        name = cells[at]
        if name not in members and len(members) > 50 * MOST_STRATA:
            break  # `strata` refuses so many
        members.setdefault(name, array("q")).append(number)
    return members


def _cells(ws: Workspace, kept: CaseList, numbers: set[int]) -> dict[int, dict[str, str]]:
    """Return number -> column -> cell of some cases."""
    names = [column.name for column in columns_of(kept)]
    found = enumerate(rows(ws, kept.id), 1)
    return {n: dict(zip(names, cells, strict=True)) for n, cells in found if n in numbers}


def _stratum(sample_id: str, place: int, part: Drawn) -> Edit:
    values: dict[str, Scalar] = {
        "sample_id": sample_id,
        "place": place,
        "name": part.stratum.name,
        "size": part.stratum.size,
        "wanted": part.stratum.wanted,
    }
    return Edit(SampleStratum, link_id(sample_id, str(place)), values)


def _cases(
    sample_id: str, part: Drawn, by_number: Mapping[int, Mapping[str, str]], reference: str
) -> Iterator[Edit]:
    for place, number in enumerate((*part.cases, *part.reserves), 1):
        cells = by_number[number]
        values: dict[str, Scalar] = {
            "sample_id": sample_id,
            "number": number,
            "stratum": part.stratum.name,
            "place": place,
            "is_reserve": place > len(part.cases),
            "reference": cells.get(reference) or f"Case {number:,}",
            "cells": json.dumps(cells, ensure_ascii=False),
        }
        yield Edit(SampledCase, link_id(sample_id, str(number)), values)


def remove_sample(ws: Workspace, sample_id: str, *, origin: str = "") -> None:
    """Take a draw away of which no case was looked at or replaced. The history keeps it.

    Raises:
        InputError: work hangs on it: drawing until one likes the cases is no random sample.
    """
    ws.need(Sample, sample_id)
    every = ws.store.find(SampledCase, sample_id=sample_id)
    if any(case.status != OPEN or case.entry_id for case in every):
        raise InputError("Cases of this sample were looked at or replaced, so it stays.")
    edits = [Edit(SampledCase, case.id, remove=True) for case in every]
    edits += [Edit(SampleStratum, s.id, remove=True) for s in strata_of(ws, sample_id)]
    edits.append(Edit(Sample, sample_id, remove=True))
    ws.store.record(edits, author=ws.author, origin=origin)


def samples_of(ws: Workspace, check_id: str) -> list[Sample]:
    """Return the samples of a check, oldest first."""
    return ws.store.find(Sample, check_id=check_id)


def strata_of(ws: Workspace, sample_id: str) -> list[SampleStratum]:
    """Return the strata of a sample in order."""
    return sorted(ws.store.find(SampleStratum, sample_id=sample_id), key=lambda part: part.place)


def cells_of(case: SampledCase) -> dict[str, str]:
    """Return column -> cell of a case, in the order of the list."""
    return dict(json.loads(case.cells))


# ---- drawing again


def verify(
    ws: Workspace, sample_id: str, table: CaseTable | None = None, progress: Progress | None = None
) -> list[str]:
    """Draw again and say what differs from the record, in sentences; [] when everything is the same.

    Args:
        ws: the open inspection.
        sample_id: the sample.
        table: the landlord's list; without it the content that was kept is drawn from.
        progress: called now and then.
    """
    sample = ws.need(Sample, sample_id)
    kept = ws.need(CaseList, sample.list_id)
    if kept.sha256 != sample.content_sha256:
        return ["The sample was drawn from another content than the list has now."]
    if table is not None:
        other = difference(ws, kept.id, table, progress)
        if other:
            return [other]
    plan = DrawPlan(
        sample.wanted, sample.method, sample.column, sample.allocation or PROPORTIONAL, "", sample.reserves
    )
    again = _drawn(ws, kept, plan, sample.seed, progress)
    found = [_parts_differ(ws, sample_id, again), *_cases_differ(ws, kept, sample, again)]
    return [sentence for sentence in found if sentence]


def _parts_differ(ws: Workspace, sample_id: str, again: list[Drawn]) -> str:
    ours = [(part.name, part.size, part.wanted) for part in strata_of(ws, sample_id)]
    theirs = [(clean_text(d.stratum.name), d.stratum.size, d.stratum.wanted) for d in again]
    return "" if ours == theirs else "The groups are not the ones that the list gives."


def _cases_differ(ws: Workspace, kept: CaseList, sample: Sample, again: list[Drawn]) -> Iterator[str]:
    wanted = {
        number: (clean_text(part.stratum.name), place, place > len(part.cases))
        for part in again
        for place, number in enumerate((*part.cases, *part.reserves), 1)
    }
    every = ws.store.find(SampledCase, sample_id=sample.id)
    recorded = {case.number: (case.stratum, case.place, case.is_reserve) for case in every}
    other = sorted(n for n in wanted.keys() | recorded.keys() if wanted.get(n) != recorded.get(n))
    if other:
        listed = ", ".join(f"{n:,}" for n in other[:10])
        yield f"{count_of(len(other), 'case')} of the record would be drawn differently: {listed}."
    cells = _cells(ws, kept, set(recorded))
    changed = sorted(case.number for case in every if _cleaned(cells.get(case.number, {})) != cells_of(case))
    if changed:
        listed = ", ".join(f"{n:,}" for n in changed[:10])
        yield f"{count_of(len(changed), 'case')} of the record says something else than the list: {listed}."


def _cleaned(cells: Mapping[str, str]) -> dict[str, str]:
    return dict(json.loads(clean_text(json.dumps(cells, ensure_ascii=False))))
