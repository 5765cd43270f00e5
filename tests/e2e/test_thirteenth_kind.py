"""A framework pack brings a thirteenth kind of check, and not a line of Python knows about it."""

from __future__ import annotations

import copy
import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QTableView, QWidget

from tests.helpers.commands import read
from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow, desk, open_window
from tests.ui.keys import CTRL, ENTER, press, type_text
from tia_desktop import frameworks, paths
from tia_desktop.bootstrap import AppDesk
from tia_desktop.cli import tia as command
from tia_desktop.domain.records import CheckTarget, EvidenceNote, RealityCheck
from tia_desktop.frameworks.schema_check import SCHEMA
from tia_desktop.services import checklist, conclude, conversation, guided
from tia_desktop.services.coverage import coverage
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.widgets import Button, ChoiceButton

__all__ = ["desk", "open_window"]

Run = Callable[..., Any]

SOUND_CHECK: dict[str, Any] = {
    "id": "rc13",
    "number": 13,
    "slug": "sound-check",
    "title": "Listening to homes and to the people next door",
    "short": "Sound checks",
    "singular": "Sound check",
    "icon": "ear",
    "source": "our own kind",
    "purpose": "Hear what people hear at home.",
    "steps": {"before": ["Agree an evening"], "during": ["Listen"], "after": ["Compare"]},
    "record": ["place and time"],
    "pitfalls": ["one loud night is no pattern"],
    "tia_role": "TIAs listen as neighbours do.",
    "sampling": "Five homes or more.",
    "data_protection": "Record no sound.",
    "key_questions": ["j1.kq2", "j2.kq1"],
    "targets": {"j1.kq2": 3, "j2.kq1": 1},
    "how": "measured",
    "source_group": "tenant",
    "minutes_per_item": 2,
    "consent": "Tell the person: we listen, and we record nothing. You can stop at any time.",
    "care": ["Go with two people.", "Leave when you feel unsafe."],
    "fields": [
        {
            "id": "rc13.when",
            "question": "When do you listen?",
            "answer": "choice",
            "choices": [{"id": "day", "word": "By day"}, {"id": "night", "word": "At night"}],
            "required": True,
        },
        {"id": "rc13.floor", "question": "On which floor?", "answer": "number", "hint": "0 is the ground."},
        {"id": "rc13.built", "question": "When were the walls last done?", "answer": "date"},
        {
            "id": "rc13.from",
            "question": "From what time?",
            "answer": "time",
            "show_if": {"ask": "rc13.when", "answers": ["night"]},
        },
        {"id": "rc13.home", "question": "What is the code of the home?", "answer": "text"},
    ],
    "panel": "conversation",
    "speakers": ["Tenant 1", "Neighbour"],
    "repeats": [
        {
            "id": "rooms",
            "title": "Rooms",
            "singular": "Room",
            "add": "Add a room",
            "groups": ["In the room"],
            "place": "within",
            "items": [
                {
                    "id": "rc13.r1",
                    "group": "In the room",
                    "text": "Window closed",
                    "question": "Is the window closed?",
                    "answer": "yes_no_na",
                    "weak_answer": "none",
                }
            ],
            "suggestions": ["Bedroom", "Kitchen"],
            "first": "rc13.home",
        },
        {
            "id": "machines",
            "title": "Machines",
            "singular": "Machine",
            "add": "Add a machine",
            "items": [
                {
                    "id": "rc13.m1",
                    "group": "Machine",
                    "text": "Running",
                    "question": "Does it run now?",
                    "answer": "yes_no_na",
                    "weak_answer": "yes",
                    "key_questions": ["j2.kq1"],
                },
                {
                    "id": "rc13.m2",
                    "group": "Machine",
                    "text": "Since when",
                    "question": "Since when has it been loud?",
                    "answer": "date",
                    "show_if": {"ask": "rc13.m1", "answers": ["yes"]},
                },
            ],
        },
    ],
    "items": [
        {
            "id": "rc13.i1",
            "group": "In the room",
            "text": "Steps from above",
            "question": "How many steps do you hear from above in a minute?",
            "look_for": "Count for one minute.",
            "answer": "number",
            "unit": "steps",
            "required": True,
        },
        {
            "id": "rc13.i2",
            "group": "In the room",
            "text": "Quiet",
            "question": "How quiet is the room?",
            "answer": "grade_A_D",
        },
        {
            "id": "rc13.i3",
            "group": "At night",
            "text": "Sleep",
            "question": "Can people sleep?",
            "answer": "rating_1_5",
            "show_if": {"ask": "rc13.when", "answers": ["night"]},
        },
        {
            "id": "rc13.i4",
            "group": "At night",
            "text": "Wakes people",
            "question": "What wakes people?",
            "answer": "choices",
            "choices": [
                {"id": "steps", "word": "Steps"},
                {"id": "doors", "word": "Doors"},
                {"id": "pipes", "word": "Pipes"},
            ],
            "show_if": {"ask": "rc13.i3", "answers": ["partly", "hardly", "not_at_all"]},
        },
        {
            "id": "rc13.i5",
            "group": "The landlord",
            "text": "Louder or not",
            "question": "Is it louder or quieter than a year ago?",
            "answer": "choice",
            "choices": [{"id": "louder", "word": "Louder"}, {"id": "quieter", "word": "Quieter"}],
            "key_questions": ["j2.kq1"],
        },
        {
            "id": "rc13.i6",
            "group": "The landlord",
            "text": "Told the landlord",
            "question": "When was the landlord told?",
            "answer": "date",
        },
        {
            "id": "rc13.i7",
            "group": "The landlord",
            "text": "Answer met the promise",
            "question": "Did the answer meet the promise?",
            "answer": "yes_no_na",
            "scheme": "met_notmet",
        },
        {
            "id": "rc13.i8",
            "group": "The landlord",
            "text": "In their own words",
            "question": "What do people say about it?",
            "answer": "text",
        },
    ],
}


