"""The pages of the judgement with something on each: for the walk, the tests and whoever looks at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from unittest.mock import patch

from tests.ui.a11y import settle
from tia_desktop.domain.conclude_records import Driver, Release
from tia_desktop.domain.records import Finding, Judgement
from tia_desktop.services import conclude, drivers, judging, readiness, releasing
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.judgement.drivers_page import DriversPage
from tia_desktop.ui.screens.judgement.release_page import ReleasePage
from tia_desktop.ui.screens.judgement.unfold import Unfold
from tia_desktop.ui.screens.judgement.view import JudgementPage
from tia_desktop.ui.widgets import Page

Show = Callable[[MainWindow, Workspace], None]
P = TypeVar("P", bound=Page)


def shown(window: MainWindow, kind: type[P], **arguments: str) -> P:
    """Go to a page of the judgement."""
    window.shell.go("judgement", **arguments)
    settle()
    page = window.shell.pages.page
    assert isinstance(page, kind)
    return page


def unfold(part: Unfold) -> None:
    """Open what is folded, as somebody with a keyboard does."""
    part.button.setFocus()
    part.button.click()


def change_view(ws: Workspace) -> None:
    """Judge the service otherwise, and back."""
    findings = [f.id for f in ws.store.find(Finding)][:3]
    before = ws.need(Judgement, "j1")
    judging.judge(ws, "j1", "fair", "Cleaning is weak (F1).", findings, because="We went back in May.")
    judging.judge(ws, "j1", before.rating, before.reason, findings, because="It was clean once more.")


def force_release(ws: Workspace) -> None:
    """Release whatever stands in the way: for pages that show a release."""
    with patch.object(readiness, "open_problems", lambda _: []):
        releasing.release(ws)


def _judgement(window: MainWindow, ws: Workspace) -> None:
    shown(window, JudgementPage)


def _cited(window: MainWindow, ws: Workspace) -> None:
    why = shown(window, JudgementPage, judgement_id="j1").whys[0]
    why.words.set_text("Repairs are strong (F2). Cleaning is not. F99 says so.")
    why.reason.look()
    unfold(why.reason.quiet)
    why.reason.picker.open()


def _left(window: MainWindow, ws: Workspace) -> None:
    page = shown(window, JudgementPage)
    page.grid.cells[1, 1].click()
    page.save()


def _past(window: MainWindow, ws: Workspace) -> None:
    if len(judging_views(ws)) < 2:
        change_view(ws)
    gone = conclude.record_finding(ws, "Doors stay broken", "weakness", ["j1.kq2"])
    named = [f.id for f in ws.store.find(Finding)][:1]
    made = ws.need(Judgement, "j1")
    judging.judge(ws, "j1", "poor", "Doors.", [gone, *named], because="Doors.")
    judging.judge(ws, "j1", made.rating, made.reason, named, because="They were mended.")
    conclude.remove_finding(ws, gone)
    why = shown(window, JudgementPage, judgement_id="j1").whys[0]
    unfold(why.past)


def judging_views(ws: Workspace) -> list[str]:
    """The levels that were left for the service."""
    from tia_desktop.services.earlier_views import earlier_views

    return [past.view.rating for past in earlier_views(ws, "j1")]


def _strength(window: MainWindow, ws: Workspace) -> None:
    unfold(shown(window, JudgementPage).findings.strength)


def _drivers(window: MainWindow, ws: Workspace) -> None:
    made = drivers.add_driver(
        ws,
        "Nobody owns the plan between meetings of the board, so that dates pass and nobody asks why.",
        is_barrier=True,
        scope="corporate",
        findings=[ws.store.find(Finding)[0].id],
    )
    drivers.add_driver(ws, "Tenants sit on the board.", is_barrier=False, scope="service")
    page = shown(window, DriversPage, page="drivers")
    page.form.submit()  # says what is missing
    page.list.open_row(made)


def _release(window: MainWindow, ws: Workspace) -> None:
    page = shown(window, ReleasePage, page="release")
    page.main.click()


def _released(window: MainWindow, ws: Workspace) -> None:
    if not ws.store.count(Release):
        force_release(ws)
    force_release(ws)
    drivers.add_driver(ws, "Money is short.", is_barrier=True, scope="corporate")
    assert ws.store.count(Driver)
    page = shown(window, ReleasePage, page="release")
    unfold(page.earlier)


JUDGEMENT_PAGES: dict[str, Show] = {
    "judgement": _judgement,
    "judgement-cited": _cited,
    "judgement-left": _left,
    "judgement-past": _past,
    "judgement-strength": _strength,
    "judgement-drivers": _drivers,
    "judgement-release": _release,
    "judgement-released": _released,
}
