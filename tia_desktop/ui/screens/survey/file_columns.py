"""Lines with a choice each: the columns of a file with answers, and the words that are no answers yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.text import escape_bidi
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.opening_card import fill_choices
from tia_desktop.ui.parts import Stack
from tia_desktop.ui.screens.survey.file_form import ColumnRow, WordRow
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import Button, ComboBox, Group, Responsive, button, column, icon_row, label

AT_A_TIME = 30
"""Lines that are shown before "Show more": a thousand at once would make the window wait."""


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on a line.

    Attributes:
        small: a lighter line below the name.
        told: (icon, sentence) below that.
        choices: what can be chosen; None when `chosen` is said and cannot be changed.
    """

    key: str
    name: str
    small: str
    told: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str], ...] | None
    chosen: str


class ChoiceList(Group):
    """Lines below each other. The same lines again only change what they say."""

    chose = Signal(str, str)
    """What was chosen on which line."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        self._stack = Stack(gap=10)
        self._box.addWidget(self._stack)
        self._rows: list[Line] = []
        self._shown: list[_Shown] = []
        self._room = AT_A_TIME

    def show_lines(self, rows: Sequence[Line]) -> None:
        """Show these lines."""
        same = [(r.key, r.choices is None) for r in rows] == [(r.key, r.choices is None) for r in self._rows]
        self._rows = list(rows)
        if same:
            for shown, row in zip(self._shown, rows, strict=False):
                shown.show_line(row)
            return
        self._room = AT_A_TIME
        self._fill()

    def combo(self, key: str = "") -> ComboBox | None:
        """What is chosen on a line, or on the first one that has a choice."""
        return next((s.combo for s in self._shown if s.combo and key in ("", s.key)), None)

    def _fill(self) -> None:
        self._shown = [_Shown(row, self.chose.emit) for row in self._rows[: self._room]]
        parts: list[QWidget] = [*self._shown]
        left = len(self._rows) - len(self._shown)
        if left > 0:
            parts.append(self._more(left))
        self._stack.show_parts(parts)

    def _more(self, left: int) -> Button:
        words = tr("Show {n} more").format(n=min(left, AT_A_TIME))
        return button(words, self._show_more, "quiet", icon="more")

    def _show_more(self) -> None:
        first = self._room
        self._room += AT_A_TIME
        self._fill()
        combo = next((s.combo for s in self._shown[first:] if s.combo), None)
        if combo is not None:
            combo.setFocus()


class _Shown(QWidget):
    """One line."""

    def __init__(self, row: Line, chose: Callable[[str, str], object]) -> None:
        super().__init__()
        self.key = row.key
        self.combo = ComboBox() if row.choices is not None else None
        if self.combo is not None:
            self.combo.setMaximumWidth(em(560))
            self.combo.setMinimumWidth(em(180))
            self.combo.currentIndexChanged.connect(lambda _: chose(self.key, self._value()))
        self._fixed, self._small, self._said = label("", "muted"), label("", "small"), Stack(gap=2)
        self._row: Line | None = None
        line = Responsive(760, 16, (1, 1), stacked_gap=4)
        line.add(column(label(row.name, "strong", buddy=self.combo), self._small, self._said, gap=2))
        line.add(self.combo or self._fixed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(line)
        self.show_line(row)

    def show_line(self, row: Line) -> None:
        """Show what the line says now."""
        before, self._row = self._row, row
        self._small.setText(row.small)
        self._small.setVisible(bool(row.small))
        if before is None or before.told != row.told:
            self._said.show_parts(
                [icon_row(icon, said, "small", tone="weak", size=18) for icon, said in row.told]
            )
        if self.combo is None:
            self._fixed.setText(row.chosen)
        else:
            fill_choices(self.combo, row.choices or (), row.chosen)

    def _value(self) -> str:
        return self.combo.value() if self.combo is not None else ""


def column_line(row: ColumnRow, roles: tuple[tuple[str, str], ...]) -> Line:
    """Return the line of a column."""
    told = []
    if row.why:
        left, insists = tr("It is left behind."), tr("You use it. Use only what the survey needs.")
        told.append(("lock", f"{row.why} {insists if row.role else left}"))
    if row.doubt:
        told.append(("warning", row.doubt))
    choices = None if row.fixed else roles
    name, examples = escape_bidi(row.name), escape_bidi(row.examples)
    return Line(row.name, name, examples, tuple(told), choices, row.fixed or row.role)


def word_line(row: WordRow) -> Line:
    """Return the line of a word that is no answer yet."""
    name, where = tr("“{word}”").format(word=escape_bidi(row.word)), escape_bidi(row.where)
    return Line(row.word, name, where, (), row.answers, row.chosen)
