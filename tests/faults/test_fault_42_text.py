"""Fault 42: what cannot be shown is visibly replaced; all other text comes back as it went in."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.stores import new_file, note, reopen
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.domain.text import clean_text, escape_bidi, one_line
from tia_desktop.services.ports import NoteFilter
from tia_desktop.store.inspection_file import InspectionFile


@pytest.fixture
def store(tmp_path: Path) -> Iterator[InspectionFile]:
    made = new_file(tmp_path / "a.tia")
    yield made
    made.close()


def text_of(store: InspectionFile, record_id: str) -> str:
    found = store.get(EvidenceNote, record_id)
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("a\x00b", "a␀b"),
        ("bell\x07 escape\x1b[31m", "bell␇ escape␛[31m"),
        ("delete\x7f", "delete␡"),
        ("c1 \x85\x9b", "c1 \ufffd\ufffd"),
        ("lone \ud800 and \udfff", "lone \ufffd and \ufffd"),
        ("not characters \ufffe\uffff", "not characters \ufffd\ufffd"),
        ("lines\r\nof\rall\nkinds", "lines\nof\nall\nkinds"),
        (
            "tab\tstays, no-break\u00a0space and \u2028 stay",
            "tab\tstays, no-break\u00a0space and \u2028 stay",
        ),
        ("👩‍🦽 ünïcode \u202eabc", "👩‍🦽 ünïcode \u202eabc"),
    ],
)
def test_fault_42_what_cannot_be_shown_is_visibly_replaced(
    store: InspectionFile, given_text: str, kept: str
) -> None:
    note(store, "n1", text=given_text)
    assert text_of(store, "n1") == kept
    note(store, "n2")
    store.type_text(EvidenceNote, "n2", "text", given_text, author=given_text)
    store.notes.search(NoteFilter(query=given_text))
    store.seal()
    assert text_of(store, "n2") == kept
    assert store.verify() == []


def naughty_strings(shared_data: Path) -> list[str]:
    coded = json.loads((shared_data / "data" / "c6-blns" / "blns.base64.json").read_text("utf-8"))
    return [base64.b64decode(line).decode("utf-8", "surrogateescape") for line in coded]


def test_fault_42_every_naughty_string_comes_back_literally(store: InspectionFile, shared_data: Path) -> None:
    strings = naughty_strings(shared_data)
    assert len(strings) > 400
    for n, text in enumerate(strings):
        note(store, f"r{n}", text=text, place=text)
        note(store, f"t{n}")
        store.type_text(EvidenceNote, f"t{n}", "text", text, author=text)
        store.notes.search(NoteFilter(query=text))
        assert store.find(EvidenceNote, place=text) != []
    store.seal()
    for n, text in enumerate(strings):
        shown = text if text == clean_text(text) else clean_text(text)
        assert (text_of(store, f"r{n}"), text_of(store, f"t{n}")) == (shown, shown)
    assert sum(text == clean_text(text) for text in strings) > len(strings) * 0.95
    assert store.verify() == []


def test_fault_42_a_naughty_id_finds_nothing(store: InspectionFile) -> None:
    for record_id in ("\ud800", "\x00", "'; DROP TABLE note; --"):
        assert store.get(EvidenceNote, record_id) is None
        assert store.log.history(record_id) == []
    with pytest.raises(ValueError):
        note(store, "\ud800")
    with pytest.raises(ValueError):
        store.find(EvidenceNote, **{"text = text OR 1": "x"})


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_fault_42_cleaning_is_done_once_and_for_all(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    cleaned.encode("utf-8")
    assert one_line(cleaned).count("\n") == 0
    assert len(one_line(cleaned)) <= 120
    assert not set(escape_bidi(cleaned)) & set("\u202e\u2066\u200f")


def test_fault_40_ten_megabytes_are_kept_whole(tmp_path: Path) -> None:
    store = new_file(tmp_path / "a.tia")
    text = "All the words of a very long letter about the heating. " * 190_000
    note(store, "n1", text=text)
    store.type_text(EvidenceNote, "n1", "text", text + "And one more.", author="typist")
    store.close()
    store = reopen(tmp_path / "a.tia")
    assert text_of(store, "n1") == text + "And one more."
    assert len(store.notes.search(NoteFilter(query="heating")).rows[0].snippet) < 1_000
    store.close()
