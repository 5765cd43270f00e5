"""The sample inspection has something for every screen, and breaks no rule."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import (
    EvidenceLink,
    EvidenceNote,
    Finding,
    Judgement,
    NoteQuestion,
    RealityCheck,
    TeamMember,
)
from tia_desktop.services.capture import progress, steps
from tia_desktop.services.conclude import triangulation_of
from tia_desktop.services.readiness import open_problems
from tia_desktop.services.sample import LANDLORD
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    opened = AppDesk().open_sample(tmp_path)
    yield opened
    opened.store.close()


def test_says_that_it_is_a_sample(ws: Workspace) -> None:
    assert ws.inspection.is_sample
    assert ws.inspection.landlord == LANDLORD
    assert "sample" in LANDLORD
    assert ws.inspection.safety_contact


def test_the_team_follows_the_framework(ws: Workspace) -> None:
    team = {m.name: m for m in ws.store.find(TeamMember)}
    assert [m.role for m in team.values()] == ["lead", "inspector", "tia"]
    assert team["Dev"].inspected_before
    assert len({m.region for m in team.values()}) > 1
    assert team["Maureen"].rents_from not in ("", LANDLORD)


def test_an_estate_visit_is_going_on(ws: Workspace) -> None:
    maureen = ws.member("Maureen")
    assert maureen is not None
    (visit,) = ws.store.find(RealityCheck, status="started")
    assert (visit.title, visit.assigned_to) == ("Elm Park", maureen.id)
    done = progress(ws, visit).done
    assert 3 <= done < progress(ws, visit).total
    assert visit.resume_item == steps(ws, visit)[done].item.id
    assert visit.last_place


def test_every_key_question_has_evidence_of_two_kinds_and_a_finding(ws: Workspace) -> None:
    checks = {c.id: c.template for c in ws.store.find(RealityCheck)}
    notes = {n.id: checks.get(n.check_id, "") for n in ws.store.find(EvidenceNote)}
    for question in ws.pack.key_questions:
        kinds = {notes[q.note_id] for q in ws.store.find(NoteQuestion, question_id=question.id)} - {""}
        assert len(kinds) >= 2, question.id
    rules = {p.rule for p in open_problems(ws)}
    assert "question-without-finding" not in rules


def test_findings_show_every_flag_once(ws: Workspace) -> None:
    findings = ws.store.find(Finding)
    assert [f.status for f in findings].count("draft") == 1
    final = [f for f in findings if f.status == "final"]
    assert len(final) == 7
    assert [triangulation_of(ws, f.id).one_source_only for f in final].count(True) == 1
    stances = [link.stance for link in ws.store.find(EvidenceLink)]
    assert stances.count("contradicts") == 1
    assert "context" in stances


def test_both_judgements_are_made_and_nothing_blocks(ws: Workspace) -> None:
    made = {j.id: j for j in ws.store.find(Judgement)}
    assert {j.id: j.rating for j in made.values()} == {"j1": "good", "j2": "promising"}
    assert all(j.reason for j in made.values())
    assert [p.sentence for p in open_problems(ws) if p.level == "blocks"] == []


def test_dates_are_never_in_the_future(ws: Workspace) -> None:
    now = ws.store.now()
    notes = ws.store.find(EvidenceNote)
    assert [n.observed_at for n in notes if n.observed_at > now] == []
    assert ws.store.count(EvidenceNote, check_id="") == 2


def words(ws: Workspace) -> list[str]:
    return [n.text for n in ws.store.find(EvidenceNote)] + [f.text for f in ws.store.find(Finding)]


def test_the_words_are_the_same_each_time(ws: Workspace, tmp_path: Path) -> None:
    again = AppDesk().open_sample(tmp_path)
    try:
        assert words(ws) == words(again)
        assert again.store.path != ws.store.path
    finally:
        again.store.close()


def test_the_file_verifies(ws: Workspace) -> None:
    assert ws.store.verify() == []
