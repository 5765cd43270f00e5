"""Verification: rebuild every record from the log beside the projections, and compare.

These must agree: the engine's own check, the hash chain, the projections and search index, bursts of
typing that are not sealed yet, the frozen framework, and the bytes of every attachment. Nothing is
written, so it works on a file that only allows reading and never keeps a writer waiting; everything is
read as it was at one moment, so a writer raises no alarm. Memory is that of one record and of the search
index.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress
from itertools import groupby
from operator import itemgetter
from typing import Any

from tia_desktop.domain.changes import GENESIS, chain_hash, payload_digest, sha256_text
from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.record_types import RECORD_TYPES
from tia_desktop.services.ports import Problem
from tia_desktop.store.drafts import Draft, open_drafts
from tia_desktop.store.engine import Connection, EngineError, explain, snapshot
from tia_desktop.store.log import COLUMNS, to_change
from tia_desktop.store.migrations import RELEASED
from tia_desktop.store.projection import Row, fold, read_row

MAX_PROBLEMS = 100
_STEP = 500

# What damaged or hostile values make of JSON, numbers and names on their way back into a record.
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)

Progress = Callable[[int, int], None]


def verify(conn: Connection, progress: Progress | None = None) -> list[Problem]:
    """Return everything that is wrong in the file behind `conn`; [] when it is whole."""
    found: list[Problem] = []
    try:
        with snapshot(conn), closing(_all_checks(conn, progress or (lambda done, total: None))) as problems:
            for problem in problems:
                found.append(problem)
                if len(found) >= MAX_PROBLEMS:
                    more = f"More than {MAX_PROBLEMS} problems: the rest is not listed."
                    found.append(Problem("file", more))
                    break
    except (*EngineError, TiaError, *_UNREADABLE) as error:
        if isinstance(error, _UNREADABLE) and not isinstance(error, EngineError):
            sentence = (
                "A part of the history cannot be read. Open the newest backup; keep this file as it is."
            )
        else:
            sentence = (
                error.sentence if isinstance(error, TiaError) else explain(error, looking=True).sentence
            )
        found.append(Problem("file", sentence))
    return found


def _all_checks(conn: Connection, progress: Progress) -> Generator[Problem, None, None]:
    for (line,) in conn.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Problem("file", f"The file's structure is damaged: {line}")
    total = 2 * conn.execute("SELECT count(*) FROM change").fetchone()[0] or 1
    yield from _check_own_notes(conn)
    yield from _check_chains(conn, lambda done: progress(done, total))
    yield from _check_records(conn, lambda done: progress(total // 2 + done, total))
    yield from _check_places(conn)
    yield from _check_index(conn)
    yield from _check_blobs(conn)
    yield from _check_pack(conn)
    progress(total, total)


def _check_own_notes(conn: Connection) -> Iterator[Problem]:
    """What the program keeps about the file itself."""
    session = conn.execute("SELECT key, value FROM meta").fetchall()
    if session not in ([], [("session", "open")], [("session", "closed")]):
        yield Problem("file", "What the program noted about the last session cannot be read.")
    if (
        conn.execute("SELECT migration_set, name FROM _sqlite_migrations ORDER BY name").fetchall()
        != RELEASED
    ):
        yield Problem("file", "What the program noted about this file's version cannot be read.")


def _check_chains(conn: Connection, tick: Callable[[int], None]) -> Iterator[Problem]:
    heads = {row[0]: row[1:] for row in conn.execute("SELECT chain, pos, hash, hlc FROM chain_head")}
    chain, pos, last = "", 0, GENESIS
    seen: dict[str, tuple[object, ...]] = {}
    rows = conn.execute(f"SELECT {COLUMNS} FROM change ORDER BY chain, pos")
    for done, row in enumerate(rows, 1):
        if done % _STEP == 0:
            tick(done)
        if row[0] != chain:
            chain, pos, last = row[0], 0, GENESIS
        yield from _check_entry(row, pos, last)
        pos, last = row[1], row[14]
        seen[chain] = (pos, last, row[2])
    for name in sorted(heads.keys() | seen.keys()):
        if heads.get(name) != seen.get(name):
            yield Problem(
                f"chain {name}", "The history does not end where the file says it ends: entries are missing."
            )


def _check_entry(row: tuple[object, ...], pos: int, last: str) -> Iterator[Problem]:
    place = f"history entry {row[1]} of chain {row[0]}"
    if row[1] != pos + 1:
        yield Problem(
            place, f"The history jumps from entry {pos} to entry {row[1]}: something was deleted or moved."
        )
    if row[10] is not None and row[12] is not None and payload_digest(str(row[11]), str(row[10])) != row[12]:
        yield Problem(place, "The words of this entry are not the ones that were recorded.")
    if chain_hash(to_change(row), last) != row[14]:
        yield Problem(place, "This entry was changed after it was recorded, or the one before it was.")


def _check_records(conn: Connection, tick: Callable[[int], None]) -> Iterator[Problem]:
    drafts: dict[tuple[str, str], list[Draft]] = {}
    for draft in open_drafts(conn):
        drafts.setdefault((draft.kind, draft.record_id), []).append(draft)
    live = {cls.KIND: 0 for cls in RECORD_TYPES}
    gone = done = 0
    rows = conn.execute(f"SELECT {COLUMNS}, n FROM change ORDER BY record_id, kind, hlc, chain, pos")
    for (record_id, kind), group in groupby(rows, key=itemgetter(8, 7)):
        entries = list(group)
        done += len(entries)
        if done % _STEP < len(entries):
            tick(done)
        if kind not in live:
            yield Problem(
                f"record {record_id}", f"The history speaks of an unknown kind of record, “{kind}”."
            )
            continue
        expected = _expected(entries)
        live[kind] += expected is not None
        gone += expected is None
        yield from _compare(
            conn, kind, record_id, expected, drafts.pop((kind, record_id), []), entries[-1][14]
        )
    for kind, expected_rows in live.items():
        actual = conn.execute(f"SELECT count(*) FROM {kind}").fetchone()[0]
        if actual != expected_rows:
            yield Problem(f"{kind} records", f"There are {actual}, but the history makes {expected_rows}.")
    if drafts or conn.execute("SELECT count(*) FROM tombstone").fetchone()[0] != gone:
        yield Problem("removed records", "The list of removed records does not agree with the history.")


def _expected(entries: list[tuple[Any, ...]]) -> Row | None:
    """Return the row that a record's changes give, with its number; None when it is removed."""
    state: Row | None = fold(to_change(row[:15]) for row in entries)
    if state is not None:
        state["ref"] = min(row[15] for row in entries)
    return state


