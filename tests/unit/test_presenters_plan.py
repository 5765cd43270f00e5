"""What the pages of the plan decide, with the real store and without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.shell import ShellLog
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.errors import InputError, StorageError
from tia_desktop.domain.records import CheckTarget, RealityCheck, TeamMember
from tia_desktop.services import capture, checklist, documents, guided, plan, self_assessment, team
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.days import read_day, read_time
from tia_desktop.ui.saving import Saved, read_number, save
from tia_desktop.ui.screens.plan.presenter import (
    AssessmentPresenter,
    CheckPresenter,
    ChecksPresenter,
    DocumentsPresenter,
    FactsPresenter,
    ProgrammePresenter,
    TeamPresenter,
)
from tia_desktop.ui.screens.plan.team_presenter import MemberForm
from tia_desktop.ui.screens.plan.times import clock_words, moved, typed, when_words

OWN = "guidance para 35"


class Asking:
    """A programme view that answers with a path."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def ask_path(self, suggestion: Path) -> Path | None:
        self.suggestion = suggestion
        return self.path


@pytest.fixture
def shell() -> ShellLog:
    return ShellLog()


@pytest.fixture
def context(ws: Workspace, shell: ShellLog) -> ScreenContext:
    return ScreenContext(AppDesk(), shell, ws)


# ---- days and times as people type them


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("12 May 2026", "2026-05-12"),
        ("1st sept 2026", "2026-09-01"),
        ("12/5/26", "2026-05-12"),
        ("12.05.2026", "2026-05-12"),
        ("2026-05-12", "2026-05-12"),
        ("29 February 2028", "2028-02-29"),
        ("  ", ""),
    ],
)
def test_a_date_is_read_however_it_is_typed(text: str, iso: str) -> None:
    assert read_day(text) == iso


@pytest.mark.parametrize("text", ["soon", "31 April 2026", "29/2/2027", "May", "12 May", "1 2 3 4", "-"])
def test_what_is_no_date_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match="such as 12 May 2026"):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "clock"),
    [("9:30", "09:30"), ("9.30", "09:30"), ("0930", "09:30"), ("930", "09:30"), ("9", "09:00"),
     ("2 pm", "14:00"), ("2.15 p.m.", "14:15"), ("12 am", "00:00"), ("14:05", "14:05"), ("", "")],
)  # fmt: skip
def test_a_time_is_read_however_it_is_typed(text: str, clock: str) -> None:
    assert read_time(text) == clock


@pytest.mark.parametrize("text", ["noon", "25:00", "9:75", "9:3", "1:2:3", "-1"])
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match="such as 9:30"):
        read_time(text)


def test_when_a_check_is_follows_one_field_at_a_time() -> None:
    check = RealityCheck(id="x")
    assert moved(check, "day", "12 May 2026") == ("2026-05-12", "")
    with pytest.raises(InputError, match="which day"):
        moved(check, "start", "9:30")
    check = RealityCheck(id="x", planned_for="2026-05-12")
    assert moved(check, "start", "9:30") == ("2026-05-12T09:30", "")
    assert moved(check, "end", "14 May 2026") == ("2026-05-12", "2026-05-14")
    with pytest.raises(InputError, match="what time it starts"):
        moved(check, "end", "11:00")
    with pytest.raises(InputError, match="not a date"):
        moved(check, "end", "later")
    check = RealityCheck(id="x", planned_for="2026-05-12T09:30", planned_until="2026-05-12T11:00")
    assert typed(check) == {"day": "12 May 2026", "start": "09:30", "end": "11:00"}
    assert moved(check, "day", "13 May 2026") == ("2026-05-13T09:30", "2026-05-13T11:00")
    assert moved(check, "start", "") == ("2026-05-12", "")
    assert moved(check, "end", "12:15") == ("2026-05-12T09:30", "2026-05-12T12:15")
    assert moved(check, "day", "") == ("", "")
    spell = RealityCheck(id="x", planned_for="2026-05-12", planned_until="2026-05-14")
    assert moved(spell, "start", "9:30") == ("2026-05-12T09:30", "")
    with pytest.raises(InputError, match="not a time"):
        moved(check, "end", "whenever")


