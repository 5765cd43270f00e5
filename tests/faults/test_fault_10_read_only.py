"""Fault 10: a read-only file or folder opens for looking, says so, and stays as it is.

Root may write everywhere, so these run as nobody: in a process of its own that gives up its rights.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.project import run_python
from tests.helpers.stores import digest_of, new_file, note, small_file
from tia_desktop.store.wal import UNREAD_WAL

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights of files are a matter of POSIX")

LOOK = """
import os, sys
from pathlib import Path
from tests.helpers.stores import note, reopen
from tia_desktop.domain.errors import ReadOnlyError
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.services.ports import NoteFilter
import tia_desktop.store.verify
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
path = Path(sys.argv[1])
assert not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK)
store = reopen(path)
print(store.count(EvidenceNote), store.notes.search(NoteFilter(query="lift")).total, end=" ")
print([p.sentence for p in store.verify()])
print(store.read_only_reason)
print(*store.notices, sep="\\n")
for write in (
    lambda: note(store, "x"), lambda: store.put_blob(b"x"),
    lambda: store.type_text(EvidenceNote, "x", "text", "x", author="x"),
):
    try:
        write()
    except ReadOnlyError as error:
        assert error.sentence == store.read_only_reason
    else:
        raise AssertionError("it was written")
store.seal()
store.close()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may look into (pytest's own is for one person only)."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


def look(path: Path) -> list[str]:
    before = digest_of(path), sorted(p.name for p in path.parent.iterdir())
    done = run_python(LOOK, str(path))
    assert done.returncode == 0, done.stderr
    assert (digest_of(path), sorted(p.name for p in path.parent.iterdir())) == before
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("file", "parent", "what"), [(0o444, 0o777, "file"), (0o666, 0o555, "folder"), (0o444, 0o555, "file")]
)
def test_fault_10_it_opens_and_says_so(folder: Path, file: int, parent: int, what: str) -> None:
    path = small_file(folder / "a.tia")
    path.chmod(file)
    folder.chmod(parent)
    seen, reason, *notices = look(path)
    assert seen == "11 11 []"
    assert f"its {what} does not allow writing" in reason
    assert notices == [reason]


def crashed(path: Path) -> None:
    """Leave a file as a killed program does: the newest work is in the `-wal`."""
    store = new_file(path.with_name("b.tia"))
    note(store, "n1", text="The lift was clean.")
    for end in ("", "-wal", "-shm"):
        if path.with_name("b.tia" + end).exists():
            shutil.copyfile(path.with_name("b.tia" + end), path.with_name(path.name + end))
    store.close()
    path.with_name("b.tia").unlink()


def test_fault_10_work_in_the_wal_is_read_where_that_is_possible(folder: Path) -> None:
    crashed(folder / "a.tia")
    (folder / "a.tia").chmod(0o444)
    folder.chmod(0o555)
    seen, reason, *notices = look(folder / "a.tia")
    assert (seen, notices) == ("1 1 []", [reason])


def test_fault_10_work_in_the_wal_that_cannot_be_read_is_announced(folder: Path) -> None:
    crashed(folder / "a.tia")
    (folder / "a.tia-shm").unlink()
    (folder / "a.tia").chmod(0o444)
    folder.chmod(0o555)
    seen, _, *notices = look(folder / "a.tia")
    assert UNREAD_WAL in notices
    assert seen == f"0 0 {[UNREAD_WAL]}"


def test_fault_10_opening_to_look_leaves_nothing_behind(tmp_path: Path) -> None:
    from tests.helpers.stores import reopen

    path = small_file(tmp_path / "a.tia")
    before = digest_of(path)
    store = reopen(path, read_only=True)
    assert store.verify() == []
    assert (store.read_only_reason, store.notices) == ("This inspection was opened only for looking.", ())
    store.close()
    assert digest_of(path) == before
    assert [p.name for p in tmp_path.iterdir() if p.name != "tia-home"] == ["a.tia"]
    assert os.listdir(tmp_path / "tia-home" / "locks")
