"""Fault 6: the disk is full. Nothing is shown as saved that is not, and it goes on when there is space."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.helpers.project import run_python
from tests.helpers.stores import DEVICE, begin, fill, new_file, note, reopen
from tia_desktop.domain.errors import StorageError, TiaError
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.store.files import create
from tia_desktop.store.inspection_file import InspectionFile

WORDS = "The bin store behind the block is locked and nobody has a key. "


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of three megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = (
        sys.platform == "linux"
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True, check=False
        ).returncode
    )
    if not made:
        pytest.skip("this system lets nobody mount a small disk; the page limit below stands in for it")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(ballast: Path) -> None:
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass


def write_until_full(store: InspectionFile) -> None:
    for n in range(10_000):
        note(store, f"full{n}", text=WORDS * 40)
    raise AssertionError("the disk never became full")


def nothing_is_saved_while_full(store: InspectionFile) -> None:
    """Fill the disk, then try everything; all of it must fail and leave the file as it was."""
    note(store, "typed", text="before")
    with pytest.raises(StorageError, match="full"):
        write_until_full(store)
    ballast, heads = WORDS * 4_000, set()
    for _ in range(3):
        heads.add(store.log.head())
        with pytest.raises(StorageError, match="full"):
            store.type_text(EvidenceNote, "typed", "text", ballast, author="typist")
        with pytest.raises(StorageError, match="full"):
            store.put_blob(ballast.encode())
        found = store.get(EvidenceNote, "typed")
        assert found is not None
        assert found.text == "before"
    assert len(heads) == 1
    assert not store.conn.in_transaction


def test_fault_06_on_a_real_full_disk(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(1_000_000))
    store = new_file(small_disk / "a.tia")
    nothing_is_saved_while_full(store)
    with pytest.raises(StorageError):
        store.backup(small_disk / "backups")
    assert list((small_disk / "backups").iterdir()) == []
    ballast.unlink()
    store.type_text(EvidenceNote, "typed", "text", "tried again", author="typist")
    assert store.verify() == []
    store.close()
    store = reopen(small_disk / "a.tia")
    found = store.get(EvidenceNote, "typed")
    assert found is not None
    assert found.text == "tried again"
    store.close()


def stopped_while_typing(path: Path) -> None:
    """Leave what a killed program leaves: the newest work in the `-wal`, the burst not sealed."""
    child = os.fork()
    if child == 0:
        try:
            store = reopen(path)
            store.type_text(EvidenceNote, "typed", "text", WORDS, author="typist")
            os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    os.waitpid(child, 0)


def test_fault_06_opening_on_a_full_disk_still_shows_the_work(small_disk: Path) -> None:
    path = small_disk / "a.tia"
    store = new_file(path)
    note(store, "typed")
    store.close()
    stopped_while_typing(path)
    fill_up(small_disk / "ballast")
    again = reopen(path)
    found = again.get(EvidenceNote, "typed")
    assert found is not None
    assert found.text == WORDS
    again.close()
    (small_disk / "ballast").unlink()
    again = reopen(path)
    note(again, "other")
    assert [c.author for c in again.log.history("typed")] == ["tester", "typist"]
    assert again.verify() == []
    again.close()


def test_fault_06_where_not_even_the_engine_has_room_it_opens_for_looking(small_disk: Path) -> None:
    path = small_disk / "a.tia"
    store = new_file(path)
    note(store, "n1", text=WORDS)
    store.close()
    fill_up(small_disk / "ballast")
    again = reopen(path)
    assert "disk is full" in again.read_only_reason
    assert again.notices == (again.read_only_reason,)
    assert again.count(EvidenceNote) == 1
    assert again.verify() == []
    again.close()
    (small_disk / "ballast").unlink()
    again = reopen(path)
    assert again.read_only_reason == ""
    again.close()


def test_fault_06_making_an_inspection_on_a_full_disk_leaves_nothing(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(3 * 1024 * 1024 - 40_000))
    with pytest.raises(TiaError):
        create(small_disk / "a.tia", device=DEVICE)
    assert [p.name for p in small_disk.iterdir()] == ["ballast"]


def test_fault_06_where_the_file_may_not_grow(tmp_path: Path) -> None:
    store = new_file(tmp_path / "a.tia")
    fill(begin(store))
    pages = store.conn.execute("PRAGMA page_count").fetchone()[0]
    store.conn.execute(f"PRAGMA max_page_count = {pages + 40}")
    nothing_is_saved_while_full(store)
    store.conn.execute("PRAGMA max_page_count = 1000000")
    note(store, "typed", text="tried again")
    assert store.verify() == []
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a process's files")
def test_fault_07_a_write_that_the_system_refuses_is_never_shown_as_saved(tmp_path: Path) -> None:
    code = """
import resource, sys
from pathlib import Path
from tests.helpers.stores import note, new_file, reopen
from tia_desktop.domain.errors import StorageError
from tia_desktop.domain.records import EvidenceNote
path = Path(sys.argv[1])
store = new_file(path)
note(store, "n1", text="before")
limit = (path.stat().st_size + 100_000, resource.RLIM_INFINITY)
resource.setrlimit(resource.RLIMIT_FSIZE, limit)
said = 0
for n in range(200):
    try:
        store.type_text(EvidenceNote, "n1", "text", f"{n} " * 200, author="typist")
        good = n
    except StorageError as error:
        assert "text stays here" in error.sentence
        said += 1
assert said > 100
shown = store.get(EvidenceNote, "n1").text
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
store.conn.close(); store._lock.release()
reopen(path).close()  # that was no clean end, and this one is told so
again = reopen(path)
assert again.get(EvidenceNote, "n1").text == shown == f"{good} " * 200
assert again.verify() == []
print("fine")
"""
    done = run_python(code, str(tmp_path / "a.tia"))
    assert done.stdout == "fine\n", done.stderr