def test_a_visit_over_night_names_its_last_day_and_keeps_its_length() -> None:
    check = RealityCheck(id="x", planned_for="2026-05-12T09:00", planned_until="2026-05-13T16:00")
    assert typed(check)["end"] == "13 May 2026, 16:00"
    assert clock_words(check.planned_for, check.planned_until) == "9:00 to 13 May 2026, 16:00"
    assert when_words(check) == "12 May 2026, 9:00 to 13 May 2026, 16:00"
    later = clock_words(check.planned_for, check.planned_until, "2026-05-13")
    assert later == "12 May 2026, 9:00 to 13 May 2026, 16:00"
    assert moved(check, "day", "30 May 2026") == ("2026-05-30T09:00", "2026-05-31T16:00")
    assert moved(check, "start", "10") == ("2026-05-12T10:00", "2026-05-13T16:00")
    assert moved(check, "start", "") == ("2026-05-12", "2026-05-13")
    for text in ("14 May 2026, 9.30", "14 May 2026 09:30", "14/5/26,9.30 am"):
        assert moved(check, "end", text) == ("2026-05-12T09:00", "2026-05-14T09:30")
    assert moved(check, "end", "17:00") == ("2026-05-12T09:00", "2026-05-12T17:00")
    assert moved(check, "end", "") == ("2026-05-12T09:00", "")
    with pytest.raises(InputError, match="such as 14 May 2026, 16:00"):
        moved(check, "end", "14 May 2026")
    spell = RealityCheck(id="x", planned_for="2026-05-12", planned_until="2026-05-14")
    assert moved(spell, "day", "20 May 2026") == ("2026-05-20", "2026-05-22")
    odd = RealityCheck(id="x", planned_for="soon", planned_until="later")
    assert moved(odd, "day", "20 May 2026") == ("2026-05-20", "")


def test_when_in_words() -> None:
    assert clock_words("2026-05-12", "") == "all day"
    assert clock_words("2026-05-12", "2026-05-14") == "until 14 May 2026"
    assert clock_words("2026-05-12T09:30", "") == "from 9:30"
    assert clock_words("2026-05-12T09:30", "2026-05-12T11:00") == "9:30 to 11:00"
    assert when_words(RealityCheck(id="x")) == ""
    assert when_words(RealityCheck(id="x", planned_for="2026-05-12")) == "12 May 2026"
    assert when_words(RealityCheck(id="x", planned_for="2026-05-12T09:30")) == "12 May 2026, from 9:30"


# ---- saving


def test_a_refusal_is_said_and_what_the_disk_refuses_is_shown(shell: ShellLog) -> None:
    def refuse() -> None:
        raise InputError("Write a name.")

    def full() -> None:
        raise StorageError("The disk is full.")

    assert save(shell, refuse) == Saved(False, "Write a name.")
    assert shell.errors == []
    assert save(shell, full) == Saved(False)
    assert [error.sentence for error in shell.errors] == ["The disk is full."]


def test_numbers() -> None:
    assert read_number(" 6,400 ", most=10_000) == 6400
    assert read_number("", most=10) is None
    for text in ("many", "-1", "1.5", "11", "²"):
        with pytest.raises(InputError, match="whole number up to 10"):
            read_number(text, most=10)


# ---- the inspection


def test_each_clock_runs_from_its_own_start(context: ScreenContext) -> None:
    facts = FactsPresenter(context)
    before = {line.event: line.lines[0] for line in facts.days()}
    assert before["almo_started"] == (
        "6 months or more from this day: the first inspection starts (paras 96, 112)."
    )
    assert before["team_on_site"] == "10 to 16 weeks from this day: the final report (para 113)."
    assert facts.set_day("almo_started", "5 September 2025").ok
    assert facts.set_day("team_on_site", "9/11/2026").ok
    after = {line.event: line for line in facts.days()}
    assert after["almo_started"].day == "5 September 2025"
    assert " ".join(after["almo_started"].lines) == (
        "From 5 September 2025 this allows: the first inspection starts, on 5 March 2026 or later "
        "(paras 96, 112)."
    )
    assert " ".join(after["team_on_site"].lines) == (
        "From 9 November 2026 this allows: the final report, from 18 January 2027 to 1 March 2027 (para 113)."
    )
    assert after["report_published"].day == ""


