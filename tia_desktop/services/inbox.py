"""The inbox: quick notes that belong to no check yet, sorted several at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError, StaleWriteError
from tia_desktop.domain.records import (
    HOW,
    SOURCES,
    EvidenceNote,
    NoteArea,
    RealityCheck,
    Scalar,
    TeamMember,
    link_id,
)
from tia_desktop.domain.rules import person_key
from tia_desktop.domain.values import Value
from tia_desktop.services.capture import left_behind, question_edits, without_note
from tia_desktop.services.ports import NoteFilter, NoteRow
from tia_desktop.services.workspace import Workspace

FEW = 200
"""Up to this many notes are looked at for a suggestion; nobody can judge one for more."""


def waiting(author: str = "") -> NoteFilter:
    """Return the filter for the inbox: everybody's, or one person's."""
    return NoteFilter(check_id="", author=author)


def count(ws: Workspace, author: str = "") -> int:
    """Return how many quick notes wait to be sorted."""
    return ws.store.notes.count_notes(waiting(author))


def notes_to_sort(
    ws: Workspace, author: str = "", offset: int = 0, limit: int | None = None
) -> list[NoteRow]:
    """Return quick notes that belong to no check, newest first; all of them without a limit.

    Answers to the landlord's self-assessment have no check either, but there is nothing to sort about them.
    """
    limit = count(ws, author) if limit is None else limit
    return ws.store.notes.note_window(waiting(author), offset, limit)


def sort_notes(
    ws: Workspace,
    note_ids: Iterable[str],
    check_id: str | None = None,
    questions: Sequence[str] | None = None,
    areas: Sequence[str] | None = None,
    how: str | None = None,
    source: str | None = None,
    remove: bool = False,
    *,
    origin: str = "",
) -> int:
    """Do the same to all these notes, as one action that one undo takes back; return how many they were.

    None leaves a matter as it is in each note. All or nothing: when one value or one note does not fit,
    no note is changed.

    Args:
        ws: the open inspection.
        note_ids: quick notes that are still in the inbox.
        check_id: the check they belong to. A note without a source takes the check's own.
        questions: key questions they help to answer, in the place of those they have.
        areas: service areas they are about, in the place of those they have.
        how: how they are known.
        source: who or what they come from.
        remove: take the notes away, with their links and photos; nothing else may be given.
        origin: who writes, so that they are not told.

    Raises:
        InputError: no note, nothing to do, or a value that does not fit.
        UnknownRecordError: an id that is no note, or no check.
        StaleWriteError: a note was sorted or changed meanwhile.
    """
    ids = list(dict.fromkeys(note_ids))
    if not ids:
        raise InputError("Choose at least one note.")
    asked = (check_id, questions, areas, how, source)
    if remove == any(value is not None for value in asked):
        raise InputError("Say what to do with the notes: sort them or remove them.")
    ws.store.seal()  # words that are still typed are a change of their own, before this one
    notes = [_in_the_inbox(ws, note_id) for note_id in ids]
    if remove:
        edits = [Edit(EvidenceNote, note.id, remove=True, based_on=note.version) for note in notes]
        edits += [edit for note in notes for edit in without_note(ws, note.id)]
    else:
        values = _values(ws, check_id, questions, areas, how, source)
        own = ws.pack.template(ws.need(RealityCheck, check_id).template).source_group if check_id else ""
        edits = []
        for note in notes:
            given = values if source is not None or note.source or not own else {**values, "source": own}
            given = {**left_behind(ws, note, check_id), **given} if check_id else given
            edits.append(Edit(EvidenceNote, note.id, given, based_on=note.version))
            edits += _link_edits(ws, note.id, questions, areas)
    ws.store.record(edits, author=ws.author, origin=origin)
    return len(ids)


def _in_the_inbox(ws: Workspace, note_id: str) -> EvidenceNote:
    note = ws.need(EvidenceNote, note_id)
    if note.check_id or note.prompt_id:
        raise StaleWriteError(
            "One of these notes was sorted meanwhile. Nothing was changed. Look at the list again."
        )
    return note


def _values(
    ws: Workspace,
    check_id: str | None,
    questions: Sequence[str] | None,
    areas: Sequence[str] | None,
    how: str | None,
    source: str | None,
) -> dict[str, Scalar]:
    """Test every value; return those that are fields of a note."""
    if check_id is not None:
        ws.need(RealityCheck, check_id)
    for question in questions or ():
        ws.pack.question(question)
    for area in areas or ():
        ws.pack.area(area)
    for what, value, known in (("how it is known", how, HOW), ("source", source, SOURCES)):
        if value is not None and value not in known:
            raise InputError(f"“{value}” does not fit for {what}. Choose one of: {', '.join(known)}.")
    given = {"check_id": check_id, "how": how, "source": source}
    return {name: value for name, value in given.items() if value is not None}


def _link_edits(
    ws: Workspace, note_id: str, questions: Sequence[str] | None, areas: Sequence[str] | None
) -> list[Edit]:
    edits: list[Edit] = []
    if questions is not None:
        edits += question_edits(ws, note_id, tuple(dict.fromkeys(questions)))
    if areas is not None:
        there = {a.area_id for a in ws.store.find(NoteArea, note_id=note_id)}
        edits += [
            Edit(NoteArea, link_id(note_id, a), {"note_id": note_id, "area_id": a})
            for a in dict.fromkeys(areas)
            if a not in there
        ]
        gone = sorted(there - set(areas))
        edits += [Edit(NoteArea, link_id(note_id, a), remove=True) for a in gone]
    return edits


# ---- which check fits


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Suggestion(Value):
    """A check that fits some notes, and why. Nobody but a person gives it to them."""

    check_id: str
    title: str
    same_place: bool
    same_time: bool
    same_person: bool


def suggest(ws: Workspace, note_ids: Sequence[str], among: Sequence[RealityCheck]) -> Suggestion | None:
    """Return the one check of `among` that fits all these notes best; None when none does, or two as well.

    A check fits a note that was written within its visit time, or at its place. A check that somebody
    else does never fits by its time alone: two people are out on the same morning.
    """
    if not note_ids or len(note_ids) > FEW:
        return None
    notes = [note for i in note_ids if (note := ws.store.get(EvidenceNote, i)) is not None]
    names = {m.id: m.name for m in ws.store.find(TeamMember)}
    fits = {c.id: _fit_of_all(ws, c, notes, names.get(c.assigned_to, "")) for c in among}
    best = sorted((sum(fit), k, c) for k, c in enumerate(among) if (fit := fits[c.id]) and any(fit[:2]))
    if not best or (len(best) > 1 and best[-1][0] == best[-2][0]):
        return None
    check = best[-1][2]
    place, time, person = fits[check.id]
    return Suggestion(check.id, check.title, place, time, person)


def _fit_of_all(
    ws: Workspace, check: RealityCheck, notes: Sequence[EvidenceNote], who: str
) -> tuple[bool, bool, bool]:
    """Whether place, time and person fit for every one of the notes."""
    person = bool(who) and all(person_key(n.author) == person_key(who) for n in notes)
    place = all(_at(check, n.place) for n in notes)
    during = (person or not who) and all(_within(ws, check, n.observed_at) for n in notes)
    return place and bool(notes), during and bool(notes), person and bool(notes)


_COMMON = {
    "the", "and", "near", "block", "floor", "flat", "flats", "house", "home", "homes", "office", "room",
    "road", "street", "estate", "park", "car", "tower", "court",
}  # fmt: skip
"""Words that many places have: alone they say nothing."""


def _at(check: RealityCheck, place: str) -> bool:
    """Whether a note's place is a check's: its words in one piece (“Block C”), or a telling word (“Elm”)."""
    here = _words(place)
    for known in (check.title, check.place, check.last_place):
        there = _words(known)
        if there and f" {' '.join(there)} " in f" {' '.join(here)} ":
            return True
        if {w for w in set(here) & set(there) if w not in _COMMON and len(w) > 2}:
            return True
    return False


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _within(ws: Workspace, check: RealityCheck, moment: str) -> bool:
    """Whether a moment lies in a check's visit: what was done, else what is planned, else the planned day."""
    at = _clock(moment)
    start = _clock(check.started_at) or _clock(check.planned_for)
    if at is None or start is None:
        return False
    if not check.started_at and len(check.planned_for) <= len("2026-05-21") and not check.planned_until:
        return at.date() == start.date()
    end = _clock(check.finished_at) or _clock(check.planned_until)
    if end is None or end < start:
        return at >= start and at.date() == start.date()
    return start <= at <= end


def _clock(moment: str) -> datetime | None:
    """A stored time as the clock on the wall showed it."""
    try:
        return datetime.fromisoformat(moment).replace(tzinfo=None)
    except ValueError:
        return None
