"""The clock of a promise: opening hours, weekends, bank holidays of three nations, clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.working_time import MIDNIGHT, WEEKDAYS, Span, WorkingTime
from tia_desktop.frameworks.calendars import nations

LONDON = ZoneInfo("Europe/London")
E, S, N = "england-and-wales", "scotland", "northern-ireland"
NINE_TO_FIVE = WEEKDAYS
WITH_SATURDAY = (((8 * 60, 18 * 60),),) * 5 + (((9 * 60, 12 * 60 + 30),), ())
WITH_LUNCH = (((9 * 60, 12 * 60 + 30), (13 * 60 + 30, 17 * 60)),) * 5 + ((), ())
ALWAYS = (((0, MIDNIGHT),),) * 7
NIGHT = (((0, 6 * 60), (22 * 60, MIDNIGHT)),) * 7


def at(text: str) -> datetime:
    """A moment by the clock on the wall; "*" is the second of two in autumn."""
    return datetime.fromisoformat(text.rstrip("*")).replace(tzinfo=LONDON, fold=int(text.endswith("*")))


# Worked out by hand with a calendar. 2026 begins on a Thursday; Easter Sunday is 5 April.
DAYS = [
    (E, "2026-01-05", "2026-01-05", 0),  # the same day
    (E, "2026-01-05", "2026-01-06", 1),
    (E, "2026-01-05", "2026-01-09", 4),  # Monday to Friday
    (E, "2026-01-05", "2026-01-12", 5),  # over a weekend
    (E, "2026-01-09", "2026-01-12", 1),  # Friday to Monday
    (E, "2026-01-10", "2026-01-12", 1),  # from a Saturday
    (E, "2026-01-10", "2026-01-11", 0),
    (E, "2026-01-05", "2026-01-19", 10),
    (E, "2025-12-24", "2025-12-29", 1),  # Christmas on Thursday and Friday
    (E, "2025-12-31", "2026-01-02", 1),  # 2 January is a working day in England ...
    (S, "2025-12-31", "2026-01-02", 0),  # ... not in Scotland
    (S, "2025-12-31", "2026-01-05", 1),
    (N, "2025-12-31", "2026-01-02", 1),
    (E, "2026-04-02", "2026-04-07", 1),  # Good Friday and Easter Monday
    (S, "2026-04-02", "2026-04-07", 2),  # Scotland works on Easter Monday
    (N, "2026-04-02", "2026-04-07", 1),
    (N, "2026-03-16", "2026-03-18", 1),  # St Patrick's Day
    (E, "2026-03-16", "2026-03-18", 2),
    (N, "2026-07-10", "2026-07-14", 1),  # 12 July is a Sunday: Monday instead
    (E, "2026-07-10", "2026-07-14", 2),
    (S, "2026-06-12", "2026-06-16", 1),  # World Cup bank holiday in Scotland alone
    (E, "2026-06-12", "2026-06-16", 2),
    (S, "2026-07-31", "2026-08-04", 1),  # Summer holiday in early August in Scotland
    (E, "2026-07-31", "2026-08-04", 2),
    (E, "2026-08-28", "2026-09-01", 1),  # and at its end elsewhere
    (S, "2026-08-28", "2026-09-01", 2),
    (S, "2026-11-27", "2026-12-01", 1),  # St Andrew's Day, a Monday
    (E, "2026-11-27", "2026-12-01", 2),
    (E, "2026-12-24", "2026-12-29", 1),  # Boxing Day on Saturday: Monday instead
    (E, "2022-05-31", "2022-06-06", 2),  # Jubilee: Thursday and Friday
    (E, "2022-09-16", "2022-09-20", 1),  # State funeral
    (E, "2023-05-05", "2023-05-09", 1),  # Coronation
    (E, "2020-05-01", "2020-05-11", 5),  # May Day moved to Friday 8 May; Monday the 4th was worked
    (E, "2011-04-21", "2011-05-03", 4),  # Easter, royal wedding and May Day: three days between, and the last
    (E, "2003-03-03", "2003-03-31", 20),  # four weeks
]

HOURS = [
    (E, NINE_TO_FIVE, "2026-01-05T09:00", "2026-01-05T17:00", 8 * 60),
    (E, NINE_TO_FIVE, "2026-01-05T08:00", "2026-01-05T18:30", 8 * 60),  # before and after do not count
    (E, NINE_TO_FIVE, "2026-01-05T10:15", "2026-01-05T10:40", 25),
    (E, NINE_TO_FIVE, "2026-01-05T16:50", "2026-01-06T09:10", 20),  # overnight
    (E, NINE_TO_FIVE, "2026-01-09T16:30", "2026-01-12T09:30", 60),  # over a weekend
    (E, NINE_TO_FIVE, "2026-01-10T10:00", "2026-01-11T22:00", 0),  # only a weekend
    (E, NINE_TO_FIVE, "2026-01-05T18:00", "2026-01-06T08:59", 0),
    (E, NINE_TO_FIVE, "2026-04-02T16:00", "2026-04-07T10:00", 120),  # over Easter
    (S, NINE_TO_FIVE, "2026-04-02T16:00", "2026-04-07T10:00", 120 + 480),
    (N, NINE_TO_FIVE, "2026-07-10T16:00", "2026-07-14T10:00", 120),
    (E, NINE_TO_FIVE, "2026-03-27T16:00", "2026-03-30T10:00", 120),  # clocks go forward on the Sunday
    (E, NINE_TO_FIVE, "2026-10-23T16:00", "2026-10-26T10:00", 120),  # and back
    (E, WITH_SATURDAY, "2026-01-09T17:00", "2026-01-12T09:00", 60 + 210 + 60),
    (E, WITH_SATURDAY, "2026-12-25T08:00", "2026-12-26T12:00", 0),  # Christmas closes the Saturday too
    (E, WITH_LUNCH, "2026-01-05T12:00", "2026-01-05T14:00", 60),
    (E, WITH_LUNCH, "2026-01-05T12:45", "2026-01-05T13:15", 0),
    (E, ALWAYS, "2026-01-05T00:00", "2026-01-06T00:00", 24 * 60),
    (E, ALWAYS, "2026-03-29T00:00", "2026-03-30T00:00", 23 * 60),  # the short day
    (E, ALWAYS, "2026-10-25T00:00", "2026-10-26T00:00", 25 * 60),  # the long day
    (E, ALWAYS, "2026-10-25T01:30", "2026-10-25T01:30*", 60),  # the same time by the clock, an hour later
    (E, ALWAYS, "2026-03-29T00:30", "2026-03-29T02:30", 60),  # the hour from 1 to 2 is not there
    (E, NIGHT, "2026-03-28T22:00", "2026-03-29T06:00", 7 * 60),
    (E, NIGHT, "2026-10-24T22:00", "2026-10-25T06:00", 9 * 60),
    (E, NIGHT, "2026-01-05T05:00", "2026-01-05T23:00", 120),
    (E, NINE_TO_FIVE, "2026-01-05T12:00", "2026-01-05T11:00", 0),  # the end is before the start
]


def test_there_are_sixty_cases() -> None:
    assert len(DAYS) + len(HOURS) == 60


@pytest.mark.parametrize(("nation", "start", "end", "days"), DAYS)
def test_working_days(nation: str, start: str, end: str, days: int) -> None:
    clock = WorkingTime(nations()[nation])
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    assert clock.working_days(first, last) == days
    if days:
        due = clock.day_after(first, days)
        assert due <= last
        assert clock.working_days(first, due) == days
        assert clock.is_working_day(due)


@pytest.mark.parametrize(("nation", "week", "start", "end", "minutes"), HOURS)
def test_working_hours(
    nation: str, week: tuple[tuple[Span, ...], ...], start: str, end: str, minutes: int
) -> None:
    clock = WorkingTime(nations()[nation], week, open_on_holidays=week in (ALWAYS, NIGHT))
    assert clock.working_time(at(start), at(end)) == timedelta(minutes=minutes)


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 - the zone follows
    lambda when: when.replace(second=0, microsecond=0, tzinfo=UTC)
)
changes = st.sampled_from(
    [datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC)]
).flatmap(lambda day: st.integers(0, 1500).map(lambda m: day + timedelta(minutes=m)))


@st.composite
def weeks(draw: st.DrawFn) -> tuple[tuple[Span, ...], ...]:
    """Opening hours of seven days, each with up to two spans."""
    days = []
    for _ in range(7):
        ends = sorted(draw(st.lists(st.integers(0, MIDNIGHT), max_size=4, unique=True)))
        days.append(tuple(zip(ends[::2], ends[1::2], strict=False)))
    return tuple(days)


def is_open(clock: WorkingTime, moment: datetime) -> bool:
    """Look at the clock on the wall, and at the calendar."""
    local = moment.astimezone(LONDON)
    minute = local.hour * 60 + local.minute
    if local.date() in clock.nation.days and not clock.open_on_holidays:
        return False
    return any(opens <= minute < closes for opens, closes in clock.week[local.weekday()])


@given(
    st.sampled_from((E, S, N)), weeks(), st.booleans(), st.one_of(moments, changes), st.integers(0, 6 * 1440)
)
def test_it_agrees_with_looking_at_every_minute(
    nation: str, week: tuple[tuple[Span, ...], ...], open_on_holidays: bool, start: datetime, length: int
) -> None:
    clock = WorkingTime(nations()[nation], week, open_on_holidays)
    minutes = [start + timedelta(minutes=m) for m in range(length)]
    open_minutes = [moment for moment in minutes if is_open(clock, moment)]
    end = start + timedelta(minutes=length)
    assert clock.working_time(start, end) == timedelta(minutes=len(open_minutes))
    if open_minutes:
        reached = clock.moment_after(start, timedelta(minutes=len(open_minutes)))
        # As moments: two times of different zones are never equal in the hour that comes twice (PEP 495).
        assert reached.astimezone(UTC) == (open_minutes[-1] + timedelta(minutes=1)).astimezone(UTC)


def test_a_promise_within_hours() -> None:
    clock = WorkingTime(nations()[E])
    assert clock.moment_after(at("2026-04-02T16:00"), timedelta(hours=2)) == at("2026-04-07T10:00")
    assert clock.moment_after(at("2026-01-05T09:00"), timedelta(hours=8)) == at("2026-01-05T17:00")


def test_bank_holidays_follow_from_the_law() -> None:
    """The same days from the rules of the act, and the proclamations that moved or added some."""
    for nation in (E, S, N):
        known = nations()[nation]
        worked_out = {
            day for year in range(known.first_year, known.last_year + 1) for day in by_the_rules(nation, year)
        }
        assert set(known.days) == worked_out


MOVED = {(2012, 5): date(2012, 6, 4), (2022, 5): date(2022, 6, 2), (2020, 4): date(2020, 5, 8)}
ADDED = {date(2011, 4, 29), date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
ADDED_IN_SCOTLAND = {date(2026, 6, 15)}


def by_the_rules(nation: str, year: int) -> set[date]:
    """The bank holidays of a year."""
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    moving = [easter(year) - timedelta(days=2)]
    if nation == S:
        fixed += [date(year, 1, 2)] + ([date(year, 11, 30)] if year >= 2007 else [])
        moving += [monday(year, 8)]
    else:
        moving += [easter(year) + timedelta(days=1), last_monday(year, 8)]
    if nation == N:
        fixed += [date(year, 3, 17), date(year, 7, 12)]
    moving += [MOVED.get((year, 4), monday(year, 5)), MOVED.get((year, 5), last_monday(year, 5))]
    added = ADDED | (ADDED_IN_SCOTLAND if nation == S else set())
    taken = {*fixed, *moving}
    for day in sorted(fixed):  # one at a weekend gives the next free working day
        instead = day
        while day.weekday() > 4 and (instead.weekday() > 4 or instead in taken):
            instead += timedelta(days=1)
        taken.add(instead)
    return taken | {day for day in added if day.year == year}


def monday(year: int, month: int) -> date:
    """The first Monday of a month."""
    return next(day for n in range(1, 8) if (day := date(year, month, n)).weekday() == 0)


def last_monday(year: int, month: int) -> date:
    """The last Monday of a month with 31 days."""
    return next(day for n in range(31, 24, -1) if (day := date(year, month, n)).weekday() == 0)


def test_years_without_data_get_a_plain_word() -> None:
    scotland = nations()[S]
    assert scotland.unknown(date(2003, 1, 1), date(2028, 12, 31)) == ""
    for start, end in ((date(2002, 12, 31), date(2003, 1, 2)), (date(2028, 12, 1), date(2029, 1, 3))):
        assert "Bank holidays of Scotland are known from 2003 to 2028" in scotland.unknown(start, end)


@pytest.mark.parametrize(
    "week", [(), WEEKDAYS[:6], (((600, 600),),) * 7, (((600, 500),),) * 7, (((0, 1500),),) * 7]
)
def test_hours_that_cannot_be_are_refused(week: tuple[tuple[Span, ...], ...]) -> None:
    with pytest.raises(InputError):
        WorkingTime(nations()[E], week)


def test_a_service_that_never_opens_ends_the_search() -> None:
    clock = WorkingTime(nations()[E], ((),) * 7)
    with pytest.raises(InputError, match="three years"):
        clock.day_after(date(2026, 1, 1), 1)
    with pytest.raises(InputError, match="three years"):
        clock.moment_after(at("2026-01-05T09:00"), timedelta(minutes=1))
