"""Findings as lists show them: the statement, and what stands behind it in words. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.records import Finding, FindingQuestion
from tia_desktop.domain.rules import Triangulation, triangulate
from tia_desktop.services.conclude import label_of
from tia_desktop.services.strength import pieces_by_finding
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.i18n import ntr, tr

WEIGHTS = {"high": "weighs a lot", "medium": "weighs something", "low": "weighs a little"}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding with its key questions (in the pack's order) and the strength of its evidence."""

    finding: Finding
    questions: tuple[str, ...]
    numbers: tuple[int, ...]
    notes: int
    strength: Triangulation

    @property
    def is_strength(self) -> bool:
        """Whether it is a strength; else it is a weakness."""
        return self.finding.polarity == "strength"

    @property
    def label(self) -> str:
        """What it is called: "F12", or "" when it has no number."""
        return label_of(self.finding)

    @property
    def searched(self) -> str:
        """Where typed words are looked for."""
        return f"{self.label} {self.finding.text}".casefold()

    @property
    def flags(self) -> tuple[str, ...]:
        """What a reader must be told, in words."""
        flags = []
        if self.finding.status == "draft":
            flags.append(tr("draft"))
        if not self.strength.supporting:
            flags.append(tr("no evidence yet"))
        if self.strength.one_source_only:
            flags.append(tr("one source only"))
        if self.strength.contradicting:
            n, left = self.strength.contradicting, self.strength.unanswered
            said = ntr("{n} note contradicts it", "{n} notes contradict it", n)
            answered = tr("answered") if not left else tr("not answered")
            flags.append(f"{said} ({answered if left in (0, n) else tr('{n} not answered').format(n=left)})")
        return tuple(flags)

    def behind(self, *, question: bool = False) -> str:
        """What stands behind it: "F12 · 9 notes · 3 kinds of check", with the key questions when asked."""
        kinds = len(self.strength.kinds)
        parts = [
            ntr("{n} note", "{n} notes", self.notes),
            ntr("{n} kind of check", "{n} kinds of check", kinds),
        ]
        if question:
            numbers = ", ".join(map(str, self.numbers))
            one = tr("Key question {numbers}") if len(self.numbers) < 2 else tr("Key questions {numbers}")
            parts.insert(0, one.format(numbers=numbers))
        elif self.finding.sub_question:
            parts.insert(0, tr("part {part}").format(part=self.finding.sub_question))
        if self.finding.weight in WEIGHTS:
            parts.append(tr(WEIGHTS[self.finding.weight]))
        return " · ".join(filter(None, [self.label, *parts, *self.flags]))

    def said(self, *, question: bool = False) -> str:
        """The whole line as one sentence for a screen reader."""
        kind = tr("Strength") if self.is_strength else tr("Weakness")
        return f"{kind}: {self.finding.text.rstrip('.')}. {self.behind(question=question)}"


def finding_lines(ws: Workspace) -> list[FindingLine]:
    """Return all findings, oldest first."""
    pieces = pieces_by_finding(ws)
    asked: dict[str, set[str]] = {}
    for each in ws.store.find(FindingQuestion):
        asked.setdefault(each.finding_id, set()).add(each.question_id)
    lines = []
    for finding in ws.store.find(Finding):
        behind = pieces.get(finding.id, [])
        mine = [q for q in ws.pack.key_questions if q.id in asked.get(finding.id, ())]
        lines.append(
            FindingLine(
                finding,
                tuple(q.id for q in mine),
                tuple(q.number for q in mine),
                len(behind),
                triangulate(behind),
            )
        )
    return lines
