"""The visit programme: who goes where when, clashes in words, and the calendar file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.records import RealityCheck, TeamMember
from tia_desktop.services import plan, programme, team
from tia_desktop.services.programme import Visit
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saving import Saved, save
from tia_desktop.ui.screens.plan.times import clock_words, day_words, moved, typed


class ProgrammeView(Protocol):
    """What the presenter asks of the window."""

    def ask_path(self, suggestion: Path) -> Path | None:
        """Ask where the calendar file should go."""


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit on one day. A visit of several days has a line on each: `row_id` tells them apart."""

    row_id: str
    check_id: str
    words: str
    details: str
    clashes: bool


@dataclass(frozen=True, slots=True)
class DayLines:
    """A day with its visits, or the checks that have no day yet."""

    title: str
    visits: tuple[VisitLine, ...]


class ProgrammePresenter:
    """Reads and changes the programme."""

    def __init__(self, context: ScreenContext, view: ProgrammeView) -> None:
        self._context, self._view = context, view
        self._ws = context.ws

    # ---- what is shown

    def days(self) -> list[DayLines]:
        """Day by day; the checks without a day come last."""
        found = programme.programme(self._ws)
        days = [
            DayLines(day_words(d.date), tuple(self._line(v, d.date) for v in d.visits)) for d in found.days
        ]
        if found.unplanned:
            names = {m.id: m.name for m in self._ws.store.find(TeamMember)}
            lines = tuple(self._without_day(c, names) for c in found.unplanned)
            days.append(DayLines(tr("No day yet"), lines))
        return days

    def summary(self) -> str:
        """How many days, visits and clashes there are."""
        found = programme.programme(self._ws)
        visits = {v.check.id: v for d in found.days for v in d.visits}
        clashes = sum(bool(v.clashes) for v in visits.values())
        parts = [
            ntr("{n} day", "{n} days", len(found.days)),
            ntr("{n} visit", "{n} visits", len(visits)),
        ]
        if clashes:
            parts.append(ntr("{n} visit clashes", "{n} visits clash", clashes))
        return " · ".join(parts)

    def has_visits(self) -> bool:
        """Whether there is anything for a calendar."""
        return bool(programme.programme(self._ws).days)

    def check(self, check_id: str) -> RealityCheck | None:
        """One of the checks; None when it was taken out of the plan."""
        return self._ws.store.get(RealityCheck, check_id)

    def when(self, check_id: str) -> dict[str, str]:
        """Day, start and end of a check as people type them."""
        return typed(self._ws.need(RealityCheck, check_id))

    def people(self) -> list[tuple[str, str]]:
        """(id, words) of the team; "" for nobody yet."""
        people = team.who_may_work(self._ws)
        return [("", tr("Nobody yet")), *((m.id, m.name) for m in people)]

    def clash_words(self, check_id: str) -> str:
        """What a visit clashes with, as a sentence; "" when it does not."""
        for visit in programme.programme(self._ws).visits:
            if visit.check.id == check_id and visit.clashes:
                return tr("{name} is at “{other}” at the same time. Change the time or the person.").format(
                    name=visit.member_name, other=visit.clashes[0]
                )
        return ""

    # ---- what a person does

    def set_when(self, check_id: str, field: str, text: str) -> Saved:
        """Change the day, the start or the end of a check."""

        def keep() -> None:
            start, end = moved(self._ws.need(RealityCheck, check_id), field, text)
            programme.schedule(self._ws, check_id, start, end)

        return save(self._context.shell, keep)

    def change(self, check_id: str, field: str, value: str) -> Saved:
        """Change who goes, or where."""
        return save(self._context.shell, lambda: plan.change_check(self._ws, check_id, **{field: value}))

    def open(self, check_id: str) -> None:
        """Look at the whole check."""
        self._context.shell.go("plan", check_id=check_id)

    def export(self) -> None:
        """Write the programme as a calendar file."""
        landlord = "".join(c for c in self._ws.inspection.landlord if c.isalnum() or c in " -")
        name = f"{landlord.strip() or tr('Inspection')} {tr('visits')}.ics"
        path = self._view.ask_path(self._ws.store.path.with_name(name))
        if path is None:
            return
        try:
            self._context.desk.export_programme(self._ws, path)
        except TiaError as error:
            self._context.shell.show_error(error)
            return
        self._context.shell.show_notice(tr("The calendar file is written: {path}").format(path=path))

    # ---- inside

    def _line(self, visit: Visit, day: str) -> VisitLine:
        check = visit.check
        words = f"{clock_words(visit.start, visit.end, day)} · {check.title}"
        parts = [visit.member_name or tr("nobody yet"), self._ws.pack.template(check.template).singular]
        if visit.place and visit.place != check.title:
            parts.append(visit.place)
        details = " · ".join(parts)
        if visit.clashes:
            clash = tr("Clash with “{other}”").format(other="”, “".join(visit.clashes))
            details = f"{clash} · {details}"
        return VisitLine(f"{check.id}@{day}", check.id, words, details, bool(visit.clashes))

    def _without_day(self, check: RealityCheck, names: dict[str, str]) -> VisitLine:
        kind = self._ws.pack.template(check.template).singular
        who = names.get(check.assigned_to, tr("nobody yet"))
        return VisitLine(f"{check.id}@", check.id, check.title, f"{who} · {kind}", False)
