"""What every step of a survey has: the check, the strip of steps, and how it is left."""

from __future__ import annotations

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.page_strip import PageStrip
from tia_desktop.ui.screens.survey.model import ORIGIN, RESULTS, STEPS, SurveyState
from tia_desktop.ui.stored_page import StoredPage
from tia_desktop.ui.widgets import Button, button, column, heading, label


class SurveyPage(StoredPage):
    """A step. `fill` shows what is stored; it is called again after every change."""

    origin = ORIGIN

    def __init__(self, state: SurveyState, step: str, *, title: str = "") -> None:
        """`title` is given by a page behind a step."""
        words = title or tr(dict(STEPS)[step])
        super().__init__(f"{tr('Survey')}: {words}")
        self.state, self._here = state, "" if title else step
        under = f"{state.template.singular}: {state.check.title}"
        self.add(column(heading(title or tr("Survey")), label(under, "muted"), gap=2))
        pages = [(key, tr(each)) for key, each in STEPS]
        self._strip = PageStrip(tr("Steps of the survey"), pages, step, self._go, icons=_icons(state))
        self.first_focus = self._strip.own
        self.add(self._strip)

    # ---- called by the shell

    def leave(self) -> None:
        """The page goes: work that ends later shows nothing on it."""
        self.state.left = True

    # ---- inside

    def back_button(self) -> Button:
        """To the questions of the check."""
        return button(tr("Back to the check"), self.state.leave, "quiet", icon="back")

    def _go(self, step: str) -> None:
        if step != self._here:
            self.state.go(step)


def _icons(state: SurveyState) -> list[str]:
    """What is done: something was counted."""
    done = bool(state.surveys())
    return ["done" if done and key == RESULTS else "" for key, _ in STEPS]
