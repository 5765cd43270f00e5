"""Turns bytes into data without trusting them: hostile packs are refused in a sentence."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from typing import Any

from tia_desktop.frameworks.problem import PackProblem, shown

MAX_BYTES = 5_000_000
MAX_DEPTH = 32
MAX_DIGITS = 15

WHOLE = "the whole file"


def decode(raw: bytes) -> tuple[Any, list[PackProblem]]:
    """Return the data, or None when it cannot be used at all, and everything that is wrong with the JSON."""
    if len(raw) > MAX_BYTES:
        reason = f"The file is larger than {MAX_BYTES // 1_000_000} MB."
        return None, [PackProblem(WHOLE, reason, "Take out what is no part of the pack.")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1}"
        return None, [PackProblem(place, "The file is not UTF-8 text.", "Save it again as UTF-8.")]
    reader = _Reader()
    try:
        data = reader.read(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        reason = f"This is not JSON: {error.msg.lower()}."
        return None, [PackProblem(place, reason, "Correct the text at this place, or just before it.")]
    except RecursionError:
        return None, [_too_deep()]
    if _depth(data) > MAX_DEPTH:
        return None, [_too_deep()]
    found = reader.problems
    if not _is_unicode(data):
        reason = "A text holds half a character (a lone surrogate such as \\ud800)."
        return None, [*found, PackProblem(WHOLE, reason, "Write the whole character.")]
    return data, found


def content_hash(data: Any) -> str:
    """Return the SHA-256 of the canonical JSON, in hex: spaces and the order of names do not count."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


class _Reader:
    """Reads JSON strictly and collects what a lenient reader would let pass."""

    def __init__(self) -> None:
        self.problems: list[PackProblem] = []

    def read(self, text: str) -> Any:
        return json.loads(
            text,
            object_pairs_hook=self._object,
            parse_constant=self._constant,
            parse_int=self._int,
            parse_float=self._float,
        )

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(pairs)
        if len(data) != len(pairs):
            own = data.get("id")
            place = f"the group “{shown(own)}”" if isinstance(own, str) else "a group of names"
            for name in (name for name, times in Counter(name for name, _ in pairs).items() if times > 1):
                reason = f"The name “{shown(name)}” stands there more than once."
                self.problems.append(PackProblem(place, reason, "Keep one and remove the others."))
        return data

    def _number(self, text: str) -> int:
        reason = f"The number {shown(text)} cannot be used."
        remedy = f"Write an ordinary number with at most {MAX_DIGITS} digits."
        self.problems.append(PackProblem(WHOLE, reason, remedy))
        return 0

    def _constant(self, text: str) -> int:
        return self._number(text)

    def _int(self, text: str) -> int:
        return int(text) if len(text.lstrip("-")) <= MAX_DIGITS else self._number(text)

    def _float(self, text: str) -> float:
        value = float(text)
        if not math.isfinite(value):
            return self._number(text)
        # 3.0 is a whole number to a schema; make it one for us too.
        return int(value) if value.is_integer() and abs(value) < 10**MAX_DIGITS else value


def _too_deep() -> PackProblem:
    reason = f"Groups and lists are nested more than {MAX_DEPTH} deep."
    return PackProblem(WHOLE, reason, "Write the pack as the format describes it.")


def _depth(data: Any) -> int:
    """How deep groups and lists are nested, found without recursion."""
    deepest, level = 0, [data]
    while level:
        deepest += 1
        below: list[Any] = []
        for x in level:
            if isinstance(x, dict):
                below.extend(x.values())
            elif isinstance(x, list):
                below.extend(x)
        level = below
    return deepest


def _is_unicode(data: Any) -> bool:
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
