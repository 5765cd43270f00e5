"""Before you start: safety, consent, what is asked once; and coming back to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.a11y import settle
from tests.ui.capturing import go, key_of, own_workspace, page_of
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, focused, press, type_text
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import Inspection, RealityCheck
from tia_desktop.services import checklist, plan
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.capture.start_panel import StartPanel


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


def test_without_consent_it_does_not_start_and_says_the_way_out(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, check)
    press(ENTER, CTRL)
    assert (key_of(window), ws.need(RealityCheck, check.id).status) == ("before", "planned")
    assert "thank them and leave" in focused().text()  # type: ignore[attr-defined]
    assert "Stop for now" in words_of(window)
    press(ENTER)
    assert focused() is before_of(window).agreed
    page._jump_to("h.works")
    assert key_of(window) == "before"
    press(Qt.Key.Key_Space)
    press(ENTER, CTRL)
    assert "Say who agreed" in focused().text()  # type: ignore[attr-defined]
    assert ws.need(RealityCheck, check.id).consent_at == ""


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
    assert key_of(window) == "h.works"


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
    _, field, _ = before_of(window)._texts[1]
    field.setFocus()
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
    agreed, who = before_of(window).agreed, before_of(window).who
    assert agreed is not None
    assert who is not None
    who.setText("the tenant")
    agreed.click()
    press(ENTER, CTRL)
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
