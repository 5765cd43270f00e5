"""Opening hours of a week, as people write them and as a record keeps them."""

from __future__ import annotations

import json
import re
from itertools import groupby

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.text import one_line
from tia_desktop.domain.working_time import MIDNIGHT, WEEKDAYS, Span

Week = tuple[tuple[Span, ...], ...]

ALWAYS: Week = (((0, MIDNIGHT),),) * 7

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(r"([a-z]+)(?:\s*(?:-|–|to)\s*([a-z]+))?\s+(.+)", re.IGNORECASE)
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d\d))?")


def read_week(text: str) -> Week:
    """Return opening hours written like “Mon-Fri 9:00-17:00; Sat 9:00-12:30”; “always” never closes.

    Several hours of a day stand with a comma between them: “Mon-Fri 9:00-12:30, 13:30-17:00”. A day that
    is not named is closed.

    Raises:
        InputError: it cannot be read.
    """
    if text.strip().casefold() in ("always", "24/7"):
        return ALWAYS
    week: list[tuple[Span, ...]] = [()] * 7
    for part in text.split(";"):
        told = _PART.fullmatch(part.strip())
        if told is None:
            raise _unreadable(text)
        first = _day(told[1], text)
        last = _day(told[2], text) if told[2] else first
        for day in range(first, last + (1 if first <= last else 8)):
            week[day % 7] = tuple(_span(span, text) for span in told[3].split(","))
    return tuple(week)


def _day(word: str, text: str) -> int:
    found = [number for number, day in enumerate(_DAYS) if word.casefold().startswith(day)]
    if not found:
        raise _unreadable(text)
    return found[0]


def _span(text: str, whole: str) -> Span:
    told = _SPAN.fullmatch(text.strip())
    if told is None:
        raise _unreadable(whole)
    opens, closes = (int(told[n]) * 60 + int(told[n + 1] or 0) for n in (1, 3))
    if not 0 <= opens < closes <= MIDNIGHT or any(int(told[n] or 0) > 59 for n in (2, 4)):
        raise _unreadable(whole)
    return opens, closes


def _unreadable(text: str) -> InputError:
    return InputError(
        f"“{one_line(text, 60)}” are no opening hours. Write them like “Mon-Fri 9:00-17:00; Sat 9:00-12:30”, "
        "or “always”."
    )


def kept_week(week: Week) -> str:
    """Return opening hours as a record keeps them; "" for Monday to Friday, 9 to 5."""
    return "" if week == WEEKDAYS else json.dumps(week, separators=(",", ":"))


def week_of(kept: str) -> Week:
    """Return the opening hours that a record keeps.

    Raises:
        InputError: they cannot be read: a file that another program changed.
    """
    if not kept:
        return WEEKDAYS
    try:
        week = tuple(tuple((int(a), int(b)) for a, b in day) for day in json.loads(kept))
    except (ValueError, TypeError):
        raise InputError("The opening hours of a standard cannot be read. Write them anew.") from None
    return week


def week_words(week: Week) -> str:
    """Return opening hours as `read_week` takes them."""
    if week == ALWAYS:
        return "always"
    parts: list[str] = []
    for spans, group in groupby(enumerate(week), key=lambda one: one[1]):
        days = [_DAYS[number].capitalize() for number, _ in group]
        if spans:
            hours = ", ".join(f"{_clock(a)}-{_clock(b)}" for a, b in spans)
            parts.append(f"{days[0]}-{days[-1]} {hours}" if len(days) > 1 else f"{days[0]} {hours}")
    return "; ".join(parts)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
