"""Overview: how far the inspection is, what is missing, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tia_desktop.domain.records import Finding, Inspection, Judgement, RealityCheck, TeamMember
from tia_desktop.services import coverage, gaps, guided, plan, readiness
from tia_desktop.services.coverage import AreaCoverage, Coverage, Gap
from tia_desktop.services.readiness import OpenProblem
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.coverage_words import Matrix, areas_matrix, gap_words, kinds_matrix
from tia_desktop.ui.days import day
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.problems import jump, target_of

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
class JourneyStep:
    """One of the seven steps: `state` is done, half or circle (the icon), `detail` says it in words."""

    words: str
    state: str
    detail: str


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
        self.load()

    def load(self) -> None:
        """Read what is stored now."""
        self.coverage: Coverage = coverage.coverage(self._ws)
        self.areas: AreaCoverage = coverage.area_coverage(self._ws)
        self._checks = plan.checks_of(self._ws)
        self._open = coverage.OpenChecks(self._ws)
        self._team = self._ws.store.find(TeamMember)

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
        """The seven steps with their states; the later ones do not exist yet."""
        checks, done = len(self._checks), sum(c.status == "done" for c in self._checks)
        findings = self._ws.store.count(Finding)
        judged = sum(bool(j.rating) for j in self._ws.store.find(Judgement))
        all_judged = judged == len(self._ws.pack.judgements)
        notes, wanted = self.coverage.notes, self.coverage.wanted
        filled = self.coverage.filled
        collected = tr("{done:,} of {total:,}").format(done=filled, total=wanted) if wanted else f"{notes:,}"
        enough = wanted > 0 and not self.coverage.gaps and done == checks
        started = notes > 0 or any(c.status != "planned" for c in self._checks)
        later = [JourneyStep(tr(words), "circle", tr("not yet")) for words in
                 ("Moderation", "Report", "Action plan")]  # fmt: skip
        none = tr("not yet")
        return [
            JourneyStep(tr("Plan"), *(("done", ntr("{n} check", "{n} checks", checks)) if checks
                                      else ("circle", none))),
            JourneyStep(tr("Collect evidence"), *(("done" if enough else "half", collected) if started
                                                  else ("circle", none))),
            JourneyStep(tr("Findings"), *(("half", str(findings)) if findings else ("circle", none))),
            JourneyStep(tr("Judgement"), *(("done", tr("made")) if all_judged
                                           else ("half", tr("half made")) if judged else ("circle", none))),
            *later,
        ]  # fmt: skip

    def matrix(self) -> Matrix:
        """The coverage matrix."""
        found = self.coverage
        return kinds_matrix(self._ws.pack, found.rows, found.columns, found.cells)

    def areas_matrix(self) -> Matrix:
        """The same notes by key question and service area."""
        found = self.areas
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

    def problems(self) -> list[OpenProblem]:
        """What stands in the way, blocks first."""
        return readiness.open_problems(self._ws)

    def leads(self, problem: OpenProblem) -> bool:
        """Whether a problem has somewhere to jump to."""
        return target_of(self._ws, problem) is not None

    # ---- what a person does

    def start(self) -> None:
        """Do the next thing."""
        action = self.main_action()
        self._context.shell.go(action.screen, **action.arguments)

    def quick_note(self) -> None:
        """Write something down now, sort it later."""
        self._context.shell.go("note")

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
        question, area = self.areas.rows[row], self.areas.columns[column]
        if self.areas.cells[question, area].got:
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
