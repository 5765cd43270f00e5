"""The pages of the plan with something on each of them, for the accessibility walk."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.a11y import settle
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import checklist, documents, facts, plan, programme, self_assessment, team
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow

Show = Callable[[MainWindow, Workspace], None]


def _page(page: str, *, row: int = -1, **more: str) -> Show:
    """Fill the plan, show a page, and unfold one of its rows."""

    def show(window: MainWindow, ws: Workspace) -> None:
        check = _fill(ws)
        arguments = {"check_id": check} if page == "check" else {"page": page, **more}
        window.shell.go("plan", **arguments)
        settle()
        if row >= 0:
            shown = window.shell.pages.page.list  # type: ignore[union-attr]
            shown.open_row(shown.row_ids()[row])
            settle(12)

    return show


def _fill(ws: Workspace) -> str:
    """Put people, clashing visits, documents and an answer into the plan; give the id of a check."""
    check: str = ws.store.find(RealityCheck)[0].id
    if documents.documents(ws):
        return check
    facts.set_facts(ws, scope="re-inspection", body="tmo", intensity="light", homes=6400)
    facts.set_day(ws, "team_on_site", "2026-11-09")
    facts.set_depth(ws, "rent", "lighter")
    ruth = team.add_member(ws, "Ruth", "lead", region="North", inspected_before=True)
    team.add_member(ws, "Maureen", "tia", rents_from="Hillside Council (sample)")
    begins, ends = "2026-11-16T09:30", "2026-11-16T11:00"
    plan.change_check(ws, check, assigned_to=ruth, planned_for=begins, planned_until=ends)
    clash = plan.add_check(ws, "rc08", "Ash Court", assigned_to=ruth, areas=["estate"])
    programme.schedule(ws, clash, begins, ends)
    plan.add_check(ws, "rc09", "Caretakers and repairs staff")
    items = checklist.tailored(ws, ws.need(RealityCheck, check))
    checklist.leave_out(ws, check, items[1].id)
    checklist.reword(ws, check, items[2].id, "Is the lift working on every floor?")
    documents.add_suggested(ws)
    late = documents.documents(ws)[0].id
    documents.change_document(ws, late, status="asked", asked_of="board secretary", due_on="2020-01-02")
    prompt = self_assessment.groups(ws)[0].prompts[0].prompt.id
    self_assessment.answer(
        ws, prompt, "The council and the landlord meet every month and publish the minutes."
    )
    return check


PLAN_PAGES: dict[str, Show] = {
    "plan-facts": _page("facts"),
    "plan-team": _page("team", row=1),
    "plan-checks": _page("checks"),
    "plan-kinds": _page("checks", view="kinds"),
    "plan-areas": _page("checks", view="areas"),
    "plan-check": _page("check", row=2),
    "plan-programme": _page("programme", row=0),
    "plan-documents": _page("documents", row=0),
    "plan-assessment": _page("assessment", row=0),
}
