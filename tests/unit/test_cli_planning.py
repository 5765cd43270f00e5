"""The commands that plan: what they print for people, their JSON, what they refuse."""

from collections.abc import Callable
from pathlib import Path

import pytest
import vobject
from click.testing import Result

from tests.helpers import commands
from tests.helpers.commands import data, made

Run = Callable[..., Result]


@pytest.fixture
def tia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, code: int = 0) -> Result:
        result = commands.tia(*arguments, code=code)
        if code:
            assert result.stdout == ""
            assert result.stderr.rstrip().endswith((".", "”"))
        return result

    return run


@pytest.fixture
def a(tia: Run) -> str:
    tia("new", "A.tia", "--landlord", "Riverside Homes (sample)", "--authority-type", "london")
    tia("add-member", "A.tia", "Ruth", "--role", "lead", "--region", "North")
    return "A.tia"


@pytest.fixture
def check(tia: Run, a: str) -> str:
    planned = ("--kind", "estate-visit", "--title", "Elm Park", "--assigned-to", "Ruth")
    return made(tia("add-check", a, *planned, "--area", "estate", "--json"))


def test_facts_are_set_and_the_rules_that_follow_are_said(tia: Run, a: str) -> None:
    said = tia("set", a, "homes=4,200", "scope=re-inspection", "authority-type=district").stdout
    assert "homes: 4200" in said
    assert "(para 118)" in said
    document = data(tia("set", a, "body=tmo", "--json"))
    assert (document["scope"], document["homes"], document["body"]) == ("re-inspection", 4200, "tmo")
    assert [f["rule_id"] for f in document["focus"]] == ["timing.re_inspection", "tmo.all_residents"]
    assert data(tia("show", a, "--json"))["authority_type"] == "district"


@pytest.mark.parametrize("fact", ["homes", "homes=many", "colour=blue", "landlord=", "scope=half"])
def test_a_fact_that_does_not_fit_is_refused(tia: Run, a: str, fact: str) -> None:
    tia("set", a, "safety-contact=Office", fact, code=2)
    assert data(tia("show", a, "--json"))["safety_contact"] == ""


def test_clocks_run_from_their_own_days(tia: Run, a: str) -> None:
    assert "is not known (report_published)" in tia("clocks", a).stdout
    tia("set-date", a, "almo_started", "31/08/2003")
    said = tia("set-date", a, "team_on_site", "2004-05-03").stdout
    assert "from 2004-02-29 (paras 96, 112)" in said
    assert "from 2004-07-12 and until 2004-08-23" in said
    document = data(tia("clocks", a, "--json"))["clocks"]
    assert [c["start"] for c in document] == ["2003-08-31", "2004-05-03", ""]
    tia("set-date", a, "almo_started", "-")
    assert data(tia("clocks", a, "--json"))["clocks"][0]["earliest"] == ""
    tia("set-date", a, "letter", "2003-08-31", code=2)
    tia("set-date", a, "almo_started", "soon", code=2)


def test_areas_are_looked_at_as_deep_as_somebody_says(tia: Run, a: str) -> None:
    assert data(tia("set-area", a, "rent", "out", "--json"))["areas"]["rent"] == "out"
    tia("set-area", a, "roofs", "out", code=2)
    assert list(data(tia("coverage", a, "--areas", "--json"))["coverage"]["j1.kq1"]) == [
        "stock",
        "tp",
        "estate",
    ]


def test_a_member_is_changed_by_name_and_told_what_the_team_lacks(tia: Run, a: str) -> None:
    said = tia("change-member", a, "ruth", "--inspected-before", "--role", "inspector").stdout
    assert "Nobody on the team is the lead inspector." in said
    document = data(tia("change-member", a, "Ruth", "--role", "lead", "--name", "R.", "--json"))
    assert [m["rule_id"] for m in document["missing"]] == ["team.one_tia", "team.other_region"]
    assert data(tia("show", a, document["id"], "--json"))["inspected_before"] is True
    tia("change-member", a, "Nobody", "--role", "lead", code=2)
    assert tia("remove-member", a, "R.").stdout == "Taken off the team.\n"
    assert data(tia("list", a, "members", "--json"))["members"] == []


def test_a_member_with_checks_is_not_removed(tia: Run, a: str, check: str) -> None:
    assert "still has 1 check" in tia("remove-member", a, "Ruth", code=2).stderr
    tia("assign", a, check, "-")
    tia("remove-member", a, "Ruth")


