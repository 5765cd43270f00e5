"""Released migrations, oldest first. A released migration never changes: a test pins its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

LATEST = 1
"""The schema version this program writes; `PRAGMA user_version` of a file."""


RELEASED = [("tia", "m0001_initial")]
"""What sqlite-utils notes in a file of the latest version."""


def migrate(db: Database) -> None:
    """Bring a file to the latest version, through sqlite-utils migrations."""
    from sqlite_utils.migrations import Migrations

    from tia_desktop.store.migrations import m0001_initial

    released = Migrations("tia")
    released(name="m0001_initial")(m0001_initial.apply)
    released.apply(db)
