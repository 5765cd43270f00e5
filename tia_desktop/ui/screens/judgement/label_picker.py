"""Choosing the finding that a sentence rests on: type a few letters, Enter puts its label into the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.services.conclude import label_of
from tia_desktop.ui.finding_lines import FindingLine
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import refill, tab_after
from tia_desktop.ui.screens.judgement.unfold import show_whole
from tia_desktop.ui.widgets import (
    Card,
    Group,
    LabeledField,
    Roving,
    WrapButton,
    announce,
    label,
    line_edit,
)

MOST = 4


class LabelPicker(Card):
    """Emits `chosen(label)`, or `left` when nothing is to be named after all. Hidden until it is opened."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, offered: Callable[[str], Sequence[FindingLine]]) -> None:
        """`offered(typed)` gives the findings to choose from, the likeliest first."""
        super().__init__("soft", pad=12, gap=6)
        self._offered = offered
        self.search = line_edit(limit=80)
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.returnPressed.connect(self._take_first)
        self.search.installEventFilter(self)
        self._rows: list[WrapButton] = []
        self._roving: Roving | None = None
        self._group = Group(tr("Findings to name"))
        self._column = QVBoxLayout(self._group)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        hint = tr("Type its number or a word. Enter names the first one, Escape goes back.")
        self.add(LabeledField(tr("Which finding?"), self.search, hint=hint), self._group)
        self.hide()

    def open(self) -> None:
        """Show it, with the focus where one types."""
        self.search.clear()
        self._fill()
        self.show()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        show_whole(self, self.parentWidget())

    def labels(self) -> list[str]:
        """What can be chosen now."""
        return [button.words().split()[0] for button in self._rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        escape, down = event.key() == Qt.Key.Key_Escape, event.key() == Qt.Key.Key_Down
        if event.type() == QEvent.Type.ShortcutOverride and escape:
            event.accept()  # it leaves this, not the page
        elif event.type() == QEvent.Type.KeyPress and down and self._rows:
            self._rows[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    # ---- inside

    def _fill(self) -> None:
        found = list(self._offered(self.search.text()))
        self._rows = [self._row(line) for line in found[:MOST]]
        parts: list[QWidget] = [*self._rows]
        if not found:
            none = tr("No finding has these words. Type others.")
            parts.append(label(none, "small"))
            announce(self.search, none)
        elif len(found) > MOST:
            more = len(found) - MOST
            parts.append(
                label(ntr("{n} more: type to see it.", "{n} more: type to see them.", more), "small")
            )
        refill(self._column, parts)
        if self._roving is not None:
            self._roving.deleteLater()
        self._roving = Roving(self._rows, choose=False, parent=self._group) if self._rows else None
        tab_after(self.search, self._rows)

    def _row(self, line: FindingLine) -> WrapButton:
        called = label_of(line.finding)
        words = f"{called}  {'+' if line.is_strength else '−'}  {line.finding.text}"
        return WrapButton(words, lambda: self._take(called), name=f"{called}. {line.said()}")

    def _take_first(self) -> None:
        if self._rows:
            self._take(self.labels()[0])

    def _take(self, called: str) -> None:
        self.hide()
        self.chosen.emit(called)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
