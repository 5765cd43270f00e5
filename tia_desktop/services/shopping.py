"""Mystery shopping: a shop begins with a call, a visit or a letter, and ends when nothing is waited for.

Staff are told first that shopping will happen, not when. A shopper never shops at their own landlord
(guidance para 35), whatever else they do on the team. What happens in between: `shop_events`.
"""

from __future__ import annotations

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import CheckEntry, RealityCheck, Scalar
from tia_desktop.domain.shop_measure import moment
from tia_desktop.domain.shop_records import ShopAttempt, ShopEvent
from tia_desktop.domain.shops import ShopLibrary, first_event
from tia_desktop.domain.text import one_line
from tia_desktop.services.guided import begin_edits
from tia_desktop.services.shop_events import events_of
from tia_desktop.services.shop_setup import find_scenario, refuse_before_staff_are_told
from tia_desktop.services.shop_values import (
    refuse_own_shopper,
    tested_alias,
    tested_channel,
    tested_moment,
    tested_right,
)
from tia_desktop.services.workspace import Workspace


def start_attempt(
    ws: Workspace,
    library: ShopLibrary,
    check_id: str,
    scenario: str,
    alias: str,
    *,
    channel: str = "",
    entry_id: str = "",
    at: str = "",
    author: str = "",
    origin: str = "",
) -> str:
    """Begin a shop with its first event (the call, the visit, the letter), and return its id.

    Its check has begun by that too.

    Args:
        ws: the open inspection.
        library: what comes with the program; a story from it is copied into the inspection.
        check_id: the check that it belongs to.
        scenario: id or title of a story.
        alias: the made-up name that the shopper uses.
        channel: another way to make contact than the story's own.
        entry_id: the part of the check that it belongs to.
        at: when it began, as ISO 8601 with its offset; "" is now.
        author: who shops; "" is who works now.
        origin: who writes, so that they are not told.

    Raises:
        InputError: staff have not been told, or a value does not fit; nothing is kept.
        OwnLandlordError: the shopper rents from this landlord.
    """
    check = ws.need(RealityCheck, check_id)
    shopper, begins = author or ws.author, tested_moment(ws, at)
    refuse_before_staff_are_told(ws, begins)
    refuse_own_shopper(ws, shopper)
    _test_part(ws, check_id, entry_id)
    story, edits = find_scenario(ws, library, scenario)
    way = tested_channel(channel or story.channel)
    made = ws.store.new_id()
    values: dict[str, Scalar] = {
        "check_id": check_id,
        "entry_id": entry_id,
        "scenario_id": story.id,
        "alias": tested_alias(ws, alias),
        "channel": way,
        "started_at": begins,
        "author": shopper,
    }
    first: dict[str, Scalar] = {
        "attempt_id": made,
        "kind": first_event(way, story.is_complaint),
        "at": begins,
        "author": shopper,
    }
    edits += [Edit(ShopAttempt, made, values), Edit(ShopEvent, ws.store.new_id(), first)]
    edits += begin_edits(ws, check, begins)
    ws.store.record(edits, author=ws.author, origin=origin)
    return made


def _test_part(ws: Workspace, check_id: str, entry_id: str) -> None:
    entry = ws.need(CheckEntry, entry_id) if entry_id else None
    if entry is not None and entry.check_id != check_id:
        raise InputError(f"“{one_line(entry.title, 60)}” is a part of another check.")


def end_attempt(
    ws: Workspace,
    attempt_id: str,
    *,
    at: str = "",
    answer_right: str = "",
    set_aside: str = "",
    origin: str = "",
) -> None:
    """End a shop: nothing is waited for any more. Without a time: now.

    Args:
        ws: the open inspection.
        attempt_id: the shop.
        at: when, as ISO 8601 with its offset.
        answer_right: whether they gave the right answer: yes, partly, no or "".
        set_aside: why it does not count, such as “They knew the shopper”.
        origin: who writes, so that they are not told.

    Raises:
        InputError: it has ended, or a value does not fit.
    """
    attempt = ws.need(ShopAttempt, attempt_id)
    if attempt.ended_at:
        raise InputError(f"This shop ended at {attempt.ended_at}. Open it again first.")
    ended = tested_moment(ws, at)
    last = max((moment(e.at) for e in events_of(ws, attempt_id)), default=moment(attempt.started_at))
    if moment(ended) < max(last, moment(attempt.started_at)):
        raise InputError("Something happened in this shop after that time. Give a later time.")
    values: dict[str, Scalar] = {"ended_at": ended}
    if answer_right:
        values["answer_right"] = tested_right(answer_right)
    if set_aside.strip():
        values["set_aside"] = set_aside.strip()
    ws.store.record([Edit(ShopAttempt, attempt_id, values)], author=ws.author, origin=origin)


def reopen_attempt(ws: Workspace, attempt_id: str, *, origin: str = "") -> None:
    """Open a shop again: something came after all."""
    ws.need(ShopAttempt, attempt_id)
    ws.store.record([Edit(ShopAttempt, attempt_id, {"ended_at": ""})], author=ws.author, origin=origin)


def change_attempt(ws: Workspace, attempt_id: str, *, origin: str = "", **values: str) -> None:
    """Correct the alias, answer_right or set_aside of a shop; what it was stays in the history.

    Raises:
        InputError: a value does not fit; nothing is changed.
    """
    ws.need(ShopAttempt, attempt_id)
    kept: dict[str, Scalar] = {}
    for name, value in values.items():
        if name == "alias":
            kept[name] = tested_alias(ws, value)
        elif name == "answer_right":
            kept[name] = tested_right(value) if value else ""
        elif name == "set_aside":
            kept[name] = value.strip()
        else:
            raise ValueError(f"a shop has no {name} to correct")
    ws.store.record([Edit(ShopAttempt, attempt_id, kept)], author=ws.author, origin=origin)
