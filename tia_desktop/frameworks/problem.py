"""One thing that is wrong with a pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PackProblem:
    """Where it is, what is wrong, and what would be right. All three are for the pack's author."""

    place: str
    reason: str
    remedy: str


def place_of(data: Any, path: Sequence[str | int]) -> str:
    """Return a path such as ``templates[6].items[2].answer (rc07.i03)``, with the nearest id."""
    text, nearest, here = "", "", data
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f"{'.' if text else ''}{shown(step)}"
        here = _step(here, step)
        if isinstance(here, dict) and isinstance(here.get("id"), str):
            nearest = here["id"]
    return (text or "the whole pack") + (f" ({shown(nearest)})" if nearest else "")


def value_at(data: Any, path: Sequence[str | int]) -> Any:
    """Return what stands at a path, or None."""
    for step in path:
        data = _step(data, step)
    return data


def shown(value: Any) -> str:
    """A value as it may stand in a sentence: one line, short, nothing invisible."""
    text = "".join(c if c.isprintable() else "�" for c in str(value))
    return text if len(text) <= 40 else text[:39] + "…"


def _step(here: Any, step: str | int) -> Any:
    if isinstance(here, dict):
        return here.get(step)
    if isinstance(here, list) and isinstance(step, int) and step < len(here):
        return here[step]
    return None
