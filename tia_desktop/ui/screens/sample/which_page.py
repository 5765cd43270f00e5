"""Which check looks at the cases? Shown when the sample is opened from the menu."""

from __future__ import annotations

from functools import partial

from tia_desktop.domain.records import RealityCheck
from tia_desktop.services.own_checks import may_do
from tia_desktop.services.sampled_cases import is_case_sampling
from tia_desktop.services.sampling import samples_of
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.sample.model import cases_words
from tia_desktop.ui.widgets import Card, EmptyState, Page, WrapButton, button, heading, label


class WhichPage(Page):
    """The checks that look at cases."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Sample of cases"))
        self._context = context
        self.add(heading(tr("Sample of cases")))
        checks = _checks(context)
        if checks:
            self.add(label(tr("Which check looks at the cases?"), "lead"))
            card = Card(pad=10, gap=4)
            for check, words in checks:
                each = WrapButton(
                    check.title, partial(self._open, check.id), kind="nav", icon="collect", second=words
                )
                card.add(each)
                self.first_focus = self.first_focus or each
            self.add(card)
        else:
            words = tr("No check looks at cases yet. Plan one first.")
            self.add(EmptyState(words, tr("Plan a check"), self._plan, icon="plan"))
        self.body.addStretch(1)
        self.set_footer(button(tr("Back"), lambda: context.shell.go("back"), icon="back"))

    def _open(self, check_id: str) -> None:
        self._context.shell.go("sample", check_id=check_id)

    def _plan(self) -> None:
        kind = next((t.id for t in self._context.ws.pack.templates if is_case_sampling(t)), "")
        adviser = self._context.desk.settings.role == "tia"
        if adviser:
            self._context.shell.go("my_checks")
        else:
            self._context.shell.go("collect", form="plan", kind=kind)


def _checks(context: ScreenContext) -> list[tuple[RealityCheck, str]]:
    """(check, what there is of its sample): those of this person, when they see only their own."""
    ws, found = context.ws, list[tuple[RealityCheck, str]]()
    settings = context.desk.settings
    for check in ws.store.find(RealityCheck):
        drawn = samples_of(ws, check.id)
        wanted = drawn or is_case_sampling(ws.pack.template(check.template))
        if wanted and (settings.role != "tia" or may_do(ws, check.id, settings.author)):
            words = (
                tr("{cases} drawn").format(cases=cases_words(drawn[-1].wanted))
                if drawn
                else tr("Nothing drawn yet")
            )
            found.append((check, words))
    return found
