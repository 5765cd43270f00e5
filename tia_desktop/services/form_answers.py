"""Brings answers that were collected with another program into checks.

One filled-in form is one check, as one visit is: its questions are asked and skipped by its own answers, it
is looked over on its own page, and what one home shows never mixes with another. The first one fills the
check that was named, unless that has notes already; each further one makes a check beside it.

Who filled the form in, and with which telephone, stays behind (data protection); only when it was done is
kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from tia_desktop.domain.changes import Edit, canonical, sha256_text
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.form_answers import typed_problem
from tia_desktop.domain.form_records import Checklist, item_id_of
from tia_desktop.domain.forms import CHOICE_KINDS, Form, Question
from tia_desktop.domain.pictures import PictureFacts
from tia_desktop.domain.records import (
    CheckArea,
    CheckField,
    EvidenceNote,
    RealityCheck,
    Scalar,
    link_id,
)
from tia_desktop.domain.rules import refuse_own_landlord, refuse_stopped
from tia_desktop.domain.submissions import Fitted, Fitter, Submission
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.capture import new_note
from tia_desktop.services.form_checks import note_values
from tia_desktop.services.form_growth import Growth
from tia_desktop.services.form_questions import AGREED, ItemMaker, checklist_of, form_of
from tia_desktop.services.photos import photo_edit
from tia_desktop.services.ports import Progress
from tia_desktop.services.typed_times import parse_when
from tia_desktop.services.workspace import Workspace

SUBMISSION = "form-submission"
"""The check's detail that says which filled-in form it came from, so that none comes in twice."""
MOST = 2_000
"""Filled-in forms at once: each becomes a check."""


class Answers(Protocol):
    """Answers and their photos, as `importers.odk_answers` reads them."""

    @property
    def submissions(self) -> tuple[Submission, ...]:
        """The filled-in forms."""

    def photo(self, submission: Submission, file: str) -> str | None:
        """Return where a photo that a form names is; None when it is not there."""

    def read_photos(self, names: Sequence[str]) -> list[tuple[str, bytes]]:
        """Return photos with their bytes."""


class Collected(Answers, Protocol):
    """Answers, with what there is to say of the files they stood in."""

    @property
    def photos(self) -> tuple[str, ...]:
        """The names of the photos that are there."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read, and what to look at, each as a sentence."""

    @property
    def ignored(self) -> int:
        """How many files are something else."""

    @property
    def doubles(self) -> int:
        """How many filled-in forms were there again, with the same name and the same answers."""


@dataclass(slots=True)
class Brought:
    """What came in.

    Attributes:
        checks: ids of the checks that got answers.
        notes: how many notes were made.
        photos: how many photos came with them.
        already: filled-in forms that had come in before.
        problems: (file and row, sentence) of what did not fit.
        left_behind: names of questions about the person and the telephone.
        unagreed: checks that stay open, because nobody wrote down who agreed to them.
    """

    checks: list[str] = field(default_factory=list)
    notes: int = 0
    photos: int = 0
    already: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)
    left_behind: set[str] = field(default_factory=set)
    unagreed: int = 0


def import_answers(
    ws: Workspace,
    check_id: str,
    answers: Answers,
    facts: Callable[[str, bytes], PictureFacts],
    *,
    questions: Sequence[str] = (),
    progress: Progress | None = None,
    origin: str = "",
) -> Brought:
    """Keep answers as notes, with their photos, all in one action.

    Args:
        ws: the open inspection.
        check_id: the check whose checklist they belong to.
        answers: what was read.
        facts: what looks at a photo (`PictureReader.facts`).
        questions: key questions the notes help with, in the place of the first of the kind.
        progress: called with (filled-in forms, all of them); what it raises ends the import.
        origin: who does it.

    Raises:
        InputError: the check has no checklist from outside, or there is too much; nothing is kept.
        OwnLandlordError: whoever works rents from this landlord (guidance para 35).
    """
    check = ws.need(RealityCheck, check_id)
    kept = checklist_of(ws, check)
    if kept is None:
        raise InputError(
            f"“{one_line(check.title, 60)}” runs the checklist of its kind. "
            "Import the form that was filled in for it first."
        )
    if len(answers.submissions) > MOST:
        raise InputError(f"These are more than {MOST:,} filled-in forms. Import fewer at once, or a survey.")
    member = ws.member(ws.author)
    refuse_stopped(member, check.title)
    refuse_own_landlord(ws.inspection, [member] if member else [])
    for each in questions:
        ws.pack.question(each)
    bringing = _Bringing(ws, check, kept, answers, facts, questions)
    for n, submission in enumerate(answers.submissions, 1):
        bringing.take(submission)
        if progress:
            progress(n, len(answers.submissions))
    ws.store.record(bringing.edits, author=ws.author, cause="import", origin=origin)
    return bringing.brought


