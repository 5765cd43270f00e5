"""What the pages of the judgement have in common: the heading, and the strip that leads to the others."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.page_strip import PageStrip
from tia_desktop.ui.widgets import Page, heading

JUDGE, DRIVERS, RELEASE = "", "drivers", "release"


class JudgementFrame(Page):
    """A page of the judgement. The shell calls `refresh` after every change."""

    def __init__(self, context: ScreenContext, here: str, words: str) -> None:
        super().__init__(words)
        self.context, self._here = context, here
        pages = [
            (JUDGE, tr("Our judgement")),
            (DRIVERS, tr("Drivers and barriers")),
            (RELEASE, tr("Release")),
        ]
        self.strip = PageStrip(
            tr("Pages of the judgement"), pages, here, self._go, icons=("judgement", "flag", "send")
        )
        self.first_focus: QWidget | None = self.strip.own
        self.add(heading(tr("Judgement")), self.strip)

    def _go(self, page: str) -> None:
        if page == self._here:
            return
        self.strip.mark_own()
        if page:
            self.context.shell.go("judgement", page=page)
        else:
            self.context.shell.go("judgement")
