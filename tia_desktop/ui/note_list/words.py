"""A note in words: where it comes from, how it is rated, and the whole of it as one sentence. No Qt."""

from __future__ import annotations

from tia_desktop.domain.errors import InputError
from tia_desktop.services.checklist import item_of
from tia_desktop.services.guided import rating_tone
from tia_desktop.services.ports import NoteRow
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.days import day
from tia_desktop.ui.i18n import ntr, tr


class NoteWords:
    """Puts notes of a list into words. Ratings are looked up once each."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._tones: dict[tuple[str, str, str], tuple[str, str]] = {}

    def meta(self, note: NoteRow) -> str:
        """Where a note comes from, in one line: "Estate visits · Elm Park · 12 May · I saw it · Ruth"."""
        kind = self._ws.pack.template(note.template).short if note.template else tr("Inbox")
        parts = [kind, note.check_title, day(note.observed_at), self._ws.how_word(note.how), note.author]
        return " · ".join(part for part in parts if part)

    def tone_of(self, note: NoteRow) -> tuple[str, str]:
        """(sign, tone of the pack) of a note's rating; ("", "") without one."""
        if not note.rating:
            return "", ""
        key = (note.item_id, note.scheme, note.rating)
        if key not in self._tones:
            try:
                sign = self._ws.pack.choice(note.scheme, note.rating).sign
                self._tones[key] = (sign, rating_tone(self._ws.pack, *key))
            except InputError:  # a grade of another pack, from a file that was merged in
                self._tones[key] = (note.rating, "none")
        return self._tones[key]

    def said(self, note: NoteRow) -> str:
        """A note as one sentence for a screen reader."""
        used = (
            ntr("in {n} finding", "in {n} findings", note.findings) if note.findings else tr("not used yet")
        )
        return f"{note.text.strip() or self.wordless(note)}. {self.meta(note)}, {used}"

    def wordless(self, note: NoteRow) -> str:
        """What stands for a note that has a rating but no words: what was asked."""
        item = item_of(self._ws, note.item_id, note.check_id)
        asked = item.text if item else ""
        return tr("{asked} (no words)").format(asked=asked) if asked else tr("No words")
