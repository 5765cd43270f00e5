"""The functions that conditions and calculations of a form can use.

Those of XPath 1.0 and of the ODK XForms specification that need nothing but the answers. What needs the
world outside (``pulldata``, ``geofence``, ``uuid`` ...) is not there, and a form that uses it hears so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from tia_desktop.domain.expression_text import ExpressionError
from tia_desktop.domain.expression_values import (
    Asking,
    Given,
    Place,
    as_boolean,
    as_number,
    as_text,
    moment_at,
    moment_of,
)
from tia_desktop.domain.safe_match import matches

Arguments = list[Given]
MAX_TEXT = 1_000_000


@dataclass(frozen=True, slots=True)
class Function:
    """A function with the least and the most number of its arguments; `run` None is worked out elsewhere."""

    least: int
    most: int
    run: Callable[[Asking, Arguments], Given] | None


def ancestors(place: Place) -> Iterator[Place]:
    """Yield a place and everything it stands in."""
    up: Place | None = place
    while up is not None:
        yield up
        up = up.parent


def position_of(place: Place) -> float:
    """Return the number of an entry among its like, from 1."""
    if place.parent is None:
        return 1.0
    return next(float(n) for n, one in enumerate(place.parent.children(place.name), 1) if one is place)


def _texts(given: Given) -> list[str]:
    return [place.text for place in given] if isinstance(given, list) else [as_text(given)]


def _numbers(given: Given) -> list[float]:
    return [as_number(text) for text in _texts(given)] if isinstance(given, list) else [as_number(given)]


def _joined(values: list[str], between: str = "") -> str:
    if sum(len(v) for v in values) + len(between) * len(values) > MAX_TEXT:
        raise ExpressionError("A text that is put together becomes too long.")
    return between.join(values)


def _places(given: Given) -> list[Place]:
    if not isinstance(given, list):
        raise ExpressionError("A question or a group is needed in the brackets, not a text or a number.")
    return given


def _position(ask: Asking, arguments: Arguments) -> float:
    if not arguments:
        return float(ask.position)
    places = _places(arguments[0])
    return position_of(places[0]) if places else math.nan


def _concat(_: Asking, arguments: Arguments) -> str:
    if len(arguments) == 1:  # all entries of a question
        return _joined(_texts(arguments[0]))
    return _joined([as_text(one) for one in arguments])


def _join(_: Asking, arguments: Arguments) -> str:
    between, *rest = arguments
    return _joined([text for one in rest for text in _texts(one)], as_text(between))


def _selected(_: Asking, arguments: Arguments) -> bool:
    return as_text(arguments[1]).strip() in as_text(arguments[0]).split()


def _selected_at(_: Asking, arguments: Arguments) -> str:
    chosen, place = as_text(arguments[0]).split(), as_number(arguments[1])
    return chosen[int(place)] if 0 <= place < len(chosen) else ""


def _round(_: Asking, arguments: Arguments) -> float:
    number = as_number(arguments[0])
    digits = as_number(arguments[1]) if len(arguments) > 1 else 0.0
    if math.isnan(number) or math.isinf(number):
        return number
    if digits == 0:
        return float(math.floor(number + 0.5))
    if not -30 <= digits <= 30:
        raise ExpressionError("A number cannot be rounded to so many places.")
    step = Decimal(1).scaleb(-int(digits))
    return float((Decimal(repr(number)) / step).quantize(Decimal(1), ROUND_HALF_UP) * step)


def _rounded(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def _substring(_: Asking, arguments: Arguments) -> str:
    """XPath's own: counted from 1, and every number rounded."""
    start = _rounded(as_number(arguments[1]))
    end = start + _rounded(as_number(arguments[2])) if len(arguments) > 2 else math.inf
    return "".join(c for n, c in enumerate(as_text(arguments[0]), 1) if n >= start and n < end)


