"""The very words of a note, or the very photo, that count for a finding."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import Attachment, EvidenceLink, EvidenceNote, Scalar, link_id
from tia_desktop.domain.values import Value
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Place(Value):
    """Where a passage stands in a note's words, in characters; `outdated` when they changed since."""

    start: int
    end: int
    outdated: bool = False

    @property
    def marked(self) -> bool:
        """Whether there is something to mark."""
        return self.end > self.start


NOWHERE = Place(0, 0)
OUTDATED = Place(0, 0, outdated=True)


def where_is(text: str, quote: str, quote_at: int) -> Place:
    """Find a passage in a note's words.

    It is where it was when it was chosen, or, when words were put in or taken out around it, where it
    stands nearest to that. When its own words changed it is outdated: nothing is guessed.
    """
    if not quote:
        return NOWHERE
    if text.startswith(quote, max(0, quote_at)):
        return Place(max(0, quote_at), max(0, quote_at) + len(quote))
    before = text.rfind(quote, 0, max(0, quote_at) + len(quote))
    after = text.find(quote, max(0, quote_at))
    found = [at for at in (before, after) if at >= 0]
    if not found:
        return OUTDATED
    start = min(found, key=lambda at: abs(at - quote_at))
    return Place(start, start + len(quote))


def link_of(ws: Workspace, finding_id: str, note_id: str) -> EvidenceLink | None:
    """Return how a note stands to a finding; None when it is not behind it."""
    return ws.store.get(EvidenceLink, link_id(finding_id, note_id)) if finding_id else None


def set_passage(
    ws: Workspace, finding_id: str, note_id: str, start: int, end: int, *, origin: str = ""
) -> None:
    """Keep the characters from `start` to `end` of a note as the passage that counts for a finding.

    Raises:
        InputError: the note is not behind the finding, or there are no words there.
    """
    link = _need_link(ws, finding_id, note_id)
    text = ws.need(EvidenceNote, note_id).text
    start, end = max(0, min(start, end)), min(len(text), max(start, end))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise InputError("Choose the words that count first: hold Shift and press the arrow keys.")
    _write(ws, link, {"quote": text[start:end], "quote_at": start}, origin)


def clear_passage(ws: Workspace, finding_id: str, note_id: str, *, origin: str = "") -> None:
    """All words of the note count again."""
    _write(ws, _need_link(ws, finding_id, note_id), {"quote": "", "quote_at": 0}, origin)


def set_photo(ws: Workspace, finding_id: str, note_id: str, attachment_id: str, *, origin: str = "") -> None:
    """Keep which photo of a note shows what the finding says; "" for none of them.

    Raises:
        InputError: the note is not behind the finding, or the photo is not one of the note's.
    """
    link = _need_link(ws, finding_id, note_id)
    photo = ws.store.get(Attachment, attachment_id) if attachment_id else None
    if attachment_id and (photo is None or photo.note_id != note_id):
        raise InputError("This photo is not one of the note’s. Choose one that is shown here.")
    _write(ws, link, {"attachment_id": attachment_id}, origin)


def _need_link(ws: Workspace, finding_id: str, note_id: str) -> EvidenceLink:
    link = link_of(ws, finding_id, note_id)
    if link is None:
        raise InputError("This note is not behind the finding. Add it to the finding first.")
    return link


def _write(ws: Workspace, link: EvidenceLink, values: dict[str, Scalar], origin: str) -> None:
    ws.store.record([Edit(EvidenceLink, link.id, values)], author=ws.author, origin=origin)
