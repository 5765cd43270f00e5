"""Typing bursts: text saved while it is typed, one sealed change in the history.

The text itself is in the projection at once; a row beside it remembers what was there before and a
digest of the burst. Both are written in one transaction, so what was acknowledged is there after a
crash, and the next open seals it. The digest stands in for the chain until then: damage in unsealed
text is noticed and never sealed as if a person had written it.
"""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.changes import canonical, sha256_text
from tia_desktop.domain.errors import DamagedFileError
from tia_desktop.store.engine import Connection
from tia_desktop.store.projection import SHAPES, shape_of

DAMAGED = "What was typed last in this file is damaged. Open the newest backup; keep this file as it is."

_COLUMNS = "record_id, field, kind, before, author, base, digest"
_SAVE = (
    f"INSERT INTO draft ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (record_id, field) DO UPDATE SET author = excluded.author, digest = excluded.digest"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """One open burst in one field of one record. `text` is None when the record is not there."""

    record_id: str
    field: str
    kind: str
    before: str
    author: str
    base: str
    digest: str
    text: str | None

    @property
    def whole(self) -> bool:
        """Whether the text is what was saved, by whom it was saved, over what it was saved."""
        return self.text is not None and self.digest == _digest(
            self.record_id, self.field, self.kind, self.author, self.base, self.text
        )


def _digest(record_id: str, field: str, kind: str, author: str, base: str, text: str) -> str:
    return sha256_text(canonical([record_id, field, kind, author, base]) + text)


def open_drafts(conn: Connection) -> list[Draft]:
    """Return all open bursts, in the order of their records.

    Raises:
        DamagedFileError: a row speaks of a kind of record or a field that does not exist.
    """
    out = []
    for row in conn.execute(f"SELECT {_COLUMNS} FROM draft ORDER BY record_id, field").fetchall():
        shape = SHAPES.get(row[2])
        if shape is None or shape.types.get(row[1]) != "str":
            raise DamagedFileError(DAMAGED)  # and these two names go into SQL
        found = conn.execute(f"SELECT {row[1]} FROM {shape.table} WHERE id = ?", (row[0],)).fetchone()
        values = (*row, found[0] if found else None)
        out.append(Draft(*values))
    return out


def has_drafts(conn: Connection) -> bool:
    """Whether any burst is open."""
    return conn.execute("SELECT 1 FROM draft LIMIT 1").fetchone() is not None


def save(conn: Connection, kind: str, record_id: str, field: str, text: str, author: str) -> bool | None:
    """Write the text of a burst; None when the record is gone, False when the text is there already."""
    table = shape_of(kind).table
    row = conn.execute(f"SELECT {field}, version FROM {table} WHERE id = ?", (record_id,)).fetchone()
    if row is None:
        return None
    before, base = row
    if before == text:
        return False
    conn.execute(f"UPDATE {table} SET {field} = ? WHERE id = ?", (text, record_id))
    digest = _digest(record_id, field, kind, author, base, text)
    conn.execute(_SAVE, (record_id, field, kind, before, author, base, digest))
    return True


def end(conn: Connection, draft: Draft, version: str) -> None:
    """End a burst whose text is now in the history.

    `version` is the record's own from here on; "" when the burst came to nothing, for then another burst
    in the same record may have given it a new one.
    """
    conn.execute("DELETE FROM draft WHERE record_id = ? AND field = ?", (draft.record_id, draft.field))
    if version:
        table = shape_of(draft.kind).table
        conn.execute(f"UPDATE {table} SET version = ? WHERE id = ?", (version, draft.record_id))
