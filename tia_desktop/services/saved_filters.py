"""Ways to filter notes that somebody gave a name, and what a filter says in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import Any

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import SavedFilter
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.workspace import Workspace

NONE = NoteFilter()
_TYPES: dict[str, tuple[type, ...]] = {
    f.name: (bool,) if f.name == "unused_only" else (str,) for f in fields(NoteFilter)
}
LONGEST = 80
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class NamedFilter:
    """A saved filter as it can be used now.

    Attributes:
        where: what it asks for.
        gone: names of fields whose value is nowhere in this inspection any more, or that nobody knows.
    """

    id: str
    title: str
    where: NoteFilter
    gone: tuple[str, ...]


def save_filter(ws: Workspace, title: str, where: NoteFilter) -> str:
    """Keep a filter under a name; one of that name becomes this one. Return its id.

    Raises:
        InputError: no name, or nothing to keep.
    """
    named, values = _name(title), _stored(where)
    if not values:
        raise InputError("Choose a filter or type a search first: there is nothing to save.")
    known = next((f for f in ws.store.find(SavedFilter) if _same(f.title, named)), None)
    made = known.id if known else ws.store.new_id()
    edit = Edit(SavedFilter, made, {"title": named, "fields": json.dumps(values), "author": ws.author})
    ws.store.record([edit], author=ws.author)
    return made


def rename_filter(ws: Workspace, filter_id: str, title: str) -> None:
    """Give a saved filter another name.

    Raises:
        InputError: no name, or the name of another one.
    """
    named = _name(title)
    ws.need(SavedFilter, filter_id)
    if any(_same(f.title, named) and f.id != filter_id for f in ws.store.find(SavedFilter)):
        raise InputError(f"There is a filter called “{named}” already. Choose another name.")
    ws.store.record([Edit(SavedFilter, filter_id, {"title": named})], author=ws.author)


def remove_filter(ws: Workspace, filter_id: str) -> None:
    """Remove a saved filter. No note changes."""
    ws.need(SavedFilter, filter_id)
    ws.store.record([Edit(SavedFilter, filter_id, remove=True)], author=ws.author)


def saved_filters(ws: Workspace) -> list[NamedFilter]:
    """Return all saved filters, by their names."""
    found = sorted(ws.store.find(SavedFilter), key=lambda f: (f.title.casefold(), f.id))
    return [_named(ws, each) for each in found]


def _named(ws: Workspace, saved: SavedFilter) -> NamedFilter:
    """What a saved filter asks for: it may come from another laptop, or from another version."""
    try:
        said = json.loads(saved.fields)
    except ValueError:
        said = None
    values = said if isinstance(said, dict) else {"fields": ""}
    fit: dict[str, Any] = {k: v for k, v in values.items() if k in _TYPES and isinstance(v, _TYPES[k])}
    where = NoteFilter(**fit)
    unknown = [name for name in values if name not in fit]
    return NamedFilter(saved.id, saved.title, where, (*unknown, *gone_of(ws, where)))


def gone_of(ws: Workspace, where: NoteFilter) -> list[str]:
    """Return the fields of a filter that name something which this inspection does not have (any more)."""
    pack, evidence = ws.pack, ws.store.notes.evidence
    known: dict[str, Callable[[], set[str]]] = {
        "question_id": lambda: {q.id for q in pack.key_questions},
        "sub_question_id": lambda: {s.id for s in pack.sub_questions},
        "area_id": lambda: {a.id for a in pack.service_areas},
        "template": lambda: {t.id for t in pack.templates},
        "source": lambda: {s.id for s in pack.source_groups},
        "how": lambda: {h.id for h in pack.how_known},
        "rating": lambda: {f"{s}/{r}" for s, r in evidence.ratings()},
        "author": lambda: set(evidence.authors()),
        "place": lambda: set(evidence.places()),
        "check_id": lambda: {c.id for c in ws.store.find(RealityCheck)},
    }
    return [name for name, of in known.items() if getattr(where, name) and getattr(where, name) not in of()]


def _stored(where: NoteFilter) -> dict[str, object]:
    """The fields that restrict."""
    return {name: value for name, value in asdict(where).items() if value != getattr(NONE, name)}


def _name(title: str) -> str:
    named = " ".join(title.split())
    if not named:
        raise InputError("Give the filter a name.")
    if len(named) > LONGEST:
        raise InputError(f"The name is too long. Use {LONGEST} characters at most.")
    return named


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
