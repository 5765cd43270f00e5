"""Shops measured against standards: units, clock changes, holidays, extensions, in any order of events."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.opening_hours import ALWAYS, kept_week, read_week, week_of, week_words
from tia_desktop.domain.shop_measure import (
    LONGEST,
    Measured,
    clock_words,
    due_moment,
    elapsed_in,
    length_words,
    measure,
)
from tia_desktop.domain.shop_records import ServiceStandard, ShopEvent
from tia_desktop.domain.shops import EVENTS, UNITS
from tia_desktop.domain.working_time import WEEKDAYS, WorkingTime
from tia_desktop.frameworks.calendars import nations

LONDON = ZoneInfo("Europe/London")
FAR = "2026-12-01T12:00:00"

Told = tuple[str, str]
"""(what happened, when by the clock on the wall in London)."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def events(*told: Told) -> list[ShopEvent]:
    return [ShopEvent(id=f"e{n}", kind=kind, at=at(when).isoformat()) for n, (kind, when) in enumerate(told)]


def standard(
    amount: int, unit: str, start: str = "sent", end: str = "reply", **more: object
) -> ServiceStandard:
    given = ServiceStandard(
        id="s", title="Answered", amount=amount, unit=unit, from_event=start, to_event=end
    )
    return replace(given, **more)  # type: ignore[arg-type]


def measured(
    one: ServiceStandard, *told: Told, until: str = FAR, over: bool = False, nation: str = "england-and-wales"
) -> Measured:
    hours = WorkingTime(nations()[nation], week_of(one.week))
    return measure(one, events(*told), hours, until=at(until), over=over)


# Worked out by hand. 2 March 2026 is a Monday, Easter Sunday is 5 April, clocks go forward on 29 March.
CASES = [
    (20, "seconds", "2026-03-02T10:00:00", "2026-03-02T10:00:20", "kept", 20, "2026-03-02 10:00:20"),
    (20, "seconds", "2026-03-02T10:00:00", "2026-03-02T10:00:21", "late", 21, "2026-03-02 10:00:20"),
    (3, "minutes", "2026-03-02T10:00:00", "2026-03-02T10:01:30", "kept", 1.5, "2026-03-02 10:03:00"),
    (24, "hours", "2026-03-28T12:00:00", "2026-03-29T13:00:00", "kept", 24, "2026-03-29 13:00:00"),
    (24, "hours", "2026-03-28T12:00:00", "2026-03-29T13:00:01", "late", 24.0003, "2026-03-29 13:00:00"),
    (4, "working_hours", "2026-03-02T15:00:00", "2026-03-03T11:00:00", "kept", 4, "2026-03-03 11:00:00"),
    (4, "working_hours", "2026-03-06T16:30:00", "2026-03-09T12:31:00", "late", 4.0167, "2026-03-09 12:30:00"),
    (4, "working_hours", "2026-03-07T10:00:00", "2026-03-09T13:00:00", "kept", 4, "2026-03-09 13:00:00"),
    (5, "days", "2026-03-02T23:59:00", "2026-03-07T23:59:59", "kept", 5, "2026-03-07"),
    (5, "days", "2026-03-02T00:00:00", "2026-03-08T00:00:00", "late", 6, "2026-03-07"),
    (5, "working_days", "2026-03-02T09:00:00", "2026-03-09T16:00:00", "kept", 5, "2026-03-09"),
    (5, "working_days", "2026-03-02T09:00:00", "2026-03-10T09:00:00", "late", 6, "2026-03-09"),
    (1, "working_days", "2026-04-02T09:00:00", "2026-04-07T09:00:00", "kept", 1, "2026-04-07"),
    (3, "working_days", "2026-03-07T09:00:00", "2026-03-11T09:00:00", "kept", 3, "2026-03-11"),
    (1, "working_days", "2026-03-02T09:00:00", "2026-03-02T10:00:00", "kept", 0, "2026-03-03"),
]


@pytest.mark.parametrize(("amount", "unit", "sent", "came", "state", "took", "due"), CASES)
def test_an_answer_is_kept_or_late(
    amount: int, unit: str, sent: str, came: str, state: str, took: float, due: str
) -> None:
    found = measured(standard(amount, unit), ("sent", sent), ("reply", came))
    assert (found.state, found.due_words) == (state, due)
    assert found.elapsed == pytest.approx(took, abs=1e-4)
    assert found.took == found.elapsed
    assert found.kept is (state == "kept")
    assert found.remark == ""


def test_a_nation_keeps_its_own_bank_holidays() -> None:
    over_easter = (("sent", "2026-04-02T09:00:00"), ("reply", "2026-04-07T09:00:00"))
    assert measured(standard(1, "working_days"), *over_easter).kept is True
    assert measured(standard(1, "working_days"), *over_easter, nation="scotland").kept is False


