"""Where what a person types lands: in the note, and never by accident in a rating."""

from __future__ import annotations

from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, focused, press, type_text
from tests.ui.test_capture import begin, notes, panel_of
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services.workspace import Workspace


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
    press(ENTER)  # "Change"
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
