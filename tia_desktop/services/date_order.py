"""Do the dates of an inspection go together? Warnings only: a person may know why they do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tia_desktop.domain.dates import plain_day
from tia_desktop.domain.values import Value
from tia_desktop.services.facts import ClockState, clocks, days
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class DateProblem(Value):
    """A date that does not go with another one.

    Attributes:
        event: the event whose date it is.
        text: what is wrong, with the dates that would do.
        source: where the rule comes from.
    """

    event: str
    text: str
    source: str


_ON_SITE, _PUBLISHED = "team_on_site", "report_published"
_ENDS = {"first_inspection": _ON_SITE, "final_report": _PUBLISHED, "re_inspection": _ON_SITE}
"""Clock -> the event with which it ends, for the clocks of the 2003 guidance; another pack's have none."""


def date_problems(ws: Workspace) -> list[DateProblem]:
    """Return the dates that contradict one another or their clocks (guidance paras 96, 112, 113, 118).

    A re-inspection follows an earlier report; every other report follows its visit. The six months before a
    first inspection do not count for an indicative one, which may come before the ALMO starts (para 100).
    """
    known = days(ws)
    on_site, published = known.get(_ON_SITE, ""), known.get(_PUBLISHED, "")
    turned = bool(on_site and published) and published < on_site
    again = turned and ws.inspection.scope == "re-inspection"
    counts = {
        "first_inspection": ws.inspection.scope != "indicative",
        "final_report": not turned,
        "re_inspection": again,
    }
    found = []
    for state in clocks(ws):
        end = _ENDS.get(state.clock.id, "")
        if turned and not again and end == _PUBLISHED:
            said = f"The report is out on {plain_day(published)}, before the team arrives on "
            said += f"{plain_day(on_site)}. Check both dates."
            found.append(DateProblem(end, said, state.clock.source))
        elif state.start and known.get(end) and counts[state.clock.id]:
            found += _beyond(state, end, known[end])
    return found


def _beyond(state: ClockState, event: str, day: str) -> Iterator[DateProblem]:
    """Give the problem of a date outside of what its clock allows, if it is one."""
    clock = state.clock
    why = f"{clock.start_text} on {plain_day(state.start)}, so {clock.end_text}"
    if day < state.earliest:
        said = f"{plain_day(day)} is too early: {why} on {plain_day(state.earliest)} or later."
        yield DateProblem(event, said, clock.source)
    elif state.latest and day > state.latest:
        yield DateProblem(
            event, f"{plain_day(day)} is late: {why} is due by {plain_day(state.latest)}.", clock.source
        )
