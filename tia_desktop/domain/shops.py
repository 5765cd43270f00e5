"""What mystery shopping knows: ways to make contact, what can happen, the library of stories and clocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import Scalar
from tia_desktop.domain.text import one_line
from tia_desktop.domain.values import Value
from tia_desktop.domain.working_time import Nation

CHANNELS = {
    "phone": "phone",
    "visit": "visit",
    "email": "e-mail",
    "letter": "letter",
    "web": "web form",
    "text": "text message",
}
"""Ways to make contact, and the word for each as in “by phone”."""

WRITTEN = ("email", "letter", "web", "text")

UNITS = {
    "seconds": ("second", "seconds"),
    "minutes": ("minute", "minutes"),
    "hours": ("hour", "hours"),
    "working_hours": ("working hour", "working hours"),
    "days": ("day", "days"),
    "working_days": ("working day", "working days"),
}

ANSWERS_RIGHT = ("yes", "partly", "no")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class EventKind(Value):
    """Something that can happen in a shop.

    Attributes:
        id: such as "call".
        word: what happened, in words.
        then: what goes on from then, such as "waiting for an answer"; "" when nothing does, None when this
            changes nothing about it.
    """

    id: str
    word: str
    then: str | None = ""


EVENTS = {
    kind.id: kind
    for kind in (
        EventKind("call", "You called", "waiting for an answer"),
        EventKind("arrive", "You arrived", "waiting to be seen"),
        EventKind("sent", "You sent it", "waiting for a reply"),
        EventKind("wait", "They made you wait", "waiting"),
        EventKind("answer", "Somebody answered", "talking"),
        EventKind("transfer", "They passed you on", "waiting after being passed on"),
        EventKind("cut_off", "You were cut off"),
        EventKind("automatic", "An automatic reply came", None),
        EventKind("reply", "They replied"),
        EventKind("promise", "They promised something", None),
        EventKind("kept", "They kept a promise", None),
        EventKind("broken", "They broke a promise", None),
        EventKind("complaint", "You made a complaint", "waiting for an acknowledgement"),
        EventKind("refused", "They did not take it as a complaint"),
        EventKind("acknowledged", "They acknowledged the complaint", "waiting for the stage 1 answer"),
        EventKind("extended_1", "They said that stage 1 takes longer", "waiting for the stage 1 answer"),
        EventKind("answer_1", "The stage 1 answer came"),
        EventKind("escalated", "You asked for stage 2", "waiting for the stage 2 acknowledgement"),
        EventKind("acknowledged_2", "They acknowledged stage 2", "waiting for the stage 2 answer"),
        EventKind("extended_2", "They said that stage 2 takes longer", "waiting for the stage 2 answer"),
        EventKind("answer_2", "The stage 2 answer came"),
        EventKind("end", "The contact ended"),
    )
}
"""What can happen, in the order in which it usually does. An automatic reply is no reply."""

ABOUT_PROMISES = ("kept", "broken")


def first_event(channel: str, is_complaint: bool) -> str:
    """Return what a shop begins with: a complaint in writing is made by sending it."""
    if channel in WRITTEN:
        return "complaint" if is_complaint else "sent"
    return "arrive" if channel == "visit" else "call"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class LibraryScenario(Value):
    """A story of the library. `right_answer` is what a good answer holds; the landlord's policy decides."""

    id: str
    title: str
    channel: str
    story: str
    ask: str
    right_answer: str
    is_complaint: bool = False


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ClockStep(Value):
    """One limit of a complaint clock: `amount` of `unit` from one event to another."""

    id: str
    title: str
    from_event: str
    to_event: str
    amount: int
    unit: str
    extension: int = 0
    extension_event: str = ""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ComplaintClock(Value):
    """The limits of a nation's complaint procedure. Clocks differ by nation and change with the years.

    Attributes:
        id: such as "england-2024".
        nation: where it holds, in words.
        calendar: whose bank holidays it keeps (`Nation.id`).
        in_force: ISO day from which it holds.
        title: of the procedure.
        source: where it is written.
        remark: what a person should know before using it.
        steps: its limits.
    """

    id: str
    nation: str
    calendar: str
    in_force: str
    title: str
    source: str
    remark: str
    steps: tuple[ClockStep, ...]


@dataclass(frozen=True, slots=True)
class ShopLibrary:
    """All that comes with the program for mystery shopping."""

    edition: str
    rules: tuple[str, ...]  # what every shopper keeps to
    scenarios: tuple[LibraryScenario, ...]
    clocks: tuple[ComplaintClock, ...]
    nations: Mapping[str, Nation]

    def scenario(self, scenario_id: str) -> LibraryScenario | None:
        """Return a story of the library, or None."""
        return next((s for s in self.scenarios if s.id == scenario_id), None)

    def clock(self, clock_id: str) -> ComplaintClock:
        """Return a complaint clock.

        Raises:
            InputError: there is none with this id.
        """
        for clock in self.clocks:
            if clock.id == clock_id:
                return clock
        known = ", ".join(clock.id for clock in self.clocks)
        raise InputError(f"There is no complaint clock “{one_line(clock_id, 40)}”. Choose one of: {known}.")


def scenario_values(found: LibraryScenario, edition: str) -> dict[str, Scalar]:
    """Return the fields of a `ShopScenario` that copies a story of the library."""
    return {
        "title": found.title,
        "channel": found.channel,
        "story": found.story,
        "ask": found.ask,
        "right_answer": found.right_answer,
        "is_complaint": found.is_complaint,
        "library_id": found.id,
        "edition": edition,
    }
