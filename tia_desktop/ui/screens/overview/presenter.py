"""Overview: how far the inspection is, what is missing, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tia_desktop.domain.records import Finding, Inspection, RealityCheck, TeamMember
from tia_desktop.services import coverage, gaps, guided, inbox, plan
from tia_desktop.services.coverage import AreaCoverage, Coverage, Gap
from tia_desktop.services.readiness import OpenProblem
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.coverage_words import Matrix, areas_matrix, gap_words, kinds_matrix
from tia_desktop.ui.days import day
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.problems import jump, target_of
from tia_desktop.ui.screens.overview.done_words import done_words
from tia_desktop.ui.screens.overview.journey import JourneyStep, journey
from tia_desktop.ui.screens.overview.numbers import Numbers

_SCOPES = {"full": "Full inspection", "indicative": "Indicative inspection", "re-inspection": "Re-inspection"}
_ROLES = {"lead": "lead", "inspector": "inspector", "tia": "adviser", "auditor": "auditor",
          "stopped": "stopped: rents here"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MainAction:
    """The one thing to do next: words, and the screen it leads to."""

    words: str
    screen: str
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GapLine:
    """A cell without enough notes; `check_id` is the open check that is to bring them, "" when none is."""

    template: str
    question_id: str
    words: str
    second: str
    check_id: str = ""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Who does what today."""

    who: str
    what: str


