"""Collecting: notes, typed text, ratings, photos, and the guided walk through a check's items."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import NoteSubQuestion
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.form_records import FORM
from tia_desktop.domain.pack import ChecklistItem, FrameworkPack
from tia_desktop.domain.records import (
    HOW,
    SENSITIVITIES,
    SOURCES,
    Attachment,
    CheckEntry,
    CheckItem,
    EvidenceLink,
    EvidenceNote,
    NoteArea,
    NoteQuestion,
    RealityCheck,
    Scalar,
    link_id,
)
from tia_desktop.domain.rules import refuse_stopped
from tia_desktop.domain.text import one_line
from tia_desktop.domain.values import Value
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class NoteDraft(Value):
    """A note that is about to be kept. Empty `how` and `source` take the check's own."""

    text: str = ""
    check_id: str = ""
    questions: Sequence[str] = ()
    areas: Sequence[str] = ()
    how: str = ""
    source: str = ""
    place: str = ""
    observed_at: str = ""
    author: str = ""
    item_id: str = ""
    scheme: str = ""
    rating: str = ""
    value: str = ""
    exact_words: bool = False
    sensitivity: str = "none"
    entry_id: str = ""


OWN = "own."
"""How the ids of a check's own questions begin: they are in no pack."""

_KEPT = (
    "check_id",
    "item_id",
    "text",
    "place",
    "scheme",
    "rating",
    "value",
    "exact_words",
    "sensitivity",
    "entry_id",
)
"""Fields of a draft that go into the note as they are."""


def note_edits(ws: Workspace, draft: NoteDraft, note_id: str, checks: dict[str, RealityCheck]) -> list[Edit]:
    """Return the edits that keep a note, after testing every value against the pack and the file.

    Args:
        ws: the open inspection.
        draft: the note.
        note_id: id the note will have.
        checks: the inspection's checks by id (passed in, so that bulk work reads them once).

    Raises:
        InputError: a sentence that names the value that does not fit.
    """
    check = checks.get(draft.check_id)
    if draft.check_id and check is None:
        raise InputError(f"There is no check with the id “{draft.check_id}”.")
    template = ws.pack.template(check.template) if check else None
    how = draft.how or (template.how if template else "seen")
    source = draft.source or (template.source_group if template else "")
    if not draft.text.strip() and not draft.rating and not draft.value:
        raise InputError("The note is empty. Write what you saw, heard or read.")
    _test_values(ws.pack, draft, how, source)
    _test_item(ws, draft.item_id, check)
    if draft.entry_id and ws.need(CheckEntry, draft.entry_id).check_id != draft.check_id:
        raise InputError("That part belongs to another check.")
    now = ws.store.now()
    values: dict[str, Scalar] = {name: getattr(draft, name) for name in _KEPT}
    values |= {"how": how, "source": source, "written_at": now}
    values |= {"observed_at": draft.observed_at or now, "author": draft.author or ws.author}
    edits = [Edit(EvidenceNote, note_id, values)]
    edits += [question_edit(note_id, q) for q in dict.fromkeys(draft.questions)]
    edits += [
        Edit(NoteArea, link_id(note_id, a), {"note_id": note_id, "area_id": a})
        for a in dict.fromkeys(draft.areas)
    ]
    return edits


def _test_values(pack: FrameworkPack, draft: NoteDraft, how: str, source: str) -> None:
    _one_of("how it is known", how, HOW)
    if source:
        _one_of("source", source, SOURCES)
    _one_of("sensitivity", draft.sensitivity, SENSITIVITIES)
    for question in draft.questions:
        pack.question(question)
    for area in draft.areas:
        pack.area(area)
    if draft.rating:
        pack.choice(draft.scheme, draft.rating)


def _test_item(ws: Workspace, item_id: str, check: RealityCheck | None) -> None:
    """Test that a question exists, and that it is one of the note's check."""
    if not item_id:
        return
    if not item_id.startswith((OWN, FORM)):
        ws.pack.item(item_id)
    if check is None and item_id.startswith((OWN, FORM)):
        raise InputError(f"“{item_id}” is a check's own question. Say which check the note belongs to.")
    if check is not None and not has_item(ws, check, item_id):
        raise InputError(f"There is no question “{item_id}” in the check “{one_line(check.title, 60)}”.")


def has_item(ws: Workspace, check: RealityCheck, item_id: str) -> bool:
    """Whether a question is one of a check: of its template, or its own."""
    if item_id.startswith(OWN):
        change = ws.store.get(CheckItem, link_id(check.id, item_id))
        return change is not None and change.own
    if item_id.startswith(FORM):
        from tia_desktop.services import form_questions

        return form_questions.has_item(ws, check, item_id)
    item = ws.pack.find_item(item_id)
    return item is not None and item.template == check.template


def left_behind(ws: Workspace, note: EvidenceNote, check_id: str) -> dict[str, Scalar]:
    """Return what a note that moves to another check loses: a question or room that is not there.

    Kept, it would be shown nowhere. In the inbox ("") only a question of a pack can wait.
    """
    lost: dict[str, Scalar] = {}
    check = ws.need(RealityCheck, check_id) if check_id else None
    entry = ws.store.get(CheckEntry, note.entry_id) if note.entry_id else None
    if note.entry_id and (entry is None or entry.check_id != check_id):
        lost["entry_id"] = ""
    if not note.item_id:
        return lost
    stays = has_item(ws, check, note.item_id) if check else not note.item_id.startswith((OWN, FORM))
    return lost if stays else {**lost, "item_id": ""}


