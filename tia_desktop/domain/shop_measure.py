"""Measures what happened in a shop against a published standard, in the standard's own time.

The first call, letter or visit counts, and the first answer after it: what an ordinary caller gets. The order
in which events were written down makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.shop_records import ServiceStandard, ShopEvent
from tia_desktop.domain.shops import UNITS
from tia_desktop.domain.working_time import WorkingTime

_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "working_hours": 3600}
_BY_DAY = ("days", "working_days")
LONGEST = {
    "seconds": 86_400,
    "minutes": 43_200,
    "hours": 8_760,
    "working_hours": 2_000,
    "days": 1_000,
    "working_days": 500,
}
"""A promise of more is a slip of the finger. All are less than what `WorkingTime` looks ahead."""
_LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Measured:
    """How a shop compares with a standard.

    Attributes:
        standard: what the landlord promised.
        state: "not_begun"; "running" and "overdue" while an answer is waited for; "kept" and "late" when it
            came; "never" and "stopped" when the shop ended without one, after or before the time was up.
        began: when the clock started.
        ended: when the answer came, None when it did not.
        due: the last moment at which the standard is kept; for days, the end of the last one.
        elapsed: how long it took, or has taken, in the standard's unit.
        extended: whether they said in time that it takes longer.
        remark: what makes the result unsure, as a sentence.
    """

    standard: ServiceStandard
    state: str
    began: datetime | None = None
    ended: datetime | None = None
    due: datetime | None = None
    elapsed: float = 0
    extended: bool = False
    remark: str = ""

    @property
    def kept(self) -> bool | None:
        """Whether the standard was kept; None while nobody can say."""
        return {"kept": True, "late": False, "never": False, "overdue": False}.get(self.state)

    @property
    def took(self) -> float | None:
        """How long the answer took, in the standard's unit; None when there is none."""
        return self.elapsed if self.ended is not None else None

    @property
    def due_words(self) -> str:
        """The last moment as people read it: a day, or a day and a time."""
        if self.due is None:
            return ""
        by_day = self.standard.unit in _BY_DAY
        return self.due.date().isoformat() if by_day else f"{self.due:%Y-%m-%d %H:%M:%S}"


def moment(at: str) -> datetime:
    """Return the moment of an event, which carries its offset."""
    when = datetime.fromisoformat(at)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def measure(
    standard: ServiceStandard, events: Iterable[ShopEvent], hours: WorkingTime, *, until: datetime, over: bool
) -> Measured:
    """Measure a shop.

    Args:
        standard: what the landlord promised.
        events: what happened, in any order.
        hours: the opening hours and bank holidays of the standard.
        until: now, or when the shop ended.
        over: whether nothing is waited for any more.
    """
    times: dict[str, list[datetime]] = {}
    for event in events:
        times.setdefault(event.kind, []).append(moment(event.at))
    if standard.from_event not in times:
        return Measured(standard, "not_begun")
    began = min(times[standard.from_event])
    ended = min((t for t in times.get(standard.to_event, ()) if t >= began), default=None)
    due = due_moment(began, standard.amount, standard.unit, hours)
    extended = standard.extension > 0 and any(
        began <= told <= due for told in times.get(standard.extension_event, ())
    )
    if extended:
        due = due_moment(began, standard.amount + standard.extension, standard.unit, hours)
    # In UTC: two times of one zone would be compared by the clock on the wall, also when it is changed.
    last = max(began, ended or until.astimezone(UTC))
    state = _state(ended is not None, last <= due, over)
    elapsed = elapsed_in(standard.unit, began, last, hours)
    remark = ""
    if standard.unit.startswith("working"):
        remark = hours.nation.unknown(began.date(), max(last, due).date())
    return Measured(standard, state, began, ended, due, elapsed, extended, remark)


def _state(answered: bool, in_time: bool, over: bool) -> str:
    if answered:
        return "kept" if in_time else "late"
    if over:
        return "stopped" if in_time else "never"
    return "running" if in_time else "overdue"


def due_moment(start: datetime, amount: int, unit: str, hours: WorkingTime) -> datetime:
    """Return the last moment that is within `amount` of `unit` from `start`.

    Days are counted from the day after, and the last one counts to its end, by the nation's own clock.
    """
    if (
        not 0 < amount <= 2 * LONGEST[unit]
    ):  # of a record from elsewhere: ours are tested before they are kept
        raise InputError("The time that it may take makes no sense. Keep the standard anew.")
    if unit == "working_hours":
        return hours.moment_after(start, timedelta(hours=amount))
    zone = ZoneInfo(hours.nation.zone)
    if unit in _SECONDS:
        return (start.astimezone(UTC) + timedelta(seconds=amount * _SECONDS[unit])).astimezone(zone)
    first = start.astimezone(zone).date()
    last = hours.day_after(first, amount) if unit == "working_days" else first + timedelta(days=amount)
    return datetime.combine(last, _LAST_SECOND, zone)


def elapsed_in(unit: str, start: datetime, end: datetime, hours: WorkingTime) -> float:
    """Return how long it is from `start` to `end` in a unit; days are whole, today is 0."""
    if unit == "working_hours":
        return hours.working_time(start, end) / timedelta(hours=1)
    if unit in _SECONDS:
        return (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / _SECONDS[unit]
    zone = ZoneInfo(hours.nation.zone)
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    return hours.working_days(first, last) if unit == "working_days" else (last - first).days


def length_words(amount: float, unit: str) -> str:
    """Return "14 seconds", "1 working day", "3.5 working hours"."""
    one, many = UNITS[unit]
    shown = f"{amount:,.1f}".removesuffix(".0")
    return f"{shown} {one if shown == '1' else many}"


def clock_words(length: timedelta, *, days: bool = True) -> str:
    """Return a length of time: "14 s", "3 min 20 s", "2 h 5 min", "3 days 4 h"; without days "76 h"."""
    seconds = max(0, int(length.total_seconds()))
    whole, rest = divmod(seconds, 86_400) if days else (0, seconds)
    amounts = (whole, rest // 3600, rest // 60 % 60, rest % 60)
    words = ("day" if whole == 1 else "days", "h", "min", "s")
    first = next((n for n, amount in enumerate(amounts) if amount), 3)
    shown = [f"{amounts[n]:,} {words[n]}" for n in range(first, min(first + 2, 4)) if amounts[n]]
    return " ".join(shown) or "0 s"
