"""Opening a landlord's list: text files and spreadsheets, the real ones and the hostile ones (FAULTS 50)."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tia_desktop.domain.errors import InputError
from tia_desktop.importers import sheets_apart, tables
from tia_desktop.importers.case_tables import MOST_COLUMNS, open_table, unique_names
from tia_desktop.importers.sheets_guard import refuse_hostile
from tia_desktop.services.case_tables import CaseTable

KINDS = (".csv", ".tsv", ".psv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def count(table: CaseTable) -> int:
    """Rows with anything in them."""
    return sum(any(map(str.strip, row)) for _, batch in table.batches() for row in batch)


def book(path: Path, rows: list[list[object]], title: str = "Cases") -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


# ---- text


def test_a_text_file_is_read_in_batches_with_its_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "repairs.csv"
    path.write_text(
        "Repairs of Riverside Homes (sample)\n\nJob;Area;Cost\n"
        + "".join(f"R{n};North;1\n" for n in range(2_500)),
        "utf-8",
    )
    table = open_table(path)
    assert (table.columns, table.header, table.separator) == (("Job", "Area", "Cost"), 3, ";")
    found = list(table.batches())
    assert [number for number, _ in found][:2] == [4, 1001]
    assert sum(len(rows) for _, rows in found) == 2_500
    assert found[0][1][0] == ["R0", "North", "1"]


def test_the_header_row_can_be_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x,y,z\na,b,c\n1,2,3\n", "utf-8")
    assert open_table(path, header=2).columns == ("a", "b", "c")
    assert count(open_table(path, header=2)) == 1
    with pytest.raises(InputError, match="There is no row 9"):
        open_table(path, header=9)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "utf-32"])
def test_every_encoding_gives_the_same_cells(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Job,Area\r\nR1,Café\r\n\r\nR2,£5 résumé\r\n", encoding, newline="")
    [(number, rows)] = open_table(path).batches()
    assert (number, rows) == (2, [["R1", "Café"], [], ["R2", "£5 résumé"]])


def test_a_quotation_mark_left_open_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Job,Area\nR1,North\nR2,"South\nR3,East\n', "utf-8")
    with pytest.raises(InputError, match="never closed"):
        count(open_table(path))


def test_a_line_without_end_fills_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_CELL", 1_000)
    path = tmp_path / "a.csv"
    path.write_text("Job,Area\nR1," + "x" * 2_000_000 + "\n", "utf-8")
    assert tables.has_long_line(path)
    with pytest.raises(InputError, match="longer than"):
        count(open_table(path))
    path.write_text("Job,Area\n" + "R1,North\n" * 400_000, "utf-8")
    assert not tables.has_long_line(path)


def test_names_of_columns_are_there_once() -> None:
    assert unique_names(["Date", "Date", "", "a\nb", "Date"]) == (
        "Date",
        "Date (2)",
        "column 3",
        "a b",
        "Date (3)",
    )
    assert unique_names(["Date (2)", "Date", "Date"]) == ("Date (2)", "Date", "Date (3)")
    with pytest.raises(InputError, match="1,001 columns"):
        unique_names(["x"] * (MOST_COLUMNS + 1))


# ---- spreadsheets


def test_a_sheet_is_read_as_people_see_it(tmp_path: Path) -> None:
    from datetime import date, datetime, time, timedelta

    path = book(
        tmp_path / "a.xlsx",
        [
            ["Repairs of Riverside Homes (sample)"],
            [],
            ["Job", "Reported", "Cost", "Open"],
            ["R1", date(2026, 4, 3), 12.0, True],
            ["R2", datetime(2026, 4, 3, 14, 30), 12.5, False],  # noqa: DTZ001
            [None, None, None, None],
            ["R3", time(9, 5), 1e20, timedelta(hours=30)],
        ],
    )
    table = open_table(path)
    assert (table.columns, table.header, table.sheet, table.sheets) == (
        ("Job", "Reported", "Cost", "Open"),
        3,
        "Cases",
        ("Cases",),
    )
    [(number, rows)] = table.batches()
    assert number == 4
    assert rows == [
        ["R1", "2026-04-03", "12", "TRUE"],
        ["R2", "2026-04-03T14:30:00", "12.5", "FALSE"],
        ["", "", "", ""],
        ["R3", "09:05:00", "1e+20", "30:00:00"],
    ]
    assert open_table(path, header=4).columns == ("R1", "2026-04-03", "12", "TRUE")
    with pytest.raises(InputError, match=r"Row 2 .* is empty"):
        open_table(path, header=2)
    with pytest.raises(InputError, match="Its sheets are: “Cases”"):
        open_table(path, sheet="Other")


def test_a_sheet_that_begins_further_down_keeps_its_row_numbers(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [[], [], [], ["Job", "Area", "Cost"], ["R1", "North", 1]])
    table = open_table(path)
    assert table.header == 4
    assert list(table.batches()) == [(5, [["R1", "North", "1"]])]


def test_a_cell_far_away_is_refused_and_not_our_end(tmp_path: Path) -> None:
    """The reader asks for 500 GB and ends its process."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "Job", "x"
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="far away"):
        open_table(tmp_path / "a.xlsx")


