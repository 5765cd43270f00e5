"""Answers collected elsewhere come back: tables, single forms, and archives with photos."""

import csv
import hashlib
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.form_run import FormRun
from tia_desktop.domain.forms import Choice, Form, Question, Section
from tia_desktop.domain.submissions import Fitter, Submission
from tia_desktop.importers.odk_answers import read_answers
from tia_desktop.importers.xlsform import read_xlsform

FORM = Form(
    "home",
    "Home",
    items=(
        Question("name", "name", "text", labels=(("", "What is your name?"),)),
        Question("kind", "kind", "select_one", choices="kinds"),
        Section(
            "visit",
            "visit",
            items=(
                Question("seen", "visit/seen", "select_multiple", choices="seen"),
                Section(
                    "room",
                    "visit/room",
                    repeats=True,
                    items=(
                        Question("title", "visit/room/title", "text"),
                        Question("photo", "visit/room/photo", "image"),
                        Section(
                            "fault",
                            "visit/room/fault",
                            repeats=True,
                            items=(Question("what", "visit/room/fault/what", "text"),),
                        ),
                    ),
                ),
            ),
        ),
    ),
    lists={
        "kinds": (Choice("f", (("", "Flat"),)), Choice("h", (("", "House"),))),
        "seen": (Choice("damp"), Choice("mould")),
    },
)


@pytest.fixture
def exports(shared_data: Path) -> Path:
    return shared_data / "data/c2-odk-exports-onadata"


