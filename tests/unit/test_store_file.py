"""The inspection file: what the contract cannot say about a real file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.stores import (
    LANDLORD,
    PNG,
    begin,
    dump,
    fill,
    new_file,
    note,
    pack_and_bytes,
    reopen,
    small_file,
)
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import (
    DamagedFileError,
    InputError,
    LockedFileError,
    ReadOnlyError,
    StorageError,
)
from tia_desktop.domain.records import INSPECTION_ID, Attachment, EvidenceNote, Finding, Inspection
from tia_desktop.paths import locks_dir
from tia_desktop.services import capture, history, photos
from tia_desktop.services.history import undo
from tia_desktop.services.ports import Changed, NoteFilter
from tia_desktop.services.workspace import Workspace
from tia_desktop.store import migrations
from tia_desktop.store.clock import HybridClock
from tia_desktop.store.engine import connect, database, explain
from tia_desktop.store.guard import FINGERPRINTS, fingerprint
from tia_desktop.store.inspection_file import InspectionFile
from tia_desktop.store.lock import WriterLock
from tia_desktop.store.projection import SHAPES


@pytest.fixture
def store(tmp_path: Path) -> Iterator[InspectionFile]:
    made = new_file(tmp_path / "a.tia")
    yield made
    made.close()


@pytest.fixture
def ws(store: InspectionFile) -> Workspace:
    return begin(store)


# ---- the schema


def test_the_fingerprint_is_that_of_a_fresh_file(store: InspectionFile) -> None:
    assert fingerprint(store.conn) == FINGERPRINTS[migrations.LATEST]
    store.conn.execute("ANALYZE")
    assert fingerprint(store.conn) == FINGERPRINTS[migrations.LATEST]


def test_every_record_has_its_table_with_its_fields_and_defaults(store: InspectionFile) -> None:
    for kind, shape in SHAPES.items():
        columns = {row[1]: row[4] for row in store.conn.execute(f"PRAGMA table_info({kind})")}
        assert list(columns)[:3] == ["ref", "id", "version"]
        assert tuple(columns)[3:] == shape.columns
        for name, default in shape.defaults.items():
            written = (columns[name] or "NULL").strip("'")
            assert written == (
                "NULL" if default is None else str(int(default) if default is False else default)
            )


def test_all_tables_are_strict(store: InspectionFile) -> None:
    rows = store.conn.execute("PRAGMA table_list").fetchall()
    ours = [r for r in rows if r[2] == "table" and not r[1].startswith(("sqlite_", "_sqlite"))]
    assert len(ours) > len(SHAPES)
    assert all(r[5] for r in ours)


def test_migrating_twice_changes_nothing(store: InspectionFile) -> None:
    before = fingerprint(store.conn)
    migrations.migrate(database(store.conn))
    assert fingerprint(store.conn) == before
    rows = store.conn.execute("SELECT migration_set, name FROM _sqlite_migrations").fetchall()
    assert rows == migrations.RELEASED


def test_the_protections_of_a_connection_are_on(store: InspectionFile, tmp_path: Path) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": None,
        "temp_store": 2,
        "secure_delete": 1,
    }
    for name, value in wanted.items():
        row = store.conn.execute(f"PRAGMA {name}").fetchone()
        assert (row[0] if row else None) in (value, 0 if value is None else value), name
    looking = connect(tmp_path / "a.tia", mode="look")
    assert looking.execute("PRAGMA query_only").fetchone() == (1,)
    looking.close()
    with pytest.raises(ValueError):
        connect(tmp_path / "a.tia", key=b"short")


# ---- saving


def test_what_is_saved_is_seen_by_another_connection_at_once(store: InspectionFile) -> None:
    note(store, "n1", text="seen")
    other = reopen(store.path, read_only=True)
    store.type_text(EvidenceNote, "n1", "text", "seen and typed", author="typist")
    found = other.get(EvidenceNote, "n1")
    assert found is not None
    assert found.text == "seen and typed"
    assert other.notes.count_notes(NoteFilter(query="typed")) == 1
    store.type_text(EvidenceNote, "n1", "text", "seen and typed and typed", author="typist")
    note(store, "n2", text="typed as well")
    assert other.notes.count_notes(NoteFilter(query="typed")) == 2
    with pytest.raises(ReadOnlyError):
        note(other, "n3")
    with pytest.raises(ReadOnlyError):
        other.put_blob(b"x")
    other.close()


def test_a_listener_that_fails_does_not_make_a_saved_change_look_lost(
    store: InspectionFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[str] = []
    heard: list[Changed] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: reported.append(kind.__name__))

    def broken(changed: Changed) -> None:
        raise ZeroDivisionError

    store.subscribe(broken)
    store.subscribe(heard.append)
    assert note(store, "n1", text="saved") == 1
    assert (len(heard), reported) == (1, ["ZeroDivisionError"])


def test_a_large_action_names_no_ids(store: InspectionFile) -> None:
    heard: list[Changed] = []
    store.subscribe(heard.append)
    store.record([Edit(EvidenceNote, f"n{n}") for n in range(201)], author="tester")
    assert heard[0].ids == frozenset()
    assert heard[0].kinds == {"note"}


def test_closing_twice_is_fine_and_seals_the_last_words(store: InspectionFile) -> None:
    note(store, "n1")
    store.type_text(EvidenceNote, "n1", "text", "last words", author="typist")
    store.close()
    store.close()
    again = reopen(store.path)
    assert len(again.log.history("n1")) == 2
    assert again.notices == ()
    again.close()
    assert sorted(p.name for p in store.path.parent.iterdir() if p.name != "tia-home") == ["a.tia"]


def test_a_file_without_an_inspection_says_so(store: InspectionFile) -> None:
    from tia_desktop.services.plan import frozen_pack

    with pytest.raises(InputError, match="no inspection"):
        frozen_pack(store)
    assert store.verify() == []


def test_damaged_bytes_of_a_photo_are_noticed(ws: Workspace, store: InspectionFile) -> None:
    fill(ws)
    digest = store.put_blob(PNG)
    store.conn.execute("UPDATE blob SET data = zeroblob(length(data)) WHERE sha256 = ?", (digest,))
    with pytest.raises(DamagedFileError):
        store.get_blob(digest)
    assert [p.place for p in store.verify()] == [f"attachment {digest[:12]}"]


def test_undo_of_thousands_of_notes_is_one_action(ws: Workspace, store: InspectionFile) -> None:
    before = dump(store)
    edits = [Edit(EvidenceNote, f"n{n}", {"text": f"note {n}"}) for n in range(3_000)]
    store.record(edits, author="tester", cause="import")
    after = dump(store, ["note"])
    assert "3,000 notes" in history.undo(ws)
    assert {**dump(store), "tombstone": []} == before
    history.redo(ws)
    assert [row[:2] + row[3:] for row in dump(store)["note"]] == [row[:2] + row[3:] for row in after["note"]]
    assert store.verify() == []


# ---- verification names what is wrong

TAMPERED = {
    "UPDATE change SET payload = replace(payload, 'lift', 'loft') WHERE kind = 'note'": "history entry",
    "UPDATE change SET author = 'nobody' WHERE n = 20": "history entry 20",
    "UPDATE change SET hlc = '0' || hlc WHERE n = 20": "history entry 20",
    "DELETE FROM change WHERE n = 20": "history entry 21",
    "DELETE FROM change WHERE n = (SELECT max(n) FROM change)": "chain ",
    "UPDATE change SET pos = pos + 1000 WHERE n = 20": "history entry",
    "UPDATE chain_head SET hlc = 'zzz'": "chain ",
    "UPDATE chain_head SET pos = pos + 1": "chain ",
    "DELETE FROM chain_head": "chain ",
    "UPDATE note SET rating = '5' WHERE ref = (SELECT min(ref) FROM note)": "note ",
    "UPDATE note SET version = '' WHERE ref = (SELECT min(ref) FROM note)": "note ",
    "UPDATE note SET ref = ref + 100000 WHERE ref = (SELECT min(ref) FROM note)": "note ",
    "DELETE FROM note WHERE ref = (SELECT min(ref) FROM note)": "note ",
    "INSERT INTO note (id, version) VALUES ('x', '')": "note records",
    "DELETE FROM tombstone": "removed records",
    "UPDATE tombstone SET version = 'x'": "note",
    "INSERT INTO tombstone VALUES ('note', 'x', '')": "removed records",
    "INSERT INTO draft VALUES ('x', 'text', 'note', '', '', '', '')": "removed records",
    "INSERT INTO draft VALUES ('x', 'nonsense', 'note', '', '', '', '')": "file",
    "UPDATE blob SET size = size + 1": "attachment ",
    "DELETE FROM blob": "attachment ",
    "UPDATE meta SET value = 'opfn'": "file",
    "DELETE FROM attachment WHERE id = 'pack'": "framework",
    "INSERT INTO note_fts (note_fts) VALUES ('delete-all')": "search",
    "INSERT INTO note_fts (rowid, text, place) VALUES (1, 'planted', '')": "search",
    "UPDATE note_fts_docsize SET sz = x'00'": "search",
    "UPDATE change SET kind = 'weather' WHERE n = 20": "record",
    "UPDATE change SET payload = '[]' WHERE n = 20": "history entry 20",
    "UPDATE change SET payload = NULL WHERE n = 20": "history entry 20",
    "UPDATE _sqlite_migrations SET name = 'm0009' WHERE name LIKE 'm0001%'": "file",
    "UPDATE note_place SET notes = notes + 1": "note list",
}


@pytest.mark.parametrize("statement", TAMPERED)
@pytest.mark.parametrize("read_only", [False, True])
def test_verification_names_what_was_tampered_with(tmp_path: Path, statement: str, read_only: bool) -> None:
    path = small_file(tmp_path / "a.tia")
    raw = connect(path)
    raw.execute(statement)
    raw.close()
    if "INTO draft" in statement and not read_only:  # it would be sealed, so it is not even opened
        with pytest.raises(DamagedFileError, match="typed last"):
            reopen(path)
        return
    store = reopen(path, read_only=read_only)
    places = [p.place for p in store.verify()]
    assert any(TAMPERED[statement] in place for place in places), places
    store.close()


def test_verification_reports_its_progress_and_can_be_cancelled(ws: Workspace, store: InspectionFile) -> None:
    fill(ws)
    seen: list[tuple[int, int]] = []
    assert store.verify(lambda done, total: seen.append((done, total))) == []
    assert seen[-1][0] == seen[-1][1] > 0

    def cancel(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        store.verify(cancel)
    note(store, "n1", text="and the file is still fine")
    assert store.verify() == []


def test_a_very_damaged_file_is_reported_with_an_end(ws: Workspace, store: InspectionFile) -> None:
    store.record([Edit(EvidenceNote, f"n{n}") for n in range(300)], author="tester")
    store.conn.execute("UPDATE note SET place = 'forged'")
    problems = store.verify()
    assert len(problems) == 101
    assert "More than 100" in problems[-1].sentence


def test_verification_keeps_nobody_waiting(ws: Workspace, store: InspectionFile) -> None:
    fill(ws)
    other = reopen(store.path, read_only=True)
    written: list[int] = []

    def write(done: int, total: int) -> None:
        written.append(note(store, f"while{len(written)}"))

    assert other.verify(write) == [] or written
    assert written
    other.close()


def test_verification_beside_a_writer_raises_no_alarm(ws: Workspace, store: InspectionFile) -> None:
    made = fill(ws)
    other = reopen(store.path, read_only=True)
    moments: list[int] = []

    def watch(statement: str) -> None:
        """Write between any two questions that the verification asks."""
        if statement.startswith(("SELECT", "PRAGMA integrity", "INSERT INTO temp")) and len(moments) < 60:
            moments.append(note(store, f"beside{len(moments)}", text=f"lift {len(moments)}"))
            store.type_text(EvidenceNote, made[0], "text", f"typed {len(moments)}", author="typist")

    other.conn.set_trace_callback(watch)
    assert other.verify() == []
    assert len(moments) > 20
    other.conn.set_trace_callback(None)
    assert other.verify() == store.verify() == []
    assert store.conn.execute("SELECT count(*) FROM temp.sqlite_master").fetchone() == (0,)
    other.close()


def test_everything_read_inside_belongs_to_one_moment(ws: Workspace, store: InspectionFile) -> None:
    other = reopen(store.path, read_only=True)
    before = other.log.head()
    with other.reading():
        note(store, "n1", text="written meanwhile")
        with other.reading():
            assert other.get(EvidenceNote, "n1") is None
        assert other.notes.count_notes(NoteFilter()) == 0
        assert other.log.head() == before
        assert other.verify() == []
    assert other.get(EvidenceNote, "n1") is not None
    assert other.notes.count_notes(NoteFilter()) == 1
    other.close()


def test_the_frozen_framework_is_tied_to_the_inspection(ws: Workspace, store: InspectionFile) -> None:
    raw = pack_and_bytes()[1]
    assert store.verify() == []
    other = json.dumps({**json.loads(raw), "title": "Another"}).encode()
    spaced = json.dumps(json.loads(raw), indent=7).encode()
    for data, alike in ((spaced, True), (other, False), (b"{", False)):
        store.record([Edit(Attachment, "pack", {"sha256": store.put_blob(data)})], author="tester")
        assert [p.place for p in store.verify()] == ([] if alike else ["framework"])
    store.record([Edit(Attachment, "pack", {"sha256": store.put_blob(raw)})], author="tester")
    for values in ({"pack_id": "x"}, {"pack_version": "x"}, {"pack_hash": "0" * 64}):
        store.record([Edit(Inspection, INSPECTION_ID, values)], author="tester")
        assert [p.place for p in store.verify()] == ["framework"]
        undo(ws)
        assert store.verify() == []
    store.record([Edit(Attachment, "pack", remove=True)], author="tester")
    assert [p.place for p in store.verify()] == ["framework"]


# ---- protected files

KEY = bytes(range(32))


def test_a_protected_file_goes_round_with_its_key(tmp_path: Path) -> None:
    from tia_desktop.domain.errors import WrongKeyError

    path = tmp_path / "a.tia"
    store = new_file(path, key=KEY)
    fill(begin(store))
    note(store, "n1", text="Seventeen purple elephants")
    backup = store.backup(tmp_path / "backups")
    for file in (*tmp_path.glob("a.tia*"), backup):
        data = file.read_bytes()
        assert b"elephants" not in data
        assert b"SQLite format" not in data
    store.close()
    for place in (path, backup):
        again = reopen(place, key=KEY)
        assert (again.verify(), again.notices) == ([], ())
        found = again.get(EvidenceNote, "n1")
        assert found is not None
        assert found.text == "Seventeen purple elephants"
        again.close()
        before = place.read_bytes()
        for key, words in ((bytes(32), "this key does not open it"), (None, "is protected")):
            for read_only in (False, True):
                with pytest.raises(WrongKeyError, match=words):
                    reopen(place, key=key, read_only=read_only)
        assert place.read_bytes() == before
    with pytest.raises(WrongKeyError):  # a key for a plain file
        reopen(small_file(tmp_path / "plain.tia"), key=KEY)


def test_one_bit_in_a_protected_file_is_always_noticed(tmp_path: Path) -> None:
    from tia_desktop.domain.errors import TiaError

    path = tmp_path / "a.tia"
    store = new_file(path, key=KEY)
    fill(begin(store))
    store.close()
    data = path.read_bytes()
    for at in range(50, len(data), len(data) // 40):
        path.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
        try:
            again = reopen(path, key=KEY)
        except TiaError:
            continue
        assert again.verify(), at
        again.conn.close()
        again._lock.release()  # type: ignore[union-attr]


# ---- the lock and the clock


def test_a_home_that_cannot_be_written_is_a_plain_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="own folder"):
        WriterLock(tmp_path / "a.tia", tmp_path / "file" / "locks")


def test_a_lock_is_taken_once_and_given_back(tmp_path: Path) -> None:
    first = WriterLock(tmp_path / "a.tia", locks_dir())
    with pytest.raises(LockedFileError):
        WriterLock(tmp_path / "." / "a.tia", locks_dir())
    first.release()
    first.release()
    WriterLock(tmp_path / "a.tia", locks_dir()).release()


@pytest.mark.parametrize("wall", [0.0, 978_307_200.0, 4_102_444_800.0])
def test_the_order_is_kept_whatever_the_laptop_believes(tmp_path: Path, wall: float) -> None:
    path = tmp_path / "a.tia"
    store = new_file(path)
    note(store, "n1", text="A")
    store.close()
    times = iter([wall, *(wall - n for n in range(1, 10_000))])
    store = reopen(path, clock=HybridClock(lambda: next(times)))
    for text in ("B", "C", "D"):
        note(store, "n1", text=text)
    stamps = [c.hlc for c in store.log.history("n1")]
    assert stamps == sorted(set(stamps))
    assert [c.payload for c in store.log.history("n1")][-1] == '{"text":"D"}'
    assert store.verify() == []
    store.close()


def test_more_stamps_than_fit_in_one_millisecond() -> None:
    clock = HybridClock(lambda: 1.0)
    stamps = [clock.stamp() for _ in range(70_000)]
    assert stamps == sorted(set(stamps))


# ---- words for the engine's errors


def test_every_engine_error_has_words() -> None:
    from sqlcipher3 import dbapi2 as engine

    for code in range(1, 27):
        error = engine.OperationalError("the engine's own words")
        error.sqlite_errorcode = code
        for looking in (False, True):
            sentence = explain(error, looking=looking).sentence
            assert sentence.endswith(".")
            assert "engine" not in sentence


# ---- bits that belong to services


def test_a_photo_is_kept_once_and_with_its_note(ws: Workspace, store: InspectionFile) -> None:
    made = fill(ws)
    photos.attach_photo(ws, made[1], "again.png", PNG)
    assert store.conn.execute("SELECT count(*) FROM blob").fetchone() == (2,)  # the pack and one photo
    capture.remove_note(ws, made[1])
    history.undo(ws)
    assert store.verify() == []


def test_an_inspection_names_its_landlord(ws: Workspace) -> None:
    assert ws.inspection.landlord == LANDLORD
    assert ws.store.find(Finding) == []
