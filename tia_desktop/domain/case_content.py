"""The one way in which the content of a case list is written, so that its hash means the same everywhere.

`schemas/SAMPLING.md` defines it: UTF-8; first a line with the names of the kept columns, then one for each
case; cells with U+001F between them, every line ended by U+001E.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

CELL, LINE = "\x1f", "\x1e"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_OTHER_CONTROL = re.compile("[\x00-\x1d\x7f-\x9f\ud800-\udfff]")


def plain_cell(text: str) -> str:
    """Return a cell as it is kept: a space for each control character, no white space at its ends."""
    return _CONTROL.sub(" ", text).strip()


def lines_of(columns: Sequence[Sequence[str]]) -> str:
    """Return the lines of some cases, given column by column, cells without white space at their ends."""
    count, width = len(columns[0]), len(columns)
    text = LINE.join(map(CELL.join, zip(*columns, strict=True))) + LINE
    if text.count(CELL) != count * (width - 1) or text.count(LINE) != count or _OTHER_CONTROL.search(text):
        return lines_of([[plain_cell(cell) for cell in column] for column in columns])
    return text


class Hashed:
    """Hashes content while it is written or read."""

    def __init__(self) -> None:
        self._hash = sha256()

    def add(self, text: str) -> bytes:
        """Take in some lines and return them in UTF-8."""
        data = text.encode()
        self._hash.update(data)
        return data

    def add_bytes(self, data: bytes) -> None:
        """Take in content that is UTF-8 already."""
        self._hash.update(data)

    @property
    def digest(self) -> str:
        """The SHA-256 so far, as 64 hex digits."""
        return self._hash.hexdigest()


def rows_of(pieces: Iterable[bytes]) -> Iterator[list[str]]:
    """Yield the lines of a content in order, cell by cell; the first holds the names of its columns."""
    decoder, rest = codecs.getincrementaldecoder("utf-8")(), ""
    for piece in pieces:
        *whole, rest = (rest + decoder.decode(piece)).split(LINE)
        for line in whole:
            yield line.split(CELL)


def first_difference(ours: Iterable[Sequence[str]], theirs: Iterable[Sequence[str]]) -> str:
    """Say in a sentence where two contents differ first; "" when they are the same."""
    left, right = iter(ours), iter(theirs)
    names = next(left, ())
    others = next(right, ())
    if list(names) != list(others):
        return f"The columns are other ones: {', '.join(others) or 'none'}."
    number = 0
    while True:
        number += 1
        one, other = next(left, None), next(right, None)
        if one is None and other is None:
            return ""
        if one is None or other is None:
            more = "more" if one is None else "fewer"
            return f"There are {more} cases: the kept list and this one part at case {number:,}."
        if list(one) != list(other):
            pairs = zip(names, one, other, strict=False)
            column = next((name for name, a, b in pairs if a != b), names[0])
            return f"Case {number:,} differs in the column “{column}”."
