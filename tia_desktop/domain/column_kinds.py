"""What the cells of a column are: dates, numbers or text; and dates written in one way.

A landlord's list says "03/04/2026" and means 3 April. Only a column that cannot be read with the day first is
read with the month first, and what stays open is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tia_desktop.domain.case_content import plain_cell

TEXT, DATE, NUMBER = "text", "date", "number"
DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
_ENOUGH = 0.9
"""Share of the filled cells that must read as a date or number: lists hold slips such as "tbc"."""

_TIME = (
    r"(?:[T ,]+(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PATTERNS = {
    "iso": re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_TIME}"),
    "ymd": re.compile(
        rf"(?P<year>\d{{4}})(?P<gap>[/. ]?)(?P<month>\d\d?)(?P=gap)(?P<day>\d\d?){_TIME}(?(gap)|(?!))"
    ),
    DAY_FIRST: re.compile(
        rf"(?P<day>\d{{1,2}})[/. -](?P<month>\d{{1,2}})[/. -](?P<year>\d{{4}}|\d\d){_TIME}"
    ),
    MONTH_FIRST: re.compile(
        rf"(?P<month>\d{{1,2}})[/. -](?P<day>\d{{1,2}})[/. -](?P<year>\d{{4}}|\d\d){_TIME}"
    ),
    "month-word": re.compile(
        r"(?:[A-Za-z]{3,9},? )?(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -]+(?P<word>[A-Za-z]{3,9})\.?,?[ -]+"
        rf"(?P<year>\d{{4}}|\d\d){_TIME}"
    ),
}
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")
_EPOCHS = {"excel": date(1899, 12, 30), "excel-1904": date(1904, 1, 1)}
DATE_FORMATS = (*_PATTERNS, *_EPOCHS)
"""`excel` and `excel-1904` are whole days as spreadsheets count them."""
_NUMBER = re.compile(
    r"[-+(]?[£$€]? ?-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.\d+)?(?:[eE][-+]?\d+)? ?%?\)?"
)
_DATE_WORD = re.compile(r"(?i)date|\bday\b|\bdob\b")


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """What a column holds.

    Attributes:
        kind: text, date or number.
        format: how dates are written (`DATE_FORMATS`), else "".
        doubt: what a person should look at, as a sentence, or "".
    """

    kind: str = TEXT
    format: str = ""
    doubt: str = ""


def kind_of(name: str, cells: Sequence[str]) -> ColumnKind:
    """Say what a column holds, from its name and some of its cells."""
    filled = [cell for cell in (cell.strip() for cell in cells) if cell]
    if not filled:
        return ColumnKind()
    wanted, seen = _ENOUGH * len(filled), Counter(filled)  # the same cells come again and again
    hits = {form: sum(n for cell, n in seen.items() if iso_of(cell, form)) for form in _PATTERNS}
    best = max(hits, key=lambda form: hits[form])  # of equals the first: the day before the month
    if hits[best] >= wanted:
        return ColumnKind(DATE, best, _doubt(best, filled, hits))
    serials = sum(n for cell, n in seen.items() if _SERIAL.fullmatch(cell) and 20_000 <= float(cell) < 60_000)
    if serials >= wanted and _DATE_WORD.search(name):
        said = "These numbers are read as days that a spreadsheet counted from 1900; some count from 1904."
        return ColumnKind(DATE, "excel", said)
    if sum(n for cell, n in seen.items() if is_number(cell)) >= wanted:
        return ColumnKind(NUMBER)
    return ColumnKind()


def _doubt(form: str, filled: Sequence[str], hits: dict[str, int]) -> str:
    said = []
    if form == MONTH_FIRST:
        said.append("The month comes first in these dates.")
    elif (
        form == DAY_FIRST
        and hits[MONTH_FIRST] >= hits[DAY_FIRST]
        and any(iso_of(cell, DAY_FIRST) != iso_of(cell, MONTH_FIRST) for cell in filled)
    ):
        said.append("These dates are read with the day first; they could have the month first.")
    found = (_PATTERNS[form].fullmatch(cell) for cell in filled)
    if any(one and len(one["year"]) == 2 for one in found):
        said.append("Years of two digits are read as 1930 to 2029.")
    return " ".join(said)


def is_number(text: str) -> bool:
    """Whether a cell is a number that can be reckoned with: no code with a zero in front."""
    return any(c.isdigit() for c in text) and bool(_NUMBER.fullmatch(text))


def iso_of(text: str, form: str) -> str:
    """Return a date as ``2026-04-03``, with ``T14:30`` where it has a time; "" when it is none."""
    text = text.strip()
    if form in _EPOCHS:
        return _of_serial(text, _EPOCHS[form])
    found = _PATTERNS[form].fullmatch(text)
    if not found:
        return ""
    part = found.groupdict()
    month = _month(part["word"]) if "word" in part else int(part["month"])
    year = int(part["year"])
    if len(part["year"]) == 2:
        year += 1900 if year >= 30 else 2000
    try:
        day = date(year, month, int(part["day"])).isoformat()
    except ValueError:
        return ""
    return day + _clock(part) if part["clock"] else day


def _month(word: str) -> int:
    short = word[:3].casefold()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _clock(part: dict[str, str]) -> str:
    hour, _, rest = part["clock"].partition(":")
    hours = int(hour)
    if part["half"]:
        hours = hours % 12 + 12 * (part["half"] in "pP")
    zone = part["zone"] or ""
    if not hours and not rest.strip("0:") and not zone:
        return ""  # midnight is how programs write a day
    return f"T{hours:02}:{rest}{zone}"


def _of_serial(text: str, epoch: date) -> str:
    if not _SERIAL.fullmatch(text):
        return ""
    return (epoch + timedelta(days=int(float(text)))).isoformat()


class DateReader:
    """Brings the cells of a date column into one form. What is no date stays as it stands.

    Dates come again and again in a list, so each is read once; `failed` holds the cells that are none.
    """

    def __init__(self, form: str) -> None:
        self._form = form
        self._known: dict[str, str] = {"": ""}
        self.failed: set[str] = set()

    def __call__(self, cell: str) -> str:
        """Return a cell as it is kept."""
        found = self._known.get(cell)
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known = {"": ""}
                self.failed.clear()
            found = iso_of(plain_cell(cell), self._form)
            if not found:
                found = cell
                self.failed.add(cell)
            self._known[cell] = found
        return found


_REMEMBERED = 50_000
