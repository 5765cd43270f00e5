"""Works out the conditions and calculations of a form over the answers given so far.

The rules are those of XPath 1.0 with the functions that the ODK XForms specification adds
(https://getodk.github.io/xforms-spec/#xpath-functions): comparing with several answers is true when it is
for one of them, what is no number is not-a-number, and a date counts as days since 1970.
"""

from __future__ import annotations

import math
from dataclasses import replace

from tia_desktop.domain.expression_functions import TABLE, Function, ancestors, position_of
from tia_desktop.domain.expression_text import (
    Call,
    Chain,
    ExpressionError,
    Literal,
    Negative,
    Node,
    Path,
    Step,
    parse,
    parts,
)
from tia_desktop.domain.expression_values import (
    Asking,
    Given,
    Place,
    World,
    as_boolean,
    as_number,
    as_text,
    is_true_for,
)
from tia_desktop.domain.safe_match import compiled

_SPECIAL = {"if": Function(3, 3, None), "indexed-repeat": Function(3, 7, None)}
_UNREAD = ("count", "position")  # they look at places, not at answers


def evaluate(expression: str, world: World, origin: Place, here: Place | None = None) -> Given:
    """Return what an expression gives.

    Args:
        expression: its text.
        world: the form that is filled in.
        origin: the question or group that it belongs to.
        here: what bare names and "." mean; the question itself unless it is a choice that is filtered.

    Raises:
        ExpressionError: it cannot be read or worked out.
    """
    try:
        return value_of(parse(expression), Asking(world, origin, here or origin))
    except (OverflowError, ZeroDivisionError):
        raise ExpressionError("The numbers in it become too large.") from None


def is_true(expression: str, world: World, origin: Place, here: Place | None = None) -> bool:
    """Whether a condition holds."""
    given = evaluate(expression, world, origin, here)
    return as_boolean(world.usable(given) if isinstance(given, list) else given)


def text_of(expression: str, world: World, origin: Place) -> str:
    """Return what a calculation gives as text; not-a-number is no answer."""
    given = evaluate(expression, world, origin)
    if isinstance(given, float) and math.isnan(given):
        return ""
    return as_text(world.usable(given) if isinstance(given, list) else given)


def check_expression(expression: str) -> None:
    """Check that an expression can be read and that we have its functions.

    Raises:
        ExpressionError: neither; the sentence says what is wrong.
    """
    for one in parts(parse(expression)):
        if not isinstance(one, Call):
            continue
        function = TABLE.get(one.name) or _SPECIAL.get(one.name)
        if function is None:
            raise ExpressionError(f"The function “{one.name}()” is not supported.")
        if not function.least <= len(one.arguments) <= function.most:
            raise ExpressionError(
                f"The function “{one.name}()” needs another number of values in its brackets."
            )
        if one.name == "regex" and isinstance(pattern := one.arguments[1], Literal):
            compiled(as_text(pattern.value))


def value_of(node: Node, ask: Asking) -> Given:
    """Return what a part of an expression gives."""
    match node:
        case Literal(value):
            return value
        case Path():
            return walk(node, ask)
        case Negative(operand):
            return -_number(operand, ask)
        case Call():
            return _called(node, ask)
        case Chain():
            return _chain(node, ask)


def _known(node: Node, ask: Asking) -> Given:
    """Return what a part gives, with every answer in it worked out."""
    given = value_of(node, ask)
    return ask.world.usable(given) if isinstance(given, list) else given


def _number(node: Node, ask: Asking) -> float:
    return as_number(_known(node, ask))


def _boolean(node: Node, ask: Asking) -> bool:
    return as_boolean(_known(node, ask))


