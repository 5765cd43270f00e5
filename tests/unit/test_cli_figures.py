"""Figures and our own checklists on the command line: own measures, sets taken away, answers coming back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.helpers import commands
from tests.helpers.commands import made, read
from tia_desktop.importers.xlsform import read_xlsform

Run = Callable[..., Result]
FILE = "A.tia"


@pytest.fixture
def tia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder of its own that holds an inspection."""
    monkeypatch.chdir(tmp_path)
    commands.tia("new", FILE, "--landlord", "Riverside Homes (sample)", "--authority-type", "london")
    return commands.tia


def test_a_column_holds_a_measure_of_its_own(tia: Run, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("Who,Lifts\nA,3\nB,4\n", "utf-8")
    told = ("--column", "Who=landlord", "--own", "Lifts=lower", "--period", "2025", "--source", "Council")
    look = read("import-indicators", FILE, "f.csv", *told, "--preview")
    assert (look["figures"], look["measures"][0]["better"]) == (2, "lower")
    kept = made(tia("import-indicators", FILE, "f.csv", *told, "--json"))
    assert "Lifts, 2025: median 3.5" in tia("indicator-set", FILE, kept).stdout
    wrong = ("--column", "Who=landlord", "--own", "Lifts=up", "--preview")
    assert (
        "Choose one of: higher, lower, context"
        in tia("import-indicators", FILE, "f.csv", *wrong, code=2).stderr
    )
    assert tia("indicator-set", FILE, kept, "--remove").stdout == "Taken away.\n"
    assert read("indicator-set", FILE)["sets"] == []
    tia("undo", FILE)
    assert [s["id"] for s in read("indicator-set", FILE)["sets"]] == [kept]
    tia("indicator-set", FILE, "nowhere", "--remove", code=2)


def test_our_own_checklist_goes_out_and_its_answers_come_back(tia: Run, tmp_path: Path) -> None:
    check = made(tia("add-check", FILE, "--kind", "estate-visit", "--title", "Elm Park", "--json"))
    said = tia("export-checklist", FILE, "form.xlsx", "--check", check).stdout
    assert "the grade, and “not seen”, beside 7 questions" in said
    names = {q.name: q.path for q in read_xlsform(tmp_path / "form.xlsx").form.questions()}
    path = names["rc07_i01"].replace("blocks/", "blocks[1]/")
    (tmp_path / "a.csv").write_text(f"meta/instanceID,{path},{path}_words\nuuid:1,no,It smells.\n", "utf-8")
    brought = read("import-answers", FILE, "a.csv", "--check", check)
    assert (brought["checks"], brought["notes"], brought["problems"]) == ([check], 1, [])
    (note,) = read("list", FILE, "notes")["notes"]
    kept = read("show", FILE, note["id"])
    assert (kept["item_id"], kept["rating"], kept["text"]) == ("rc07.i01", "no", "It smells.")
    tia("undo", FILE)
    assert read("list", FILE, "notes")["notes"] == []


def test_figures_are_compared_and_put_beside_findings(tia: Run) -> None:
    assert "There are no figures yet" in tia("figures", FILE).stdout
    tia("add-indicator", FILE, "BVPI 68", "--value", "52", "--period", "2001/02", "--source", "Return")
    (figure,) = read("figures", FILE)["figures"]
    assert (figure["meets_best_quarter"], figure["best_quarter"]["value"]) == (False, 36)
    finding = made(tia(
        "add-finding", FILE, "--text", "Homes stay empty.", "--key-question", "j1.kq2", "--weakness", "--json"
    ))  # fmt: skip
    said = tia("link-figure", FILE, finding, figure["id"]).stdout
    assert "A figure alone is never enough (guidance para 66)." in said
    text = tia("figures", FILE).stdout
    assert "Does not meet the best quarter of London Boroughs, 2001/02 (36 days or less)." in text
    assert f"Beside {finding} (supports)." in text
    assert read("figures", FILE)["figures"][0]["beside"] == [{"finding": finding, "stance": "supports"}]
    tia("unlink-figure", FILE, finding, figure["id"])
    assert read("figures", FILE)["figures"][0]["beside"] == []
    tia("undo", FILE)
    assert read("link-figure", FILE, finding, figure["id"], "--stance", "context")["figures_only"] is False
    tia("unlink-figure", FILE, finding, "nothing", code=2)
