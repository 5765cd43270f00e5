"""Time that counts: the landlord's opening hours, without weekends, bank holidays and clock changes.

A landlord's published standard ("we answer within 10 working days") is kept or not kept in this time. Clocks
differ by nation: 10 and 20 working days in England, 5 and 20 in Scotland, each with its own bank holidays
(PITFALLS 13 and 14).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from tia_desktop.domain.errors import InputError

DAY = timedelta(days=1)
MIDNIGHT = 24 * 60
"""Minutes: a span that ends at midnight ends there."""
LONGEST = 366 * 3
"""Days that are searched for a deadline: longer ones are a mistake in the standard or the opening hours."""

Span = tuple[int, int]
"""Opening and closing time, in minutes from midnight by the clock on the wall."""


@dataclass(frozen=True, slots=True)
class Nation:
    """The bank holidays of a nation.

    Attributes:
        id: such as "scotland".
        title: as people read it.
        zone: its clock, such as "Europe/London".
        first_year: first year whose holidays are known, and
        last_year: the last one.
        days: day -> name of the holiday.
    """

    id: str
    title: str
    zone: str
    first_year: int
    last_year: int
    days: Mapping[date, str] = field(default_factory=dict)

    def unknown(self, start: date, end: date) -> str:
        """Return a sentence when some bank holidays between two days are not known, else ""."""
        if self.first_year <= start.year and end.year <= self.last_year:
            return ""
        return (
            f"Bank holidays of {self.title} are known from {self.first_year} to {self.last_year}. "
            "In other years they are counted as working days: check the result by hand."
        )


WEEKDAYS: tuple[tuple[Span, ...], ...] = (((9 * 60, 17 * 60),),) * 5 + ((), ())
"""Monday to Friday, 9 to 5."""


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When a service is open.

    Attributes:
        nation: whose bank holidays it keeps.
        week: opening hours of Monday to Sunday.
        open_on_holidays: an emergency line, which no bank holiday closes.
    """

    nation: Nation
    week: tuple[tuple[Span, ...], ...] = WEEKDAYS
    open_on_holidays: bool = False

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise InputError("Give opening hours for the seven days from Monday to Sunday.")
        for spans in self.week:
            ends = [0, *(minute for span in spans for minute in span), MIDNIGHT]
            if any(a > b for a, b in pairwise(ends)) or any(a == b for a, b in spans):
                raise InputError(
                    "Opening hours go from morning to evening, one after the other, such as 9:00 to 17:00."
                )

    def spans(self, day: date) -> tuple[Span, ...]:
        """Return a day's opening hours, none when it is closed."""
        if not self.open_on_holidays and day in self.nation.days:
            return ()
        return self.week[day.weekday()]

    def is_working_day(self, day: date) -> bool:
        """Whether the service is open on a day at all."""
        return bool(self.spans(day))

    # ---- in working days

    def working_days(self, start: date, end: date) -> int:
        """Return the working days after `start`, up to and with `end`: 0 for the same day."""
        days = (start + DAY * n for n in range(1, (end - start).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def day_after(self, start: date, count: int) -> date:
        """Return the `count`-th working day after `start`, the last day on which a promise can be kept."""
        day = start
        for _ in range(LONGEST):
            if count <= 0:
                return day
            day += DAY
            count -= self.is_working_day(day)
        raise InputError("That is more than three years away. Check the standard and the opening hours.")

    # ---- in working hours

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """Return how long the service was open between two moments, each with its offset from UTC."""
        total = timedelta()
        for opened, closed in self._open(start, self._local(end).date()):
            total += max(timedelta(), min(closed, end) - max(opened, start))
        return total

    def moment_after(self, start: datetime, length: timedelta) -> datetime:
        """Return the moment when `length` of open time has passed, in local time."""
        last = self._local(start).date() + DAY * LONGEST
        for opened, closed in self._open(start, last):
            begins = max(opened, start)
            if closed - begins >= length:
                return self._local(begins + length)
            length -= max(timedelta(), closed - begins)
        raise InputError("That is more than three years away. Check the standard and the opening hours.")

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.nation.zone))

    def _open(self, start: datetime, last: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield when the service opens and closes, in UTC, from the day of `start` to `last`."""
        day = self._local(start).date()
        while day <= last:
            for part, minutes in self._parts(day):
                for opens, closes in self.spans(day):
                    a, b = max(opens, minutes[0]), min(closes, minutes[1])
                    if a < b:
                        yield (
                            part + timedelta(minutes=a - minutes[0]),
                            part + timedelta(minutes=b - minutes[0]),
                        )
            day += DAY

    def _parts(self, day: date) -> list[tuple[datetime, tuple[int, int]]]:
        """Return a day as stretches in which the clock on the wall runs on, two when it is changed.

        Each is the moment when it begins, in UTC, and the minutes that the clock shows from then to its end.
        """
        zone = ZoneInfo(self.nation.zone)
        begins = datetime.combine(day, time(), zone).astimezone(UTC)
        ends = datetime.combine(day + DAY, time(), zone).astimezone(UTC)
        length = int((ends - begins) / timedelta(minutes=1))
        if length == MIDNIGHT:
            return [(begins, (0, MIDNIGHT))]
        # Minutes after the day began at which the clock is changed.
        changed = next(
            m for m in range(1, length + 1) if _clock(begins + timedelta(minutes=m), zone, day) != m
        )
        shows = _clock(begins + timedelta(minutes=changed), zone, day)
        return [(begins, (0, changed)), (begins + timedelta(minutes=changed), (shows, MIDNIGHT))]


def _clock(moment: datetime, zone: ZoneInfo, day: date) -> int:
    """Return the minutes from midnight of `day` that the clock shows."""
    local = moment.astimezone(zone)
    return (local.date() - day).days * MIDNIGHT + local.hour * 60 + local.minute
