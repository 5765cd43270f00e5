"""Exporting, backing up and checking, with the real desk and without a window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.shell import ShellLog
from tia_desktop.bootstrap import AppDesk
from tia_desktop.services.readiness import open_problems
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.screens.export.presenter import ExportPresenter, Result


class ViewLog:
    """Answers the questions of the presenter and keeps its results."""

    def __init__(self, answer: Path | None) -> None:
        self.answer = answer
        self.asked: list[Path] = []
        self.results: list[Result] = []
        self.folders: list[Path] = []

    def ask_path(self, suggestion: Path, kind: str) -> Path | None:
        self.asked.append(suggestion)
        return self.answer

    def ask_folder(self, suggestion: Path) -> Path | None:
        self.asked.append(suggestion)
        return self.answer

    def show_result(self, result: Result) -> None:
        self.results.append(result)

    def show_folder(self, folder: Path) -> None:
        self.folders.append(folder)


@pytest.fixture
def desk() -> AppDesk:
    return AppDesk()


@pytest.fixture
def ws(desk: AppDesk, tmp_path: Path) -> Iterator[Workspace]:
    made = desk.open_sample(tmp_path / "samples")
    yield made
    made.store.close()


def exporting(ws: Workspace, desk: AppDesk, answer: Path | None) -> tuple[ExportPresenter, ViewLog, ShellLog]:
    view, shell = ViewLog(answer), ShellLog()
    return ExportPresenter(ScreenContext(desk, shell, ws), view), view, shell


@pytest.mark.parametrize("kind", ["pdf", "json", "csv"])
def test_every_format_is_written_and_the_place_is_told(
    ws: Workspace, desk: AppDesk, tmp_path: Path, kind: str
) -> None:
    presenter, view, shell = exporting(ws, desk, tmp_path / "out")
    presenter.export(kind)
    written = tmp_path / f"out.{kind}"
    assert written.stat().st_size > 100
    [result] = view.results
    assert (result.tone, result.folder) == ("vgood", tmp_path)
    assert str(written) in result.words
    assert ("background", "Exporting") in shell.calls
    assert view.asked[0].suffix == f".{kind}"


def test_the_export_states_what_is_open(ws: Workspace, desk: AppDesk, tmp_path: Path) -> None:
    presenter, _, _ = exporting(ws, desk, tmp_path / "out.json")
    problems = open_problems(ws)
    sentences = [problem.sentence for problem in problems]
    assert sentences
    assert presenter.open_words(problems).startswith(f"{len(sentences)} problems are open.")
    presenter.export("json")
    written = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert all(sentence in json.dumps(written, ensure_ascii=False) for sentence in sentences)


def test_what_was_typed_last_is_in_the_export(ws: Workspace, desk: AppDesk, tmp_path: Path) -> None:
    from tia_desktop.services import judging

    judging.type_reason(ws, "j1", "Typed a moment ago.")
    presenter, _, _ = exporting(ws, desk, tmp_path / "out.json")
    presenter.export("json")
    assert "Typed a moment ago." in (tmp_path / "out.json").read_text("utf-8")


def test_giving_up_writes_nothing(ws: Workspace, desk: AppDesk) -> None:
    presenter, view, shell = exporting(ws, desk, None)
    presenter.export("pdf")
    presenter.back_up()
    assert view.results == []
    assert not any(call[0] == "background" for call in shell.calls)


def test_an_export_never_overwrites_the_inspection(ws: Workspace, desk: AppDesk) -> None:
    presenter, view, _ = exporting(ws, desk, ws.store.path)
    presenter.export("json")
    assert ws.store.path.exists()
    assert view.results[0].folder == ws.store.path.parent  # "name.tia.json", beside it


def test_a_folder_that_is_not_there_is_named(ws: Workspace, desk: AppDesk, tmp_path: Path) -> None:
    presenter, view, _ = exporting(ws, desk, tmp_path / "gone" / "out.pdf")
    presenter.export("pdf")
    [result] = view.results
    assert result.tone == "vweak"
    assert "gone" in result.words


def test_a_backup_is_made_and_its_folder_remembered(ws: Workspace, desk: AppDesk, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    presenter, view, _ = exporting(ws, desk, folder)
    presenter.back_up()
    [made] = list(folder.iterdir())
    assert str(made) in view.results[0].words
    assert desk.settings.backup_folders[0] == str(folder)
    again = desk.open(made, read_only=True)
    assert again.inspection.landlord == ws.inspection.landlord
    again.store.close()


def test_checking_a_sound_file(ws: Workspace, desk: AppDesk) -> None:
    presenter, view, _ = exporting(ws, desk, None)
    presenter.verify()
    assert view.results[0].tone == "vgood"


def test_checking_a_file_that_somebody_changed(ws: Workspace, desk: AppDesk) -> None:
    ws.store.conn.execute("UPDATE note SET text = 'Something else' WHERE ref = (SELECT min(ref) FROM note)")  # type: ignore[attr-defined]
    presenter, view, _ = exporting(ws, desk, None)
    presenter.verify()
    [result] = view.results
    assert result.tone == "vweak"
    assert result.details
