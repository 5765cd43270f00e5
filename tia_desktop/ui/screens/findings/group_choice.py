"""What chosen notes become: a new finding, or part of one that is there. One key each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.ui.finding_button import FindingButton
from tia_desktop.ui.finding_lines import FindingLine
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import refill, tab_after
from tia_desktop.ui.screens.findings.panels import STANCES, Panel
from tia_desktop.ui.screens.findings.presenter import FindingsPresenter
from tia_desktop.ui.widgets import (
    Button,
    ChipGroup,
    Group,
    LabeledField,
    button,
    column,
    flow,
    heading,
    label,
    line_edit,
    row,
)

MOST = 30
"""Findings listed; typing finds the others."""
STANCE_KEYS = {"+": "supports", "-": "contradicts", "=": "context"}


class GroupChoice(Panel):
    """Type to find a finding, 1 to 9 or Enter adds the notes to it; + - = say how they stand to it."""

    def __init__(self, presenter: FindingsPresenter, on_cancel: Callable[[], object]) -> None:
        super().__init__()
        self._presenter = presenter
        self._lines: list[FindingLine] = []
        notes = list(presenter.grouped)
        one, many = "What does this note show?", "What do these {n} notes show?"
        cancel = button(tr("Cancel"), on_cancel, "quiet", icon="close")
        self.add(row(heading(ntr(one, many, len(notes)), 3), cancel, stretch=0))
        new = [
            Button(words, lambda p=polarity: presenter.new_finding(p, "supports", notes), icon="plus")  # type: ignore[misc]
            for polarity, words in (("strength", tr("New strength")), ("weakness", tr("New weakness")))
        ]
        self.add(flow(*new))
        existing = self._existing()
        self.first = self.search if presenter.lines else new[0]
        self.add(existing)
        existing.setVisible(bool(presenter.lines))
        self.body.addStretch(1)

    def _existing(self) -> QWidget:
        keys = {stance: key for key, stance in STANCE_KEYS.items()}
        chips = [(key, f"{keys[key].replace('-', '−')} {tr(words)}", "", tr(words)) for key, words in STANCES]
        self._stance = ChipGroup(tr("How the notes stand to the finding"), chips, exclusive=True)
        self._stance.set_values(["supports"])
        self.search = line_edit("", placeholder=tr("F12, or any words"), limit=200)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.search.installEventFilter(self)
        hint = tr("1 to 9, or Enter for the first, adds the notes. + − = say how they stand to it.")
        self._group = Group(tr("Findings to add to"))
        self._rows = QVBoxLayout(self._group)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._fill()
        field = LabeledField(tr("Which finding?"), self.search, hint=hint)
        return column(heading(tr("Or add to a finding"), 3), field, self._stance, self._group, gap=8)

    def stance(self) -> str:
        """How the notes stand to the finding they are added to."""
        return next(iter(self._stance.values()), "supports")

    def add_to(self, place: int) -> None:
        """Add the notes to the finding at this place of the list, counted from 1."""
        if 0 < place <= len(self._lines):
            self._presenter.add_to(self._lines[place - 1].finding.id, self.stance())

    def _fill(self) -> None:
        """List the findings that fit what is typed."""
        found = self._presenter.list.to_choose(self.search.text())
        self._lines = found[:MOST]
        rows: list[QWidget] = [_Numbered(n, line, self._on_add) for n, line in enumerate(self._lines, 1)]
        if len(found) > MOST:
            rows.append(label(tr("{n:,} more: type to find them").format(n=len(found) - MOST), "small"))
        if not found:
            rows.append(label(tr("No finding fits. Try another word."), "muted"))
        refill(self._rows, rows)
        tab_after(self._group, rows)

    def _on_add(self, finding_id: str) -> None:
        self._presenter.add_to(finding_id, self.stance())

    # ---- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        """One key for each: which finding, and how the notes stand to it. "F1" is a name being typed."""
        text = event.text()
        if text in STANCE_KEYS:
            self._stance.set_values([STANCE_KEYS[text]])
            return True
        naming = self.search.text()[:1] in ("f", "F") and (self.search.text()[1:] or "0").isdigit()
        if len(text) == 1 and text in "123456789" and not naming:
            self.add_to(int(text))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.hasFocus():
            self.add_to(1)
            return True
        return False


class _Numbered(FindingButton):
    """A finding to add to; the first nine have a key."""

    def __init__(self, place: int, line: FindingLine, on_add: Callable[[str], object]) -> None:
        verb = tr("{n}. Add to").format(n=place) if place < 10 else tr("Add to")
        super().__init__(line, on_add, question=True, verb=verb, key=str(place) if place < 10 else "")
