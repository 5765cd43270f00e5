"""Typing bursts: text saved while it is typed, one sealed change in the history.

A burst is a row beside the projection. It is written in the same transaction as the projection, so
what was acknowledged is there after a crash, and the next open seals it.
"""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.store.engine import Connection
from tia_desktop.store.projection import shape_of


@dataclass(frozen=True, slots=True)
class Draft:
    """One open burst in one field of one record."""

    record_id: str
    field: str
    kind: str
    before: str
    text: str
    author: str
    base: str


def open_drafts(conn: Connection) -> list[Draft]:
    """Return all open bursts, in the order of their records."""
    rows = conn.execute(
        "SELECT record_id, field, kind, before, text, author, base FROM draft ORDER BY record_id, field"
    )
    return [Draft(*row) for row in rows]


def has_drafts(conn: Connection) -> bool:
    """Whether any burst is open."""
    return conn.execute("SELECT 1 FROM draft LIMIT 1").fetchone() is not None


def save(conn: Connection, kind: str, record_id: str, field: str, text: str, author: str) -> bool:
    """Write the text of a burst into the projection and its draft row; False when the record is gone."""
    table = shape_of(kind).table
    row = conn.execute(f"SELECT {field}, version FROM {table} WHERE id = ?", (record_id,)).fetchone()
    if row is None:
        return False
    conn.execute(f"UPDATE {table} SET {field} = ? WHERE id = ?", (text, record_id))
    conn.execute(
        "INSERT INTO draft (record_id, field, kind, before, text, author, base) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (record_id, field) DO UPDATE SET text = excluded.text, author = excluded.author",
        (record_id, field, kind, row[0], text, author, row[1]),
    )
    return True


def drop(conn: Connection, draft: Draft) -> None:
    """End a burst and put the field back to what it was, so that the change can be recorded as usual."""
    conn.execute("DELETE FROM draft WHERE record_id = ? AND field = ?", (draft.record_id, draft.field))
    table = shape_of(draft.kind).table
    conn.execute(f"UPDATE {table} SET {draft.field} = ? WHERE id = ?", (draft.before, draft.record_id))
