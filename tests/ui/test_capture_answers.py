"""Every kind of question, skip logic, needed answers and earlier answers, with real key events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.a11y import settle
from tests.ui.capturing import begun, go, key_of, own_workspace, page_of, panel_of
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ALT, CTRL, ENTER, focused, press, type_text
from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.services import guided
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.screens.capture.frame import CaptureFrame
from tia_desktop.ui.screens.capture.rows import SeveralRow
from tia_desktop.ui.widgets import ChoiceButton


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = own_workspace(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def check(ws: Workspace) -> RealityCheck:
    return begun(ws, "rc07")


def note_of(ws: Workspace, item: str) -> EvidenceNote:
    [note] = ws.store.find(EvidenceNote, item_id=item)
    return note


def listed(page: CaptureFrame) -> dict[str, str]:
    """What the list beside the question says, by the key of each line."""
    return {key: button.accessibleName() for key, button in page.steps._buttons.items()}


def test_one_of_own_choices_is_a_value_and_no_grade(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check, "k.way")
    press("2")
    press(ENTER)
    note = note_of(ws, "k.way")
    assert (note.value, note.rating, note.scheme) == ("call", "", "")
    assert key_of(window) == "k.where"
    press(Qt.Key.Key_Backspace, CTRL)
    assert panel_of(window).rating.buttons()[1].isChecked()


def test_not_seen_is_an_answer_to_own_choices_too(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check, "k.way")
    press("1")
    press("0")
    note = note_of(ws, "k.way")
    assert (note.value, note.rating) == ("", "not_seen")
    press(ENTER)
    assert key_of(window) == "k.where"
    assert next(s for s in guided.steps(ws, check) if s.key == "k.way").done


def test_several_choices_are_switched_by_digits_and_enter_goes_on(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check, "k.where")
    press("1")
    press("3")
    assert note_of(ws, "k.where").value == "hall lift"
    press("1")
    press("2", ALT)
    assert note_of(ws, "k.where").value == "stairs lift"
    press(ENTER)
    assert key_of(window) == "k.words"
    press(Qt.Key.Key_Backspace, CTRL)
    row = panel_of(window).rating
    assert isinstance(row, SeveralRow)
    assert row.values() == ["stairs", "lift"]
    press("0")
    assert row.values() == ["not_seen"]
    assert (note_of(ws, "k.where").value, note_of(ws, "k.where").rating) == ("", "not_seen")
    press("2")
    assert (note_of(ws, "k.where").value, note_of(ws, "k.where").rating) == ("stairs", "")


def test_words_typed_on_several_choices_go_to_the_note(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check, "k.where")
    for letter in "by the lift":
        type_text(letter)
    press(ENTER, CTRL)
    assert note_of(ws, "k.where").text == "by the lift"


@pytest.mark.parametrize("key", ["k.works", "k.since", "k.wait", "k.way", "k.where", "k.words"])
def test_enter_alone_answers_nothing_and_says_what_to_do(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow, key: str
) -> None:
    window = open_window(ws)
    go(window, check, key)
    for _ in range(2):
        press(ENTER)
        assert key_of(window) == key
        assert ws.store.find(EvidenceNote) == []
        assert panel_of(window).slip.text == (
            "Choose an answer first. 0 is “Not seen”. Ctrl+Enter goes on without one."
        )
    press("0")
    assert not panel_of(window).slip.isVisible()
    press(ENTER)
    assert note_of(ws, key).rating == "not_seen"
    assert key_of(window) != key


def test_tab_and_enter_is_no_answer_but_an_arrow_and_enter_is(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, check)
    page.place.setFocus()
    press(Qt.Key.Key_Tab)
    assert focused() is panel_of(window).rating.buttons()[0]
    press(ENTER)
    assert ws.store.find(EvidenceNote) == []
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Left)
    press(ENTER)
    assert note_of(ws, "k.works").rating == "yes"
    assert key_of(window) == "k.wait"


def test_an_answer_that_was_taken_back_is_not_chosen_again_by_enter(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check)
    press("1")
    press("2")
    press(Qt.Key.Key_Z, CTRL)
    press(ENTER)  # the focus is on the second one, the first is chosen
    assert (key_of(window), note_of(ws, "k.works").rating) == ("k.works", "yes")


def test_a_number_with_a_unit_takes_a_part_and_goes_on(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check, "k.wait")
    field = panel_of(window).value
    assert field is not None
    field.setFocus()
    type_text("x1,5h")
    assert field.text() == "1,5"
    press(ENTER)
    assert note_of(ws, "k.wait").value == "1.5"
    assert key_of(window) == "k.at"


def test_a_date_is_kept_in_one_form_and_shown_in_words(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check, "k.since")
    field = panel_of(window).value
    assert field is not None
    field.setFocus()
    type_text("21/5/26")
    press(ENTER)
    assert note_of(ws, "k.since").value == "2026-05-21"
    go(window, check, "k.since")
    field = panel_of(window).value
    assert field is not None
    assert field.text() == "21 May 2026"
    press(ENTER, CTRL)
    assert note_of(ws, "k.since").value == "2026-05-21"


def test_what_is_no_date_is_said_and_kept_as_it_was_typed(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check, "k.since")
    field, panel = panel_of(window).value, panel_of(window)
    assert field is not None
    assert panel.value_field is not None
    field.setFocus()
    type_text("last spring")
    press(ENTER)
    assert "not a date" in panel.value_field.error()
    assert note_of(ws, "k.since").value == "last spring"
    press(ENTER, CTRL)  # never blocked
    assert key_of(window) == "k.wait"


def test_a_time_may_be_a_length_too(ws: Workspace, check: RealityCheck, open_window: OpenWindow) -> None:
    window = open_window(ws)
    for typed, kept in (("9.30", "09:30"), ("12 minutes", "12 minutes")):
        go(window, check, "k.at")
        field = panel_of(window).value
        assert field is not None
        field.setFocus()
        field.selectAll()
        type_text(typed)
        press(ENTER)
        assert note_of(ws, "k.at").value == kept


def test_words_alone_answer_a_question_for_words(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check, "k.words")
    for letter in "They wait":
        type_text(letter)
    press(ENTER, CTRL)
    assert (note_of(ws, "k.words").text, note_of(ws, "k.words").rating) == ("They wait", "")
    assert next(s for s in guided.steps(ws, check) if s.key == "k.words").done


def test_a_photo_answers_a_question_for_a_photo(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow, tmp_path: Path
) -> None:
    from tests.ui.test_capture import PNG

    window = open_window(ws)
    page = go(window, check, "k.photo")
    page._adding.take([("door.png", lambda: PNG)])
    page._adding.settle()
    settle()
    assert note_of(ws, "k.photo").rating == ws.pack.scheme("noted").choices[0].id
    assert panel_of(window).rating.buttons()[0].isChecked()


def test_what_was_answered_while_a_photo_is_read_stays(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    keep = go(window, check, "k.photo")._presenter.answers.photo_note()
    press("0")
    note = keep(True)
    assert note == note_of(ws, "k.photo").id
    assert note_of(ws, "k.photo").rating == "not_seen"


def test_a_pasted_text_is_no_photo_and_answers_nothing(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    keep = go(open_window(ws), check, "k.photo")._presenter.answers.photo_note()
    assert keep(False) == note_of(ws, "k.photo").id
    assert note_of(ws, "k.photo").rating == ""


# ---- skip logic


def test_the_next_question_depends_on_the_answer(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, check)
    press("1")
    assert "k.since" not in listed(page)
    assert "1 of 7" in page.progress._label.text()
    press(ENTER)
    assert key_of(window) == "k.wait"
    press(Qt.Key.Key_Backspace, CTRL)
    press("2")
    assert "k.since" in listed(page)
    assert "1 of 8" in page.progress._label.text()


def test_an_answer_that_is_hidden_is_kept_and_comes_back(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check, "k.works")
    press("2")
    press(ENTER)
    type_text("dead")
    press(ENTER, CTRL)
    press("0")  # since when: not seen
    press(Qt.Key.Key_Backspace, CTRL)
    press("1")
    assert [s.key for s in guided.not_asked_any_more(ws, check)] == ["k.since"]
    assert note_of(ws, "k.since").rating == "not_seen"
    press("2")
    assert guided.not_asked_any_more(ws, check) == []


# ---- needed, and changed


def test_a_needed_answer_is_flagged_and_never_blocks(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = go(window, check, "k.wait")
    assert "needed for the report" in listed(page)["k.wait"]
    assert panel_of(window)._needed.isVisible()
    press("0")
    assert not panel_of(window)._needed.isVisible()
    assert "needed" not in listed(page)["k.wait"]
    press(Qt.Key.Key_Z, CTRL)
    assert panel_of(window)._needed.isVisible()
    press("2")
    assert panel_of(window)._needed.isVisible()  # a grade is no number
    assert "needed for the report" in listed(page)["k.wait"]
    press(ENTER, CTRL)
    assert key_of(window) == "k.at"
    page._jump_to("k.wait")
    value = panel_of(window).value
    assert value is not None
    value.setFocus()
    type_text("2")
    press(ENTER)
    assert "needed" not in listed(page)["k.wait"]


def test_a_changed_answer_says_what_it_was(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check, "k.words")
    link = panel_of(window).earlier.link
    press("3")
    assert not link.isVisible()
    press("1")
    assert link.isVisible()
    assert "before: Weak" in link.words()
    press("2")
    assert "before: Very good" in link.words()
    press("h", CTRL)
    assert panel_of(window).earlier.isVisible()
    shown = [w.text() for w in panel_of(window).earlier.findChildren(type(page_of(window).progress._label))]
    assert [t for t in shown if t.startswith("Before")] == ["Before: Very good", "Before: Weak"]
    press("h", CTRL)
    assert not panel_of(window).earlier.isVisible()


def test_words_that_only_went_on_are_no_change(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check, "k.words")
    type_text("wet")
    press(ENTER, CTRL)
    go(window, check, "k.words")
    page_of(window).focus_note()
    press(Qt.Key.Key_End, CTRL)
    type_text(" stairs")
    press(ENTER, CTRL)
    go(window, check, "k.words")
    assert not panel_of(window).earlier.link.isVisible()
    page_of(window).focus_note()
    panel_of(window).note.selectAll()
    type_text("dry")
    press(ENTER, CTRL)
    go(window, check, "k.words")
    assert "wet stairs" in panel_of(window).earlier.link.words()


def test_the_focus_is_on_the_answers_of_every_question(
    ws: Workspace, check: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    go(window, check)
    for _ in range(len(guided.steps(ws, check))):
        assert isinstance(focused(), ChoiceButton)
        press(ENTER, CTRL)
    assert window.shell.pages.visit.screen == "answers"
