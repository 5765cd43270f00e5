"""What an expression works with: places, values, and how one kind of value becomes another.

XPath 1.0, sections 3.4 and 4, with two customs of forms: a date counts as days since 1970 where a number is
wanted, and a question counts as true when it has an answer (as in ODK Collect), not already when it exists.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Protocol


class Place(Protocol):
    """Where an answer, a group or a choice stands in the filled-in form."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def parent(self) -> Place | None:
        """What it stands in."""

    @property
    def text(self) -> str:
        """Its answer; "" when there is none or it is not asked."""

    def children(self, name: str) -> Sequence[Place]:
        """Return what stands in it under a name; all for "*"."""


class World(Protocol):
    """What an expression can ask for beside the places around it."""

    @property
    def now(self) -> datetime:
        """The moment that today and now stand for."""

    @property
    def top(self) -> Place:
        """The whole filled-in form."""

    def find(self, place: Place, name: str, *, everywhere: bool = False) -> list[Place]:
        """Return the places that ``${name}`` means here: in the same entry where that is possible."""

    def usable(self, places: list[Place]) -> list[Place]:
        """Return the places with their answers worked out; of several, those that are asked."""

    def list_of(self, name: str) -> Place:
        """Return a list of choices as places: root, item, name and the columns."""

    def choice_label(self, place: Place, question: str, choice: str) -> str:
        """Return the words of a choice of a question."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Where an expression is worked out. `origin` is the question, `here` what "." means."""

    world: World
    origin: Place
    here: Place
    position: int = 1
    size: int = 1


Given = str | float | bool | list[Place]

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)")
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?"
)
_START = datetime(1970, 1, 1, tzinfo=UTC)


def as_text(given: Given) -> str:
    """Return a value as text; of several places the first."""
    if isinstance(given, list):
        return given[0].text if given else ""
    if isinstance(given, bool):
        return "true" if given else "false"
    return number_text(given) if isinstance(given, float) else given


def number_text(number: float) -> str:
    """Return a number as forms write it: 3, 0.5, NaN; never with an exponent."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def as_number(given: Given) -> float:
    """Return a value as a number; not-a-number when it is none."""
    if isinstance(given, bool):
        return 1.0 if given else 0.0
    if isinstance(given, float):
        return given
    text = as_text(given).strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    moment = moment_of(text)
    return math.nan if moment is None else days_of(moment)


def as_boolean(given: Given) -> bool:
    """Return a value as true or false."""
    if isinstance(given, list):
        return any(place.text for place in given)
    if isinstance(given, float):
        return not (given == 0 or math.isnan(given))
    return bool(given)


def moment_of(text: str) -> datetime | None:
    """Return a date, or a date and time, as a moment; without a zone it is taken as it stands."""
    if not _DATE.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def days_of(moment: datetime) -> float:
    """Return the days since 1970, with the part of the day."""
    return (moment - _START) / timedelta(days=1)


def moment_at(days: float) -> datetime:
    """Return the moment that lies so many days after the start of 1970.

    Raises:
        OverflowError: there is no such year.
    """
    if math.isnan(days):
        raise OverflowError
    return _START + timedelta(days=days)


def is_true_for(sign: str, left: Given, right: Given) -> bool:
    """Compare two values; several places fit when one of them does."""
    if isinstance(left, bool) or isinstance(right, bool):
        if sign in ("=", "!="):
            return (as_boolean(left) == as_boolean(right)) == (sign == "=")
        numbers = [
            float(as_boolean(one)) if isinstance(one, list) else as_number(one) for one in (left, right)
        ]
        return _compare(sign, *numbers)
    lefts: Sequence[str | float] = [p.text for p in left] if isinstance(left, list) else [left]
    rights: Sequence[str | float] = [p.text for p in right] if isinstance(right, list) else [right]
    return any(_one(sign, one, other) for one in lefts for other in rights)


def _one(sign: str, left: str | float, right: str | float) -> bool:
    if sign in ("=", "!=") and isinstance(left, str) and isinstance(right, str):
        return (left == right) == (sign == "=")
    return _compare(sign, as_number(left), as_number(right))


def _compare(sign: str, left: float, right: float) -> bool:
    match sign:
        case "=":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case _:
            return left >= right
