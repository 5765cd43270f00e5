"""The overview's decisions, with the real store and without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.shell import ShellLog
from tests.helpers.stores import fill_sample
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.changes import Edit, canonical
from tia_desktop.domain.conclude_records import Release
from tia_desktop.domain.records import CheckTarget, RealityCheck, Scalar
from tia_desktop.services import capture, conclude, coverage, guided, judging, plan, releasing, team
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.checklist import Asked
from tia_desktop.services.readiness import open_problems
from tia_desktop.services.today import ORDER, Done, PersonToday
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.problems import counts, target_of
from tia_desktop.ui.screens.overview.done_words import done_words
from tia_desktop.ui.screens.overview.numbers import read_numbers
from tia_desktop.ui.screens.overview.presenter import OverviewPresenter


@pytest.fixture
def shell() -> ShellLog:
    return ShellLog()


def overview(ws: Workspace, shell: ShellLog) -> OverviewPresenter:
    made = OverviewPresenter(ScreenContext(AppDesk(), shell, ws))
    made.numbers = read_numbers(ws)
    return made


def load(presenter: OverviewPresenter, ws: Workspace) -> None:
    """Show what is stored now."""
    presenter.load()
    presenter.numbers = read_numbers(ws)


def test_the_main_action_follows_the_work(ws: Workspace, shell: ShellLog) -> None:
    presenter = overview(ws, shell)
    assert presenter.main_action().words == "Plan the first check"
    check = plan.add_check(ws, "rc07", "Elm Park")
    load(presenter, ws)
    assert presenter.main_action().words == "Start estate visit: Elm Park"
    guided.begin_check(ws, check)
    load(presenter, ws)
    assert presenter.main_action().words == "Continue estate visit: Elm Park"
    presenter.start()
    assert shell.went() == [("capture", {"check_id": check})]
    guided.finish_check(ws, check)
    load(presenter, ws)
    assert presenter.main_action().screen == "findings"


def test_ones_own_check_comes_before_those_of_others(ws: Workspace, shell: ShellLog) -> None:
    team.add_member(ws, "Ruth", "lead")
    plan.add_check(ws, "rc07", "Elm Park", planned_for="2026-05-01")
    plan.add_check(ws, "rc08", "Ash Court", assigned_to="Ruth", planned_for="2026-05-20")
    ws.author = "Ruth"
    assert overview(ws, shell).main_action().words == "Start home visit: Ash Court"


def test_the_journey_of_an_empty_inspection(ws: Workspace, shell: ShellLog) -> None:
    steps = overview(ws, shell).journey()
    assert [step.words for step in steps] == [
        "Plan", "Collect evidence", "Findings", "Judgement", "Moderation", "Report", "Action plan",
    ]  # fmt: skip
    assert {step.state for step in steps} == {"circle"}
    assert {step.detail for step in steps} == {"not yet"}


def test_the_journey_of_the_sample(ws: Workspace, shell: ShellLog) -> None:
    fill_sample(ws)
    presenter = overview(ws, shell)
    steps = {step.words: step for step in presenter.journey()}
    assert steps["Plan"].state == "done"
    found = presenter.coverage
    assert found.filled < found.notes  # more than enough in one place fills no other
    assert steps["Collect evidence"].detail == f"{found.filled} of {found.wanted}"
    assert (steps["Findings"].state, steps["Findings"].detail) == ("half", "12")  # one is a draft
    assert (steps["Judgement"].state, steps["Judgement"].detail) == ("done", "made")
    assert steps["Moderation"].detail == "not yet"


def test_a_cell_says_what_is_in_it(ws: Workspace, shell: ShellLog) -> None:
    check = plan.add_check(ws, "rc07", "Elm Park", targets={"j1.kq2": 3})
    visit = ws.need(RealityCheck, check)
    items = ws.pack.template("rc07").items
    view = [i for i in items if ws.pack.scheme_for(i).id == "view" and "j1.kq2" in i.key_questions]
    for item, rating in zip(view, ("good", "weak"), strict=False):
        choices = {c.tone: c.id for c in ws.pack.scheme_for(item).choices}
        guided.answer(ws, visit, Asked(item), rating=choices[rating])
    matrix = overview(ws, shell).matrix()
    row = [t.id for t in ws.pack.templates].index("rc07")
    assert matrix.said(row, 1) == (
        "Estate visits, 2. Does it meet them? 2 of 3 notes, 1 strength, 1 weakness, gap."
    )
    assert matrix.said(0, 0) == "Board interviews, 1. Are the aims clear? Not planned."


def test_a_cell_with_notes_leads_to_them(ws: Workspace, shell: ShellLog) -> None:
    check = plan.add_check(ws, "rc07", "Elm Park")
    capture.add_note(ws, NoteDraft(text="Bins overflow.", check_id=check, questions=["j1.kq2"]))
    presenter = overview(ws, shell)
    row = presenter.coverage.rows.index("rc07")
    presenter.open_cell(row, presenter.coverage.columns.index("j1.kq2"))
    assert shell.went() == [("findings", {"template": "rc07", "question_id": "j1.kq2"})]


def test_a_gap_opens_the_check_that_is_planned_for_it(ws: Workspace, shell: ShellLog) -> None:
    check = plan.add_check(ws, "rc09", "Caretakers")
    presenter = overview(ws, shell)
    gap = presenter.gaps()[0]
    assert gap.second == "Staff focus groups. Planned: 2 notes, none yet."
    presenter.close_gap(gap.template, gap.question_id)
    assert shell.went() == [("capture", {"check_id": check})]
    assert ws.store.count(RealityCheck) == 1


def test_a_gap_without_a_check_plans_one(ws: Workspace, shell: ShellLog) -> None:
    presenter = overview(ws, shell)
    presenter.open_cell(presenter.coverage.rows.index("rc05"), presenter.coverage.columns.index("j2.kq1"))
    [check] = ws.store.find(RealityCheck)
    [target] = ws.store.find(CheckTarget)
    assert (check.template, check.status) == ("rc05", "planned")
    assert (target.question_id, target.target) == ("j2.kq1", 1)
    assert shell.went() == [("collect", {"check_id": check.id})]
    assert "Office visit" in shell.notices()[0]


def test_nothing_is_planned_in_a_file_that_can_only_be_read(tmp_path: Path, shell: ShellLog) -> None:
    desk = AppDesk()
    made = desk.open_sample(tmp_path)
    path = made.store.path
    made.store.close()
    ws = desk.open(path, read_only=True)
    before = ws.store.count(RealityCheck)
    presenter = overview(ws, shell)
    empty = presenter.coverage.columns.index("j2.kq3")
    presenter.open_cell(presenter.coverage.rows.index("rc05"), empty)
    assert ws.store.count(RealityCheck) == before
    assert shell.notices() == [ws.store.read_only_reason]
    ws.store.close()


def test_the_team_and_what_they_do(ws: Workspace, shell: ShellLog) -> None:
    fill_sample(ws)
    people = {person.who: person.what for person in overview(ws, shell).team()}
    assert people["Dev (inspector)"] == "No check open"
    assert people["Ruth (lead)"].startswith("Caretakers and repairs staff, ")
    total = len(ws.pack.template("rc07").items)
    assert people["Maureen (adviser)"] == f"Elm Park · 6 of {total}"


def test_every_problem_of_the_sample_leads_somewhere(ws: Workspace, shell: ShellLog) -> None:
    fill_sample(ws)
    presenter = overview(ws, shell)
    problems = open_problems(ws)
    blocks = sum(p.level == "blocks" for p in problems)
    said = f"{len(problems) - blocks} warnings"
    assert counts(problems) == (f"{blocks} must be put right · {said}" if blocks else said)
    for problem in problems:
        assert target_of(ws, problem) is not None, problem.rule
    finding = next(p for p in problems if p.rule == "one-source-only")
    presenter.jump(finding)
    assert shell.went() == [("findings", {"finding_id": finding.record_id, "evidence": True})]


def test_a_problem_of_the_team_leads_to_the_team(ws: Workspace, shell: ShellLog) -> None:
    presenter = overview(ws, shell)
    nobody = next(p for p in open_problems(ws) if p.rule == "no-adviser")
    assert presenter.leads(nobody)
    presenter.jump(nobody)
    assert shell.went() == [("plan", {"page": "team"})]


def test_a_gap_says_what_is_planned_and_what_is_done(ws: Workspace, shell: ShellLog) -> None:
    done = plan.add_check(ws, "rc05", "North office", targets={"j1.kq2": 2})
    plan.add_check(ws, "rc01", "The chair", targets={"j1.kq1": 2})
    guided.finish_check(ws, done)
    presenter = overview(ws, shell)
    assert [(g.second, bool(g.check_id)) for g in presenter.gaps()] == [
        ("Office visits. 2 notes wanted, no check planned.", False),  # first: nobody will bring it
        ("Board interviews. Planned: 2 notes, none yet.", True),
    ]
    gap = presenter.gaps()[0]
    presenter.close_gap(gap.template, gap.question_id)
    load(presenter, ws)
    made = next(c for c in ws.store.find(RealityCheck) if c.template == "rc05" and c.id != done)
    assert shell.went() == [("collect", {"check_id": made.id})]
    again = next(g for g in presenter.gaps() if g.template == "rc05")
    assert (again.second, again.check_id) == ("Office visits. Planned: 2 notes, none yet.", made.id)
    presenter.close_gap(again.template, again.question_id)
    assert shell.went()[-1] == ("capture", {"check_id": made.id})
    assert ws.store.count(RealityCheck) == 3
    capture.add_note(ws, NoteDraft(text="Long queues.", check_id=made.id, questions=["j1.kq2"]))
    load(presenter, ws)
    assert "Office visits. Planned: 2 notes, 1 so far." in [g.second for g in presenter.gaps()]


def test_a_check_of_the_kind_for_another_question_closes_no_gap(ws: Workspace, shell: ShellLog) -> None:
    plan.add_check(ws, "rc05", "North office", targets={"j1.kq1": 1})
    overview(ws, shell).close_gap("rc05", "j2.kq1")
    assert ws.store.count(RealityCheck) == 2
    assert shell.went()[0][0] == "collect"


def test_what_is_begun_comes_before_what_is_planned(ws: Workspace) -> None:
    plan.add_check(ws, "rc07", "Late", planned_for="2026-06-01", targets={"j1.kq2": 1}, areas=["estate"])
    early = plan.add_check(ws, "rc07", "Early", planned_for="2026-05-01", targets={"j1.kq2": 1}, areas=())
    begun = plan.add_check(ws, "rc07", "Begun", targets={"j1.kq2": 1}, areas=())
    plan.add_check(ws, "rc07", "No note wanted", targets={"j1.kq2": 0})

    def found() -> RealityCheck | None:
        return coverage.OpenChecks(ws).for_kind("rc07", "j1.kq2")

    assert found() == ws.need(RealityCheck, early)
    guided.begin_check(ws, begun)
    assert found() == ws.need(RealityCheck, begun)
    late = coverage.OpenChecks(ws).for_area("j1.kq2", "estate")
    assert late is not None
    assert late.title == "Late"
    assert coverage.OpenChecks(ws).for_area("j1.kq2", "rent") is None


def step(presenter: OverviewPresenter, words: str) -> tuple[str, str]:
    return next((s.state, s.detail) for s in presenter.journey() if s.words == words)


def test_findings_are_done_when_every_question_has_a_final_one(ws: Workspace, shell: ShellLog) -> None:
    presenter = overview(ws, shell)
    note = capture.add_note(ws, NoteDraft(text="Lifts work."))
    questions = [q.id for q in ws.pack.key_questions]
    finding = conclude.record_finding(ws, "Lifts work.", "strength", questions[:2], notes=[note])
    assert step(presenter, "Findings") == ("half", f"2 of {len(questions)} questions")
    conclude.set_finding_questions(ws, finding, questions)
    assert step(presenter, "Findings") == ("done", "1")
    conclude.record_finding(ws, "Doors work.", "strength", questions[:1], notes=[note], draft=True)
    assert step(presenter, "Findings") == ("half", "2")


def test_the_judgement_is_half_made_made_released_and_changed_since(ws: Workspace, shell: ShellLog) -> None:
    presenter = overview(ws, shell)
    note = capture.add_note(ws, NoteDraft(text="Lifts work."))
    finding = conclude.record_finding(
        ws, "Lifts work.", "strength", [ws.pack.key_questions[0].id], notes=[note]
    )
    seen = [step(presenter, "Judgement")]
    for spec in ws.pack.judgements:
        judging.judge(ws, spec.id, spec.scale.levels[0].id, "Because of F1.", [finding])
        seen.append(step(presenter, "Judgement"))
    values: dict[str, Scalar] = {
        "fingerprint": canonical(releasing.fingerprints(ws)), "released_at": ws.store.now(),
    }  # fmt: skip
    ws.store.record([Edit(Release, "r1", values)], author="Ann")
    load(presenter, ws)
    seen.append(step(presenter, "Judgement"))
    conclude.change_finding(ws, finding, {"weight": "high"})
    load(presenter, ws)
    seen.append(step(presenter, "Judgement"))
    assert seen == [
        ("circle", "not yet"), ("half", "half made"), ("done", "made"), ("done", "released"),
        ("half", "changed since release"),
    ]  # fmt: skip


def test_while_the_notes_are_counted_that_is_said(ws: Workspace, shell: ShellLog) -> None:
    presenter = OverviewPresenter(ScreenContext(AppDesk(), shell, ws))
    assert step(presenter, "Collect evidence") == ("half", "counting…")
    assert presenter.done_today() == []


def test_who_did_what_today_and_what_waits(ws: Workspace, shell: ShellLog) -> None:
    ws.author = "Ruth"
    for text in ("Bins overflow.", "A door is broken."):
        capture.add_note(ws, NoteDraft(text=text))
    check = plan.add_check(ws, "rc07", "Elm Park")
    guided.begin_check(ws, check)
    guided.finish_check(ws, check)
    presenter = overview(ws, shell)
    said = {person.who: person.what for person in presenter.done_today()}
    assert said == {"Ruth": "2 notes written · 1 check started · 1 check finished · and 1 more"}
    assert presenter.waiting() == "2 quick notes to sort"
    presenter.go("inbox")
    assert shell.went() == [("inbox", {})]


@pytest.mark.parametrize("what", ORDER)
@pytest.mark.parametrize("count", [1, 2])
def test_everything_that_is_told_has_words(what: str, count: int) -> None:
    words = done_words(PersonToday("Ann", (Done(what, count),)))
    assert words
    assert "{" not in words
    assert count == 1 or "2" in words
