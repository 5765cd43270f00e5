"""The second step: how many cases, how they are drawn, and what was drawn. No Qt."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Protocol

from tia_desktop.domain.case_records import OPEN, CaseList, Sample, SampledCase
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError, TiaError
from tia_desktop.domain.sampling import (
    EQUAL,
    PROPORTIONAL,
    SIMPLE,
    STRATIFIED,
    SYSTEMATIC,
    points_for,
    size_for,
    strata,
)
from tia_desktop.domain.text import one_line
from tia_desktop.services import sampling
from tia_desktop.services.case_lists import columns_of
from tia_desktop.services.ports import Progress
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.sample.model import CASES, SampleState

METHODS = (
    (SIMPLE, "By lot", "Every case has the same chance. Take this one when in doubt."),
    (
        SYSTEMATIC,
        "At even steps",
        "Every so-many-th case from a chance start. For a list in order of time or place.",
    ),
    (
        STRATIFIED,
        "By lot in groups",
        "Each area or kind of work gets its own cases. For comparing groups.",
    ),
)
ALLOCATIONS = (
    (PROPORTIONAL, "Large groups get more"),
    (EQUAL, "The same from each"),
)
MARGINS = (5, 10, 15)
FIELDS = ("count", "method", "column", "allocation", "reserves", "seed")


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a column, or why there are none: (name, cases, to draw), all as words."""

    rows: tuple[tuple[str, str, str], ...] = ()
    refusal: str = ""


class DrawView(Protocol):
    """What the presenter asks of the window."""

    def show_groups(self, groups: Groups) -> None:
        """Show the groups of the column that is chosen."""

    def show_problems(self, problems: list[tuple[str, str]]) -> None:
        """Say what is wrong: (field, sentence). "" as field is about the whole."""

    def show_busy(self, words: str) -> None:
        """Say what is being done; "" when it is done."""

    def fill(self) -> None:
        """Show what is stored now."""

    def show_drawn(self) -> None:
        """The cases are drawn: show the draw in the place of the form."""


