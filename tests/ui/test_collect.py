"""Collect evidence: the list of checks, and the form of a new one."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.a11y import said, settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ENTER, focused, press, type_text
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import guided, plan
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui import live_problems
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.collect.view import CollectPage, PlanPage
from tia_desktop.ui.widgets import Button


def form_of(window: MainWindow) -> PlanPage:
    window.shell.go("collect", form="plan")
    settle()
    return cast(PlanPage, window.shell.pages.page)


def test_enter_in_a_box_keeps_the_check_and_starts_it(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = form_of(window)
    page.form.title.setFocus()
    type_text("Ash Court")
    page.form.place.setFocus()
    press(ENTER)
    made = next(c for c in ws.store.find(RealityCheck) if c.title == "Ash Court")
    assert (made.template, window.shell.pages.visit.arguments) == ("rc07", {"check_id": made.id})
    assert window.shell.pages.visit.screen == "capture"


def test_without_a_title_the_box_says_so(ws: Workspace, open_window: OpenWindow) -> None:
    page = form_of(open_window(ws))
    page.form.place.setFocus()
    press(ENTER)
    assert focused() is page.form.title
    assert "Give the check a title" in said(page.form.title)[1]
    assert ws.store.count(RealityCheck) == 1


def test_what_is_not_kept_yet_is_still_there_afterwards(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = form_of(window)
    page.form.kind.setCurrentIndex(3)
    kind = page.form.kind.value()
    page.form.title.setFocus()
    type_text("Ash Court")
    window.shell.go("overview")
    page = form_of(window)
    assert (page.form.kind.value(), page.form.title.text()) == (kind, "Ash Court")
    later = next(b for b in page.findChildren(Button) if b.words() == "Keep for later")
    later.click()
    settle()
    assert window.shell.pages.visit.screen == "collect"
    assert [c.template for c in ws.store.find(RealityCheck) if c.title == "Ash Court"] == [kind]
    assert form_of(window).form.title.text() == ""


def test_the_answers_of_each_check_are_read_once(
    sample: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(sample)
    asked: list[str] = []
    progress = guided.progress

    def counted(ws: Workspace, check: RealityCheck) -> guided.CheckProgress:
        asked.append(check.id)
        return progress(ws, check)

    monkeypatch.setattr(guided, "progress", counted)
    window.shell.go("collect")
    assert sorted(asked) == sorted(check.id for check in sample.store.find(RealityCheck))


def test_many_answers_are_read_beside_the_window(
    sample: Workspace, open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(sample)
    monkeypatch.setattr(live_problems, "AT_ONCE", 0)
    window.shell.go("collect")
    page = window.shell.pages.page
    assert isinstance(page, CollectPage)
    checks = sample.store.find(RealityCheck)

    def said() -> list[str]:
        return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]

    assert "Looking through the answers…" in said()
    assert any(words.startswith(f"{len(checks)} checks") for words in said())
    qtbot.waitUntil(lambda: checks[0].title in said())
    assert "Looking through the answers…" not in said()
    go = next(b for b in page.findChildren(Button) if b.accessibleName().endswith(checks[0].title))
    go.setFocus()
    name = go.accessibleName()
    plan.change_check(sample, checks[-1].id, title="Another name")
    qtbot.waitUntil(lambda: "Another name" in said())
    assert focused().accessibleName() == name
