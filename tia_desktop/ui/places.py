"""Where a person may go: an inspector everywhere, an adviser only to their checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tia_desktop.ui.pages import Visit
from tia_desktop.ui.registry import ADVISER_SCREENS, ADVISER_STEPS, STEP_OF, STEPS, Place
from tia_desktop.ui.tones import icon_of

if TYPE_CHECKING:  # imported when an inspection is opened: the window stands before that
    from tia_desktop.services.desk import Settings
    from tia_desktop.services.workspace import Workspace


def home(ws: Workspace | None, settings: Settings) -> Visit:
    """The first screen of this role."""
    if ws is None:
        return Visit("start")
    return Visit(ADVISER_STEPS[0].screen if settings.role == "tia" else STEPS[0].screen)


def may_visit(ws: Workspace, settings: Settings, visit: Visit) -> bool:
    """Advisers see their checks and nothing else, and only after the own-landlord question."""
    from tia_desktop.services.own_checks import may_do
    from tia_desktop.services.team import has_declared

    if settings.role != "tia" or visit.screen in ("start", "my_checks"):
        return True
    check, author = str(visit.arguments.get("check_id", "")), settings.author
    if check and not may_do(ws, check, author):
        return False
    return visit.screen in ADVISER_SCREENS and has_declared(ws, author)


def places(ws: Workspace | None, settings: Settings, open_check: str) -> list[Place]:
    """What the rail offers this person now."""
    if ws is None:
        return []
    if settings.role != "tia":
        return list(STEPS)
    if not open_check:
        return list(ADVISER_STEPS)
    from tia_desktop.domain.records import RealityCheck
    from tia_desktop.services.own_checks import may_do

    check = ws.store.get(RealityCheck, open_check)
    if check is None or not may_do(ws, check.id, settings.author):
        return list(ADVISER_STEPS)
    icon = icon_of(ws.pack.template(check.template))
    return [*ADVISER_STEPS, Place("capture", check.title, icon, (("check_id", check.id),))]


def here(offered: list[Place], settings: Settings, visit: Visit) -> Place | None:
    """Which of the places of the rail a visit belongs to."""
    step = STEP_OF.get(visit.screen, visit.screen)
    found = next((p for p in offered if p.screen == step), None)
    if settings.role == "tia" and visit.screen in ("capture", "answers"):
        found = offered[-1]
    return found or (offered[0] if offered and visit.screen in STEP_OF else None)
