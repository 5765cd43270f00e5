"""Mystery shopping: staff are told first, times are kept, promises looked after, results can be defended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import FakeStore
from tests.helpers.numbers import numbers_of
from tests.helpers.stores import LANDLORD, begin, new_file
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError, OwnLandlordError, UnknownRecordError
from tia_desktop.domain.intervals import wilson
from tia_desktop.domain.records import EvidenceNote, RealityCheck, TeamMember
from tia_desktop.domain.shop_records import (
    SHOP_RECORDS,
    ServiceStandard,
    ShopAttempt,
    ShopEvent,
    ShopScenario,
)
from tia_desktop.domain.shops import EVENTS
from tia_desktop.frameworks.shops import library
from tia_desktop.services import checklist, plan, team
from tia_desktop.services.capture import questions_of
from tia_desktop.services.history import history_of, redo, undo
from tia_desktop.services.ports import Store
from tia_desktop.services.shop_clock import measured, promises, reminders, standing
from tia_desktop.services.shop_events import change_event, events_of, record_event, remove_event
from tia_desktop.services.shop_results import keep_result, lines, measure_words, results
from tia_desktop.services.shop_setup import add_scenario, find_scenario, scenarios, staff_told, tell_staff
from tia_desktop.services.shop_standards import (
    StandardDraft,
    add_clock,
    add_standard,
    remove_standard,
    standards,
)
from tia_desktop.services.shopping import change_attempt, end_attempt, reopen_attempt, start_attempt
from tia_desktop.services.workspace import Workspace
from tia_desktop.store.clock import HybridClock
from tia_desktop.store.inspection_file import InspectionFile

NOW = "2026-03-16T12:00:00+00:00"  # a Monday
LIB = library()
IN_20_SECONDS = StandardDraft(
    "Calls answered", "call", "answer", 20, "seconds", "england-and-wales", "phone", source="website"
)
IN_5_DAYS = StandardDraft(
    "E-mails answered", "sent", "reply", 5, "working_days", "england-and-wales", "email", source="leaflet"
)


class Wall:
    """The clock on the wall of the tests."""

    def __init__(self) -> None:
        self.set(NOW)

    def set(self, when: str) -> None:
        self.seconds = datetime.fromisoformat(when).timestamp()

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture(params=["memory", "file"])
def ws(request: pytest.FixtureRequest, tmp_path: Path, wall: Wall) -> Iterator[Workspace]:
    clock = HybridClock(wall)
    store: Store = (
        FakeStore(clock=clock) if request.param == "memory" else new_file(tmp_path / "a.tia", clock=clock)
    )
    opened = begin(store)
    team.add_member(opened, "Maureen", "tia", rents_from="Elsewhere Homes")
    yield opened
    if isinstance(store, InspectionFile):
        assert store.verify() == []
    store.close()


@pytest.fixture
def check(ws: Workspace) -> str:
    made = plan.add_check(ws, "mystery-shopping", "Repairs line")
    tell_staff(ws, "by the director, at the staff meeting", "2026-02-20")
    return made


def at(clock: str, day: str = "2026-03-04") -> str:
    return f"{day}T{clock}+00:00"


def call(ws: Workspace, check: str, answered: str = "10:00:14", **more: str) -> str:
    """A shop by phone that began at ten o'clock; "" is never answered."""
    shop = start_attempt(ws, LIB, check, "repair-phone", "Mrs Lane", at=at("10:00:00"), **more)
    if answered:
        record_event(ws, shop, "answer", at=at(answered))
    return shop


def all_of(ws: Workspace) -> list[object]:
    return [ws.store.find(cls) for cls in SHOP_RECORDS]


# ---- staff are told first


def test_the_first_shop_waits_until_staff_are_told(ws: Workspace) -> None:
    check = plan.add_check(ws, "mystery-shopping", "Repairs line")
    before = ws.store.log.head()
    assert staff_told(ws) is None
    with pytest.raises(InputError, match="staff must be told that shopping will happen, not when"):
        start_attempt(ws, LIB, check, "repair-phone", "Mrs Lane")
    assert ws.store.log.head() == before
    told = tell_staff(ws, "at the staff meeting")
    assert (told.told_on, told.told_how, told.author) == (
        ws.store.now()[:10],
        "at the staff meeting",
        ws.author,
    )
    assert start_attempt(ws, LIB, check, "repair-phone", "Mrs Lane")


