"""Released migrations, oldest first. A released migration never changes: a test pins its bytes.

Each from the second on sets `PRAGMA user_version` in its own transaction, so that a file is always exactly
of the version it says.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

SET = "tia"
NAMES = (
    "m0001_initial",
    "m0002_note_places",
    "m0003_plan",
    "m0004_case_lists",
    "m0005_shops",
    "m0006_surveys",
    "m0007_checklists",
    "m0008_survey_people",
    "m0009_conclude",
)

LATEST = len(NAMES)
"""The schema version this program writes; `PRAGMA user_version` of a file."""

RELEASED = [(SET, name) for name in NAMES]
"""What sqlite-utils notes in a file of the latest version."""


def migrate(db: Database, *, to: int = LATEST) -> None:
    """Bring a file to a version, through sqlite-utils migrations.

    Args:
        db: the file, open for writing.
        to: less than `LATEST` only in tests, which make older files with it.
    """
    from sqlite_utils.migrations import Migrations

    released = Migrations(SET)
    for name in NAMES[:to]:
        released(name=name)(import_module(f"tia_desktop.store.migrations.{name}").apply)
    released.apply(db)
