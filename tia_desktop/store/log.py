"""The change log: appending to this device's chain, reading history, finding what undo would reverse."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime

from tia_desktop.domain.changes import GENESIS, Change, canonical, chain_hash, payload_digest, sha256_text
from tia_desktop.domain.records import Record, Scalar
from tia_desktop.domain.text import clean_text
from tia_desktop.services.ports import BOOKMARK, DECLARED, GIVEN, TELLING, YES, Deed
from tia_desktop.store.clock import HybridClock
from tia_desktop.store.engine import Connection, reading
from tia_desktop.store.projection import fold

COLUMNS = (
    "chain, pos, hlc, author, action, cause, undoes, kind, record_id, op, payload, salt, payload_hash, "
    "base, hash"
)
NO_DEED = ("undo", "redo", "create", BOOKMARK)
"""Causes of changes that are nobody's work."""
_INSERT = f"INSERT INTO change ({COLUMNS}) VALUES ({', '.join('?' * 15)})"

_VALUE = "coalesce(json_extract(payload, '$.{}'), '')"
_TOLD = " ".join(
    f"WHEN '{kind}' THEN "
    + (f"iif(trim({_VALUE}) = '', '', '{YES}')" if kind in GIVEN else _VALUE).format(field)
    for kind, field in TELLING.items()
)
_DEEDS = f"""
WITH done AS (
    SELECT author, kind, record_id, op, base, cause, payload FROM change
    WHERE chain = :chain AND pos >= :pos AND cause NOT IN ({", ".join(f"'{cause}'" for cause in NO_DEED)})
    AND action NOT IN (SELECT value FROM json_each(:gone))
), told AS (
    SELECT *,
        CASE WHEN payload IS NULL OR op = 'remove' THEN '' ELSE CASE kind {_TOLD} ELSE '' END END AS value
    FROM done
    WHERE base = '' OR op = 'remove'
        OR (author, record_id) NOT IN (SELECT author, record_id FROM done WHERE base = '')
        OR kind IN ({", ".join(f"'{kind}'" for kind in TELLING)})
)
SELECT author, kind,
    CASE WHEN op = 'remove' THEN 'removed' WHEN base <> '' OR value = '{YES}' THEN 'changed'
        WHEN cause = 'import' THEN 'brought' ELSE 'made' END,
    value, count(DISTINCT record_id)
FROM told GROUP BY 1, 2, 3, 4
"""


def taken_back(reversals: Iterable[tuple[int, int]]) -> list[int]:
    """Return the actions that do not hold any more, from (undo or redo, what it reverses), newest first."""
    gone: set[int] = set()
    for number, reversed_ in reversals:
        if number not in gone:
            gone.add(reversed_)
    return sorted(gone)


def to_change(row: tuple[object, ...]) -> Change:
    """Make a change from a row of `COLUMNS`; a payload that is present gives its own hash."""
    values = list(row)
    if values[12] is None:
        values[12] = payload_digest(str(values[11]), str(values[10]))
    return Change(*values)  # type: ignore[arg-type]


