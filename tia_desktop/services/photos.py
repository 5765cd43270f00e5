"""Photos and pasted texts of a note: the original bytes, and what they show in words.

Where a photo was taken is kept if the person agrees.
"""

from __future__ import annotations

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.pictures import PictureFacts, kept_type
from tia_desktop.domain.records import Attachment, EvidenceNote, Scalar
from tia_desktop.domain.text import clean_text, one_line
from tia_desktop.services.workspace import Workspace

LONGEST_CAPTION = 300
PASTED_TEXT = PictureFacts("text/plain")
"""What is known of a text that is too long for a note and is kept beside it (fault 40)."""


def is_text(attachment: Attachment) -> bool:
    """Whether an attachment is a pasted text and no photo."""
    return attachment.media_type == PASTED_TEXT.media_type


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
    digest = ws.store.put_blob(data)
    attachment = ws.store.new_id()
    values: dict[str, Scalar] = {
        "note_id": note_id,
        "sha256": digest,
        "name": name,
        "media_type": facts.media_type,
        "size": len(data),
        "caption": _caption(caption),
        "width": facts.width,
        "height": facts.height,
        "taken_at": facts.taken_at,
        "is_damaged": facts.is_damaged,
    }
    position, agreed = facts.position, ws.photo_places.answers.get(note.check_id)
    if position is not None and agreed:
        values |= _placed(position)
    ws.store.record([Edit(Attachment, attachment, values)], author=ws.author, origin=origin)
    if position is not None and agreed is None:
        ws.photo_places.waiting[attachment] = position
    return attachment


def remove_photo(ws: Workspace, attachment_id: str, *, origin: str = "") -> None:
    """Take a photo away from its note. It stays in the history and undo brings it back."""
    ws.need(Attachment, attachment_id)
    ws.store.record([Edit(Attachment, attachment_id, remove=True)], author=ws.author, origin=origin)


def set_caption(ws: Workspace, attachment_id: str, caption: str, *, origin: str = "") -> None:
    """Say in words what a photo shows: who cannot see it reads this, in the window and in exports."""
    ws.need(Attachment, attachment_id)
    edit = Edit(Attachment, attachment_id, {"caption": _caption(caption)})
    ws.store.record([edit], author=ws.author, origin=origin)


def asks_for_place(ws: Workspace, check_id: str) -> bool:
    """Whether photos of a check wait for an answer: may their places be kept for the map?"""
    return bool(_waiting(ws, check_id))


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
