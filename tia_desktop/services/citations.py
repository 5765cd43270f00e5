"""Findings that a reason names, such as "F12", and the sentences that name none.

Plain rules, no language model of any kind: a sentence that is cut in the wrong place does no harm, since
nothing is decided by it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

_LABEL = re.compile(r"(?<!\w)[Ff]([1-9][0-9]{0,5})(?!\w)")
_END = re.compile(r"[.!?…]+[)\]}’”\"'»]*(?=\s|$)|[。！？]+[」』）]*")
_NEVER_END = frozenset({"cf", "dr", "e.g", "i.e", "mr", "mrs", "ms", "prof", "st", "vs"})
"""Words that are written with a full stop and end no sentence."""
_BEFORE_NUMBERS = frozenset(
    {"approx", "art", "fig", "max", "min", "no", "nos", "nr", "p", "para", "paras", "pp", "ref", "vol"}
)
"""The same, when a number follows: "No. 7", but "The answer is no. Seven people said so"."""
_LONGEST_WORD = 40
"""Characters before a full stop that are looked at: a text without line ends is not read again and again."""
_BULLET = re.compile(r"[ \t]*(?:[-–—•*·]|\d+[.)])[ \t]")


@dataclass(frozen=True, slots=True)
class Citation:
    """A label in a text: the finding's number, and where it stands (characters)."""

    number: int
    start: int
    end: int

    @property
    def label(self) -> str:
        """The label as findings are called: "F12"."""
        return f"F{self.number}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text, where it stands, and the labels in it."""

    text: str
    start: int
    end: int
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A reason, read.

    Attributes:
        sentences: all of them, in order.
        unnamed: those that name no finding that there is.
        unknown: labels that are no finding, each once.
    """

    sentences: tuple[Sentence, ...]
    unnamed: tuple[Sentence, ...]
    unknown: tuple[str, ...]


def citations(text: str) -> tuple[Citation, ...]:
    """Return the labels in a text, in order. "F12" is one; "RF12", "F12b" and "F0" are none."""
    return tuple(Citation(int(m[1]), m.start(), m.end()) for m in _LABEL.finditer(text))


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text. What holds no letter and no digit is none."""
    named = citations(text)
    starts = [c.start for c in named]
    found = []
    for start, end in _pieces(text):
        inner = text[start:end]
        start += len(inner) - len(inner.lstrip())
        inner = inner.strip()
        if any(c.isalnum() for c in inner):
            end = start + len(inner)
            mine = named[bisect_left(starts, start) : bisect_left(starts, end)]
            found.append(Sentence(inner, start, end, mine))
    return tuple(found)


def read_reason(text: str, known: Mapping[int, str]) -> Reading:
    """Read a reason: which sentences name a finding, and which labels are no finding.

    Args:
        text: the reason.
        known: number of a finding -> its id.
    """
    found = sentences(text)
    unnamed = tuple(s for s in found if not any(c.number in known for c in s.citations))
    unknown = tuple(dict.fromkeys(c.label for c in citations(text) if c.number not in known))
    return Reading(found, unnamed, unknown)


def cited_at(text: str, at: int, known: Mapping[int, str]) -> str:
    """Return the finding that the sentence at a place names, nearest to the place; "" when it names none."""
    found = sentences(text)
    here = next((s for s in found if at <= s.end), found[-1] if found else None)
    mine = [c for c in here.citations if c.number in known] if here is not None else []
    nearest = min(mine, key=lambda c: max(c.start - at, at - c.end, 0), default=None)
    return known[nearest.number] if nearest is not None else ""


def _pieces(text: str) -> list[tuple[int, int]]:
    """Cut a text after the marks that end a sentence, and at line ends that end one."""
    cuts = [0]
    for line in _lines(text):
        cuts += [mark.end() for mark in _END.finditer(text, *line) if _ends(text, mark, line)]
        cuts.append(line[1])
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def _lines(text: str) -> list[tuple[int, int]]:
    """Lines; one that only goes on in the next (text with hard line ends, as in e-mails) is one with it."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in [m.start() for m in re.finditer(r"\n", text)] + [len(text)]:
        after = text[end + 1 :]
        goes_on = after[:1].islower() and text[:end].rstrip()[-1:] not in ".!?…:;"
        if not goes_on or _BULLET.match(after):
            found.append((start, end))
            start = end
    if start < len(text):
        found.append((start, len(text)))
    return found


def _ends(text: str, mark: re.Match[str], line: tuple[int, int]) -> bool:
    """Whether a mark ends a sentence: not after "e.g." or an initial, nor when small letters go on."""
    rest = text[mark.end() : line[1]].lstrip(" \t\u00a0([{‘“\"'«")
    if not rest or text[mark.start() : mark.end()] != ".":
        return not rest[:1].islower()
    near = text[max(line[0], mark.start() - _LONGEST_WORD) : mark.start()]
    words = re.findall(r"[\w.]+$", near)
    last = words[0] if words else ""
    initial = len(last) == 1 and last.isupper()
    counts = last.isdigit() and not text[line[0] : mark.start() - len(last)].strip()  # "1. The repairs"
    before_number = last.casefold() in _BEFORE_NUMBERS and rest[0].isdigit()
    held = last.casefold() in _NEVER_END or initial or counts or before_number
    return not (held or rest[0].islower())
