"""One shop in words: its clock, what happened, how it compares with the standards, its promises. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tia_desktop.domain.shop_measure import Measured, clock_words, length_words, moment
from tia_desktop.domain.shop_records import ShopEvent
from tia_desktop.domain.shops import EVENTS, WRITTEN
from tia_desktop.services.shop_clock import Promise, Standing
from tia_desktop.services.shop_results import measure_words
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.shop.times import clock, day, due_words

_STATES = {
    "open": ("circle", "primary", "open"),
    "overdue": ("warning", "vweak", "overdue: was it kept?"),
    "kept": ("done", "vgood", "kept"),
    "late": ("half", "weak", "kept, but too late"),
    "broken": ("error", "vweak", "broken"),
    "dropped": ("circle", "muted", "not followed to the end"),
}


@dataclass(frozen=True, slots=True)
class Face:
    """What the clock shows: `large` is the time, `what` runs, `small` is working time or ""."""

    large: str
    what: str
    small: str

    @property
    def spoken(self) -> str:
        """The clock for who asks for it aloud."""
        return ", ".join(part for part in (self.what, self.large, self.small) if part)


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened, as a row."""

    id: str
    words: str
    second: str
    icon: str


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise as a row; `waits` says that somebody has to look whether it was kept."""

    id: str
    words: str
    details: str
    icon: str
    tone: str
    waits: bool


def in_days(now: Standing) -> bool:
    """Whether days count and not seconds: letters and messages, and the stages of a complaint."""
    by_stage = ("waiting for an acknowledgement", "waiting for the stage")
    return now.attempt.channel in WRITTEN or now.running.startswith(by_stage)


def face(now: Standing) -> Face:
    """What the clock shows."""
    if now.attempt.ended_at:
        took = tr("it took {time}").format(time=clock_words(now.whole))
        return Face(tr("Closed"), took, "")
    if not now.running:
        last = next((e for e in reversed(now.events) if e.kind in EVENTS), None)
        what = tr(EVENTS[last.kind].word) if last else ""
        n = sum(p.waits for p in now.promises)
        return Face(
            tr("No clock runs"), what, ntr("{n} promise is open", "{n} promises are open", n) if n else ""
        )
    large = _days(now) if in_days(now) else _stopwatch(now.clock)
    return Face(large, tr(now.running), _working(now))


def measure_lines(now: Standing) -> list[tuple[str, str, str]]:
    """(icon, tone, words) of each standard that is about this shop; the words stand still while it runs."""
    return [*map(_measure, now.measures), *(("warning", "weak", tr(remark)) for remark in now.remarks)]


def promise_lines(now: Standing) -> list[PromiseLine]:
    """The promises: those that wait first."""
    return [_promise(each) for each in now.promises]


def event_lines(now: Standing) -> list[Line]:
    """What happened, in order; with the day when there is more than one."""
    days = {day(e.at) for e in now.events}
    return [_line(now, event, with_day=len(days) > 1) for event in now.events]


def _line(now: Standing, event: ShopEvent, *, with_day: bool) -> Line:
    kind = EVENTS.get(event.kind)
    when = f"{day(event.at)}, {clock(event.at)}" if with_day else clock(event.at)
    about = next((e.words for e in now.events if e.id == event.promise_id), "") if event.promise_id else ""
    due = tr("by {day}").format(day=due_words(event.due_at)) if event.due_at else ""
    second = " · ".join(part for part in (about, event.words, due) if part)
    icon = {"promise": "flag", "kept": "done", "broken": "error"}.get(event.kind, "clock")
    return Line(event.id, f"{when}  {tr(kind.word) if kind else event.kind}", second, icon)


def _stopwatch(length: timedelta) -> str:
    """A length of time like 0:14, 12:05 or 1:02:05; from a day on in words."""
    seconds = max(0, int(length.total_seconds()))
    if seconds >= 86_400:
        return clock_words(length)
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def _days(now: Standing) -> str:
    """Whole days since something began, by the calendar."""
    days = (now.since + now.clock).astimezone().date() - now.since.astimezone().date()
    return ntr("{n} day", "{n} days", days.days) if days.days else tr("Since today")


def _working(now: Standing) -> str:
    """The working time, where a standard counts it."""
    running = next((m for m in now.measures if m.ended is None and m.due is not None), None)
    if running is not None and running.standard.unit.startswith("working"):
        return tr("{time} in working time").format(time=length_words(running.elapsed, running.standard.unit))
    if any(m.standard.unit == "working_hours" for m in now.measures):
        return tr("{time} in working time").format(time=clock_words(now.working, days=False))
    return ""


def _measure(one: Measured) -> tuple[str, str, str]:
    """While it runs, the words say until when: they need not change every second."""
    icon, tone = {"kept": ("done", "vgood"), "running": ("clock", "primary")}.get(
        one.state, ("error", "vweak")
    )
    if one.state == "stopped":
        icon, tone = "circle", "muted"
    if one.state not in ("running", "overdue"):
        return icon, tone, measure_words(one)
    word = (
        tr("runs until {due}")
        if one.state == "running"
        else tr("not kept so far: the time was over at {due}")
    )
    due = moment(one.due.isoformat()).astimezone() if one.due else None
    by_day = one.standard.unit in ("days", "working_days")
    shown = "" if due is None else f"{due:%H:%M:%S}" if not by_day else day(due.isoformat())
    words = f"{one.standard.title}: {word.format(due=shown)}"
    return icon, tone, f"{words}. {one.remark}" if one.remark else words


def _promise(one: Promise) -> PromiseLine:
    icon, tone, word = _STATES.get(one.state, _STATES["open"])
    due = (
        tr("by {day}").format(day=due_words(one.event.due_at))
        if one.event.due_at
        else tr("no time was named")
    )
    return PromiseLine(one.event.id, one.event.words, f"{tr(word)} · {due}", icon, tone, one.waits)