def test_a_wrong_date_is_refused_and_nothing_changes(context: ScreenContext) -> None:
    facts = FactsPresenter(context)
    facts.set_day("team_on_site", "9 November 2026")
    result = facts.set_day("team_on_site", "Tuesday")
    assert not result.ok
    assert "“Tuesday” is not a date" in result.sentence
    assert {x.event: x.day for x in facts.days()}["team_on_site"] == "9 November 2026"


def test_the_landlord_of_an_adviser_is_refused(context: ScreenContext, ws: Workspace) -> None:
    team.add_member(ws, "Maureen", "tia", rents_from="Hillside Homes")
    result = FactsPresenter(context).set_fact("landlord", "Hillside Homes")
    assert OWN in result.sentence
    assert ws.inspection.landlord == "Riverside Homes (sample)"


def test_the_kind_of_inspection_says_what_it_changes(context: ScreenContext) -> None:
    facts = FactsPresenter(context)
    assert facts.changes() == []
    assert facts.meaning("scope") == "Everything is looked at and judged."
    facts.set_fact("scope", "re-inspection")
    facts.set_fact("body", "tmo")
    sources = [source for _, source in facts.changes()]
    assert sources == ["Guidance para 118", "Guidance para 105"]
    assert facts.set_fact("homes", "6400").ok
    assert facts.homes() == "6,400"
    assert "not a number of homes" in facts.set_fact("homes", "many").sentence


def test_the_last_area_stays_in(context: ScreenContext) -> None:
    facts = FactsPresenter(context)
    results = [facts.set_depth(area.area_id, "out") for area in facts.areas()]
    assert [result.ok for result in results] == [True, True, True, False]
    assert [area.depth for area in facts.areas()] == ["out", "out", "out", "full"]


# ---- the team


def test_adding_somebody_says_so_and_takes_the_warnings_away(
    context: ScreenContext, shell: ShellLog, ws: Workspace
) -> None:
    people = TeamPresenter(context)
    assert ("Guidance paras 35, 111") in [source for _, source in people.missing()]
    assert people.add(MemberForm("Ruth", "lead", "North", inspected_before=True)).ok
    assert people.add(MemberForm("Maureen", "tia", "East", "Hillside Council")).ok
    assert people.missing() == []
    assert shell.notices()[0] == "Added Ruth, lead inspector."
    assert [line.name for line in people.members()] == ["Ruth", "Maureen"]
    assert people.members()[1].details == (
        "Tenant inspection adviser · East · rents from Hillside Council · no check yet"
    )


def test_an_adviser_who_rents_here_is_refused_when_added_and_when_changed(
    context: ScreenContext, ws: Workspace
) -> None:
    people = TeamPresenter(context)
    assert OWN in people.add(MemberForm("Joe", "tia", rents_from="riverside homes")).sentence
    assert people.members() == []
    assert people.add(MemberForm("Joe", "inspector", rents_from="Riverside Homes")).ok
    joe = people.members()[0].member_id
    assert OWN in people.change(joe, "role", "tia").sentence
    member = people.member(joe)
    assert member is not None
    assert member.role == "inspector"
    assert people.change(joe, "rents_from", "").ok
    assert people.change(joe, "role", "tia").ok
    assert OWN in people.change(joe, "rents_from", "Riverside Homes").sentence


def test_somebody_with_checks_stays(context: ScreenContext, shell: ShellLog, ws: Workspace) -> None:
    people = TeamPresenter(context)
    people.add(MemberForm("Dev", "inspector"))
    dev = people.members()[0].member_id
    plan.add_check(ws, "rc07", "Elm Park", assigned_to="Dev")
    assert "still has 1 check" in people.remove(dev).sentence
    plan.change_check(ws, ws.store.find(RealityCheck)[0].id, assigned_to="")
    assert people.remove(dev).ok
    assert shell.notices()[-1] == "Dev is off the team. Undo brings them back."
    assert ws.store.count(TeamMember) == 0


# ---- checks and coverage