def test_a_shop_before_the_day_on_which_they_were_told_is_refused(ws: Workspace, check: str) -> None:
    with pytest.raises(InputError, match="told on 2026-02-20, after this shop began"):
        start_attempt(ws, LIB, check, "damp", "Mrs Lane", at=at("10:00", "2026-02-19"))
    assert ws.store.find(ShopAttempt) == []


@pytest.mark.parametrize(
    ("how", "on"), [("", ""), ("  ", "2026-03-01"), ("meeting", "soon"), ("meeting", "2026-03-18")]
)
def test_who_says_that_they_were_told_says_how_and_when(ws: Workspace, how: str, on: str) -> None:
    with pytest.raises(InputError):
        tell_staff(ws, how, on)
    assert staff_told(ws) is None


def test_undo_of_the_notice_brings_the_refusal_back(ws: Workspace) -> None:
    check = plan.add_check(ws, "mystery-shopping", "Repairs line")
    tell_staff(ws, "meeting")
    assert undo(ws) == "Undone: the note that staff were told was made."
    with pytest.raises(InputError, match="staff must be told"):
        start_attempt(ws, LIB, check, "repair-phone", "Mrs Lane")


# ---- who shops, and as whom


def test_nobody_shops_at_their_own_landlord(ws: Workspace, check: str) -> None:
    team.add_member(ws, "Ruth", "inspector", rents_from=LANDLORD)  # may inspect, with a warning
    before = all_of(ws)
    for author, worker in (("Ruth", "Dev"), ("", "ruth ")):
        ws.author = worker
        with pytest.raises(OwnLandlordError, match="never inspects their own landlord"):
            start_attempt(ws, LIB, check, "repair-phone", "Mrs Lane", author=author)
    ws.author = "Dev"
    shop = call(ws, check)
    ws.author = "Ruth"
    with pytest.raises(OwnLandlordError, match="guidance para 35"):
        record_event(ws, shop, "end")
    assert all_of(ws) != before
    assert [e.kind for e in events_of(ws, shop)] == ["call", "answer"]


def test_the_store_keeps_an_adviser_with_a_shop_from_renting_here(ws: Workspace, check: str) -> None:
    ws.author = "Maureen"
    call(ws, check)
    member = ws.member("Maureen")
    assert member is not None
    with pytest.raises(OwnLandlordError):
        ws.store.record([Edit(TeamMember, member.id, {"rents_from": LANDLORD})], author="raw")
    with pytest.raises(OwnLandlordError):
        ws.store.record(
            [
                Edit(ShopAttempt, "raw", {"check_id": check, "author": "Bob"}),
                Edit(TeamMember, "b", {"name": "Bob", "role": "tia", "rents_from": LANDLORD}),
            ],
            author="raw",
        )
    assert ws.store.get(ShopAttempt, "raw") is None


@pytest.mark.parametrize("alias", ["Maureen", " maureen ", "MAUREEN Lane", "Mrs Maureen", "", "  "])
def test_an_alias_is_made_up(ws: Workspace, check: str, alias: str) -> None:
    with pytest.raises(InputError, match="real tenant"):
        start_attempt(ws, LIB, check, "repair-phone", alias)
    shop = start_attempt(ws, LIB, check, "repair-phone", "  Mrs   Lane ")
    with pytest.raises(InputError, match="real tenant"):
        change_attempt(ws, shop, alias=alias)
    assert ws.need(ShopAttempt, shop).alias == "Mrs Lane"


# ---- beginning


@pytest.mark.parametrize(
    ("scenario", "channel", "kind"),
    [
        ("repair-phone", "", "call"),
        ("complaint-phone", "", "call"),
        ("rent-letter", "", "arrive"),
        ("noise-email", "", "sent"),
        ("complaint-email", "", "complaint"),
        ("complaint-email", "phone", "call"),
        ("complaint-phone", "letter", "complaint"),
        ("Asking about a repair by text", "", "sent"),
    ],
)
def test_a_shop_begins_with_its_first_event(
    ws: Workspace, check: str, scenario: str, channel: str, kind: str
) -> None:
    shop = start_attempt(ws, LIB, check, scenario, "Mrs Lane", channel=channel)
    attempt = ws.need(ShopAttempt, shop)
    assert [(e.kind, e.at) for e in events_of(ws, shop)] == [(kind, attempt.started_at)]
    assert datetime.fromisoformat(attempt.started_at) == datetime.fromisoformat(NOW)
    assert datetime.fromisoformat(attempt.started_at).utcoffset() is not None
    assert (attempt.check_id, attempt.author) == (check, ws.author)


