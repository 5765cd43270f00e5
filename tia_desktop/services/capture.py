"""Collecting: notes, typed text, ratings, photos, and the guided walk through a check's items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import ChecklistItem, FrameworkPack
from tia_desktop.domain.pictures import MAX_FILE, media_type_of
from tia_desktop.domain.records import (
    HOW,
    SENSITIVITIES,
    SOURCES,
    Attachment,
    EvidenceLink,
    EvidenceNote,
    NoteArea,
    NoteQuestion,
    RealityCheck,
    Scalar,
    link_id,
)
from tia_desktop.domain.values import Value
from tia_desktop.services.ports import BOOKMARK
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
    if draft.item_id:
        pack.item(draft.item_id)
    if draft.rating:
        pack.choice(draft.scheme, draft.rating)


def question_edit(note_id: str, question_id: str, *, remove: bool = False) -> Edit:
    """Return the edit that adds a key question to a note, or takes it away."""
    values: dict[str, Scalar] = {} if remove else {"note_id": note_id, "question_id": question_id}
    return Edit(NoteQuestion, link_id(note_id, question_id), values, remove=remove)


def _one_of(what: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise InputError(f"“{value}” does not fit for {what}. Choose one of: {', '.join(allowed)}.")


def add_note(ws: Workspace, draft: NoteDraft, *, origin: str = "") -> str:
    """Keep a note and return its id. Without a check it lands in the inbox.

    Raises:
        InputError: a value does not fit; nothing is kept.
    """
    note_id = ws.store.new_id()
    check = ws.store.get(RealityCheck, draft.check_id) if draft.check_id else None
    edits = note_edits(ws, draft, note_id, {check.id: check} if check else {})
    ws.store.record(edits, author=ws.author, origin=origin)
    return note_id


def type_note(ws: Workspace, note_id: str, text: str, *, origin: str = "") -> None:
    """Save the words of a note while they are typed."""
    ws.store.type_text(EvidenceNote, note_id, "text", text, author=ws.author, origin=origin)


def change_note(ws: Workspace, note_id: str, values: dict[str, Scalar], *, origin: str = "") -> None:
    """Change fields of a note; their history is kept.

    Raises:
        InputError: a value does not fit the pack or the file; nothing is changed.
    """
    note = replace(ws.need(EvidenceNote, note_id), **values)  # type: ignore[arg-type]
    if note.check_id:
        ws.need(RealityCheck, note.check_id)
    shared = {f.name: getattr(note, f.name) for f in fields(NoteDraft) if hasattr(note, f.name)}
    _test_values(ws.pack, NoteDraft(**shared), note.how, note.source)
    ws.store.record([Edit(EvidenceNote, note_id, values)], author=ws.author, origin=origin)


def questions_of(ws: Workspace, note_id: str) -> tuple[str, ...]:
    """Return the key questions a note helps to answer, in the pack's order."""
    have = {q.question_id for q in ws.store.find(NoteQuestion, note_id=note_id)}
    return tuple(q.id for q in ws.pack.key_questions if q.id in have)


def set_questions(ws: Workspace, note_id: str, wanted: Sequence[str], *, origin: str = "") -> None:
    """Make `wanted` the key questions of a note: one action, one link record each."""
    have = set(questions_of(ws, note_id))
    edits = [question_edit(note_id, q) for q in wanted if ws.pack.question(q) and q not in have]
    edits += [question_edit(note_id, q, remove=True) for q in sorted(have - set(wanted))]
    ws.store.record(edits, author=ws.author, origin=origin)


def remove_note(ws: Workspace, note_id: str) -> None:
    """Remove a note with its links. It stays in the history and undo brings it back."""
    ws.need(EvidenceNote, note_id)
    edits = [Edit(EvidenceNote, note_id, remove=True)]
    for cls in (NoteQuestion, NoteArea, EvidenceLink, Attachment):
        edits += [Edit(cls, link.id, remove=True) for link in ws.store.find(cls, note_id=note_id)]
    ws.store.record(edits, author=ws.author)


# ---- guided capture


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Step(Value):
    """One question of a check: the item and the note that answers it so far, if any."""

    item: ChecklistItem
    note: EvidenceNote | None
    tone: str  # good, ok, weak, bad, none; "" when it is not answered

    @property
    def done(self) -> bool:
        """Whether it has any answer ("not seen" is one)."""
        return self.note is not None and bool(self.note.rating or self.note.value or self.note.text.strip())

    @property
    def needs_words(self) -> bool:
        """A weak answer without words: saved, flagged, never blocked."""
        return self.tone in ("weak", "bad") and self.note is not None and not self.note.text.strip()


def steps(ws: Workspace, check: RealityCheck) -> list[Step]:
    """Return a check's questions in order, each with its note."""
    notes = {n.item_id: n for n in ws.store.find(EvidenceNote, check_id=check.id) if n.item_id}
    items = ws.pack.template(check.template).items
    return [Step(item, notes.get(item.id), tone_of(ws.pack, notes.get(item.id))) for item in items]


def tone_of(pack: FrameworkPack, note: EvidenceNote | None) -> str:
    """Return how a note's rating reads (good, ok, weak, bad, none), or ""."""
    if note is None or not note.rating:
        return ""
    return rating_tone(pack, note.item_id, note.scheme, note.rating)


def rating_tone(pack: FrameworkPack, item_id: str, scheme: str, rating: str) -> str:
    """Return the tone of a stored rating; for some items “yes” is the weak answer."""
    item = pack.item(item_id) if item_id else None
    if item is not None and item.scheme == scheme:
        return pack.item_tone(item, rating)
    return pack.tone(scheme, rating)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class CheckProgress(Value):
    """How far a check is: questions done, all questions, and the minutes that are left."""

    done: int
    total: int
    minutes_left: int


