"""The records of mystery shopping: what the landlord promises, the stories, and what happened when.

A shop (`ShopAttempt`) is one try of one story, by phone in two minutes or by letter over two months. What
happened is a line of `ShopEvent`s; everything that is measured is worked out from them, and never kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tia_desktop.domain.records import Record

STAFF_TOLD = "staff_told"
"""Id of the one `ShoppingNotice`."""

TOLD_FIELD, TOLD = "rc11.told", "yes"
"""The field of a check that asks the same, and its answer when staff were told."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class ServiceStandard(Record):
    """What the landlord has promised in public: so long at most from one event to another."""

    KIND: ClassVar[str] = "service_standard"
    title: str = ""
    channel: str = ""  # "" is any
    from_event: str = ""
    to_event: str = ""
    amount: int = 0
    unit: str = "working_days"
    week: str = ""  # JSON: opening hours of Monday to Sunday, in minutes from midnight; "" is 9 to 5
    nation: str = ""  # whose bank holidays are kept
    open_on_holidays: bool = False
    source: str = ""  # where the landlord published it
    extension: int = 0  # how much longer it may take, once `extension_event` happened in time
    extension_event: str = ""
    library_id: str = (
        ""  # the step of a complaint clock that it was taken from, such as "england-2024.answer-1"
    )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class ShopScenario(Record):
    """A story to shop with. One from the library is copied, so that what was used stays as it was."""

    KIND: ClassVar[str] = "shop_scenario"
    title: str = ""
    channel: str = ""
    story: str = ""
    ask: str = ""
    right_answer: str = ""
    is_complaint: bool = False  # it tests how a complaint is taken
    library_id: str = ""
    edition: str = ""  # of the library, "" for the team's own


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class ShopAttempt(Record):
    """One try of a story, from the first call or letter to the last thing that is waited for."""

    KIND: ClassVar[str] = "shop_attempt"
    check_id: str = ""
    entry_id: str = ""  # part of the check (`CheckEntry`), "" for none
    scenario_id: str = ""
    alias: str = ""  # a made-up name, never somebody's
    channel: str = ""
    started_at: str = ""
    ended_at: str = ""  # "" while something is waited for
    author: str = ""
    answer_right: str = ""  # yes, partly, no; "" when nobody said
    set_aside: str = ""  # why it does not count, such as "They knew the shopper"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class ShopEvent(Record):
    """Something that happened in a shop, with its time."""

    KIND: ClassVar[str] = "shop_event"
    attempt_id: str = ""
    kind: str = ""  # see `shops.EVENTS`
    at: str = ""
    words: str = ""  # what was said or written, without names
    due_at: str = ""  # of a promise: an ISO day, or a moment with its offset
    promise_id: str = ""  # the promise that this keeps or breaks
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class ShoppingNotice(Record):
    """Staff were told that shopping will happen, not when. One record: `STAFF_TOLD`.

    The rule is that of the Housing Corporation's Mystery Shopper Guide.
    """

    KIND: ClassVar[str] = "shopping_notice"
    told_on: str = ""
    told_how: str = ""
    author: str = ""


SHOP_RECORDS = (ServiceStandard, ShopScenario, ShopAttempt, ShopEvent, ShoppingNotice)
