"""Who did what today, from the log. What was undone does not count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tia_desktop.services.ports import Deed
from tia_desktop.services.workspace import Workspace

_MADE = ("made", "brought")
_KINDS: dict[str, str] = {
    "reality_check": "planned",
    "evidence_link": "linked",
    "figure_link": "figures",
    "indicator": "figures",
    "indicator_set": "figures",
    "driver": "drivers",
    "accepted_warning": "accepted",
    "release": "released",
    "document_request": "documents",
    "survey_person": "asked",
    "survey": "surveys",
    "shop_attempt": "shops",
    "sample": "samples",
    "case_list": "lists",
    "team_member": "members",
}
"""Kinds of which making one is worth telling."""

ORDER = (
    "released", "judged", "notes", "brought", "photos", "asked", "shops", "started", "finished", "planned",
    "findings", "linked", "answered", "findings_changed", "drivers", "accepted", "figures", "surveys",
    "samples", "lists", "documents", "members", "notes_changed", "removed", "other",
)  # fmt: skip
"""What can be told, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Done:
    """Something a person did: one of `ORDER`, and to how many records."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class PersonToday:
    """What one person did today, the weightiest first; there is at least one thing."""

    author: str
    done: tuple[Done, ...]


def today(ws: Workspace) -> list[PersonToday]:
    """Return everybody who did something since midnight on this laptop's clock, the busiest first."""
    midnight = datetime.fromisoformat(ws.store.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    people: dict[str, dict[str, int]] = {}
    for deed in ws.store.log.since(midnight.isoformat()):
        what = _what(deed)
        if what:
            mine = people.setdefault(deed.author, {})
            mine[what] = mine.get(what, 0) + deed.records
    found = [PersonToday(author, _told(counts)) for author, counts in people.items()]
    return sorted(found, key=lambda p: (-sum(d.count for d in p.done), p.author))


def _told(counts: dict[str, int]) -> tuple[Done, ...]:
    """Put what somebody did in order; what has no name of its own is told when there is nothing else."""
    if len(counts) > 1:
        counts.pop("other", None)
    return tuple(Done(what, counts[what]) for what in ORDER if what in counts)


def _what(deed: Deed) -> str:
    """Return which of `ORDER` a deed is; "" for what only goes along with something else."""
    own = _OWN.get(deed.kind)
    if own is not None:
        return own(deed)
    if deed.kind in _KINDS and deed.what in _MADE:
        return _KINDS[deed.kind]
    return "" if deed.what in _MADE else "other"


def _note(deed: Deed) -> str:
    return {"made": "notes", "brought": "brought", "changed": "notes_changed", "removed": "removed"}[
        deed.what
    ]


def _finding(deed: Deed) -> str:
    return {"made": "findings", "brought": "findings", "changed": "findings_changed"}.get(
        deed.what, "removed"
    )


def _check(deed: Deed) -> str:
    states = {"started": "started", "done": "finished"}
    if deed.value in states:
        return states[deed.value]
    return "planned" if deed.what in _MADE else "removed" if deed.what == "removed" else ""


def _evidence(deed: Deed) -> str:
    if deed.value.strip():
        return "answered"
    return "linked" if deed.what in _MADE else ""


def _photo(deed: Deed) -> str:
    """Other files are the content of a list, a survey or a checklist, which are told themselves."""
    return "photos" if deed.what in _MADE and deed.value.startswith("image/") else ""


def _judgement(deed: Deed) -> str:
    return "judged" if deed.value else ""


_OWN: dict[str, Callable[[Deed], str]] = {
    "note": _note,
    "finding": _finding,
    "reality_check": _check,
    "evidence_link": _evidence,
    "judgement": _judgement,
    "attachment": _photo,
}
