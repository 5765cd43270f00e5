"""When a check takes place, as people type it and as it is kept. No Qt."""

from __future__ import annotations

from datetime import date

from tia_desktop.domain.dates import has_time
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import RealityCheck
from tia_desktop.ui.days import moment, read_day, read_time
from tia_desktop.ui.i18n import tr

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def typed(check: RealityCheck) -> dict[str, str]:
    """What the three fields show: day, start and end (a time, or a day when it takes several)."""
    start, end = check.planned_for, check.planned_until
    return {
        "day": moment(start[:10]) if start else "",
        "start": start[11:16] if has_time(start) else "",
        "end": end[11:16] if has_time(end) else moment(end) if end else "",
    }


def moved(check: RealityCheck, field: str, text: str) -> tuple[str, str]:
    """Start and end as they are kept, after one field (day, start or end) was typed anew.

    Raises:
        InputError: it is no day or time, or there is no day yet.
    """
    fields = {**typed(check), field: text}
    day = read_day(fields["day"])
    if not day:
        if field != "day" and text.strip():
            raise InputError(tr("Say on which day it is first."))
        return "", ""
    clock = read_time(fields["start"])
    if not clock:
        end = fields["end"] if field == "end" or not has_time(check.planned_until) else ""
        return day, _last_day(end)
    return f"{day}T{clock}", _last_time(day, fields["end"])


def _last_day(text: str) -> str:
    """The end of a check without a time of day: a day."""
    try:
        return read_day(text)
    except InputError:
        pass
    try:
        read_time(text)
    except InputError:
        return read_day(text)
    raise InputError(tr("Say at what time it starts first."))


def _last_time(day: str, text: str) -> str:
    """The end of a check with a time of day: a time on that day; a last day from before has no meaning."""
    try:
        clock = read_time(text)
    except InputError:
        if _is_day(text):
            return ""
        raise
    return f"{day}T{clock}" if clock else ""


def _is_day(text: str) -> bool:
    try:
        return bool(read_day(text))
    except InputError:
        return False


def clock_words(start: str, end: str) -> str:
    """The time of day of a visit: "9:30 to 11:00", "from 9:30", "all day" or "until 16 May 2026"."""
    if not has_time(start):
        return tr("until {day}").format(day=moment(end)) if end and end != start else tr("all day")
    if not has_time(end):
        return tr("from {time}").format(time=_clock(start))
    return tr("{start} to {end}").format(start=_clock(start), end=_clock(end))


def when_words(check: RealityCheck) -> str:
    """Day and time of a check in a list; "" without a day."""
    if not check.planned_for:
        return ""
    day = moment(check.planned_for[:10])
    if not has_time(check.planned_for) and not check.planned_until:
        return day
    return f"{day}, {clock_words(check.planned_for, check.planned_until)}"


def day_words(iso: str) -> str:
    """A day with its weekday: "Monday 16 November 2026"."""
    try:
        weekday = tr(_WEEKDAYS[date.fromisoformat(iso).weekday()])
    except ValueError:
        return iso
    return f"{weekday} {moment(iso)}"


def _clock(iso: str) -> str:
    return iso[11:16].removeprefix("0")
