"""The pages of mystery shopping with something on each of them, and shops for their tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from tests.ui.a11y import settle
from tia_desktop.domain.records import RealityCheck
from tia_desktop.frameworks.shops import library
from tia_desktop.services import plan
from tia_desktop.services.shop_events import record_event
from tia_desktop.services.shop_setup import staff_told, tell_staff
from tia_desktop.services.shop_standards import StandardDraft, add_clock, add_standard, standards
from tia_desktop.services.shopping import end_attempt, start_attempt
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.shop.before_page import BeforePage
from tia_desktop.ui.screens.shop.begin_page import BeginPage
from tia_desktop.ui.screens.shop.live_page import LivePage

Show = Callable[[MainWindow, Workspace], None]

IN_20_SECONDS = StandardDraft(
    "Calls answered", "call", "answer", 20, "seconds", "england-and-wales", "phone", source="website"
)


def ago(ws: Workspace, **time: float) -> str:
    """A moment before now, as it is kept."""
    return (datetime.fromisoformat(ws.store.now()) - timedelta(**time)).isoformat()


def shopping_check(ws: Workspace, *, told: bool = True) -> str:
    """A check for mystery shopping; staff were told a month ago."""
    found = ws.store.find(RealityCheck, template="rc11")
    check = found[0].id if found else plan.add_check(ws, "rc11", "Calls in spring")
    if told and staff_told(ws) is None:
        tell_staff(ws, "by the director, at the staff meeting", ago(ws, days=30)[:10])
        add_standard(ws, library(), IN_20_SECONDS)
    return check


def call(ws: Workspace, check: str, answered_after: int = 12, **since: float) -> str:
    """A call that was answered and is closed."""
    begun = datetime.fromisoformat(ago(ws, **since))
    made = start_attempt(ws, library(), check, "repair-phone", "Sam Reed", at=begun.isoformat())
    answered = begun + timedelta(seconds=answered_after)
    record_event(ws, made, "answer", at=answered.isoformat())
    end_attempt(ws, made, at=(answered + timedelta(minutes=2)).isoformat(), answer_right="yes")
    return made


def _before(window: MainWindow, ws: Workspace) -> None:
    window.shell.go("shop", check_id=shopping_check(ws, told=False), step="before")


def _standards(window: MainWindow, ws: Workspace) -> None:
    check = shopping_check(ws)
    add_clock(ws, library().clock("england-2024"))
    window.shell.go("shop", check_id=check, step="before")
    page = window.shell.pages.page
    assert isinstance(page, BeforePage)
    page._open_form()
    settle(12)


def _change(window: MainWindow, ws: Workspace) -> None:
    check = shopping_check(ws)
    window.shell.go("shop", check_id=check, step="before")
    page = window.shell.pages.page
    assert isinstance(page, BeforePage)
    page.change_standard(standards(ws)[0].id)
    settle(12)


def _begin(window: MainWindow, ws: Workspace) -> None:
    window.shell.go("shop", check_id=shopping_check(ws, told=False), step="begin")
    page = window.shell.pages.page
    assert isinstance(page, BeginPage)
    page.list.open_row(page.list.row_ids()[0])
    page._write()
    settle(12)


def _live(window: MainWindow, ws: Workspace) -> None:
    check = shopping_check(ws)
    made = start_attempt(ws, library(), check, "repair-phone", "Sam Reed")
    record_event(ws, made, "answer")
    record_event(ws, made, "promise", words="Call back from repairs", due_at=ws.store.now()[:10])
    window.shell.go("shop", check_id=check, attempt_id=made)
    page = window.shell.pages.page
    assert isinstance(page, LivePage)
    page.list.open_row(page.list.row_ids()[2])
    page.begin_promise()
    settle(12)


def _complaint(window: MainWindow, ws: Workspace) -> None:
    check = shopping_check(ws)
    add_clock(ws, library().clock("england-2024"))
    made = start_attempt(ws, library(), check, "complaint-letter", "Sam Reed", at=ago(ws, days=25))
    window.shell.go("shop", check_id=check, attempt_id=made)
    settle(12)


def _shops(window: MainWindow, ws: Workspace) -> None:
    check = shopping_check(ws)
    call(ws, check, days=1)
    made = start_attempt(ws, library(), check, "noise-email", "Sam Reed", at=ago(ws, days=3))
    record_event(ws, made, "promise", words="Write again", due_at=ago(ws, days=1)[:10], at=ago(ws, days=2))
    window.shell.go("shop", check_id=check, step="shops")
    settle(12)


def _results(window: MainWindow, ws: Workspace) -> None:
    check = shopping_check(ws)
    for n, seconds in enumerate((9, 12, 35)):
        call(ws, check, seconds, days=n + 1)
    window.shell.go("shop", check_id=check, step="results")
    settle(12)


def _which(window: MainWindow, ws: Workspace) -> None:
    shopping_check(ws)
    window.shell.go("shop")


SHOP_PAGES: dict[str, Show] = {
    "shop-which": _which,
    "shop-before": _before,
    "shop-standards": _standards,
    "shop-standard-changed": _change,
    "shop-begin": _begin,
    "shop-live": _live,
    "shop-complaint": _complaint,
    "shop-shops": _shops,
    "shop-results": _results,
}
