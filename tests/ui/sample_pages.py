"""The steps of a case sample with something on each of them: for the walk, and for the tests of the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from tests.ui.a11y import settle
from tia_desktop.domain.case_records import CaseList, Sample
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import checklist, guided, plan, sampled_cases, sampling
from tia_desktop.services.sampling import DrawPlan
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.sample.cases_page import CasesPage
from tia_desktop.ui.screens.sample.draw_page import DrawPage
from tia_desktop.ui.screens.sample.list_page import ListPage
from tia_desktop.ui.widgets import Page

Show = Callable[[MainWindow, Workspace], None]
KINDS = ("Heating", "Plumbing", "Joinery")
HEADER = "Job number,Tenant name,Reported,Finished,Kind of work,Cost"


def write_list(folder: Path, size: int = 60, name: str = "repairs.csv", *, more: str = "") -> Path:
    """A landlord's list of repairs; the last column of `more` rows is up to the test."""
    path = folder / name
    rows = [
        f"R{1000 + n},Name {n},{n % 27 + 1:02}/03/2026,{n % 27 + 2:02}/03/2026,{KINDS[n % 3]},{n}.50"
        for n in range(size)
    ]
    path.write_text("\n".join([HEADER, *rows]) + "\n" + more, "utf-8")
    return path


def case_check(ws: Workspace) -> str:
    """A case sample of repairs that has not begun, once."""
    known = next((c.id for c in ws.store.find(RealityCheck) if c.template == "rc06"), "")
    return known or plan.add_check(ws, "rc06", "Repairs in the north")


def begin(ws: Workspace, check_id: str) -> None:
    """Answer what is asked before the first case."""
    checklist.set_field(ws, check_id, "rc06.kind", "repair")
    guided.begin_check(ws, check_id)


def keep_list(ws: Workspace, folder: Path, size: int = 60) -> str:
    """Keep a list; return its id."""
    from tia_desktop.importers.case_tables import open_table
    from tia_desktop.services.case_lists import import_case_list
    from tia_desktop.services.case_reading import Wishes

    known = ws.store.find(CaseList)
    if known:
        return known[0].id
    return import_case_list(ws, open_table(write_list(folder, size)), Wishes(reference="Job number"))[0]


def drawn(ws: Workspace, *, size: int = 60, count: int = 9, groups: bool = True) -> tuple[str, str]:
    """A draw for a check that has begun: (check, sample)."""
    check = case_check(ws)
    known = sampling.samples_of(ws, check)
    if known:
        return check, known[-1].id
    column = "Kind of work" if groups else ""
    plan_ = DrawPlan(
        count=count,
        method="stratified" if groups else "simple",
        column=column,
        seed="riverside-2026",
        reserves=2,
    )
    made = sampling.draw_sample(ws, keep_list(ws, ws.store.path.parent, size), check, plan_)
    begin(ws, check)
    return check, made


def answer_cases(ws: Workspace, sample_id: str, count: int) -> None:
    """Answer all questions of the first cases: yes, and no for every third."""
    cases = sampled_cases.cases_of(ws, sample_id)[:count]
    for case in cases:
        sampled_cases.look_at(ws, case.id)
    check = ws.need(RealityCheck, ws.need(Sample, sample_id).check_id)
    for number, step in enumerate(guided.steps(ws, check)):
        if step.item.answer == "number":
            guided.answer(ws, check, step.asked, value="2")
        else:
            guided.answer(ws, check, step.asked, rating="no" if number % 3 == 2 else "yes")
    for case in cases:
        sampled_cases.finish_case(ws, case.id)


def wait(window: MainWindow, seconds: float = 30) -> None:
    """Let the worker come to its end."""
    until = monotonic() + seconds
    settle()
    while window.shell.jobs.busy():
        assert monotonic() < until, "the worker does not end"
        settle(1)
    settle()


def show(window: MainWindow, check_id: str, step: str) -> Page:
    """Show a step."""
    window.shell.go("sample", check_id=check_id, step=step)
    wait(window)
    page = window.shell.pages.page
    assert page is not None
    return page


# ---- for the walk


def _which(window: MainWindow, ws: Workspace) -> None:
    case_check(ws)
    window.shell.go("sample")


def _list(window: MainWindow, ws: Workspace) -> None:
    keep_list(ws, ws.store.path.parent)
    show(window, case_check(ws), "list")


def _file(window: MainWindow, ws: Workspace) -> None:
    page = show(window, case_check(ws), "list")
    assert isinstance(page, ListPage)
    page.take(write_list(ws.store.path.parent, 30, "repairs of 2026.csv", more="R9,,tbc,,,1\nR8,,,,,1,2\n"))
    wait(window)


def _came(window: MainWindow, ws: Workspace) -> None:
    _file(window, ws)
    page = window.shell.pages.page
    assert isinstance(page, ListPage)
    page.presenter.keep()
    wait(window)


def _draw(window: MainWindow, ws: Workspace) -> None:
    keep_list(ws, ws.store.path.parent)
    page = show(window, case_check(ws), "draw")
    assert isinstance(page, DrawPage)
    assert page.form is not None
    page.form.methods["stratified"].setChecked(True)
    page.form.column.setCurrentIndex(page.form.column.findData("Kind of work"))
    settle()


def _drawn(window: MainWindow, ws: Workspace) -> None:
    check, sample = drawn(ws)
    answer_cases(ws, sample, 1)
    page = show(window, check, "draw")
    assert isinstance(page, DrawPage)
    page._draw_anew()
    settle()


def _cases(window: MainWindow, ws: Workspace) -> None:
    check, sample = drawn(ws)
    answer_cases(ws, sample, 2)
    page = show(window, check, "cases")
    assert isinstance(page, CasesPage)
    page._begin_replacing(page.presenter.chosen())
    settle()


def _results(window: MainWindow, ws: Workspace) -> None:
    check, sample = drawn(ws)
    answer_cases(ws, sample, 9)
    show(window, check, "results")


SAMPLE_PAGES: dict[str, Show] = {
    "sample-which": _which,
    "sample-list": _list,
    "sample-file": _file,
    "sample-came": _came,
    "sample-draw": _draw,
    "sample-drawn": _drawn,
    "sample-cases": _cases,
    "sample-results": _results,
}
