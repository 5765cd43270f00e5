"""The pages of a survey with something on each of them, and people for their tests."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.a11y import settle
from tests.ui.survey_files import RESULT_PAGES
from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.survey_sets import SurveySet
from tia_desktop.frameworks.surveys import survey_library
from tia_desktop.services import plan
from tia_desktop.services.survey_people import answer, begin_person, count_people, end_person, pages
from tia_desktop.services.survey_people_pages import next_open
from tia_desktop.services.surveys import SurveyFacts
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.survey.person_frame import PersonFrame
from tia_desktop.ui.screens.survey.self_look import begin_look
from tia_desktop.ui.screens.survey.self_page import SelfPage

Show = Callable[[MainWindow, Workspace], None]

TSM = survey_library().set("tsm")
NUMBER = "4071"


def survey_check(ws: Workspace) -> str:
    """A check that is a survey."""
    found = ws.store.find(RealityCheck, template="rc12")
    return found[0].id if found else plan.add_check(ws, "rc12", "Survey at the door")


def asked_person(
    ws: Workspace, check: str, *, ends: bool = True, mode: str = "interviewer", asked: SurveySet = TSM
) -> str:
    """Somebody who was asked, half-way or to the end."""
    person = begin_person(ws, asked, check, mode=mode, agreed=True, tenure="rented")
    answer(ws, asked, person, asked.questions[0].id, "fairly_satisfied")
    if ends:
        said = {asked.questions[0].id: "x"}
        while (place := next_open(shown := pages(ws, asked, person), said)) < len(shown):
            answer(ws, asked, person, shown[place].id, shown[place].choices[0][0])
            said[shown[place].id] = "x"
        end_person(ws, person)
    return person


def hand_over(window: MainWindow, check: str, *, tenure: str = "rented", person_id: str = "") -> SelfPage:
    """A tenant holds the laptop."""
    window.shell.only.hand_over(
        NUMBER, "survey", check_id=check, step="self", set_id="tsm", tenure=tenure, person_id=person_id
    )
    begin_look(window.shell.desk.settings)
    settle(12)
    page = window.shell.pages.page
    assert isinstance(page, SelfPage)
    return page


def _frame(window: MainWindow) -> PersonFrame:
    page = window.shell.pages.page
    assert isinstance(page, PersonFrame)
    return page


def _which(window: MainWindow, ws: Workspace) -> None:
    survey_check(ws)
    window.shell.go("survey")


def _ask(window: MainWindow, ws: Workspace) -> None:
    check = survey_check(ws)
    asked_person(ws, check)
    asked_person(ws, check, ends=False)
    asked_person(ws, check, ends=False, mode="self")
    window.shell.go("survey", check_id=check, step="ask")


def _ask_refused(window: MainWindow, ws: Workspace) -> None:
    window.shell.go("survey", check_id=survey_check(ws), step="ask")
    page = window.shell.pages.page
    assert page is not None
    page._ask.click()  # type: ignore[attr-defined]


def _begin(window: MainWindow, ws: Workspace) -> None:
    window.shell.go("survey", check_id=survey_check(ws), step="begin")


def _question(window: MainWindow, ws: Workspace) -> None:
    check = survey_check(ws)
    person = asked_person(ws, check, ends=False)
    window.shell.go("survey", check_id=check, step="person", person_id=person, at="TP05")
    settle(12)


def _words(window: MainWindow, ws: Workspace) -> None:
    check = survey_check(ws)
    person = asked_person(ws, check, ends=False)
    window.shell.go("survey", check_id=check, step="person", person_id=person, at="#words")
    settle(12)


def _stop(window: MainWindow, ws: Workspace) -> None:
    _question(window, ws)
    _frame(window).stop()
    settle(12)


def _thanks(window: MainWindow, ws: Workspace) -> None:
    check = survey_check(ws)
    window.shell.go("survey", check_id=check, step="person", person_id=asked_person(ws, check), at="#done")
    settle(12)


def _count(window: MainWindow, ws: Workspace) -> None:
    check = survey_check(ws)
    asked_person(ws, check)
    homes = {"rented": 4200}
    count_people(ws, TSM, SurveyFacts(check_id=check, period="2025/26", source="The team", homes=homes))
    window.shell.go("survey", check_id=check, step="count")


def _hand(window: MainWindow, ws: Workspace) -> None:
    check = survey_check(ws)
    person = asked_person(ws, check, ends=False, mode="self")
    window.shell.go("survey", check_id=check, step="hand", person_id=person)


SURVEY_PAGES: dict[str, Show] = {
    "survey-which": _which,
    "survey-ask": _ask,
    "survey-ask-refused": _ask_refused,
    "survey-begin": _begin,
    "survey-question": _question,
    "survey-words": _words,
    "survey-stop": _stop,
    "survey-thanks": _thanks,
    "survey-count": _count,
    "survey-hand": _hand,
    **RESULT_PAGES,
}
"""In the inspector's window. The pages of self mode are walked in `test_survey_asking`: they lead nowhere."""


def self_welcome(window: MainWindow, ws: Workspace) -> None:
    """The first page that a tenant sees."""
    hand_over(window, survey_check(ws))


def self_question(window: MainWindow, ws: Workspace) -> None:
    """A question in large letters."""
    check = survey_check(ws)
    page = hand_over(window, check, person_id=asked_person(ws, check, ends=False, mode="self"))
    page._begin()
    assert page.presenter is not None
    page.presenter.at = "TP05"
    page.show_now()
    settle(12)


def self_words(window: MainWindow, ws: Workspace) -> None:
    """Own words."""
    self_question(window, ws)
    _at(window, "#words")


def self_review(window: MainWindow, ws: Workspace) -> None:
    """The answers to look over."""
    self_question(window, ws)
    _at(window, "#review")


def self_stop(window: MainWindow, ws: Workspace) -> None:
    """Stop here?"""
    self_question(window, ws)
    _frame(window).stop()
    settle(12)


def self_thanks(window: MainWindow, ws: Workspace) -> None:
    """Please give the laptop back; a wrong number was typed."""
    page = hand_over(window, survey_check(ws))
    page._declined()
    settle(12)


def _at(window: MainWindow, at: str) -> None:
    page = _frame(window)
    assert page.presenter is not None
    page.presenter.at = at
    page.show_now()
    settle(12)


SELF_PAGES: dict[str, Show] = {
    "self-welcome": self_welcome,
    "self-question": self_question,
    "self-words": self_words,
    "self-review": self_review,
    "self-stop": self_stop,
    "self-thanks": self_thanks,
}
