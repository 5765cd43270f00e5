"""Reasons in the window: naming findings by key, from a sentence to its evidence and back, earlier views."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.judgement_pages import shown
from tests.ui.keys import CTRL, ENTER, commit, focused, press, tab_to, tab_to_widget, type_text
from tia_desktop.domain.conclude_records import EarlierView
from tia_desktop.domain.records import Judgement
from tia_desktop.services import conclude, history, judging
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.screens.findings.story_panel import StoryPanel
from tia_desktop.ui.screens.judgement import presenter as module
from tia_desktop.ui.screens.judgement.view import JudgementPage
from tia_desktop.ui.theme import current_theme
from tia_desktop.ui.widgets import WrapButton

DOWN, ESCAPE = Qt.Key.Key_Down, Qt.Key.Key_Escape


@pytest.fixture(autouse=True)
def nothing_unsaved() -> Iterator[None]:
    module._UNSAVED.clear()
    yield
    module._UNSAVED.clear()


@pytest.fixture
def judged(ws: Workspace) -> tuple[str, str]:
    """Two findings; both judgements rest on the second."""
    lifts = conclude.record_finding(ws, "Lifts are clean", "strength", ["j1.kq2"])
    doors = conclude.record_finding(ws, "Doors stay broken", "weakness", ["j1.kq2"])
    both = [judging.Verdict("j1", "fair", "So.", [doors]), judging.Verdict("j2", "poor", "So.", [doors])]
    judging.judge_all(ws, both)
    return lifts, doors


def test_a_key_names_a_finding_where_the_caret_stands(
    ws: Workspace, open_window: OpenWindow, judged: tuple[str, str]
) -> None:
    why = shown(open_window(ws), JudgementPage, judgement_id="j1").whys[0]
    why.words.set_text("Cleaning is good. Doors are not.")
    why.reason.come_back(len("Cleaning is good"))
    press("l", CTRL)
    assert why.reason.picker.isVisible()
    assert why.reason.picker.labels() == ["F2", "F1"]  # what decided it comes first
    type_text("lift")
    assert why.reason.picker.labels() == ["F1"]
    press(ENTER)
    assert focused() is why.words
    assert why.words.text() == "Cleaning is good F1. Doors are not."
    assert why.reason.quiet.button.words() == "Sentences that name no finding: 1 of 2"
    type_text("!")
    assert "F1!. Doors" in why.words.text()
    why.saver.flush()
    assert ws.need(Judgement, "j1").reason == "Cleaning is good F1!. Doors are not."


def test_arrows_choose_another_one_and_escape_names_none(
    ws: Workspace, open_window: OpenWindow, judged: tuple[str, str]
) -> None:
    window = open_window(ws)
    why = shown(window, JudgementPage, judgement_id="j1").whys[0]
    why.reason.come_back(0)
    press("l", CTRL)
    press(DOWN)
    press(DOWN)
    press(ENTER)
    assert why.words.text().startswith("F1 So")
    press("l", CTRL)
    press(ESCAPE)
    assert not why.reason.picker.isVisible()
    assert focused() is why.words
    assert why.words.text() == "F1 So."
    assert window.shell.pages.visit.screen == "judgement"


def test_a_typed_number_names_that_finding_and_no_longer_one(ws: Workspace, open_window: OpenWindow) -> None:
    made = [conclude.record_finding(ws, f"Block {n} is clean", "strength", ["j1.kq2"]) for n in range(12)]
    judging.judge(ws, "j1", "fair", "So.", [made[-1]])  # F12 decided it: it is offered first
    why = shown(open_window(ws), JudgementPage, judgement_id="j1").whys[0]
    for typed in ("F1", "f1", "1", "F1 "):
        press("l", CTRL)
        assert why.reason.picker.labels()[0] == "F12"
        type_text(typed)
        assert why.reason.picker.labels()[:2] == ["F1", "F12"]
        press(ESCAPE)


def test_naming_a_finding_keeps_the_words_that_were_chosen(
    ws: Workspace, open_window: OpenWindow, judged: tuple[str, str]
) -> None:
    why = shown(open_window(ws), JudgementPage, judgement_id="j1").whys[0]
    why.words.set_text("Doors stay broken")
    why.words.selectAll()
    assert why.words.place() == len("Doors stay broken")
    press("l", CTRL)
    press(ENTER)
    assert why.words.text() == "Doors stay broken F2"


def test_a_label_that_is_no_finding_is_said_in_place(
    ws: Workspace, open_window: OpenWindow, judged: tuple[str, str]
) -> None:
    why = shown(open_window(ws), JudgementPage, judgement_id="j1").whys[0]
    why.words.setFocus()
    commit(" F7 and F8.")
    why.reason.look()
    assert why.reason._unknown.words() == (
        "There is no finding F7. Check its number. There is no finding F8. Check its number."
    )
    why.words.set_text("F2 says so.")
    why.reason.look()
    assert not why.reason._unknown.isVisible()
    assert not why.reason.quiet.isVisible()


def test_a_sentence_that_names_none_leads_to_its_place(
    ws: Workspace, open_window: OpenWindow, judged: tuple[str, str]
) -> None:
    why = shown(open_window(ws), JudgementPage, judgement_id="j1").whys[0]
    why.words.set_text("Lifts: F1. 🛗 Doors are bad. More")
    why.reason.look()
    why.reason.quiet.button.setFocus()
    press(ENTER)
    lines = why.reason.quiet.inside.findChildren(WrapButton)
    assert [line.words() for line in lines] == ["“🛗 Doors are bad.”", "“More”"]
    tab_to_widget(lines[0])
    press(ENTER)
    assert focused() is why.words
    assert why.words.text()[: why.words.place()] == "Lifts: F1. 🛗 Doors are bad"
    press("l", CTRL)
    press(ENTER)
    assert why.words.text() == "Lifts: F1. 🛗 Doors are bad F2. More"


@pytest.mark.parametrize("arguments", [{}, {"judgement_id": "j2"}])
def test_from_a_sentence_to_its_evidence_and_back(
    ws: Workspace, open_window: OpenWindow, judged: tuple[str, str], arguments: dict[str, str]
) -> None:
    window = open_window(ws)
    why = shown(window, JudgementPage, **arguments).whys[0]
    why.words.setFocus()
    why.words.selectAll()
    commit("Doors are bad. Lifts are fine (F1). So it is.")
    why.reason.come_back(20)
    press("e", CTRL)
    assert window.shell.pages.visit.screen == "findings"
    assert window.shell.pages.visit.arguments == {"finding_id": judged[0], "evidence": True}
    assert ws.need(Judgement, "j1").reason.startswith("Doors are bad.")  # nothing that was typed is lost
    window.shell.go("back")
    settle()
    page = window.shell.pages.page
    assert isinstance(page, JudgementPage)
    assert focused() is page.whys[0].words
    assert page.whys[0].words.place() == 20


def test_from_a_sentence_to_the_passage_in_two_keys_and_back_in_two(
    sample: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(sample)
    page = shown(window, JudgementPage)
    why = page.whys[0]
    at = why.words.text().index("F1") + 1
    why.reason.come_back(at)
    why.words.setFocus()
    press("e", CTRL)
    press(ENTER)
    story = window.shell.pages.page.findChild(StoryPanel)  # type: ignore[union-attr]
    assert story is not None
    assert story.isVisible()
    assert story.isAncestorOf(focused())
    press(ESCAPE)
    press(ESCAPE)
    back = window.shell.pages.page
    assert back is page
    assert focused() is why.words
    assert why.words.place() == at


def test_another_way_back_begins_at_the_top(
    ws: Workspace, open_window: OpenWindow, judged: tuple[str, str]
) -> None:
    window = open_window(ws)
    page = shown(window, JudgementPage)
    page.whys[0].words.setFocus()
    press("e", CTRL)
    window.shell.go("back")
    window.shell.go("overview")
    page = shown(window, JudgementPage)
    assert focused() is page.strip.own


def test_another_box_asks_what_changed_and_keeps_the_view_before(
    ws: Workspace, open_window: OpenWindow, judged: tuple[str, str]
) -> None:
    page = shown(open_window(ws), JudgementPage)
    why = page.whys[0]
    assert not why.because_field.isVisible()
    page.grid.stop().setFocus()
    press(Qt.Key.Key_Right)
    assert why.because_field.isVisible()
    assert not page.whys[1].because_field.isVisible()
    page.save()
    settle()
    assert why.because_field.error().startswith("Say why you leave the view before")
    assert ws.store.count(EarlierView) == 0
    press(ENTER)
    assert focused() is why.because
    commit("We went back in May.")
    page.save()
    settle()
    assert ws.need(Judgement, "j1").rating == "good"
    assert why.past.button.words() == "1 earlier view"
    assert not why.because_field.isVisible()
    why.past.button.setFocus()
    press(ENTER)
    said = " ".join(w.text() for w in why.past.findChildren(QLabel) if w.isVisible())
    assert "Fair, judged by Ann" in said
    assert "“We went back in May.”" in said
    history.undo(ws)
    settle()
    assert not why.past.isVisible()
    assert page.grid.value() == (1, 0)


def test_what_changed_survives_a_larger_text(
    ws: Workspace, open_window: OpenWindow, judged: tuple[str, str]
) -> None:
    window = open_window(ws)
    page = shown(window, JudgementPage)
    page.grid.cells[2, 0].click()
    page.whys[0].because.setFocus()
    commit("A second visit")
    current_theme().set_base_px(24)
    settle()
    fresh = window.shell.pages.page
    assert isinstance(fresh, JudgementPage)
    assert fresh is not page
    assert fresh.whys[0].because.text() == "A second visit"
    assert fresh.whys[0].because_field.isVisible()


def test_an_earlier_view_leads_to_its_finding(
    ws: Workspace, open_window: OpenWindow, judged: tuple[str, str]
) -> None:
    lifts, doors = judged
    judging.judge(ws, "j1", "good", "Lifts.", [lifts], because="Doors were mended.")
    window = open_window(ws)
    why = shown(window, JudgementPage).whys[0]
    why.past.button.setFocus()
    press(ENTER)
    named = next(b for b in why.past.findChildren(WrapButton) if b.words() == "F2  Doors stay broken")
    named.click()
    assert window.shell.pages.visit.arguments == {"finding_id": doors}
    conclude.remove_finding(ws, doors)
    why = shown(window, JudgementPage).whys[0]
    if not why.past.is_open:
        why.past.button.click()
    settle()
    assert not [b for b in why.past.inside.findChildren(WrapButton) if b.isVisible()]
    labels = why.past.inside.findChildren(QLabel)
    assert any(w.text() == "F2  Doors stay broken (removed since)" for w in labels if w.isVisible())


def test_what_follows_changes_with_the_box(
    ws: Workspace, open_window: OpenWindow, judged: tuple[str, str]
) -> None:
    page = shown(open_window(ws), JudgementPage)

    def said() -> str:
        return " ".join(w.text() for w in page.follows.findChildren(QLabel) if w.isVisible())

    assert "below the line" in said()
    assert "discussed with the department" in said()
    page.grid.cells[3, 3].click()
    settle()
    assert "meets the funding line" in said()
    assert "discussed" not in said()
    assert ws.need(Judgement, "j1").rating == "fair"  # nothing is stored before somebody saves


def test_findings_are_one_stop_and_arrows_move(sample: Workspace, open_window: OpenWindow) -> None:
    page = shown(open_window(sample), JudgementPage)
    page.findings.strength.button.setFocus()
    press(Qt.Key.Key_Tab)
    one = focused()
    press(DOWN)
    two = focused()
    assert one is not two
    assert page.findings.isAncestorOf(two)
    press(Qt.Key.Key_Tab)
    assert focused() is page.grid.stop()


def test_a_judgement_from_nothing_by_keys_alone(ws: Workspace, open_window: OpenWindow) -> None:
    """Read, choose, say why with labels, tick, save: nothing but keys, and nothing is suggested."""
    conclude.record_finding(ws, "Lifts are clean", "strength", ["j1.kq2"])
    conclude.record_finding(ws, "The plan has dates", "strength", ["j2.kq2"])
    window = open_window(ws)
    page = shown(window, JudgementPage)
    assert page.grid.value() is None
    tab_to_widget(page.grid.stop())
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    press(DOWN)
    for why, label in zip(page.whys, ("F1", "F2"), strict=True):
        tab_to_widget(why.words)
        type_text("This decides it: ")
        press("l", CTRL)
        type_text(label.lower())
        press(ENTER)
        type_text(".")
        tick = next(box for box in why.boxes.values() if box.text().startswith(label))
        tab_to_widget(tick)
        press(" ")
    tab_to("Save our judgement")
    press(ENTER)
    stored = {j.id: (j.rating, j.reason) for j in ws.store.find(Judgement)}
    assert stored == {
        "j1": ("good", "This decides it: F1."), "j2": ("promising", "This decides it: F2."),
    }  # fmt: skip
    assert not any(why.reason.quiet.isVisible() for why in page.whys)
