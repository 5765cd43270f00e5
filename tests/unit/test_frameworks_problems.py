"""A pack author gets all problems at once, each with its place and what would be right."""

import copy
import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from tia_desktop import frameworks, paths
from tia_desktop.frameworks.schema_check import SCHEMA, schema_problems

Data = dict[str, Any]
Fault = tuple[Callable[[Data], object], str, str, str]


@pytest.fixture(scope="module")
def good() -> Data:
    data: Data = json.loads(frameworks.load("almo-2003")[1])
    return data


def problems(data: Any) -> list[frameworks.PackProblem]:
    return frameworks.problems(json.dumps(data).encode())


def item(data: Data, template: int, number: int) -> Data:
    found: Data = data["templates"][template]["items"][number]
    return found


def field(data: Data, template: int, number: int) -> Data:
    found: Data = data["templates"][template]["fields"][number]
    return found


def repeat(data: Data, template: int) -> Data:
    found: Data = data["templates"][template]["repeats"][0]
    return found


# What the author did; place, reason and remedy (each a part of the sentence) that the author must read.
SCHEMA_FAULTS: dict[str, Fault] = {
    "missing": (
        lambda d: d["judgements"][1].pop("title"),
        "judgements[1] (j2)",
        "“title” is missing",
        "Add “title”",
    ),
    "unknown name": (
        lambda d: d["judgements"][0].update(colour="red"),
        "judgements[0] (j1)",
        "“colour”",
        "spelling",
    ),
    "wrong type": (lambda d: d.update(glossary="none"), "glossary", "the text “none”", "Write a list"),
    "null": (lambda d: d.update(glossary=None), "glossary", "nothing (null)", "Write a list"),
    "true for a number": (
        lambda d: d["templates"][0].update(minutes_per_item=True),
        "templates[0].minutes_per_item (rc01)",
        "“true”",
        "Write a whole number",
    ),
    "wrong format": (
        lambda d: d.update(format="urn:x"),
        "format",
        "“urn:x”",
        "urn:tia-desktop:framework-pack:1",
    ),
    "wrong id": (lambda d: d.update(id="My Pack"), "id", "“My Pack”", "small letters"),
    "wrong version": (lambda d: d.update(version="1"), "version", "“1”", "1.0.0"),
    "too long": (
        lambda d: d["key_questions"][0].update(short="x" * 40),
        "key_questions[0].short (j1.kq1)",
        "40 characters",
        "22 characters or fewer",
    ),
    "empty text": (lambda d: d["prompts"][0].update(text=""), "prompts[0].text", "empty", "Write something"),
    "hidden character": (
        lambda d: d["prompts"][1].update(text="a\u202eb"),
        "prompts[1].text",
        "right form",
        "without hidden characters",
    ),
    "no question mark": (
        lambda d: item(d, 6, 0).update(question="Broken"),
        "templates[6].items[0].question (rc07.i01)",
        "“Broken”",
        "ends with a question mark",
    ),
    "unknown answer type": (
        lambda d: item(d, 6, 0).update(answer="maybe"),
        "templates[6].items[0].answer (rc07.i01)",
        "“maybe”",
        "yes_no_na",
    ),
    "unknown answer name": (
        lambda d: d["answer_schemes"].update(sound="view"),
        "answer_schemes",
        "“sound”",
        "known",
    ),
    "too small": (
        lambda d: d["templates"][0].update(minutes_per_item=0),
        "minutes_per_item",
        "too small",
        "1 or more",
    ),
    "too large": (
        lambda d: d["templates"][0].update(minutes_per_item=500),
        "minutes_per_item",
        "too large",
        "120 or less",
    ),
    "too few": (
        lambda d: d["templates"][3].update(key_questions=[], targets={}, items=[item(d, 3, 0)]),
        "key_questions (rc04)",
        "0 entries",
        "at least 1 entry",
    ),
    "twice in a list": (
        lambda d: d["templates"][6].update(key_questions=["j1.kq2", "j1.kq2"]),
        "key_questions (rc07)",
        "more than once",
        "one of each",
    ),
    "empty group": (
        lambda d: d["indicators"][1]["upper_quartiles"][0].update(values={}),
        "values (bvpi_66a)",
        "empty",
        "at least 1 entry",
    ),
    "one choice": (
        lambda d: item(d, 9, 8).update(choices=[{"id": "better", "word": "Better"}]),
        "templates[9].items[8].choices (rc10.i09)",
        "has 1 entry.",
        "at least 2 entries",
    ),
    "choice without words": (
        lambda d: field(d, 7, 0)["choices"][0].pop("word"),
        "templates[7].fields[0].choices[0] (occupied)",
        "“word” is missing",
        "Add “word”",
    ),
    "field with grades": (
        lambda d: field(d, 7, 2).update(answer="yes_no_na"),
        "templates[7].fields[2].answer (rc08.standard)",
        "“yes_no_na”",
        "text, number, date, time, choice",
    ),
    "unknown panel": (
        lambda d: d["templates"][3].update(panel="circus"),
        "templates[3].panel (rc04)",
        "“circus”",
        "conversation",
    ),
    "place of a room": (
        lambda d: repeat(d, 7).update(place="beside"),
        "templates[7].repeats[0].place (rooms)",
        "“beside”",
        "replaces, within",
    ),
    "field that waits for no answer": (
        lambda d: field(d, 7, 3).update(show_if={"ask": "rc08.home"}),
        "templates[7].fields[3].show_if (rc08.void_since)",
        "“answers” is missing",
        "Add “answers”",
    ),
    "no value in words": (
        lambda d: d["schemes"][1]["choices"][2].update(no_value="yes"),
        "schemes[1].choices[2].no_value (na)",
        "the text “yes”",
        "Write true or false",
    ),
    "condition without answers": (
        lambda d: item(d, 11, 12)["show_if"].update(answers=[]),
        "templates[11].items[12].show_if.answers (rc12.i13)",
        "0 entries",
        "at least 1 entry",
    ),
    "neither number nor list": (
        lambda d: d["thresholds"][0].update(value="two"),
        "thresholds[0].value",
        "the text “two”",
        "whole number or a list",
    ),
}

