"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 3_000
"""Comparing longer texts word by word would keep a person waiting: they are shown as two texts."""
_KEPT = 8
"""Words shown on each side of a longer part that stayed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: `sign` is "+" for what was put in, "−" for what was taken out, "" for what stayed."""

    sign: str
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces that lead from one text to the other, in reading order.

    Without what was put in they are the text before, without what was taken out the text after, except
    that the middle of long parts that stayed is left out ("…").
    """
    old, new = _words(before), _words(after)
    if not old or not new or max(len(old), len(new)) > MOST_WORDS:
        return tuple(p for p in (Piece("−", before), Piece("+", after)) if p.text)
    pieces: list[Piece] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("", _shortened(old[i:j], first=i == 0, last=j == len(old))))
            continue
        pieces += [p for p in (Piece("−", "".join(old[i:j])), Piece("+", "".join(new[k:m]))) if p.text]
    return tuple(pieces)


def _words(text: str) -> list[str]:
    """Words with the space behind them."""
    return re.findall(r"\S+\s*|\s+", text)


def _shortened(words: list[str], *, first: bool, last: bool) -> str:
    """A part that stayed: what is next to a change, and "…" for the rest."""
    front, end = (0 if first else _KEPT), (0 if last else _KEPT)
    if (first and last) or len(words) <= front + end + 2:
        return "".join(words)
    return "".join(words[:front]) + "… " + "".join(words[len(words) - end :])
