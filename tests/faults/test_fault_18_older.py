"""A file from an older version is brought up to date on opening, and nothing in it is lost (fault 18)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.helpers.old_files import as_version
from tests.helpers.stores import DEVICE, begin, fill, new_file
from tia_desktop.domain.errors import DamagedFileError, NotAnInspectionError, StorageError
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.paths import upgrades_dir
from tia_desktop.services import conclude
from tia_desktop.services.ports import NoteFilter
from tia_desktop.store import upgrade
from tia_desktop.store.backup import automatic_folder, newest_good
from tia_desktop.store.engine import connect
from tia_desktop.store.files import open_file
from tia_desktop.store.guard import check_schema
from tia_desktop.store.migrations import LATEST

OLDER = list(range(1, LATEST))
KEY = bytes(range(32))


def old_file(folder: Path, version: int, *, notes: int = 30, key: bytes | None = None) -> Path:
    made = new_file(folder / "now.tia", key=key)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conclude, "next_number", lambda _ws: 0)  # older versions gave findings no number
        fill(begin(made), notes)
    made.close()
    path = folder / "Riverside.tia"
    as_version(folder / "now.tia", path, version, key=key)
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "protected"])
@pytest.mark.parametrize("version", OLDER)
def test_it_is_brought_up_to_date_with_everything_in_it(
    tmp_path: Path, version: int, key: bytes | None
) -> None:
    path = old_file(tmp_path, version, key=key)
    file = open_file(path, device=DEVICE, key=key)
    now = open_file(tmp_path / "now.tia", device=DEVICE, key=key, read_only=True)
    assert file.conn.execute("PRAGMA user_version").fetchone() == (LATEST,)
    assert check_schema(file.conn, path.name) == LATEST
    assert file.verify() == []
    assert file.find(EvidenceNote) == now.find(EvidenceNote)
    assert file.notes.count_notes(NoteFilter()) == 29
    assert any("older version" in notice for notice in file.notices)
    now.close()
    file.close()
    again = open_file(path, device=DEVICE, key=key)
    assert not any("older version" in notice for notice in again.notices)
    again.close()


@pytest.mark.parametrize("version", OLDER)
def test_how_it_was_is_kept_and_can_be_opened(tmp_path: Path, version: int) -> None:
    path = old_file(tmp_path, version)
    open_file(path, device=DEVICE).close()
    (kept,) = automatic_folder(path).glob("*.tia")
    conn = connect(kept, mode="ro", immutable=True)
    assert check_schema(conn, kept.name) == version
    conn.close()
    path.write_bytes(b"")
    assert newest_good(path, []) == kept


@pytest.mark.parametrize("version", OLDER)
def test_looking_at_it_is_refused_and_changes_nothing(tmp_path: Path, version: int) -> None:
    path = old_file(tmp_path, version)
    before = digest(path)
    with pytest.raises(NotAnInspectionError, match="older version"):
        open_file(path, device=DEVICE, read_only=True)
    assert digest(path) == before


@pytest.mark.parametrize("version", OLDER)
def test_a_damaged_one_is_left_as_it_was(tmp_path: Path, version: int) -> None:
    path = old_file(tmp_path, version)
    conn = connect(path)
    conn.execute("UPDATE note SET text = 'somebody else wrote this' WHERE ref = (SELECT max(ref) FROM note)")
    conn.commit()
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    conn.close()
    with pytest.raises(DamagedFileError, match="It was not changed"):
        open_file(path, device=DEVICE)
    conn = connect(path, mode="ro")
    assert check_schema(conn, path.name) == version
    conn.close()


def test_nothing_of_the_trial_stays(tmp_path: Path) -> None:
    path = old_file(tmp_path, 1)
    left = upgrades_dir() / automatic_folder(path).name
    left.mkdir(parents=True)
    (left / "copy.tia").write_bytes(b"from a program that was killed here")
    open_file(path, device=DEVICE).close()
    assert not left.exists()
    left.mkdir()
    open_file(path, device=DEVICE).close()  # up to date already
    assert not left.exists()


def test_without_room_for_the_copies_it_says_so_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_file(tmp_path, 1)
    before = digest(path)

    def full(*_: object) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(upgrade, "write_copy", full)
    with pytest.raises(StorageError, match="there is no room to bring it up to date"):
        open_file(path, device=DEVICE)
    assert digest(path) == before
    monkeypatch.undo()
    open_file(path, device=DEVICE).close()
