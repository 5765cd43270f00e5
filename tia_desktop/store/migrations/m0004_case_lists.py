"""Case lists, and the samples that are drawn from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tia_desktop.store.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

SQL = """
CREATE TABLE case_list (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    source_name TEXT NOT NULL DEFAULT '',
    source_sha256 TEXT NOT NULL DEFAULT '',
    sheet TEXT NOT NULL DEFAULT '',
    header_row INTEGER NOT NULL DEFAULT 1,
    encoding TEXT NOT NULL DEFAULT '',
    separator TEXT NOT NULL DEFAULT '',
    columns TEXT NOT NULL DEFAULT '[]',
    left_out TEXT NOT NULL DEFAULT '[]',
    row_count INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT NOT NULL DEFAULT '',
    reference TEXT NOT NULL DEFAULT '',
    added_at TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE sample (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    check_id TEXT NOT NULL DEFAULT '',
    list_id TEXT NOT NULL DEFAULT '',
    content_sha256 TEXT NOT NULL DEFAULT '',
    method TEXT NOT NULL DEFAULT '',
    allocation TEXT NOT NULL DEFAULT '',
    seed TEXT NOT NULL DEFAULT '',
    column TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    wanted INTEGER NOT NULL DEFAULT 0,
    reserves INTEGER NOT NULL DEFAULT 0,
    drawn_at TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    reference TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sample_check_id ON sample (check_id);
CREATE TABLE sample_stratum (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    sample_id TEXT NOT NULL DEFAULT '',
    place INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    wanted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX sample_stratum_sample_id ON sample_stratum (sample_id);
CREATE TABLE sampled_case (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    sample_id TEXT NOT NULL DEFAULT '',
    number INTEGER NOT NULL DEFAULT 0,
    stratum TEXT NOT NULL DEFAULT '',
    place INTEGER NOT NULL DEFAULT 0,
    is_reserve INTEGER NOT NULL DEFAULT 0,
    entry_id TEXT NOT NULL DEFAULT '',
    reference TEXT NOT NULL DEFAULT '',
    cells TEXT NOT NULL DEFAULT '{}',
    replaces TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'open'
) STRICT;
CREATE INDEX sampled_case_sample_id ON sampled_case (sample_id);
CREATE INDEX sampled_case_entry_id ON sampled_case (entry_id);
PRAGMA user_version = 4;
"""


def apply(db: Database) -> None:
    """Add the new tables; what is there keeps its meaning."""
    run(db, SQL)
