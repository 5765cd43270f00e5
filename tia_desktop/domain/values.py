"""What all our small immutable values share.

`@dataclass` writes and compiles a method of each kind for every class, at every start of the program:
with some sixty classes that was a tenth of the start-up budget. Comparing, hashing and showing are
the same for all of them, so they are written once, here; use ``repr=False, eq=False`` beside this base.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any


class Value:
    """Base of immutable dataclasses: equal when the class and all fields are equal."""

    __slots__ = ()

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, f.name) for f in fields(self))  # type: ignore[arg-type]

    def __eq__(self, other: object) -> bool:
        """Whether both are of one class with equal fields."""
        return type(other) is type(self) and self._values() == other._values()

    def __hash__(self) -> int:
        """Hash over the fields, all of which must be hashable."""
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        """Show the class and its fields, as `@dataclass` would."""
        shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))  # type: ignore[arg-type]
        return f"{type(self).__qualname__}({shown})"
