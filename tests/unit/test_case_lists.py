"""Case lists in an inspection: what is kept, what stays behind, cancel, undo, damage, comparing."""

from __future__ import annotations

import csv
import json
import zlib
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.cases import repairs, table_of
from tia_desktop.domain.case_content import plain_cell, rows_of
from tia_desktop.domain.case_records import CaseList
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import DamagedFileError, InputError
from tia_desktop.domain.records import Attachment
from tia_desktop.importers.case_tables import open_like, open_table
from tia_desktop.services import case_lists, case_reading, history, plan
from tia_desktop.services.case_reading import Wishes, preview, read_cases
from tia_desktop.services.sampling import DrawPlan, draw_sample, strata_of, verify
from tia_desktop.services.workspace import Workspace
from tia_desktop.store.inspection_file import InspectionFile


def test_a_list_is_kept_without_what_is_about_people(ws: Workspace, tmp_path: Path) -> None:
    path = repairs(tmp_path / "repairs.csv")
    made, read = case_lists.import_case_list(ws, open_table(path), Wishes(reference="Job"))
    kept = ws.need(CaseList, made)
    assert [(c.name, c.kind, c.format) for c in case_lists.columns_of(kept)] == [
        ("Job", "text", ""),
        ("Reported", "date", "dmy"),
        ("Completed", "date", "dmy"),
        ("Area", "text", ""),
        ("Cost", "number", ""),
    ]
    assert json.loads(kept.left_out) == ["Tenant name"]
    assert (kept.row_count, kept.skipped, kept.reference, kept.title) == (60, 0, "Job", "repairs")
    assert (kept.encoding, kept.separator, kept.header_row, kept.sheet) == ("utf-8", ",", 1, "")
    assert (len(kept.sha256), len(kept.source_sha256)) == (64, 64)
    rows = list(case_lists.rows(ws, made))
    assert (rows[0], len(rows)) == (["R0001", "2025-01-02", "2025-01-03", "North", "1.50"], 60)
    [content] = ws.store.find(Attachment, media_type=case_lists.MEDIA_TYPE)
    assert b"Somebody" not in zlib.decompress(ws.store.get_blob(content.sha256))
    assert case_lists.date_columns(kept) == ["Reported", "Completed"]
    assert read.problems == ()
    assert ws.store.verify() == []


def test_a_person_decides_what_is_kept(tmp_path: Path) -> None:
    table = open_table(repairs(tmp_path / "repairs.csv"))
    wishes = Wishes(title="Jobs", keep=["Tenant name"], leave=["Cost"], dates={"Reported": "text"})
    read = read_cases(table, wishes)
    assert [c.name for c in read.columns] == ["Job", "Tenant name", "Reported", "Completed", "Area"]
    assert (read.title, read.columns[2].kind, read.left_out) == (
        "Jobs",
        "text",
        (("Cost", "You left it out."),),
    )
    for wrong, said in (
        (Wishes(keep=["Nothing"]), "no column “Nothing”"),
        (Wishes(dates={"Reported": "nonsense"}), "Choose one of: iso"),
        (Wishes(reference="Tenant name"), "left behind"),
        (Wishes(leave=["Job", "Reported", "Completed", "Area", "Cost"]), "No column would be kept"),
    ):
        with pytest.raises(InputError, match=said):
            read_cases(table, wrong)


def test_the_preview_says_what_a_person_must_look_at(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Job,Reported,Ethnicity,Words\nR1,3/4/26,x,see jo@example.org\nR2,5/4/26,y,fine\n", "utf-8"
    )
    job, reported, ethnicity, words = preview(open_table(path)).columns
    assert (job.personal, job.examples) == ("", ("R1", "R2"))
    assert (reported.kind, reported.format) == ("date", "dmy")
    assert "month first" in reported.doubt
    assert "protects most" in ethnicity.personal
    assert "e-mail" in words.personal


