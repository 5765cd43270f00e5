"""Check answers: what was answered, what is flagged, and finishing the check."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.pack import CheckTemplate
from tia_desktop.domain.records import Attachment, RealityCheck
from tia_desktop.services import capture
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answer in words. `tone` is the pack's; `flagged` says words are missing."""

    item_id: str
    question: str
    answer: str
    note: str
    place: str
    photos: int
    tone: str
    done: bool
    flagged: bool


class AnswersPresenter:
    """Reads a check's answers (`services.capture.steps`)."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self._check_id = str(context.arguments["check_id"])

    @property
    def check(self) -> RealityCheck:
        """The check."""
        return self._context.ws.need(RealityCheck, self._check_id)

    @property
    def template(self) -> CheckTemplate:
        """Its kind."""
        return self._context.ws.pack.template(self.check.template)

    def groups(self) -> list[tuple[str, list[Line]]]:
        """The lines under the checklist's headings."""
        groups: dict[str, list[Line]] = {}
        for step in capture.steps(self._context.ws, self.check):
            groups.setdefault(step.item.group, []).append(self._line(step))
        return list(groups.items())

    def flagged(self) -> list[Line]:
        """Weak answers without words: never blocked, always shown."""
        return [line for _, lines in self.groups() for line in lines if line.flagged]

    def summary(self) -> str:
        """How many are answered and how many are open."""
        lines = [line for _, lines in self.groups() for line in lines]
        done = sum(line.done for line in lines)
        words = tr("{done} of {total} questions answered.").format(done=done, total=len(lines))
        if done < len(lines):
            words += " " + tr("Questions without an answer stay open; the inspector sees that.")
        return words

    def flag_words(self, line: Line) -> str:
        """What to do about a flagged answer."""
        return tr("“{question}” is {answer}, but there are no words yet. Say what you saw.").format(
            question=line.question, answer=line.answer
        )

    def change(self, item_id: str) -> None:
        """Go to a question and come back here. Where only the words are missing, begin in the note."""
        flagged = any(line.item_id == item_id for line in self.flagged())
        self._context.shell.go(
            "capture",
            check_id=self._check_id,
            item_id=item_id,
            back_to="answers",
            focus="note" if flagged else "",
        )

    def go_on(self) -> None:
        """Go back to the questions where the person stopped."""
        self._context.shell.go("capture", check_id=self._check_id)

    def finish(self) -> None:
        """Mark the check as done and go to the list of checks."""
        shell = self._context.shell
        if attempt(shell, lambda: capture.finish_check(self._context.ws, self._check_id)):
            shell.go("my_checks" if self._context.desk.settings.role == "tia" else "collect")
            shell.show_notice(tr("“{title}” is done. Well done.").format(title=self.check.title))

    def _line(self, step: capture.Step) -> Line:
        note, pack = step.note, self._context.ws.pack
        parts = []
        if note is not None and note.rating:
            parts.append(pack.choice(note.scheme, note.rating).word)
        if note is not None and note.value:
            parts.append(note.value)
        if not parts:
            parts.append(tr("Answered in words") if step.done else tr("Not answered"))
        photos = self._context.ws.store.count(Attachment, note_id=note.id) if note else 0
        return Line(
            item_id=step.item.id,
            question=step.item.question,
            answer=" · ".join(parts),
            note=note.text if note else "",
            place=note.place if note else "",
            photos=photos,
            tone=step.tone or ("ok" if step.done else ""),
            done=step.done,
            flagged=step.needs_words,
        )


def photo_words(n: int) -> str:
    """How many photos, "" for none."""
    return ntr("{n} photo", "{n} photos", n) if n else ""
