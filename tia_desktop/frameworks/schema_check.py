"""Tests a pack, or other data, against its published JSON Schema and says in plain words what is wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tia_desktop import paths
from tia_desktop.frameworks.problem import PackProblem, place_of, shown, value_at

SCHEMA = "framework-pack-1.schema.json"

_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a group of named values",
    "boolean": "true or false",
    "null": "nothing",
}

_FORMS = (
    ("\\?$", "Write one line of plain text that ends with a question mark."),
    ("A-Za-z0-9._-", "Use letters, digits, dots, dashes and underscores, without spaces."),
    ("^[a-z0-9]+(-", "Use small letters and digits, joined by dashes."),
    ("\\d+\\.\\d+", "Write three numbers joined by dots, such as 1.0.0."),
    ("{2,3}", "Write a language code, such as en-GB."),
    ("\\u0000", "Write one line of plain text, without hidden characters or a space in front."),
)


def schema_problems(data: Any, name: str = SCHEMA) -> list[PackProblem]:
    """Return all places where the data does not fit a schema, in the order of the data."""
    import jsonschema_rs  # 25 ms: only for packs that are checked

    schema = json.loads((paths.schemas_dir() / name).read_bytes())
    found: list[PackProblem] = []
    for error in jsonschema_rs.validator_for(schema).iter_errors(data):
        path = list(error.instance_path)
        for reason, remedy in _sentences(error.kind, value_at(data, path), error.message):
            found.append(PackProblem(place_of(data, path), reason, remedy))
    return found


def _sentences(kind: Any, value: Any, message: str) -> list[tuple[str, str]]:
    """Return (reason, remedy) for one error. `kind` is what the validator calls the broken keyword."""
    name: str = kind.name
    if name == "required":
        return [(f"“{kind.property}” is missing.", f"Add “{kind.property}” here.")]
    if name == "additionalProperties":
        return [
            (f"The name “{shown(x)}” is not known here.", "Correct its spelling, or remove it.")
            for x in kind.unexpected
        ]
    if name == "type":
        wanted = " or ".join(_TYPES.get(x, x) for x in kind.types)
        return [(f"Here stands {_kind_of(value)}.", f"Write {wanted}.")]
    if name == "enum":
        words = ", ".join(str(x) for x in kind.options)
        return [(f"“{shown(value)}” is not one of the words possible here.", f"Choose one of: {words}.")]
    if name == "const":
        return [(f"“{shown(value)}” cannot stand here.", f"Write “{kind.expected_value}”.")]
    if name == "pattern":
        return [(f"“{shown(value)}” does not have the right form.", _form(kind.pattern))]
    if name == "propertyNames":
        return [
            (f"The name “{shown(kind.error.instance)}” cannot be used here.", "Write a name that is known.")
        ]
    sentence = _size(name, value, getattr(kind, "limit", None))
    return [sentence or (f"This does not fit the format: {shown(message)}.", "Compare it with the schema.")]


def _size(name: str, value: Any, limit: Any) -> tuple[str, str] | None:
    """Sentences for what is too small, too large, too short or too long."""
    size = len(value) if isinstance(value, (str, list, dict)) else 0
    few, here = _entries(limit), _entries(size)
    sentences = {
        "minLength": ("This text is empty.", "Write something, or remove the name if it may be left out."),
        "maxLength": (f"This text has {size} characters.", f"Make it {limit} characters or fewer."),
        "minimum": (f"{shown(value)} is too small.", f"Write {limit} or more."),
        "maximum": (f"{shown(value)} is too large.", f"Write {limit} or less."),
        "minItems": (f"This list has {here}.", f"Give it at least {few}."),
        "maxItems": (f"This list has {here}.", f"Give it at most {few}."),
        "minProperties": ("This group is empty.", f"Give it at least {few}."),
        "uniqueItems": ("An entry stands in this list more than once.", "Keep one of each."),
        "oneOf": (
            f"Here stands {_kind_of(value)}.",
            "Write a whole number or a list of ids.",
        ),
    }
    return sentences.get(name)


def _entries(number: Any) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _form(pattern: str) -> str:
    return next((remedy for part, remedy in _FORMS if part in pattern), f"The form is {pattern}.")


def _kind_of(value: Any) -> str:
    if isinstance(value, bool):
        return f"“{str(value).lower()}”"
    if isinstance(value, str):
        return f"the text “{shown(value)}”"
    if isinstance(value, (int, float)):
        return f"the number {shown(value)}"
    words: Sequence[tuple[type, str]] = ((list, "a list"), (dict, "a group of named values"))
    return next((word for cls, word in words if isinstance(value, cls)), "nothing (null)")
