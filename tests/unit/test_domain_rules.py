"""Rules of the domain: landlords' names, triangulation, changes and their hashes, text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tia_desktop.domain.changes import GENESIS, Change, canonical, chain_hash, payload_digest
from tia_desktop.domain.errors import OwnLandlordError
from tia_desktop.domain.record_types import BY_KIND, RECORD_TYPES
from tia_desktop.domain.records import (
    EvidenceNote,
    Inspection,
    TeamMember,
    field_names,
    link_id,
)
from tia_desktop.domain.rules import EvidencePiece, landlord_key, refuse_own_landlord, triangulate
from tia_desktop.domain.text import clean_text, count_of, escape_bidi, one_line


@pytest.mark.parametrize(
    "name",
    ["Riverside Homes", "the RIVERSIDE homes ltd.", "Riverside  Homes Limited", "Riverside Homes (sample)"],
)
def test_spellings_of_one_landlord_are_one(name: str) -> None:
    assert landlord_key(name) == "riversidehomes"


def test_other_names_stay_apart_and_nothing_is_nobody() -> None:
    keys = {landlord_key(n) for n in ("Riverside Homes", "Riverside", "Hillside & Vale", "Straße Homes")}
    assert len(keys) == 4
    assert landlord_key("Hillside and Vale") == landlord_key("Hillside & Vale")
    assert landlord_key("STRASSE homes") == landlord_key("Straße Homes")
    assert landlord_key("") == landlord_key(" ... ") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sample", "sample"),
        ("Cafe\u0301 Homes", "Café Homes"),
        ("St Mary's Homes", "St Marys Homes"),
        ("St Mary’s Homes", "St. Mary's homes"),
        ("Co-op Homes", "Coop Homes"),
    ],
)
def test_a_spelling_never_lets_anyone_in(one: str, other: str) -> None:
    assert landlord_key(one) == landlord_key(other) != ""


def test_whoever_answered_as_an_adviser_is_held_to_it() -> None:
    inspection = Inspection(id="inspection", landlord="Riverside Homes (sample)")
    bob = TeamMember(id="b", name="Bob", role="inspector", rents_from="Riverside Homes")
    refuse_own_landlord(inspection, [bob])  # an inspector is only warned about
    with pytest.raises(OwnLandlordError, match="Bob rents from"):
        refuse_own_landlord(inspection, [replace(bob, declared_at="2026-01-01T10:00:00+00:00")])


def test_a_note_without_anything_in_it_carries_nothing() -> None:
    assert triangulate([EvidencePiece("rc01", "tenant", "Ruth", "supports", empty=True)]).supporting == 0


def piece(
    template: str = "rc01", source: str = "tenant", author: str = "Ruth", **more: object
) -> EvidencePiece:
    return EvidencePiece(
        template, source, author, str(more.get("stance", "supports")), bool(more.get("weak"))
    )


def test_triangulation_counts_what_supports_and_never_scores() -> None:
    found = triangulate(
        [
            piece(),
            piece("rc02", "staff", "Dev"),
            piece("rc02", "staff", "Dev"),
            piece("rc03", "board", "Ann", stance="contradicts"),
            piece("rc04", "data", "Ann", stance="context"),
        ]
    )
    assert (found.kinds, found.sources, found.people) == (
        ("rc01", "rc02"),
        ("staff", "tenant"),
        ("Dev", "Ruth"),
    )
    assert (found.supporting, found.contradicting, found.one_source_only) == (3, 1, False)


@pytest.mark.parametrize(
    ("pieces", "one_source"),
    [
        ([], False),
        ([piece()], True),
        ([piece(), piece("rc02")], True),
        ([piece(), piece(source="staff")], True),
        ([piece(), piece("rc02", "staff")], False),
        ([piece(), piece("", "")], True),
    ],
)
def test_one_source_is_one_kind_or_one_group(pieces: list[EvidencePiece], one_source: bool) -> None:
    assert triangulate(pieces).one_source_only is one_source


def test_focus_groups_alone_are_weak() -> None:
    assert triangulate([piece(weak=True), piece("rc02", weak=True)]).only_weak_groups
    assert not triangulate([piece(weak=True), piece("rc02")]).only_weak_groups
    assert not triangulate([piece(weak=True, stance="context")]).only_weak_groups


CHANGE = Change("c", 1, "0" * 16, "Ruth", 1, "edit", 0, "note", "n1", "set", '{"text":"x"}', "s", "h", "")


@pytest.mark.parametrize(
    "other",
    [
        {"chain": "d"},
        {"pos": 2},
        {"hlc": "1" * 16},
        {"author": "Dev"},
        {"action": 2},
        {"cause": "undo"},
        {"undoes": 1},
        {"kind": "finding"},
        {"record_id": "n2"},
        {"op": "remove"},
        {"payload_hash": "i"},
        {"base": "b"},
        {"chain": "c1", "pos": 1},
    ],
)
def test_the_hash_covers_every_part_of_a_change(other: dict[str, object]) -> None:
    assert chain_hash(replace(CHANGE, **other), GENESIS) != chain_hash(CHANGE, GENESIS)  # type: ignore[arg-type]
    assert chain_hash(CHANGE, "1" * 64) != chain_hash(CHANGE, GENESIS)


def test_moving_a_letter_between_two_parts_changes_the_hash() -> None:
    one = replace(CHANGE, author="Ruthx", cause="edit")
    two = replace(CHANGE, author="Ruth", cause="xedit")
    assert chain_hash(one, GENESIS) != chain_hash(two, GENESIS)


def test_an_erased_payload_leaves_the_chain_as_it_was() -> None:
    whole = replace(CHANGE, payload_hash=payload_digest("s", '{"text":"x"}'))
    erased = replace(whole, payload=None, salt=None)
    assert chain_hash(erased, GENESIS) == chain_hash(whole, GENESIS)
    assert payload_digest("s", "x") != payload_digest("t", "x")


def test_canonical_json_has_one_form() -> None:
    assert canonical({"b": 1, "a": "é\u2028"}) == '{"a":"é\u2028","b":1}'
    with pytest.raises(ValueError):
        canonical({"a": float("nan")})


def test_every_kind_has_one_record_type_with_plain_fields() -> None:
    assert len(BY_KIND) == len(RECORD_TYPES)
    plain = {"str", "int", "float", "bool", "int | None", "float | None"}
    for cls in RECORD_TYPES:
        assert {str(f.type) for f in cls.__dataclass_fields__.values() if f.name in field_names(cls)} <= plain
        assert not {"id", "version"} & set(field_names(cls))
    assert link_id("n1", "q1") == "n1:q1"
    assert EvidenceNote(id="n").sensitivity == "none"


def test_text_for_lists() -> None:
    assert one_line("a\n b\t c") == "a b c"
    assert one_line("word " * 100, 20) == "word word word word…"
    assert one_line("x" * 20, 20) == "x" * 20
    assert [count_of(n, "note") for n in (0, 1, 1240)] == ["0 notes", "1 note", "1,240 notes"]
    assert count_of(2, "query", "queries") == "2 queries"
    assert escape_bidi("abc\u202etxt.exe") == "abc\\u202etxt.exe"
    assert clean_text("") == ""


def test_a_path_wraps_and_shows_what_it_hides() -> None:
    from tia_desktop.domain.text import shown_path

    assert shown_path("Riverside Homes (sample)") == "Riverside Homes (sample)"
    shown = shown_path("/home/you/a\u202egnp.exe/" + "x" * 60)
    assert "\u202e" not in shown
    assert "\\u202e" in shown
    assert max(len(part) for part in shown.split("\u200b")) <= 24
