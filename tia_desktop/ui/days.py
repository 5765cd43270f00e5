"""Dates and times the way people write them. No Qt."""

from __future__ import annotations

from datetime import date, datetime

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
