"""History of a record, undo and redo, all from the log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from tia_desktop.domain.changes import Change, Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.record_types import BY_KIND
from tia_desktop.domain.records import Scalar
from tia_desktop.services.history_words import in_words
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened to a record. `fields` maps a field to (before, after)."""

    when: str  # ISO time, UTC
    author: str
    cause: str
    what: str  # made, changed, removed
    fields: dict[str, tuple[Scalar, Scalar]]
    hash: str


def history_of(ws: Workspace, record_id: str) -> list[HistoryEntry]:
    """Return everything that happened to a record, oldest first.

    Raises:
        InputError: nothing ever had this id.
    """
    ws.store.seal()
    changes = ws.store.log.history(record_id)
    if not changes:
        raise InputError(
            f"Nothing with the id “{record_id}” was ever in this inspection. Look up the id and try again."
        )
    return entries_of(changes)


def entries_of(changes: Sequence[Change]) -> list[HistoryEntry]:
    """Return what the changes of one record did, in their order; the first one is the record's first."""
    entries: list[HistoryEntry] = []
    state: dict[str, Scalar] | None = None
    for change in changes:
        values = _values(change)
        if change.op == "remove":
            what, fields, state = "removed", {}, None
        else:
            before = state or {}
            fields = {k: (before.get(k), v) for k, v in values.items()}
            what = "made" if state is None else "changed"
            state = {**(state or defaults_of(change.kind)), **values}
        entries.append(
            HistoryEntry(_when(change.hlc), change.author, change.cause, what, fields, change.hash)
        )
    return entries


def defaults_of(kind: str) -> dict[str, Scalar]:
    """Return what the fields of a kind of record hold when nothing else was said."""
    from dataclasses import MISSING, fields

    return {f.name: f.default for f in fields(BY_KIND[kind]) if f.default is not MISSING}


def _values(change: Change) -> dict[str, Scalar]:
    return json.loads(change.payload) if change.payload else {}


def _when(hlc: str) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(int(hlc[:12], 16) / 1000, UTC).isoformat(timespec="seconds")


def undo(ws: Workspace) -> str:
    """Reverse the last action and return a sentence that says what was undone.

    Raises:
        InputError: there is nothing to undo.
    """
    ws.store.seal()
    number = ws.store.log.last_undoable()
    if not number:
        raise InputError("There is nothing to undo.")
    return "Undone: " + _reverse(ws, number, "undo")


def redo(ws: Workspace) -> str:
    """Bring back what was undone last and return a sentence that says what.

    Raises:
        InputError: there is nothing to redo.
    """
    ws.store.seal()
    number = ws.store.log.last_redoable()
    if not number:
        raise InputError("There is nothing to redo.")
    return "Brought back: " + _reverse(ws, number, "redo")


def _reverse(ws: Workspace, number: int, cause: str) -> str:
    """Record the opposite of an action. Fields that somebody changed since are left as they are."""
    changes = ws.store.log.action(number)
    by_record: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        by_record.setdefault((change.kind, change.record_id), []).append(change)
    edits = [_opposite(ws, group) for group in reversed(by_record.values())]
    if not ws.store.record(edits, author=ws.author, cause=cause, undoes=number):
        raise InputError("The last change cannot be taken back: it was changed again since then.")
    return in_words(changes)


def _opposite(ws: Workspace, group: list[Change]) -> Edit:
    """Return the edit that undoes what one action did to one record."""
    first = group[0]
    cls = BY_KIND[first.kind]
    before = ws.store.log.value_before(first)
    if before is None:
        return Edit(cls, first.record_id, remove=True)
    current = ws.store.get(cls, first.record_id)
    if current is None:
        return Edit(cls, first.record_id, _typed(first.kind, before))
    done: dict[str, Scalar] = {}
    for change in group:
        done.update(_values(change))
    done = _typed(first.kind, done)
    return Edit(
        cls,
        first.record_id,
        {k: v for k, v in _typed(first.kind, before).items() if k in done and getattr(current, k) == done[k]},
    )


def _typed(kind: str, values: dict[str, Scalar]) -> dict[str, Scalar]:
    """Give stored values (yes/no as 0 and 1) their types back."""
    from dataclasses import fields

    bools = {f.name for f in fields(BY_KIND[kind]) if str(f.type) == "bool"}
    return {k: bool(v) if k in bools else v for k, v in values.items()}
