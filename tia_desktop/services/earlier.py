"""Answers that were changed later: what stood there before, from the log."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import ChecklistItem, FrameworkPack
from tia_desktop.domain.records import EvidenceNote, Scalar
from tia_desktop.domain.text import one_line
from tia_desktop.domain.values import Value
from tia_desktop.services.guided import value_words
from tia_desktop.services.history import HistoryEntry, history_of
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Earlier(Value):
    """An answer was changed: when (ISO time), by whom, and what it was before, in words."""

    when: str
    author: str
    before: str


def earlier_answers(ws: Workspace, note: EvidenceNote, item: ChecklistItem) -> list[Earlier]:
    """Return the changes of an answer, newest first. Words that only went on are no change."""
    found, scheme = list[Earlier](), ""
    for entry in history_of(ws, note.id):
        before = _before(ws.pack, entry, item, scheme) if entry.what == "changed" else ""
        if before:
            found.append(Earlier(entry.when, entry.author, before))
        scheme = str(entry.fields.get("scheme", (None, scheme))[1] or scheme)
    return found[::-1]


def _before(pack: FrameworkPack, entry: HistoryEntry, item: ChecklistItem, scheme: str) -> str:
    parts = []
    rating, value = _old(entry, "rating"), _old(entry, "value")
    if rating:
        parts.append(_grade(pack, scheme, rating))
    if value:
        parts.append(value_words(item, value))
    text, now = _old(entry, "text").strip(), str(entry.fields.get("text", ("", ""))[1] or "").strip()
    if text and not now.startswith(text):
        parts.append(f"“{one_line(text)}”")
    return " · ".join(parts)


def _old(entry: HistoryEntry, name: str) -> str:
    values: tuple[Scalar, Scalar] = entry.fields.get(name, ("", ""))
    return str(values[0] or "") if values[0] != values[1] else ""


def _grade(pack: FrameworkPack, scheme: str, rating: str) -> str:
    try:
        return pack.choice(scheme, rating).word
    except InputError:  # a note from another pack: its id says more than nothing
        return rating