def _compare(
    conn: Connection, kind: str, record_id: str, expected: Row | None, drafts: list[Draft], last: str
) -> Iterator[Problem]:
    place = f"{kind} {record_id}"
    for draft in drafts:
        if (
            expected is None
            or not draft.whole
            or (expected[draft.field], expected["version"]) != (draft.before, draft.base)
        ):
            yield Problem(place, "What was typed last is damaged.")
        else:
            expected[draft.field] = draft.text
    shown = read_row(conn, kind, record_id)
    if shown is not None:
        shown["ref"] = conn.execute(f"SELECT ref FROM {kind} WHERE id = ?", (record_id,)).fetchone()[0]
    if shown != expected:
        yield Problem(place, "What is shown is not what the history says.")
    if expected is None:
        stone = "SELECT version FROM tombstone WHERE kind = ? AND record_id = ?"
        if conn.execute(stone, (kind, record_id)).fetchone() != (last,):
            yield Problem(place, "It was removed, but the list of removed records does not say so.")


def _check_places(conn: Connection) -> Iterator[Problem]:
    kept = conn.execute("SELECT stretch, notes FROM note_place ORDER BY 1").fetchall()
    if kept != conn.execute("SELECT ref >> 12, count(*) FROM note GROUP BY 1 ORDER BY 1").fetchall():
        yield Problem("note list", "The file's count of its notes does not agree with the notes.")


def _check_index(conn: Connection) -> Iterator[Problem]:
    """Have FTS5 compare its index with the notes.

    It takes that as a write to the search table, which would hold the file. So the index is copied into
    memory, under a search table of the same definition that reads the notes where they are.
    """
    definition = conn.execute("SELECT sql FROM main.sqlite_master WHERE name = 'note_fts'").fetchone()[0]
    definition = definition.replace("VIRTUAL TABLE note_fts", "VIRTUAL TABLE temp.note_check")
    query_only = conn.execute("PRAGMA query_only").fetchone()[0]
    conn.execute("PRAGMA query_only = OFF")
    try:
        conn.execute("CREATE TEMP VIEW note_now AS SELECT ref, text, place FROM main.note")
        conn.execute(definition.replace("content='note'", "content='note_now'"))
        for part in ("data", "idx", "docsize", "config"):
            conn.execute(f"DELETE FROM temp.note_check_{part}")
            conn.execute(f"INSERT INTO temp.note_check_{part} SELECT * FROM main.note_fts_{part}")
        conn.execute("INSERT INTO temp.note_check (note_check, rank) VALUES ('integrity-check', 1)")
    except EngineError:
        yield Problem("search", "The search index does not agree with the notes.")
    finally:
        with suppress(*EngineError):
            conn.execute("DROP TABLE IF EXISTS temp.note_check")
            conn.execute("DROP VIEW IF EXISTS temp.note_now")
        conn.execute(f"PRAGMA query_only = {query_only}")


def _check_blobs(conn: Connection) -> Iterator[Problem]:
    missing = conn.execute(
        "SELECT a.id, a.name FROM attachment a LEFT JOIN blob b ON b.sha256 = a.sha256 WHERE b.sha256 IS NULL"
    )
    for record_id, name in missing:
        yield Problem(f"attachment {record_id}", f"The file “{name}” is missing.")
    for (digest,) in conn.execute("SELECT sha256 FROM blob ORDER BY sha256").fetchall():
        size, data = conn.execute("SELECT size, data FROM blob WHERE sha256 = ?", (digest,)).fetchone()
        if size != len(data) or hashlib.sha256(data).hexdigest() != digest:
            yield Problem(
                f"attachment {digest[:12]}", "The bytes of this file are not the ones that were added."
            )


def _check_pack(conn: Connection) -> Iterator[Problem]:
    """Tie the frozen framework to what the inspection says it is."""
    said = conn.execute("SELECT pack_hash, pack_id, pack_version FROM inspection").fetchone()
    if said is None or not said[0]:
        return
    kept = conn.execute(
        "SELECT b.data FROM attachment a LEFT JOIN blob b ON b.sha256 = a.sha256 WHERE a.id = 'pack'"
    ).fetchone()
    if kept is None:
        yield Problem("framework", "The framework that this inspection follows is missing from the file.")
    elif kept[0] is not None and _pack_name(kept[0]) != said:  # missing bytes are reported as such
        yield Problem("framework", "The framework in the file is not the one that this inspection follows.")


def _pack_name(raw: bytes) -> tuple[object, ...] | None:
    """Return (content hash, id, version) of a pack, the hash as `frameworks.decode.content_hash` makes it."""
    try:
        data = json.loads(raw)
        text = json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return sha256_text(text), data["id"], data["version"]
    except _UNREADABLE:
        return None
