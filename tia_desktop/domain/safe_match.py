"""Matches whole texts against patterns that strangers wrote, in a time that is known before.

A form brings its own patterns, such as one for telephone numbers. Engines that try one way after the other
can need centuries for ``(a+)+b``; this one follows all ways at once (Thompson 1968), so the time is at most
the length of the text times the size of the pattern. What needs the other kind of engine, looking around
and repeating what a group matched, is refused with a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from tia_desktop.domain.expression_text import ExpressionError

MAX_SIZE = 5_000
MAX_WORK = 1_000_000
_MAX_DEPTH = 20

Test = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _One:
    """One character that passes a test."""

    test: Test


@dataclass(frozen=True, slots=True)
class _Edge:
    """A place: ``^``, ``$``, ``b`` (an edge of a word) or ``B``."""

    kind: str


@dataclass(frozen=True, slots=True)
class _Row:
    """One after the other."""

    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Either:
    """One of several."""

    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Many:
    """Several times; `most` None is any number."""

    part: _Part
    least: int
    most: int | None


_Part = _One | _Edge | _Row | _Either | _Many


@dataclass(frozen=True, slots=True)
class _Code:
    """One instruction: a test, an edge, or a jump (`to`); all None is the end."""

    test: Test | None = None
    edge: str = ""
    to: tuple[int, ...] = ()


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches the pattern, as the function ``regex`` of forms has it.

    Raises:
        ExpressionError: the pattern is not supported, or the text is too long for it.
    """
    program = compiled(pattern)
    if len(program) * (len(text) + 1) > MAX_WORK:
        raise ExpressionError("This answer is too long to be checked against the pattern of the form.")
    now = _closure(program, [0], text, 0)
    for place, character in enumerate(text, 1):
        passed = (n + 1 for n in now if (test := program[n].test) is not None and test(character))
        now = _closure(program, passed, text, place)
        if not now:
            return False
    return len(program) - 1 in now


def _closure(program: tuple[_Code, ...], starts: Iterable[int], text: str, place: int) -> set[int]:
    """Return where one can be without reading a further character."""
    seen, waiting = set[int](), list(starts)
    while waiting:
        n = waiting.pop()
        if n in seen:
            continue
        seen.add(n)
        code = program[n]
        if code.to:
            waiting.extend(code.to)
        elif code.edge and _at(code.edge, text, place):
            waiting.append(n + 1)
    return seen


def _at(edge: str, text: str, place: int) -> bool:
    if edge == "^":
        return place == 0
    if edge == "$":
        return place == len(text)
    before = place > 0 and _is_word(text[place - 1])
    after = place < len(text) and _is_word(text[place])
    return (before != after) == (edge == "b")


@lru_cache(maxsize=256)
def compiled(pattern: str) -> tuple[_Code, ...]:
    """Return the instructions of a pattern.

    Raises:
        ExpressionError: it is not supported, or too large.
    """
    code = list[_Code]()
    _emit(_Reader(pattern).whole(), code)
    return (*code, _Code())


def _emit(part: _Part, code: list[_Code]) -> None:
    if len(code) > MAX_SIZE:
        raise ExpressionError("The pattern repeats too much. Make its numbers in {} smaller.")
    match part:
        case _One(test):
            code.append(_Code(test=test))
        case _Edge(kind):
            code.append(_Code(edge=kind))
        case _Row(parts):
            for one in parts:
                _emit(one, code)
        case _Either(parts):
            _emit_either(parts, code)
        case _Many(one, least, most):
            _emit_many(one, least, most, code)


def _emit_either(parts: tuple[_Part, ...], code: list[_Code]) -> None:
    fork, starts, ends = len(code), list[int](), list[int]()
    code.append(_Code())
    for one in parts:
        starts.append(len(code))
        _emit(one, code)
        ends.append(len(code))
        code.append(_Code())
    code[fork] = _Code(to=tuple(starts))
    for end in ends:
        code[end] = _Code(to=(len(code),))


def _emit_many(part: _Part, least: int, most: int | None, code: list[_Code]) -> None:
    start = len(code)
    for _ in range(least):
        _emit(part, code)
        if len(code) == start:  # nothing, however often
            return
    if most is None:
        fork = len(code)
        code.append(_Code())
        _emit(part, code)
        code.append(_Code(to=(fork,)))
        code[fork] = _Code(to=(fork + 1, len(code)))
        return
    forks = list[int]()
    for _ in range(most - least):
        forks.append(len(code))
        code.append(_Code())
        _emit(part, code)
    for fork in forks:
        code[fork] = _Code(to=(fork + 1, len(code)))


_DIGITS, _SPACES = frozenset("0123456789"), frozenset(" \t\n\x0b\f\r")
_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_KNOWN: dict[str, frozenset[str]] = {"d": _DIGITS, "s": _SPACES, "w": _WORD}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\x0b", "0": "\x00"}
_HEX = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})")
_LETTERS = re.compile(r"[pP]\{(?:Is)?([A-Za-z]{1,9})\}")
_TIMES = re.compile(r"\{(\d{1,4})(,?)(\d{0,4})\}")
_GROUP = re.compile(r"\?(?::|P?<[A-Za-z]\w*>)")


def _is_word(character: str) -> bool:
    return character in _WORD


def _is_not(test: Test) -> Test:
    return lambda character: not test(character)


