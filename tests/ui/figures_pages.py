"""The figures, and answers on the page of a check, with something on each: for the walk and the tests."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.ui.a11y import settle
from tests.ui.sample_pages import wait
from tests.unit.test_form_checks import SOURCE
from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.survey_records import IndicatorSet
from tia_desktop.services import indicators, plan
from tia_desktop.services.form_import import keep_checklist
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.figures.main_page import FiguresPage
from tia_desktop.ui.screens.figures.set_page import SetPage
from tia_desktop.ui.screens.plan.check_page import CheckPage

Show = Callable[[MainWindow, Workspace], None]
OWN = "Riverside Homes (sample)"
LONG_NAME = "2024_TSM_Full_Data_v1.1_FINAL_1756577982265.csv"
"""As a regulator calls its file: a window has to break such a name somewhere."""


def write_table(folder: Path, name: str = LONG_NAME, *, count: int = 8) -> Path:
    """A regulator's table, with marks, a cell that is no figure, and a column that nobody knows."""
    path = folder / name
    head = ["Landlord name", "Landlord type", "TP01", "RP01", "NM01(1)", "Homes without a lift"]
    rows: list[list[object]] = [
        [f"Landlord {n}", "PRP" if n % 2 else "LARP", 60 + n, n, n, 100 + n] for n in range(1, count)
    ]
    rows.append([OWN, "LARP", 71.5, "[x]", 0, "many"])
    rows.append(["Hillside (sample)", "PRP", "about 60", "2", "3", "4"])
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["Figures of landlords"], head, *rows, ["[x] means: not available"]])
    return path


def write_long(folder: Path) -> Path:
    """A table with one figure on each row, and measures of its own."""
    path = folder / "long.csv"
    head = ["Year", "Local authority", "Measure", "Code", "Value", "Polarity"]
    rows = [["2025", place, what, code, n, ""] for n, place in enumerate("ABCDE", 1)
            for what, code in (("Empty homes", "V1"), ("Calls answered", "C1"))]  # fmt: skip
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def figures_page(window: MainWindow) -> FiguresPage:
    """Show the figures."""
    window.shell.go("figures")
    wait(window)
    page = window.shell.pages.page
    assert isinstance(page, FiguresPage)
    return page


def look_at(window: MainWindow, path: Path) -> FiguresPage:
    """Show what is in a file."""
    page = figures_page(window)
    page.take(path)
    wait(window)
    return page


def say(page: FiguresPage, **words: str) -> None:
    """Type into the fields of what is kept."""
    for name, text in words.items():
        editor = getattr(page.file.keep, name)
        editor.setText(text)
        editor.textEdited.emit(text)


def keep_set(window: MainWindow, ws: Workspace) -> str:
    """Keep a whole table, once; return the set."""
    known = ws.store.find(IndicatorSet)
    if not known:
        page = look_at(window, write_table(ws.store.path.parent))
        page.file.keep.what.toggle("all")
        say(page, source="Regulator of Social Housing", period="2023/24")
        page.presenter.keep_it()
        wait(window)
    return ws.store.find(IndicatorSet)[0].id


# ---- for the walk


def _empty(window: MainWindow, ws: Workspace) -> None:
    figures_page(window)


def _here(window: MainWindow, ws: Workspace) -> None:
    indicators.record_indicator(ws, "BVPI 66a", 97.4, "2002/03", "Their return")
    keep_set(window, ws)
    page = figures_page(window)
    page.list.rows.open_row(page.list.rows.row_ids()[0])
    settle(8)


def _file(window: MainWindow, ws: Workspace) -> None:
    look_at(window, write_table(ws.store.path.parent))


def _own(window: MainWindow, ws: Workspace) -> None:
    page = look_at(window, write_table(ws.store.path.parent))
    page.presenter.hold("homes without a lift", "own:lower", "Homes without a lift")
    wait(window)
    place = [line.name for line in page.file.columns._lines].index("Homes without a lift")
    page.file.columns.table.selectRow(place)
    settle()


def _long(window: MainWindow, ws: Workspace) -> None:
    page = look_at(window, write_long(ws.store.path.parent))
    page.file.keep.what.toggle("all")
    page.file.columns.table.selectRow(len(page.file.columns._lines) - 1)
    settle()


def _came(window: MainWindow, ws: Workspace) -> None:
    page = look_at(window, write_table(ws.store.path.parent))
    say(page, source="Regulator of Social Housing", period="2023/24")
    page.presenter.keep_it()
    wait(window)


def _set(window: MainWindow, ws: Workspace) -> None:
    window.shell.go("figures", set_id=keep_set(window, ws))
    wait(window)
    page = window.shell.pages.page
    assert isinstance(page, SetPage)
    page.picker.search.setText("land")
    page.picker._filter("land")
    settle()


def answers_zip(folder: Path, count: int = 4) -> Path:
    """Filled-in forms of the checklist `HOME`, as an export has them, with things to look at."""
    unknown = [f"colour{n}" for n in range(1, 10)]
    rows = [",".join(["meta/instanceID,start,people,visit/seen", *unknown])]
    rows += [
        f"uuid:{n},2026-03-09T10:00:00Z,{'many' if n == 1 else n},damp mould" + ",red" * 9
        for n in range(count)
    ]
    path = folder / "answers.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("home.csv", "\n".join(rows) + "\n")
        archive.writestr("readme.md", "Exported.")
    return path


def check_page(window: MainWindow, check_id: str) -> CheckPage:
    """Show the page of one check."""
    window.shell.go("plan", check_id=check_id)
    settle()
    page = window.shell.pages.page
    assert isinstance(page, CheckPage)
    return page


def answers_opened(window: MainWindow, ws: Workspace) -> CheckPage:
    """A check with a checklist from outside, and answers to it that are looked at."""
    check = next((c.id for c in ws.store.find(RealityCheck) if c.checklist_id), "")
    check = check or keep_checklist(ws, SOURCE, kind="rc07", title="Elm Park").check_id
    page = check_page(window, check)
    page.answers.take([answers_zip(ws.store.path.parent)])
    wait(window)
    return page


def _answers(window: MainWindow, ws: Workspace) -> None:
    answers_opened(window, ws)


def _answers_on_the_way(window: MainWindow, ws: Workspace) -> None:
    page = answers_opened(window, ws)
    page.answers._presenter.is_keeping = True
    page.answers.fill()
    settle()


def _answers_came(window: MainWindow, ws: Workspace) -> None:
    page = answers_opened(window, ws)
    page.answers._keep()
    wait(window)
    settle(12)


def _saved(window: MainWindow, ws: Workspace) -> None:
    check = plan.add_check(ws, "rc08", "A home")
    card = check_page(window, check).checklist
    card._presenter.save_as(ws.store.path.parent / f"{LONG_NAME[:-4]}.xlsx", card._saved, card._refused.say)
    wait(window)


FIGURES_PAGES: dict[str, Show] = {
    "figures-empty": _empty,
    "figures": _here,
    "figures-file": _file,
    "figures-own-measure": _own,
    "figures-long-table": _long,
    "figures-came": _came,
    "figures-set": _set,
    "answers-preview": _answers,
    "answers-on-the-way": _answers_on_the_way,
    "answers-came": _answers_came,
    "checklist-saved": _saved,
}
