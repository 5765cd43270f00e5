"""Reading many notes: filtered windows, full-text search, tallies for the coverage matrix."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tia_desktop.services.ports import NoteFilter, NoteRow, SearchResult, Tally
from tia_desktop.store.engine import Connection, reading

RANK_CAP = 2_000
"""Ranking costs the number of matches; beyond this many, only the newest are ranked."""

_ROW = (
    "SELECT n.id, substr(n.text, 1, 400), {snippet}, n.check_id, coalesce(c.title, ''), coalesce(c.template, ''), "
    "n.item_id, n.source, n.how, n.place, n.observed_at, n.author, n.scheme, n.rating, "
    "(SELECT group_concat(question_id, ' ') FROM note_question q WHERE q.note_id = n.id), "
    "(SELECT count(*) FROM evidence_link l WHERE l.note_id = n.id) "
    "FROM note n LEFT JOIN reality_check c ON c.id = n.check_id "
)


def match_text(query: str) -> str:
    """Turn what a person typed into an FTS5 query: every word must match, the last one as a prefix.

    Words become quoted strings, so no character of a query is ever an operator. Returns "" when there
    is no word in it.
    """
    words = re.findall(r"\w+", query)
    if not words:
        return ""
    *whole, last = [f'"{word}"' for word in words[:20]]
    ending = f"({last} OR {last}*)" if not query[-1:].isspace() else last
    return " AND ".join([*whole, ending])


class NoteIndex:
    """Reads notes from one connection."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def search(self, where: NoteFilter, limit: int = 50) -> SearchResult:
        """Return the best matches, the exact number of them, and whether all were ranked."""
        match = match_text(where.query)
        if not match:
            rows = self.note_window(where, 0, limit)
            return SearchResult(tuple(rows), self.count_notes(where), True)
        join, values = _conditions(where, skip_query=True)
        with reading():
            total = self.count_notes(where)
            cap = self._cap(match) if total > RANK_CAP else 0
            sql = (
                _ROW.format(snippet="snippet(note_fts, 0, '[', ']', '…', 24)")
                + "JOIN note_fts f ON f.rowid = n.ref "
                + f"WHERE note_fts MATCH ? AND f.rowid >= ? {join} ORDER BY f.rank LIMIT ?"
            )
            found = self._conn.execute(sql, (match, cap, *values, limit)).fetchall()
        return SearchResult(tuple(map(_to_row, found)), total, cap == 0)

    def _cap(self, match: str) -> int:
        row = self._conn.execute(
            "SELECT rowid FROM note_fts WHERE note_fts MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?",
            (match, RANK_CAP - 1),
        ).fetchone()
        return row[0] if row else 0

    def count_notes(self, where: NoteFilter) -> int:
        """Return how many notes a filter lets through."""
        sql, values = _selection(where)
        with reading():
            count: int = self._conn.execute(f"SELECT count(*) {sql}", values).fetchone()[0]
        return count

    def note_window(self, where: NoteFilter, offset: int, limit: int) -> list[NoteRow]:
        """Return `limit` notes from `offset`, newest first."""
        sql, values = _selection(where)
        with reading():
            refs = self._conn.execute(
                f"SELECT n.ref {sql} ORDER BY n.ref DESC LIMIT ? OFFSET ?", (*values, limit, offset)
            ).fetchall()
            return self._rows(ref for (ref,) in refs)

    def _rows(self, refs: Iterable[int]) -> list[NoteRow]:
        keys = list(refs)
        if not keys:
            return []
        marks = ",".join("?" * len(keys))
        sql = _ROW.format(snippet="''") + f"WHERE n.ref IN ({marks}) ORDER BY n.ref DESC"
        return [_to_row(row) for row in self._conn.execute(sql, keys)]

    def tallies(self) -> list[Tally]:
        """Return how many notes each kind of check has for each key question, by rating."""
        sql = (
            "SELECT coalesce(c.template, ''), q.question_id, n.item_id, n.scheme, n.rating, count(*) "
            "FROM note_question q JOIN note n ON n.id = q.note_id LEFT JOIN reality_check c ON c.id = n.check_id "
            "GROUP BY 1, 2, 3, 4, 5"
        )
        with reading():
            return [Tally(*row) for row in self._conn.execute(sql)]


def _to_row(row: tuple[object, ...]) -> NoteRow:
    questions = tuple(sorted(str(row[14]).split())) if row[14] else ()
    return NoteRow(*row[:14], questions, row[15])  # type: ignore[arg-type]


def _selection(where: NoteFilter) -> tuple[str, list[object]]:
    """Return the FROM and WHERE of a filter, over `note n`."""
    match = match_text(where.query)
    clause, values = _conditions(where, skip_query=True)
    if match:
        return (
            f"FROM note_fts f CROSS JOIN note n ON n.ref = f.rowid WHERE note_fts MATCH ? {clause}",
            [match, *values],
        )
    return f"FROM note n WHERE 1 {clause}", values


def _conditions(where: NoteFilter, *, skip_query: bool) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = []

    def add(sql: str, value: object) -> None:
        parts.append("AND " + sql)
        values.append(value)

    if where.question_id:
        add("EXISTS (SELECT 1 FROM note_question q WHERE q.note_id = n.id AND q.question_id = ?)", where.question_id)
    if where.area_id:
        add("EXISTS (SELECT 1 FROM note_area a WHERE a.note_id = n.id AND a.area_id = ?)", where.area_id)
    if where.template:
        add("n.check_id IN (SELECT id FROM reality_check WHERE template = ?)", where.template)
    if where.check_id is not None:
        add("n.check_id = ?", where.check_id)
    for column in ("source", "how", "rating"):
        if getattr(where, column):
            add(f"n.{column} = ?", getattr(where, column))
    if where.unused_only:
        parts.append("AND NOT EXISTS (SELECT 1 FROM evidence_link l WHERE l.note_id = n.id)")
    return " ".join(parts), values
