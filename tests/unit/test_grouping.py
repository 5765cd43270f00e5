"""Merging and splitting findings lose no note, no passage and no answer; undo brings back all of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import FakeStore
from tests.helpers.stores import begin
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import (
    Driver,
    DriverFinding,
    FigureLink,
    FindingPrompt,
    NoteSubQuestion,
)
from tia_desktop.domain.errors import InputError, TiaError, UnknownRecordError
from tia_desktop.domain.records import (
    STANCES,
    EvidenceLink,
    EvidenceNote,
    Finding,
    FindingQuestion,
    Judgement,
    JudgementFinding,
    Record,
    link_id,
)
from tia_desktop.services import capture, conclude, grouping
from tia_desktop.services.history import redo, undo
from tia_desktop.services.workspace import Workspace

NOTES = [f"n{k}" for k in range(6)]
FINDINGS = [f"f{k}" for k in range(4)]
QUESTIONS = ("j1.kq1", "j1.kq2", "j2.kq1")
WORDS = st.sampled_from(["", "the lift was out", "damp"])


def links() -> st.SearchStrategy[dict[tuple[str, str], dict[str, Any]]]:
    """Links between findings and notes, each with what a person may have said in it."""
    said = st.fixed_dictionaries(
        {
            "stance": st.sampled_from(STANCES),
            "quote": WORDS,
            "quote_at": st.integers(0, 9),
            "attachment_id": WORDS,
            "answer": WORDS,
            "answered_by": WORDS,
        }
    )
    return st.dictionaries(st.tuples(st.sampled_from(FINDINGS), st.sampled_from(NOTES)), said, max_size=16)


def put(ws: Workspace, cls: type[Record], pairs: list[tuple[str, str]], names: tuple[str, str]) -> None:
    edits = [Edit(cls, link_id(a, b), {names[0]: a, names[1]: b}) for a, b in pairs]
    ws.store.record(edits, author="Ann")


def inspection(evidence: dict[tuple[str, str], dict[str, Any]]) -> tuple[Workspace, FakeStore]:
    """Four findings, six notes, and what hangs on them."""
    store = FakeStore()
    ws = begin(store)
    edits = [Edit(EvidenceNote, n, {"text": f"Note {n}"}) for n in NOTES]
    edits += [
        Edit(Finding, f, {"text": f"Finding {f}", "polarity": "weakness", "number": k, "sub_question": "2.1"})
        for k, f in enumerate(FINDINGS, 1)
    ]
    edits += [
        Edit(EvidenceLink, link_id(f, n), {"finding_id": f, "note_id": n, **said})
        for (f, n), said in evidence.items()
    ]
    edits += [Edit(Driver, "d1", {"text": "Old lifts"}), Edit(Judgement, "j1", {"rating": "fair"})]
    store.record(edits, author="Ann")
    put(ws, FindingQuestion, list(zip(FINDINGS, (*QUESTIONS, QUESTIONS[0]), strict=True)),
        ("finding_id", "question_id"))  # fmt: skip
    put(ws, FindingPrompt, [("f1", "p1"), ("f2", "p1"), ("f2", "p2")], ("finding_id", "prompt_id"))
    put(ws, FigureLink, [("f1", "i1"), ("f3", "i1")], ("finding_id", "figure_id"))
    put(ws, DriverFinding, [("d1", "f1")], ("driver_id", "finding_id"))
    put(ws, JudgementFinding, [("j1", "f1"), ("j1", "f2")], ("judgement_id", "finding_id"))
    return ws, store


def state(store: FakeStore) -> dict[tuple[str, str], dict[str, Any]]:
    """Every record there is, without the version: a record that came back has another one."""
    return {
        key: {name: value for name, value in row.items() if name != "version"}
        for key, row in store.records.items()
    }


def behind(ws: Workspace, finding: str) -> dict[str, EvidenceLink]:
    return {link.note_id: link for link in ws.store.find(EvidenceLink, finding_id=finding)}


@given(links(), st.permutations(FINDINGS), st.integers(1, 3))
def test_merging_loses_nothing_and_undo_brings_it_back(
    evidence: dict[tuple[str, str], dict[str, Any]], order: list[str], many: int
) -> None:
    ws, store = inspection(evidence)
    into, gone = order[0], order[1 : many + 1]
    before, had = state(store), {f: behind(ws, f) for f in FINDINGS}
    asked = {q.question_id for f in (into, *gone) for q in ws.store.find(FindingQuestion, finding_id=f)}
    grouping.merge_findings(ws, into, gone)
    now = behind(ws, into)
    assert set(now) == set().union(*(had[f] for f in (into, *gone)))
    for note, link in now.items():
        said = [had[f][note] for f in (into, *gone) if note in had[f]]
        assert link.stance == said[0].stance
        for names in (("quote", "quote_at"), ("attachment_id",), ("answer", "answered_by", "answered_at")):
            first = next((each for each in said if getattr(each, names[0])), said[0])
            assert [getattr(link, n) for n in names] == [getattr(first, n) for n in names]
    assert {q.question_id for q in ws.store.find(FindingQuestion, finding_id=into)} == asked
    for cls in (EvidenceLink, FindingQuestion, FindingPrompt, FigureLink, DriverFinding, JudgementFinding):
        assert not [x for x in ws.store.find(cls) if x.finding_id in gone]  # type: ignore[attr-defined]
    assert [f.id for f in ws.store.find(Finding)] == [f for f in FINDINGS if f not in gone]
    assert not [f for f in FINDINGS if f not in (into, *gone) and behind(ws, f) != had[f]]
    after = state(store)
    undo(ws)
    assert state(store) == before
    redo(ws)
    assert state(store) == after


@given(links(), st.sets(st.sampled_from(NOTES), min_size=1))
def test_splitting_loses_nothing_and_undo_brings_it_back(
    evidence: dict[tuple[str, str], dict[str, Any]], chosen: set[str]
) -> None:
    ws, store = inspection(evidence)
    before, had = state(store), behind(ws, "f1")
    try:
        made = grouping.split_finding(ws, "f1", sorted(chosen), "Doors stay open", "weakness")
    except InputError:
        assert not (chosen < set(had))
        assert state(store) == before
        return
    stays, goes = behind(ws, "f1"), behind(ws, made)
    assert set(goes) == chosen
    assert set(stays) == set(had) - chosen
    for note, link in (stays | goes).items():
        said = ("stance", "quote", "quote_at", "attachment_id", "answer", "answered_by")
        assert [getattr(link, name) for name in said] == [getattr(had[note], name) for name in said]
    found = ws.need(Finding, made)
    assert (found.text, found.sub_question, found.number) == ("Doors stay open", "2.1", 5)
    assert [q.question_id for q in ws.store.find(FindingQuestion, finding_id=made)] == ["j1.kq2"]
    undo(ws)
    assert state(store) == before


@pytest.mark.parametrize(
    ("into", "others", "said"),
    [
        ("f0", [], "at least two"),
        ("f0", ["f0"], "at least two"),
        ("f0", ["f1", "gone"], "no finding with the id"),
        ("gone", ["f0"], "no finding with the id"),
    ],
)
def test_what_cannot_be_merged_is_refused(into: str, others: list[str], said: str) -> None:
    ws, store = inspection({("f1", "n1"): {"stance": "supports"}})
    before = state(store)
    with pytest.raises(TiaError, match=said):
        grouping.merge_findings(ws, into, others)
    assert state(store) == before


def test_splitting_needs_words_and_leaves_a_note_behind() -> None:
    ws, _ = inspection({("f1", n): {"stance": "supports"} for n in NOTES[:2]})
    for notes, words, said in (
        ([], "A", "Choose the notes"),
        (NOTES[:2], "A", "at least one note"),
        (["n5"], "A", "not behind this finding"),
        (["n1"], " ", "one sentence"),
    ):
        with pytest.raises(InputError, match=said):
            grouping.split_finding(ws, "f1", notes, words, "strength")


def test_undo_says_that_findings_were_merged_or_split() -> None:
    ws, _ = inspection({("f0", NOTES[0]): {"stance": "supports"}, ("f1", NOTES[1]): {"stance": "supports"}})
    grouping.merge_findings(ws, "f0", ["f1"])
    assert undo(ws) == "Undone: findings were merged."
    conclude.link_evidence(ws, "f0", [NOTES[2]])
    grouping.split_finding(ws, "f0", [NOTES[2]], "Lifts stand still", "weakness")
    assert undo(ws) == "Undone: a finding was split."
    conclude.remove_finding(ws, "f0")
    assert undo(ws) == "Undone: a finding was removed."


def test_a_finding_moves_between_key_questions() -> None:
    ws, _ = inspection({})
    grouping.move_finding(ws, "f0", "j2.kq1")
    asked = {q.question_id for q in ws.store.find(FindingQuestion, finding_id="f0")}
    assert asked == {"j1.kq1", "j2.kq1"}
    grouping.move_finding(ws, "f0", "j1.kq2", out_of="j1.kq1")
    asked = {q.question_id for q in ws.store.find(FindingQuestion, finding_id="f0")}
    assert asked == {"j1.kq2", "j2.kq1"}
    with pytest.raises(InputError):
        grouping.move_finding(ws, "f0", "j9", out_of="j1.kq2")


def test_many_notes_get_a_part_at_once() -> None:
    ws, _ = inspection({})
    grouping.set_note_parts(ws, NOTES[:3], add=["2.1", "2.2"])
    grouping.set_note_parts(ws, NOTES[:2], add=["1.1"], remove=["2.1"])
    parts = {(p.note_id, p.sub_question_id) for p in ws.store.find(NoteSubQuestion)}
    assert parts == {("n0", "2.2"), ("n0", "1.1"), ("n1", "2.2"), ("n1", "1.1"), ("n2", "2.1"), ("n2", "2.2")}
    undo(ws)
    assert ws.store.count(NoteSubQuestion, sub_question_id="2.1") == 3
    with pytest.raises(InputError, match="no part"):
        grouping.set_note_parts(ws, NOTES, add=["9.9"])
    with pytest.raises(UnknownRecordError):
        grouping.set_note_parts(ws, ["gone"], add=["2.1"])


def test_parts_go_with_their_key_question_and_with_their_note() -> None:
    ws = begin(FakeStore())
    note = capture.add_note(ws, capture.NoteDraft(text="Out", questions=["j1.kq1", "j1.kq2"]))
    grouping.set_note_parts(ws, [note], add=["1.1", "2.1", "2.2"])
    capture.set_questions(ws, note, ["j1.kq1"])
    assert [p.sub_question_id for p in ws.store.find(NoteSubQuestion)] == ["1.1"]
    undo(ws)
    assert ws.store.count(NoteSubQuestion) == 3
    capture.remove_note(ws, note)
    assert ws.store.count(NoteSubQuestion) == 0
    undo(ws)
    assert ws.store.count(NoteSubQuestion) == 3


def test_a_finding_is_written_with_its_weight_and_part() -> None:
    ws, _ = inspection({})
    said = ("Lifts work", "strength", ["j1.kq2"])
    made = conclude.record_finding(ws, *said, sub_question="2.2", weight="high")
    found = ws.need(Finding, made)
    assert (found.sub_question, found.weight, found.number) == ("2.2", "high", 5)
    for wrong in ({"weight": "heavy"}, {"sub_question": "7"}, {"area_id": "moon"}):
        with pytest.raises(InputError):
            conclude.record_finding(ws, *said, **wrong)  # type: ignore[arg-type]
