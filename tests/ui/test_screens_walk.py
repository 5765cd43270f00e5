"""The accessibility walk over every screen of the collecting half, at every size and in every colour."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.a11y import report, small_targets, walk
from tests.ui.conftest import OpenWindow
from tests.ui.figures_pages import FIGURES_PAGES
from tests.ui.looks import Look
from tests.ui.plan_pages import PLAN_PAGES
from tests.ui.sample_pages import SAMPLE_PAGES
from tests.ui.shop_pages import SHOP_PAGES
from tests.ui.survey_pages import SURVEY_PAGES
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import capture, guided, photos, team
from tia_desktop.services.checklist import Asked
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.my_checks.who import WhoPage
from tia_desktop.ui.screens.note.view import NotePage

Show = Callable[[MainWindow, Workspace], None]


def _check(ws: Workspace) -> str:
    return ws.store.find(RealityCheck)[0].id


def _capture(window: MainWindow, ws: Workspace) -> None:
    check = ws.store.find(RealityCheck)[0]
    item = ws.pack.template("rc07").items[1]
    note = guided.answer(ws, check, Asked(item), rating="weak", place="Block C")
    photos.attach_photo(ws, note, "lift.png", b"\x89PNG\r\n\x1a\nbroken")
    window.shell.go("capture", check_id=check.id, item_id=item.id)


def _answers(window: MainWindow, ws: Workspace) -> None:
    check = ws.store.find(RealityCheck)[0]
    guided.answer(ws, check, Asked(ws.pack.template("rc07").items[1]), rating="weak")
    window.shell.go("answers", check_id=check.id)


def _collect(window: MainWindow, ws: Workspace) -> None:
    capture.add_note(ws, capture.NoteDraft(text="The ramp at the side door was blocked by a van."))
    window.shell.go("collect")


def _inbox(window: MainWindow, ws: Workspace) -> None:
    for text in ("The ramp at the side door was blocked by a van.", "Two bins have no lids."):
        capture.add_note(ws, capture.NoteDraft(text=text, place="Elm Park"))
    window.shell.go("inbox")
    page = window.shell.pages.page
    assert page is not None
    next(a for a in page.actions() if a.shortcut().toString() == "Ctrl+A").trigger()


def _long_text(window: MainWindow, ws: Workspace) -> None:
    """A note with a pasted text, and the question about another one."""
    note = capture.add_note(ws, capture.NoteDraft(text="What the office sent."))
    photos.attach_photo(ws, note, "pasted-text.txt", b"a letter", facts=photos.PASTED_TEXT)
    window.shell.go("note", note_id=note)
    page = window.shell.pages.page
    assert isinstance(page, NotePage)
    page._note.huge_paste.emit("x" * 200_000)


def _who(window: MainWindow, ws: Workspace) -> None:
    """An adviser gives the name of the lead inspector and says no."""
    team.add_member(ws, "Ruth", "lead")
    window.shell.commands.set_role("tia")
    page = window.shell.pages.page
    assert isinstance(page, WhoPage)
    page._name.setText("Ruth")
    page._choice.choose_key("1")
    page._on_go()


def _stopped(window: MainWindow, ws: Workspace) -> None:
    team.declare_own_landlord(ws, "Ann")
    window.shell.commands.set_role("tia")


SCREENS: dict[str, Show] = {
    "collect": _collect,
    "plan": lambda window, ws: window.shell.go("collect", form="plan"),
    "capture": _capture,
    "capture-number": lambda window, ws: window.shell.go("capture", check_id=_check(ws), item_id="rc07.i05"),
    "answers": _answers,
    "note": lambda window, ws: window.shell.go("note"),
    "note-long-text": _long_text,
    "inbox": _inbox,
    "inbox-empty": lambda window, ws: window.shell.go("inbox"),
    "practice": lambda window, ws: window.shell.go("practice"),
    "practice-done": lambda window, ws: window.shell.go("practice", done=True, said="That was 2 keys."),
    **PLAN_PAGES,
    **SHOP_PAGES,
    **SAMPLE_PAGES,
    **SURVEY_PAGES,
    **FIGURES_PAGES,
    "who": _who,  # last: an adviser sees none of the others
    "who-stopped": _stopped,
}


@pytest.mark.parametrize("screen", SCREENS)
def test_inspector(ws: Workspace, open_window: OpenWindow, screen: str, look: Look) -> None:
    window = open_window(ws, **look.window)
    SCREENS[screen](window, ws)
    problems = walk(window)
    assert not problems, report(problems)


@pytest.mark.parametrize("form", ["", "new"])
def test_start(open_window: OpenWindow, desk: AppDesk, ws: Workspace, form: str, look: Look) -> None:
    desk.save_settings(desk.settings.with_recent(ws.store.path))
    desk.save_settings(desk.settings.with_recent(ws.store.path.with_name("Gone.tia")))
    window = open_window(**look.window)
    if form:
        window.shell.go("start", form=form)
    problems = walk(window)
    assert not problems, report(problems)


@pytest.mark.parametrize("declared", [False, True])
def test_adviser(ws: Workspace, open_window: OpenWindow, declared: bool, look: Look) -> None:
    if declared:
        team.declare_not_own_landlord(ws, "Ann")
    window = open_window(ws, role="tia", **look.window)
    problems = walk(window)
    assert not problems, report(problems)


def test_targets_reach_the_size_aimed_at(qtbot: QtBot, ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    for show in SCREENS.values():
        show(window, ws)
        small = small_targets(window)
        assert not small, report(small)
