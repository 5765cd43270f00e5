"""Dates and times as people type them into a table or on the command line."""

from __future__ import annotations

import re
from datetime import date, datetime

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.text import one_line

_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T,]+(\d{1,2}:\d{2}(?::\d{2})?))?")


def parse_when(text: str) -> str:
    """Return a date, or a time with its offset, as ISO 8601. Times without an offset are this laptop's.

    Takes ISO 8601 and the day first, as in Britain: ``16/09/2003``, ``16.9.2003 14:30``.

    Raises:
        InputError: it is no date.
    """
    iso, told = text.strip(), _DAY_FIRST.fullmatch(text.strip())
    if told:
        day, month, year, clock = told.groups()
        iso = f"{year}-{month:0>2}-{day:0>2}"
        if clock:
            iso += f"T{'0' * (clock.index(':') == 1)}{clock}"
    try:
        if len(iso) <= 10:
            return date.fromisoformat(iso).isoformat()
        when = datetime.fromisoformat(iso)
        return (when if when.tzinfo else when.astimezone()).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        raise InputError(
            f"“{one_line(text, 40)}” is not a date. Write it like 2003-09-16 or 2003-09-16 14:30."
        ) from None
