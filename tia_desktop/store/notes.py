"""Reading many notes: filtered windows, full-text search, tallies for the coverage matrix.

Counting is exact at every size: the search index alone counts 20 matches in a microsecond, so notes
are looked up only when a filter asks for it. Ranking (bm25) walks the matches of every word, so it is
done while that stays small; otherwise the newest matches come first, and the result says so.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tia_desktop.domain.text import clean_text
from tia_desktop.services.ports import AreaTally, NoteFilter, NoteRow, SearchResult, Tally
from tia_desktop.store.engine import Connection, reading
from tia_desktop.store.evidence import SAYS_SOMETHING, EvidenceIndex

RANK_CAP = 2_000
"""Beyond this many matches, only the newest are ranked."""

RANK_WORK = 30_000
"""Ranking walks all matches of each word; beyond this many, the newest matches come first instead."""

FEW = 2_000
"""Up to this many matches are collected and sorted; beyond, each note is asked in turn, newest first."""

MAX_KNOWN = 2_000
"""Places in a list whose keys are remembered, so that the next page is not counted off from an end."""

INFINITE = 2**63 - 1

LONG = 8_000
"""Longer notes (characters) have no snippet: it costs the square of the hits, minutes for a 10 MB note."""

MAX_WORDS = 20

_USES = (
    "FROM evidence_link l JOIN finding f ON f.id = l.finding_id WHERE l.note_id = n.id"  # not removed ones
)

_COLUMNS = ("source", "how", "author", "place")

_IN_PART = (
    "(n.id IN (SELECT x.note_id FROM note_sub_question x WHERE x.sub_question_id = ?) OR n.id IN (SELECT "
    "l.note_id FROM evidence_link l JOIN finding f ON f.id = l.finding_id WHERE f.sub_question = ?))"
)

_ROW = (
    "SELECT n.ref, n.id, substr(n.text, 1, 400), n.check_id, "
    "coalesce(c.title, ''), coalesce(c.template, ''), "
    "n.item_id, n.source, n.how, n.place, n.observed_at, n.author, n.scheme, n.rating, "
    "(SELECT group_concat(question_id, ' ') FROM note_question q WHERE q.note_id = n.id), "
    f"(SELECT count(*) {_USES}) "
    "FROM note n LEFT JOIN reality_check c ON c.id = n.check_id WHERE n.ref IN ({marks})"
)
_SNIPPET = (
    f"CASE WHEN length(note_fts.text) <= {LONG} THEN snippet(note_fts, 0, '[', ']', '…', 24) ELSE '' END"
)


def match_words(query: str) -> list[str]:
    """Turn what a person typed into FTS5 terms; the last one is a prefix while it is being typed.

    Words become quoted strings, so no character of a query is ever an operator. Returns [] when there
    is no word in it. Notes are kept as they were typed, so a word with accents is looked for both with
    its accents built in and with them as marks of their own (Unicode NFC and NFD).
    """
    found = re.findall(r"[\w\u0300-\u036f]+", unicodedata.normalize("NFC", query))
    words = [word for word in found if any(c.isalnum() for c in word)][:MAX_WORDS]
    ends = [""] * (len(words) - 1) + ["" if query[-1:].isspace() else "*"]
    return [_term(word, end) for word, end in zip(words, ends, strict=False)]


def _term(word: str, end: str) -> str:
    forms = dict.fromkeys((word, unicodedata.normalize("NFD", word)))
    quoted = " OR ".join(f'"{form}"{end}' for form in forms)
    return quoted if len(forms) == 1 else f"({quoted})"


def match_text(query: str) -> str:
    """Turn what a person typed into an FTS5 query: every word must match. "" when there is no word in it."""
    return " AND ".join(match_words(query))


class NoteIndex:
    """Reads notes from one connection."""

    def __init__(self, conn: Connection) -> None:
        self.evidence = EvidenceIndex(conn)
        self._conn = conn
        self._counts: dict[NoteFilter, int] = {}
        self._counted_at = (0, 0)
        self._known: list[tuple[int, int]] = []
        self._known_of = (NoteFilter(), (-1, -1))
        self._kept_of: tuple[NoteFilter, tuple[int, int]] = (NoteFilter(), (-1, -1))
        self._own_changes = 0
        self._starts: list[tuple[int, int]] = []
        self._starts_at = (-1, -1)

    def search(self, where: NoteFilter, limit: int = 50) -> SearchResult:
        """Return the best matches, the exact number of them, and whether all were ranked."""
        words = match_words(where.query)
        if not words:
            rows = self.note_window(where, 0, limit)
            return SearchResult(tuple(rows), self.count_notes(where), True)
        with reading():
            total = self.count_notes(where)
            if not total:
                return SearchResult((), 0, True)
            found, ranked_all = self._best(words, where, total, limit)
            return SearchResult(tuple(self._rows(list(found), found)), total, ranked_all)

    def _best(
        self, words: list[str], where: NoteFilter, total: int, limit: int
    ) -> tuple[dict[int, str], bool]:
        """Return key -> snippet of the best matches in their order, and whether all matches were ranked.

        One query gives both: it makes snippets only for the rows it hands out, and a prefix of many words
        costs as much each time it is asked.
        """
        match, (clause, values) = " AND ".join(words), self._match_filter(where)
        rows = f"SELECT rowid, {_SNIPPET} FROM note_fts WHERE note_fts MATCH ? {clause}"
        if total > RANK_WORK or not self._is_light(words):
            newest = f"{rows} ORDER BY rowid DESC LIMIT ?"
            return dict(self._conn.execute(newest, (match, *values, limit)).fetchall()), total <= 1
        oldest = 0
        if total > RANK_CAP:
            cap = f"SELECT rowid FROM note_fts WHERE note_fts MATCH ? {clause} ORDER BY rowid DESC LIMIT 1"
            oldest = self._conn.execute(f"{cap} OFFSET ?", (match, *values, RANK_CAP - 1)).fetchone()[0]
        best = f"{rows} AND rowid >= ? ORDER BY rank LIMIT ?"
        return dict(self._conn.execute(best, (match, *values, oldest, limit)).fetchall()), not oldest

    def _is_light(self, words: list[str]) -> bool:
        """Whether the words' matches, all together, are few enough to rank."""
        left = RANK_WORK
        for word in words:
            sql = "SELECT count(*) FROM (SELECT 1 FROM note_fts WHERE note_fts MATCH ? LIMIT ?)"
            left -= self._conn.execute(sql, (word, left + 1)).fetchone()[0]
            if left < 0:
                return False
        return True

    def count_notes(self, where: NoteFilter) -> int:
        """Return how many notes a filter lets through. The same question twice costs nothing."""
        with reading():
            now = self._now()
            if now != self._counted_at or len(self._counts) > 500:
                self._counts.clear()
                self._counted_at = now
            if where not in self._counts:
                self._counts[where] = self._count(where)
        return self._counts[where]

    def _now(self) -> tuple[int, int]:
        """What changes whenever the file does, by us or by anybody else."""
        version = self._conn.execute("PRAGMA data_version").fetchone()[0]
        return self._conn.total_changes - self._own_changes, version

    def _count(self, where: NoteFilter) -> int:
        match = match_text(where.query)
        if match:
            clause, values = self._match_filter(where)
            sql = f"SELECT count(*) FROM note_fts WHERE note_fts MATCH ? {clause}"
            count: int = self._conn.execute(sql, (match, *values)).fetchone()[0]
            return count
        if where == NoteFilter():
            count = self._conn.execute("SELECT coalesce(sum(notes), 0) FROM note_place").fetchone()[0]
            return count
        clause, values = _conditions(where)
        count = self._conn.execute(f"SELECT count(*) FROM note n WHERE 1 {clause}", values).fetchone()[0]
        return count

    def note_window(self, where: NoteFilter, offset: int, limit: int) -> list[NoteRow]:
        """Return `limit` notes from `offset`, newest first."""
        with reading():
            return self._rows(self._refs(where, offset, limit))

    def _refs(self, where: NoteFilter, offset: int, limit: int) -> list[int]:
        """Return keys by their place, counted off from the nearest known place or from the nearer end."""
        total = self.count_notes(where)
        limit = min(limit, total - offset)
        if limit <= 0:
            return []
        if where == NoteFilter():
            return self._refs_of_all(offset, limit)
        if self._known_of != (where, self._counted_at) or len(self._known) > MAX_KNOWN:
            self._known, self._known_of = [], (where, self._counted_at)
        at = bisect_right(self._known, (offset, INFINITE))
        before, top = self._known[at - 1] if at else (0, INFINITE)
        after, bottom = self._known[at] if at < len(self._known) else (total, -1)
        last = offset + limit - 1
        source, key, values = self._keys(where, few=total <= FEW)
        if offset - before <= after - last or after < last:
            sql = f"{source} AND {{key}} <= ? ORDER BY {{key}} DESC LIMIT ? OFFSET ?"
            values += [top, limit, offset - before]
        else:
            sql = f"{source} AND {{key}} >= ? ORDER BY {{key}} LIMIT ? OFFSET ?"
            values += [bottom, limit, after - last - (bottom < 0)]
        refs = sorted((ref for (ref,) in self._conn.execute(sql.format(key=key), values)), reverse=True)
        if refs and before != offset:
            self._known.insert(at, (offset, refs[0]))
        return refs

    def _refs_of_all(self, offset: int, limit: int) -> list[int]:
        """Return keys by their place among all notes, counted off from the start of a stretch of keys."""
        if self._starts_at != self._counted_at:
            self._starts, at = [], 0
            for stretch, notes in self._conn.execute("SELECT * FROM note_place ORDER BY stretch DESC"):
                self._starts.append((at, (stretch << 12) | 0xFFF))
                at += notes
            self._starts_at = self._counted_at
        start, top = self._starts[bisect_right(self._starts, (offset, INFINITE)) - 1]
        # The search index keeps one tiny row for each note: counting off there is ten times as fast.
        sql = "SELECT id FROM note_fts_docsize WHERE id <= ? ORDER BY id DESC LIMIT ? OFFSET ?"
        return [ref for (ref,) in self._conn.execute(sql, (top, limit, offset - start))]

    def _keys(self, where: NoteFilter, *, few: bool) -> tuple[str, str, list[object]]:
        """Return the query for the keys of all matches, without its order; the key's column; its values."""
        match = match_text(where.query)
        if match:
            clause, values = self._match_filter(where)
            return f"SELECT rowid FROM note_fts WHERE note_fts MATCH ? {clause}", "rowid", [match, *values]
        clause, values = _conditions(where, newest_first=not few)
        return f"SELECT n.ref FROM note n WHERE 1 {clause}", "n.ref", values

    def _match_filter(self, where: NoteFilter) -> tuple[str, list[object]]:
        """Return the filter of a full-text query: "" when only the words restrict.

        What passes the other filters is found once, and kept while somebody types: at each key it would
        take ten times as long as the search itself.
        """
        clause, values = _conditions(where)
        if not clause:
            return "", []
        if self._conn.in_transaction:  # what is kept would go with it
            return f"AND +rowid IN (SELECT n.ref FROM note n WHERE 1 {clause})", values
        wanted = (replace(where, query=""), self._now())
        if wanted != self._kept_of:
            self._keep(clause, values)
            self._kept_of = (wanted[0], self._now())
        return "AND +rowid IN temp.note_fits", []

    def _keep(self, clause: str, values: list[object]) -> None:
        """Write down the keys of the notes that pass, in this connection's memory."""
        run, before = self._conn.execute, self._conn.total_changes
        query_only = run("PRAGMA query_only").fetchone()[0]
        run("PRAGMA query_only = OFF")  # it forbids temporary tables too
        try:
            run("CREATE TEMP TABLE IF NOT EXISTS note_fits (ref INTEGER PRIMARY KEY)")
            run("DELETE FROM temp.note_fits")
            run(f"INSERT INTO temp.note_fits SELECT n.ref FROM note n WHERE 1 {clause}", values)
        finally:
            run(f"PRAGMA query_only = {query_only}")
            self._own_changes += self._conn.total_changes - before

    def _rows(self, refs: Sequence[int], snippets: Mapping[int, str] | None = None) -> list[NoteRow]:
        """Return rows in the order of `refs`."""
        if not refs:
            return []
        marks = ",".join("?" * len(refs))
        found = {row[0]: row for row in self._conn.execute(_ROW.format(marks=marks), tuple(refs))}
        return [_to_row(found[ref], (snippets or {}).get(ref, "")) for ref in refs if ref in found]

    def tallies(self) -> list[Tally]:
        """Return how many notes each kind of check has for each key question, by rating.

        A note whose words were all deleted again, with nothing else in it, says nothing and does not count.
        """
        sql = (
            "SELECT coalesce(c.template, ''), q.question_id, n.item_id, n.scheme, n.rating, count(*) "
            "FROM note_question q JOIN note n ON n.id = q.note_id "
            "LEFT JOIN reality_check c ON c.id = n.check_id "
            f"WHERE {SAYS_SOMETHING} GROUP BY 1, 2, 3, 4, 5"
        )
        with reading():
            return [Tally(*row) for row in self._conn.execute(sql)]

    def area_tallies(self) -> list[AreaTally]:
        """Return how many notes each key question has for each area, by rating (see `services.ports`)."""
        sql = (
            "SELECT q.question_id, coalesce(a.area_id, o.area_id), n.item_id, n.scheme, n.rating, count(*) "
            "FROM note_question q JOIN note n ON n.id = q.note_id "
            "LEFT JOIN note_area a ON a.note_id = n.id "
            "LEFT JOIN (SELECT check_id, min(area_id) AS area_id FROM check_area GROUP BY check_id "
            "HAVING count(*) = 1) o ON a.note_id IS NULL AND o.check_id = n.check_id "
            f"WHERE coalesce(a.area_id, o.area_id) IS NOT NULL AND ({SAYS_SOMETHING}) "
            "GROUP BY 1, 2, 3, 4, 5"
        )
        with reading():
            return [AreaTally(*row) for row in self._conn.execute(sql)]


