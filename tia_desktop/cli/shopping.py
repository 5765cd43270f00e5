"""Commands of a mystery shop: it begins, things happen, promises are looked after, and what it came to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tia_desktop.cli.root import FILE, talk_to, tia
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.shops import ANSWERS_RIGHT, CHANNELS, EVENTS
from tia_desktop.domain.text import one_line

if TYPE_CHECKING:
    from tia_desktop.domain.shop_measure import Measured
    from tia_desktop.services.shop_clock import Standing
    from tia_desktop.services.workspace import Workspace

_SHOP = click.argument("shop", metavar="SHOP")
_AT = click.option("--at", default="", metavar="WHEN", help="Such as “2026-03-04 14:30:15”; without it: now.")


@tia.command()
@FILE
@click.argument("check_id", metavar="CHECK")
@click.argument("scenario")
@click.option("--alias", required=True, metavar="NAME", help="A made-up name, never a real tenant’s.")
@click.option(
    "--channel", type=click.Choice(tuple(CHANNELS)), help="Another way of contact than the story’s."
)
@_AT
@talk_to
def shop_start(
    talk: Talk, file: Path, check_id: str, scenario: str, alias: str, channel: str | None, at: str
) -> None:
    """Begin a mystery shop and print its id. The call, visit or letter counts from now, or from --at."""
    from tia_desktop.services.shopping import start_attempt

    library = talk.desk.shop_library()
    with talk.opened(file, write=True) as ws:
        made = start_attempt(ws, library, check_id, scenario, alias, channel=channel or "", at=_when(at))
    talk.done({"id": made}, [made])


@tia.command()
@FILE
@_SHOP
@click.argument("kind", type=click.Choice(("", *EVENTS)), default="")
@_AT
@click.option("--words", default="", metavar="TEXT", help="What was said or written, without names.")
@click.option("--due", default="", metavar="WHEN", help="Of a promise: the day, or day and time, it is for.")
@click.option("--promise", "promise_id", default="", metavar="ID", help="Which promise was kept or broken.")
@click.option("--correct", default="", metavar="ID", help="Correct this event; what is not given stays.")
@click.option("--remove", default="", metavar="ID", help="Take this event away.")
@talk_to
def shop_event(
    talk: Talk, /, file: Path, shop: str, kind: str, at: str, correct: str, remove: str, **values: str
) -> None:
    """Note what happens in a mystery shop, such as answer, wait or promise; without one, show the shop."""
    from tia_desktop.services.shop_clock import standing
    from tia_desktop.services.shop_events import change_event, record_event, remove_event

    due = _when(values.pop("due"))
    library, done = talk.desk.shop_library(), ""
    with talk.opened(file, write=bool(kind or correct or remove)) as ws:
        if remove:
            remove_event(ws, _of_shop(ws, shop, remove))
        elif correct:
            given = {"kind": kind, "at": _when(at), "due_at": due, **values}
            change_event(ws, _of_shop(ws, shop, correct), **{k: v for k, v in given.items() if v})
        elif kind:
            done = record_event(ws, shop, kind, at=_when(at), due_at=due, **values)
        now = standing(ws, library, shop)
    talk.done({**({"id": done} if done else {}), **_standing(now)}, [done] if done else _timeline(now))


def _of_shop(ws: Workspace, shop: str, event_id: str) -> str:
    from tia_desktop.domain.shop_records import ShopEvent

    event = ws.need(ShopEvent, event_id)
    if event.attempt_id != shop:
        raise InputError("This event belongs to another shop. “tia shop-event FILE SHOP” shows the ids.")
    return event_id


def _when(text: str) -> str:
    from tia_desktop.services.typed_times import parse_when

    return parse_when(text) if text else ""


def _standing(now: Standing) -> dict[str, Any]:
    return {
        "shop": now.attempt.id,
        "scenario": now.scenario.title if now.scenario else "",
        "channel": now.attempt.channel,
        "alias": now.attempt.alias,
        "started_at": now.attempt.started_at,
        "ended_at": now.attempt.ended_at,
        "running": now.running,
        "clock_seconds": int(now.clock.total_seconds()),
        "working_seconds": int(now.working.total_seconds()),
        "events": [
            {"id": e.id, "kind": e.kind, "at": e.at, "words": e.words, "due_at": e.due_at} for e in now.events
        ],
        "promises": [
            {"id": p.event.id, "words": p.event.words, "due_at": p.event.due_at, "state": p.state}
            for p in now.promises
        ],
        "measures": [_measure(m) for m in now.measures],
        "remarks": list(now.remarks),
    }


def _measure(one: Measured) -> dict[str, Any]:
    return {
        "standard": one.standard.id,
        "title": one.standard.title,
        "state": one.state,
        "kept": one.kept,
        "elapsed": round(one.elapsed, 4),
        "unit": one.standard.unit,
        "due": one.due_words,
        "extended": one.extended,
        "remark": one.remark,
    }


def _timeline(now: Standing) -> Iterator[str]:
    from tia_desktop.domain.shop_measure import clock_words
    from tia_desktop.services.shop_results import measure_words

    title = now.scenario.title if now.scenario else ""
    way = CHANNELS.get(now.attempt.channel, now.attempt.channel)
    yield f"“{one_line(title)}” by {way}, as {now.attempt.alias}"
    for e in now.events:
        word = EVENTS[e.kind].word if e.kind in EVENTS else e.kind
        words = f": {one_line(e.words, 100)}" if e.words else ""
        due = f" (for {e.due_at.replace('T', ' ')[:16]})" if e.due_at else ""
        yield f"  {e.at[:19].replace('T', ' ')}  {word}{words}{due}  {e.id}"
    if now.running:
        spent = f"{clock_words(now.clock)}, {clock_words(now.working, days=False)} of it in working time"
        yield f"Now {now.running}: {spent}."
    elif now.attempt.ended_at:
        yield f"Ended at {now.attempt.ended_at[:19].replace('T', ' ')}."
    yield from (measure_words(m) for m in now.measures)
    yield from now.remarks


@tia.command()
@FILE
@talk_to
def shop_promises(talk: Talk, file: Path) -> None:
    """List what is waited for in all mystery shops, the next due first: promises and answers."""
    from tia_desktop.services.shop_clock import promises, reminders

    library = talk.desk.shop_library()
    with talk.opened(file) as ws:
        waiting = reminders(ws, library)
        settled = [p for p in promises(ws) if not p.waits]
    document = {
        "waiting": [
            {
                "shop": r.attempt.id,
                "promise": r.promise_id,
                "what": r.what,
                "due": r.due_words,
                "overdue": r.is_overdue,
            }
            for r in waiting
        ],
        "settled": [{"promise": p.event.id, "words": p.event.words, "state": p.state} for p in settled],
    }
    lines = [
        f"{'OVERDUE' if r.is_overdue else 'due'} {r.due_words or 'at no set time'}  {r.what}  {r.attempt.id}"
        for r in waiting
    ]
    talk.done(document, lines or ["Nothing is waited for."])


@tia.command()
@FILE
@_SHOP
@_AT
@click.option("--right", type=click.Choice(ANSWERS_RIGHT), help="Whether they gave the right answer.")
@click.option("--set-aside", default="", metavar="REASON", help="It does not count, such as “They knew us”.")
@click.option("--reopen", is_flag=True, help="Open it again: something came after all.")
@talk_to
def shop_end(
    talk: Talk, file: Path, shop: str, at: str, right: str | None, set_aside: str, reopen: bool
) -> None:
    """End a mystery shop: nothing is waited for any more. --right and --set-aside can be said later."""
    from tia_desktop.domain.shop_records import ShopAttempt
    from tia_desktop.services.shop_clock import standing
    from tia_desktop.services.shopping import change_attempt, end_attempt, reopen_attempt

    library = talk.desk.shop_library()
    with talk.opened(file, write=True) as ws:
        ended = ws.need(ShopAttempt, shop).ended_at
        if reopen:
            reopen_attempt(ws, shop)
        elif ended and not at and (right or set_aside):
            given = {"answer_right": right or "", "set_aside": set_aside}
            change_attempt(ws, shop, **{name: value for name, value in given.items() if value})
        else:
            end_attempt(ws, shop, at=_when(at), answer_right=right or "", set_aside=set_aside)
        now = standing(ws, library, shop)
    talk.done(_standing(now), _timeline(now))


@tia.command()
@FILE
@click.argument("scenario", default="")
@click.option("--check", "check_id", default="", metavar="ID", help="Only shops of this check.")
@click.option("--keep", is_flag=True, help="Keep each result as a note, with its numbers.")
@click.option(
    "--key-question", multiple=True, metavar="ID", help="What the notes help to answer. Can be given again."
)
@talk_to
def shop_results(
    talk: Talk, file: Path, scenario: str, check_id: str, keep: bool, key_question: tuple[str, ...]
) -> None:
    """Show what the mystery shops came to: kept so many of so many, middle time and spread, promises."""
    from tia_desktop.services.number_documents import shops_document
    from tia_desktop.services.shop_results import keep_result, lines, results
    from tia_desktop.services.shop_setup import find_scenario

    library = talk.desk.shop_library()
    with talk.opened(file, write=keep) as ws:
        wanted = find_scenario(ws, library, scenario)[0].id if scenario else ""
        found = results(ws, library, wanted, check_id)
        notes = [keep_result(ws, r, check_id, key_question) for r in found] if keep else []
    document: dict[str, Any] = {"results": [shops_document(r) for r in found]}
    told = [line for r in found for line in lines(r)]
    if keep:
        document["notes"] = notes
        told += notes
    talk.done(document, told or ["There are no shops like this yet."])
