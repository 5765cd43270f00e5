"""The readiness page with something of everything on it: for the walk and the tests."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.a11y import settle
from tia_desktop.services import accepting, conclude, readiness, team
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.readiness.lines import ProblemSection
from tia_desktop.ui.screens.readiness.view import ReadinessPage

Show = Callable[[MainWindow, Workspace], None]
ACCEPTED = "question-with-few-kinds:j1.kq1"
LAPSED = "question-with-few-kinds:j1.kq2"


def readiness_page(window: MainWindow) -> ReadinessPage:
    """Show what stands in the way."""
    window.shell.go("readiness")
    settle()
    page = window.shell.pages.page
    assert isinstance(page, ReadinessPage)
    return page


def the_section(page: ReadinessPage, name: str) -> ProblemSection:
    """The problems of one weight."""
    return page.sections[name]


def plant(ws: Workspace, count: int = 3) -> list[str]:
    """Write findings without evidence, every third a draft; return their ids."""
    known = {p.record_id for p in readiness.open_problems(ws) if p.rule == "finding-without-evidence"}
    missing = range(len(known), count)
    return [
        conclude.record_finding(
            ws, f"Planted finding {n} about the lifts", "weakness", ["j1.kq2"], draft=n % 3 == 2
        )
        for n in missing
    ]


def _few(window: MainWindow, ws: Workspace) -> None:
    plant(ws)
    if not team.rents_from_this(ws, "Dev"):
        team.add_member(ws, "Dev", "inspector", rents_from=ws.inspection.landlord)
    accepting.accept(ws, ACCEPTED, "It was looked at last year, and nothing changed since.")
    readiness_page(window)


def _asking(window: MainWindow, ws: Workspace) -> None:
    _few(window, ws)
    page = readiness_page(window)
    act = next(iter(the_section(page, "warns").pairs.values())).act
    assert act is not None
    act.click()
    settle()
    page.form.submit()  # refused: there is no reason yet
    settle()


def _many(window: MainWindow, ws: Workspace) -> None:
    plant(ws, 90)
    readiness_page(window)


READINESS_PAGES: dict[str, Show] = {
    "readiness": _few,
    "readiness-reason": _asking,
    "readiness-many": _many,
}
