"""What happens in a mystery shop, each with its time; corrections keep the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.dates import iso_day
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import Scalar
from tia_desktop.domain.shop_measure import moment
from tia_desktop.domain.shop_records import ShopAttempt, ShopEvent
from tia_desktop.domain.shops import ABOUT_PROMISES
from tia_desktop.services.shop_setup import refuse_before_staff_are_told
from tia_desktop.services.shop_values import refuse_own_shopper, tested_event, tested_moment, with_offset
from tia_desktop.services.workspace import Workspace


def events_of(ws: Workspace, attempt_id: str) -> list[ShopEvent]:
    """Return what happened in a shop, in the order in which it happened."""
    found = ws.store.find(ShopEvent, attempt_id=attempt_id)
    return sorted(found, key=lambda event: moment(event.at))  # those of one moment: as they were written


def record_event(
    ws: Workspace,
    attempt_id: str,
    kind: str,
    *,
    at: str = "",
    words: str = "",
    due_at: str = "",
    promise_id: str = "",
    origin: str = "",
) -> str:
    """Keep something that happened in a shop, and return its id. Without a time: now.

    Args:
        ws: the open inspection.
        attempt_id: the shop.
        kind: what happened (`shops.EVENTS`).
        at: when, as ISO 8601 with its offset.
        words: what was said or written, without names.
        due_at: of a promise: the day, or the moment with its offset, until which it should be kept.
        promise_id: the promise that is kept or broken; "" for the only one that is open.
        origin: who writes, so that they are not told.

    Raises:
        InputError: a value does not fit; nothing is kept.
        OwnLandlordError: whoever works now rents from this landlord.
    """
    attempt = ws.need(ShopAttempt, attempt_id)
    refuse_own_shopper(ws, ws.author)
    event = ShopEvent(
        id=ws.store.new_id(),
        attempt_id=attempt_id,
        kind=tested_event(kind),
        at=tested_moment(ws, at),
        words=words.strip(),
        due_at=due_at,
        promise_id=promise_id,
    )
    if kind in ABOUT_PROMISES and not promise_id:
        event = replace(event, promise_id=_only_open_promise(ws, attempt_id))
    values = {**_tested_event(ws, attempt, event), "attempt_id": attempt_id, "author": ws.author}
    ws.store.record([Edit(ShopEvent, event.id, values)], author=ws.author, origin=origin)
    return event.id


def change_event(ws: Workspace, event_id: str, *, origin: str = "", **values: str) -> None:
    """Correct the kind, at, words, due_at or promise_id of an event; what it was stays in the history.

    Raises:
        InputError: a value does not fit; nothing is changed.
    """
    before = ws.need(ShopEvent, event_id)
    unknown = set(values) - {"kind", "at", "words", "due_at", "promise_id"}
    if unknown:
        raise ValueError(f"an event has no {sorted(unknown)[0]} to correct")
    if "at" in values:
        values["at"] = tested_moment(ws, values["at"])
    event = replace(before, **values)
    if before.kind == "promise" and event.kind != "promise" and _settles(ws, before):
        raise InputError("Something is noted about this promise. Take that away first.")
    attempt = ws.need(ShopAttempt, before.attempt_id)
    edits: list[Edit] = []
    if event.at != before.at and event_id == ws.store.find(ShopEvent, attempt_id=attempt.id)[0].id:
        attempt = _begun_at(ws, attempt, event)
        edits.append(Edit(ShopAttempt, attempt.id, {"started_at": attempt.started_at}))
    edits.append(Edit(ShopEvent, event_id, _tested_event(ws, attempt, event)))
    ws.store.record(edits, author=ws.author, origin=origin)


def _begun_at(ws: Workspace, attempt: ShopAttempt, first: ShopEvent) -> ShopAttempt:
    """Return the shop as it is when its first event gets another time."""
    refuse_before_staff_are_told(ws, first.at)
    if any(moment(e.at) < moment(first.at) for e in events_of(ws, attempt.id) if e.id != first.id):
        raise InputError("Something else happened in this shop before that. Give an earlier time.")
    return replace(attempt, started_at=first.at)


def remove_event(ws: Workspace, event_id: str, *, origin: str = "") -> None:
    """Take an event away, with what is noted about a promise. Undo brings it back."""
    event = ws.need(ShopEvent, event_id)
    gone = [event, *_settles(ws, event)]
    edits = [Edit(ShopEvent, each.id, remove=True) for each in gone]
    ws.store.record(edits, author=ws.author, origin=origin)


def _settles(ws: Workspace, promise: ShopEvent) -> list[ShopEvent]:
    """Return what says that a promise was kept or broken."""
    return ws.store.find(ShopEvent, attempt_id=promise.attempt_id, promise_id=promise.id)


def _only_open_promise(ws: Workspace, attempt_id: str) -> str:
    made = [e for e in events_of(ws, attempt_id) if e.kind == "promise" and not _settles(ws, e)]
    if len(made) != 1:
        raise InputError(
            "Say which promise this is about: several are open."
            if made
            else "No promise is open in this shop. Note the promise first."
        )
    return made[0].id


def _tested_event(ws: Workspace, attempt: ShopAttempt, event: ShopEvent) -> dict[str, Scalar]:
    """Return the fields of an event as they are kept, or raise with a sentence."""
    tested_event(event.kind)
    when = moment(event.at)
    if when < moment(attempt.started_at):
        raise InputError(
            f"The shop began at {attempt.started_at}. Give a later time for what happened in it."
        )
    if attempt.ended_at and when > moment(attempt.ended_at):
        raise InputError(f"The shop ended at {attempt.ended_at}. Open it again, or give an earlier time.")
    promise_id = event.promise_id if event.kind in ABOUT_PROMISES else ""
    if event.kind in ABOUT_PROMISES:
        _test_about(ws, event, when)
    due = ""
    if event.kind == "promise":
        if not event.words.strip():
            raise InputError("Write what they promised. Do not write names.")
        due = _tested_due(event.due_at, when)
    return {
        "kind": event.kind,
        "at": event.at,
        "words": event.words,
        "due_at": due,
        "promise_id": promise_id,
    }


def _test_about(ws: Workspace, event: ShopEvent, when: datetime) -> None:
    promise = ws.need(ShopEvent, event.promise_id)
    if promise.kind != "promise" or promise.attempt_id != event.attempt_id:
        raise InputError("That is no promise of this shop. Give the id of one of its promises.")
    if any(other.id != event.id for other in _settles(ws, promise)):
        raise InputError("It is noted already whether this promise was kept. Correct that instead.")
    if when < moment(promise.at):
        raise InputError("A promise cannot be kept or broken before it is made. Check the time.")


def _tested_due(due_at: str, made: datetime) -> str:
    if not due_at.strip():
        return ""
    if len(due_at.strip()) <= 10:
        due, early = iso_day(due_at), iso_day(due_at) < made.date().isoformat()
    else:
        due = with_offset(due_at)
        early = moment(due) < made
    if early:
        raise InputError("The promise is due before it was made. Check the two times.")
    return due