def test_what_is_personal_far_down_stays_behind_too(tmp_path: Path) -> None:
    rows = "".join(f"R{n},fine {n}\n" for n in range(5_000))
    path = tmp_path / "a.csv"
    path.write_text(f"Job,Words\n{rows}R9,call 07700 900123\n", "utf-8")
    read = read_cases(open_table(path))
    assert [c.name for c in read.columns] == ["Job"]
    assert read.left_out == (("Words", "It holds a phone number in row 5,002."),)
    assert (read.row_count, read.sha256) == (
        5_001,
        read_cases(open_table(path), Wishes(leave=["Words"])).sha256,
    )


def test_bad_rows_are_named_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    days = "".join(f"R{n},0{n % 9 + 1}/04/2026,x\n" for n in range(20))
    path.write_text(
        f"Job,Reported,Area\n{days}R1,13/04/2026,x,spilt\n\nR2,soon\nR2,14/04/2026,x,,\n", "utf-8"
    )
    read = read_cases(open_table(path), Wishes(reference="Job"))
    assert (read.row_count, read.skipped, read.repeated) == (22, 1, 2)
    assert read.problems == (
        (22, "This row has 4 cells, but the header has 3. It was left out."),
        (24, "“soon” in “Reported” is no date. It was kept as it is."),
    )


def test_problems_are_listed_up_to_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_reading, "MOST_PROBLEMS", 5)
    path = tmp_path / "a.csv"
    path.write_text("Job,Area,Cost\n" + "R,x,1\n" * 50 + "R,x,1,y\n" * 40, "utf-8")
    read = read_cases(open_table(path))
    assert (len(read.problems), read.problem_count, read.skipped) == (5, 40, 40)


def test_an_import_can_be_cancelled(ws: Workspace, tmp_path: Path) -> None:
    def cancel(done: int, total: int) -> None:
        if done > 1_500:
            raise InputError("Cancelled.")

    table = open_table(repairs(tmp_path / "repairs.csv", 3_000))
    before = ws.store.log.head()
    with pytest.raises(InputError, match="Cancelled"):
        case_lists.import_case_list(ws, table, progress=cancel)
    assert (ws.store.log.head(), case_lists.lists(ws)) == (before, [])


def test_a_list_is_not_kept_twice_and_not_when_it_is_empty(ws: Workspace, tmp_path: Path) -> None:
    table = open_table(repairs(tmp_path / "repairs.csv"))
    case_lists.import_case_list(ws, table)
    with pytest.raises(InputError, match="here already: “repairs”"):
        case_lists.import_case_list(ws, table, Wishes(title="Again"))
    (tmp_path / "none.csv").write_text("Job,Area\n", "utf-8")
    with pytest.raises(InputError, match="no rows below"):
        case_lists.import_case_list(ws, open_table(tmp_path / "none.csv"))


def test_undo_takes_a_list_out_and_redo_brings_it_back(ws: Workspace, tmp_path: Path) -> None:
    made, _ = case_lists.import_case_list(ws, open_table(repairs(tmp_path / "repairs.csv")))
    assert history.undo(ws) == "Undone: a case list was made."
    assert (case_lists.lists(ws), ws.store.find(Attachment, media_type=case_lists.MEDIA_TYPE)) == ([], [])
    history.redo(ws)
    assert len(list(case_lists.rows(ws, made))) == 60
    case_lists.remove_case_list(ws, made)
    assert case_lists.lists(ws) == []
    history.undo(ws)
    assert len(list(case_lists.rows(ws, made))) == 60
    assert ws.store.verify() == []


def test_damage_is_noticed(ws: Workspace, tmp_path: Path) -> None:
    made, read = case_lists.import_case_list(ws, open_table(repairs(tmp_path / "repairs.csv")))
    assert isinstance(ws.store, InspectionFile)
    ws.store.record([Edit(CaseList, made, {"sha256": "0" * 64})], author="x")
    with pytest.raises(DamagedFileError, match="damaged"):
        list(case_lists.rows(ws, made))
    other = ws.store.put_blob(read.content[:-20])
    ws.store.record([Edit(Attachment, f"{made}:content", {"sha256": other})], author="x")
    with pytest.raises(DamagedFileError, match="damaged"):
        list(case_lists.rows(ws, made))
    other = ws.store.put_blob(b"no such content")
    ws.store.record([Edit(Attachment, f"{made}:content", {"sha256": other})], author="x")
    with pytest.raises(DamagedFileError, match="damaged"):
        list(case_lists.rows(ws, made))


