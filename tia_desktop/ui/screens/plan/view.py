"""Plan: one place in the rail, six pages, and the page of one check."""

from __future__ import annotations

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.widgets import Page


def build(context: ScreenContext) -> Page:
    """Build the page that is asked for: one check with `check_id`, else `page`, else the facts."""
    # Imported one by one: the first page should not wait for the others.
    if context.arguments.get("check_id"):
        from tia_desktop.ui.screens.plan.check_page import CheckPage

        return CheckPage(context)
    page = str(context.arguments.get("page", ""))
    if page == "team":
        from tia_desktop.ui.screens.plan.team_page import TeamPage

        return TeamPage(context)
    if page == "checks":
        from tia_desktop.ui.screens.plan.checks_page import ChecksPage

        return ChecksPage(context)
    if page == "programme":
        from tia_desktop.ui.screens.plan.programme_page import ProgrammePage

        return ProgrammePage(context)
    if page == "documents":
        from tia_desktop.ui.screens.plan.documents_page import DocumentsPage

        return DocumentsPage(context)
    if page == "assessment":
        from tia_desktop.ui.screens.plan.assessment_page import AssessmentPage

        return AssessmentPage(context)
    from tia_desktop.ui.screens.plan.facts_page import FactsPage

    return FactsPage(context)
