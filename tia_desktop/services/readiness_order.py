"""What stands in the way about order: dates and clocks that do not go together, notes nobody sorted."""

from __future__ import annotations

from collections.abc import Iterator

from tia_desktop.domain.text import count_of
from tia_desktop.services.date_order import DateProblem, date_problems
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.readiness_problem import OpenProblem, warns
from tia_desktop.services.workspace import Workspace


def order_problems(ws: Workspace) -> Iterator[OpenProblem]:
    """Give one problem for each date that does not fit, and one for the inbox."""
    by_event: dict[str, list[DateProblem]] = {}
    for problem in date_problems(ws):
        by_event.setdefault(problem.event, []).append(problem)
    for event, found in by_event.items():
        sources = "; ".join(dict.fromkeys(p.source for p in found))
        yield warns("dates", " ".join(p.text for p in found), f"guidance {sources}", event)
    inbox = ws.store.notes.count_notes(NoteFilter(check_id=""))
    if inbox:
        said = f"{count_of(inbox, 'note')} in the inbox: not part of any check yet. Sort the inbox."
        yield warns("inbox", said, "ours, for order", "")
