"""Recounts a pack against the numbers its author counted in the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tia_desktop.frameworks.problem import PackProblem, place_of, shown

Row = dict[str, Any]


def count_problems(data: Row) -> Iterator[PackProblem]:
    """Yield every stated count that differs from the content."""
    for n, row in enumerate(_list(data, "lists")):
        items = row.get("items")
        if isinstance(items, list) and isinstance(row.get("count"), int) and row["count"] != len(items):
            yield _problem(place_of(data, ("lists", n, "count")), row["count"], len(items))
    stated = data.get("counts")
    if not isinstance(stated, dict):
        return
    found = _found(data)
    for name, wanted in stated.items():
        if isinstance(wanted, int) and isinstance(found.get(name), int):
            if found[name] != wanted:
                yield _problem(f"counts.{name}", wanted, found[name])
        elif isinstance(wanted, dict) and isinstance(found.get(name), dict):
            yield from _tallies(f"counts.{shown(name)}", wanted, found[name])


def _tallies(place: str, wanted: Row, found: Any) -> Iterator[PackProblem]:
    """Compare a tally, or a tally of tallies, in both directions."""
    for name in dict.fromkeys([*wanted, *found]):
        want, have = wanted.get(name, 0), found.get(name, 0)
        here = f"{place}.{shown(name)}"
        if isinstance(want, dict) or isinstance(have, dict):
            inner_want = want if isinstance(want, dict) else {}
            yield from _tallies(here, inner_want, have if isinstance(have, dict) else {})
        elif isinstance(want, int) and want != have:
            yield _problem(here, want, have)


def _found(data: Row) -> Row:
    prompts, templates = _list(data, "prompts"), _list(data, "templates")
    items = {str(t.get("id")): len(_list(t, "items")) for t in templates}
    alone = [p for p in prompts if "area" not in p and "group" not in p]
    return {
        "prompts": len(prompts),
        "templates": len(templates),
        "items": sum(items.values()),
        "indicators": len(_list(data, "indicators")),
        "items_by_template": items,
        "cells": _table(prompts, "sub_question", "area"),
        "questions": _table(alone, "key_question", "kind"),
        "groups": _table(prompts, "group", "kind"),
    }


def _table(rows: list[Row], first: str, second: str) -> dict[str, Counter[str]]:
    table: dict[str, Counter[str]] = {}
    for row in rows:
        a, b = row.get(first), row.get(second)
        if isinstance(a, str) and isinstance(b, str):
            table.setdefault(a, Counter())[b] += 1
    return table


def _list(data: Row, name: str) -> list[Row]:
    found = data.get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _problem(place: str, stated: int, found: int) -> PackProblem:
    return PackProblem(
        place, f"The count says {stated}, but there are {found}.", "Correct the count or the content."
    )
