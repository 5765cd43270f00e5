"""The first screen, making, opening, and what happens to damaged files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ENTER, focused, press, type_text
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.start.presenter import NewInspection, StartPresenter
from tia_desktop.ui.screens.start.view import NewPage, StartPage
from tia_desktop.ui.widgets import Banner, Button, ChoiceButton


def form(folder: Path, **other: str) -> NewInspection:
    values = {"landlord": "Riverside Homes", "authority": "", "authority_type": "london", "author": "Ann"}
    return NewInspection(folder=str(folder), **{**values, **other})


def buttons(window: MainWindow) -> dict[str, Button]:
    return {b.words(): b for b in window.findChildren(Button) if b.isVisible()}


def opened(window: MainWindow) -> Workspace | None:
    return window.shell.workspace


def test_the_form_makes_an_inspection(open_window: OpenWindow, desk: AppDesk, tmp_path: Path) -> None:
    window = open_window()
    window.shell.commands.new()
    page = window.shell.pages.page
    assert isinstance(page, NewPage)
    type_text("Riverside Homes")
    page._type.set_value("district")
    page._edits["folder"].setText(str(tmp_path))
    buttons(window)["Make the inspection"].click()
    assert window.shell.workspace is not None
    assert window.shell.workspace.inspection.authority_type == "district"
    assert (tmp_path / "Riverside Homes.tia").is_file()
    assert desk.settings.recent == (str(tmp_path / "Riverside Homes.tia"),)
    assert window.shell.status.text().startswith("Saved on this laptop")


def test_an_empty_form_says_everything_at_once_and_jumps(open_window: OpenWindow, desk: AppDesk) -> None:
    desk.save_settings(replace(desk.settings, author="inspector"))
    window = open_window()
    window.shell.commands.new()
    page = window.shell.pages.page
    assert isinstance(page, NewPage)
    page._edits["folder"].setText("nowhere")
    buttons(window)["Make the inspection"].click()
    settle()
    assert len(page._summary._links) == 4
    assert focused() is page._summary._links[0]
    press(ENTER)
    assert page._edits["landlord"].hasFocus()
    assert page._fields["authority_type"].error()
    assert window.shell.workspace is None


def test_enter_in_a_box_makes_the_inspection(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window()
    window.shell.commands.new()
    settle()
    page = window.shell.pages.page
    assert isinstance(page, NewPage)
    page._edits["folder"].setText(str(tmp_path))
    type_text("Riverside Homes")
    press(ENTER)
    assert focused() is page._summary._links[0]  # the type of authority is missing
    page._type.set_value("district")
    page._edits["author"].setFocus()
    press(ENTER)
    assert window.shell.workspace is not None


def test_file_names_are_safe_everywhere(tmp_path: Path) -> None:
    assert form(tmp_path, landlord='../A: "B" <C>|?*').path == tmp_path / "A B C.tia"
    assert form(tmp_path, landlord="...").path == tmp_path / "Inspection.tia"
    assert len(form(tmp_path, landlord="x" * 300).path.name) <= 84


def test_an_existing_file_is_never_overwritten(desk: AppDesk, ws: Workspace, open_window: OpenWindow) -> None:
    presenter = StartPresenter(ScreenContext(desk, open_window().shell))
    wanted = form(ws.store.path.parent, landlord="Riverside")
    assert [key for key, _ in presenter.problems(wanted)] == ["folder"]


def test_missing_inspections_are_marked_and_can_be_taken_off(
    open_window: OpenWindow, desk: AppDesk, tmp_path: Path
) -> None:
    desk.save_settings(desk.settings.with_recent(tmp_path / "Gone.tia"))
    window = open_window()
    assert isinstance(window.shell.pages.page, StartPage)
    buttons(window)["Take off the list"].click()
    settle()
    assert desk.settings.recent == ()
    assert "Take off the list" not in buttons(window)


def test_open_recent_and_the_sample(open_window: OpenWindow, desk: AppDesk) -> None:
    window = open_window()
    buttons(window)["Open the sample"].click()
    sample = opened(window)
    assert sample is not None
    assert sample.inspection.is_sample
    path = sample.store.path
    settle()
    window.shell.commands.close_inspection()
    assert opened(window) is None
    assert window.shell.pages.visit.screen == "start"
    buttons(window)[path.stem].click()
    settle()
    again = opened(window)
    assert again is not None
    assert again.store.path == path


def test_what_is_no_inspection_is_refused_in_words(open_window: OpenWindow, tmp_path: Path) -> None:
    fake = tmp_path / "report.tia"
    fake.write_bytes(b"%PDF-1.7 nothing of ours")
    window = open_window()
    window.shell.commands.open_path(fake)
    assert window.shell.workspace is None
    [text] = window.shell.banners.texts()
    assert "report" in text


def test_a_damaged_file_offers_its_newest_backup_and_stays_as_it_is(
    qtbot: QtBot, open_window: OpenWindow, desk: AppDesk, ws: Workspace
) -> None:
    path = ws.store.path
    ws.store.backup(desk.backup_folder(ws))
    ws.store.close()
    broken = path.read_bytes()[:5000]
    path.write_bytes(broken)
    window = open_window()
    window.shell.commands.open_path(path)
    assert window.shell.workspace is None
    [banner] = [b for b in window.findChildren(Banner) if b.isVisible()]
    [action] = [b for b in banner.findChildren(Button) if b.words() == "Open a copy of the backup"]
    action.click()
    restored = opened(window)
    assert restored is not None
    assert restored.store.path != path
    assert "restored" in restored.store.path.name
    assert path.read_bytes() == broken


def test_a_read_only_file_opens_and_says_so(open_window: OpenWindow, desk: AppDesk, ws: Workspace) -> None:
    path = ws.store.path
    ws.store.close()
    window = open_window()
    reader = desk.open(path, read_only=True)
    window.shell.opened(reader)
    window.shell.go("capture", check_id=reader.store.find(RealityCheck)[0].id)
    settle()
    assert isinstance(focused(), ChoiceButton)
    press("1")
    assert any("only" in text for text in window.shell.banners.texts())
    assert reader.store.count(EvidenceNote) == 0
