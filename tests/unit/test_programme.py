"""The visit programme: who goes where when, clashes, and the calendar that a second program reads."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.fakes import FakeStore
from tests.helpers.stores import begin, new_file
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError, UnknownRecordError
from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.text import clean_text
from tia_desktop.exporters import ics
from tia_desktop.services import guided, history, plan, programme, team
from tia_desktop.services.programme import Day, Programme, Visit
from tia_desktop.services.workspace import Workspace
from tia_desktop.store.clock import HybridClock


@pytest.fixture
def ws() -> Workspace:
    opened = begin(FakeStore())
    team.add_member(opened, "Ruth", "lead")
    team.add_member(opened, "Dev", "inspector")
    return opened


def a_check(ws: Workspace, title: str, who: str = "Ruth", start: str = "", end: str = "") -> str:
    return plan.add_check(ws, "rc07", title, assigned_to=who, planned_for=start, planned_until=end)


def clashes(ws: Workspace) -> dict[str, tuple[str, ...]]:
    return {v.check.title: v.clashes for v in programme.programme(ws).visits if v.clashes}


def test_a_programme_goes_day_by_day_whole_days_first(ws: Workspace) -> None:
    a_check(ws, "Later", start="2003-09-17T09:00")
    a_check(ws, "Afternoon", "Dev", "2003-09-16T14:00", "2003-09-16T15:00")
    a_check(ws, "Morning", "", "2003-09-16T09:30")
    a_check(ws, "Some time", start="2003-09-16")
    a_check(ws, "Not yet")
    made = programme.programme(ws)
    assert [d.date for d in made.days] == ["2003-09-16", "2003-09-17"]
    assert [v.check.title for v in made.days[0].visits] == ["Some time", "Morning", "Afternoon"]
    assert [v.member_name for v in made.days[0].visits] == ["Ruth", "", "Dev"]
    assert [c.title for c in made.unplanned] == ["Not yet"]
    assert made.landlord == ws.inspection.landlord


def test_what_is_done_needs_no_day_any_more(ws: Workspace) -> None:
    check = a_check(ws, "Elm Park")
    ws.store.record([Edit(RealityCheck, check, {"status": "done"})], author="x")
    assert programme.programme(ws).unplanned == ()


def test_several_days_are_on_each_of_them(ws: Workspace) -> None:
    a_check(ws, "Shopping", start="2003-09-29", end="2003-10-01")
    made = programme.programme(ws)
    assert [d.date for d in made.days] == ["2003-09-29", "2003-09-30", "2003-10-01"]
    assert len(made.visits) == 1


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (("T09:00", "T10:00"), ("T09:59", "T11:00"), True),
        (("T09:00", "T10:00"), ("T10:00", "T11:00"), False),
        (("T09:00", "T12:00"), ("T10:00", "T11:00"), True),
        (("T09:00", "T12:00"), ("T10:00", ""), True),
        (("T09:00", ""), ("T09:00", ""), True),
        (("T09:00", ""), ("T09:01", ""), False),
        (("T09:00", "T10:00"), ("T10:00", ""), False),
        (("", ""), ("T09:00", "T10:00"), False),
        (("", ""), ("", ""), False),
    ],
)
def test_one_person_cannot_be_in_two_places(
    ws: Workspace, one: tuple[str, str], other: tuple[str, str], clash: bool
) -> None:
    for title, (start, end) in (("One", one), ("Other", other)):
        a_check(ws, title, "Ruth", f"2003-09-16{start}", f"2003-09-16{end}" if end else "")
    assert clashes(ws) == ({"One": ("Other",), "Other": ("One",)} if clash else {})


def test_two_people_and_nobody_never_clash(ws: Workspace) -> None:
    for who in ("Ruth", "Dev", "", ""):
        a_check(ws, f"At nine {who}", who, "2003-09-16T09:00", "2003-09-16T10:00")
    assert clashes(ws) == {}


def test_a_check_is_scheduled_moved_and_taken_off(ws: Workspace) -> None:
    check = a_check(ws, "Elm Park")
    programme.schedule(ws, check, "2003-09-16T14:30", "2003-09-16T16:00")
    now = ws.need(RealityCheck, check)
    assert (now.planned_for, now.planned_until) == ("2003-09-16T14:30", "2003-09-16T16:00")
    programme.schedule(ws, check, "2003-09-17")
    now = ws.need(RealityCheck, check)
    assert (now.planned_for, now.planned_until) == ("2003-09-17", "")
    programme.schedule(ws, check, "")
    assert programme.programme(ws).days == ()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("soon", ""),
        ("2003-02-30", ""),
        ("2003-09-16T25:00", ""),
        ("2003-09-16", "2003-09-15"),
        ("2003-09-16T10:00", "2003-09-16T10:00"),
        ("2003-09-16T10:00", "2003-09-16T09:00"),
        ("2003-09-16T10:00", "2003-09-17"),
        ("2003-09-16", "2003-09-16T10:00"),
        ("2003-09-16", "2004-09-16"),
        ("", "2003-09-16"),
        ("0003-09-16", ""),
    ],
)
def test_times_that_do_not_fit_are_refused(ws: Workspace, start: str, end: str) -> None:
    check = a_check(ws, "Elm Park", start="2003-09-01")
    with pytest.raises(InputError) as error:
        programme.schedule(ws, check, start, end)
    assert error.value.sentence.endswith(".")
    assert ws.need(RealityCheck, check).planned_for == "2003-09-01"
    with pytest.raises(UnknownRecordError):
        programme.schedule(ws, "nowhere", "2003-09-16")


@given(start=st.text(max_size=25), end=st.text(max_size=25))
@example(start="2003-09-16", end="2003-09-16T25")
@example(start="2003-W38-2", end="20030917")
@example(start="2003-09-16T10:00+02:00", end="2003-09-16T09:00")
def test_a_file_from_another_program_stops_no_programme(start: str, end: str) -> None:
    ws = begin(FakeStore())
    values = {"template": "rc07", "title": "Elm", "planned_for": start, "planned_until": end}
    ws.store.record([Edit(RealityCheck, "c", values)], author="raw")
    made = programme.programme(ws)
    assert len(made.visits) + len(made.unplanned) == 1
    assert ics.render(made).startswith(b"BEGIN:VCALENDAR")


# ---- the calendar, read by another program


def read(data: bytes) -> list[Any]:
    """Return the events of a calendar as the second parser sees them."""
    calendar = vobject.readOne(data.decode("utf-8"))
    return list(getattr(calendar, "vevent_list", []))


def test_a_second_program_reads_the_calendar(ws: Workspace) -> None:
    timed = a_check(ws, "Elm Park", "Dev", "2003-09-16T14:30", "2003-09-16T16:00")
    plan.change_check(ws, timed, place="Elm Park; block 2, stairs")
    a_check(ws, "Open end", "", "2003-09-16T17:00")
    a_check(ws, "Some time", "Ruth", "2003-09-17")
    a_check(ws, "Shopping", "Ruth", "2003-09-29", "2003-10-01")
    a_check(ws, "Not yet")
    events = {e.summary.value: e for e in read(ics.render(programme.programme(ws)))}
    assert sorted(events) == ["Elm Park", "Open end", "Shopping", "Some time"]
    visit = events["Elm Park"]
    assert visit.uid.value == f"{timed}@tia-desktop"
    assert (visit.dtstart.value, visit.dtend.value) == (
        datetime(2003, 9, 16, 14, 30),  # noqa: DTZ001 - the time on the wall
        datetime(2003, 9, 16, 16, 0),  # noqa: DTZ001
    )
    assert (visit.location.value, visit.description.value) == ("Elm Park; block 2, stairs", "Dev")
    assert not hasattr(events["Open end"], "dtend")
    assert (events["Some time"].dtstart.value, events["Some time"].dtend.value) == (
        date(2003, 9, 17),
        date(2003, 9, 18),
    )
    assert events["Shopping"].dtend.value == date(2003, 10, 2)


HOSTILE = (
    "Lifts, stairs; doors: “all” \\ n\\n",
    "Two\nlines\r\nand three",
    "BEGIN:VEVENT\nSUMMARY:planted\nEND:VEVENT",
    "Emoji 🏚️👩‍🦽 and a very " + "long " * 40 + "title",
    "\u202eright to left\u202c مرحبا",
    "=cmd|'/c calc'!A1",
    "\x00\x07 control \ud800",
    "a\u2028b\u0085c\x0bd",
    " ",
    "é" * 300,
)


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_words(ws: Workspace, title: str) -> None:
    check = a_check(ws, "Elm Park", "Ruth", "2003-09-16T14:30")
    member = ws.member("Ruth")
    assert member is not None
    team.change_member(ws, member.id, name="R; th, \n x")
    edit = Edit(RealityCheck, check, {"title": title, "place": title})
    ws.store.record([edit], author="raw")
    data = ics.render(programme.programme(ws))
    (event,) = read(data)
    assert event.summary.value == " ".join(clean_text(title).split())
    assert getattr(event, "location", None) is None or event.location.value == clean_text(title)
    assert event.description.value == "R; th, \n x"
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"BEGIN:VEVENT\r\n") == 1


@settings(max_examples=200)
@given(title=st.text(max_size=200), place=st.text(max_size=200))
def test_any_words_come_out_as_they_went_in(title: str, place: str) -> None:
    check = RealityCheck(id="c", template="rc07", title=title)
    visit = Visit(check, "", "2003-09-16", "", place)
    planned = Programme((Day("2003-09-16", (visit,)),), (), "Riverside Homes (sample)", "2003-09-01T10:00:00")
    (event,) = read(ics.render(planned))
    assert event.summary.value == " ".join(clean_text(title).split())
    assert (event.location.value if place else "") == clean_text(place)


def test_the_same_inspection_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.tia"
    store = new_file(path)
    ws = begin(store)
    a_check(ws, "Elm Park", "", "2003-09-16T14:30", "2003-09-16T16:00")
    a_check(ws, "Oak Road", "", "2003-09-16")
    first = ics.render(programme.for_calendar(ws))
    assert first == ics.render(programme.for_calendar(ws))
    store.close()
    desk = AppDesk()
    again = desk.open(path, read_only=True)
    desk.export_programme(again, tmp_path / "plan.ics")
    again.store.close()
    assert (tmp_path / "plan.ics").read_bytes() == first
    assert first.endswith(b"END:VCALENDAR\r\n")


def test_an_inspection_without_a_moment_still_gives_a_calendar() -> None:
    planned = Programme((), (), "Riverside Homes (sample)", "")
    assert ics.render(planned) == ics.render(planned)
    assert read(ics.render(planned)) == []


def test_no_export_lands_on_an_inspection(ws: Workspace, tmp_path: Path) -> None:
    for name in ("b.tia", "nowhere/plan.ics"):
        with pytest.raises(InputError):
            AppDesk().export_programme(ws, tmp_path / name)
    assert [p.name for p in tmp_path.iterdir() if p.name != "tia-home"] == []


def test_a_changed_visit_replaces_the_one_in_a_calendar() -> None:
    now = [1_060_000_000.0]
    ws = begin(FakeStore(clock=HybridClock(lambda: now[0])))
    member = team.add_member(ws, "Ruth", "lead")
    check = a_check(ws, "Elm Park", "Ruth", "2003-09-16T14:30")

    def event() -> tuple[int, datetime, datetime]:
        (found,) = read(ics.render(programme.for_calendar(ws)))
        return int(found.sequence.value), found.dtstamp.value, found.last_modified.value

    first = event()
    assert first[0] == 0
    now[0] += 60
    guided.begin_check(ws, check)
    guided.remember_place(ws, check, "rc07.i02", "Block C")
    assert event() == first  # a calendar shows nothing of this
    programme.schedule(ws, check, "2003-09-16T16:30")
    moved = event()
    assert moved[0] == 1
    assert moved[1] == moved[2] > first[1]
    now[0] += 60
    team.change_member(ws, member, name="Ruth B.")
    named = event()
    assert named[0] == 1
    assert named[1] > moved[1]
    history.undo(ws)
    history.undo(ws)
    assert event()[0] == 2  # undoing is a change, too
