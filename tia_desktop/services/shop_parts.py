"""The part of a check that is about one shop: its questions on courtesy and the rest stand there."""

from __future__ import annotations

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import CheckEntry, RealityCheck, Scalar
from tia_desktop.domain.shop_records import ShopAttempt
from tia_desktop.services import guided
from tia_desktop.services.checklist import add_entry
from tia_desktop.services.workspace import Workspace


def part_of(ws: Workspace, attempt_id: str, title: str) -> str:
    """Return the part of the check (`CheckEntry`) for a shop; make it, called `title`, when there is none.

    "" when this kind of check has no part that is repeated.
    """
    attempt = ws.need(ShopAttempt, attempt_id)
    if attempt.entry_id and ws.store.get(CheckEntry, attempt.entry_id) is not None:
        return attempt.entry_id
    check = ws.need(RealityCheck, attempt.check_id)
    repeat = next((r for r in ws.pack.template(check.template).repeats if not r.groups), None)
    if repeat is None:
        return ""
    made = add_entry(ws, check.id, repeat.id, title)
    values: dict[str, Scalar] = {"entry_id": made}
    ws.store.record([Edit(ShopAttempt, attempt_id, values)], author=ws.author)
    return made


def first_question(ws: Workspace, check: RealityCheck, entry_id: str) -> str:
    """Return what names a part's first question without an answer, else its first one; "" for none."""
    mine = [step for step in guided.steps(ws, check) if step.asked.entry and step.asked.entry.id == entry_id]
    first = next((step for step in mine if not step.done), next(iter(mine), None))
    return first.key if first else ""
