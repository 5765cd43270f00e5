"""What the landlord's list says about a case that was drawn, in words. No Qt."""

from __future__ import annotations

from tia_desktop.domain.case_records import SampledCase
from tia_desktop.domain.text import one_line
from tia_desktop.services import sampled_cases
from tia_desktop.services.sampling import cells_of
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.days import moment
from tia_desktop.ui.i18n import ntr, tr

IN_A_LINE = 6
"""Cells that are said in a line above a question; the page of the cases shows them all."""


def cell_words(cell: str) -> str:
    """A cell as people read it: a date in words."""
    if len(cell) == 10 and cell[4:5] == cell[7:8] == "-":
        return moment(cell)
    return cell or "–"


def days_words(ws: Workspace, case: SampledCase) -> list[str]:
    """The days from each date of a case to the next one."""
    words = tr("From “{a}” to “{b}”: {days}")
    found = sampled_cases.days_of(ws, case)
    return [words.format(a=a, b=b, days=ntr("{n} day", "{n} days", days)) for a, b, days in found]


def case_line(ws: Workspace, case: SampledCase) -> str:
    """What the list says about a case, short enough to stand above each of its questions."""
    cells = [(name, cell) for name, cell in cells_of(case).items() if cell and cell != case.reference]
    told = [f"{name}: {one_line(cell_words(cell), 60)}" for name, cell in cells[:IN_A_LINE]]
    return " · ".join([*told, *days_words(ws, case)])
