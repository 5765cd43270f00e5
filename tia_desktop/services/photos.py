"""Photos, pasted texts and numbers of a note: the original bytes, and what they show in words.

Where a photo was taken is kept if the person agrees.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.pictures import PictureFacts, kept_type
from tia_desktop.domain.records import Attachment, EvidenceNote, Scalar
from tia_desktop.domain.text import clean_text, one_line
from tia_desktop.services.workspace import Workspace

LONGEST_CAPTION = 300
PASTED_TEXT = PictureFacts("text/plain")
"""What is known of a text that is too long for a note and is kept beside it (fault 40)."""


NUMBERS = PictureFacts("application/json")
"""What is known of the numbers that a kept result came to."""


def is_text(attachment: Attachment) -> bool:
    """Whether an attachment is something to read, a pasted text or numbers, and no photo."""
    return attachment.media_type in (PASTED_TEXT.media_type, NUMBERS.media_type)


def text_bytes(text: str) -> bytes:
    """A text as it is kept: UTF-8. Half a character, which no file can hold, is replaced visibly."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def attach_photo(
    ws: Workspace,
    note_id: str,
    name: str,
    data: bytes,
    caption: str = "",
    *,
    facts: PictureFacts | None = None,
    origin: str = "",
) -> str:
    """Keep a photo's original bytes with a note and return the attachment's id.

    Where it was taken is kept only when the person agreed to that for this check; before there is an
    answer the place waits in memory (`asks_for_place`).

    Args:
        ws: the open inspection.
        note_id: the note it belongs to.
        name: the file's name, to show.
        data: the file as it is.
        caption: what it shows, in words.
        facts: what `PictureReader.facts` said; without it only the first bytes are looked at.
        origin: who does it.

    Raises:
        InputError: not a picture, or larger than 100 MB.
    """
    note = ws.need(EvidenceNote, note_id)
    facts = facts or PictureFacts(kept_type(name, data))
    edit = photo_edit(ws, note_id, name, data, facts, check_id=note.check_id, caption=caption)
    ws.store.record([edit], author=ws.author, origin=origin)
    if facts.position is not None and note.check_id not in ws.photo_places.answers:
        ws.photo_places.waiting[edit.record_id] = facts.position
    return edit.record_id


def photo_edit(
    ws: Workspace,
    note_id: str,
    name: str,
    data: bytes,
    facts: PictureFacts,
    *,
    check_id: str,
    caption: str = "",
) -> Edit:
    """Keep a photo's bytes and return the edit that hangs them on a note, for a step of several edits."""
    kept = (ws.store.put_blob(data), len(data))
    return kept_photo_edit(ws, note_id, name, kept, facts, check_id=check_id, caption=caption)


def kept_photo_edit(
    ws: Workspace,
    note_id: str,
    name: str,
    kept: tuple[str, int],
    facts: PictureFacts,
    *,
    check_id: str,
    caption: str = "",
) -> Edit:
    """The same for bytes (their hash and number) that are kept already, or before the edit is recorded."""
    sha256, size = kept
    values: dict[str, Scalar] = {
        "note_id": note_id,
        "sha256": sha256,
        "name": name,
        "media_type": facts.media_type,
        "size": size,
        "caption": _caption(caption),
        "width": facts.width,
        "height": facts.height,
        "taken_at": facts.taken_at,
        "is_damaged": facts.is_damaged,
    }
    if facts.position is not None and ws.photo_places.answers.get(check_id):
        values |= _placed(facts.position)
    return Edit(Attachment, ws.store.new_id(), values)


def numbers_edit(ws: Workspace, note_id: str, numbers: Mapping[str, Any]) -> Edit:
    """Keep what a result came to beside its note, as it was then: answers and lists may change later."""
    data = json.dumps(numbers, ensure_ascii=False, indent=1).encode()
    caption = "Numbers to count again"
    return photo_edit(ws, note_id, "numbers.json", data, NUMBERS, check_id="", caption=caption)


def remove_photo(ws: Workspace, attachment_id: str, *, origin: str = "") -> None:
    """Take a photo away from its note. It stays in the history and undo brings it back."""
    ws.need(Attachment, attachment_id)
    ws.store.record([Edit(Attachment, attachment_id, remove=True)], author=ws.author, origin=origin)


def set_caption(ws: Workspace, attachment_id: str, caption: str, *, origin: str = "") -> None:
    """Say in words what a photo shows: who cannot see it reads this, in the window and in exports."""
    ws.need(Attachment, attachment_id)
    edit = Edit(Attachment, attachment_id, {"caption": _caption(caption)})
    ws.store.record([edit], author=ws.author, origin=origin)


def asks_for_place(ws: Workspace, check_id: str, among: Collection[str] | None = None) -> bool:
    """Whether photos of a check wait for an answer: may their places be kept for the map?

    With `among`, only these photos (ids) count: the question stands beside the photo that it is about.
    """
    waiting = _waiting(ws, check_id)
    return bool(waiting if among is None else waiting.keys() & set(among))


def answer_place(ws: Workspace, check_id: str, *, keep: bool, origin: str = "") -> None:
    """Keep the places of this check's photos, or do not; later photos follow without asking again."""
    waiting = _waiting(ws, check_id)
    edits = [Edit(Attachment, photo, _placed(position)) for photo, position in waiting.items()]
    if keep and edits:
        ws.store.record(edits, author=ws.author, origin=origin)
    ws.photo_places.answers[check_id] = keep
    for photo in waiting:
        del ws.photo_places.waiting[photo]


def _waiting(ws: Workspace, check_id: str) -> dict[str, tuple[float, float]]:
    """Positions that wait for this check's answer, by the check each note belongs to now.

    What belongs to a check that said "No" by now is dropped: no later "Yes" of another check may write it.
    """
    places = ws.photo_places
    found: dict[str, tuple[float, float]] = {}
    for attachment, position in list(places.waiting.items()):
        photo = ws.store.get(Attachment, attachment)
        note = ws.store.get(EvidenceNote, photo.note_id) if photo is not None else None
        if note is None:
            continue  # taken away; undo may bring it back
        if places.answers.get(note.check_id) is False:
            del places.waiting[attachment]
        elif note.check_id == check_id:
            found[attachment] = position
    return found


def _placed(position: tuple[float, float]) -> dict[str, Scalar]:
    return {"latitude": position[0], "longitude": position[1]}


def _caption(words: str) -> str:
    return one_line(clean_text(words), LONGEST_CAPTION)
