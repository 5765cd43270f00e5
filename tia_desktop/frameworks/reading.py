"""Reads a pack that may have any shape: what looks wrong is passed over, and left to the schema to name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tia_desktop.frameworks.problem import PackProblem, place_of, shown

Path = tuple[str | int, ...]
Row = dict[str, Any]


def rows(data: Row, name: str) -> list[tuple[Path, Row]]:
    """Return the rows of a list that have the shape of a row, with their places."""
    found = data.get(name)
    if not isinstance(found, list):
        return []
    return [((name, n), row) for n, row in enumerate(found) if isinstance(row, dict)]


def rows_below(path: Path, row: Row, name: str) -> list[tuple[Path, Row]]:
    """Return the rows of a list inside a row that stands at `path`, with their places in the whole pack."""
    return [((*path, *inner), below) for inner, below in rows(row, name)]


def texts(data: Row, name: str) -> list[tuple[int, str]]:
    """Return the texts of a list, with their numbers."""
    found = data.get(name)
    return [(n, x) for n, x in enumerate(found) if isinstance(x, str)] if isinstance(found, list) else []


def ids(data: Row, name: str) -> set[str]:
    """Return the ids of the rows of a list."""
    return {row["id"] for _, row in rows(data, name) if isinstance(row.get("id"), str)}


def choices_of_schemes(data: Row) -> dict[str, list[str]]:
    """Return grading scheme -> the ids of its choices, in order."""
    return {
        row["id"]: [c["id"] for _, c in rows(row, "choices") if isinstance(c.get("id"), str)]
        for _, row in rows(data, "schemes")
        if isinstance(row.get("id"), str)
    }


def twice(data: Row, found: list[tuple[Path, Row]], key: str, what: str) -> Iterator[PackProblem]:
    """Report rows whose `key` has the value of an earlier row."""
    seen: set[str] = set()
    for path, row in found:
        value = row.get(key)
        if not isinstance(value, (str, int)):
            continue
        if str(value) in seen:
            reason = f"Another {what} already has the {key} “{shown(value)}”."
            yield PackProblem(place_of(data, (*path, key)), reason, f"Give no two the same {key}.")
        seen.add(str(value))
