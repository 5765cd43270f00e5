"""Coverage: which kinds of check have brought how much for which key question, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.records import CheckTarget, RealityCheck
from tia_desktop.domain.values import Value
from tia_desktop.services.capture import rating_tone
from tia_desktop.services.workspace import Workspace


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


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Coverage(Value):
    """Twelve kinds of reality check by six key questions.

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
    got: dict[tuple[str, str], list[int]] = {(r, c): [0, 0, 0, 0] for r in rows for c in columns}
    for tally in ws.store.notes.tallies():
        numbers = got.get((tally.template, tally.question_id))
        if numbers is None:
            continue  # the inbox belongs to no kind of check yet
        numbers[0] += tally.notes
        tone = rating_tone(pack, tally.item_id, tally.scheme, tally.rating) if tally.rating else ""
        numbers[2] += tally.notes * (tone in ("good", "ok"))
        numbers[3] += tally.notes * (tone in ("weak", "bad"))
    kinds = {c.id: c.template for c in ws.store.find(RealityCheck)}
    for target in ws.store.find(CheckTarget):
        numbers = got.get((kinds.get(target.check_id, ""), target.question_id))
        if numbers is not None:
            numbers[1] += target.target
    cells = {key: Cell(*numbers) for key, numbers in got.items()}
    return Coverage(
        rows, columns, cells, sum(c.got for c in cells.values()), sum(c.target for c in cells.values())
    )
