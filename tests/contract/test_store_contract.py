"""What every store does, the real file and the fake of the tests alike."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest

from tests.fakes import FakeStore
from tests.helpers.stores import LANDLORD, begin, new_file, note
from tia_desktop.domain.changes import GENESIS, Edit
from tia_desktop.domain.conclude_records import NoteSubQuestion
from tia_desktop.domain.errors import (
    DamagedFileError,
    InputError,
    OwnLandlordError,
    StaleWriteError,
)
from tia_desktop.domain.records import (
    INSPECTION_ID,
    Attachment,
    EvidenceLink,
    EvidenceNote,
    Finding,
    Inspection,
    NoteArea,
    NoteQuestion,
    PerformanceIndicator,
    RealityCheck,
    Scalar,
    TeamMember,
    link_id,
)
from tia_desktop.services.evidence_ports import EvidenceRow, PassageRow, Sounding
from tia_desktop.services.history import redo, undo
from tia_desktop.services.ports import BOOKMARK, Changed, NoteFilter, Store


@pytest.fixture(params=["fake", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = FakeStore() if request.param == "fake" else new_file(tmp_path / "contract.tia")
    yield made
    made.close()


def text_of(store: Store, note_id: str = "n1") -> str:
    found = store.get(EvidenceNote, note_id)
    assert found is not None
    return found.text


# ---- recording


def test_a_new_record_takes_its_defaults(store: Store) -> None:
    number = note(store, "n1", text="The lift is clean.", exact_words=True)
    found = store.get(EvidenceNote, "n1")
    assert number == 1
    assert found is not None
    assert (found.text, found.exact_words, found.sensitivity) == ("The lift is clean.", True, "none")
    assert found.version == store.log.history("n1")[-1].hash
    assert store.get(EvidenceNote, "other") is None
    assert store.get(Finding, "n1") is None


def test_edits_that_change_nothing_are_dropped(store: Store) -> None:
    note(store, "n1", text="A")
    head = store.log.head()
    assert note(store, "n1", text="A") == 0
    assert store.record([], author="tester") == 0
    assert store.record([Edit(EvidenceNote, "never", remove=True)], author="tester") == 0
    assert store.log.head() == head


def test_an_empty_record_is_still_made(store: Store) -> None:
    assert note(store, "n1") == 1
    assert text_of(store) == ""


def test_only_the_fields_that_change_are_in_the_history(store: Store) -> None:
    note(store, "n1", text="A", place="Hall")
    note(store, "n1", text="B", place="Hall")
    assert json.loads(store.log.history("n1")[-1].payload or "") == {"text": "B"}


def test_one_action_holds_all_its_changes_in_order(store: Store) -> None:
    note(store, "n0")
    edits = [Edit(EvidenceNote, f"n{n}", {"text": str(n)}) for n in (3, 1, 2)]
    number = store.record(edits, author="tester", cause="import")
    changes = store.log.action(number)
    assert [c.record_id for c in changes] == ["n3", "n1", "n2"]
    assert {(c.action, c.cause, c.author) for c in changes} == {(number, "import", "tester")}
    assert [c.pos for c in changes] == [2, 3, 4]


def test_a_stale_write_is_refused_with_everything_beside_it(store: Store) -> None:
    note(store, "n1", text="A")
    seen = store.get(EvidenceNote, "n1")
    assert seen is not None
    note(store, "n1", text="B")
    head = store.log.head()
    edits = [
        Edit(EvidenceNote, "n2", {"text": "beside"}),
        Edit(EvidenceNote, "n1", {"text": "C"}, based_on=seen.version),
    ]
    with pytest.raises(StaleWriteError):
        store.record(edits, author="tester")
    assert (text_of(store), store.get(EvidenceNote, "n2"), store.log.head()) == ("B", None, head)


def test_a_write_on_what_was_seen_goes_through(store: Store) -> None:
    note(store, "n1", text="A")
    seen = store.get(EvidenceNote, "n1")
    assert seen is not None
    store.record([Edit(EvidenceNote, "n1", {"text": "B"}, based_on=seen.version)], author="tester")
    assert text_of(store) == "B"


@pytest.mark.parametrize("values", [{"nonsense": "x"}, {"text": 1}, {"text": None}, {"exact_words": 1}])
def test_values_that_a_record_cannot_hold_are_our_mistake(store: Store, values: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        store.record([Edit(EvidenceNote, "n1", values)], author="tester")  # type: ignore[arg-type]
    assert store.log.head() == (GENESIS, 0)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_are_none_are_refused(store: Store, number: float) -> None:
    with pytest.raises(InputError):
        store.record([Edit(PerformanceIndicator, "i1", {"value": number})], author="tester")


def test_a_number_that_is_too_large_is_refused(store: Store) -> None:
    with pytest.raises(InputError):
        store.record([Edit(Inspection, INSPECTION_ID, {"homes": 10**30})], author="tester")


def test_removing_leaves_history_and_making_again_starts_from_the_defaults(store: Store) -> None:
    note(store, "n1", text="A", place="Hall")
    store.record([Edit(EvidenceNote, "n1", remove=True)], author="tester")
    assert store.get(EvidenceNote, "n1") is None
    assert store.count(EvidenceNote) == 0
    assert [c.op for c in store.log.history("n1")] == ["set", "remove"]
    note(store, "n1", text="B")
    again = store.get(EvidenceNote, "n1")
    assert again is not None
    assert (again.text, again.place) == ("B", "")


def test_the_same_id_may_name_records_of_two_kinds(store: Store) -> None:
    note(store, "x", text="A note")
    store.record([Edit(Finding, "x", {"text": "A finding"})], author="tester")
    store.record([Edit(EvidenceNote, "x", remove=True)], author="tester")
    found = store.get(Finding, "x")
    assert found is not None
    assert found.text == "A finding"
    assert store.verify() == []


# ---- typing


def test_a_burst_of_typing_is_one_change(store: Store) -> None:
    note(store, "n1")
    for text in ("T", "Th", "The", "The lift"):
        store.type_text(EvidenceNote, "n1", "text", text, author="typist")
        assert text_of(store) == text
    store.seal()
    last = store.log.history("n1")[-1]
    assert len(store.log.history("n1")) == 2
    assert (last.payload, last.author, last.cause) == ('{"text":"The lift"}', "typist", "edit")
    found = store.get(EvidenceNote, "n1")
    assert found is not None
    assert found.version == last.hash
    store.seal()
    assert len(store.log.history("n1")) == 2


def test_typing_that_comes_to_nothing_is_no_change(store: Store) -> None:
    note(store, "n1", text="A")
    for text in ("AB", "A"):
        store.type_text(EvidenceNote, "n1", "text", text, author="typist")
    store.seal()
    assert (text_of(store), len(store.log.history("n1"))) == ("A", 1)


def test_recording_seals_what_was_typed_before(store: Store) -> None:
    note(store, "n1", text="A")
    store.type_text(EvidenceNote, "n1", "text", "typed", author="typist")
    note(store, "n1", text="recorded")
    payloads = [c.payload for c in store.log.history("n1")]
    assert payloads == ['{"text":"A"}', '{"text":"typed"}', '{"text":"recorded"}']


def test_bursts_in_two_places_are_two_actions(store: Store) -> None:
    note(store, "n1")
    note(store, "n2")
    store.type_text(EvidenceNote, "n1", "text", "one", author="typist")
    store.type_text(EvidenceNote, "n2", "place", "two", author="typist")
    store.seal()
    assert [store.log.history(n)[-1].action for n in ("n1", "n2")] == [3, 4]


def test_typing_into_what_is_gone_says_so(store: Store) -> None:
    with pytest.raises(StaleWriteError):
        store.type_text(EvidenceNote, "gone", "text", "words", author="typist")


@pytest.mark.parametrize("field", ["nonsense", "exact_words", "id", "version"])
def test_typing_into_what_is_no_text_is_our_mistake(store: Store, field: str) -> None:
    note(store, "n1")
    with pytest.raises(ValueError):
        store.type_text(EvidenceNote, "n1", field, "words", author="typist")


def test_text_is_cleaned_and_otherwise_literal(store: Store) -> None:
    note(store, "n1", text="a\x00b\r\nc\ud800")
    assert text_of(store) == "a␀b\nc\ufffd"
    store.type_text(EvidenceNote, "n1", "text", "\u202e<b>& 'x' \x1b", author="typist\x07")
    store.seal()
    assert text_of(store) == "\u202e<b>& 'x' ␛"
    assert store.log.history("n1")[-1].author == "typist␇"


# ---- undo and redo


def test_undo_and_redo_walk_the_actions(store: Store) -> None:
    ws = begin(store)
    for text in ("one", "two", "three"):
        note(store, "n1", text=text)
    seen = []
    for step in (undo, undo, redo, undo, undo):
        step(ws)
        found = store.get(EvidenceNote, "n1")
        seen.append(found.text if found else None)
    assert seen == ["two", "one", "two", "one", None]
    with pytest.raises(InputError, match="nothing to undo"):
        undo(ws)
    for wanted in ("one", "two", "three"):
        redo(ws)
        assert text_of(store) == wanted
    with pytest.raises(InputError, match="nothing to redo"):
        redo(ws)


def test_a_new_edit_ends_redo_and_undo_goes_on_below(store: Store) -> None:
    ws = begin(store)
    for text in ("one", "two"):
        note(store, "n1", text=text)
    undo(ws)
    note(store, "n1", text="other")
    assert store.log.last_redoable() == 0
    undo(ws)
    assert text_of(store) == "one"
    undo(ws)
    assert store.get(EvidenceNote, "n1") is None


def test_undo_brings_back_everything_an_action_removed(store: Store) -> None:
    ws = begin(store)
    note(store, "n1", text="A", exact_words=True, place="Hall")
    note(store, "n2", text="a later one")
    link = Edit(NoteQuestion, "n1:q1", {"note_id": "n1", "question_id": "q1"})
    store.record([link], author="tester")
    before = (store.find(EvidenceNote), store.find(NoteQuestion))
    store.record(
        [Edit(EvidenceNote, "n1", remove=True), Edit(NoteQuestion, "n1:q1", remove=True)], author="t"
    )
    undo(ws)
    after = (store.find(EvidenceNote), store.find(NoteQuestion))
    assert [[replace(r, version="") for r in part] for part in after] == [
        [replace(r, version="") for r in part] for part in before
    ]


def test_undo_takes_back_a_whole_burst(store: Store) -> None:
    ws = begin(store)
    note(store, "n1", text="A")
    for text in ("AB", "ABC"):
        store.type_text(EvidenceNote, "n1", "text", text, author="typist")
    undo(ws)
    assert text_of(store) == "A"


def test_the_making_of_the_inspection_cannot_be_undone(store: Store) -> None:
    ws = begin(store)
    assert store.log.last_undoable() == 0
    with pytest.raises(InputError):
        undo(ws)


def test_a_bookmark_is_no_step_of_undo(store: Store) -> None:
    ws = begin(store)
    note(store, "n1", text="A")
    number = note(store, "n1", text="B")
    store.record([Edit(RealityCheck, "c1", {"last_place": "Hall"})], author="tester", cause=BOOKMARK)
    assert store.log.last_undoable() == number
    undo(ws)
    assert text_of(store) == "A"
    store.record([Edit(RealityCheck, "c1", {"last_place": "Yard"})], author="tester", cause=BOOKMARK)
    redo(ws)
    assert text_of(store) == "B"


def test_the_value_before_a_change(store: Store) -> None:
    note(store, "n1", text="A")
    note(store, "n1", text="B")
    first, second = store.log.history("n1")
    assert store.log.value_before(first) is None
    before = store.log.value_before(second)
    assert before is not None
    assert before["text"] == "A"
    assert "version" not in before


# ---- finding


def test_find_and_count_by_fields_oldest_first(store: Store) -> None:
    for n in range(4):
        note(store, f"n{9 - n}", check_id="c1" if n % 2 else "", place=f"p{n}", exact_words=n == 3)
    note(store, "n9", place="changed")
    assert [n.id for n in store.find(EvidenceNote)] == ["n9", "n8", "n7", "n6"]
    assert [n.id for n in store.find(EvidenceNote, check_id="c1")] == ["n8", "n6"]
    assert [n.id for n in store.find(EvidenceNote, check_id="c1", exact_words=True)] == ["n6"]
    assert store.count(EvidenceNote) == 4
    assert store.count(EvidenceNote, check_id="") == 2
    assert store.find(EvidenceNote, check_id="none") == []
    with pytest.raises(ValueError):
        store.find(EvidenceNote, nonsense="x")


# ---- notes


def fill_notes(store: Store) -> None:
    checks = [("c1", "rc01", "Elm Park"), ("c2", "rc02", "Oak House")]
    store.record(
        [Edit(RealityCheck, i, {"template": t, "title": title}) for i, t, title in checks], author="tester"
    )
    rows = [
        ("n1", "c1", "The kitchen is damp and cold", "tenant", "told", "Flat 3"),
        ("n2", "c1", "Repairs take eleven weeks", "staff", "read", "Office"),
        ("n3", "c2", "The kitchen was repaired", "tenant", "seen", "Flat 12"),
        ("n4", "", "A quick note about the kitchen", "", "seen", ""),
    ]
    for i, check, text, source, how, place in rows:
        note(store, i, check_id=check, text=text, source=source, how=how, place=place)
    note(store, "n1", scheme="five", rating="2", item_id="i1")
    note(store, "n2", author="Ann")
    note(store, "n4", author="Ann")
    links = [("n1", "q1"), ("n1", "q2"), ("n3", "q1")]
    store.record(
        [Edit(NoteQuestion, link_id(n, q), {"note_id": n, "question_id": q}) for n, q in links],
        author="tester",
    )
    store.record([Edit(NoteArea, "n3:a1", {"note_id": "n3", "area_id": "a1"})], author="tester")
    edits = [
        Edit(Finding, "f1", {"text": "Kitchens are damp."}),
        Edit(EvidenceLink, "f1:n1", {"finding_id": "f1", "note_id": "n1"}),
        Edit(EvidenceLink, "gone:n3", {"finding_id": "gone", "note_id": "n3"}),  # its finding was removed
    ]
    store.record(edits, author="tester")


def test_an_answer_to_a_prompt_is_a_note_but_not_in_the_inbox(store: Store) -> None:
    note(store, "n1", text="The lift was out.")
    note(store, "n2", text="We ask tenants every year.", prompt_id="p1")
    for where, wanted in ((NoteFilter(check_id=""), ["n1"]), (NoteFilter(), ["n2", "n1"])):
        assert [row.id for row in store.notes.note_window(where, 0, 10)] == wanted
        assert store.notes.count_notes(where) == len(wanted)


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        (NoteFilter(), "n4 n3 n2 n1"),
        (NoteFilter(query="kitchen"), "n4 n3 n1"),
        (NoteFilter(query="kit"), "n4 n3 n1"),
        (NoteFilter(query="k"), "n4 n3 n1"),
        (NoteFilter(query="kitchen _"), "n4 n3 n1"),
        (NoteFilter(query="_ kitchen & damp – "), "n1"),
        (NoteFilter(query="_"), "n4 n3 n2 n1"),
        (NoteFilter(query="KITCHEN damp "), "n1"),
        (NoteFilter(query="kit "), ""),
        (NoteFilter(query="flat"), "n3 n1"),
        (NoteFilter(query="nothing of the kind"), ""),
        (NoteFilter(query="kitchen AND NOT damp OR"), ""),
        (NoteFilter(query='"*()-:^ \x00'), "n4 n3 n2 n1"),
        (NoteFilter(question_id="q1"), "n3 n1"),
        (NoteFilter(question_id="q2"), "n1"),
        (NoteFilter(area_id="a1"), "n3"),
        (NoteFilter(template="rc01"), "n2 n1"),
        (NoteFilter(check_id=""), "n4"),
        (NoteFilter(check_id="c2"), "n3"),
        (NoteFilter(source="tenant"), "n3 n1"),
        (NoteFilter(how="seen"), "n4 n3"),
        (NoteFilter(rating="2"), "n1"),
        (NoteFilter(rating="five/2"), "n1"),
        (NoteFilter(rating="four/2"), ""),
        (NoteFilter(author="Ann"), "n4 n2"),
        (NoteFilter(check_id="", author="Bob"), ""),
        (NoteFilter(unused_only=True), "n4 n3 n2"),
        (NoteFilter(query="kitchen", source="tenant", unused_only=True), "n3"),
        (NoteFilter(query="kitchen", question_id="q1", template="rc01"), "n1"),
        (NoteFilter(query="kitchen", area_id="a1", how="seen"), "n3"),
        (NoteFilter(source="\ud800"), ""),
    ],
)
def test_every_filter_finds_what_it_should(store: Store, where: NoteFilter, ids: str) -> None:
    fill_notes(store)
    wanted = ids.split()
    found = store.notes.search(where)
    assert sorted(row.id for row in found.rows) == sorted(wanted)
    assert (found.total, found.ranked_all) == (len(wanted), True)
    assert store.notes.count_notes(where) == len(wanted)
    assert [row.id for row in store.notes.note_window(where, 0, 10)] == wanted
    assert [row.id for row in store.notes.note_window(where, 1, 1)] == wanted[1:2]
    assert store.notes.search(where, limit=1).total == len(wanted)


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        (NoteFilter(sub_question_id="2.1"), "n3 n1"),
        (NoteFilter(sub_question_id="2.2"), "n2"),
        (NoteFilter(sub_question_id="3.1"), ""),
        (NoteFilter(place="Flat 3"), "n2"),
        (NoteFilter(since="2026-03-02"), "n4 n2"),
        (NoteFilter(until="2026-03-02"), "n2 n1"),
        (NoteFilter(since="2026-03-02", until="2026-03-02"), "n2"),
        (NoteFilter(since="2026-03-02", author="Ann", sub_question_id="2.2"), "n2"),
    ],
)
def test_parts_places_and_days_filter_too(store: Store, where: NoteFilter, ids: str) -> None:
    note(store, "n1", text="damp", observed_at="2026-03-01T23:59:00+00:00")
    note(store, "n2", text="dry", observed_at="2026-03-02T00:00:00+00:00", place="Flat 3", author="Ann")
    note(store, "n3", text="no day at all")
    note(store, "n4", text="mould", observed_at="2026-03-03T09:00:00+00:00")
    parts = [("n1", "2.1"), ("n2", "2.2")]
    edits = [
        Edit(NoteSubQuestion, link_id(n, part), {"note_id": n, "sub_question_id": part}) for n, part in parts
    ]
    edits += [
        Edit(Finding, "f1", {"text": "Kitchens are damp.", "sub_question": "2.1"}),
        Edit(EvidenceLink, "f1:n3", {"finding_id": "f1", "note_id": "n3"}),
        Edit(EvidenceLink, "gone:n4", {"finding_id": "gone", "note_id": "n4"}),
    ]
    store.record(edits, author="tester")
    assert [row.id for row in store.notes.note_window(where, 0, 10)] == ids.split()
    assert store.notes.count_notes(where) == len(ids.split())
    assert store.notes.evidence.places() == ["Flat 3"]
    assert store.notes.evidence.authors() == ["Ann"]
    note(store, "n4", scheme="five", rating="2")
    note(store, "n3", scheme="four", rating="2")
    note(store, "n2", scheme="five", rating="2")
    assert store.notes.evidence.ratings() == [("five", "2"), ("four", "2")]


def test_removed_records_are_still_counted_as_ever_made(store: Store) -> None:
    ws = begin(store)
    assert store.log.ever(Finding) == 0
    store.record([Edit(Finding, "f1", {"text": "A"}), Edit(Finding, "f2", {"text": "B"})], author="tester")
    store.record([Edit(Finding, "f1", remove=True)], author="tester")
    assert store.log.ever(Finding) == 2
    undo(ws)
    assert store.log.ever(Finding) == 2


def test_evidence_is_read_all_at_once(store: Store) -> None:
    store.record([Edit(RealityCheck, "c1", {"template": "rc01", "title": "Elm Park"})], author="tester")
    note(store, "n1", text="damp", check_id="c1", source="tenant", author="Ann")
    note(store, "n2", check_id="c1", source="staff", author="Bob")
    note(store, "n3", text="dry", source="document")
    answered = {"finding_id": "f1", "note_id": "n3", "stance": "contradicts", "answer": "It was summer."}
    edits = [
        Edit(Finding, "f1", {"text": "Kitchens are damp."}),
        Edit(Finding, "f2", {"text": "Nobody looks."}),
        Edit(EvidenceLink, "f1:n1", {"finding_id": "f1", "note_id": "n1"}),
        Edit(EvidenceLink, "f1:n3", answered),
        Edit(EvidenceLink, "f2:n2", {"finding_id": "f2", "note_id": "n2", "stance": "contradicts"}),
        Edit(EvidenceLink, "f1:gone", {"finding_id": "f1", "note_id": "gone"}),
        Edit(EvidenceLink, "gone:n1", {"finding_id": "gone", "note_id": "n1"}),
        *(
            Edit(NoteQuestion, link_id(n, "q1"), {"note_id": n, "question_id": "q1"})
            for n in ("n1", "n2", "n3")
        ),
    ]
    store.record(edits, author="tester")
    first = EvidenceRow("f1", "n1", "supports", False, "rc01", "tenant", "Ann", True)
    second = EvidenceRow("f1", "n3", "contradicts", True, "", "document", "", True)
    assert store.notes.evidence.rows() == [
        first, second, EvidenceRow("f2", "n2", "contradicts", False, "rc01", "staff", "Bob", False),
    ]  # fmt: skip
    assert store.notes.evidence.rows("f1") == [first, second]
    assert store.notes.evidence.soundings() == [Sounding("q1", "rc01", "tenant")]
    kept = {"note_id": "n2", "sha256": "0" * 64, "name": "damp.jpg"}
    store.record([Edit(Attachment, "a1", kept)], author="tester")  # a photo can speak without words
    assert store.notes.evidence.rows("f2")[0].says
    assert store.notes.evidence.soundings()[0] == Sounding("q1", "rc01", "staff")


def test_what_was_chosen_and_said_of_notes_is_read_at_once(store: Store) -> None:
    note(store, "n1", text="The lift was dirty all week.", sensitivity="personal")
    note(store, "n2", text="The door was shut.")
    note(store, "n3", text="Nothing chosen.")
    photo = {"note_id": "n2", "sha256": "0" * 64, "name": "door.jpg"}
    links: list[tuple[str, dict[str, Scalar]]] = [
        ("n1", {"quote": "lift was dirty", "quote_at": 99}),  # where it was does not matter
        ("n2", {"quote": "was open", "attachment_id": "a2", "answer": "It was lunch time."}),
        ("n3", {}),
        ("gone", {"quote": "x"}),
    ]
    store.record(
        [
            Edit(Finding, "f1", {"text": "Dirty"}),
            Edit(Attachment, "a1", photo),
            *(
                Edit(EvidenceLink, link_id("f1", n), {"finding_id": "f1", "note_id": n, **more})
                for n, more in links
            ),
            Edit(EvidenceLink, "f9:n1", {"finding_id": "f9", "note_id": "n1", "quote": "x"}),
        ],
        author="tester",
    )
    first = PassageRow("f1", "n1", "lift was dirty", True, False, "", "personal")
    second = PassageRow("f1", "n2", "was open", False, True, "It was lunch time.", "none")
    assert store.notes.evidence.passages() == [first, second]
    store.record([Edit(EvidenceLink, "f1:n2", {"quote": "", "attachment_id": "a1"})], author="tester")
    assert store.notes.evidence.passages()[1] == replace(second, quote="", stands=True, photo_gone=False)
    store.record([Edit(Attachment, "a1", {"note_id": "n1"})], author="tester")  # another note’s now
    assert store.notes.evidence.passages()[1].photo_gone


def test_what_notes_behind_findings_say_is_read_at_once(store: Store) -> None:
    store.record([Edit(RealityCheck, "c1", {"template": "rc01"})], author="tester")
    note(store, "n2", text="The lift was dirty.", check_id="c1", how="seen", exact_words=True)
    note(store, "n1", scheme="five", rating="2", author="Ann", speaker="A tenant")
    note(store, "n3", text="Behind nothing.")
    kept = {"note_id": "n2", "name": "lift.jpg"}
    links = [("f1", "n2"), ("f2", "n2"), ("f2", "n1"), ("gone", "n3"), ("f1", "gone")]
    store.record(
        [
            Edit(Finding, "f1", {"text": "Dirty"}),
            Edit(Finding, "f2", {"text": "Nobody cleans"}),
            Edit(Attachment, "a2", {**kept, "sha256": "2" * 64}),
            Edit(Attachment, "a1", {**kept, "sha256": "1" * 64, "caption": "Lift, with “dirt”"}),
            *(Edit(EvidenceLink, link_id(f, n), {"finding_id": f, "note_id": n}) for f, n in links),
        ],
        author="tester",
    )
    files = (("1" * 64, "Lift, with “dirt”"), ("2" * 64, ""))
    first, second = store.notes.evidence.contents()
    assert (first.note_id, first.text, first.rating, first.speaker) == ("n1", "", "2", "A tenant")
    assert (first.template, first.files, first.exact_words) == ("", (), False)
    assert (second.note_id, second.text, second.how) == ("n2", "The lift was dirty.", "seen")
    assert (second.template, second.files, second.exact_words) == ("rc01", files, True)


def test_a_row_shows_what_a_list_needs(store: Store) -> None:
    fill_notes(store)
    (row,) = store.notes.search(NoteFilter(query="damp")).rows
    assert (row.check_title, row.template, row.questions, row.findings) == (
        "Elm Park",
        "rc01",
        ("q1", "q2"),
        1,
    )
    assert "[damp]" in row.snippet
    long = "word " * 500
    note(store, "n9", text=long)
    (row,) = store.notes.note_window(NoteFilter(), 0, 1)
    assert (row.text, row.snippet, row.check_title) == (long[:400], "", "")


def test_search_follows_every_change(store: Store) -> None:
    ws = begin(store)
    note(store, "n1", text="damp")
    where = NoteFilter(query="mould")
    counts = []
    for act in (
        lambda: store.type_text(EvidenceNote, "n1", "text", "mould", author="typist"),
        store.seal,
        lambda: undo(ws),
        lambda: redo(ws),
        lambda: note(store, "n2", place="mould"),
        lambda: store.record([Edit(EvidenceNote, "n1", remove=True)], author="tester"),
        lambda: undo(ws),
    ):
        act()
        counts.append(store.notes.count_notes(where))
    assert counts == [1, 1, 0, 1, 2, 1, 2]


def test_tallies_count_notes_by_kind_of_check_and_question(store: Store) -> None:
    fill_notes(store)
    tallies = sorted(
        (t.template, t.question_id, t.item_id, t.scheme, t.rating, t.notes) for t in store.notes.tallies()
    )
    assert tallies == [
        ("rc01", "q1", "i1", "five", "2", 1),
        ("rc01", "q2", "i1", "five", "2", 1),
        ("rc02", "q1", "", "", "", 1),
    ]


def test_a_note_that_says_nothing_is_not_counted_in_tallies(store: Store) -> None:
    begin(store)
    for n, values in enumerate(({}, {"text": "A"}, {"rating": "2"}, {"value": "7"}, {}, {"place": "Hall"})):
        note(store, f"n{n}", **values)
        edit = Edit(NoteQuestion, link_id(f"n{n}", "q1"), {"note_id": f"n{n}", "question_id": "q1"})
        store.record([edit], author="tester")
    store.record([Edit(Attachment, "a1", {"note_id": "n4", "name": "lift.png"})], author="tester")
    assert sum(t.notes for t in store.notes.tallies()) == 4
    store.type_text(EvidenceNote, "n1", "text", "", author="typist")
    assert sum(t.notes for t in store.notes.tallies()) == 3
    assert store.notes.count_notes(NoteFilter()) == 6


ACCENTS = ("café", "Ärger", "phở", "йод", "한국", "résumé")


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
@pytest.mark.parametrize("word", ACCENTS)
def test_accents_are_found_however_they_were_typed(
    store: Store, word: str, typed: Literal["NFC", "NFD"], asked: Literal["NFC", "NFD"]
) -> None:
    text = unicodedata.normalize(typed, f"the {word} here")
    note(store, "n1", text=text)
    note(store, "n2", text="something else")
    query = unicodedata.normalize(asked, word)
    for words in (query, f"{query} ", f"here {query}", f"{query} the"):
        assert [row.id for row in store.notes.search(NoteFilter(query=words)).rows] == ["n1"], words
    assert text_of(store) == text


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_accents_may_be_left_out_of_a_query(store: Store, typed: Literal["NFC", "NFD"]) -> None:
    note(store, "n1", text=unicodedata.normalize(typed, "The résumé of the café"))
    assert store.notes.count_notes(NoteFilter(query="resume cafe")) == 1


# ---- one moment


def test_what_is_read_at_one_moment_may_be_nested(store: Store) -> None:
    ws = begin(store)
    note(store, "n1", text="A")
    with store.reading():
        with store.reading():
            assert text_of(store) == "A"
        assert store.find(EvidenceNote) == ws.store.find(EvidenceNote)
        assert store.notes.count_notes(NoteFilter()) == 1
        assert store.log.head()[1] > 0
    assert note(store, "n1", text="B")


def test_nothing_is_written_while_one_moment_is_read(store: Store) -> None:
    note(store, "n1", text="A")
    store.type_text(EvidenceNote, "n1", "text", "typed", author="typist")
    head = store.log.head()
    writes: tuple[Callable[[], object], ...] = (
        store.seal,
        lambda: note(store, "n2"),
        lambda: store.type_text(EvidenceNote, "n1", "text", "C", author="typist"),
        lambda: store.put_blob(b"bytes"),
    )
    for write in writes:
        with pytest.raises(RuntimeError, match="snapshot"), store.reading():
            write()
    assert (store.log.head(), text_of(store)) == (head, "typed")
    store.seal()
    assert store.log.head()[1] == head[1] + 1
    assert store.verify() == []


# ---- typing in two places


def test_of_two_bursts_in_one_record_one_may_come_to_nothing(store: Store) -> None:
    note(store, "n1", text="t", place="p")
    head = store.log.head()[1]
    for field, words in (("place", "pp"), ("text", "tt"), ("text", "t")):
        store.type_text(EvidenceNote, "n1", field, words, author="typist")
    store.seal()
    found = store.get(EvidenceNote, "n1")
    assert found is not None
    assert (found.text, found.place, found.version) == ("t", "pp", store.log.head()[0])
    assert store.log.head()[1] == head + 1
    assert store.verify() == []


# ---- history and blobs


def test_the_head_names_the_last_change(store: Store) -> None:
    assert store.log.head() == (GENESIS, 0)
    note(store, "n1")
    note(store, "n2")
    assert store.log.head() == (store.log.history("n2")[-1].hash, 2)
    assert store.log.history("unknown") == []
    assert store.log.action(99) == []


def test_bytes_are_kept_once_under_their_hash(store: Store) -> None:
    digest = store.put_blob(b"picture")
    assert store.put_blob(b"picture") == digest
    assert store.get_blob(digest) == b"picture"
    with pytest.raises(DamagedFileError):
        store.get_blob("0" * 64)


# ---- an adviser never inspects their own landlord (guidance para 35)

ADVISER = {"name": "Maureen", "role": "tia", "rents_from": "The RIVERSIDE homes Ltd."}


def start(store: Store) -> None:
    values = {"landlord": LANDLORD, "authority": "Hillside Council"}
    store.record([Edit(Inspection, INSPECTION_ID, values)], author="tester")


@pytest.mark.parametrize("rents_from", ["The RIVERSIDE homes Ltd.", "hillside council"])
def test_an_adviser_who_rents_here_cannot_join(store: Store, rents_from: str) -> None:
    start(store)
    with pytest.raises(OwnLandlordError, match="para 35"):
        store.record([Edit(TeamMember, "m1", {**ADVISER, "rents_from": rents_from})], author="tester")
    assert store.find(TeamMember) == []


def test_nor_by_a_change_of_role_landlord_or_home(store: Store) -> None:
    start(store)
    store.record([Edit(TeamMember, "m1", {**ADVISER, "role": "inspector"})], author="tester")
    store.record([Edit(TeamMember, "m2", {**ADVISER, "rents_from": "Elsewhere"})], author="tester")
    head = store.log.head()
    for edit in (
        Edit(TeamMember, "m1", {"role": "tia"}),
        Edit(TeamMember, "m2", {"rents_from": LANDLORD}),
        Edit(Inspection, INSPECTION_ID, {"landlord": "Elsewhere"}),
        Edit(Inspection, INSPECTION_ID, {"authority": "elsewhere plc"}),
    ):
        with pytest.raises(OwnLandlordError):
            store.record([edit], author="tester")
    assert store.log.head() == head


def test_nor_by_typing(store: Store) -> None:
    start(store)
    store.record([Edit(TeamMember, "m1", {**ADVISER, "rents_from": ""})], author="tester")
    store.type_text(TeamMember, "m1", "rents_from", "Riverside", author="typist")
    with pytest.raises(OwnLandlordError):
        store.type_text(TeamMember, "m1", "rents_from", "Riverside Homes", author="typist")
    member = store.get(TeamMember, "m1")
    assert member is not None
    assert member.rents_from == "Riverside"
    store.seal()


def test_nor_by_undo(store: Store) -> None:
    ws = begin(store)
    store.record([Edit(TeamMember, "m1", {**ADVISER, "role": "inspector"})], author="tester")
    store.record([Edit(TeamMember, "m1", {"rents_from": "Elsewhere", "role": "tia"})], author="tester")
    store.record([Edit(TeamMember, "m1", {"role": "inspector"})], author="tester")
    store.record([Edit(TeamMember, "m1", {"rents_from": LANDLORD})], author="tester")
    store.record([Edit(Inspection, INSPECTION_ID, {"landlord": "Another"})], author="tester")
    store.record([Edit(TeamMember, "m1", {"role": "tia"})], author="tester")
    undo(ws)
    undo(ws)
    with pytest.raises(OwnLandlordError):
        store.record([Edit(TeamMember, "m1", {"role": "tia"})], author="tester")


def test_the_refusal_names_the_check(store: Store) -> None:
    start(store)
    member = {**ADVISER, "role": "inspector"}
    store.record([Edit(TeamMember, "m1", member)], author="tester")
    check = Edit(RealityCheck, "c1", {"title": "Elm Park", "assigned_to": "m1"})
    with pytest.raises(OwnLandlordError, match="Elm Park"):
        store.record([check, Edit(TeamMember, "m1", {"role": "tia"})], author="tester")
    assert store.get(RealityCheck, "c1") is None


# ---- listening


def test_listeners_hear_what_changed_and_who_began_it(store: Store) -> None:
    heard: list[Changed] = []
    stop = store.subscribe(heard.append)
    note(store, "n1")
    store.record([Edit(EvidenceNote, "n2"), Edit(Finding, "f1")], author="tester", origin="editor")
    store.type_text(EvidenceNote, "n1", "text", "words", author="typist", origin="typing")
    note(store, "n2")
    assert [(sorted(c.kinds), sorted(c.ids), c.origin) for c in heard] == [
        (["note"], ["n1"], ""),
        (["finding", "note"], ["f1", "n2"], "editor"),
        (["note"], ["n1"], "typing"),
    ]
    assert all(c.saved_at[:2] == "20" for c in heard)
    stop()
    stop()
    note(store, "n3")
    assert len(heard) == 3


def test_a_listener_sees_the_new_state_and_may_stop_listening(store: Store) -> None:
    seen: list[int] = []

    def listen(changed: Changed) -> None:
        seen.append(store.count(EvidenceNote))
        stop()

    stop = store.subscribe(listen)
    note(store, "n1")
    note(store, "n2")
    assert seen == [1]


def test_nothing_is_heard_of_what_was_refused(store: Store) -> None:
    start(store)
    heard: list[Changed] = []
    store.subscribe(heard.append)
    with pytest.raises(OwnLandlordError):
        store.record([Edit(TeamMember, "m1", ADVISER)], author="tester")
    assert heard == []


# ---- the clock


def test_ids_sort_by_time_and_are_not_the_same_twice(store: Store) -> None:
    ids = [store.new_id() for _ in range(200)]
    assert ids == sorted(set(ids))
    assert store.now()[10] == "T"


# ---- what everybody did, and what belongs to a record


def deeds(store: Store, moment: str) -> set[tuple[str, str, str, str, int]]:
    return {(d.author, d.kind, d.what, d.value, d.records) for d in store.log.since(moment)}


def test_since_counts_what_everybody_did(store: Store) -> None:
    moment = store.now()
    begin(store)
    for number in range(3):
        note(store, f"n{number}", text="A")
    note(store, "n1", text="B")  # made since then: not counted as changed too
    store.record([Edit(EvidenceNote, "n2", remove=True)], author="Ann")
    store.record([Edit(EvidenceNote, "n7", {"text": "C"})], author="Ann", cause="import")
    store.record([Edit(RealityCheck, "c1", {"title": "Elm"})], author="Ann")
    store.record([Edit(EvidenceNote, "n0", {"text": "D"})], author="Ann")
    for status in ("started", "done"):
        store.record([Edit(RealityCheck, "c1", {"status": status})], author="Ann")
    store.record([Edit(RealityCheck, "c1", {"last_place": "Hall"})], author="Ann", cause=BOOKMARK)
    assert deeds(store, moment) == {
        ("tester", "note", "made", "", 3),
        ("Ann", "note", "changed", "", 1),
        ("Ann", "note", "removed", "", 1),
        ("Ann", "note", "brought", "", 1),
        ("Ann", "reality_check", "made", "", 1),
        ("Ann", "reality_check", "changed", "started", 1),
        ("Ann", "reality_check", "changed", "done", 1),
    }
    assert deeds(store, "2100-01-01T00:00:00+00:00") == set()


def test_since_tells_that_something_was_answered_and_not_what(store: Store) -> None:
    moment = store.now()
    for answer in ("", "It was summer.", "It was June.", " "):
        store.record([Edit(EvidenceLink, "f1:n1", {"note_id": "n1", "answer": answer})], author="Ann")
    store.record([Edit(Finding, "f1", {"text": "A"})], author="Ann")
    store.record([Edit(Finding, "f1", {"status": "draft"})], author="Ann")
    assert deeds(store, moment) == {
        ("Ann", "evidence_link", "made", "", 1),
        ("Ann", "evidence_link", "changed", "yes", 1),
        ("Ann", "evidence_link", "changed", "", 1),
        ("Ann", "finding", "made", "", 1),
    }


def test_since_looks_no_further_back_than_the_moment(store: Store) -> None:
    note(store, "n1", text="A")
    last = store.log.history("n1")[0]
    number = 1
    while last.hlc[:12] == store.log.history("n1")[0].hlc[:12]:  # until a millisecond has gone by
        number += 1
        note(store, f"n{number}", text="A")
        last = store.log.history(f"n{number}")[0]
    note(store, "n1", text="B")
    at = datetime.fromtimestamp(int(last.hlc[:12], 16) / 1000, UTC).isoformat()
    assert deeds(store, at) == {
        ("tester", "note", "changed", "", 1),
        ("tester", "note", "made", "", 1),
    }


def test_since_leaves_out_what_was_undone_and_has_again_what_was_redone(store: Store) -> None:
    moment = store.now()
    ws = begin(store)
    note(store, "n1", text="A")
    wanted = deeds(store, moment)
    note(store, "n2", text="A")
    undo(ws)
    assert deeds(store, moment) == wanted
    redo(ws)
    assert deeds(store, moment) == {("tester", "note", "made", "", 2)}
    undo(ws)
    undo(ws)
    assert deeds(store, moment) == set()


def test_linked_has_the_changes_of_what_points_to_a_record_removed_or_not(store: Store) -> None:
    links = [("n1", "q1"), ("n1", "q2"), ("n2", "q1")]
    for n, q in links:
        store.record([Edit(NoteQuestion, link_id(n, q), {"note_id": n, "question_id": q})], author="t")
    store.record([Edit(NoteQuestion, "n1:q1", remove=True)], author="t")
    store.record([Edit(NoteQuestion, "n2:q1", remove=True)], author="t")
    found = store.log.linked(NoteQuestion, "note_id", "n1")
    assert [(c.record_id, c.op) for c in found] == [("n1:q1", "set"), ("n1:q2", "set"), ("n1:q1", "remove")]
    assert store.log.linked(NoteQuestion, "note_id", "n") == []
    assert store.log.linked(EvidenceLink, "note_id", "n1") == []