class _Bringing:
    """Turns filled-in forms into edits."""

    def __init__(
        self,
        ws: Workspace,
        check: RealityCheck,
        kept: Checklist,
        answers: Answers,
        facts: Callable[[str, bytes], PictureFacts],
        questions: Sequence[str],
    ) -> None:
        self._ws, self._check, self._kept, self._answers, self._facts = ws, check, kept, answers, facts
        self._form: Form = form_of(ws, kept)
        self._fitter, self._maker = Fitter(self._form), ItemMaker(ws, kept, check.template)
        self._template = ws.pack.template(check.template)
        self._questions = tuple(questions) or self._template.key_questions[:1]
        self._order = {q.path: n for n, q in enumerate(self._form.questions())}
        self._by_path = {q.path: q for q in self._form.questions()}
        known = ws.store.find(CheckField, field_id=SUBMISSION)
        self._known = {name: digest for digest, _, name in (f.value.partition(" ") for f in known)}
        self._free = ws.store.count(EvidenceNote, check_id=check.id) == 0
        same = ws.store.find(RealityCheck, checklist_id=kept.id)
        self._number = len(same)
        self._areas = ws.store.find(CheckArea, check_id=check.id)
        self.edits, self.brought = list[Edit](), Brought()

    def take(self, submission: Submission) -> None:
        """Take one filled-in form."""
        fitted, told = self._fitter.fit(submission), self._telling(submission)
        before = self._known.get(submission.id, "") if submission.id else ""
        if before == _digest(submission):
            self.brought.already += 1
            return
        if before:
            told("A form with this name came in before, with other answers. Look at both.")
        for path in fitted.unknown:
            told(f"The form has no question “{one_line(path, 60)}”.")
        given = self._given(fitted)
        if not given:
            empty = "Nothing in it was answered."
            other = "None of its answers belongs to this checklist. Is it from another form?"
            told(other if fitted.unknown else empty)
            return
        check = self._check_for(submission, fitted)
        growth = Growth(self._form, check.id, fitted.entries)
        edits = growth.edits(self._ws.store.new_id)
        if growth.left_out:
            told(f"{count_of(growth.left_out, 'entry', 'entries')} of what repeats are too many for a check.")
        when = _when(self._form, fitted, submission)
        for key, question in given:
            place = growth.entry_id(key)
            if place is not None:
                edits += self._note(
                    check, question, (key, place, fitted.answers[key]), submission, when, told
                )
        self.edits += [*self._edits_of(check, submission, when), *edits]

    def _telling(self, submission: Submission) -> Callable[[str], None]:
        return lambda sentence: self.brought.problems.append((submission.source, sentence))

    def _given(self, fitted: Fitted) -> list[tuple[str, Question]]:
        """Return the answers that a person gave, in the order of the form."""
        found = list[tuple[str, Question]]()
        for key in fitted.answers:
            question = self._by_path[_path(key)]
            if question.takes_answer:
                found.append((key, question))
            elif question.kind == "meta":
                self.brought.left_behind.add(question.name)
        return sorted(found, key=lambda one: self._order[one[1].path])

    def _check_for(self, submission: Submission, fitted: Fitted) -> RealityCheck:
        """Return the check that the answers go into; a new one is made by its edits."""
        if self._free:
            self._free = False
            found = self._check
        else:
            self._number += 1
            title = f"{one_line(self._check.title, 100)} – {self._number}"
            found = RealityCheck(
                id=self._ws.store.new_id(),
                template=self._check.template,
                title=title,
                place=self._check.place,
                assigned_to=self._check.assigned_to,
                checklist_id=self._kept.id,
            )
        self.brought.checks.append(found.id)
        return found

    def _edits_of(self, check: RealityCheck, submission: Submission, when: str) -> list[Edit]:
        # Where people have to agree first, nobody here knows whether they did: the check stays open for that.
        agreed = bool(check.consent_at) or not self._template.consent
        self.brought.unagreed += not agreed
        now = self._ws.store.now()
        values: dict[str, Scalar] = {"status": "done" if agreed else "started", "resume_item": ""}
        values["started_at"] = check.started_at or when or now
        values |= {"finished_at": when or now} if agreed else {}
        edits = list[Edit]()
        if check.id != self._check.id:
            names = ("template", "title", "place", "assigned_to", "checklist_id")
            values |= {name: getattr(check, name) for name in names}
            edits += [
                Edit(CheckArea, link_id(check.id, a.area_id), {"check_id": check.id, "area_id": a.area_id})
                for a in self._areas
            ]
        if submission.id:
            told: dict[str, Scalar] = {
                "check_id": check.id,
                "field_id": SUBMISSION,
                "value": f"{_digest(submission)} {submission.id}",
            }
            edits.append(Edit(CheckField, link_id(check.id, SUBMISSION), told))
        return [Edit(RealityCheck, check.id, values), *edits]

    def _note(
        self,
        check: RealityCheck,
        question: Question,
        given: tuple[str, str, str],
        submission: Submission,
        when: str,
        told: Callable[[str], None],
    ) -> list[Edit]:
        """Return the edits of one answer (key, entry and text)."""
        key, place, text = given
        values: dict[str, Scalar] = {
            "how": self._template.how,
            "place": check.place,
            "item_id": item_id_of(self._kept.id, question.path),
            "entry_id": place,
        }
        values |= {"observed_at": when} if when else {}
        photo = self._photo(submission, question, text, told) if question.kind == "image" else None
        if question.kind == "image":
            scheme = self._ws.pack.scheme(self._maker.scheme)
            values |= {"scheme": scheme.id, "rating": scheme.choices[0].id} if photo else {"text": text}
        else:
            answer, words = _fitting(self._form, question, text)
            values |= note_values(self._form, question, answer) if answer else {}
            if words:
                values["text"] = words
                told(f"“{one_line(words, 60)}” does not fit “{one_line(key, 60)}”. It is kept as words.")
        edits = new_note(self._ws, check, None, None, values, self._questions)
        self.brought.notes += 1
        if photo is not None:
            name, data, facts = photo
            edits.append(photo_edit(self._ws, edits[0].record_id, name, data, facts, check_id=check.id))
            self.brought.photos += 1
        return edits

    def _photo(
        self, submission: Submission, question: Question, file: str, told: Callable[[str], None]
    ) -> tuple[str, bytes, PictureFacts] | None:
        """Return a photo with its bytes as they are; None, and said, when it is not there or none."""
        where = self._answers.photo(submission, file)
        if where is None:
            told(f"The photo “{one_line(file, 60)}” is not among the files. Its name is kept as words.")
            return None
        try:
            ((_, data),) = self._answers.read_photos([where])
            return file, data, self._facts(file, data)
        except InputError as error:
            told(error.sentence)
            return None


