"""The pages of the plan, in the order of their strip, and how each of them is reached. No Qt."""

from __future__ import annotations

from tia_desktop.ui.context import Shell

FIGURES = "figures"

PAGES = (
    ("facts", "The inspection"),
    ("team", "Team"),
    ("checks", "Checks"),
    ("programme", "Programme"),
    ("documents", "Documents"),
    ("assessment", "Self-assessment"),
    (FIGURES, "Figures"),
)
"""The pages of the plan with their words, in the order in which an inspection is planned."""


def show_page(shell: Shell, page: str) -> None:
    """Show a page of the plan. The figures are a screen of their own."""
    if page == FIGURES:
        shell.go(FIGURES)
    else:
        shell.go("plan", page=page)
