"""The page of one check: its questions come from a file, item by item what is left out, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.a11y import settle, walk
from tests.ui.conftest import OpenWindow
from tests.ui.keys import focused, press
from tests.unit.test_form_checks import HOME
from tia_desktop.domain.records import RealityCheck
from tia_desktop.exporters.xlsform import xlsform
from tia_desktop.services import guided
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.plan.check_page import CheckPage


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "home.xlsx"
    path.write_bytes(xlsform(HOME))
    return path


def page_of(window: MainWindow, check_id: str) -> CheckPage:
    window.shell.go("plan", check_id=check_id)
    settle()
    page = window.shell.pages.page
    assert isinstance(page, CheckPage)
    return page


def first_question(ws: Workspace, check_id: str) -> str:
    return guided.steps(ws, ws.need(RealityCheck, check_id))[0].item.question


def test_a_checklist_is_looked_at_kept_and_given_back(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, form: Path, qtbot: QtBot
) -> None:
    own = first_question(ws, visit.id)
    page = page_of(open_window(ws), visit.id)
    card = page.checklist
    card.take(form)
    qtbot.waitUntil(lambda: card._presenter.looked_at() is not None)
    settle()
    assert focused() is card.keep_button
    assert card._presenter.language == "English (en)"
    assert walk(page.window(), page) == []
    assert first_question(ws, visit.id) == own
    card.keep_button.setFocus()
    press(" ")
    assert first_question(ws, visit.id) == "How many people live here?"
    assert focused() is card.choose
    now = card._presenter.now()
    assert now is not None
    assert (now.title, now.details) == ("A home", "From “home.xlsx” · 6 questions · English (en)")
    assert "6 questions" in page._summary.text()
    assert walk(page.window(), page) == []
    card._use_own()
    settle()
    assert first_question(ws, visit.id) == own
    assert card._presenter.now() is None


def test_what_cannot_be_used_is_not_kept(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, shared_data: Path, qtbot: QtBot
) -> None:
    page = page_of(open_window(ws), visit.id)
    card = page.checklist
    card.take(next(shared_data.glob("data/c2-xlsform-pyxform/*pull_data.xlsx")))
    qtbot.waitUntil(lambda: card._presenter.looked_at() is not None)
    settle()
    assert not card.keep_button.isEnabled()
    assert focused() is card.cancel_button
    press(" ")
    assert card._presenter.looked_at() is None
    card.take(next(shared_data.glob("data/c2-xlsform-pyxform/*unknown_question_type.xls")))
    qtbot.waitUntil(lambda: bool(card._refused.words()))
    assert "these columns mean the same" in card._refused.words()
    assert ws.need(RealityCheck, visit.id).checklist_id == ""
