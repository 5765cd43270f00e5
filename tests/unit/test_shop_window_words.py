"""Times of a shop as people type them, what can happen next, and the part of a check for a shop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.stores import begin, new_file
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import CheckEntry, RealityCheck
from tia_desktop.domain.shop_records import ShopAttempt
from tia_desktop.frameworks.shops import library
from tia_desktop.services import guided, plan
from tia_desktop.services.shop_clock import standing
from tia_desktop.services.shop_events import record_event
from tia_desktop.services.shop_parts import first_question, part_of
from tia_desktop.services.shop_setup import tell_staff
from tia_desktop.services.shopping import start_attempt
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.screens.shop.live_words import event_lines, face
from tia_desktop.ui.screens.shop.offers import offers_for
from tia_desktop.ui.screens.shop.times import clock, day, due_fields, read_at, read_due

NOON = datetime(2026, 3, 16, 12).astimezone().isoformat()
LIB = library()


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    store = new_file(tmp_path / "a.tia")
    yield begin(store)
    store.close()


@pytest.fixture
def check(ws: Workspace) -> str:
    tell_staff(ws, "at the staff meeting", "2026-01-05")
    return plan.add_check(ws, "rc11", "Repairs line")


def shop(ws: Workspace, check: str, story: str = "repair-phone") -> str:
    return start_attempt(ws, LIB, check, story, "Mrs Lane", at="2026-03-04T10:00:00+00:00")


# ---- times


@pytest.mark.parametrize(
    ("typed_day", "typed_clock", "kept"),
    [
        ("", "", ""),
        ("", "9.30", "2026-03-16T09:30:00"),
        ("today", "14:30:15", "2026-03-16T14:30:15"),
        ("Yesterday", "2 pm", "2026-03-15T14:00:00"),
        ("4/3/2026", "9", "2026-03-04T09:00:00"),
    ],
)
def test_when_something_happened(typed_day: str, typed_clock: str, kept: str) -> None:
    assert read_at(typed_day, typed_clock, NOON)[:19] == kept


@pytest.mark.parametrize(
    ("typed_day", "typed_clock", "kept"),
    [
        ("", "", ""),
        ("tomorrow", "", "2026-03-17"),
        ("20 March 2026", "", "2026-03-20"),
        ("", "16:00", "2026-03-16T16:00:00"),
        ("tomorrow", "16.00", "2026-03-17T16:00:00"),
    ],
)
def test_until_when_a_promise_should_be_kept(typed_day: str, typed_clock: str, kept: str) -> None:
    assert read_due(typed_day, typed_clock, NOON)[:19] == kept


@pytest.mark.parametrize(
    ("typed_day", "typed_clock", "why"),
    [
        ("today", "", "time of day"),
        ("soon", "9:00", "is not a date"),
        ("", "25:00", "is not a time"),
        ("", "12:61:00", "is not a time"),
    ],
)
def test_what_is_no_time_is_refused(typed_day: str, typed_clock: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_at(typed_day, typed_clock, NOON)


@given(st.datetimes(datetime.fromisoformat("1990-01-02"), datetime.fromisoformat("2090-01-01")))
def test_what_the_fields_show_can_be_typed(when: datetime) -> None:
    kept = when.replace(microsecond=0).astimezone().isoformat()
    if when.replace(microsecond=0).astimezone().replace(tzinfo=None, fold=0) == when.replace(microsecond=0):
        again = datetime.fromisoformat(read_at(day(kept), clock(kept), NOON))
        assert abs(again - datetime.fromisoformat(kept)) in (
            timedelta(),
            timedelta(hours=1),
        )  # 1: changed clocks
        assert read_due(*due_fields(kept), NOON)[:19] == kept[:19]
    assert read_due(*due_fields(kept[:10]), NOON) == kept[:10]


# ---- what can happen next


def test_the_main_thing_follows_what_is_waited_for(ws: Workspace, check: str) -> None:
    one = shop(ws, check)
    seen = []
    for minute, kind in enumerate(("answer", "transfer", "answer", "cut_off", "call", "wait"), 1):
        main = offers_for(standing(ws, LIB, one)).main
        seen.append(main.kind if main else "")
        record_event(ws, one, kind, at=f"2026-03-04T10:{minute:02}:00+00:00")
    assert seen == ["answer", "", "answer", "", "", "answer"]


def test_a_complaint_by_phone_offers_to_make_it(ws: Workspace, check: str) -> None:
    one = shop(ws, check, "complaint-phone")
    assert offers_for(standing(ws, LIB, one)).usual[0].kind == "complaint"
    record_event(ws, one, "complaint", at="2026-03-04T10:01:00+00:00")
    now = standing(ws, LIB, one)
    main = offers_for(now).main
    assert main is not None
    assert main.kind == "acknowledged"
    assert face(now).large.endswith("days")


def test_a_day_is_named_where_there_are_several(ws: Workspace, check: str) -> None:
    one = shop(ws, check, "noise-email")
    assert "March" not in event_lines(standing(ws, LIB, one))[0].words
    record_event(ws, one, "reply", at="2026-03-06T10:00:00+00:00")
    assert all("March 2026" in line.words for line in event_lines(standing(ws, LIB, one)))


# ---- the part of the check


def test_a_shop_gets_one_part_with_its_own_questions(ws: Workspace, check: str) -> None:
    one, other = shop(ws, check), shop(ws, check)
    part = part_of(ws, one, "A dripping tap")
    assert part_of(ws, one, "Another title") == part
    assert part_of(ws, other, "A dripping tap") != part
    assert [e.title for e in ws.store.find(CheckEntry, check_id=check)] == ["A dripping tap"] * 2
    assert ws.need(ShopAttempt, one).entry_id == part
    found = ws.need(RealityCheck, check)
    key = first_question(ws, found, part)
    step = next(s for s in guided.steps(ws, found) if s.key == key)
    assert step.asked.entry is not None
    assert step.asked.entry.id == part
    guided.answer(ws, found, step.asked, value="10:00")
    assert first_question(ws, found, part) not in ("", key)


def test_a_check_without_parts_has_none(ws: Workspace) -> None:
    tell_staff(ws, "at the staff meeting", "2026-01-05")
    bare = next(t for t in ws.pack.templates if not t.repeats)
    one = shop(ws, plan.add_check(ws, bare.id, "Somewhere"))
    assert part_of(ws, one, "A dripping tap") == ""
    assert first_question(ws, ws.need(RealityCheck, ws.need(ShopAttempt, one).check_id), "") == ""