@pytest.mark.parametrize(
    ("until", "over", "state", "kept"),
    [
        ("2026-03-04T09:00:00", False, "running", None),
        ("2026-03-04T09:00:00", True, "stopped", None),
        ("2026-03-10T09:00:00", False, "overdue", False),
        ("2026-03-10T09:00:00", True, "never", False),
    ],
)
def test_without_an_answer(until: str, over: bool, state: str, kept: bool | None) -> None:
    found = measured(standard(5, "working_days"), ("sent", "2026-03-02T09:00:00"), until=until, over=over)
    assert (found.state, found.kept, found.took, found.ended) == (state, kept, None, None)
    assert found.elapsed == {"2026-03-04T09:00:00": 2, "2026-03-10T09:00:00": 6}[until]


def test_a_clock_that_never_started() -> None:
    found = measured(standard(5, "days"), ("call", "2026-03-02T09:00:00"))
    assert (found.state, found.kept, found.due_words) == ("not_begun", None, "")


def test_an_automatic_reply_is_none_and_an_answer_before_the_question_does_not_count() -> None:
    told = (("reply", "2026-03-01T09:00:00"), ("sent", "2026-03-02T09:00:00"))
    found = measured(standard(1, "days"), *told, ("automatic", "2026-03-02T09:01:00"))
    assert found.state == "overdue"


def test_the_first_call_counts_and_the_first_answer_after_it() -> None:
    told = (
        ("call", "2026-03-02T10:00:00"),
        ("cut_off", "2026-03-02T10:02:00"),
        ("call", "2026-03-02T10:03:00"),
        ("answer", "2026-03-02T10:03:10"),
        ("answer", "2026-03-02T10:05:00"),
    )
    found = measured(standard(20, "seconds", "call", "answer"), *told)
    assert (found.state, found.elapsed) == ("late", 190)


EXTENDED = standard(10, "working_days", extension=10, extension_event="extended_1")


@pytest.mark.parametrize(
    ("told", "came", "state", "due"),
    [
        ("2026-03-10T09:00:00", "2026-03-30T09:00:00", "kept", "2026-03-30"),
        ("2026-03-10T09:00:00", "2026-03-31T09:00:00", "late", "2026-03-30"),
        ("2026-03-17T09:00:00", "2026-03-20T09:00:00", "late", "2026-03-16"),  # said when it was too late
    ],
)
def test_an_extension_counts_when_it_was_said_in_time(told: str, came: str, state: str, due: str) -> None:
    found = measured(EXTENDED, ("sent", "2026-03-02T09:00:00"), ("extended_1", told), ("reply", came))
    assert (found.state, found.due_words, found.extended) == (state, due, due == "2026-03-30")


def test_bank_holidays_of_other_years_are_not_known_and_that_is_said() -> None:
    told = (("sent", "2030-03-01T09:00:00"), ("reply", "2030-03-04T09:00:00"))
    assert "known from 2003 to 2028" in measured(standard(5, "working_days"), *told).remark
    assert "check the result by hand" in measured(standard(5, "working_hours"), *told).remark
    assert measured(standard(5, "days"), *told).remark == ""  # no bank holiday is counted
    assert (
        "2028"
        in measured(
            standard(5, "working_days"), ("sent", "2028-12-28T09:00:00"), until="2028-12-28T10:00:00"
        ).remark
    )


def test_an_amount_from_elsewhere_that_makes_no_sense_is_refused() -> None:
    for amount in (0, -1, 10**15):
        for unit in UNITS:
            with pytest.raises(InputError, match="makes no sense"):
                due_moment(at(FAR), amount, unit, WorkingTime(nations()["scotland"]))


@pytest.mark.parametrize("unit", UNITS)
def test_the_longest_of_each_unit_can_be_measured(unit: str) -> None:
    due = due_moment(at("2026-03-02T09:00:00"), LONGEST[unit], unit, WorkingTime(nations()["scotland"]))
    assert (
        elapsed_in(unit, at("2026-03-02T09:00:00"), due, WorkingTime(nations()["scotland"])) == LONGEST[unit]
    )


# ---- whatever was written down, in whatever order

MOMENTS = st.integers(0, 40 * 24 * 60).map(lambda m: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=m))
HAPPENED = st.lists(
    st.builds(
        lambda n, kind, when, zone: ShopEvent(id=str(n), kind=kind, at=when.astimezone(zone).isoformat()),
        st.integers(0, 10**6),
        st.sampled_from(["sent", "reply", "extended_1", "wait", "automatic"]),
        MOMENTS,
        st.sampled_from([UTC, LONDON, ZoneInfo("America/New_York")]),
    ),
    max_size=12,
)
STANDARDS = st.builds(
    lambda amount, unit, longer: standard(amount, unit, extension=longer, extension_event="extended_1"),
    st.integers(1, 40),
    st.sampled_from(sorted(UNITS)),
    st.integers(0, 20),
)


