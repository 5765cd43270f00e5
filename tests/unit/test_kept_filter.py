"""What passes a filter is kept while somebody types, and found anew when anything changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.stores import begin, new_file, reopen
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.services.ports import NoteFilter
from tia_desktop.store.inspection_file import InspectionFile

LIFTS = NoteFilter(query="lift", source="tenant")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = new_file(tmp_path / "a.tia")
    begin(file)
    note(file, "n1")
    note(file, "n2", source="staff")
    file.close()
    return tmp_path / "a.tia"


def note(file: InspectionFile, note_id: str, **more: str) -> None:
    values = {"text": f"The lift {note_id} is out", "source": "tenant", **more}
    file.record([Edit(EvidenceNote, note_id, values)], author="Ann")


def found(file: InspectionFile, where: NoteFilter = LIFTS) -> list[str]:
    """The same notes, however they are asked for."""
    result = file.notes.search(where)
    ids = sorted(row.id for row in result.rows)
    assert result.total == file.notes.count_notes(where) == len(ids)
    assert sorted(row.id for row in file.notes.note_window(where, 0, 50)) == ids
    return ids


def test_a_change_of_ours_is_seen_at_once(path: Path) -> None:
    file = reopen(path)
    assert found(file) == ["n1"]
    note(file, "n3")
    assert found(file) == ["n1", "n3"]
    note(file, "n2", source="tenant")
    assert found(file) == ["n1", "n2", "n3"]
    file.record([Edit(EvidenceNote, "n1", remove=True)], author="Ann")
    assert found(file) == ["n2", "n3"]
    file.type_text(EvidenceNote, "n2", "text", "The door", author="Ann")
    assert found(file) == ["n3"]
    file.close()


def test_filters_take_turns(path: Path) -> None:
    file = reopen(path)
    staff = NoteFilter(query="lift", source="staff")
    for _ in range(2):
        assert found(file) == ["n1"]
        assert found(file, staff) == ["n2"]
        assert found(file, NoteFilter(query="lift")) == ["n1", "n2"]
    file.close()


def test_only_looking_and_reading_one_moment_find_the_same(path: Path) -> None:
    looking = reopen(path, read_only=True)
    assert found(looking) == ["n1"]
    looking.close()
    file = reopen(path)
    with file.reading():
        assert found(file) == ["n1"]
    note(file, "n3")
    with file.reading():
        assert found(file) == ["n1", "n3"]
    assert found(file) == ["n1", "n3"]
    file.close()


def test_what_somebody_else_writes_is_seen(path: Path) -> None:
    file = reopen(path)
    assert found(file) == ["n1"]
    looking = reopen(path, read_only=True)
    assert found(looking) == ["n1"]
    note(file, "n3")
    assert found(looking) == ["n1", "n3"]
    looking.close()
    file.close()


def test_what_is_kept_is_no_part_of_the_file(path: Path) -> None:
    file = reopen(path)
    found(file)
    tables = {name for (name,) in file.conn.execute("SELECT name FROM main.sqlite_master")}
    assert "note_fits" not in tables
    assert file.verify() == []
    file.close()
