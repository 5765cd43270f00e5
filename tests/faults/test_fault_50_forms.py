"""FAULTS 50: workbooks from anywhere, given as a form, are read or refused in a sentence, quickly."""

import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.forms import MAX_ITEMS
from tia_desktop.importers.xlsform import read_xlsform
from tia_desktop.importers.xlsform_items import FormBuilder

SECONDS = 20


def workbook(path: Path, rows: list[list[str]], sheet: str = "survey") -> Path:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for n, row in enumerate(rows):
            page.write_row(n, 0, row)
    return path


def test_no_workbook_from_the_wild_is_a_form_that_crashes_or_hangs(shared_data: Path) -> None:
    paths = [p for p in sorted(shared_data.glob("data/c6-poi-office/*")) if p.suffix != ".md"]
    assert len(paths) > 150
    sentences = set()
    for path in paths:
        began = time.perf_counter()
        with pytest.raises(InputError) as refused:
            read_xlsform(path)
        assert time.perf_counter() - began < SECONDS, path.name
        assert refused.value.sentence.count("\n") == 0
        assert len(refused.value.sentence) < 350, refused.value.sentence
        sentences.add(refused.value.sentence.replace(path.name, ""))
    assert len(sentences) > 3


def test_zips_that_are_no_workbooks_are_refused(shared_data: Path) -> None:
    for path in sorted(shared_data.glob("data/c6-lib*-zips/*.zip*")):
        with pytest.raises(InputError):
            read_xlsform(path)


def test_a_bomb_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", b"<sst>" + b" " * 200_000_000)
    began = time.perf_counter()
    with pytest.raises(InputError):
        read_xlsform(path)
    assert time.perf_counter() - began < 2


def test_a_list_of_cases_is_no_form(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "repairs.xlsx", [["ref", "date"], *([f"R{n}", "2026-01-01"] for n in range(5_000))]
    )
    with pytest.raises(InputError, match="no XLSForm"):
        read_xlsform(path)


def test_a_workbook_of_a_hundred_thousand_rows_is_refused_at_once(tmp_path: Path) -> None:
    rows = [["type", "name", "label"], *(["text", f"q{n}", "Q"] for n in range(100_000))]
    path = workbook(tmp_path / "long.xlsx", rows)
    began = time.perf_counter()
    with pytest.raises(InputError, match="too large to be a form"):
        read_xlsform(path)
    assert time.perf_counter() - began < 5


def test_a_form_of_a_hundred_thousand_rows_is_refused() -> None:
    rows = [{"type": "text", "name": f"q{n}", "label": "Q"} for n in range(100_000)]
    with pytest.raises(InputError, match=f"more than {MAX_ITEMS:,} rows"):
        FormBuilder({"name": "data", "id_string": "f", "title": "F", "children": rows}).form()


@pytest.mark.parametrize("depth", [35, 100, 300, 3_000])
def test_groups_nested_without_end_are_refused(tmp_path: Path, depth: int) -> None:
    rows = [["type", "name", "label"]]
    rows += [["begin group", f"g{n}", "G"] for n in range(depth)]
    rows += [["text", "q", "Q"], *(["end group", "", ""] for _ in range(depth))]
    with pytest.raises(InputError, match=r"nested too deeply|within one another"):
        read_xlsform(workbook(tmp_path / "deep.xlsx", rows))


@pytest.mark.parametrize(
    ("row", "loss"),
    [
        (["text", "q", "Q", "(" * 3_000, ""], "the condition under which it is asked"),
        (["text", "q", "Q", "", "regex(., '((a{999}){999}){999}')"], "the rule for its answer"),
        (["text", "q", "Q", "uuid() = 'x'", ""], "uuid()"),
        (["text", "q", "Q", "/data/a | ", ""], "the condition under which it is asked"),
    ],
)
def test_hostile_expressions_are_listed_and_left_out(tmp_path: Path, row: list[str], loss: str) -> None:
    rows = [["type", "name", "label", "relevant", "constraint"], ["text", "a", "A", "", ""], row]
    read = read_xlsform(workbook(tmp_path / "hostile.xlsx", rows))
    assert loss in read.losses[0].sentence
    assert read.usable


def test_a_circle_makes_the_form_unusable(tmp_path: Path) -> None:
    rows = [
        ["type", "name", "label", "calculation"],
        ["calculate", "a", "", "${b} + 1"],
        ["calculate", "b", "", "${a} + 1"],
        ["text", "c", "C", ""],
    ]
    read = read_xlsform(workbook(tmp_path / "circle.xlsx", rows))
    assert not read.usable
    assert "wait for one another" in read.losses[-1].sentence


def test_a_folder_a_missing_file_and_a_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("| survey |\n", encoding="utf-8")
    for name in (".", "gone.xlsx", "text.xlsx"):
        with pytest.raises(InputError):
            read_xlsform(tmp_path / name)
