"""The sample of cases: one place, four steps, and the question which check it is for."""

from __future__ import annotations

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.widgets import Page


def build(context: ScreenContext) -> Page:
    """Build the step that is asked for; without one the step that comes next."""
    # Imported one by one: the first page should not wait for the others.
    if not context.arguments.get("check_id"):
        from tia_desktop.ui.screens.sample.which_page import which_page

        return which_page(context)
    from tia_desktop.ui.screens.sample.model import CASES, DRAW, LIST, RESULTS, SampleState

    step = str(context.arguments.get("step", ""))
    if not step:
        state = SampleState(context)
        step = CASES if state.sample() else DRAW if state.lists() else LIST
        context.arguments["step"] = step
    if step == DRAW:
        from tia_desktop.ui.screens.sample.draw_page import DrawPage

        return DrawPage(context)
    if step == CASES:
        from tia_desktop.ui.screens.sample.cases_page import CasesPage

        return CasesPage(context)
    if step == RESULTS:
        from tia_desktop.ui.screens.sample.results_page import ResultsPage

        return ResultsPage(context)
    from tia_desktop.ui.screens.sample.list_page import ListPage

    return ListPage(context)
