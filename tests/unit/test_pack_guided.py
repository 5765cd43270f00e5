"""What the 2003 pack says about guided capture: care, consent, fields, skip logic, repetitions, speakers."""

import copy
import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import FakeStore
from tia_desktop import frameworks
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.checklist_parts import ShowIf
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import ChecklistItem, CheckTemplate, FrameworkPack
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import checklist, guided, plan
from tia_desktop.services.workspace import Workspace

PACK, RAW = frameworks.load("almo-2003")
NEW_IN_TEMPLATES = ("fields", "repeats", "panel", "consent", "care", "speakers")
NEW_IN_ITEMS = ("unit", "choices", "required", "show_if")


def first_edition() -> dict[str, Any]:
    """The pack as version 1.0.0 had it: without anything about guided capture."""
    data: dict[str, Any] = json.loads(RAW)
    data["version"] = "1.0.0"
    del data["answer_schemes"]["choices"]
    for template in data["templates"]:
        for name in NEW_IN_TEMPLATES:
            template.pop(name, None)
        for item in template["items"]:
            item["answer"] = item["answer"].replace("choices", "choice")
            for name in NEW_IN_ITEMS:
                item.pop(name, None)
    return data


def second_edition() -> dict[str, Any]:
    """The pack as version 1.1.0 had it: no fields that wait, no place of a room, no grade without a value."""
    data: dict[str, Any] = json.loads(RAW)
    data["version"] = "1.1.0"
    for choice in (c for scheme in data["schemes"] for c in scheme["choices"]):
        choice.pop("no_value", None)
    for template in data["templates"]:
        for field in template.get("fields", ()):
            field.pop("show_if", None)
        for repeat in template.get("repeats", ()):
            repeat.pop("place", None)
    return data


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = AppDesk().new(
        tmp_path / "a.tia", pack_id="almo-2003", landlord="Riverside Homes (sample)", authority_type="london"
    )
    yield made
    made.store.close()


def planned(ws: Workspace, kind: str) -> RealityCheck:
    return ws.need(RealityCheck, plan.add_check(ws, kind, "A check", place="Elm Park"))


def keys(ws: Workspace, check: RealityCheck) -> list[str]:
    return [step.key for step in guided.steps(ws, check)]


def step(ws: Workspace, check: RealityCheck, key: str) -> guided.Step:
    return next(s for s in guided.steps(ws, check) if s.key == key)


# ---- old packs


def test_a_pack_of_the_first_edition_still_parses() -> None:
    raw = json.dumps(first_edition()).encode()
    assert frameworks.problems(raw) == []
    pack = frameworks.parse(raw)
    assert sum(len(t.items) for t in pack.templates) == 215
    for template in pack.templates:
        assert (template.fields, template.repeats, template.care, template.speakers) == ((), (), (), ())
        assert (template.panel, template.consent) == ("", "")
        assert all(i.show_if is None and not i.required and not i.choices for i in template.items)


@pytest.mark.parametrize("edition", [first_edition, second_edition], ids=["1.0.0", "1.1.0"])
def test_an_inspection_with_an_older_edition_opens_and_goes_on(
    tmp_path: Path, edition: Callable[[], dict[str, Any]]
) -> None:
    pack, old = tmp_path / "old.json", edition()
    pack.write_text(json.dumps(old), encoding="utf-8")
    assert frameworks.problems(pack.read_bytes()) == []
    desk = AppDesk()
    path = tmp_path / "old.tia"
    made = desk.new(path, pack_id=str(pack), landlord="Riverside Homes (sample)", authority_type="london")
    plan.add_check(made, "estate-visit", "Elm Park")
    made.store.close()
    again = desk.open(path)
    [check] = again.store.find(RealityCheck)
    assert again.pack.version == old["version"]
    assert guided.needs_start_page(again, check) is (old["version"] == "1.1.0")
    assert len(guided.steps(again, check)) == 29
    guided.answer(again, check, guided.steps(again, check)[0].asked, rating="yes")
    assert again.store.verify() == []
    again.store.close()


# ---- what each kind has


def all_items(pack: FrameworkPack = PACK) -> list[ChecklistItem]:
    return [item for template in pack.templates for item in template.all_items]


@pytest.mark.parametrize("template", PACK.templates, ids=lambda t: t.slug)
def test_every_kind_cares_and_asks_little_before_it_starts(template: CheckTemplate) -> None:
    assert 2 <= len(template.care) <= 8
    assert 1 <= len(template.fields) <= 6
    assert any(item.required for item in template.items)
    assert sum(item.required for item in template.items) <= 4


