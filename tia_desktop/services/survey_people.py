"""Asking people a survey in the window: who is asked, what they say, and counting all of them.

Nothing says who somebody is: a person is a number in the order of asking. Nothing is kept of people who did
not agree (rc12 of the framework: consent), and everybody may leave out a question or stop at any time.
"""

from __future__ import annotations

import json

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import EvidenceNote, RealityCheck, Scalar, link_id
from tia_desktop.domain.rules import refuse_own_landlord, refuse_stopped
from tia_desktop.domain.survey_records import Survey, SurveyAnswer, SurveyPerson, SurveyResult
from tia_desktop.domain.survey_sets import SurveySet
from tia_desktop.domain.text import one_line
from tia_desktop.services.capture import NoteDraft, note_edits, without_note
from tia_desktop.services.guided import begin_edits
from tia_desktop.services.survey_content import CAPTURE, TENURE, Counter, Packer
from tia_desktop.services.survey_people_pages import LEFT_OUT, SurveyPage, cell_of, pages_of
from tia_desktop.services.survey_reading import only_tenure
from tia_desktop.services.surveys import SurveyFacts, check_facts, first_question, survey_edits
from tia_desktop.services.workspace import Workspace

INTERVIEWER, SELF = "interviewer", "self"
MODES = (INTERVIEWER, SELF)
ASKED_HERE = "asked_here"
"""In how a survey was read: it is the count of the people who were asked in the window."""


def begin_person(
    ws: Workspace,
    asked: SurveySet,
    check_id: str,
    *,
    mode: str,
    agreed: bool,
    tenure: str = "",
    origin: str = "",
) -> str:
    """Begin with somebody who agreed, and return the id of what is kept of them.

    Args:
        ws: the open inspection.
        asked: the question set.
        check_id: the check that the survey belongs to.
        mode: "interviewer" or "self".
        agreed: whether the person was told what it is for, and said yes.
        tenure: whose home, when the set asks about several.
        origin: who writes, so that they are not told.

    Raises:
        InputError: they did not agree, or a value does not fit; nothing is kept.
        OwnLandlordError: whoever asks rents from this landlord (guidance para 35).
    """
    check = ws.need(RealityCheck, check_id)
    if mode not in MODES:
        raise InputError(f"“{one_line(mode, 40)}” is no way to ask. Choose one of: {', '.join(MODES)}.")
    if not agreed:
        raise InputError("Ask first whether the person agrees. Without a yes nothing is kept.")
    refuse_asker(ws, check)
    now, made = ws.store.now(), ws.store.new_id()
    before = ws.store.find(SurveyPerson, check_id=check_id)
    values: dict[str, Scalar] = {
        "check_id": check_id,
        "set_id": asked.id,
        "edition": asked.edition,
        "number": max((person.number for person in before), default=0) + 1,
        "mode": mode,
        "tenure": only_tenure(asked, tenure),
        "agreed_at": now,
        "started_at": now,
        "author": ws.author,
    }
    edits = [Edit(SurveyPerson, made, values), *begin_edits(ws, check, now, agreed=True)]
    ws.store.record(edits, author=ws.author, origin=origin)
    return made


def refuse_asker(ws: Workspace, check: RealityCheck) -> None:
    """Raise when whoever works rents from this landlord: they ask nobody, and hand over to nobody.

    Raises:
        OwnLandlordError: with the reason and who to tell (guidance para 35).
    """
    member = ws.member(ws.author)
    refuse_stopped(member, check.title)
    refuse_own_landlord(ws.inspection, [member] if member else [])


# ---- one person's answers


def answers_of(ws: Workspace, person_id: str) -> dict[str, str]:
    """Return question or filter -> what the person said."""
    return {a.question_id: a.answer for a in ws.store.find(SurveyAnswer, person_id=person_id)}


def pages(ws: Workspace, asked: SurveySet, person_id: str) -> list[SurveyPage]:
    """Return what this person is asked, one after the other."""
    return pages_of(asked, ws.need(SurveyPerson, person_id).tenure, answers_of(ws, person_id))


def answer(
    ws: Workspace, asked: SurveySet, person_id: str, page_id: str, said: str, *, origin: str = ""
) -> None:
    """Keep an answer at once, in the place of an earlier one.

    Raises:
        InputError: it is no answer to this question, or the person has ended.
    """
    page = _page(ws, asked, person_id, page_id)
    if not page.takes(said):
        raise InputError(f"“{one_line(said, 40)}” is no answer to “{one_line(page.ask, 80)}”.")
    _keep_answer(ws, person_id, page_id, said, origin)


def leave_out(ws: Workspace, asked: SurveySet, person_id: str, page_id: str, *, origin: str = "") -> None:
    """Keep that the person does not want to answer a question."""
    _page(ws, asked, person_id, page_id)
    _keep_answer(ws, person_id, page_id, LEFT_OUT, origin)


def _page(ws: Workspace, asked: SurveySet, person_id: str, page_id: str) -> SurveyPage:
    _open(ws, person_id)
    found = next((page for page in pages(ws, asked, person_id) if page.id == page_id), None)
    if found is None:
        raise InputError(f"“{one_line(page_id, 40)}” is not asked of this person.")
    return found


def _keep_answer(ws: Workspace, person_id: str, page_id: str, said: str, origin: str) -> None:
    values: dict[str, Scalar] = {"person_id": person_id, "question_id": page_id, "answer": said}
    edit = Edit(SurveyAnswer, link_id(person_id, page_id), values)
    ws.store.record([edit], author=ws.author, origin=origin)


