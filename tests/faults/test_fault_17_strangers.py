"""Faults 11, 17, 18 and 37: opened twice, not ours, from a newer version, or with something planted."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as engine

from tests.helpers.project import run_python
from tests.helpers.stores import digest_of, new_file, note, reopen, small_file
from tia_desktop.domain.errors import (
    InputError,
    LockedFileError,
    NewerFileError,
    NotAnInspectionError,
    TiaError,
)
from tia_desktop.services.ports import Store
from tia_desktop.store.guard import APPLICATION_ID
from tia_desktop.store.migrations import LATEST


def test_fault_11_opened_a_second_time_says_so_at_once(tmp_path: Path) -> None:
    path = small_file(tmp_path / "a.tia")
    store = reopen(path)
    with pytest.raises(LockedFileError, match="already open in another window"):
        reopen(path)
    beside = tmp_path / "link.tia"
    beside.symlink_to(path)
    with pytest.raises(LockedFileError):
        reopen(beside)
    looking = reopen(path, read_only=True)  # looking is possible all the time
    looking.close()
    code = (
        "import sys; from pathlib import Path; from tests.helpers.stores import reopen\n"
        "reopen(Path(sys.argv[1]))"
    )
    assert "LockedFileError" in run_python(code, str(path)).stderr
    note(store, "n1", text="the first window goes on")
    store.close()
    reopen(path).close()


def test_fault_12_every_way_out_lets_go_of_the_lock(tmp_path: Path) -> None:
    path = small_file(tmp_path / "a.tia")
    whole = path.read_bytes()
    for damage in (whole[:5000], b"", whole[:60] + (LATEST + 1).to_bytes(4, "big") + whole[64:], b"%PDF-1.7"):
        path.write_bytes(damage)
        for key in (None, bytes(32)):
            with pytest.raises(TiaError):
                reopen(path, key=key)
    path.write_bytes(whole)
    reopen(path).close()
    with pytest.raises(TiaError):
        new_file(path)
    reopen(path).close()


def test_a_name_that_is_taken_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.tia"
    path.write_bytes(b"somebody's")
    with pytest.raises(TiaError, match="exists already"):
        new_file(path)
    assert path.read_bytes() == b"somebody's"
    with pytest.raises(TiaError, match="no folder"):
        new_file(tmp_path / "none" / "a.tia")


STRANGERS: dict[str, Callable[[Path], object]] = {
    "a PDF": lambda p: p.write_bytes(b"%PDF-1.7\n" + bytes(5000)),
    "text": lambda p: p.write_text("Dear Ruth,\n"),
    "a ZIP": lambda p: p.write_bytes(b"PK\x03\x04" + bytes(9000)),
    "a folder": lambda p: p.mkdir(),
    "nothing": lambda p: None,
    "a link to nothing": lambda p: p.symlink_to(p.with_name("nowhere")),
    "an empty database": lambda p: engine.connect(str(p)).execute("CREATE TABLE t (x)").connection.close(),
}
if hasattr(os, "mkfifo"):
    STRANGERS["a pipe"] = lambda p: os.mkfifo(p)


@pytest.mark.parametrize("what", STRANGERS)
@pytest.mark.parametrize("read_only", [False, True])
def test_fault_17_what_only_has_our_name_is_refused(tmp_path: Path, what: str, read_only: bool) -> None:
    path = tmp_path / "a.tia"
    STRANGERS[what](path)
    before = digest_of(path) if path.is_file() else ""
    with pytest.raises(NotAnInspectionError, match=r"a\.tia"):
        reopen(path, read_only=read_only)
    assert (digest_of(path) if path.is_file() else "") == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "tia-home") == (
        ["a.tia"] if what != "nothing" else []
    )


def refuse_or_report(path: Path, **how: object) -> None:
    """Open a strange file: a TiaError, or a file that says it is damaged. The bytes stay as they are."""
    before = digest_of(path)
    try:
        store = reopen(path, **how)
    except TiaError:
        assert digest_of(path) == before
        return
    assert store.verify()
    store.close()


def test_fault_17_strange_databases_are_refused_and_left_alone(tmp_path: Path, shared_data: Path) -> None:
    files = sorted((shared_data / "data" / "c6-sqlite-corrupt").glob("*.db"))
    assert len(files) > 50
    for source in files:
        path = tmp_path / "a.tia"
        for read_only in (False, True):
            shutil.copyfile(source, path)
            refuse_or_report(path, read_only=read_only)
            refuse_or_report(path, read_only=read_only, key=bytes(32))
        ours = bytearray(source.read_bytes())
        if len(ours) >= 100:  # the same file when it also claims to be one of ours
            ours[:16] = b"SQLite format 3\0"
            ours[60:64] = (1).to_bytes(4, "big")
            ours[68:72] = APPLICATION_ID.to_bytes(4, "big")
            path.write_bytes(ours)
            refuse_or_report(path)


def test_fault_18_a_file_from_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = small_file(tmp_path / "a.tia")
    raw(path, f"PRAGMA user_version = {LATEST + 1}", "ALTER TABLE note ADD COLUMN mood TEXT")
    before = digest_of(path)
    for read_only in (False, True):
        with pytest.raises(NewerFileError, match="newer version"):
            reopen(path, read_only=read_only)
    assert digest_of(path) == before
    assert not path.with_name("a.tia-wal").exists()


def raw(path: Path, *statements: str) -> None:
    conn = engine.connect(str(path), isolation_level=None)
    for statement in statements:
        conn.execute(statement)
    conn.close()


PLANTED = {
    "a trigger": ["CREATE TRIGGER evil AFTER INSERT ON note BEGIN DELETE FROM change; END"],
    "a view": ["CREATE VIEW evil AS SELECT * FROM note"],
    "a table": ["CREATE TABLE evil (x)"],
    "an index": ["CREATE INDEX evil ON note (text)"],
    "a search table": ["CREATE VIRTUAL TABLE evil USING fts5(x)"],
    "a changed trigger": [
        "DROP TRIGGER note_ad",
        "CREATE TRIGGER note_ad AFTER DELETE ON note BEGIN SELECT 1; END",
    ],
    "a view in place of a table": [
        "ALTER TABLE indicator RENAME TO evil",
        "CREATE VIEW indicator AS SELECT * FROM evil",
    ],
    "a missing index": ["DROP INDEX note_filter"],
    "a generated column": ["ALTER TABLE note ADD COLUMN evil TEXT AS (upper(text))"],
    "statistics with SQL": ["ANALYZE", "UPDATE sqlite_stat1 SET tbl = 'note); DROP TABLE change'"],
}


@pytest.mark.parametrize("what", [w for w in PLANTED if w != "statistics with SQL"])
@pytest.mark.parametrize("read_only", [False, True])
def test_fault_37_what_was_planted_is_refused(tmp_path: Path, what: str, read_only: bool) -> None:
    path = small_file(tmp_path / "a.tia")
    raw(path, *PLANTED[what])
    before = digest_of(path)
    with pytest.raises(NotAnInspectionError, match="not opened and not changed"):
        reopen(path, read_only=read_only)
    assert digest_of(path) == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "tia-home") == ["a.tia"]


@pytest.mark.parametrize("what", [w for w in PLANTED if w != "statistics with SQL"])
@pytest.mark.parametrize("read_only", [False, True])
def test_fault_37_also_when_it_is_planted_in_the_wal(tmp_path: Path, what: str, read_only: bool) -> None:
    path, other = tmp_path / "a.tia", small_file(tmp_path / "other.tia")
    conn = engine.connect(str(other), isolation_level=None)
    conn.execute("PRAGMA journal_mode = WAL")
    for statement in PLANTED[what]:
        conn.execute(statement)
    for end in ("", "-wal"):
        shutil.copyfile(f"{other}{end}", f"{path}{end}")
    conn.close()
    both = (path, path.with_name("a.tia-wal"))
    before = digest_of(*both)
    with pytest.raises(NotAnInspectionError, match="not opened and not changed"):
        reopen(path, read_only=read_only)
    assert digest_of(*both) == before


def test_fault_37_statistics_are_never_a_way_in(tmp_path: Path) -> None:
    path = small_file(tmp_path / "a.tia")
    raw(path, *PLANTED["statistics with SQL"])
    store = reopen(path)
    assert store.verify() == []
    store.close()


@pytest.mark.parametrize("folder", ["", ".", "..", "/"])
@pytest.mark.parametrize("more", [{}, {"read_only": True}, {"key": bytes(32)}], ids=["open", "look", "key"])
def test_fault_17_a_folder_without_a_name_is_no_inspection(folder: str, more: dict[str, Any]) -> None:
    with pytest.raises(TiaError):
        reopen(Path(folder), **more)


@pytest.mark.parametrize("more", [{}, {"read_only": True}])
def test_fault_17_a_name_that_is_too_long_is_no_inspection(tmp_path: Path, more: dict[str, Any]) -> None:
    for path in (tmp_path / ("n" * 300 + ".tia"), tmp_path / ("n" * 300) / "a.tia"):
        with pytest.raises(NotAnInspectionError, match="There is no file"):
            reopen(path, **more)
        with pytest.raises(InputError, match="There is no file"):
            reopen(path, key=bytes(32), **more)
    with pytest.raises(TiaError):
        new_file(tmp_path / ("n" * 300 + ".tia"))
    with pytest.raises(TiaError):
        new_file(tmp_path / ("n" * 300) / "a.tia")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such names")
@pytest.mark.parametrize(
    "name", ["100% ?mode=ro&x#1.tia", "a b'c\".tia", "ünï\u202ecode.tia", "file:x.tia", b"\xff\xfe.tia"]
)
def test_any_file_name_works(tmp_path: Path, name: str | bytes) -> None:
    path = tmp_path / (os.fsdecode(name) if isinstance(name, bytes) else name)
    store: Store = new_file(path)
    note(store, "n1", text="kept")
    store.close()
    store = reopen(path)
    assert store.verify() == []
    note(store, "n2")
    store.close()
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "tia-home") == [path.name]
