"""What is due in mystery shops, in one sentence each. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tia_desktop.domain.text import one_line
from tia_desktop.ui.days import day
from tia_desktop.ui.i18n import tr

if TYPE_CHECKING:  # a window without shops needs none of it
    from tia_desktop.domain.shops import ShopLibrary
    from tia_desktop.services.shop_clock import Reminder
    from tia_desktop.services.workspace import Workspace

_MOMENTS = ("seconds", "minutes")
"""Units of a standard that is over before anybody can be reminded."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something to look after, and the shop that it belongs to."""

    words: str
    check_id: str
    attempt_id: str
    is_overdue: bool


def due_now(ws: Workspace, library: Callable[[], ShopLibrary], check_id: str = "") -> list[Due]:
    """What is due today or overdue, the next first; of one check, or of all."""
    from tia_desktop.domain.shop_records import ShopAttempt
    from tia_desktop.services.shop_clock import reminders

    if not ws.store.count(ShopAttempt, ended_at=""):
        return []
    now = datetime.fromisoformat(ws.store.now())
    found = [one for one in reminders(ws, library()) if check_id in ("", one.attempt.check_id)]
    return [
        Due(_words(ws, one, now), one.attempt.check_id, one.attempt.id, one.is_overdue)
        for one in found
        if _is_due(one, now)
    ]


def _is_due(one: Reminder, now: datetime) -> bool:
    if one.unit in _MOMENTS:
        return False
    return one.is_overdue or (bool(one.due_words) and one.due.astimezone(now.tzinfo).date() == now.date())


def _words(ws: Workspace, one: Reminder, now: datetime) -> str:
    from tia_desktop.domain.shop_records import ShopEvent

    promise = ws.store.get(ShopEvent, one.promise_id) if one.promise_id else None
    due = one.due.astimezone(now.tzinfo)
    if not one.is_overdue:
        words = tr("A promise is due today: {what}") if promise else tr("An answer is due today: {what}")
    elif promise:
        words = tr("A promise was due at {due}: {what}")
    else:
        words = tr("An answer was due at {due}: {what}")
    if one.is_overdue and due.date() != now.date():
        words = (
            tr("A promise was due on {due}: {what}") if promise else tr("An answer was due on {due}: {what}")
        )
    by = f"{due:%H:%M}" if due.date() == now.date() else day(due.date().isoformat())
    return words.format(what=one_line(promise.words if promise else one.what, 80), due=by)
