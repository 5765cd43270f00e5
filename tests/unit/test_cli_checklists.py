"""`tia import-checklist`, `import-answers`, `use-checklist` and `export-checklist`, through a real file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.commands import data, read, tia
from tests.unit.test_form_checks import HOME
from tia_desktop.exporters.xlsform import xlsform
from tia_desktop.importers.xlsform import read_xlsform


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = str(tmp_path / "Riverside.tia")
    tia("new", path, "--landlord", "Riverside Homes (sample)", "--authority-type", "london")
    return path


@pytest.fixture
def form(tmp_path: Path) -> str:
    path = tmp_path / "home.xlsx"
    path.write_bytes(xlsform(HOME))
    return str(path)


def test_a_form_comes_in_and_its_answers_come_back(file: str, form: str, tmp_path: Path) -> None:
    told = read("import-checklist", file, form, "--kind", "estate-visit", "--title", "Elm Park")
    assert (told["questions"], told["losses"], told["usable"]) == (6, [], True)
    assert told["languages"] == ["English (en)", "Cymraeg (cy)"]
    answers = tmp_path / "answers.csv"
    answers.write_text("people,visit/seen,_uuid\n3,damp,u1\n2,,u2\nlots,,u3\n", "utf-8")
    brought = read("import-answers", file, str(answers), "--check", told["check"])
    assert (brought["notes"], brought["photos"], len(brought["checks"])) == (4, 0, 3)
    assert brought["checks"][0] == told["check"]
    assert brought["problems"] == [
        {"source": "answers.csv, row 4", "sentence": "“lots” does not fit “people”. It is kept as words."}
    ]
    again = tia("import-answers", file, str(answers), "--check", told["check"])
    assert "3 filled-in forms left out: here already." in again.stdout
    (kept,) = read("list", file, "checklists")["checklists"]
    assert (kept["id"], kept["questions"], len(kept["checks"])) == (told["id"], 6, 3)
    assert "6 questions" in tia("list", file, "checklists").stdout
    notes = read("list", file, "notes")["notes"]
    assert len(notes) == 4
    tia("undo", file)
    assert read("list", file, "notes")["notes"] == []


def test_a_preview_lists_every_loss_and_changes_nothing(file: str, shared_data: Path) -> None:
    before = Path(file).read_bytes()
    osm = str(shared_data / "data/c2-xlsform-onadata/api__osm__osm.xlsx")
    told = tia("import-checklist", file, osm, "--preview")
    assert "“osm_road”: a question on OpenStreetMap – left out." in told.stdout
    assert Path(file).read_bytes() == before
    assert read("import-checklist", file, osm, "--preview")["losses"][0]["where"] == "osm_road"


def test_a_form_that_cannot_be_used_ends_with_the_reasons(file: str, shared_data: Path) -> None:
    path = next(shared_data.glob("data/c2-xlsform-pyxform/*pull_data.xlsx"))
    result = tia("import-checklist", file, str(path), code=2)
    assert "no question that can be answered here" in result.stdout
    assert "cannot be used as a checklist" in result.stderr
    bad = next(shared_data.glob("data/c2-xlsform-pyxform/*unknown_question_type.xls"))
    assert "these columns mean the same" in tia("import-checklist", file, str(bad), code=2).stderr
    assert "not both" in tia("import-checklist", file, str(bad), "--check", "x", "--kind", "y", code=2).stderr


def test_a_check_takes_another_checklist_and_its_own_again(file: str, form: str, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text("people,_uuid\n3,u1\n", "utf-8")
    check = data(tia("add-check", file, "--kind", "rc07", "--title", "Oak Park", "--json"))["id"]
    kept = read("import-checklist", file, form, "--check", check, "--language", "cy")
    assert kept["check"] == check
    tia("use-checklist", file, check, "-")
    nothing = tia("import-answers", file, str(answers), "--check", check, code=2)
    assert "runs the checklist of its kind" in nothing.stderr
    tia("use-checklist", file, check, kept["id"])
    assert read("import-answers", file, str(answers), "--check", check)["notes"] == 1
    assert "no language" in tia("import-checklist", file, form, "--language", "fr", code=2).stderr


def test_a_checklist_goes_out(file: str, form: str, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    told = read("export-checklist", file, str(out), "--kind", "home-visit")
    assert told["questions"] > 25
    assert read_xlsform(out).form.id == "tia_home_visit"
    check = read("import-checklist", file, form, "--kind", "rc08")["check"]
    tia("export-checklist", file, str(out), "--check", check)
    assert read_xlsform(out).form.title == "A home"
    assert "Say which checklist" in tia("export-checklist", file, str(out), code=2).stderr
    assert "end in .xlsx" in tia("export-checklist", file, "out.csv", "--kind", "rc07", code=2).stderr
    assert json.loads(json.dumps(told))["losses"]
