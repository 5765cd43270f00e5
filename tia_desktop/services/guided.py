"""The guided walk through a check: its questions, the answers, how far it is, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tia_desktop.domain.case_records import Sample
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import ChecklistItem, CheckTemplate, FrameworkPack
from tia_desktop.domain.records import CheckEntry, EvidenceNote, RealityCheck, Scalar
from tia_desktop.domain.rules import refuse_stopped
from tia_desktop.domain.shop_records import ShopAttempt
from tia_desktop.domain.values import Value
from tia_desktop.services.capture import new_note
from tia_desktop.services.checklist import Asked, Where, asked, field_values, item_of, where_of
from tia_desktop.services.ports import BOOKMARK
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Step(Value):
    """One question of a check, and the note that answers it so far, if any.

    Attributes:
        asked: the question.
        note: the note that answers it: the oldest, the one that `answer` changes.
        tone: good, ok, weak, bad or none; "" when it is not answered.
        more: further notes on the question: brought by an import, a merge or a move.
        lines: what people said about it (`say`); it answers a question as words do.
        excused: whether its grade says that there is no number, date or choice to write, as “not seen” does.
    """

    asked: Asked
    note: EvidenceNote | None
    tone: str
    more: tuple[EvidenceNote, ...] = ()
    lines: tuple[EvidenceNote, ...] = ()
    excused: bool = False

    @property
    def item(self) -> ChecklistItem:
        """The question."""
        return self.asked.item

    @property
    def key(self) -> str:
        """What names the question within its check."""
        return self.asked.key

    @property
    def done(self) -> bool:
        """Whether it has any answer ("not seen" is one)."""
        notes = (self.note, *self.more) if self.note else ()
        return self.said > 0 or any(n.rating or n.value or n.text.strip() for n in notes)

    @property
    def needs_words(self) -> bool:
        """A weak answer without words: saved, flagged, never blocked."""
        notes = (self.note, *self.more) if self.note else ()
        words = self.said > 0 or any(n.text.strip() for n in notes)
        return self.tone in ("weak", "bad") and not words

    @property
    def said(self) -> int:
        """How many lines people said about it."""
        return len(self.lines)

    @property
    def is_missing(self) -> bool:
        """A required answer that is not there: flagged, never blocked."""
        return self.item.required and (not self.done or self.lacks_value)

    @property
    def lacks_value(self) -> bool:
        """Whether the number, date or choice that it asks for is not there, although it has an answer."""
        notes = (self.note, *self.more) if self.note else ()
        return self.done and self.item.asks_value and not self.excused and not any(n.value for n in notes)


def steps(ws: Workspace, check: RealityCheck) -> list[Step]:
    """Return a check's questions in order, each with its note."""
    return _Given(ws, check).asked_now()


def everything(ws: Workspace, check: RealityCheck) -> tuple[list[Step], list[Step]]:
    """Return a check's questions in order, and what `not_asked_any_more` returns; notes are read once."""
    given = _Given(ws, check)
    now = given.asked_now()
    known = {where_of(step.asked) for step in now}
    entries = {e.id: e for e in ws.store.find(CheckEntry, check_id=check.id)}
    gone = []
    for item_id, entry_id in (where for where in given.places if where not in known):
        lost = f"A question that is not there any more ({item_id})"
        item = item_of(ws, item_id, check.id)
        item = item or ChecklistItem(item_id, check.template, "", lost, lost, "text", "", ())
        entry = entries.get(entry_id) or (CheckEntry(id=entry_id, check_id=check.id) if entry_id else None)
        heading = entry.title if entry and entry.title else item.group
        gone.append(given.step(Asked(item, heading, entry)))
    return now, [step for step in gone if step.done]


def not_asked_any_more(ws: Workspace, check: RealityCheck) -> list[Step]:
    """Return questions with an answer that are not asked now; their answers are kept.

    An earlier answer or the team took them out, or the room or the question is not there any more.
    """
    return everything(ws, check)[1]


class _Given:
    """The notes that answer a check's questions, oldest first, and what people said about each."""

    def __init__(self, ws: Workspace, check: RealityCheck) -> None:
        self._ws, self._check = ws, check
        self._notes: dict[Where, list[EvidenceNote]] = {}
        self._lines: dict[Where, list[EvidenceNote]] = {}
        for note in ws.store.find(EvidenceNote, check_id=check.id):
            if note.item_id and (not note.speaker or note.text.strip()):
                kind = self._lines if note.speaker else self._notes
                kind.setdefault((note.item_id, note.entry_id), []).append(note)
        self.places = dict.fromkeys((*self._notes, *self._lines))

    def asked_now(self) -> list[Step]:
        """Return the questions that are asked: of several notes the one that `answer` changes decides."""
        answers = [notes[0] for notes in self._notes.values()]
        return [self.step(one) for one in asked(self._ws, self._check, answers)]

    def step(self, one: Asked) -> Step:
        """Return a question with its notes."""
        notes = self._notes.get(where_of(one), [])
        note = notes[0] if notes else None
        lines, pack = self._lines.get(where_of(one), ()), self._ws.pack
        excused = any(_excuses(pack, each) for each in notes)
        return Step(one, note, tone_of(pack, note, one.item), tuple(notes[1:]), tuple(lines), excused)


