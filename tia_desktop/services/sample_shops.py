"""The mystery shops of the sample inspection: six, made up; some keep to the standard, some do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import Scalar
from tia_desktop.domain.shop_records import (
    STAFF_TOLD,
    ServiceStandard,
    ShopAttempt,
    ShopEvent,
    ShoppingNotice,
    ShopScenario,
)
from tia_desktop.domain.shops import ShopLibrary, scenario_values
from tia_desktop.domain.working_time import DAY, WorkingTime
from tia_desktop.services.sample_checks import MADE, TODAY, Days, read
from tia_desktop.services.shop_results import keep_result, results
from tia_desktop.services.shop_standards import StandardDraft, standard_values
from tia_desktop.services.workspace import Workspace


def add_shops(
    ws: Workspace, library: ShopLibrary, days: Days, check_id: str, entries: dict[str, str]
) -> None:
    """Keep the standards and the shops of a check, and one result as evidence.

    Args:
        ws: the sample inspection.
        library: where the stories and the bank holidays stand.
        days: what turns the sample's numbers into dates.
        check_id: the check.
        entries: the sample's keys of its parts -> their ids.
    """
    told = read("shops.json")
    who, lead = told["who"], told["told"]["who"]
    ws.store.record(list(_before(ws, library, days, told)), author=lead, cause=MADE)
    stories = {one["scenario"]: ws.store.new_id() for one in told["shops"]}
    edits = [
        Edit(ShopScenario, made, scenario_values(story, library.edition))
        for key, made in stories.items()
        if (story := library.scenario(key)) is not None
    ]
    shops = Shops(days, WorkingTime(library.nations[told["nation"]]))
    for one in told["shops"]:
        values = {
            "check_id": check_id,
            "entry_id": entries.get(one.get("entry", ""), ""),
            "scenario_id": stories[one["scenario"]],
            "channel": one.get("channel", "phone"),
            "author": who,
        }
        new_ids = [ws.store.new_id() for _ in range(1 + len(one["events"]))]
        edits += shops.edits(one, values, new_ids)
    ws.store.record(edits, author=who, cause=MADE)
    calls = results(ws, library, stories[told["shops"][0]["scenario"]], check_id)[0]
    keep_result(replace(ws, author=lead), calls, check_id)


def _before(ws: Workspace, library: ShopLibrary, days: Days, told: dict[str, Any]) -> Iterator[Edit]:
    """Give what has to be there before the first shop: staff are told, and what was promised in public."""
    notice = told["told"]
    values: dict[str, Scalar] = {"told_on": days.day(notice["day"]), "told_how": notice["how"]}
    yield Edit(ShoppingNotice, STAFF_TOLD, values | {"author": notice["who"]})
    for one in told["standards"]:
        draft = StandardDraft(nation=told["nation"], **one)
        yield Edit(ServiceStandard, ws.store.new_id(), standard_values(library, draft))


class Shops:
    """Turns the sample's shops into edits. Times are those of the landlord's own clock."""

    def __init__(self, days: Days, hours: WorkingTime) -> None:
        self._days, self._hours = days, hours
        self._zone = ZoneInfo(hours.nation.zone)

    def edits(self, told: dict[str, Any], values: dict[str, Scalar], ids: list[str]) -> Iterator[Edit]:
        """Give the edits of a shop and of what happened in it; `ids` are those of the shop and its events."""
        shop, made = ids[0], ids[1:]
        keys = {one["key"]: made[n] for n, one in enumerate(told["events"]) if "key" in one}
        first, last = told["events"][0], told["events"][-1]
        ended = self._at(told, last.get("after", 0), told["ends"]) if "ends" in told else ""
        whole = {"alias": told["alias"], "answer_right": told["right"], "ended_at": ended}
        yield Edit(ShopAttempt, shop, {**values, **whole, "started_at": self._at(told, 0, first["at"])})
        for event_id, one in zip(made, told["events"], strict=True):
            event: dict[str, Scalar] = {
                "attempt_id": shop,
                "kind": one["kind"],
                "at": self._at(told, one.get("after", 0), one["at"]),
                "words": one.get("words", ""),
                "due_at": self._due(told, one),
                "promise_id": keys[one["promise"]] if "promise" in one else "",
                "author": values["author"],
            }
            yield Edit(ShopEvent, event_id, event)

    def _at(self, told: dict[str, Any], after: int, clock: str) -> str:
        when = datetime.fromisoformat(f"{self._working_day(told, after)}T{clock}")
        return when.replace(tzinfo=self._zone).isoformat()

    def _due(self, told: dict[str, Any], event: dict[str, Any]) -> str:
        if "due_at" in event:
            return self._at(told, event.get("after", 0), event["due_at"])
        after = event.get("due_after", "")
        if after == "today":
            return self._last_working_day()
        return self._working_day(told, after) if after else ""

    def _working_day(self, told: dict[str, Any], after: int) -> str:
        start = date.fromisoformat(self._days.day(told["day"]))
        return self._hours.day_after(start, after).isoformat()

    def _last_working_day(self) -> str:
        """Return today; on a weekend or bank holiday nobody promises to write."""
        day = date.fromisoformat(self._days.day(TODAY))
        while not self._hours.is_working_day(day):
            day -= DAY
        return day.isoformat()
