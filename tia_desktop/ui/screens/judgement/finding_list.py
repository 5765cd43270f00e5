"""The findings by key question, each key question with the strength of its evidence in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.services.strength import strength_by_question
from tia_desktop.ui.finding_button import FindingButton
from tia_desktop.ui.finding_lines import FindingLine
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import refill, tab_after
from tia_desktop.ui.screens.judgement.presenter import JudgementPresenter
from tia_desktop.ui.screens.judgement.unfold import Unfold
from tia_desktop.ui.strength_strip import StrengthStrip
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Card,
    ComboBox,
    Group,
    LabeledField,
    Responsive,
    Roving,
    button,
    heading,
    label,
)

MOST = 60


class FindingList(Card):
    """A card at the left of the grid; a list chooses one key question."""

    def __init__(self, presenter: JudgementPresenter) -> None:
        super().__init__(pad=14, gap=6)
        self._presenter = presenter
        self._pack = presenter.ws.pack
        self._state: object = None
        self._roving: Roving | None = None
        questions = [(q.id, f"{q.number}. {q.short}") for q in self._pack.key_questions]
        self.filter = ComboBox([("", tr("All key questions")), *questions])
        self.filter.setMinimumContentsLength(16)
        self.filter.currentIndexChanged.connect(lambda _=0: self.look())
        head = Responsive(400, 12, (1, 0))
        head.add(heading(tr("Findings"), 3))
        head.add(LabeledField(tr("Show findings for"), self.filter, kind="small"))
        self.strength = Unfold(self._strength)
        self._group = Group(tr("Findings by key question. Arrow keys move, Enter opens."))
        self._column = QVBoxLayout(self._group)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.add(head, self.strength, self._group)

    def look(self) -> None:
        """Show what is stored now."""
        wanted, lines = self.filter.value(), self._presenter.lines
        if (wanted, lines) == self._state:
            return
        self._state = (wanted, list(lines))
        self.strength.show_words(tr("Strength of the evidence") if lines else "")
        parts: list[QWidget] = []
        left, more = MOST, 0
        for question in self._pack.key_questions:
            mine = [line for line in lines if question.id in line.questions]
            if wanted == question.id or (not wanted and mine):
                shown, more = mine[:left], more + len(mine[left:])
                left -= len(shown)
                if shown or not mine:
                    parts += self._section(f"{question.number}. {question.title}", shown)
        if more:
            one, many = "{n} more is not shown here.", "{n} more are not shown here."
            said = f"{ntr(one, many, more)} {tr('The page Findings shows them all.')}"
            parts.append(label(said, "small"))
        if not lines:
            parts = self._nothing()
        refill(self._column, parts)
        if self._roving is not None:
            self._roving.deleteLater()
        rows = [part for part in parts if isinstance(part, FindingButton)]
        self._roving = Roving(rows, choose=False, parent=self._group) if rows else None
        tab_after(self._group, parts)

    def _section(self, title: str, lines: Sequence[FindingLine]) -> list[QWidget]:
        head = label(title, "overline")
        head.setContentsMargins(0, em(8), 0, em(2))
        found: list[QWidget] = [head]
        found += [FindingButton(line, self._presenter.open_finding) for line in lines]
        return found if lines else [head, label(tr("No finding answers it yet."), "muted")]

    def _nothing(self) -> list[QWidget]:
        write = button(tr("Write the findings"), lambda: self._presenter.go("findings"), icon="findings")
        return [label(tr("No findings yet. Judge only what findings carry."), "muted"), write]

    def _strength(self) -> list[QWidget]:
        wanted = self.filter.value()
        counted = strength_by_question(self._presenter.ws)
        return [StrengthStrip(self._pack, counted, [wanted] if wanted else [])]
