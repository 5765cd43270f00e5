"""What a few letters find in the command palette."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tia_desktop.ui.palette_search import Entry, found


def entry(words: str, group: str = "Edit") -> Entry:
    return Entry(words, group, lambda: None)


ENTRIES = [
    entry("Undo"),
    entry("Group into a finding", "This page"),
    entry("F12 Lifts are clean in all groups", "Finding"),
    entry("Grand Parade", "Check · Done"),
    entry("Export…", "Inspection"),
]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("grp", ["Group into a finding", "F12 Lifts are clean in all groups"]),
        ("find gro", ["Group into a finding", "F12 Lifts are clean in all groups"]),
        ("FINDING", ["Group into a finding", "F12 Lifts are clean in all groups"]),
        ("f12", ["F12 Lifts are clean in all groups"]),
        ("undo", ["Undo"]),
        ("port", ["Export…"]),
        ("done", ["Grand Parade"]),
        ("gp", ["Group into a finding", "F12 Lifts are clean in all groups"]),
        ("xyz", []),
        ("clean zebra", []),
        (" … ", [e.words for e in ENTRIES]),
    ],
)
def test_words_may_be_begun_and_come_in_any_order(typed: str, wanted: list[str]) -> None:
    assert [e.words for e in found(ENTRIES, typed)] == wanted


def test_what_begins_so_comes_before_what_only_has_the_letters() -> None:
    entries = [entry("Telephone"), entry("Open sample"), entry("Pen"), entry("Pencil")]
    assert [e.words for e in found(entries, "pen")] == ["Pen", "Pencil", "Open sample"]


@given(typed=st.text(max_size=20), words=st.lists(st.text(max_size=30), max_size=6))
def test_any_text_can_be_typed(typed: str, words: list[str]) -> None:
    entries = [entry(each) for each in words]
    assert set(found(entries, typed)) <= set(entries)


@given(words=st.text(min_size=1, max_size=30))
def test_the_words_themselves_always_find_it(words: str) -> None:
    assert found([entry(words)], words) == [entry(words)] or found([entry(words)], words)[0].words == words


def test_a_screen_reader_hears_everything_once() -> None:
    told = Entry("Undo", "Edit", lambda: None, "Ctrl+Z", "Open an inspection first")
    assert told.said() == "Undo. Edit. Ctrl+Z. Open an inspection first"