def words_of(ws: Workspace, person_id: str) -> str:
    """Return what the person said in their own words."""
    note = ws.store.get(EvidenceNote, _words_id(person_id))
    return note.text if note else ""


def keep_words(ws: Workspace, asked: SurveySet, person_id: str, text: str, *, origin: str = "") -> None:
    """Keep a person's own words as a note of the check; without words there is none. No person is named.

    Raises:
        InputError: the person has ended.
    """
    person, note_id, words = _open(ws, person_id), _words_id(person_id), text.strip()
    before = ws.store.get(EvidenceNote, note_id)
    if words == (before.text if before else ""):
        return
    if before and words:
        ws.store.type_text(EvidenceNote, note_id, "text", words, author=ws.author, origin=origin)
        return
    if before:
        edits = _words_removed(ws, person_id)
    else:
        draft = NoteDraft(
            text=words,
            check_id=person.check_id,
            how="told",
            source="tenant",
            exact_words=True,
            questions=first_question(ws, person.check_id),
            place=asked.title,
        )
        check = ws.need(RealityCheck, person.check_id)
        edits = note_edits(ws, draft, note_id, {check.id: check})
    ws.store.record(edits, author=ws.author, origin=origin)


def _words_id(person_id: str) -> str:
    return link_id(person_id, "words")


def _words_removed(ws: Workspace, person_id: str) -> list[Edit]:
    note_id = _words_id(person_id)
    if ws.store.get(EvidenceNote, note_id) is None:
        return []
    return [Edit(EvidenceNote, note_id, remove=True), *without_note(ws, note_id)]


def end_person(ws: Workspace, person_id: str, *, origin: str = "") -> None:
    """The person has seen every question: from now on they are counted, and nothing is changed any more."""
    _end(ws, person_id, {}, origin)


def stop_person(ws: Workspace, person_id: str, *, keep: bool, origin: str = "") -> None:
    """The person does not go on. What they said so far is counted, or thrown away, as they wish."""
    if keep:
        _end(ws, person_id, {"stopped": True}, origin)
        return
    _open(ws, person_id)
    ws.store.seal()  # words that were typed last go with the rest, and come back with undo
    gone = [Edit(SurveyAnswer, a.id, remove=True) for a in ws.store.find(SurveyAnswer, person_id=person_id)]
    edits = [Edit(SurveyPerson, person_id, remove=True), *gone, *_words_removed(ws, person_id)]
    ws.store.record(edits, author=ws.author, origin=origin)


def _end(ws: Workspace, person_id: str, more: dict[str, Scalar], origin: str) -> None:
    _open(ws, person_id)
    values: dict[str, Scalar] = {"ended_at": ws.store.now(), **more}
    ws.store.record([Edit(SurveyPerson, person_id, values)], author=ws.author, origin=origin)


def _open(ws: Workspace, person_id: str) -> SurveyPerson:
    person = ws.need(SurveyPerson, person_id)
    if person.ended_at:
        raise InputError("These answers are handed in. They are not changed any more.")
    return person


# ---- all of them


def people_of(ws: Workspace, asked: SurveySet, check_id: str) -> list[SurveyPerson]:
    """Return everybody who was asked this edition of a set for a check, oldest first."""
    return ws.store.find(SurveyPerson, check_id=check_id, set_id=asked.id, edition=asked.edition)


def count_of_people(ws: Workspace, asked: SurveySet, check_id: str) -> Survey | None:
    """Return the survey that the people of a check, asked this edition, were counted into."""
    found = ws.store.find(Survey, check_id=check_id, set_id=asked.id, edition=asked.edition, kind=CAPTURE)
    return next((survey for survey in found if json.loads(survey.reading).get(ASKED_HERE)), None)


def count_people(ws: Workspace, asked: SurveySet, facts: SurveyFacts, *, origin: str = "") -> str:
    """Count everybody who ended, in the place of an earlier count of the same check and set; return its id.

    Raises:
        InputError: a fact is missing, or nobody has answered yet; nothing is changed.
    """
    check_facts(ws, asked, facts)
    people = [person for person in people_of(ws, asked, facts.check_id) if person.ended_at]
    lines = []
    for person in people:
        said = answers_of(ws, person.id)
        cells = [cell_of(asked, question, person.tenure, said) for question in asked.questions]
        lines.append([person.tenure, *cells])
    if not lines:
        raise InputError(f"Nobody has answered “{one_line(asked.title, 60)}” here yet. Ask people first.")
    lines.sort()  # the order does not tell who was asked when
    names = [TENURE, *(question.id for question in asked.questions)]
    packer, counter = Packer(names), Counter(names)
    packer.add(lines)
    counter.add(lines)
    reading = {
        ASKED_HERE: {mode: sum(p.mode == mode for p in people) for mode in MODES},
        "stopped": sum(p.stopped for p in people),
        "scales": {s.id: [a.id for a in s.answers] for s in asked.scales},
        "rule": asked.rule,
    }
    values: dict[str, Scalar] = {
        "title": facts.title.strip() or asked.title,
        "kind": CAPTURE,
        "reading": json.dumps(reading, ensure_ascii=False),
        "row_count": len(lines),
    }
    former = count_of_people(ws, asked, facts.check_id)
    survey_id = former.id if former else ws.store.new_id()
    old = ws.store.find(SurveyResult, survey_id=survey_id)
    edits = [Edit(SurveyResult, result.id, remove=True) for result in old]
    edits += survey_edits(ws, survey_id, asked, facts, values, counter.tallies, packer.done())
    ws.store.record(edits, author=ws.author, origin=origin)
    return survey_id