def test_a_story_of_the_library_is_copied_once(ws: Workspace, check: str) -> None:
    first, second = call(ws, check), call(ws, check)
    (story,) = scenarios(ws)
    assert ws.need(ShopAttempt, first).scenario_id == ws.need(ShopAttempt, second).scenario_id == story.id
    wanted = LIB.scenario("repair-phone")
    assert wanted is not None
    assert (story.story, story.right_answer, story.edition) == (wanted.story, wanted.right_answer, "1")
    assert find_scenario(ws, LIB, "a dripping  TAP")[0] == story


def test_beginning_is_one_action(ws: Workspace, check: str) -> None:
    before = all_of(ws)
    call(ws, check, answered="")
    undo(ws)
    assert all_of(ws) == before
    redo(ws)
    assert len(ws.store.find(ShopEvent)) == 1


def test_a_shop_can_belong_to_a_part_of_its_check(ws: Workspace, check: str) -> None:
    other = plan.add_check(ws, "mystery-shopping", "Complaints")
    entry = checklist.add_entry(ws, check, "contacts", "Second try")
    shop = start_attempt(ws, LIB, check, "damp", "Mrs Lane", entry_id=entry)
    assert ws.need(ShopAttempt, shop).entry_id == entry
    with pytest.raises(InputError, match="part of another check"):
        start_attempt(ws, LIB, other, "damp", "Mrs Lane", entry_id=entry)


@pytest.mark.parametrize(
    "wrong",
    [
        {"check_id": "nowhere"},
        {"scenario": "nothing"},
        {"channel": "pigeon"},
        {"entry_id": "nowhere"},
        {"at": "2026-03-04"},
        {"at": "2026-03-04T10:00"},
        {"at": "soon"},
        {"at": "2026-03-18T10:00:00+00:00"},
    ],
)
def test_what_does_not_fit_begins_nothing(ws: Workspace, check: str, wrong: dict[str, str]) -> None:
    given = {"check_id": check, "scenario": "damp", "alias": "Mrs Lane", **wrong}
    with pytest.raises(InputError):
        start_attempt(ws, LIB, given.pop("check_id"), given.pop("scenario"), given.pop("alias"), **given)
    assert ws.store.find(ShopAttempt) == ws.store.find(ShopScenario) == []


def test_a_story_of_the_team_s_own(ws: Workspace, check: str) -> None:
    made = add_scenario(ws, "Lift", "letter", "The lift is slow.", "Who looks after it?", is_complaint=True)
    shop = start_attempt(ws, LIB, check, "lift", "Mrs Lane")
    assert ws.need(ShopAttempt, shop).scenario_id == made
    assert events_of(ws, shop)[0].kind == "complaint"
    for title, channel, story, ask in (
        ("LIFT", "letter", "x", "y"),
        ("", "letter", "x", "y"),
        ("New", "pigeon", "x", "y"),
        ("New", "letter", "", "y"),
        ("New", "letter", "x", " "),
    ):
        with pytest.raises(InputError):
            add_scenario(ws, title, channel, story, ask)
    assert len(scenarios(ws)) == 1


# ---- what happens


def test_events_come_in_the_order_of_their_times(ws: Workspace, check: str) -> None:
    shop = call(ws, check)
    record_event(ws, shop, "transfer", at="2026-03-04T11:00:30+01:00", words="Passed to repairs")
    record_event(ws, shop, "wait", at=at("10:00:05"))
    assert [e.kind for e in events_of(ws, shop)] == ["call", "wait", "answer", "transfer"]
    now = record_event(ws, shop, "end")
    assert datetime.fromisoformat(ws.need(ShopEvent, now).at) == datetime.fromisoformat(NOW)


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        ("sneezed", {}, "not something that can happen"),
        ("answer", {"at": at("09:59:59")}, "The shop began at"),
        ("answer", {"at": "2026-03-16T12:00:01+00:00"}, "still to come"),
        ("answer", {"at": "2026-03-04"}, "time of day"),
        ("answer", {"at": "2026-03-04T10:00:00"}, "offset from UTC"),
        ("promise", {}, "what they promised"),
        ("promise", {"words": "x", "due_at": "2026-03-03", "at": at("10:01")}, "due before it was made"),
        ("promise", {"words": "x", "due_at": at("10:00:30"), "at": at("10:01")}, "due before it was made"),
        ("promise", {"words": "x", "due_at": "before four"}, "not a time"),
        ("kept", {}, "No promise is open"),
        ("kept", {"promise_id": "nowhere"}, "no shop event"),
    ],
)
def test_an_event_that_does_not_fit_is_refused(
    ws: Workspace, check: str, kind: str, values: dict[str, str], sentence: str
) -> None:
    shop = call(ws, check)
    before = all_of(ws)
    with pytest.raises(InputError, match=sentence):
        record_event(ws, shop, kind, **values)
    assert all_of(ws) == before


