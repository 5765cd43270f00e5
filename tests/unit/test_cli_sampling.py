"""Case lists and samples from the command line: what is printed, as JSON too, and the exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.cases import repairs
from tests.helpers.commands import made, read, tia
from tests.helpers.stores import LANDLORD, reopen
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.services import guided
from tia_desktop.services.checklist import asked
from tia_desktop.services.sampled_cases import cases_of, look_at


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = str(tmp_path / "a.tia")
    tia("new", path, "--landlord", LANDLORD, "--authority-type", "metropolitan")
    return path


@pytest.fixture
def source(tmp_path: Path) -> str:
    return str(repairs(tmp_path / "repairs.csv"))


def imported(file: str, source: str) -> str:
    return made(tia("import-cases", file, source, "--reference", "Job", "--json"))


def a_check(file: str) -> str:
    return made(tia("add-check", file, "--kind", "rc06", "--title", "Repairs", "--json"))


def test_the_preview_changes_nothing(file: str, source: str) -> None:
    before = Path(file).read_bytes()
    said = tia("import-cases", file, source, "--preview").stdout
    assert "Text in utf-8; the names of the columns are in row 1." in said
    assert "left behind  Tenant name  Its name says" in said
    document = read("import-cases", file, source, "--preview")
    assert [c["kind"] for c in document["columns"]] == ["text", "text", "date", "date", "text", "number"]
    assert document["columns"][1]["examples"] == []  # not even on the screen
    assert Path(file).read_bytes() == before


def test_a_list_comes_in(file: str, source: str) -> None:
    said = tia("import-cases", file, source, "--title", "Repairs 2025").stdout.splitlines()
    assert said[1:] == [
        "60 cases with 5 columns, 1 column left behind.",
        "Kept: Job, Reported, Completed, Area, Cost",
        "Left behind: Tenant name. Its name says that it is about a person or a home.",
    ]
    assert "here already: “Repairs 2025”" in tia("import-cases", file, source, code=2).stderr
    everything = ("--keep", "Tenant name", "--leave", "Cost", "--date", "Reported=text", "--reference", "Job")
    document = read("import-cases", file, source, *everything)
    assert [c["name"] for c in document["columns"]] == ["Job", "Tenant name", "Reported", "Completed", "Area"]
    assert (document["cases"], document["repeated_references"], document["problems"]) == (60, 0, [])
    there = read("sample", file)
    assert [(each["title"], each["cases"]) for each in there["lists"]] == [
        ("Repairs 2025", 60),
        ("repairs", 60),
    ]


def test_bad_rows_are_told(file: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("Job;Area;Cost\n" + "R;x;1;spilt\n" * 25 + "R;x;1\n", "cp1252")
    result = tia("import-cases", file, str(path), "--separator", ";", "--encoding", "cp1252")
    assert "1 case with 3 columns. 25 rows could not be read." in result.stdout
    assert result.stderr.splitlines()[0].startswith("Row 2: This row has 4 cells")
    assert result.stderr.splitlines()[-1].startswith("... and 5 more")


def test_wrong_use_is_said(file: str, source: str) -> None:
    assert "no column “Other”" in tia("import-cases", file, source, "--keep", "Other", code=2).stderr
    assert "names no column" in tia("import-cases", file, source, "--date", "dmy", code=2).stderr
    assert "cannot be a separator" in tia("import-cases", file, source, "--separator", ";;", code=2).stderr
    assert "has no sheets" in tia("import-cases", file, source, "--sheet", "x", code=2).stderr
    cases, check = imported(file, source), a_check(file)
    assert "--points" in tia("sample", file, cases, "--check", check, code=2).stderr
    assert "--check" in tia("sample", file, cases, "--size", "3", code=2).stderr
    assert "There is no sample" in tia("sample", file, "--verify", source, code=2).stderr
    assert (
        "There is no case list"
        in tia("sample", file, "nothing", "--check", check, "--size", "3", code=2).stderr
    )


def test_a_sample_is_drawn_verified_and_replaced(file: str, source: str) -> None:
    cases, check = imported(file, source), a_check(file)
    how = ("--method", "stratified", "--strata", "Area", "--seed", "riverside-2026", "--reserves", "1")
    drawn = read("sample", file, cases, "--check", check, "--points", "25", *how)
    assert (drawn["wanted"], len(drawn["cases"]), drawn["seed"]) == (13, 13, "riverside-2026")
    assert [part["name"] for part in drawn["strata"]] == ["East", "North", "South"]
    assert drawn["content_sha256"] == read("sample", file)["lists"][0]["sha256"]
    assert "the same cases" in tia("sample", file, "--verify", source).stdout
    first = drawn["cases"][0]
    other = read("sample-replace", file, drawn["id"], str(first["number"]), "--reason", "The file is lost")
    assert (other["stratum"], other["number"]) != (first["stratum"], first["number"])
    assert other["stratum"] == first["stratum"]
    assert tia("sample", file, "--verify", source, "--sample", drawn["id"]).exit_code == 0
    number = str(other["number"])
    said = tia("sample-replace", file, drawn["id"], number, "--reason", "Lost too", code=2).stderr
    assert "No reserve is left" in said
    assert "sampled case" in tia("sample-replace", file, drawn["id"], "999", "--reason", "x", code=2).stderr


def test_another_list_does_not_verify(file: str, source: str, tmp_path: Path) -> None:
    cases, check = imported(file, source), a_check(file)
    said = tia("sample", file, cases, "--check", check, "--size", "5", "--seed", "s").stdout
    assert "Simple sample: 5 cases of 60, seed s." in said
    repairs(tmp_path / "other.csv", changed={7: "West"})
    found = read("sample", file, "--verify", str(tmp_path / "other.csv"), code=1)
    assert found["samples"][0]["differences"] == ["Case 7 differs in the column “Area”."]


def test_results_are_shown_and_kept(file: str, source: str) -> None:
    cases, check = imported(file, source), a_check(file)
    sample = made(tia("sample", file, cases, "--check", check, "--size", "5", "--json"))
    assert "No question of this sample" in tia("sample-results", file, sample).stdout
    _answer(Path(file), sample)
    lines = tia("sample-results", file, sample).stdout.splitlines()
    assert lines[0] == "Was the repair finished within the target time? 4 of 5 cases."
    assert "Say which result" in tia("sample-results", file, sample, "--keep", code=2).stderr
    kept = read("sample-results", file, sample, "--item", "rc06.i18", "--keep")
    found = kept["results"][0]
    assert (found["hits"], found["looked_at"], found["interval"]["method"]) == (4, 5, "exact")
    note = read("show", file, kept["note"])
    assert note["text"].startswith("Was the repair finished within the target time? 4 of 5 cases.")
    assert "whole" in tia("verify", file).stdout


def _answer(path: Path, sample: str) -> None:
    """Answer one question for every case, as somebody does in the window."""
    from tests.helpers.stores import pack_and_bytes
    from tia_desktop.domain.case_records import Sample
    from tia_desktop.domain.records import RealityCheck
    from tia_desktop.services.workspace import Workspace

    ws = Workspace(reopen(path), pack_and_bytes()[0])
    check = ws.need(RealityCheck, ws.need(Sample, sample).check_id)
    for case in cases_of(ws, sample):
        look_at(ws, case.id)
    for place, one in enumerate(a for a in asked(ws, check) if a.item.id == "rc06.i18"):
        guided.answer(ws, check, one, rating="yes" if place else "no")
    assert ws.store.count(EvidenceNote, check_id=check.id) == 5
    ws.store.close()
