"""The library of mystery shopping: stories over all channels, complaint clocks by nation, both checked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from tia_desktop import paths
from tia_desktop.domain.shops import CHANNELS, EVENTS, UNITS
from tia_desktop.frameworks.shops import CLOCKS, SCENARIOS, library, shop_problems

FILES = {SCENARIOS: "shops/scenarios.json", CLOCKS: "complaints/clocks.json"}


def shipped(schema: str) -> Any:
    return json.loads((paths.resources_dir() / FILES[schema]).read_bytes())


@pytest.mark.parametrize("schema", FILES)
def test_what_ships_passes_both_validators(schema: str) -> None:
    rules = json.loads((paths.schemas_dir() / schema).read_bytes())
    jsonschema.Draft202012Validator.check_schema(rules)
    assert rules["$id"] == "urn:tia-desktop:" + schema.replace("-1.schema.json", ":1")
    assert list(jsonschema.Draft202012Validator(rules).iter_errors(shipped(schema))) == []
    assert shop_problems((paths.resources_dir() / FILES[schema]).read_bytes(), schema) == []


def test_the_schema_knows_the_events_units_and_channels_of_the_program() -> None:
    clocks = json.loads((paths.schemas_dir() / CLOCKS).read_bytes())["$defs"]
    assert clocks["event"]["enum"] == list(EVENTS)
    assert clocks["step"]["properties"]["unit"]["enum"] == list(UNITS)
    stories = json.loads((paths.schemas_dir() / SCENARIOS).read_bytes())["$defs"]
    assert stories["scenario"]["properties"]["channel"]["enum"] == list(CHANNELS)


def test_the_stories_cover_every_channel_and_tell_the_rules() -> None:
    there = library()
    assert 15 <= len(there.scenarios) <= 25
    assert {s.channel for s in there.scenarios} == set(CHANNELS)
    assert {s.channel for s in there.scenarios if s.is_complaint} == {"phone", "visit", "email", "letter"}
    assert any("real tenant" in rule for rule in there.rules)
    assert all(s.ask.endswith((".", "?")) and s.story.endswith(".") for s in there.scenarios)
    assert there.scenario("damp") is not None
    assert there.scenario("nothing") is None


def test_the_words_are_plain_and_hold_nobody_s_details() -> None:
    for story in library().scenarios:
        text = f"{story.story} {story.ask} {story.right_answer}"
        assert not re.search(r"\d{4}|@|\bMr\b|\bMrs\b", text), story.id
        longest = max(len(sentence.split()) for sentence in re.split(r"[.?:]\s", text))
        assert longest <= 25, (story.id, longest)


def steps(clock_id: str) -> dict[str, tuple[Any, ...]]:
    clock = library().clock(clock_id)
    return {s.id: (s.from_event, s.to_event, s.amount, s.unit, s.extension) for s in clock.steps}


def test_the_clocks_are_those_of_the_two_procedures() -> None:
    assert steps("england-2024") == {
        "acknowledge-1": ("complaint", "acknowledged", 5, "working_days", 0),
        "answer-1": ("acknowledged", "answer_1", 10, "working_days", 10),
        "acknowledge-2": ("escalated", "acknowledged_2", 5, "working_days", 0),
        "answer-2": ("acknowledged_2", "answer_2", 20, "working_days", 20),
    }
    assert steps("scotland-2021") == {
        "answer-1": ("complaint", "answer_1", 5, "working_days", 0),
        "acknowledge-2": ("escalated", "acknowledged_2", 3, "working_days", 0),
        "answer-2": ("escalated", "answer_2", 20, "working_days", 0),
    }
    assert {c.id: c.in_force[:4] for c in library().clocks} == {
        "england-2024": "2024",
        "scotland-2021": "2021",
    }
    assert all(c.calendar in library().nations for c in library().clocks)


def spoiled(schema: str, change: Callable[[Any], object]) -> str:
    data = shipped(schema)
    change(data)
    return " ".join(
        f"{p.place} {p.reason} {p.remedy}" for p in shop_problems(json.dumps(data).encode(), schema)
    )


@pytest.mark.parametrize(
    ("schema", "change", "said"),
    [
        (SCENARIOS, lambda d: d["scenarios"].append(d["scenarios"][0]), "Another story already has the id"),
        (
            SCENARIOS,
            lambda d: d["scenarios"][0].update(channel="pigeon"),
            "scenarios[0].channel (repair-phone)",
        ),
        (SCENARIOS, lambda d: d["scenarios"][0].pop("ask"), "“ask” is missing"),
        (SCENARIOS, lambda d: d["scenarios"][0].update(ask="\u0007"), "plain text"),
        (SCENARIOS, lambda d: d.update(scenarios=[]), "at least 1 entry"),
        (CLOCKS, lambda d: d["clocks"][0].update(calendar="atlantis"), "no such calendar"),
        (CLOCKS, lambda d: d["clocks"].append(d["clocks"][0]), "Another clock already has the id"),
        (CLOCKS, lambda d: d["clocks"][0]["steps"][0].update({"from": "sneezed"}), "“sneezed” is not one"),
        (CLOCKS, lambda d: d["clocks"][0]["steps"][0].update(amount=0), "too small"),
        (CLOCKS, lambda d: d["clocks"][0]["steps"][1].pop("extension_event"), "extension"),
    ],
)
def test_what_is_wrong_is_named(schema: str, change: Callable[[Any], object], said: str) -> None:
    assert said in spoiled(schema, change)


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"{", b"\xff", b'{"clocks": 3, "scenarios": [1]}'])
def test_any_bytes_are_refused_in_sentences(raw: bytes) -> None:
    for schema in FILES:
        assert shop_problems(raw, schema)
