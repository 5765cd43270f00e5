"""The findings as lists show them: by key question, filtered by words, the last used first. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.finding_lines import FindingLine, finding_lines
from tia_desktop.ui.i18n import ntr, tr

STEP = 60
"""Findings listed at first, and each time more are asked for."""


@dataclass(frozen=True, slots=True)
class Section:
    """A key question with the findings shown under it, and how many there are in all."""

    question: str
    title: str
    lines: tuple[FindingLine, ...]
    total: int


def fitting(lines: Iterable[FindingLine], words: str) -> list[FindingLine]:
    """The findings that hold every typed word; "F12" alone means that very one."""
    asked = words.casefold().split()
    named = [line for line in lines if line.label.casefold() in asked] if len(asked) == 1 else []
    return named or [line for line in lines if all(word in line.searched for word in asked)]


class FindingsList:
    """All findings as they are now."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.lines: list[FindingLine] = []
        self.words = ""
        self.most = STEP
        self._recent: list[str] = []

    def load(self) -> None:
        """Read what is stored now."""
        self.lines = finding_lines(self.ws)

    def line(self, finding_id: str) -> FindingLine | None:
        """One finding; None when it is gone."""
        return next((line for line in self.lines if line.finding.id == finding_id), None)

    def used(self, finding_id: str) -> None:
        """This one was worked with just now: it comes first where a finding is chosen."""
        self._recent = [finding_id, *(each for each in self._recent if each != finding_id)][:9]

    def sections(self) -> list[Section]:
        """Findings under their key questions; one that straddles several stands under each."""
        left, found = self.most, fitting(self.lines, self.words)
        sections = []
        for question in self.ws.pack.key_questions:
            mine = [line for line in found if question.id in line.questions]
            title = f"{question.number}. {question.short}"
            sections.append(Section(question.id, title, tuple(mine[: max(0, left)]), len(mine)))
            left -= len(mine)
        return [s for s in sections if s.total] if self.words.strip() else sections

    def hidden(self, sections: Sequence[Section]) -> int:
        """How many entries are not shown yet."""
        return sum(section.total - len(section.lines) for section in sections)

    def to_choose(self, words: str, *, but: Sequence[str] = ()) -> list[FindingLine]:
        """Findings to choose one from: those used last first, then the newest."""
        rank = {each: place for place, each in enumerate(self._recent)}
        lines = [line for line in reversed(self.lines) if line.finding.id not in but]
        lines.sort(key=lambda line: rank.get(line.finding.id, len(rank)))
        return fitting(lines, words)

    def summary(self) -> str:
        """How many findings there are, in words."""
        good = sum(line.is_strength for line in self.lines)
        parts = [
            ntr("{n} strength", "{n} strengths", good),
            ntr("{n} weakness", "{n} weaknesses", len(self.lines) - good),
        ]
        if self.words.strip():
            found = len(fitting(self.lines, self.words))
            parts.append(ntr("{n} fits your words", "{n} fit your words", found))
        return " · ".join(parts)

    @staticmethod
    def found_words() -> str:
        """What is said when no finding fits what was typed."""
        return tr("No finding fits. Try another word.")
