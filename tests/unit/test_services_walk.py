"""Plan, collect, conclude: what each service keeps and what it refuses, over a store in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.fakes import FakeStore
from tests.helpers.stores import LANDLORD, PNG, begin, pack_and_bytes
from tia_desktop.domain.errors import InputError, OwnLandlordError, UnknownRecordError
from tia_desktop.domain.records import (
    Attachment,
    CheckTarget,
    EvidenceLink,
    EvidenceNote,
    Finding,
    FindingQuestion,
    Inspection,
    Judgement,
    JudgementFinding,
    NoteQuestion,
    PerformanceIndicator,
    RealityCheck,
    TeamMember,
)
from tia_desktop.services import (
    capture,
    conclude,
    gaps,
    guided,
    history,
    indicators,
    judging,
    photos,
    plan,
    team,
)
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.checklist import Asked
from tia_desktop.services.coverage import coverage
from tia_desktop.services.history import history_of, undo
from tia_desktop.services.own_checks import begun_by, own_checks
from tia_desktop.services.readiness import open_problems
from tia_desktop.services.strength import strength_of
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def ws() -> Workspace:
    return begin(FakeStore())


def question(ws: Workspace, number: int = 0) -> str:
    return ws.pack.key_questions[number].id


def a_check(ws: Workspace, number: int = 0, **more: Any) -> RealityCheck:
    return ws.need(RealityCheck, plan.add_check(ws, ws.pack.templates[number].id, "Elm Park", **more))


def a_note(ws: Workspace, text: str = "The lift was clean.", **more: Any) -> str:
    return capture.add_note(ws, NoteDraft(text=text, **more))


def a_finding(ws: Workspace, **more: Any) -> str:
    return conclude.record_finding(ws, "Lifts are clean.", "strength", [question(ws)], **more)


# ---- plan


def test_the_pack_is_frozen_in_the_inspection(ws: Workspace) -> None:
    pack, raw = pack_and_bytes()
    assert plan.frozen_pack(ws.store) == raw
    made = ws.inspection
    assert (made.pack_id, made.pack_version, made.pack_hash) == (pack.id, pack.version, pack.content_hash)
    assert made.landlord == LANDLORD


def test_an_inspection_needs_a_landlord_and_a_known_type() -> None:
    pack, raw = pack_and_bytes()
    store = FakeStore()
    with pytest.raises(InputError, match="landlord"):
        plan.start_inspection(store, pack, raw, landlord=" ", authority_type=pack.authority_types[0].id)
    with pytest.raises(InputError, match="type of authority"):
        plan.start_inspection(store, pack, raw, landlord="X", authority_type="castle")
    with pytest.raises(InputError, match="no inspection"):
        plan.frozen_pack(store)
    with pytest.raises(InputError, match="no inspection"):
        _ = Workspace(store, pack).inspection
    assert store.count(Inspection) == 0


def test_a_check_takes_its_targets_from_the_pack(ws: Workspace) -> None:
    template = ws.pack.templates[0]
    check = a_check(ws)
    targets = {t.question_id: t.target for t in ws.store.find(CheckTarget, check_id=check.id)}
    assert targets == dict(template.targets)
    assert ws.template_of(check) == template.short
    own = a_check(ws, targets={question(ws): 7})
    assert [t.target for t in ws.store.find(CheckTarget, check_id=own.id)] == [7]


def test_a_check_goes_to_a_member_by_name_or_id(ws: Workspace) -> None:
    ruth = team.add_member(ws, " Ruth ", "lead")
    check = a_check(ws, assigned_to="Ruth")
    assert check.assigned_to == ruth
    dev = team.add_member(ws, "Dev", "inspector")
    plan.assign(ws, check.id, dev)
    other = a_check(ws, 1)
    devs = own_checks(ws, "Dev")
    assert ([c.id for c in devs.mine], [c.id for c in devs.free]) == ([check.id], [other.id])
    ruths = own_checks(ws, "Ruth")
    assert ([c.id for c in ruths.mine], [c.id for c in ruths.free]) == ([], [other.id])
    assert len(plan.checks_of(ws)) == 2


def test_a_check_of_nobody_belongs_to_who_began_it(ws: Workspace) -> None:
    check = a_check(ws, 6)
    ws.author = "maureen "
    guided.begin_check(ws, check.id)
    ws.author = "Dev"
    plan.change_check(ws, check.id, place="Block D")  # somebody else's change makes it nobody else's check
    for name, own in (("Maureen", [check.id]), ("Dev", []), ("", [])):
        found = own_checks(ws, name)
        assert ([c.id for c in found.mine], found.free) == (own, []), name
    assert begun_by(ws, check.id) == "maureen "
    assert begun_by(ws, a_check(ws, 1).id) == ""


def test_an_adviser_declares_and_then_may_start(ws: Workspace) -> None:
    assert not team.has_declared(ws, "Maureen")
    member = team.declare_not_own_landlord(ws, "Maureen")
    assert (member.role, member.name) == ("tia", "Maureen")
    assert team.has_declared(ws, "Maureen")
    team.declare_not_own_landlord(ws, "Maureen")
    assert ws.store.count(TeamMember) == 1


def test_an_inspector_who_rents_here_is_named_and_an_adviser_refused(ws: Workspace) -> None:
    team.add_member(ws, "Dev", "inspector", rents_from=LANDLORD)
    with pytest.raises(OwnLandlordError):
        team.add_member(ws, "Maureen", "tia", rents_from="riverside homes")
    rules = [(p.rule, p.level) for p in open_problems(ws)]
    assert ("rents-here", "warns") in rules


def test_a_gap_is_closed_by_planning_for_it(ws: Workspace) -> None:
    template = ws.pack.templates[2].id
    gaps.plan_for_gap(ws, template, question(ws, 1))
    (gap,) = coverage(ws).gaps
    assert (gap.template, gap.question_id, gap.got, gap.target) == (template, question(ws, 1), 0, 1)


def test_a_gap_that_a_done_check_left_asks_for_no_more_notes_than_before(ws: Workspace) -> None:
    template, asked = ws.pack.templates[2].id, question(ws, 1)
    first = plan.add_check(ws, template, "First", targets={asked: 3})
    a_note(ws, check_id=first, questions=[asked])
    guided.finish_check(ws, first)
    second = gaps.plan_for_gap(ws, template, asked)
    (gap,) = coverage(ws).gaps
    assert (gap.got, gap.target) == (1, 3)
    assert (plan.targets_of(ws, first), plan.targets_of(ws, second)) == ({asked: 1}, {asked: 2})
    for _ in range(2):
        a_note(ws, check_id=second, questions=[asked])
    assert coverage(ws).gaps == []


def test_planning_for_a_gap_is_one_step(ws: Workspace) -> None:
    template, asked = ws.pack.templates[2].id, question(ws, 1)
    first = plan.add_check(ws, template, "First", targets={asked: 3})
    guided.finish_check(ws, first)
    gaps.plan_for_gap(ws, template, asked)
    history.undo(ws)
    assert [c.id for c in ws.store.find(RealityCheck)] == [first]
    assert plan.targets_of(ws, first) == {asked: 3}


# ---- collect


def test_a_note_takes_the_defaults_of_its_check(ws: Workspace) -> None:
    check = a_check(ws)
    template = ws.pack.template(check.template)
    made = ws.need(EvidenceNote, a_note(ws, check_id=check.id))
    assert (made.how, made.source) == (template.how, template.source_group)
    quick = ws.need(EvidenceNote, a_note(ws))
    assert (quick.check_id, quick.how, quick.source, quick.author) == ("", "seen", "", "inspector")
    assert made.written_at == made.observed_at != ""


def test_questions_of_a_note_are_a_set(ws: Workspace) -> None:
    note = a_note(ws, questions=[question(ws, 1), question(ws, 1), question(ws, 0)])
    assert capture.questions_of(ws, note) == (question(ws, 0), question(ws, 1))
    capture.set_questions(ws, note, [question(ws, 2), question(ws, 1)])
    assert capture.questions_of(ws, note) == (question(ws, 1), question(ws, 2))
    undo(ws)
    assert capture.questions_of(ws, note) == (question(ws, 0), question(ws, 1))
    with pytest.raises(InputError):
        capture.set_questions(ws, note, ["nonsense"])


def test_removing_a_note_takes_its_links_and_undo_brings_them_back(ws: Workspace) -> None:
    note = a_note(ws, questions=[question(ws)])
    photos.attach_photo(ws, note, "lift.png", PNG)
    finding = a_finding(ws, notes=[note])
    before = {c: ws.store.count(c) for c in (EvidenceNote, NoteQuestion, Attachment, EvidenceLink, Finding)}
    capture.remove_note(ws, note)
    assert ws.store.count(EvidenceLink) == 0
    assert ws.store.get(Finding, finding) is not None
    undo(ws)
    assert {c: ws.store.count(c) for c in before} == before
    kinds = [e.what for e in history_of(ws, note)]
    assert kinds == ["made", "removed", "made"]


def test_a_guided_walk_keeps_one_note_for_each_question(ws: Workspace) -> None:
    check = guided.begin_check(ws, a_check(ws, 6).id)
    item = ws.pack.template(check.template).items[0]
    scheme = ws.pack.scheme_for(item)
    first = guided.answer(ws, check, Asked(item), rating=scheme.choices[0].id)
    again = guided.answer(ws, check, Asked(item), rating=scheme.choices[-1].id)
    assert first == again
    made = ws.need(EvidenceNote, first)
    assert (made.scheme, made.rating) == (scheme.id, scheme.choices[-1].id)
    done = guided.progress(ws, check)
    assert (done.done, done.total) == (1, len(ws.pack.template(check.template).items))
    assert [s.done for s in guided.steps(ws, check)][:2] == [True, False]
    guided.remember_place(ws, check.id, item.id, "Hall")
    guided.finish_check(ws, check.id)
    closed = ws.need(RealityCheck, check.id)
    assert (closed.status, closed.last_place, closed.resume_item) == ("done", "Hall", "")
    assert check.status == "started"


def test_a_photo_is_known_by_its_bytes(ws: Workspace) -> None:
    note = a_note(ws)
    kept = ws.need(Attachment, photos.attach_photo(ws, note, "photo.exe", PNG))
    assert (kept.media_type, kept.size) == ("image/png", len(PNG))
    assert ws.store.get_blob(kept.sha256) == PNG
    for data in (b"", b"%PDF-1.7", b"<svg onload=alert(1)>"):
        with pytest.raises(InputError, match="not a picture"):
            photos.attach_photo(ws, note, "photo.png", data)


# ---- conclude


def test_a_finding_with_its_evidence_is_one_action(ws: Workspace) -> None:
    notes = [a_note(ws), a_note(ws, "Another.")]
    finding = a_finding(ws, notes=[*notes, notes[0]])
    assert ws.store.count(EvidenceLink, finding_id=finding) == 2
    undo(ws)
    assert [ws.store.count(c) for c in (Finding, FindingQuestion, EvidenceLink)] == [0, 0, 0]


def test_evidence_changes_its_stance_and_leaves(ws: Workspace) -> None:
    note = a_note(ws)
    finding = a_finding(ws, notes=[note])
    conclude.link_evidence(ws, finding, [note], "contradicts")
    found = strength_of(ws, finding)
    assert (found.supporting, found.contradicting) == (0, 1)
    conclude.unlink_evidence(ws, finding, note)
    conclude.unlink_evidence(ws, finding, note)
    assert strength_of(ws, finding).contradicting == 0
    assert ws.store.count(EvidenceNote) == 1


def test_a_judgement_names_what_decided_it(ws: Workspace) -> None:
    one, two = a_finding(ws), a_finding(ws)
    spec = ws.pack.judgements[0]
    judging.judge(ws, spec.id, spec.scale.levels[0].id, "Because.", [one, two])
    judging.judge(ws, spec.id, spec.scale.levels[1].id, "Because.", [two], because="We went back.")
    made = ws.store.get(Judgement, spec.id)
    assert made is not None
    assert made.rating == spec.scale.levels[1].id
    assert [j.finding_id for j in ws.store.find(JudgementFinding)] == [two]
    conclude.remove_finding(ws, two)
    assert ws.store.count(JudgementFinding) == 0
    rules = {p.rule: p.level for p in open_problems(ws)}
    assert rules["judgement-without-findings"] == "blocks"


REFUSED: dict[str, Callable[[Workspace], object]] = {
    "a member without a name": lambda ws: team.add_member(ws, " ", "lead"),
    "an unknown role": lambda ws: team.add_member(ws, "Ruth", "king"),
    "an unknown kind of check": lambda ws: plan.add_check(ws, "rc99", "Elm Park"),
    "a check without a title": lambda ws: plan.add_check(ws, ws.pack.templates[0].id, "\t"),
    "a check for a stranger": lambda ws: a_check(ws, assigned_to="nobody"),
    "a check with an unknown question": lambda ws: a_check(ws, targets={"q99": 1}),
    "an empty note": lambda ws: a_note(ws, " \n"),
    "a note of no check": lambda ws: a_note(ws, check_id="nobody"),
    "a note with an unknown question": lambda ws: a_note(ws, questions=["q99"]),
    "a note with an unknown area": lambda ws: a_note(ws, areas=["moon"]),
    "a note with an unknown source": lambda ws: a_note(ws, source="rumour"),
    "a note known in no known way": lambda ws: a_note(ws, how="dreamt"),
    "a note of unknown sensitivity": lambda ws: a_note(ws, sensitivity="secret"),
    "a rating of no scheme": lambda ws: a_note(ws, rating="9", scheme="none"),
    "a photo for no note": lambda ws: photos.attach_photo(ws, "nobody", "x.png", PNG),
    "a change of no note": lambda ws: capture.change_note(ws, "nobody", {"place": "x"}),
    "a finding without words": lambda ws: conclude.record_finding(ws, " ", "strength", [question(ws)]),
    "a finding that is neither": lambda ws: conclude.record_finding(ws, "x", "so-so", [question(ws)]),
    "a finding for no question": lambda ws: conclude.record_finding(ws, "x", "strength", []),
    "a finding for an unknown question": lambda ws: conclude.record_finding(ws, "x", "strength", ["q99"]),
    "evidence that is no note": lambda ws: a_finding(ws, notes=["nobody"]),
    "evidence with no stance": lambda ws: a_finding(ws, notes=[a_note(ws)], stance="likes"),
    "a judgement of nothing": lambda ws: judging.judge(ws, "weather", "x", "x", ["x"]),
    "an unknown level": lambda ws: judging.judge(ws, ws.pack.judgements[0].id, "x", "x", [a_finding(ws)]),
    "a judgement without a reason": lambda ws: judging.judge(
        ws, ws.pack.judgements[0].id, ws.pack.judgements[0].scale.levels[0].id, " ", [a_finding(ws)]
    ),
    "a judgement without findings": lambda ws: judging.judge(
        ws, ws.pack.judgements[0].id, ws.pack.judgements[0].scale.levels[0].id, "x", []
    ),
    "a judgement by no finding": lambda ws: judging.judge(
        ws, ws.pack.judgements[0].id, ws.pack.judgements[0].scale.levels[0].id, "x", ["nobody"]
    ),
    "an unknown indicator": lambda ws: indicators.record_indicator(ws, "zz99", 1, "2025", "x"),
    "an indicator from nowhere": lambda ws: indicators.record_indicator(
        ws, ws.pack.indicators[0].code, 1, "2025", " "
    ),
    "an indicator that is no number": lambda ws: indicators.record_indicator(
        ws, ws.pack.indicators[0].code, float("nan"), "2025", "x"
    ),
    "the history of nothing": lambda ws: history_of(ws, "nobody"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_does_not_fit_is_refused_with_a_sentence(ws: Workspace, what: str) -> None:
    with pytest.raises(InputError) as error:
        REFUSED[what](ws)
    assert error.value.sentence.rstrip("”").endswith((".", "”."))
    kinds = (PerformanceIndicator, JudgementFinding, Judgement, TeamMember)
    assert [ws.store.count(c) for c in kinds] == [0, 0, 0, 0]


def test_a_missing_record_is_named(ws: Workspace) -> None:
    with pytest.raises(UnknownRecordError, match="no reality check with the id “x\ufffd”"):
        ws.need(RealityCheck, "x\ud800".replace("\ud800", "\ufffd"))


def test_history_tells_what_each_change_did(ws: Workspace) -> None:
    note = a_note(ws)
    other = replace(ws, author="Dev")
    capture.change_note(other, note, {"place": "Hall", "exact_words": True})
    undo(ws)
    made, changed, back = history_of(ws, note)
    assert (made.what, changed.author, changed.fields["place"]) == ("made", "Dev", ("", "Hall"))
    assert (back.cause, back.fields["place"]) == ("undo", ("Hall", ""))
    assert changed.when.endswith("+00:00")
