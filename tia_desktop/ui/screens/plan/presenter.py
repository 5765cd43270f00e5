"""Plan: what each of its pages shows and does. No Qt."""

from __future__ import annotations

from tia_desktop.ui.screens.plan.assessment_presenter import AssessmentPresenter
from tia_desktop.ui.screens.plan.check_presenter import CheckPresenter
from tia_desktop.ui.screens.plan.checks_presenter import ChecksPresenter
from tia_desktop.ui.screens.plan.documents_presenter import DocumentsPresenter
from tia_desktop.ui.screens.plan.facts_presenter import FactsPresenter
from tia_desktop.ui.screens.plan.programme_presenter import ProgrammePresenter
from tia_desktop.ui.screens.plan.team_presenter import TeamPresenter

__all__ = [
    "AssessmentPresenter",
    "CheckPresenter",
    "ChecksPresenter",
    "DocumentsPresenter",
    "FactsPresenter",
    "ProgrammePresenter",
    "TeamPresenter",
]
