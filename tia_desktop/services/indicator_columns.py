"""Where the figures stand in a published table: its header, however deep, and what its columns hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tia_desktop.domain.survey_sets import MeasureSpec, plain_words
from tia_desktop.domain.text import clean_text, one_line
from tia_desktop.services.indicator_matching import (
    LANDLORD,
    MEASURE,
    MEASURE_CODE,
    VALUE,
    Known,
    Matcher,
)

_LOOKED_AT, _DEPTH, _LONGEST = 40, 3, 300
_EXAMPLES, _LONGEST_EXAMPLE = 3, 40


@dataclass(frozen=True, slots=True)
class MeasureColumn:
    """A column of figures of one measure, for one kind of homes ("" for no kind in particular)."""

    place: int
    name: str
    measure: MeasureSpec
    group: str
    sheet: str


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column of a table, whatever it holds.

    Attributes:
        key: its whole name, as `Known.told` takes it.
        name: the same as people read it.
        role: the id of a measure, landlord, code ...; "" when it is passed over.
        group: the kind of homes its figures are about.
        examples: what its first cells hold.
    """

    key: str
    name: str
    sheet: str
    role: str
    group: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a table hold.

    Attributes:
        below: number of rows above the first figure.
        parts: landlord, code, type, period and the parts of a long table -> place of the column.
        columns: the columns of figures; empty for a long table.
        remarks: sentences about columns that were passed over.
        names: the name of every column, in parts.
        told: how many columns a person said something about.
    """

    below: int
    parts: Mapping[str, int]
    columns: tuple[MeasureColumn, ...]
    remarks: tuple[str, ...]
    names: Sequence[tuple[str, ...]] = ()
    told: int = 0

    @property
    def is_long(self) -> bool:
        """Whether each row has one figure and names its measure."""
        return not self.columns

    @property
    def is_usable(self) -> bool:
        """Whether there are figures of landlords in it; else it is only the likeliest header."""
        names_measure = MEASURE in self.parts or MEASURE_CODE in self.parts
        return LANDLORD in self.parts and (bool(self.columns) or (VALUE in self.parts and names_measure))

    def seen(self, head: Sequence[Sequence[str]], sheet: str) -> list[SeenColumn]:
        """Return every column that has a name, with examples from the first rows."""
        held = {place: part for part, place in self.parts.items()}
        held |= {c.place: c.measure.id for c in self.columns}
        groups = {c.place: c.group for c in self.columns}
        return [
            SeenColumn(
                plain_words(" ".join(name)),
                one_line(" – ".join(name), _LONGEST),
                sheet,
                held.get(place, ""),
                groups.get(place, ""),
                _examples(head[self.below :], place),
            )
            for place, name in enumerate(self.names)
            if name
        ]


def _examples(rows: Sequence[Sequence[str]], place: int) -> tuple[str, ...]:
    cells = (one_line(clean_text(row[place]), _LONGEST_EXAMPLE) for row in rows if place < len(row))
    return tuple(dict.fromkeys(cell for cell in cells if cell))[:_EXAMPLES]


def find_layout(head: Sequence[Sequence[str]], known: Known, sheet: str) -> Layout | None:
    """Return what the columns below the best header hold; None when nothing looks like a header.

    Where nothing names a landlord and a measure, the layout is not usable: a person can say what is what.

    Args:
        head: the first rows of the table.
        known: what can be in it.
        sheet: its name: that may tell the kind of homes.
    """
    matcher = Matcher(known)
    best: Layout | None = None
    for start in range(min(len(head), _LOOKED_AT)):
        for depth in range(1, _DEPTH + 1):
            names = _joined(head[start : start + depth])
            found = _layout(names, matcher, sheet, start + depth) if names else None
            if found and (best is None or _score(found) > _score(best)):
                best = found
    return best


def _score(layout: Layout) -> tuple[int, bool, int, int]:
    """What a person said comes first: what names those columns is the header."""
    measures = len({(c.measure.id, c.group) for c in layout.columns})
    if layout.is_usable:
        return layout.told, True, measures or 1, 0
    worded = sum(any(character.isalpha() for character in "".join(name)) for name in layout.names)
    return layout.told, False, measures + len(layout.parts), worded


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


def _layout(names: Sequence[tuple[str, ...]], matcher: Matcher, sheet: str, below: int) -> Layout | None:
    if sum(map(bool, names)) < 2:
        return None
    parts: dict[str, int] = {}
    told = 0
    found: dict[tuple[str, str], list[tuple[int, MeasureColumn]]] = {}
    for place, name in enumerate(names):
        measured = matcher.measure(name) if name else None
        part = matcher.part(name) if name and not measured else ""
        says = bool(name) and bool(matcher.told(name))
        told += says
        if part and (says or part not in parts):
            parts[part] = place
        if measured:
            measure, sure = measured
            group = matcher.group(name, sheet)
            shown = one_line(" – ".join(name), _LONGEST)
            column = MeasureColumn(place, shown, measure, group, sheet)
            found.setdefault((measure.id, group), []).append((sure, column))
    kept, remarks = [], list[str]()
    for choices in found.values():
        best = max(choices, key=_by_sureness)[1]
        kept.append(best)
        if len(choices) > 1:
            remarks.append(
                f"{len(choices)} columns name {best.measure.code}. The figures come from "
                f"“{one_line(best.name, 100)}”."
            )
    return Layout(below, parts, tuple(sorted(kept, key=_by_place)), tuple(remarks), names, told)


def _by_sureness(choice: tuple[int, MeasureColumn]) -> tuple[int, int]:
    return choice[0], -choice[1].place


def _by_place(column: MeasureColumn) -> int:
    return column.place
