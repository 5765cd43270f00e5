"""Where the figures stand in a published table: its header, however deep, and what its columns hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.survey_sets import MeasureSpec, plain_words
from tia_desktop.domain.text import clean_text, one_line

LANDLORD, CODE, TYPE, PERIOD = PARTS = ("landlord", "code", "type", "period")
MEASURE, MEASURE_CODE, VALUE, DIRECTION = LONG = ("measure", "measure code", "value", "direction")
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
_LOOKED_AT, _DEPTH, _LONGEST = 40, 3, 300
_NO_FIGURE = re.compile(r"\b(numerator|denominator|unweighted)\b")
_COUNT = re.compile(r"^(?:\w+ )?(?:total )?(number|count|total)\b")


@dataclass(frozen=True, slots=True)
class MeasureColumn:
    """A column of figures of one measure, for one kind of homes ("" for no kind in particular)."""

    place: int
    name: str
    measure: MeasureSpec
    group: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a table hold.

    Attributes:
        below: number of rows above the first figure.
        parts: landlord, code, type, period and the parts of a long table -> place of the column.
        columns: the columns of figures; empty for a long table.
        remarks: sentences about columns that were passed over.
    """

    below: int
    parts: Mapping[str, int]
    columns: tuple[MeasureColumn, ...]
    remarks: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        """Whether each row has one figure and names its measure."""
        return not self.columns


@dataclass(frozen=True, slots=True)
class Known:
    """The measures that can be in a table, the words for kinds of homes, and what a person said.

    Attributes:
        told: header -> code of a measure, or one of `PARTS`.
    """

    measures: Sequence[MeasureSpec]
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)


def find_layout(head: Sequence[Sequence[str]], known: Known, sheet: str) -> Layout | None:
    """Return what the columns below the best header hold; None when nothing names a landlord and a measure.

    Args:
        head: the first rows of the table.
        known: what can be in it.
        sheet: its name: that may tell the kind of homes.
    """
    matcher = _Matcher(known)
    best: Layout | None = None
    for start in range(min(len(head), _LOOKED_AT)):
        for depth in range(1, _DEPTH + 1):
            names = _joined(head[start : start + depth])
            found = _layout(names, matcher, sheet, start + depth) if names else None
            if found and (best is None or _score(found) > _score(best)):
                best = found
    return best


def _score(layout: Layout) -> int:
    return len({(c.measure.id, c.group) for c in layout.columns}) or layout.is_long


def _joined(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return the parts of each column's name. A cell above reaches to the next one: headings are merged."""
    width = max((len(row) for row in rows), default=0)
    parts: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        filled = [" ".join(clean_text(cell).split()) for cell in row] + [""] * (width - len(row))
        is_last = depth == len(rows) - 1
        if not is_last and sum(map(bool, filled)) < 2:
            continue  # a title
        above = ""
        for place, cell in enumerate(filled):
            above = cell or ("" if is_last else above)
            if above and above not in parts[place]:
                parts[place].append(above)
    return [tuple(each) for each in parts]


class _Matcher:
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
        self._told = {plain_words(name): role for name, role in known.told.items()}

    def told(self, parts: Sequence[str]) -> str:
        """Return what a person said the column is, "" for nothing."""
        names = (" ".join(parts), parts[-1]) if parts else ()
        return next((self._told[n] for n in map(plain_words, names) if n in self._told), "")

    def measure(self, parts: Sequence[str]) -> tuple[MeasureSpec, int] | None:
        """Return the measure of a column and how surely it is its figure."""
        told = self.told(parts)
        if told:
            found = self._exact.get(plain_words(told))
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
            return told if told in PARTS else ""
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


def _layout(names: Sequence[Sequence[str]], matcher: _Matcher, sheet: str, below: int) -> Layout | None:
    parts: dict[str, int] = {}
    found: dict[tuple[str, str], list[tuple[int, MeasureColumn]]] = {}
    for place, name in enumerate(names):
        measured = matcher.measure(name) if name else None
        part = matcher.part(name) if name and not measured else ""
        if part:
            parts.setdefault(part, place)
        if measured:
            measure, sure = measured
            group = matcher.group(name, sheet)
            shown = one_line(" – ".join(name), _LONGEST)
            column = MeasureColumn(place, shown, measure, group, sheet)
            found.setdefault((measure.id, group), []).append((sure, column))
    if LANDLORD not in parts:
        return None
    if not found:
        names_measure = MEASURE in parts or MEASURE_CODE in parts
        return Layout(below, parts, (), ()) if VALUE in parts and names_measure else None
    kept, remarks = [], list[str]()
    for choices in found.values():
        best = max(choices, key=_by_sureness)[1]
        kept.append(best)
        if len(choices) > 1:
            remarks.append(
                f"{len(choices)} columns name {best.measure.code}. The figures come from "
                f"“{one_line(best.name, 100)}”."
            )
    return Layout(below, parts, tuple(sorted(kept, key=_by_place)), tuple(remarks))


def _by_sureness(choice: tuple[int, MeasureColumn]) -> tuple[int, int]:
    return choice[0], -choice[1].place


def _by_place(column: MeasureColumn) -> int:
    return column.place


def check_told(known: Known) -> None:
    """Refuse what a person said about columns when no measure or part has that name."""
    codes = {plain_words(word) for m in known.measures for word in (m.id, m.code, m.title, *m.also)}
    for role in known.told.values():
        if role not in PARTS and plain_words(role) not in codes:
            listed = ", ".join((*PARTS, *(m.code for m in known.measures)))
            raise InputError(f"There is no measure “{one_line(role, 40)}”. Choose one of: {listed}.")
