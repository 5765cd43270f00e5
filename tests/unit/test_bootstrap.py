"""The desk: where an export may go, and settings that two programs share."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tia_desktop.bootstrap import AppDesk, load_settings
from tia_desktop.domain.errors import InputError
from tia_desktop.paths import settings_file
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def opened(tmp_path: Path) -> Workspace:
    return AppDesk().new(
        tmp_path / "a.tia", pack_id="almo-2003", landlord="Riverside Homes (sample)", authority_type="london"
    )


def test_an_export_never_lands_on_something_else(opened: Workspace, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    renamed = tmp_path / "inspection.dat"
    renamed.write_bytes(opened.store.path.read_bytes())
    pipe = Path("/dev/null")
    before = opened.store.path.read_bytes()
    for target in (
        tmp_path / "sub" / ".." / "a.tia",
        tmp_path / "a.tia-wal",
        tmp_path / "A.TIA",
        renamed,
        pipe,
        tmp_path / "sub",
        tmp_path / "nowhere" / "x.json",
    ):
        with pytest.raises(InputError):
            AppDesk().export(opened, "json", target)
    assert opened.store.path.read_bytes() == before
    assert renamed.read_bytes() == before
    opened.store.close()


def test_an_export_leaves_other_files_alone(opened: Workspace, tmp_path: Path) -> None:
    mine = tmp_path / "out.json.part"
    mine.write_text("mine")
    AppDesk().export(opened, "json", tmp_path / "out.json")
    AppDesk().export(opened, "json", tmp_path / "out.json")  # an older export may be replaced
    assert mine.read_text() == "mine"
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["inspection"]
    assert [p.name for p in tmp_path.iterdir() if "tia-export" in p.name] == []
    opened.store.close()


def test_two_programs_do_not_undo_each_others_settings() -> None:
    window, line = AppDesk(), AppDesk()
    line.save_settings(replace(line.settings, backup_folders=("/media/stick",)))
    window.save_settings(replace(window.settings, text_percent=150))
    kept = load_settings()
    assert kept.backup_folders == ("/media/stick",)
    assert kept.text_percent == 150
    assert kept.device == window.settings.device == line.settings.device


@pytest.mark.parametrize(("stored", "read"), [(9000, 200), (1, 100), (150, 150)])
def test_a_silly_text_size_is_put_right(stored: int, read: int) -> None:
    AppDesk()
    data = json.loads(settings_file().read_text("utf-8"))
    settings_file().write_text(json.dumps({**data, "text_percent": stored}), "utf-8")
    assert load_settings().text_percent == read
