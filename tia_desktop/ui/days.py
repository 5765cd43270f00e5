"""Dates and times the way people write them. No Qt."""

from __future__ import annotations

import re
from datetime import date, datetime

from tia_desktop.domain.errors import InputError
from tia_desktop.ui.i18n import tr

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def day(iso: str) -> str:
    """The date of a stored time: "9 November"; what is no date stays as it is."""
    try:
        when = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{when.day} {tr(_MONTHS[when.month - 1])}"


def moment(iso: str) -> str:
    """A stored time on this laptop's clock: "9 November 2026, 14:32"; what is no time stays as it is."""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    if at.tzinfo is not None and len(iso) > 10:
        at = at.astimezone()
    clock = f", {at:%H:%M}" if len(iso) > 10 else ""
    return f"{at.day} {tr(_MONTHS[at.month - 1])} {at.year}{clock}"


def read_day(text: str) -> str:
    """A typed date as ISO text: "12 May 2026", "12/5/26", "12.5.2026", "2026-05-12"; "" stays "".

    Raises:
        InputError: it is no date.
    """
    words = re.findall(r"\d+|[^\W\d_]+", text)
    if not words:
        if text.strip():
            raise InputError(_no_day(text))
        return ""
    if len(words) == 4 and words[1].casefold() in ("st", "nd", "rd", "th"):
        words.pop(1)
    try:
        first, month, last = words
        if len(first) == 4:
            first, last = last, first
        year = int(last) + (2000 if len(last) == 2 else 0)
        return date(year, _month(month), int(first)).isoformat()
    except ValueError:
        raise InputError(_no_day(text)) from None


def read_time(text: str) -> str:
    """A typed time of day as "09:30": "9.30", "0930", "9", "2 pm"; "" stays "".

    Raises:
        InputError: it is no time.
    """
    plain = text.strip().casefold().replace(".m.", "m").replace(".", ":")
    if not plain:
        return ""
    found = re.fullmatch(r"(\d{1,2}?):?(\d{2})?\s*(am|pm)?", plain)
    if found is not None:
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found[3] == "pm" else 0)
        if hour < 24 and minute < 60:
            return f"{hour:02}:{minute:02}"
    raise InputError(tr("“{text}” is not a time. Write hours and minutes, such as 9:30.").format(text=text))


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    for number, name in enumerate(_MONTHS, 1):
        names = (name.casefold(), tr(name).casefold())
        if len(word) >= 3 and any(n.startswith(word.casefold()) for n in names):
            return number
    raise ValueError(word)


def _no_day(text: str) -> str:
    said = tr("“{text}” is not a date. Write day, month and year, such as 12 May 2026.")
    return said.format(text=text.strip()[:60])