CROSS_FAULTS: dict[str, Fault] = {
    "judgement unknown": (
        lambda d: d["key_questions"][2].update(judgement="j9"),
        "key_questions[2].judgement (j1.kq3)",
        "no judgement “j9”",
        "j1, j2",
    ),
    "judgement without questions": (
        lambda d: [q.update(judgement="j1") for q in d["key_questions"]],
        "judgements[1] (j2)",
        "no key questions",
        "Add key questions",
    ),
    "scale unknown": (
        lambda d: d["judgements"][0].update(scale="x", qualifying_levels=[]),
        "judgements[0].scale",
        "no scale “x”",
        "prospects",
    ),
    "level unknown": (
        lambda d: d["judgements"][0].update(qualifying_levels=["super"]),
        "judgements[0].qualifying_levels[0]",
        "no level “super”",
        "excellent, fair",
    ),
    "discussed level unknown": (
        lambda d: d["judgements"][1].update(discussed_levels=["poor", "bleak"]),
        "judgements[1].discussed_levels[1]",
        "no level “bleak”",
        "excellent, poor",
    ),
    "level orders": (
        lambda d: d["scales"][0]["levels"][3].update(order=7),
        "scales[0].levels (service_stars)",
        "0, 1, 2, 7",
        "0 to 3",
    ),
    "area unknown": (
        lambda d: d["prompts"][0].update(area="roof"),
        "prompts[0].area",
        "no service area “roof”",
        "stock",
    ),
    "sub-question unknown": (
        lambda d: d["prompts"][0].update(sub_question="9.9"),
        "prompts[0].sub_question",
        "“9.9”",
        "1.1",
    ),
    "sub-question of another": (
        lambda d: d["prompts"][0].update(key_question="j1.kq2"),
        "prompts[0].sub_question",
        "does not belong",
        "j1.kq1",
    ),
    "group unknown": (
        lambda d: d["prompts"][-1].update(group="odd"),
        "prompts[231].group",
        "no prompt group “odd”",
        "gov",
    ),
    "parent unknown": (
        lambda d: d["prompts"][-1].update(parent="odd"),
        "prompts[231].parent",
        "no prompt “odd”",
        "Use one",
    ),
    "parent is itself": (
        lambda d: d["prompts"][-1].update(parent=d["prompts"][-1]["id"]),
        "prompts[231].parent",
        "the prompt itself",
        "parent first",
    ),
    "item question unknown": (
        lambda d: item(d, 6, 0).update(key_questions=["j3.kq1"]),
        "templates[6].items[0].key_questions[0] (rc07.i01)",
        "no key question “j3.kq1”",
        "j1.kq1",
    ),
    "item scheme unknown": (
        lambda d: item(d, 6, 1).update(scheme="stars"),
        "templates[6].items[1].scheme (rc07.i02)",
        "no grading scheme “stars”",
        "view",
    ),
    "target unknown": (
        lambda d: d["templates"][6]["targets"].update(nine=1),
        "templates[6].targets.nine (rc07)",
        "“nine”",
        "j1.kq1",
    ),
    "how unknown": (
        lambda d: d["templates"][6].update(how="smelt"),
        "templates[6].how (rc07)",
        "“smelt”",
        "seen",
    ),
    "source unknown": (
        lambda d: d["templates"][6].update(source_group="cat"),
        "source_group (rc07)",
        "“cat”",
        "tenant",
    ),
    "answer scheme unknown": (
        lambda d: d["answer_schemes"].update(time="clock"),
        "answer_schemes.time",
        "“clock”",
        "view",
    ),
    "authority unknown": (
        lambda d: d["indicators"][1]["upper_quartiles"][0]["values"].update(mars=3),
        "indicators[1].upper_quartiles[0].values.mars (bvpi_66a)",
        "“mars”",
        "london",
    ),
    "papers unknown": (
        lambda d: d["thresholds"][3].update(value=["paper"]),
        "thresholds[3].value[0] (papers_and_indicators_only)",
        "no source group “paper”",
        "document",
    ),
    "no scheme for an answer": (
        lambda d: d["answer_schemes"].pop("date"),
        "templates[5].items[0].answer (rc06.i01)",
        "No grading scheme serves",
        "answer_schemes",
    ),
    "weak answer unknown": (
        lambda d: item(d, 6, 0).update(weak_answer="maybe"),
        "templates[6].items[0].weak_answer (rc07.i01)",
        "no choice “maybe”",
        "yes, no, na, not_seen, or none",
    ),
    "double id": (
        lambda d: d["rules"][1].update(id=d["rules"][0]["id"]),
        "rules[1].id",
        "Another rule",
        "same id",
    ),
    "double item": (
        lambda d: item(d, 6, 1).update(id="rc07.i01"),
        "templates[6].items[1].id",
        "checklist item",
        "same id",
    ),
    "double slug": (
        lambda d: d["templates"][7].update(slug="estate-visit"),
        "templates[7].slug",
        "kind of check",
        "same slug",
    ),
    "double term": (
        lambda d: d["glossary"][1].update(term=d["glossary"][0]["term"]),
        "glossary[1].term",
        "term",
        "same",
    ),
    "double key": (
        lambda d: d["schemes"][0]["choices"][1].update(key=1),
        "choices[1].key (ok)",
        "already has the key “1”",
        "same",
    ),
    "numbers": (
        lambda d: d["key_questions"][5].update(number=7),
        "key_questions",
        "1, 2, 3, 4, 5, 7",
        "1 to 6",
    ),
    "clock": (
        lambda d: d["clocks"][1].update(max=2),
        "clocks[1] (final_report)",
        "shorter than the shortest",
        "min",
    ),
    "list count": (
        lambda d: d["lists"][0].update(count=3),
        "lists[0].count (status_topics)",
        "says 3, but there are 9",
        "Correct",
    ),
    "cell count": (
        lambda d: d["counts"]["cells"]["1.1"].update(stock=12),
        "counts.cells.1.1.stock",
        "says 12, but there are 13",
        "Correct",
    ),
    "cell not counted": (
        lambda d: d["counts"]["cells"].pop("3.1"),
        "counts.cells.3.1.stock",
        "says 0, but there are 2",
        "Correct",
    ),
    "question count": (
        lambda d: d["counts"]["questions"]["j2.kq2"].update(prompt=9),
        "counts.questions.j2.kq2.prompt",
        "says 9, but there are 10",
        "Correct",
    ),
    "group count": (
        lambda d: d["counts"]["groups"]["rel"].update(lead=5),
        "counts.groups.rel.lead",
        "says 5, but there are 6",
        "Correct",
    ),
    "item count": (
        lambda d: d["counts"].update(items=214),
        "counts.items",
        "says 214, but there are 215",
        "Correct",
    ),
    "items of a kind": (
        lambda d: d["counts"]["items_by_template"].update(rc07=30),
        "counts.items_by_template.rc07",
        "says 30",
        "Correct",
    ),
}

