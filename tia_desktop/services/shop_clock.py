"""Where a shop stands: what is running and how long, which promises are open, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.opening_hours import week_of
from tia_desktop.domain.shop_measure import Measured, measure, moment
from tia_desktop.domain.shop_records import ServiceStandard, ShopAttempt, ShopEvent, ShopScenario
from tia_desktop.domain.shops import EVENTS, UNITS, ShopLibrary
from tia_desktop.domain.text import one_line
from tia_desktop.domain.working_time import WorkingTime
from tia_desktop.services.shop_events import events_of
from tia_desktop.services.shop_standards import standards, working_hours
from tia_desktop.services.workspace import Workspace

# ---- promises


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise of a shop.

    Attributes:
        event: the promise.
        attempt: the shop.
        state: "open"; "overdue": nobody has noted yet whether it was kept; "kept"; "late": kept, but not in
            time; "broken"; "dropped": the shop ended before the time was up.
        settled_at: when it was kept or broken, "" before.
    """

    event: ShopEvent
    attempt: ShopAttempt
    state: str
    settled_at: str = ""

    @property
    def waits(self) -> bool:
        """Whether somebody has to look whether it was kept."""
        return self.state in ("open", "overdue")


def promises(ws: Workspace, attempt: ShopAttempt | None = None) -> list[Promise]:
    """Return the promises of a shop, or of all: those that wait first, by the time they are due."""
    shops = [attempt] if attempt else ws.store.find(ShopAttempt)
    found = [each for shop in shops for each in _promises(ws, shop, events_of(ws, shop.id))]
    return sorted(found, key=_next_first)


def _promises(ws: Workspace, attempt: ShopAttempt, events: Sequence[ShopEvent]) -> list[Promise]:
    settled = {e.promise_id: e for e in events if e.promise_id}
    until = moment(attempt.ended_at or ws.store.now())
    return [_promise(attempt, e, settled.get(e.id), until) for e in events if e.kind == "promise"]


def _promise(attempt: ShopAttempt, event: ShopEvent, settled: ShopEvent | None, until: datetime) -> Promise:
    if settled is not None:
        late = settled.kind == "kept" and is_past(event.due_at, moment(settled.at))
        return Promise(event, attempt, "late" if late else settled.kind, settled.at)
    past = is_past(event.due_at, until)
    if attempt.ended_at:
        return Promise(event, attempt, "broken" if past else "dropped")
    return Promise(event, attempt, "overdue" if past else "open")


def is_past(due_at: str, when: datetime) -> bool:
    """Whether a time is over at a moment; a day is over when the next one begins, "" never is."""
    if len(due_at) <= 10:
        return bool(due_at) and when.date().isoformat() > due_at
    return when > moment(due_at)


def _next_first(promise: Promise) -> tuple[bool, bool, datetime]:
    return (not promise.waits, not promise.event.due_at, _due(promise.event))


def _due(event: ShopEvent) -> datetime:
    """Return the end of the time that a promise names, to sort by; its own time when it names none."""
    made = moment(event.at)
    if not event.due_at:
        return made
    if len(event.due_at) > 10:
        return moment(event.due_at)
    return datetime.fromisoformat(f"{event.due_at}T23:59:59").replace(tzinfo=made.tzinfo)


# ---- a shop as it stands


@dataclass(frozen=True, slots=True)
class Standing:
    """A shop as it stands now, or as it ended.

    Attributes:
        attempt: the shop.
        scenario: its story.
        events: what happened, in order.
        running: what goes on, such as "waiting for an answer"; "" when nothing does.
        since: when that began.
        clock: how long it has run since then, by the clock.
        working: the same while the service was open.
        whole: how long the whole shop has taken, by the clock.
        measures: how it compares with each standard that is about it and whose clock has started.
        promises: its promises.
        remarks: sentences about what could not be measured.
    """

    attempt: ShopAttempt
    scenario: ShopScenario | None
    events: tuple[ShopEvent, ...]
    running: str
    since: datetime
    clock: timedelta
    working: timedelta
    whole: timedelta
    measures: tuple[Measured, ...]
    promises: tuple[Promise, ...]
    remarks: tuple[str, ...] = ()


