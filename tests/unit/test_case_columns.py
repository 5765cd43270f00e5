"""What columns hold: dates in any usual form, personal data, and the one way a content is written."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.project import ROOT
from tia_desktop.domain.case_content import Hashed, first_difference, lines_of, plain_cell, rows_of
from tia_desktop.domain.column_kinds import DATE, NUMBER, TEXT, DateReader, is_number, iso_of, kind_of
from tia_desktop.domain.personal import personal_cell, personal_name

CELLS = st.text(max_size=12)


@pytest.mark.parametrize(
    ("text", "form", "iso"),
    [
        ("2026-04-03", "iso", "2026-04-03"),
        ("2026-04-03 00:00:00", "iso", "2026-04-03"),
        ("2026-04-03T14:30:05.123Z", "iso", "2026-04-03T14:30:05Z"),
        ("2026-04-03T00:00:00+01:00", "iso", "2026-04-03T00:00:00+01:00"),
        ("20260403", "ymd", "2026-04-03"),
        ("2026/4/3", "ymd", "2026-04-03"),
        ("3/4/26", "dmy", "2026-04-03"),
        ("3.4.2026", "dmy", "2026-04-03"),
        ("03/04/2026 1:05 PM", "dmy", "2026-04-03T13:05"),
        ("03/04/2026 12:05 am", "dmy", "2026-04-03T00:05"),
        ("3/4/29", "dmy", "2029-04-03"),
        ("3/4/30", "dmy", "1930-04-03"),
        ("4/3/2026", "mdy", "2026-04-03"),
        ("3 April 2026", "month-word", "2026-04-03"),
        ("Fri, 3rd Apr 2026", "month-word", "2026-04-03"),
        ("03-Apr-26", "month-word", "2026-04-03"),
        ("45000", "excel", "2023-03-15"),
        ("45000.75", "excel", "2023-03-15"),
        ("45000", "excel-1904", "2027-03-16"),
        ("31/02/2026", "dmy", ""),
        ("13/13/2026", "dmy", ""),
        ("3 Mumble 2026", "month-word", ""),
        ("tbc", "iso", ""),
        ("", "excel", ""),
    ],
)
def test_dates_are_read_in_their_form(text: str, form: str, iso: str) -> None:
    assert iso_of(text, form) == iso


@pytest.mark.parametrize(
    ("name", "cells", "kind", "form", "doubt"),
    [
        ("Reported", ["03/04/2026", "13/04/2026"], DATE, "dmy", ""),
        ("Reported", ["03/04/2026", "05/04/2026"], DATE, "dmy", "could have the month first"),
        ("Reported", ["04/04/2026", "05/05/2026"], DATE, "dmy", ""),  # the same either way
        ("Reported", ["03/04/2026", "04/13/2026"], DATE, "mdy", "month comes first"),
        ("Reported", ["3/4/26", "13/4/26"], DATE, "dmy", "two digits"),
        ("Reported", [*["2026-04-03"] * 9, "tbc"], DATE, "iso", ""),
        ("Reported", [*["2026-04-03"] * 8, "tbc", "tbc"], TEXT, "", ""),
        ("Date reported", ["45000", "45001"], DATE, "excel", "from 1904"),
        ("Job", ["45000", "45001"], NUMBER, "", ""),
        ("Cost", ["1,240.50", "£3", "-4", "12 %", "(5.00)", ""], NUMBER, "", ""),
        ("Code", ["007", "012"], TEXT, "", ""),
        ("Empty", ["", "  "], TEXT, "", ""),
    ],
)
def test_a_column_tells_what_it_holds(name: str, cells: list[str], kind: str, form: str, doubt: str) -> None:
    found = kind_of(name, cells)
    assert (found.kind, found.format) == (kind, form)
    assert doubt in found.doubt
    assert bool(found.doubt) == bool(doubt)


def test_numbers_with_a_zero_in_front_are_codes() -> None:
    assert [is_number(text) for text in ("0", "0.5", "12", "007", "1,2", "", "-", "abc", "1e5")] == [
        *(True, True, True, False, False, False, False, False, True)
    ]


def test_a_cell_that_is_no_date_is_noted_and_stays() -> None:
    read = DateReader("dmy")
    assert [read(cell) for cell in ("03/04/2026", "tbc", "", "03/04/2026")] == [
        *("2026-04-03", "tbc", "", "2026-04-03")
    ]
    assert read.failed == {"tbc"}


@pytest.mark.parametrize(
    "name",
    [
        *("Tenant name", "tenant_name", "TenantName", "First Name", "Email", "E-mail address", "Phone No"),
        *("Address line 1", "Address1", "Postcode", "post code", "Date of birth", "DOB", "NI number", "Sex"),
        *("Ethnicity", "Ethnic origin", "Disability", "Religion", "Vulnerable?", "UPRN", "Beneficiary Name"),
        *("Property", "Complainant", "Medical need", "Title"),
    ],
)
def test_columns_about_people_are_known_by_their_names(name: str) -> None:
    assert personal_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Job", "Reported", "Ward name", "Scheme name", "Contractor name", "Area", "Amount"),
        *(
            "Tenant reference",
            "Customer type",
            "Stage",
            "Emailed on",
            "Percentage",
            "Complaint number",
            "Language count",
        ),
    ],
)
def test_columns_about_cases_are_kept(name: str) -> None:
    assert personal_name(name) == ""


def test_the_law_protects_some_most() -> None:
    for name in ("Ethnicity", "Health condition", "Religion", "Sexual orientation", "Safeguarding"):
        assert "protects most" in personal_name(name)


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("write to jo@example.org", "e-mail"),
        ("call 07700 900123", "phone"),
        ("+44 20 7946 0018", "phone"),
        ("0191 498 0012", "phone"),
        ("AB123456C", "National Insurance"),
        ("AB 12 34 56 C", "National Insurance"),
        ("at B1 1AA now", "postcode"),
        ("SW1A1AA", "postcode"),
        ("R00012345", ""),
        ("2026-04-03T14:30:05", ""),
        ("03/04/2026", ""),
        ("1,234,567.89", ""),
        ("100000000000", ""),
        ("B1", ""),
    ],
)
def test_cells_about_people_are_known_by_their_words(cell: str, what: str) -> None:
    found = personal_cell(["", "fine", cell])
    assert what in found
    assert bool(found) == bool(what)


# ---- the content


def test_the_published_example() -> None:
    text = lines_of([["Job"], ["Reported"], ["Area"]]) + lines_of(
        [["R1", "R2", "R3"], ["2026-04-03", "2026-04-05", "tbc"], ["North", "South", "North"]]
    )
    digest = Hashed()
    assert len(digest.add(text)) == 71
    page = Path(ROOT / "schemas" / "SAMPLING.md").read_text("utf-8")
    assert digest.digest in page
    assert text.replace("\x1f", "␟").replace("\x1e", "␞") in page


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1)))
def test_a_content_gives_back_its_cells(rows: list[list[str]]) -> None:
    """Whatever is in the cells: separators, line ends, NUL, half characters."""
    wanted = [[plain_cell(cell) for cell in row] for row in rows]
    data = lines_of([[c.strip() for c in column] for column in zip(*rows, strict=True)]).encode()
    for size in (1, 7, 10_000):
        assert list(rows_of(data[n : n + size] for n in range(0, len(data), size))) == wanted


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=2, max_size=8), st.data())
def test_any_cell_that_changes_is_found(rows: list[list[str]], data: st.DataObject) -> None:
    ours = [["a", "b"], *([plain_cell(cell) for cell in row] for row in rows)]
    theirs = [list(row) for row in ours]
    assert first_difference(ours, theirs) == ""
    row, column = data.draw(st.integers(1, len(rows))), data.draw(st.integers(0, 1))
    theirs[row][column] += "x"
    assert first_difference(ours, theirs) == f"Case {row} differs in the column “{'ab'[column]}”."
    assert lines_of(list(zip(*ours, strict=True))) != lines_of(list(zip(*theirs, strict=True)))
    assert "fewer cases" in first_difference(ours, ours[:-1])
    assert "more cases" in first_difference(ours, [*ours, ["", ""]])
    assert "other ones" in first_difference(ours, [["a", "c"], *ours[1:]])


def test_hashing_in_pieces_is_hashing_the_whole() -> None:
    digest = Hashed()
    digest.add("a")
    digest.add_bytes("é".encode())
    assert digest.digest == sha256("aé".encode()).hexdigest()