class DrawPresenter:
    """Keeps the form in a draft and draws. A list that is long is read in a worker."""

    def __init__(self, context: ScreenContext, view: DrawView) -> None:
        self.state, self._view = SampleState(context), view
        self._sizes: dict[tuple[str, str], dict[str, int]] = {}
        self._is_drawing = False
        draft = self.state.draft
        draft.setdefault("seed", secrets.token_hex(4))
        draft.setdefault("method", SIMPLE)
        draft.setdefault("allocation", PROPORTIONAL)
        draft.setdefault("reserves", "5")
        kept = self.kept()
        if kept is not None:
            draft.setdefault("count", str(size_for(kept.row_count, 10)))

    # ---- the form

    def kept(self) -> CaseList | None:
        """The list to draw from."""
        return self.state.chosen_list()

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.state.draft.get(name, "")

    def set(self, name: str, words: str) -> None:
        """Remember what stands in a field."""
        self.state.draft[name] = words

    def choose_list(self, list_id: str) -> None:
        """Draw from another list."""
        self.state.draft["list"] = list_id
        self.state.draft.pop("column", None)
        self._view.fill()

    def columns(self) -> list[tuple[str, str]]:
        """The columns of the list, for the groups."""
        kept = self.kept()
        names = [c.name for c in columns_of(kept)] if kept else []
        return [("", tr("Choose…")), *((name, name) for name in names)]

    def offers(self) -> list[tuple[int, str]]:
        """(how many cases, words) for some margins: from how close it should be to how many."""
        kept, found = self.kept(), list[tuple[int, str]]()
        for points in MARGINS if kept and kept.row_count else ():
            count = size_for(kept.row_count, points) if kept else 0
            found.append((count, tr("{n:,}: within {points} points").format(n=count, points=points)))
        return found

    def margin_words(self) -> str:
        """From how many to how close: what the number that is typed is good for; "" while it is none."""
        kept = self.kept()
        try:
            count = _number(self.value("count"))
            points = points_for(kept.row_count, count) if kept else 50.0
        except InputError:
            return ""
        size = kept.row_count if kept else 0
        if not points:
            return tr("Check all {size:,} cases: nothing is left to chance.").format(size=size)
        if points >= 50:
            return tr("Check {n:,} of {size:,} cases: that says nothing about the others.").format(
                n=count, size=size
            )
        words = tr("Check {n:,} of {size:,} cases to be within {points:g} points either way, 19 times of 20.")
        return words.format(n=count, size=size, points=-(-points * 10 // 1) / 10)

    # ---- groups

    def look_for_groups(self) -> None:
        """Count the groups of the column that is chosen, and share the cases out."""
        kept, column = self.kept(), self.value("column")
        if kept is None or self.value("method") != STRATIFIED or not column:
            self._view.show_groups(Groups())
            return
        if (kept.id, column) in self._sizes:
            self._view.show_groups(self._groups(kept, column))
            return

        def work(ws: Workspace, progress: Progress | None) -> dict[str, int]:
            return sampling.group_sizes(ws, kept.id, column, progress)

        def done(sizes: dict[str, int]) -> None:
            self._sizes[kept.id, column] = sizes
            if not self.state.left and self.value("column") == column:
                self._view.show_groups(self._groups(kept, column))

        self._view.show_busy(tr("Counting the groups"))
        failed, ended = self.state.shell.show_error, lambda: self._ended()
        self.state.look_through(tr("Counting the groups"), kept, work, done, failed, ended)

    def _groups(self, kept: CaseList, column: str) -> Groups:
        try:
            count = min(_number(self.value("count")), kept.row_count)
            parts = strata(self._sizes[kept.id, column], max(1, count), self.value("allocation"))
        except InputError as error:
            return Groups(refusal=tr(error.sentence))
        return Groups(tuple((p.name or tr("(empty)"), f"{p.size:,}", f"{p.wanted:,}") for p in parts))

    # ---- drawing

    def draw(self) -> None:
        """Draw the cases. Nothing is drawn while something in the form is wrong."""
        kept = self.kept()
        if kept is None or self._is_drawing:
            return
        problems = self._problems(kept)
        self._view.show_problems(problems)
        if problems:
            return
        stratified = self.value("method") == STRATIFIED
        plan = sampling.DrawPlan(
            count=_number(self.value("count")),
            method=self.value("method"),
            column=self.value("column") if stratified else "",
            allocation=self.value("allocation"),
            seed=self.value("seed"),
            reserves=_number(self.value("reserves")),
        )
        self._is_drawing = True
        self._view.show_busy(tr("Drawing the cases"))

        def work(ws: Workspace, progress: Progress | None) -> list[Edit]:
            return sampling.prepare_draw(ws, kept.id, self.state.check.id, plan, progress)

        self.state.look_through(
            tr("Drawing the cases"), kept, work, self._keep, self._refused, self._drawing_ended
        )

    def _keep(self, edits: list[Edit]) -> None:
        before = self.state.sample()
        replaced = before is not None and not looked_at(self.state.ws, before)

        def keep() -> None:
            if replaced and before is not None:
                sampling.remove_sample(self.state.ws, before.id)
            made = sampling.keep_draw(self.state.ws, edits)
            self.state.draft["sample"] = made

        if attempt(self.state.shell, keep):
            self.state.draft["seed"] = secrets.token_hex(4)
            self.state.shell.show_notice(tr("The cases are drawn."))
            if not self.state.left:
                self._view.show_drawn()

    def _refused(self, error: TiaError) -> None:
        if self.state.left or not isinstance(error, InputError):
            self.state.shell.show_error(error)
        else:
            self._view.show_problems([("", tr(error.sentence))])

    def _drawing_ended(self) -> None:
        self._is_drawing = False
        self._ended()

    def _ended(self) -> None:
        if not self.state.left:
            self._view.show_busy("")

    def _problems(self, kept: CaseList) -> list[tuple[str, str]]:
        found = []
        try:
            count = _number(self.value("count"))
            if count > kept.row_count:
                words = tr("The list has {size:,} cases. Draw at most that many.")
                found.append(("count", words.format(size=kept.row_count)))
            elif not 0 < count <= sampling.MOST_CASES:
                found.append(("count", tr("Draw 1 to {n:,} cases.").format(n=sampling.MOST_CASES)))
        except InputError as error:
            found.append(("count", error.sentence))
        if self.value("method") == STRATIFIED and not self.value("column"):
            found.append(("column", tr("Choose the column whose words make the groups.")))
        try:
            if _number(self.value("reserves")) > sampling.MOST_RESERVES:
                words = tr("Ask for 0 to {n} reserves.").format(n=sampling.MOST_RESERVES)
                found.append(("reserves", words))
        except InputError as error:
            found.append(("reserves", error.sentence))
        return found

    # ---- what was drawn

    def drawn(self) -> Sample | None:
        """The draw that counts."""
        return self.state.sample()

    def test(self, sample: Sample) -> None:
        """Draw once more from the list that was kept, and say whether the same cases come up."""
        kept = self.state.ws.store.get(CaseList, sample.list_id)
        if kept is None:
            return

        def work(ws: Workspace, progress: Progress | None) -> list[str]:
            return sampling.verify(ws, sample.id, None, progress)

        def done(found: list[str]) -> None:
            if found:
                self.state.shell.show_error(InputError(" ".join(tr(sentence) for sentence in found)))
            else:
                self.state.shell.show_notice(tr("Drawn once more: the same cases came up."))

        failed = self.state.shell.show_error
        self.state.look_through(tr("Drawing once more"), kept, work, done, failed, self._ended)

    def to_cases(self) -> None:
        """On to the cases."""
        self.state.go(CASES)


def looked_at(ws: Workspace, sample: Sample) -> int:
    """Cases of a draw on which work hangs."""
    every = ws.store.find(SampledCase, sample_id=sample.id)
    return sum(case.status != OPEN or bool(case.entry_id) for case in every)


def _number(text: str) -> int:
    plain = text.strip().replace(",", "").replace(" ", "")
    if not plain.isascii() or not plain.isdigit() or len(plain) > 9:
        words = tr("“{text}” is no number of cases. Write a whole number, such as 90.")
        raise InputError(words.format(text=one_line(text, 30)) if plain else tr("Write how many cases."))
    return int(plain)
