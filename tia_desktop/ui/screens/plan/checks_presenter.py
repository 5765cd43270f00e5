"""The checks of the plan, adding one, and the coverage both ways: a gap becomes a check in one action."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tia_desktop.domain.records import CheckTarget, RealityCheck, TeamMember
from tia_desktop.services import coverage, gaps, plan
from tia_desktop.services.coverage import AreaCoverage, Cell, Coverage
from tia_desktop.ui.check_status import status_icon, status_words
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.coverage_words import Matrix, Missing, areas_matrix, gap_words, kinds_matrix
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saving import Saved, save
from tia_desktop.ui.screens.plan.times import when_words

VIEWS = (("list", "List"), ("kinds", "Kinds and key questions"), ("areas", "Key questions and areas"))


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check of the list."""

    check_id: str
    title: str
    details: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class KindLines:
    """The checks of one kind."""

    kind: str
    checks: tuple[CheckLine, ...]


@dataclass(frozen=True, slots=True)
class GapLine:
    """A cell that lacks something: `row` and `column` of its matrix; `planned` when a check will bring it."""

    row: int
    column: int
    words: str
    details: str
    planned: bool


class ChecksPresenter:
    """Reads models, adds checks, and opens what a person asks for."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self._ws = context.ws
        self.load()

    def load(self) -> None:
        """Read what is stored now."""
        self._checks = plan.checks_of(self._ws)
        self.kinds_coverage: Coverage = coverage.coverage(self._ws)
        self.areas_coverage: AreaCoverage = coverage.area_coverage(self._ws)
        self._open = coverage.OpenChecks(self._ws)
        self._wanted: Counter[str] = Counter()
        for target in self._ws.store.find(CheckTarget):
            self._wanted[target.check_id] += target.target

    # ---- the list

    def lines(self) -> list[KindLines]:
        """The checks by kind, in the pack's order; of a kind, the earliest first."""
        names = {m.id: m.name for m in self._ws.store.find(TeamMember)}
        found = []
        for template in self._ws.pack.templates:
            checks = [c for c in self._checks if c.template == template.id]
            checks.sort(key=lambda c: (not c.planned_for, c.planned_for))
            if checks:
                lines = tuple(self._line(c, names) for c in checks)
                found.append(KindLines(template.short, lines))
        return found

    def summary(self) -> str:
        """How many checks, and how many notes they are to bring."""
        total = ntr("{n} check", "{n} checks", len(self._checks))
        done = tr("{n} done").format(n=sum(c.status == "done" for c in self._checks))
        wanted = ntr("{n} note wanted", "{n} notes wanted", self.kinds_coverage.wanted)
        days = sum(not c.planned_for and c.status != "done" for c in self._checks)
        parts = [total, done, wanted]
        if days:
            parts.append(ntr("{n} without a day", "{n} without a day", days))
        return " · ".join(parts)

    def kinds(self) -> list[tuple[str, str]]:
        """(id, words) of the kinds of check."""
        return [(t.id, t.singular) for t in self._ws.pack.templates]

    def explain(self, kind: str) -> str:
        """What a kind is for, and how long it is."""
        template = self._ws.pack.template(kind)
        minutes = template.minutes_per_item * len(template.items)
        size = tr("{n} questions, about {m} minutes.").format(n=len(template.items), m=minutes)
        return f"{template.purpose.rstrip('.')}. {size}"

    def add(self, kind: str, title: str) -> Saved:
        """Plan a check from a template, and open it."""
        made: list[str] = []
        result = save(self._context.shell, lambda: made.append(plan.add_check(self._ws, kind, title)))
        if made:
            self._context.shell.go("plan", check_id=made[0])
            said = tr("Added {title}: {kind}.")
            name = self._ws.pack.template(kind).singular
            self._context.shell.show_notice(
                said.format(title=title.strip(), kind=name[:1].lower() + name[1:])
            )
        return result

    def open(self, check_id: str) -> None:
        """Look at one check."""
        self._context.shell.go("plan", check_id=check_id)

    # ---- coverage

    def matrix(self, view: str) -> Matrix:
        """The matrix of a view: kinds or areas."""
        if view == "areas":
            areas = self.areas_coverage
            return areas_matrix(self._ws.pack, areas.rows, areas.columns, areas.cells)
        kinds = self.kinds_coverage
        return kinds_matrix(self._ws.pack, kinds.rows, kinds.columns, kinds.cells)

    def gaps(self, view: str) -> list[GapLine]:
        """What is missing: what no open check will bring comes first."""
        found = self._area_gaps() if view == "areas" else self._kind_gaps()
        return sorted(found, key=lambda gap: gap.planned)

    def choose(self, view: str, row: int, column: int) -> None:
        """A cell: open the check that is planned for it, else plan one; where all is there, its notes."""
        cell, check = self._cell(view, row, column), self._check_for(view, row, column)
        if check is not None and (cell.missing or not cell.got):
            self.open(check.id)
        elif cell.planned and not cell.missing:
            self._context.shell.go("findings", **self._filter(view, row, column))
        else:
            self._plan(view, row, column)

    # ---- inside

    def _line(self, check: RealityCheck, names: dict[str, str]) -> CheckLine:
        parts = [
            status_words(check.status),
            names.get(check.assigned_to, tr("nobody yet")),
            when_words(check) or tr("no day yet"),
            ntr("{n} note wanted", "{n} notes wanted", self._wanted[check.id]),
        ]
        icon, tone = status_icon(check.status)
        return CheckLine(check.id, check.title, " · ".join(parts), icon, tone)

    def _kind_gaps(self) -> list[GapLine]:
        pack, found = self._ws.pack, self.kinds_coverage
        lines = []
        for gap in found.gaps:
            row, column = found.rows.index(gap.template), found.columns.index(gap.question_id)
            place = (row, column, pack.question(gap.question_id).short)
            lines.append(self._gap("kinds", place, pack.template(gap.template).short, gap))
        return lines

    def _area_gaps(self) -> list[GapLine]:
        pack, found = self._ws.pack, self.areas_coverage
        areas = {a.id: a.short for a in pack.service_areas}
        lines = []
        for gap in found.gaps:
            row, column = found.rows.index(gap.question_id), found.columns.index(gap.area_id)
            place = (row, column, pack.question(gap.question_id).short)
            lines.append(self._gap("areas", place, areas[gap.area_id], gap))
        return lines

    def _gap(self, view: str, place: tuple[int, int, str], of: str, gap: Missing) -> GapLine:
        row, column, words = place
        check = self._check_for(view, row, column)
        state = gap_words(gap, planned=check is not None)
        said = tr("{kind}. {state}.").format(kind=of, state=state)
        if check is not None:
            said = tr("{kind}. {state}: {title}").format(kind=of, state=state, title=check.title)
        return GapLine(row, column, words, said, check is not None)

    def _cell(self, view: str, row: int, column: int) -> Cell:
        if view == "areas":
            areas = self.areas_coverage
            return areas.cells[areas.rows[row], areas.columns[column]]
        kinds = self.kinds_coverage
        return kinds.cells[kinds.rows[row], kinds.columns[column]]

    def _check_for(self, view: str, row: int, column: int) -> RealityCheck | None:
        """An open check that is to bring notes for a cell."""
        if view == "areas":
            question, area = self.areas_coverage.rows[row], self.areas_coverage.columns[column]
            return self._open.for_area(question, area)
        return self._open.for_kind(self.kinds_coverage.rows[row], self.kinds_coverage.columns[column])

    def _filter(self, view: str, row: int, column: int) -> dict[str, str]:
        if view == "areas":
            return {"question_id": self.areas_coverage.rows[row]}
        found = self.kinds_coverage
        return {"template": found.rows[row], "question_id": found.columns[column]}

    def _plan(self, view: str, row: int, column: int) -> None:
        made: list[str] = []

        def keep() -> None:
            if view == "areas":
                question, area = self.areas_coverage.rows[row], self.areas_coverage.columns[column]
                made.append(gaps.plan_for_area_gap(self._ws, question, area))
            else:
                kind, question = self.kinds_coverage.rows[row], self.kinds_coverage.columns[column]
                made.append(gaps.plan_for_gap(self._ws, kind, question))

        if attempt(self._context.shell, keep):
            check = self._ws.need(RealityCheck, made[0])
            said = tr("Planned: {title}. Enter again opens it, Undo takes it back.")
            self._context.shell.show_notice(said.format(title=check.title))