def test_a_correction_keeps_the_history(ws: Workspace, check: str) -> None:
    shop = call(ws, check)
    event = events_of(ws, shop)[1]
    change_event(ws, event.id, at=at("10:00:24"), words="“Repairs, good morning”")
    fields = [entry.fields for entry in history_of(ws, event.id)]
    assert fields[1]["at"] == (at("10:00:14"), at("10:00:24"))
    change_event(ws, event.id, kind="transfer")
    assert ws.need(ShopEvent, event.id).kind == "transfer"
    for wrong in ({"kind": "sneezed"}, {"at": at("09:00:00")}, {"kind": "kept"}):
        with pytest.raises(InputError):
            change_event(ws, event.id, **wrong)
    assert ws.need(ShopEvent, event.id).kind == "transfer"
    assert undo(ws) == "Undone: an event of a shop was changed."
    assert ws.need(ShopEvent, event.id).kind == "answer"


def test_correcting_the_first_event_moves_the_beginning(ws: Workspace, check: str) -> None:
    shop = call(ws, check)
    first = events_of(ws, shop)[0].id
    change_event(ws, first, at=at("09:59:50"))
    assert ws.need(ShopAttempt, shop).started_at == at("09:59:50")
    with pytest.raises(InputError, match="happened in this shop before that"):
        change_event(ws, first, at=at("10:01:00"))
    with pytest.raises(InputError, match="Staff were told"):
        change_event(ws, first, at=at("10:00:00", "2026-02-19"))
    undo(ws)
    assert ws.need(ShopAttempt, shop).started_at == events_of(ws, shop)[0].at == at("10:00:00")


def test_an_event_is_taken_away_with_what_hangs_on_it(ws: Workspace, check: str) -> None:
    shop = call(ws, check)
    promise = record_event(ws, shop, "promise", at=at("10:01"), words="A card comes")
    record_event(ws, shop, "broken")
    remove_event(ws, promise)
    assert [e.kind for e in events_of(ws, shop)] == ["call", "answer"]
    undo(ws)
    assert [p.state for p in promises(ws)] == ["broken"]
    with pytest.raises(UnknownRecordError):
        remove_event(ws, "nowhere")


# ---- promises


def promise(ws: Workspace, shop: str, words: str, due: str = "", made: str = "10:01") -> str:
    return record_event(ws, shop, "promise", at=at(made), words=words, due_at=due)


def test_promises_are_open_overdue_kept_late_or_broken(ws: Workspace, check: str, wall: Wall) -> None:
    shop = call(ws, check)
    wall.set(at("12:00:00"))
    kept = promise(ws, shop, "before four", at("16:00:00"))
    late = promise(ws, shop, "a letter", "2026-03-06")
    broken = promise(ws, shop, "somebody rings")
    waiting = promise(ws, shop, "an answer", "2026-03-20")
    gone = promise(ws, shop, "a form", "2026-03-10")
    assert [p.state for p in promises(ws)] == ["open"] * 5
    wall.set(NOW)
    record_event(ws, shop, "kept", promise_id=kept, at=at("15:40:00"))
    record_event(ws, shop, "kept", promise_id=late, at=at("00:00:00", "2026-03-07"))
    record_event(ws, shop, "broken", promise_id=broken)
    states = {p.event.id: p.state for p in promises(ws)}
    assert states == {kept: "kept", late: "late", broken: "broken", waiting: "open", gone: "overdue"}
    assert [p.event.id for p in promises(ws)][:2] == [gone, waiting]  # those that wait, next due first
    with pytest.raises(InputError, match="noted already"):
        record_event(ws, shop, "broken", promise_id=kept)
    end_attempt(ws, shop)
    states = {p.event.id: p.state for p in promises(ws)}
    assert (states[waiting], states[gone]) == ("dropped", "broken")


def test_a_promise_that_was_broken_is_not_called_late(ws: Workspace, check: str) -> None:
    shop = call(ws, check)
    promise(ws, shop, "before four", at("16:00:00"))
    record_event(ws, shop, "broken")
    assert [p.state for p in promises(ws)] == ["broken"]


