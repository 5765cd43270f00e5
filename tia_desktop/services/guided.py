"""The guided walk through a check: its questions, the answers, how far it is, and where to go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import ChecklistItem, FrameworkPack
from tia_desktop.domain.records import CheckEntry, EvidenceNote, RealityCheck, Scalar
from tia_desktop.domain.values import Value
from tia_desktop.services.capture import question_edit, remove_note
from tia_desktop.services.checklist import Asked, Where, asked, item_of, where_of
from tia_desktop.services.ports import BOOKMARK
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Step(Value):
    """One question of a check, and the note that answers it so far, if any.

    `said` is how many lines people said about it (`say`): they answer a question as words do.
    """

    asked: Asked
    note: EvidenceNote | None
    tone: str  # good, ok, weak, bad, none; "" when it is not answered
    said: int = 0

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
        note = self.note
        return self.said > 0 or (note is not None and bool(note.rating or note.value or note.text.strip()))

    @property
    def needs_words(self) -> bool:
        """A weak answer without words: saved, flagged, never blocked."""
        words = self.said > 0 or (self.note is not None and bool(self.note.text.strip()))
        return self.tone in ("weak", "bad") and not words

    @property
    def is_missing(self) -> bool:
        """A required answer that is not there: flagged, never blocked."""
        return self.item.required and not self.done


def steps(ws: Workspace, check: RealityCheck) -> list[Step]:
    """Return a check's questions in order, each with its note."""
    of, lines = _notes_of(ws, check)
    return [_step(ws, one, of, lines) for one in asked(ws, check, of.values())]


def not_asked_any_more(ws: Workspace, check: RealityCheck) -> list[Step]:
    """Return questions with an answer that are not asked now: an earlier answer, or the team, took them out.

    Their answers are kept.
    """
    of, lines = _notes_of(ws, check)
    shown = {where_of(one) for one in asked(ws, check, of.values())}
    entries = {e.id: e for e in ws.store.find(CheckEntry, check_id=check.id)}
    gone = []
    for item_id, entry_id in dict.fromkeys((*of, *lines)):
        item = item_of(ws, item_id) if (item_id, entry_id) not in shown else None
        if item is not None:
            entry = entries.get(entry_id)
            gone.append(_step(ws, Asked(item, entry.title if entry else item.group, entry), of, lines))
    return [step for step in gone if step.done]


def _notes_of(ws: Workspace, check: RealityCheck) -> tuple[dict[Where, EvidenceNote], Counter[Where]]:
    """Return the notes that answer questions, and how many lines people said about each."""
    notes = [n for n in ws.store.find(EvidenceNote, check_id=check.id) if n.item_id]
    lines = Counter((n.item_id, n.entry_id) for n in notes if n.speaker and n.text.strip())
    return {(n.item_id, n.entry_id): n for n in notes if not n.speaker}, lines


def _step(ws: Workspace, one: Asked, of: Mapping[Where, EvidenceNote], lines: Mapping[Where, int]) -> Step:
    note = of.get(where_of(one))
    return Step(one, note, tone_of(ws.pack, note, one.item), lines.get(where_of(one), 0))


def tone_of(pack: FrameworkPack, note: EvidenceNote | None, item: ChecklistItem | None = None) -> str:
    """Return how a note's rating reads (good, ok, weak, bad, none), or ""."""
    if note is None or not note.rating:
        return ""
    return rating_tone(pack, note.item_id, note.scheme, note.rating, item)


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
    """Mark a check as started, once, and return it."""
    check = ws.need(RealityCheck, check_id)
    if check.status == "planned":
        edit = Edit(RealityCheck, check_id, {"status": "started", "started_at": ws.store.now()})
        ws.store.record([edit], author=ws.author)
    return ws.need(RealityCheck, check_id)


def needs_start_page(ws: Workspace, check: RealityCheck) -> bool:
    """Whether something has to be said or agreed before the first question: consent, care, fields."""
    template = ws.pack.template(check.template)
    if check.started_at and (check.consent_at or not template.consent):
        return False
    return bool(template.consent or template.care or template.fields)


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
    note_id, now = ws.store.new_id(), ws.store.now()
    values: dict[str, Scalar] = {
        "check_id": check.id,
        "item_id": one.item.id,
        "entry_id": one.entry.id if one.entry else "",
        "how": how or template.how,
        "source": template.source_group,
        "place": place,
        "observed_at": now,
        "written_at": now,
        "author": ws.author,
    }
    if questions is None:
        questions = one.item.key_questions or template.key_questions[:1]
    return [Edit(EvidenceNote, note_id, values), *(question_edit(note_id, q) for q in questions)]


def note_of(ws: Workspace, check: RealityCheck, one: Asked) -> str:
    """Return the id of the note that answers a question, or ""."""
    entry = one.entry.id if one.entry else ""
    found = ws.store.find(EvidenceNote, check_id=check.id, item_id=one.item.id, entry_id=entry, speaker="")
    return next((n.id for n in found), "")


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


def say(
    ws: Workspace,
    check: RealityCheck,
    item: ChecklistItem | None,
    speaker: str,
    text: str,
    *,
    exact: bool = False,
    how: str = "told",
    place: str = "",
    entry: CheckEntry | None = None,
    unfinished: bool = False,
    origin: str = "",
) -> str:
    """Keep what somebody said in an interview, group or meeting, with the clock time; return the note's id.

    People are recorded by role or number, never by name. An `unfinished` line is still being typed; it has
    no time of writing until `end_line`.

    Raises:
        InputError: no words, or nobody said them.
    """
    if not text.strip():
        raise InputError("Write what was said.")
    if not speaker.strip():
        raise InputError("Say who was speaking, by role or number, such as “Tenant 2”.")
    template = ws.pack.template(check.template)
    note_id, now = ws.store.new_id(), ws.store.now()
    values: dict[str, Scalar] = {
        "check_id": check.id,
        "item_id": item.id if item else "",
        "entry_id": entry.id if entry else "",
        "text": text if unfinished else text.strip(),
        "speaker": speaker.strip(),
        "exact_words": exact,
        "how": how,
        "source": template.source_group,
        "place": place,
        "observed_at": now,
        "written_at": "" if unfinished else now,
        "author": ws.author,
    }
    questions = item.key_questions if item else template.key_questions[:1]
    edits = [Edit(EvidenceNote, note_id, values), *(question_edit(note_id, q) for q in questions)]
    ws.store.record(edits, author=ws.author, origin=origin)
    return note_id


def end_line(ws: Workspace, note_id: str, *, origin: str = "") -> None:
    """Say that a line is finished; one without words goes."""
    line = ws.need(EvidenceNote, note_id)
    if not line.text.strip():
        remove_note(ws, note_id, origin=origin)
    elif not line.written_at:
        edit = Edit(EvidenceNote, note_id, {"written_at": ws.store.now()})
        ws.store.record([edit], author=ws.author, origin=origin)


def said(ws: Workspace, check: RealityCheck, item_id: str | None = None) -> list[EvidenceNote]:
    """Return what people said in a check, in the order it was written down; for one item when asked."""
    notes = [n for n in ws.store.find(EvidenceNote, check_id=check.id) if n.speaker]
    return [n for n in notes if item_id is None or n.item_id == item_id]


def finish_check(ws: Workspace, check_id: str) -> None:
    """Mark a check as done. Questions without an answer stay open and are shown as such."""
    ws.need(RealityCheck, check_id)
    edit = Edit(RealityCheck, check_id, {"status": "done", "finished_at": ws.store.now(), "resume_item": ""})
    ws.store.record([edit], author=ws.author)