def new_note(
    ws: Workspace,
    check: RealityCheck,
    item: ChecklistItem | None,
    entry: CheckEntry | None,
    values: Mapping[str, Scalar],
    questions: Sequence[str],
) -> list[Edit]:
    """Return the edits that make a note of a check, now and by whoever works; the note itself comes first.

    `values` are added to what every note of a check has, and take its place.

    Raises:
        OwnLandlordError: whoever works said that they rent from this landlord (guidance para 35).
    """
    refuse_stopped(ws.member(ws.author), check.title)
    note_id, now = ws.store.new_id(), ws.store.now()
    whole: dict[str, Scalar] = {
        "check_id": check.id,
        "item_id": item.id if item else "",
        "entry_id": entry.id if entry else "",
        "source": ws.pack.template(check.template).source_group,
        "observed_at": now,
        "written_at": now,
        "author": ws.author,
        **values,
    }
    return [Edit(EvidenceNote, note_id, whole), *(question_edit(note_id, q) for q in questions)]


def question_edit(note_id: str, question_id: str, *, remove: bool = False) -> Edit:
    """Return the edit that adds a key question to a note, or takes it away."""
    values: dict[str, Scalar] = {} if remove else {"note_id": note_id, "question_id": question_id}
    return Edit(NoteQuestion, link_id(note_id, question_id), values, remove=remove)


def _one_of(what: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise InputError(f"“{value}” does not fit for {what}. Choose one of: {', '.join(allowed)}.")


def add_note(
    ws: Workspace, draft: NoteDraft, *, origin: str = "", attach: Callable[[str], Edit] | None = None
) -> str:
    """Keep a note and return its id. Without a check it lands in the inbox.

    Args:
        ws: the open inspection.
        draft: the note.
        origin: who writes, so that they are not told.
        attach: gives what hangs on the note, from the note's id.

    Raises:
        InputError: a value does not fit; nothing is kept.
        OwnLandlordError: its author said that they rent from this landlord (guidance para 35).
    """
    refuse_stopped(ws.member(draft.author or ws.author))
    note_id = ws.store.new_id()
    check = ws.store.get(RealityCheck, draft.check_id) if draft.check_id else None
    edits = note_edits(ws, draft, note_id, {check.id: check} if check else {})
    edits += [attach(note_id)] if attach else []
    ws.store.record(edits, author=ws.author, origin=origin)
    return note_id


def type_note(ws: Workspace, note_id: str, text: str, *, origin: str = "") -> None:
    """Save the words of a note while they are typed."""
    ws.store.type_text(EvidenceNote, note_id, "text", text, author=ws.author, origin=origin)


def change_note(ws: Workspace, note_id: str, values: dict[str, Scalar], *, origin: str = "") -> None:
    """Change fields of a note; their history is kept.

    In another check it lets go of a question and a room that are not there.

    Raises:
        InputError: a value does not fit the pack or the file; nothing is changed.
    """
    before = ws.need(EvidenceNote, note_id)
    note = replace(before, **values)  # type: ignore[arg-type]
    check = ws.need(RealityCheck, note.check_id) if note.check_id else None
    if note.check_id != before.check_id:
        values = {**left_behind(ws, before, note.check_id), **values}
    if "item_id" in values:
        _test_item(ws, str(values["item_id"]), check)
    shared = {f.name: getattr(note, f.name) for f in fields(NoteDraft) if hasattr(note, f.name)}
    _test_values(ws.pack, NoteDraft(**shared), note.how, note.source)
    ws.store.record([Edit(EvidenceNote, note_id, values)], author=ws.author, origin=origin)


def questions_of(ws: Workspace, note_id: str) -> tuple[str, ...]:
    """Return the key questions a note helps to answer, in the pack's order."""
    have = {q.question_id for q in ws.store.find(NoteQuestion, note_id=note_id)}
    return tuple(q.id for q in ws.pack.key_questions if q.id in have)


def set_questions(ws: Workspace, note_id: str, wanted: Sequence[str], *, origin: str = "") -> None:
    """Make `wanted` the key questions of a note: one action, one link record each."""
    ws.store.record(question_edits(ws, note_id, wanted), author=ws.author, origin=origin)


def question_edits(ws: Workspace, note_id: str, wanted: Sequence[str]) -> list[Edit]:
    """Return what makes `wanted` the key questions of a note. Parts of those it leaves go with them."""
    have = {q.question_id for q in ws.store.find(NoteQuestion, note_id=note_id)}
    edits = [question_edit(note_id, q) for q in wanted if ws.pack.question(q) and q not in have]
    left = have - set(wanted)
    edits += [question_edit(note_id, q, remove=True) for q in sorted(left)]
    gone = {p.id for p in ws.pack.sub_questions if p.key_question in left}
    parts = ws.store.find(NoteSubQuestion, note_id=note_id)
    return edits + [Edit(NoteSubQuestion, p.id, remove=True) for p in parts if p.sub_question_id in gone]


def is_used(ws: Workspace, note_id: str) -> bool:
    """Whether photos or findings hang on a note: then it stays, also without words."""
    return any(ws.store.count(cls, note_id=note_id) for cls in (Attachment, EvidenceLink))


def remove_note(ws: Workspace, note_id: str, *, origin: str = "") -> None:
    """Remove a note with its links. It stays in the history and undo brings it back."""
    ws.need(EvidenceNote, note_id)
    edits = [Edit(EvidenceNote, note_id, remove=True), *without_note(ws, note_id)]
    ws.store.record(edits, author=ws.author, origin=origin)


def without_note(ws: Workspace, note_id: str) -> list[Edit]:
    """Return the edits that take away what hangs on a note: its links and photos."""
    kinds = (NoteQuestion, NoteSubQuestion, NoteArea, EvidenceLink, Attachment)
    return [Edit(cls, each.id, remove=True) for cls in kinds for each in ws.store.find(cls, note_id=note_id)]
