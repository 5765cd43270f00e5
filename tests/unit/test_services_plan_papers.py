"""Documents asked for, the landlord's self-assessment (Appendix 3), and coverage by area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import FakeStore
from tests.helpers.stores import begin, new_file
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError, UnknownRecordError
from tia_desktop.domain.records import Attachment, CheckArea, DocumentRequest, EvidenceNote
from tia_desktop.services import capture, documents, facts, gaps, plan, self_assessment
from tia_desktop.services.capture import NoteDraft, questions_of
from tia_desktop.services.coverage import area_coverage, coverage
from tia_desktop.services.history import undo
from tia_desktop.services.ports import NoteFilter, Store
from tia_desktop.services.readiness import open_problems
from tia_desktop.services.workspace import Workspace


@pytest.fixture(params=["memory", "file"])
def ws(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    store: Store = FakeStore() if request.param == "memory" else new_file(tmp_path / "a.tia")
    yield begin(store)
    store.close()


# ---- documents


def test_everything_the_pack_suggests_is_asked_for_once(ws: Workspace) -> None:
    suggested = documents.suggestions(ws)
    assert suggested == list(ws.pack.reference.list("document_requests").items)
    documents.add_document(ws, "Board  Minutes", "board secretary", "2003-09-01")
    assert documents.suggestions(ws) == suggested[1:]
    assert len(documents.add_suggested(ws)) == 7
    assert documents.suggestions(ws) == []
    assert documents.add_suggested(ws) == []
    assert [d.title for d in documents.documents(ws)] == [
        "Board  Minutes",
        *(title[:1].upper() + title[1:] for title in suggested[1:]),
    ]
    undo(ws)
    assert len(documents.documents(ws)) == 1


def test_a_documents_status_takes_its_day(ws: Workspace) -> None:
    paper = documents.add_document(ws, "board minutes")
    today = ws.store.now()[:10]
    documents.change_document(ws, paper, status="asked", asked_of="board secretary")
    documents.change_document(ws, paper, status="received", remark="two are missing")
    now = ws.need(DocumentRequest, paper)
    assert (now.asked_on, now.received_on, now.asked_of) == (today, today, "board secretary")
    documents.change_document(ws, paper, status="received", received_on="2003-09-16")
    documents.change_document(ws, paper, status="asked")
    now = ws.need(DocumentRequest, paper)
    assert (now.asked_on, now.received_on, now.status) == (today, "2003-09-16", "asked")


def test_a_document_is_overdue_while_it_is_waited_for(ws: Workspace) -> None:
    def overdue() -> bool:
        return documents.is_overdue(ws, ws.need(DocumentRequest, paper))

    paper = documents.add_document(ws, "board minutes")
    assert not overdue()
    documents.change_document(ws, paper, due_on="2003-09-01")
    assert overdue()
    documents.change_document(ws, paper, due_on=ws.store.now()[:10])
    assert not overdue()  # it may still come today
    documents.change_document(ws, paper, due_on="2003-09-01", status="asked")
    assert overdue()
    for status in ("received", "none"):
        documents.change_document(ws, paper, status=status)
        assert not overdue()


DOCUMENTS_REFUSED: dict[str, Callable[[Workspace, str], object]] = {
    "no title": lambda ws, d: documents.add_document(ws, " "),
    "twice": lambda ws, d: documents.add_document(ws, "BOARD minutes"),
    "no date": lambda ws, d: documents.add_document(ws, "plan", due_on="soon"),
    "a status": lambda ws, d: documents.change_document(ws, d, status="lost"),
    "a part": lambda ws, d: documents.change_document(ws, d, colour="blue"),
    "a title taken away": lambda ws, d: documents.change_document(ws, d, title=""),
    "no such document": lambda ws, d: documents.change_document(ws, "nothing", title="x"),
    "nothing to remove": lambda ws, d: documents.remove_document(ws, "nothing"),
}


@pytest.mark.parametrize("what", DOCUMENTS_REFUSED)
def test_a_document_that_does_not_fit_is_refused(ws: Workspace, what: str) -> None:
    paper = documents.add_document(ws, "board minutes")
    head = ws.store.log.head()
    with pytest.raises(InputError) as error:
        DOCUMENTS_REFUSED[what](ws, paper)
    assert error.value.sentence.endswith(".")
    assert ws.store.log.head() == head


def test_a_document_keeps_its_own_title_and_can_go(ws: Workspace) -> None:
    paper = documents.add_document(ws, "board minutes")
    documents.change_document(ws, paper, title="Board minutes")
    documents.remove_document(ws, paper)
    assert documents.documents(ws) == []


# ---- the landlord's self-assessment


def test_appendix_3_is_all_there_in_its_order(ws: Workspace) -> None:
    groups = self_assessment.groups(ws)
    kinds = Counter(p.prompt.kind for g in groups for p in g.prompts)
    assert kinds == {"lead": 12, "bullet": 37, "sub_bullet": 4}
    assert [len(g.prompts) for g in groups] == [20, 12, 8, 5, 8]
    assert all(g.title and g.source.startswith("Appendix 3") for g in groups)
    assert {(p.note_id, p.text) for g in groups for p in g.prompts} == {("", "")}


def a_prompt(ws: Workspace, number: int = 0) -> str:
    return self_assessment.groups(ws)[0].prompts[number].prompt.id


def given_answers(ws: Workspace) -> dict[str, str]:
    return {p.prompt.id: p.text for g in self_assessment.groups(ws) for p in g.prompts if p.note_id}


def test_an_answer_is_evidence_for_the_prompts_key_question(ws: Workspace) -> None:
    prompt = a_prompt(ws)
    note_id = self_assessment.answer(ws, prompt, "The housing strategy was rewritten in May.")
    note = ws.need(EvidenceNote, note_id)
    assert (note.prompt_id, note.check_id, note.how, note.source) == (prompt, "", "read", "document")
    assert note.author == ws.author
    assert questions_of(ws, note_id) == ("j2.kq3",)
    assert given_answers(ws) == {prompt: "The housing strategy was rewritten in May."}
    assert self_assessment.answer(ws, prompt, "It was not.") == note_id
    assert given_answers(ws) == {prompt: "It was not."}
    assert ws.store.notes.search(NoteFilter(query="not")).total == 1


def test_typing_makes_one_note_and_one_change_for_each_burst(ws: Workspace) -> None:
    prompt = a_prompt(ws, 1)
    assert self_assessment.type_answer(ws, prompt, " ", "editor") == ""
    note_id = self_assessment.type_answer(ws, prompt, "Y", "editor")
    for end in range(2, 10):
        assert self_assessment.type_answer(ws, prompt, "Yes, it was"[:end], "editor") == note_id
    ws.store.seal()
    assert given_answers(ws) == {prompt: "Yes, it w"}
    assert len([c for c in ws.store.log.history(note_id) if c.kind == "note"]) == 2
    self_assessment.type_answer(ws, prompt, "", "editor")
    assert given_answers(ws) == {prompt: ""}


def test_what_is_typed_is_told_to_everybody_but_the_editor(ws: Workspace) -> None:
    told: list[str] = []
    ws.store.subscribe(lambda changed: told.append(changed.origin))
    self_assessment.type_answer(ws, a_prompt(ws), "Yes", "editor")
    self_assessment.type_answer(ws, a_prompt(ws), "Yes.", "editor")
    self_assessment.answer(ws, a_prompt(ws), "No.", "editor")
    assert set(told[:2]) == {"editor"}
    assert told[-1] == "editor"


def test_answers_are_no_quick_notes(ws: Workspace) -> None:
    self_assessment.answer(ws, a_prompt(ws), "Yes.")
    capture.add_note(ws, NoteDraft(text="A quick note"))
    inbox = NoteFilter(check_id="")
    assert ws.store.notes.count_notes(inbox) == 1
    assert [n.text for n in ws.store.notes.note_window(inbox, 0, 9)] == ["A quick note"]
    waiting = next(p for p in open_problems(ws) if p.rule == "inbox")
    assert waiting.sentence.startswith("1 note in the inbox")
    assert ws.store.notes.count_notes(NoteFilter()) == 2


def test_they_belong_to_no_kind_of_check(ws: Workspace) -> None:
    self_assessment.answer(ws, a_prompt(ws), "Yes.")
    assert coverage(ws).notes == 0
    assert not any(c.got for c in area_coverage(ws).cells.values())


@pytest.mark.parametrize("prompt", ["nothing", "", "almo2003.a1.1.1.stock.b01"])
def test_only_prompts_of_the_self_assessment_are_answered(ws: Workspace, prompt: str) -> None:
    for keep in (self_assessment.answer, self_assessment.type_answer):
        with pytest.raises(InputError, match="no prompt"):
            keep(ws, prompt, "Yes")
    assert ws.store.count(EvidenceNote) == 0


def test_an_empty_answer_makes_no_note(ws: Workspace) -> None:
    assert self_assessment.answer(ws, a_prompt(ws), "  ") == ""
    assert ws.store.count(EvidenceNote) == 0


# ---- key questions by areas


def a_check(ws: Workspace, areas: list[str], **targets: int) -> str:
    wanted = {name.replace("_", "."): n for name, n in targets.items()}
    return plan.add_check(ws, "rc07", "Elm Park", areas=areas, targets=wanted)


def a_note(ws: Workspace, check: str, questions: list[str], areas: list[str], **more: Any) -> str:
    draft = NoteDraft(text="Stairs", check_id=check, questions=questions, areas=areas, **more)
    return capture.add_note(ws, draft)


def test_planned_and_got_are_counted_for_each_question_and_area(ws: Workspace) -> None:
    one = a_check(ws, ["estate"], j1_kq2=3)
    two = a_check(ws, ["estate", "rent"], j1_kq2=2, j2_kq1=1)
    a_note(ws, one, ["j1.kq2"], [])  # the area of its check
    a_note(ws, one, ["j1.kq2", "j2.kq1"], ["stock"])  # its own area, and not its check's
    a_note(ws, two, ["j1.kq2"], [])  # its check has two: nobody can say which
    a_note(ws, two, ["j1.kq2"], ["rent", "estate"])  # in both
    a_note(ws, "", ["j1.kq2"], ["tp"])  # a quick note
    covered = area_coverage(ws)
    assert covered.rows == tuple(q.id for q in ws.pack.key_questions)
    assert covered.columns == ("stock", "rent", "tp", "estate")
    numbers = {place: (c.got, c.target) for place, c in covered.cells.items() if c.planned}
    assert numbers == {
        ("j1.kq2", "estate"): (2, 5),
        ("j1.kq2", "rent"): (1, 2),
        ("j1.kq2", "stock"): (1, 0),
        ("j1.kq2", "tp"): (1, 0),
        ("j2.kq1", "stock"): (1, 0),
        ("j2.kq1", "estate"): (0, 1),
        ("j2.kq1", "rent"): (0, 1),
    }


def test_ratings_and_empty_notes_count_as_they_do_elsewhere(ws: Workspace) -> None:
    check = a_check(ws, ["estate"], j1_kq2=3)
    weak = ws.pack.scheme("view").choices
    tones = {c.tone: c.id for c in weak}
    a_note(ws, check, ["j1.kq2"], [], scheme="view", rating=tones["weak"])
    a_note(ws, check, ["j1.kq2"], [], scheme="view", rating=tones["good"])
    empty = a_note(ws, check, ["j1.kq2"], [])
    ws.store.record([Edit(EvidenceNote, empty, {"text": ""})], author="x")
    cell = area_coverage(ws).cells["j1.kq2", "estate"]
    assert (cell.got, cell.strengths, cell.weaknesses) == (2, 1, 1)
    ws.store.record([Edit(Attachment, "photo", {"note_id": empty, "name": "stairs.png"})], author="x")
    assert area_coverage(ws).cells["j1.kq2", "estate"].got == 3


def test_an_area_that_is_out_is_no_column_unless_something_is_there(ws: Workspace) -> None:
    facts.set_depth(ws, "rent", "out")
    facts.set_depth(ws, "tp", "out")
    a_note(ws, "", ["j1.kq2"], ["rent"])
    covered = area_coverage(ws)
    assert covered.columns == ("stock", "rent", "estate")
    assert {g.area_id for g in covered.gaps} == {"stock", "estate"}


def test_a_question_about_the_service_needs_something_for_each_area(ws: Workspace) -> None:
    """Appendix 1 has a column for each area; Appendix 2 has none: a gap only where planned."""
    gaps = {(g.question_id, g.area_id) for g in area_coverage(ws).gaps}
    assert gaps == {(f"j1.kq{n}", a.id) for n in (1, 2, 3) for a in ws.pack.service_areas}
    a_check(ws, ["rent"], j2_kq1=2)
    first = area_coverage(ws).gaps[0]
    assert (first.question_id, first.area_id, first.got, first.target) == ("j2.kq1", "rent", 0, 2)


def test_a_gap_becomes_a_planned_check_and_is_planned_then(ws: Workspace) -> None:
    for gap in area_coverage(ws).gaps:
        gaps.plan_for_area_gap(ws, gap.question_id, gap.area_id)
    covered = area_coverage(ws)
    assert all(covered.cells[f"j1.kq{n}", a].target == 1 for n in (1, 2, 3) for a in covered.columns)
    assert {(g.got, g.target) for g in covered.gaps} == {(0, 1)}


AREAS = ["stock", "rent", "tp", "estate"]
QUESTIONS = ["j1.kq1", "j1.kq2", "j2.kq3"]


@settings(max_examples=40)
@given(
    checks=st.lists(st.sets(st.sampled_from(AREAS)), max_size=4),
    notes=st.lists(
        st.tuples(
            st.integers(0, 4),
            st.sets(st.sampled_from(QUESTIONS)),
            st.sets(st.sampled_from(AREAS)),
            st.sampled_from(["", "Stairs"]),
        ),
        max_size=12,
    ),
)
def test_the_file_counts_like_the_store_in_memory(
    tmp_path_factory: pytest.TempPathFactory,
    checks: list[set[str]],
    notes: list[tuple[int, set[str], set[str], str]],
) -> None:
    def counted(store: Store) -> Counter[tuple[str, ...]]:
        ws = begin(store)
        made = [a_check(ws, sorted(areas)) for areas in checks]
        for number, questions, areas, text in notes:
            check = made[number] if number < len(made) else ""
            note = a_note(ws, check, sorted(questions), sorted(areas))
            ws.store.record([Edit(EvidenceNote, note, {"text": text})], author="x")
        found: Counter[tuple[str, ...]] = Counter()
        for t in store.notes.area_tallies():
            found[t.question_id, t.area_id, t.item_id, t.scheme, t.rating] += t.notes
        return found

    file = new_file(tmp_path_factory.mktemp("areas") / "a.tia")
    try:
        assert counted(file) == counted(FakeStore())
    finally:
        file.close()


def test_a_removed_check_leaves_no_area_behind(ws: Workspace) -> None:
    check = a_check(ws, ["rent"], j1_kq2=2)
    plan.remove_check(ws, check)
    assert ws.store.count(CheckArea) == 0
    assert not any(c.planned for c in area_coverage(ws).cells.values())
    with pytest.raises(UnknownRecordError):
        plan.set_areas(ws, check, ["rent"])