def _to_row(row: tuple[object, ...], snippet: str) -> NoteRow:
    questions = tuple(sorted(str(row[14]).split())) if row[14] else ()
    return NoteRow(row[1], row[2], snippet, *row[3:14], questions, row[15])  # type: ignore[arg-type, call-arg]


def _conditions(where: NoteFilter, *, newest_first: bool = False) -> tuple[str, list[object]]:
    """Return the conditions of a filter over `note n`, its query left out.

    Args:
        where: the filter.
        newest_first: ask each note in turn, so that a first page comes at once, instead of collecting all.
    """
    one = "EXISTS (SELECT 1 FROM {0} x WHERE x.note_id = n.id AND x.{1} = ?)"
    many = "n.id IN (SELECT x.note_id FROM {0} x WHERE x.{1} = ?)"
    linked = one if newest_first else many
    asked: list[tuple[str, str]] = [
        (linked.format("note_question", "question_id"), where.question_id),
        (linked.format("note_area", "area_id"), where.area_id),
        ("n.check_id IN (SELECT id FROM reality_check WHERE template = ?)", where.template),
        *((f"n.{column} = ?", getattr(where, column)) for column in _COLUMNS),
        ("n.scheme = ?", where.rating.rpartition("/")[0]),
        ("n.rating = ?", where.rating.rpartition("/")[2]),
        (_IN_PART, where.sub_question_id),
        ("n.observed_at >= ?", where.since),
        ("n.observed_at <> '' AND substr(n.observed_at, 1, 10) <= ?", where.until),
    ]
    parts, values = list[str](), list[object]()
    for sql, value in asked:
        if value:
            parts.append("AND " + sql)
            values += [clean_text(value)] * sql.count("?")
    if where.check_id is not None:
        parts.append("AND n.check_id = ?")
        values.append(clean_text(where.check_id))
    if where.check_id == "":
        # The landlord's self-assessment is not to be sorted. "+": most notes have no prompt, no index helps.
        parts.append("AND +n.prompt_id = ''")
    if where.unused_only:
        parts.append(f"AND NOT EXISTS (SELECT 1 {_USES})")
    return " ".join(parts), values