def test_a_check_is_given_to_somebody(tia: Run, a: str, check: str) -> None:
    other = made(tia("add-member", a, "Dev", "--role", "inspector", "--json"))
    assert data(tia("assign", a, check, "Dev", "--json"))["assigned_to"] == other
    assert data(tia("list", a, "checks", "--json"))["checks"][0]["assigned_to"] == "Dev"
    assert "is not on the team" in tia("assign", a, check, "Nobody", code=2).stderr
    tia("assign", a, "nowhere", "Dev", code=2)


def test_a_check_gets_another_title_and_other_targets(tia: Run, a: str, check: str) -> None:
    before = data(tia("show", a, check, "--json"))
    said = tia("change-check", a, check, "--title", "Ash Court", "--target", "j1.kq2=1").stdout.splitlines()
    assert said[0] == "Ash Court"
    assert "j1.kq2: 1 note wanted" in said
    document = data(tia("change-check", a, check, "--target", "j1.kq3=0", "--target", "j2.kq1=4", "--json"))
    assert (document["title"], document["place"]) == ("Ash Court", before["place"])
    assert "j1.kq3" not in document["targets"]
    assert (document["targets"]["j1.kq2"], document["targets"]["j2.kq1"]) == (1, 4)
    assert data(tia("coverage", a, "--json"))["coverage"]["rc07"]["j2.kq1"] == [0, 4]
    assert data(tia("change-check", a, check, "--place", "Block C", "--json"))["place"] == "Block C"
    assert tia("change-check", a, check).stdout.startswith("Ash Court\n")


@pytest.mark.parametrize(
    "target", ["j1.kq2", "j1.kq2=", "j1.kq2=many", "j1.kq2=-1", "j1.kq2=1000", "j9.kq1=0"]
)
def test_a_target_that_does_not_fit_is_refused_and_nothing_is_kept(
    tia: Run, a: str, check: str, target: str
) -> None:
    tia("change-check", a, check, "--title", "Ash Court", "--target", target, code=2)
    assert data(tia("list", a, "checks", "--json"))["checks"][0]["title"] == "Elm Park"
    tia("change-check", a, check, "--title", " ", code=2)
    tia("change-check", a, "nowhere", "--title", "Ash Court", code=2)


def test_checks_are_scheduled_and_clashes_are_said(tia: Run, a: str, check: str) -> None:
    tia("schedule", a, check, "16/09/2003 14:30", "16:00")
    other = made(tia("add-check", a, "--kind", "8", "--title", "Oak Road", "--assigned-to", "Ruth", "--json"))
    said = tia("schedule", a, other, "2003-09-16 15:00", "2003-09-16 17:00").stdout
    assert said.splitlines() == ["15:00-17:00  Oak Road", "      at the same time as “Elm Park”"]
    document = data(tia("schedule", a, other, "2003-09-17", "--json"))
    assert (document["start"], document["end"], document["clashes"]) == ("2003-09-17", "", [])
    tia("schedule", a, other, "-")
    tia("schedule", a, check, "2003-09-16 14:30", "14:00", code=2)
    tia("schedule", a, check, "soon", code=2)
    assert "Without a day: Oak Road" in tia("programme", a).stdout


def test_the_programme_is_shown_and_written_as_a_calendar(tia: Run, a: str, check: str) -> None:
    assert "Without a day: Elm Park" in tia("programme", a).stdout
    tia("schedule", a, check, "2003-09-16 14:30", "16:00")
    assert tia("programme", a).stdout.splitlines() == ["2003-09-16", "  14:30-16:00  Ruth: Elm Park"]
    document = data(tia("programme", a, "--out", "plan.ics", "--json"))
    (day,) = document["days"]
    assert (day["date"], day["visits"][0]["who"], document["unplanned"]) == ("2003-09-16", "Ruth", [])
    calendar = vobject.readOne(Path("plan.ics").read_text("utf-8"))
    assert calendar.vevent.summary.value == "Elm Park"
    tia("programme", a, "--out", a, code=2)
    tia("programme", a, "--out", "nowhere/plan.ics", code=2)


def test_the_programme_of_nothing(tia: Run, a: str) -> None:
    assert tia("programme", a).stdout == "No check is planned yet.\n"


