"""Collect evidence: the checks with their progress, planning one more, and the inbox of quick notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from tia_desktop.domain.records import RealityCheck, TeamMember
from tia_desktop.services import guided, inbox, plan, team
from tia_desktop.services.ports import NoteFilter, NoteRow
from tia_desktop.services.sampled_cases import is_case_sampling
from tia_desktop.services.sampling import samples_of
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saving import Saved, save

INBOX_SHOWN = 3
"""Quick notes shown beside the checks; all of them are on the page where they are sorted."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of the list."""

    check_id: str
    title: str
    kind: str
    template: str
    status: str  # planned, started, done
    details: str
    done: int
    total: int
    action: str
    sample: str  # words of the way to its sample of cases; "" where no cases are looked at


class CollectPresenter:
    """The list of checks and the inbox."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self._ws = context.ws

    def inbox(self) -> tuple[list[NoteRow], int]:
        """The newest quick notes without a check, and how many there are."""
        return inbox.notes_to_sort(self._ws, limit=INBOX_SHOWN), inbox.count(self._ws)

    def summary(self) -> str:
        """How much there is."""
        found = plan.checks_of(self._ws)
        notes = self._ws.store.notes.count_notes(NoteFilter())
        done = sum(check.status == "done" for check in found)
        checks = ntr("{n} check", "{n} checks", len(found))
        finished = tr("{n} done").format(n=done)
        return f"{checks} · {finished} · {ntr('{n} note', '{n} notes', notes)}"

    def open(self, row: CheckRow) -> None:
        """Start, go on, or look over the answers."""
        self._context.shell.go("answers" if row.status == "done" else "capture", check_id=row.check_id)

    def sample(self, row: CheckRow) -> None:
        """To the landlord's list and the cases that are drawn from it."""
        self._context.shell.go("sample", check_id=row.check_id)

    def answers(self, row: CheckRow) -> None:
        """Look over the answers."""
        self._context.shell.go("answers", check_id=row.check_id)

    def plan_check(self) -> None:
        """Show the form of a new check."""
        self._context.shell.go("collect", form="plan")

    def quick_note(self) -> None:
        """Write something down now."""
        self._context.shell.go("note")

    def sort_all(self) -> None:
        """Sort quick notes, several at a time."""
        self._context.shell.go("inbox")

    def sort(self, note_id: str) -> None:
        """Give a quick note its check and key questions."""
        self._context.shell.go("note", note_id=note_id)


def check_rows(ws: Workspace) -> list[CheckRow]:
    """All checks: started ones first, then planned, then done. The answers of each are read."""
    names = {m.id: m.name for m in ws.store.find(TeamMember)}
    order = {"started": 0, "planned": 1, "done": 2}
    checks = sorted(plan.checks_of(ws), key=lambda c: order.get(c.status, 1))
    return [_row(ws, check, names) for check in checks]


def _row(ws: Workspace, check: RealityCheck, names: dict[str, str]) -> CheckRow:
    template = ws.pack.template(check.template)
    far = guided.progress(ws, check)
    parts = [template.singular]
    if check.status == "done":
        parts.append(tr("{done} of {total} answered").format(done=far.done, total=far.total))
    elif far.done:
        parts.append(tr("{done} of {total}").format(done=far.done, total=far.total))
        parts.append(ntr("about {n} minute left", "about {n} minutes left", far.minutes_left))
    else:
        parts.append(ntr("{n} question", "{n} questions", far.total))
        parts.append(ntr("about {n} minute", "about {n} minutes", far.minutes_left))
    parts.append(names.get(check.assigned_to, tr("nobody yet")))
    if check.place:
        parts.append(check.place)
    action = {"done": tr("See answers"), "started": tr("Continue")}.get(check.status, tr("Start"))
    return CheckRow(
        check.id,
        check.title,
        template.singular,
        template.id,
        check.status,
        " · ".join(parts),
        far.done,
        far.total,
        action,
        _sample(ws, check, drawn=bool(samples_of(ws, check.id))),
    )


def _sample(ws: Workspace, check: RealityCheck, *, drawn: bool) -> str:
    if drawn:
        return tr("The cases")
    cases = is_case_sampling(ws.pack.template(check.template)) and check.status != "done"
    return tr("Draw cases") if cases else ""


def day_words(moment: str) -> str:
    """An ISO time as a day: "13 May 2026"; what is no time stays as it is."""
    try:
        day = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    names = tr("January February March April May June July August September October November December")
    months = names.split()
    month = months[day.month - 1] if len(months) == 12 else f"{day.month:02}"
    return f"{day.day} {month} {day.year}"


@dataclass(frozen=True, slots=True)
class NewCheck:
    """What the form of a new check asks for."""

    kind: str
    title: str
    place: str
    who: str


class PlanPresenter:
    """Plans one check."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self._ws = context.ws

    def kinds(self) -> list[tuple[str, str]]:
        """(id, words) of the kinds of check."""
        return [(t.id, t.singular) for t in self._ws.pack.templates]

    def explain(self, kind: str) -> str:
        """What a kind is for."""
        template = self._ws.pack.template(kind)
        minutes = template.minutes_per_item * len(template.items)
        size = tr("{n} questions, about {m} minutes.").format(n=len(template.items), m=minutes)
        return f"{template.purpose.rstrip('.')}. {size}"

    def people(self) -> list[tuple[str, str]]:
        """(id, words) of the team; "" for nobody yet."""
        people = team.who_may_work(self._ws)
        return [("", tr("Nobody yet")), *((m.id, m.name) for m in people)]

    def plan(self, asked: NewCheck, *, start: bool) -> Saved:
        """Keep the check; start it at once when asked."""
        made: list[str] = []

        def keep() -> None:
            made.append(
                plan.add_check(self._ws, asked.kind, asked.title, place=asked.place, assigned_to=asked.who)
            )

        result = save(self._context.shell, keep)
        if not result.ok:
            return replace(result, field="title" if not asked.title.strip() else "who")
        if start:
            self._context.shell.go("capture", check_id=made[0])
        else:
            self._context.shell.go("collect")
        return result