def test_a_gap_becomes_a_check_and_the_check_opens(context: ScreenContext, shell: ShellLog) -> None:
    checks = ChecksPresenter(context)
    row = checks.kinds_coverage.rows.index("rc05")
    checks.choose("kinds", row, 3)
    assert "Planned: Office visit" in shell.notices()[0]
    checks.load()
    [check] = context.ws.store.find(RealityCheck)
    assert checks.kinds_coverage.cells["rc05", checks.kinds_coverage.columns[3]].target == 1
    checks.choose("kinds", row, 3)
    assert shell.went() == [("plan", {"check_id": check.id})]
    assert context.ws.store.count(RealityCheck) == 1


def test_a_gap_of_an_area_becomes_a_check_of_that_area(context: ScreenContext, shell: ShellLog) -> None:
    checks = ChecksPresenter(context)
    gaps = checks.gaps("areas")
    assert gaps[0].details == "Homes and investment. Nothing is planned."
    checks.choose("areas", gaps[0].row, gaps[0].column)
    [check] = context.ws.store.find(RealityCheck)
    assert plan.areas_of(context.ws, check.id) == (checks.areas_coverage.columns[0],)
    checks.load()
    again = next(g for g in checks.gaps("areas") if (g.row, g.column) == (gaps[0].row, gaps[0].column))
    assert again.planned
    assert again.details == f"Homes and investment. Planned: 1 note, none yet: {check.title}"


def test_a_gap_that_no_open_check_will_close_comes_first(context: ScreenContext, ws: Workspace) -> None:
    done = plan.add_check(ws, "rc07", "Elm Park", targets={"j1.kq2": 2})
    plan.add_check(ws, "rc08", "Ash Court", targets={"j1.kq2": 2})
    guided.begin_check(ws, done)
    guided.finish_check(ws, done)
    gaps = ChecksPresenter(context).gaps("kinds")
    assert [gap.planned for gap in gaps] == [False, True]
    assert gaps[0].details == "Estate visits. 2 notes wanted, no check planned."
    assert gaps[1].details == "Home visits. Planned: 2 notes, none yet: Ash Court"


def test_a_full_cell_leads_to_its_notes(context: ScreenContext, shell: ShellLog, ws: Workspace) -> None:
    check = plan.add_check(ws, "rc07", "Elm Park", targets={"j1.kq2": 1})
    capture.add_note(ws, capture.NoteDraft(text="Clean.", check_id=check, questions=["j1.kq2"]))
    checks = ChecksPresenter(context)
    checks.choose("kinds", checks.kinds_coverage.rows.index("rc07"), 1)
    assert shell.went() == [("findings", {"template": "rc07", "question_id": "j1.kq2"})]


def test_a_check_is_added_from_its_template(context: ScreenContext, shell: ShellLog, ws: Workspace) -> None:
    checks = ChecksPresenter(context)
    assert "title" in checks.add("rc07", " ").sentence
    assert checks.add("rc07", "Elm Park").ok
    [check] = ws.store.find(RealityCheck)
    assert shell.went() == [("plan", {"check_id": check.id})]
    checks.load()
    [kind] = checks.lines()
    assert kind.kind == "Estate visits"
    wanted = sum(t.target for t in ws.store.find(CheckTarget))
    assert kind.checks[0].details == f"Not started · nobody yet · no day yet · {wanted} notes wanted"
    assert checks.summary() == f"1 check · 0 done · {wanted} notes wanted · 1 without a day"


# ---- one check


def test_targets_and_areas_of_a_check(context: ScreenContext, ws: Workspace) -> None:
    one = CheckPresenter(context, plan.add_check(ws, "rc07", "Elm Park", targets={"j1.kq2": 2}))
    assert one.set_target("j1.kq1", "3").ok
    assert one.set_target("j1.kq2", "").ok
    assert [line.number for line in one.targets()] == ["3", "", "", "", "", ""]
    assert "whole number" in one.set_target("j1.kq1", "a few").sentence
    assert one.set_areas(["estate"]).ok
    assert one.chosen_areas() == ["estate"]