def test_checklists_are_tailored(tia: Run, a: str, check: str) -> None:
    before = data(tia("show", a, "rc07", "--json"))["items"]
    document = data(tia("leave-out", a, check, "rc07.i03", "--json"))
    asked = [q["id"] for q in document["questions"]]
    assert "rc07.i03" not in asked
    assert len(asked) == len(before) - 1
    assert "The check asks" in tia("leave-out", a, check, "rc07.i03", "--take-in").stdout
    own = made(tia("add-question", a, check, "--question", "Is the lift out?", "--json"))
    document = data(tia("leave-out", a, check, "rc07.i01", "--json"))
    assert {"id": own, "question": "Is the lift out?"} in document["questions"]
    tia("leave-out", a, check, "rc01.i01", code=2)
    tia("add-question", a, check, "--question", " ", code=2)


def test_a_check_without_notes_is_taken_out(tia: Run, a: str, check: str) -> None:
    tia("add-note", a, "--check", check, "--text", "Stairs")
    assert "has 1 note" in tia("remove-check", a, check, code=2).stderr
    other = made(tia("add-check", a, "--kind", "8", "--title", "Oak Road", "--json"))
    assert data(tia("remove-check", a, other, "--json")) == {"removed": other}
    assert len(data(tia("list", a, "checks", "--json"))["checks"]) == 1


def test_documents_are_asked_for(tia: Run, a: str) -> None:
    paper = made(
        tia(
            "add-document",
            a,
            "--title",
            "rent policy",
            "--asked-of",
            "manager",
            "--due",
            "1/9/2003",
            "--json",
        )
    )
    assert len(data(tia("add-document", a, "--suggested", "--json"))["ids"]) == 8
    assert tia("add-document", a, "--suggested").stdout == "Everything is on the list.\n"
    assert "overdue" in tia("list", a, "documents").stdout
    tia("change-document", a, paper, "--status", "received", "--due-on", "2/9/2003")
    first = data(tia("list", a, "documents", "--json"))["documents"][0]
    assert (first["status"], first["due_on"], first["overdue"]) == ("received", "2003-09-02", False)
    assert first["received_on"]
    assert data(tia("show", a, paper, "--json"))["title"] == "rent policy"
    tia("add-document", a, "--title", "Rent policy", code=2)
    tia("add-document", a, code=2)
    tia("change-document", a, "nothing", "--status", "asked", code=2)


def test_the_self_assessment_is_answered(tia: Run, a: str) -> None:
    prompts = data(tia("list", a, "prompts", "--json"))["prompts"]
    assert len(prompts) == 53
    note = made(tia("answer", a, prompts[0]["id"], "Yes, in May.", "--json"))
    assert data(tia("list", a, "prompts", "--json"))["prompts"][0]["answer"] == "Yes, in May."
    assert data(tia("show", a, note, "--json"))["key_questions"] == ["j2.kq3"]
    assert data(tia("list", a, "notes", "--check", "inbox", "--json"))["total"] == 0
    tia("answer", a, "nothing", "Yes", code=2)


def test_coverage_is_shown_both_ways(tia: Run, a: str, check: str) -> None:
    text = ("--text", "Stairs are dirty", "--key-question", "j1.kq2")
    tia("add-note", a, "--check", check, *text)
    document = data(tia("coverage", a, "--json"))
    assert document["coverage"]["rc07"]["j1.kq2"] == [1, 3]
    assert {"template": "rc07", "question_id": "j1.kq3", "got": 0, "target": 1} in document["gaps"]
    by_area = data(tia("coverage", a, "--areas", "--json"))
    assert by_area["coverage"]["j1.kq2"]["estate"] == [1, 3]
    said = tia("coverage", a, "--areas").stdout.splitlines()
    assert said[0].split() == ["stock", "rent", "tp", "estate"]
    assert said[2].split() == ["j1.kq2", ".", ".", ".", "1/3"]
    assert said[-1] == f"{len(by_area['gaps'])} gaps."


def test_nothing_is_written_by_looking(tia: Run, a: str, check: str) -> None:
    before = Path(a).read_bytes()
    for words in (("clocks", a), ("programme", a), ("coverage", a, "--areas"), ("list", a, "prompts")):
        tia(*words)
    assert Path(a).read_bytes() == before
