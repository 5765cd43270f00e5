"""The checklist of one check: which questions show, fields, repetitions and tailoring, in memory."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.fakes import FakeStore
from tests.helpers.stores import LANDLORD
from tests.ui.capturing import own_data
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.records import CheckEntry, CheckField, CheckItem, RealityCheck
from tia_desktop.services import checklist, guided, plan
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def ws() -> Workspace:
    data = own_data()
    kinds = {row["id"]: row for row in data["templates"]}
    kinds["rc07"]["items"] += _chain()
    kinds["rc05"]["repeats"][0]["first"] = "k.desk"
    kinds["rc05"]["fields"] = [{"id": "k.desk", "question": "Which desk is first?", "answer": "text"}]
    pack = FrameworkPack.from_dict(data, "0" * 64)
    raw = json.dumps(data).encode()
    return plan.start_inspection(
        FakeStore(), pack, raw, landlord=LANDLORD, authority_type=pack.authority_types[0].id
    )


def _chain() -> list[dict[str, Any]]:
    """A second question hangs on the first, and a third on the second."""
    yes_no = {"group": "Chain", "answer": "yes_no_na"}
    return [
        {"id": "c.1", "text": "One", "question": "One?", **yes_no},
        {"id": "c.2", "text": "Two", "question": "Two?", **yes_no,
         "show_if": {"ask": "c.1", "answers": ["yes"]}},
        {"id": "c.3", "text": "Three", "question": "Three?", **yes_no,
         "show_if": {"ask": "c.2", "answers": ["yes"]}},
    ]  # fmt: skip


def a_check(ws: Workspace, kind: str, place: str = "") -> RealityCheck:
    return ws.need(RealityCheck, plan.add_check(ws, kind, "Elm Park", place=place))


def keys(ws: Workspace, check: RealityCheck) -> list[str]:
    return [step.key for step in guided.steps(ws, check)]


def give(ws: Workspace, check: RealityCheck, key: str, **answer: str) -> None:
    step = next(s for s in guided.steps(ws, check) if s.key == key)
    guided.answer(ws, check, step.asked, **answer)


def test_what_is_not_decided_yet_is_asked(ws: Workspace) -> None:
    check = a_check(ws, "rc07")
    assert {"c.2", "c.3", "k.since"} <= set(keys(ws, check))
    give(ws, check, "c.1", rating="not_seen")
    assert not {"c.2", "c.3"} & set(keys(ws, check))


def test_what_hangs_on_a_hidden_question_is_hidden(ws: Workspace) -> None:
    check = a_check(ws, "rc07")
    give(ws, check, "c.1", rating="yes")
    give(ws, check, "c.2", rating="yes")
    assert "c.3" in keys(ws, check)
    give(ws, check, "c.1", rating="no")
    assert not {"c.2", "c.3"} & set(keys(ws, check))
    give(ws, check, "c.1", rating="yes")
    assert {"c.2", "c.3"} <= set(keys(ws, check))


def test_in_a_room_its_own_answer_counts(ws: Workspace) -> None:
    check = a_check(ws, "rc08")
    hall = checklist.add_entry(ws, check.id, "rooms", "Hall")
    kitchen = checklist.add_entry(ws, check.id, "rooms", "Kitchen")
    give(ws, check, f"k.damp@{hall}", rating="no")
    assert f"k.size@{hall}" not in keys(ws, check)
    assert f"k.size@{kitchen}" in keys(ws, check)


def test_entries_are_numbered_named_and_taken_away_while_empty(ws: Workspace) -> None:
    check = a_check(ws, "rc08")
    first = checklist.add_entry(ws, check.id, "rooms", " ")
    second = checklist.add_entry(ws, check.id, "rooms", "Kitchen")
    titles = [e.title for e in ws.store.find(CheckEntry, check_id=check.id)]
    assert titles == ["Room 1", "Kitchen"]
    checklist.type_title(ws, first, "Lo")
    checklist.type_title(ws, first, "Loft")
    checklist.rename_entry(ws, second, "Scullery")
    assert [s.asked.heading for s in guided.steps(ws, check)][:4] == ["Room: Loft"] * 2 + [
        "Room: Scullery"
    ] * 2
    with pytest.raises(InputError, match="Give it a name"):
        checklist.rename_entry(ws, second, " ")
    give(ws, check, f"k.damp@{second}", rating="no")
    with pytest.raises(InputError, match="Scullery” has answers"):
        checklist.remove_entry(ws, second)
    checklist.remove_entry(ws, first)
    assert [e.id for e in ws.store.find(CheckEntry, check_id=check.id)] == [second]
    with pytest.raises(InputError, match="no repetition"):
        checklist.add_entry(ws, check.id, "cellars", "")


def test_the_first_of_repeated_headings_is_named_by_its_field(ws: Workspace) -> None:
    check = a_check(ws, "rc05", place="Office")
    repeat = ws.pack.template("rc05").repeats[0]
    assert checklist.first_title(ws, check, repeat) == "Desk 1"
    checklist.set_field(ws, check.id, "k.desk", "Front desk")
    checklist.add_entry(ws, check.id, "desks", "Back desk")
    headings = list(dict.fromkeys(s.asked.heading for s in guided.steps(ws, check)))
    assert headings == ["Front desk · All", "Back desk · All"]
    step = guided.steps(ws, check)[0]
    assert checklist.repeat_of(ws.pack.template("rc05"), step.item) == repeat
    assert checklist.repeat_of(ws.pack.template("rc07"), ws.pack.template("rc07").items[0]) is None


def test_a_field_is_kept_while_it_is_typed(ws: Workspace) -> None:
    check = a_check(ws, "rc08")
    for text in ("m", "mais", "maisonette"):
        checklist.type_field(ws, check.id, "k.kind", text)
        assert checklist.field_values(ws, check.id) == {"k.kind": text}
    ws.store.seal()
    assert ws.store.count(CheckField) == 1
    with pytest.raises(InputError, match="no field"):
        checklist.type_field(ws, check.id, "k.nothing", "x")
    with pytest.raises(InputError, match="not one of the choices"):
        checklist.set_field(ws, check.id, "k.home", "castle")


def test_tailoring_leaves_out_adds_rewords_and_moves(ws: Workspace) -> None:
    check = a_check(ws, "rc07")
    own = checklist.add_own_item(ws, check.id, "Is the gate locked?", heading="Outside")
    checklist.leave_out(ws, check.id, "k.at")
    checklist.reword(ws, check.id, "k.works", "Does the lift work?")
    checklist.move_item(ws, check.id, own, -100)
    found = guided.steps(ws, check)
    assert (found[0].key, found[0].asked.heading) == (own, "Outside")
    assert found[1].item.question == "Does the lift work?"
    assert "k.at" not in keys(ws, check)
    give(ws, check, own, rating="no")
    assert guided.steps(ws, check)[0].tone == "weak"
    checklist.leave_out(ws, check.id, "k.at", out=False)
    assert "k.at" in keys(ws, check)
    with pytest.raises(InputError, match="Write the question"):
        checklist.add_own_item(ws, check.id, " ")
    with pytest.raises(InputError, match="no question"):
        checklist.reword(ws, check.id, "rc01.i01", "Whose?")


def test_a_question_of_another_check_is_refused(ws: Workspace) -> None:
    first, second = a_check(ws, "rc07"), a_check(ws, "rc07")
    own = checklist.add_own_item(ws, first.id, "Is the gate locked?")
    for item_id in (own, "h.works"):
        with pytest.raises(InputError, match="no question"):
            checklist.leave_out(ws, second.id, item_id)
        with pytest.raises(InputError, match="no question"):
            checklist.reword(ws, second.id, item_id, "Open?")
    assert ws.store.find(CheckItem, check_id=second.id) == []
    checklist.reword(ws, first.id, own, "Open?")
    item = checklist.item_of(ws, own)
    assert item is not None
    assert item.question == "Open?"


def test_items_are_told_in_the_words_of_the_check_they_were_asked_in(ws: Workspace) -> None:
    first, second = a_check(ws, "rc07"), a_check(ws, "rc07")
    checklist.reword(ws, first.id, "k.works", "Does the lift work?")
    own = checklist.add_own_item(ws, first.id, "Is the gate locked?")
    reader = checklist.ItemReader(ws, {c.id: c for c in (first, second)})
    for check_id, item_id, words in (
        (first.id, "k.works", "Does the lift work?"),
        (second.id, "k.works", "Works"),
        ("", "k.works", "Works"),
        (first.id, own, "Is the gate locked?"),
        ("", "", None),
        (first.id, "own.none", None),
    ):
        for item in (checklist.item_of(ws, item_id, check_id), reader.item(item_id, check_id)):
            assert (item.text if item else None) == words
