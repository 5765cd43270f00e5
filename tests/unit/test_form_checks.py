"""A check runs a checklist from outside: its questions, its conditions, and what a check is used for."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import FakeStore
from tests.helpers.form_walks import answer, notes_of, planned, source_of, walk_through
from tests.helpers.stores import begin, new_file, reopen
from tia_desktop.domain.errors import DamagedFileError, InputError, ReadOnlyError
from tia_desktop.domain.form_json import form_text, read_form
from tia_desktop.domain.form_records import Checklist, item_id_of
from tia_desktop.domain.forms import UNUSABLE, Choice, Form, Loss, Question, Section
from tia_desktop.domain.records import Attachment, CheckEntry, EvidenceNote, RealityCheck, link_id
from tia_desktop.services import capture, checklist, guided, report
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.form_import import Source, keep_checklist, losses_of, use_checklist
from tia_desktop.services.form_questions import CONTENT, form_of
from tia_desktop.services.history import undo
from tia_desktop.services.workspace import Workspace


def words(english: str, welsh: str = "") -> tuple[tuple[str, str], ...]:
    return (("English (en)", english), ("Cymraeg (cy)", welsh or f"{english} (cy)"))


HOME = Form(
    "home",
    "A home",
    languages=("Cymraeg (cy)", "English (en)"),
    default_language="English (en)",
    items=(
        Question("start", "start", "meta", meta="start"),
        Question("hello", "hello", "note", labels=words("Say who you are.")),
        Question("people", "people", "integer", labels=words("How many people live here?"),
                 required="true()", constraint=". < 20", constraint_words=words("Fewer than 20.")),
        Section("visit", "visit", labels=words("The visit"), items=(
            Question("seen", "visit/seen", "select_multiple", labels=words("What did you see?"),
                     choices="seen", hints=words("Look up.")),
            Question("where", "visit/where", "text", labels=words("Where is the damp?"),
                     relevant="selected(${seen}, 'damp')"),
            Section("room", "visit/room", labels=words("Room"), repeats=True, items=(
                Question("title", "visit/room/title", "text", labels=words("Which room?")),
                Question("warm", "visit/room/warm", "select_one", choices="yn",
                         labels=words("Is ${title} warm?")),
                Section("fault", "visit/room/fault", labels=words("Fault"), repeats=True, items=(
                    Question("what", "visit/room/fault/what", "text", labels=words("What is broken?")),
                )),
            )),
        )),
        Question("rooms", "rooms", "calculate", calculation="count(${room})"),
        Question("bye", "bye", "note", labels=words("You saw ${rooms} rooms.")),
    ),
    lists={
        "seen": (Choice("damp", words("Damp")), Choice("mould", words("Mould"))),
        "yn": (Choice("y", words("Yes", "Ydy")), Choice("n", words("No"))),
    },
)  # fmt: skip
SOURCE = Source(HOME, (Loss("film", "a film", "left out"),), "home.xlsx", "0" * 64)


@pytest.fixture
def ws() -> Workspace:
    return begin(FakeStore())


def shown(ws: Workspace, check_id: str) -> list[str]:
    return [f"{s.asked.heading}: {s.item.question}" for s in steps(ws, check_id)]


def steps(ws: Workspace, check_id: str) -> list[guided.Step]:
    return guided.steps(ws, ws.need(RealityCheck, check_id))


def step(ws: Workspace, check_id: str, path: str, n: int = 0) -> guided.Step:
    return [s for s in steps(ws, check_id) if s.item.id.endswith(f":{path}")][n]


def put(ws: Workspace, check_id: str, path: str, text: str, n: int = 0) -> None:
    question = next(q for q in HOME.questions() if q.path == path)
    answer(ws, ws.need(RealityCheck, check_id), step(ws, check_id, path, n), text, question)


def test_its_questions_are_asked_in_their_order_with_their_words(ws: Workspace) -> None:
    check = planned(ws, SOURCE, "home-visit")
    assert shown(ws, check) == [
        "A home: How many people live here?",
        "The visit: What did you see?",
        "Room 1 · The visit: Which room?",
        "Room 1 · The visit: Is … warm?",
        "Room 1 · Fault 1 · The visit: What is broken?",
    ]
    first, second = steps(ws, check)[:2]
    assert first.item.look_for == "Say who you are."
    assert (first.item.required, first.is_missing, second.item.required) == (True, True, False)
    assert second.item.look_for == "Look up."
    assert [c.word for c in second.item.choices] == ["Damp", "Mould"]
    assert steps(ws, check)[-1].item.look_for == "You saw 1 rooms."
    assert {s.item.scheme for s in steps(ws, check)} == {"noted"}
    assert first.item.key_questions == ws.pack.template("rc08").key_questions[:1]


def test_another_language_is_shown_and_an_unknown_one_refused(ws: Workspace) -> None:
    check = keep_checklist(ws, SOURCE, kind="rc08", language="cy").check_id
    assert steps(ws, check)[0].item.question == "How many people live here? (cy)"
    assert step(ws, check, "visit/room/warm").item.choices[0].word == "Ydy"
    with pytest.raises(InputError, match="It has “Cymraeg"):
        keep_checklist(ws, SOURCE, kind="rc08", language="fr")


def test_an_answer_shows_and_hides_what_hangs_on_it_and_is_kept(ws: Workspace) -> None:
    check = planned(ws, SOURCE)
    assert not [s for s in steps(ws, check) if s.item.id.endswith("visit/where")]
    put(ws, check, "visit/seen", "damp mould")
    put(ws, check, "visit/where", "In the hall")
    put(ws, check, "visit/seen", "mould")
    assert not [s for s in steps(ws, check) if s.item.id.endswith("visit/where")]
    (gone,) = guided.not_asked_any_more(ws, ws.need(RealityCheck, check))
    assert (gone.item.question, gone.note and gone.note.text) == ("Where is the damp?", "In the hall")


def test_a_broken_rule_is_said_and_never_blocks(ws: Workspace) -> None:
    check = planned(ws, SOURCE)
    put(ws, check, "people", "25")
    assert step(ws, check, "people").asked.problem == "Fewer than 20."
    put(ws, check, "people", "-2.5")
    assert step(ws, check, "people").asked.problem == "Write a whole number, such as 12."
    guided.finish_check(ws, check)
    put(ws, check, "people", "3")
    assert step(ws, check, "people").asked.problem == ""


def test_saying_that_something_is_written_down_is_no_answer(ws: Workspace) -> None:
    check = planned(ws, SOURCE)
    one, people = ws.need(RealityCheck, check), step(ws, check, "people")
    guided.answer(ws, one, people.asked, rating="noted")
    assert step(ws, check, "people").asked.problem == "Nothing is written down yet."
    guided.answer(ws, one, people.asked, rating="not_seen")
    assert step(ws, check, "people").asked.problem == ""


def test_rooms_are_added_within_rooms_and_keep_their_answers(ws: Workspace) -> None:
    check = planned(ws, SOURCE)
    kitchen = checklist.add_entry(ws, check, "visit/room", "Kitchen")
    bath = checklist.add_entry(ws, check, "visit/room", "Bath")
    tap = checklist.add_entry(ws, check, "visit/room/fault", "Tap", beside=bath)
    put(ws, check, "visit/room/title", "the bath", 2)
    assert step(ws, check, "visit/room/warm", 2).item.question == "Is the bath warm?"
    put(ws, check, "visit/room/fault/what", "It drips", 3)
    faults = [s for s in steps(ws, check) if s.item.id.endswith("/what")]
    assert [s.asked.heading for s in faults] == [
        "Room 1 · Fault 1 · The visit",
        "Kitchen · Fault 1 · The visit",
        "Bath · Fault 1 · The visit",
        "Bath · Tap · The visit",
    ]
    assert faults[3].note is not None
    assert (faults[3].note.entry_id, faults[3].note.text) == (tap, "It drips")
    assert steps(ws, check)[-1].item.look_for == "You saw 3 rooms."
    with pytest.raises(InputError, match="has answers"):
        checklist.remove_entry(ws, bath)
    checklist.remove_entry(ws, kitchen)
    assert step(ws, check, "visit/room/title", 1).note is not None  # no answer moved to another room
    assert [s.asked.heading for s in steps(ws, check)][-1] == "Bath · Tap · The visit"


def test_entries_whose_number_the_form_works_out_need_no_adding(ws: Workspace) -> None:
    form = Form(
        "n", "N",
        items=(
            Question("n", "n", "integer", labels=(("", "How many?"),)),
            Section("child", "child", repeats=True, count="${n}", labels=(("", "Child"),), items=(
                Question("age", "child/age", "integer", labels=(("", "How old?"),)),
            )),
        ),
    )  # fmt: skip
    check = planned(ws, replace(SOURCE, form=form))
    assert len(steps(ws, check)) == 1
    one = ws.need(RealityCheck, check)
    guided.answer(ws, one, step(ws, check, "n").asked, value="3")
    guided.answer(ws, one, step(ws, check, "child/age", 2).asked, value="7")
    assert [s.note.value if s.note else "" for s in steps(ws, check)] == ["3", "", "", "7"]
    assert [s.asked.heading for s in steps(ws, check)][1:] == ["Child 1", "Child 2", "Child 3"]
    guided.answer(ws, one, step(ws, check, "n").asked, value="2")
    (gone,) = guided.not_asked_any_more(ws, one)
    assert gone.note is not None
    assert gone.note.value == "7"
    with pytest.raises(InputError, match="no repetition"):
        checklist.add_entry(ws, check, "child", "")


def test_the_team_leaves_out_rewords_and_adds(ws: Workspace) -> None:
    check = planned(ws, SOURCE)
    people, seen = (step(ws, check, path).item.id for path in ("people", "visit/seen"))
    checklist.leave_out(ws, check, people)
    checklist.reword(ws, check, seen, "What is there to see?")
    checklist.add_own_item(ws, check, "Anything else?", answer="text")
    asked = [s.item.question for s in steps(ws, check)]
    assert (asked[0], asked[-1]) == ("What is there to see?", "Anything else?")
    assert "How many people live here?" not in asked
    with pytest.raises(InputError, match="order of its questions"):
        checklist.move_item(ws, check, seen, 1)


def test_a_note_shows_the_words_of_its_question_everywhere(ws: Workspace) -> None:
    check = planned(ws, SOURCE)
    put(ws, check, "people", "3")
    (note,) = notes_of(ws, check)
    item = checklist.item_of(ws, note.item_id, check)
    assert item is not None
    assert item.question == "How many people live here?"
    (line,) = [n for n in report.build(ws).notes if n.id == note.id]
    assert line.item == "How many people live here?"
    capture.change_note(ws, note.id, {"text": "three", "item_id": note.item_id})
    use_checklist(ws, check, "")
    assert checklist.item_of(ws, note.item_id, check) == item
    (gone,) = guided.not_asked_any_more(ws, ws.need(RealityCheck, check))
    assert gone.item.question == "How many people live here?"
    with pytest.raises(InputError, match="no question"):
        capture.add_note(ws, NoteDraft(text="x", check_id=check, item_id=note.item_id))


def test_moving_a_note_to_another_check_lets_go_of_its_question(ws: Workspace) -> None:
    check, other = planned(ws, SOURCE), planned(ws, SOURCE)
    third = planned(ws, replace(SOURCE, form=replace(HOME, title="Another")))
    put(ws, check, "people", "3")
    (note,) = notes_of(ws, check)
    capture.change_note(ws, note.id, {"check_id": other})
    assert ws.need(EvidenceNote, note.id).item_id == note.item_id
    capture.change_note(ws, note.id, {"check_id": third})
    assert ws.need(EvidenceNote, note.id).item_id == ""


def test_it_is_kept_once_with_what_was_left_out_and_one_undo_takes_it_back(ws: Workspace) -> None:
    first = keep_checklist(ws, SOURCE, kind="rc07", title="Elm Park")
    again = keep_checklist(ws, SOURCE, check_id=first.check_id)
    assert again == first
    (kept,) = ws.store.find(Checklist)
    assert losses_of(kept) == ("“film”: a film – left out.",)
    assert (kept.questions, kept.title, kept.source_name) == (6, "A home", "home.xlsx")
    assert form_of(ws, kept) == HOME
    undo(ws)
    assert ws.store.find(Checklist) == []
    assert ws.store.find(RealityCheck) == []
    assert [a.id for a in ws.store.find(Attachment)] == ["pack"]


def test_a_form_that_cannot_be_used_changes_nothing(ws: Workspace) -> None:
    unusable = replace(SOURCE, losses=(Loss("", "no question", UNUSABLE),))
    with pytest.raises(InputError, match="cannot be used"):
        keep_checklist(ws, unusable, kind="rc07")
    with pytest.raises(InputError, match="no reality check"):
        keep_checklist(ws, SOURCE, check_id="nobody")
    assert ws.store.find(Checklist) == []
    assert [a.id for a in ws.store.find(Attachment)] == ["pack"]


def test_it_is_the_same_after_opening_again_and_nothing_is_written_read_only(tmp_path: Path) -> None:
    store = new_file(tmp_path / "a.tia")
    ws = begin(store)
    check = planned(ws, SOURCE)
    put(ws, check, "people", "3")
    before = shown(ws, check)
    assert store.verify() == []
    store.close()
    again = replace(ws, store=reopen(tmp_path / "a.tia", read_only=True), forms={})
    assert shown(again, check) == before
    with pytest.raises(ReadOnlyError):
        keep_checklist(again, replace(SOURCE, form=replace(HOME, title="Another")))
    again.store.close()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "items": 7, "lists": {}}'])
def test_a_damaged_content_is_said(ws: Workspace, text: str) -> None:
    with pytest.raises(ValueError, match=r"a form|Expecting|format"):
        read_form(text)
    check = planned(ws, SOURCE)
    (kept,) = ws.store.find(Checklist)
    content = ws.need(Attachment, link_id(kept.id, CONTENT))
    ws.forms.clear()
    ws.store._blobs[content.sha256] = text.encode()  # type: ignore[attr-defined]
    with pytest.raises(DamagedFileError, match="damaged"):
        steps(ws, check)


def test_the_form_is_kept_as_canonical_text() -> None:
    text = form_text(HOME)
    assert read_form(text) == HOME
    assert form_text(read_form(text)) == text
    assert json.loads(text)["items"][0] == {"kind": "meta", "meta": "start", "name": "start", "path": "start"}
    deep: Section | Question = Question("q", "q", "text")
    for _ in range(40):
        deep = Section("g", "g", items=(deep,))
    with pytest.raises(ValueError, match="deep"):
        read_form(form_text(replace(HOME, items=(deep,))))


def test_only_the_last_forms_stay_in_memory(ws: Workspace) -> None:
    for n in range(12):
        steps(ws, planned(ws, replace(SOURCE, form=replace(HOME, title=f"Form {n}"))))
    assert len(ws.forms) == 8


def test_a_position_a_moment_and_an_order_are_written_as_words(ws: Workspace) -> None:
    form = Form(
        "w", "W",
        items=(
            Question("when", "when", "datetime", labels=(("", "When?"),)),
            Question("order", "order", "rank", labels=(("", "What first?"),), choices="l"),
            Question("read", "read", "acknowledge", labels=(("", "Read this."),)),
            Question("photo", "photo", "image", labels=(("", "Take one."),), required="true()"),
            Question("given", "given", "text", labels=(("", "Town?"),), default="Leeds"),
        ),
        lists={"l": (Choice("a", (("", "Roof"),)), Choice("b", (("", "Door"),)))},
    )  # fmt: skip
    check = planned(ws, replace(SOURCE, form=form))
    one = ws.need(RealityCheck, check)
    when, order, read, photo, given = steps(ws, check)
    assert [s.item.answer for s in (when, order, read, photo)] == ["text", "text", "choice", "photo"]
    assert "Roof, Door" in order.item.look_for
    assert given.item.look_for == "Without an answer it counts as “Leeds”."
    capture.type_note(ws, guided.ensure_note(ws, one, when.asked, ""), "9/3/2026 14:30")
    capture.type_note(ws, guided.ensure_note(ws, one, order.asked, ""), "door, Roof")
    guided.answer(ws, one, read.asked, value="OK")
    answer(ws, one, photo, "door.jpg", form.items[3])  # type: ignore[arg-type]
    assert [s.asked.problem for s in steps(ws, check)] == [""] * 5
    assert not any(s.is_missing for s in steps(ws, check))
    capture.type_note(ws, guided.ensure_note(ws, one, order.asked, ""), "door, window")
    assert "not one of the choices" in step(ws, check, "order").asked.problem
    assert step(ws, check, "order").item.id == item_id_of(one.checklist_id, "order")
    assert ws.store.count(CheckEntry) == 0


ACCEPTED = 79


def test_real_forms_run_to_check_answers(shared_data: Path) -> None:
    ran, refused, stuck = 0, [], {}
    for path in sorted(shared_data.glob("data/c2-xlsform-*/*.xls*")):
        try:
            source = source_of(path)
        except InputError:
            continue  # tests/unit/test_forms_real.py says which, and why
        ws = begin(FakeStore())
        if any(loss.result == UNUSABLE for loss in source.losses):
            refused.append(path.name)
            continue
        check = planned(ws, source)
        left = walk_through(ws, check, random.Random(1))
        now, _ = guided.everything(ws, ws.need(RealityCheck, check))
        problems = [s.key for s in now if s.asked.problem or s.is_missing]
        guided.finish_check(ws, check)
        ran += not left and not problems
        if left or problems:
            stuck[path.name] = left or problems
    assert refused == ["calculate.xls", "pull_data.xlsx"]
    assert ran + len(refused) + len(stuck) == ACCEPTED
    assert ran / ACCEPTED >= 0.9, stuck
    assert stuck == {}
