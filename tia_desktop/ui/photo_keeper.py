"""What a page does with the photos of its note. No Qt here: presenters use it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.pictures import PictureFacts
from tia_desktop.domain.records import Attachment
from tia_desktop.domain.text import escape_bidi
from tia_desktop.services import capture, photos
from tia_desktop.services.desk import PictureReader
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr


@dataclass(frozen=True, slots=True)
class ReadPhoto:
    """A file that was looked at and may be kept."""

    name: str
    data: bytes
    facts: PictureFacts


Keep = Callable[[ReadPhoto], None]
"""Keeps a photo with the note that was shown when it was chosen."""


class PhotoKeeper:
    """Adds, describes and removes photos; asks once for each check whether their places may be kept."""

    def __init__(
        self,
        context: ScreenContext,
        origin: str,
        *,
        check_id: Callable[[], str],
        note: Callable[[], Callable[[bool], str]],
        changed: Callable[[str], None],
    ) -> None:
        """Take what differs between pages.

        Args:
            context: of the screen.
            origin: of its changes.
            check_id: the check the page is about, "" for the inbox.
            note: called when a photo is chosen; returns what makes or finds the id of the note shown then
                (told whether it is a photo, and not a text), or "" when that note was taken away: then
                nothing is kept.
            changed: called after each change with what to say aloud: show what is stored now.
        """
        self._context, self._ws, self._origin = context, context.ws, origin
        self._check_id, self._note, self._changed = check_id, note, changed

    @property
    def reader(self) -> PictureReader:
        """Reads pictures."""
        return self._context.desk.pictures

    def target(self) -> Keep:
        """Return what keeps photos chosen now, wherever the person has gone on to meanwhile."""
        note_id = self._note()

        def keep(photo: ReadPhoto) -> None:
            to = ""

            def store() -> None:
                nonlocal to
                to = note_id(photo.facts != photos.PASTED_TEXT)
                if to:
                    photos.attach_photo(
                        self._ws, to, photo.name, photo.data, facts=photo.facts, origin=self._origin
                    )

            if attempt(self._context.shell, store) and to:
                self._changed(_added(photo))

        return keep

    def blob(self, photo: Attachment) -> bytes:
        """A photo's bytes."""
        return self._ws.store.get_blob(photo.sha256)

    def beginning(self, text: Attachment, most: int) -> str:
        """The first `most` characters of a kept text."""
        return self.blob(text)[: 4 * most].decode("utf-8", "ignore")[:most]

    def save_copy(self, text: Attachment, path: Path) -> str:
        """Write a kept text to a file of the person's own. Returns why it could not be written, or ""."""
        try:
            self._context.desk.save_copy(self._ws, text.sha256, path)
        except TiaError as error:
            return tr(error.sentence)
        return ""

    def remove(self, photo: Attachment) -> None:
        """Take a photo away; undo brings it back."""
        said = tr("File removed.") if photos.is_text(photo) else tr("Photo removed.")
        self._do(lambda: photos.remove_photo(self._ws, photo.id, origin=self._origin), said)

    def set_caption(self, photo: Attachment, caption: str) -> str:
        """Say in words what it shows. Returns why it could not be kept, or ""."""
        if caption.strip() == photo.caption:
            return ""
        try:
            photos.set_caption(self._ws, photo.id, caption, origin=self._origin)
        except TiaError as error:
            return tr(error.sentence)
        self._changed(tr("Description saved."))
        return ""

    def leave_word(self, names: Sequence[str]) -> None:
        """Write into the inbox which photos were not read to the end, so that none vanishes silently."""
        words = ntr(
            "{n} photo was still being read when the program had to end.",
            "{n} photos were still being read when the program had to end.",
            len(names),
        )
        missing = tr("Add again what is not there: {names}")
        words += " " + missing.format(names=", ".join(escape_bidi(name) for name in names))
        draft = capture.NoteDraft(text=words)
        if attempt(self._context.shell, lambda: capture.add_note(self._ws, draft, origin=self._origin)):
            self._context.shell.show_notice(words)

    def asks_for_place(self, shown: Sequence[Attachment]) -> bool:
        """Whether the person should say if the places of these photos may be kept."""
        return photos.asks_for_place(self._ws, self._check_id(), [photo.id for photo in shown])

    def answer_place(self, keep: bool) -> None:
        """Keep the places of this check's photos, or not."""
        said = tr("Places are kept.") if keep else tr("Places are not kept.")
        self._do(
            lambda: photos.answer_place(self._ws, self._check_id(), keep=keep, origin=self._origin), said
        )

    def _do(self, step: Callable[[], object], said: str) -> None:
        if attempt(self._context.shell, step):
            self._changed(said)


def photo_name(number: int, photo: Attachment) -> str:
    """What a screen reader calls a photo: its description, the text that stands for it."""
    if photos.is_text(photo):
        return tr("File {n}: {words}").format(n=number, words=photo.caption or escape_bidi(photo.name))
    if photo.caption:
        return tr("Photo {n}: {caption}").format(n=number, caption=photo.caption)
    return tr("Photo {n}, no description yet: {name}").format(n=number, name=escape_bidi(photo.name))


def _added(photo: ReadPhoto) -> str:
    if photo.facts == photos.PASTED_TEXT:
        return tr("The text is kept as a file with this note.")
    if photo.facts.is_damaged:
        return tr("Photo added. It is damaged; the original is kept.")
    return tr("Photo added.")
