"""Mystery shopping: published standards, stories, shops and what happened in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tia_desktop.store.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

SQL = """
CREATE TABLE service_standard (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    channel TEXT NOT NULL DEFAULT '',
    from_event TEXT NOT NULL DEFAULT '',
    to_event TEXT NOT NULL DEFAULT '',
    amount INTEGER NOT NULL DEFAULT 0,
    unit TEXT NOT NULL DEFAULT 'working_days',
    week TEXT NOT NULL DEFAULT '',
    nation TEXT NOT NULL DEFAULT '',
    open_on_holidays INTEGER NOT NULL DEFAULT 0,
    source TEXT NOT NULL DEFAULT '',
    extension INTEGER NOT NULL DEFAULT 0,
    extension_event TEXT NOT NULL DEFAULT '',
    library_id TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE shop_scenario (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    channel TEXT NOT NULL DEFAULT '',
    story TEXT NOT NULL DEFAULT '',
    ask TEXT NOT NULL DEFAULT '',
    right_answer TEXT NOT NULL DEFAULT '',
    is_complaint INTEGER NOT NULL DEFAULT 0,
    library_id TEXT NOT NULL DEFAULT '',
    edition TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE shop_attempt (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    check_id TEXT NOT NULL DEFAULT '',
    entry_id TEXT NOT NULL DEFAULT '',
    scenario_id TEXT NOT NULL DEFAULT '',
    alias TEXT NOT NULL DEFAULT '',
    channel TEXT NOT NULL DEFAULT '',
    started_at TEXT NOT NULL DEFAULT '',
    ended_at TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    answer_right TEXT NOT NULL DEFAULT '',
    set_aside TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX shop_attempt_check_id ON shop_attempt (check_id);
CREATE INDEX shop_attempt_scenario_id ON shop_attempt (scenario_id);
CREATE TABLE shop_event (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    attempt_id TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL DEFAULT '',
    words TEXT NOT NULL DEFAULT '',
    due_at TEXT NOT NULL DEFAULT '',
    promise_id TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX shop_event_attempt_id ON shop_event (attempt_id);
CREATE TABLE shopping_notice (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    told_on TEXT NOT NULL DEFAULT '',
    told_how TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT ''
) STRICT;
PRAGMA user_version = 5;
"""


def apply(db: Database) -> None:
    """Add the new tables; what is there keeps its meaning."""
    run(db, SQL)
