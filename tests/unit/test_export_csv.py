"""Findings as CSV: a row for each link, no formulas, every text comes back."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.reports import empty, links, sample_report, straddling, with_words, without_evidence
from tia_desktop.exporters.findings_csv import COLUMNS, inert, original, write
from tia_desktop.services.report_parts import InspectionReport


def quietly(done: int, total: int) -> None:
    pass


def rows(report: InspectionReport, folder: Path) -> list[dict[str, str]]:
    """Write, read back with the standard reader, and undo `inert`."""
    write(report, folder / "x.csv", quietly)
    with (folder / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *body = csv.reader(file)
    assert tuple(head) == COLUMNS
    return [dict(zip(COLUMNS, map(original, row), strict=True)) for row in body]


@pytest.mark.parametrize("change", [lambda r: r, empty, straddling, without_evidence])
def test_there_is_a_row_for_each_link(change: object, tmp_path: Path) -> None:
    assert callable(change)
    report = change(sample_report())
    assert len(rows(report, tmp_path)) == links(report)


def test_a_row_says_everything_about_its_link(tmp_path: Path) -> None:
    report = sample_report()
    every = rows(report, tmp_path)
    row, answered = [r for r in every if r["stance"] == "contradicts"]
    note = report.notes[int(row["note_number"]) - 1]
    assert row["judgement"] == "j1"
    assert row["key_question"] == "j1.kq2"
    assert (row["polarity"], row["status"]) == ("strength", "final")
    assert (row["note_id"], row["text"], row["check_kind"]) == (note.id, note.text, "Tenant focus group")
    assert (row["source"], row["how"]) == ("Tenant or user", "I was told")
    assert (row["rating"], row["rating_scheme"]) == ("No", "yes_no_na")
    assert (row["finding_number"], row["weight"], row["sub_question"][:4]) == ("F2", "high", "2.2 ")
    assert row["prompts"].endswith("?")
    assert row["figures"] == "BVPI 72 96.1%, 2002/03 (supports)"
    assert (row["answer"], row["answered_by"]) == ("", "")
    assert answered["answer"].startswith("Three partners say")
    assert answered["answered_by"]
    passages = [r for r in every if r["passage"]]
    assert len(passages) > 5
    assert all(r["passage"] in r["text"] for r in passages)
    photos = [r for r in every if r["photo"]]
    assert len(photos) > 3
    assert all(r["photo"] in r["files"] for r in photos)


def test_a_finding_that_straddles_names_both_questions(tmp_path: Path) -> None:
    found = [r for r in rows(straddling(sample_report()), tmp_path) if ";" in r["key_question"]]
    assert found
    assert {(r["judgement"], r["key_question"]) for r in found} == {("j1; j2", "j1.kq1; j2.kq3")}


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+44 1632", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''@x", "=cmd|'/c calc'!A0"],
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert inert(cell)[0] == "'"
    assert original(inert(cell)) == cell


@pytest.mark.parametrize("cell", ["", "a=b", "'tis", "5", " =1", "3-4"])
def test_harmless_cells_stay_as_they_are(cell: str) -> None:
    assert inert(cell) == cell == original(cell)


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\nab ")) | st.text())
def test_inert_has_an_exact_reverse(cell: str) -> None:
    assert original(inert(cell)) == cell


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text() | st.text(alphabet=st.sampled_from("\"',;=\r\n\t a")))
def test_any_text_comes_back(tmp_path: Path, text: str) -> None:
    found = rows(with_words(sample_report(), text), tmp_path)
    assert {(r["text"], r["finding"], r["place"]) for r in found} == {(text, text, text)}


def test_naughty_strings_are_literal(shared_data: Path, tmp_path: Path) -> None:
    texts = json.loads((shared_data / "data" / "c6-blns" / "blns.json").read_text("utf-8"))
    for text in texts[::7]:
        assert rows(with_words(sample_report(), text), tmp_path)[0]["text"] == text


def test_spreadsheets_can_read_the_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(sample_report(), tmp_path / name, quietly)
    data = (tmp_path / "a").read_bytes()
    assert data == (tmp_path / "b").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfjudgement,")
    assert data.count(b"\r\n") == data.count(b"\n") == links(sample_report()) + 1


def test_raising_from_progress_cancels(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(sample_report(), tmp_path / "a", stop)
