"""Which check is it for? Shown when work that belongs to one check is opened from the menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from tia_desktop.domain.records import RealityCheck
from tia_desktop.services.own_checks import may_do
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.widgets import Card, EmptyState, Page, WrapButton, button, heading, label


@dataclass(frozen=True, slots=True)
class Which:
    """What is asked.

    Attributes:
        screen: the screen that the work is on.
        title: of the page.
        question: which check?
        none: a sentence for when there is none, and
        kind: the template that is then planned.
        icon: beside each check.
        checks: (check, what there is of the work in it).
    """

    screen: str
    title: str
    question: str
    none: str
    kind: str
    icon: str
    checks: Sequence[tuple[RealityCheck, str]]


class WhichPage(Page):
    """The checks that the work can be for: those of this person, when they see only their own."""

    def __init__(self, context: ScreenContext, which: Which) -> None:
        super().__init__(which.title)
        self._context, self._which = context, which
        self.add(heading(which.title))
        settings = context.desk.settings
        checks = [
            (check, words)
            for check, words in which.checks
            if settings.role != "tia" or may_do(context.ws, check.id, settings.author)
        ]
        if checks:
            self.add(label(which.question, "lead"))
            card = Card(pad=10, gap=4)
            for check, words in checks:
                each = WrapButton(
                    check.title, partial(self._open, check.id), kind="nav", icon=which.icon, second=words
                )
                card.add(each)
                self.first_focus = self.first_focus or each
            self.add(card)
        else:
            self.add(EmptyState(which.none, tr("Plan a check"), self._plan, icon="plan"))
        self.body.addStretch(1)
        self.set_footer(button(tr("Back"), lambda: context.shell.go("back"), icon="back"))

    def _open(self, check_id: str) -> None:
        self._context.shell.go(self._which.screen, check_id=check_id)

    def _plan(self) -> None:
        if self._context.desk.settings.role == "tia":
            self._context.shell.go("my_checks")
        else:
            self._context.shell.go("collect", form="plan", kind=self._which.kind)
