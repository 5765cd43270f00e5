"""How filled-in forms become checks with notes: what every kind of checklist shares.

Nothing is written here: everything is prepared as edits, so that a worker can do it with a connection of its
own. Photos are looked at and hashed; whoever records the edits keeps their bytes first.
"""

from __future__ import annotations

import hashlib
import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from tia_desktop.domain.changes import Edit, canonical, sha256_text
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.form_answers import typed_problem
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
from tia_desktop.domain.submissions import Fitted, Fitter, Submission
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.form_questions import AGREED
from tia_desktop.services.photos import kept_photo_edit
from tia_desktop.services.typed_times import parse_when
from tia_desktop.services.workspace import Workspace

SUBMISSION = "form-submission"
"""The check's detail that says which filled-in form it came from, so that none comes in twice."""

Tell = Callable[[str], None]
Facts = Callable[[str, bytes], PictureFacts]


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
        checks: ids of the checks that got answers, and `titles` of them.
        notes: how many notes were made.
        photos: how many photos came with them.
        already: filled-in forms that had come in before.
        problems: (file and row, sentence) of what did not fit.
        left_behind: names of questions about the person and the telephone.
        unagreed: checks that stay open, because nobody wrote down who agreed to them.
    """

    checks: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    notes: int = 0
    photos: int = 0
    already: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)
    left_behind: set[str] = field(default_factory=set)
    unagreed: int = 0


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that was looked at: its name, the hash and number of its bytes, what it is."""

    name: str
    kept: tuple[str, int]
    facts: PictureFacts


class Entries(Protocol):
    """The rooms and the like that a filled-in form needs."""

    @property
    def left_out(self) -> int:
        """Entries that a check has no room for."""

    def edits(self, new_id: Callable[[], str]) -> list[Edit]:
        """Return the edits that make them."""

    def entry_id(self, key: str) -> str | None:
        """Return the entry that an answer belongs to, "" for the first; None when there was no room."""


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled-in form on its way into a check.

    Attributes:
        given: (key, question) of the answers that a person gave, in the order of the form.
        entry_id: the entry that a key belongs to.
        when: it was filled in, "" is unknown.
        tell: notes a sentence about it.
    """

    check: RealityCheck
    submission: Submission
    fitted: Fitted
    given: Sequence[tuple[str, Question]]
    entry_id: Callable[[str], str | None]
    when: str
    tell: Tell


class Bringing(ABC):
    """Turns filled-in forms into edits.

    Attributes:
        edits: everything that is to be recorded, as one action.
        photos: hash -> name in the archive of the photos that have to be kept before.
    """

    def __init__(self, ws: Workspace, check: RealityCheck, answers: Answers, facts: Facts) -> None:
        self._ws, self._check, self._answers, self._facts = ws, check, answers, facts
        self._template = ws.pack.template(check.template)
        self.form: Form = self._made_form()
        self._fitter = self._made_fitter()
        self._order = {q.path: n for n, q in enumerate(self.form.questions())}
        self._by_path = {q.path: q for q in self.form.questions()}
        known = ws.store.find(CheckField, field_id=SUBMISSION)
        self._known = dict[str, set[str]]()  # name of a filled-in form -> what its answers were, each time
        for digest, _, name in (f.value.partition(" ") for f in known):
            self._known.setdefault(name, set()).add(digest)
        self._free = ws.store.count(EvidenceNote, check_id=check.id) == 0
        self._number = len(self._same())
        self._areas = ws.store.find(CheckArea, check_id=check.id)
        self.edits, self.brought, self.photos = list[Edit](), Brought(), dict[str, str]()

    # ---- what a kind of checklist has of its own

    @abstractmethod
    def _made_form(self) -> Form:
        """Return the form that was filled in."""

    def _made_fitter(self) -> Fitter:
        return Fitter(self.form)

    @abstractmethod
    def _same(self) -> list[RealityCheck]:
        """Return the checks that forms of this kind were brought into, the named one among them."""

    @abstractmethod
    def _growth(self, check: RealityCheck, fitted: Fitted) -> Entries:
        """Return the rooms and the like that a form needs."""

    @abstractmethod
    def _noted(self, filled: Filled) -> list[Edit]:
        """Return the edits of the notes."""

    def _foreign(self) -> str:
        """Say that none of the answers belongs to the checklist."""
        return "None of its answers belongs to this checklist. Is it from another form?"

    def _copied(self, check: RealityCheck) -> list[Edit]:
        """Return what else a further check has of the first one."""
        return []

    # ---- one filled-in form

    def take(self, submission: Submission) -> None:
        """Take one filled-in form."""
        fitted, tell = self._fitter.fit(submission), self._telling(submission)
        before = self._known.setdefault(submission.id, set()) if submission.id else set[str]()
        if _digest(submission) in before:
            self.brought.already += 1
            return
        if before:
            tell("A form with this name came in before, with other answers. Look at both.")
        for path in fitted.unknown:
            tell(f"The form has no question “{one_line(path, 60)}”.")
        given = self._given(fitted)
        if not given:
            tell(self._foreign() if fitted.unknown else "Nothing in it was answered.")
            return
        before.add(_digest(submission))
        check = self._check_for()
        growth = self._growth(check, fitted)
        grown = growth.edits(self._ws.store.new_id)
        if growth.left_out:
            tell(f"{count_of(growth.left_out, 'entry', 'entries')} of what repeats are too many for a check.")
        when = _when(self.form, fitted, submission)
        filled = Filled(check, submission, fitted, given, growth.entry_id, when, tell)
        noted = self._noted(filled)
        self.edits += [*self._edits_of(check, submission, when), *grown, *noted]

    def _telling(self, submission: Submission) -> Tell:
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

    def _check_for(self) -> RealityCheck:
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
                checklist_id=self._check.checklist_id,
            )
        self.brought.checks.append(found.id)
        self.brought.titles.append(found.title)
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
            edits += self._copied(check)
        if submission.id:
            told: dict[str, Scalar] = {
                "check_id": check.id,
                "field_id": SUBMISSION,
                "value": f"{_digest(submission)} {submission.id}",
            }
            edits.append(Edit(CheckField, link_id(check.id, SUBMISSION), told))
        return [Edit(RealityCheck, check.id, values), *edits]

    # ---- photos

    def _photo(self, submission: Submission, file: str, tell: Tell) -> Photo | None:
        """Return a photo that was looked at; None, and said, when it is not there or none."""
        where = self._answers.photo(submission, file)
        if where is None:
            tell(f"The photo “{one_line(file, 60)}” is not among the files. Its name is kept as words.")
            return None
        try:
            ((_, data),) = self._answers.read_photos([where])
            facts = self._facts(file, data)
        except InputError as error:
            tell(error.sentence)
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        self.photos[sha256] = where
        self.brought.photos += 1
        return Photo(file, (sha256, len(data)), facts)

    def _photo_edit(self, note_id: str, photo: Photo, check_id: str) -> Edit:
        return kept_photo_edit(self._ws, note_id, photo.name, photo.kept, photo.facts, check_id=check_id)


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


def fitting(form: Form, question: Question, text: str) -> tuple[str, str]:
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
