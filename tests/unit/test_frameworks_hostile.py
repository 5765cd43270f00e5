"""Whatever bytes arrive as a pack, the answer is a pack or a sentence."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tia_desktop import frameworks
from tia_desktop.domain.errors import TiaError

RAW = frameworks.load("almo-2003")[1]


def sentences(raw: bytes) -> str:
    """Every refusal is a `TiaError`, and `problems` says the same without raising."""
    with pytest.raises(TiaError):
        frameworks.parse(raw)
    found = frameworks.problems(raw)
    assert found
    return " ".join(f"{p.place}: {p.reason}" for p in found)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"[" * 100_000, "nested more than"),
        (b"[" * 100_000 + b"]" * 100_000, "nested more than"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested more than"),
        (b"[" * 33 + b"]" * 33, "nested more than"),
        (b'{"counts": NaN}', "The number NaN cannot be used"),
        (b'{"counts": -Infinity}', "The number -Infinity cannot be used"),
        (b'{"counts": 1e999}', "The number 1e999 cannot be used"),
        (b'{"counts": ' + b"9" * 5000 + b"}", "cannot be used"),
        (b'{"counts": -' + b"9" * 5000 + b"}", "cannot be used"),
        (b'{"id": "a", "id": "b"}', "the group “b”: The name “id” stands there more than once"),
        (b'{"x": {"y": 1, "y": 2}}', "The name “y” stands there more than once"),
        (b'{"title": "\\ud800"}', "half a character"),
        (b'{"\\udfff": 1}', "half a character"),
        (b"\xff\xfe{\x00}\x00", "not UTF-8"),
        (b"PK\x03\x04", "not JSON"),
        (b"", "not JSON"),
        (b'{"a": 1} trailing', "not JSON"),
        (b'{"a": "\x00"}', "not JSON"),
        (b" " * 5_000_001, "larger than"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value[:20],
)
def test_hostile_bytes_are_refused_in_a_sentence(raw: bytes, reason: str) -> None:
    assert reason in sentences(raw)


def test_duplicates_and_bad_numbers_are_listed_together() -> None:
    text = sentences(b'{"id": "a", "id": "b", "x": [NaN, {"y": 1, "y": 2}]}')
    assert all(part in text for part in ("“id”", "“y”", "NaN", "“title” is missing"))


def test_what_a_refusal_shows_is_short_and_visible() -> None:
    data = json.loads(RAW)
    data["id"] = "\u202e\x07" + "A" * 1_000_000
    found = frameworks.problems(json.dumps(data).encode())
    assert found
    for problem in found:
        text = problem.place + problem.reason + problem.remedy
        assert text.isprintable()
        assert len(text) < 400


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_any_bytes(raw: bytes) -> None:
    sentences(raw)


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_pack_gives_a_pack_or_a_sentence(data: st.DataObject) -> None:
    damaged = bytearray(RAW)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(damaged) - 1))
        length = data.draw(st.integers(0, 60))
        damaged[start : start + length] = data.draw(st.binary(max_size=6))
    usable_or_refused(bytes(damaged))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["j1", "rc07"]),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=8), below, max_size=3),
    max_leaves=6,
)


@settings(max_examples=120)
@given(st.data())
def test_a_pack_with_anything_anywhere_gives_a_pack_or_a_sentence(data: st.DataObject) -> None:
    pack = json.loads(RAW)
    here: Any = pack
    while True:
        places: list[Any] = list(here) if isinstance(here, dict) else list(range(len(here)))
        place = data.draw(st.sampled_from(places))
        below = here[place]
        if not isinstance(below, (dict, list)) or not below or data.draw(st.integers(0, 3)) == 0:
            here[place] = data.draw(JSON)
            break
        here = below
    usable_or_refused(json.dumps(pack).encode())


def usable_or_refused(raw: bytes) -> None:
    """A pack that is accepted can be used to the last prompt."""
    try:
        pack = frameworks.parse(raw)
    except TiaError:
        assert frameworks.problems(raw)
        return
    assert frameworks.problems(raw) == []
    assert pack.prompts is not None
    assert pack.reference.rules is not None
    assert all(pack.scheme_for(item) for template in pack.templates for item in template.items)
    assert all(pack.question(q) for template in pack.templates for q in template.key_questions)
