"""Where resources, schemas and the user's data are. Nothing else in the program locates files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def _root() -> Path:
    """The folder that holds `resources/` and `schemas/`: the source tree or a packaged program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else _HERE.parent


def resources_dir() -> Path:
    """Framework packs, icons, fonts and help pages that ship with the program."""
    return _root() / "resources"


def schemas_dir() -> Path:
    """Published JSON Schemas."""
    return _root() / "schemas"


def user_data_dir() -> Path:
    """Settings, recent files, automatic backups and locks of this user on this laptop.

    `TIA_HOME` overrides it, for tests and for running from a stick.
    """
    home = os.environ.get("TIA_HOME")
    if home:
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("tia-desktop", appauthor=False)


def locks_dir() -> Path:
    """One lock file for each inspection that is open for writing on this laptop."""
    return user_data_dir() / "locks"


def backups_dir() -> Path:
    """Automatic backups, one folder for each inspection file."""
    return user_data_dir() / "backups"


def upgrades_dir() -> Path:
    """Where an older inspection is brought up to date on trial; empty at all other times."""
    return user_data_dir() / "upgrades"


def settings_file() -> Path:
    """The person's settings (text size, colours, recent files) as JSON."""
    return user_data_dir() / "settings.json"


def log_file() -> Path:
    """The program's log. It never holds personal data."""
    return user_data_dir() / "log.txt"
