"""What every step of a case sample has: the check, the rail of steps, and how it is left."""

from __future__ import annotations

from tia_desktop.domain.case_records import TESTED, SampledCase
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.page_strip import PageStrip
from tia_desktop.ui.screens.sample.model import CASES, DRAW, LIST, ORIGIN, RESULTS, STEPS, SampleState
from tia_desktop.ui.stored_page import StoredPage
from tia_desktop.ui.widgets import Button, button, column, heading, label


class SamplePage(StoredPage):
    """A step. `fill` shows what is stored; it is called again after every change."""

    origin = ORIGIN

    def __init__(self, state: SampleState, step: str) -> None:
        words = tr(dict(STEPS)[step])
        super().__init__(f"{tr('Sample of cases')}: {words}")
        self.state = state
        under = f"{state.template.singular}: {state.check.title}"
        self.add(column(heading(tr("Sample of cases")), label(under, "muted"), gap=2))
        pages = [(key, tr(each)) for key, each in STEPS]
        self._strip = PageStrip(tr("Steps of the sample"), pages, step, self._go, icons=_icons(state))
        self.first_focus = self._strip.own
        self.add(self._strip)
        self._here = step

    # ---- called by the shell

    def leave(self) -> None:
        """The page goes: work that ends later shows nothing on it."""
        self.state.left = True

    # ---- inside

    def back_button(self) -> Button:
        """To the check that looks at the cases."""
        return button(tr("Back to the check"), self.state.leave, "quiet", icon="back")

    def _go(self, step: str) -> None:
        if step != self._here:
            self.state.go(step)


def _icons(state: SampleState) -> list[str]:
    """What is done: a list, a draw, cases that were looked at."""
    sample = state.sample()
    looked = state.ws.store.count(SampledCase, sample_id=sample.id, status=TESTED) if sample else 0
    cases = "circle" if sample is None or not looked else "done" if looked >= sample.wanted else "half"
    icons = {LIST: "done" if state.lists() else "circle", DRAW: "done" if sample else "circle"}
    icons |= {CASES: cases, RESULTS: "circle"}
    return [icons[key] for key, _ in STEPS]
