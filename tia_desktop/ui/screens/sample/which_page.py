"""Which check looks at the cases? Shown when the sample is opened from the menu."""

from __future__ import annotations

from tia_desktop.domain.records import RealityCheck
from tia_desktop.services.sampled_cases import is_case_sampling
from tia_desktop.services.sampling import samples_of
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.sample.model import cases_words
from tia_desktop.ui.which_check import Which, WhichPage


def which_page(context: ScreenContext) -> WhichPage:
    """Return the page with the checks that look at cases."""
    which = Which(
        screen="sample",
        title=tr("Sample of cases"),
        question=tr("Which check looks at the cases?"),
        none=tr("No check looks at cases yet. Plan one first."),
        kind=next((t.id for t in context.ws.pack.templates if is_case_sampling(t)), ""),
        icon="collect",
        checks=_checks(context.ws),
    )
    return WhichPage(context, which)


def _checks(ws: Workspace) -> list[tuple[RealityCheck, str]]:
    """(check, what there is of its sample)."""
    found = []
    for check in ws.store.find(RealityCheck):
        drawn = samples_of(ws, check.id)
        if drawn:
            found.append((check, tr("{cases} drawn").format(cases=cases_words(drawn[-1].wanted))))
        elif is_case_sampling(ws.pack.template(check.template)):
            found.append((check, tr("Nothing drawn yet")))
    return found
