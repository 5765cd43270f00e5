"""The sample inspection has something for every screen, and breaks no rule."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.case_records import TESTED, Sample, SampledCase
from tia_desktop.domain.conclude_records import Driver, EarlierView, FigureLink, FindingPrompt
from tia_desktop.domain.dates import iso_day
from tia_desktop.domain.records import (
    WEIGHTS,
    Attachment,
    CheckArea,
    CheckEntry,
    CheckField,
    CheckTarget,
    DocumentRequest,
    EvidenceLink,
    EvidenceNote,
    Finding,
    FindingQuestion,
    Judgement,
    JudgementFinding,
    NoteArea,
    NoteQuestion,
    PerformanceIndicator,
    RealityCheck,
    TeamMember,
)
from tia_desktop.paths import resources_dir
from tia_desktop.services import (
    case_lists,
    facts,
    guided,
    sample_results,
    sampled_cases,
    sampling,
    self_assessment,
)
from tia_desktop.services.documents import documents, is_overdue
from tia_desktop.services.guided import progress, steps
from tia_desktop.services.photos import is_text
from tia_desktop.services.programme import programme
from tia_desktop.services.readiness import open_problems
from tia_desktop.services.sample import LANDLORD
from tia_desktop.services.sample_cases import ASKED, COLUMNS, TARGETS, RepairTable
from tia_desktop.services.sample_checks import Days
from tia_desktop.services.sketch import sketch_of
from tia_desktop.services.strength import strength_of
from tia_desktop.services.workspace import Workspace


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One sample for all: nothing here writes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIA_HOME", str(tmp_path_factory.mktemp("home")))
        opened = AppDesk().open_sample(tmp_path_factory.mktemp("sample"))
        yield opened
        opened.store.close()


def checks(ws: Workspace, status: str) -> list[RealityCheck]:
    return ws.store.find(RealityCheck, status=status)


# ---- the plan


def test_says_that_it_is_a_sample(ws: Workspace) -> None:
    assert ws.inspection.is_sample
    assert ws.inspection.landlord == LANDLORD
    assert "sample" in LANDLORD
    assert "sample" in ws.inspection.authority
    assert ws.inspection.safety_contact
    assert (ws.inspection.authority_type, ws.inspection.homes) == ("metropolitan", 6400)


def test_the_team_follows_the_framework(ws: Workspace) -> None:
    team = {m.name: m for m in ws.store.find(TeamMember)}
    assert sorted(m.role for m in team.values()) == ["inspector", "inspector", "lead", "tia", "tia"]
    assert team["Dev"].inspected_before
    assert len({m.region for m in team.values()}) > 1
    for adviser in (m for m in team.values() if m.role == "tia"):
        assert "sample" in adviser.rents_from
        assert adviser.rents_from not in (LANDLORD, ws.inspection.authority)
    assert {p.rule for p in open_problems(ws)} & {"no-adviser", "nobody-came-before", "own-landlord"} == set()


def test_two_clocks_have_started(ws: Workspace) -> None:
    states = {c.clock.id: c for c in facts.clocks(ws)}
    first, report = states["first_inspection"], states["final_report"]
    assert first.earliest <= report.start, "no inspection before its time"
    assert report.start < ws.store.now()[:10] < report.latest
    assert states["re_inspection"].start == ""
    assert set(facts.depths(ws).values()) == {"full", "lighter"}


def test_nobody_is_at_two_places(ws: Workspace) -> None:
    days = programme(ws)
    assert days.unplanned == ()
    assert len(days.days) >= 8
    assert [v.check.title for v in days.visits if v.clashes] == []
    assert all(v.member_name and v.place for v in days.visits)


def test_documents_stand_at_different_places(ws: Workspace) -> None:
    assert {d.status for d in documents(ws)} == {"to_ask", "asked", "received", "none"}
    assert any(is_overdue(ws, d) for d in documents(ws))
    for document in ws.store.find(DocumentRequest):
        assert document.title
        assert document.asked_of
        for day in (document.asked_on, document.due_on, document.received_on):
            assert iso_day(day) == day


def test_the_landlord_answered_some_prompts(ws: Workspace) -> None:
    given = [p.text for g in self_assessment.groups(ws) for p in g.prompts if p.text]
    assert len(given) == 8
    assert all(any(p.text for p in g.prompts) for g in self_assessment.groups(ws))


# ---- the checks


def test_every_kind_is_done_once_at_least(ws: Workspace) -> None:
    assert {c.template for c in checks(ws, "done")} == {t.id for t in ws.pack.templates}
    assert [c.title for c in checks(ws, "planned")] == [
        "Caretakers and repairs staff",
        "Two homes at Elm Park",
    ]
    for check in checks(ws, "done"):
        assert check.started_at < check.finished_at
        assert check.planned_for == check.started_at[:16]


def test_an_estate_visit_is_going_on(ws: Workspace) -> None:
    maureen = ws.member("Maureen")
    assert maureen is not None
    (visit,) = checks(ws, "started")
    assert (visit.title, visit.assigned_to) == ("Elm Park", maureen.id)
    done = progress(ws, visit).done
    assert 3 <= done < progress(ws, visit).total
    assert visit.resume_item == steps(ws, visit)[done].item.id
    assert visit.last_place


def test_people_agreed_where_the_kind_asks_for_it(ws: Workspace) -> None:
    for check in checks(ws, "done"):
        asks = bool(ws.pack.template(check.template).consent)
        assert bool(check.consent_at and check.consent_how) == asks, check.title
        assert not guided.needs_start_page(ws, check)


def test_fields_fit_and_required_ones_are_filled(ws: Workspace) -> None:
    for check in checks(ws, "done"):
        filled = {f.field_id: f.value for f in ws.store.find(CheckField, check_id=check.id)}
        specs = {f.id: f for f in ws.pack.template(check.template).fields}
        assert set(filled) <= set(specs), check.title
        for spec in specs.values():
            value = filled.get(spec.id, "")
            assert value or not spec.required, spec.id
            assert not value or not spec.choices or value in {c.id for c in spec.choices}, spec.id
            assert spec.answer != "date" or iso_day(value) == value
            assert not value or spec.answer != "number" or value.isdigit()


def test_every_answer_answers_a_question_that_is_asked(ws: Workspace) -> None:
    """No answer is hidden by skip logic, or given twice, or of another scheme."""
    for check in checks(ws, "done") + checks(ws, "started"):
        shown = {(s.item.id, s.asked.entry.id if s.asked.entry else ""): s for s in steps(ws, check)}
        answers = [n for n in ws.store.find(EvidenceNote, check_id=check.id) if n.item_id and not n.speaker]
        places = Counter((n.item_id, n.entry_id) for n in answers)
        assert [place for place, n in places.items() if n > 1] == [], check.title
        assert set(places) <= set(shown), check.title
        for note in answers:
            item = shown[note.item_id, note.entry_id].item
            assert note.scheme == (ws.pack.scheme_for(item).id if note.rating else "")
            if note.rating:
                ws.pack.choice(note.scheme, note.rating)
            known = {c.id for c in item.choices}
            assert not known or set(note.value.split()) <= known, item.id
            assert item.answer != "number" or note.value.isdigit(), item.id
            assert item.answer != "date" or iso_day(note.value) == note.value


def test_most_questions_are_answered_and_the_required_ones_all(ws: Workspace) -> None:
    for check in checks(ws, "done"):
        all_steps = steps(ws, check)
        assert [s.key for s in all_steps if s.is_missing] == [], check.title
        assert [s.key for s in all_steps if s.needs_words] == [], check.title
        assert sum(s.done for s in all_steps) > len(all_steps) / 2, check.title


def test_parts_are_repeated(ws: Workspace) -> None:
    kinds = {ws.need(RealityCheck, e.check_id).template for e in ws.store.find(CheckEntry)}
    assert kinds == {"rc02", "rc06", "rc07", "rc08", "rc11"}
    used = {n.entry_id for n in ws.store.find(EvidenceNote)}
    assert {e.id for e in ws.store.find(CheckEntry)} <= used


# ---- the notes


def test_more_than_150_notes_have_words_and_no_two_are_the_same(ws: Workspace) -> None:
    texts = [n.text for n in ws.store.find(EvidenceNote) if n.text]
    assert len(texts) >= 150
    assert [text for text, n in Counter(texts).items() if n > 1] == []


def test_notes_name_key_questions_areas_and_people_of_the_file(ws: Workspace) -> None:
    team = {m.name for m in ws.store.find(TeamMember)}
    for question in ws.store.find(NoteQuestion):
        ws.pack.question(question.question_id)
    for area in ws.store.find(NoteArea):
        ws.pack.area(area.area_id)
    for check_area in ws.store.find(CheckArea):
        ws.pack.area(check_area.area_id)
    for target in ws.store.find(CheckTarget):
        ws.pack.question(target.question_id)
    asked = {q.note_id for q in ws.store.find(NoteQuestion)}
    for note in ws.store.find(EvidenceNote):
        assert note.author in team
        assert note.how in {h.id for h in ws.pack.how_known}
        assert note.source in {s.id for s in ws.pack.source_groups}
        assert note.id in asked or not note.check_id
        assert note.place or note.prompt_id


def test_people_are_quoted_by_role_and_never_by_name(ws: Workspace) -> None:
    quoted = [n for n in ws.store.find(EvidenceNote) if n.speaker]
    assert len(quoted) >= 15
    names = {m.name for m in ws.store.find(TeamMember)}
    for note in quoted:
        assert note.exact_words
        assert note.how == "told"
        assert not set(re.findall(r"\w+", note.speaker)) & names
        assert note.speaker[0].isupper()
    marked = [n for n in ws.store.find(EvidenceNote) if n.exact_words]
    assert all(n.speaker or "“" in n.text for n in marked)


def test_strengths_and_weaknesses_are_both_there(ws: Workspace) -> None:
    tones = Counter(guided.tone_of(ws.pack, n) for n in ws.store.find(EvidenceNote))
    assert tones["good"] >= 8
    assert tones["ok"] >= 60
    assert tones["weak"] + tones["bad"] >= 35


def test_dates_are_never_in_the_future(ws: Workspace) -> None:
    now = ws.store.now()
    notes = ws.store.find(EvidenceNote)
    assert [n.observed_at for n in notes if n.observed_at > now] == []
    inbox = [n for n in ws.store.find(EvidenceNote, check_id="") if not n.prompt_id]
    assert len(inbox) == 4


# ---- plain words


def sample_words(ws: Workspace) -> list[str]:
    photos = json.loads((resources_dir() / "sample" / "photos.json").read_text("utf-8"))
    return [
        *(n.text for n in ws.store.find(EvidenceNote)),
        *(f.text for f in ws.store.find(Finding)),
        *(j.reason for j in ws.store.find(Judgement)),
        *(p["caption"] for p in photos["photos"].values()),
    ]


def test_sentences_are_short(ws: Workspace) -> None:
    sentences = [s for text in sample_words(ws) for s in re.split(r"(?<=[.!?:])\s+", text) if s]
    assert [s for s in sentences if len(s.split()) > 30] == []
    assert sum(len(s.split()) for s in sentences) / len(sentences) < 13


def test_words_are_typed_as_people_print_them(ws: Workspace) -> None:
    for text in sample_words(ws):
        assert not set("\"'") & set(text), text
        assert text.count("“") == text.count("”"), text
        assert text == text.strip()


def words(ws: Workspace) -> list[str]:
    return [n.text for n in ws.store.find(EvidenceNote)] + [f.text for f in ws.store.find(Finding)]


def test_the_words_are_the_same_each_time(ws: Workspace, tmp_path: Path) -> None:
    again = AppDesk().open_sample(tmp_path)
    try:
        assert words(ws) == words(again)
        assert again.store.path != ws.store.path
    finally:
        again.store.close()


# ---- findings and judgements


def test_every_key_question_has_evidence_of_two_kinds_and_a_finding(ws: Workspace) -> None:
    kinds_of = {c.id: c.template for c in ws.store.find(RealityCheck)}
    notes = {n.id: kinds_of.get(n.check_id, "") for n in ws.store.find(EvidenceNote)}
    for question in ws.pack.key_questions:
        kinds = {notes[q.note_id] for q in ws.store.find(NoteQuestion, question_id=question.id)} - {""}
        assert len(kinds) >= 3, question.id


def test_findings_show_every_flag_once(ws: Workspace) -> None:
    findings = ws.store.find(Finding)
    assert [f.number for f in findings] == list(range(1, 13))
    assert [f.status for f in findings].count("draft") == 1
    final = [f for f in findings if f.status == "final"]
    assert len(final) == 11
    assert [strength_of(ws, f.id).one_source_only for f in final].count(True) == 1
    contradicting = ws.store.find(EvidenceLink, stance="contradicts")
    assert sorted(bool(link.answer) for link in contradicting) == [False, True]
    assert ws.store.count(EvidenceLink, stance="context")
    assert all(strength_of(ws, f.id).supporting for f in findings)
    assert {f.polarity for f in findings} == {"strength", "weakness"}
    assert {f.weight for f in findings} == {"", *WEIGHTS}
    parts = {s.id: s.key_question for s in ws.pack.sub_questions}
    for finding in findings:
        asked = {q.question_id for q in ws.store.find(FindingQuestion, finding_id=finding.id)}
        assert not finding.sub_question or parts[finding.sub_question] in asked


def test_passages_and_photos_are_those_of_the_notes(ws: Workspace) -> None:
    links = [link for link in ws.store.find(EvidenceLink) if link.quote]
    assert len(links) >= 8
    for link in links:
        text = ws.need(EvidenceNote, link.note_id).text
        assert text[link.quote_at :].startswith(link.quote)
    shown = [link for link in ws.store.find(EvidenceLink) if link.attachment_id]
    assert len(shown) >= 4
    for link in shown:
        assert ws.need(Attachment, link.attachment_id).note_id == link.note_id


def test_prompts_figures_drivers_and_an_earlier_view_are_there(ws: Workspace) -> None:
    questions = {p.id: p.key_question for p in ws.pack.prompts}
    for link in ws.store.find(FindingPrompt):
        asked = {q.question_id for q in ws.store.find(FindingQuestion, finding_id=link.finding_id)}
        assert questions[link.prompt_id] in asked
    beside = ws.store.find(FigureLink)
    assert len(beside) == 3
    assert all(ws.store.get(PerformanceIndicator, link.figure_id) for link in beside)
    drivers = [(d.is_barrier, d.scope) for d in ws.store.find(Driver)]
    assert sorted(drivers) == [
        (False, "corporate"),
        (False, "service"),
        (True, "corporate"),
        (True, "service"),
    ]
    (earlier,) = ws.store.find(EarlierView)
    assert (earlier.judgement_id, earlier.rating) == ("j2", "uncertain")
    assert earlier.reason
    assert earlier.because
    assert earlier.decided_at < ws.need(Judgement, "j2").decided_at


def test_findings_of_several_kinds_of_check(ws: Workspace) -> None:
    kinds = [len(strength_of(ws, f.id).kinds) for f in ws.store.find(Finding)]
    assert sum(n >= 3 for n in kinds) >= 8
    assert max(kinds) >= 5


def test_exactly_the_intended_problems_are_open(ws: Workspace) -> None:
    found = [(p.rule, p.level) for p in open_problems(ws)]
    assert sorted(found) == [
        ("contradiction-unanswered", "blocks"),  # the man who waited nine weeks for a door
        ("inbox", "warns"),
        ("one-source-only", "warns"),  # the draft about entrance doors
        ("papers-only", "warns"),  # re-let times: files only
    ]


def test_both_judgements_are_made_and_nothing_blocks(ws: Workspace) -> None:
    made = {j.id: j for j in ws.store.find(Judgement)}
    assert {j.id: j.rating for j in made.values()} == {"j1": "good", "j2": "promising"}
    assert all(j.reason for j in made.values())
    assert {j.judgement_id for j in ws.store.find(JudgementFinding)} == {"j1", "j2"}


# ---- the file


def test_photos_belong_to_notes_and_say_what_they_show(ws: Workspace) -> None:
    photos = [a for a in ws.store.find(Attachment) if a.note_id and not is_text(a)]
    assert len(photos) >= 12
    for photo in photos:
        note = ws.need(EvidenceNote, photo.note_id)
        assert len(photo.caption) > 20
        assert note.observed_at.startswith(photo.taken_at)
        assert len(ws.store.get_blob(photo.sha256)) == photo.size
        assert (photo.width, photo.height) == (640, 480)
    assert len({p.caption for p in photos}) == len(photos)


def test_places_are_near_one_another_in_the_open_sea(ws: Workspace) -> None:
    places = [(a.latitude, a.longitude) for a in ws.store.find(Attachment) if a.latitude is not None]
    assert len(set(places)) >= 12
    sketch = sketch_of(ws, next(c.id for c in checks(ws, "done") if c.title == "Four estates in the east"))
    assert sketch is not None
    assert len(sketch.places) == 9
    assert (sketch.places[0].label, sketch.places[0].photos) == ("Mill Lane, block 2", 3)
    for latitude, longitude in places:
        assert longitude is not None
        assert abs(latitude - 45) < 0.005
        assert abs(longitude + 30) < 0.005


def test_nothing_of_it_is_undone(ws: Workspace) -> None:
    assert ws.store.log.last_undoable() == 0


def test_the_file_verifies(ws: Workspace) -> None:
    assert ws.store.verify() == []


# ---- the case sample


def test_seventy_three_repairs_were_drawn_and_looked_at(ws: Workspace) -> None:
    (kept,) = case_lists.lists(ws)
    assert kept.row_count == 1_240
    assert json.loads(kept.left_out) == ["Tenant name", "Telephone"]
    (sample,) = ws.store.find(Sample)
    cases = sampled_cases.cases_of(ws, sample.id)
    assert {case.status for case in cases} == {TESTED}
    found = sample_results.result(ws, sample.id, "rc06.i18")
    assert (len(cases), found.looked_at, found.replaced) == (73, 73, 1)
    assert 50 < found.hits < 70
    [kept_note] = ws.store.find(EvidenceNote, check_id=sample.check_id, item_id="")
    assert kept_note.text.startswith(sample_results.words(found)[0])
    assert sampling.verify(ws, sample.id) == []


def test_a_stranger_with_the_list_draws_the_same_repairs(ws: Workspace) -> None:
    (sample,) = ws.store.find(Sample)
    table = RepairTable(
        path=Path("x.csv"), columns=COLUMNS, header=1, today=date.fromisoformat(Days(ws.store.now()).day(0))
    )
    assert sampling.verify(ws, sample.id, table) == []
    later = replace(table, today=table.today + timedelta(days=1))
    assert sampling.verify(ws, sample.id, later) == ["Case 1 differs in the column “Reported”."]


def test_each_late_repair_says_how_late_it_was(ws: Workspace) -> None:
    for case in ws.store.find(SampledCase, status=TESTED):
        [(_, _, took)] = sampled_cases.days_of(ws, case)
        target = TARGETS[sampling.cells_of(case)["Priority"]]
        entry = sampled_cases.entry_of(case)
        check_id = ws.need(Sample, case.sample_id).check_id
        [note] = ws.store.find(EvidenceNote, check_id=check_id, entry_id=entry, item_id=ASKED)
        assert note.rating == ("yes" if took <= target else "no")
        assert (f"after {took} days" in note.text) == (took > target)
