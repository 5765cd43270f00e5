"""What stands in the way is kept up to date while somebody works, in small inspections and in large ones."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.a11y import settle, wait_until
from tests.ui.conftest import OpenWindow
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.errors import InputError
from tia_desktop.services import conclude
from tia_desktop.services.readiness import OpenProblem, open_problems
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui import live_problems
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.live_problems import LiveProblems

Found = list[list[OpenProblem]]


@pytest.fixture
def page(ws: Workspace, desk: AppDesk, open_window: OpenWindow) -> QWidget:
    """A visible page of a window with an inspection."""
    shown = open_window(ws).shell.pages.page
    assert shown is not None
    return shown


def live_on(page: QWidget, ws: Workspace, desk: AppDesk) -> tuple[LiveProblems, Found]:
    """Problems kept up to date for a page, and what it is told."""
    shell = page.window().shell  # type: ignore[attr-defined]
    live = LiveProblems(ScreenContext(desk, shell, ws), page)
    told: Found = []
    live.changed.connect(told.append)
    return live, told


def test_a_small_inspection_is_looked_at_before_look_returns(
    page: QWidget, ws: Workspace, desk: AppDesk
) -> None:
    live, told = live_on(page, ws, desk)
    live.look()
    assert told == [open_problems(ws)]
    assert told[0]
    assert not live.busy


def test_a_change_is_seen_without_asking(page: QWidget, ws: Workspace, desk: AppDesk) -> None:
    live, told = live_on(page, ws, desk)
    finding = conclude.record_finding(ws, "Repairs take too long.", "weakness", ["j1.kq3"])
    assert live.busy
    assert not told
    wait_until(lambda: bool(told))
    assert finding in {p.record_id for p in told[-1]}


def test_looking_does_not_end_what_is_being_typed(page: QWidget, ws: Workspace, desk: AppDesk) -> None:
    finding = conclude.record_finding(ws, "Repairs take too long.", "weakness", ["j1.kq3"])
    before = ws.store.log.head()[1]
    conclude.type_finding(ws, finding, "Repairs take far too long.")
    live, told = live_on(page, ws, desk)
    live.look()
    conclude.type_finding(ws, finding, "Repairs take far too long here.")
    live.look()
    assert any("far too long here" in p.sentence for p in told[-1])
    ws.store.seal()
    assert ws.store.log.head()[1] == before + 1, "one burst of typing is one change"


def test_a_large_inspection_is_looked_at_by_a_worker(
    page: QWidget, ws: Workspace, desk: AppDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_problems, "AT_ONCE", -1)
    threads: list[str] = []

    def noting(found: Workspace) -> list[OpenProblem]:
        threads.append(threading.current_thread().name)
        return open_problems(found)

    monkeypatch.setattr("tia_desktop.services.readiness.open_problems", noting)
    live, told = live_on(page, ws, desk)
    live.look()
    assert live.busy
    assert not told
    conclude.record_finding(ws, "Written while the worker looks.", "weakness", ["j1.kq3"])
    live.look()
    wait_until(lambda: not live.busy)
    assert live_problems.THREAD in threads
    assert told[-1] == open_problems(ws), "the newest answer is the one that stays"


def test_a_page_in_the_background_is_not_looked_after(page: QWidget, ws: Workspace, desk: AppDesk) -> None:
    live, told = live_on(page, ws, desk)
    page.hide()
    conclude.record_finding(ws, "Repairs take too long.", "weakness", ["j1.kq3"])
    wait_until(lambda: not live.busy)
    assert not told


def test_a_page_that_has_gone_hears_nothing(
    page: QWidget, ws: Workspace, desk: AppDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = QWidget(page)
    live, told = live_on(card, ws, desk)
    monkeypatch.setattr(live_problems, "AT_ONCE", -1)
    live.look()
    card.deleteLater()
    QApplication.sendPostedEvents(card, QEvent.Type.DeferredDelete)
    conclude.record_finding(ws, "Repairs take too long.", "weakness", ["j1.kq3"])
    wait_until(lambda: all(t.name != live_problems.THREAD for t in threading.enumerate()))
    settle()
    assert not told


def test_a_file_that_cannot_be_read_just_now_is_tried_again(
    page: QWidget, ws: Workspace, desk: AppDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_problems, "AT_ONCE", -1)

    def refuses(*_: object, **__: object) -> Workspace:
        raise InputError("not now")

    live, told = live_on(page, ws, desk)
    with monkeypatch.context() as broken:
        broken.setattr(desk, "open", refuses)
        live.look()
        wait_until(lambda: not live.busy)
    assert not told
    conclude.record_finding(ws, "Repairs take too long.", "weakness", ["j1.kq3"])
    wait_until(lambda: bool(told))
