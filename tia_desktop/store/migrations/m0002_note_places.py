"""How many notes are in each stretch of keys, so that a place in a long list is found without counting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tia_desktop.store.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

SQL = """
CREATE TABLE note_place (stretch INTEGER PRIMARY KEY, notes INTEGER NOT NULL) STRICT;
INSERT INTO note_place (stretch, notes) SELECT ref >> 12, count(*) FROM note GROUP BY 1;
CREATE TRIGGER note_place_ai AFTER INSERT ON note BEGIN
    INSERT INTO note_place (stretch, notes) VALUES (new.ref >> 12, 1)
        ON CONFLICT (stretch) DO UPDATE SET notes = notes + 1;
END;
CREATE TRIGGER note_place_ad AFTER DELETE ON note BEGIN
    UPDATE note_place SET notes = notes - 1 WHERE stretch = old.ref >> 12;
    DELETE FROM note_place WHERE stretch = old.ref >> 12 AND notes = 0;
END;
PRAGMA user_version = 2;
"""


def apply(db: Database) -> None:
    """Count what is there, and keep counting."""
    run(db, SQL)
