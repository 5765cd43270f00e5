"""What a survey came to, in the window: read, compared, kept as a note by keys, taken away and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ENTER, focused, press
from tests.ui.survey_files import (
    REPAIR,
    SATISFIED,
    answers,
    keep,
    keep_landlords,
    results_page,
    survey_check,
    wait,
)
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.domain.survey_records import Survey, SurveyResult
from tia_desktop.services import history
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui import looking
from tia_desktop.ui.drawing import Drawing, in_scheme
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.survey.results_page import ResultsPage
from tia_desktop.ui.screens.survey.results_presenter import NONE
from tia_desktop.ui.theme import current_theme
from tia_desktop.ui.widgets import Button, WrapButton

TAB = Qt.Key.Key_Tab


def tab_to(words: str) -> None:
    """Press Tab until a button that says this has the focus."""
    for _ in range(80):
        here = focused()
        if isinstance(here, (Button, WrapButton)) and words in (here.accessibleName(), here.text()):
            return
        press(TAB)
    raise AssertionError(f"Tab never comes to “{words}”")


def set_to(combo: QComboBox, key: str) -> None:
    combo.setCurrentIndex(combo.findData(key))
    settle(6)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def drawings(page: ResultsPage) -> list[str]:
    found = [d for d in page.findChildren(Drawing) if d.isVisibleTo(page)]
    return [d.accessibleName() for d in found]


def undo(window: MainWindow, ws: Workspace) -> None:
    history.undo(ws)
    window.shell.pages.refresh()
    settle(6)


def counted(people: int, question: str, *, ward: str = "") -> str:
    """ "7 of 12", counted here once more: rented homes, without those whom the question does not fit."""
    head, *rows = answers(people, seed=people)
    people_told = (dict(zip(head, row, strict=True)) for row in rows)
    told = [
        one[question]
        for one in people_told
        if one["Tenure"] == "LCRA"
        and ward in ("", one["Ward"])
        and not (question in ("TP02", "TP03") and one[REPAIR] == "No")
    ]
    base = [word for word in told if word in SATISFIED]
    return f"{sum(word in SATISFIED[:2] for word in base)} of {len(base)}"


# ---- what is there


def test_a_result_is_kept_as_a_note_by_keys(ws: Workspace, open_window: OpenWindow) -> None:
    keep(ws, survey_check(ws), 300)
    window = open_window(ws)
    page = results_page(window, ws)
    assert [row.id for row in page.presenter.questions()] == [f"TP{n:02}" for n in range(1, 13)]
    first = page.presenter.questions()[0]
    tab_to(f"{first.title}. {first.count}")
    press(Qt.Key.Key_Down)  # the next question
    press(ENTER)
    assert page.questions.current == "TP02"
    shown = texts(page.detail)
    told = counted(300, "TP02")
    assert f"{told} (59 %) said “very satisfied” or “fairly satisfied”." in shown
    assert f"North {counted(300, 'TP02', ward='North')}" in shown
    assert "were not asked, as it does not fit them" in shown
    assert "not shown: 2 groups" in shown
    assert "East" not in shown
    tab_to("Keep as a note: TP02 Satisfaction with repairs")
    press(ENTER)
    settle(6)
    (note,) = ws.store.find(EvidenceNote)
    assert note.value == told
    assert (note.how, note.source) == ("measured", "tenant")
    assert note.text.startswith(f"TP02 Satisfaction with repairs, rented homes: {told} (59 %) said")
    assert "Kept as a note" in texts(page.detail)
    assert page.questions.current == "TP02"
    assert focused() is page.questions.button("TP02")  # its button is gone; Enter does nothing elsewhere
    assert [row.id for row in page.presenter.questions() if row.is_kept] == ["TP02"]
    undo(window, ws)
    assert ws.store.find(EvidenceNote) == []
    assert "Kept as a note" not in texts(page.detail)


def test_accuracy_and_margin_are_said_for_the_overall_question(
    ws: Workspace, open_window: OpenWindow
) -> None:
    keep(ws, survey_check(ws), 300)
    page = results_page(open_window(ws), ws)
    shown = texts(page.detail)
    assert counted(300, "TP01") == "161 of 255"
    assert "5.5 points either way, between 57 % and 69 %, 19 times of 20 (Wilson)" in shown
    assert "With 1,240 homes it takes 294 answers to be within 5 points: 39 too few." in shown
    assert drawings(page) == [
        "All questions as a drawing; the list below says the same in words",
        "The same as a drawing: TP01 Overall satisfaction",
    ]
    page.presenter.choose_tenure("shared")
    settle(6)
    assert [row.id for row in page.presenter.questions()][:2] == ["TP01", "TP05"]
    assert "With 210 homes" in texts(page.detail)


def test_few_answers_get_no_percentage(ws: Workspace, open_window: OpenWindow) -> None:
    keep(ws, survey_check(ws), 20)
    page = results_page(open_window(ws), ws)
    shown = texts(page.detail) + "".join(row.count for row in page.presenter.questions())
    assert "Fewer than 30 answers: no percentage is given." in shown
    assert "%" not in shown
    assert "too few answers" in page.presenter.overview_words()
    for row in page.presenter.questions():
        page.presenter.keep(row.id)
    assert all("%" not in note.text for note in ws.store.find(EvidenceNote))


def test_without_a_survey_the_page_says_how_to_get_one(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = results_page(window, ws)
    assert "No survey is counted yet" in texts(page)
    assert not page.questions.isVisible()
    tab_to("Take answers from a file")
    press(ENTER)
    settle(6)
    assert window.shell.pages.page is not page


def test_a_survey_of_unknown_questions_says_so(ws: Workspace, open_window: OpenWindow) -> None:
    made = keep(ws, survey_check(ws), 60)
    ws.store.record([Edit(Survey, made, {"set_id": "stars"})], author="x")
    page = results_page(open_window(ws), ws)
    assert "There is no question set “stars”" in texts(page)
    assert not page.questions.isVisible()


# ---- compared


def test_it_is_compared_with_the_survey_before_and_with_other_landlords(
    ws: Workspace, open_window: OpenWindow
) -> None:
    check = survey_check(ws)
    before = keep(ws, check, 290, good=0.5, period="2024/25", title="Last year", method="By phone")
    later = keep(ws, check, 310, period="2026/27", title="Next year")
    keep(ws, check, 300, title="This year")
    landlords = keep_landlords(ws)
    window = open_window(ws)
    page = results_page(window, ws)
    assert page.presenter.other() == before
    shown = texts(page.detail)
    assert f"{counted(300, 'TP01')} (63 %), before" in shown
    assert "People were asked in another way: “By phone” before, “All tenants” now." in shown
    assert "Compared with “Eight landlords” (Made up)." in shown
    assert page.presenter.landlord_set() == landlords
    set_to(page.other, later)
    assert "Before: “Next year”" in texts(page.detail)
    set_to(page.other, NONE)
    set_to(page.landlords, NONE)
    assert "Compared" not in texts(page.detail)
    page.questions.open_row("TP04")
    set_to(page.landlords, landlords)
    assert "The set has no measure “TP04”" in texts(page.detail)
    page.presenter.keep("TP05")
    (note,) = ws.store.find(EvidenceNote)
    assert "Compared with “Eight landlords”" in note.text


def test_newer_surveys_come_first_and_each_has_its_own_comparison(
    ws: Workspace, open_window: OpenWindow
) -> None:
    check = survey_check(ws)
    before = keep(ws, check, 290, period="2024/25", title="Last year")
    now = keep(ws, check, 300, title="This year")
    page = results_page(open_window(ws), ws)
    assert [row.survey_id for row in page.presenter.surveys()] == [now, before]
    set_to(page.which, before)
    assert page.presenter.survey() == page.presenter.surveys()[1]
    assert page.presenter.other() == NONE  # nothing came before it
    assert "290 people answered" in texts(page)


def test_surveys_of_the_same_people_hide_what_few_of_them_said(
    ws: Workspace, open_window: OpenWindow
) -> None:
    check = survey_check(ws)
    keep(ws, check, 300, title="All of them")
    keep(ws, check, 303, title="All of them again")
    page = results_page(open_window(ws), ws)
    shown = texts(page.detail)
    assert "“All of them” may be about the same people" in shown
    assert page.presenter.questions()[0].count == "not shown"
    assert not any("Keep as a note" in b.words() for b in page.detail.findChildren(Button))
    page.presenter.keep("TP01")  # nothing to keep
    assert ws.store.find(EvidenceNote) == []


# ---- counted again, taken away


@pytest.mark.parametrize("at_once", [20_000, 0])
def test_counting_again_says_whether_it_is_the_same(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(looking, "AT_ONCE", at_once)  # else in a worker
    keep(ws, survey_check(ws), 60)
    window = open_window(ws)
    page = results_page(window, ws)
    tab_to("Count again")
    press(ENTER)
    wait(window)
    assert "Counted again: the same." in texts(page)
    one = ws.store.find(SurveyResult, question_id="TP01")[0]
    edit = Edit(SurveyResult, one.id, {"blank": one.blank + 1})
    ws.store.record([edit], author="x", origin=page.origin)  # the page is not told
    page.presenter.recount()
    wait(window)
    assert "TP01 (rented) comes to other counts than the kept ones." in texts(page)
    undo(window, ws)
    assert "comes to other counts" not in texts(page)  # nobody knows before it is counted again


def test_a_survey_is_taken_away_and_undo_brings_it_back(ws: Workspace, open_window: OpenWindow) -> None:
    keep(ws, survey_check(ws), 60)
    window = open_window(ws)
    page = results_page(window, ws)
    tab_to("Take this survey away")
    press(ENTER)
    settle(6)
    assert ws.store.find(Survey) == []
    assert "No survey is counted yet" in texts(page)
    undo(window, ws)
    assert page.questions.isVisible()
    assert texts(page.detail) != ""


# ---- drawn


def test_a_drawing_has_the_colours_of_the_window(
    ws: Workspace, open_window: OpenWindow, desk: AppDesk
) -> None:
    keep(ws, survey_check(ws), 60)
    page = results_page(open_window(ws), ws)
    svg = page.presenter.overview()
    try:
        for scheme, surface in (("light", b"#FFFFFF"), ("dark", b"#1D2226"), ("contrast", b"#000000")):
            current_theme().set_scheme(scheme)  # type: ignore[arg-type]
            drawn = in_scheme(svg)
            assert surface in drawn
            assert b"rgb(" not in drawn  # every colour of a drawing has its own in each scheme
    finally:
        current_theme().set_scheme("light")


def test_names_of_questions_are_cut_with_a_sign(ws: Workspace, desk: AppDesk, tmp_path: Path) -> None:
    from tia_desktop.frameworks.surveys import survey_library
    from tia_desktop.services.survey_results import results

    made = keep(ws, survey_check(ws), 300)
    found = [r for r in results(ws, survey_library(), made) if r.tenure == "rented"]
    svg = desk.draw(found).decode()
    assert "TP01 Overall satisfaction" in svg
    assert "tenants informed about things that matt…" in svg
    one = desk.draw(found[0]).decode()
    assert all(name in one for name in ("North", "All", counted(300, "TP01")))
    assert "East" not in one
