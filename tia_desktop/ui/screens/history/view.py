"""History: everything that ever happened to one record, newest first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractSlider, QWidget

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import refill
from tia_desktop.ui.screens.history.difference_label import DifferenceLabel
from tia_desktop.ui.screens.history.presenter import HistoryPresenter, Step
from tia_desktop.ui.widgets import Card, Page, button, column, heading, icon_row, label

FIRST = 20
"""Actions that are shown before somebody asks for more."""


_MOVES = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
}


class HistoryPage(Page):
    """What happened to one note, finding, judgement, check, person or figure."""

    def __init__(self, context: ScreenContext) -> None:
        self._presenter = HistoryPresenter(context)
        super().__init__(self._presenter.title())
        self._most = FIRST
        self._about, self._state = label("", "lead"), label("", "muted")
        self._signs = label(tr("−[ ] was taken out, +[ ] was put in."), "small")
        self._steps = column(gap=10)
        self.add(heading(self._presenter.title()), self._about, self._state, self._signs, self._steps)
        self.body.addStretch(1)
        back = button(tr("Back"), self._presenter.back, "primary", icon="back", tip=tr("Escape"))
        self._open = button(tr("Show it"), self._presenter.open, icon="next")
        self.set_footer(back, self._open)
        self.first_focus = back
        self._on_key(Qt.Key.Key_Escape, self._presenter.back)
        # There is much to read and little to stop at: the keys that move a page move this one.
        for key, step in _MOVES.items():
            self._on_key(key, lambda how=step: self.area.verticalScrollBar().triggerAction(how))  # type: ignore[misc]
        self._fill()

    def _on_key(self, key: Qt.Key, run: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(run)

    def refresh(self) -> None:
        """Show what is stored now."""
        self._presenter.load()
        self._fill()

    def _fill(self) -> None:
        presenter = self._presenter
        self._about.setText(presenter.about())
        self._about.setVisible(bool(presenter.about()))
        self._state.setText(presenter.state())
        self._state.setVisible(bool(presenter.state()))
        self._open.setEnabled(presenter.target() is not None)
        steps = presenter.steps()
        parts: list[QWidget] = [_card(step) for step in steps[: self._most]]
        if len(steps) > self._most:
            words = ntr("Show {n} older change", "Show {n} older changes", len(steps) - self._most)
            self._more = button(words, self._show_all, "quiet", icon="more")
            parts.append(self._more)
        box = self._steps.layout()
        assert box is not None
        refill(box, parts)  # type: ignore[arg-type]

    def _show_all(self) -> None:
        """Show everything; the focus stays on the page, whose button is gone."""
        self._most = 1_000_000
        self._fill()
        assert self.first_focus is not None
        self.first_focus.setFocus(Qt.FocusReason.OtherFocusReason)


def _card(step: Step) -> Card:
    """One action: when, who and what, then its lines."""
    card = Card(pad=12, gap=4)
    card.add(icon_row(step.icon, f"{step.what} · {step.when} · {step.who}", "strong"))
    for line in step.lines:
        card.add(DifferenceLabel(line.name, line.pieces))
    if not step.lines and step.icon == "edit":
        card.add(label(tr("No words and no choices changed."), "muted"))
    return card


def build(context: ScreenContext) -> Page:
    """Build the screen."""
    return HistoryPage(context)
