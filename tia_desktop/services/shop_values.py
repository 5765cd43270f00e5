"""What the values of a mystery shop have to be: names, times, ways to make contact."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tia_desktop.domain.dates import iso_day
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import TeamMember
from tia_desktop.domain.rules import ADVISER, person_key, refuse_own_landlord
from tia_desktop.domain.shop_measure import moment
from tia_desktop.domain.shops import ANSWERS_RIGHT, CHANNELS, EVENTS
from tia_desktop.domain.text import one_line
from tia_desktop.services.workspace import Workspace


def refuse_own_shopper(ws: Workspace, shopper: str) -> None:
    """Raise when a shopper rents from this landlord: whoever shops does an adviser's work (para 35)."""
    member = ws.member(shopper) if shopper else None
    if member is not None:
        refuse_own_landlord(ws.inspection, [replace(member, role=ADVISER)])


def tested_alias(ws: Workspace, alias: str) -> str:
    """Return a made-up name as it is kept.

    Raises:
        InputError: it is empty, or the name of somebody on the team is in it.
    """
    if not alias.strip():
        raise InputError("Give the made-up name that the shopper uses. Never use a real tenant’s details.")
    words = set(person_key(alias).split())
    for member in ws.store.find(TeamMember):
        name = set(person_key(member.name).split())
        if name and name <= words:
            raise InputError(
                f"“{one_line(alias, 60)}” is the name of somebody on the team. Make up another name: "
                "never one from the team, and never a real tenant’s details."
            )
    return " ".join(alias.split())


def tested_channel(channel: str) -> str:
    """Return a way to make contact, or raise with the choices."""
    if channel not in CHANNELS:
        shown = one_line(channel, 40)
        raise InputError(f"“{shown}” is no way to make contact. Choose one of: {', '.join(CHANNELS)}.")
    return channel


def tested_event(kind: str) -> str:
    """Return something that can happen in a shop, or raise with the choices."""
    if kind not in EVENTS:
        shown = one_line(kind, 40)
        raise InputError(f"“{shown}” is not something that can happen. Choose one of: {', '.join(EVENTS)}.")
    return kind


def tested_right(word: str) -> str:
    """Return whether the answer was right, or raise with the choices."""
    if word not in ANSWERS_RIGHT:
        raise InputError(f"“{one_line(word, 40)}” does not fit. Choose one of: {', '.join(ANSWERS_RIGHT)}.")
    return word


def tested_moment(ws: Workspace, at: str) -> str:
    """Return a moment as it is kept, with its offset; "" is now.

    Raises:
        InputError: it is no moment, has no time of day, or is still to come.
    """
    now = ws.store.now()
    if not at.strip():
        return now
    kept = with_offset(at)
    if moment(kept) > moment(now):
        raise InputError(f"{kept} is still to come. Note it when it has happened.")
    return kept


def with_offset(at: str) -> str:
    """Return a moment with its offset as ISO 8601, to the second, or raise with a sentence."""
    text = at.strip()
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"“{one_line(text, 40)}” is not a time. Write it like 2026-03-04 14:30:15."
        ) from None
    if len(text) <= 10:
        raise InputError(f"Say the time of day as well, such as {text} 14:30.")
    if when.tzinfo is None:
        raise InputError(f"“{one_line(text, 40)}” does not say its offset from UTC, such as +00:00.")
    iso_day(when.date().isoformat())
    return when.isoformat(timespec="seconds")
