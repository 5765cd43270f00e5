"""Mystery shopping: one place, four steps, and the page of one shop."""

from __future__ import annotations

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.widgets import Page


def build(context: ScreenContext) -> Page:
    """Build the step or the shop that is asked for; without one the step that comes next."""
    # Imported one by one: the first page should not wait for the others.
    if not context.arguments.get("check_id"):
        from tia_desktop.ui.screens.shop.which_page import which_page

        return which_page(context)
    from tia_desktop.ui.screens.shop.model import BEGIN, RESULTS, SHOPS, ShopState

    state = ShopState(context)
    if context.arguments.get("attempt_id"):
        from tia_desktop.ui.screens.shop.live_page import LivePage

        return LivePage(state)
    step = str(context.arguments.get("step", "")) or state.next_step()
    if step == BEGIN:
        from tia_desktop.ui.screens.shop.begin_page import BeginPage

        return BeginPage(state)
    if step == SHOPS:
        from tia_desktop.ui.screens.shop.shops_page import ShopsPage

        return ShopsPage(state)
    if step == RESULTS:
        from tia_desktop.ui.screens.shop.results_page import ResultsPage

        return ResultsPage(state)
    from tia_desktop.ui.screens.shop.before_page import BeforePage

    return BeforePage(state)
