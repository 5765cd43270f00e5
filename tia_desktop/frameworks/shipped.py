"""Data that ships with the program, beside the packs."""

from __future__ import annotations

import json
from typing import Any

from tia_desktop.paths import resources_dir


def shipped(name: str) -> Any:
    """Return what a file below `resources` holds.

    It was checked by the tests, like a shipped pack: checking it again would cost every start that shows a
    reminder 8 MB and 40 ms.
    """
    return json.loads((resources_dir() / name).read_bytes())