def test_people_agree_before_anybody_enters_a_home_or_writes_down_what_they_say() -> None:
    asks = {t.id for t in PACK.templates if t.consent}
    assert asks == {"rc01", "rc03", "rc04", "rc08", "rc09", "rc10", "rc12"}
    for template in PACK.templates:
        if template.consent:
            assert re.search(r"\bnames?\b", template.consent), template.id
            assert re.search(r"\bstop\b|\bleave\b", template.consent), template.id


def test_people_talk_in_interviews_and_groups_and_are_named_by_role_or_number() -> None:
    talking = {t.id for t in PACK.templates if t.panel == "conversation"}
    assert talking == {"rc01", "rc03", "rc04", "rc09", "rc10"}
    for template in PACK.templates:
        assert bool(template.speakers) == bool(template.panel)
        assert len(set(template.speakers)) == len(template.speakers)


@pytest.mark.parametrize("kind", ["rc04", "rc08", "rc09", "rc12"])
def test_what_to_do_when_somebody_tells_about_harm(kind: str) -> None:
    words = " ".join(PACK.template(kind).care)
    for needed in ("listen", "Do not promise to keep it secret", "lead inspector today", "call 999"):
        assert needed in words


def test_nobody_goes_into_a_home_alone_or_to_a_child_alone() -> None:
    home, estate = " ".join(PACK.template("rc08").care), " ".join(PACK.template("rc07").care)
    assert "two people" in home
    assert "when you go in and when you come out" in home
    assert "only a child" in home
    assert "two people" in estate
    assert "knows where you are" in estate


def test_every_choice_has_its_answers_and_every_number_its_unit() -> None:
    for item in all_items():
        assert bool(item.choices) == (item.answer in ("choice", "choices")), item.id
        assert bool(item.unit) == (item.answer == "number"), item.id
    fields = [field for template in PACK.templates for field in template.fields]
    assert all(bool(f.choices) == (f.answer == "choice") for f in fields)


def test_choices_fit_on_their_buttons() -> None:
    offered = [c for item in all_items() for c in item.choices]
    offered += [c for template in PACK.templates for field in template.fields for c in field.choices]
    assert [c.word for c in offered if len(c.word) > 18] == []


def test_what_is_asked_again() -> None:
    found = {t.id: [(r.id, r.groups, len(r.items)) for r in t.repeats] for t in PACK.templates if t.repeats}
    assert found == {
        "rc02": [("agenda", (), 4)],
        "rc06": [("cases", ("Complaint", "Repair", "Rehousing or transfer"), 0)],
        "rc07": [("blocks", ("Entrance and stairs", "Lift and chutes"), 0)],
        "rc08": [("rooms", (), 4)],
        "rc11": [("contacts", (), 4)],
    }


def test_required_answers_are_few() -> None:
    assert {item.id for item in all_items() if item.required} == {
        "rc01.i01",
        "rc02.i11",
        "rc03.i02",
        "rc04.i15",  # needed for an excellent score (para 42)
        "rc05.i02",
        "rc06.i01",
        "rc06.i07",
        "rc06.i18",
        "rc06.i24",
        "rc07.i07",
        "rc07.i21",
        "rc08.i01",
        "rc08.i03",
        "rc09.i01",
        "rc10.i09",
        "rc11.i06",
        "rc11.i13",
        "rc12.i01",
    }


def sentences() -> list[str]:
    """Every new sentence of the pack."""
    found: list[str] = []
    for template in PACK.templates:
        found += [template.consent, *template.care]
        found += [text for f in template.fields for text in (f.question, f.hint)]
        found += [text for r in template.repeats for i in r.items for text in (i.question, i.look_for)]
    parts = [part for text in found for part in re.split(r"(?<=[.?!:])\s", text)]
    return [part for part in parts if part]


def test_sentences_are_short_and_plain() -> None:
    for sentence in sentences():
        words = sentence.split()
        assert len(words) <= 24, sentence
        assert not any(len(re.sub(r"\W", "", word)) > 13 for word in words), sentence


# ---- walking through


