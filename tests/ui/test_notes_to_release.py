"""The whole way, by keyboard alone: from the sample's notes to released judgements, and back by undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, focused, press, tab_to, type_text, words_of
from tia_desktop.domain.conclude_records import AcceptedWarning, Release
from tia_desktop.domain.records import EvidenceLink, EvidenceNote, Finding
from tia_desktop.services import readiness, releasing
from tia_desktop.services.history import undo
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.note_list.table import NoteTable
from tia_desktop.ui.widgets import NoteEdit

TAB, DOWN, ESCAPE = Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Escape
FINDINGS, JUDGEMENT, READINESS = "findings", "judgement", "readiness"


def tab_until(fits: Callable[[QWidget], bool]) -> None:
    """Press Tab until something has the focus."""
    seen = []
    for _ in range(60):
        if fits(focused()):
            return
        seen.append(f"{type(focused()).__name__} {words_of(focused())}")
        press(TAB)
    raise AssertionError(f"Tab never comes there: {seen[:12]}")


def shown(window: MainWindow) -> str:
    """Where the window is."""
    return window.shell.pages.visit.screen


def by_palette(window: MainWindow, letters: str) -> None:
    """Find a command by a few letters and do it."""
    press("k", CTRL)
    type_text(letters)
    press(ENTER)


def a_new_finding(window: MainWindow, ws: Workspace) -> Finding:
    """Search, choose two notes, and make a weakness of them with one key."""
    by_palette(window, "findings")
    assert shown(window) == FINDINGS
    type_text("bin")
    press(ENTER)
    tab_until(lambda widget: isinstance(widget, NoteTable))
    press(" ")
    press(DOWN)
    press(" ")
    press("w")
    type_text("Bin stores are full on two estates")
    tab_to("Done")
    press(ENTER)
    found = ws.store.find(Finding)[-1]
    assert (found.number, found.text, found.status) == (13, "Bin stores are full on two estates", "final")
    links = ws.store.find(EvidenceLink, finding_id=found.id)
    assert len(links) == 2
    assert all("bin" in ws.need(EvidenceNote, link.note_id).text.lower() for link in links)
    return found


def answer_the_contradiction(window: MainWindow, ws: Workspace) -> None:
    """Readiness leads to what nobody answered; Escape leads back."""
    by_palette(window, "readiness")
    press(ENTER)
    assert shown(window) == FINDINGS
    tab_until(lambda widget: isinstance(widget, NoteEdit))
    type_text("Eleven of twelve files were done on time.")
    press(ESCAPE)
    assert shown(window) == READINESS


def accept_the_rest(window: MainWindow, ws: Workspace) -> None:
    """Each warning is accepted where it stands, with a reason."""
    for _ in range(len(readiness.standing(readiness.open_problems(ws)))):
        press(TAB)
        assert words_of(focused()) == "Accept…"
        press(ENTER)
        type_text("Looked at by two of us.")
        press(ENTER, CTRL)


def test_from_the_notes_to_released_judgements(sample: Workspace, open_window: OpenWindow) -> None:
    ws, window = sample, open_window(sample)
    made = a_new_finding(window, ws)
    standing = readiness.standing(readiness.open_problems(ws))
    assert [p.rule for p in standing if p.record_id == made.id] == ["one-source-only"]
    assert [p.rule for p in standing if p.level == "blocks"] == ["contradiction-unanswered"]
    answer_the_contradiction(window, ws)
    accept_the_rest(window, ws)
    assert readiness.standing(readiness.open_problems(ws)) == []
    assert ws.store.count(AcceptedWarning) == len(standing) - 1
    tab_to("Go to the judgement")
    press(ENTER)
    assert shown(window) == JUDGEMENT
    tab_to("Release")
    press(ENTER)
    tab_to("Release to moderation")
    press(ENTER)
    (release,) = ws.store.find(Release)
    assert releasing.levels_of(release) == {"j1": "good", "j2": "promising"}
    assert releasing.state(ws).changed == ()

    press("z", CTRL)
    assert ws.store.count(Release) == 0
    while ws.store.get(Finding, made.id) is not None:
        undo(ws)
    assert ws.store.count(AcceptedWarning) == 0
    assert shown(window) == JUDGEMENT
