"""Before you start: safety, consent, what is asked once; and coming back to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.a11y import report, settle, walk
from tests.ui.capturing import go, key_of, own_workspace, page_of
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, SHIFT, focused, press, type_text
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import Inspection, RealityCheck
from tia_desktop.services import checklist, plan
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.capture.start_panel import StartPanel
from tia_desktop.ui.widgets import Button


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = own_workspace(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def check(ws: Workspace) -> RealityCheck:
    return ws.need(RealityCheck, plan.add_check(ws, "rc08", "12 Mill Row", place="Flat 12"))


def before_of(window: MainWindow) -> StartPanel:
    before = page_of(window).before
    assert before is not None
    return before


def words_of(window: MainWindow) -> str:
    return "\n".join(label.text() for label in before_of(window).findChildren(QLabel) if label.isVisible())


def field_of(window: MainWindow, field: str) -> QWidget:
    """What is filled in for a field, or chosen first."""
    return next(one.stop() for one in before_of(window)._asked if one.spec.id == field)


def is_asked(window: MainWindow, field: str) -> bool:
    return field_of(window, field).isVisible()


def start_button(window: MainWindow) -> Button:
    return page_of(window)._footer._buttons[0]  # type: ignore[union-attr]


def focus_line(window: MainWindow) -> None:
    before_of(window)._summary._links[0].setFocus()


def agree(window: MainWindow) -> None:
    agreed, who = before_of(window).agreed, before_of(window).who
    assert agreed is not None
    assert who is not None
    who.setText("the tenant")
    agreed.click()


def test_it_says_how_to_stay_safe_and_whom_to_call(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    ws.store.record([Edit(Inspection, "inspection", {"safety_contact": "Joan, 01632 960001"})], author="Ann")
    window = open_window(ws)
    go(window, check)
    words = words_of(window)
    assert "If you feel unsafe, leave. Then call Joan, 01632 960001." in words
    for said in (*ws.pack.template("rc08").care, ws.pack.template("rc08").consent):
        assert said in words


def errors_of(window: MainWindow) -> list[str]:
    """What is said in its place to be wrong."""
    labels = before_of(window).findChildren(QLabel)
    return [w.text() for w in labels if w.property("kind") == "error" and w.isVisible()]


def listed(window: MainWindow) -> list[str]:
    """What the list at the top says is still to do."""
    summary = before_of(window)._summary
    return [link.words() for link in summary._links] if summary.isVisible() else []


ASK_FIRST = "Ask first, and tick that they agree. If they say no, thank them and leave."
SAY_WHO = "Say who said yes, such as “the tenant, spoken”. No names."
NEEDED = "“Does somebody live here?” is needed for the report."


def test_without_consent_it_does_not_start_and_says_where_and_the_way_out(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, check)
    press(ENTER, CTRL)
    assert (key_of(window), ws.need(RealityCheck, check.id).status) == ("before", "planned")
    assert focused() is before_of(window).agreed
    assert (errors_of(window), focused().accessibleDescription()) == ([ASK_FIRST], ASK_FIRST)
    assert listed(window) == [ASK_FIRST, NEEDED]
    assert "Stop for now" in words_of(window)
    page._jump_to("h.works")
    assert key_of(window) == "before"
    press(Qt.Key.Key_Space)
    assert (errors_of(window), listed(window)) == ([SAY_WHO], [SAY_WHO, NEEDED])  # the rest is done
    press(ENTER, CTRL)
    assert focused() is before_of(window).who
    assert SAY_WHO in focused().accessibleDescription()
    assert ws.need(RealityCheck, check.id).consent_at == ""
    problems = walk(window)
    assert not problems, report(problems)


def test_nobody_is_offered_to_start_without_consent(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check)
    for _ in range(3):
        start_button(window).click()
        settle()
        assert start_button(window).words() == "Start"
        assert focused() is before_of(window).agreed
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    type_text("the tenant")
    press(Qt.Key.Key_Tab)
    assert (errors_of(window), listed(window)) == ([], [NEEDED])
    assert start_button(window).words() == "Start without it"
    field_of(window, "k.home").setFocus()
    press("1")
    assert (listed(window), start_button(window).words()) == ([], "Start")
    assert ws.need(RealityCheck, check.id).status == "planned"


def test_by_keyboard_from_the_first_line_to_the_first_question(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check)
    assert focused() is before_of(window).title
    press(ENTER)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    type_text("the tenant, spoken")
    press(ENTER)
    press("2")
    press(ENTER)
    type_text("1 May 2026")
    press(ENTER)
    type_text("a flat")
    press(ENTER)  # the last one: it starts
    settle()
    stored = ws.need(RealityCheck, check.id)
    assert (stored.status, stored.consent_how, bool(stored.consent_at)) == (
        "started", "the tenant, spoken", True,
    )  # fmt: skip
    assert checklist.field_values(ws, check.id) == {
        "k.home": "empty", "k.empty": "2026-05-01", "k.kind": "a flat",
    }  # fmt: skip
    assert key_of(window) == "add@rooms"


def test_what_is_typed_is_saved_while_it_is_typed(
    qtbot: QtBot, ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check)
    who = before_of(window).who
    assert who is not None
    who.setFocus()
    type_text("the ten")
    qtbot.waitUntil(lambda: ws.need(RealityCheck, check.id).consent_how == "the ten", timeout=5000)
    assert ws.need(RealityCheck, check.id).consent_at == ""
    field_of(window, "k.kind").setFocus()
    type_text("maison")
    qtbot.waitUntil(lambda: checklist.field_values(ws, check.id).get("k.kind") == "maison", timeout=5000)


def test_consent_can_be_taken_back(ws: Workspace, check: RealityCheck, open_window: OpenWindow) -> None:
    window = open_window(ws)
    go(window, check)
    agreed, who = before_of(window).agreed, before_of(window).who
    assert agreed is not None
    assert who is not None
    who.setText("the tenant")
    agreed.click()
    assert ws.need(RealityCheck, check.id).consent_at
    agreed.click()
    assert ws.need(RealityCheck, check.id).consent_at == ""


def test_one_comes_back_to_it_through_the_list(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, check)
    agree(window)
    press(ENTER, CTRL)
    press(ENTER, CTRL)  # without what is needed for the report
    page._without_first()
    press("1")
    assert key_of(window) == "h.works"
    page.steps._buttons["before"].click()
    settle()
    assert key_of(window) == "before"
    window.shell.go("collect")
    page = go(window, check)  # stopped there, so it goes on there
    assert key_of(window) == "before"
    assert before_of(window).form.begun
    press(ENTER, CTRL)
    assert key_of(window) == "h.works"


def test_a_kind_without_anything_to_say_begins_with_its_questions(
    ws: Workspace, open_window: OpenWindow
) -> None:
    made = ws.need(RealityCheck, plan.add_check(ws, "rc07", "Elm Park"))
    window = open_window(ws)
    go(window, made)
    assert key_of(window) == "k.works"
    assert ws.need(RealityCheck, made.id).status == "started"


def test_people_are_never_named_where_they_speak(ws: Workspace, open_window: OpenWindow) -> None:
    made = ws.need(RealityCheck, plan.add_check(ws, "rc04", "Elm Park tenants"))
    window = open_window(ws)
    page = go(window, made)
    page._presenter.jump("before")
    settle()
    assert "never names" in words_of(window)


# ---- needed for the report, and asked only when


def test_a_needed_field_is_pointed_out_once_and_never_blocks(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check)
    agree(window)
    assert start_button(window).words() == "Start"
    press(ENTER, CTRL)
    assert (key_of(window), ws.need(RealityCheck, check.id).status) == ("before", "planned")
    assert "“Does somebody live here?” is needed for the report" in focused().text()  # type: ignore[attr-defined]
    assert start_button(window).words() == "Start without it"
    problems = walk(window)
    assert not problems, report(problems)
    focus_line(window)
    press(ENTER)  # the line leads to it
    assert focused() is field_of(window, "k.home")
    start_button(window).click()
    settle()
    assert (key_of(window), ws.need(RealityCheck, check.id).status) == ("add@rooms", "started")
    window.shell.go("answers", check_id=check.id)
    settle()
    assert "Does somebody live here?" in focused().text()  # type: ignore[attr-defined]


def test_a_needed_field_that_is_filled_in_starts_as_always(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check)
    agree(window)
    press(ENTER, CTRL)
    press(ENTER)
    press("1")
    assert start_button(window).words() == "Start"
    press(ENTER, CTRL)
    assert key_of(window) == "add@rooms"


def test_another_question_is_no_way_round_what_is_needed(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, check)
    agree(window)
    page._jump_to("h.works")
    assert key_of(window) == "before"
    page._jump_to("h.works")
    assert key_of(window) == "h.works"


def test_a_field_shows_and_goes_with_the_answer_before_it(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check)
    assert is_asked(window, "k.empty")  # nothing says yet that it does not fit
    field_of(window, "k.home").setFocus()
    press("2")
    here = focused()
    press(ENTER)
    type_text("1 May 2026")
    press(Qt.Key.Key_Backtab, SHIFT)
    assert focused() is here
    press("1")
    assert not is_asked(window, "k.empty")
    assert focused() is field_of(window, "k.home")
    press(ENTER)
    assert focused() is field_of(window, "k.kind")  # over what is not shown
    assert checklist.field_values(ws, check.id)["k.empty"] == "2026-05-01"  # kept
    window.shell.go("answers", check_id=check.id)
    settle()
    page = window.shell.pages.page
    assert page is not None
    words = [label.text() for label in page.findChildren(QLabel)]
    kept = words.index("Answered, but not asked any more")
    assert words.index("Empty since when?") > kept
    go(window, check)
    field_of(window, "k.home").setFocus()
    press("2")
    assert is_asked(window, "k.empty")
    assert field_of(window, "k.empty").text() == "1 May 2026"  # type: ignore[attr-defined]


def test_a_needed_field_is_needed_only_while_it_is_asked(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    spec = next(f for f in ws.pack.template("rc08").fields if f.id == "k.empty")
    window = open_window(ws)
    go(window, check)
    before = before_of(window)
    needed = [replace(one, spec=replace(spec, required=True)) for one in before._asked if one.spec == spec]
    before._asked[1:2] = needed
    assert [one.spec.id for one in before.missing()] == ["k.home", "k.empty"]
    field_of(window, "k.home").setFocus()
    press("1")
    assert before.missing() == []


# ---- an answer that does not let a check begin


@pytest.fixture
def shop(ws: Workspace) -> RealityCheck:
    return ws.need(RealityCheck, plan.add_check(ws, "rc11", "Repairs line"))


def test_an_answer_can_forbid_to_begin_and_says_so_in_its_place(
    ws: Workspace, shop: RealityCheck, open_window: OpenWindow
) -> None:
    window, stop = open_window(ws), "Do not begin yet. Staff must be told."
    page = go(window, shop)
    press(ENTER, CTRL)  # without an answer it does not begin either
    assert (key_of(window), errors_of(window), listed(window)) == ("before", [stop], [stop])
    assert focused() is field_of(window, "s.told")
    press("2")
    assert errors_of(window) == [stop]
    for _ in range(2):
        press(ENTER)
        start_button(window).click()
        page._jump_to("s.works")
        settle()
        assert start_button(window).words() == "Start"
        assert (key_of(window), ws.need(RealityCheck, shop.id).status) == ("before", "planned")
        assert focused() is field_of(window, "s.told")
    problems = walk(window)
    assert not problems, report(problems)
    before_of(window)._asked[0].stop().setFocus()
    press("1")
    assert (errors_of(window), listed(window)) == ([], [])
    press(ENTER)
    settle()
    assert (key_of(window), ws.need(RealityCheck, shop.id).status) == ("s.works", "started")


def test_enter_on_a_choice_of_the_page_before_answers_nothing(
    ws: Workspace, shop: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, shop)
    field_of(window, "s.told").setFocus()
    press(ENTER)
    settle()
    assert checklist.field_values(ws, shop.id) == {}
    assert ws.need(RealityCheck, shop.id).status == "planned"
