"""Facts, clocks, scope, suggested targets, checks: what the plan keeps, computes and refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import FakeStore
from tests.helpers.stores import begin
from tia_desktop.domain.case_records import Sample
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.dates import iso_day, iso_moment, later_day
from tia_desktop.domain.errors import InputError, UnknownRecordError
from tia_desktop.domain.record_types import BY_KIND
from tia_desktop.domain.records import (
    CheckArea,
    CheckEntry,
    CheckField,
    CheckItem,
    CheckTarget,
    Inspection,
    InspectionDate,
    RealityCheck,
    Record,
    ScopeArea,
    TeamMember,
)
from tia_desktop.domain.shop_records import ShopAttempt
from tia_desktop.domain.survey_records import Survey
from tia_desktop.services import capture, checklist, coverage, date_order, facts, gaps, plan, team
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.history import undo
from tia_desktop.services.readiness import open_problems
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def ws() -> Workspace:
    return begin(FakeStore())


def a_check(ws: Workspace, kind: str = "rc07", **more: Any) -> RealityCheck:
    return ws.need(RealityCheck, plan.add_check(ws, kind, "Elm Park", **more))


# ---- dates


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2003-08-31", 6, "2004-02-29"),
        ("2002-08-31", 6, "2003-02-28"),
        ("1899-08-31", 6, "1900-02-28"),
        ("2003-11-01", 6, "2004-05-01"),
        ("2003-12-31", 2, "2004-02-29"),
        ("2003-10-31", 1, "2003-11-30"),
        ("2004-02-29", 12, "2005-02-28"),
        ("2003-12-15", 0, "2003-12-15"),
    ],
)
def test_calendar_months_end_where_the_month_ends(day: str, months: int, later: str) -> None:
    assert later_day(day, months, "months") == later


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(0, 60))
def test_months_later_is_that_many_months_on_and_never_past_the_day(start: date, count: int) -> None:
    later = date.fromisoformat(later_day(start.isoformat(), count, "months"))
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == count
    assert later.day == start.day or (later.day < start.day and (later + timedelta(days=1)).day == 1)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(0, 60))
def test_weeks_are_seven_days(start: date, count: int) -> None:
    assert later_day(start.isoformat(), count, "weeks") == (start + timedelta(weeks=count)).isoformat()
    assert later_day(start.isoformat(), count, "days") == (start + timedelta(days=count)).isoformat()


def test_no_date_has_no_later_day() -> None:
    assert later_day("", 6, "months") == ""
    assert later_day("soon", 6, "weeks") == ""
    assert later_day("9999-12-31", 1, "months") == ""
    assert later_day("9999-12-31", 1, "days") == ""


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_is_refused_in_a_sentence(text: str) -> None:
    for read in (iso_day, iso_moment):
        try:
            kept = read(text)
        except InputError as error:
            assert error.sentence.endswith(".")  # noqa: PT017 - both ends are right
        else:
            assert kept == read(kept)


def test_times_are_kept_as_the_wall_shows_them() -> None:
    assert iso_moment("2003-09-16T14:30:59+02:00") == "2003-09-16T14:30"
    assert iso_moment("2003-09-16 14:30") == "2003-09-16T14:30"
    assert iso_moment(" 2003-09-16 ") == "2003-09-16"
    assert iso_moment("") == ""


# ---- facts


def test_facts_are_kept_and_what_is_not_named_stays(ws: Workspace) -> None:
    before = ws.inspection
    facts.set_facts(ws, homes="4,200", scope="indicative", body="tmo", intensity="light")
    facts.set_facts(ws, authority=" Hill Council ", safety_contact="Office, 0161 496 0000")
    now = ws.inspection
    assert (now.homes, now.scope, now.body, now.intensity) == (4200, "indicative", "tmo", "light")
    assert (now.authority, now.safety_contact) == ("Hill Council", "Office, 0161 496 0000")
    assert (now.landlord, now.pack_hash) == (before.landlord, before.pack_hash)
    facts.set_facts(ws, homes=None)
    assert ws.inspection.homes is None


@pytest.mark.parametrize(
    "values",
    [
        {"landlord": " "},
        {"authority_type": "castle"},
        {"scope": "half"},
        {"body": "none"},
        {"intensity": ""},
        {"homes": -1},
        {"homes": "many"},
        {"homes": True},
        {"homes": 10**9},
        {"homes": 1.5},
        {"pack_hash": "x"},
        {"homes": 3, "scope": "half"},
    ],
    ids=str,
)
def test_a_fact_that_does_not_fit_is_refused_and_nothing_is_kept(ws: Workspace, values: Any) -> None:
    before = ws.inspection
    with pytest.raises(InputError) as error:
        facts.set_facts(ws, **values)
    assert error.value.sentence.endswith(".")
    assert ws.inspection == before


# ---- clocks


def test_each_clock_runs_from_its_own_start(ws: Workspace) -> None:
    """Guidance paras 96, 112, 113, 118: three clocks, three starts; the letter starts none of them."""
    assert [(c.start, c.earliest, c.latest) for c in facts.clocks(ws)] == [("", "", "")] * 3
    facts.set_day(ws, "almo_started", "2003-11-01")
    facts.set_day(ws, "team_on_site", "2004-05-03")
    by_id = {c.clock.id: c for c in facts.clocks(ws)}
    assert by_id["first_inspection"].earliest == "2004-05-01"
    assert by_id["first_inspection"].latest == ""
    assert (by_id["final_report"].earliest, by_id["final_report"].latest) == ("2004-07-12", "2004-08-23")
    assert by_id["re_inspection"].earliest == ""  # only the report's publication starts it
    facts.set_day(ws, "report_published", "2004-08-31")
    by_id = {c.clock.id: c for c in facts.clocks(ws)}
    assert by_id["re_inspection"].earliest == "2005-02-28"
    assert facts.days(ws) == {
        "almo_started": "2003-11-01",
        "team_on_site": "2004-05-03",
        "report_published": "2004-08-31",
    }


def test_a_day_can_be_cleared_and_undo_brings_it_back(ws: Workspace) -> None:
    facts.set_day(ws, "almo_started", "2003-11-01")
    facts.set_day(ws, "almo_started", "")
    assert facts.days(ws) == {}
    assert ws.store.count(InspectionDate) == 0
    facts.set_day(ws, "almo_started", "")
    undo(ws)
    assert facts.days(ws) == {"almo_started": "2003-11-01"}


@pytest.mark.parametrize(("event", "day"), [("letter_sent", "2003-11-01"), ("almo_started", "soon")])
def test_an_unknown_event_or_no_date_is_refused(ws: Workspace, event: str, day: str) -> None:
    with pytest.raises(InputError, match=r"No clock starts|is not a date"):
        facts.set_day(ws, event, day)
    assert facts.days(ws) == {}


def test_a_day_that_another_program_wrote_stops_no_clock(ws: Workspace) -> None:
    ws.store.record([Edit(InspectionDate, "almo_started", {"day": "9999-12-31"})], author="raw")
    assert facts.clocks(ws)[0].earliest == ""


# ---- scope and focus


def test_areas_are_in_full_until_somebody_says_otherwise(ws: Workspace) -> None:
    assert set(facts.depths(ws).values()) == {"full"}
    facts.set_depth(ws, "rent", "out")
    facts.set_depth(ws, "tp", "lighter")
    assert facts.depths(ws) == {"stock": "full", "rent": "out", "tp": "lighter", "estate": "full"}
    assert facts.areas_in_scope(ws) == ("stock", "tp", "estate")


def test_one_area_at_least_is_looked_at(ws: Workspace) -> None:
    for area in ("stock", "rent", "tp"):
        facts.set_depth(ws, area, "out")
    with pytest.raises(InputError, match="last area"):
        facts.set_depth(ws, "estate", "out")
    with pytest.raises(InputError, match="depth"):
        facts.set_depth(ws, "estate", "deep")
    with pytest.raises(InputError, match="service area"):
        facts.set_depth(ws, "roofs", "full")
    assert ws.store.count(ScopeArea) == 3


def rule_ids(ws: Workspace) -> list[str]:
    return [f.rule_id for f in facts.focus(ws)]


def all_lighter(ws: Workspace) -> None:
    for area in ws.pack.service_areas:
        facts.set_depth(ws, area.id, "lighter")


def test_the_focus_follows_the_kind_of_inspection_with_the_packs_rules(ws: Workspace) -> None:
    assert facts.focus(ws) == []
    facts.set_facts(ws, scope="indicative")
    assert rule_ids(ws) == ["indicative.when", "indicative.what"]
    facts.set_facts(ws, scope="re-inspection", body="partial")
    assert rule_ids(ws) == [
        "timing.re_inspection",
        "partial_almo.one_each",
        "partial_almo.combined_indicators",
    ]
    facts.set_facts(ws, scope="full", body="tmo", intensity="light")
    assert rule_ids(ws) == ["tmo.all_residents", "reality_checks.depth"]
    facts.set_facts(ws, body="almo", intensity="standard")
    facts.set_depth(ws, "rent", "lighter")
    assert rule_ids(ws) == ["indicative.part_service"]
    all_lighter(ws)
    assert rule_ids(ws) == ["indicative.whole_service"]
    told = facts.focus(ws)[0]
    assert told.source == "para 102"
    assert told.text.startswith("The whole service was good or excellent")
    assert told.text.endswith("governance keeps its number.")


def test_an_indicative_inspection_is_never_a_lighter_one(ws: Workspace) -> None:
    all_lighter(ws)
    facts.set_facts(ws, scope="indicative")
    assert not facts.is_lighter(ws)
    assert facts.suggested_targets(ws, "rc07") == {"j1.kq2": 3, "j1.kq3": 1}


# ---- suggested targets


@pytest.mark.parametrize(
    ("intensity", "wanted"),
    [
        ("light", {"j1.kq2": 2, "j1.kq3": 1}),
        ("standard", {"j1.kq2": 3, "j1.kq3": 1}),
        ("full", {"j1.kq2": 5, "j1.kq3": 2}),
    ],
)
def test_the_volume_follows_the_landlords_own_monitoring(
    ws: Workspace, intensity: str, wanted: dict[str, int]
) -> None:
    """Guidance para 40."""
    facts.set_facts(ws, intensity=intensity)
    assert facts.suggested_targets(ws, "rc07") == wanted
    check = a_check(ws)
    assert plan.targets_of(ws, check.id) == wanted


def test_a_lighter_inspection_keeps_governance_and_asks_little_of_the_service(ws: Workspace) -> None:
    """Guidance para 102: it centres on governance (judged by j2.kq3), with a lighter look at the service."""
    all_lighter(ws)
    assert facts.suggested_targets(ws, "rc07") == {"j1.kq2": 1, "j1.kq3": 1}
    board = ws.pack.template("rc01").targets
    assert facts.suggested_targets(ws, "rc01") == {**board, "j1.kq1": 1}
    facts.set_facts(ws, intensity="light")
    light = facts.suggested_targets(ws, "rc01")
    assert light["j2.kq3"] == board["j2.kq3"] == 2
    assert light["j1.kq1"] == 1
    facts.set_facts(ws, intensity="full")
    assert facts.suggested_targets(ws, "rc01")["j2.kq3"] == 3
    assert facts.suggested_targets(ws, "rc01")["j1.kq1"] == 1


def test_areas_that_are_out_do_not_stop_an_inspection_from_being_lighter(ws: Workspace) -> None:
    all_lighter(ws)
    facts.set_depth(ws, "rent", "out")
    assert facts.is_lighter(ws)


def test_only_the_lighter_areas_are_looked_at_more_lightly(ws: Workspace) -> None:
    """Guidance para 103: lighter for that part only."""
    facts.set_depth(ws, "rent", "lighter")
    full = dict(ws.pack.template("rc07").targets)
    assert plan.targets_of(ws, a_check(ws).id) == full
    assert plan.targets_of(ws, a_check(ws, areas=["estate", "rent"]).id) == full
    assert plan.targets_of(ws, a_check(ws, areas=["rent"]).id) == {"j1.kq2": 1, "j1.kq3": 1}


def test_no_kind_of_inspection_forgets_a_question(ws: Workspace) -> None:
    for light in (False, True):
        if light:
            all_lighter(ws)
        for intensity in ("light", "standard", "full"):
            facts.set_facts(ws, intensity=intensity)
            for template in ws.pack.templates:
                suggested = facts.suggested_targets(ws, template.id)
                assert suggested.keys() == template.targets.keys()
                assert all(n >= 1 for n in suggested.values())


def test_given_targets_are_taken_as_they_are(ws: Workspace) -> None:
    facts.set_facts(ws, intensity="full")
    assert plan.targets_of(ws, a_check(ws, targets={"j1.kq1": 7}).id) == {"j1.kq1": 7}
    assert plan.targets_of(ws, a_check(ws, targets={}).id) == {}


# ---- checks


def test_a_check_is_planned_with_areas_and_times(ws: Workspace) -> None:
    check = a_check(
        ws, areas=["estate", "stock"], planned_for="2003-09-16 14:30", planned_until="2003-09-16T16:00"
    )
    assert plan.areas_of(ws, check.id) == ("stock", "estate")
    assert (check.planned_for, check.planned_until) == ("2003-09-16T14:30", "2003-09-16T16:00")


def test_a_check_can_be_changed(ws: Workspace) -> None:
    ruth = team.add_member(ws, "Ruth", "lead")
    check = a_check(ws, planned_for="2003-09-16T14:30", planned_until="2003-09-16T16:00")
    plan.change_check(ws, check.id, title=" Oak Road ", place="Office", assigned_to="ruth")
    plan.change_check(ws, check.id, planned_for="2003-09-16T15:00")
    now = ws.need(RealityCheck, check.id)
    assert (now.title, now.place, now.assigned_to) == ("Oak Road", "Office", ruth)
    assert (now.planned_for, now.planned_until) == ("2003-09-16T15:00", "2003-09-16T16:00")
    plan.change_check(ws, check.id, assigned_to="", planned_for="", planned_until="")
    now = ws.need(RealityCheck, check.id)
    assert (now.assigned_to, now.planned_for, now.planned_until) == ("", "", "")


def test_targets_and_areas_are_replaced_as_a_whole(ws: Workspace) -> None:
    check = a_check(ws, areas=["estate"])
    plan.set_targets(ws, check.id, {"j2.kq1": 4, "j1.kq2": 0})
    assert plan.targets_of(ws, check.id) == {"j1.kq2": 0, "j2.kq1": 4}
    plan.set_areas(ws, check.id, ["rent", "rent"])
    assert plan.areas_of(ws, check.id) == ("rent",)
    plan.set_areas(ws, check.id, [])
    assert ws.store.count(CheckArea) == 0
    undo(ws)
    assert plan.areas_of(ws, check.id) == ("rent",)


REFUSED: dict[str, Callable[[Workspace, str], object]] = {
    "no title": lambda ws, c: plan.change_check(ws, c, title=" "),
    "a stranger": lambda ws, c: plan.change_check(ws, c, assigned_to="Nobody"),
    "another part": lambda ws, c: plan.change_check(ws, c, status="done"),
    "no date": lambda ws, c: plan.change_check(ws, c, planned_for="soon"),
    "an end before the start": lambda ws, c: plan.change_check(ws, c, planned_until="2003-09-15"),
    "another question": lambda ws, c: plan.set_targets(ws, c, {"j9.kq9": 1}),
    "fewer than none": lambda ws, c: plan.set_targets(ws, c, {"j1.kq1": -1}),
    "too many": lambda ws, c: plan.set_targets(ws, c, {"j1.kq1": 1000}),
    "another area": lambda ws, c: plan.set_areas(ws, c, ["roofs"]),
    "no such check": lambda ws, c: plan.set_areas(ws, "nowhere", ["rent"]),
    "targets of no check": lambda ws, c: plan.set_targets(ws, "nowhere", {}),
    "a new check in another area": lambda ws, c: plan.add_check(ws, "rc07", "Elm", areas=["roofs"]),
    "a new check with its end first": lambda ws, c: plan.add_check(
        ws, "rc07", "Elm", planned_for="2003-09-16", planned_until="2003-09-15"
    ),
    "a gap in no area": lambda ws, c: gaps.plan_for_area_gap(ws, "j1.kq1", "roofs"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_does_not_fit_is_refused_with_a_sentence(ws: Workspace, what: str) -> None:
    check = a_check(ws, planned_for="2003-09-16")
    head = ws.store.log.head()
    with pytest.raises(InputError) as error:
        REFUSED[what](ws, check.id)
    assert error.value.sentence.rstrip("”").endswith(".")
    assert ws.store.log.head() == head


def test_a_check_without_notes_goes_with_all_that_was_planned_for_it(ws: Workspace) -> None:
    parts: tuple[type[Record], ...] = (CheckTarget, CheckArea, CheckItem, CheckField, CheckEntry)
    kind = next(t for t in ws.pack.templates if t.repeats and t.fields)
    check = a_check(ws, kind.id, areas=["rent"])
    checklist.add_own_item(ws, check.id, "Is the lift out?")
    checklist.add_entry(ws, check.id, kind.repeats[0].id, "Hall")
    ws.store.record(
        [Edit(CheckField, f"{check.id}:x", {"check_id": check.id, "field_id": "x", "value": "y"})],
        author="raw",
    )
    assert all(ws.store.count(p) for p in parts)
    plan.remove_check(ws, check.id)
    assert not ws.store.count(RealityCheck)
    assert not any(ws.store.count(p) for p in parts)
    undo(ws)
    assert ws.store.get(RealityCheck, check.id)
    assert all(ws.store.count(p) for p in parts)


def test_a_check_with_notes_stays(ws: Workspace) -> None:
    check = a_check(ws)
    capture.add_note(ws, NoteDraft(text="Stairs are dirty", check_id=check.id))
    with pytest.raises(InputError, match="has 1 note"):
        plan.remove_check(ws, check.id)
    assert ws.store.get(RealityCheck, check.id)
    with pytest.raises(UnknownRecordError):
        plan.remove_check(ws, "nowhere")


@pytest.mark.parametrize(
    ("record", "words"), [(Sample, "1 sample"), (ShopAttempt, "1 shop"), (Survey, "1 survey")]
)
def test_a_check_that_brought_something_else_stays(ws: Workspace, record: type[Record], words: str) -> None:
    check = a_check(ws)
    ws.store.record([Edit(record, "r1", {"check_id": check.id})], author="raw")
    with pytest.raises(InputError, match=words):
        plan.remove_check(ws, check.id)
    assert ws.store.get(RealityCheck, check.id)


def test_a_gap_in_an_area_becomes_a_check_of_another_kind_each_time(ws: Workspace) -> None:
    kinds = []
    for _ in range(3):
        check = ws.need(RealityCheck, gaps.plan_for_area_gap(ws, "j1.kq2", "rent"))
        assert plan.areas_of(ws, check.id) == ("rent",)
        assert plan.targets_of(ws, check.id) == {"j1.kq2": 1}
        assert check.title.endswith("Rent and debt advice")
        kinds.append(check.template)
    assert len(set(kinds)) == 3
    assert all(ws.pack.template(k).targets["j1.kq2"] == 3 for k in kinds)


# ---- the team


def test_a_member_can_be_changed(ws: Workspace) -> None:
    member = team.add_member(ws, "Ruth", "inspector")
    team.change_member(ws, member, name=" R. ", role="lead", region="North", inspected_before=True)
    now = ws.member("R.")
    assert now is not None
    assert (now.role, now.region, now.inspected_before) == ("lead", "North", True)
    for values in ({"name": ""}, {"role": "king"}, {"declared_at": "2003"}):
        with pytest.raises(InputError):
            team.change_member(ws, member, **values)
    with pytest.raises(UnknownRecordError):
        team.change_member(ws, "nobody", region="North")


def test_a_member_with_checks_stays(ws: Workspace) -> None:
    ruth, dev = team.add_member(ws, "Ruth", "lead"), team.add_member(ws, "Dev", "inspector")
    check = a_check(ws, assigned_to="Ruth")
    with pytest.raises(InputError, match="Ruth still has 1 check, such as “Elm Park”"):
        team.remove_member(ws, ruth)
    plan.assign(ws, check.id, dev)
    team.remove_member(ws, ruth)
    assert ws.member("Ruth") is None


def test_the_team_is_compared_with_paras_35_and_111(ws: Workspace) -> None:
    def lacking() -> list[tuple[str, str]]:
        return [(m.rule_id, m.source) for m in team.composition(ws)]

    everything = [
        ("team.lead", "ours: somebody leads"),
        ("team.one_tia", "paras 35, 111"),
        ("team.inspected_before", "para 111"),
        ("team.other_region", "para 111"),
    ]
    assert lacking() == everything
    assert all("Wherever possible" in m.text for m in team.composition(ws))
    team.add_member(ws, "Ruth", "lead", region="North")
    assert lacking() == everything[1:]
    team.add_member(ws, "Maureen", "tia", region=" north ")
    assert lacking() == everything[2:]
    team.add_member(ws, "Dev", "inspector", region="South", inspected_before=True)
    assert lacking() == []


def test_what_the_team_lacks_is_a_warning_with_its_paragraph(ws: Workspace) -> None:
    team.add_member(ws, "Dev", "inspector")
    found = {p.rule: (p.level, p.source) for p in open_problems(ws)}
    assert found["no-adviser"] == ("warns", "paras 35, 111")
    assert found["nobody-came-before"] == found["nobody-from-outside"] == ("warns", "para 111")
    assert found["no-lead"][0] == "warns"
    team.add_member(ws, "Ruth", "lead", region="North", inspected_before=True)
    team.add_member(ws, "Maureen", "tia", region="South")
    a_check(ws)  # planned and given to nobody: no problem
    rules = {p.rule for p in open_problems(ws)}
    assert not rules & {"no-adviser", "nobody-came-before", "nobody-from-outside", "no-lead"}
    assert not any("assigned" in p.sentence for p in open_problems(ws))


# ---- undo speaks of everything that is planned


def test_undo_has_words_for_every_kind_of_record(ws: Workspace) -> None:
    for kind, cls in BY_KIND.items():
        if cls is Inspection:
            continue
        ws.store.record([Edit(cls, f"x-{kind}", {})], author="x")
        said = undo(ws)
        assert said.startswith("Undone: ")
        assert said.endswith((" was made.", " changed."))
        assert "_" not in said


def test_somebody_else_under_the_same_entry_is_asked_anew(ws: Workspace) -> None:
    team.declare_not_own_landlord(ws, "Anna")
    [anna] = ws.store.find(TeamMember)
    team.change_member(ws, anna.id, name="ANNA ")
    assert team.has_declared(ws, "Anna")
    team.change_member(ws, anna.id, name="Bob")
    assert not team.has_declared(ws, "Bob")


def test_title_and_targets_of_a_check_change_in_one_step(ws: Workspace) -> None:
    check = plan.add_check(ws, "rc07", "Elm Park", targets={"j1.kq1": 1, "j1.kq2": 2})
    plan.change_check(ws, check, {"j1.kq1": 0, "j2.kq1": 3}, title="Ash Court")
    assert plan.targets_of(ws, check) == {"j1.kq2": 2, "j2.kq1": 3}
    undo(ws)
    assert ws.need(RealityCheck, check).title == "Elm Park"
    assert plan.targets_of(ws, check) == {"j1.kq1": 1, "j1.kq2": 2}


# ---- dates that go together

ALMO, SITE, OUT = "almo_started", "team_on_site", "report_published"


@pytest.mark.parametrize(
    ("scope", "known", "said"),
    [
        ("full", {ALMO: "2026-08-01", SITE: "2026-10-01"}, [(SITE, "1 February 2027", "paras 96, 112")]),
        ("full", {ALMO: "2026-08-01", SITE: "2027-02-01"}, []),
        ("indicative", {ALMO: "2026-08-01", SITE: "2026-10-01"}, []),
        ("full", {SITE: "2026-11-09", OUT: "2026-12-01"}, [(OUT, "18 January 2027 or later", "para 113")]),
        ("full", {SITE: "2026-11-09", OUT: "2027-01-18"}, []),
        ("full", {SITE: "2026-11-09", OUT: "2027-03-02"}, [(OUT, "due by 1 March 2027", "para 113")]),
        ("full", {SITE: "2026-11-09", OUT: "2026-11-01"}, [(OUT, "before the team arrives", "para 113")]),
        ("re-inspection", {SITE: "2026-11-09", OUT: "2026-08-01"}, [(SITE, "1 February 2027", "para 118")]),
        ("re-inspection", {SITE: "2026-11-09", OUT: "2026-05-09"}, []),
        ("re-inspection", {SITE: "2026-11-09", OUT: "2026-12-01"}, [(OUT, "18 January 2027", "para 113")]),
        ("full", {ALMO: "some day", SITE: "2026-11-09"}, []),
    ],
)  # fmt: skip
def test_dates_that_contradict_one_another_are_warnings(
    ws: Workspace, scope: str, known: dict[str, str], said: list[tuple[str, str, str]]
) -> None:
    facts.set_facts(ws, scope=scope)
    edits = [Edit(InspectionDate, event, {"day": day}) for event, day in known.items()]
    ws.store.record(edits, author="raw")
    found = date_order.date_problems(ws)
    assert [(p.event, p.source) for p in found] == [(event, source) for event, _, source in said]
    assert all(words in p.text for p, (_, words, _) in zip(found, said, strict=True))
    ready = [p for p in open_problems(ws) if p.rule == "dates"]
    assert [(p.level, p.sentence) for p in ready] == [("warns", p.text) for p in found]


# ---- the areas of a new check


def test_a_new_check_is_about_the_usual_areas_of_its_kind(ws: Workspace) -> None:
    assert plan.areas_of(ws, a_check(ws).id) == ("estate",)
    assert plan.areas_of(ws, a_check(ws, "rc06").id) == ("stock", "estate")
    assert plan.areas_of(ws, a_check(ws, "rc01").id) == ()
    assert plan.areas_of(ws, a_check(ws, areas=()).id) == ()
    cells = coverage.area_coverage(ws).cells
    assert cells["j1.kq2", "estate"].target == cells["j1.kq2", "stock"].target + 3
    facts.set_depth(ws, "estate", "out")
    assert plan.areas_of(ws, a_check(ws, "rc06").id) == ("stock",)
    assert plan.areas_of(ws, a_check(ws).id) == ()


def test_where_one_area_is_in_scope_a_new_check_is_about_it(ws: Workspace) -> None:
    for area in ("stock", "rent", "estate"):
        facts.set_depth(ws, area, "out")
    assert plan.areas_of(ws, a_check(ws, "rc01").id) == ("tp",)