GUIDED_FAULTS: dict[str, Fault] = {
    "field waits for nothing": (
        lambda d: field(d, 7, 3)["show_if"].update(ask="rc08.moon"),
        "templates[7].fields[3].show_if.ask (rc08.void_since)",
        "has no field “rc08.moon”",
        "field that stands before it",
    ),
    "field waits for a question": (
        lambda d: field(d, 7, 3)["show_if"].update(ask="rc08.i01"),
        "templates[7].fields[3].show_if.ask (rc08.void_since)",
        "has no field “rc08.i01”",
        "field that stands before it",
    ),
    "field waits for itself": (
        lambda d: field(d, 7, 3)["show_if"].update(ask="rc08.void_since"),
        "templates[7].fields[3].show_if.ask (rc08.void_since)",
        "“rc08.void_since” is not asked before this field",
        "field that stands before it",
    ),
    "two fields wait for one another": (
        lambda d: (
            field(d, 7, 3)["show_if"].update(ask="rc08.ready", answers=["2026-05-01"]),
            field(d, 7, 4)["show_if"].update(ask="rc08.void_since", answers=["2026-05-01"]),
        ),
        "templates[7].fields[3].show_if.ask (rc08.void_since)",
        "“rc08.ready” is not asked before this field",
        "field that stands before it",
    ),
    "field waits for what cannot be": (
        lambda d: field(d, 7, 3)["show_if"].update(answers=["empty", "haunted"]),
        "templates[7].fields[3].show_if.answers[1] (rc08.void_since)",
        "“rc08.home” has no answer “haunted”",
        "occupied, empty",
    ),
    "condition on nothing": (
        lambda d: item(d, 11, 12)["show_if"].update(ask="rc12.i99"),
        "templates[11].items[12].show_if.ask (rc12.i13)",
        "no question or field “rc12.i99”",
        "field, or of a question that is asked before",
    ),
    "condition on another kind": (
        lambda d: item(d, 11, 12)["show_if"].update(ask="rc07.i01"),
        "templates[11].items[12].show_if.ask (rc12.i13)",
        "no question or field “rc07.i01”",
        "asked before",
    ),
    "condition on a later question": (
        lambda d: item(d, 11, 12)["show_if"].update(ask="rc12.i17"),
        "templates[11].items[12].show_if.ask (rc12.i13)",
        "“rc12.i17” is not asked before",
        "asked before",
    ),
    "condition on itself": (
        lambda d: item(d, 11, 12)["show_if"].update(ask="rc12.i13"),
        "templates[11].items[12].show_if.ask (rc12.i13)",
        "“rc12.i13” is not asked before",
        "asked before",
    ),
    "condition that the asking order breaks": (
        # The repeated headings are asked together: this item comes before the one it asks.
        lambda d: (
            repeat(d, 6).update(groups=["Entrance and stairs", "Nuisance"]),
            item(d, 6, 17).update(show_if={"ask": "rc07.i11", "answers": ["weak"]}),
        ),
        "templates[6].items[17].show_if.ask (rc07.i18)",
        "“rc07.i11” is not asked before",
        "asked before",
    ),
    "condition on what is repeated": (
        lambda d: item(d, 6, 10).update(show_if={"ask": "rc07.i01", "answers": ["no"]}),
        "templates[6].items[10].show_if.ask (rc07.i11)",
        "“rc07.i01” is asked more than once",
        "Use the id of a field",
    ),
    "condition on a room": (
        lambda d: item(d, 7, 0).update(show_if={"ask": "rc08.r01", "answers": ["yes"]}),
        "templates[7].items[0].show_if.ask (rc08.i01)",
        "“rc08.r01” is asked more than once",
        "Use the id of a field",
    ),
    "condition in a room on a later question": (
        lambda d: repeat(d, 7)["items"][1]["show_if"].update(ask="rc08.i01", answers=["yes"]),
        "templates[7].repeats[0].items[1].show_if.ask (rc08.r02)",
        "“rc08.i01” is not asked before",
        "asked before",
    ),
    "answer the field does not offer": (
        lambda d: item(d, 7, 16)["show_if"].update(answers=["void"]),
        "templates[7].items[16].show_if.answers[0] (rc08.i17)",
        "“rc08.home” has no answer “void”",
        "occupied, empty",
    ),
    "answer the grades do not offer": (
        lambda d: item(d, 11, 12)["show_if"].update(answers=["yes", "sure"]),
        "templates[11].items[12].show_if.answers[1] (rc12.i13)",
        "“rc12.i12” has no answer “sure”",
        "yes, no, na, not_seen",
    ),
    "answer the choices do not offer": (
        lambda d: item(d, 11, 8).update(show_if={"ask": "rc12.i08", "answers": ["very_good"]}),
        "templates[11].items[8].show_if.answers[0] (rc12.i09)",
        "“rc12.i08” has no answer “very_good”",
        "no_problem, slight",
    ),
    "answer that is no number": (
        lambda d: item(d, 3, 1).update(show_if={"ask": "rc04.people", "answers": ["many"]}),
        "templates[3].items[1].show_if.answers[0] (rc04.i02)",
        "“rc04.people” has no answer “many”",
        "Write a number",
    ),
    "repeated heading unknown": (
        lambda d: repeat(d, 6).update(groups=["Cellar"]),
        "templates[6].repeats[0].groups[0] (blocks)",
        "no heading “Cellar”",
        "Entrance and stairs, Lift and chutes",
    ),
    "heading repeated twice": (
        lambda d: d["templates"][6]["repeats"].append({**repeat(d, 6), "id": "houses"}),
        "templates[6].repeats[1].groups[0] (houses)",
        "“Entrance and stairs” is repeated already",
        "in one repetition",
    ),
    "nothing repeated": (
        lambda d: repeat(d, 6).pop("groups"),
        "templates[6].repeats[0] (blocks)",
        "Nothing is asked",
        "“groups”",
    ),
    "double repetition": (
        lambda d: d["templates"][6]["repeats"].append({**repeat(d, 6), "groups": ["Grounds"]}),
        "templates[6].repeats[1].id (blocks)",
        "Another repetition",
        "same id",
    ),
    "first entry named by nothing": (
        lambda d: repeat(d, 5).update(first="rc06.i01"),
        "templates[5].repeats[0].first (cases)",
        "no field “rc06.i01”",
        "rc06.kind, rc06.reference",
    ),
    "no answer lets it begin": (
        lambda d: d["templates"][10]["fields"][0]["must"].update(answers=["maybe"]),
        "templates[10].fields[0].must.answers[0] (rc11.told)",
        "“rc11.told” has no answer “maybe”",
        "Use one of: yes, no",
    ),
    "no choice says whether it may begin": (
        lambda d: d["templates"][10]["fields"][3].update(must={"answers": ["yes"], "words": "Wait."}),
        "templates[10].fields[3].must (rc11.scenario)",
        "Only a choice",
        "Make the answer “choice”",
    ),
    "item has the id of a field": (
        lambda d: item(d, 7, 0).update(id="rc08.home"),
        "templates[7].fields[0].id (rc08.home)",
        "Another checklist item or field",
        "same id",
    ),
    "item has the id of one in a room": (
        lambda d: repeat(d, 7)["items"][0].update(id="rc08.i01"),
        "templates[7].repeats[0].items[0].id (rc08.i01)",
        "Another checklist item or field",
        "same id",
    ),
    "double choice": (
        lambda d: item(d, 9, 8)["choices"][1].update(id="better"),
        "templates[9].items[8].choices[1].id (better)",
        "Another choice of this question",
        "same id",
    ),
    "several choices of nothing": (
        lambda d: item(d, 11, 18).pop("choices"),
        "templates[11].items[18] (rc12.i19)",
        "nothing to choose from",
        "Add “choices”",
    ),
    "field without choices": (
        lambda d: field(d, 6, 0).pop("choices"),
        "templates[6].fields[0] (rc07.weather)",
        "nothing to choose from",
        "Add “choices”",
    ),
    "choice in a room without choices": (
        lambda d: repeat(d, 7)["items"][2].update(answer="choice"),
        "templates[7].repeats[0].items[2] (rc08.r03)",
        "nothing to choose from",
        "Add “choices”",
    ),
    "choices of a grade": (
        lambda d: item(d, 9, 8).update(answer="rating_1_5"),
        "templates[9].items[8].choices (rc10.i09)",
        "the answer is “rating_1_5”",
        "remove the choices",
    ),
    "choices of a text": (
        lambda d: field(d, 7, 0).update(answer="text"),
        "templates[7].fields[0].choices (rc08.home)",
        "the answer is “text”",
        "remove the choices",
    ),
    "nobody to speak": (
        lambda d: d["templates"][3].pop("speakers"),
        "templates[3].panel (rc04)",
        "nobody can be chosen",
        "“speakers”",
    ),
    "question of a room unknown": (
        lambda d: repeat(d, 7)["items"][0].update(key_questions=["j7"]),
        "templates[7].repeats[0].items[0].key_questions[0] (rc08.r01)",
        "no key question “j7”",
        "j1.kq1",
    ),
    "scheme of a room unknown": (
        lambda d: repeat(d, 7)["items"][0].update(scheme="stars"),
        "templates[7].repeats[0].items[0].scheme (rc08.r01)",
        "no grading scheme “stars”",
        "view",
    ),
    "weak answer of a room unknown": (
        lambda d: repeat(d, 7)["items"][1].update(weak_answer="damp"),
        "templates[7].repeats[0].items[1].weak_answer (rc08.r02)",
        "no choice “damp”",
        "yes, no, na",
    ),
}
CROSS_FAULTS |= GUIDED_FAULTS

