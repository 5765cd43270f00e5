"""The accessibility walk over the concluding half: overview, findings, export.

The judgement, the readiness page, prompts, figures and histories are walked beside their own tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest

from tests.ui.a11y import report, settle, small_targets, walk
from tests.ui.conftest import OpenWindow
from tests.ui.findings_pages import FINDINGS_PAGES
from tests.ui.looks import Look
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.export.presenter import Result
from tia_desktop.ui.screens.export.view import ExportPage
from tia_desktop.ui.screens.findings.view import FindingsPage

Show = Callable[[MainWindow], None]


def _findings(window: MainWindow, **arguments: str) -> FindingsPage:
    window.shell.go("findings", **arguments)
    settle()
    return cast(FindingsPage, window.shell.pages.page)


def _filters(window: MainWindow) -> None:
    _findings(window, template="rc07", query="door")


def _list(window: MainWindow) -> None:
    page = _findings(window)
    page.sides.show_side("findings")


def _nothing(window: MainWindow) -> None:
    _findings(window, query="xylophone")


def _group(window: MainWindow) -> None:
    page = _findings(window)
    for row in range(3):
        page.notes.model.toggle(row)
    page.notes.table.chosen_changed.emit()
    page._presenter.group()


def _edit(window: MainWindow) -> None:
    page = _findings(window)
    page._presenter.open_finding(page._presenter.lines[1].finding.id)


def _write(window: MainWindow) -> None:
    page = _findings(window)
    page._presenter.new_finding("weakness")
    page.panel.done()  # type: ignore[attr-defined]


def _story(window: MainWindow) -> None:
    page = _findings(window)
    page._presenter.open_note(page.notes.current())


def _exported(window: MainWindow) -> None:
    window.shell.go("export")
    page = cast(ExportPage, window.shell.pages.page)
    folder = page._presenter._ws.store.path.parent
    page.show_result(Result("Exported: Riverside report.pdf", "vgood", ("One line", "Another"), folder))


SCREENS: dict[str, Show] = {
    "overview": lambda window: window.shell.go("overview"),
    "findings": lambda window: window.shell.go("findings"),
    "findings-filters": _filters,
    "findings-nothing": _nothing,
    "findings-list": _list,
    "findings-group": _group,
    "findings-edit": _edit,
    "findings-write": _write,
    "findings-story": _story,
    "export": lambda window: window.shell.go("export"),
    "export-done": _exported,
}


def _show(window: MainWindow, screen: str) -> None:
    SCREENS[screen](window)
    settle(8)


@pytest.mark.parametrize("screen", SCREENS)
def test_sample(sample: Workspace, open_window: OpenWindow, screen: str, look: Look) -> None:
    window = open_window(sample, **look.window)
    _show(window, screen)
    problems = walk(window)
    assert not problems, report(problems)


@pytest.mark.parametrize("screen", FINDINGS_PAGES)
def test_workbench(sample: Workspace, open_window: OpenWindow, screen: str, look: Look) -> None:
    window = open_window(sample, **look.window)
    FINDINGS_PAGES[screen](window, sample)
    settle(8)
    problems = walk(window)
    assert not problems, report(problems)


@pytest.mark.parametrize("screen", ["overview", "findings", "findings-list", "export"])
@pytest.mark.parametrize("px", [16, 32])
def test_nothing_there_yet(ws: Workspace, open_window: OpenWindow, screen: str, px: int) -> None:
    window = open_window(ws, px=px)
    _show(window, screen)
    problems = walk(window)
    assert not problems, report(problems)


def test_targets_reach_the_size_aimed_at(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    for screen in SCREENS:
        _show(window, screen)
        small = small_targets(window)
        assert not small, f"{screen}: {report(small)}"
    for screen, show in FINDINGS_PAGES.items():
        show(window, sample)
        settle(8)
        small = small_targets(window)
        assert not small, f"{screen}: {report(small)}"