def _substr(_: Asking, arguments: Arguments) -> str:
    """The forms' own: counted from 0, up to before the end; negative from the end."""
    bounds = [as_number(one) for one in arguments[1:]]
    if not all(map(math.isfinite, bounds)):
        return ""
    return as_text(arguments[0])[int(bounds[0]) : int(bounds[1]) if len(bounds) > 1 else None]


def _translate(_: Asking, arguments: Arguments) -> str:
    text, old, new = map(as_text, arguments)
    table = dict[int, str]()
    for n, character in enumerate(old):
        table.setdefault(ord(character), new[n : n + 1])
    return text.translate(table)


def _extreme(choose: Callable[[list[float]], float]) -> Callable[[Asking, Arguments], float]:
    def run(_: Asking, arguments: Arguments) -> float:
        numbers = [number for one in arguments for number in _numbers(one)]
        return math.nan if not numbers or any(map(math.isnan, numbers)) else choose(numbers)

    return run


def _once(ask: Asking, arguments: Arguments) -> str:
    return ask.origin.text or as_text(arguments[0])


def _choice_name(ask: Asking, arguments: Arguments) -> str:
    question = as_text(arguments[1]).strip().removeprefix("${").removesuffix("}").strip()
    return ask.world.choice_label(ask.origin, question.rsplit("/", 1)[-1], as_text(arguments[0]))


def _instance(ask: Asking, arguments: Arguments) -> Given:
    return [ask.world.list_of(as_text(arguments[0]))]


def _day(_: Asking, arguments: Arguments) -> str:
    moment = _moment(arguments[0])
    return moment.date().isoformat() if moment else ""


def _moment_text(_: Asking, arguments: Arguments) -> str:
    moment = _moment(arguments[0])
    return moment.isoformat(timespec="milliseconds") if moment else ""


def _moment(given: Given) -> datetime | None:
    """A date as it is written, in its own zone, or the days since 1970."""
    text = as_text(given)
    if isinstance(given, str | list) and moment_of(text):
        return datetime.fromisoformat(text)
    number = as_number(given)
    return moment_at(number) if math.isfinite(number) else None


def _decimal_time(_: Asking, arguments: Arguments) -> float:
    try:
        hours, minutes, *rest = as_text(arguments[0])[:8].split(":")
        return (int(hours) * 60 + int(minutes) + int(rest[0] if rest else 0) / 60) / 1440
    except ValueError:
        return math.nan


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _format_date(_: Asking, arguments: Arguments) -> str:
    """The letters are the standard's, the words English on every machine."""
    moment = _moment(arguments[0])
    if moment is None:
        return ""
    known = {
        "Y": f"{moment.year:04}", "y": f"{moment.year % 100:02}", "m": f"{moment.month:02}",
        "n": str(moment.month), "b": _MONTHS[moment.month - 1], "d": f"{moment.day:02}",
        "e": str(moment.day), "H": f"{moment.hour:02}", "h": str(moment.hour), "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}", "3": f"{moment.microsecond // 1000:03}", "a": _DAYS[moment.weekday()],
    }  # fmt: skip
    found, letters = "", iter(as_text(arguments[1]))
    for letter in letters:
        found += known.get(next(letters, ""), "") if letter == "%" else letter
    return found


def _words(least: int, most: int, run: Callable[..., Given]) -> Function:
    """A function of texts alone."""
    return Function(least, most, lambda _, arguments: run(*map(as_text, arguments)))


def _reckon(least: int, most: int, run: Callable[..., float]) -> Function:
    """A function of numbers alone; outside of what it can take, it gives not-a-number."""

    def safe(_: Asking, arguments: Arguments) -> float:
        try:
            return float(run(*map(as_number, arguments)))
        except ValueError:
            return math.nan

    return Function(least, most, safe)


def _plain(least: int, most: int, run: Callable[[Arguments], Given]) -> Function:
    return Function(least, most, lambda _, arguments: run(arguments))