def _excuses(pack: FrameworkPack, note: EvidenceNote) -> bool:
    """Whether a note's grade says that there is nothing more to write."""
    try:
        return bool(note.rating) and pack.choice(note.scheme, note.rating).no_value
    except InputError:  # a grade of another pack: nobody here can say
        return False


def tone_of(pack: FrameworkPack, note: EvidenceNote | None, item: ChecklistItem | None = None) -> str:
    """Return how a note's rating reads (good, ok, weak, bad, none), or ""."""
    if note is None or not note.rating:
        return ""
    try:
        return rating_tone(pack, note.item_id, note.scheme, note.rating, item)
    except InputError:  # a grade of another pack, from a file that was merged in
        return "none"


def rating_tone(
    pack: FrameworkPack, item_id: str, scheme: str, rating: str, item: ChecklistItem | None = None
) -> str:
    """Return the tone of a stored rating; for some items “yes” is the weak answer."""
    item = item or (pack.find_item(item_id) if item_id else None)
    if item is not None and item.scheme == scheme:
        return pack.item_tone(item, rating)
    return pack.tone(scheme, rating)


def value_words(item: ChecklistItem, value: str) -> str:
    """Return a number, date or choice as people read it: with its unit, or in the words of its choices."""
    words = {c.id: c.word for c in item.choices}
    if words:
        return ", ".join(words.get(v, v) for v in value.split())
    return f"{value} {item.unit}" if item.unit and value else value


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class CheckProgress(Value):
    """How far a check is: questions done, all questions, and the minutes that are left."""

    done: int
    total: int
    minutes_left: int


def progress(ws: Workspace, check: RealityCheck) -> CheckProgress:
    """Return how far a check is."""
    all_steps = steps(ws, check)
    done = sum(s.done for s in all_steps)
    per_item = ws.pack.template(check.template).minutes_per_item
    return CheckProgress(done, len(all_steps), round((len(all_steps) - done) * per_item))


def begin_check(ws: Workspace, check_id: str) -> RealityCheck:
    """Mark a check as started, once, and return it.

    Raises:
        InputError: people have to agree to this kind of check first, and nobody did; or an answer that is
            asked before it does not let it begin.
        OwnLandlordError: this person said that they rent from this landlord (guidance para 35).
    """
    check = ws.need(RealityCheck, check_id)
    refuse_stopped(ws.member(ws.author), check.title)
    template = ws.pack.template(check.template)
    if check.status != "done" and template.consent and not check.consent_at:
        # Also when other work began it, such as people who were asked a survey, each with a yes of their own.
        raise InputError("Ask first, and say who agreed: without that, this kind of check cannot start.")
    if check.status == "planned":
        for spec in template.refusals(field_values(ws, check_id)):
            raise InputError(f"{spec.question} {spec.must.words if spec.must else ''}")
        edit = Edit(RealityCheck, check_id, {"status": "started", "started_at": ws.store.now()})
        ws.store.record([edit], author=ws.author)
    return ws.need(RealityCheck, check_id)


def begin_edits(ws: Workspace, check: RealityCheck, at: str = "", *, agreed: bool = False) -> list[Edit]:
    """Return what marks a check as started by work on it, such as a draw; nothing when it is already.

    Nothing either while something must be agreed or answered first: that stays with `begin_check`.

    Args:
        ws: the open inspection.
        check: the check.
        at: since when, "" for now.
        agreed: whoever the work is about has agreed already, each for themselves, or nobody was met: the
            check's own questions still ask for a consent before they begin (`needs_start_page`).
    """
    template = ws.pack.template(check.template)
    must_agree = bool(template.consent and not check.consent_at and not agreed)
    if check.status != "planned" or must_agree or template.refusals(field_values(ws, check.id)):
        return []
    return [Edit(RealityCheck, check.id, {"status": "started", "started_at": at or ws.store.now()})]


def needs_start_page(ws: Workspace, check: RealityCheck) -> bool:
    """Whether something has to be said or agreed before the first question: consent, care, fields."""
    template = ws.pack.template(check.template)
    if check.started_at and (check.consent_at or not template.consent):
        return _is_still_to_be_said(ws, check, template)
    return bool(template.consent or template.care or template.fields)


def _is_still_to_be_said(ws: Workspace, check: RealityCheck, template: CheckTemplate) -> bool:
    """Whether a check began with other work (a draw, a shop), and what its questions need is not said yet."""
    if not (ws.store.count(Sample, check_id=check.id) or ws.store.count(ShopAttempt, check_id=check.id)):
        return False
    values = field_values(ws, check.id)
    if all(values.get(spec.id) for spec in template.fields_asked(values) if spec.required):
        return False
    return not any(note.item_id for note in ws.store.find(EvidenceNote, check_id=check.id))


