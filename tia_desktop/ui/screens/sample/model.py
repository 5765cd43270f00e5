"""What the four steps of a case sample share: which check, which list, which draw, what is typed. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tia_desktop.domain.case_records import CaseList, Sample
from tia_desktop.domain.errors import TiaError
from tia_desktop.services import sampling
from tia_desktop.services.case_lists import lists
from tia_desktop.services.ports import Progress
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.check_state import CheckState
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.looking import look_through

ORIGIN = "sample"
LIST, DRAW, CASES, RESULTS = "list", "draw", "cases", "results"
STEPS = ((LIST, "1. The list"), (DRAW, "2. The draw"), (CASES, "3. The cases"), (RESULTS, "4. Results"))

Found = TypeVar("Found")


def cases_words(n: int) -> str:
    """How many cases: "1 case", "1,240 cases"."""
    return (tr("{n:,} case") if n == 1 else tr("{n:,} cases")).format(n=n)


class SampleState(CheckState):
    """One case-sampling check. What is typed and not kept yet stands in the draft while the file is open."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.draft = context.draft(f"sample@{self.check.id}")

    def go(self, step: str) -> None:
        """Show a step."""
        self.shell.go("sample", check_id=self.check.id, step=step)

    # ---- lists and draws

    def lists(self) -> list[CaseList]:
        """The lists in this inspection."""
        return lists(self.ws)

    def chosen_list(self) -> CaseList | None:
        """The list to draw from: the one that was chosen, that of the last draw, or the newest."""
        drawn, there = self.sample(), {kept.id: kept for kept in self.lists()}
        last = next(reversed(there.values()), None)
        return there.get(self.draft.get("list", "")) or there.get(drawn.list_id if drawn else "") or last

    def samples(self) -> list[Sample]:
        """The draws of this check, oldest first."""
        return sampling.samples_of(self.ws, self.check.id)

    def sample(self) -> Sample | None:
        """The draw that is looked at: the one that was chosen, else the newest."""
        there = {one.id: one for one in self.samples()}
        return there.get(self.draft.get("sample", "")) or next(reversed(there.values()), None)

    # ---- work that takes a moment

    def look_through(
        self,
        title: str,
        kept: CaseList,
        work: Callable[[Workspace, Progress | None], Found],
        done: Callable[[Found], None],
        failed: Callable[[TiaError], None],
        ended: Callable[[], object],
    ) -> None:
        """Go through a list: at once when it is short, else in a worker with a connection of its own."""
        look_through(self.context, kept.row_count, title, work, done, failed, ended)
