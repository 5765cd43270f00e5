"""The visit programme: who goes where when, day by day, and where one person would be in two places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.dates import has_time, iso_moment
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import RealityCheck, Scalar, TeamMember
from tia_desktop.domain.values import Value
from tia_desktop.services.history import history_of
from tia_desktop.services.workspace import Workspace

MAX_DAYS = 92
"""A visit or a shopping spell takes at most so many days; more is a slip of the finger."""


SHOWN = frozenset({"title", "place", "assigned_to", "planned_for", "planned_until"})
"""What a calendar shows of a check."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Visit(Value):
    """A check with its time.

    Attributes:
        check: the check.
        member_name: who goes, "" for nobody yet.
        start: ISO date, or date and time on the wall.
        end: the same, "" when it is open.
        place: where.
        clashes: titles of other checks of the same person at the same time.
        changed_at: ISO time at which what a calendar shows of it changed last, "" when nobody asked.
        revision: how often that changed since the check was made.
    """

    check: RealityCheck
    member_name: str
    start: str
    end: str
    place: str
    clashes: tuple[str, ...] = ()
    changed_at: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Day(Value):
    """A day of the programme: whole-day visits first, then by the clock."""

    date: str
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Programme(Value):
    """Who goes where when.

    Attributes:
        days: days with visits; a visit of several days is on each of them.
        unplanned: checks that have no day yet and are not done.
        landlord: which landlord is inspected.
        made_at: ISO time at which the inspection was made: the same inspection gives the same calendar.
    """

    days: tuple[Day, ...]
    unplanned: tuple[RealityCheck, ...]
    landlord: str = ""
    made_at: str = ""

    @property
    def visits(self) -> tuple[Visit, ...]:
        """Every visit once, by its start."""
        found = {visit.check.id: visit for day in self.days for visit in day.visits}
        return tuple(found.values())


def schedule(ws: Workspace, check_id: str, start: str, end: str = "", *, origin: str = "") -> None:
    """Say when a check takes place; an empty start takes it off the programme.

    Args:
        ws: the open inspection.
        check_id: the check.
        start: ISO date, or date and time on the wall.
        end: the same kind as the start, or "".
        origin: the editor that writes.

    Raises:
        InputError: no date, or an end that is not after the start.
    """
    ws.need(RealityCheck, check_id)
    begins, ends = tested_times(start, end)
    values: dict[str, Scalar] = {"planned_for": begins, "planned_until": ends}
    ws.store.record([Edit(RealityCheck, check_id, values)], author=ws.author, origin=origin)


def tested_times(start: str, end: str) -> tuple[str, str]:
    """Return a start and an end as they are kept.

    Raises:
        InputError: they are no dates, or do not fit each other.
    """
    begins, ends = iso_moment(start), iso_moment(end)
    if not ends:
        return begins, ""
    if not begins:
        raise InputError("The check has an end and no start. Say when it starts.")
    if has_time(begins) != has_time(ends):
        raise InputError("Give the start and the end in the same way: both as a date, or both with a time.")
    if ends < begins or (has_time(ends) and ends == begins):
        raise InputError("The check ends before it starts. Put the end after the start.")
    if date.fromisoformat(ends[:10]) - date.fromisoformat(begins[:10]) >= timedelta(days=MAX_DAYS):
        raise InputError(f"A check takes at most {MAX_DAYS} days. Look at the two dates again.")
    return begins, ends


def programme(ws: Workspace) -> Programme:
    """Return who goes where when, day by day, with clashes."""
    people = {m.id: m.name for m in ws.store.find(TeamMember)}
    checks = ws.store.find(RealityCheck)
    times = {c.id: _times(c) for c in checks}
    found = [_visit(c, *times[c.id], people) for c in checks if times[c.id][0]]
    found.sort(key=lambda v: (has_time(v.start), v.start, v.end, v.check.id))
    visits = [replace(v, clashes=tuple(o.check.title for o in found if _clash(v, o))) for v in found]
    by_day: dict[str, list[Visit]] = {}
    for visit in visits:
        for day in _days(visit):
            by_day.setdefault(day, []).append(visit)
    inspection = ws.inspection
    return Programme(
        days=tuple(Day(day, tuple(by_day[day])) for day in sorted(by_day)),
        unplanned=tuple(c for c in checks if c.status != "done" and not times[c.id][0]),
        landlord=inspection.landlord,
        made_at=inspection.created_at,
    )


def for_calendar(ws: Workspace) -> Programme:
    """Return the programme with what tells a calendar that a visit replaces the one it has.

    The same inspection gives the same answer: all of it comes from the history.
    """
    found = programme(ws)
    names = {m.id: _changes(ws, m.id, {"name"}) for m in ws.store.find(TeamMember)}

    def dated(visit: Visit) -> Visit:
        own = _changes(ws, visit.check.id, SHOWN)
        other = names.get(visit.check.assigned_to, [])[-1:]
        return replace(visit, changed_at=max([*own, *other], default=""), revision=max(0, len(own) - 1))

    dates = {visit.check.id: dated(visit) for visit in found.visits}
    days = tuple(Day(day.date, tuple(dates[v.check.id] for v in day.visits)) for day in found.days)
    return replace(found, days=days)


def _changes(ws: Workspace, record_id: str, fields: Set[str]) -> list[str]:
    """When one of these fields of a record changed, oldest first."""
    return [
        entry.when
        for entry in history_of(ws, record_id)
        if entry.what != "changed" or not fields.isdisjoint(entry.fields)
    ]


def _times(check: RealityCheck) -> tuple[str, str]:
    """Start and end of a check, as far as they make sense: a file may come from another program."""
    for end in (check.planned_until, ""):
        try:
            return tested_times(check.planned_for, end)
        except InputError:
            continue
    return "", ""


def _visit(check: RealityCheck, start: str, end: str, people: Mapping[str, str]) -> Visit:
    return Visit(check, people.get(check.assigned_to, ""), start, end, check.place)


def _clash(one: Visit, other: Visit) -> bool:
    """Whether one person would have to be at two places: only times can clash, whole days leave room."""
    person = one.check.assigned_to
    if one.check.id == other.check.id or not person or person != other.check.assigned_to:
        return False
    if not (has_time(one.start) and has_time(other.start)):
        return False
    return one.start < _busy_until(other) and other.start < _busy_until(one)


def _busy_until(visit: Visit) -> str:
    """The end of a visit; without one it takes its first minute at least."""
    if visit.end:
        return visit.end
    after = datetime.fromisoformat(visit.start) + timedelta(minutes=1)
    return after.isoformat(timespec="minutes")


def _days(visit: Visit) -> Iterator[str]:
    first = date.fromisoformat(visit.start[:10])
    last = date.fromisoformat((visit.end or visit.start)[:10])
    for number in range((last - first).days + 1):
        yield (first + timedelta(days=number)).isoformat()
