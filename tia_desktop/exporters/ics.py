"""The visit programme as a calendar file (iCalendar, RFC 5545) that any calendar program reads."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tia_desktop.domain.dates import has_time
from tia_desktop.domain.text import clean_text

if TYPE_CHECKING:
    from icalendar import Event

    from tia_desktop.services.programme import Programme, Visit

DOMAIN = "tia-desktop"


def write(programme: Programme, path: Path) -> None:
    """Write a programme to `path`: the same programme gives the same bytes."""
    path.write_bytes(render(programme))


def render(programme: Programme) -> bytes:
    """Return a programme as a calendar: one event for each visit, whole days where no time is known.

    Times are what the clock on the wall says, without a time zone: people meet there.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//TIA Desktop//Visit programme//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _one_line(f"Inspection of {programme.landlord}"))
    stamp = _stamp(programme.made_at)
    for visit in programme.visits:
        calendar.add_component(_event(visit, stamp))
    made: bytes = calendar.to_ical(sorted=True)
    return made


def _event(visit: Visit, stamp: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{visit.check.id}@{DOMAIN}")
    # Without a METHOD both say when the event was revised (RFC 5545, 3.8.7.2): a calendar that has an
    # earlier one of the same UID takes this instead.
    changed = _stamp(visit.changed_at) if visit.changed_at else stamp
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", visit.revision)
    event.add("summary", _one_line(visit.check.title))
    if visit.place:
        event.add("location", clean_text(visit.place))
    if visit.member_name:
        event.add("description", clean_text(visit.member_name))
    if has_time(visit.start):
        event.add("dtstart", datetime.fromisoformat(visit.start))
        if visit.end:
            event.add("dtend", datetime.fromisoformat(visit.end))
    else:
        event.add("dtstart", date.fromisoformat(visit.start))
        # A calendar's end is the day after the last one.
        event.add("dtend", date.fromisoformat(visit.end or visit.start) + timedelta(days=1))
    return event


def _one_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def _stamp(made_at: str) -> datetime:
    """A moment of the inspection in UTC; a fixed day when it is not known."""
    try:
        return datetime.fromisoformat(made_at).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime(2003, 3, 1, tzinfo=UTC)