def progress(ws: Workspace, check: RealityCheck) -> CheckProgress:
    """Return how far a check is."""
    all_steps = steps(ws, check)
    done = sum(s.done for s in all_steps)
    per_item = ws.pack.template(check.template).minutes_per_item
    return CheckProgress(done, len(all_steps), round((len(all_steps) - done) * per_item))


def begin_check(ws: Workspace, check_id: str) -> RealityCheck:
    """Mark a check as started, once, and return it."""
    check = ws.need(RealityCheck, check_id)
    if check.status == "planned":
        edit = Edit(RealityCheck, check_id, {"status": "started", "started_at": ws.store.now()})
        ws.store.record([edit], author=ws.author)
    return ws.need(RealityCheck, check_id)


def remember_place(ws: Workspace, check_id: str, item_id: str, place: str, *, origin: str = "") -> None:
    """Remember where the person is, so that they come back to exactly there."""
    edit = Edit(RealityCheck, check_id, {"resume_item": item_id, "last_place": place})
    ws.store.record([edit], author=ws.author, cause=BOOKMARK, origin=origin)


def _new_answer(
    ws: Workspace,
    check: RealityCheck,
    item: ChecklistItem,
    place: str,
    how: str = "",
    questions: Sequence[str] | None = None,
) -> list[Edit]:
    """Return the edits that make the note of an item; the note's own edit comes first."""
    template = ws.pack.template(check.template)
    note_id, now = ws.store.new_id(), ws.store.now()
    values: dict[str, Scalar] = {
        "check_id": check.id,
        "item_id": item.id,
        "how": how or template.how,
        "source": template.source_group,
        "place": place,
        "observed_at": now,
        "written_at": now,
        "author": ws.author,
    }
    if questions is None:
        questions = item.key_questions or template.key_questions[:1]
    return [Edit(EvidenceNote, note_id, values), *(question_edit(note_id, q) for q in questions)]


def note_of_item(ws: Workspace, check: RealityCheck, item: ChecklistItem) -> str:
    """Return the id of the note that answers an item, or ""."""
    return next((n.id for n in ws.store.find(EvidenceNote, check_id=check.id, item_id=item.id)), "")


def ensure_note(
    ws: Workspace,
    check: RealityCheck,
    item: ChecklistItem,
    place: str,
    *,
    how: str = "",
    questions: Sequence[str] | None = None,
    origin: str = "",
) -> str:
    """Return the id of the note that answers an item, making it with the defaults of its kind when needed.

    `how` and `questions` take the place of the defaults.
    """
    found = note_of_item(ws, check, item)
    if found:
        return found
    edits = _new_answer(ws, check, item, place, how, questions)
    ws.store.record(edits, author=ws.author, origin=origin)
    return edits[0].record_id


def answer_item(
    ws: Workspace,
    check: RealityCheck,
    item: ChecklistItem,
    *,
    rating: str = "",
    value: str = "",
    place: str = "",
    how: str = "",
    questions: Sequence[str] | None = None,
    origin: str = "",
) -> str:
    """Keep the answer to an item, as one action, and return its note's id. The scheme is stored with it.

    `how` and `questions` take the place of the defaults of a note that is made now.
    """
    scheme = ws.pack.scheme_for(item)
    if rating:
        ws.pack.choice(scheme.id, rating)
    values: dict[str, Scalar] = {"rating": rating, "scheme": scheme.id if rating else "", "value": value}
    note_id, edits = note_of_item(ws, check, item), list[Edit]()
    if not note_id:
        edits = _new_answer(ws, check, item, place, how, questions)
        note_id = edits[0].record_id
    elif place:
        values["place"] = place
    ws.store.record([*edits, Edit(EvidenceNote, note_id, values)], author=ws.author, origin=origin)
    return note_id


def finish_check(ws: Workspace, check_id: str) -> None:
    """Mark a check as done. Questions without an answer stay open and are shown as such."""
    ws.need(RealityCheck, check_id)
    edit = Edit(RealityCheck, check_id, {"status": "done", "finished_at": ws.store.now(), "resume_item": ""})
    ws.store.record([edit], author=ws.author)


# ---- photos


def attach_photo(
    ws: Workspace, note_id: str, name: str, data: bytes, caption: str = "", *, origin: str = ""
) -> str:
    """Keep a photo's original bytes with a note and return the attachment's id.

    Raises:
        InputError: not a picture, or larger than 100 MB.
    """
    ws.need(EvidenceNote, note_id)
    if len(data) > MAX_FILE:
        raise InputError(f"“{name}” is larger than 100 MB. Choose a smaller picture.")
    media_type = media_type_of(data)
    if not media_type:
        raise InputError(f"“{name}” is not a picture that can be kept (JPEG, PNG, GIF, TIFF, BMP or WebP).")
    digest = ws.store.put_blob(data)
    attachment = ws.store.new_id()
    values: dict[str, Scalar] = {
        "note_id": note_id,
        "sha256": digest,
        "name": name,
        "media_type": media_type,
        "size": len(data),
        "caption": caption,
    }
    ws.store.record([Edit(Attachment, attachment, values)], author=ws.author, origin=origin)
    return attachment


def remove_photo(ws: Workspace, attachment_id: str, *, origin: str = "") -> None:
    """Take a photo away from its note. It stays in the history and undo brings it back."""
    ws.need(Attachment, attachment_id)
    ws.store.record([Edit(Attachment, attachment_id, remove=True)], author=ws.author, origin=origin)
