"""Structured findings as JSON: valid for two validators, literal, the same bytes each time."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.reports import empty, links, sample_report, straddling, with_notes, with_words
from tia_desktop import paths
from tia_desktop.exporters.findings_json import SCHEMA_ID, document, write
from tia_desktop.services.report_parts import InspectionReport

SCHEMA = json.loads((paths.schemas_dir() / "findings-1.schema.json").read_bytes())


def quietly(done: int, total: int) -> None:
    pass


def exported(report: InspectionReport) -> Any:
    """Return the document as any reader gets it."""
    return json.loads(orjson.dumps(document(report, quietly)))


def assert_valid(data: Any) -> None:
    jsonschema_rs.validator_for(SCHEMA).validate(data)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)


@pytest.mark.parametrize("change", [lambda r: r, empty, straddling, lambda r: with_words(r, "a\nb")])
def test_two_validators_accept_it(change: Any) -> None:
    assert_valid(exported(change(sample_report())))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.update(more=1),
        lambda d: d["provenance"].pop("chain_head"),
        lambda d: d["notes"][0].update(source_group="somebody"),
        lambda d: d["judgements"][0]["key_questions"][1]["findings"][0]["evidence"][0].update(stance="maybe"),
        lambda d: d["judgements"][0]["rating"].pop("word"),
        lambda d: d["numbers"]["samples"][0].pop("seed"),
        lambda d: d["numbers"]["shops"][0]["timelines"][0]["events"][0].update(by="Tom"),
        lambda d: d["numbers"]["surveys"][0]["results"][0]["answers"]["counts"].update(few=-1),
    ],
)
def test_the_schema_is_strict(spoil: Any) -> None:
    data = deepcopy(exported(sample_report()))
    spoil(data)
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.validator_for(SCHEMA).validate(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(data)


def parts(schema: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Give each part of a schema that describes a value, with its place."""
    if isinstance(schema, dict):
        for name, part in {**schema.get("properties", {}), **schema.get("$defs", {})}.items():
            yield f"{place}/{name}", part
        for name, part in schema.items():
            yield from parts(part, f"{place}/{name}")
    elif isinstance(schema, list):
        for part in schema:
            yield from parts(part, place)


def test_the_schema_explains_every_part() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == SCHEMA_ID
    found = dict(parts(SCHEMA))
    assert len(found) > 100
    silent = [
        p
        for p, part in found.items()
        if "$ref" not in part and not (part.get("title") and part.get("description"))
    ]
    assert silent == []


LATER = {
    "/": {"numbers", "accepted_warnings", "drivers", "release"},
    "/finding": {"number", "weight", "sub_question", "prompts", "figures", "figures_only"},
    "/triangulation": {"unanswered", "focus_group_notes"},
    "/evidence": {"passage", "file", "answer"},
    "/key_question": {"strength"},
    "/judgement": {"earlier_views"},
    "/indicator": {
        "id", "definition", "best_quarter_group", "same_period", "averages", "sets", "words",
    },
}  # fmt: skip
"""Parts that files from before them do not have."""


def test_the_schema_is_closed_everywhere() -> None:
    def objects(value: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
        if isinstance(value, dict):
            if value.get("type") == "object":
                yield place, value
            for name, part in value.items():
                yield from objects(part, f"{place}/{name}")
        elif isinstance(value, list):
            for part in value:
                yield from objects(part, f"{place}/")

    late = {place.replace("/", "/$defs/") if place != "/" else "": names for place, names in LATER.items()}
    for place, found in objects(SCHEMA, ""):
        if "properties" not in found:  # names that nobody knows beforehand, each with a number
            assert found["additionalProperties"] == {"type": "number", "minimum": 0}
            continue
        assert found["additionalProperties"] is False
        needed = [name for name in found["properties"] if name not in late.get(place, ())]
        assert found["required"] == needed, "only files from before it may lack a part"
        late.pop(place, None)
    assert late == {}


def without(part: dict[str, Any], place: str) -> None:
    """Take the later parts out of one object."""
    for name in LATER[place]:
        part.pop(name)


def test_a_file_from_before_the_later_parts_is_still_accepted() -> None:
    data = exported(sample_report())
    without(data, "/")
    for indicator in data["indicators"]:
        without(indicator, "/indicator")
    for judgement in data["judgements"]:
        without(judgement, "/judgement")
        for question in judgement["key_questions"]:
            without(question, "/key_question")
            for finding in question["findings"]:
                without(finding, "/finding")
                without(finding["triangulation"], "/triangulation")
                for evidence in finding["evidence"]:
                    without(evidence, "/evidence")
    assert_valid(data)


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(sample_report(), tmp_path / name, quietly)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "a").read_bytes().endswith(b"}\n")


def test_every_link_leads_to_a_note() -> None:
    report = sample_report()
    data = exported(report)
    findings = {f["id"]: f for j in data["judgements"] for q in j["key_questions"] for f in q["findings"]}
    notes = {n["id"]: n["number"] for n in data["notes"]}
    found = [e for f in findings.values() for e in f["evidence"]]
    assert len(found) == links(report) > 0
    assert all(notes[e["note"]] == e["number"] for e in found)
    assert {i for j in data["judgements"] for i in j["deciding_findings"]} <= findings.keys()
    assert [n["number"] for n in data["notes"]] == list(range(1, len(notes) + 1))


def test_a_finding_that_straddles_stands_under_both_questions() -> None:
    data = exported(straddling(sample_report()))
    places = [
        q["id"]
        for j in data["judgements"]
        for q in j["key_questions"]
        for f in q["findings"]
        if len(f["key_questions"]) > 1
    ]
    assert len(places) == 2
    assert len({place[:2] for place in places}) == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.text())
def test_any_text_comes_back(tmp_path: Path, text: str) -> None:
    write(with_words(sample_report(), text), tmp_path / "x.json", quietly)
    data = json.loads((tmp_path / "x.json").read_bytes())
    assert_valid(data)
    assert {n["text"] for n in data["notes"]} == {text}
    assert {f["text"] for j in data["judgements"] for q in j["key_questions"] for f in q["findings"]} == {
        text
    }


def test_naughty_strings_are_literal(shared_data: Path) -> None:
    texts = json.loads((shared_data / "data" / "c6-blns" / "blns.json").read_text("utf-8"))
    report = with_notes(sample_report(), texts)
    data = exported(report)
    assert_valid(data)
    assert [n["text"] for n in data["notes"][-len(texts) :]] == texts


def test_progress_ends_at_all_and_can_cancel(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    report = with_notes(sample_report(), ["x"] * 2_500)
    write(report, tmp_path / "a", lambda done, total: seen.append((done, total)))
    assert len(seen) > 2
    assert seen[-1] == (len(report.notes), len(report.notes))

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(report, tmp_path / "b", stop)
