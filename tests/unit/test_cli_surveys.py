"""The commands of surveys and figures: what they print for people, their JSON, what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.helpers import commands
from tests.helpers.commands import made, read

Run = Callable[..., Result]
FILE = "A.tia"
FACTS = ("--period", "2025/26", "--source", "Landlord's survey, by post")


@pytest.fixture
def tia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder of its own that holds an inspection."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, code: int = 0) -> Result:
        result = commands.tia(*arguments, code=code)
        if code == 2:
            assert result.stdout == ""
            assert result.stderr.rstrip().endswith((".", "”", "?"))
        return result

    run("new", FILE, "--landlord", "Riverside Homes (sample)", "--authority-type", "london")
    return run


@pytest.fixture
def check(tia: Run) -> str:
    return made(tia("add-check", FILE, "--kind", "satisfaction-survey", "--title", "By post", "--json"))


def answers(folder: Path) -> str:
    lines = ["Ref,Name,Ward,TP01"]
    lines += [f"{n},P{n},{'East' if n % 20 == 1 else 'North'},Very satisfied" for n in range(31)]
    lines += [f"{n},P{n},{'East' if n % 20 == 1 else 'South'},Fairly dissatisfied" for n in range(31, 52)]
    (folder / "survey.csv").write_text("\n".join([*lines, "99,P,West,so so"]) + "\n", "utf-8")
    return "survey.csv"


def figures(folder: Path) -> str:
    lines = ["Landlord name,Landlord code,LCRA TP01,NM01(1),RP01"]
    lines += [f"Landlord {n},L{n},{40 + n * 5},{n},[x]" for n in range(1, 9)]
    (folder / "figures.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return "figures.csv"


def test_a_survey_is_looked_at_first_then_kept(tia: Run, check: str, tmp_path: Path) -> None:
    path = answers(tmp_path)
    look = tia("import-survey", FILE, path, "--tenure", "rented", "--group", "Ward", "--preview")
    assert look.stdout.startswith("53 people, Tenant Satisfaction Measures")
    assert "Left behind: Ref, Name" in look.stdout
    assert "TP01, rented: very_satisfied 31, fairly_dissatisfied 21, not readable 1" in look.stdout
    assert "Row 54: “so so” in “TP01” is no answer to TP01." in look.stderr
    assert read("survey-results", FILE)["surveys"] == []
    told = ("import-survey", FILE, path, "--tenure", "rented", "--check", check, *FACTS)
    document = read(*told, "--group", "Ward", "--homes", "rented=1,240")
    assert (document["kind"], document["rows"], document["problem_count"]) == ("answers", 53, 1)
    assert document["columns"] == {"TP01": "TP01"}
    assert "These answers are here already" in tia(*told, "--group", "Ward", code=2).stderr
    (listed,) = read("survey-results", FILE)["surveys"]
    assert listed["id"] == document["id"]
    assert listed["id"] in tia("survey-results", FILE).stdout


def test_results_hide_small_groups_and_can_be_kept_and_verified(tia: Run, check: str, tmp_path: Path) -> None:
    told = ("--tenure", "rented", "--check", check, *FACTS, "--group", "Ward", "--homes", "rented=1240")
    survey = made(tia("import-survey", FILE, answers(tmp_path), *told, "--json"))
    said = tia("survey-results", FILE, survey).stdout
    assert said.startswith("TP01 Overall satisfaction, rented homes: 31 of 52 (60 %) said")
    assert "East" not in said
    assert "West" not in said
    (result,) = read("survey-results", FILE, survey)["results"]
    assert (result["hits"], result["base"], result["unknown"]) == (31, 52, 1)
    assert result["accuracy"] == {"points": result["points"], "allowed": 5.0, "needed": 294, "met": False}
    assert result["groups"][0]["not_shown"] == 2
    (kept,) = read("survey-results", FILE, survey, "--question", "TP01", "--keep")["results"]
    note = read("show", FILE, kept["note"])
    assert "31 of 52 (60 %)" in note["text"]
    assert tia("survey-results", FILE, survey, "--verify").stdout == "The same counts.\n"
    assert read("survey-results", FILE, survey, "--verify")["same"] is True
    tia("survey-results", FILE, survey, "--tenure", "shared", code=2)
    tia("survey-results", FILE, "nowhere", code=2)


def test_figures_come_in_as_a_set_or_for_one_landlord(tia: Run, tmp_path: Path) -> None:
    path, told = figures(tmp_path), ("--period", "2023/24", "--source", "Regulator")
    look = read("import-indicators", FILE, path, "--preview")
    assert (look["landlords"], look["figures"], look["marks"]) == (8, 16, 8)
    assert look["columns"][0] == {"measure": "TP01", "group": "LCRA", "sheet": "", "column": "LCRA TP01"}
    assert "16 figures of 8 landlords." in tia("import-indicators", FILE, path, "--preview").stdout
    assert read("indicator-set", FILE)["sets"] == []
    tia("import-indicators", FILE, path, "--period", "2023/24", code=2)
    kept = made(tia("import-indicators", FILE, path, *told, "--title", "All", "--json"))
    assert "All" in tia("indicator-set", FILE).stdout
    said = tia("indicator-set", FILE, kept, "--landlord", "L8").stdout
    assert "TP01 Overall satisfaction, LCRA, 2023/24: median 62.5" in said
    assert "80 is in the best quarter." in said
    (one,) = read("indicator-set", FILE, kept, "--measure", "TP01", "--value", "44", "--group", "LCRA")[
        "measures"
    ]
    assert (one["quarter"], one["count"], one["better"]) == (4, 8, "higher")
    tia("indicator-set", FILE, kept, "--value", "3", code=2)
    done = read("import-indicators", FILE, path, "--landlord", "Landlord 3", *told)
    assert [(a["measure"], a["value"]) for a in done["added"]] == [("TP01", 55.0), ("NM01(1)", 3.0)]
    assert done["without"] == [{"measure": "RP01", "group": "", "period": "2023/24", "mark": "[x]"}]
    assert {i["indicator"] for i in read("list", FILE, "indicators")["indicators"]} == {"TP01", "NM01(1)"}
    again = tia("import-indicators", FILE, path, "--landlord", "Landlord 3", *told).stdout
    assert "2 figures here already." in again
    assert "No figure for RP01: not available." in again


def test_a_survey_is_compared_with_a_set(tia: Run, check: str, tmp_path: Path) -> None:
    told = ("--tenure", "rented", "--check", check, *FACTS)
    survey = made(tia("import-survey", FILE, answers(tmp_path), *told, "--json"))
    source = ("--period", "2023/24", "--source", "Regulator")
    kept = made(tia("import-indicators", FILE, figures(tmp_path), *source, "--json"))
    said = tia("survey-results", FILE, survey, "--compare", kept).stdout
    assert "59.62 is in the third quarter." in said
    assert "Compared with “figures” (Regulator)." in said


def test_a_question_that_a_set_does_not_have_stops_no_other(tia: Run, check: str, tmp_path: Path) -> None:
    rows = ["TP08,TP01", *("Agree,Very satisfied" for _ in range(40))]
    (tmp_path / "two.csv").write_text("\n".join(rows) + "\n", "utf-8")
    survey = made(
        tia("import-survey", FILE, "two.csv", "--tenure", "rented", "--check", check, *FACTS, "--json")
    )
    source = ("--period", "2023/24", "--source", "Regulator")
    kept = made(tia("import-indicators", FILE, figures(tmp_path), *source, "--json"))
    found = read("survey-results", FILE, survey, "--compare", kept, "--keep")["results"]
    assert [bool(one["note"]) for one in found] == [True, True]
    assert "The set has no measure “TP08”" in found[1]["compared"][0]
    tia("survey-results", FILE, survey, "--compare", "nowhere", "--keep", code=2)


def test_a_survey_is_compared_with_an_earlier_one_and_may_be_weighted(
    tia: Run, check: str, tmp_path: Path
) -> None:
    lines = ["TP01,Weight,Where"]
    lines += [f"{'Very satisfied' if n < 40 else 'Neither'},{1 + n % 2},x" for n in range(60)]
    (tmp_path / "now.csv").write_text("\n".join([*lines, "Neither,-1,x"]) + "\n", "utf-8")
    told = ("--tenure", "rented", "--check", check)
    before = made(tia("import-survey", FILE, answers(tmp_path), *told, *FACTS, "--json"))
    later = ("--period", "2026/27", "--source", "Landlord's survey, by post", "--weight", "Weight")
    look = tia("import-survey", FILE, "now.csv", "--tenure", "rented", "--weight", "Weight", "--preview")
    assert "Row 62: “-1” is no weight" in look.stderr
    now = made(tia("import-survey", FILE, "now.csv", *told, *later, "--json"))
    said = tia("survey-results", FILE, now, "--before", before).stdout
    assert "40 of 60 (weighted: 67 %), before 31 of 52 (60 %): 7 points more." in said
    assert "Only one time were the answers weighted." in said
    (result,) = read("survey-results", FILE, now, "--before", before, "--keep")["results"]
    assert (result["change"]["method"], result["change"]["clear"]) == ("newcombe", False)
    assert "before 31 of 52" in read("show", FILE, result["note"])["text"]
    assert tia("survey-results", FILE, now, "--verify").stdout == "The same counts.\n"
    (same,) = read("survey-results", FILE, now, "--before", now)["results"]
    assert same["change"] is None
    assert "no earlier survey" in same["compared"][0]
    tia("survey-results", FILE, now, "--before", "nowhere", code=2)


def test_interviews_are_counted_from_checks(tia: Run, check: str) -> None:
    said = tia(
        "import-survey", FILE, "--set", "status", "--check", check, *FACTS, "--from-check", check, code=2
    )
    assert "No answer to" in said.stderr
    rated = ("--scheme", "rating_1_5", "--rating", "mostly", "--item", "rc12.i01")
    tia("add-note", FILE, "--check", check, "--text", "Said quickly", *rated)
    document = read("import-survey", FILE, "--set", "status", "--check", check, *FACTS, "--from-check", check)
    assert document["rows"] == 1
    (result,) = read("survey-results", FILE, document["id"], "--question", "overall")["results"]
    assert (result["hits"], result["base"], result["share"]) == (1, 1, None)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("survey.csv", "--from-check", "x"),
        ("survey.csv", "--set", "stars"),
        ("survey.csv", "--tenure", "rented"),
        ("survey.csv", "--tenure", "rented", "--column", "TP01", "--preview"),
        ("survey.csv", "--tenure", "rented", "--numbers", "up", "--preview"),
        ("survey.csv", "--preview"),
        ("nowhere.csv", "--tenure", "rented", "--preview"),
        ("survey.csv", "--tenure", "rented", "--check", "x", "--homes", "rented=many"),
        ("survey.csv", "--tenure", "rented", "--check", "x", "--period", "p", "--source", "s"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(
    tia: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    answers(tmp_path)
    tia("import-survey", FILE, *arguments, code=2)
