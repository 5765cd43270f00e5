"""What an answer costs in every one of the twelve kinds of check, key by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from tests.ui.a11y import settle
from tests.ui.capturing import KINDS, begun, go, key_of, panel_of
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, press, type_text
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.services import guided
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.widgets import Button

GOOD, WEAK = ("vgood", "ok", "primary"), ("weak", "vweak")


def key_with(window: MainWindow, tones: tuple[str, ...]) -> str:
    """The digit of the first answer in one of these tones, "" when there is none."""
    found = (b.choice.key for b in panel_of(window).rating.buttons() if b.choice.tone in tones)
    return next(found, "")


@pytest.mark.parametrize("kind", KINDS)
def test_an_ok_observation_costs_two_keys(ws: Workspace, open_window: OpenWindow, kind: str) -> None:
    check = begun(ws, kind)
    window = open_window(ws)
    page = go(window, check)
    while not key_with(window, GOOD):  # a date is neither good nor bad
        page._presenter.next()
    first = key_of(window)
    press(key_with(window, GOOD))
    press(ENTER)
    [step] = [s for s in guided.steps(ws, check) if s.done]
    assert (step.key, step.tone in ("good", "ok")) == (first, True)
    assert key_of(window) != first


@pytest.mark.parametrize("kind", KINDS)
def test_a_weak_one_costs_three_keys_and_its_words(ws: Workspace, open_window: OpenWindow, kind: str) -> None:
    check = begun(ws, kind)
    window = open_window(ws)
    page = go(window, check)
    while not (key_with(window, WEAK) and panel_of(window).value is None):
        page._presenter.next()
    here = key_of(window)
    press(key_with(window, WEAK))
    press(ENTER)
    type_text("Nobody could say why")
    press(ENTER, CTRL)
    [step] = [s for s in guided.steps(ws, check) if s.done]
    assert (step.key, step.tone in ("weak", "bad"), step.needs_words) == (here, True, False)
    texts = [n.text for n in ws.store.find(EvidenceNote) if n.text]
    assert texts == ["Nobody could say why"]
    assert key_of(window) != here


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_check_with_digits_and_enter_only(ws: Workspace, open_window: OpenWindow, kind: str) -> None:
    check = begun(ws, kind)
    window = open_window(ws)
    go(window, check)
    pressed = 0
    while window.shell.pages.visit.screen == "capture":
        press(key_with(window, GOOD) or key_with(window, ("none",)))
        press(ENTER)
        pressed += 1
        assert pressed <= 60, f"it stays at {key_of(window)}"
    found = guided.steps(ws, check)
    assert window.shell.pages.visit.screen == "answers"
    assert [s.key for s in found if not s.done] == []
    assert pressed == len(found)


@pytest.mark.parametrize("kind", KINDS)
def test_how_it_is_known_is_in_view_on_a_small_laptop(
    ws: Workspace, open_window: OpenWindow, kind: str
) -> None:
    check = begun(ws, kind)
    window = open_window(ws)
    window.resize(1366, 768)
    page = go(window, check)
    for step in [s for s in guided.steps(ws, check) if s.item.asks_value or s.item.required]:
        page._jump_to(step.key)
        settle()
        view = page.area.viewport()
        chips = panel_of(window).how.findChildren(Button) if not page._presenter.walk.talks else []
        below = [chip.mapTo(view, QPoint(0, chip.height())).y() for chip in chips]
        assert max(below, default=0) <= view.height(), step.key


def test_words_follow_how_a_kind_finds_things_out(ws: Workspace, open_window: OpenWindow) -> None:
    expected = {
        "rc01": ("What did they say?", "Not asked"),
        "rc06": ("What do the papers say?", "Not found"),
        "rc07": ("What did you find?", "Not seen"),
        "rc12": ("What did they say?", "Not asked"),
    }
    window = open_window(ws)
    for kind, (above, nothing) in expected.items():
        check = begun(ws, kind)
        step = next(
            s
            for s in guided.steps(ws, check)
            if not s.item.choices and s.item.scheme in ("yes_no_na", "noted")
        )
        page = go(window, check, step.key)
        last = panel_of(window).rating.buttons()[-1].choice
        assert (panel_of(window).question.found, last.word, last.key) == (above, nothing, "0")
        press("0")
        assert nothing.lower() in page.steps._buttons[step.key].accessibleName().lower()
        [note] = ws.store.find(EvidenceNote, check_id=check.id)
        assert note.rating == "not_seen"  # the grade that is stored is the pack's
        window.shell.go("answers", check_id=check.id)
        settle()
        said = [w.text() for w in window.shell.pages.findChildren(QLabel) if w.isVisible()]
        assert nothing in said
