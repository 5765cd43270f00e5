"""Faults 13, 14 and 16: files that were cut short, have a flipped bit, or lost the `-wal` beside them."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.helpers.stores import (
    LOGICAL,
    begin,
    digest_of,
    dump,
    fill,
    new_file,
    note,
    reopen,
    small_file,
)
from tia_desktop.cli import tia
from tia_desktop.domain.errors import DamagedFileError, TiaError
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.services.ports import SEALED, NoteFilter
from tia_desktop.store.backup import automatic_folder
from tia_desktop.store.inspection_file import InspectionFile
from tia_desktop.store.wal import LOST_WAL, WORK_MISSING

CUTS = (
    0,
    1,
    15,
    16,
    17,
    60,
    99,
    100,
    101,
    512,
    1023,
    4095,
    4096,
    4097,
    8192,
    20_000,
    65_536,
    -4097,
    -4096,
    -1,
)


@pytest.mark.parametrize("cut", CUTS)
def test_fault_13_a_file_cut_short_offers_the_newest_good_backup(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.tia"
    store = new_file(path)
    fill(begin(store))
    good = store.backup(automatic_folder(path))
    store.close()
    newer = good.with_name("a--29990101-120000.tia")  # newer by its name, and damaged as well
    newer.write_bytes(good.read_bytes()[:-4096])
    data = path.read_bytes()
    path.write_bytes(data[:cut])
    before = digest_of(path)
    with pytest.raises(DamagedFileError) as error:
        reopen(path)
    assert error.value.backup == str(good)
    assert str(good) in error.value.sentence
    assert digest_of(path) == before
    restored = reopen(good)
    assert restored.notices == ()
    assert restored.verify() == []
    restored.close()


def test_fault_13_without_a_backup_it_is_still_said_plainly(tmp_path: Path) -> None:
    path = small_file(tmp_path / "a.tia")
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(DamagedFileError, match="cut short") as error:
        reopen(path)
    assert error.value.backup is None


# ---- one bit


def logical(store: InspectionFile) -> dict[str, Any]:
    """Everything a person can ever see of a file."""
    tables = [t for t in LOGICAL if t != "meta"]
    searches = ("lift", "li", "block 3", "l", "clean notice board")
    found: dict[str, Any] = dict(dump(store, tables))
    found["search"] = [
        (r.total, sorted(row.id for row in r.rows))
        for r in (store.notes.search(NoteFilter(query=q)) for q in searches)
    ]
    found["found"] = [n.id for n in store.find(EvidenceNote)]
    return found


def flip(path: Path, chance: random.Random, size: int) -> str:
    at, bit = chance.randrange(size), chance.randrange(8)
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1 << bit]))
    return f"bit {bit} of byte {at} (page {at // 4096 + 1}, {at % 4096})"


def outcome(path: Path, whole: dict[str, Any]) -> str:
    """Open a file as a person would; "refused", "found", "told", "harmless", or "" when damage is hidden."""
    try:
        store = reopen(path)
    except TiaError:
        return "refused"
    try:
        problems = {p.sentence for p in store.verify()}
        if problems - WORK_MISSING:
            return "found"
        if problems:
            return "told"
        return "harmless" if logical(store) == whole else ""
    finally:
        try:
            store.close()
        except TiaError:
            pass  # writing down the end of the session may hit the damage


def flips(tmp_path: Path, make: Callable[[Path], None], target: str, count: int, seed: int) -> dict[str, int]:
    """Flip one bit at a time in a fresh copy; return how often damage showed in which way."""
    source, work = tmp_path / "source", tmp_path / "work"
    source.mkdir()
    make(source)
    whole_copy = tmp_path / "whole"
    shutil.copytree(source, whole_copy)
    store = reopen(whole_copy / "a.tia")
    whole = logical(store)
    store.close()
    chance, counts = random.Random(seed), dict.fromkeys(("refused", "found", "told", "harmless"), 0)
    size = (source / target).stat().st_size
    for _ in range(count):
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(source, work)
        where = flip(work / target, chance, size)
        how = outcome(work / "a.tia", whole)
        assert how, f"{where} of {target} is shown as good"
        counts[how] += 1
    return counts


def make_closed(folder: Path) -> None:
    small_file(folder / "a.tia", notes=40)


def make_stopped(folder: Path) -> None:
    """A file whose newest work, and a burst of typing, are in the `-wal`."""
    store = new_file(folder / "b.tia")
    made = fill(begin(store), 40)
    store.type_text(EvidenceNote, made[0], "text", "The lift was being typed", author="typist")
    for end in ("", "-wal"):
        shutil.copyfile(folder / f"b.tia{end}", folder / f"a.tia{end}")
    store.close()
    (folder / "b.tia").unlink()


def test_fault_14_one_bit_in_the_file_is_found_or_harmless(tmp_path: Path) -> None:
    counts = flips(tmp_path, make_closed, "a.tia", 250, seed=14)
    assert counts["found"] > 50
    assert counts["refused"] > 0


def test_fault_14_one_bit_in_the_wal_is_found_or_harmless(tmp_path: Path) -> None:
    counts = flips(tmp_path, make_stopped, "a.tia-wal", 100, seed=15)
    assert counts["told"] > 20


def test_fault_14_damaged_typing_is_not_sealed_as_if_somebody_had_written_it(tmp_path: Path) -> None:
    make_stopped(tmp_path)
    path = tmp_path / "a.tia"
    store = reopen(path, read_only=True)
    store.close()
    import sqlcipher3.dbapi2 as engine

    raw = engine.connect(str(path), isolation_level=None)
    raw.execute("UPDATE note SET text = replace(text, 'being typed', 'being forged')")
    raw.close()
    with pytest.raises(DamagedFileError):
        reopen(path)
    looking = reopen(path, read_only=True)
    assert any("typed last" in p.sentence for p in looking.verify())
    looking.close()


# ---- the -wal


def killed_while_writing(path: Path) -> None:
    """Write in a process of its own and kill it: what is left is what a real stop leaves."""
    child = os.fork()
    if child == 0:
        try:
            store = reopen(path)
            note(store, "newest", text="written just before the laptop stopped")
            store.type_text(EvidenceNote, "newest", "text", "and typed on", author="typist")
            os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    os.waitpid(child, 0)


posix = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")


@posix
def test_fault_16_a_deleted_wal_is_reported_and_only_then(tmp_path: Path) -> None:
    path = small_file(tmp_path / "a.tia")
    killed_while_writing(path)
    path.with_name("a.tia-wal").unlink()
    looking = reopen(path, read_only=True)
    assert looking.notices == (LOST_WAL,)
    assert [p.sentence for p in looking.verify()] == [LOST_WAL]
    looking.close()
    command = CliRunner().invoke(tia, ["verify", str(path)])
    assert command.exit_code == 1
    assert "-wal" in command.output
    store = reopen(path)
    assert store.notices == (LOST_WAL,)
    assert store.get(EvidenceNote, "newest") is None
    assert [p.sentence for p in store.verify()] == [LOST_WAL]
    assert store.backup(tmp_path / "backups").exists()
    store.close()
    store = reopen(path)
    assert store.notices == ()
    assert store.verify() == []
    store.close()


@posix
def test_fault_16_a_wal_that_was_emptied_is_reported(tmp_path: Path) -> None:
    path = small_file(tmp_path / "a.tia")
    killed_while_writing(path)
    path.with_name("a.tia-wal").write_bytes(b"")
    store = reopen(path)
    assert store.notices == (LOST_WAL,)
    store.close()


@posix
def test_fault_12_after_a_kill_it_opens_with_everything_and_says_so_once(tmp_path: Path) -> None:
    path = small_file(tmp_path / "a.tia")
    killed_while_writing(path)
    store = reopen(path)
    assert store.notices == (SEALED,)
    assert [c.op for c in store.log.history("newest")] == ["set", "set"]
    found = store.get(EvidenceNote, "newest")
    assert found is not None
    assert found.text == "and typed on"
    assert store.verify() == []
    store.close()  # nothing was written in this session: the mark of the killed one must go all the same
    store = reopen(path)
    assert store.notices == ()
    store.close()


def test_fault_16_a_reader_in_the_way_does_not_hold_up_the_first_save(tmp_path: Path) -> None:
    path = small_file(tmp_path / "a.tia")
    store = reopen(path)
    reader = reopen(path, read_only=True)
    reader.conn.execute("BEGIN")
    assert reader.count(EvidenceNote) == 11
    note(store, "n1", text="saved while somebody reads")
    note(store, "n2", text="and again")
    reader.conn.execute("COMMIT")
    assert reader.count(EvidenceNote) == 13
    reader.close()
    assert store.verify() == []
    store.close()


def test_fault_16_a_backup_of_an_open_inspection_opens_without_alarm(tmp_path: Path) -> None:
    store = reopen(small_file(tmp_path / "a.tia"))
    note(store, "n1")
    copy = store.backup(tmp_path / "backups")
    store.close()
    assert [p.name for p in copy.parent.iterdir()] == [copy.name]
    backup = reopen(copy)
    assert backup.notices == ()
    assert backup.verify() == []
    backup.close()


def test_fault_14_a_damaged_file_is_not_backed_up_over_good_backups(tmp_path: Path) -> None:
    store = reopen(small_file(tmp_path / "a.tia"))
    good = store.backup(tmp_path / "backups")
    store.conn.execute("UPDATE note SET text = 'forged' WHERE ref = (SELECT min(ref) FROM note)")
    with pytest.raises(DamagedFileError, match="older backups are untouched"):
        store.backup(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == [good]
    store.close()
