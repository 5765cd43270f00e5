"""Asking people in the window: an interview by keys, and a tenant who holds the laptop."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget

from tests.ui.a11y import report, said, settle, small_targets, walk
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ALT, CTRL, ENTER, SHIFT, focused, press, type_text
from tests.ui.survey_pages import (
    NUMBER,
    SELF_PAGES,
    TSM,
    asked_person,
    hand_over,
    survey_check,
)
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.domain.survey_records import Survey, SurveyAnswer, SurveyPerson
from tia_desktop.services import history, team
from tia_desktop.services.survey_people import answers_of, begin_person
from tia_desktop.services.surveys import recount
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.only_page import MOST_WRONG
from tia_desktop.ui.screens.survey.ask_page import AskPage
from tia_desktop.ui.screens.survey.person_page import PersonPage
from tia_desktop.ui.screens.survey.person_presenter import WORDS
from tia_desktop.ui.screens.survey.self_hand_page import HandPage
from tia_desktop.ui.screens.survey.self_page import SelfPage
from tia_desktop.ui.theme import Scheme, current_theme
from tia_desktop.ui.widgets import Banner, Button, ChoiceButton, Page

TAB = Qt.Key.Key_Tab


def page_of(window: MainWindow) -> Page:
    page = window.shell.pages.page
    assert page is not None
    return page


def tab_to(words: str) -> None:
    """Press Tab until something with these words has the focus."""
    for _ in range(40):
        if said(focused())[0] == words:
            return
        press(TAB)
    raise AssertionError(f"Tab never reaches “{words}”")


def words_on(page: QWidget) -> str:
    """Everything that can be read on a page."""
    labels = [w.text() for w in page.findChildren(QLabel) if w.isVisible()]
    buttons = [w.words() for w in page.findChildren(Button) if w.isVisible()]
    lines = [said(w)[0] for w in page.findChildren(ChoiceButton) if w.isVisible()]
    return "\n".join([*labels, *buttons, *lines])


def focused_words() -> str:
    here = focused()
    assert isinstance(here, Button)
    return here.words()


def said_on(page: QWidget) -> str:
    return " ".join(each.accessibleName() for each in page.findChildren(Button))


def click(page: QWidget, words: str) -> None:
    """Press the visible button with these words with the mouse."""
    found = [b for b in page.findChildren(Button) if b.isVisible() and b.words() == words]
    assert len(found) == 1, words
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    settle(8)


def ask_page(window: MainWindow, check: str) -> AskPage:
    window.shell.go("survey", check_id=check, step="ask")
    settle(6)
    page = page_of(window)
    assert isinstance(page, AskPage)
    return page


# ---- the way there


def test_the_survey_is_reached_from_its_check_and_from_the_menu(
    ws: Workspace, open_window: OpenWindow
) -> None:
    check = survey_check(ws)
    window = open_window(ws)
    window.shell.go("capture", check_id=check)
    settle(8)
    click(page_of(window), "Survey")
    assert page_of(window).title() == "Survey: 1. Ask people"
    menu = next(a for a in window.shell.menus.all_actions() if a.text() == "Survey…")
    menu.trigger()
    settle(8)
    click(page_of(window), "Survey at the door")
    assert isinstance(page_of(window), AskPage)


def test_whose_home_it_is_has_to_be_said_first(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = ask_page(window, survey_check(ws))
    assert focused_words() == "Rented homes"  # what has to be chosen comes first
    tab_to("Ask the next person")
    press(ENTER)
    assert "Say first what home it is" in words_on(page)
    assert focused_words() == "Rented homes"
    click(page, "Topics of the STATUS survey")  # rented homes only
    click(page, "Ask the next person")
    assert page_of(window).title() == "Survey: The next person"


def test_nothing_is_kept_of_who_does_not_agree(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = ask_page(window, survey_check(ws))
    click(page, "Rented homes")
    click(page, "Ask the next person")
    begin = page_of(window)
    assert "You need not take part" in words_on(begin)
    click(begin, "Begin")
    assert "Without a yes nothing is kept." in words_on(begin)
    assert ws.store.count(SurveyPerson) == 0


def test_enter_on_the_tick_ticks_and_then_begins(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = ask_page(window, survey_check(ws))
    click(page, "Rented homes")
    click(page, "Ask the next person")
    press(ENTER)
    assert ws.store.count(SurveyPerson) == 0  # ticked, and nothing else yet
    press(ENTER)
    assert isinstance(page_of(window), PersonPage)
    assert ws.store.count(SurveyPerson) == 1


def test_the_choice_of_a_check_shows_what_is_there_now(ws: Workspace, open_window: OpenWindow) -> None:
    """It was opened while there was nothing: a page that was kept would say so for ever."""
    window = open_window(ws)
    window.shell.go("survey")
    assert "No check for a survey is planned yet." in words_on(page_of(window))
    check = survey_check(ws)
    window.shell.go("overview")
    window.shell.go("survey")
    assert "No survey yet" in said_on(page_of(window))
    begin_person(ws, TSM, check, mode="interviewer", agreed=True, tenure="rented")
    window.shell.go("overview")
    window.shell.go("survey")
    assert "1 person asked, not counted yet" in said_on(page_of(window))


# ---- an interview


def test_the_keys_of_other_checks_work_in_an_interview(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = interview(window, ws)
    press("2")
    press(ENTER, CTRL)
    assert window.windowTitle().startswith("Question 2 of ")
    press(Qt.Key.Key_Backspace, CTRL)
    assert window.windowTitle().startswith("Question 1 of ")
    assert page.presenter is not None
    page.presenter.at = WORDS
    page.show_now()
    type_text("The lift")
    press(ENTER, CTRL)
    assert "Thank you" in words_on(page_of(window))
    press(ENTER, CTRL)  # nothing is left to be kept
    assert "Thank you" in words_on(page_of(window))


def test_a_whole_interview_by_keys(ws: Workspace, open_window: OpenWindow) -> None:
    """From "Ask people" to the thanks: two keys for each answer, and the stored answers agree."""
    window = open_window(ws)
    ask_page(window, survey_check(ws))
    tab_to("Rented homes")
    press(Qt.Key.Key_Space)
    tab_to("Ask the next person")
    press(ENTER)
    press(Qt.Key.Key_Space)  # I asked, and they agree
    tab_to("Begin")
    press(ENTER)
    keys = {
        "TP01": "2", "TP02.repair": "1", "TP02": "3", "TP03": "5", "TP04": "1", "TP05": "0", "TP06": "4",
        "TP07": "1", "TP08": "2", "TP09.complaint": "2", "TP10.communal": "1", "TP10": "1", "TP11": "0",
        "TP12": "5",
    }  # fmt: skip
    for number, key in enumerate(keys.values(), 1):
        assert window.windowTitle().startswith(f"Question {number} of ")
        press(key)
        press(ENTER)
    type_text("The lift is broken.")
    tab_to("Finish")
    press(ENTER)
    assert "Thank you" in words_on(page_of(window))
    person = ws.store.find(SurveyPerson)[0]
    choices = ["very_satisfied", "fairly_satisfied", "neither", "fairly_dissatisfied", "very_dissatisfied"]
    expected = {id: "dont_know" if key == "0" else choices[int(key) - 1] for id, key in keys.items()}
    expected |= {"TP08": "agree", "TP02.repair": "yes", "TP09.complaint": "no", "TP10.communal": "yes"}
    assert answers_of(ws, person.id) == expected
    assert (person.mode, person.tenure, bool(person.ended_at)) == ("interviewer", "rented", True)
    ws.store.seal()
    assert [note.text for note in ws.store.find(EvidenceNote)] == ["The lift is broken."]
    press(ENTER)
    assert page_of(window).title() == "Survey: The next person"


def interview(window: MainWindow, ws: Workspace) -> PersonPage:
    check = survey_check(ws)
    person = begin_person(ws, TSM, check, mode="interviewer", agreed=True, tenure="rented")
    window.shell.go("survey", check_id=check, step="person", person_id=person)
    settle(8)
    page = page_of(window)
    assert isinstance(page, PersonPage)
    return page


def test_the_question_is_the_name_of_the_answers_and_the_first_one_has_the_focus(
    ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = interview(window, ws)
    assert page.answers is not None
    assert said(page.answers)[0] == TSM.questions[0].ask
    assert said(focused())[0] == "Very satisfied"
    assert "Question 1 of 15" in words_on(page)
    assert "Read the question as it is printed. Do not help to choose." in words_on(page)
    assert all(button.height() >= 44 for button in page.answers.buttons())
    tops = [button.y() for button in page.answers.buttons()]
    assert tops == sorted(set(tops))


def test_enter_without_an_answer_stays_and_says_so(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = interview(window, ws)
    press(ENTER)
    assert "Choose an answer, or leave this question out." in words_on(page)
    press("0")  # not offered here
    press("6")
    assert ws.store.count(SurveyAnswer) == 0


def test_a_click_chooses_and_is_stored_at_once(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = interview(window, ws)
    assert page.answers is not None
    QTest.mouseClick(page.answers.buttons()[2], Qt.MouseButton.LeftButton)
    settle()
    assert [a.answer for a in ws.store.find(SurveyAnswer)] == ["neither"]
    click(page, "Next")
    click(page, "Back")
    assert said(focused())[0] == "Neither satisfied nor dissatisfied"
    click(page, "Leave this question out")
    assert [a.answer for a in ws.store.find(SurveyAnswer)] == ["left_out"]
    click(page, "Back")
    press(ENTER)  # left out before: it may stay so
    assert "Question 2 of 15" in words_on(page)


def test_no_skips_and_the_number_of_questions_follows(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = interview(window, ws)
    for key in ("1", "2"):
        press(key)
        press(ENTER)
    assert "Question 3 of 13" in words_on(page)
    assert TSM.question("TP04").ask in words_on(page)


def test_undo_takes_the_last_answer_back_while_the_question_stands(
    ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = interview(window, ws)
    press("1")
    press("Z", CTRL)
    settle(8)
    assert ws.store.count(SurveyAnswer) == 0
    assert page.answers is not None
    assert page.answers.value() == ""


@pytest.mark.parametrize(
    ("words", "left"), [("Stop, and keep the answers", 1), ("Stop, and do not use them", 0)]
)
def test_stopping_is_as_the_person_wishes(
    ws: Workspace, open_window: OpenWindow, words: str, left: int
) -> None:
    window = open_window(ws)
    page = interview(window, ws)
    press("1")
    click(page, "Stop here")
    click(page, "Go on with the questions")
    assert said(focused())[0] == "Very satisfied"
    click(page, "Stop here")
    click(page, words)
    assert [p.stopped for p in ws.store.find(SurveyPerson)] == [True] * left
    assert ws.store.count(SurveyAnswer) == left


def test_who_is_half_way_goes_on_or_is_thrown_away(ws: Workspace, open_window: OpenWindow) -> None:
    check = survey_check(ws)
    asked_person(ws, check, ends=False)
    window = open_window(ws)
    page = ask_page(window, check)
    assert "I ask and write · 1 question so far" in words_on(page)
    click(page, "Go on")
    assert "Question 2 of 15" in words_on(page_of(window))
    page = ask_page(window, check)
    click(page, "Do not use")
    assert ws.store.count(SurveyPerson) == 0
    assert "Nobody has answered yet." in words_on(page)


def test_counting_goes_to_the_results_and_again_takes_its_place(
    ws: Workspace, open_window: OpenWindow
) -> None:
    check = survey_check(ws)
    asked_person(ws, check)
    window = open_window(ws)
    click(ask_page(window, check), "Count the answers")
    press(ENTER)
    assert "the period and the source" in words_on(page_of(window))
    type_text("2025/26")
    press(TAB)
    type_text("The team, at the door")
    press(TAB)
    type_text("4,200")
    press(ENTER)
    assert page_of(window).title() == "Survey: 3. Results"
    survey = ws.store.find(Survey)[0]
    assert (survey.row_count, survey.source) == (1, "The team, at the door")
    assert recount(ws, survey.id) == []
    asked_person(ws, check)
    click(ask_page(window, check), "Count the answers")
    assert "The new count takes its place." in words_on(page_of(window))
    press(ENTER)
    assert [s.row_count for s in ws.store.find(Survey)] == [2]


# ---- handing over


def test_the_number_has_four_digits_and_is_kept_nowhere(
    ws: Workspace, open_window: OpenWindow, desk: AppDesk
) -> None:
    window = open_window(ws)
    page = ask_page(window, survey_check(ws))
    click(page, "Rented homes")
    click(page, "Hand over the laptop")
    hand = page_of(window)
    assert isinstance(hand, HandPage)
    assert "close the program and open the inspection again" in words_on(hand)
    type_text("40x")
    press(ENTER)
    assert "Write four digits." in words_on(hand)
    hand.number.clear()
    type_text(NUMBER)
    press(ENTER)
    settle(8)
    assert isinstance(page_of(window), SelfPage)
    ws.store.seal()
    kept = [p.read_bytes() for p in ws.store.path.parent.glob("Riverside*")]
    shell = window.shell
    said = repr((shell.pages.visit, shell.pages._trail, shell._drafts, desk.settings)).encode()
    alone = re.compile(rb"(?<![0-9a-fA-F])" + NUMBER.encode() + rb"(?![0-9a-fA-F])")  # no part of an id
    assert not alone.search(b"".join([said, *kept]))


def test_who_rents_from_the_landlord_hands_over_to_nobody(ws: Workspace, open_window: OpenWindow) -> None:
    check = survey_check(ws)
    team.declare_own_landlord(ws, "Ann")
    window = open_window(ws)
    ws.author = "Ann"  # the window asked who works here now
    window.shell.go("survey", check_id=check, step="hand")
    type_text(NUMBER)
    press(ENTER)
    assert "para 35" in words_on(page_of(window))
    assert not window.shell.only.on


def outside_the_page(window: MainWindow) -> list[QWidget]:
    """What can be seen of the window beside the page."""
    shell = window.shell
    parts = [window.menuBar(), shell.rail, shell.banners, shell.jobs, shell.status]
    return [part for part in parts if part.isVisible()]


def test_only_the_page_is_visible_and_everything_comes_back(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    before = outside_the_page(window)
    assert window.menuBar() in before
    assert window.shell.rail in before
    title = window.windowTitle()
    page = hand_over(window, survey_check(ws))
    assert outside_the_page(window) == []
    assert window.windowTitle() == "TIA Desktop"
    window.shell.show_notice("Backed up.")
    from tia_desktop.domain.errors import InputError

    window.shell.show_error(InputError("The disk is full."))
    window.resize(1500, 800)
    window.shell.fit()
    settle(8)
    assert outside_the_page(window) == []
    assert "Backed up." not in " ".join(w.text() for w in window.findChildren(QLabel) if w.isVisible())
    window.shell.go("overview")
    assert page_of(window) is page
    page._declined()
    type_text(NUMBER)
    press(ENTER)
    settle(8)
    assert isinstance(page_of(window), AskPage)
    assert set(before) <= set(outside_the_page(window))
    assert {"The disk is full.", "Backed up."} <= set(window.shell.banners.texts())
    assert window.windowTitle() != title  # it says the page again
    assert "Riverside Homes" in window.windowTitle()
    window.shell.go("overview")
    assert page_of(window).title() != "Survey: 1. Ask people"


def _all_actions(window: MainWindow) -> list[QAction]:
    found: list[QAction] = []
    for menu in window.findChildren(QMenu):
        found += [a for a in menu.actions() if not a.shortcut().isEmpty()]
    return found


def test_no_key_of_a_menu_does_anything(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    fired: list[str] = []
    for action in _all_actions(window):
        action.triggered.connect(lambda _=False, a=action: fired.append(a.shortcut().toString()))
    press("N", CTRL)  # the keys do work before
    assert fired == ["Ctrl+N"]
    fired.clear()
    page = hand_over(window, survey_check(ws))
    for action in _all_actions(window):  # made anew: the Go to menu
        action.triggered.connect(lambda _=False, a=action: fired.append(a.shortcut().toString()))
    for key in ("N", "O", "E", "W", "Q", "Z", "=", "+", "-"):
        press(Qt.Key(ord(key)), CTRL)
    for n in "123456":
        press(Qt.Key(ord(n)), CTRL | SHIFT)
    for letter in "IEGCVH":
        press(Qt.Key(ord(letter)), ALT)
    for each in (Qt.Key.Key_F1, Qt.Key.Key_F6, Qt.Key.Key_F10, Qt.Key.Key_Escape, Qt.Key.Key_Alt):
        press(each)
    settle(8)
    assert fired == []
    assert page_of(window) is page
    assert QApplication.activePopupWidget() is None
    assert window.isVisible()
    assert outside_the_page(window) == []


# ---- filling it in


def test_a_tenant_fills_it_in_changes_an_answer_and_hands_in(ws: Workspace, open_window: OpenWindow) -> None:
    check = survey_check(ws)
    asked_person(ws, check)
    window = open_window(ws)
    page = hand_over(window, check, tenure="shared")
    assert ws.store.count(SurveyPerson) == 1
    assert "This helps to check how good the landlord is." in words_on(page)
    press(ENTER)  # Yes, I take part
    assert "Question 1 of" in words_on(page)
    for key in "111122122"[:9]:
        press(key)
        press(ENTER)
    while page.answers is not None:
        press("1")
        press(ENTER)
    type_text("Nice staff.")
    tab_to("Look over your answers")
    press(ENTER)
    assert "Your answers" in words_on(page)
    person = ws.store.find(SurveyPerson)[1]
    click(page, TSM.questions[0].ask)
    press("5")
    press(ENTER)
    assert "Look over your answers. Choose one to change it." in words_on(page)
    click(page, "Hand in")
    text = words_on(page)
    assert "Thank you. Please give the laptop back." in text
    assert "Back" not in text.split("\n")
    assert page.presenter is None
    stored = ws.need(SurveyPerson, person.id)
    assert (stored.mode, stored.tenure, bool(stored.ended_at)) == ("self", "shared", True)
    assert answers_of(ws, person.id)["TP01"] == "very_dissatisfied"


def test_a_wrong_number_says_so_and_keeps_the_page(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = hand_over(window, survey_check(ws))
    click(page, "No, thank you")
    assert "Nothing was kept." in words_on(page)
    assert ws.store.count(SurveyPerson) == 0
    for wrong in ("1234", "", "407"):
        type_text(wrong)
        press(ENTER)
        assert "This is not the number. Try again." in words_on(page)
        assert window.shell.only.on
    assert isinstance(focused(), QLineEdit)
    type_text(NUMBER)
    press(ENTER)
    assert not window.shell.only.on


def test_whoever_tries_all_numbers_is_shut_out(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = hand_over(window, survey_check(ws))
    click(page, "No, thank you")
    for wrong in range(MOST_WRONG):
        type_text(f"{wrong:04}")
        press(ENTER)
    assert "Too many wrong numbers. Close the program" in words_on(page)
    type_text(NUMBER)
    press(ENTER)
    assert window.shell.only.on
    assert isinstance(page_of(window), SelfPage)


def test_after_the_thanks_nothing_leads_back_even_when_the_page_is_made_anew(
    ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = hand_over(window, survey_check(ws))
    press(ENTER)
    press("2")
    click(page, "Stop here")
    click(page, "Stop, and keep my answers")
    assert "Your answers are kept." in words_on(page)
    current_theme().set_percent(175)
    settle(12)
    again = page_of(window)
    assert again is not page
    assert "Your answers are kept." in words_on(again)
    assert "Question" not in words_on(again)
    assert again.first_focus is not None
    assert [p.stopped for p in ws.store.find(SurveyPerson)] == [True]


def test_a_tenant_throws_the_answers_away(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = hand_over(window, survey_check(ws))
    press(ENTER)
    press("2")
    click(page, "Stop here")
    click(page, "Stop, and do not use them")
    assert "Your answers are not used." in words_on(page)
    assert ws.store.count(SurveyPerson) == ws.store.count(SurveyAnswer) == 0


def test_a_pause_goes_on_at_the_same_question(ws: Workspace, open_window: OpenWindow) -> None:
    check = survey_check(ws)
    window = open_window(ws)
    page = hand_over(window, check)
    press(ENTER)
    press("2")
    press(ENTER)
    click(page, "Stop here")
    click(page, "Give the laptop back now, and go on later")
    type_text(NUMBER)
    press(ENTER)
    settle(8)
    click(page_of(window), "Go on")
    assert isinstance(page_of(window), HandPage)
    type_text(NUMBER)
    press(ENTER)
    settle(8)
    press(ENTER)
    assert "Question 2 of 15" in words_on(page_of(window))


def test_letters_are_large_and_can_be_larger_and_colours_come_back(
    ws: Workspace, open_window: OpenWindow, desk: AppDesk
) -> None:
    window = open_window(ws, px=None)
    normal = current_theme().base_px
    hand_over(window, survey_check(ws))
    assert current_theme().base_px >= 1.5 * normal
    page = page_of(window)  # made anew in large letters
    click(page, "Largest letters")
    settle(12)
    assert current_theme().base_px == 2 * normal
    page = page_of(window)
    box = next(w for w in page.findChildren(QWidget) if said(w)[0] == "High contrast" and w.isVisible())
    box.click()  # type: ignore[attr-defined]
    settle(12)
    assert current_theme().scheme == "contrast"
    page = page_of(window)
    press_yes = next(
        b for b in page.findChildren(Button) if b.isVisible() and b.words() == "Yes, I take part"
    )
    press_yes.click()
    settle(8)
    assert "Question 1 of 15" in words_on(page)
    click(page, "Stop here")
    click(page, "Stop, and keep my answers")
    type_text(NUMBER)
    press(ENTER)
    settle(12)
    assert (current_theme().base_px, current_theme().scheme) == (normal, desk.settings.scheme)


def test_nothing_of_others_is_on_any_page(ws: Workspace, open_window: OpenWindow) -> None:
    from tia_desktop.services import capture

    check = survey_check(ws)
    asked_person(ws, check)
    capture.add_note(ws, capture.NoteDraft(text="SECRET words of a tenant", check_id=check))
    window = open_window(ws)
    QApplication.clipboard().setText("SECRET from the inspector")
    page = hand_over(window, check)
    press(ENTER)
    seen = [words_on(page)]
    while page.answers is not None:
        assert page.answers.value() == ""
        press("1")
        press(ENTER)
        seen.append(words_on(page))
    press("V", CTRL)
    assert page._words is not None
    data = QMimeData()
    data.setText("SECRET dropped")
    page._words.insertFromMimeData(data)
    assert page._words.text() == ""
    assert not any("SECRET" in text or "Survey at the door" in text for text in seen)
    assert not any("Person 1" in text or "Riverside" in text for text in seen)


def test_closing_keeps_what_is_answered(ws: Workspace, open_window: OpenWindow, desk: AppDesk) -> None:
    path = ws.store.path
    window = open_window(ws)
    hand_over(window, survey_check(ws))
    press(ENTER)
    page = page_of(window)
    while isinstance(page, SelfPage) and page.answers is not None:
        press("1")
        press(ENTER)
    type_text("The last word")
    window.close()
    assert not window.isVisible()
    again = desk.open(path)
    try:
        person = again.store.find(SurveyPerson)[0]
        assert person.ended_at == ""
        assert len(answers_of(again, person.id)) == 15
        assert [n.text for n in again.store.find(EvidenceNote)] == ["The last word"]
    finally:
        again.store.close()


def test_what_cannot_be_saved_is_said_on_the_page(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tia_desktop.domain.errors import StorageError

    window = open_window(ws)
    page = hand_over(window, survey_check(ws))
    press(ENTER)

    def full(*_: object, **__: object) -> int:
        raise StorageError("The disk is full. Free some space.")

    with monkeypatch.context() as patched:
        patched.setattr(type(ws.store), "record", full)
        press("1")
        assert "The disk is full. Free some space." in words_on(page)
        assert page.answers is not None
        assert page.answers.value() == ""
    press("1")
    assert [a.answer for a in ws.store.find(SurveyAnswer)] == ["very_satisfied"]


def test_words_that_cannot_be_saved_hold_the_page_and_say_so(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tia_desktop.domain.errors import StorageError

    window = open_window(ws)
    page = hand_over(window, survey_check(ws))
    press(ENTER)
    assert page.presenter is not None
    page.presenter.at = WORDS
    page.show_now()
    settle(6)

    def full(*_: object, **__: object) -> int:
        raise StorageError("The disk is full. Free some space.")

    with monkeypatch.context() as patched:
        patched.setattr(type(ws.store), "record", full)
        type_text("A word")
        for words in ("Stop here", "Back"):
            click(page, words)
            assert "Your words could not be saved yet." in words_on(page)
            assert "One more thing" in words_on(page)
    click(page, "Back")
    assert [n.text for n in ws.store.find(EvidenceNote)] == ["A word"]


def test_a_laptop_that_cannot_be_handed_over_stays_the_inspector_s(
    ws: Workspace, open_window: OpenWindow
) -> None:
    check = survey_check(ws)
    window = open_window(ws)
    person = begin_person(ws, TSM, check, mode="self", agreed=True, tenure="rented")
    window.shell.go("survey", check_id=check, step="hand", person_id=person)
    settle(6)
    size = current_theme().percent
    history.undo(ws)  # the person was taken away meanwhile
    type_text(NUMBER)
    press(ENTER)
    settle(8)
    assert not window.shell.only.on
    assert window.menuBar().isVisible()
    assert current_theme().percent == size
    assert window.shell.banners.texts() != []


def test_what_is_said_again_while_a_tenant_holds_the_laptop_is_not_said_aloud(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    aloud = list[str]()
    monkeypatch.setattr(Banner, "say", lambda banner: aloud.append(banner.accessibleName()))
    window.shell.banners.add("The backup of Riverside Homes failed.")
    hand_over(window, survey_check(ws))
    aloud.clear()
    window.shell.banners.add("The backup of Riverside Homes failed.")
    assert aloud == []


# ---- the accessibility walk where only the page is visible; test_screens_walk has the other pages

SELF_SIZES = [(150, (1366, 768)), (150, (683, 384)), (175, (1366, 768)), (200, (1366, 768))]


@pytest.mark.parametrize("screen", SELF_PAGES)
@pytest.mark.parametrize(("percent", "size"), SELF_SIZES)
def test_walk(
    ws: Workspace, open_window: OpenWindow, screen: str, percent: int, size: tuple[int, int]
) -> None:
    window = open_window(ws, size=size)
    SELF_PAGES[screen](window, ws)
    current_theme().set_percent(percent)
    settle(12)
    problems = walk(window)
    assert not problems, report(problems)
    assert outside_the_page(window) == []


@pytest.mark.parametrize("screen", SELF_PAGES)
@pytest.mark.parametrize("scheme", ["dark", "contrast"])
def test_walk_in_other_colours(ws: Workspace, open_window: OpenWindow, screen: str, scheme: Scheme) -> None:
    window = open_window(ws, scheme=scheme)
    SELF_PAGES[screen](window, ws)
    problems = walk(window)
    assert not problems, report(problems)


@pytest.mark.parametrize("screen", SELF_PAGES)
@pytest.mark.parametrize("px", [16, 32])
def test_walk_with_longer_sentences(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, screen: str, px: int
) -> None:
    monkeypatch.setenv("TIA_LANG", "pseudo")
    window = open_window(ws, px=px)
    SELF_PAGES[screen](window, ws)
    problems = walk(window)
    assert not problems, report(problems)


def test_targets_reach_the_size_aimed_at(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    for show in SELF_PAGES.values():
        show(window, ws)
        assert not small_targets(window), report(small_targets(window))
        assert window.shell.only.take_back(NUMBER)
