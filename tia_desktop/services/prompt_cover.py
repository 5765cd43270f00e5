"""Which of the pack's prompts have a finding with evidence, and which have none (Appendices 1 to 3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import FindingPrompt
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import Prompt
from tia_desktop.domain.records import EvidenceNote, Finding, FindingQuestion, link_id
from tia_desktop.domain.text import one_line
from tia_desktop.domain.values import Value
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PromptLine(Value):
    """A prompt and the findings that answer it, oldest first.

    `carried` says whether a note supports one of these findings: words alone answer no prompt. `note_id`
    and `told` are the landlord's own answer, where the prompt is part of its self-assessment.
    """

    prompt: Prompt
    findings: tuple[str, ...]
    carried: bool
    note_id: str = ""
    told: str = ""

    @property
    def state(self) -> str:
        """What it has: "evidence", "words" (a finding that no note supports) or "none"."""
        return "evidence" if self.carried else "words" if self.findings else "none"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PromptPart(Value):
    """Prompts that belong together: those of a sub-question and an area, of a key question, or of a group.

    `title` is "" for a part whose sub-question and area (or key question) say what it is.
    """

    id: str
    lines: tuple[PromptLine, ...]
    key_question: str
    sub_question: str = ""
    area: str = ""
    title: str = ""
    intro: str = ""

    @property
    def carried(self) -> int:
        """How many of the prompts have a finding with evidence."""
        return sum(line.carried for line in self.lines)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PromptCover(Value):
    """All prompts of the pack, in the order of the source.

    Attributes:
        by_area: one part for each sub-question and service area (Appendix 1).
        by_question: one part for each key question that has prompts of no area (Appendix 2).
        by_group: the headed groups, which the landlord answers itself as well (Appendix 3).
    """

    by_area: tuple[PromptPart, ...]
    by_question: tuple[PromptPart, ...]
    by_group: tuple[PromptPart, ...]

    @property
    def parts(self) -> tuple[PromptPart, ...]:
        """All parts."""
        return (*self.by_area, *self.by_question, *self.by_group)

    @property
    def count(self) -> int:
        """How many prompts there are."""
        return sum(len(part.lines) for part in self.parts)

    @property
    def carried(self) -> int:
        """How many prompts have a finding with evidence."""
        return sum(part.carried for part in self.parts)


def prompt_cover(ws: Workspace) -> PromptCover:
    """Return what every prompt of the pack has. The evidence of the findings that answer one is read."""
    return PromptCover(*_parts(ws, _Lines(ws)))


def _parts(
    ws: Workspace, lines: _Lines
) -> tuple[tuple[PromptPart, ...], tuple[PromptPart, ...], tuple[PromptPart, ...]]:
    pack = ws.pack
    sub_questions = {s.id: s for s in pack.sub_questions}
    cells = tuple(
        PromptPart(
            f"{sub.id}:{area.id}",
            lines.of(p for p in pack.prompts if p.sub_question == sub.id and p.area == area.id),
            sub.key_question,
            sub.id,
            area.id,
        )
        for sub in sub_questions.values()
        for area in pack.service_areas
    )
    rest = [p for p in pack.prompts if not p.group and not (p.sub_question and p.area)]
    questions = tuple(
        PromptPart(q.id, found, q.id)
        for q in pack.key_questions
        if (found := lines.of(p for p in rest if p.key_question == q.id))
    )
    groups = tuple(
        PromptPart(
            g.id, lines.of(p for p in pack.prompts if p.group == g.id), g.key_question,
            title=g.title, intro=g.intro,
        )
        for g in pack.prompt_groups
    )  # fmt: skip
    return tuple(cell for cell in cells if cell.lines), questions, groups


class _Lines:
    """Makes the lines of prompts from one look at the store."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        alive = {f.id for f in ws.store.find(Finding)}
        self._findings: dict[str, list[str]] = {}
        for link in ws.store.find(FindingPrompt):
            if link.finding_id in alive:
                self._findings.setdefault(link.prompt_id, []).append(link.finding_id)
        self._carried = _carried(ws, {f for each in self._findings.values() for f in each})

    def of(self, prompts: Iterable[Prompt]) -> tuple[PromptLine, ...]:
        return tuple(self._line(prompt) for prompt in prompts)

    def _line(self, prompt: Prompt) -> PromptLine:
        findings = tuple(self._findings.get(prompt.id, ()))
        notes = self._ws.store.find(EvidenceNote, prompt_id=prompt.id) if prompt.group else []
        said = notes[0] if notes else None
        return PromptLine(
            prompt,
            findings,
            any(f in self._carried for f in findings),
            said.id if said else "",
            said.text if said else "",
        )


def _carried(ws: Workspace, findings: set[str]) -> set[str]:
    """Which of the findings have a note that supports them and says something."""
    evidence = ws.store.notes.evidence
    return {f for f in findings if any(r.stance == "supports" and r.says for r in evidence.rows(f))}


# ---- what a person links


def prompts_of(ws: Workspace, finding_id: str) -> list[Prompt]:
    """Return the prompts that a finding answers, in the order of the source."""
    mine = {link.prompt_id for link in ws.store.find(FindingPrompt, finding_id=finding_id)}
    return [p for p in ws.pack.prompts if p.id in mine]


def prompts_for(ws: Workspace, finding: Finding) -> list[Prompt]:
    """Return the prompts of a finding's key questions, those of its area and sub-question first."""
    asked = {q.question_id for q in ws.store.find(FindingQuestion, finding_id=finding.id)}
    fitting = [p for p in ws.pack.prompts if p.key_question in asked and not p.topic]
    return sorted(
        fitting,
        key=lambda p: -((p.area == finding.area_id != "") + (p.sub_question == finding.sub_question != "")),
    )


def answer_prompt(ws: Workspace, finding_id: str, prompt_id: str, *, origin: str = "") -> None:
    """Say that a finding answers a prompt.

    Raises:
        InputError: the pack has no such prompt.
    """
    ws.need(Finding, finding_id)
    if all(p.id != prompt_id for p in ws.pack.prompts):
        raise InputError(f"There is no prompt “{one_line(prompt_id, 60)}” in this framework.")
    edit = Edit(
        FindingPrompt,
        link_id(finding_id, prompt_id),
        {"finding_id": finding_id, "prompt_id": prompt_id},
    )
    ws.store.record([edit], author=ws.author, origin=origin)


def leave_prompt(ws: Workspace, finding_id: str, prompt_id: str, *, origin: str = "") -> None:
    """Say that a finding does not answer a prompt after all."""
    edit = Edit(FindingPrompt, link_id(finding_id, prompt_id), remove=True)
    ws.store.record([edit], author=ws.author, origin=origin)
