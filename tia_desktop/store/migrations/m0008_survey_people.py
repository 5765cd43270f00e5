"""People who are asked a survey in the window, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tia_desktop.store.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

SQL = """
CREATE TABLE survey_person (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    check_id TEXT NOT NULL DEFAULT '',
    set_id TEXT NOT NULL DEFAULT '',
    edition TEXT NOT NULL DEFAULT '',
    number INTEGER NOT NULL DEFAULT 0,
    mode TEXT NOT NULL DEFAULT '',
    tenure TEXT NOT NULL DEFAULT '',
    agreed_at TEXT NOT NULL DEFAULT '',
    started_at TEXT NOT NULL DEFAULT '',
    ended_at TEXT NOT NULL DEFAULT '',
    stopped INTEGER NOT NULL DEFAULT 0,
    author TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX survey_person_check_id ON survey_person (check_id);
CREATE TABLE survey_answer (
    ref INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    person_id TEXT NOT NULL DEFAULT '',
    question_id TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX survey_answer_person_id ON survey_answer (person_id);
PRAGMA user_version = 8;
"""


def apply(db: Database) -> None:
    """Add the new tables; what is there keeps its meaning."""
    run(db, SQL)