ALL_FAULTS = SCHEMA_FAULTS | CROSS_FAULTS


def is_named(found: list[frameworks.PackProblem], fault: Fault) -> bool:
    _, place, reason, remedy = fault
    return any(place in p.place and reason in p.reason and remedy in p.remedy for p in found)


@pytest.mark.parametrize("name", ALL_FAULTS)
def test_a_planted_fault_is_named_with_place_reason_and_remedy(good: Data, name: str) -> None:
    data = copy.deepcopy(good)
    ALL_FAULTS[name][0](data)
    found = problems(data)
    assert is_named(found, ALL_FAULTS[name]), found
    assert all(p.place and p.reason.endswith(".") and p.remedy.endswith(".") for p in found)


@pytest.mark.parametrize("name", SCHEMA_FAULTS)
def test_an_independent_validator_refuses_the_same_shapes(good: Data, name: str) -> None:
    schema = json.loads((paths.schemas_dir() / SCHEMA).read_bytes())
    data = copy.deepcopy(good)
    SCHEMA_FAULTS[name][0](data)
    assert not jsonschema.Draft202012Validator(schema).is_valid(data)


@pytest.mark.parametrize("name", CROSS_FAULTS)
def test_a_fault_across_parts_is_no_fault_of_shape(good: Data, name: str) -> None:
    """The schema alone would have let these pass: each is found by a check of its own."""
    data = copy.deepcopy(good)
    CROSS_FAULTS[name][0](data)
    assert schema_problems(data) == []


