"""Closing a gap in the coverage: a planned check that brings what is missing."""

from __future__ import annotations

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import CheckArea, CheckTarget, RealityCheck
from tia_desktop.services.coverage import coverage
from tia_desktop.services.plan import add_check
from tia_desktop.services.workspace import Workspace


def plan_for_gap(ws: Workspace, template_id: str, question_id: str) -> str:
    """Open a planned check that would close a gap in the coverage, and return its id.

    Notes that checks of this kind were to bring and did not, though they are done, are asked of the new one:
    so many are wanted as before, and the gap closes when they are there.
    """
    template, question = ws.pack.template(template_id), ws.pack.question(question_id)
    missing = coverage(ws).cells[template.id, question.id].missing
    done = {c.id for c in ws.store.find(RealityCheck, template=template.id) if c.status == "done"}
    moved, edits = 0, list[Edit]()
    for target in ws.store.find(CheckTarget, question_id=question.id):
        if target.check_id in done and moved < missing:
            less = min(target.target, missing - moved)
            edits.append(Edit(CheckTarget, target.id, {"target": target.target - less}))
            moved += less
    return add_check(ws, template.id, template.singular, targets={question.id: max(1, moved)}, also=edits)


def plan_for_area_gap(ws: Workspace, question_id: str, area_id: str) -> str:
    """Open a planned check that would close a gap between a key question and an area; return its id.

    Its kind is one that brings much for the question and is not planned for that area yet, so that a
    finding can rest on more than one kind of check (guidance paras 38-39).
    """
    area, question = ws.pack.area(area_id), ws.pack.question(question_id)
    here = {a.check_id for a in ws.store.find(CheckArea, area_id=area.id)}
    used = {c.template for c in ws.store.find(RealityCheck) if c.id in here}
    best = min(ws.pack.templates, key=lambda t: (t.id in used, -t.targets.get(question.id, 0), t.number))
    title = f"{best.singular}: {area.short}"
    return add_check(ws, best.id, title, targets={question.id: 1}, areas=[area.id])
