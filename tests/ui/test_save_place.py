"""Dialogs never begin in the program's own folder, where the sample lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tia_desktop.bootstrap import AppDesk
from tia_desktop.paths import user_data_dir
from tia_desktop.services import plan
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.save_place import offered_file, offered_folder
from tia_desktop.ui.screens.export.view import ExportPage
from tia_desktop.ui.screens.plan.programme_page import ProgrammePage


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's documents."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(folder))
    return folder


def test_the_programs_own_folder_is_never_offered(documents: Path, tmp_path: Path) -> None:
    own = user_data_dir() / "samples"
    own.mkdir(parents=True, exist_ok=True)
    assert offered_file(own / "visits.ics") == documents / "visits.ics"
    assert offered_folder(own) == documents
    assert offered_folder(tmp_path / "gone") == documents
    assert offered_file(tmp_path / "visits.ics") == tmp_path / "visits.ics"


def test_without_documents_it_is_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "none"))
    assert offered_folder(user_data_dir()) == Path.home()


@pytest.mark.parametrize("hidden", [True, False])
def test_every_dialog_begins_where_people_look(
    desk: AppDesk,
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
    documents: Path,
    tmp_path: Path,
    hidden: bool,
) -> None:
    folder = user_data_dir() / "samples" if hidden else tmp_path / "mine"
    ws: Workspace = desk.open_sample(folder)
    plan.add_check(ws, "rc07", "Elm Park", planned_for="2026-11-16")
    window = open_window(ws)
    asked: list[Path] = []

    def answer(_parent: object, _title: str, place: str, *_: object) -> tuple[str, str]:
        asked.append(Path(place))
        return "", ""

    def in_folder(_parent: object, title: str, place: str, *_: object) -> tuple[str, str]:
        return answer(None, title, f"{place}/x")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", in_folder)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: in_folder(*given)[0])
    window.shell.go("plan", page="programme")
    settle()
    page = window.shell.pages.page
    assert isinstance(page, ProgrammePage)
    page.export.click()
    window.shell.go("export")
    page = window.shell.pages.page
    assert isinstance(page, ExportPage)
    page._presenter.export("pdf")
    page._presenter.back_up()
    window.shell.commands.back_up()
    window.shell.commands.open()
    assert [path.parent for path in asked] == [documents if hidden else folder] * 5
    window.shell.close_inspection()
