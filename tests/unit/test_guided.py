"""The guided walk: consent, answers of every kind, what people said, what is hidden, what was before."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.fakes import FakeStore
from tests.helpers.stores import LANDLORD
from tests.ui.capturing import own_data
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.records import (
    CheckEntry,
    EvidenceLink,
    EvidenceNote,
    NoteQuestion,
    RealityCheck,
    Scalar,
)
from tia_desktop.services import capture, checklist, conclude, conversation, guided, inbox, plan
from tia_desktop.services.checklist import Asked
from tia_desktop.services.earlier import earlier_answers
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def ws() -> Workspace:
    data = own_data()
    pack = FrameworkPack.from_dict(data, "0" * 64)
    raw = json.dumps(data).encode()
    return plan.start_inspection(
        FakeStore(), pack, raw, landlord=LANDLORD, authority_type=pack.authority_types[0].id
    )


def workspace(item: dict[str, Any]) -> Workspace:
    """An inspection whose estate visit has one question, made of these parts."""
    data = own_data()
    row = {"group": "All", "text": "Wait", "question": "How long?", **item}
    next(t for t in data["templates"] if t["id"] == "rc07")["items"] = [row]
    pack = FrameworkPack.from_dict(data, "0" * 64)
    return plan.start_inspection(
        FakeStore(), pack, b"{}", landlord=LANDLORD, authority_type=pack.authority_types[0].id
    )


def a_check(ws: Workspace, kind: str) -> RealityCheck:
    return ws.need(RealityCheck, plan.add_check(ws, kind, "Elm Park"))


def again(ws: Workspace, check: RealityCheck) -> RealityCheck:
    return ws.need(RealityCheck, check.id)


def step_of(ws: Workspace, check: RealityCheck, key: str) -> guided.Step:
    return next(s for s in guided.steps(ws, check) if s.key == key)


def give(ws: Workspace, check: RealityCheck, key: str, **answer: str) -> guided.Step:
    guided.answer(ws, check, step_of(ws, check, key).asked, **answer)
    return step_of(ws, check, key)


def test_the_page_before_is_needed_until_it_began_and_people_agreed(ws: Workspace) -> None:
    home, estate = a_check(ws, "rc08"), a_check(ws, "rc07")
    assert not guided.needs_start_page(ws, estate)
    assert guided.needs_start_page(ws, home)
    with pytest.raises(InputError, match="Ask first, and say who agreed"):
        guided.begin_check(ws, home.id)
    assert (again(ws, home).status, again(ws, home).started_at) == ("planned", "")
    with pytest.raises(InputError, match="Say who agreed"):
        guided.record_consent(ws, home.id, " ")
    guided.record_consent(ws, home.id, " the tenant, spoken ")
    assert again(ws, home).consent_how == "the tenant, spoken"
    assert guided.begin_check(ws, home.id).status == "started"
    assert not guided.needs_start_page(ws, again(ws, home))
    guided.withdraw_consent(ws, home.id)
    assert guided.needs_start_page(ws, again(ws, home))
    with pytest.raises(InputError, match="Ask first, and say who agreed"):
        guided.begin_check(ws, home.id)  # it began long ago, and nobody agrees any more


def test_who_agreed_is_typed_before_anybody_did(ws: Workspace) -> None:
    home = a_check(ws, "rc08")
    guided.type_who_agreed(ws, home.id, "the ten")
    ws.store.seal()
    assert (again(ws, home).consent_how, again(ws, home).consent_at) == ("the ten", "")


def test_own_choices_are_values(ws: Workspace) -> None:
    check = a_check(ws, "rc07")
    step = give(ws, check, "k.where", value="hall lift")
    assert (step.done, step.tone, guided.value_words(step.item, "hall lift")) == (True, "", "Hall, Lift")
    for wrong in ("cellar", "hall cellar"):
        with pytest.raises(InputError, match="“cellar” is not one of the choices"):
            give(ws, check, "k.where", value=wrong)
    with pytest.raises(InputError, match="Choose one answer"):
        give(ws, check, "k.way", value="letter call")
    assert not step_of(ws, check, "k.way").done


def test_a_needed_answer_is_missing_until_it_is_there(ws: Workspace) -> None:
    check = a_check(ws, "rc07")
    assert [s.key for s in guided.steps(ws, check) if s.is_missing] == ["k.wait"]
    assert not give(ws, check, "k.wait", rating="not_seen").is_missing
    step = give(ws, check, "k.wait", rating="ok")
    assert (step.done, step.is_missing, step.lacks_value) == (True, True, True)
    assert not give(ws, check, "k.wait", rating="ok", value="2").is_missing


@pytest.mark.parametrize(
    ("answer", "rating", "missing"),
    [
        ("date", "noted", True),
        ("date", "not_seen", False),
        ("number", "very_weak", True),
        ("number", "not_seen", False),
        ("time", "ok", True),
        ("yes_no_na", "no", False),
        ("text", "weak", False),
        ("photo", "noted", False),
    ],
)
def test_a_grade_alone_is_no_number_date_or_time(answer: str, rating: str, missing: bool) -> None:
    ws = workspace({"id": "k.wait", "answer": answer, "required": True})
    assert give(ws, a_check(ws, "rc07"), "k.wait", rating=rating).is_missing is missing


def test_a_grade_that_does_not_apply_needs_no_number() -> None:
    ws = workspace({"id": "k.wait", "answer": "number", "scheme": "yes_no_na", "required": True})
    check = a_check(ws, "rc07")
    assert give(ws, check, "k.wait", rating="yes").is_missing
    assert not give(ws, check, "k.wait", rating="na").is_missing


def test_a_needed_choice_is_missing_while_there_are_only_words() -> None:
    choices = [{"id": "a", "word": "A"}, {"id": "b", "word": "B"}]
    ws = workspace({"id": "k.wait", "answer": "choice", "choices": choices, "required": True})
    check = a_check(ws, "rc07")
    step = step_of(ws, check, "k.wait")
    note = guided.ensure_note(ws, check, step.asked, "")
    capture.change_note(ws, note, {"text": "They would not say"})
    assert step_of(ws, check, "k.wait").lacks_value
    assert not give(ws, check, "k.wait", value="b").is_missing


def test_a_value_is_not_missing_where_it_is_not_needed(ws: Workspace) -> None:
    check = a_check(ws, "rc07")
    assert not give(ws, check, "k.at", rating="ok").is_missing


def test_hidden_answers_are_kept_and_named(ws: Workspace) -> None:
    check = a_check(ws, "rc07")
    give(ws, check, "k.works", rating="no")
    give(ws, check, "k.since", value="2026-05-21")
    assert guided.not_asked_any_more(ws, check) == []
    give(ws, check, "k.works", rating="yes")
    [hidden] = guided.not_asked_any_more(ws, check)
    assert (hidden.key, hidden.note and hidden.note.value) == ("k.since", "2026-05-21")
    checklist.leave_out(ws, check.id, "k.works")
    assert {s.key for s in guided.not_asked_any_more(ws, check)} == {"k.works", "k.since"}


def test_hidden_answers_of_a_room_are_named_with_it(ws: Workspace) -> None:
    check = a_check(ws, "rc08")
    hall = checklist.add_entry(ws, check.id, "rooms", "Hall")
    give(ws, check, f"k.damp@{hall}", rating="yes")
    give(ws, check, f"k.size@{hall}", value="20")
    give(ws, check, f"k.damp@{hall}", rating="no")
    [hidden] = guided.not_asked_any_more(ws, check)
    assert (hidden.key, hidden.asked.heading) == (f"k.size@{hall}", "Hall")


def test_lines_answer_a_question_and_are_the_words_of_a_weak_one(ws: Workspace) -> None:
    check = a_check(ws, "rc04")
    step = guided.steps(ws, check)[0]
    assert give(ws, check, step.key, rating="hardly").needs_words
    line = conversation.say(ws, check, step.item, "Tenant 1", "Nobody calls back.", exact=True)
    step = guided.steps(ws, check)[0]
    assert (step.said, step.needs_words, step.done) == (1, False, True)
    note = ws.need(EvidenceNote, line)
    assert (note.exact_words, note.how, bool(note.written_at)) == (True, "told", True)
    assert ws.store.count(NoteQuestion, note_id=line) == 1
    for speaker, text, said in (("", "x", "who was speaking"), ("Tenant 1", " ", "what was said")):
        with pytest.raises(InputError, match=said):
            conversation.say(ws, check, step.item, speaker, text)


def test_a_line_is_unfinished_until_it_is_ended(ws: Workspace) -> None:
    check = a_check(ws, "rc04")
    item = guided.steps(ws, check)[0].item
    line = conversation.say(ws, check, item, "Tenant 1", "N", unfinished=True)
    capture.type_note(ws, line, "Nobody ")
    assert ws.need(EvidenceNote, line).written_at == ""
    conversation.end_line(ws, line)
    ended = ws.need(EvidenceNote, line)
    assert (ended.text, bool(ended.written_at)) == ("Nobody ", True)
    conversation.end_line(ws, line)
    assert ws.need(EvidenceNote, line).written_at == ended.written_at
    empty = conversation.say(ws, check, item, "Tenant 2", "x", unfinished=True)
    capture.type_note(ws, empty, "")
    conversation.end_line(ws, empty)
    assert [n.id for n in conversation.said(ws, check, item.id)] == [line]


def test_lines_in_a_repetition_belong_to_it(ws: Workspace) -> None:
    check = a_check(ws, "rc05")
    entry = checklist.add_entry(ws, check.id, "desks", "Back desk")
    asked = step_of(ws, check, f"o.works@{entry}").asked
    conversation.say(ws, check, asked.item, "Staff", "We wait.", entry=asked.entry)
    assert [s.key for s in guided.steps(ws, check) if s.said] == [f"o.works@{entry}"]


def test_earlier_answers_are_told_newest_first(ws: Workspace) -> None:
    check = a_check(ws, "rc07")
    item = step_of(ws, check, "k.wait").item
    for given in ({"rating": "weak"}, {"rating": "ok", "value": "2"}, {"rating": "ok", "value": "3"}):
        guided.answer(ws, check, Asked(item), **given)
    note = step_of(ws, check, "k.wait").note
    assert note is not None
    assert [e.before for e in earlier_answers(ws, note, item)] == ["2 hours", "Weak"]
    capture.type_note(ws, note.id, "wet")
    ws.store.seal()
    capture.type_note(ws, note.id, "wet stairs")
    ws.store.seal()
    capture.type_note(ws, note.id, "dry")
    assert earlier_answers(ws, note, item)[0].before == "“wet stairs”"
    assert len(earlier_answers(ws, note, item)) == 3


# ---- several notes on one question, and notes that moved


def a_note_on(ws: Workspace, check: RealityCheck, item: str, text: str) -> str:
    return capture.add_note(ws, capture.NoteDraft(text=text, check_id=check.id, item_id=item))


def test_of_several_notes_the_one_that_is_shown_is_the_one_that_is_changed(ws: Workspace) -> None:
    check = a_check(ws, "rc07")
    first = a_note_on(ws, check, "k.works", "The first.")
    second = a_note_on(ws, check, "k.works", "The second.")
    step = give(ws, check, "k.works", rating="no")
    assert step.note is not None
    assert (step.note.id, step.note.rating, step.tone) == (first, "no", "weak")
    assert guided.ensure_note(ws, check, step.asked, "") == guided.note_of(ws, check, step.asked) == first
    assert [n.id for n in step.more] == [second]
    assert ws.need(EvidenceNote, second).rating == ""


def test_words_of_a_further_note_count(ws: Workspace) -> None:
    check = a_check(ws, "rc07")
    assert give(ws, check, "k.works", rating="no").needs_words
    a_note_on(ws, check, "k.works", "It has been dead since March.")
    assert not step_of(ws, check, "k.works").needs_words


def test_answers_of_a_room_that_is_gone_are_named_one_by_one(ws: Workspace) -> None:
    check = a_check(ws, "rc08")
    hall = checklist.add_entry(ws, check.id, "rooms", "Hall")
    loft = checklist.add_entry(ws, check.id, "rooms", "Loft")
    give(ws, check, f"k.damp@{hall}", rating="no")
    give(ws, check, f"k.damp@{loft}", rating="yes")
    lost = [Edit(CheckEntry, each, remove=True) for each in (hall, loft)]
    ws.store.record(lost, author=ws.author)
    gone = guided.not_asked_any_more(ws, check)
    assert [(s.key, s.note and s.note.rating) for s in gone] == [
        (f"k.damp@{hall}", "no"), (f"k.damp@{loft}", "yes"),
    ]  # fmt: skip


def test_an_answer_to_a_question_nobody_knows_is_named(ws: Workspace) -> None:
    """A file that was merged in can bring one of another pack, with a grade of its own."""
    check = a_check(ws, "rc07")
    values: dict[str, Scalar] = {
        "check_id": check.id, "item_id": "x.1", "text": "Seen.", "scheme": "x", "rating": "y",
    }  # fmt: skip
    ws.store.record([Edit(EvidenceNote, ws.store.new_id(), values)], author=ws.author)
    [gone] = guided.not_asked_any_more(ws, check)
    assert (gone.key, gone.tone, "x.1" in gone.item.question) == ("x.1", "none", True)


@pytest.mark.parametrize("way", ["change", "sort"])
def test_a_note_lets_go_of_what_its_new_check_does_not_have(ws: Workspace, way: str) -> None:
    home, estate = a_check(ws, "rc08"), a_check(ws, "rc07")
    hall = checklist.add_entry(ws, home.id, "rooms", "Hall")
    give(ws, home, f"k.damp@{hall}", rating="yes")
    note = guided.note_of(ws, home, step_of(ws, home, f"k.damp@{hall}").asked)
    if way == "change":
        capture.change_note(ws, note, {"check_id": estate.id})
    else:
        ws.store.record([Edit(EvidenceNote, note, {"check_id": ""})], author=ws.author)
        inbox.sort_notes(ws, [note], check_id=estate.id)
    moved = ws.need(EvidenceNote, note)
    assert (moved.check_id, moved.item_id, moved.entry_id, moved.rating) == (estate.id, "", "", "yes")


def test_a_note_keeps_a_question_that_its_new_check_has(ws: Workspace) -> None:
    first, second = a_check(ws, "rc07"), a_check(ws, "rc07")
    note = a_note_on(ws, first, "k.works", "Dead.")
    own = a_note_on(ws, first, checklist.add_own_item(ws, first.id, "Locked?"), "No.")
    for each in (note, own):
        capture.change_note(ws, each, {"check_id": second.id})
    assert [n.id for n in ws.store.find(EvidenceNote, item_id="k.works", check_id=second.id)] == [note]
    assert ws.need(EvidenceNote, own).item_id == ""
    capture.change_note(ws, note, {"check_id": ""})
    assert ws.need(EvidenceNote, note).item_id == "k.works"


def test_an_emptied_line_stays_while_something_hangs_on_it(ws: Workspace) -> None:
    check = a_check(ws, "rc04")
    item = guided.steps(ws, check)[0].item
    line = conversation.say(ws, check, item, "Tenant 1", "Nobody calls back.")
    finding = conclude.record_finding(ws, "Nobody calls", "weakness", ["j1.kq2"], notes=[line])
    capture.type_note(ws, line, "")
    conversation.end_line(ws, line)
    assert ws.need(EvidenceNote, line).text == ""
    assert ws.store.count(EvidenceLink, finding_id=finding) == 1
