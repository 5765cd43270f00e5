"""Made-up files with answers to a survey, the same ones each time, and the pages that show them."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from tests.ui.a11y import settle
from tia_desktop.domain.records import RealityCheck
from tia_desktop.frameworks.surveys import survey_library
from tia_desktop.importers.case_tables import open_table
from tia_desktop.services import plan
from tia_desktop.services.survey_columns import SurveyPlan
from tia_desktop.services.surveys import SurveyFacts, keep_survey, read_survey
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.survey.file_form import COMMENT, GROUP
from tia_desktop.ui.screens.survey.file_page import FilePage
from tia_desktop.ui.screens.survey.results_page import ResultsPage

SATISFIED = (
    "Very satisfied",
    "Fairly satisfied",
    "Neither satisfied nor dissatisfied",
    "Fairly dissatisfied",
    "Very dissatisfied",
)
AGREED = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")
WARDS = ("North", "South", "Riverside", "Mill Lane")
COMMENTS = ("Nobody rang back.", "The lift was mended within a day.", "Ring me on 020 7946 0018", "")


def answers(people: int, *, seed: int = 2003, good: float = 0.62) -> list[list[str]]:
    """Rows of answers to the Tenant Satisfaction Measures; East has few people."""
    chance = random.Random(seed)  # noqa: S311: made-up answers
    head = ["Ref", "Tenant name", "Tenure", "Ward", "Had a repair in the last 12 months?"]
    head += [f"TP{n:02}" for n in range(1, 13)]
    rows = [[*head, "Comment", "Weight"]]
    for n in range(people):
        ward = "East" if n % 41 == 7 else WARDS[chance.randrange(4)]
        tenure = "LCHO" if n % 9 == 4 else "LCRA"
        row = [f"{1000 + n}", f"Person {n}", tenure, ward, "No" if chance.random() < 0.3 else "Yes"]
        for question in range(1, 13):
            scale = AGREED if question == 8 else SATISFIED
            step = chance.choices(range(5), [good * 0.6, good * 0.4, 0.12, 0.15, 0.11])[0]
            told = chance.random()
            row.append("Don't know" if told < 0.03 else "" if told < 0.05 else scale[step])
        row += [COMMENTS[n % 4] if n % 15 == 0 else "", f"{0.6 + chance.random():.2f}"]
        rows.append(row)
    return rows


def write(folder: Path, rows: Sequence[Sequence[str]], name: str = "answers.csv") -> Path:
    """Write a file."""
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


REPAIR = "Had a repair in the last 12 months?"
HOMES = {"rented": 1_240, "shared": 210}


def survey_check(ws: Workspace) -> str:
    """A check that is a survey, once."""
    found = ws.store.find(RealityCheck, template="rc12")
    return found[0].id if found else plan.add_check(ws, "rc12", "Survey of all tenants")


def keep(ws: Workspace, check: str, people: int = 300, *, good: float = 0.62, **more: object) -> str:
    """Keep a survey of made-up people, by ward; return its id."""
    asked = survey_library().set("tsm")
    how = SurveyPlan(groups=["Ward"], columns={REPAIR: "TP02.repair"})
    path = write(ws.store.path.parent, answers(people, seed=people, good=good), f"survey {people}.csv")
    told = {"period": "2025/26", "source": "The landlord, by post", "method": "All tenants", **more}
    facts = SurveyFacts(check_id=check, homes=HOMES, **told)  # type: ignore[arg-type]
    return keep_survey(ws, read_survey(open_table(path), asked, how), asked, how, facts)


def keep_landlords(ws: Workspace) -> str:
    """Keep figures of eight other landlords; return the set's id."""
    from hashlib import sha256

    from tia_desktop.importers.figure_tables import open_figures
    from tia_desktop.services.indicator_reading import FigurePlan, read_figures
    from tia_desktop.services.indicator_sets import keep_set

    lines = [["Landlord name", "Landlord code", "LCRA TP01", "LCRA TP05"]]
    lines += [[f"Landlord {n}", f"L{n}", str(40 + 5 * n), str(50 + 4 * n)] for n in range(1, 9)]
    path = write(ws.store.path.parent, lines, "landlords.csv")
    library = survey_library()
    measures = [m for each in library.measures for m in each.measures]
    groups = {name: words for each in library.measures for name, words in each.groups.items()}
    read = read_figures(open_figures(path), measures, groups, FigurePlan(period="2023/24"))
    digest = sha256(path.read_bytes()).hexdigest()
    return keep_set(ws, read, title="Eight landlords", source="Made up", source_sha256=digest)


def wait(window: MainWindow, seconds: float = 30) -> None:
    """Let the worker come to its end."""
    until = monotonic() + seconds
    settle()
    while window.shell.jobs.busy():
        assert monotonic() < until, "the worker does not end"
        settle(1)
    settle()


def file_page(window: MainWindow, ws: Workspace) -> FilePage:
    """The step in which a file is chosen."""
    window.shell.go("survey", check_id=survey_check(ws), step="file")
    wait(window)
    page = window.shell.pages.page
    assert isinstance(page, FilePage)
    return page


def results_page(window: MainWindow, ws: Workspace) -> ResultsPage:
    """The step with the results."""
    window.shell.go("survey", check_id=survey_check(ws), step="results")
    wait(window)
    page = window.shell.pages.page
    assert isinstance(page, ResultsPage)
    return page


# ---- for the walk


def _choose(window: MainWindow, ws: Workspace) -> None:
    file_page(window, ws)


def _file(window: MainWindow, ws: Workspace) -> None:
    page, rows = file_page(window, ws), answers(60)
    rows[5][5], rows[6][6], rows[7][6] = "so so", "3", "OK"
    page.take(write(ws.store.path.parent, rows, "answers of 2025.csv"))
    wait(window)


def _coming(window: MainWindow, ws: Workspace) -> None:
    _file(window, ws)
    page = window.shell.pages.page
    assert isinstance(page, FilePage)
    page.presenter.choose("roles", "Ward", GROUP)
    page.presenter.choose("roles", "Comment", COMMENT)
    page.presenter.say("period", "2025/26")
    page.presenter.say("source", "The landlord, by post")
    page.presenter.count()
    wait(window)


def _counts(window: MainWindow, ws: Workspace) -> None:
    page = file_page(window, ws)
    head = ["Question", "Kind", "Area", *SATISFIED, "Don't know"]
    rows = [[f"TP{n:02}", "LCRA", "", "20", "14", "6", "5", "3", "2"] for n in range(1, 13)]
    page.take(write(ws.store.path.parent, [head, *rows], "counts.csv"))
    wait(window)


def _results(window: MainWindow, ws: Workspace) -> None:
    check = survey_check(ws)
    keep(ws, check, 290, good=0.5, period="2024/25", title="Tenants’ survey 2024/25", method="By phone")
    keep(ws, check, 300, title="Tenants’ survey 2025/26", method="By post")
    keep_landlords(ws)
    page = results_page(window, ws)
    page.presenter.recount()
    page.presenter.keep("TP01")
    settle(12)


def _nothing(window: MainWindow, ws: Workspace) -> None:
    results_page(window, ws)


RESULT_PAGES = {
    "survey-choose": _choose,
    "survey-file": _file,
    "survey-coming": _coming,
    "survey-counts": _counts,
    "survey-results": _results,
    "survey-nothing": _nothing,
}
