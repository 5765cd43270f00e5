"""Figures beside findings, with something on each page: for the walk and the tests."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.a11y import settle
from tests.unit.test_figure_comparison import keep
from tia_desktop.domain.records import Finding, PerformanceIndicator
from tia_desktop.services import conclude, figure_links, indicators
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.findings.editor_panel import EditorPanel
from tia_desktop.ui.screens.findings.figures_behind import FiguresBehind
from tia_desktop.ui.screens.findings.figures_panel import FiguresPanel
from tia_desktop.ui.screens.findings.view import FindingsPage

Show = Callable[[MainWindow, Workspace], None]
LONG = "Empty homes stay empty for long, and nobody at the landlord or the council could say why that is so"


def begun(ws: Workspace) -> tuple[str, str]:
    """A finding and a figure, made once; figures of a set to compare with besides."""
    findings, figures = ws.store.find(Finding), ws.store.find(PerformanceIndicator)
    if not findings or not figures:
        conclude.record_finding(ws, LONG, "weakness", ["j1.kq2"])
        indicators.record_indicator(ws, "BVPI 68", 52, "2002/03", "Their return")
        indicators.record_indicator(ws, "BVPI 164", 1, "2002/03", "Their return")
        keep(ws, ws.store.path.parent)
        findings, figures = ws.store.find(Finding), ws.store.find(PerformanceIndicator)
    return findings[0].id, figures[0].id


def figures_panel(window: MainWindow) -> FiguresPanel:
    """Show the figures at the right of the findings."""
    window.shell.go("findings")
    settle()
    page = window.shell.pages.page
    assert isinstance(page, FindingsPage)
    page.sides.show_side("findings")
    page.sides.kinds.toggle("figures")
    settle()
    assert isinstance(page.panel, FiguresPanel)
    return page.panel


def behind(window: MainWindow, finding_id: str) -> FiguresBehind:
    """Open a finding; return the figures beside it."""
    window.shell.go("findings", finding_id=finding_id)
    settle()
    page = window.shell.pages.page
    assert isinstance(page, FindingsPage)
    assert isinstance(page.panel, EditorPanel)
    (found,) = page.panel.findChildren(FiguresBehind)
    return found


def _empty(window: MainWindow, ws: Workspace) -> None:
    figures_panel(window)


def _list(window: MainWindow, ws: Workspace) -> None:
    finding, figure = begun(ws)
    figure_links.link_figure(ws, finding, figure)
    figures_panel(window)


def _open(window: MainWindow, ws: Workspace) -> None:
    _list(window, ws)
    panel = figures_panel(window)
    panel.list.open_row(begun(ws)[1])
    settle()


def _set(window: MainWindow, ws: Workspace) -> None:
    _list(window, ws)
    panel = figures_panel(window)
    panel.list.open_row(panel.list.row_ids()[-1])
    settle()


def _behind(window: MainWindow, ws: Workspace) -> None:
    finding, figure = begun(ws)
    figure_links.link_figure(ws, finding, figure)
    part = behind(window, finding)
    part.list.open_row(figure)
    settle()


BESIDE_PAGES: dict[str, Show] = {
    "findings-figures-empty": _empty,
    "findings-figures": _list,
    "findings-figures-open": _open,
    "findings-figures-set": _set,
    "findings-figures-behind": _behind,
}