def test_all_problems_come_at_once(good: Data) -> None:
    together = [
        "missing",
        "unknown name",
        "null",
        "wrong id",
        "too long",
        "hidden character",
        "no question mark",
        "judgement unknown",
        "level orders",
        "area unknown",
        "weak answer unknown",
        "double slug",
        "items of a kind",
        "clock",
        "condition on nothing",
        "answer the field does not offer",
        "repeated heading unknown",
        "choices of a grade",
        "nobody to speak",
        "field waits for nothing",
        "place of a room",
    ]
    data = copy.deepcopy(good)
    for name in together:
        if name == "weak answer unknown":
            item(data, 6, 2).update(answer="yes_no_na", weak_answer="maybe")
        else:
            ALL_FAULTS[name][0](data)
    found = problems(data)
    missed = [n for n in together if n != "weak answer unknown" and not is_named(found, ALL_FAULTS[n])]
    assert missed == []
    assert any("no choice “maybe”" in p.reason for p in found)


def test_a_number_may_be_what_a_question_waits_for(good: Data) -> None:
    data = copy.deepcopy(good)
    item(data, 3, 1)["show_if"] = {"ask": "rc04.people", "answers": ["1"]}
    item(data, 6, 26)["show_if"] = {"ask": "rc07.i26", "answers": ["weak", "3"]}
    item(data, 7, 18)["show_if"] = {"ask": "rc08.void_since", "answers": ["2026-05-01"]}
    assert problems(data) == []