def standing(ws: Workspace, library: ShopLibrary, attempt_id: str) -> Standing:
    """Return where a shop stands.

    Its working time is that of the first standard about it that has opening hours; without one, Monday to
    Friday, 9 to 5, with the first nation's bank holidays.
    """
    attempt = ws.need(ShopAttempt, attempt_id)
    events = events_of(ws, attempt_id)
    until = moment(attempt.ended_at or ws.store.now())
    measures, remarks = measured(ws, library, attempt, events)
    running, since = _running(attempt, events)
    hours = _hours_of(library, [m.standard for m in measures])
    return Standing(
        attempt=attempt,
        scenario=ws.store.get(ShopScenario, attempt.scenario_id),
        events=tuple(events),
        running=running,
        since=since,
        clock=max(timedelta(), until - since),
        working=hours.working_time(since, max(since, until)),
        whole=max(timedelta(), until - moment(attempt.started_at)),
        measures=tuple(measures),
        promises=tuple(sorted(_promises(ws, attempt, events), key=_next_first)),
        remarks=tuple(remarks),
    )


def _running(attempt: ShopAttempt, events: Sequence[ShopEvent]) -> tuple[str, datetime]:
    """Return what goes on after the last event that changed anything, and since when."""
    for event in reversed(events):
        kind = EVENTS.get(event.kind)
        if kind is not None and kind.then is not None:
            return "" if attempt.ended_at else kind.then, moment(event.at)
    return "", moment(attempt.started_at)


def measured(
    ws: Workspace, library: ShopLibrary, attempt: ShopAttempt, events: Sequence[ShopEvent] | None = None
) -> tuple[list[Measured], list[str]]:
    """Return how a shop compares with the standards about it, and why some cannot be measured."""
    events = events_of(ws, attempt.id) if events is None else events
    until = moment(attempt.ended_at or ws.store.now())
    found: list[Measured] = []
    remarks: list[str] = []
    for standard in standards(ws):
        if standard.channel not in ("", attempt.channel):
            continue
        try:
            hours = hours_of(library, standard)
            one = measure(standard, events, hours, until=until, over=bool(attempt.ended_at))
        except InputError as error:
            remarks.append(f"“{one_line(standard.title, 60)}” cannot be measured. {error.sentence}")
            continue
        if one.state != "not_begun":
            found.append(one)
    return found, remarks


def hours_of(library: ShopLibrary, standard: ServiceStandard) -> WorkingTime:
    """Return the time that counts for a standard.

    Raises:
        InputError: it comes from elsewhere, and this program does not know its nation, unit or hours.
    """
    if standard.unit not in UNITS:
        raise InputError(f"“{one_line(standard.unit, 40)}” is a unit that this program does not know.")
    return working_hours(library, standard.nation, week_of(standard.week), standard.open_on_holidays)


def _hours_of(library: ShopLibrary, about: Sequence[ServiceStandard]) -> WorkingTime:
    chosen = next((s for s in about if s.week), about[0] if about else None)
    return hours_of(library, chosen) if chosen else WorkingTime(next(iter(library.nations.values())))


# ---- reminders


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to look for: whether a promise was kept, or whether an answer has come.

    Attributes:
        attempt: the shop.
        due: the end of its time, to sort by.
        due_words: that time as people read it, "" for a promise without one.
        what: such as "Promise: Somebody rings before four" or "Stage 1 answer".
        is_overdue: whether the time is over.
        promise_id: the promise, "" for a standard.
        unit: of the standard, "" for a promise.
    """

    attempt: ShopAttempt
    due: datetime
    due_words: str
    what: str
    is_overdue: bool
    promise_id: str = ""
    unit: str = ""


def reminders(ws: Workspace, library: ShopLibrary) -> list[Reminder]:
    """Return what is waited for in all shops, the next due first; promises without a time come last."""
    found: list[Reminder] = []
    for attempt in ws.store.find(ShopAttempt, ended_at=""):
        events = events_of(ws, attempt.id)
        for each in _promises(ws, attempt, events):
            if each.waits:
                what = f"Promise: {one_line(each.event.words, 100)}"
                due = each.event.due_at.replace("T", " ")[:16]
                over = each.state == "overdue"
                found.append(Reminder(attempt, _due(each.event), due, what, over, each.event.id))
        for one in measured(ws, library, attempt, events)[0]:
            if one.ended is None and one.due is not None:
                over = one.state == "overdue"
                title, unit = one.standard.title, one.standard.unit
                found.append(Reminder(attempt, one.due, one.due_words, title, over, unit=unit))
    return sorted(found, key=lambda one: (not one.due_words, one.due))
