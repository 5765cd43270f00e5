"""Reads the conditions and calculations of a form: XPath 1.0 as far as forms use it, plus ``${name}``.

An expression becomes a small tree once; `expressions` evaluates it. What cannot be read is refused with a
sentence, and nesting is limited, so that no expression can exhaust the machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tia_desktop.domain.errors import InputError

MAX_LENGTH = 32_767  # what a cell of a spreadsheet holds
MAX_DEPTH = 30


class ExpressionError(InputError):
    """An expression that cannot be read or worked out."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A quoted text or a number."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands with operators of one rank between them, left to right: ``a + b - c``."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus sign before an operand."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a name, ``.``, ``..`` or ``*``, with conditions in square brackets."""

    name: str
    conditions: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A way to other answers.

    `start` is "." (from here), "/" (from the top), "${name}", or the expression that gives the nodes.
    """

    start: str | Node
    steps: tuple[Step, ...]


Node = Literal | Chain | Negative | Call | Path

_NAME = r"[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?"
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<reference>\$\{{\s*[^${{}}\s]+\s*\}})
    | (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<sign>\.\.|<=|>=|!=|::|[-+*/=<>()\[\],|@.])
    | (?P<name>{_NAME})
    )""",
    re.VERBOSE,
)
_RANKS: tuple[tuple[str, ...], ...] = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
)
_WORDS = ("or", "and", "div", "mod")


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """Return the tree of an expression.

    Raises:
        ExpressionError: it cannot be read.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError("This expression is longer than a cell of a spreadsheet. Shorten it.")
    return _Reader(_tokens(text)).whole()


def _tokens(text: str) -> list[tuple[str, str]]:
    found, place, end = list[tuple[str, str]](), 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None:
            raise ExpressionError(f"This cannot be read: “{text[place : place + 20].strip()}”.")
        kind = match.lastgroup or ""
        found.append((kind, match[kind]))
        place = match.end()
    return found


class _Reader:
    """Reads tokens by recursive descent, one method for each kind of thing."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens, self._place, self._depth = tokens, 0, 0

    def whole(self) -> Node:
        node = self._expression()
        if self._place < len(self._tokens):
            raise ExpressionError(f"“{self._tokens[self._place][1]}” is not expected there.")
        return node

    def _peek(self, ahead: int = 0) -> tuple[str, str]:
        place = self._place + ahead
        return self._tokens[place] if place < len(self._tokens) else ("end", "")

    def _take(self) -> tuple[str, str]:
        token = self._peek()
        self._place += 1
        return token

    def _is(self, *signs: str) -> bool:
        kind, text = self._peek()
        return kind == "sign" and text in signs

    def _expect(self, sign: str) -> None:
        if not self._is(sign):
            found = self._peek()[1]
            raise ExpressionError(
                f"“{sign}” is missing" + (f" before “{found}”." if found else " at the end.")
            )
        self._place += 1

    def _expression(self) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError("The brackets in it are nested too deeply. Use a calculation of its own.")
        node = self._chain(0)
        self._depth -= 1
        return node

    def _chain(self, rank: int) -> Node:
        if rank == len(_RANKS):
            return self._negative()
        first, rest = self._chain(rank + 1), list[tuple[str, Node]]()
        while self._peek()[0] in ("sign", "name") and self._peek()[1] in _RANKS[rank]:
            rest.append((self._take()[1], self._chain(rank + 1)))
        return Chain(first, tuple(rest)) if rest else first

    def _negative(self) -> Node:
        count = 0
        while self._is("-"):
            self._take()
            count += 1
        node = self._union()
        if count % 2:
            return Negative(node)
        return Negative(Negative(node)) if count else node

    def _union(self) -> Node:
        first, rest = self._path(), list[tuple[str, Node]]()
        while self._is("|"):
            rest.append((self._take()[1], self._path()))
        return Chain(first, tuple(rest)) if rest else first

    def _path(self) -> Node:
        kind, text = self._peek()
        if kind in ("number", "text"):
            self._take()
            return Literal(text[1:-1] if kind == "text" else float(text))
        if kind == "reference":
            self._take()
            return Path("${" + text[2:-1].strip() + "}", (*self._filter(), *self._steps()))
        if self._is("(") or (kind == "name" and self._peek(1) == ("sign", "(")):
            return self._from_value()
        if self._is("/"):
            if self._peek(1) == ("sign", "/"):
                raise ExpressionError("“//” is not supported. Write the path in full.")
            return Path("/", self._steps())
        return Path(".", (self._step(), *self._steps()))

    def _from_value(self) -> Node:
        """A bracket or a call, perhaps with conditions or a path behind it."""
        if self._is("("):
            self._take()
            node = self._expression()
            self._expect(")")
        else:
            node = self._call()
        steps = (*self._filter(), *self._steps())
        return Path(node, steps) if steps else node

    def _call(self) -> Node:
        name = self._take()[1]
        self._expect("(")
        arguments = list[Node]()
        while not self._is(")") and self._peek()[0] != "end":
            arguments.append(self._expression())
            if not self._is(")") and self._peek()[0] != "end":
                self._expect(",")
        self._expect(")")
        return Call(name, tuple(arguments))

    def _steps(self) -> tuple[Step, ...]:
        steps = list[Step]()
        while self._is("/"):
            self._take()
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        kind, text = self._take()
        if kind == "sign" and text in (".", "..", "*"):
            return Step(text, self._conditions())
        if kind == "name" and text not in _WORDS and not self._is("::"):
            return Step(text, self._conditions())
        if kind == "end":
            raise ExpressionError("Something is missing at the end.")
        raise ExpressionError(f"“{text}” is not expected there.")

    def _filter(self) -> tuple[Step, ...]:
        """Conditions on what a reference, a bracket or a call gives, as a step that goes nowhere."""
        conditions = self._conditions()
        return (Step(".", conditions),) if conditions else ()

    def _conditions(self) -> tuple[Node, ...]:
        found = list[Node]()
        while self._is("["):
            self._take()
            found.append(self._expression())
            self._expect("]")
        return tuple(found)


def parts(node: Node) -> list[Node]:
    """Return the tree as a list: the node itself and everything in it."""
    found, waiting = list[Node](), [node]
    while waiting:
        one = waiting.pop()
        found.append(one)
        match one:
            case Chain(first, rest):
                waiting += [first, *(operand for _, operand in rest)]
            case Negative(operand):
                waiting.append(operand)
            case Call(_, arguments):
                waiting += arguments
            case Path(start, steps):
                waiting += [start] if not isinstance(start, str) else []
                waiting += [c for step in steps for c in step.conditions]
            case _:
                pass
    return found


def references(node: Node) -> set[str]:
    """Return the names that an expression asks with ``${name}``."""
    starts = (one.start for one in parts(node) if isinstance(one, Path))
    return {start[2:-1] for start in starts if isinstance(start, str) and start.startswith("${")}
