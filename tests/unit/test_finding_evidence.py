"""The notes behind a finding as its editor lists them; answering what contradicts it."""

from __future__ import annotations

import pytest

from tests.helpers.shell import ShellLog
from tests.helpers.stores import PNG
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import EvidenceLink, Finding, link_id
from tia_desktop.services import capture, conclude, history, passages, photos, plan
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.screens.findings.editing import FindingEditor
from tia_desktop.ui.screens.findings.evidence_lines import PAGE, EvidenceLines
from tia_desktop.ui.screens.findings.story import story_of


@pytest.fixture
def ws(ws: Workspace) -> Workspace:
    ws.author = "Ann"
    return ws


def write(ws: Workspace, count: int, kind: str = "rc07") -> list[str]:
    check = plan.add_check(ws, kind, "Elm Park")
    edits = []
    checks = {c.id: c for c in plan.checks_of(ws)}
    notes = [ws.store.new_id() for _ in range(count)]
    for number, note in enumerate(notes):
        draft = NoteDraft(text=f"Stairs in block {number} are sticky.", check_id=check, source="tenant")
        edits += capture.note_edits(ws, draft, note, checks)
    ws.store.record(edits, author=ws.author)
    return notes


def editor(ws: Workspace, notes: list[str], **values: str) -> FindingEditor:
    finding = conclude.record_finding(ws, "Stairs are dirty", "weakness", ["j1.kq2"], notes=notes, **values)  # type: ignore[arg-type]
    return FindingEditor(ScreenContext(AppDesk(), ShellLog(), ws), finding)


def link(ws: Workspace, edited: FindingEditor, note: str) -> EvidenceLink:
    return ws.need(EvidenceLink, link_id(edited.id, note))


def test_five_hundred_notes_come_a_page_at_a_time(ws: Workspace) -> None:
    notes = write(ws, 500)
    lines = EvidenceLines(editor(ws, notes))
    assert lines.pages == 25
    pages = [lines.page(n) for n in range(lines.pages)]
    assert {len(page) for page in pages} == {PAGE}
    assert [line.note_id for page in pages for line in page] == notes
    assert lines.page_of(notes[499]) == 24
    assert lines.page(25) == []


def test_contradictions_stand_first_then_support_then_context(ws: Workspace) -> None:
    notes = write(ws, 4)
    edited = editor(ws, notes)
    edited.set_stance(notes[0], "context")
    edited.set_stance(notes[3], "contradicts")
    lines = EvidenceLines(edited).page(0)
    assert [line.note_id for line in lines] == [notes[3], notes[1], notes[2], notes[0]]
    assert [line.second for line in lines][:2] == [
        "Contradicts it · Estate visits", "Supports it · Estate visits"
    ]  # fmt: skip


def test_a_passage_stands_for_its_note_until_its_words_change(ws: Workspace) -> None:
    [note] = write(ws, 1)
    edited = editor(ws, [note])
    passages.set_passage(ws, edited.id, note, 10, 17)
    [line] = EvidenceLines(edited).page(0)
    assert (line.words, line.marked) == ("“block 0”", True)
    assert line.second.endswith("· passage")
    capture.change_note(ws, note, {"text": "Stairs are clean."})
    [line] = EvidenceLines(edited).page(0)
    assert (line.words, line.marked) == ("Stairs are clean.", False)
    assert line.second.endswith("· passage outdated: its words changed")


def test_a_photo_that_counts_and_a_weaker_kind_are_said(ws: Workspace) -> None:
    [note] = write(ws, 1, "rc04")
    edited = editor(ws, [note])
    passages.set_photo(ws, edited.id, note, photos.attach_photo(ws, note, "stairs.png", PNG))
    [line] = EvidenceLines(edited).page(0)
    assert line.second == "Supports it · Tenant focus groups · weighs less here · photo"
    assert line.marked


def test_an_answer_is_kept_with_who_gave_it_from_its_first_letter(ws: Workspace) -> None:
    [note] = write(ws, 1)
    edited = editor(ws, [note])
    edited.set_stance(note, "contradicts")
    edited.type_answer(note, "O")
    first = link(ws, edited, note)
    assert (first.answer, first.answered_by, bool(first.answered_at)) == ("O", "Ann", True)
    edited.type_answer(note, "One block")
    edited.type_answer(note, "One block of forty.")
    assert link(ws, edited, note).answer == "One block of forty."
    [line] = EvidenceLines(edited).page(0)
    assert line.answered.startswith("Answered by Ann, ")
    ws.store.seal()
    assert sum("answer" in e.fields for e in history.history_of(ws, first.id)) == 2  # a burst is one change
    history.undo(ws)
    assert link(ws, edited, note).answer == "O"
    history.undo(ws)
    assert link(ws, edited, note).answer == link(ws, edited, note).answered_by == ""


def test_an_answer_that_is_deleted_again_is_none(ws: Workspace) -> None:
    [note] = write(ws, 1)
    edited = editor(ws, [note])
    edited.set_stance(note, "contradicts")
    edited.type_answer(note, "One block.")
    edited.type_answer(note, "")
    stored = link(ws, edited, note)
    assert (stored.answer, stored.answered_by, stored.answered_at) == ("", "", "")
    assert EvidenceLines(edited).page(0)[0].answered == ""


def test_somebody_elses_answer_that_is_changed_is_ones_own(ws: Workspace) -> None:
    [note] = write(ws, 1)
    edited = editor(ws, [note])
    edited.set_stance(note, "contradicts")
    edited.type_answer(note, "One block.")
    ws.author = "Ben"
    edited.type_answer(note, "One block of forty.")
    assert link(ws, edited, note).answered_by == "Ben"


def test_part_and_weight_are_kept_at_once_and_begin_with_a_new_finding(ws: Workspace) -> None:
    made = FindingEditor(
        ScreenContext(AppDesk(), ShellLog(), ws), polarity="weakness", questions=["j1.kq2", "j2.kq1"]
    )
    assert [p.id for p in made.parts()] == ["2.1", "2.2"]
    made.set_part("2.2")
    made.set_weight("high")
    made.type_text("Stairs are dirty")
    stored = ws.need(Finding, made.id)
    assert (stored.sub_question, stored.weight) == ("2.2", "high")
    again = FindingEditor(ScreenContext(AppDesk(), ShellLog(), ws), made.id)
    assert (again.part, again.weight, again.label) == ("2.2", "high", "F1")
    again.set_questions(["j2.kq1"])
    assert again.part == ws.need(Finding, made.id).sub_question == ""
    again.set_weight("")
    assert ws.need(Finding, made.id).weight == ""


def test_a_story_is_told_for_the_finding_it_was_opened_from(ws: Workspace) -> None:
    [note] = write(ws, 1)
    edited = editor(ws, [note])
    passages.set_passage(ws, edited.id, note, 10, 17)
    told = story_of(ws, note, edited.id).told_for
    assert told is not None
    assert (told.words, told.quote) == ("supports F1: Stairs are dirty", "block 0")
    assert (told.place.start, told.place.end) == (10, 17)
    assert story_of(ws, note).told_for is None
    conclude.unlink_evidence(ws, edited.id, note)
    assert story_of(ws, note, edited.id).told_for is None
