"""What people say in an interview, a group or a meeting: one note a line, by role and never by name."""

from __future__ import annotations

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import ChecklistItem
from tia_desktop.domain.records import CheckEntry, EvidenceNote, RealityCheck, Scalar
from tia_desktop.services.capture import is_used, new_note, remove_note
from tia_desktop.services.workspace import Workspace


def say(
    ws: Workspace,
    check: RealityCheck,
    item: ChecklistItem | None,
    speaker: str,
    text: str,
    *,
    exact: bool = False,
    how: str = "told",
    place: str = "",
    entry: CheckEntry | None = None,
    unfinished: bool = False,
    origin: str = "",
) -> str:
    """Keep what somebody said in an interview, group or meeting, with the clock time; return the note's id.

    People are recorded by role or number, never by name. An `unfinished` line is still being typed; it has
    no time of writing until `end_line`.

    Raises:
        InputError: no words, or nobody said them.
    """
    if not text.strip():
        raise InputError("Write what was said.")
    if not speaker.strip():
        raise InputError("Say who was speaking, by role or number, such as “Tenant 2”.")
    values: dict[str, Scalar] = {
        "text": text if unfinished else text.strip(),
        "speaker": speaker.strip(),
        "exact_words": exact,
        "how": how,
        "place": place,
    }
    if unfinished:
        values["written_at"] = ""
    questions = item.key_questions if item else ws.pack.template(check.template).key_questions[:1]
    edits = new_note(ws, check, item, entry, values, questions)
    ws.store.record(edits, author=ws.author, origin=origin)
    return edits[0].record_id


def end_line(ws: Workspace, note_id: str, *, origin: str = "") -> None:
    """Say that a line is finished; one without words goes, unless photos or findings hang on it."""
    line = ws.need(EvidenceNote, note_id)
    if not line.text.strip() and not is_used(ws, note_id):
        remove_note(ws, note_id, origin=origin)
    elif not line.written_at:
        edit = Edit(EvidenceNote, note_id, {"written_at": ws.store.now()})
        ws.store.record([edit], author=ws.author, origin=origin)


def said(ws: Workspace, check: RealityCheck, item_id: str | None = None) -> list[EvidenceNote]:
    """Return what people said in a check, in the order it was written down; for one item when asked."""
    notes = [n for n in ws.store.find(EvidenceNote, check_id=check.id) if n.speaker]
    return [n for n in notes if item_id is None or n.item_id == item_id]
