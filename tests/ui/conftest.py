"""The whole program in one process: the real desk, the real store, a window on the offscreen stage."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.ui.a11y import settle
from tests.ui.kit.stage import dress
from tests.ui.looks import LOOKS, Look
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import plan
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.theme import Scheme

OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def desk() -> AppDesk:
    """A desk of its own for each test, with somebody at it."""
    made = AppDesk()
    made.save_settings(replace(made.settings, author="Ann"))
    return made


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Inspections that were made for the first test that wants one; each test works on a copy."""
    return {"": tmp_path_factory.mktemp("made-once")}


@pytest.fixture
def ws(desk: AppDesk, tmp_path: Path, made_once: dict[str, Path]) -> Iterator[Workspace]:
    """A fresh inspection with one planned estate visit."""
    if "fresh" not in made_once:
        first = desk.new(
            made_once[""] / "Riverside.tia",
            pack_id="almo-2003",
            landlord="Riverside Homes (sample)",
            authority_type="london",
            author="Ann",
        )
        plan.add_check(first, "estate-visit", "Elm Park", place="Block C")
        first.store.close()
        made_once["fresh"] = made_once[""] / "Riverside.tia"
    made = desk.open(Path(shutil.copy(made_once["fresh"], tmp_path)))
    yield made
    made.store.close()


@pytest.fixture
def sample(desk: AppDesk, tmp_path: Path, made_once: dict[str, Path]) -> Iterator[Workspace]:
    """The sample inspection, half done."""
    if "sample" not in made_once:
        first = desk.open_sample(made_once[""] / "samples")
        made_once["sample"] = first.store.path
        first.store.close()
    (tmp_path / "samples").mkdir()
    made = desk.open(Path(shutil.copy(made_once["sample"], tmp_path / "samples")))
    yield made
    made.store.close()


@pytest.fixture
def visit(ws: Workspace) -> RealityCheck:
    """The estate visit."""
    return ws.store.find(RealityCheck)[0]


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Say which file the next dialog gives."""

    def will_choose(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))

    return will_choose


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Look:
    """One way after the other to look at a screen."""
    found = LOOKS[request.param]
    if found.is_longer:
        monkeypatch.setenv("TIA_LANG", "pseudo")
    return found


@pytest.fixture
def open_window(qtbot: object, desk: AppDesk) -> Iterator[OpenWindow]:
    """Open the main window: size, colours, text in pixels, with an inspection or without."""
    windows: list[MainWindow] = []

    def make(
        workspace: Workspace | None = None,
        *,
        size: tuple[int, int] = (1366, 768),
        px: int | None = 16,
        scheme: Scheme = "light",
        role: str = "inspector",
    ) -> MainWindow:
        desk.save_settings(replace(desk.settings, role=role))
        dress(px=px, scheme=scheme)
        window = MainWindow(desk)
        window.resize(*size)
        windows.append(window)
        if workspace is not None:
            window.shell.opened(workspace)
        else:
            window.shell.go("start")
        window.show()
        QTest.qWaitForWindowActive(window, 4000)
        settle(6)
        return window

    yield make
    for window in windows:
        window.close()
        window.shell.jobs.stop_all()
        window.deleteLater()
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