def test_a_promise_for_a_day_is_kept_on_that_day(ws: Workspace, check: str) -> None:
    shop = call(ws, check)
    promise(ws, shop, "today", "2026-03-04")
    record_event(ws, shop, "kept", at=at("23:59:59"))
    assert [p.state for p in promises(ws)] == ["kept"]


def test_the_only_open_promise_needs_no_id(ws: Workspace, check: str) -> None:
    shop, other = call(ws, check), call(ws, check)
    first, second = promise(ws, shop, "one"), promise(ws, shop, "two")
    with pytest.raises(InputError, match="which promise"):
        record_event(ws, shop, "kept")
    with pytest.raises(InputError, match="no promise of this shop"):
        record_event(ws, other, "kept", promise_id=first)
    with pytest.raises(InputError, match="before it is made"):
        record_event(ws, shop, "kept", promise_id=first, at=at("10:00:30"))
    record_event(ws, shop, "kept", promise_id=first)
    settled = record_event(ws, shop, "broken")
    assert ws.need(ShopEvent, settled).promise_id == second
    with pytest.raises(InputError, match="Take that away first"):
        change_event(ws, second, kind="wait")
    change_event(ws, settled, kind="kept")
    assert [p.state for p in promises(ws)] == ["kept", "kept"]


def test_reminders_name_what_is_next_due(ws: Workspace, check: str, wall: Wall) -> None:
    add_clock(ws, LIB.clock("england-2024"))
    shop = start_attempt(ws, LIB, check, "complaint-email", "Mrs Lane", at=at("10:00"))
    promise(ws, shop, "somebody rings", "2026-03-20")
    promise(ws, shop, "at some time")
    due = [(r.what, r.due_words, r.is_overdue) for r in reminders(ws, LIB)]
    assert due == [
        ("Complaint acknowledged", "2026-03-11", True),
        ("Promise: somebody rings", "2026-03-20", False),
        ("Promise: at some time", "", False),
    ]
    record_event(ws, shop, "acknowledged", at=at("09:00", "2026-03-09"))
    assert [r.due_words for r in reminders(ws, LIB)] == ["2026-03-20", "2026-03-23", ""]
    wall.set("2026-03-24T09:00:00+00:00")
    assert [r.is_overdue for r in reminders(ws, LIB)] == [True, True, False]
    end_attempt(ws, shop)
    assert reminders(ws, LIB) == []


# ---- as it stands


def test_where_a_shop_stands(ws: Workspace, check: str, wall: Wall) -> None:
    add_standard(ws, LIB, IN_20_SECONDS)
    wall.set(at("10:00:30"))
    shop = call(ws, check, answered="")
    now = standing(ws, LIB, shop)
    assert (now.running, now.clock.total_seconds()) == ("waiting for an answer", 30)
    assert [m.state for m in now.measures] == ["overdue"]
    wall.set(at("10:05:00"))
    record_event(ws, shop, "answer", at=at("10:00:14"))
    promise(ws, shop, "they ring", at("16:00"))
    now = standing(ws, LIB, shop)
    assert (now.running, now.clock.total_seconds()) == ("talking", 286)  # a promise changes nothing about it
    record_event(ws, shop, "end")
    now = standing(ws, LIB, shop)
    assert (now.running, now.whole.total_seconds()) == ("", 300)
    assert [m.state for m in now.measures] == ["kept"]
    assert measure_words(now.measures[0]) == "Calls answered within 20 seconds: kept, after 14 seconds"
    assert [p.state for p in now.promises] == ["open"]


def test_a_standard_is_about_its_own_way_of_contact(ws: Workspace, check: str) -> None:
    for channel in ("phone", "letter", ""):
        add_standard(ws, LIB, replace(IN_20_SECONDS, title=f"By {channel or 'any'}", channel=channel))
    shop = call(ws, check)
    assert [m.standard.title for m in standing(ws, LIB, shop).measures] == ["By phone", "By any"]