@pytest.mark.parametrize("template", PACK.templates, ids=lambda t: t.slug)
def test_whatever_is_answered_first_something_is_asked(ws: Workspace, template: CheckTemplate) -> None:
    check = planned(ws, template.slug)
    everything = keys(ws, check)
    assert everything == [item.id for item in template.items], "nothing is hidden before anything is answered"
    deciding = [
        f for f in template.fields if any(i.show_if and i.show_if.ask == f.id for i in template.items)
    ]
    seen: set[str] = set()
    for answers in itertools.product(*([c.id for c in f.choices] for f in deciding)):
        for spec, answer in zip(deciding, answers, strict=True):
            checklist.set_field(ws, check.id, spec.id, answer)
        shown = keys(ws, check)
        assert shown
        seen |= set(shown)
    assert seen == set(everything), "each question is asked in some case"


def test_an_empty_home_is_not_asked_what_its_tenant_thinks(ws: Workspace) -> None:
    check = planned(ws, "home-visit")
    checklist.set_field(ws, check.id, "rc08.home", "empty")
    groups = {s.item.group for s in guided.steps(ws, check)}
    assert "Letting" in groups
    assert "Occupier's view" not in groups
    checklist.set_field(ws, check.id, "rc08.home", "occupied")
    groups = {s.item.group for s in guided.steps(ws, check)}
    assert "Letting" not in groups
    assert "Occupier's view" in groups


def test_only_an_empty_home_is_asked_since_when_it_is_empty() -> None:
    template = PACK.template("rc08")

    def asked(**values: str) -> set[str]:
        return {f.id for f in template.fields_asked({f"rc08.{k}": v for k, v in values.items()})}

    dates = {"rc08.void_since", "rc08.ready"}
    assert dates <= asked()  # nothing says yet that they do not fit
    assert dates <= asked(home="empty")
    assert dates.isdisjoint(asked(home="occupied", void_since="2026-05-01"))


def test_what_hangs_on_a_field_that_is_not_asked_is_not_asked_either() -> None:
    data = json.loads(RAW)
    home = next(t for t in data["templates"] if t["id"] == "rc08")
    home["fields"][4]["show_if"] = {"ask": "rc08.void_since", "answers": ["2026-05-01"]}
    home["items"][1]["show_if"] = {"ask": "rc08.void_since", "answers": ["2026-05-01"]}
    raw = json.dumps(data).encode()
    assert frameworks.problems(raw) == []
    pack = frameworks.parse(raw)
    store = FakeStore()
    ws = plan.start_inspection(store, pack, raw, landlord="Riverside Homes (sample)", authority_type="london")
    check = planned(ws, "home-visit")
    checklist.set_field(ws, check.id, "rc08.void_since", "2026-05-01")
    assert "rc08.i02" in keys(ws, check)
    checklist.set_field(ws, check.id, "rc08.home", "occupied")
    asked = pack.template("rc08").fields_asked(checklist.field_values(ws, check.id))
    assert {"rc08.void_since", "rc08.ready"}.isdisjoint(f.id for f in asked)
    assert "rc08.i02" not in keys(ws, check)


def test_a_grade_without_a_value_is_one_that_says_there_is_none() -> None:
    found = {(s.id, c.id) for s in PACK.schemes for c in s.choices if c.no_value}
    assert found == {
        *((s.id, "not_seen") for s in PACK.schemes if s.id != "rating_1_5"),
        ("rating_1_5", "not_asked"),
        ("yes_no_na", "na"),
    }


def test_blocks_are_places_rooms_are_inside_one_and_the_rest_is_no_place() -> None:
    found = {r.id: r.place for t in PACK.templates for r in t.repeats}
    assert found == {"agenda": "", "cases": "", "blocks": "replaces", "rooms": "within", "contacts": ""}


def test_a_shop_by_letter_asks_nothing_about_the_phone(ws: Workspace) -> None:
    check = planned(ws, "mystery-shopping")
    checklist.set_field(ws, check.id, "rc11.channel", "letter")
    checklist.set_field(ws, check.id, "rc11.complaint", "no")
    assert {s.item.group for s in guided.steps(ws, check)} == {"Letter", "Access"}


def test_a_question_about_what_is_not_asked_is_not_asked_either(ws: Workspace) -> None:
    check = planned(ws, "case-sampling")
    checklist.set_field(ws, check.id, "rc06.kind", "repair")
    assert {s.item.group for s in guided.steps(ws, check)} == {"Repair"}
    checklist.set_field(ws, check.id, "rc06.kind", "arrears")
    assert keys(ws, check) == ["rc06.i11", "rc06.i12", "rc06.i13", "rc06.i14"]


