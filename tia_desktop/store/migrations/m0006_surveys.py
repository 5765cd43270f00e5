"""Surveys and their results, sets of many landlords' figures, indicators beside those of the framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tia_desktop.store.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

SQL = """
CREATE TABLE survey (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    set_id TEXT NOT NULL DEFAULT '',
    edition TEXT NOT NULL DEFAULT '',
    check_id TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    method TEXT NOT NULL DEFAULT '',
    period TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    source_name TEXT NOT NULL DEFAULT '',
    source_sha256 TEXT NOT NULL DEFAULT '',
    sheet TEXT NOT NULL DEFAULT '',
    header_row INTEGER NOT NULL DEFAULT 0,
    encoding TEXT NOT NULL DEFAULT '',
    separator TEXT NOT NULL DEFAULT '',
    reading TEXT NOT NULL DEFAULT '{}',
    left_out TEXT NOT NULL DEFAULT '[]',
    row_count INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    added_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX survey_check_id ON survey (check_id);
CREATE TABLE survey_result (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    survey_id TEXT NOT NULL DEFAULT '',
    check_id TEXT NOT NULL DEFAULT '',
    set_id TEXT NOT NULL DEFAULT '',
    question_id TEXT NOT NULL DEFAULT '',
    group_column TEXT NOT NULL DEFAULT '',
    group_name TEXT NOT NULL DEFAULT '',
    tenure TEXT NOT NULL DEFAULT '',
    base INTEGER NOT NULL DEFAULT 0,
    dont_know INTEGER NOT NULL DEFAULT 0,
    blank INTEGER NOT NULL DEFAULT 0,
    filtered INTEGER NOT NULL DEFAULT 0,
    unknown INTEGER NOT NULL DEFAULT 0,
    counts TEXT NOT NULL DEFAULT '{}',
    positive TEXT NOT NULL DEFAULT '[]',
    population INTEGER,
    weighted INTEGER NOT NULL DEFAULT 0,
    period TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    list_sha256 TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX survey_result_survey_id ON survey_result (survey_id);
CREATE INDEX survey_result_check_id ON survey_result (check_id);
CREATE TABLE indicator_set (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    source_name TEXT NOT NULL DEFAULT '',
    source_sha256 TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '',
    columns TEXT NOT NULL DEFAULT '[]',
    row_count INTEGER NOT NULL DEFAULT 0,
    period TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    added_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE own_indicator (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    code TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    unit TEXT NOT NULL DEFAULT '',
    better TEXT NOT NULL DEFAULT 'context',
    source TEXT NOT NULL DEFAULT ''
) STRICT;
PRAGMA user_version = 6;
"""


def apply(db: Database) -> None:
    """Add the new tables; what is there keeps its meaning."""
    run(db, SQL)
