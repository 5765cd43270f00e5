"""Running a migration's SQL inside its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def run(db: Database, sql: str) -> None:
    """Run statements one by one: `executescript` would commit the migration's transaction.

    A statement ends with a line that ends in ";", a trigger with the line "END;".
    """
    statement = ""
    for line in sql.strip().splitlines():
        statement += line + "\n"
        if line.endswith(";") and ("CREATE TRIGGER" not in statement or line == "END;"):
            db.conn.execute(statement)
            statement = ""