# ---- comparing


def test_a_file_is_compared_with_the_kept_list(ws: Workspace, tmp_path: Path) -> None:
    path = repairs(tmp_path / "repairs.csv")
    made, _ = case_lists.import_case_list(ws, open_table(path))
    kept = ws.need(CaseList, made)
    assert case_lists.difference(ws, made, open_like(path, kept)) == ""
    text = path.read_text("utf-8")
    # The same list from another program: other separator, encoding, titles above, other columns about people.
    other = tmp_path / "other.csv"
    other.write_text("Repairs\n\n" + text.replace(",", ";").replace("Somebody", "Sömebody"), "utf-16")
    assert case_lists.difference(ws, made, open_like(other, kept)) == ""
    for change, said in (
        (text.replace("R0017,", "R0018,"), "Case 17 differs in the column “Job”."),
        (text.replace("R0060,", ""), "Case 60"),
        (text[: text.index("R0060")], "fewer cases: the kept list and this one part at case 60"),
        (text + "R0061,x,01/01/2025,01/01/2025,North,1\n", "more cases"),
        (text.replace("Area", "District"), "There is no column “Area”."),
    ):
        other.write_text(change, "utf-8")
        assert said in case_lists.difference(ws, made, open_like(other, kept))


CELLS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=10), st.data())
def test_what_is_kept_is_what_was_there(rows: list[tuple[str, str]], data: st.DataObject) -> None:
    """Round trip; and any cell that changes changes the hash."""
    columns = ("Job", "Area")
    table = table_of(columns, [list(row) for row in rows])
    wishes = Wishes(keep=columns, dates={"Job": "text", "Area": "text"})
    read = read_cases(table, wishes)
    wanted = [[plain_cell(c) for c in row] for row in rows if any(c.strip() for c in row)]
    assert list(islice(rows_of([zlib.decompress(read.content)]), 1, None)) == wanted
    if wanted:
        changed = [list(row) for row in wanted]
        row, column = data.draw(st.integers(0, len(wanted) - 1)), data.draw(st.integers(0, 1))
        changed[row][column] += "x"
        assert read_cases(table_of(columns, changed), wishes).sha256 != read.sha256


@pytest.mark.slow
def test_the_long_list_is_kept_sampled_and_drawn_again(
    ws: Workspace, tmp_path: Path, shared_data: Path
) -> None:
    """732,293 payments of a council, one of them broken in the source, of which every case is there again."""
    import lzma

    packed = shared_data / "data/c1-uk-spend-bradford-full/bradford_payments_2013_2020.csv.xz"
    path = tmp_path / "payments.csv"
    path.write_bytes(lzma.decompress(packed.read_bytes()))
    table = open_table(path)
    made, read = case_lists.import_case_list(ws, table)
    assert (read.row_count, read.skipped, [name for name, _ in read.left_out]) == (
        732_293,
        0,
        ["Beneficiary Name"],
    )
    assert sum(1 for _ in case_lists.rows(ws, made)) == 732_293
    check = plan.add_check(ws, "rc06", "Payments")
    how = DrawPlan(300, "stratified", "Organisational Unit", seed="riverside-2026", reserves=1)
    sample = draw_sample(ws, made, check, how)
    parts = strata_of(ws, sample)
    with path.open(encoding="utf-8", newline="") as file:
        sizes = Counter(row[0].strip() for row in islice(csv.reader(file), 1, None))
    assert ({p.name: p.size for p in parts}, sum(p.wanted for p in parts)) == (dict(sizes), 300)
    assert verify(ws, sample, table) == []
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[700_000] = "Somewhere else" + lines[700_000]
    path.write_text("".join(lines), "utf-8")
    assert verify(ws, sample, table) == ["Case 700,000 differs in the column “Organisational Unit”."]
