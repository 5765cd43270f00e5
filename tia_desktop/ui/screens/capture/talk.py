"""A conversation: what people say is kept line by line, with the clock time and who said it. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from tia_desktop.domain.pack import CheckTemplate
from tia_desktop.domain.records import EvidenceNote, RealityCheck, Scalar
from tia_desktop.services import capture, conversation, guided
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.capture.model import ORIGIN, SaidLine, Talk
from tia_desktop.ui.screens.capture.typed import clock

Do = Callable[[Callable[[], object]], bool]
"""Does something that writes, then shows what is stored; False when it failed."""


class TalkPresenter:
    """The lines of the question that is shown, and the one that is being typed.

    A line is on the disk from its first letter (`conversation.say`, unfinished); Enter only finishes it.
    """

    def __init__(self, ws: Workspace, check: RealityCheck, do: Do) -> None:
        self._ws, self._check, self._do = ws, check, do
        self._template: CheckTemplate = ws.pack.template(check.template)
        self._step: guided.Step | None = None
        self._added: list[str] = []
        self._line, self._changing = "", False
        self._before = ""  # who was speaking before an earlier line came into the box
        self._exact = False
        lines = conversation.said(ws, check)
        self._speaker = lines[-1].speaker if lines else self.speakers()[0]

    # ---- what is shown

    def open(self, step: guided.Step) -> None:
        """Turn to a question: a line that was not finished comes back into the box."""
        self._next_line()
        self._step = step
        open_lines = [n for n in self._notes() if not n.written_at and n.author == self._ws.author]
        if open_lines:
            self._take(open_lines[-1])

    def look_again(self, step: guided.Step) -> None:
        """The same question, after something changed elsewhere."""
        if self._stored() is None:
            self.open(step)
        self._step = step

    def state(self) -> Talk:
        """What the page shows."""
        line = self._stored()
        if line is None and self._line:  # undo, or somebody else, took it away
            self._next_line()
        # A finished line without words is there because something hangs on it.
        lines = [n for n in self._notes() if n.text.strip() or n.written_at]
        own = [n for n in self._own_notes() if n.text.strip()]
        shown = [self._said(n) for n in (*own, *lines) if n.id != self._line]
        changing = ""
        if self._changing and line is not None:
            said = tr("Change what was written at {time}").format(time=clock(line.observed_at))
            changing = said
        return Talk(
            lines=tuple(shown[::-1]),
            speakers=self.speakers(),
            speaker=self._speaker,
            exact=self._exact,
            line_id=self._line,
            text=line.text if line else "",
            changing=changing,
        )

    def speakers(self) -> tuple[str, ...]:
        """Everybody who may speak: of the template, added, and who spoke before."""
        spoke = [n.speaker for n in conversation.said(self._ws, self._check)]
        known = [*(self._template.speakers or (tr("Person 1"),)), *spoke, *self._added]
        mine = tr("My note")
        return (*(s for s in dict.fromkeys(known) if s != mine), mine)

    def next_person(self) -> str:
        """What one more person would be called: "Tenant 3"."""
        known = self.speakers()
        numbered = next((s for s in known if re.search(r"\d+$", s)), known[0])
        base = re.sub(r"\s*\d+$", "", numbered)
        numbers = [int(n) for s in known if (n := s.removeprefix(base).strip()).isdigit()]
        return f"{base} {max(numbers, default=1) + 1}"

    # ---- who, and how exact

    def speak(self, speaker: str) -> None:
        """Say who is speaking, also of the line that is being typed."""
        speaker = speaker.strip()
        if not speaker:
            return
        if speaker not in self.speakers():
            self._added.append(speaker)
        before, self._speaker = self._speaker, speaker
        if not self._change({"speaker": speaker, "how": self._how()}):
            self._speaker = before

    def next_speaker(self) -> str:
        """The next one in the row is speaking."""
        known = self.speakers()
        at = known.index(self._speaker) if self._speaker in known else -1
        self.speak(known[(at + 1) % len(known)])
        return self._speaker

    def set_exact(self, exact: bool) -> None:
        """Say that these are their exact words."""
        before, self._exact = self._exact, exact
        if not self._change({"exact_words": exact}):
            self._exact = before

    # ---- lines

    def type(self, text: str, place: str) -> bool:
        """Save the line while it is typed; True when there is one more line, or one fewer.

        Failures go to the saver, which keeps the text.
        """
        if self._stored() is not None:
            if text.strip() or self._changing or capture.is_used(self._ws, self._line):
                capture.type_note(self._ws, self._line, text, origin=ORIGIN)
                return False
            capture.remove_note(self._ws, self._line, origin=ORIGIN)
            self._line = ""
            return True
        if not text.strip() or self._step is None:
            return False
        self._line = conversation.say(
            self._ws,
            self._check,
            self._step.item,
            self._speaker,
            text,
            exact=self._exact,
            how=self._how(),
            place=place,
            entry=self._step.asked.entry,
            unfinished=True,
            origin=ORIGIN,
        )
        return True

    def end(self) -> bool:
        """The line is finished; the next one begins. False when that could not be stored."""
        line = self._stored()
        if line is not None:
            has_more = bool(line.text.strip() or line.rating or line.value)
            only_words = has_more and (line.written_at or not line.speaker)  # it was there before
            ending = partial(conversation.end_line, self._ws, line.id, origin=ORIGIN)
            if not only_words and not self._do(ending):
                return False
        self._next_line()
        return True

    def change(self, line_id: str) -> None:
        """Take an earlier line into the box; whoever was speaking speaks again after it."""
        if self.end():
            before = self._speaker
            self._take(self._ws.need(EvidenceNote, line_id))
            self._before, self._changing = before, True

    def remove(self, line_id: str) -> bool:
        """Take a line away; undo brings it back. Of an answer only the words go."""
        note = self._ws.need(EvidenceNote, line_id)
        if note.speaker:
            return self._do(lambda: capture.remove_note(self._ws, line_id, origin=ORIGIN))
        return self._do(lambda: capture.change_note(self._ws, line_id, {"text": ""}, origin=ORIGIN))

    # ---- inside

    def _how(self) -> str:
        return "seen" if self._speaker == tr("My note") else "told"

    def _next_line(self) -> None:
        """The box is free for a new line."""
        self._speaker, self._before = self._before or self._speaker, ""
        self._line, self._changing, self._exact = "", False, False

    def _take(self, note: EvidenceNote) -> None:
        self._line, self._exact = note.id, note.exact_words
        self._speaker = note.speaker or self._speaker

    def _stored(self) -> EvidenceNote | None:
        return self._ws.store.get(EvidenceNote, self._line) if self._line else None

    def _notes(self) -> list[EvidenceNote]:
        if self._step is None:
            return []
        entry = self._step.asked.entry.id if self._step.asked.entry else ""
        lines = conversation.said(self._ws, self._check, self._step.item.id)
        return [n for n in lines if n.entry_id == entry]

    def _own_notes(self) -> list[EvidenceNote]:
        """The note that answers the question, and further ones on it."""
        return guided.notes_on(self._ws, self._check, self._step.asked) if self._step else []

    def _change(self, values: dict[str, Scalar]) -> bool:
        line = self._stored()
        if line is None or not line.speaker:
            return True
        return self._do(lambda: capture.change_note(self._ws, line.id, values, origin=ORIGIN))

    def _said(self, note: EvidenceNote) -> SaidLine:
        text = note.text if note.text.strip() else tr("No words")
        exact = note.exact_words and bool(note.text.strip())
        return SaidLine(note.id, clock(note.observed_at), note.speaker, text, exact)
