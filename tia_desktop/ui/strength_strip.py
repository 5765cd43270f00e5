"""Strength by key question: words and a small picture for each, side by side. Never a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.rules import Triangulation
from tia_desktop.services.strength import picture_of
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import field_grid, refill
from tia_desktop.ui.strength_picture import StrengthPicture
from tia_desktop.ui.strength_words import short_words, strength_said, strength_words, thin_words
from tia_desktop.ui.widgets import Group, column, icon_row, label


class StrengthBox(QWidget):
    """What stands behind one finding, or one key question: the picture, and all of it in words."""

    def __init__(self, pack: FrameworkPack, counted: Triangulation) -> None:
        super().__init__()
        self._pack = pack
        self._shown: Triangulation | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self.show_strength(counted)

    def show_strength(self, counted: Triangulation) -> None:
        """Show what stands there now."""
        if counted == self._shown:
            return
        self._shown = counted
        parts: list[QWidget] = []
        if counted.supporting or counted.contradicting:
            parts.append(
                StrengthPicture(picture_of(self._pack, counted), tr("Picture of the words below it"))
            )
        parts += [
            icon_row(x.icon, x.words, "small", tone=x.tone) for x in strength_words(self._pack, counted)
        ]
        refill(self._box, parts)


class StrengthStrip(Group):
    """Key questions, each with its strength; `questions` are those to show, such as those of a judgement."""

    def __init__(
        self, pack: FrameworkPack, counted: Mapping[str, Triangulation], questions: Sequence[str] = ()
    ) -> None:
        super().__init__(tr("Strength of the evidence by key question"))
        self._pack = pack
        self._questions = [q for q in pack.key_questions if not questions or q.id in questions]
        self._shown: object = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.show_strength(counted)

    def show_strength(self, counted: Mapping[str, Triangulation]) -> None:
        """Show what stands there now (`services.strength.strength_by_question`)."""
        state = {q.id: counted[q.id] for q in self._questions if q.id in counted}
        if state == self._shown:
            return
        self._shown = state
        cells = [self._cell(q.number, q.short, state[q.id]) for q in self._questions if q.id in state]
        refill(self._box, [field_grid(*cells, least=290)])

    def _cell(self, number: int, short: str, counted: Triangulation) -> QWidget:
        parts: list[QWidget] = [label(f"{number}. {short}", "strong")]
        if counted.supporting or counted.contradicting:
            said = strength_said(self._pack, counted)
            parts.append(StrengthPicture(picture_of(self._pack, counted), said))
            parts.append(label(short_words(counted), "small"))
        parts += [icon_row(line.icon, line.words, "small", tone=line.tone) for line in thin_words(counted)]
        return column(*parts, gap=4)