def test_working_time_is_that_of_the_standard(ws: Workspace, check: str, wall: Wall) -> None:
    shop = start_attempt(
        ws, LIB, check, "noise-email", "Mrs Lane", at=at("16:00:00", "2026-03-06")
    )  # a Friday
    wall.set(at("10:00:00", "2026-03-09"))
    assert standing(ws, LIB, shop).working.total_seconds() == 2 * 3600
    assert standing(ws, LIB, shop).clock.total_seconds() == 66 * 3600
    add_standard(ws, LIB, IN_5_DAYS)
    assert standing(ws, LIB, shop).working.total_seconds() == 2 * 3600
    remove_standard(ws, standards(ws)[0].id)
    add_standard(ws, LIB, replace(IN_5_DAYS, hours="Mon-Fri 8:00-18:00; Sat 9:00-12:00"))
    assert standing(ws, LIB, shop).working.total_seconds() == (2 + 3 + 2) * 3600


def test_a_standard_that_nobody_here_can_measure_is_named(ws: Workspace, check: str) -> None:
    shop = call(ws, check)
    made = add_standard(ws, LIB, IN_20_SECONDS)
    for field, value in (("nation", "atlantis"), ("unit", "moons"), ("week", "{"), ("amount", -1)):
        ws.store.record([Edit(ServiceStandard, made, {field: value})], author="raw")
        found, remarks = measured(ws, LIB, ws.need(ShopAttempt, shop))
        assert found == []
        assert remarks[0].startswith("“Calls answered” cannot be measured.")
        assert standing(ws, LIB, shop).remarks == tuple(remarks)
        assert remarks[0] in "\n".join(lines(results(ws, LIB)[0]))
        undo(ws)


