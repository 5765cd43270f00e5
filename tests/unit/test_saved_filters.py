"""Filters with a name: kept, chosen, renamed, removed, and honest about what is gone."""

from __future__ import annotations

import json

import pytest

from tests.fakes import FakeStore
from tests.helpers.stores import begin
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import SavedFilter
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.services.history import undo
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.saved_filters import remove_filter, rename_filter, save_filter, saved_filters
from tia_desktop.services.workspace import Workspace

HERE = {"author": "Ann", "place": "Flat 3", "scheme": "view", "rating": "weak"}


@pytest.fixture
def ws() -> Workspace:
    made = begin(FakeStore())
    made.store.record([Edit(EvidenceNote, "n1", {"text": "damp", **HERE})], author="Ann")
    return made


def test_a_filter_is_kept_chosen_renamed_and_removed(ws: Workspace) -> None:
    where = NoteFilter(query="lift", question_id="j1.kq2", rating="view/weak", author="Ann", unused_only=True)
    made = save_filter(ws, "  Lifts   to do ", where)
    [kept] = saved_filters(ws)
    assert (kept.id, kept.title, kept.where, kept.gone) == (made, "Lifts to do", where, ())
    rename_filter(ws, made, "Lifts")
    assert [f.title for f in saved_filters(ws)] == ["Lifts"]
    remove_filter(ws, made)
    assert saved_filters(ws) == []
    undo(ws)
    assert saved_filters(ws)[0].where == where


def test_the_inbox_and_the_empty_filter_are_told_apart(ws: Workspace) -> None:
    save_filter(ws, "Inbox", NoteFilter(check_id=""))
    assert saved_filters(ws)[0].where == NoteFilter(check_id="")
    with pytest.raises(InputError, match="nothing to save"):
        save_filter(ws, "All", NoteFilter())


def test_the_same_name_is_the_same_filter(ws: Workspace) -> None:
    first = save_filter(ws, "Lifts", NoteFilter(query="lift"))
    assert save_filter(ws, "LIFTS", NoteFilter(query="lifts")) == first
    assert [f.where.query for f in saved_filters(ws)] == ["lifts"]
    other = save_filter(ws, "Doors", NoteFilter(query="door"))
    with pytest.raises(InputError, match="already"):
        rename_filter(ws, other, "lifts")
    rename_filter(ws, other, "DOORS")
    assert [f.title for f in saved_filters(ws)] == ["DOORS", "LIFTS"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_filter_needs_a_name_that_fits(ws: Workspace, name: str) -> None:
    with pytest.raises(InputError):
        save_filter(ws, name, NoteFilter(query="lift"))


def test_what_is_gone_is_told(ws: Workspace) -> None:
    save_filter(
        ws,
        "Old",
        NoteFilter(
            question_id="j9", sub_question_id="9.9", area_id="moon", template="rc99", source="ghost",
            how="felt", rating="view/grand", author="Bob", place="Flat 4", check_id="gone",
        ),
    )  # fmt: skip
    assert set(saved_filters(ws)[0].gone) == {
        "question_id", "sub_question_id", "area_id", "template", "source", "how", "rating", "author", "place",
        "check_id",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stored", "where", "gone"),
    [
        ("not JSON", NoteFilter(), ("fields",)),
        ("[1, 2]", NoteFilter(), ("fields",)),
        (json.dumps({"query": "lift", "colour": "red"}), NoteFilter(query="lift"), ("colour",)),
        (json.dumps({"query": 7, "unused_only": "yes"}), NoteFilter(), ("query", "unused_only")),
    ],
)
def test_a_filter_of_another_version_is_used_as_far_as_it_goes(
    ws: Workspace, stored: str, where: NoteFilter, gone: tuple[str, ...]
) -> None:
    ws.store.record([Edit(SavedFilter, "s1", {"title": "From elsewhere", "fields": stored})], author="Bob")
    [found] = saved_filters(ws)
    assert (found.where, found.gone) == (where, gone)
