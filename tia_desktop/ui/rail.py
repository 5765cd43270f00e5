"""The left rail: the steps of the work, with "you are here"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.registry import Place
from tia_desktop.ui.theme import color, current_theme, em
from tia_desktop.ui.widgets import Group, Roving, WrapButton, scroll_area


class Rail(QWidget):
    """The steps, one Tab stop together (arrows move, Enter goes), and Help at the bottom."""

    def __init__(self, on_go: Callable[[Place], object], on_help: Callable[[], object]) -> None:
        super().__init__()
        self._on_go, self._on_help = on_go, on_help
        self._buttons: list[tuple[Place, WrapButton]] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._fit()
        current_theme().changed.connect(self._fit)

    def show_places(self, places: Sequence[Place]) -> None:
        """Offer these places instead of those from before."""
        if [place for place, _ in self._buttons] == list(places):
            return
        while (item := self._box.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        inner = QWidget()
        inner.setProperty("ringHost", True)
        column = QVBoxLayout(inner)
        column.setContentsMargins(10, 14, 10, 12)
        column.setSpacing(3)
        group = Group(tr("Main steps"))
        steps = QVBoxLayout(group)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(3)
        self._buttons = []
        for place in places:
            each = WrapButton(tr(place.words), kind="nav", icon=place.icon, checkable=True)
            each.clicked.connect(lambda _=False, to=place: self._on_go(to))
            steps.addWidget(each)
            self._buttons.append((place, each))
        self._roving = Roving([b for _, b in self._buttons], choose=False, parent=group)
        column.addWidget(group)
        column.addStretch(1)
        column.addWidget(WrapButton(tr("Help"), self._on_help, kind="nav", icon="help"))
        area = scroll_area(inner)
        area.setContentsMargins(0, 0, 1, 0)
        self._box.addWidget(area)

    def mark(self, place: Place | None) -> None:
        """Show where the person is."""
        for each_place, each in self._buttons:
            each.setAutoExclusive(False)
            each.setChecked(each_place == place)
            each.setAutoExclusive(True)

    def focus_current(self) -> bool:
        """Put the focus on the step the person is in."""
        target = next((b for _, b in self._buttons if b.isChecked()), None)
        target = target or next((b for _, b in self._buttons), None)
        if target is None or not self.isVisible():
            return False
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        painter.setPen(QPen(QColor(color("line")), 1))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()

    def _fit(self) -> None:
        self.setFixedWidth(em(216))
