"""Putting findings in order: merging and splitting them, moving them between key questions.

Each function is one action: undo brings back all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import DriverFinding, FigureLink, FindingPrompt, NoteSubQuestion
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import (
    EvidenceLink,
    EvidenceNote,
    Finding,
    FindingQuestion,
    JudgementFinding,
    Record,
    Scalar,
    field_names,
    link_id,
)
from tia_desktop.services.conclude import finding_values, need_part, set_finding_questions
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Link:
    """How a finding hangs together with something else: which field names it, and which end comes first."""

    cls: type[Record]
    other: str
    other_first: bool = False
    together: tuple[tuple[str, ...], ...] = ()  # fields that are filled together where they are empty

    def id_for(self, finding_id: str, other_id: str) -> str:
        """The id of the link between a finding and something else."""
        return link_id(other_id, finding_id) if self.other_first else link_id(finding_id, other_id)


_EVIDENCE = _Link(
    EvidenceLink,
    "note_id",
    together=(("quote", "quote_at"), ("attachment_id",), ("answer", "answered_by", "answered_at")),
)
_LINKS = (
    _Link(FindingQuestion, "question_id"),
    _EVIDENCE,
    _Link(FindingPrompt, "prompt_id"),
    _Link(FigureLink, "figure_id"),
    _Link(DriverFinding, "driver_id", other_first=True),
    _Link(JudgementFinding, "judgement_id", other_first=True),
)


def merge_findings(ws: Workspace, into: str, others: Sequence[str]) -> None:
    """Make one finding of several: `into` keeps its words and number, the others go.

    Everything that hangs on the others hangs on `into` afterwards. What `into` says of a note that is
    behind both stays: its stance, and its passage, photo and answer where it has them.

    Raises:
        InputError: no other finding is named, or one that does not exist.
    """
    ws.need(Finding, into)
    gone = [each for each in dict.fromkeys(others) if each != into]
    if not gone:
        raise InputError("Choose at least two findings to merge.")
    edits = [edit for link in _LINKS for edit in _moved(ws, link, into, gone)]
    edits += [Edit(Finding, ws.need(Finding, each).id, remove=True) for each in gone]
    ws.store.record(edits, author=ws.author)


def _moved(ws: Workspace, link: _Link, into: str, gone: Iterable[str]) -> list[Edit]:
    """The edits that hang on `into` what hangs on the findings that go, in their order."""
    have = {getattr(each, link.other): _values(each) for each in ws.store.find(link.cls, finding_id=into)}
    wanted, edits = dict[str, dict[str, Scalar]](), list[Edit]()
    for finding_id in gone:
        for each in ws.store.find(link.cls, finding_id=finding_id):
            edits.append(Edit(link.cls, each.id, remove=True))
            other, values = getattr(each, link.other), {**_values(each), "finding_id": into}
            known = have.get(other)
            if known is None:
                have[other] = wanted[other] = values
            elif lacking := _lacking(link, known, values):
                have[other] = {**known, **lacking}
                wanted[other] = {**wanted.get(other, {}), **lacking}
    return edits + [Edit(link.cls, link.id_for(into, other), values) for other, values in wanted.items()]


def _lacking(link: _Link, known: dict[str, Scalar], values: dict[str, Scalar]) -> dict[str, Scalar]:
    """What another link says that the known one has no words for."""
    return {
        name: values[name]
        for names in link.together
        if not known[names[0]] and values[names[0]]
        for name in names
    }


def _values(record: Record) -> dict[str, Scalar]:
    return {name: getattr(record, name) for name in field_names(type(record))}


def split_finding(ws: Workspace, finding_id: str, notes: Sequence[str], text: str, polarity: str) -> str:
    """Make a finding of its own out of some notes of another; return its id.

    It has the same key questions, part and area. The notes come along with stance, passage and answer;
    prompts, figures, drivers and judgements stay where they are, for a person to decide.

    Raises:
        InputError: no words, a note that is not behind the finding, no note, or no note left behind.
    """
    finding = ws.need(Finding, finding_id)
    links = {link.note_id: link for link in ws.store.find(EvidenceLink, finding_id=finding_id)}
    chosen = list(dict.fromkeys(notes))
    if not chosen:
        raise InputError("Choose the notes that make a finding of their own.")
    for note in chosen:
        if note not in links:
            raise InputError(f"The note “{note}” is not behind this finding. Choose among its own notes.")
    if len(chosen) == len(links):
        raise InputError("Leave at least one note behind the finding, or change its words instead.")
    made, store = ws.store.new_id(), ws.store
    values = finding_values(ws, text, polarity, area_id=finding.area_id, sub_question=finding.sub_question)
    edits = [Edit(Finding, made, values)]
    for asked in store.find(FindingQuestion, finding_id=finding_id):
        link: dict[str, Scalar] = {"finding_id": made, "question_id": asked.question_id}
        edits.append(Edit(FindingQuestion, link_id(made, asked.question_id), link))
    for note in chosen:
        edits.append(Edit(EvidenceLink, links[note].id, remove=True))
        edits.append(Edit(EvidenceLink, link_id(made, note), {**_values(links[note]), "finding_id": made}))
    store.record(edits, author=ws.author)
    return made


def move_finding(ws: Workspace, finding_id: str, to: str, *, out_of: str = "") -> None:
    """Have a finding help to answer the key question `to`, and no longer `out_of` ("" keeps all it has)."""
    ws.need(Finding, finding_id)
    asked = {link.question_id for link in ws.store.find(FindingQuestion, finding_id=finding_id)}
    wanted = (asked - {out_of}) | {ws.pack.question(to).id}
    set_finding_questions(ws, finding_id, [q.id for q in ws.pack.key_questions if q.id in wanted])


def set_note_parts(
    ws: Workspace, notes: Sequence[str], *, add: Sequence[str] = (), remove: Sequence[str] = ()
) -> None:
    """Say which parts of key questions (such as 2.1) many notes help to answer.

    Raises:
        InputError: the pack has no such part.
    """
    for part in (*add, *remove):
        need_part(ws, part)
    edits = []
    for note in dict.fromkeys(notes):
        ws.need(EvidenceNote, note)
        for part in add:
            values: dict[str, Scalar] = {"note_id": note, "sub_question_id": part}
            edits.append(Edit(NoteSubQuestion, link_id(note, part), values))
        edits += [Edit(NoteSubQuestion, link_id(note, part), remove=True) for part in remove]
    ws.store.record(edits, author=ws.author)