def test_the_checklist_keeps_what_is_left_out_in_its_place(context: ScreenContext, ws: Workspace) -> None:
    one = CheckPresenter(context, plan.add_check(ws, "rc07", "Elm Park"))
    ids = [x.item_id for part in one.items() for x in part.items]
    assert one.leave_out(ids[1], out=True).ok
    assert [x.item_id for part in one.items() for x in part.items] == ids
    line = one.item(ids[1])
    assert line is not None
    assert (line.out, line.details) == (True, "left out")
    assert one.summary() == f"{len(ids) - 1} questions · 1 left out"
    assert one.leave_out(ids[1], out=False).ok
    assert one.move(ids[0], 1).ok
    assert [x.item_id for part in one.items() for x in part.items][:2] == [ids[1], ids[0]]
    assert one.leave_out(ids[1], out=True).ok
    assert [x.item_id for part in one.items() for x in part.items][:2] == [ids[1], ids[0]]


def test_our_own_words_and_questions(context: ScreenContext, ws: Workspace) -> None:
    one = CheckPresenter(context, plan.add_check(ws, "rc07", "Elm Park"))
    first = one.items()[0].items[0]
    assert one.reword(first.item_id, "question", "Does the main door shut by itself?").ok
    assert one.reword(first.item_id, "look_for", "Let go of it.").ok
    line = one.item(first.item_id)
    assert line is not None
    assert (line.question, line.look_for, line.reworded) == (
        "Does the main door shut by itself?", "Let go of it.", True,
    )  # fmt: skip
    one.reword(first.item_id, "question", "")
    one.reword(first.item_id, "look_for", "")
    assert one.item(first.item_id) == first
    assert "Write the question" in one.add_item(" ", "text").sentence
    assert one.add_item("Is the playground open?", "yes_no_na").ok
    last = one.items()[-1].items[-1]
    assert (last.question, last.own, last.details) == ("Is the playground open?", True, "our own question")
    assert "Write the question" in one.reword(last.item_id, "question", "").sentence
    assert checklist.tailored(ws, one.check)[-1].id == last.item_id


def test_a_check_is_taken_out_of_the_plan(context: ScreenContext, shell: ShellLog, ws: Workspace) -> None:
    one = CheckPresenter(context, plan.add_check(ws, "rc07", "Elm Park"))
    one.remove()
    assert ws.store.count(RealityCheck) == 0
    assert shell.went() == [("plan", {"page": "checks"})]
    assert shell.notices() == ["“Elm Park” is out of the plan. Undo brings it back."]


# ---- the programme


def test_the_programme_says_what_clashes(context: ScreenContext, ws: Workspace, tmp_path: Path) -> None:
    team.add_member(ws, "Ruth", "lead")
    elm = plan.add_check(ws, "rc07", "Elm Park", assigned_to="Ruth", place="Block C")
    ash = plan.add_check(ws, "rc08", "Ash Court", assigned_to="Ruth")
    programme = ProgrammePresenter(context, Asking(None))
    assert programme.days()[0].title == "No day yet"
    assert not programme.has_visits()
    for check in (elm, ash):
        assert programme.set_when(check, "day", "16 November 2026").ok
        assert programme.set_when(check, "start", "9:30").ok
        assert programme.set_when(check, "end", "11:00").ok
    [day] = programme.days()
    assert day.title == "Monday 16 November 2026"
    assert day.visits[0].words == "9:30 to 11:00 · Elm Park"
    assert day.visits[0].details == "Clash with “Ash Court” · Ruth · Estate visit · Block C"
    assert programme.summary() == "1 day · 2 visits · 2 visits clash"
    assert programme.clash_words(elm) == (
        "Ruth is at “Ash Court” at the same time. Change the time or the person."
    )
    assert programme.set_when(ash, "start", "11:00").ok  # and so it ends at 12:30
    assert programme.set_when(ash, "end", "10:00").sentence.startswith("The check ends before it starts")
    assert programme.clash_words(elm) == ""
    assert programme.summary() == "1 day · 2 visits"


