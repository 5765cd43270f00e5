"""Concluding: passages, answers to contradictions, prompts, figures, drivers, what was accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tia_desktop.store.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

SQL = """
ALTER TABLE finding ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE finding ADD COLUMN sub_question TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN weight TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence_link ADD COLUMN quote TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence_link ADD COLUMN quote_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE evidence_link ADD COLUMN attachment_id TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence_link ADD COLUMN answer TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence_link ADD COLUMN answered_by TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence_link ADD COLUMN answered_at TEXT NOT NULL DEFAULT '';
CREATE TABLE note_sub_question (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    note_id TEXT NOT NULL DEFAULT '',
    sub_question_id TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE finding_prompt (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    finding_id TEXT NOT NULL DEFAULT '',
    prompt_id TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE figure_link (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    finding_id TEXT NOT NULL DEFAULT '',
    figure_id TEXT NOT NULL DEFAULT '',
    stance TEXT NOT NULL DEFAULT 'supports'
) STRICT;
CREATE TABLE driver (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    is_barrier INTEGER NOT NULL DEFAULT 0,
    scope TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    written_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE driver_finding (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    driver_id TEXT NOT NULL DEFAULT '',
    finding_id TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE earlier_view (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    judgement_id TEXT NOT NULL DEFAULT '',
    rating TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    findings TEXT NOT NULL DEFAULT '[]',
    author TEXT NOT NULL DEFAULT '',
    decided_at TEXT NOT NULL DEFAULT '',
    because TEXT NOT NULL DEFAULT '',
    left_by TEXT NOT NULL DEFAULT '',
    left_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE accepted_warning (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    rule TEXT NOT NULL DEFAULT '',
    record_id TEXT NOT NULL DEFAULT '',
    said TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    accepted_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE release (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    levels TEXT NOT NULL DEFAULT '{}',
    fingerprint TEXT NOT NULL DEFAULT '',
    chain_head TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    released_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE saved_filter (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    fields TEXT NOT NULL DEFAULT '{}',
    author TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX note_sub_question_note_id ON note_sub_question (note_id);
CREATE INDEX note_sub_question_part ON note_sub_question (sub_question_id, note_id);
CREATE INDEX finding_prompt_finding_id ON finding_prompt (finding_id);
CREATE INDEX finding_prompt_prompt_id ON finding_prompt (prompt_id);
CREATE INDEX figure_link_finding_id ON figure_link (finding_id);
CREATE INDEX driver_finding_driver_id ON driver_finding (driver_id);
CREATE INDEX finding_question_question_id ON finding_question (question_id, finding_id);
CREATE INDEX judgement_finding_finding_id ON judgement_finding (finding_id);
CREATE INDEX note_facets ON note (author, observed_at, place, rating);
PRAGMA user_version = 9;
"""


def apply(db: Database) -> None:
    """Add the new tables and columns; what is there keeps its meaning."""
    run(db, SQL)
