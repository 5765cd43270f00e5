"""The history of records, with something on each: for the walk and the tests."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.a11y import settle
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import capture, conclude, history, judging
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.history.view import HistoryPage

Show = Callable[[MainWindow, Workspace], None]
LONG = (
    "The lift in block C was out of order for eleven weeks, and nobody told the people on the upper floors."
)


def finding_with_history(ws: Workspace) -> str:
    """A finding to which much happened; return it."""
    note = capture.add_note(ws, NoteDraft(text=LONG, place="Block C"))
    question = ws.pack.key_questions[1].id
    finding = conclude.record_finding(ws, LONG, "weakness", [question], notes=[note])
    conclude.change_finding(ws, finding, {"text": LONG.replace("eleven", "twelve"), "weight": "high"})
    conclude.link_evidence(ws, finding, [note], "contradicts")
    conclude.answer_contradiction(ws, finding, note, "It was repaired in May.")
    conclude.unlink_evidence(ws, finding, note)
    history.undo(ws)
    spec = ws.pack.judgements[0]
    judging.judge(ws, spec.id, spec.scale.levels[0].id, "Because of the lifts.", [finding])
    return finding


def history_page(window: MainWindow, kind: str, record_id: str) -> HistoryPage:
    """Show the history of a record."""
    window.shell.go("history", kind=kind, record_id=record_id)
    settle(6)
    page = window.shell.pages.page
    assert isinstance(page, HistoryPage)
    return page


def _finding(window: MainWindow, ws: Workspace) -> None:
    history_page(window, "finding", finding_with_history(ws))


def _check(window: MainWindow, ws: Workspace) -> None:
    history_page(window, "reality_check", ws.store.find(RealityCheck)[0].id)


def _removed(window: MainWindow, ws: Workspace) -> None:
    finding = finding_with_history(ws)
    conclude.remove_finding(ws, finding)
    history_page(window, "finding", finding)


def _long(window: MainWindow, ws: Workspace) -> None:
    finding = finding_with_history(ws)
    for number in range(30):
        conclude.change_finding(ws, finding, {"text": f"{LONG} {number}"})
    history_page(window, "finding", finding)


HISTORY_PAGES: dict[str, Show] = {
    "history-finding": _finding,
    "history-check": _check,
    "history-removed": _removed,
    "history-long": _long,
}
