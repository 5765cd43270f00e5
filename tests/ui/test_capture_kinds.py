"""What an answer costs in every one of the twelve kinds of check, key by key."""

from __future__ import annotations

import pytest

from tests.ui.capturing import KINDS, begun, go, key_of, panel_of
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, press, type_text
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.services import guided
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow

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
