"""A form as canonical JSON: what is kept of a checklist from outside, and hashed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from tia_desktop.domain.changes import canonical
from tia_desktop.domain.forms import KINDS, MAX_DEPTH, MAX_ITEMS, Choice, Form, Item, Question, Section, Words
from tia_desktop.domain.values import Value

FORMAT = 1
_T = TypeVar("_T", Question, Choice)


def form_text(form: Form) -> str:
    """Return a form as canonical JSON. What is empty is left out."""
    return canonical(
        {
            **_told(form, ("items", "lists")),
            "format": FORMAT,
            "items": [_item(item) for item in form.items],
            "lists": {name: [_told(choice) for choice in some] for name, some in form.lists.items()},
        }
    )


def read_form(text: str) -> Form:
    """Return the form that `form_text` wrote.

    Raises:
        ValueError: it is none of ours.
    """
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError("another format")
        return Form(
            **_plain(Form, data, ("items", "lists")),
            items=_Reading().items(data["items"], 0),
            lists={str(n): tuple(_made(Choice, row) for row in some) for n, some in data["lists"].items()},
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a form") from error


def _item(item: Item) -> dict[str, Any]:
    if isinstance(item, Question):
        return _told(item)
    return {**_told(item, ("items",)), "items": [_item(inside) for inside in item.items]}


def _told(value: Value, left_out: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the fields that say more than their default."""
    told = {}
    for field in fields(value):  # type: ignore[arg-type]
        given = getattr(value, field.name)
        if field.name not in left_out and (field.default is MISSING or given != field.default):
            told[field.name] = given
    return told


class _Reading:
    """Builds items, and stops at what no form has."""

    def __init__(self) -> None:
        self._count = 0

    def items(self, rows: list[Mapping[str, Any]], depth: int) -> tuple[Item, ...]:
        if depth > MAX_DEPTH + 1:
            raise ValueError("too deep")
        return tuple(self._item(row, depth) for row in rows)

    def _item(self, row: Mapping[str, Any], depth: int) -> Item:
        self._count += 1
        if self._count > MAX_ITEMS:
            raise ValueError("too long")
        if "items" in row:
            inside = self.items(row["items"], depth + 1)
            return Section(**_plain(Section, row, ("items",)), items=inside)
        question = _made(Question, row)
        if question.kind not in KINDS:
            raise ValueError("an unknown kind of question")
        return question


def _made(cls: type[_T], row: Mapping[str, Any]) -> _T:
    return cls(**_plain(cls, row))


def _plain(cls: type[Value], row: Mapping[str, Any], left_out: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the fields of a row in the types that they have."""
    values = dict[str, Any]()
    for field in fields(cls):  # type: ignore[arg-type]
        if field.name in left_out or field.name not in row:
            continue
        given, kind = row[field.name], str(field.type)
        if kind == "Words" or kind.startswith("tuple[tuple"):
            values[field.name] = _pairs(given)
        elif kind.startswith("tuple"):
            values[field.name] = tuple(str(one) for one in given)
        else:
            values[field.name] = bool(given) if kind == "bool" else str(given)
    return values


def _pairs(rows: list[list[str]]) -> Words:
    return tuple((str(one), str(other)) for one, other in rows)
