"""Planning and the twelve kinds: dates, scope, tailored checklists, repetitions, documents, photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tia_desktop.store.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

SQL = """
ALTER TABLE inspection ADD COLUMN body TEXT NOT NULL DEFAULT 'almo';
ALTER TABLE inspection ADD COLUMN intensity TEXT NOT NULL DEFAULT 'standard';
ALTER TABLE reality_check ADD COLUMN planned_until TEXT NOT NULL DEFAULT '';
ALTER TABLE reality_check ADD COLUMN consent_at TEXT NOT NULL DEFAULT '';
ALTER TABLE reality_check ADD COLUMN consent_how TEXT NOT NULL DEFAULT '';
ALTER TABLE note ADD COLUMN entry_id TEXT NOT NULL DEFAULT '';
ALTER TABLE note ADD COLUMN speaker TEXT NOT NULL DEFAULT '';
ALTER TABLE note ADD COLUMN prompt_id TEXT NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN width INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attachment ADD COLUMN height INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attachment ADD COLUMN taken_at TEXT NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN latitude REAL;
ALTER TABLE attachment ADD COLUMN longitude REAL;
ALTER TABLE attachment ADD COLUMN is_damaged INTEGER NOT NULL DEFAULT 0;
CREATE INDEX note_prompt ON note (prompt_id);
CREATE TABLE inspection_date (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    day TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE scope_area (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    depth TEXT NOT NULL DEFAULT 'full'
) STRICT;
CREATE TABLE check_area (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    check_id TEXT NOT NULL DEFAULT '',
    area_id TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX check_area_check_id ON check_area (check_id);
CREATE TABLE check_item (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    check_id TEXT NOT NULL DEFAULT '',
    item_id TEXT NOT NULL DEFAULT '',
    own INTEGER NOT NULL DEFAULT 0,
    omitted INTEGER NOT NULL DEFAULT 0,
    place REAL NOT NULL DEFAULT 0.0,
    heading TEXT NOT NULL DEFAULT '',
    question TEXT NOT NULL DEFAULT '',
    look_for TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX check_item_check_id ON check_item (check_id);
CREATE INDEX check_item_item_id ON check_item (item_id);
CREATE TABLE check_field (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    check_id TEXT NOT NULL DEFAULT '',
    field_id TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX check_field_check_id ON check_field (check_id);
CREATE TABLE check_entry (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    check_id TEXT NOT NULL DEFAULT '',
    repeat_id TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    place REAL NOT NULL DEFAULT 0.0
) STRICT;
CREATE INDEX check_entry_check_id ON check_entry (check_id);
CREATE TABLE document_request (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    asked_of TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'to_ask',
    asked_on TEXT NOT NULL DEFAULT '',
    due_on TEXT NOT NULL DEFAULT '',
    received_on TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT ''
) STRICT;
PRAGMA user_version = 3;
"""


def apply(db: Database) -> None:
    """Add what is new; what is there keeps its meaning."""
    run(db, SQL)