def test_leaving_in_the_middle_ends_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    begin = sheets_apart._started

    def noted(path: Path, sheet: str) -> object:
        started.append(begin(path, sheet))
        return started[-1]

    monkeypatch.setattr(sheets_apart, "_started", noted)
    path = book(tmp_path / "a.xlsx", [["Job", "Area", "Cost"], *([n, "North", 1] for n in range(5_000))])
    batches = open_table(path).batches()
    next(batches)
    assert isinstance(batches, Iterator)
    batches.close()  # type: ignore[attr-defined]
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)


def archive(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", data)
    return path


def test_bombs_are_refused_by_their_size(tmp_path: Path) -> None:
    large = archive(tmp_path / "a.xlsx", xl__workbook=b"<x/>", sheet=b"0" * 30_000_000)
    with pytest.raises(InputError, match="unpacks to more"):
        refuse_hostile(large)
    many = archive(tmp_path / "b.xlsx", xl__workbook=b"<x/>", **{f"p{n}": b"" for n in range(5_001)})
    with pytest.raises(InputError, match="unpacks to more"):
        refuse_hostile(many)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_unread(tmp_path: Path, encoding: str) -> None:
    xml = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    path = archive(tmp_path / "a.xlsx", xl__workbook=b"<x/>", sheet=xml.encode(encoding))
    with pytest.raises(InputError, match="declares entities"):
        open_table(path)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 40, "no spreadsheet"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "cannot be imported"),
        ("a.csv", b"", "empty"),
        ("a.pdf", b"%PDF-1.7\n", "PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "picture"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=said):
        open_table(tmp_path / name)


def test_an_archive_of_something_else_is_no_spreadsheet(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no spreadsheet"):
        open_table(archive(tmp_path / "a.xlsx", word__document=b"<x/>"))
    with pytest.raises(InputError, match="is a folder"):
        open_table(tmp_path)
    with pytest.raises(InputError, match="There is no file"):
        open_table(tmp_path / "missing.csv")


# ---- the real ones


def real_tables(shared: Path, *folders: str) -> list[Path]:
    found = [
        path
        for name in folders
        for folder in (shared / "data").glob(name)
        for path in sorted(folder.rglob("*"))
    ]
    return [path for path in found if path.suffix.casefold() in KINDS]


def by_csv(table: CaseTable) -> int:
    """Count the rows with Python's csv module over the whole file."""
    csv.field_size_limit(10**9)
    text = table.path.read_bytes().decode(table.encoding, "replace")
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=table.separator or "\ufdd0"))
    return sum(any(map(str.strip, row)) for row in read[table.header :])


def by_openpyxl(table: CaseTable) -> int | None:
    """Count the rows with openpyxl; None where it does not read the file. Errors are no content."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet = openpyxl.load_workbook(table.path, data_only=True)[table.sheet]
            read = list(sheet.iter_rows(min_row=table.header + 1, values_only=True))
    except Exception:  # noqa: BLE001 - it is only a witness
        return None
    empty = (None, "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
    return sum(any(cell not in empty and str(cell).strip() for cell in row) for row in read)


def test_every_real_text_file_is_read_or_refused(shared_data: Path) -> None:
    """All of `c1-*` and `c3-*`; counts agree with the csv module."""
    read, refused = 0, []
    for path in real_tables(shared_data, "c1-*", "c3-*"):
        if path.suffix.casefold() not in KINDS[:3]:
            continue
        try:
            table = open_table(path)
            assert count(table) == by_csv(table), path.name
            read += 1
        except InputError as error:
            refused.append(f"{path.name}: {error.sentence}")
    assert read >= 70
    assert refused == ["empty.csv: “empty.csv” is empty. Choose a file with a header row and rows below it."]


@pytest.mark.slow
def test_every_real_spreadsheet_is_read_or_refused(shared_data: Path) -> None:
    """All of `c1-*`, `c3-*` and `c6-poi-office`; none crashes or hangs; counts agree with openpyxl."""
    read = witnessed = 0
    refused = {}
    for path in real_tables(shared_data, "c1-*", "c3-*", "c6-poi-office"):
        if path.suffix.casefold() in KINDS[:3]:
            continue
        try:
            table = open_table(path)
            mine = count(table)
        except InputError as error:
            refused[path.name] = error.sentence
            continue
        read += 1
        theirs = by_openpyxl(table)
        if theirs is not None:
            assert mine == theirs, path.name
            witnessed += 1
    assert read >= 160
    assert witnessed >= 75
    assert all(sentence.endswith(".") and sentence.count(". ") <= 2 for sentence in refused.values())
    assert "entities" in refused["spreadsheet__poc-xmlbomb.xlsx"]
    assert "password" in refused["spreadsheet__protected_passtika.xlsx"]
