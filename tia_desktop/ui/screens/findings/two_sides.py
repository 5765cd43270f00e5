"""Notes at the left, one panel at the right; one of the two where there is no room for both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.findings.panels import Panel
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import Card, ChipGroup, heading, label, row, scroll_area

TWO_COLUMNS = 940
"""Width in px at 16 px text from which both sides are shown."""

KINDS = (("findings", "Findings"), ("prompts", "Prompts"), ("figures", "Figures"))
"""What can be listed at the right."""


class TwoSides(QWidget):
    """The heading of the page, and both sides below it. `on_kind` gets another kind of list to show."""

    def __init__(self, notes: QWidget, on_kind: Callable[[str], object]) -> None:
        super().__init__()
        self.shown = "notes"
        self.switch = ChipGroup(
            tr("What to show"), [("notes", tr("Notes")), ("findings", tr("Findings"))], exclusive=True
        )
        self.switch.set_values(["notes"])
        self.switch.changed.connect(lambda ids: self.show_side(ids[0]) if ids else None)
        self.kinds = ChipGroup(tr("What to list"), [(k, tr(w)) for k, w in KINDS], exclusive=True)
        self.kinds.set_values(["findings"])
        self.kinds.changed.connect(lambda ids: on_kind(ids[0]) if ids else None)
        self._lead = label(tr("Choose notes that say the same, and group them into a finding."), "muted")
        self._left = Card(pad=14)
        self._left.add(notes)
        self.host = QWidget()
        self.host.setProperty("ringHost", True)
        self._box = QVBoxLayout(self.host)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.area = scroll_area(self.host)
        self.area.setMinimumHeight(em(300))
        # What it would like to have is no reason for the page to scroll as well: it scrolls by itself.
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.kinds)
        right.addWidget(self.area, 1)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self._left, 6)
        sides.addWidget(self._right, 5)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(row(heading(tr("Findings")), self._lead, self.switch, gap=16, stretch=1))
        outer.addLayout(sides, 1)

    # ---- the right side

    def show_panel(self, panel: Panel, old: Panel | None, *, is_list: bool) -> None:
        """Put a panel at the right; the one from before is only taken out of sight."""
        self._box.addWidget(panel)
        panel.show()
        self.kinds.setVisible(is_list)
        if old is not None:
            self._box.removeWidget(old)
            old.hide()
        self.area.verticalScrollBar().setValue(0)

    def show_widget(self, widget: QWidget) -> None:
        """Scroll the right side, which scrolls by itself, to a widget in it."""
        if isValid(widget) and self.host.isAncestorOf(widget):
            top, high = widget.mapTo(self.host, QPoint(0, 0)).y(), widget.height()
            shown = min(high, max(1, self.area.viewport().height() - em(24)))
            self.area.ensureVisible(0, top + shown // 2, 0, shown // 2 + em(12))

    # ---- one side or two

    @property
    def narrow(self) -> bool:
        """Whether there is room for one side only."""
        return self.width() < em(TWO_COLUMNS) - 48

    def show_side(self, side: str) -> None:
        """Show "notes" or "findings" where there is no room for both."""
        self.shown = side
        self.switch.set_values([side])
        self.fit()

    def fit(self) -> None:
        """Show what there is room for."""
        narrow = self.narrow
        self.switch.setVisible(narrow)
        self._lead.setVisible(not narrow)
        self._left.setVisible(not narrow or self.shown == "notes")
        self._right.setVisible(not narrow or self.shown == "findings")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.fit)


def take_focus(widget: QWidget) -> None:
    """Put the focus on something as a key does."""
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