class ChangeLog:
    """One device's view of the log of one file."""

    def __init__(self, conn: Connection, chain: str, clock: HybridClock) -> None:
        self._conn = conn
        self.chain = chain
        self._clock = clock

    # ---- writing (only inside InspectionFile's transaction)

    def start(self) -> Appender:
        """Return an appender that continues this device's chain."""
        row = self._conn.execute("SELECT pos, hash FROM chain_head WHERE chain = ?", (self.chain,)).fetchone()
        for (hlc,) in self._conn.execute("SELECT hlc FROM chain_head"):
            self._clock.witness(hlc)
        pos, last = row if row else (0, GENESIS)
        return Appender(self._conn, self.chain, self._clock, pos, last)

    # ---- reading

    def head(self) -> tuple[str, int]:
        """Return (hash over all chain heads, number of changes).

        With one chain this is the hash of its last change; with several it is the hash of them all in
        the order of their names.
        """
        with reading():
            rows = self._conn.execute("SELECT chain, hash FROM chain_head ORDER BY chain").fetchall()
            count = self._conn.execute("SELECT coalesce(sum(pos), 0) FROM chain_head").fetchone()[0]
        if len(rows) == 1:
            return rows[0][1], count
        return (sha256_text(canonical([list(r) for r in rows])) if rows else GENESIS), count

    def history(self, record_id: str) -> list[Change]:
        """Return all changes of one record, oldest first."""
        with reading():
            rows = self._conn.execute(
                f"SELECT {COLUMNS} FROM change WHERE record_id = ? ORDER BY hlc, chain, pos",
                (clean_text(record_id),),
            ).fetchall()
        return [to_change(row) for row in rows]

    def ever(self, cls: type[Record]) -> int:
        """Return how many records of a kind were ever made, removed ones included."""
        sql = f"SELECT (SELECT count(*) FROM {cls.KIND}) + (SELECT count(*) FROM tombstone WHERE kind = ?)"
        with reading():
            count: int = self._conn.execute(sql, (cls.KIND,)).fetchone()[0]
        return count

    def linked(self, cls: type[Record], field: str, record_id: str) -> list[Change]:
        """Return all changes of the records of a kind that point, or pointed, to a record."""
        if field not in {f.name for f in fields(cls)}:
            raise ValueError(f"{cls.KIND} has no field {field}")
        sql = (
            f"SELECT {COLUMNS} FROM change WHERE kind = :kind AND record_id IN ("
            f"SELECT id FROM {cls.KIND} WHERE {field} = :to UNION "
            "SELECT c.record_id FROM tombstone t JOIN change c "
            "ON c.record_id = t.record_id AND c.kind = t.kind "
            "WHERE t.kind = :kind AND json_extract(c.payload, :path) = :to) ORDER BY hlc, chain, pos"
        )
        values = {"kind": cls.KIND, "to": clean_text(record_id), "path": f"$.{field}"}
        with reading():
            return [to_change(row) for row in self._conn.execute(sql, values)]

    def since(self, moment: str) -> list[Deed]:
        """Return what everybody did since a moment, by person and kind."""
        mark = f"{int(datetime.fromisoformat(moment).timestamp() * 1000):012x}"
        found: dict[tuple[str, str, str, str], int] = {}
        with reading():
            heads = self._conn.execute("SELECT chain, pos FROM chain_head WHERE hlc >= ?", (mark,)).fetchall()
            for chain, pos in heads:
                for a, k, w, v, records in self._deeds(chain, self._first_since(chain, pos, mark)):
                    found[a, k, w, v] = found.get((a, k, w, v), 0) + records
        return [Deed(*what, records) for what, records in sorted(found.items())]

    def _first_since(self, chain: str, last: int, mark: str) -> int:
        """Return the first place of a chain that is not before a mark: times only grow along a chain."""
        low, high = 1, last
        while low < high:
            middle = (low + high) // 2
            (hlc,) = self._conn.execute(
                "SELECT hlc FROM change WHERE chain = ? AND pos = ?", (chain, middle)
            ).fetchone()
            low, high = (low, middle) if hlc >= mark else (middle + 1, high)
        return low

    def _deeds(self, chain: str, pos: int) -> Iterator[tuple[str, str, str, str, int]]:
        """Count by author, kind, what happened and the telling value, from a place of a chain on."""
        window = {"chain": chain, "pos": pos}
        reversals = self._conn.execute(
            "SELECT DISTINCT action, undoes FROM change "
            "WHERE chain = :chain AND pos >= :pos AND undoes > 0 ORDER BY action DESC",
            window,
        )
        yield from self._conn.execute(_DEEDS, {**window, "gone": json.dumps(taken_back(reversals))})

    def action(self, number: int) -> list[Change]:
        """Return the changes of one action of this device, in order; they stand next to each other."""
        out: list[Change] = []
        with reading():
            for row in self._conn.execute(
                f"SELECT {COLUMNS} FROM change WHERE chain = ? AND pos >= ? ORDER BY pos",
                (self.chain, number),
            ):
                if row[4] != number:
                    break
                out.append(to_change(row))
        return out

    def last_undoable(self) -> int:
        """Return the number of the action that undo would reverse, or 0."""
        skip = 0
        for number, cause in self._actions_backwards():
            if cause == "undo":
                skip += 1
            elif skip:
                skip -= 1
            else:
                return number
        return 0

    def last_redoable(self) -> int:
        """Return the number of the undo that redo would reverse, or 0: any new edit ends it."""
        skip = 0
        for number, cause in self._actions_backwards():
            if cause == "redo":
                skip += 1
            elif cause == "undo" and skip:
                skip -= 1
            else:
                return number if cause == "undo" else 0
        return 0

    def _actions_backwards(self) -> Iterator[tuple[int, str]]:
        """Yield (number, cause) of this device's actions, newest first, back to what nobody undoes."""
        with reading():
            row = self._conn.execute("SELECT pos FROM chain_head WHERE chain = ?", (self.chain,)).fetchone()
            pos = row[0] if row else 0
            while pos > 0:
                action, cause = self._conn.execute(
                    "SELECT action, cause FROM change WHERE chain = ? AND pos = ?", (self.chain, pos)
                ).fetchone()
                if cause in ("create", DECLARED):
                    return
                if cause != BOOKMARK:
                    yield action, cause
                pos = action - 1

    def value_before(self, change: Change) -> dict[str, Scalar] | None:
        """Return the record's fields before `change`, without its version; None when it did not exist."""
        mark = (change.hlc, change.chain, change.pos)
        state = fold(
            c
            for c in self.history(change.record_id)
            if c.kind == change.kind and (c.hlc, c.chain, c.pos) < mark
        )
        if state is not None:
            state.pop("version", None)
        return state


class Appender:
    """Appends the changes of one action to a chain."""

    def __init__(self, conn: Connection, chain: str, clock: HybridClock, pos: int, last: str) -> None:
        self._conn, self._chain, self._clock = conn, chain, clock
        self._pos, self._last = pos, last
        self.action = pos + 1
        self._hlc = ""

    def append(
        self,
        *,
        author: str,
        cause: str,
        undoes: int,
        kind: str,
        record_id: str,
        op: str,
        payload: str,
        base: str,
    ) -> tuple[Change, int]:
        """Append one change; return it with its row number."""
        self._pos += 1
        self._hlc = self._clock.stamp()
        salt = secrets.token_hex(8)
        draft = Change(
            self._chain, self._pos, self._hlc, author, self.action, cause, undoes, kind, record_id, op,
            payload, salt, payload_digest(salt, payload), base,
        )  # fmt: skip
        self._last = chain_hash(draft, self._last)
        row = (
            self._chain, self._pos, self._hlc, author, self.action, cause, undoes, kind, record_id, op,
            payload, salt, None, base, self._last,
        )  # fmt: skip
        number = self._conn.execute(_INSERT, row).lastrowid
        done = Change(*row[:12], draft.payload_hash, base, self._last)
        return done, number

    def finish(self) -> None:
        """Write down the new head of the chain."""
        self._conn.execute(
            "INSERT INTO chain_head (chain, pos, hash, hlc) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (chain) DO UPDATE "
            "SET pos = excluded.pos, hash = excluded.hash, hlc = excluded.hlc",
            (self._chain, self._pos, self._last, self._hlc),
        )