def table(path: Path, *rows: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def fitted(*paths: Path) -> list[tuple[dict[str, str], dict[str, int], tuple[str, ...]]]:
    fitter = Fitter(FORM)
    found = [fitter.fit(s) for s in read_answers(paths).submissions]
    return [(f.answers, f.entries, f.unknown) for f in found]


def test_every_real_file_is_read_or_refused_in_a_sentence(exports: Path) -> None:
    refused = {}
    files = [p for p in sorted(exports.iterdir()) if p.suffix != ".md"]
    assert len(files) == 61
    for path in files:
        try:
            collected = read_answers([path])
            assert collected.submissions[0].answers
            assert all(s.answers.values() for s in collected.submissions)
        except InputError as error:
            refused[path.name.rpartition("__")[2]] = error.sentence
    assert refused.keys() == {"tutorial_encrypted.xml", "children.csv", "expected_children.csv"}
    assert "is encrypted" in refused["tutorial_encrypted.xml"]
    assert "together with the table" in refused["children.csv"]


def test_rows_agree_with_another_reader(exports: Path) -> None:
    for path in sorted(exports.glob("*.csv")):
        if path.name.endswith("children.csv"):
            continue
        with path.open(encoding="latin-1", newline="") as file:
            rows = [
                row for row in csv.DictReader(file) if any(v for k, v in row.items() if k and k[0] != "_")
            ]
        collected = read_answers([path])
        assert len(collected.submissions) + collected.doubles == len(rows), path.name


def test_xml_answers_agree_with_another_reader(exports: Path) -> None:
    for path in sorted(exports.glob("*.xml")):
        if "encrypted" in path.name:
            continue
        leaves = [e for e in ET.parse(path).getroot().iter() if len(e) == 0 and (e.text or "").strip()]
        left_out = {"instanceID", "uuid", "deprecatedID", "instanceName"}
        theirs = sorted((e.text or "").strip() for e in leaves if e.tag.rpartition("}")[2] not in left_out)
        assert sorted(read_answers([path]).submissions[0].answers.values()) == theirs, path.name


def test_photos_come_back_with_their_bytes(exports: Path) -> None:
    (path,) = exports.glob("*bulk_submission.zip")
    collected = read_answers([path])
    assert len(collected.submissions) == 2
    found = {}
    for submission in collected.submissions:
        name = collected.photo(submission, submission.answers["picture"])
        assert name is not None
        ((_, content),) = collected.read_photos([name])
        found[submission.answers["name"]] = hashlib.sha256(content).hexdigest()
    with zipfile.ZipFile(path) as archive:
        inside = {
            n.rpartition("/")[2]: hashlib.sha256(archive.read(n)).hexdigest() for n in archive.namelist()
        }
    assert found == {"A": inside["1330640038667.jpg"], "Z": inside["1330640085425.jpg"]}
    assert collected.ignored == 3


def test_a_real_form_takes_its_real_answers(shared_data: Path, exports: Path) -> None:
    form = read_xlsform(
        shared_data / "data/c2-xlsform-onadata/main__csv_export__tutorial_w_repeats.xlsx"
    ).form
    (path,) = exports.glob("*csv_export__tutorial_w_repeats.csv")
    by_table = Fitter(form).fit(read_answers([path]).submissions[0])
    (path,) = exports.glob("*csv_export__tutorial_w_repeats.xml")
    by_xml = Fitter(form).fit(read_answers([path]).submissions[0])
    assert by_table.entries == by_xml.entries == {"children": 2}
    assert by_table.answers["children[2]/childs_name"] == "Dick"
    shared = by_xml.answers.keys() & by_table.answers.keys()
    assert len(shared) == 8
    assert {k: by_xml.answers[k] for k in shared} == {k: by_table.answers[k] for k in shared}
    run = FormRun(form, by_xml.answers, entries=by_xml.entries, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert "children[2]/childs_age" in {posed.key for posed in run.asked()}


def test_a_part_and_its_table_are_joined(exports: Path) -> None:
    folder = list(exports.glob("*fixtures__csvs__*.csv"))
    (submission,) = read_answers(folder).submissions
    assert submission.answers["children[2]/name"] == "John"
    assert submission.answers["children[3]/age"] == "3"


def test_numbered_columns_with_a_column_for_each_choice(tmp_path: Path) -> None:
    path = table(
        tmp_path / "home.csv",
        ["name", "kind", "visit/seen/damp", "visit/seen/mould", "visit/room[1]/title", "visit/room[2]/title",
         "visit/room[2]/fault[1]/what", "visit/room[2]/fault[2]/what", "colour", "_uuid", "_tags"],
        ["Ann", "Flat", "True", "False", "hall", "bath", "tap", "tile", "red", "u1", "x"],
        ["Bob", "h", "n/a", "n/a", "n/a", "n/a", "n/a", "n/a", "n/a", "u2", ""],
    )  # fmt: skip
    ann, bob = fitted(path)
    assert ann == (
        {
            "name": "Ann",
            "kind": "f",
            "visit/room[1]/title": "hall",
            "visit/room[2]/title": "bath",
            "visit/room[2]/fault[1]/what": "tap",
            "visit/room[2]/fault[2]/what": "tile",
            "visit/seen": "damp",
        },
        {"visit/room": 2, "visit/room[2]/fault": 2},
        ("colour",),
    )
    assert bob == ({"name": "Bob", "kind": "h"}, {}, ())


def test_tables_of_central_are_joined_by_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "home.zip"
    room, bath = "uuid:1/visit/room[1]", "uuid:1/visit/room[2]"
    tables = {
        "home.csv": [
            "SubmissionDate,name,visit-seen,KEY,AttachmentsPresent",
            "2026-01-01,Ann,damp mould,uuid:1,1",
            "2026-01-02,Bob,,uuid:2,0",
        ],
        "home-room.csv": [
            "title,photo,PARENT_KEY,KEY",
            f"hall,1.jpg,uuid:1,{room}",
            f"bath,,uuid:1,{bath}",
            "loft,,uuid:2,uuid:2/visit/room[1]",
        ],
        "home-fault.csv": ["what,PARENT_KEY,KEY", f"tap,{bath},{bath}/fault[1]"],
        "media/1.jpg": ["photo"],
        "__MACOSX/._home.csv": ["x"],
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, lines in tables.items():
            archive.writestr(name, "\n".join(lines))
    ann, bob = fitted(path)
    assert ann == (
        {
            "name": "Ann",
            "visit/seen": "damp mould",
            "visit/room[1]/title": "hall",
            "visit/room[1]/photo": "1.jpg",
            "visit/room[2]/title": "bath",
            "visit/room[2]/fault[1]/what": "tap",
        },
        {"visit/room": 2, "visit/room[2]/fault": 1},
        (),
    )
    assert bob == ({"name": "Bob", "visit/room[1]/title": "loft"}, {"visit/room": 1}, ())
    collected = read_answers([path])
    photo = collected.photo(collected.submissions[0], "1.jpg")
    assert collected.read_photos([str(photo)]) == [("media/1.jpg", b"photo")]
    assert collected.photo(collected.submissions[0], "2.jpg") is None


def test_tables_of_kobo_are_joined_by_their_numbers(tmp_path: Path) -> None:
    whole = table(tmp_path / "home.csv", ["name", "_uuid", "_index"], ["Ann", "u1", "1"], ["Bob", "u2", "2"])
    room = table(
        tmp_path / "room.csv",
        ["visit/room/title", "_index", "_parent_table_name", "_parent_index"],
        ["hall", "1", "home", "2"],
        ["bath", "2", "home", "1"],
        ["loft", "3", "home", "2"],
    )
    fault = table(
        tmp_path / "fault.csv",
        ["visit/room/fault/what", "_index", "_parent_table_name", "_parent_index"],
        ["tap", "1", "room", "3"],
        ["tile", "2", "room", "3"],
    )
    ann, bob = fitted(fault, whole, room)
    assert ann[0] == {"name": "Ann", "visit/room[1]/title": "bath"}
    assert bob[0] == {
        "name": "Bob",
        "visit/room[1]/title": "hall",
        "visit/room[2]/title": "loft",
        "visit/room[2]/fault[1]/what": "tap",
        "visit/room[2]/fault[2]/what": "tile",
    }
    table(room, ["visit/room/title", "_parent_table_name", "_parent_index"], ["hall", "home", "9"])
    with pytest.raises(InputError, match="row that is not there"):
        read_answers([whole, room])


def test_what_is_there_twice_counts_once_and_differing_answers_are_kept(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ["name", "_uuid"], ["Ann", "1"], ["Ann", "1"], ["Bob", "1"])
    collected = read_answers([path])
    assert [s.answers["name"] for s in collected.submissions] == ["Ann", "Bob"]
    assert collected.doubles == 1
    assert collected.problems == (
        "1 filled-in form with the name of another one and other answers: look at both.",
    )


def test_names_without_groups_and_what_is_unknown() -> None:
    answers = {"title": "hall", "what": "tap", "What is your name?": "Ann", "other": "x", "_id": "3"}
    found = Fitter(FORM).fit(Submission("1", "x", answers=answers))
    assert found.answers == {
        "visit/room[1]/title": "hall",
        "visit/room[1]/fault[1]/what": "tap",
        "name": "Ann",
    }
    assert found.unknown == ("other",)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "cut short|no XML"),
        (b"not xml", "no XML"),
        (b"<a><b>x</b>", "no XML"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a><b>&b;</b></a>', "declares entities"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a><b>&b;</b></a>'.encode("utf-16"), "declares entities"),
        (b"<a>" * 100_000 + b"</a>" * 100_000, "nested too deeply"),
        (b"<a>" + b"<b/>" * 300_000 + b"</a>", "too long"),
        (b'<?xml version="1.0" encoding="no-such"?><a><b>x</b></a>', "no XML"),
        (b'<a id="x" encrypted="yes"><b>x</b></a>', "is encrypted"),
        (b'<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head/></h:html>', "is a form"),
        (b"<a><b/></a>", "holds no answers|"),
    ],
)
def test_hostile_xml_is_refused_in_a_sentence(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "answers.xml"
    path.write_bytes(content)
    if content == b"<a><b/></a>":  # a form nobody filled in is one all the same
        assert read_answers([path]).submissions[0].answers == {}
        return
    with pytest.raises(InputError, match=why):
        read_answers([path])


def test_a_table_that_is_no_export_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path / "cases.csv", ["reference", "date"], ["R1", "2026-01-01"])
    with pytest.raises(InputError, match="no export of ODK, Kobo or Ona"):
        read_answers([path])
    with pytest.raises(InputError, match="Choose the file"):
        read_answers([])
