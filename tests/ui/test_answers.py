"""Check answers: what is flagged, what is kept although it is not asked any more, and the way to each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.a11y import report, settle, walk
from tests.ui.capturing import begun, go, key_of, own_workspace, page_of, panel_of
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, focused, press, type_text
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import CheckEntry, EvidenceNote, RealityCheck
from tia_desktop.services import capture, checklist, conversation, guided
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.answers.view import AnswersPage
from tia_desktop.ui.widgets import Button


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = own_workspace(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def check(ws: Workspace) -> RealityCheck:
    return begun(ws, "rc07")


def answer(ws: Workspace, check: RealityCheck, key: str, **given: str) -> None:
    step = next(s for s in guided.steps(ws, check) if s.key == key)
    guided.answer(ws, check, step.asked, **given)


def look(window: MainWindow, check: RealityCheck) -> AnswersPage:
    window.shell.go("answers", check_id=check.id)
    settle()
    page = window.shell.pages.page
    assert isinstance(page, AnswersPage)
    return page


def finish_button(page: AnswersPage, words: str) -> Button:
    return next(b for b in page._footer._buttons if b.words() == words)  # type: ignore[union-attr]


def words_of(page: AnswersPage) -> list[str]:
    return [label.text() for label in page.content.findChildren(QLabel) if label.isVisible()]


def test_a_needed_answer_is_named_leads_there_and_never_blocks(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    look(window, check)
    line = focused()
    assert isinstance(line, Button)
    assert "needed for the report" in line.words()
    press(ENTER)  # straight into the answer
    assert key_of(window) == "k.wait"
    press("2")
    press(ENTER)  # back to the answers
    assert window.shell.pages.visit.screen == "answers"


def test_a_needed_number_is_named_until_it_is_there(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    answer(ws, check, "k.wait", rating="ok")
    window = open_window(ws)
    page = go(window, check)
    assert "needed for the report" in page.steps._buttons["k.wait"].accessibleName()
    look(window, check)
    line = focused()
    assert isinstance(line, Button)
    assert "needed for the report. Add the number" in line.words()
    press(ENTER)
    assert key_of(window) == "k.wait"
    assert focused() is panel_of(window).value
    type_text("1.5")
    press(ENTER)  # back to the answers
    assert window.shell.pages.visit.screen == "answers"
    assert not any("needed" in text for text in words_of(look(window, check)))


def test_it_finishes_with_a_needed_answer_missing(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page, finish = look(window, check), "Finish this check"
    finish_button(page, finish).setFocus()
    press(ENTER)
    asked = "8 questions have no answer. Finish without them?"
    assert asked in words_of(page)
    assert focused() is finish_button(page, "Finish without them")
    assert ws.need(RealityCheck, check.id).status == "started"
    answer(ws, check, "k.wait", value="2")
    settle()
    assert asked not in words_of(page)  # the number is another one now
    finish_button(page, finish).setFocus()
    press(ENTER)
    assert "7 questions have no answer. Finish without them?" in words_of(page)
    problems = walk(window)
    assert not problems, report(problems)
    finish_button(page, "Finish without them").setFocus()
    press(ENTER)
    assert ws.need(RealityCheck, check.id).status == "done"
    assert window.shell.banners.texts() == ["“Elm Park”: finished with 7 questions open."]


def test_it_finishes_at_once_when_everything_is_answered(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    while left := [step.key for step in guided.steps(ws, check) if not step.done]:
        answer(ws, check, left[0], rating="not_seen")
    window = open_window(ws)
    page = look(window, check)
    finish_button(page, "Finish this check").setFocus()
    press(ENTER)
    assert ws.need(RealityCheck, check.id).status == "done"
    assert window.shell.banners.texts() == ["“Elm Park” is done. Well done."]


def test_after_a_change_the_focus_is_on_its_line(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = look(window, check)
    next(b for k, b in page._links.items() if k[0] == "k.way").click()
    settle()
    press("2")
    press(ENTER)
    page = window.shell.pages.page  # type: ignore[assignment]
    assert isinstance(page, AnswersPage)
    assert focused() is page._links["k.way", ""]
    assert page._summary.isVisible()  # what is to put right is still listed


def test_tab_goes_through_the_answers_as_they_are_read(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    page = look(open_window(ws), check)
    seen = [focused()]
    for _ in range(2 + len(guided.steps(ws, check))):
        press(Qt.Key.Key_Tab)
        seen.append(focused())
    assert seen[0] in page._summary._links
    assert seen[1 : 1 + len(page._links)] == list(page._links.values())
    assert seen[-2:] == [
        finish_button(page, "Finish this check"),
        finish_button(page, "Back to the questions"),
    ]


def test_undo_while_something_is_pointed_out_leaves_no_dead_lines(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = look(window, check)
    answer(ws, check, "k.works", rating="no")
    settle()
    assert len(page._summary._links) == 2  # the weak answer has no words
    press(Qt.Key.Key_Z, CTRL)
    [line] = page._summary._links
    line.click()
    settle()
    assert key_of(window) == "k.wait"


def test_a_check_without_a_room_says_so(ws: Workspace, open_window: OpenWindow) -> None:
    home = begun(ws, "rc08", "12 Mill Row")
    missing = "Nothing is written down under “Rooms”."
    assert any(missing in text for text in words_of(look(open_window(ws), home)))
    checklist.add_entry(ws, home.id, "rooms", "Hall")
    settle()
    assert not any(missing in text for text in words_of(look(open_window(ws), home)))


def test_values_are_shown_as_people_say_them(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    answer(ws, check, "k.works", rating="no")
    answer(ws, check, "k.since", value="2026-05-21")
    answer(ws, check, "k.wait", value="1.5")
    answer(ws, check, "k.way", value="call")
    answer(ws, check, "k.where", value="hall lift")
    answer(ws, check, "k.at", rating="not_seen")
    words = words_of(look(open_window(ws), check))
    for said in ("21 May 2026", "1.5 hours", "By phone", "Hall, Lift", "Not seen"):
        assert said in words


def test_answers_that_are_not_asked_any_more_are_named(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    answer(ws, check, "k.works", rating="no")
    answer(ws, check, "k.since", value="2026-05-21")
    answer(ws, check, "k.works", rating="yes")
    words = words_of(look(open_window(ws), check))
    assert "Answered, but not asked any more" in words
    assert words.index("21 May 2026") > words.index("Answered, but not asked any more")


def test_what_came_before_the_questions_stands_there_too(ws: Workspace, open_window: OpenWindow) -> None:
    home = begun(ws, "rc08", "12 Mill Row")
    checklist.set_field(ws, home.id, "k.empty", "2026-05-01")
    window = open_window(ws)
    page = look(window, home)
    words = words_of(page)
    assert any(text.startswith("the tenant, spoken · ") for text in words)
    assert "1 May 2026" in words
    press(ENTER)  # the first thing to look at: does somebody live here?
    assert key_of(window) == "before"
    before = page_of(window).before
    assert before is not None
    assert focused() is before.stop("k.home")
    press("1")
    press(ENTER, CTRL)
    assert window.shell.pages.visit.screen == "answers"
    assert focused().accessibleName() == "Change: Does somebody live here?"  # the line that was changed


def test_lines_of_a_conversation_stand_with_their_speakers(ws: Workspace, open_window: OpenWindow) -> None:
    group = begun(ws, "rc04", "Elm Park tenants")
    item = guided.steps(ws, group)[0].item
    conversation.say(ws, group, item, "Tenant 1", "Nobody calls back.", exact=True)
    conversation.say(ws, group, item, "Staff", "We try.")
    window = open_window(ws)
    words = words_of(look(window, group))
    assert "2 lines written down" in words
    assert "Tenant 1: “Nobody calls back.”\nStaff: We try." in words
    assert not guided.steps(ws, group)[0].is_missing
    go(window, group)
    press(ENTER, CTRL)


def test_further_notes_on_a_question_are_shown_under_it(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    answer(ws, check, "k.works", rating="no")
    for text in ("Dead since March.", "w" * 400):
        draft = capture.NoteDraft(
            text=text, check_id=check.id, item_id="k.works", author="Dev", scheme="yes_no_na", rating="yes"
        )
        capture.add_note(ws, draft)
    words = words_of(look(open_window(ws), check))
    assert "No" in words
    assert "Dev also wrote: Yes · Dead since March." in words
    assert any(text.startswith("Dev also wrote: Yes · www") for text in words)


def test_answers_of_a_room_that_is_gone_are_shown(ws: Workspace, open_window: OpenWindow) -> None:
    home = begun(ws, "rc08", "12 Mill Row")
    hall = checklist.add_entry(ws, home.id, "rooms", "Hall")
    answer(ws, home, f"k.damp@{hall}", rating="yes")
    step = next(s for s in guided.steps(ws, home) if s.key == f"k.damp@{hall}")
    conversation.say(ws, home, step.item, "Tenant 1", "It drips.", entry=step.asked.entry)
    ws.store.record([Edit(CheckEntry, hall, remove=True)], author=ws.author)
    words = words_of(look(open_window(ws), home))
    assert "Yes · 1 line written down" in words
    assert "Tenant 1: It drips." in words


def test_notes_are_read_once_each_time_the_answers_are_shown(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = begun(ws, "rc04", "Elm Park tenants")
    for step in guided.steps(ws, group):
        conversation.say(ws, group, step.item, "Tenant 1", "Nobody calls back.")
    page = look(open_window(ws), group)
    find, read = ws.store.find, list[object]()

    def counted(cls: type[Any], **equals: Any) -> Any:
        read.append(cls)
        return find(cls, **equals)

    monkeypatch.setattr(page._map, "refresh", lambda: None)  # the map looks for places itself
    monkeypatch.setattr(ws.store, "find", counted)
    page.refresh()
    page.focus_first()
    assert read.count(EvidenceNote) == 1
