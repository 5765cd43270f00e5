"""The question sets and figures that ship: as their sources have them, checked by schema and by sense."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tia_desktop import paths
from tia_desktop.domain.survey_sets import DONT_KNOW, plain_words
from tia_desktop.frameworks import load
from tia_desktop.frameworks.surveys import MEASURES, SETS, survey_library, survey_problems

FILES = {"surveys/tsm.json": SETS, "surveys/status.json": SETS, "indicators/tsm.json": MEASURES}


def shipped(name: str) -> Any:
    return json.loads((paths.resources_dir() / name).read_bytes())


@pytest.mark.parametrize("name", FILES)
def test_what_ships_passes_both_validators(name: str) -> None:
    rules = json.loads((paths.schemas_dir() / FILES[name]).read_bytes())
    jsonschema.Draft202012Validator.check_schema(rules)
    assert rules["$id"] == "urn:tia-desktop:" + FILES[name].replace("-1.schema.json", ":1")
    assert list(jsonschema.Draft202012Validator(rules).iter_errors(shipped(name))) == []
    assert survey_problems((paths.resources_dir() / name).read_bytes(), FILES[name]) == []


def test_the_measures_are_those_of_the_regulator(shared_data: Path) -> None:
    source = json.loads((shared_data / "domain" / "pack_rsh2024.json").read_bytes())["tsm"]
    library, asked = survey_library().measures[0], survey_library().set("tsm")
    figures = {part["id"]: measure for measure in source["measures"] for part in measure["parts"]}
    assert [m.id for m in library.measures] == list(figures)
    assert len(library.measures) == 26
    for measure in library.measures:
        told = figures[measure.id]
        assert measure.title.startswith(told["name"])
        assert measure.unit == told["unit"]
        assert measure.better == told["better"].split()[0]
    assert {m.id for m in library.measures if m.better == "context"} == {
        "CH01(1)",
        "CH01(2)",
        "NM01(1)",
        "NM01(2)",
    }
    perception = [m for m in source["measures"] if m["kind"] == "perception"]
    assert [(q.code, q.title) for q in asked.questions] == [(m["code"], m["name"]) for m in perception]
    codes = {t.id: t.code for t in asked.tenures}
    for question, told in zip(asked.questions, perception, strict=True):
        assert [codes[t] for t in question.tenures] == told["asked_of"]
        assert question.offers_dont_know == told["na_option"]
        assert bool(question.filter_id) == bool(told["filter_question"])
        scale = asked.scale_of(question)
        assert scale.id == told["scale"]
        assert [a.word.lower() for a in scale.answers] == source["response_scales"][scale.id]
        assert [a.word.lower() for a in scale.answers if a.positive] == told["positive_answers"]


def test_shared_owners_are_not_asked_about_repairs() -> None:
    asked = survey_library().set("tsm")
    assert [q.id for q in asked.questions if "shared" not in q.tenures] == ["TP02", "TP03", "TP04"]
    assert asked.tenure("LCHO").id == "shared"
    assert asked.tenure("Low-cost home ownership").id == "shared"
    assert asked.overall == "TP01"


def test_the_topics_of_status_are_those_of_the_checklist() -> None:
    asked, pack = survey_library().set("status"), load("almo-2003")[0]
    items = {i.id: i for i in pack.template("rc12").items}
    linked = {item: q for q in asked.questions for item in q.items} | {f.item: f for f in asked.filters}
    assert set(linked) == set(items) - {"rc12.i19"}  # the questions about the person are never counted
    for item, question in linked.items():
        if question in asked.questions:
            assert question.title == items[item].text
    for question in asked.questions:
        ratings = {r for a in asked.scale_of(question).answers for r in a.ratings} | {
            *asked.dont_know_ratings,
            "not_asked",
        }
        asks = items[question.items[0]]
        offered = {c.id for c in asks.choices} or {c.id for c in pack.scheme_for(asks).choices}
        assert offered <= ratings, asks.id
    assert {q.code for q in asked.questions if q.code} == {"BVPI 74", "BVPI 75"}


def test_the_words_are_plain() -> None:
    for asked in survey_library().sets:
        for question in asked.questions:
            assert question.ask.endswith("?")
            longest = max(len(part.split()) for part in re.split(r"[.?:]\s", question.ask))
            assert longest <= 25, question.id


def test_each_word_of_a_table_means_one_answer() -> None:
    for asked in survey_library().sets:
        for question in asked.questions:
            words = asked.answers_of(question)
            assert words[plain_words("Don’t know")] == DONT_KNOW
            assert words[plain_words("not applicable/ don't know")] == DONT_KNOW
            assert "satisfied" not in words  # it says neither very nor fairly


def spoiled(name: str, change: Callable[[Any], object]) -> str:
    data = shipped(name)
    change(data)
    found = survey_problems(json.dumps(data).encode(), FILES[name])
    return " ".join(f"{p.place} {p.reason} {p.remedy}" for p in found)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("surveys/tsm.json", lambda d: d["questions"].append(d["questions"][0]), "Another question already"),
        ("surveys/tsm.json", lambda d: d["questions"][0].update(scale="stars"), "There is no scale “stars”"),
        ("surveys/tsm.json", lambda d: d["questions"][1].update(filter="TP99"), "There is no filter “TP99”"),
        (
            "surveys/tsm.json",
            lambda d: d["questions"][1].update(tenures=["boat"]),
            "There is no kind of homes",
        ),
        ("surveys/tsm.json", lambda d: d.update(overall="TP99"), "There is no question “TP99”"),
        (
            "surveys/tsm.json",
            lambda d: d["scales"][0]["answers"][1].update(also=["Very satisfied"]),
            "already stands for another row",
        ),
        ("surveys/tsm.json", lambda d: d["questions"][0].pop("ask"), "“ask” is missing"),
        ("indicators/tsm.json", lambda d: d["measures"][0].update(better="up"), "“up” is not one"),
        ("indicators/tsm.json", lambda d: d["measures"].append(d["measures"][0]), "Another figure already"),
    ],
)
def test_what_is_wrong_is_named(name: str, change: Callable[[Any], object], said: str) -> None:
    assert said in spoiled(name, change)


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"{", b"\xff", b'{"questions": 3, "scales": [1]}'])
def test_any_bytes_are_refused_in_sentences(raw: bytes) -> None:
    for schema in (SETS, MEASURES):
        assert survey_problems(raw, schema)
