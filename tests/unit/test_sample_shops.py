"""The mystery shops of the sample: the services agree with every line, and it is true on any day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.domain.shop_measure import measure, moment
from tia_desktop.domain.shop_records import ServiceStandard, ShopAttempt, ShopEvent, ShopScenario
from tia_desktop.domain.shops import first_event
from tia_desktop.domain.working_time import WorkingTime
from tia_desktop.frameworks.shops import library
from tia_desktop.services import shop_results, shop_values
from tia_desktop.services.sample_checks import Days, read
from tia_desktop.services.sample_shops import Shops
from tia_desktop.services.shop_clock import measured, promises, reminders, standing
from tia_desktop.services.shop_events import change_event, events_of
from tia_desktop.services.shop_setup import refuse_before_staff_are_told, staff_told
from tia_desktop.services.shop_standards import StandardDraft, standard_values, standards
from tia_desktop.services.workspace import Workspace

TAP, FENCE = "A dripping tap", "A fence that nobody mended"


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One sample for all: nothing here writes for good."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIA_HOME", str(tmp_path_factory.mktemp("home")))
        opened = AppDesk().open_sample(tmp_path_factory.mktemp("sample"))
        yield opened
        opened.store.close()


def shops(ws: Workspace) -> list[ShopAttempt]:
    return ws.store.find(ShopAttempt)


def result(ws: Workspace, title: str, channel: str) -> shop_results.ScenarioResult:
    check = shops(ws)[0].check_id
    found = shop_results.results(ws, library(), check_id=check)
    return next(r for r in found if (r.scenario.title, r.channel) == (title, channel))


# ---- what a person sees


def test_six_shops_of_two_stories_over_ways_days_and_hours(ws: Workspace) -> None:
    made = shops(ws)
    assert len(made) == 6
    assert {s.check_id for s in made} == {made[0].check_id}
    assert ws.need(RealityCheck, made[0].check_id).template == "rc11"
    assert {s.title for s in ws.store.find(ShopScenario)} == {TAP, FENCE}
    assert {s.channel for s in made} == {"phone", "email"}
    assert len({s.started_at[:10] for s in made}) >= 4
    assert len({s.started_at[11:13] for s in made}) == 6


def test_results_have_a_base_and_a_spread(ws: Workspace) -> None:
    (calls,) = result(ws, TAP, "phone").standards
    assert (calls.kept, calls.looked_at, calls.took) == (2, 3, (12, 16, 27))
    (letters,) = result(ws, TAP, "email").standards
    assert (letters.kept, letters.looked_at, letters.took) == (1, 2, (1, 4))
    fence = {s.standard.title: (s.kept, s.looked_at, s.took) for s in result(ws, FENCE, "phone").standards}
    assert fence == {
        "Calls answered": (1, 1, (14,)),
        "Complaints acknowledged": (1, 1, (2,)),
        "Complaints answered": (1, 1, (6,)),
    }


def test_promises_are_kept_late_and_open_with_a_reminder(ws: Workspace) -> None:
    states = sorted(p.state for p in promises(ws))
    assert states in (["kept", "kept", "late", "open"], ["kept", "kept", "late", "overdue"])
    (one,) = reminders(ws, library())
    assert one.what == "Promise: The estates team writes to you with a date for the fence."
    assert one.attempt.ended_at == ""


def test_one_result_is_kept_as_the_service_keeps_it(ws: Workspace) -> None:
    found, before = result(ws, TAP, "phone"), ws.store.count(EvidenceNote)
    note = ws.need(EvidenceNote, shop_results.keep_result(ws, found))
    assert ws.store.count(EvidenceNote) == before, "the same result is kept once"
    assert (note.author, note.how) == ("Ruth", "measured")
    assert "kept 2 of 3" in note.text


# ---- the rules of the services


def test_what_is_kept_before_the_first_shop_fits(ws: Workspace) -> None:
    told = staff_told(ws)
    assert told is not None
    names = set(StandardDraft.__slots__) - {"hours"}
    for standard in standards(ws):
        draft = StandardDraft(**{name: getattr(standard, name) for name in names})
        again = standard_values(library(), draft)
        assert {k: v for k, v in again.items() if k != "week"} == {
            k: getattr(standard, k) for k in again if k != "week"
        }
        assert "(sample)" in standard.source
    for shop in shops(ws):
        refuse_before_staff_are_told(ws, shop.started_at)
        shop_values.refuse_own_shopper(ws, shop.author)
        assert shop_values.tested_alias(ws, shop.alias) == shop.alias
        assert shop_values.tested_channel(shop.channel) == shop.channel
        assert shop_values.tested_right(shop.answer_right) == shop.answer_right
        assert shop_values.tested_moment(ws, shop.started_at) == shop.started_at


def test_every_event_could_have_been_written_by_the_service(ws: Workspace) -> None:
    """Correcting an event to what it says already takes all of its rules, and changes nothing."""
    for shop in shops(ws):
        events = events_of(ws, shop.id)
        story = ws.need(ShopScenario, shop.scenario_id)
        assert events == ws.store.find(ShopEvent, attempt_id=shop.id), "written in their order"
        assert events[0].at == shop.started_at
        assert events[0].kind == first_event(shop.channel, story.is_complaint)
        for event in events:
            change_event(ws, event.id, kind=event.kind, at=event.at, words=event.words, due_at=event.due_at)
        assert [e.version for e in events_of(ws, shop.id)] == [e.version for e in events]
        now = standing(ws, library(), shop.id)
        assert not now.running
        assert now.remarks == ()
        assert not shop.ended_at or shop.ended_at >= events[-1].at


def test_the_clock_of_each_shop_agrees(ws: Workspace) -> None:
    for shop in shops(ws):
        for one in measured(ws, library(), shop)[0]:
            hours = WorkingTime(library().nations[one.standard.nation], open_on_holidays=False)
            if one.standard.unit == "working_days":
                assert one.ended is not None
                assert one.took == hours.working_days(one.began.date(), one.ended.date())  # type: ignore[union-attr]


# ---- on any day


def _made_on(today: date) -> Iterator[tuple[ShopAttempt, list[ShopEvent]]]:
    told: dict[str, Any] = read("shops.json")
    hours = WorkingTime(library().nations[told["nation"]])
    shops = Shops(Days(f"{today.isoformat()}T00:00:00+00:00"), hours)
    for n, one in enumerate(told["shops"]):
        ids = [f"{n}-{k}" for k in range(1 + len(one["events"]))]
        first, *rest = shops.edits(one, {"channel": one.get("channel", "phone"), "author": "x"}, ids)
        shop = ShopAttempt(id=first.record_id, **first.values)  # type: ignore[arg-type]
        yield shop, [ShopEvent(id=e.record_id, **e.values) for e in rest]  # type: ignore[arg-type]


def _kept_on(today: date) -> list[tuple[str, bool | None]]:
    told = read("shops.json")
    found = []
    for shop, events in _made_on(today):
        for n, one in enumerate(told["standards"]):
            if one.get("channel", "") in ("", shop.channel):
                values = standard_values(library(), StandardDraft(nation=told["nation"], **one))
                standard = ServiceStandard(id=str(n), **values)  # type: ignore[arg-type]
                hours = WorkingTime(library().nations[told["nation"]])
                until = moment(shop.ended_at or events[-1].at)
                found.append((one["title"], measure(standard, events, hours, until=until, over=True).kept))
    return [each for each in found if each[1] is not None]


@pytest.mark.parametrize("start", [date(2026, 1, 1), date(2021, 12, 1), date(2027, 3, 1)])
def test_the_story_is_true_on_any_day(start: date) -> None:
    """Weekends, Easter, Christmas with days in lieu, clock changes: 400 days, and no word changes."""
    zone, expected = ZoneInfo("Europe/London"), None
    nation = library().nations["england-and-wales"]
    for n in range(400 if start.year == 2026 else 60):
        today = start + timedelta(days=n)
        midnight = datetime.combine(today, datetime.min.time(), zone)
        for shop, events in _made_on(today):
            times = [moment(e.at) for e in events]
            assert all(a <= b for a, b in pairwise(times)), today
            assert times[-1] <= midnight, "nothing is still to come"
            assert times[0] >= midnight - timedelta(days=28)
            assert not shop.ended_at or moment(shop.ended_at) >= times[-1]
            for promise in (e for e in events if e.due_at):
                assert promise.due_at[:10] >= promise.at[:10], today
                due = date.fromisoformat(promise.due_at[:10])
                assert len(promise.due_at) > 10 or (due not in nation.days and due.weekday() < 5)
            assert times[0].astimezone(zone).isoformat() == shop.started_at, "on the landlord's clock"
        kept = _kept_on(today)
        expected = expected or kept
        assert kept == expected, today
    assert [title for title, was_kept in expected or () if not was_kept] == [
        "Calls answered",
        "E-mails answered",
    ]
