"""Guided capture: one question a page. Decides what is saved and where the person goes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tia_desktop.domain.pack import ChecklistItem, GradingScheme, KeyQuestion, WordedChoice
from tia_desktop.domain.records import Attachment, EvidenceNote, RealityCheck, Scalar
from tia_desktop.services import capture
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr

ORIGIN = "capture"
VALUE_KINDS = ("number", "date", "time")
WEAK = ("weak", "bad")


@dataclass(frozen=True, slots=True)
class Question:
    """Everything one question shows."""

    item: ChecklistItem
    number: int
    total: int
    scheme: GradingScheme
    tones: Mapping[str, str]  # choice id -> tone: for some items “yes” is the weak answer
    note: EvidenceNote | None
    how: str
    questions: tuple[str, ...]
    set_for_you: bool
    photos: tuple[Attachment, ...]
    how_known: tuple[WordedChoice, ...]  # "I measured it" only where something is counted or timed
    key_questions: tuple[KeyQuestion, ...]  # all of the pack's

    @property
    def value_kind(self) -> str:
        """number, date or time when the answer has such a field, else ""."""
        return self.item.answer if self.item.answer in VALUE_KINDS else ""


@dataclass(frozen=True, slots=True)
class StepState:
    """An entry of the jump list: what became of a question, in words and as a pack's tone."""

    item_id: str
    text: str
    state: str
    tone: str
    flagged: bool


class CaptureView(Protocol):
    """What the presenter asks of the window."""

    def show_question(self, question: Question) -> None:
        """Show a question, fresh, with the focus on its rating."""

    def update_question(self, question: Question) -> None:
        """Show what is stored now for the question that is shown."""

    def show_progress(self, text: str, done: int, total: int) -> None: ...
    def show_step(self, step: StepState) -> None: ...
    def show_place(self, place: str) -> None: ...
    def focus_note(self) -> None: ...
    def focus_value(self) -> bool:
        """Put the focus on the field for a number or date; False when this question has none."""

    def go_on(self) -> None:
        """Write what is typed, then ask for the next question."""

    def say(self, text: str) -> None: ...