@pytest.mark.parametrize(
    "broken", [None, 3, "x", [], {}, [None], [3], [{}], [[]], {"ask": 3}, {"answers": 3}]
)
@pytest.mark.parametrize(
    "name", ["fields", "repeats", "items", "panel", "speakers", "show_if", "choices", "groups"]
)
def test_parts_of_a_wrong_shape_never_break_the_check(good: Data, name: str, broken: Any) -> None:
    data = copy.deepcopy(good)
    for template in data["templates"]:
        for row in (template, *template["items"], *template.get("repeats", ()), *template.get("fields", ())):
            if name in row:
                row[name] = broken
    assert problems(data)


def test_what_is_no_json_is_named_with_line_and_column() -> None:
    found = frameworks.problems(b'{\n  "id": "x",\n  "title" "y"\n}')
    assert [(p.place, "not JSON" in p.reason) for p in found] == [("line 3, column 11", True)]


def test_an_empty_pack_lists_everything_that_is_missing() -> None:
    found = frameworks.problems(b"{}")
    assert len(found) > 25
    assert all("is missing" in p.reason for p in found)


@pytest.mark.parametrize("raw", [b"null", b"[]", b"3", b'"pack"', b"true"])
def test_a_pack_is_a_group_of_named_values(raw: bytes) -> None:
    assert [p.remedy for p in frameworks.problems(raw)] == ["Write a group of named values."]
