"""The accessibility walk over every page of guided capture, at every size and in every colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.a11y import report, settle, small_targets, walk
from tests.ui.capturing import begun, go, own_workspace, page_of, talk_of
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ENTER, press
from tests.ui.looks import Look
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import checklist, conversation, guided, plan
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.answers.view import AnswersPage
from tia_desktop.ui.screens.capture.talk_panel import TalkPanel


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = own_workspace(tmp_path)
    yield made
    made.store.close()


def _start(window: MainWindow, ws: Workspace) -> None:
    check = plan.add_check(ws, "rc08", "12 Mill Row", place="Flat 12")
    go(window, ws.need(RealityCheck, check))


def _refused(window: MainWindow, ws: Workspace) -> None:
    _start(window, ws)
    page_of(window).go_on()


def _question(item: str) -> Callable[[MainWindow, Workspace], None]:
    return lambda window, ws: void(go(window, begun(ws, "rc07"), item))


def void(_: object) -> None:
    """Nothing."""


def _changed(window: MainWindow, ws: Workspace) -> None:
    page = go(window, begun(ws, "rc07"), "k.words")
    press("3")
    press("1")
    page._show_earlier()


def _room(window: MainWindow, ws: Workspace) -> None:
    home = begun(ws, "rc08", "12 Mill Row")
    entry = checklist.add_entry(ws, home.id, "rooms", "Kitchen")
    go(window, home, f"k.damp@{entry}")


def _naming(window: MainWindow, ws: Workspace) -> None:
    go(window, begun(ws, "rc08", "12 Mill Row"))._presenter.add_entry("rooms")


def _talk(window: MainWindow, ws: Workspace) -> None:
    group = begun(ws, "rc04", "Elm Park tenants")
    item = guided.steps(ws, group)[0].item
    conversation.say(ws, group, item, "Tenant 1", "They answer the phone, but nobody calls back.", exact=True)
    conversation.say(ws, group, item, "Staff", "We try to call back on the same day.")
    go(window, group, item.id)


def _person(window: MainWindow, ws: Workspace) -> None:
    _talk(window, ws)
    talk_of(window).add.click()


def _answers(window: MainWindow, ws: Workspace) -> None:
    check = begun(ws, "rc07")
    for key, given in (("k.works", "no"), ("k.since", "not_seen"), ("k.works", "yes")):
        step = next(s for s in guided.steps(ws, check) if s.key == key)
        guided.answer(ws, check, step.asked, rating=given)
    window.shell.go("answers", check_id=check.id)


def _forbidden(window: MainWindow, ws: Workspace) -> None:
    """A shop of which staff were not told."""
    page = go(window, ws.need(RealityCheck, plan.add_check(ws, "rc11", "Repairs line")))
    page.go_on()
    press("2")


def _nothing_chosen(window: MainWindow, ws: Workspace) -> None:
    go(window, begun(ws, "rc07"), "k.works")
    press(ENTER)


def _first_room(window: MainWindow, ws: Workspace) -> None:
    home = plan.add_check(ws, "rc08", "12 Mill Row")
    guided.record_consent(ws, home, "the tenant, spoken")
    page = go(window, ws.need(RealityCheck, home))
    page.go_on()
    page.go_on()
    settle()
    press(ENTER)


def _finishing(window: MainWindow, ws: Workspace) -> None:
    _answers(window, ws)
    page = window.shell.pages.page
    assert isinstance(page, AnswersPage)
    page._finish()


PAGES: dict[str, Callable[[MainWindow, Workspace], None]] = {
    "start": _start,
    "refused": _refused,
    "choice": _question("k.way"),
    "choices": _question("k.where"),
    "number": _question("k.wait"),
    "date": _question("k.since"),
    "words": _question("k.words"),
    "photo": _question("k.photo"),
    "changed": _changed,
    "room": _room,
    "naming": _naming,
    "talk": _talk,
    "person": _person,
    "answers": _answers,
    "forbidden": _forbidden,
    "nothing chosen": _nothing_chosen,
    "first room": _first_room,
    "finishing": _finishing,
}


def problems_of(window: MainWindow) -> str:
    settle()
    panel = page_of(window).panel if window.shell.pages.visit.screen == "capture" else None
    if isinstance(panel, TalkPanel):
        # In the box Tab changes the speaker, and the hint above it says how to leave (`test_capture_talk`
        # presses those keys): the walk goes round everything else.
        panel.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return report(walk(window))


@pytest.mark.parametrize("page", PAGES)
def test_every_page(ws: Workspace, open_window: OpenWindow, page: str, look: Look) -> None:
    window = open_window(ws, **look.window)
    PAGES[page](window, ws)
    assert not problems_of(window)


def test_targets_reach_the_size_aimed_at(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    for show in PAGES.values():
        show(window, ws)
        settle()
        assert not report(small_targets(window))
