"""What is kept of the answers of a survey, and counting them: the same content gives the same counts.

Two kinds of content, both written as the content of a case list is. `answers` has a line for each person:
the tenure, the weight where there is one, the groups (columns whose name begins with ``group: ``), and one
answer for each question.
`counted` has a line for each count: question, tenure, group column, group, answer, how many.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tia_desktop.domain.case_content import Hashed, lines_of
from tia_desktop.domain.errors import InputError

ANSWERS, COUNTED, CAPTURE = "answers", "counted", "capture"
GROUP = "group: "
TENURE, WEIGHT = "tenure", "weight"
COUNTED_COLUMNS = ("question", TENURE, "group column", "group", "answer", "count")
BLANK, UNKNOWN, FILTERED, NOT_ASKED = OTHER = ("", "#unknown", "#filtered", "#not-asked")
"""In the place of an answer: none given; could not be read; the filter says no; not asked in this tenure."""
MOST_GROUPS = 200
_MOST = 50 * 1000 * 1000


@dataclass(frozen=True, slots=True, order=True)
class TallyKey:
    """What one count is about. Without a group column it is about everybody of the tenure."""

    question: str
    tenure: str
    group_column: str = ""
    group: str = ""


Tallies = dict[TallyKey, dict[str, float]]
Weights = dict[TallyKey, dict[str, tuple[float, float]]]
"""Answer -> sum of the weights of those who gave it, and of their squares."""


class Packer:
    """Hashes and packs content while it is written."""

    def __init__(self, names: Sequence[str]) -> None:
        self._hash, self._packer = Hashed(), zlib.compressobj(1)
        self._pieces: list[bytes] = []
        self._size = 0
        self.add([names])

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Write some lines."""
        if not rows:
            return
        text = lines_of(list(zip(*rows, strict=True)))
        self._pieces.append(self._packer.compress(self._hash.add(text)))
        self._size += len(self._pieces[-1])
        if self._size > _MOST:
            raise InputError("This table is too long to be kept. Split it and import the parts.")

    def done(self) -> tuple[bytes, str]:
        """Return the packed content and the SHA-256 of what is packed."""
        self._pieces.append(self._packer.flush())
        return b"".join(self._pieces), self._hash.digest


@dataclass(slots=True)
class Counter:
    """Counts lines of content: people, and their weights where there are some."""

    names: Sequence[str]
    tallies: Tallies = field(default_factory=dict)
    weights: Weights = field(default_factory=dict)

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        """Count some lines."""
        count = self._counted if tuple(self.names) == COUNTED_COLUMNS else self._answers
        for row in rows:
            count(row)

    def _counted(self, row: Sequence[str]) -> None:
        question, tenure, column, group, answer, count = row
        self._one(TallyKey(question, tenure, column, group), answer, float(count))

    def _answers(self, row: Sequence[str]) -> None:
        groups, answers, weight = list[tuple[str, str]](), list[tuple[str, str]](), None
        for name, cell in zip(self.names, row, strict=True):
            if name == WEIGHT:
                weight = float(cell)
            elif name.startswith(GROUP):
                groups.append((name[len(GROUP) :], cell))
            elif name != TENURE:
                answers.append((name, cell))
        for name, cell in answers:
            for column, group in (("", ""), *groups):
                key = TallyKey(name, row[0], column, group)
                self._one(key, cell, 1)
                if weight is not None:
                    self._weigh(key, cell, weight)

    def _one(self, key: TallyKey, answer: str, count: float) -> None:
        counts = self.tallies.setdefault(key, {})
        counts[answer] = counts.get(answer, 0) + count

    def _weigh(self, key: TallyKey, answer: str, weight: float) -> None:
        sums = self.weights.setdefault(key, {})
        total, squares = sums.get(answer, (0.0, 0.0))
        sums[answer] = (total + weight, squares + weight * weight)


def count_content(lines: Iterator[list[str]]) -> Counter:
    """Count a kept content again, from its lines."""
    counter = Counter(next(lines, []))
    counter.add(lines)
    return counter
