"""The library of mystery shopping: stories, and the complaint clocks of the nations, from data."""

from __future__ import annotations

from functools import cache
from typing import Any

from tia_desktop.domain.shops import ClockStep, ComplaintClock, LibraryScenario, ShopLibrary
from tia_desktop.frameworks.calendars import nations
from tia_desktop.frameworks.decode import decode
from tia_desktop.frameworks.problem import PackProblem, place_of
from tia_desktop.frameworks.reading import rows, rows_below, twice
from tia_desktop.frameworks.schema_check import schema_problems
from tia_desktop.frameworks.shipped import shipped

SCENARIOS = "shop-scenarios-1.schema.json"
CLOCKS = "complaint-clocks-1.schema.json"


@cache
def library() -> ShopLibrary:
    """Return what ships with the program; read when shopping is first looked at."""
    stories = shipped("shops/scenarios.json")
    clocks = shipped("complaints/clocks.json")
    return ShopLibrary(
        edition=stories["edition"],
        rules=tuple(stories["rules"]),
        scenarios=tuple(LibraryScenario(**told) for told in stories["scenarios"]),
        clocks=tuple(_clock(told) for told in clocks["clocks"]),
        nations=nations(),
    )


def shop_problems(raw: bytes, schema: str) -> list[PackProblem]:
    """Return everything that is wrong with a library of stories or of complaint clocks."""
    data, found = decode(raw)
    if found:
        return found
    return [*schema_problems(data, schema), *_cross_problems(data)]


def _cross_problems(data: Any) -> list[PackProblem]:
    """Return what no schema can say: ids given twice, and nations without a calendar."""
    if not isinstance(data, dict):
        return []
    found = [*twice(data, rows(data, "scenarios"), "id", "story")]
    clocks = rows(data, "clocks")
    found += twice(data, clocks, "id", "clock")
    for path, clock in clocks:
        found += twice(data, rows_below(path, clock, "steps"), "id", "step")
        if str(clock.get("calendar")) not in nations():
            place = place_of(data, (*path, "calendar"))
            known = ", ".join(nations())
            found.append(PackProblem(place, "There is no such calendar.", f"Choose one of: {known}."))
    return found


def _clock(told: dict[str, Any]) -> ComplaintClock:
    steps = tuple(
        ClockStep(
            id=step["id"],
            title=step["title"],
            from_event=step["from"],
            to_event=step["to"],
            amount=step["amount"],
            unit=step["unit"],
            extension=step.get("extension", 0),
            extension_event=step.get("extension_event", ""),
        )
        for step in told["steps"]
    )
    return ComplaintClock(**{**told, "steps": steps})
