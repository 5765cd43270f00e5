"""The landlord's self-assessment of how it is governed (Appendix 3): its answers are evidence like any other.

Landlords answer the appendices and inspectors expect to see the results (guidance para 33). An answer is
a note that names its prompt. It belongs to no check, and it is no quick note either.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import Prompt
from tia_desktop.domain.records import EvidenceNote, Scalar
from tia_desktop.domain.text import one_line
from tia_desktop.domain.values import Value
from tia_desktop.services.capture import question_edit
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PromptAnswer(Value):
    """A prompt and what the landlord answered: `note_id` and `text` are "" while there is nothing."""

    prompt: Prompt
    note_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """A headed group of prompts with their answers, in the order of the source."""

    title: str
    intro: str
    source: str
    prompts: list[PromptAnswer]


def groups(ws: Workspace) -> list[Group]:
    """Return the groups of Appendix 3 with their prompts and the answers so far."""
    given = _answers(ws)
    return [
        Group(
            group.title,
            group.intro,
            group.source,
            [_answered(p, given.get(p.id)) for p in ws.pack.prompts if p.group == group.id],
        )
        for group in ws.pack.prompt_groups
    ]


def _answers(ws: Workspace) -> dict[str, EvidenceNote]:
    """Prompt id -> the note that answers it; of two (from two laptops), the first."""
    found: dict[str, EvidenceNote] = {}
    for prompt in ws.pack.prompts:
        notes = ws.store.find(EvidenceNote, prompt_id=prompt.id) if prompt.group else []
        if notes:
            found[prompt.id] = notes[0]
    return found


def _answered(prompt: Prompt, note: EvidenceNote | None) -> PromptAnswer:
    return PromptAnswer(prompt, note.id if note else "", note.text if note else "")


def answer(ws: Workspace, prompt_id: str, text: str, origin: str = "") -> str:
    """Keep what the landlord answered to a prompt and return the note's id; "" when there is nothing to keep.

    Raises:
        InputError: the prompt is not part of the self-assessment.
    """

    def write(note_id: str) -> None:
        ws.store.record([Edit(EvidenceNote, note_id, {"text": text})], author=ws.author, origin=origin)

    return _keep(ws, prompt_id, text, origin, write)


def type_answer(ws: Workspace, prompt_id: str, text: str, origin: str = "") -> str:
    """Save an answer while it is typed: like `answer`, as one step of history for a burst of typing."""

    def write(note_id: str) -> None:
        ws.store.type_text(EvidenceNote, note_id, "text", text, author=ws.author, origin=origin)

    return _keep(ws, prompt_id, text, origin, write)


def _keep(ws: Workspace, prompt_id: str, text: str, origin: str, write: Callable[[str], None]) -> str:
    note = _note_of(ws, prompt_id)
    if note is None:
        return _make(ws, prompt_id, text, origin) if text.strip() else ""
    write(note.id)
    return note.id


def _note_of(ws: Workspace, prompt_id: str) -> EvidenceNote | None:
    _prompt(ws, prompt_id)
    found = ws.store.find(EvidenceNote, prompt_id=prompt_id)
    return found[0] if found else None


def _prompt(ws: Workspace, prompt_id: str) -> Prompt:
    found = next((p for p in ws.pack.prompts if p.group and p.id == prompt_id), None)
    if found is None:
        raise InputError(f"The self-assessment has no prompt “{one_line(prompt_id, 60)}”.")
    return found


def _make(ws: Workspace, prompt_id: str, text: str, origin: str) -> str:
    note_id, now = ws.store.new_id(), ws.store.now()
    values: dict[str, Scalar] = {
        "prompt_id": prompt_id,
        "text": text,
        "how": "read",
        "source": "document",
        "observed_at": now,
        "written_at": now,
        "author": ws.author,
    }
    question = _prompt(ws, prompt_id).key_question
    edits = [Edit(EvidenceNote, note_id, values), question_edit(note_id, question)]
    ws.store.record(edits, author=ws.author, origin=origin)
    return note_id
