"""Rooms, blocks and agenda items: adding, naming, taking away, and coming back to exactly there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.a11y import report, settle, walk
from tests.ui.capturing import begun, go, key_of, own_data, own_workspace, page_of, panel_of, workspace_of
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, focused, press, type_text
from tests.ui.test_capture_answers import listed
from tia_desktop.domain.records import CheckEntry, EvidenceNote, RealityCheck
from tia_desktop.services import checklist, guided, plan
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.capture.view import CapturePage
from tia_desktop.ui.widgets import Button


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = own_workspace(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def estate_ws(tmp_path: Path) -> Iterator[Workspace]:
    made = own_workspace(tmp_path, place="replaces")
    yield made
    made.store.close()


@pytest.fixture
def home(ws: Workspace) -> RealityCheck:
    return begun(ws, "rc08", "12 Mill Row", "Flat 12")


def entries(ws: Workspace, check: RealityCheck) -> list[str]:
    return [e.title for e in ws.store.find(CheckEntry, check_id=check.id)]


def footer(page: object) -> dict[str, Button]:
    return {b.words(): b for b in page._footer._buttons}  # type: ignore[attr-defined]


def test_a_room_costs_its_button_a_digit_and_enter(
    ws: Workspace, home: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, home)
    page.steps._buttons["add@rooms"].click()
    settle()
    press("2")
    assert entries(ws, home) == ["Kitchen"]
    press(ENTER)
    [kitchen] = ws.store.find(CheckEntry)
    assert page.steps._buttons[f"k.damp@{kitchen.id}"].isChecked()
    assert key_of(window) == f"k.damp@{kitchen.id}"
    assert page.place.text() == "Flat 12, kitchen"
    press("1")  # damp: then its size is asked
    assert f"k.size@{kitchen.id}" in listed(page)
    [note] = ws.store.find(EvidenceNote)
    assert (note.entry_id, note.place, note.rating) == (kitchen.id, "Flat 12, kitchen", "yes")


def test_an_own_name_is_saved_while_it_is_typed(
    qtbot: QtBot, ws: Workspace, home: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, home)
    page.steps._buttons["add@rooms"].click()
    settle()
    type_text("L")
    type_text("oft")
    qtbot.waitUntil(lambda: entries(ws, home) == ["Loft"], timeout=5000)
    window.shell.go("collect")  # stopped while naming it: it goes on there
    page = go(window, home)
    assert page.naming is not None
    assert page.naming.name.text() == "Loft"
    page.naming.name.setFocus()
    press(ENTER)
    assert key_of(window).startswith("k.damp@")


def test_the_next_one_is_added_at_the_end_of_one(
    ws: Workspace, home: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, home)
    assert "Add a room" not in footer(page)
    page.steps._buttons["add@rooms"].click()
    settle()
    press("1")
    press(ENTER)
    assert "question 1 of 3" in page.jump.words()
    press("2")  # no damp: this is the last question of the room
    assert "question 1 of 2" in page.jump.words()
    assert "Add a room" in footer(page)
    footer(page)["Add a room"].click()
    settle()
    assert [b.choice.word for b in page.naming.row.buttons()] == ["Kitchen", "Bathroom"]  # type: ignore[union-attr]
    press("1")
    press(ENTER)
    assert entries(ws, home) == ["Hall", "Kitchen"]
    assert page.place.text() == "Flat 12, kitchen"


def test_the_place_goes_back_behind_the_rooms(
    ws: Workspace, home: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, home)
    page._presenter.add_entry("rooms")
    press("1")
    press(ENTER)
    assert page.place.text() == "Flat 12, hall"
    page._jump_to("h.works")
    assert page.place.text() == "Flat 12"
    page._jump_to(next(k for k in listed(page) if k.startswith("k.damp@")))
    page.place.setText("By the door")
    press("2")
    press(ENTER)
    assert page.place.text() == "By the door"  # what a person wrote stays


def test_an_address_that_was_corrected_stays_in_the_next_room(
    ws: Workspace, home: RealityCheck, open_window: OpenWindow
) -> None:
    rooms = [checklist.add_entry(ws, home.id, "rooms", title) for title in ("Hall", "Anne wing")]
    page = go(open_window(ws), home, f"k.damp@{rooms[0]}")
    assert page.place.text() == "Flat 12, hall"
    page.place.setText("Flat 14, hall")
    page._jump_to(f"k.damp@{rooms[1]}")
    assert page.place.text() == "Flat 14, Anne wing"  # a name of one's own is written as it was
    page._jump_to("h.works")
    assert page.place.text() == "Flat 14"


def test_a_room_without_an_address_is_its_name(ws: Workspace, open_window: OpenWindow) -> None:
    home = begun(ws, "rc08", "A home", "")
    rooms = [checklist.add_entry(ws, home.id, "rooms", title) for title in ("Hall", "Kitchen")]
    page = go(open_window(ws), home, f"k.damp@{rooms[0]}")
    assert page.place.text() == "Hall"
    page._jump_to(f"k.damp@{rooms[1]}")
    assert page.place.text() == "Kitchen"
    page._jump_to("h.works")
    assert page.place.text() == ""


def test_what_is_no_place_leaves_the_place_alone(ws: Workspace, open_window: OpenWindow) -> None:
    office = begun(ws, "rc05", "Office", "Front desk")
    entry = checklist.add_entry(ws, office.id, "desks", "Back desk")
    page = go(open_window(ws), office)
    assert page.place.text() == "Front desk"
    page._jump_to(f"o.works@{entry}")
    assert page.place.text() == "Front desk"
    press("1")
    [note] = ws.store.find(EvidenceNote)
    assert (note.entry_id, note.place) == (entry, "Front desk")


def test_another_block_is_another_place(estate_ws: Workspace, open_window: OpenWindow) -> None:
    estate = begun(estate_ws, "rc05", "Estate", "Block A")
    entry = checklist.add_entry(estate_ws, estate.id, "desks", "Block B")
    page = go(open_window(estate_ws), estate)
    assert page.place.text() == "Block A"
    page._jump_to(f"o.works@{entry}")
    assert page.place.text() == "Block B"
    page._jump_to("o.works")
    assert page.place.text() == "Block A"


def test_rename_and_take_away(ws: Workspace, home: RealityCheck, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = go(window, home)
    page._presenter.add_entry("rooms")
    settle()
    press("1")
    press(ENTER)
    assert page.rename.isVisible()
    page.rename.click()
    settle()
    assert page.naming is not None
    page.naming.name.setFocus()
    page.naming.name.selectAll()
    type_text("Stairs")
    press(ENTER)
    assert entries(ws, home) == ["Stairs"]
    assert page.place.text() == "Flat 12, Stairs"
    page.rename.click()
    settle()
    footer(page)["Take it away"].click()
    settle()
    assert entries(ws, home) == []
    assert key_of(window) == "h.works"
    press(Qt.Key.Key_Z, CTRL)
    assert entries(ws, home) == ["Stairs"]


def test_one_with_answers_is_not_taken_away(
    ws: Workspace, home: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, home)
    page._presenter.add_entry("rooms")
    settle()
    press("1")
    press(ENTER)
    press("2")
    page.rename.click()
    settle()
    assert "Take it away" not in footer(page)
    assert entries(ws, home) == ["Hall"]


def test_a_name_that_was_emptied_gets_its_number(
    ws: Workspace, home: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, home)
    page._presenter.add_entry("rooms")
    settle()
    assert page.naming is not None
    page.naming.name.setFocus()
    page.naming.name.selectAll()
    press(Qt.Key.Key_Delete)
    press(ENTER)
    assert entries(ws, home) == ["Room 1"]


def test_repeated_headings_need_no_adding_for_the_first(ws: Workspace, open_window: OpenWindow) -> None:
    office = begun(ws, "rc05", "Office", "Front desk")
    window = open_window(ws)
    page = go(window, office)
    assert list(listed(page)) == ["o.works", "o.words", "add@desks"]
    press("1")
    press(ENTER)
    footer(page)["Add a desk"].click()
    settle()
    assert focused() is page.naming.name  # type: ignore[union-attr]
    type_text("Back desk")
    press(ENTER)
    [entry] = ws.store.find(CheckEntry)
    assert (entry.title, key_of(window)) == ("Back desk", f"o.works@{entry.id}")
    press("2")
    press(ENTER)
    assert [(n.entry_id, n.rating) for n in ws.store.find(EvidenceNote)] == [("", "yes"), (entry.id, "no")]


def test_it_resumes_in_the_room_where_the_person_stopped(
    ws: Workspace, home: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, home)
    page._presenter.add_entry("rooms")
    settle()
    press("3")
    press(ENTER)
    press("1")
    press(ENTER, CTRL)
    here = key_of(window)
    assert here.startswith("k.size@")
    window.shell.go("collect")
    page = go(window, home)
    assert (key_of(window), page.place.text()) == (here, "Flat 12, bathroom")
    assert panel_of(window).question.key == here
    assert page_of(window).steps._buttons[here].isChecked()


# ---- the first one is asked for


@pytest.fixture
def fresh(ws: Workspace) -> RealityCheck:
    """A home visit that did not begin; people agreed."""
    home = plan.add_check(ws, "rc08", "12 Mill Row", place="Flat 12")
    guided.record_consent(ws, home, "the tenant, spoken")
    return ws.need(RealityCheck, home)


def start(window: MainWindow, check: RealityCheck) -> CapturePage:
    page = go(window, check)
    press(ENTER, CTRL)
    press(ENTER, CTRL)  # without what is needed for the report
    return page


def test_the_walk_asks_for_the_first_room_before_its_questions(
    ws: Workspace, fresh: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = start(window, fresh)
    assert (key_of(window), page.steps._buttons["add@rooms"].isChecked()) == ("add@rooms", True)
    assert page.jump.words() == "Which room are you in?"
    problems = walk(window)
    assert not problems, report(problems)
    page.naming.start().setFocus()  # type: ignore[union-attr]
    for _ in range(2):
        press(ENTER)
        assert (key_of(window), entries(ws, fresh)) == ("add@rooms", [])
    said = [w.text() for w in page.naming.findChildren(QLabel) if w.isVisible()]  # type: ignore[union-attr]
    assert "Choose a name first, or write one. “No rooms” goes on without." in said
    press("2")
    press(ENTER)
    [kitchen] = ws.store.find(CheckEntry)
    assert (kitchen.title, key_of(window)) == ("Kitchen", f"k.damp@{kitchen.id}")
    assert page.place.text() == "Flat 12, kitchen"


def test_a_first_room_with_an_own_name_is_saved_while_it_is_typed(
    qtbot: QtBot, ws: Workspace, fresh: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    start(window, fresh)
    type_text("L")
    type_text("oft")
    qtbot.waitUntil(lambda: entries(ws, fresh) == ["Loft"], timeout=5000)
    window.shell.go("collect")
    go(window, fresh)  # it resumes on the page of that room
    assert page_of(window).naming.name.text() == "Loft"  # type: ignore[union-attr]
    page_of(window).naming.name.setFocus()  # type: ignore[union-attr]
    press(ENTER)
    assert key_of(window).startswith("k.damp@")
    assert entries(ws, fresh) == ["Loft"]


def test_no_rooms_goes_on_and_is_not_asked_again(
    ws: Workspace, fresh: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = start(window, fresh)
    window.shell.go("collect")
    page = go(window, fresh)
    assert key_of(window) == "add@rooms"  # it resumes there
    footer(page)["No rooms"].click()
    settle()
    assert (key_of(window), entries(ws, fresh)) == ("h.works", [])
    press("1")
    press(ENTER)
    assert window.shell.pages.visit.screen == "answers"
    go(window, fresh, "h.works")
    press(Qt.Key.Key_Backspace, CTRL)  # back through the list as it is read
    assert key_of(window) == "add@rooms"
    press(Qt.Key.Key_Backspace, CTRL)
    assert key_of(window) == "before"
    press(ENTER, CTRL)
    assert key_of(window) == "h.works"


def test_a_name_that_was_begun_can_be_given_up(
    ws: Workspace, fresh: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = start(window, fresh)
    press("1")
    page.flush()
    assert entries(ws, fresh) == ["Hall"]
    footer(page)["No rooms"].click()
    settle()
    assert (key_of(window), entries(ws, fresh)) == ("h.works", [])


@pytest.fixture
def plain_ws(tmp_path: Path) -> Iterator[Workspace]:
    """Its home visit has nothing to say or ask before the questions."""
    data = own_data()
    kind = next(t for t in data["templates"] if t["id"] == "rc08")
    for name in ("consent", "care", "fields"):
        del kind[name]
    del kind["repeats"][0]["ask"], kind["repeats"][0]["none"]
    made = workspace_of(tmp_path, data)
    yield made
    made.store.close()


def test_a_kind_without_a_page_before_asks_for_its_first_room_too(
    plain_ws: Workspace, open_window: OpenWindow
) -> None:
    home = plan.add_check(plain_ws, "rc08", "12 Mill Row")
    window = open_window(plain_ws)
    page = go(window, plain_ws.need(RealityCheck, home))
    assert (key_of(window), page.jump.words()) == ("add@rooms", "Rooms: which one comes first?")
    footer(page)["Go on without"].click()
    settle()
    assert key_of(window) == "h.works"
    press("1")
    window.shell.go("collect")
    go(window, plain_ws.need(RealityCheck, home))
    assert key_of(window) == "h.works"


def test_letters_and_digits_on_the_list_go_to_the_question(
    ws: Workspace, home: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, home)
    page.steps.focus_current()
    press("2")
    assert [n.rating for n in ws.store.find(EvidenceNote)] == ["no"]
    page.steps.focus_current()
    for letter in "wet":
        type_text(letter)
    page.flush()
    assert [n.text for n in ws.store.find(EvidenceNote)] == ["wet"]
    page._jump_to("before")
    page.steps.focus_current()
    type_text("x")
    assert any("nothing to write" in text for text in window.shell.banners.texts())
