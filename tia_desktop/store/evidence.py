"""Reading what stands behind findings and key questions: one query for all of them, at any size."""

from __future__ import annotations

import json
from typing import Any

from tia_desktop.services.evidence_ports import EvidenceRow, NoteContent, PassageRow, Sounding
from tia_desktop.store.engine import Connection, reading

SAYS_SOMETHING = (
    "n.rating <> '' OR n.value <> '' OR n.text <> '' "
    "OR EXISTS (SELECT 1 FROM attachment x WHERE x.note_id = n.id)"
)
"""Whether a note `n` says something: one whose words were all deleted again does not count."""

_ROWS = (
    "SELECT l.finding_id, l.note_id, l.stance, trim(l.answer) <> '', coalesce(c.template, ''), "
    f"n.source, n.author, ({SAYS_SOMETHING}) "
    "FROM evidence_link l JOIN finding f ON f.id = l.finding_id JOIN note n ON n.id = l.note_id "
    "LEFT JOIN reality_check c ON c.id = n.check_id "
)
_PASSAGES = (
    "SELECT l.finding_id, l.note_id, l.quote, instr(n.text, l.quote) > 0, l.attachment_id <> '' "
    "AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.id = l.attachment_id AND a.note_id = l.note_id), "
    "l.answer, n.sensitivity "
    "FROM evidence_link l JOIN finding f ON f.id = l.finding_id JOIN note n ON n.id = l.note_id "
    "WHERE l.quote <> '' OR l.attachment_id <> '' OR l.answer <> '' ORDER BY l.ref"
)
_CONTENTS = (
    "SELECT n.id, n.text, n.how, n.source, n.speaker, n.place, n.observed_at, n.author, n.scheme, n.rating, "
    "n.value, n.exact_words, coalesce(c.template, ''), (SELECT json_group_array(json_array(a.sha256, "
    "a.caption)) FROM (SELECT * FROM attachment x WHERE x.note_id = n.id ORDER BY x.id) a) "
    "FROM note n LEFT JOIN reality_check c ON c.id = n.check_id "
    "WHERE n.id IN (SELECT l.note_id FROM evidence_link l JOIN finding f ON f.id = l.finding_id) "
    "ORDER BY n.id"
)
# A third of the time of a plain join: notes are read in the order of the file, and only what is left of them
# (a line for each check, source and question) is put together with its check.
_SOUNDINGS = (
    "SELECT DISTINCT d.question_id, c.template, d.source FROM ("
    "SELECT DISTINCT q.question_id, n.check_id, n.source "
    f"FROM note n CROSS JOIN note_question q ON q.note_id = n.id WHERE {SAYS_SOMETHING}"
    ") d JOIN reality_check c ON c.id = d.check_id ORDER BY 1, 2, 3"
)


class EvidenceIndex:
    """Reads evidence from one connection (`services.evidence_ports.EvidenceReader`)."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def rows(self, finding_id: str = "") -> list[EvidenceRow]:
        """Return the notes behind all findings, or behind one."""
        where, values = ("WHERE l.finding_id = ? ", (finding_id,)) if finding_id else ("", ())
        with reading():
            found = self._conn.execute(f"{_ROWS}{where}ORDER BY l.ref", values)
            return [
                EvidenceRow(finding, note, stance, bool(answered), kind, source, author, bool(says))
                for finding, note, stance, answered, kind, source, author, says in found
            ]

    def passages(self) -> list[PassageRow]:
        """Return the notes behind findings of which a passage, a photo or an answer was kept."""
        with reading():
            return [
                PassageRow(finding, note, quote, bool(stands), bool(gone), answer, sensitivity)
                for finding, note, quote, stands, gone, answer, sensitivity in self._conn.execute(_PASSAGES)
            ]

    def contents(self) -> list[NoteContent]:
        """Return what the notes behind findings say, each note once."""
        with reading():
            return [_content(*row) for row in self._conn.execute(_CONTENTS)]

    def soundings(self) -> list[Sounding]:
        """Return which kinds of check have brought something from which source for which key question."""
        with reading():
            return [Sounding(*row) for row in self._conn.execute(_SOUNDINGS)]

    def authors(self) -> list[str]:
        """Return everybody who wrote a note."""
        return self._distinct("author")

    def places(self) -> list[str]:
        """Return the places that notes name."""
        return self._distinct("place")

    def ratings(self) -> list[tuple[str, str]]:
        """Return every (scheme, choice) that a note is rated with."""
        sql = "SELECT DISTINCT scheme, rating FROM note WHERE rating <> '' ORDER BY scheme, rating"
        with reading():
            return [(scheme, choice) for scheme, choice in self._conn.execute(sql)]

    def _distinct(self, column: str) -> list[str]:
        sql = f"SELECT DISTINCT {column} FROM note WHERE {column} <> '' ORDER BY {column}"
        with reading():
            return [value for (value,) in self._conn.execute(sql)]


def _content(*row: Any) -> NoteContent:
    """Make a note's content from a row of `_CONTENTS`."""
    *words, exact, template, files = row
    values: tuple[Any, ...] = (*words, bool(exact), template, tuple(map(tuple, json.loads(files))))
    return NoteContent(*values)