class CapturePresenter:
    """Walks through a check's items (`services.capture`)."""

    def __init__(self, context: ScreenContext, view: CaptureView) -> None:
        self._context, self._view = context, view
        self._ws = context.ws
        self.check = self._ws.need(RealityCheck, str(context.arguments["check_id"]))
        if not self._ws.store.read_only_reason:
            self.check = capture.begin_check(self._ws, self.check.id)
        self.template = self._ws.pack.template(self.check.template)
        self._steps = capture.steps(self._ws, self.check)
        # Only the first time: whoever comes back to this page later goes on where they were.
        self._at = self._start_at(str(context.arguments.pop("item_id", "")))
        self.place = self.check.last_place or self.check.place
        # Chosen before there is an answer: an empty note would count as evidence.
        self._how = ""
        self._questions: tuple[str, ...] | None = None

    # ---- what is shown

    @property
    def step(self) -> capture.Step:
        """The question that is shown."""
        return self._steps[self._at]

    def step_states(self) -> list[tuple[str, list[StepState]]]:
        """All questions under their headings."""
        groups: dict[str, list[StepState]] = {}
        for step in self._steps:
            groups.setdefault(step.item.group, []).append(self._state(step))
        return list(groups.items())

    def show(self) -> None:
        """Show the current question with everything around it."""
        self._remember()
        self._view.show_place(self.place)
        self._view.show_question(self._question())
        self._tell()

    def refresh(self) -> None:
        """Something changed elsewhere (undo): show what is stored now."""
        self.check = self._ws.need(RealityCheck, self.check.id)
        self._reload()
        self._view.update_question(self._question())

    def blob(self, photo: Attachment) -> bytes:
        """A photo's bytes."""
        return self._ws.store.get_blob(photo.sha256)

    # ---- answers

    def rate(self, choice_id: str) -> None:
        """Keep a rating, at once."""
        step = self.step
        self._do(lambda: self._answer(step.item, choice_id, step.note.value if step.note else ""))

    def set_value(self, item_id: str, text: str) -> bool:
        """Keep a number, date or time. A field speaks once more while its question goes away: too late."""
        step, text = self.step, text.strip()
        if step.item.id != item_id or text == (step.note.value if step.note else ""):
            return True
        return self._do(lambda: self._answer(step.item, step.note.rating if step.note else "", text))

    def confirm(self, choice_id: str) -> None:
        """Enter on a rating: OK saves and goes on; weak goes to the note."""
        if self.step.note is None or self.step.note.rating != choice_id:
            return  # it could not be saved: stay
        if self._ws.pack.item_tone(self.step.item, choice_id) in WEAK:
            if self.step.note.value or not self._view.focus_value():
                self._view.focus_note()
        else:
            self._view.go_on()

    def type_note(self, text: str) -> None:
        """Save the words while they are typed. Failures go to the saver, which keeps the text."""
        note = self.step.note
        if note is None and not text:
            return
        capture.type_note(self._ws, self._note_id(), text, origin=ORIGIN)
        if note is None or bool(note.text.strip()) != bool(text.strip()):
            self._reload()

    def set_how(self, how: str) -> None:
        """Keep how it is known."""
        self._how = how
        self._change({"how": how})  # the note's own word counts once there is one

    def set_questions(self, questions: Sequence[str]) -> None:
        """Keep which key questions the note helps to answer."""
        self._questions = tuple(questions)
        note = self.step.note
        if note is not None:
            self._do(lambda: capture.set_questions(self._ws, note.id, questions, origin=ORIGIN))

    def set_place(self, place: str) -> bool:
        """Keep where the person is; it sticks until it is changed. False when it could not be stored."""
        place = place.strip()
        if place == self.place:
            return True
        before, self.place = self.place, place
        if self._remember() and self._change({"place": place}):
            return True
        self.place = before
        return False

    def add_photo(self, name: str, data: bytes) -> None:
        """Keep a photo with the note."""
        if self._do(lambda: capture.attach_photo(self._ws, self._note_id(), name, data, origin=ORIGIN)):
            self._view.say(tr("Photo added."))

    def remove_photo(self, photo: Attachment) -> None:
        """Take a photo away; undo brings it back."""
        if self._do(lambda: capture.remove_photo(self._ws, photo.id, origin=ORIGIN)):
            self._view.say(tr("Photo removed."))

    # ---- going on

    def next(self) -> None:
        """The next question, or the list of answers after the last one."""
        if self._context.arguments.get("back_to") == "answers" or self._at + 1 >= len(self._steps):
            self.finish()
            return
        self._go(self._at + 1)

    def back(self) -> None:
        """The question before."""
        if self._at > 0:
            self._go(self._at - 1)

    def jump(self, item_id: str) -> None:
        """Go to a question."""
        self._go(next(k for k, s in enumerate(self._steps) if s.item.id == item_id))

    def finish(self) -> None:
        """Look over the answers."""
        self._context.shell.go("answers", check_id=self.check.id)

    def add_something_else(self) -> None:
        """A note of this check that no question asks for."""
        self._context.shell.go("note", check_id=self.check.id)

    def stop(self) -> None:
        """Stop for now: everything is saved already."""
        role = self._context.desk.settings.role
        self._context.shell.go("my_checks" if role == "tia" else "collect")

    # ---- inside

    def _start_at(self, item_id: str) -> int:
        """The question asked for, else where the person stopped, else the first one without an answer."""
        wanted = item_id or self.check.resume_item
        for k, step in enumerate(self._steps):
            if step.item.id == wanted:
                return k
        return next((k for k, step in enumerate(self._steps) if not step.done), 0)

    def _go(self, at: int) -> None:
        self._at = at
        self._how, self._questions = "", None
        self.show()

    def _remember(self) -> bool:
        if self._ws.store.read_only_reason:
            return True
        item, place = self.step.item.id, self.place
        return attempt(
            self._context.shell,
            lambda: capture.remember_place(self._ws, self.check.id, item, place, origin=ORIGIN),
        )

    def _do(self, step: Callable[[], object]) -> bool:
        """Do something that writes, then show what is stored: what was chosen, or still what was before."""

        def whole() -> None:
            step()
            self._reload()
            self._view.update_question(self._question())

        done = attempt(self._context.shell, whole)
        if not done:
            self._view.update_question(self._question())
        return done

    def _change(self, values: dict[str, Scalar]) -> bool:
        note = self.step.note
        if note is None:
            return True
        return self._do(lambda: capture.change_note(self._ws, note.id, values, origin=ORIGIN))

    def _answer(self, item: ChecklistItem, rating: str, value: str) -> None:
        capture.answer_item(
            self._ws,
            self.check,
            item,
            rating=rating,
            value=value,
            place=self.place,
            how=self._how,
            questions=self._questions,
            origin=ORIGIN,
        )

    def _note_id(self) -> str:
        return capture.ensure_note(
            self._ws,
            self.check,
            self.step.item,
            self.place,
            how=self._how,
            questions=self._questions,
            origin=ORIGIN,
        )

    def _reload(self) -> None:
        self._steps = capture.steps(self._ws, self.check)
        self._tell()

    def _tell(self) -> None:
        self._view.show_step(self._state(self.step))
        done, total = sum(s.done for s in self._steps), len(self._steps)
        minutes = round((total - done) * self.template.minutes_per_item)
        self._view.show_progress(progress_words(done, total, minutes), done, total)

    def _question(self) -> Question:
        step, note = self.step, self.step.note
        preset = step.item.key_questions or self.template.key_questions[:1]
        unwritten = preset if self._questions is None else self._questions
        chosen = capture.questions_of(self._ws, note.id) if note else unwritten
        photos = self._ws.store.find(Attachment, note_id=note.id) if note else []
        scheme = self._ws.pack.scheme((note.scheme if note else "") or step.item.scheme)
        tones = {
            c.id: capture.rating_tone(self._ws.pack, step.item.id, scheme.id, c.id) for c in scheme.choices
        }
        how = note.how if note else self._how or self.template.how
        measured = step.item.answer in VALUE_KINDS or "measured" in (how, self.template.how)
        return Question(
            item=step.item,
            number=self._at + 1,
            total=len(self._steps),
            scheme=scheme,
            tones=tones,
            note=note,
            how=how,
            questions=tuple(chosen),
            set_for_you=set(chosen) == set(preset),
            photos=tuple(photos),
            how_known=tuple(c for c in self._ws.pack.how_known if c.id != "measured" or measured),
            key_questions=self._ws.pack.key_questions,
        )

    def _state(self, step: capture.Step) -> StepState:
        word = tr("not started")
        if step.note is not None and step.note.rating:
            word = self._ws.pack.choice(step.note.scheme, step.note.rating).word
        elif step.done:
            word = tr("answered")
        if step.needs_words:
            word = tr("{rating}, no words yet").format(rating=word)
        tone = step.tone or ("ok" if step.done else "")
        return StepState(step.item.id, step.item.text, word, tone, step.needs_words)


def progress_words(done: int, total: int, minutes: int) -> str:
    """How far a check is: "3 of 14 done · about 30 minutes left"."""
    words = tr("{done} of {total} done").format(done=done, total=total)
    if done < total:
        words += " · " + ntr("about {n} minute left", "about {n} minutes left", minutes)
    return words
