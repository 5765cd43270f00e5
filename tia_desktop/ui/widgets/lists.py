"""Lists: steps to jump between, and names with values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.widgets.buttons import Button, WrapButton
from tia_desktop.ui.widgets.choices import Roving
from tia_desktop.ui.widgets.layout import Group, Responsive
from tia_desktop.ui.widgets.page import scroll_area
from tia_desktop.ui.widgets.text import label


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a jump list; `state` in words ("very good", "not started") is said after the text."""

    id: str
    text: str
    state: str = ""
    icon: str = "circle"
    tone: str = "muted"


class StepList(QWidget):
    """Steps under group headings, with the current one marked. One Tab stop; arrows move, Enter jumps."""

    selected = Signal(str)

    def __init__(self, name: str, groups: Iterable[tuple[str, Sequence[Step]]]) -> None:
        super().__init__()
        self._name = name
        self._buttons: dict[str, WrapButton] = {}
        self._texts: dict[str, str] = {}
        self._area: QScrollArea = scroll_area(self._column(groups))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self._roving = Roving(list(self._buttons.values()), choose=False, parent=self)

    def set_steps(self, groups: Iterable[tuple[str, Sequence[Step]]]) -> None:
        """Show other steps; the current one is marked again by `set_current`."""
        at = self._area.verticalScrollBar().value()
        self._buttons, self._texts = {}, {}
        self._roving.deleteLater()
        self._area.setWidget(self._column(groups))
        self._roving = Roving(list(self._buttons.values()), choose=False, parent=self)
        QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(at))

    def _column(self, groups: Iterable[tuple[str, Sequence[Step]]]) -> QWidget:
        inner = Group(self._name)
        inner.setProperty("ringHost", True)
        column = QVBoxLayout(inner)
        column.setContentsMargins(5, 5, 8, 5)
        column.setSpacing(0)
        for title, steps in groups:
            column.addSpacing(8)
            if title:
                column.addWidget(label(title, "overline"))
            for step in steps:
                column.addWidget(self._make(step))
        column.addStretch(1)
        return inner

    def _make(self, step: Step) -> WrapButton:
        each = WrapButton(step.text, checkable=True)
        each.clicked.connect(lambda _=False, step_id=step.id: self.selected.emit(step_id))
        self._buttons[step.id], self._texts[step.id] = each, step.text
        self._dress(step.id, step.state, step.icon, step.tone)
        return each

    def _dress(self, step_id: str, state: str, icon: str, tone: str) -> None:
        each = self._buttons[step_id]
        each.set_icon(icon, tone)
        text = self._texts[step_id]
        each.setAccessibleName(f"{text}, {state}" if state else text)

    def set_state(self, step_id: str, state: str, icon: str, tone: str) -> None:
        """Show what became of a step: state in words, icon (circle half done warning), tone."""
        self._dress(step_id, state, icon, tone)

    def has(self, step_id: str) -> bool:
        """Whether the list has such a step."""
        return step_id in self._buttons

    def set_current(self, step_id: str) -> None:
        """Mark a step as "you are here" and scroll it into view."""
        each = self._buttons[step_id]
        each.setChecked(True)
        QTimer.singleShot(0, each, lambda: self._area.ensureWidgetVisible(each, 0, 24))

    def focus_current(self) -> None:
        """Put the focus on the current step."""
        target = next((b for b in self._buttons.values() if b.isChecked()), None)
        target = target or next(iter(self._buttons.values()), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)


@dataclass(frozen=True, slots=True)
class KeyValue:
    """A name, its value, and what happens on "Change" (None for no link)."""

    name: str
    value: str
    on_change: Callable[[], object] | None = None


class KeyValueList(QWidget):
    """Names with values, as on "Check answers"; each row may have a Change button."""

    def __init__(self, rows: Iterable[KeyValue]) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        for each in rows:
            line = Responsive(400, 12, (2, 3, 0), stacked_gap=2)
            line.add(label(each.name, "strong"))
            line.add(label(each.value))
            if each.on_change is not None:
                said = tr("Change: {name}").format(name=each.name)
                line.add(Button(tr("Change"), each.on_change, kind="quiet", icon="edit", name=said))
            box.addWidget(line)