def _unsupported(what: str) -> ExpressionError:
    return ExpressionError(f"The pattern uses something that is not supported: {what}.")


class _Reader:
    """Reads a pattern in the language that forms use (Java's), as far as it is regular."""

    def __init__(self, pattern: str) -> None:
        self._ignore_case = pattern.startswith("(?i)")
        self._text = pattern.removeprefix("(?i)")
        self._place = self._depth = 0

    def whole(self) -> _Part:
        part = self._either()
        if self._place < len(self._text):
            raise _unsupported("a “)” without a “(”")
        return part

    def _peek(self) -> str:
        return self._text[self._place : self._place + 1]

    def _take(self) -> str:
        character = self._peek()
        if not character:
            raise _unsupported("an end in the middle")
        self._place += 1
        return character

    def _skip(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._place)
        self._place = found.end() if found else self._place
        return found

    def _either(self) -> _Part:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _unsupported("brackets that are nested so deeply")
        rows = [self._row()]
        while self._peek() == "|":
            self._take()
            rows.append(self._row())
        self._depth -= 1
        return _Either(tuple(rows)) if len(rows) > 1 else rows[0]

    def _row(self) -> _Part:
        parts = list[_Part]()
        while self._peek() not in ("", "|", ")"):
            parts.append(self._times(self._atom()))
        return _Row(tuple(parts))

    def _times(self, part: _Part) -> _Part:
        sign = self._peek()
        if sign in ("*", "+", "?") and sign:
            self._take()
            part = _Many(part, int(sign == "+"), 1 if sign == "?" else None)
        elif sign == "{" and (found := self._skip(_TIMES)):
            least = int(found[1])
            most = int(found[3]) if found[3] else None if found[2] else least
            if most is not None and most < least:
                raise _unsupported("{} with the larger number first")
            part = _Many(part, least, most)
        else:
            return part
        if self._peek() == "?":  # few or many first: for a whole match it makes no difference
            self._take()
        if self._peek() in ("*", "+", "{") and self._peek():
            raise _unsupported(f"“{self._peek()}” after a repetition")
        return part

    def _atom(self) -> _Part:
        character = self._take()
        if character == "(":
            return self._group()
        if character == "[":
            return _One(self._cased(self._set()))
        if character in "^$":
            return _Edge(character)
        if character == ".":
            return _One(lambda c: c not in "\n\r\x85\u2028\u2029")
        if character == "\\" and self._peek() in ("b", "B"):
            return _Edge(self._take())
        if character in "*+?{":
            raise _unsupported(f"“{character}” with nothing before it")
        return _One(self._cased(self._escape() if character == "\\" else character.__eq__))

    def _group(self) -> _Part:
        if self._peek() == "?" and not self._skip(_GROUP):
            raise _unsupported("looking around, or options in the middle")
        part = self._either()
        if self._peek() != ")":
            raise _unsupported("a “(” without a “)”")
        self._take()
        return part

    def _cased(self, test: Test) -> Test:
        if not self._ignore_case:
            return test
        return lambda c: test(c) or test(c.lower()) or test(c.upper())

    def _escape(self) -> Test:
        """What comes after a backslash."""
        character = self._single()
        return character.__eq__ if isinstance(character, str) else character

    def _single(self) -> str | Test:
        """A character after a backslash, or the kind of characters it stands for."""
        if found := self._skip(_HEX):
            return chr(int(found[1] or found[2], 16))
        if found := self._skip(_LETTERS):
            return _category(found[1], found[0][0] == "P")
        character = self._take()
        if character.lower() in _KNOWN:
            test = _KNOWN[character.lower()].__contains__
            return _is_not(test) if character.isupper() else test
        if character in _CONTROLS:
            return _CONTROLS[character]
        if character.isalnum():
            raise _unsupported(f"“\\{character}”")
        return character

    def _set(self) -> Test:
        negated = self._peek() == "^"
        self._place += negated
        tests, first = list[Test](), True
        while first or self._peek() != "]":
            first = False
            low = self._member()
            if not isinstance(low, str):
                tests.append(low)
            elif self._peek() == "-" and self._text[self._place + 1 : self._place + 2] not in ("]", ""):
                self._take()
                tests.append(_between(low, self._member()))
            else:
                tests.append(low.__eq__)
        self._take()
        both = _any_of(tuple(tests))
        return _is_not(both) if negated else both

    def _member(self) -> str | Test:
        character = self._take()
        if character == "[" or self._text.startswith("&&", self._place - 1):
            raise _unsupported("a set within a set")
        return self._single() if character == "\\" else character


def _between(low: str, high: str | Test) -> Test:
    if not isinstance(high, str) or high < low:
        raise _unsupported("a range in [] with the later character first")
    return lambda character: low <= character <= high


def _any_of(tests: tuple[Test, ...]) -> Test:
    return lambda character: any(test(character) for test in tests)


def _category(name: str, negated: bool) -> Test:
    short = {"Alpha": "L", "Alphabetic": "L", "Digit": "Nd", "Upper": "Lu", "Lower": "Ll", "Punct": "P"}.get(
        name, name
    )
    if len(short) > 2:
        raise _unsupported(f"“\\p{{{name}}}”")
    test: Test = lambda character: unicodedata.category(character).startswith(short)  # noqa: E731
    return _is_not(test) if negated else test
