"""Brings answers that were collected with another program into checks.

One filled-in form is one check, as one visit is: its questions are asked and skipped by its own answers, it
is looked over on its own page, and what one home shows never mixes with another. The first one fills the
check that was named, unless that has notes already; each further one makes a check beside it.

Who filled the form in, and with which telephone, stays behind (data protection); only when it was done is
kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.form_records import item_id_of
from tia_desktop.domain.forms import Form, Question
from tia_desktop.domain.records import RealityCheck, Scalar
from tia_desktop.domain.rules import refuse_own_landlord, refuse_stopped
from tia_desktop.domain.submissions import Fitted
from tia_desktop.domain.text import one_line
from tia_desktop.services.capture import new_note
from tia_desktop.services.form_bringing import Answers as Answers
from tia_desktop.services.form_bringing import Bringing, Entries, Facts, Filled, fitting
from tia_desktop.services.form_bringing import Brought as Brought
from tia_desktop.services.form_bringing import Collected as Collected
from tia_desktop.services.form_checks import note_values
from tia_desktop.services.form_growth import Growth
from tia_desktop.services.form_own_answers import OwnBringing
from tia_desktop.services.form_questions import ItemMaker, checklist_of, form_of
from tia_desktop.services.ports import Progress
from tia_desktop.services.workspace import Workspace

MOST = 2_000
"""Filled-in forms at once: each becomes a check."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Answers that only wait to be kept.

    Attributes:
        brought: what will have come in then.
        edits: all of it, one action.
        photos: (hash, name in the archive) of the photos that are kept first.
        head: of the history when it was prepared: the edits fit no other state.
    """

    brought: Brought
    edits: Sequence[Edit]
    photos: Sequence[tuple[str, str]]
    head: str


def prepare_answers(
    ws: Workspace,
    check_id: str,
    answers: Answers,
    facts: Facts,
    *,
    questions: Sequence[str] = (),
    progress: Progress | None = None,
) -> Prepared:
    """Look at answers and say what they would become; nothing is kept. For a worker thread.

    Args:
        ws: the open inspection.
        check_id: the check whose checklist they belong to.
        answers: what was read.
        facts: what looks at a photo (`PictureReader.facts`).
        questions: key questions the notes help with, in the place of the first of the kind.
        progress: called with (filled-in forms, all of them); what it raises ends it.

    Raises:
        InputError: there is too much.
        OwnLandlordError: whoever works rents from this landlord (guidance para 35).
    """
    check = ws.need(RealityCheck, check_id)
    if len(answers.submissions) > MOST:
        raise InputError(f"These are more than {MOST:,} filled-in forms. Import fewer at once, or a survey.")
    member = ws.member(ws.author)
    refuse_stopped(member, check.title)
    refuse_own_landlord(ws.inspection, [member] if member else [])
    for each in questions:
        ws.pack.question(each)
    outside = checklist_of(ws, check) is not None
    made = _OutsideBringing if outside else OwnBringing
    bringing = made(ws, check, answers, facts, questions)
    for n, submission in enumerate(answers.submissions, 1):
        bringing.take(submission)
        if progress:
            progress(n, len(answers.submissions))
    head, _ = ws.store.log.head()
    return Prepared(bringing.brought, bringing.edits, tuple(bringing.photos.items()), head)


def keep_photo(ws: Workspace, answers: Answers, photo: tuple[str, str]) -> None:
    """Keep the bytes of one photo of what was prepared.

    Raises:
        InputError: it is not in the archive any more, or is another one now.
    """
    sha256, where = photo
    ((_, data),) = answers.read_photos([where])
    if ws.store.put_blob(data) != sha256:
        raise InputError(f"The photo “{one_line(where, 60)}” was changed meanwhile. Open the answers again.")


def keep_answers(ws: Workspace, prepared: Prepared, *, origin: str = "") -> Brought:
    """Record what was prepared, as one action; its photos are kept already (`keep_photo`).

    Raises:
        InputError: something was written in the meantime: prepare it again. Nothing is kept.
    """
    if not fits(ws, prepared):
        raise InputError("The inspection was changed meanwhile. Open the answers again.")
    ws.store.record(prepared.edits, author=ws.author, cause="import", origin=origin)
    return prepared.brought


def fits(ws: Workspace, prepared: Prepared) -> bool:
    """Whether nothing was written since it was prepared."""
    ws.store.seal()
    return ws.store.log.head()[0] == prepared.head


def import_answers(
    ws: Workspace,
    check_id: str,
    answers: Answers,
    facts: Facts,
    *,
    questions: Sequence[str] = (),
    progress: Progress | None = None,
    origin: str = "",
) -> Brought:
    """Keep answers as notes, with their photos, all in one action (see `prepare_answers`)."""
    if ws.store.read_only_reason:
        ws.store.record([], author=ws.author)  # says why nothing can be kept
    ws.store.seal()
    prepared = prepare_answers(ws, check_id, answers, facts, questions=questions, progress=progress)
    for photo in prepared.photos:
        keep_photo(ws, answers, photo)
    return keep_answers(ws, prepared, origin=origin)


class _OutsideBringing(Bringing):
    """Answers to a checklist from outside."""

    def __init__(
        self,
        ws: Workspace,
        check: RealityCheck,
        answers: Answers,
        facts: Facts,
        questions: Sequence[str],
    ) -> None:
        kept = checklist_of(ws, check)
        if kept is None:
            raise TypeError("the check runs no checklist from outside")
        self._kept = kept
        super().__init__(ws, check, answers, facts)
        self._maker = ItemMaker(ws, kept, check.template)
        self._questions = tuple(questions) or self._template.key_questions[:1]

    def _made_form(self) -> Form:
        return form_of(self._ws, self._kept)

    def _same(self) -> list[RealityCheck]:
        return self._ws.store.find(RealityCheck, checklist_id=self._kept.id)

    def _growth(self, check: RealityCheck, fitted: Fitted) -> Entries:
        return Growth(self.form, check.id, fitted.entries)

    def _noted(self, filled: Filled) -> list[Edit]:
        edits = list[Edit]()
        for key, question in filled.given:
            place = filled.entry_id(key)
            if place is not None:
                edits += self._note(filled, question, key, place)
        return edits

    def _note(self, filled: Filled, question: Question, key: str, place: str) -> list[Edit]:
        """Return the edits of one answer."""
        text, check = filled.fitted.answers[key], filled.check
        values: dict[str, Scalar] = {
            "how": self._template.how,
            "place": check.place,
            "item_id": item_id_of(self._kept.id, question.path),
            "entry_id": place,
        }
        values |= {"observed_at": filled.when} if filled.when else {}
        photo = self._photo(filled.submission, text, filled.tell) if question.kind == "image" else None
        if question.kind == "image":
            scheme = self._ws.pack.scheme(self._maker.scheme)
            values |= {"scheme": scheme.id, "rating": scheme.choices[0].id} if photo else {"text": text}
        else:
            answer, words = fitting(self.form, question, text)
            values |= note_values(self.form, question, answer) if answer else {}
            if words:
                values["text"] = words
                said = f"“{one_line(words, 60)}” does not fit “{one_line(key, 60)}”. It is kept as words."
                filled.tell(said)
        edits = new_note(self._ws, check, None, None, values, self._questions)
        self.brought.notes += 1
        return [*edits, self._photo_edit(edits[0].record_id, photo, check.id)] if photo else edits
