"""Inspection files as older versions of the program left them."""

from __future__ import annotations

from pathlib import Path

from tia_desktop.store.engine import connect, database
from tia_desktop.store.guard import APPLICATION_ID
from tia_desktop.store.migrations import migrate


def as_version(source: Path, target: Path, version: int, *, key: bytes | None = None) -> None:
    """Write what is in `source` as an older version would have it; what that had no place for is left out."""
    conn = connect(target, key=key, mode="rwc")
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(database(conn), to=version)
    conn.execute(f"PRAGMA user_version = {version}")
    old = connect(source, key=key)
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*[_]fts*'"
    ours = {
        name for (name,) in conn.execute(f"{names} AND name NOT GLOB '*sqlite*' AND name <> 'note_place'")
    }
    theirs = {name for (name,) in old.execute(names)}
    for table in sorted(ours & theirs):
        have = [row[1] for row in old.execute(f"PRAGMA table_info({table})")]
        columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})") if row[1] in have]
        rows = old.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
        marks = ", ".join("?" * len(columns))
        conn.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
    conn.commit()
    old.close()
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    conn.close()
