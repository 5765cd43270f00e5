"""Where what a person types lands: in the note, and never by accident in a rating."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.a11y import report, walk
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, SHIFT, focused, press, type_text
from tests.ui.test_capture import begin, notes, panel_of
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow


def test_words_typed_on_the_rating_go_to_the_note(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    press("2")
    for key in "Lift 1 broken, 4 days":
        type_text(key)
    press(ENTER, CTRL)
    [note] = notes(ws)
    assert (note.rating, note.text) == ("no", "Lift 1 broken, 4 days")


def test_missing_words_are_asked_for_in_the_note(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    press("2")
    press(ENTER, CTRL)
    window.shell.go("answers", check_id=visit.id)
    press(ENTER)  # the summary's line
    assert panel_of(window).note.hasFocus()
    type_text("Notices from 2001 only")
    press(ENTER, CTRL)
    [note] = notes(ws)
    assert (note.rating, note.text) == ("no", "Notices from 2001 only")


def test_a_weak_number_asks_how_many_before_the_words(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id, item_id="rc07.i05")
    press("3")
    press(ENTER)
    assert focused() is panel_of(window).value
    type_text("2")
    press(ENTER)
    assert panel_of(window).note.hasFocus()
    type_text("both on floor 3")
    press(ENTER, CTRL)
    [note] = notes(ws)
    assert (note.rating, note.value, note.text) == ("weak", "2", "both on floor 3")


def test_coming_back_from_a_quick_note_keeps_the_question(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = begin(window, visit.id, item_id="rc07.i01")
    page._presenter.jump("rc07.i09")
    window.shell.go("note")
    type_text("Something else")
    press(ENTER, CTRL)
    assert panel_of(window).question.item.id == "rc07.i09"


# ---- a number key, and then words


def write(text: str) -> None:
    """Type as a person does, each key to wherever the focus is by then."""
    for key in text:
        type_text(key)


def slip(window: MainWindow) -> str:
    """What is said about a number key beside the answers; "" when nothing is."""
    here = panel_of(window).slip
    return here.findChildren(QLabel)[0].text() if here.isVisible() else ""


def test_words_right_after_a_digit_keep_the_rating_and_say_so(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    press("2")
    assert slip(window) == ""
    write("Torn off")
    assert slip(window) == "The number key chose “No”."
    problems = walk(window)
    assert not problems, report(problems)
    panel_of(window).note.setFocus()
    press(ENTER, CTRL)
    [note] = notes(ws)
    assert (note.rating, note.text) == ("no", "Torn off")
    assert slip(window) == ""  # another question


def test_a_rating_that_was_not_meant_is_taken_back_by_keyboard(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    press("2")
    write("x")
    panel = panel_of(window)
    for _ in range(4):
        press(Qt.Key.Key_Backtab, SHIFT)
        if focused() is panel.slip.link:
            break
    press(Qt.Key.Key_Space)
    assert panel.note.hasFocus()
    assert panel.rating.value() == ""  # type: ignore[union-attr]
    press(ENTER, CTRL)
    [note] = notes(ws)
    assert (note.rating, note.text) == ("", "x")


@pytest.mark.parametrize(
    "text", ["3 bins missing", "12 lamps out", "2, 3 and 4 are loud", "4/5 broken", "79 steps"]
)
def test_a_note_that_begins_with_a_number_rates_nothing(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, text: str
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    write(text)
    assert panel_of(window).note.text() == text
    assert slip(window) in ("The number is in your words. It chose no answer.", "")
    press(ENTER, CTRL)
    [note] = notes(ws)
    assert (note.rating, note.scheme, note.text) == ("", "", text)


def test_a_number_in_words_leaves_the_answer_of_before(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    press("2")
    panel_of(window).note.setFocus()
    panel_of(window).rating.focus_choice()
    write("1 of 3 torn")
    press(ENTER, CTRL)
    [note] = notes(ws)
    assert (note.rating, note.text) == ("no", "1 of 3 torn")


def test_a_space_alone_chooses_as_on_every_button(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    begin(window, visit.id)
    press(Qt.Key.Key_Space)
    assert panel_of(window).rating.value() == "yes"  # type: ignore[union-attr]
    assert focused() in panel_of(window).rating.buttons()


def test_ok_costs_two_keys_and_weak_three_with_its_words(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = begin(window, visit.id)
    first, second = (s.key for s in page._presenter.walk.steps[:2])
    press("1")
    press(ENTER)
    assert page._presenter.walk.key == second
    press("3")
    press(ENTER)
    type_text("5 lamps out")
    press(ENTER, CTRL)
    found = {n.item_id: (bool(n.rating), n.text) for n in notes(ws)}
    assert found == {first: (True, ""), second: (True, "5 lamps out")}
    assert page._presenter.walk.key not in (first, second)
