"""Answers to the question that is shown: rating, choices, number, words, photos. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import Attachment, Scalar
from tia_desktop.services import capture, guided
from tia_desktop.services.checklist import Asked
from tia_desktop.services.earlier import earlier_answers
from tia_desktop.ui.check_words import found_words, worded
from tia_desktop.ui.context import Shell
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.capture.model import ORIGIN, CaptureView, Question, Talk
from tia_desktop.ui.screens.capture.talk import TalkPresenter
from tia_desktop.ui.screens.capture.typed import kept
from tia_desktop.ui.screens.capture.walk import Walk

WEAK = ("weak", "bad")


class AnswerPresenter:
    """Keeps what is answered (`services.guided`). What was chosen is written at once."""

    def __init__(
        self, walk: Walk, view: CaptureView, shell: Shell, *, on_change: Callable[[], object]
    ) -> None:
        self._walk, self._ws, self._view, self._shell = walk, walk.ws, view, shell
        self._on_change = on_change
        self.talk = TalkPresenter(walk.ws, walk.check, self.do)
        # Chosen before there is an answer: an empty note would count as evidence.
        self._how = ""
        self._questions: tuple[str, ...] | None = None

    # ---- what is shown

    def open(self) -> None:
        """Turn to the question of the walk."""
        self._how, self._questions = "", None
        if self._walk.talks:
            self.talk.open(self._walk.step)

    def look_again(self) -> None:
        """Something changed elsewhere: undo can leave a line unfinished that was finished."""
        if self._walk.talks:
            self.talk.look_again(self._walk.step)

    def talking(self) -> Talk | None:
        """The conversation about the question, where there is one."""
        return self.talk.state() if self._walk.talks else None

    def question(self) -> Question:
        """Everything the question shows."""
        walk, step, note, pack = self._walk, self._walk.step, self._walk.step.note, self._ws.pack
        preset = step.item.key_questions or walk.template.key_questions[:1]
        unwritten = preset if self._questions is None else self._questions
        chosen = capture.questions_of(self._ws, note.id) if note else unwritten
        photos = self._ws.store.find(Attachment, note_id=note.id) if note else []
        scheme = worded(walk.template, pack.scheme((note.scheme if note else "") or step.item.scheme))
        rated = {
            c.id: guided.rating_tone(pack, step.item.id, scheme.id, c.id, step.item) for c in scheme.choices
        }
        how = note.how if note else self._how or walk.template.how
        measured = step.item.answer in ("number", "time") or "measured" in (how, walk.template.how)
        repeat = walk.naming.repeat_of(step)
        after = walk.steps[walk.at + 1] if walk.at + 1 < len(walk.steps) else None
        ends = (
            after is None or after.asked.entry != step.asked.entry or walk.naming.repeat_of(after) != repeat
        )
        return Question(
            key=step.key,
            item=step.item,
            heading=step.asked.heading or step.item.group,
            number=walk.at + 1,
            total=len(walk.steps),
            scheme=scheme,
            found=found_words(walk.template),
            tones=rated,
            note=note,
            how=how,
            questions=tuple(chosen),
            set_for_you=set(chosen) == set(preset),
            photos=tuple(photos),
            how_known=tuple(c for c in pack.how_known if c.id != "measured" or measured),
            key_questions=pack.key_questions,
            is_missing=step.is_missing,
            problem=step.asked.problem,
            earlier=tuple(earlier_answers(self._ws, note, step.item)) if note else (),
            entry_title=walk.naming.title(step) if walk.naming.key(step) else "",
            add=repeat.add if repeat is not None and ends else "",
        )

    # ---- answering

    def rate(self, choice_id: str) -> None:
        """Keep a rating, or the one own choice of a question, at once."""
        step = self._walk.step
        if any(c.id == choice_id for c in step.item.choices):
            self.do(lambda: self._answer(step.asked, "", choice_id))
        else:
            value = step.note.value if step.note and not step.item.choices else ""
            self.do(lambda: self._answer(step.asked, choice_id, value))

    def choose(self, ids: Sequence[str]) -> None:
        """Keep which of several choices are chosen; a grade such as "not seen" stands alone."""
        own = {c.id for c in self._walk.step.item.choices}
        value = " ".join(i for i in ids if i in own)
        rating = next((i for i in ids if i not in own), "")
        self.do(lambda: self._answer(self._walk.step.asked, rating, value))

    def set_value(self, key: str, text: str) -> str:
        """Keep a number, date or time; return what is wrong with it. What is wrong is kept as typed.

        A field speaks once more while its question goes away: too late.
        """
        if not self._walk.asks or self._walk.step.key != key:
            return ""
        step, wrong = self._walk.step, ""
        try:
            value = kept(step.item.answer, text)
        except InputError as error:
            value, wrong = text.strip(), tr(error.sentence)
        if value != (step.note.value if step.note else ""):
            self.do(lambda: self._answer(step.asked, step.note.rating if step.note else "", value))
        return wrong

    def confirm(self, choice_id: str) -> None:
        """Enter on a rating: OK saves and goes on; weak goes to the note."""
        note, item = self._walk.step.note, self._walk.step.item
        own = any(c.id == choice_id for c in item.choices)
        if note is None or choice_id not in (note.value.split() if own else (note.rating,)):
            return  # it could not be saved: stay
        if not own and self._ws.pack.item_tone(item, choice_id) in WEAK:
            if note.value or not self._view.focus_value():
                self._view.focus_note()
        else:
            self._view.go_on()

    def confirm_value(self) -> None:
        """Enter in a number or date: as on a rating, weak goes to the note."""
        self._view.focus_note() if self._walk.step.tone in WEAK else self._view.go_on()

    def type_note(self, text: str) -> None:
        """Save the words while they are typed. Failures go to the saver, which keeps the text."""
        if not self._walk.asks:
            return
        if self._walk.talks:
            if self.talk.type(text, self._walk.place):
                self._on_change()
            return
        note = self._walk.step.note
        if note is None and not text:
            return
        note_id = guided.ensure_note(
            self._ws,
            self._walk.check,
            self._walk.step.asked,
            self._walk.place,
            how=self._how,
            questions=self._questions,
            origin=ORIGIN,
        )
        capture.type_note(self._ws, note_id, text, origin=ORIGIN)
        if note is None or bool(note.text.strip()) != bool(text.strip()):
            self._on_change()

    def set_how(self, how: str) -> None:
        """Keep how it is known."""
        self._how = how
        self.change({"how": how})  # the note's own word counts once there is one

    def set_questions(self, questions: Sequence[str]) -> None:
        """Keep which key questions the note helps to answer."""
        self._questions = tuple(questions)
        note = self._walk.step.note
        if note is not None:
            self.do(lambda: capture.set_questions(self._ws, note.id, questions, origin=ORIGIN))

    # ---- photos (`ui.photo_keeper`)

    def photo_note(self) -> Callable[[bool], str]:
        """What finds or makes the note of the question shown now, also after the person has gone on.

        Where a photo is what was asked for, it answers the question.
        """
        if not self._walk.asks:
            raise InputError(tr("A photo belongs to a question. Go to a question first, then add it."))
        ws, check, step, place = self._ws, self._walk.check, self._walk.step, self._walk.place
        how, questions = self._how, self._questions

        def found(is_photo: bool) -> str:
            note = next(iter(guided.notes_on(ws, check, step.asked)), None)
            # A photo takes time to read: what was answered meanwhile stays.
            if step.item.answer != "photo" or not is_photo or (note is not None and note.rating):
                return guided.ensure_note(
                    ws, check, step.asked, place, how=how, questions=questions, origin=ORIGIN
                )
            first, value = ws.pack.scheme_for(step.item).choices[0].id, note.value if note else ""
            return guided.answer(
                ws, check, step.asked, rating=first, value=value, place=place, how=how, questions=questions,
                origin=ORIGIN,
            )  # fmt: skip

        return found

    def on_photos(self, said: str) -> None:
        """Photos changed: show what is stored."""
        self._on_change()
        if self._walk.asks:
            self._view.update_question(self.question(), self.talking())
        self._shell.show_notice(said)  # in large text the photo itself may be out of view

    # ---- a conversation

    def end_line(self) -> bool:
        """The line that was typed is finished; the next one begins."""
        if not self._walk.talks or not self._walk.asks:
            return True
        ended = self.talk.end()
        self._on_change()
        self._view.show_talk(self.talk.state(), typing=not ended)
        return ended

    def change_line(self, line_id: str) -> None:
        """Take an earlier line into the box."""
        self.talk.change(line_id)
        self._view.show_talk(self.talk.state(), typing=False)

    def show_talk(self) -> None:
        """Show who speaks now; the words in the box stay."""
        self._view.show_talk(self.talk.state(), typing=True)

    # ---- writing

    def do(self, step: Callable[[], object]) -> bool:
        """Do something that writes, then show what is stored: what was chosen, or still what was before."""
        done = attempt(self._shell, step)
        self._on_change()
        if self._walk.asks:
            self._view.update_question(self.question(), self.talking())
        return done

    def change(self, values: dict[str, Scalar]) -> bool:
        """Change the note of the question, if there is one yet."""
        note = self._walk.step.note if self._walk.asks else None
        if note is None:
            return True
        return self.do(lambda: capture.change_note(self._ws, note.id, values, origin=ORIGIN))

    def _answer(self, one: Asked, rating: str, value: str) -> None:
        guided.answer(
            self._ws,
            self._walk.check,
            one,
            rating=rating,
            value=value,
            place=self._walk.place,
            how=self._how,
            questions=self._questions,
            origin=ORIGIN,
        )
