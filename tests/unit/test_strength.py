"""What stands behind findings and key questions, in words and as a small picture; never a score."""

from __future__ import annotations

import pytest

from tia_desktop.domain.rules import EvidencePiece, triangulate
from tia_desktop.services import capture, conclude, plan
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.strength import picture_of, strength_by_question, strength_of
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.strength_words import short_words, strength_said, strength_words, thin_words


def note(ws: Workspace, kind: str, source: str, text: str = "Something") -> str:
    return capture.add_note(
        ws, NoteDraft(text=text, check_id=plan.add_check(ws, kind, "A check"), source=source)
    )


def finding(ws: Workspace, *notes: str, question: str = "j1.kq2") -> str:
    return conclude.record_finding(ws, "Stairs are dirty", "weakness", [question], notes=notes)


def test_the_picture_has_a_mark_for_every_kind_and_source(ws: Workspace) -> None:
    made = finding(ws, note(ws, "rc07", "tenant"), note(ws, "rc04", "tenant"))
    picture = picture_of(ws.pack, strength_of(ws, made))
    assert [m.id for m in picture.kinds] == [t.id for t in ws.pack.templates]
    assert {m.id: m.state for m in picture.kinds if m.state != "none"} == {"rc04": "weaker", "rc07": "full"}
    assert [m.id for m in picture.sources if m.state == "full"] == ["tenant"]
    assert (picture.people, picture.answered, picture.unanswered) == (1, 0, 0)


def test_words_say_all_that_the_picture_shows(ws: Workspace) -> None:
    made = finding(ws, note(ws, "rc07", "tenant"), note(ws, "rc04", "staff"), note(ws, "rc04", "tenant"))
    against = [note(ws, "rc08", "staff"), note(ws, "rc08", "tenant")]
    conclude.link_evidence(ws, made, against, "contradicts")
    conclude.answer_contradiction(ws, made, against[0], "One home of forty.")
    counted = strength_of(ws, made)
    said = strength_said(ws.pack, counted)
    assert said.startswith("2 kinds of check: Tenant focus groups, Estate visits. 2 sources: ")
    assert "1 person wrote it: inspector." in said
    assert "2 of 3 notes are from focus groups, which weigh less here." in said
    assert "2 notes contradict it: 1 is not answered yet." in said
    assert [(x.icon, x.tone) for x in thin_words(counted)] == [("half", "weak"), ("warning", "weak")]
    assert short_words(counted) == "2 kinds of check · 2 sources · 1 person"
    conclude.answer_contradiction(ws, made, against[1], "The same home.")
    assert thin_words(strength_of(ws, made))[-1].words == "2 notes contradict it: answered."


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ([("rc07", "tenant")], "one kind of check and one group of people"),
        ([("rc07", "tenant"), ("rc07", "staff")], "all from one kind of check"),
        ([("rc07", "tenant"), ("rc08", "tenant")], "all from one group of people"),
    ],
)
def test_one_source_only_says_which(ws: Workspace, pieces: list[tuple[str, str]], words: str) -> None:
    counted = triangulate([EvidencePiece(kind, source, "Ann", "supports") for kind, source in pieces])
    [line] = thin_words(counted)
    assert line.words.startswith("One source only")
    assert words in line.words
    assert line.icon == "warning"


def test_two_kinds_and_two_sources_are_not_thin(ws: Workspace) -> None:
    pieces = [
        EvidencePiece("rc07", "tenant", "Ann", "supports"),
        EvidencePiece("rc08", "staff", "Bo", "supports"),
    ]
    assert thin_words(triangulate(pieces)) == []
    assert len(strength_words(ws.pack, triangulate(pieces))) == 3


def test_nothing_behind_it_is_said_and_a_contradiction_alone_too(ws: Workspace) -> None:
    made = finding(ws)
    assert strength_said(ws.pack, strength_of(ws, made)) == "No evidence supports it yet."
    conclude.link_evidence(ws, made, [note(ws, "rc07", "tenant")], "contradicts")
    said = strength_said(ws.pack, strength_of(ws, made))
    assert said == "No evidence supports it yet. 1 note contradicts it: not answered yet."


def test_only_focus_groups(ws: Workspace) -> None:
    made = finding(ws, note(ws, "rc04", "tenant"))
    assert "All notes are from focus groups, which weigh less here." in strength_said(
        ws.pack, strength_of(ws, made)
    )


def test_a_question_counts_a_note_once_and_a_contradiction_until_all_answer_it(ws: Workspace) -> None:
    both, against = note(ws, "rc07", "tenant"), note(ws, "rc08", "staff")
    one, two = finding(ws, both), finding(ws, both)
    for made in (one, two):
        conclude.link_evidence(ws, made, [against], "contradicts")
    conclude.answer_contradiction(ws, one, against, "One home.")
    counted = strength_by_question(ws)["j1.kq2"]
    assert (counted.supporting, counted.contradicting, counted.unanswered) == (1, 1, 1)
    conclude.answer_contradiction(ws, two, against, "One home.")
    assert strength_by_question(ws)["j1.kq2"].unanswered == 0
    assert strength_by_question(ws)["j2.kq1"].supporting == 0
