"""Version 1: the change log, its projections, full-text search, typing bursts, attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

SQL = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE change (
    n INTEGER PRIMARY KEY,
    chain TEXT NOT NULL,
    pos INTEGER NOT NULL,
    hlc TEXT NOT NULL,
    author TEXT NOT NULL,
    action INTEGER NOT NULL,
    cause TEXT NOT NULL,
    undoes INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    op TEXT NOT NULL,
    payload TEXT,
    salt TEXT,
    payload_hash TEXT,
    base TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX change_place ON change (chain, pos);
CREATE INDEX change_record ON change (record_id);
CREATE TABLE chain_head (
    chain TEXT PRIMARY KEY,
    pos INTEGER NOT NULL,
    hash TEXT NOT NULL,
    hlc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tombstone (
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (kind, record_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE draft (
    record_id TEXT NOT NULL,
    field TEXT NOT NULL,
    kind TEXT NOT NULL,
    before TEXT NOT NULL,
    author TEXT NOT NULL,
    base TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (record_id, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE blob (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE inspection (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    landlord TEXT NOT NULL DEFAULT '',
    authority TEXT NOT NULL DEFAULT '',
    authority_type TEXT NOT NULL DEFAULT '',
    scope TEXT NOT NULL DEFAULT 'full',
    homes INTEGER,
    pack_id TEXT NOT NULL DEFAULT '',
    pack_version TEXT NOT NULL DEFAULT '',
    pack_hash TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL DEFAULT '',
    safety_contact TEXT NOT NULL DEFAULT '',
    is_sample INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE team_member (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT 'inspector',
    region TEXT NOT NULL DEFAULT '',
    rents_from TEXT NOT NULL DEFAULT '',
    inspected_before INTEGER NOT NULL DEFAULT 0,
    declared_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE reality_check (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    template TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    assigned_to TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'planned',
    planned_for TEXT NOT NULL DEFAULT '',
    started_at TEXT NOT NULL DEFAULT '',
    finished_at TEXT NOT NULL DEFAULT '',
    resume_item TEXT NOT NULL DEFAULT '',
    last_place TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE check_target (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    check_id TEXT NOT NULL DEFAULT '',
    question_id TEXT NOT NULL DEFAULT '',
    target INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX check_target_check_id ON check_target (check_id);
CREATE TABLE note (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    check_id TEXT NOT NULL DEFAULT '',
    item_id TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    how TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    observed_at TEXT NOT NULL DEFAULT '',
    written_at TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    scheme TEXT NOT NULL DEFAULT '',
    rating TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL DEFAULT '',
    exact_words INTEGER NOT NULL DEFAULT 0,
    sensitivity TEXT NOT NULL DEFAULT 'none'
) STRICT;
CREATE INDEX note_filter ON note (check_id, source, how, rating);
CREATE TABLE note_question (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    note_id TEXT NOT NULL DEFAULT '',
    question_id TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX note_question_note_id ON note_question (note_id, question_id);
CREATE INDEX note_question_question_id ON note_question (question_id, note_id);
CREATE TABLE note_area (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    note_id TEXT NOT NULL DEFAULT '',
    area_id TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX note_area_note_id ON note_area (note_id, area_id);
CREATE INDEX note_area_area_id ON note_area (area_id, note_id);
CREATE TABLE attachment (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    note_id TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    media_type TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    caption TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX attachment_note_id ON attachment (note_id);
CREATE TABLE finding (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    polarity TEXT NOT NULL DEFAULT '',
    area_id TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'final',
    author TEXT NOT NULL DEFAULT '',
    written_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE finding_question (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    finding_id TEXT NOT NULL DEFAULT '',
    question_id TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX finding_question_finding_id ON finding_question (finding_id);
CREATE TABLE evidence_link (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    finding_id TEXT NOT NULL DEFAULT '',
    note_id TEXT NOT NULL DEFAULT '',
    stance TEXT NOT NULL DEFAULT 'supports'
) STRICT;
CREATE INDEX evidence_link_finding_id ON evidence_link (finding_id);
CREATE INDEX evidence_link_note_id ON evidence_link (note_id);
CREATE TABLE judgement (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    rating TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    decided_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE judgement_finding (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    judgement_id TEXT NOT NULL DEFAULT '',
    finding_id TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX judgement_finding_judgement_id ON judgement_finding (judgement_id);
CREATE TABLE indicator (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    indicator_id TEXT NOT NULL DEFAULT '',
    value REAL NOT NULL DEFAULT 0.0,
    period TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE VIRTUAL TABLE note_fts USING fts5(
    text, place, content='note', content_rowid='ref',
    tokenize='porter unicode61 remove_diacritics 2', prefix='1 2 3'
);
CREATE TRIGGER note_ai AFTER INSERT ON note BEGIN
    INSERT INTO note_fts (rowid, text, place) VALUES (new.ref, new.text, new.place);
END;
CREATE TRIGGER note_ad AFTER DELETE ON note BEGIN
    INSERT INTO note_fts (note_fts, rowid, text, place) VALUES ('delete', old.ref, old.text, old.place);
END;
CREATE TRIGGER note_au AFTER UPDATE OF text, place ON note BEGIN
    INSERT INTO note_fts (note_fts, rowid, text, place) VALUES ('delete', old.ref, old.text, old.place);
    INSERT INTO note_fts (rowid, text, place) VALUES (new.ref, new.text, new.place);
END;
"""


def apply(db: Database) -> None:
    """Make everything. The search table is our own statement: sqlite-utils knows no prefix index."""
    statement = ""
    for line in SQL.strip().splitlines():  # `executescript` would commit the migration's transaction
        statement += line + "\n"
        if line.endswith(";") and ("CREATE TRIGGER" not in statement or line == "END;"):
            db.conn.execute(statement)
            statement = ""
