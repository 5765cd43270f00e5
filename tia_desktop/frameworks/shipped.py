"""Data that ships with the program: tested like a pack's, so that a slip in it is named, never half used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tia_desktop.domain.errors import InputError
from tia_desktop.frameworks.decode import decode
from tia_desktop.frameworks.problem import PackProblem
from tia_desktop.paths import resources_dir


def shipped(name: str, schema: str, problems: Callable[[bytes, str], Sequence[PackProblem]]) -> Any:
    """Return what a file in `resources` holds.

    Args:
        name: of the file, below `resources`.
        schema: the schema that it keeps to.
        problems: tests raw content against that schema and its own rules.

    Raises:
        InputError: the first problem, with its place and what would be right.
    """
    raw = (resources_dir() / name).read_bytes()
    found = problems(raw, schema)
    if found:
        first = found[0]
        raise InputError(f"“{name}” cannot be used. In {first.place}: {first.reason} {first.remedy}")
    return decode(raw)[0]