def pack_data() -> dict[str, Any]:
    """The 2003 framework with one kind more."""
    data: dict[str, Any] = json.loads(frameworks.load("almo-2003")[1])
    data["id"], data["version"] = "almo-2003-sound", "1.0.0"
    data["templates"].append(copy.deepcopy(SOUND_CHECK))
    counts, items = data["counts"], len(SOUND_CHECK["items"])
    counts["templates"] += 1
    counts["items"] += items
    counts["items_by_template"]["rc13"] = items
    return data


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "sound.json"
    path.write_text(json.dumps(pack_data()), encoding="utf-8")
    return path


@pytest.fixture
def tia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder of its own and return its JSON."""
    monkeypatch.chdir(tmp_path)

    return read


@pytest.fixture
def file(tia: Run, pack: Path, tmp_path: Path) -> Path:
    """An inspection by this pack with a sound check, made by commands."""
    who = ("--landlord", "Riverside Homes (sample)", "--authority-type", "london")
    made = tia("new", "R.tia", "--pack", str(pack), *who)
    assert (made["pack"], made["pack_version"]) == ("almo-2003-sound", "1.0.0")
    tia("add-check", "R.tia", "--kind", "Sound check", "--title", "Ash Court", "--place", "Ash Court")
    return tmp_path / "R.tia"


@pytest.fixture
def ws(desk: AppDesk, file: Path) -> Iterator[Workspace]:
    made = desk.open(file)
    yield made
    made.store.close()


@pytest.fixture
def check(ws: Workspace) -> RealityCheck:
    return ws.store.find(RealityCheck)[0]


def keys(ws: Workspace, check: RealityCheck) -> list[str]:
    return [step.key for step in guided.steps(ws, check)]


def give(ws: Workspace, check: RealityCheck, key: str, **answer: str) -> guided.Step:
    """Answer a question and return it as it then stands."""
    step = next(s for s in guided.steps(ws, check) if s.key == key)
    guided.answer(ws, check, step.asked, **answer)
    return next(s for s in guided.steps(ws, check) if s.key == key)


def prepare(ws: Workspace, check: RealityCheck, when: str = "night") -> tuple[str, str]:
    """Do what comes before the questions; return the ids of a second room and of a machine."""
    assert guided.needs_start_page(ws, check)
    guided.record_consent(ws, check.id, "the tenant, spoken")
    for field, value in (("when", when), ("floor", "2"), ("from", "21:30"), ("home", "A-7")):
        checklist.set_field(ws, check.id, f"rc13.{field}", value)
    room = checklist.add_entry(ws, check.id, "rooms", "Bedroom")
    machine = checklist.add_entry(ws, check.id, "machines", "Boiler")
    guided.begin_check(ws, check.id)
    return room, machine


# ---- the pack


def test_the_pack_fits_its_schema_and_has_no_problems(tia: Run, pack: Path) -> None:
    schema = json.loads((paths.schemas_dir() / SCHEMA).read_bytes())
    jsonschema.Draft202012Validator(schema).validate(json.loads(pack.read_bytes()))
    assert tia("pack", "validate", str(pack)) == {"ok": True, "problems": []}


@pytest.mark.parametrize(
    ("path", "words"), [("nothing.json", "no framework pack “nothing.json”"), (".", "no framework called")]
)
def test_a_path_to_nothing_is_refused(tmp_path: Path, path: str, words: str) -> None:
    who = ["--landlord", "X", "--authority-type", "london"]
    result = CliRunner().invoke(command, ["new", str(tmp_path / "R.tia"), "--pack", path, *who])
    assert result.exit_code != 0
    assert words in result.output
    assert not (tmp_path / "R.tia").exists()


def test_a_pack_with_a_problem_makes_no_inspection(tmp_path: Path, pack: Path) -> None:
    data = pack_data()
    data["templates"][12]["items"][2]["show_if"]["ask"] = "rc13.moon"
    pack.write_text(json.dumps(data), encoding="utf-8")
    who = ["--landlord", "X", "--authority-type", "london"]
    result = CliRunner().invoke(command, ["new", str(tmp_path / "R.tia"), "--pack", str(pack), *who])
    assert result.exit_code != 0
    assert "“rc13.moon”" in result.output
    assert not (tmp_path / "R.tia").exists()


# ---- by commands and services


def test_commands_know_the_kind(tia: Run, file: Path) -> None:
    kinds = tia("list", file.name, "kinds")["kinds"]
    assert [k["number"] for k in kinds] == list(range(1, 14))
    assert (kinds[12]["slug"], kinds[12]["items"]) == ("sound-check", 8)
    [row] = tia("list", file.name, "checks")["checks"]
    assert (row["kind"], row["title"]) == ("rc13", "Ash Court")
    shown = tia("show", file.name, "sound-check")
    assert "rc13.i1" in json.dumps(shown)
    tia("add-note", file.name, "--check", row["id"], "--item", "rc13.i7", "--rating", "met")
    assert tia("verify", file.name)["ok"]


def test_targets_and_coverage_have_a_thirteenth_row(ws: Workspace, check: RealityCheck) -> None:
    targets = {t.question_id: t.target for t in ws.store.find(CheckTarget, check_id=check.id)}
    assert targets == {"j1.kq2": 3, "j2.kq1": 1}
    prepare(ws, check)
    give(ws, check, "rc13.i2", rating="weak")
    found = coverage(ws)
    assert found.rows[-1] == "rc13"
    assert len(found.rows) == 13
    cell = found.cells["rc13", "j1.kq2"]
    assert (cell.got, cell.target, cell.weaknesses) == (1, 3, 1)


def test_every_part_of_the_kind_works(ws: Workspace, check: RealityCheck) -> None:
    room, machine = prepare(ws, check)
    assert keys(ws, check) == [
        f"rc13.m1@{machine}",
        f"rc13.m2@{machine}",
        "rc13.i1",
        "rc13.i2",
        "rc13.r1",
        f"rc13.i1@{room}",
        f"rc13.i2@{room}",
        f"rc13.r1@{room}",
        *(f"rc13.i{n}" for n in range(3, 9)),
    ]
    headings = {s.key: s.asked.heading for s in guided.steps(ws, check)}
    assert headings[f"rc13.m1@{machine}"] == "Machine: Boiler"
    assert headings["rc13.i1"] == "A-7 · In the room"
    assert headings[f"rc13.i1@{room}"] == "Bedroom · In the room"
    assert {s.key for s in guided.steps(ws, check) if s.is_missing} == {"rc13.i1", f"rc13.i1@{room}"}

    step = give(ws, check, f"rc13.m1@{machine}", rating="no")
    assert step.tone == "ok"
    assert f"rc13.m2@{machine}" not in keys(ws, check)
    step = give(ws, check, "rc13.i1", rating="ok", value="12")
    assert step.note is not None
    assert not step.is_missing
    assert guided.value_words(step.item, step.note.value) == "12 steps"
    give(ws, check, f"rc13.i1@{room}", rating="weak", value="40")
    assert give(ws, check, f"rc13.r1@{room}", rating="no").tone == "none"
    give(ws, check, "rc13.i3", rating="fully")
    assert "rc13.i4" not in keys(ws, check)
    give(ws, check, "rc13.i3", rating="hardly")
    step = give(ws, check, "rc13.i4", value="doors pipes")
    assert step.note is not None
    assert guided.value_words(step.item, step.note.value) == "Doors, Pipes"
    give(ws, check, "rc13.i5", value="louder")
    give(ws, check, "rc13.i6", rating="noted", value="2026-05-01")
    step = give(ws, check, "rc13.i7", rating="not_met")
    assert (step.tone, step.note.scheme if step.note else "") == ("weak", "met_notmet")
    item = ws.pack.item("rc13.i8")
    conversation.say(ws, check, item, "Neighbour", "We hear every step.", exact=True)
    assert [n.speaker for n in conversation.said(ws, check, "rc13.i8")] == ["Neighbour"]


def test_an_answer_before_the_questions_hides_the_nights_ones(ws: Workspace, check: RealityCheck) -> None:
    prepare(ws, check, when="day")
    assert {"rc13.i3", "rc13.i4"}.isdisjoint(keys(ws, check))
    assert "rc13.i5" in keys(ws, check)


def test_exports_contain_it(desk: AppDesk, ws: Workspace, check: RealityCheck, tmp_path: Path) -> None:
    room, _ = prepare(ws, check)
    step = give(ws, check, f"rc13.i2@{room}", rating="very_weak")
    assert step.note is not None
    conversation.say(ws, check, ws.pack.item("rc13.i8"), "Tenant 1", "I sleep in the kitchen.", exact=True)
    said = conversation.said(ws, check)[0].id
    conclude.record_finding(ws, "Homes are loud.", "weakness", ["j1.kq2"], notes=[step.note.id, said])
    guided.finish_check(ws, check.id)
    for kind in ("json", "csv", "pdf"):
        desk.export(ws, kind, tmp_path / f"out.{kind}")
    document = json.loads((tmp_path / "out.json").read_text("utf-8"))
    schema = json.loads((paths.schemas_dir() / "findings-1.schema.json").read_bytes())
    jsonschema.Draft202012Validator(schema).validate(document)
    assert "I sleep in the kitchen." in json.dumps(document)
    assert {n["kind"]["id"] for n in document["notes"]} == {"rc13"}
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as handle:
        cells = [cell for row in csv.reader(handle) for cell in row]
    assert SOUND_CHECK["singular"] in cells
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


# ---- in the window


def page_of(window: MainWindow) -> QWidget:
    page = window.shell.pages.page
    assert page is not None
    return page


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Name)


def words_of(window: MainWindow) -> str:
    return "\n".join(label.text() for label in page_of(window).findChildren(QLabel))


def test_the_window_says_first_what_the_pack_says(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    window.shell.go("capture", check_id=check.id)
    settle()
    shown = words_of(window)
    for text in (SOUND_CHECK["consent"], *SOUND_CHECK["care"], "When do you listen?", "On which floor?"):
        assert text in shown


def test_what_comes_first_is_answered_by_keyboard(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    typed = {
        "On which floor?": "2",
        "When were the walls last done?": "21 May 2025",
        "From what time?": "21:30",
    }
    window = open_window(ws)
    window.shell.go("capture", check_id=check.id)
    settle()
    for _ in range(40):
        here = QApplication.focusWidget()
        if isinstance(here, QCheckBox):
            press(Qt.Key.Key_Space)
        elif isinstance(here, ChoiceButton):
            press("2")
        elif isinstance(here, QLineEdit):
            type_text(typed.get(name_of(here), "A-7"))
        elif isinstance(here, Button) and here.words() == "Start":
            press(ENTER)
            break
        press(Qt.Key.Key_Tab)
    else:
        pytest.fail("Tab never came to “Start”")
    stored = ws.need(RealityCheck, check.id)
    assert (stored.status, stored.consent_how) == ("started", "A-7")
    assert checklist.field_values(ws, check.id) == {
        "rc13.when": "night",
        "rc13.floor": "2",
        "rc13.built": "2025-05-21",
        "rc13.from": "21:30",
        "rc13.home": "A-7",
    }


def test_the_place_is_a_room_of_the_home(ws: Workspace, check: RealityCheck, open_window: OpenWindow) -> None:
    room, machine = prepare(ws, check)
    window = open_window(ws)
    for key, place in (
        (f"rc13.m1@{machine}", "Ash Court"),
        ("rc13.i1", "Ash Court, A-7"),
        (f"rc13.i1@{room}", "Ash Court, bedroom"),
        ("rc13.i3", "Ash Court"),
    ):
        window.shell.go("capture", check_id=check.id, item_id=key)
        settle()
        assert ws.need(RealityCheck, check.id).last_place == place


def test_a_field_waits_for_another(ws: Workspace, check: RealityCheck, open_window: OpenWindow) -> None:
    checklist.set_field(ws, check.id, "rc13.when", "day")
    window = open_window(ws)
    window.shell.go("capture", check_id=check.id)
    settle()
    shown = [label.text() for label in page_of(window).findChildren(QLabel) if label.isVisible()]
    assert "On which floor?" in shown
    assert "From what time?" not in shown


def test_a_whole_sound_check_with_digits_and_enter(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    prepare(ws, check)
    window = open_window(ws)
    window.shell.go("capture", check_id=check.id)
    settle()
    for _ in range(40):
        if window.shell.pages.visit.screen != "capture":
            break
        here = ws.need(RealityCheck, check.id).resume_item
        press("1")
        press(ENTER)
        if (
            ws.need(RealityCheck, check.id).resume_item == here
            and window.shell.pages.visit.screen == "capture"
        ):
            press(ENTER, CTRL)  # a weak answer goes to its note
    assert window.shell.pages.visit.screen == "answers"
    found = guided.steps(ws, check)
    assert [s.key for s in found if not s.done] == []
    assert {s.key for s in found if s.note and s.note.value} >= {"rc13.i5"}
    assert ws.store.count(EvidenceNote) >= len(found)


def test_the_window_counts_thirteen_kinds(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    window.shell.go("overview")
    settle()
    tables = [t.model().rowCount() for t in page_of(window).findChildren(QTableView)]
    assert 13 in tables
    window.shell.go("collect", form="plan")
    settle()
    boxes = page_of(window).findChildren(QComboBox)
    offered = {box.itemText(n) for box in boxes for n in range(box.count())}
    assert any("Sound check" in text for text in offered)
