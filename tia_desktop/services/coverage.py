"""Coverage: which kinds of check have brought how much for which key question, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.records import CheckArea, CheckTarget, RealityCheck
from tia_desktop.domain.values import Value
from tia_desktop.services.facts import areas_in_scope
from tia_desktop.services.guided import rating_tone
from tia_desktop.services.ports import AreaTally, Tally
from tia_desktop.services.workspace import Workspace

_Place: TypeAlias = tuple[str, str]
"""(row, column)."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Cell(Value):
    """Notes of one kind of check for one key question. `target` 0 means not planned."""

    got: int = 0
    target: int = 0
    strengths: int = 0
    weaknesses: int = 0

    @property
    def planned(self) -> bool:
        """Whether anything was planned or found here."""
        return self.target > 0 or self.got > 0

    @property
    def missing(self) -> int:
        """How many notes are still wanted."""
        return max(0, self.target - self.got)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Gap(Value):
    """A cell where nothing, or too little, was collected."""

    template: str
    question_id: str
    got: int
    target: int

    @property
    def missing(self) -> int:
        """How many notes are still wanted."""
        return max(0, self.target - self.got)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Coverage(Value):
    """The pack's kinds of reality check by its key questions.

    Attributes:
        rows: template ids in the pack's order.
        columns: key question ids in the pack's order.
        cells: (template id, key question id) -> cell; every pair is there.
        notes: notes collected for a key question; a note that serves two questions counts in both.
        wanted: notes planned.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]
    notes: int
    wanted: int

    @property
    def filled(self) -> int:
        """How many of the wanted notes there are; more than enough in one place fills no other."""
        return sum(min(c.got, c.target) for c in self.cells.values())

    @property
    def gaps(self) -> list[Gap]:
        """Planned cells without enough notes, the emptiest first."""
        found = [Gap(t, q, c.got, c.target) for (t, q), c in self.cells.items() if c.missing]
        order = {q: i for i, q in enumerate(self.columns)}
        return sorted(found, key=lambda g: (g.got > 0, -(g.target - g.got), order[g.question_id], g.template))


def coverage(ws: Workspace) -> Coverage:
    """Count notes by kind of check and key question, with ratings, against what was planned."""
    pack = ws.pack
    rows = tuple(t.id for t in pack.templates)
    columns = tuple(q.id for q in pack.key_questions)
    kinds = {c.id: c.template for c in ws.store.find(RealityCheck)}
    wanted = [((kinds.get(t.check_id, ""), t.question_id), t.target) for t in ws.store.find(CheckTarget)]
    # The inbox and the self-assessment belong to no kind of check: they fit no row.
    got = [((t.template, t.question_id), t) for t in ws.store.notes.tallies()]
    cells = _cells(pack, rows, columns, got, wanted)
    return Coverage(
        rows, columns, cells, sum(c.got for c in cells.values()), sum(c.target for c in cells.values())
    )


def _cells(
    pack: FrameworkPack,
    rows: Iterable[str],
    columns: Sequence[str],
    got: Iterable[tuple[_Place, Tally | AreaTally]],
    wanted: Iterable[tuple[_Place, int]],
) -> dict[_Place, Cell]:
    """Return a cell for every row and column; what fits none is left out."""
    numbers: dict[_Place, list[int]] = {(r, c): [0, 0, 0, 0] for r in rows for c in columns}
    for place, tally in got:
        if place in numbers:
            tone = rating_tone(pack, tally.item_id, tally.scheme, tally.rating) if tally.rating else ""
            numbers[place][0] += tally.notes
            numbers[place][2] += tally.notes * (tone in ("good", "ok"))
            numbers[place][3] += tally.notes * (tone in ("weak", "bad"))
    for place, target in wanted:
        if place in numbers:
            numbers[place][1] += target
    return {place: Cell(*four) for place, four in numbers.items()}


class OpenChecks:
    """The checks that are not done, with the notes that each of them is still to bring."""

    def __init__(self, ws: Workspace) -> None:
        checks = [c for c in ws.store.find(RealityCheck) if c.status != "done"]
        # What is begun comes before what is planned, and that by its day.
        self._checks = sorted(checks, key=lambda c: (c.status != "started", not c.planned_for, c.planned_for))
        wanted = (t for t in ws.store.find(CheckTarget) if t.target > 0)
        self._wanted = {(t.check_id, t.question_id) for t in wanted}
        self._areas = {(link.check_id, link.area_id) for link in ws.store.find(CheckArea)}

    def for_kind(self, template_id: str, question_id: str) -> RealityCheck | None:
        """The check of a kind that is to bring notes for a key question; None when nothing is planned."""
        found = (c for c in self._for(question_id) if c.template == template_id)
        return next(found, None)

    def for_area(self, question_id: str, area_id: str) -> RealityCheck | None:
        """The check of a service area that is to bring notes for a key question."""
        found = (c for c in self._for(question_id) if (c.id, area_id) in self._areas)
        return next(found, None)

    def _for(self, question_id: str) -> Iterator[RealityCheck]:
        return (c for c in self._checks if (c.id, question_id) in self._wanted)


# ---- key questions by service areas


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class AreaGap(Value):
    """A key question that has nothing, or too little, for an area."""

    question_id: str
    area_id: str
    got: int
    target: int

    @property
    def missing(self) -> int:
        """How many notes are still wanted."""
        return max(0, self.target - self.got)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class AreaCoverage(Value):
    """Key questions by service areas.

    Attributes:
        rows: key question ids in the pack's order.
        columns: ids of the areas that are looked at, and of those that have something all the same.
        cells: (key question id, area id) -> cell; every pair is there.
        gaps: cells without enough notes, the emptiest first. A question that is asked of each area has a
            gap where nothing is planned too; the others (Appendix 2 has no areas) only where something is.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]
    gaps: tuple[AreaGap, ...]


def area_coverage(ws: Workspace) -> AreaCoverage:
    """Count notes by key question and service area, against the targets of the checks of that area.

    A note without an area counts for the area of its check, when the check has exactly one.
    """
    pack, inside = ws.pack, areas_in_scope(ws)
    rows = tuple(q.id for q in pack.key_questions)
    areas = tuple(a.id for a in pack.service_areas)
    of_check: dict[str, list[str]] = {}
    for link in ws.store.find(CheckArea):
        of_check.setdefault(link.check_id, []).append(link.area_id)
    wanted = [
        ((t.question_id, area), t.target)
        for t in ws.store.find(CheckTarget)
        for area in of_check.get(t.check_id, ())
    ]
    got = [((t.question_id, t.area_id), t) for t in ws.store.notes.area_tallies()]
    cells = _cells(pack, rows, areas, got, wanted)
    columns = tuple(a for a in areas if a in inside or any(cells[r, a].planned for r in rows))
    shown = {place: cell for place, cell in cells.items() if place[1] in columns}
    return AreaCoverage(rows, columns, shown, tuple(_area_gaps(pack, shown, inside)))


def _area_gaps(pack: FrameworkPack, cells: Mapping[_Place, Cell], inside: Sequence[str]) -> list[AreaGap]:
    by_area = {j.id for j in pack.judgements if j.by_service_area}
    asked = {q.id for q in pack.key_questions if q.judgement in by_area}
    found = [
        AreaGap(question, area, cell.got, cell.target)
        for (question, area), cell in cells.items()
        if area in inside and (cell.missing or (question in asked and not cell.planned))
    ]
    return sorted(found, key=lambda g: (g.got > 0, -(g.target - g.got)))
