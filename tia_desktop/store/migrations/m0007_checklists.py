"""Checklists from outside, and which of them a check runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tia_desktop.store.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

SQL = """
CREATE TABLE checklist (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    form_id TEXT NOT NULL DEFAULT '',
    form_version TEXT NOT NULL DEFAULT '',
    source_name TEXT NOT NULL DEFAULT '',
    source_sha256 TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    questions INTEGER NOT NULL DEFAULT 0,
    losses TEXT NOT NULL DEFAULT '[]',
    added_at TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT ''
) STRICT;
ALTER TABLE reality_check ADD COLUMN checklist_id TEXT NOT NULL DEFAULT '';
PRAGMA user_version = 7;
"""


def apply(db: Database) -> None:
    """Add the new table and column; what is there keeps its meaning."""
    run(db, SQL)
