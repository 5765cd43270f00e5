"""Which measure or part the name of a column stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.survey_sets import MeasureSpec, plain_words
from tia_desktop.domain.text import one_line

LANDLORD, CODE, TYPE, PERIOD = PARTS = ("landlord", "code", "type", "period")
MEASURE, MEASURE_CODE, VALUE, DIRECTION = LONG = ("measure", "measure code", "value", "direction")
LEFT_OUT = "left out"
"""What a person says of a column that is not wanted."""
ROLES = (*PARTS, *LONG, LEFT_OUT)
"""What a person may say of a column that holds no figures of one measure."""
_NAMES = {
    LANDLORD: (
        "landlord name",
        "landlord",
        "provider name",
        "provider",
        "organisation name",
        "organisation",
        "local authority name",
        "local authority",
        "authority name",
        "authority",
        "council",
        "rp name",
        "area name",
    ),
    CODE: (
        "landlord code",
        "provider code",
        "rp code",
        "local authority code",
        "authority code",
        "organisation code",
        "ons code",
        "area code",
    ),
    TYPE: (
        "landlord type",
        "provider type",
        "authority type",
        "entity name",
        "type of landlord",
        "type of authority",
    ),
    PERIOD: ("financial year", "reporting year", "reporting period", "period", "year"),
    MEASURE: ("measure", "measure name", "indicator", "indicator name", "metric"),
    MEASURE_CODE: ("code", "measure code", "indicator code"),
    VALUE: ("value", "figure"),
    DIRECTION: ("rank order", "polarity", "better", "direction"),
}
_NO_FIGURE = re.compile(r"\b(numerator|denominator|unweighted)\b")
_COUNT = re.compile(r"^(?:\w+ )?(?:total )?(number|count|total)\b")


@dataclass(frozen=True, slots=True)
class Known:
    """The measures that can be in a table, the words for kinds of homes, and what a person said.

    Attributes:
        told: header -> code of a measure, or one of `ROLES`.
        own: header -> a measure that only the column with this header holds.
    """

    measures: Sequence[MeasureSpec]
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, MeasureSpec] = field(default_factory=dict)


class Matcher:
    """Tells which measure or part a column's name stands for."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._exact: dict[str, MeasureSpec] = {}
        codes: dict[str, MeasureSpec] = {}
        for measure in known.measures:
            for word in (measure.id, measure.code, measure.title, *measure.also):
                self._exact.setdefault(plain_words(word), measure)
            for code in (measure.id, measure.code, *measure.also):
                codes.setdefault(code.casefold(), measure)
        self._codes = codes
        one_of = "|".join(re.escape(code) for code in sorted(codes, key=len, reverse=True)) or r"(?!)"
        self._start = re.compile(rf"({one_of})(?![\w(])", re.IGNORECASE)
        # At the end in brackets, with the number of a footnote perhaps; or as the last word.
        self._end = re.compile(rf"\(({one_of})\)[\s\d,]*$", re.IGNORECASE)
        self._last = re.compile(rf"[\s:–—-]({one_of})$", re.IGNORECASE)
        self._told: dict[str, str | MeasureSpec] = {plain_words(n): role for n, role in known.told.items()}
        self._told |= {plain_words(name): measure for name, measure in known.own.items()}

    def told(self, parts: Sequence[str]) -> str | MeasureSpec:
        """Return what a person said the column is, "" for nothing."""
        names = (" ".join(parts), parts[-1]) if parts and self._told else ()
        return next((self._told[n] for n in map(plain_words, names) if n in self._told), "")

    def measure(self, parts: Sequence[str]) -> tuple[MeasureSpec, int] | None:
        """Return the measure of a column and how surely it is its figure."""
        told = self.told(parts)
        if told:
            found = self._exact.get(plain_words(told)) if isinstance(told, str) else told
            return (found, 9) if found else None
        for part in reversed(parts):
            exact = self._exact.get(plain_words(part))
            if exact:
                return exact, 3
            match = self._start.match(part) or self._end.search(part) or self._last.search(part)
            if match:
                measure = self._codes[match[1].casefold()]
                sure = _sureness(plain_words(part), measure.unit)
                return (measure, sure) if sure else None
        return None

    def part(self, parts: Sequence[str]) -> str:
        """Return which of `PARTS` or `LONG` a column is, "" for none."""
        told = self.told(parts)
        if told:
            return told if isinstance(told, str) and told in (*PARTS, *LONG) else ""
        words = {plain_words(part) for part in parts}
        return next((name for name, known in _NAMES.items() if words.intersection(known)), "")

    def group(self, parts: Sequence[str], sheet: str) -> str:
        """Return the kind of homes a column is about: its own words before those of the sheet."""
        return self._group_in(" ".join(parts)) or self._group_in(sheet)

    def _group_in(self, text: str) -> str:
        words = f" {plain_words(text)} "
        found = [
            group
            for group, also in self.known.groups.items()
            if any(f" {plain_words(word)} " in words for word in (group, *also))
        ]
        return found[0] if len(found) == 1 else ""


def _sureness(plain: str, unit: str) -> int:
    """Return 2 when a name speaks of the unit, 0 when it speaks of a count beside the figure, else 1."""
    if _NO_FIGURE.search(plain):
        return 0
    if unit.startswith("per cent"):
        if re.search(r"\b(proportion|percentage|percent|per cent|share)\b", plain):
            return 2
        return 0 if _COUNT.match(plain) else 1
    if unit.startswith("per 1,000"):
        return 2 if "per 1 000" in plain or "per 1000" in plain else 1
    return 1


def check_told(known: Known) -> None:
    """Refuse what a person said about columns when no measure or part has that name."""
    codes = {plain_words(word) for m in known.measures for word in (m.id, m.code, m.title, *m.also)}
    for role in known.told.values():
        if role not in ROLES and plain_words(role) not in codes:
            listed = ", ".join((*ROLES, *(m.code for m in known.measures)))
            raise InputError(f"There is no measure “{one_line(role, 40)}”. Choose one of: {listed}.")