@given(happened=HAPPENED, one=STANDARDS, data=st.data(), until=MOMENTS, over=st.booleans())
def test_the_order_of_events_makes_no_difference(
    happened: list[ShopEvent], one: ServiceStandard, data: st.DataObject, until: datetime, over: bool
) -> None:
    hours = WorkingTime(nations()["england-and-wales"])
    shuffled = data.draw(st.permutations(happened))
    found = measure(one, happened, hours, until=until, over=over)
    assert measure(one, shuffled, hours, until=until, over=over) == found
    beside = [e for e in shuffled if e.kind not in ("wait", "automatic")]
    assert measure(one, beside, hours, until=until, over=over) == found  # what a standard does not name


@given(happened=HAPPENED, one=STANDARDS, until=MOMENTS, over=st.booleans())
def test_a_state_says_what_happened(
    happened: list[ShopEvent], one: ServiceStandard, until: datetime, over: bool
) -> None:
    found = measure(one, happened, WorkingTime(nations()["scotland"]), until=until, over=over)
    sent = sorted(datetime.fromisoformat(e.at) for e in happened if e.kind == "sent")
    came = sorted(datetime.fromisoformat(e.at) for e in happened if e.kind == "reply")
    if not sent:
        assert found.state == "not_begun"
        return
    after = [t for t in came if t >= sent[0]]
    assert (found.ended is not None) == bool(after)
    assert found.due is not None
    assert found.due > sent[0]
    if after:
        assert found.kept is (after[0] <= found.due)
    else:
        assert found.kept is (False if max(until, sent[0]) > found.due else None)
    assert found.elapsed >= 0


# ---- words, opening hours


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (1, "seconds", "1 second"),
        (20, "seconds", "20 seconds"),
        (3.46, "working_hours", "3.5 working hours"),
        (0, "working_days", "0 working days"),
        (1, "working_days", "1 working day"),
        (1234.0, "minutes", "1,234 minutes"),
    ],
)
def test_lengths_in_words(amount: float, unit: str, words: str) -> None:
    assert length_words(amount, unit) == words


@pytest.mark.parametrize(
    ("seconds", "words", "without_days"),
    [
        (0, "0 s", "0 s"),
        (14, "14 s", "14 s"),
        (200, "3 min 20 s", "3 min 20 s"),
        (7200, "2 h", "2 h"),
        (7205, "2 h", "2 h"),
        (90_000, "1 day 1 h", "25 h"),
        (266_400, "3 days 2 h", "74 h"),
    ],
)
def test_clock_times_in_words(seconds: int, words: str, without_days: str) -> None:
    assert clock_words(timedelta(seconds=seconds)) == words
    assert clock_words(timedelta(seconds=seconds), days=False) == without_days


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mon-Fri 9:00-17:00", "Mon-Fri 9:00-17:00"),
        (
            "monday to friday 9-12:30, 13.30 to 17; Saturday 9-12",
            "Mon-Fri 9:00-12:30, 13:30-17:00; Sat 9:00-12:00",
        ),
        ("Sat–Mon 10:00–24:00", "Mon 10:00-24:00; Sat-Sun 10:00-24:00"),
        ("Wed 8-20", "Wed 8:00-20:00"),
        ("24/7", "always"),
        ("always", "always"),
    ],
)
def test_opening_hours_as_people_write_them(text: str, words: str) -> None:
    week = read_week(text)
    assert week_words(week) == words
    assert read_week(words) == week
    assert week_of(kept_week(week)) == week


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9-5",
        "Mon",
        "Mon-Fri",
        "Mon 17:00-9:00",
        "Mon 9:75-10",
        "Xyz 9-17",
        "Mon 9-25",
        "Mon 9-17;",
        "Mo 9-5",
    ],
)
def test_other_opening_hours_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="opening hours"):
        read_week(text)


@pytest.mark.parametrize("kept", ["{", "[1]", '[["a"]]', "null", "[[[1,2,3]]]"])
def test_kept_hours_that_cannot_be_read_are_refused(kept: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        week_of(kept)


SPANS = st.lists(st.integers(0, 1440), min_size=0, max_size=4, unique=True).map(
    lambda ms: tuple(zip(sorted(ms)[0::2], sorted(ms)[1::2], strict=False))
)


@given(week=st.tuples(*[SPANS] * 7))
def test_any_week_is_kept_and_read_back(week: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    assert week_of(kept_week(week)) == week
    if any(week):
        assert read_week(week_words(week)) == week


def test_nine_to_five_needs_no_place() -> None:
    assert kept_week(WEEKDAYS) == ""
    assert kept_week(ALWAYS) != ""


def test_every_event_says_what_it_is() -> None:
    assert all(kind.word for kind in EVENTS.values())
    assert len({kind.word for kind in EVENTS.values()}) == len(EVENTS)


def test_an_hour_that_comes_twice_is_told_apart() -> None:
    sent = ("sent", "2026-10-25T00:30:00")
    second = datetime(2026, 10, 25, 1, 10, tzinfo=LONDON, fold=1)  # an hour and 40 minutes after it was sent
    found = measure(
        standard(1, "hours"), events(sent), WorkingTime(nations()["scotland"]), until=second, over=False
    )
    assert found.state == "overdue"
    assert found.elapsed == pytest.approx(100 / 60)
