"""Sorting quick notes in bulk: one action for all of them, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError, StaleWriteError, UnknownRecordError
from tia_desktop.domain.records import Attachment, EvidenceNote, NoteArea, RealityCheck
from tia_desktop.services import capture, history, inbox, plan, team
from tia_desktop.services.capture import NoteDraft, add_note, questions_of
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    desk = AppDesk()
    desk.save_settings(replace(desk.settings, author="Ann"))
    made = desk.new(
        tmp_path / "a.tia",
        pack_id="almo-2003",
        landlord="Riverside Homes (sample)",
        authority_type="london",
        author="Ann",
    )
    yield made
    made.store.close()


@pytest.fixture
def check(ws: Workspace) -> str:
    return plan.add_check(ws, "estate-visit", "Elm Park", place="Block C")


@pytest.fixture
def notes(ws: Workspace) -> list[str]:
    return [add_note(ws, NoteDraft(text=f"Lamp {n} is out.")) for n in (1, 2, 3)]


def texts(ws: Workspace, author: str = "") -> list[str]:
    return [row.text for row in inbox.notes_to_sort(ws, author)]


def test_the_inbox_holds_notes_without_a_check_and_without_a_prompt(ws: Workspace, check: str) -> None:
    add_note(ws, NoteDraft(text="On a check.", check_id=check))
    add_note(ws, NoteDraft(text="Mine."))
    add_note(ws, NoteDraft(text="Bob’s.", author="Bob"))
    answer = add_note(ws, NoteDraft(text="We ask tenants every year."))
    ws.store.record([Edit(EvidenceNote, answer, {"prompt_id": "sa.1"})], author="Ann")
    assert texts(ws) == ["Bob’s.", "Mine."]
    assert texts(ws, "Bob") == ["Bob’s."]
    assert (inbox.count(ws), inbox.count(ws, "Bob"), inbox.count(ws, "Cy")) == (2, 1, 0)


def test_everything_at_once_is_one_action_and_one_undo_takes_it_back(
    ws: Workspace, check: str, notes: list[str]
) -> None:
    capture.set_questions(ws, notes[0], ["j1.kq1", "j1.kq2"])
    before = ws.store.log.head()[1]
    last = ws.store.log.last_undoable()
    done = inbox.sort_notes(
        ws,
        notes,
        check_id=check,
        questions=["j1.kq2", "j2.kq2"],
        areas=["stock"],
        how="told",
        source="tenant",
    )
    assert done == 3
    assert inbox.count(ws) == 0
    for note_id in notes:
        note = ws.need(EvidenceNote, note_id)
        assert (note.check_id, note.how, note.source) == (check, "told", "tenant")
        assert questions_of(ws, note_id) == ("j1.kq2", "j2.kq2")
        assert [a.area_id for a in ws.store.find(NoteArea, note_id=note_id)] == ["stock"]
    number = ws.store.log.last_undoable()
    assert number != last
    assert len(ws.store.log.action(number)) == ws.store.log.head()[1] - before
    history.undo(ws)
    assert inbox.count(ws) == 3
    assert questions_of(ws, notes[0]) == ("j1.kq1", "j1.kq2")
    assert questions_of(ws, notes[1]) == ()
    assert ws.need(EvidenceNote, notes[2]).how == "seen"
    assert ws.store.count(NoteArea) == 0
    assert ws.store.log.last_undoable() == last


def test_none_leaves_a_matter_as_it_is(ws: Workspace, check: str, notes: list[str]) -> None:
    capture.set_questions(ws, notes[0], ["j1.kq1"])
    inbox.sort_notes(ws, notes[:2], how="read")
    assert questions_of(ws, notes[0]) == ("j1.kq1",)
    assert inbox.count(ws) == 3
    inbox.sort_notes(ws, notes[:1], questions=[])
    assert questions_of(ws, notes[0]) == ()


def test_a_note_without_a_source_takes_the_checks_own(ws: Workspace, check: str, notes: list[str]) -> None:
    capture.change_note(ws, notes[0], {"source": "staff"})
    inbox.sort_notes(ws, notes, check_id=check)
    assert [ws.need(EvidenceNote, n).source for n in notes] == ["staff", "tenant", "tenant"]


def test_removing_takes_links_and_photos_and_undo_brings_all_back(ws: Workspace, notes: list[str]) -> None:
    capture.set_questions(ws, notes[0], ["j1.kq1"])
    ws.store.record([Edit(Attachment, "photo", {"note_id": notes[1], "name": "lamp.png"})], author="Ann")
    assert inbox.sort_notes(ws, notes[:2], remove=True) == 2
    assert ws.store.get(Attachment, "photo") is None
    assert texts(ws) == ["Lamp 3 is out."]
    history.undo(ws)
    assert texts(ws) == ["Lamp 3 is out.", "Lamp 2 is out.", "Lamp 1 is out."]
    assert questions_of(ws, notes[0]) == ("j1.kq1",)
    assert ws.store.get(Attachment, "photo") is not None


def test_words_still_being_typed_are_kept(ws: Workspace, check: str, notes: list[str]) -> None:
    capture.type_note(ws, notes[0], "Lamp 1 is out, and so is lamp 4.")
    inbox.sort_notes(ws, notes, check_id=check)
    assert ws.need(EvidenceNote, notes[0]).text == "Lamp 1 is out, and so is lamp 4."
    assert ws.need(EvidenceNote, notes[0]).check_id == check


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({}, InputError),
        ({"check_id": "nowhere"}, UnknownRecordError),
        ({"check_id": ""}, UnknownRecordError),
        ({"questions": ["j1.kq1", "j9.kq9"]}, InputError),
        ({"areas": ["moonbase"]}, InputError),
        ({"how": "guessed"}, InputError),
        ({"how": ""}, InputError),
        ({"source": "neighbour"}, InputError),
        ({"how": "told", "remove": True}, InputError),
    ],
)
def test_what_does_not_fit_changes_nothing(
    ws: Workspace, notes: list[str], values: dict[str, object], error: type[InputError]
) -> None:
    head = ws.store.log.head()
    with pytest.raises(error):
        inbox.sort_notes(ws, notes, **values)  # type: ignore[arg-type]
    assert ws.store.log.head() == head


def test_no_note_at_all(ws: Workspace) -> None:
    with pytest.raises(InputError, match="at least one"):
        inbox.sort_notes(ws, [], how="told")


@pytest.mark.parametrize("values", [{"how": "told"}, {"remove": True}])
def test_an_unknown_or_removed_note_stops_all(
    ws: Workspace, notes: list[str], values: dict[str, object]
) -> None:
    capture.remove_note(ws, notes[1])
    head = ws.store.log.head()
    for ids in (notes, [*notes[:1], "nothing"]):
        with pytest.raises(UnknownRecordError):
            inbox.sort_notes(ws, ids, **values)  # type: ignore[arg-type]
    assert ws.store.log.head() == head


@pytest.mark.parametrize("values", [{"how": "told"}, {"remove": True}])
def test_a_note_that_was_sorted_meanwhile_stops_all(
    ws: Workspace, check: str, notes: list[str], values: dict[str, object]
) -> None:
    inbox.sort_notes(ws, notes[1:2], check_id=check)
    head = ws.store.log.head()
    with pytest.raises(StaleWriteError, match="sorted meanwhile"):
        inbox.sort_notes(ws, notes, **values)  # type: ignore[arg-type]
    assert ws.store.log.head() == head


@pytest.mark.parametrize("values", [{"how": "told"}, {"remove": True}])
def test_a_note_that_changes_between_reading_and_writing_stops_all(
    ws: Workspace, notes: list[str], values: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another window can write in the blink between: the store compares versions once more."""
    write = ws.store.record

    def late(edits: list[Edit], **more: str) -> int:
        monkeypatch.setattr(ws.store, "record", write)
        capture.change_note(ws, notes[2], {"place": "Block F"})
        return write(edits, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(ws.store, "record", late)
    with pytest.raises(StaleWriteError):
        inbox.sort_notes(ws, notes, **values)  # type: ignore[arg-type]
    assert {ws.need(EvidenceNote, n).how for n in notes} == {"seen"}
    assert ws.need(EvidenceNote, notes[2]).place == "Block F"


# ---- suggestions


def visited(ws: Workspace, check_id: str, start: str, end: str) -> None:
    ws.store.record(
        [Edit(RealityCheck, check_id, {"started_at": start, "finished_at": end, "status": "done"})],
        author="Ann",
    )


def at(ws: Workspace, moment: str, place: str = "", author: str = "Ann") -> str:
    return add_note(ws, NoteDraft(text="A note.", observed_at=moment, place=place, author=author))


def suggested(ws: Workspace, *notes: str) -> str:
    found = inbox.suggest(ws, notes, plan.checks_of(ws))
    return found.title if found else ""


def test_a_check_is_suggested_by_its_place(ws: Workspace, check: str) -> None:
    plan.add_check(ws, "office-visit", "Town hall", place="Market Road")
    assert suggested(ws, at(ws, "2026-05-21T10:00:00+01:00", "Elm Park, side door")) == "Elm Park"
    assert suggested(ws, at(ws, "2026-05-21T10:00:00+01:00", "block C lobby")) == "Elm Park"
    assert suggested(ws, at(ws, "2026-05-21T10:00:00+01:00", "Foyer of the town hall")) == "Town hall"
    assert suggested(ws, at(ws, "2026-05-21T10:00:00+01:00", "Car park, block D")) == ""
    assert suggested(ws, at(ws, "2026-05-21T10:00:00+01:00")) == ""


def test_a_check_is_suggested_by_the_time_of_its_visit(ws: Workspace, check: str) -> None:
    visited(ws, check, "2026-05-21T10:00:00+01:00", "2026-05-21T11:30:00+01:00")
    inside, after = at(ws, "2026-05-21T10:40:00+01:00"), at(ws, "2026-05-21T12:00:00+01:00")
    assert suggested(ws, inside) == "Elm Park"
    assert suggested(ws, after) == ""
    assert suggested(ws, inside, after) == "", "it has to fit every one of them"


def test_an_unfinished_visit_lasts_until_the_end_of_its_day(ws: Workspace, check: str) -> None:
    visited(ws, check, "2026-05-21T10:00:00+01:00", "")
    assert suggested(ws, at(ws, "2026-05-21T16:00:00+01:00")) == "Elm Park"
    assert suggested(ws, at(ws, "2026-05-22T09:00:00+01:00")) == ""


def test_a_planned_day_or_time_counts_while_nobody_started(ws: Workspace, check: str) -> None:
    ws.store.record([Edit(RealityCheck, check, {"planned_for": "2026-05-21"})], author="Ann")
    note = at(ws, "2026-05-21T16:00:00+01:00")
    assert suggested(ws, note) == "Elm Park"
    hours = {"planned_for": "2026-05-21T09:00", "planned_until": "2026-05-21T12:00"}
    ws.store.record([Edit(RealityCheck, check, hours)], author="Ann")
    assert suggested(ws, note) == ""
    assert suggested(ws, at(ws, "2026-05-21T11:00:00+01:00")) == "Elm Park"


def test_somebody_elses_visit_does_not_fit_by_its_time(ws: Workspace, check: str) -> None:
    dev = team.add_member(ws, "Dev", "inspector")
    plan.assign(ws, check, dev)
    visited(ws, check, "2026-05-21T10:00:00+01:00", "2026-05-21T11:30:00+01:00")
    assert suggested(ws, at(ws, "2026-05-21T10:40:00+01:00")) == ""
    assert suggested(ws, at(ws, "2026-05-21T10:40:00+01:00", author="dev ")) == "Elm Park"


def test_two_checks_that_fit_as_well_are_no_suggestion(ws: Workspace, check: str) -> None:
    other = plan.add_check(ws, "home-visit", "Elm Park homes")
    note = at(ws, "2026-05-21T10:40:00+01:00", "Elm Park")
    assert suggested(ws, note) == ""
    visited(ws, other, "2026-05-21T10:00:00+01:00", "2026-05-21T11:30:00+01:00")
    assert suggested(ws, note) == "Elm Park homes"
    assert ws.need(EvidenceNote, note).check_id == "", "it is never done by itself"


def test_nothing_is_suggested_for_nothing_or_for_very_many(ws: Workspace, check: str) -> None:
    assert suggested(ws) == ""
    note = at(ws, "2026-05-21T10:00:00+01:00", "Elm Park")
    assert suggested(ws, *[note] * (inbox.FEW + 1)) == ""
