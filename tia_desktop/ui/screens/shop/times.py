"""Times of a shop, as people type them and as they are kept; on this laptop's clock. No Qt."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.shop_measure import moment as moment_of
from tia_desktop.ui.days import moment, read_day, read_time
from tia_desktop.ui.i18n import tr

_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_TO_THE_SECOND = re.compile(r"(\d{1,2})[:.](\d{2})[:.](\d{2})")


def clock(at: str) -> str:
    """The time of day of a stored moment, to the second: "14:30:15"."""
    return f"{moment_of(at).astimezone():%H:%M:%S}"


def day(at: str) -> str:
    """The day of a stored moment: "4 March 2026"."""
    return moment(moment_of(at).astimezone().date().isoformat())


def day_and_clock(at: str) -> str:
    """A stored moment in a list: "4 March 2026, 14:30"."""
    return moment(at)


def due_words(due_at: str) -> str:
    """Until when a promise should be kept; "" when nobody said."""
    return moment(due_at) if due_at else ""


def due_fields(due_at: str) -> tuple[str, str]:
    """What the two fields show for it: a day, and a time of day."""
    if not due_at:
        return "", ""
    if len(due_at) <= 10:
        return moment(due_at), ""
    return day(due_at), clock(due_at).removesuffix(":00")


def read_at(day_text: str, clock_text: str, now: str) -> str:
    """When something happened, as it is kept. Without a day: today; "" without both: now.

    Raises:
        InputError: one of the two cannot be read, or the time of day is missing.
    """
    if not day_text.strip() and not clock_text.strip():
        return ""
    if not clock_text.strip():
        raise InputError(tr("Write the time of day as well, such as 14:30."))
    return _at(_day(day_text, now) or _today(now).isoformat(), _clock(clock_text))


def read_due(day_text: str, clock_text: str, made: str) -> str:
    """Until when a promise should be kept, as it is kept: a day, or a moment; "" when nobody said.

    A time of day alone is on the day of the promise.

    Raises:
        InputError: one of the two cannot be read.
    """
    on = _day(day_text, made)
    if not clock_text.strip():
        return on
    return _at(on or _today(made).isoformat(), _clock(clock_text))


def _at(on: str, clock_text: str) -> str:
    when = datetime.combine(date.fromisoformat(on), time.fromisoformat(clock_text))
    try:
        return when.astimezone().isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        raise InputError(tr("“{text}” is not a date of our time.").format(text=on)) from None


def _day(text: str, now: str) -> str:
    near = {tr(word).casefold(): days for word, days in _NEAR.items()} | _NEAR
    days = near.get(text.strip().casefold())
    return read_day(text) if days is None else (_today(now) + timedelta(days=days)).isoformat()


def _clock(text: str) -> str:
    told = _TO_THE_SECOND.fullmatch(text.strip())
    if told is None:
        return read_time(text)
    if int(told[1]) > 23 or int(told[2]) > 59 or int(told[3]) > 59:
        raise InputError(tr("“{text}” is not a time. Write it like 14:30 or 14:30:15.").format(text=text))
    return f"{int(told[1]):02}:{told[2]}:{told[3]}"


def _today(now: str) -> date:
    return moment_of(now).astimezone().date()
