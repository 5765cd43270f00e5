"""Our own checklists go out as a form, are filled in with another program, and come back as if asked here."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.stores import begin, new_file
from tia_desktop.domain.forms import Form, Question
from tia_desktop.domain.records import CheckEntry, CheckField, EvidenceNote, NoteQuestion, RealityCheck
from tia_desktop.exporters.xlsform import xlsform
from tia_desktop.importers.odk_answers import read_answers
from tia_desktop.importers.pictures import Pictures
from tia_desktop.importers.xlsform import read_xlsform
from tia_desktop.services import checklist, guided, history, plan
from tia_desktop.services.form_answers import Brought, import_answers
from tia_desktop.services.form_export import form_for_check, form_for_kind, name_of
from tia_desktop.services.workspace import Workspace

KINDS = tuple(f"rc{n:02}" for n in range(1, 13))


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    store = new_file(tmp_path / "a.tia")
    yield begin(store)
    store.close()


def bring(ws: Workspace, check: str, folder: Path, *rows: dict[str, str]) -> Brought:
    """Write rows as an export of ODK has them, and bring them in."""
    path = folder / "answers.csv"
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["meta/instanceID", *columns])
        writer.writerows(
            [f"uuid:{check}-{n}", *(row.get(c, "") for c in columns)] for n, row in enumerate(rows)
        )
    return import_answers(ws, check, read_answers([path]), Pictures().facts)


def paths(form: Form) -> dict[str, str]:
    return {q.name: q.path for q in form.questions() if q.takes_answer}


def made_up(form: Form, question: Question, rng: random.Random) -> str:
    if question.choices:
        return rng.choice(form.lists[question.choices]).name
    return {
        "decimal": str(rng.randint(0, 40)),
        "date": "2026-03-09",
        "text": f"words about {question.name}",
    }[question.kind]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_back_on_its_own_questions(ws: Workspace, kind: str, tmp_path: Path) -> None:
    """What the exported workbook asks is answered at random; each answer stands where it would stand here."""
    workbook = tmp_path / "form.xlsx"
    workbook.write_bytes(xlsform(form_for_kind(ws, kind).form))
    form = read_xlsform(workbook).form  # as another program reads it
    rng, template = random.Random(kind), ws.pack.template(kind)
    row: dict[str, str] = {}
    for question in form.questions():
        if question.takes_answer:
            path = question.path
            for repeat in template.repeats:
                path = path.replace(f"{name_of(repeat.id)}/", f"{name_of(repeat.id)}[1]/", 1)
            row[path] = made_up(form, question, rng)
    check = plan.add_check(ws, kind, "Elm Park")
    brought = bring(ws, check, tmp_path, row)
    told = [sentence for _, sentence in brought.problems]
    assert all("is the name of the first one" in sentence for sentence in told)
    assert brought.checks == [check]
    given = {path.rpartition("/")[2]: text for path, text in row.items()}
    notes = {n.item_id: n for n in ws.store.find(EvidenceNote, check_id=check)}
    assert set(notes) == {i.id for i in template.all_items}
    for item in template.all_items:
        note, name = notes[item.id], name_of(item.id)
        grades = {c.id for c in ws.pack.scheme_for(item).choices}
        words = given[name] if item.answer == "text" else given[f"{name}_words"]
        assert note.text == words
        if item.answer == "text":
            assert (note.rating, note.value) == ("", "")
        elif given[name] in grades:
            assert (note.rating, note.scheme, note.value) == (given[name], ws.pack.scheme_for(item).id, "")
        else:
            assert (note.rating, note.value) == ("", given[name])
        questions = {q.question_id for q in ws.store.find(NoteQuestion, note_id=note.id)}
        assert questions == set(item.key_questions or template.key_questions[:1])
    fields = {f.field_id: f.value for f in ws.store.find(CheckField, check_id=check)}
    assert {spec.id: fields[spec.id] for spec in template.fields} == {
        spec.id: given[name_of(spec.id)] for spec in template.fields
    }
    history.undo(ws)
    assert (ws.store.count(EvidenceNote), ws.store.count(CheckField), ws.store.count(CheckEntry)) == (0, 0, 0)


def test_rooms_come_with_their_names_and_blocks_after_the_first(ws: Workspace, tmp_path: Path) -> None:
    at = paths(form_for_kind(ws, "home-visit").form)
    template = ws.pack.template("rc08")
    item = template.repeats[0].items[0]
    inside = at[name_of(item.id)].removeprefix("rooms/")
    check = plan.add_check(ws, "home-visit", "A home")
    there = checklist.add_entry(ws, check, "rooms", "Kitchen")  # planned before the visit
    grade = ws.pack.scheme_for(item).choices[0].id
    bring(ws, check, tmp_path, {
        "rooms[1]/rooms_name": "Kitchen", f"rooms[1]/{inside}": grade, f"rooms[2]/{inside}": grade,
        "rooms[2]/rooms_name": "Bath",
    })  # fmt: skip
    entries = {e.id: e.title for e in ws.store.find(CheckEntry, check_id=check)}
    assert (entries[there], sorted(entries.values())) == ("Kitchen", ["Bath", "Kitchen"])
    assert {n.entry_id for n in ws.store.find(EvidenceNote)} == set(entries)
    steps = guided.steps(ws, ws.need(RealityCheck, check))
    assert [s.asked.heading for s in steps if s.done] == ["Room: Kitchen", "Room: Bath"]

    estate = paths(form_for_kind(ws, "estate-visit").form)
    block = ws.pack.template("rc07").items[0]
    inside = estate[name_of(block.id)].removeprefix("blocks/")
    visit = plan.add_check(ws, "estate-visit", "Elm Park", place="Block C")
    brought = bring(ws, visit, tmp_path, {
        "blocks[1]/blocks_name": "Block C", f"blocks[1]/{inside}": "yes",
        "blocks[2]/blocks_name": "Block D", f"blocks[2]/{inside}": "no",
    })  # fmt: skip
    assert brought.problems == []
    rated = {n.entry_id: n.rating for n in ws.store.find(EvidenceNote, check_id=visit)}
    (second,) = ws.store.find(CheckEntry, check_id=visit)
    assert (second.title, rated) == ("Block D", {"": "yes", second.id: "no"})


def test_a_tailored_checklist_comes_back_also_when_it_was_changed_since(
    ws: Workspace, tmp_path: Path
) -> None:
    check = plan.add_check(ws, "rc09", "Staff")
    own = checklist.add_own_item(ws, check, "Is there a map?")
    at = paths(form_for_check(ws, check).form)
    items = ws.pack.template("rc09").items
    rows = [
        {
            at[name_of(items[0].id)]: "fully",
            at[name_of(own)]: "yes",
            f"{at[name_of(own)]}_words": "By the door.",
        },
        {at[name_of(items[0].id)]: "hardly", at[name_of(own)]: "no"},
    ]
    checklist.leave_out(ws, check, items[0].id)
    brought = bring(ws, check, tmp_path, *rows)
    assert brought.problems == []
    assert brought.titles == ["Staff", "Staff – 2"]
    first, second = (ws.need(RealityCheck, c) for c in brought.checks)
    asked = {s.item.id: s.note for s in guided.steps(ws, second) if s.note}
    assert asked[own].rating == "no"  # the team's own question came along to the second check
    kept = guided.not_asked_any_more(ws, first)
    assert [s.note.rating for s in kept if s.note] == ["fully"]
    words = {s.item.id: s.note.text for s in guided.steps(ws, first) if s.note}
    assert words[own] == "By the door."


def test_a_heading_that_stood_elsewhere_and_what_does_not_fit(ws: Workspace, tmp_path: Path) -> None:
    number = next(i for i in ws.pack.template("rc07").items if i.answer == "number")
    graded = next(i for i in ws.pack.template("rc07").items if i.answer == "yes_no_na")
    check = plan.add_check(ws, "rc07", "Elm Park")
    brought = bring(ws, check, tmp_path, {
        f"part_99/{name_of(number.id)}": "many", f"part_99/{name_of(graded.id)}": "perhaps",
        "before/rc07_weather": "hail", "part_1/unheard_of": "1",
    })  # fmt: skip
    told = [sentence for _, sentence in brought.problems]
    assert told[0] == "The form has no question “part_1/unheard_of”."
    assert any("“many” does not fit" in sentence for sentence in told)
    assert any("“hail” is no answer to" in sentence for sentence in told)
    notes = {n.item_id: n for n in ws.store.find(EvidenceNote)}
    assert (notes[number.id].text, notes[number.id].value) == ("many", "")
    assert (notes[graded.id].text, notes[graded.id].rating) == ("perhaps", "")
    assert ws.store.find(CheckField, field_id="rc07.weather") == []


def test_what_was_said_here_before_the_questions_stays_and_is_told(ws: Workspace, tmp_path: Path) -> None:
    spec = next(field for field in ws.pack.template("rc07").fields if field.choices)
    first, other = (choice.id for choice in spec.choices[:2])
    check = plan.add_check(ws, "rc07", "Elm Park")
    checklist.set_field(ws, check, spec.id, first)
    item = name_of(ws.pack.template("rc07").items[0].id)
    before = f"before/{name_of(spec.id)}"
    brought = bring(
        ws, check, tmp_path, {before: other, f"part_1/{item}": "yes"}, {before: other, f"part_1/{item}": "no"}
    )
    assert checklist.field_values(ws, check)[spec.id] == first
    assert checklist.field_values(ws, brought.checks[1])[spec.id] == other
    (told,) = [sentence for _, sentence in brought.problems]
    assert spec.question in told
    assert f"“{first}” here already" in told


def test_what_the_form_cannot_carry_is_said_with_its_questions(ws: Workspace) -> None:
    losses = [loss.sentence for loss in form_for_kind(ws, "rc07").losses]
    numbers = [i for i in ws.pack.template("rc07").items if i.answer in ("number", "text", "date", "time")]
    (said,) = [s for s in losses if s.startswith("the grade, and “not seen”,")]
    assert f"beside {len(numbers)} questions" in said
    assert all(f"“{item.question}”" in said for item in numbers)
    assert said.endswith("– left out.")
