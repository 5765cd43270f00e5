"""Tick boxes for findings: those that are likely, and the others on request."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.services.conclude import label_of
from tia_desktop.ui.finding_lines import FindingLine
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import refill, tab_after
from tia_desktop.ui.widgets import CheckBox, Group, button, label

FIRST = 24
"""Findings shown before the others are asked for: nobody reads through hundreds of boxes."""


class FindingTicks(Group):
    """Calls `on_tick(finding id, on)`; the boxes stay the same while the findings do."""

    def __init__(self, name: str, on_tick: Callable[[str, bool], object], *, none: str) -> None:
        """`none` is what it says without any finding."""
        super().__init__(name)
        self._on_tick, self._none = on_tick, none
        self._state: object = None
        self._all = False
        self._shown: tuple[Sequence[FindingLine], Sequence[FindingLine], Collection[str]] = ([], [], ())
        self.boxes: dict[str, CheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_findings(
        self, own: Sequence[FindingLine], other: Sequence[FindingLine], named: Collection[str]
    ) -> None:
        """Show the findings as they are now; `other` ones only when they are named or asked for."""
        self._shown = (own, other, named)
        lines = [*own, *other]
        first = {line.finding.id for line in own[:FIRST]}
        shown = [x for x in lines if self._all or x.finding.id in first or x.finding.id in named]
        hidden = len(lines) - len(shown)
        state = ([(x.finding.id, x.finding.text, x.is_strength, x.flags) for x in shown], hidden)
        if state == self._state:
            for finding_id, tick in self.boxes.items():
                blocked = tick.blockSignals(True)
                tick.setChecked(finding_id in named)
                tick.blockSignals(blocked)
            return
        self._state = state
        self._make(shown, hidden, named)

    def _make(self, shown: Sequence[FindingLine], hidden: int, named: Collection[str]) -> None:
        self.boxes = {line.finding.id: self._tick(line, named) for line in shown}
        parts: list[QWidget] = [*self.boxes.values()]
        if not shown:
            parts.append(label(self._none, "muted"))
        if hidden:
            words = ntr("Show {n} other finding", "Show {n} other findings", hidden)
            parts.append(button(words, self._show_all, "quiet", icon="more"))
        refill(self._column, parts)
        tab_after(self, parts)

    def _tick(self, line: FindingLine, named: Collection[str]) -> CheckBox:
        called, said = label_of(line.finding), line.said(question=True)
        sign = "+" if line.is_strength else "−"
        draft = f" ({tr('draft')})" if line.finding.status == "draft" else ""
        words = f"{called}  {sign}  {line.finding.text}{draft}".strip()
        tick = CheckBox(words, checked=line.finding.id in named)
        tick.setAccessibleName(f"{called}. {said}" if called else said)
        tick.toggled.connect(lambda on: self._on_tick(line.finding.id, on))
        return tick

    def _show_all(self) -> None:
        self._all = True
        before = set(self.boxes)
        self.show_findings(*self._shown)
        later = next((box for finding, box in self.boxes.items() if finding not in before), None)
        if later is not None:
            later.setFocus()