def test_the_answer_of_one_case_decides_nothing_in_the_next(ws: Workspace) -> None:
    check = planned(ws, "case-sampling")
    checklist.set_field(ws, check.id, "rc06.kind", "complaint")
    checklist.set_field(ws, check.id, "rc06.reference", "R-1042")
    entry = checklist.add_entry(ws, check.id, "cases", "R-1043")
    guided.answer(ws, check, step(ws, check, "rc06.i05").asked, rating="yes")
    assert "rc06.i06" not in keys(ws, check)
    assert f"rc06.i06@{entry}" in keys(ws, check)
    assert step(ws, check, "rc06.i05").asked.heading == "R-1042 · Complaint"
    assert step(ws, check, f"rc06.i05@{entry}").asked.heading == "R-1043 · Complaint"
    guided.answer(ws, check, step(ws, check, f"rc06.i05@{entry}").asked, rating="yes")
    assert f"rc06.i06@{entry}" not in keys(ws, check)


def test_a_room_that_was_not_shown_is_passed_over(ws: Workspace) -> None:
    check = planned(ws, "home-visit")
    room = checklist.add_entry(ws, check.id, "rooms", "Bedroom 1")
    other = checklist.add_entry(ws, check.id, "rooms", "Kitchen")
    guided.answer(ws, check, step(ws, check, f"rc08.r01@{room}").asked, rating="no")
    guided.answer(ws, check, step(ws, check, f"rc08.r01@{other}").asked, rating="yes")
    rooms = [key for key in keys(ws, check) if "@" in key]
    assert rooms == [f"rc08.r01@{room}", *(f"rc08.r0{n}@{other}" for n in (1, 2, 3, 4))]


def test_an_agenda_item_without_a_decision_asks_nobody_to_do_it(ws: Workspace) -> None:
    check = planned(ws, "meeting-watched")
    entry = checklist.add_entry(ws, check.id, "agenda", "Repairs")
    assert keys(ws, check)[:4] == [f"rc02.a0{n}@{entry}" for n in (1, 2, 3, 4)]
    guided.answer(ws, check, step(ws, check, f"rc02.a01@{entry}").asked, rating="no")
    assert step(ws, check, f"rc02.a01@{entry}").tone == "none"
    assert f"rc02.a02@{entry}" not in keys(ws, check)


def test_choices_read_in_their_own_words(ws: Workspace) -> None:
    check = planned(ws, "satisfaction-survey")
    guided.answer(ws, check, step(ws, check, "rc12.i19").asked, value="age disability")
    note = step(ws, check, "rc12.i19").note
    assert note is not None
    assert guided.value_words(PACK.item("rc12.i19"), note.value) == "Age, Disability"


def test_taking_a_part_away_never_breaks_a_pack() -> None:
    """A pack's author may leave out any of the new parts that nothing else needs."""
    data = json.loads(RAW)
    for number, template in enumerate(data["templates"]):
        for name in ("consent", "care", "panel", "repeats"):
            changed = copy.deepcopy(data)
            changed["templates"][number].pop(name, None)
            assert frameworks.problems(json.dumps(changed).encode()) == [], (template["id"], name)


# ---- an answer that does not let a check begin


def test_nobody_shops_before_staff_were_told_that_shopping_will_happen(ws: Workspace) -> None:
    check = planned(ws, "rc11")
    for answer in ("", "no"):
        checklist.set_field(ws, check.id, "rc11.told", answer)
        with pytest.raises(InputError, match="Staff must be told that shopping will happen, but not when"):
            guided.begin_check(ws, check.id)
        assert ws.need(RealityCheck, check.id).status == "planned"
    checklist.set_field(ws, check.id, "rc11.told", "yes")
    assert guided.begin_check(ws, check.id).status == "started"
    checklist.set_field(ws, check.id, "rc11.told", "no")
    assert guided.begin_check(ws, check.id).status == "started"  # it began when they had been told


def test_only_shopping_can_be_kept_from_beginning() -> None:
    assert [f.id for t in PACK.templates for f in t.fields if f.must] == ["rc11.told"]


def test_a_field_that_is_not_asked_forbids_nothing() -> None:
    kind = PACK.template("rc11")
    told, channel = kind.fields[0], kind.fields[1]
    hidden = replace(told, show_if=ShowIf(channel.id, ("phone",)))
    kind = replace(kind, fields=(channel, hidden))
    assert kind.refusals({channel.id: "letter"}) == ()
    assert kind.refusals({channel.id: "phone"}) == (hidden,)
