"""Days and times of a plan, as ISO 8601 text.

A plan's times are what the clock on the wall of the place says ("2003-09-16T14:30"), without an offset:
people meet at half past two, wherever the laptop thinks it is.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.text import one_line

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
"""A year outside is a slip of the finger."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def iso_day(text: str) -> str:
    """Return an ISO date as ``2003-09-16``; "" stays "".

    Raises:
        InputError: it is no date, or one of another age.
    """
    if not text.strip():
        return ""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"“{one_line(text, 40)}” is not a date. Write it like 2003-09-16.") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InputError(f"“{one_line(text, 40)}” is too far away. Check the year.")
    return day.isoformat()


def iso_moment(text: str) -> str:
    """Return an ISO date, or a date with the time on the wall as ``2003-09-16T14:30``; "" stays "".

    Raises:
        InputError: it is neither.
    """
    text = text.strip()
    if len(text) <= 10:
        return iso_day(text)
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"“{one_line(text, 40)}” is not a time. Write it like 2003-09-16 or 2003-09-16T14:30."
        ) from None
    return f"{iso_day(when.date().isoformat())}T{when:%H:%M}"


def plain_day(iso: str) -> str:
    """Return an ISO date as a sentence says it: "1 February 2027"; what is no date stays as it is."""
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def has_time(text: str) -> bool:
    """Whether a stored date names a time of day too."""
    return len(text) > 10


def later_day(day: str, count: int, unit: str) -> str:
    """Return the ISO date `count` days, weeks or calendar months after `day`; "" when there is none.

    A month without that day gives its last one: six months after 31 August is the end of February.
    """
    try:
        start = date.fromisoformat(day)
        if unit == "months":
            months = start.year * 12 + start.month - 1 + count
            year, month = months // 12, months % 12 + 1
            last = calendar.monthrange(year, month)[1]
            return date(year, month, min(start.day, last)).isoformat()
        days = {"days": 1, "weeks": 7}[unit] * count
        return (start + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""