# ---- standards


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"source": ""},
        {"channel": "pigeon"},
        {"from_event": "sneezed"},
        {"to_event": "call"},
        {"unit": "moons"},
        {"amount": 0},
        {"amount": 10**9},
        {"nation": "wales"},
        {"hours": "9-5"},
        {"extension": 1},
        {"extension": -1, "extension_event": "extended_1"},
    ],
)
def test_a_standard_that_does_not_fit_is_refused(ws: Workspace, wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        add_standard(ws, LIB, replace(IN_20_SECONDS, **wrong))
    assert standards(ws) == []


def test_a_complaint_clock_is_kept_once(ws: Workspace) -> None:
    made = add_clock(ws, LIB.clock("england-2024"))
    assert len(made) == 4
    assert add_clock(ws, LIB.clock("england-2024")) == []
    assert len(add_clock(ws, LIB.clock("scotland-2021"))) == 3
    with pytest.raises(InputError, match=r"england-2024, scotland-2021"):
        LIB.clock("wales")
    undo(ws)
    assert [s.id for s in standards(ws)] == made
    assert {s.source for s in standards(ws)} == {
        "Housing Ombudsman, Complaint Handling Code; in force from 2024-04-01"
    }


def complain(ws: Workspace, check: str, *told: tuple[str, str]) -> dict[str, tuple[str, str]]:
    """A complaint made on Monday 2 February; what came when; the state and due day of each step."""
    first, *rest = told
    shop = start_attempt(ws, LIB, check, "complaint-email", "Mrs Lane", at=at("10:00", first[1]))
    change_event(ws, events_of(ws, shop)[0].id, kind=first[0])
    for kind, day in rest:
        record_event(ws, shop, kind, at=at("11:00", day))
    found = measured(ws, LIB, ws.need(ShopAttempt, shop))[0]
    return {m.standard.library_id.partition(".")[2]: (m.state, m.due_words) for m in found}


def test_the_english_clock_counts_from_the_acknowledgement(ws: Workspace, wall: Wall) -> None:
    check = plan.add_check(ws, "mystery-shopping", "Complaints")
    tell_staff(ws, "meeting", "2025-12-01")
    wall.set("2026-06-30T12:00:00+00:00")
    add_clock(ws, LIB.clock("england-2024"))
    told = (
        ("complaint", "2026-02-02"),
        ("acknowledged", "2026-02-09"),
        ("answer_1", "2026-02-23"),
        ("escalated", "2026-03-02"),
        ("acknowledged_2", "2026-03-10"),
    )
    assert complain(ws, check, *told) == {
        "acknowledge-1": ("kept", "2026-02-09"),
        "answer-1": ("kept", "2026-02-23"),
        "acknowledge-2": ("late", "2026-03-09"),
        "answer-2": ("overdue", "2026-04-09"),  # twenty working days over Easter
    }
    longer = complain(ws, check, *told[:2], ("extended_1", "2026-02-20"), ("answer_1", "2026-03-09"))
    assert longer["answer-1"] == ("kept", "2026-03-09")


def test_the_scottish_clock_counts_from_the_complaint(ws: Workspace, wall: Wall) -> None:
    check = plan.add_check(ws, "mystery-shopping", "Complaints")
    tell_staff(ws, "meeting", "2025-12-01")
    wall.set("2026-06-30T12:00:00+00:00")
    add_clock(ws, LIB.clock("scotland-2021"))
    assert complain(
        ws, check, ("complaint", "2026-02-02"), ("acknowledged", "2026-02-06"), ("answer_1", "2026-02-10")
    ) == {"answer-1": ("late", "2026-02-09")}
    # straight to stage 2; Scotland works on Easter Monday
    assert complain(
        ws, check, ("escalated", "2026-03-16"), ("acknowledged_2", "2026-03-19"), ("answer_2", "2026-04-14")
    ) == {
        "acknowledge-2": ("kept", "2026-03-19"),
        "answer-2": ("kept", "2026-04-14"),
    }


# ---- the end


def test_a_shop_ends_once_and_can_be_opened_again(ws: Workspace, check: str) -> None:
    shop = call(ws, check)
    for wrong in ({"at": at("10:00:10")}, {"answer_right": "maybe"}, {"at": "2026-03-18T10:00:00+00:00"}):
        with pytest.raises(InputError):
            end_attempt(ws, shop, **wrong)
    end_attempt(ws, shop, at=at("10:05:00"), answer_right="partly", set_aside=" They knew her ")
    ended = ws.need(ShopAttempt, shop)
    assert (ended.ended_at, ended.answer_right, ended.set_aside) == (
        at("10:05:00"),
        "partly",
        "They knew her",
    )
    with pytest.raises(InputError, match="Open it again first"):
        end_attempt(ws, shop)
    record_event(ws, shop, "wait", at=at("10:00:05"))  # forgotten before
    with pytest.raises(InputError, match="The shop ended at"):
        record_event(ws, shop, "reply", at=at("11:00"))
    reopen_attempt(ws, shop)
    record_event(ws, shop, "reply", at=at("11:00"))
    change_attempt(ws, shop, answer_right="", set_aside="", alias="Mr Dale")
    now = ws.need(ShopAttempt, shop)
    assert (now.ended_at, now.answer_right, now.set_aside, now.alias) == ("", "", "", "Mr Dale")
    with pytest.raises(InputError):
        change_attempt(ws, shop, answer_right="perhaps")


# ---- what it came to


def six_calls(ws: Workspace, check: str) -> list[str]:
    """Four answered in time, one late, one never; an answer of "" is never."""
    shops = [call(ws, check, a) for a in ("10:00:06", "10:00:10", "10:00:14", "10:00:20", "10:01:35", "")]
    for shop in shops:
        end_attempt(ws, shop, at=at("10:05:00"), answer_right="yes" if shop != shops[0] else "no")
    return shops


def test_a_result_says_kept_so_many_of_so_many(ws: Workspace, check: str) -> None:
    add_standard(ws, LIB, IN_20_SECONDS)
    add_standard(ws, LIB, IN_5_DAYS)
    shops = six_calls(ws, check)
    aside = call(ws, check, "10:00:01")
    end_attempt(ws, aside, set_aside="The line was tested that day")
    start_attempt(ws, LIB, check, "repair-phone", "Mr Dale", channel="email")
    by_phone, by_email = results(ws, LIB)
    (found,) = by_phone.standards
    assert [a.id for a in by_phone.attempts] == shops
    assert (found.kept, found.looked_at, found.unanswered, found.waiting) == (4, 6, 1, 0)
    assert (found.took, found.median) == ((6, 10, 14, 20, 95), 14)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == wilson(4, 6)
    assert by_phone.right == {"yes": 5, "no": 1}
    assert list(lines(by_phone)) == [
        "Mystery shopping, “A dripping tap” by phone: 6 shops, 2026-03-04.",
        "Calls answered within 20 seconds (website): kept 4 of 6.",
        (
            "If shops like these went on, it would be kept in 30 to 90 of every 100 "
            "(95 % interval, Wilson; the shops were not drawn at random)."
        ),
        "Middle time 14 seconds, from 6 seconds to 95 seconds (5 answers).",
        "No answer came in 1 shop.",
        "Right answer: 5 of 6.",
        "Set aside, 2026-03-04: The line was tested that day",
    ]
    (waiting,) = by_email.standards
    assert (waiting.looked_at, waiting.waiting, waiting.interval, waiting.median) == (0, 1, None, None)
    assert "nobody can say yet" in "\n".join(lines(by_email))
    assert results(ws, LIB, by_phone.scenario.id) == [by_phone, by_email]
    assert results(ws, LIB, "nothing") == results(ws, LIB, check_id="nothing") == []


def test_a_result_becomes_evidence_with_its_numbers_once(ws: Workspace, check: str) -> None:
    add_standard(ws, LIB, IN_20_SECONDS)
    six_calls(ws, check)
    (result,) = results(ws, LIB)
    made = keep_result(ws, result)
    note = ws.need(EvidenceNote, made)
    assert note.text == "\n".join(lines(result))
    template = ws.pack.template(ws.need(RealityCheck, check).template)
    assert (note.check_id, note.how, note.source) == (check, "measured", template.source_group)
    assert questions_of(ws, made) == template.key_questions[:1]
    assert keep_result(ws, result) == made
    (kept,) = numbers_of(ws, made)["standards"]
    assert (kept["kept"], kept["of"]) == (result.standards[0].kept, result.standards[0].looked_at)
    remove_standard(ws, standards(ws)[0].id)
    (told,) = results(ws, LIB)
    other = keep_result(ws, told, questions=["j1.kq3"])
    assert ws.need(EvidenceNote, other).how == "told"
    assert questions_of(ws, other) == ("j1.kq3",)


def test_unknown_bank_holidays_reach_the_result(ws: Workspace, check: str, wall: Wall) -> None:
    add_standard(ws, LIB, IN_5_DAYS)
    wall.set("2030-03-20T12:00:00+00:00")
    start_attempt(ws, LIB, check, "noise-email", "Mrs Lane", at=at("10:00", "2030-03-04"))
    (found,) = results(ws, LIB)
    assert "check the result by hand" in list(lines(found))[-1]
    assert "check the result by hand" in ws.need(EvidenceNote, keep_result(ws, found)).text


# ---- whatever is done, undo and redo give back what was there, and measures do not depend on order

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["start", "answer", "wait", "promise", "kept", "broken", "end", "reopen", "remove", "move"]
        ),
        st.integers(0, 9),
        st.integers(0, 600),
    ),
    min_size=1,
    max_size=14,
)