def test_the_calendar_file(context: ScreenContext, shell: ShellLog, ws: Workspace, tmp_path: Path) -> None:
    view = Asking(None)
    programme = ProgrammePresenter(context, view)
    plan.add_check(ws, "rc07", "Elm Park", planned_for="2026-11-16")
    programme.export()
    assert view.suggestion.name == "Riverside Homes sample visits.ics"
    assert shell.notices() == []
    view.path = tmp_path / "visits.ics"
    programme.export()
    assert "BEGIN:VEVENT" in view.path.read_text(encoding="utf-8")
    assert "calendar file is written" in shell.notices()[0]


# ---- documents


def test_documents_with_what_is_overdue_first(context: ScreenContext, shell: ShellLog, ws: Workspace) -> None:
    papers = DocumentsPresenter(context)
    usual = len(papers.suggestions())
    papers.add_suggested()
    assert shell.notices() == [f"{usual} documents were added."]
    assert papers.suggestions() == []
    last = papers.lines()[-1]
    assert papers.change(last.document_id, "due_on", "1 January 2020").ok
    assert papers.change(last.document_id, "asked_of", "board secretary").ok
    assert papers.lines()[0].document_id == last.document_id
    assert papers.lines()[0].details == (
        "Overdue · Not asked yet · from the board secretary · due 1 January 2020"
    )
    assert papers.summary() == f"0 of {usual} received · 1 overdue"
    assert papers.change(last.document_id, "status", "received").ok
    assert papers.summary() == f"1 of {usual} received"
    assert "not a date" in papers.change(last.document_id, "received_on", "soon").sentence
    papers.remove(last.document_id)
    assert papers.document(last.document_id) is None


def test_a_document_of_our_own(context: ScreenContext, ws: Workspace) -> None:
    papers = DocumentsPresenter(context)
    assert "title" in papers.add("", "", "").sentence
    late = papers.add("Repairs log", "", "soon")
    assert (late.field, "not a date" in late.sentence) == ("due_on", True)
    assert papers.add("Repairs log", "repairs manager", "1 December 2026").ok
    assert "already" in papers.add("repairs LOG", "", "").sentence
    assert [d.title for d in documents.documents(ws)] == ["Repairs log"]


# ---- self-assessment


def test_answers_are_counted_and_the_next_open_prompt_follows(context: ScreenContext, ws: Workspace) -> None:
    assessment = AssessmentPresenter(context)
    done, total = assessment.progress()
    assert (done, total) == (0, 53)
    first, second = (p.prompt_id for p in assessment.groups()[0].prompts[:2])
    assessment.type_answer(second, "We meet every month. " * 20)
    assessment.load()
    assert assessment.progress_words() == "1 of 53 answered"
    line = assessment.groups()[0].prompts[1]
    assert line.done
    assert line.answer.endswith("…")
    assert assessment.next_open(first) == assessment.groups()[0].prompts[2].prompt_id
    last = assessment.groups()[-1].prompts[-1].prompt_id
    assert assessment.next_open(last) == first
    assert " · 1 of " in assessment.groups()[0].title


def test_there_is_no_next_prompt_when_all_are_answered(context: ScreenContext, ws: Workspace) -> None:
    for group in self_assessment.groups(ws):
        for prompt in group.prompts:
            self_assessment.answer(ws, prompt.prompt.id, "Yes.")
    assessment = AssessmentPresenter(context)
    assert assessment.progress() == (53, 53)
    assert assessment.next_open(assessment.groups()[0].prompts[0].prompt_id) == ""


def test_a_visit_that_begins_after_its_old_end_takes_as_long_as_before() -> None:
    check = RealityCheck(id="c", planned_for="2026-05-12T10:00", planned_until="2026-05-12T11:30")
    assert moved(check, "start", "14") == ("2026-05-12T14:00", "2026-05-12T15:30")
    assert moved(check, "start", "11:00") == ("2026-05-12T11:00", "2026-05-12T11:30")
    assert moved(check, "start", "11:30") == ("2026-05-12T11:30", "2026-05-12T13:00")
    assert moved(check, "start", "23:00") == ("2026-05-12T23:00", "2026-05-13T00:30")
    odd = RealityCheck(id="c", planned_for="2026-05-12T10:00", planned_until="2026-05-12T11:99")
    assert moved(odd, "start", "14:00") == ("2026-05-12T14:00", "")
