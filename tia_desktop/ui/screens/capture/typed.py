"""Numbers, dates and times as people type them, and as they are kept. No Qt."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime

from tia_desktop.domain.errors import InputError
from tia_desktop.ui import days

HINTS = {
    "number": ("How many?", ""),
    "date": ("Which day?", "Day, month and year, such as 21 May 2026"),
    "time": ("What time, or how long?", "Such as 14:30, or 12 minutes"),
}
"""Kind of answer -> words above its field, and the hint."""

COUNT = r"\d{0,7}"
MEASURE = r"\d{0,7}([.,]\d{0,2})?"
"""A number with a unit may have a part behind the point: 2.5 hours. A plain count has none."""
NUMBER = r"-?\d{0,18}([.,]\d{0,9})?"
"""Any number: a checklist from outside has its own rules for them."""


def kept(kind: str, text: str) -> str:
    """What is kept of a typed number, date or time.

    A time may be a length as well ("12 minutes"): what is no clock time stays as it was written.

    Raises:
        InputError: it is no date.
    """
    text = text.strip()
    if kind == "number":
        return text.replace(",", ".").rstrip(".")
    if kind == "date":
        return days.read_day(text)
    if kind == "time" and re.search(r"\d[:.]\d", text):
        with suppress(InputError):
            return days.read_time(text)
    return text


def shown(kind: str, value: str) -> str:
    """A kept value as people read it."""
    return days.moment(value) if kind == "date" else value


def clock(iso: str) -> str:
    """The clock time of a stored moment on this laptop: "14:32"."""
    return f"{datetime.fromisoformat(iso).astimezone():%H:%M}" if len(iso) > 10 else ""
