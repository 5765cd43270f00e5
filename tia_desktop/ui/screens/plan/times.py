"""When a check takes place, as people type it and as it is kept. No Qt."""

from __future__ import annotations

from datetime import date, datetime, timedelta

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
        "end": _end_words(start, end) if has_time(end) else moment(end) if end else "",
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
    if field == "end":
        end = _last_time(day, text) if clock else _last_day(text)
    else:
        end = _moved_end(check, day, timed=bool(clock))
    start = f"{day}T{clock}" if clock else day
    if field == "start" and has_time(end) and end <= start:
        end = _kept_length(check, start)  # it begins after its old end: it takes as long as before
    return start, end


def _kept_length(check: RealityCheck, start: str) -> str:
    """The end of a visit that begins at another time and takes as long as before; "" when nobody knows."""
    try:
        length = datetime.fromisoformat(check.planned_until) - datetime.fromisoformat(check.planned_for)
        return (datetime.fromisoformat(start) + length).isoformat(timespec="minutes")
    except (ValueError, TypeError, OverflowError):  # the file comes from another program
        return ""


def _moved_end(check: RealityCheck, day: str, *, timed: bool) -> str:
    """The end of a check whose start was changed: as many days after its first day as before."""
    end = check.planned_until
    try:
        days = date.fromisoformat(end[:10]) - date.fromisoformat(check.planned_for[:10])
        last = (date.fromisoformat(day) + timedelta(days=days.days)).isoformat()
    except (ValueError, OverflowError):  # there was no end, or the file comes from another program
        return ""
    if timed:  # a last day from before has no meaning, once there is a time
        return last + end[10:] if has_time(end) else ""
    return last if last != day or not has_time(end) else ""


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
    """The end of a check with a time of day: a time on that day, or "14 May 2026, 16:00" on a later one."""
    last, _, rest = text.rpartition(",")
    if not last.strip():
        last, _, rest = text.rpartition(" ")
    if last.strip() and _is_day(last):
        day, text = read_day(last), rest
    elif _is_day(text):
        words = tr("Say at what time it ends on that day, such as {example}.")
        raise InputError(words.format(example=f"{moment(read_day(text))}, 16:00"))
    clock = read_time(text)
    return f"{day}T{clock}" if clock else ""


def _is_day(text: str) -> bool:
    try:
        return bool(read_day(text))
    except InputError:
        return False


def _end_words(start: str, end: str) -> str:
    """The end of a visit with a time of day; the day is named when it is not the first one."""
    return end[11:16] if end[:10] == start[:10] else f"{moment(end[:10])}, {end[11:16]}"


def clock_words(start: str, end: str, day: str = "") -> str:
    """The time of day of a visit: "9:30 to 11:00", "from 9:30", "all day" or "until 16 May 2026".

    A visit with times that goes on over night names its last day, and on a later `day` its first one, too:
    "12 May 2026, 9:00 to 13 May 2026, 16:00".
    """
    if not has_time(start):
        return tr("until {day}").format(day=moment(end)) if end and end != start else tr("all day")
    if not has_time(end):
        return tr("from {time}").format(time=_clock(start))
    begins, ends = _clock(start), _clock(end)
    if end[:10] != start[:10]:
        ends = f"{moment(end[:10])}, {ends}"
        if day > start[:10]:
            begins = f"{moment(start[:10])}, {begins}"
    return tr("{start} to {end}").format(start=begins, end=ends)


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
