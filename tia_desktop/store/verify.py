"""Verification: rebuild every record from the log beside the projections, and compare.

Four things must agree: the engine's own check, the hash chain, the projections and search index, and
the bytes of every attachment. Memory stays flat: one record at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import attrgetter

from tia_desktop.domain.changes import GENESIS, Change, chain_hash, payload_digest
from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.records import RECORD_TYPES
from tia_desktop.services.ports import Problem
from tia_desktop.store.drafts import open_drafts
from tia_desktop.store.engine import Connection, EngineError, explain
from tia_desktop.store.log import COLUMNS, to_change
from tia_desktop.store.projection import Row, fold, known_kind, read_row

MAX_PROBLEMS = 100
_STEP = 500

Progress = Callable[[int, int], None]


def verify(conn: Connection, progress: Progress | None = None) -> list[Problem]:
    """Return everything that is wrong in the file behind `conn`; [] when it is whole."""
    found: list[Problem] = []
    try:
        for problem in _all_checks(conn, progress or (lambda done, total: None)):
            found.append(problem)
            if len(found) >= MAX_PROBLEMS:
                found.append(Problem("file", f"More than {MAX_PROBLEMS} problems: the rest is not listed."))
                break
    except (EngineError, TiaError, ValueError, TypeError, KeyError) as error:
        sentence = error.sentence if isinstance(error, TiaError) else explain(error).sentence
        if not isinstance(error, (EngineError, TiaError)):
            sentence = "A part of the history cannot be read. Open the newest backup; keep this file as it is."
        found.append(Problem("file", sentence))
    return found


def _all_checks(conn: Connection, progress: Progress) -> Iterator[Problem]:
    for (line,) in conn.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Problem("file", f"The file's structure is damaged: {line}")
    total = 2 * conn.execute("SELECT count(*) FROM change").fetchone()[0] or 1
    yield from _check_chains(conn, lambda done: progress(done, total))
    yield from _check_records(conn, lambda done: progress(total // 2 + done, total))
    yield from _check_index(conn)
    yield from _check_blobs(conn)
    progress(total, total)


def _check_chains(conn: Connection, tick: Callable[[int], None]) -> Iterator[Problem]:
    heads = {chain: (pos, digest) for chain, pos, digest in conn.execute("SELECT chain, pos, hash FROM chain_head")}
    chain, pos, last, done = "", 0, GENESIS, 0
    seen: dict[str, tuple[int, str]] = {}
    for row in conn.execute(f"SELECT {COLUMNS} FROM change ORDER BY chain, pos"):
        done += 1
        if done % _STEP == 0:
            tick(done)
        if row[0] != chain:
            chain, pos, last = row[0], 0, GENESIS
        yield from _check_entry(row, pos, last)
        pos, last = row[1], row[14]
        seen[chain] = (pos, last)
    for name in sorted(heads.keys() | seen.keys()):
        if heads.get(name) != seen.get(name):
            yield Problem(f"chain {name}", "The history does not end where the file says it ends: entries are missing.")


def _check_entry(row: tuple[object, ...], pos: int, last: str) -> Iterator[Problem]:
    place = f"history entry {row[1]} of chain {row[0]}"
    if row[1] != pos + 1:
        yield Problem(place, f"The history jumps from entry {pos} to entry {row[1]}: something was deleted or moved.")
    if row[10] is not None and row[12] is not None and payload_digest(str(row[11]), str(row[10])) != row[12]:
        yield Problem(place, "The words of this entry are not the ones that were recorded.")
    if chain_hash(to_change(row), last) != row[14]:
        yield Problem(place, "This entry was changed after it was recorded, or the one before it was.")


def _check_records(conn: Connection, tick: Callable[[int], None]) -> Iterator[Problem]:
    drafts: dict[str, Row] = {}
    for draft in open_drafts(conn):
        drafts.setdefault(draft.record_id, {})[draft.field] = draft.text
    live = {cls.KIND: 0 for cls in RECORD_TYPES}
    gone = done = 0
    rows = conn.execute(f"SELECT {COLUMNS} FROM change ORDER BY record_id, hlc, chain, pos")
    for record_id, group in groupby(map(to_change, rows), key=attrgetter("record_id")):
        changes = list(group)
        done += len(changes)
        if done % _STEP < len(changes):
            tick(done)
        state = fold(changes)
        kind = changes[0].kind
        live[kind] = live.get(kind, 0) + (state is not None)
        gone += state is None
        if state is not None:
            state.update(drafts.get(record_id, {}))
        yield from _compare(conn, changes[-1], state)
    for kind, expected in live.items():
        actual = conn.execute(f"SELECT count(*) FROM {kind}").fetchone()[0] if known_kind(kind) else expected
        if actual != expected:
            yield Problem(f"{kind} records", f"There are {actual}, but the history makes {expected}.")
    if conn.execute("SELECT count(*) FROM tombstone").fetchone()[0] != gone:
        yield Problem("removed records", "The list of removed records does not agree with the history.")


def _compare(conn: Connection, last: Change, state: Row | None) -> Iterator[Problem]:
    if not known_kind(last.kind):
        yield Problem(f"record {last.record_id}", f"The history speaks of an unknown kind of record, “{last.kind}”.")
        return
    if read_row(conn, last.kind, last.record_id) != state:
        yield Problem(f"{last.kind} {last.record_id}", "What is shown is not what the history says.")


def _check_index(conn: Connection) -> Iterator[Problem]:
    """Ask FTS5 to compare its index with the notes. It is phrased as a write, so it is rolled back."""
    query_only = conn.execute("PRAGMA query_only").fetchone()[0]
    conn.execute("PRAGMA query_only = OFF")
    try:
        conn.execute("SAVEPOINT search_check")
        conn.execute("INSERT INTO note_fts (note_fts, rank) VALUES ('integrity-check', 1)")
    except EngineError as error:
        if "readonly" not in str(error).lower():
            yield Problem("search", "The search index does not agree with the notes.")
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK TO search_check")
            conn.execute("RELEASE search_check")
        conn.execute(f"PRAGMA query_only = {query_only}")


def _check_blobs(conn: Connection) -> Iterator[Problem]:
    missing = conn.execute(
        "SELECT a.id, a.name FROM attachment a LEFT JOIN blob b ON b.sha256 = a.sha256 WHERE b.sha256 IS NULL"
    )
    for record_id, name in missing:
        yield Problem(f"attachment {record_id}", f"The file “{name}” is missing.")
    for (digest,) in conn.execute("SELECT sha256 FROM blob ORDER BY sha256").fetchall():
        (data,) = conn.execute("SELECT data FROM blob WHERE sha256 = ?", (digest,)).fetchone()
        if hashlib.sha256(data).hexdigest() != digest:
            yield Problem(f"attachment {digest[:12]}", "The bytes of this file are not the ones that were added.")