def record_consent(ws: Workspace, check_id: str, how: str, *, origin: str = "") -> None:
    """Note that the people who take part agreed, before a home visit or a group; by role, never by name.

    Raises:
        InputError: nothing says who agreed.
    """
    ws.need(RealityCheck, check_id)
    if not how.strip():
        raise InputError("Say who agreed, such as “the tenant, spoken”. Do not write a name.")
    values: dict[str, Scalar] = {"consent_at": ws.store.now(), "consent_how": how.strip()}
    ws.store.record([Edit(RealityCheck, check_id, values)], author=ws.author, origin=origin)


def type_who_agreed(ws: Workspace, check_id: str, who: str, *, origin: str = "") -> None:
    """Save who agreed while it is typed. Alone it is no consent: `record_consent` says that they did."""
    ws.store.type_text(RealityCheck, check_id, "consent_how", who, author=ws.author, origin=origin)


def withdraw_consent(ws: Workspace, check_id: str, *, origin: str = "") -> None:
    """Take consent back: it was ticked by mistake, or people changed their minds."""
    ws.store.record([Edit(RealityCheck, check_id, {"consent_at": ""})], author=ws.author, origin=origin)


def remember_place(ws: Workspace, check_id: str, key: str, place: str, *, origin: str = "") -> None:
    """Remember where the person is, so that they come back to exactly there."""
    edit = Edit(RealityCheck, check_id, {"resume_item": key, "last_place": place})
    ws.store.record([edit], author=ws.author, cause=BOOKMARK, origin=origin)


def _new_answer(
    ws: Workspace,
    check: RealityCheck,
    one: Asked,
    place: str,
    how: str = "",
    questions: Sequence[str] | None = None,
) -> list[Edit]:
    """Return the edits that make the note of a question; the note's own edit comes first."""
    template = ws.pack.template(check.template)
    if questions is None:
        questions = one.item.key_questions or template.key_questions[:1]
    values: dict[str, Scalar] = {"how": how or template.how, "place": place}
    return new_note(ws, check, one.item, one.entry, values, questions)


def note_of(ws: Workspace, check: RealityCheck, one: Asked) -> str:
    """Return the id of the note that answers a question, the oldest, or ""."""
    return next((n.id for n in notes_on(ws, check, one)), "")


def notes_on(ws: Workspace, check: RealityCheck, one: Asked) -> list[EvidenceNote]:
    """Return the note that answers a question, and further ones on it; not what people said."""
    entry = one.entry.id if one.entry else ""
    return ws.store.find(EvidenceNote, check_id=check.id, item_id=one.item.id, entry_id=entry, speaker="")


def ensure_note(
    ws: Workspace,
    check: RealityCheck,
    one: Asked,
    place: str,
    *,
    how: str = "",
    questions: Sequence[str] | None = None,
    origin: str = "",
) -> str:
    """Return the id of the note that answers a question, making it with the defaults of its kind when needed.

    `how` and `questions` take the place of the defaults.
    """
    found = note_of(ws, check, one)
    if found:
        return found
    edits = _new_answer(ws, check, one, place, how, questions)
    ws.store.record(edits, author=ws.author, origin=origin)
    return edits[0].record_id


def answer(
    ws: Workspace,
    check: RealityCheck,
    one: Asked,
    *,
    rating: str = "",
    value: str = "",
    place: str = "",
    how: str = "",
    questions: Sequence[str] | None = None,
    origin: str = "",
) -> str:
    """Keep the answer to a question, as one action, and return its note's id. The scheme is stored with it.

    Args:
        ws: the open inspection.
        check: the check.
        one: the question.
        rating: a grade of its scheme.
        value: a number, date, time, or the ids of its own choices with a space between them.
        place: where it is; "" keeps what was there.
        how: how it is known, and
        questions: the key questions it helps with, in the place of the defaults of a note that is made now.
        origin: who writes, so that they are not told.

    Raises:
        InputError: a grade or choice the question does not offer; nothing is kept.
    """
    scheme = ws.pack.scheme_for(one.item)
    if rating:
        ws.pack.choice(scheme.id, rating)
    _test_choices(one.item, value)
    values: dict[str, Scalar] = {"rating": rating, "scheme": scheme.id if rating else "", "value": value}
    note_id, edits = note_of(ws, check, one), list[Edit]()
    if not note_id:
        edits = _new_answer(ws, check, one, place, how, questions)
        note_id = edits[0].record_id
    elif place:
        values["place"] = place
    ws.store.record([*edits, Edit(EvidenceNote, note_id, values)], author=ws.author, origin=origin)
    return note_id


def _test_choices(item: ChecklistItem, value: str) -> None:
    known = {c.id for c in item.choices}
    wrong = [v for v in value.split() if v not in known] if known else []
    if wrong:
        offered = ", ".join(c.id for c in item.choices)
        raise InputError(f"“{wrong[0]}” is not one of the choices. Choose one of: {offered}.")
    if item.answer == "choice" and known and len(value.split()) > 1:
        raise InputError("Choose one answer.")


def finish_check(ws: Workspace, check_id: str) -> None:
    """Mark a check as done. Questions without an answer stay open and are shown as such."""
    ws.need(RealityCheck, check_id)
    edit = Edit(RealityCheck, check_id, {"status": "done", "finished_at": ws.store.now(), "resume_item": ""})
    ws.store.record([edit], author=ws.author)
