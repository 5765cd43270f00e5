"""The findings workbench with something on every panel: for the walk and the tests."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.a11y import settle
from tia_desktop.domain.records import Finding
from tia_desktop.services import conclude
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.saved_filters import save_filter, saved_filters
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.findings.filter_panel import FilterPanel
from tia_desktop.ui.screens.findings.group_choice import GroupChoice
from tia_desktop.ui.screens.findings.merge_panel import MergePanel, SplitPanel
from tia_desktop.ui.screens.findings.view import FindingsPage

Show = Callable[[MainWindow, Workspace], None]


def findings_page(window: MainWindow, **arguments: object) -> FindingsPage:
    """Show the findings."""
    window.shell.go("findings", **arguments)
    settle()
    page = window.shell.pages.page
    assert isinstance(page, FindingsPage)
    return page


def choosing(window: MainWindow, notes: int = 3) -> GroupChoice:
    """Some notes are chosen, and it is asked which finding they belong to."""
    page = findings_page(window)
    page.notes.model.choose_rows(0, notes - 1)
    page.notes.table.chosen_changed.emit()
    page._presenter.group()
    settle()
    assert isinstance(page.panel, GroupChoice)
    return page.panel


def filtering(window: MainWindow, ws: Workspace) -> FilterPanel:
    """Some filters are on, some have a name, and one of these asks for somebody who is gone."""
    known = [named.title for named in saved_filters(ws)]
    for title, where in (
        ("Lifts & doors", NoteFilter(query="lift", unused_only=True)),
        ("Somebody who is gone", NoteFilter(author="Nobody", place="Nowhere")),
    ):
        if title not in known:
            save_filter(ws, title, where)
    page = findings_page(window)
    page._presenter.notes.use(NoteFilter(question_id="j1.kq2", rating="view/weak", since="2001-01-01"))
    page.show_filters()
    settle()
    assert isinstance(page.panel, FilterPanel)
    return page.panel


def merging(window: MainWindow) -> MergePanel:
    """Two findings are ticked to be merged."""
    page = findings_page(window)
    first, second = (line.finding.id for line in page._presenter.lines[:2])
    page.merge(first)
    assert isinstance(page.panel, MergePanel)
    page.panel.ticks.ticked[second] = None
    page.panel._fill()
    page.panel._changed()
    settle()
    return page.panel


def splitting(window: MainWindow) -> SplitPanel:
    """A finding that has several notes is split."""
    page = findings_page(window)
    page.split(next(line.finding.id for line in page._presenter.lines if line.notes > 2))
    settle()
    assert isinstance(page.panel, SplitPanel)
    return page.panel


def write_findings(ws: Workspace, count: int) -> list[str]:
    """More findings than fit in a list."""
    questions = [q.id for q in ws.pack.key_questions]
    return [
        conclude.record_finding(ws, f"Doors of block {n} stay open", "weakness", [questions[n % 2]])
        for n in range(count)
    ]


# ---- for the walk


def _choice(window: MainWindow, ws: Workspace) -> None:
    choosing(window)


def _nothing_to_choose(window: MainWindow, ws: Workspace) -> None:
    choosing(window).search.setText("xylophone")
    settle()


def _filters(window: MainWindow, ws: Workspace) -> None:
    filtering(window, ws)


def _rename_filter(window: MainWindow, ws: Workspace) -> None:
    panel = filtering(window, ws)
    panel._rename(panel.presenter.saved()[0])
    settle()


def _wrong_filter(window: MainWindow, ws: Workspace) -> None:
    panel = filtering(window, ws)
    edit, _ = panel._days["until"]
    edit.setText("in spring")
    panel._set_day("until")
    panel._save()
    settle()


def _filters_on(window: MainWindow, ws: Workspace) -> None:
    page = findings_page(window, question_id="j1.kq2", template="rc07", rating="view/weak")
    page.notes.table.setFocus()


def _parts(window: MainWindow, ws: Workspace) -> None:
    page = findings_page(window)
    page.notes.model.choose_rows(0, 4)
    page.notes.table.chosen_changed.emit()
    page.show_parts()
    settle()


def _merge(window: MainWindow, ws: Workspace) -> None:
    merging(window)


def _split(window: MainWindow, ws: Workspace) -> None:
    splitting(window)._split()
    settle()


def _many(window: MainWindow, ws: Workspace) -> None:
    if ws.store.count(Finding) < 130:
        write_findings(ws, 130)
    page = findings_page(window)
    page.sides.show_side("findings")
    settle()


def _none_fits(window: MainWindow, ws: Workspace) -> None:
    page = findings_page(window)
    page.sides.show_side("findings")
    page.findings.search.setText("xylophone")
    settle()


def _kind(kind: str) -> Show:
    def show(window: MainWindow, ws: Workspace) -> None:
        page = findings_page(window)
        page.sides.show_side("findings")
        page.sides.kinds.toggle(kind)
        settle(8)

    return show


FINDINGS_PAGES: dict[str, Show] = {
    "findings-choice": _choice,
    "findings-no-choice": _nothing_to_choose,
    "findings-filter-panel": _filters,
    "findings-filter-renamed": _rename_filter,
    "findings-filter-wrong": _wrong_filter,
    "findings-filters-on": _filters_on,
    "findings-parts": _parts,
    "findings-merge": _merge,
    "findings-split": _split,
    "findings-many": _many,
    "findings-none-fits": _none_fits,
    "findings-prompts": _kind("prompts"),
    "findings-figures": _kind("figures"),
}