def do(ws: Workspace, check: str, step: tuple[str, int, int]) -> None:
    what, number, seconds = step
    shops, when = ws.store.find(ShopAttempt), datetime(2026, 3, 4, 10, tzinfo=UTC).timestamp() + seconds
    time = datetime.fromtimestamp(when, UTC).isoformat()
    if what == "start" or not shops:
        start_attempt(ws, LIB, check, LIB.scenarios[number].id, "Mrs Lane", at=time)
        return
    shop = shops[number % len(shops)].id
    events = events_of(ws, shop)
    if what == "end":
        end_attempt(ws, shop, at=time)
    elif what == "reopen":
        reopen_attempt(ws, shop)
    elif what == "remove" and events:
        remove_event(ws, events[number % len(events)].id)
    elif what == "move" and events:
        change_event(ws, events[number % len(events)].id, at=time)
    elif what in EVENTS:
        record_event(ws, shop, what, at=time, words="They ring", due_at=time if number % 2 else "")


@settings(max_examples=60)
@given(steps=STEPS)
def test_every_step_can_be_taken_back_and_done_again(steps: list[tuple[str, int, int]]) -> None:
    wall = Wall()
    ws = begin(FakeStore(clock=HybridClock(wall)))
    check = plan.add_check(ws, "mystery-shopping", "Repairs line")
    tell_staff(ws, "meeting", "2026-02-20")
    add_standard(ws, LIB, IN_20_SECONDS)
    for step in steps:
        before, head = _content(ws), ws.store.log.head()
        try:
            do(ws, check, step)
        except InputError:
            assert _content(ws) == before  # refused whole
            continue
        after = _content(ws)
        if ws.store.log.head() != head:
            undo(ws)
            assert _content(ws) == before
            redo(ws)
            assert _content(ws) == after
        for attempt in ws.store.find(ShopAttempt):
            for event in events_of(ws, attempt.id):
                assert attempt.started_at <= event.at
                assert not attempt.ended_at or event.at <= attempt.ended_at
            standing(ws, LIB, attempt.id)
        assert all(
            0 <= s.kept <= s.looked_at <= len(r.attempts) for r in results(ws, LIB) for s in r.standards
        )


def _content(ws: Workspace) -> list[object]:
    """What is there, without the versions, which undo does not bring back."""
    return [[replace(record, version="") for record in ws.store.find(cls)] for cls in SHOP_RECORDS]
