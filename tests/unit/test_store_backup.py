"""Backups belong to one inspection, whatever its file is called and wherever they lie."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.stores import begin, new_file, note, reopen
from tia_desktop.domain.errors import DamagedFileError
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.store.backup import automatic_folder, first_change, newest_good, thin_out
from tia_desktop.store.inspection_file import InspectionFile

KEY = bytes(range(32))


def make(path: Path, words: str, **more: Any) -> InspectionFile:
    path.parent.mkdir(exist_ok=True)
    store = new_file(path, **more)
    begin(store)
    note(store, "n1", text=words)
    return store


def cut(path: Path) -> None:
    """Damage a file so that nothing can be read in it."""
    path.write_bytes(path.read_bytes()[:3000])


def spoil(path: Path) -> None:
    """Damage a file at its end: how it began can still be read."""
    with path.open("r+b") as file:
        file.seek(-4096, 2)
        file.write(bytes(4096))


def offered(path: Path, *folders: Path, **more: Any) -> str | None:
    with pytest.raises(DamagedFileError) as error:
        reopen(path, backup_folders=lambda: list(folders), **more)
    return error.value.backup


def words_in(path: Path, **more: Any) -> str:
    store = reopen(path, read_only=True, **more)
    found = store.get(EvidenceNote, "n1")
    store.close()
    assert found is not None
    return found.text


@pytest.fixture(params=[None, KEY], ids=["plain", "protected"])
def more(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {"key": request.param}


def aged(copy: Path, day: int) -> Path:
    """Make a backup look as if it was made in January of a year long ago."""
    return copy.rename(copy.with_name(f"{copy.name.split('--')[0]}--200101{day:02}-120000.tia"))


def test_thinning_touches_no_other_inspection_of_that_name(tmp_path: Path, more: dict[str, Any]) -> None:
    folder = tmp_path / "stick"
    a = make(tmp_path / "A" / "Insp.tia", "of A", **more)
    theirs = aged(a.backup(folder), 31)
    a.close()
    b = make(tmp_path / "B" / "Insp.tia", "of B", **more)
    for day in range(1, 31):
        aged(b.backup(folder), day)
    b.backup(folder)
    b.close()
    left = [words_in(path, **more) for path in sorted(folder.iterdir())]
    assert theirs.exists()
    assert left.count("of A") == 1
    assert 7 <= left.count("of B") <= 14


def test_thinning_leaves_what_is_no_backup_of_ours(tmp_path: Path) -> None:
    a = make(tmp_path / "Insp.tia", "of A")
    first = first_change(a.conn)
    folder = a.backup(tmp_path / "stick").parent
    a.close()
    for n in range(20):
        (folder / f"Insp--200101{n + 1:02}-120000.tia").write_bytes(b"what a stranger keeps here")
    before = sorted(folder.iterdir())
    thin_out(folder, "Insp", first)
    thin_out(folder, "Insp", "")
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("damage", [cut, spoil])
def test_a_damaged_file_is_offered_its_own_backup(tmp_path: Path, damage: Any, more: dict[str, Any]) -> None:
    folder = tmp_path / "stick"
    paths = [tmp_path / name / "Insp.tia" for name in ("A", "B")]
    for path in paths:
        store = make(path, f"of {path.parent.name}", **more)
        store.backup(folder)
        store.close()
    for path in paths:
        damage(path)
        good = newest_good(path, [folder], **more)
        assert good is not None
        assert words_in(good, **more) == f"of {path.parent.name}"
        if damage is cut and not more["key"]:  # a cut protected file may as well have another key
            assert offered(path, folder) == str(good)


def test_nobody_elses_backup_is_offered(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    b = make(tmp_path / "B" / "Insp.tia", "of B")
    b.backup(folder)
    b.backup(tmp_path / "A")  # it even lies beside the damaged one
    b.close()
    a = make(tmp_path / "A" / "Insp.tia", "of A")
    a.close()
    spoil(a.path)
    assert newest_good(a.path, [folder, a.path.parent]) is None
    cut(a.path)
    assert offered(a.path, folder) is None


def test_without_the_note_only_the_folder_of_that_path_is_believed(tmp_path: Path) -> None:
    a = make(tmp_path / "Insp.tia", "of A")
    own = a.backup(automatic_folder(a.path))
    a.backup(tmp_path / "stick")
    a.close()
    (automatic_folder(a.path) / "inspection.json").write_text("no JSON", "utf-8")
    cut(a.path)
    assert offered(a.path, tmp_path / "stick") == str(own)


def test_a_new_inspection_at_an_old_path_is_not_offered_the_old_ones_backup(tmp_path: Path) -> None:
    path = tmp_path / "Insp.tia"
    old = make(path, "the old one")
    copy = old.backup(automatic_folder(path))
    old.close()
    path.unlink()
    new = make(path, "the new one")
    new.close()
    cut(path)
    assert offered(path) is None
    shutil.copyfile(copy, path)  # and what can be read in the file counts more than the note
    spoil(path)
    assert newest_good(path, []) == copy


def test_each_path_has_an_automatic_folder_of_its_own(tmp_path: Path) -> None:
    long = "ü" * 120
    paths = [tmp_path / "A" / "Insp.tia", tmp_path / "B" / "Insp.tia", tmp_path / f"{long}.tia"]
    folders = {automatic_folder(path) for path in paths}
    assert len(folders) == 3
    assert automatic_folder(tmp_path / "A" / ".." / "A" / "Insp.tia") == automatic_folder(paths[0])
    assert all(len(folder.name.encode()) < 200 for folder in folders)
