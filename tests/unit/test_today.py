"""Who did what today: from the log, in this laptop's day, without what was undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes import FakeStore
from tests.helpers.stores import PNG, begin
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.record_types import RECORD_TYPES
from tia_desktop.domain.records import RealityCheck, Record
from tia_desktop.services import capture, conclude, guided, judging, photos, plan, team
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.history import redo, undo
from tia_desktop.services.ports import Deed
from tia_desktop.services.today import ORDER, Done, PersonToday, _what, today
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def ws() -> Workspace:
    return begin(FakeStore())


def by(ws: Workspace, name: str) -> Workspace:
    return replace(ws, author=name)


def test_everybody_with_what_they_did_the_busiest_first(ws: Workspace) -> None:
    ann, bo = by(ws, "Ann"), by(ws, "Bo")
    notes = [capture.add_note(ann, NoteDraft(text=f"Note {n}")) for n in range(3)]
    photos.attach_photo(ann, notes[0], "lift.png", PNG)
    photos.attach_photo(ann, notes[0], "letter.txt", b"a letter", facts=photos.PASTED_TEXT)
    check = plan.add_check(bo, "rc07", "Elm Park")
    bo.store.record([Edit(RealityCheck, check, {"status": "started"})], author="Bo")
    guided.finish_check(bo, check)
    question = ws.pack.key_questions[0].id
    finding = conclude.record_finding(bo, "Lifts work.", "strength", [question], notes=notes[:1])
    conclude.link_evidence(bo, finding, notes[1:2], "contradicts")
    conclude.answer_contradiction(bo, finding, notes[1], "It was repaired since.")
    spec = ws.pack.judgements[0]
    judging.judge(bo, spec.id, spec.scale.levels[0].id, "Because of F1.", [finding])
    assert today(ws) == [
        PersonToday(
            "Bo",
            tuple(
                Done(what, count)
                for what, count in [
                    ("judged", 1), ("started", 1), ("finished", 1), ("planned", 1), ("findings", 1),
                    ("linked", 2), ("answered", 1),
                ]
            ),
        ),
        PersonToday("Ann", (Done("notes", 3), Done("photos", 1))),
    ]  # fmt: skip


def test_a_record_counts_once_however_often_it_was_changed(ws: Workspace) -> None:
    ann, bo = by(ws, "Ann"), by(ws, "Bo")
    note = capture.add_note(ann, NoteDraft(text="Out"))
    question = ws.pack.key_questions[0].id
    finding = conclude.record_finding(ann, "Lifts fail.", "weakness", [question])
    for who in (ann, bo):
        conclude.change_finding(
            who, finding, {"text": f"Lifts often fail, says {who.author}.", "status": "draft"}
        )
        conclude.change_finding(who, finding, {"status": "final"})
    conclude.link_evidence(bo, finding, [note], "contradicts")
    spec = ws.pack.judgements[0]
    for level, said in zip(spec.scale.levels, ("once", "twice"), strict=False):
        conclude.answer_contradiction(bo, finding, note, said)
        judging.judge(bo, spec.id, level.id, "F1.", [finding], because=said)
    assert {p.author: p.done for p in today(ws)} == {
        "Ann": (Done("notes", 1), Done("findings", 1)),
        "Bo": (Done("judged", 1), Done("linked", 1), Done("answered", 1), Done("findings_changed", 1)),
    }


def test_what_was_undone_is_not_told_and_what_was_brought_back_is(ws: Workspace) -> None:
    capture.add_note(ws, NoteDraft(text="A"))
    undo(ws)
    assert today(ws) == []
    redo(ws)
    assert today(ws) == [PersonToday(ws.author, (Done("notes", 1),))]


def test_yesterday_is_not_today(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    capture.add_note(ws, NoteDraft(text="A"))
    tomorrow = "2100-01-02T00:00:05+00:00"
    monkeypatch.setattr(ws.store, "now", lambda: tomorrow)
    assert today(ws) == []


def test_what_has_no_name_of_its_own_is_told_when_there_is_nothing_else(ws: Workspace) -> None:
    member = team.add_member(by(ws, "Bo"), "Ruth", "lead")
    team.change_member(ws, member, region="North")
    assert PersonToday(ws.author, (Done("other", 1),)) in today(ws)
    capture.add_note(ws, NoteDraft(text="A"))
    assert PersonToday(ws.author, (Done("notes", 1),)) in today(ws)


@pytest.mark.parametrize("cls", RECORD_TYPES, ids=lambda cls: cls.KIND)
@pytest.mark.parametrize("what", ["made", "changed", "removed", "brought"])
def test_every_deed_has_its_place(ws: Workspace, cls: type[Record], what: str) -> None:
    assert _what(Deed("Ann", cls.KIND, what, "", 1)) in ("", *ORDER)


def test_a_store_that_made_nothing_tells_nothing(ws: Workspace) -> None:
    assert today(ws) == []
    ws.store.record([Edit(RECORD_TYPES[0], "inspection", {"homes": 5})], author="Ann")
    assert today(ws) == [PersonToday("Ann", (Done("other", 1),))]
