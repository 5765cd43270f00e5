"""What can happen next in a shop: the one thing that is waited for, the usual ones, and the rest. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.shops import EVENTS, WRITTEN
from tia_desktop.services.shop_clock import Standing
from tia_desktop.ui.i18n import tr

MAIN, TRANSFER, WAIT, PROMISE, END = "Space", "T", "W", "P", "E"
"""The keys of a shop. Every one has a button as well."""

PROMISED, CLOSED = "promise", "close"
"""What asks for words first, and what ends the whole shop."""

_COMES = {
    "waiting for an answer": ("answer", "They answered"),
    "waiting to be seen": ("answer", "Somebody sees me"),
    "waiting": ("answer", "They are back"),
    "waiting after being passed on": ("answer", "They answered"),
    "waiting for a reply": ("reply", "They replied"),
    "waiting for an acknowledgement": ("acknowledged", "They say that they have it"),
    "waiting for the stage 1 answer": ("answer_1", "The stage 1 answer came"),
    "waiting for the stage 2 acknowledgement": ("acknowledged_2", "They say that they have it"),
    "waiting for the stage 2 answer": ("answer_2", "The stage 2 answer came"),
}
"""What is waited for -> what ends the waiting, and the words of its button."""

_LIVE = ("call", "arrive", "wait", "answer", "transfer", "cut_off", "promise", "end")
_WRITING = ("sent", "automatic", "reply", "call", "answer", "promise")
_COMPLAINT = (
    "complaint", "refused", "acknowledged", "extended_1", "answer_1", "escalated", "acknowledged_2",
    "extended_2", "answer_2",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to note. `kind` is of `EVENTS`, or `CLOSED`; `key` is "" for what is in the menu."""

    kind: str
    words: str
    key: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """All of it: `main` is what is waited for, None when nothing is."""

    main: Offer | None
    usual: tuple[Offer, ...]
    rest: tuple[Offer, ...]


def offers_for(now: Standing) -> Offers:
    """What can be noted in a shop as it stands."""
    if now.attempt.ended_at:
        return Offers(None, (), ())
    written = now.attempt.channel in WRITTEN
    comes = _COMES.get(now.running)
    main = Offer(comes[0], tr(comes[1]), MAIN, "check") if comes else None
    usual = _usual(now, written)
    shown = {each.kind for each in usual} | ({main.kind} if main else set())
    about = _COMPLAINT if now.scenario is not None and now.scenario.is_complaint else ()
    kinds = dict.fromkeys((*(_WRITING if written else _LIVE), *about))
    if now.attempt.channel != "visit":
        kinds.pop("arrive", None)
    rest = tuple(Offer(kind, tr(EVENTS[kind].word)) for kind in kinds if kind not in shown)
    return Offers(main, usual, rest)


def _usual(now: Standing, written: bool) -> tuple[Offer, ...]:
    promise = Offer(PROMISED, tr("A promise"), PROMISE, "flag")
    if written:
        return promise, Offer(CLOSED, tr("Nothing more to wait for"), END, "close")
    if is_over(now):
        return promise, Offer(CLOSED, tr("Close this shop"), END, "close")
    found = [
        Offer("transfer", tr("They passed me on"), TRANSFER, "next"),
        Offer("wait", tr("They make me wait"), WAIT, "clock"),
        promise,
        Offer("end", tr("The contact ended"), END, "close"),
    ]
    if now.scenario is not None and now.scenario.is_complaint and not _has(now, "complaint"):
        found.insert(0, Offer("complaint", tr("I made the complaint"), "", "flag"))
    return tuple(found)


def is_over(now: Standing) -> bool:
    """Whether the call or visit itself is over; somebody may still have to ring back."""
    last = max((k for k, e in enumerate(now.events) if e.kind in ("call", "arrive", "answer")), default=-1)
    return any(e.kind == "end" for e in now.events[last + 1 :])


def _has(now: Standing, kind: str) -> bool:
    return any(event.kind == kind for event in now.events)