class OverviewPresenter:
    """Reads models and opens what a person asks for."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self._ws = context.ws
        self.numbers: Numbers | None = None
        """None until they are counted."""
        self.load()

    def load(self) -> None:
        """Read what is stored now, but for what is counted."""
        self._checks = plan.checks_of(self._ws)
        self._open = coverage.OpenChecks(self._ws)
        self._team = self._ws.store.find(TeamMember)

    @property
    def coverage(self) -> Coverage:
        """Notes by kind of check and key question."""
        assert self.numbers is not None, "the numbers are still counted"
        return self.numbers.coverage

    @property
    def _areas(self) -> AreaCoverage:
        """Notes by key question and service area."""
        assert self.numbers is not None, "the numbers are still counted"
        return self.numbers.areas

    # ---- what is shown

    def title(self) -> str:
        """The landlord."""
        return self._ws.inspection.landlord

    def subtitle(self) -> str:
        """The kind of inspection, the homes, and when its checks are."""
        inspection: Inspection = self._ws.inspection
        parts = [tr(_SCOPES.get(inspection.scope, "Inspection"))]
        if inspection.homes:
            parts.append(ntr("{n:,} home", "{n:,} homes", inspection.homes))
        days = sorted(c.planned_for[:10] for c in self._checks if c.planned_for)
        if days and days[0] != days[-1]:
            parts.append(tr("on site {first} to {last}").format(first=day(days[0]), last=day(days[-1])))
        return " · ".join(parts)

    def main_action(self) -> MainAction:
        """What to do next: go on with a check, begin one, plan the first, or conclude."""
        started = [c for c in self._checks if c.status == "started"]
        mine = [c for c in started if self._is_mine(c)] or started
        if mine:
            return self._walk(tr("Continue {kind}: {title}"), max(mine, key=lambda c: c.started_at))
        planned = sorted((c for c in self._checks if c.status == "planned"), key=_when)
        mine = [c for c in planned if self._is_mine(c)] or planned
        if mine:
            return self._walk(tr("Start {kind}: {title}"), mine[0])
        if not self._checks:
            return MainAction(tr("Plan the first check"), "collect", {"form": "plan"})
        if not self._ws.store.count(Finding):
            return MainAction(tr("Write the findings"), "findings")
        return MainAction(tr("Go to the judgement"), "judgement")

    def journey(self) -> list[JourneyStep]:
        """The seven steps with their states."""
        return journey(self._ws, self._checks, self.numbers)

    def matrix(self) -> Matrix:
        """The coverage matrix."""
        found = self.coverage
        return kinds_matrix(self._ws.pack, found.rows, found.columns, found.cells)

    def areas_matrix(self) -> Matrix:
        """The same notes by key question and service area."""
        found = self._areas
        return areas_matrix(self._ws.pack, found.rows, found.columns, found.cells)

    def gaps(self) -> list[GapLine]:
        """What is not collected: what no open check will bring comes first, then the emptiest."""
        lines = [self._gap(gap) for gap in self.coverage.gaps]
        return sorted(lines, key=lambda line: bool(line.check_id))

    def _gap(self, gap: Gap) -> GapLine:
        pack, check = self._ws.pack, self._open.for_kind(gap.template, gap.question_id)
        kind, state = pack.template(gap.template).short, gap_words(gap, planned=check is not None)
        said = tr("{kind}. {state}.").format(kind=kind, state=state)
        short = pack.question(gap.question_id).short
        return GapLine(gap.template, gap.question_id, short, said, check.id if check else "")

    def no_gaps(self) -> str:
        """What to say when there is no gap."""
        if self.coverage.wanted:
            return tr("Every planned note is there.")
        return tr("Nothing is planned yet.")

    def team(self) -> list[PersonLine]:
        """Everybody on the team with what they are at, or what comes next for them."""
        return [PersonLine(self._name(member), self._doing(member)) for member in self._team]

    def done_today(self) -> list[PersonLine]:
        """Everybody who did something today, with what it was."""
        people = self.numbers.today if self.numbers is not None else ()
        return [PersonLine(person.author, done_words(person)) for person in people]

    def waiting(self) -> str:
        """How many quick notes wait to be sorted, in words; "" when none does."""
        count = inbox.count(self._ws)
        return ntr("{n:,} quick note to sort", "{n:,} quick notes to sort", count) if count else ""

    def leads(self, problem: OpenProblem) -> bool:
        """Whether a problem has somewhere to jump to."""
        return target_of(self._ws, problem) is not None

    # ---- what a person does

    def start(self) -> None:
        """Do the next thing."""
        action = self.main_action()
        self._context.shell.go(action.screen, **action.arguments)

    def go(self, screen: str) -> None:
        """Go to a quick note, or to those that wait."""
        self._context.shell.go(screen)

    def jump(self, problem: OpenProblem) -> None:
        """Go where a problem can be put right."""
        jump(self._context.shell, self._ws, problem)

    def open_cell(self, row: int, column: int) -> None:
        """The notes behind a cell; an empty cell opens a planned check."""
        template, question = self.coverage.rows[row], self.coverage.columns[column]
        if self.coverage.cells[template, question].got:
            self._context.shell.go("findings", template=template, question_id=question)
        else:
            self.close_gap(template, question)

    def open_area_cell(self, row: int, column: int) -> None:
        """The notes for a key question; where there are none for an area, the plan of the areas."""
        question, area = self._areas.rows[row], self._areas.columns[column]
        if self._areas.cells[question, area].got:
            self._context.shell.go("findings", question_id=question)
        else:
            self._context.shell.go("plan", page="checks", view="areas")

    def close_gap(self, template: str, question_id: str) -> None:
        """Open the check that will bring the notes: the one planned for it already, else a new one."""
        check = self._open.for_kind(template, question_id)
        if check is not None:
            self._context.shell.go("capture", check_id=check.id)
            return
        if self._ws.store.read_only_reason:
            self._context.shell.show_notice(self._ws.store.read_only_reason)
            return
        made: list[str] = []

        def keep() -> None:
            made.append(gaps.plan_for_gap(self._ws, template, question_id))

        if not attempt(self._context.shell, keep):
            return
        name, question = self._ws.pack.template(template).singular, self._ws.pack.question(question_id).short
        said = tr("Planned: {check}, for “{question}”. Undo takes it back.")
        self._context.shell.show_notice(said.format(check=name, question=question))
        self._context.shell.go("collect", check_id=made[0])

    # ---- inside

    def _is_mine(self, check: RealityCheck) -> bool:
        me = self._ws.member(self._ws.author)
        return me is not None and check.assigned_to == me.id

    def _walk(self, words: str, check: RealityCheck) -> MainAction:
        kind = self._ws.pack.template(check.template).singular
        kind = kind[:1].lower() + kind[1:]
        return MainAction(words.format(kind=kind, title=check.title), "capture", {"check_id": check.id})

    def _name(self, member: TeamMember) -> str:
        role = tr(_ROLES.get(member.role, member.role))
        return tr("{name} ({role})").format(name=member.name, role=role)

    def _doing(self, member: TeamMember) -> str:
        mine = [c for c in self._checks if c.assigned_to == member.id]
        for check in mine:
            if check.status == "started":
                far = guided.progress(self._ws, check)
                return tr("{title} · {done} of {total}").format(
                    title=check.title, done=far.done, total=far.total
                )
        planned = sorted((c for c in mine if c.status == "planned"), key=_when)
        if planned:
            when = f", {day(planned[0].planned_for)}" if planned[0].planned_for else ""
            return f"{planned[0].title}{when}"
        return tr("No check open")


def _when(check: RealityCheck) -> tuple[bool, str]:
    return (not check.planned_for, check.planned_for)
