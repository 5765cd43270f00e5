"""What the command palette holds, and what a few typed letters mean. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be done or reached.

    Attributes:
        words: what it is called.
        group: where it comes from: a menu, this page, a check, a finding.
        run: does it.
        keys: its shortcut, "" for none.
        why_not: why it cannot be done now, "" when it can.
    """

    words: str
    group: str
    run: Callable[[], object]
    keys: str = ""
    why_not: str = ""

    def said(self) -> str:
        """Everything about it in one sentence, for a screen reader."""
        return ". ".join(
            part.rstrip(".") for part in (self.words, self.group, self.keys, self.why_not) if part
        )


_WHOLE, _BEGINS, _INSIDE, _LETTERS, _NOT = 0, 1, 2, 3, 99


def found(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """Return what fits: each typed word begins a word of it, is inside one, or has its letters in order.

    The words may come in any order. What fits better comes first, else everything stays in its order.
    """
    wanted = _words(typed)
    if not wanted:
        return list(entries)
    ranked = [(_rank(wanted, entry), place, entry) for place, entry in enumerate(entries)]
    return [entry for rank, _, entry in sorted(ranked, key=lambda r: r[:2]) if rank < _NOT]


def _rank(wanted: Sequence[str], entry: Entry) -> int:
    """How badly an entry fits: what only its group says counts as less than its own words."""
    own, group = _words(entry.words), _words(entry.group)
    total = 0
    for word in wanted:
        best = min((_fit(word, each) for each in own), default=_NOT)
        if best > _BEGINS and any(each.startswith(word) for each in group):
            best = min(best, _LETTERS)
        if best == _NOT:
            return _NOT
        total += best
    return total


def _fit(typed: str, word: str) -> int:
    if word == typed:
        return _WHOLE
    if word.startswith(typed):
        return _BEGINS
    if len(typed) > 1 and typed in word:
        return _INSIDE
    if len(typed) > 1 and word[:1] == typed[:1]:
        letters = iter(word)
        if all(letter in letters for letter in typed):
            return _LETTERS
    return _NOT


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
