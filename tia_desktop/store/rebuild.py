"""Rebuilding the projections from the log, bit for bit."""

from __future__ import annotations

from tia_desktop.domain.record_types import RECORD_TYPES
from tia_desktop.store.engine import Connection, transaction
from tia_desktop.store.log import COLUMNS, to_change
from tia_desktop.store.projection import apply_change


def rebuild(conn: Connection) -> None:
    """Throw all projections away and make them again from the changes, in one transaction.

    Open bursts of typing must be sealed before. Row numbers come out the same, because a record's row
    number is the number of the change that made it.
    """
    with transaction(conn):
        for cls in RECORD_TYPES:
            conn.execute(f"DELETE FROM {cls.KIND}")
        conn.execute("DELETE FROM tombstone")
        live: set[tuple[str, str]] = set()
        rows = conn.execute(f"SELECT n, {COLUMNS} FROM change ORDER BY hlc, chain, pos").fetchall()
        for number, *values in rows:
            change = to_change(tuple(values))
            apply_change(conn, change, number, exists=(key := (change.kind, change.record_id)) in live)
            if change.op == "remove":
                live.discard(key)
            else:
                live.add(key)
