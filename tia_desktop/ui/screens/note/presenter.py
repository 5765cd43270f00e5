"""A note that no question asks for: a quick note for the inbox, or something else seen on a check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from tia_desktop.domain.pack import KeyQuestion, WordedChoice
from tia_desktop.domain.records import Attachment, EvidenceNote, RealityCheck, Scalar
from tia_desktop.services import capture, plan
from tia_desktop.services.own_checks import own_checks
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.photo_keeper import PhotoKeeper

ORIGIN = "note"


class NoteView(Protocol):
    """What the presenter asks of the window."""

    def show_photos(self) -> None: ...
    def show_choices(self) -> None:
        """Show the place, check and other choices of `draft`: a change could not be stored."""

    def say(self, text: str) -> None: ...


class NotePresenter:
    """Keeps one note. Nothing is written before there are words or a photo."""

    def __init__(self, context: ScreenContext, view: NoteView) -> None:
        self._context, self._view = context, view
        self._ws = context.ws
        self.note_id = str(context.arguments.get("note_id", ""))
        self.is_new = not self.note_id or bool(context.arguments.get("is_new"))
        self._removed = False
        note = self.note
        check_id = note.check_id if note else str(context.arguments.get("check_id", ""))
        check = self._ws.store.get(RealityCheck, check_id) if check_id else None
        place = note.place if note else (check.last_place or check.place) if check else ""
        self._draft = capture.NoteDraft(
            check_id=check.id if check else "",
            how=note.how if note else self._how_of(check),
            place=place,
            questions=capture.questions_of(self._ws, note.id) if note else (),
        )
        self.photos = PhotoKeeper(
            context,
            ORIGIN,
            check_id=lambda: self._draft.check_id,
            note=lambda: self._photo_note,
            changed=self._on_photos,
        )

    # ---- what is shown

    @property
    def note(self) -> EvidenceNote | None:
        """The note as stored, None while it is new."""
        return self._ws.store.get(EvidenceNote, self.note_id) if self.note_id else None

    @property
    def draft(self) -> capture.NoteDraft:
        """What the fields show."""
        return self._draft

    @property
    def how_known(self) -> Sequence[WordedChoice]:
        """Ways a thing can be known."""
        return self._ws.pack.how_known

    @property
    def key_questions(self) -> Sequence[KeyQuestion]:
        """The pack's key questions."""
        return self._ws.pack.key_questions

    def checks(self) -> list[tuple[str, str]]:
        """(id, words) of the checks a note can belong to; "" is the inbox."""
        inbox = ("", tr("None yet: leave it in the inbox"))
        kinds, settings = self._ws.template_of, self._context.desk.settings
        found = plan.checks_of(self._ws)
        if settings.role == "tia":  # theirs, and where the note is already
            own = {c.id for c in own_checks(self._ws, settings.author).all} | {self._draft.check_id}
            found = [c for c in found if c.id in own]
        return [inbox, *((c.id, f"{c.title} · {kinds(c)}") for c in found)]

    def stored_photos(self) -> list[Attachment]:
        """The note's photos."""
        return self._ws.store.find(Attachment, note_id=self.note_id) if self.note_id else []

    # ---- changing

    def type_text(self, text: str) -> None:
        """Save the words while they are typed. Failures go to the saver, which keeps the text."""
        if self._removed or (self.note is None and not text.strip()):
            return  # the last keys before "Remove this note" would write it anew
        if self.note is None:
            self.note_id = capture.add_note(self._ws, replace(self._draft, text=text), origin=ORIGIN)
        else:
            capture.type_note(self._ws, self.note_id, text, origin=ORIGIN)

    def set_check(self, check_id: str) -> None:
        """Say which check the note belongs to."""
        self._set(replace(self._draft, check_id=check_id), {"check_id": check_id})

    def set_how(self, how: str) -> None:
        """Say how it is known."""
        self._set(replace(self._draft, how=how), {"how": how})

    def set_place(self, place: str) -> bool:
        """Say where it was. False when it could not be stored: the field keeps the words."""
        place = place.strip()
        if self._removed or place == self._draft.place:
            return True
        before, self._draft = self._draft, replace(self._draft, place=place)
        if self._change({"place": place}):
            return True
        self._draft = before
        return False

    def set_questions(self, questions: Sequence[str]) -> None:
        """Say which key questions it helps to answer."""
        before, self._draft = self._draft, replace(self._draft, questions=tuple(questions))
        if self.note is not None and not self._do(
            lambda: capture.set_questions(self._ws, self.note_id, questions, origin=ORIGIN)
        ):
            self._draft = before
            self._view.show_choices()

    def remove(self) -> None:
        """Remove the note; undo brings it back."""
        shell, note_id = self._context.shell, self.note_id
        if note_id and self._do(lambda: capture.remove_note(self._ws, note_id)):
            self.note_id, self._removed = "", True
            shell.go("back")
            shell.show_notice(tr("The note was removed. Undo brings it back."))

    def tidy(self, text: str) -> None:
        """Leave nothing behind of a new note whose words were taken away again. `text` is in the box."""
        if text.strip() or not self.is_new or not self.note_id:
            return
        if capture.is_used(self._ws, self.note_id):
            self.is_new = False  # its photos keep it
        elif self._do(lambda: capture.remove_note(self._ws, self.note_id, origin=ORIGIN)):
            self.note_id = ""  # the next words make a new one

    def done(self) -> None:
        """Go back to where the person came from."""
        kept = self.note is not None
        self._context.shell.go("back")
        if kept and not self._draft.check_id:
            self._context.shell.show_notice(tr("Kept in the inbox. Sort it whenever you like."))

    # ---- inside

    def _photo_note(self, is_photo: bool) -> str:
        if self._removed:  # a photo that was still being read brings no note back
            return ""
        if self.note is None:
            words = tr("Photo") if is_photo else tr("Pasted text")
            self.note_id = capture.add_note(self._ws, replace(self._draft, text=words), origin=ORIGIN)
        return self.note_id

    def _on_photos(self, said: str) -> None:
        self._view.show_photos()
        self._view.say(said)

    def _how_of(self, check: RealityCheck | None) -> str:
        return self._ws.pack.template(check.template).how if check else "seen"

    def _set(self, draft: capture.NoteDraft, values: dict[str, Scalar]) -> None:
        before, self._draft = self._draft, draft
        if not self._change(values):
            self._draft = before
            self._view.show_choices()

    def _change(self, values: dict[str, Scalar]) -> bool:
        if self.note is None:
            return True
        return self._do(lambda: capture.change_note(self._ws, self.note_id, values, origin=ORIGIN))

    def _do(self, step: Callable[[], object]) -> bool:
        return attempt(self._context.shell, step)
