"""Which check is it? Shown when the survey is opened from the menu."""

from __future__ import annotations

from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.survey_records import Survey, SurveyPerson
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.survey.model import TEMPLATE
from tia_desktop.ui.which_check import Which, WhichPage


def which_page(context: ScreenContext) -> WhichPage:
    """Return the page with the checks that are surveys, or have one."""
    ws, checks = context.ws, list[tuple[RealityCheck, str]]()
    for check in ws.store.find(RealityCheck):
        words = _so_far(ws, check.id)
        if words or check.template == TEMPLATE:
            checks.append((check, words or tr("No survey yet")))
    which = Which(
        screen="survey",
        title=tr("Survey"),
        question=tr("Which check is it for?"),
        none=tr("No check for a survey is planned yet. Plan one first."),
        kind=TEMPLATE,
        icon="people",
        checks=checks,
    )
    return WhichPage(context, which)


def _so_far(ws: Workspace, check_id: str) -> str:
    """What there is: surveys that are counted, else people who were asked."""
    n = ws.store.count(Survey, check_id=check_id)
    if n:
        return ntr("{n} survey", "{n} surveys", n)
    people = ws.store.count(SurveyPerson, check_id=check_id)
    asked = ntr("{n} person asked, not counted yet", "{n} people asked, not counted yet", people)
    return asked if people else ""
