"""Projections: the current state of every record, folded from its changes.

A fold over a record's changes in the order of (clock, chain, place) gives the same state on every
laptop. Writing applies one change at a time; `fold` is the same thing from the start, and `verify`
compares the two.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from tia_desktop.domain.changes import Change
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.record_types import RECORD_TYPES
from tia_desktop.domain.records import Record, Scalar
from tia_desktop.domain.text import clean_text
from tia_desktop.store.engine import Connection

Row = dict[str, Any]

_WHOLE, _NUMBER = 2**63 - 1, 1.7e308


class _Shape:
    """What the projection needs to know of one record type, worked out once."""

    def __init__(self, cls: type[Record]) -> None:
        own = [f for f in fields(cls) if f.name not in ("id", "version")]
        self.cls = cls
        self.table = cls.KIND
        self.columns = tuple(f.name for f in own)
        self.defaults: dict[str, Scalar] = {f.name: f.default for f in own if f.default is not MISSING}
        self.types: dict[str, str] = {f.name: str(f.type) for f in own}
        names = ", ".join(self.columns)
        self.select = f"SELECT id, version, {names} FROM {self.table}"
        marks = ", ".join("?" * (len(self.columns) + 3))
        self.insert = f"INSERT INTO {self.table} (ref, id, version, {names}) VALUES ({marks})"

    def build(self, row: tuple[Any, ...]) -> Record:
        """Make a record from (id, version, *columns)."""
        values = dict(zip(self.columns, row[2:], strict=True))
        for name, kind in self.types.items():
            if kind == "bool":
                values[name] = bool(values[name])
        return self.cls(id=row[0], version=row[1], **values)


SHAPES: dict[str, _Shape] = {cls.KIND: _Shape(cls) for cls in RECORD_TYPES}


def shape_of(kind: str) -> _Shape:
    """Return the shape of a record kind."""
    return SHAPES[kind]


def normal(kind: str, values: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """Return values as they are stored: known fields, the right types, text cleaned.

    Raises:
        ValueError: a field the record does not have, or a value of the wrong type (our mistake).
        InputError: a number that no file can hold.
    """
    shape, out = SHAPES[kind], {}
    for name, value in values.items():
        wanted = shape.types.get(name)
        if wanted is None:
            raise ValueError(f"{kind} has no field {name}")
        out[name] = _normal_value(f"{kind}.{name}", wanted, value)
    return out


def _normal_value(place: str, wanted: str, value: Scalar) -> Scalar:
    if value is None and "None" in wanted:
        return None
    if wanted == "str" and isinstance(value, str):
        return clean_text(value)
    if wanted == "bool" and isinstance(value, bool):
        return int(value)
    if wanted.startswith("int") and isinstance(value, int) and not isinstance(value, bool):
        return _in_range(value, _WHOLE)
    if wanted.startswith("float") and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(_in_range(value, _NUMBER))
    raise ValueError(f"{place} takes {wanted}, not {type(value).__name__}")


def _in_range(value: float, limit: float) -> float:
    if not -limit <= value <= limit:  # nor is "not a number" in any range
        raise InputError("This number is too large to be kept. Check it.")
    return value


def default_row(kind: str) -> dict[str, Scalar]:
    """Return a record's fields before anything was set, as stored."""
    shape = SHAPES[kind]
    return {n: int(v) if isinstance(v, bool) else v for n, v in shape.defaults.items()}


def read_row(conn: Connection, kind: str, record_id: str) -> Row | None:
    """Return {"version", fields...} of a live record as stored, or None."""
    shape = SHAPES[kind]
    row = conn.execute(f"{shape.select} WHERE id = ?", (record_id,)).fetchone()
    return None if row is None else dict(zip(("version", *shape.columns), row[1:], strict=True))


def apply_change(conn: Connection, change: Change, ref: int, exists: bool) -> None:
    """Apply one change that follows everything already applied to its record.

    Args:
        conn: open connection inside a transaction.
        change: the change, with its hash.
        ref: row number for a record that is made now: the change's own number, so a rebuild repeats it. A
            record that comes back after it was removed takes its first number again, and with it its place.
        exists: whether the record is live.
    """
    shape = SHAPES[change.kind]
    if change.op == "remove":
        conn.execute(f"DELETE FROM {shape.table} WHERE id = ?", (change.record_id,))
        conn.execute(
            "INSERT OR REPLACE INTO tombstone (kind, record_id, version) VALUES (?, ?, ?)",
            (change.kind, change.record_id, change.hash),
        )
        return
    values = json.loads(change.payload) if change.payload else {}
    if not values.keys() <= shape.types.keys():
        raise ValueError(
            f"a change of {change.kind} sets a field it does not have"
        )  # a name goes into SQL below
    if exists:
        sets = "".join(f", {name} = ?" for name in values)
        conn.execute(
            f"UPDATE {shape.table} SET version = ?{sets} WHERE id = ?",
            (change.hash, *values.values(), change.record_id),
        )
        return
    stone = "DELETE FROM tombstone WHERE kind = ? AND record_id = ?"
    if conn.execute(stone, (change.kind, change.record_id)).rowcount:
        first = "SELECT min(n) FROM change WHERE record_id = ? AND kind = ?"
        ref = conn.execute(first, (change.record_id, change.kind)).fetchone()[0]
    row = {**default_row(change.kind), **values}
    conn.execute(shape.insert, (ref, change.record_id, change.hash, *(row[c] for c in shape.columns)))


def fold(changes: Iterable[Change]) -> Row | None:
    """Return the state that a record's changes give, {"version", fields...}, or None when it is removed.

    Args:
        changes: all changes of one record, ordered by (hlc, chain, pos).
    """
    state: Row | None = None
    for change in changes:
        if change.op == "remove":
            state = None
            continue
        if state is None:
            state = dict(default_row(change.kind))
        if change.payload:
            state.update(json.loads(change.payload))
        state["version"] = change.hash
    return state