def _digest(submission: Submission) -> str:
    return sha256_text(canonical(dict(submission.answers)))[:16]


def _path(key: str) -> str:
    return "/".join(step.partition("[")[0] for step in key.split("/"))


def _when(form: Form, fitted: Fitted, submission: Submission) -> str:
    """Return when a form was filled in: its end, its start, its day, or when it was sent; "" is unknown."""
    told = {q.meta: fitted.answers.get(q.path, "") for q in form.questions() if q.kind == "meta"}
    for text in (told.get("end"), told.get("start"), told.get("today"), submission.submitted):
        with suppress(InputError):
            if text:
                return parse_when(text)
    return ""


def _fitting(form: Form, question: Question, text: str) -> tuple[str, str]:
    """Return (the answer as the form wants it, the words that do not fit)."""
    text = text.strip()
    if question.kind in CHOICE_KINDS:
        names = {c.name for c in form.lists.get(question.choices, ())}
        fits = [name for name in text.split() if name in names]
        several = question.kind != "select_one" or len(fits) < 2
        return (" ".join(fits), "") if len(fits) == len(text.split()) and several else ("", text)
    if question.kind == "acknowledge":
        return AGREED, ""
    text = _plainly(question.kind, text)
    return ("", text) if typed_problem(question, text) else (text, "")


def _plainly(kind: str, text: str) -> str:
    """Return a number, date or time as people write it here: exports write 3.0 and 14:30:00.000+02."""
    with suppress(ValueError, InputError, OverflowError):
        if kind == "integer":
            number = float(text)
            return str(int(number)) if math.isfinite(number) and number == int(number) else text
        if kind == "date":
            return parse_when(text)[:10]
        if kind == "time":
            return datetime.fromisoformat(f"2000-01-01T{text}").strftime("%H:%M")
    return text