def _called(node: Call, ask: Asking) -> Given:
    if node.name == "if":
        return value_of(node.arguments[1 if _boolean(node.arguments[0], ask) else 2], ask)
    if node.name == "indexed-repeat":
        return _indexed(node, ask)
    function = TABLE.get(node.name)
    if function is None or function.run is None:
        raise ExpressionError(f"The function “{node.name}()” is not supported.")
    if not function.least <= len(node.arguments) <= function.most:
        raise ExpressionError(f"The function “{node.name}()” needs another number of values in its brackets.")
    read = value_of if node.name in _UNREAD else _known
    return function.run(ask, [read(one, ask) for one in node.arguments])


def _indexed(node: Call, ask: Asking) -> Given:
    """The answers to a question in the entries with these numbers: ``indexed-repeat(${q}, ${room}, 2)``."""
    wanted, *pairs = node.arguments
    if not isinstance(wanted, Path) or len(pairs) % 2:
        raise ExpressionError("“indexed-repeat” needs a question, and then a repeat and a number.")
    places = walk(wanted, ask, everywhere=True)
    for group, number in zip(pairs[::2], pairs[1::2], strict=True):
        if not isinstance(group, Path):
            raise ExpressionError("“indexed-repeat” needs a question, and then a repeat and a number.")
        entries = walk(group, ask, everywhere=True)
        index = _number(number, ask)
        chosen = {id(e) for e in entries if position_of(e) == index}
        places = [place for place in places if any(id(up) in chosen for up in ancestors(place))]
    return places


def _chain(node: Chain, ask: Asking) -> Given:
    sign = node.rest[0][0]
    operands = [node.first, *(operand for _, operand in node.rest)]
    if sign == "or":
        return any(_boolean(one, ask) for one in operands)
    if sign == "and":
        return all(_boolean(one, ask) for one in operands)
    if sign == "|":
        return _union([value_of(one, ask) for one in operands])
    if sign in ("=", "!=", "<", "<=", ">", ">="):
        left = _known(node.first, ask)
        for comparison, operand in node.rest:
            left = is_true_for(comparison, left, _known(operand, ask))
        return left
    total = _number(node.first, ask)
    for operator, operand in node.rest:
        total = _reckoned(operator, total, _number(operand, ask))
    return total


def _union(values: list[Given]) -> Given:
    together = dict[int, Place]()
    for value in values:
        if not isinstance(value, list):
            raise ExpressionError("“|” joins answers, not texts or numbers.")
        together |= {id(place): place for place in value}
    return list(together.values())


def _reckoned(operator: str, left: float, right: float) -> float:
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    if operator == "div":
        return _divided(left, right)
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


def _divided(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def walk(path: Path, ask: Asking, *, everywhere: bool = False) -> list[Place]:
    """Return the places a path leads to."""
    start = path.start
    places: list[Place]
    steps = path.steps
    if start == ".":
        places = [ask.here]
    elif start == "/":
        places, steps = [ask.world.top], steps[1:]  # the first step is the form itself, whatever its name
    elif isinstance(start, str):
        places = list(ask.world.find(ask.origin, start[2:-1], everywhere=everywhere))
    else:
        given = value_of(start, ask)
        if not isinstance(given, list):
            raise ExpressionError("Only answers have a path, not texts or numbers.")
        places = given
    for step in steps:
        places = _stepped(places, step, ask)
    return places


def _stepped(places: list[Place], step: Step, ask: Asking) -> list[Place]:
    if step.name == ".":
        return _that_fit(places, step, ask)
    if step.name == "..":
        parents = {id(p.parent): p.parent for p in places if p.parent is not None}
        return _that_fit(list(parents.values()), step, ask)
    return [child for place in places for child in _that_fit(list(place.children(step.name)), step, ask)]


def _that_fit(places: list[Place], step: Step, ask: Asking) -> list[Place]:
    for condition in step.conditions:
        kept = list[Place]()
        for position, place in enumerate(places, 1):
            given = _known(condition, replace(ask, here=place, position=position, size=len(places)))
            if given == position if isinstance(given, float) else as_boolean(given):
                kept.append(place)
        places = kept
    return places
