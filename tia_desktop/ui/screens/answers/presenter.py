"""Check answers: what was answered, what is flagged, and finishing the check."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import ChecklistItem, CheckTemplate, FieldSpec
from tia_desktop.domain.records import Attachment, EvidenceNote, RealityCheck
from tia_desktop.services import checklist, guided, photos
from tia_desktop.ui.check_words import grade_word
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.days import moment
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr

_VALUES = {
    "number": "the number",
    "date": "the date",
    "time": "the time",
    "choice": "the answer",
    "choices": "the answers",
}
"""What a kind of answer lacks, in words."""

BEFORE = "before"
"""Where "Before you start" is among the questions of a check (the capture screen's word for it)."""
CONSENT = "consent"
"""In the place of a field: whether people agreed, and who did (the capture screen's word for it)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answer in words.

    `field` is the field it is asked in, for what comes before the questions (`CONSENT` for who agreed).
    `tone` is the pack's; `lacks` is what is still to put right: "words" of a weak answer, an "answer" that
    the report needs, the "value" (number, date or choice) of one, a "rule" that the answer breaks (`problem`
    says which), or "" when nothing is. `key` is "" where it cannot be changed. `more` is what further notes
    on the question say.
    """

    key: str
    question: str
    answer: str
    note: str = ""
    place: str = ""
    photos: tuple[int, int] = (0, 0)  # and files
    tone: str = ""
    done: bool = True
    lacks: str = ""
    more: tuple[str, ...] = ()
    field: str = ""
    problem: str = ""


class AnswersPresenter:
    """Reads a check's answers (`services.guided.everything`), once each time the page shows them."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self._check_id = str(context.arguments["check_id"])
        self.read()

    def read(self) -> None:
        """Read what is stored now."""
        steps, gone = guided.everything(self._context.ws, self.check)
        self._steps = steps
        groups: dict[str, list[Line]] = {}
        for step in steps:
            groups.setdefault(step.asked.heading or step.item.group, []).append(self._line(step))
        self.groups = list(groups.items())
        """The lines under the checklist's headings."""
        hidden = [*self._fields_gone(), *map(self._line, gone)]
        self.not_asked = [replace(line, key="", lacks="") for line in hidden]
        """Answers that are kept although their questions are not asked any more."""
        self.before = self._before()
        """What was agreed and asked before the questions."""

    @property
    def check(self) -> RealityCheck:
        """The check."""
        return self._context.ws.need(RealityCheck, self._check_id)

    @property
    def template(self) -> CheckTemplate:
        """Its kind."""
        return self._context.ws.pack.template(self.check.template)

    def _before(self) -> list[Line]:
        template, check = self.template, self.check
        lines = []
        if template.consent:
            agreed = bool(check.consent_at)
            words = f"{check.consent_how} · {moment(check.consent_at)}" if agreed else tr("Nobody agreed yet")
            lacks = "" if agreed else "answer"
            tone = "ok" if agreed else ""
            lines.append(
                Line(BEFORE, tr("Who agreed?"), words, tone=tone, done=agreed, lacks=lacks, field=CONSENT)
            )
        values = checklist.field_values(self._context.ws, check.id)
        return [*lines, *(_field(spec, values.get(spec.id, "")) for spec in template.fields_asked(values))]

    def _fields_gone(self) -> list[Line]:
        """What was answered before the questions and is not asked any more."""
        values = checklist.field_values(self._context.ws, self._check_id)
        asked = self.template.fields_asked(values)
        return [_field(f, values[f.id]) for f in self.template.fields if f.id in values and f not in asked]

    def flagged(self) -> list[Line]:
        """Weak answers without words, and answers the report needs: never blocked, always shown."""
        asked = [line for _, lines in self.groups for line in lines]
        return [line for line in (*self.before, *asked) if line.lacks]

    @property
    def open(self) -> int:
        """How many questions have no answer."""
        return sum(not line.done for _, lines in self.groups for line in lines)

    def summary(self) -> str:
        """How many are answered and how many are open."""
        total = sum(len(lines) for _, lines in self.groups)
        words = tr("{done} of {total} questions answered.").format(done=total - self.open, total=total)
        for repeat in checklist.none_yet(self._context.ws, self.check):
            words += " " + tr("Nothing is written down under “{title}”.").format(title=repeat.title)
        if self.open:
            words += " " + tr("Questions without an answer stay open; the inspector sees that.")
        return words

    def flag_words(self, line: Line) -> str:
        """What to do about a flagged answer."""
        if line.lacks == "answer":
            words = tr("“{question}” is needed for the report, and has no answer yet.")
            return words.format(question=line.question)
        if line.lacks == "value":
            step = next(s for s in self._steps if s.key == line.key)
            words = tr("“{question}” is needed for the report. Add {what}.")
            nothing = next(
                (c for c in self._context.ws.pack.scheme_for(step.item).choices if c.no_value), None
            )
            if nothing is not None:
                words = tr("“{question}” is needed for the report. Add {what}, or choose “{nothing}”.")
            return words.format(
                question=line.question,
                what=tr(_VALUES[step.item.answer]),
                nothing=grade_word(self.template, nothing) if nothing else "",
            )
        if line.lacks == "rule":
            words = tr("“{question}”: {problem}")
            return words.format(question=line.question, problem=line.problem)
        return tr("“{question}” is {answer}, but there are no words yet. Say what you saw.").format(
            question=line.question, answer=line.answer
        )

    def change(self, line: Line) -> None:
        """Go to a question and come back to its line; where only words or a number are missing, to those."""
        begin = {"words": "note", "value": "value", "rule": "value"}
        self._context.shell.go(
            "capture",
            check_id=self._check_id,
            item_id=line.key,
            back_to="answers",
            back_at=line.field,
            focus=line.field or begin.get(line.lacks, ""),
        )

    def asks_for_place(self) -> bool:
        """Whether photos wait for an answer: may their places be kept for the map?"""
        return photos.asks_for_place(self._context.ws, self._check_id)

    def answer_place(self, *, keep: bool) -> None:
        """Keep the places of this check's photos, or do not."""
        ws, shell = self._context.ws, self._context.shell
        if attempt(shell, lambda: photos.answer_place(ws, self._check_id, keep=keep)):
            shell.show_notice(tr("Places are kept.") if keep else tr("Places are not kept."))

    def go_on(self) -> None:
        """Go back to the questions where the person stopped."""
        self._context.shell.go("capture", check_id=self._check_id)

    def finish(self) -> None:
        """Mark the check as done and go to the list of checks."""
        shell, left = self._context.shell, self.open
        if attempt(shell, lambda: guided.finish_check(self._context.ws, self._check_id)):
            shell.go("my_checks" if self._context.desk.settings.role == "tia" else "collect")
            words = tr("“{title}” is done. Well done.")
            if left:
                many = "“{title}”: finished with {n} questions open."
                words = tr("“{title}”: finished with {n} question open." if left == 1 else many)
            shell.show_notice(words.format(title=self.check.title, n=left))

    def _line(self, step: guided.Step) -> Line:
        note = step.note
        parts = self._given(step.item, note) if note is not None else []
        if step.said:
            parts.append(ntr("{n} line written down", "{n} lines written down", step.said))
        if not parts:
            parts.append(tr("Answered in words") if step.done else tr("Not answered"))
        return Line(
            key=step.key,
            question=step.item.question,
            answer=" · ".join(parts),
            note=_words(step),
            place=note.place if note else "",
            photos=self._photos(note) if note else (0, 0),
            tone=step.tone or ("ok" if step.done else ""),
            done=step.done,
            lacks=_lacks(step),
            more=tuple(self._further(step.item, n) for n in step.more),
            problem=step.asked.problem,
        )

    def _given(self, item: ChecklistItem, note: EvidenceNote) -> list[str]:
        """The grade and the value of a note, in words."""
        parts = [_value_words(item, note.value)] if note.value else []
        if not note.rating:
            return parts
        try:
            choice = self._context.ws.pack.choice(note.scheme, note.rating)
            return [grade_word(self.template, choice), *parts]
        except InputError:  # a grade of another pack, from a file that was merged in
            return [note.rating, *parts]

    def _further(self, item: ChecklistItem, note: EvidenceNote) -> str:
        """A further note on a question in words, with who wrote it."""
        said = [*self._given(item, note), " ".join(note.text.split()), photo_words(self._photos(note))]
        words = " · ".join(part for part in said if part) or tr("No words")
        return tr("{author} also wrote: {words}").format(author=note.author, words=words)

    def _photos(self, note: EvidenceNote) -> tuple[int, int]:
        found = self._context.ws.store.find(Attachment, note_id=note.id)
        return sum(not photos.is_text(a) for a in found), sum(photos.is_text(a) for a in found)


def _lacks(step: guided.Step) -> str:
    if step.is_missing:
        return "value" if step.done else "answer"
    if step.asked.problem:
        return "rule"
    return "words" if step.needs_words else ""


def _words(step: guided.Step) -> str:
    """The note, and what people said."""
    lines = [step.note.text] if step.note is not None and step.note.text.strip() else []
    return "\n".join([*lines, *(_said(n) for n in step.lines)])


def _field(spec: FieldSpec, value: str) -> Line:
    word = next((c.word for c in spec.choices if c.id == value), value)
    answer = moment(word) if spec.answer == "date" else word
    lacks = "answer" if spec.required and not value else ""
    tone = "ok" if value else ""
    words, done = answer or tr("Not answered"), bool(value)
    return Line(BEFORE, spec.question, words, tone=tone, done=done, lacks=lacks, field=spec.id)


def _value_words(item: ChecklistItem, value: str) -> str:
    return moment(value) if item.answer == "date" else guided.value_words(item, value)


def _said(note: EvidenceNote) -> str:
    text = " ".join(note.text.split())
    return f"{note.speaker}: “{text}”" if note.exact_words else f"{note.speaker}: {text}"


def photo_words(photos_and_files: tuple[int, int]) -> str:
    """How many photos and files, "" for none."""
    n, files = photos_and_files
    parts = [
        ntr("{n} photo", "{n} photos", n) if n else "",
        ntr("{n} file", "{n} files", files) if files else "",
    ]
    return " · ".join(part for part in parts if part)
