"""Bank holidays of the nations, from `resources/calendars/bank-holidays.json`."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

from tia_desktop.domain.working_time import Nation
from tia_desktop.paths import resources_dir


@cache
def nations() -> dict[str, Nation]:
    """Return the nations by their ids."""
    data = json.loads((resources_dir() / "calendars" / "bank-holidays.json").read_text(encoding="utf-8"))
    return {
        told["id"]: Nation(
            id=told["id"],
            title=told["title"],
            zone=told["zone"],
            first_year=told["first_year"],
            last_year=told["last_year"],
            days={date.fromisoformat(day): name for day, name in told["days"].items()},
        )
        for told in data["nations"]
    }
