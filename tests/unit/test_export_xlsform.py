"""A checklist goes out as XLSForm that pyxform accepts, and comes back the same."""

import warnings
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.form_check import check_form
from tia_desktop.domain.forms import Choice, Form, Item, Question, Section
from tia_desktop.exporters.xlsform import xlsform
from tia_desktop.importers.xlsform import read_xlsform


def written(form: Form, folder: Path) -> Path:
    path = folder / "out.xlsx"
    path.write_bytes(xlsform(form))
    return path


def test_every_real_form_goes_out_is_accepted_and_comes_back_the_same(
    shared_data: Path, tmp_path: Path
) -> None:
    different, count = [], 0
    for path in sorted(shared_data.glob("data/c2-xlsform-*/*.xls*")):
        try:
            first = read_xlsform(path)
        except InputError:
            continue
        form = first.form
        again = read_xlsform(written(form, tmp_path))
        count += 1
        if again.form != form or again.usable != first.usable or (again.losses and again.usable):
            different.append((path.name, again.losses))
    assert different == []
    assert count == 79


def test_another_reader_finds_what_we_wrote(tmp_path: Path) -> None:
    form = Form(
        "damp",
        "Damp",
        version="2",
        languages=("Cymraeg (cy)", "English (en)"),
        default_language="English (en)",
        items=(
            Section(
                "room",
                "room",
                labels=(("Cymraeg (cy)", "Ystafell"), ("English (en)", "Room")),
                repeats=True,
                items=(
                    Question(
                        "damp",
                        "room/damp",
                        "select_one",
                        labels=(("Cymraeg (cy)", "Llaith?"), ("English (en)", "Damp?")),
                        required="true()",
                        choices="yes_no",
                        choice_filter="also = 'x'",
                    ),
                ),
            ),
            Question(
                "n",
                "n",
                "range",
                (("English (en)", "How bad?"),),
                parameters=(("start", "0"), ("end", "5"), ("step", "1")),
            ),
        ),
        lists={"yes_no": (Choice("yes", (("English (en)", "Yes"),), (("also", "x"),)), Choice("no"))},
    )
    path = written(form, tmp_path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["survey", "choices", "settings"]
    rows = [[cell or "" for cell in row] for row in book["survey"].iter_rows(values_only=True)]
    assert rows[0][:4] == ["type", "name", "label::Cymraeg (cy)", "label::English (en)"]
    assert [row[0] for row in rows] == ["type", "begin repeat", "select_one yes_no", "end repeat", "range"]
    assert [row[:2] for row in book["choices"].iter_rows(values_only=True, min_row=2)] == [
        ("yes_no", "yes"),
        ("yes_no", "no"),
    ]
    assert read_xlsform(path).form == form


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 20", "-x", "@SUM(A1)", "\tx", "http://example.org", "007", "<b>&"]
)
def test_no_cell_is_ever_worked_out(tmp_path: Path, text: str) -> None:
    form = Form("f", text, items=(Question("q", "q", "text", labels=(("", text),)),))
    book = openpyxl.load_workbook(written(form, tmp_path))
    cell = book["survey"]["C2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_a_text_that_no_cell_holds_is_refused() -> None:
    form = Form("f", "F", items=(Question("q", "q", "text", labels=(("", "x" * 40_000),)),))
    with pytest.raises(InputError, match="row 2 of “survey”"):
        xlsform(form)


names = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True).filter(
    lambda n: n not in ("meta", "name", "data")
)
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="${}"),
    min_size=1,
    max_size=20,
)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    free = iter(draw(st.lists(names, min_size=8, max_size=8, unique=True)))
    lists = {
        "l": tuple(
            Choice(n, (("", draw(texts)),))
            for n in draw(st.lists(names, min_size=1, max_size=3, unique=True))
        )
    }

    def question(above: str) -> Question:
        name = next(free)
        kind = draw(
            st.sampled_from(
                ["text", "integer", "decimal", "date", "select_one", "select_multiple", "image", "note"]
            )
        )
        return Question(
            name,
            f"{above}{name}",
            kind,
            labels=(("", draw(texts)),),
            hints=draw(st.sampled_from([(), (("", "Look closely"),)])),
            required=draw(st.sampled_from(["", "true()"])) if kind != "note" else "",
            constraint=draw(st.sampled_from(["", ". != 'x'"])) if kind != "note" else "",
            choices="l" if kind.startswith("select") else "",
        )

    items = list[Item](question("") for _ in range(draw(st.integers(1, 3))))
    group = next(free)
    inside = tuple(question(f"{group}/") for _ in range(draw(st.integers(1, 3))))
    items.append(
        Section(
            group,
            group,
            (("", draw(texts)),),
            f"${{{items[0].name}}} != ''",
            repeats=draw(st.booleans()),
            items=inside,
        )
    )
    return Form("form", draw(texts), items=tuple(items), lists=lists)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(forms())
def test_made_up_forms_come_back_the_same(tmp_path: Path, form: Form) -> None:
    read = read_xlsform(written(form, tmp_path))
    assert read.form == check_form(form)[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert convert(xlsform(form), validate=False).xform
