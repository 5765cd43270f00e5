"""A survey: one place, three steps, and the pages of one person who is asked."""

from __future__ import annotations

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.widgets import Page


def build(context: ScreenContext) -> Page:
    """Build the step or the person that is asked for; without one the step that comes next."""
    # Imported one by one: the first page should not wait for the others.
    if not context.arguments.get("check_id"):
        from tia_desktop.ui.screens.survey.which_page import which_page

        return which_page(context)
    from tia_desktop.ui.screens.survey.model import FILE, PERSON, RESULTS, SELF, SurveyState

    step = str(context.arguments.get("step", ""))
    if not step:
        step = SurveyState(context).next_step()
        context.arguments["step"] = step
    if step == FILE:
        from tia_desktop.ui.screens.survey.file_page import FilePage

        return FilePage(context)
    if step == RESULTS:
        from tia_desktop.ui.screens.survey.results_page import ResultsPage

        return ResultsPage(context)
    if step == PERSON:
        from tia_desktop.ui.screens.survey.person_page import PersonPage

        return PersonPage(context)
    if step == SELF and context.only is not None and context.only.on:
        from tia_desktop.ui.screens.survey.self_page import SelfPage

        return SelfPage(context)
    return _asking(context, step)


def _asking(context: ScreenContext, step: str) -> Page:
    """Build one of the pages around asking people. Without the tenant at the laptop there is no self mode."""
    from tia_desktop.ui.screens.survey.model import BEGIN, COUNT, HAND

    if step == BEGIN:
        from tia_desktop.ui.screens.survey.ask_begin_page import BeginPage

        return BeginPage(context)
    if step == HAND:
        from tia_desktop.ui.screens.survey.self_hand_page import HandPage

        return HandPage(context)
    if step == COUNT:
        from tia_desktop.ui.screens.survey.ask_count_page import CountPage

        return CountPage(context)
    from tia_desktop.ui.screens.survey.ask_page import AskPage

    return AskPage(context)