_MANY = 1000
TABLE: dict[str, Function] = {
    "true": _plain(0, 0, lambda _: True),
    "false": _plain(0, 0, lambda _: False),
    "not": _plain(1, 1, lambda a: not as_boolean(a[0])),
    "boolean": _plain(1, 1, lambda a: as_boolean(a[0])),
    "boolean-from-string": _words(1, 1, lambda text: text.lower() in ("true", "1")),
    "number": _plain(1, 1, lambda a: as_number(a[0])),
    "string": _plain(1, 1, lambda a: as_text(a[0])),
    "coalesce": _plain(1, _MANY, lambda a: next((t for t in map(as_text, a) if t), "")),
    "count": _plain(1, 1, lambda a: float(len(_places(a[0])))),
    "count-non-empty": _plain(1, 1, lambda a: float(sum(bool(t) for t in _texts(a[0])))),
    "sum": _plain(1, 1, lambda a: sum(_numbers(a[0]), 0.0)),
    "min": Function(1, _MANY, _extreme(min)),
    "max": Function(1, _MANY, _extreme(max)),
    "position": Function(0, 1, _position),
    "last": Function(0, 0, lambda ask, _: float(ask.size)),
    "current": Function(0, 0, lambda ask, _: [ask.origin]),
    "instance": Function(1, 1, _instance),
    "once": Function(1, 1, _once),
    "jr:choice-name": Function(2, 2, _choice_name),
    "selected": Function(2, 2, _selected),
    "count-selected": _words(1, 1, lambda text: float(len(text.split()))),
    "selected-at": Function(2, 2, _selected_at),
    "concat": Function(1, _MANY, _concat),
    "join": Function(2, _MANY, _join),
    "contains": _words(2, 2, lambda text, part: part in text),
    "starts-with": _words(2, 2, lambda text, part: text.startswith(part)),
    "ends-with": _words(2, 2, lambda text, part: text.endswith(part)),
    "substring-before": _words(2, 2, lambda text, part: text.partition(part)[0] if part in text else ""),
    "substring-after": _words(2, 2, lambda text, part: text.partition(part)[2] if part else text),
    "substring": Function(2, 3, _substring),
    "substr": Function(2, 3, _substr),
    "string-length": _words(1, 1, lambda text: float(len(text))),
    "normalize-space": _words(1, 1, lambda text: " ".join(text.split())),
    "translate": Function(3, 3, _translate),
    "regex": _words(2, 2, lambda text, pattern: matches(pattern, text)),
    "int": _reckon(1, 1, lambda n: math.trunc(n) if math.isfinite(n) else n),
    "round": Function(1, 2, _round),
    "floor": _reckon(1, 1, lambda n: math.floor(n) if math.isfinite(n) else n),
    "ceiling": _reckon(1, 1, lambda n: math.ceil(n) if math.isfinite(n) else n),
    "abs": _reckon(1, 1, abs),
    "pow": _reckon(2, 2, math.pow),
    "exp": _reckon(1, 1, math.exp),
    "exp10": _reckon(1, 1, lambda n: math.pow(10, n)),
    "log": _reckon(1, 1, math.log),
    "log10": _reckon(1, 1, math.log10),
    "sqrt": _reckon(1, 1, math.sqrt),
    "sin": _reckon(1, 1, math.sin),
    "cos": _reckon(1, 1, math.cos),
    "tan": _reckon(1, 1, math.tan),
    "asin": _reckon(1, 1, math.asin),
    "acos": _reckon(1, 1, math.acos),
    "atan": _reckon(1, 1, math.atan),
    "atan2": _reckon(2, 2, math.atan2),
    "pi": _reckon(0, 0, lambda: math.pi),
    "today": Function(0, 0, lambda ask, _: ask.world.now.date().isoformat()),
    "now": Function(0, 0, lambda ask, _: ask.world.now.isoformat(timespec="milliseconds")),
    "date": Function(1, 1, _day),
    "date-time": Function(1, 1, _moment_text),
    "decimal-date-time": _reckon(1, 1, lambda n: n),
    "decimal-time": Function(1, 1, _decimal_time),
    "format-date": Function(2, 2, _format_date),
    "format-date-time": Function(2, 2, _format_date),
}
