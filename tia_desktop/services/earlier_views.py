"""What somebody thought before: a judgement that was left stays, with its reasons and why it was left."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tia_desktop.domain.changes import Change, Edit
from tia_desktop.domain.conclude_records import EarlierView
from tia_desktop.domain.records import Finding, Judgement, JudgementFinding, Scalar, link_id
from tia_desktop.services.conclude import label_of
from tia_desktop.services.workspace import Workspace

JUDGED = "judged"
"""The cause of a change with which somebody decides. Typing a reason decides nothing."""


@dataclass(frozen=True, slots=True)
class NamedFinding:
    """A finding that an earlier view named, in its words; `removed` when it is there no more."""

    id: str
    label: str
    text: str
    removed: bool


@dataclass(frozen=True, slots=True)
class PastView:
    """An earlier view and the findings that had decided it."""

    view: EarlierView
    findings: tuple[NamedFinding, ...]


def earlier_views(ws: Workspace, judgement_id: str) -> list[PastView]:
    """Return the views on a judgement that were left, newest first."""
    found = ws.store.find(EarlierView, judgement_id=judgement_id)
    return [
        PastView(view, tuple(_named(ws, each) for each in json.loads(view.findings)))
        for view in reversed(found)
    ]


def keeping_edit(ws: Workspace, made: Judgement, because: str) -> Edit:
    """Return the edit that keeps a judgement as it was decided, before somebody decides otherwise."""
    was, decided = _as_decided(ws, made)
    values: dict[str, Scalar] = {
        "judgement_id": made.id,
        "rating": made.rating,
        "reason": str(was.get("reason", "")),
        "findings": json.dumps(_deciding(ws, made.id, decided)),
        "author": str(was.get("author", "")),
        "decided_at": str(was.get("decided_at", "")),
        "because": because.strip(),
        "left_by": ws.author,
        "left_at": ws.store.now(),
    }
    return Edit(EarlierView, ws.store.new_id(), values)


def _as_decided(ws: Workspace, made: Judgement) -> tuple[dict[str, Any], Change | None]:
    """The judgement when it was last decided, and the change that did it.

    Its reason may have been typed over since, by anybody.
    """
    state: dict[str, Any] = {}
    decided: dict[str, Any] = {"reason": made.reason, "author": made.author, "decided_at": made.decided_at}
    by: Change | None = None
    for change in ws.store.log.history(made.id):
        if change.kind != Judgement.KIND:
            continue
        values = _values(change)
        state = {} if change.op == "remove" else {**state, **values}
        came_back = change.cause in ("undo", "redo") and "decided_at" in values
        decides = change.cause == JUDGED or came_back or "rating" in values
        if decides and state.get("rating") == made.rating:
            decided, by = state, change
    return decided, by


def _deciding(ws: Workspace, judgement_id: str, decided: Change | None) -> list[str]:
    """The findings that decided a judgement then: one that was removed since is among them."""
    then: dict[str, None] = {}
    for change in ws.store.log.linked(JudgementFinding, "judgement_id", judgement_id):
        with_it = decided and (change.chain, change.action) == (decided.chain, decided.action)
        if decided is None or with_it or change.hlc < decided.hlc:
            finding = change.record_id.removeprefix(link_id(judgement_id, ""))
            if change.op == "remove":
                then.pop(finding, None)
            else:
                then[finding] = None
    return list(then)


def _named(ws: Workspace, finding_id: str) -> NamedFinding:
    finding = ws.store.get(Finding, finding_id)
    if finding is not None:
        return NamedFinding(finding_id, label_of(finding), finding.text, removed=False)
    state: dict[str, Any] = {}
    for change in ws.store.log.history(finding_id):
        if change.kind == Finding.KIND:
            state |= _values(change)  # its removal holds nothing: what it said last stays
    was = Finding(id=finding_id, number=int(state.get("number", 0)))
    return NamedFinding(finding_id, label_of(was), str(state.get("text", "")), removed=True)


def _values(change: Change) -> dict[str, Any]:
    return json.loads(change.payload) if change.payload else {}
