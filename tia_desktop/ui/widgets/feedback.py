"""What the program tells the person: saved, progress, warnings that stay, nothing here yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.theme import current_theme, em
from tia_desktop.ui.widgets.buttons import Button
from tia_desktop.ui.widgets.layout import Card, Responsive, flow
from tia_desktop.ui.widgets.text import IconLabel, announce, icon_row, label

_ICONS = {"vgood": "done", "ok": "info", "weak": "warning", "vweak": "error", "none": "info"}


class Banner(Card):
    """A warning that stays until the matter is settled. `tone`: vgood ok weak vweak."""

    closed = Signal()

    def __init__(
        self,
        text: str,
        *,
        tone: str = "weak",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        closable: bool = False,
        close: str = "",
    ) -> None:
        super().__init__(tone, pad=10, gap=8)
        parts = Responsive(560, 10, (1, 0))
        words = QWidget()
        middle = QVBoxLayout(words)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addWidget(icon_row(_ICONS.get(tone, "info"), text, "strong", tone=tone))
        middle.addStretch(1)
        parts.add(words)
        buttons = []
        if action:
            buttons.append(Button(action, on_action))
        if closable:
            buttons.append(Button(close or tr("Close"), self._close, kind="quiet", icon="close"))
        if buttons:
            parts.add(flow(*buttons))
        self.add(parts)
        self._text = text
        self.closable = closable

    def say(self) -> None:
        """Have a screen reader say the banner; call it when the banner comes up."""
        announce(self, self._text)

    def _close(self) -> None:
        self.closed.emit()  # first: whoever shows it may give the focus back
        if isValid(self):
            self.hide()


class EmptyState(Card):
    """Nothing here yet: one sentence and one button."""

    def __init__(
        self,
        text: str,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        icon: str = "note",
    ) -> None:
        super().__init__("plain", pad=24, gap=14)
        self.add(icon_row(icon, text, "lead", size=28))
        if action:
            self.add(flow(Button(action, on_action, kind="primary")))


class ProgressStrip(QWidget):
    """Progress in words ("3 of 14 · about 30 minutes left") with a bar below."""

    def __init__(self, text: str = "", done: int = 0, total: int = 1) -> None:
        super().__init__()
        self._label = label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self._label)
        box.addWidget(self._bar)
        self._label.setBuddy(self._bar)
        self.set_progress(text, done, total)

    def set_progress(self, text: str, done: int, total: int) -> None:
        """Show progress in words and as a bar."""
        self._label.setText(text.replace("&", "&&"))
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)


class StatusLabel(QWidget):
    """The right end of the menu bar: "Saved on this laptop · 14:32". Never says so before it is true."""

    def __init__(self) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(8, 0, 14, 0)
        box.setSpacing(8)
        self._icon = IconLabel("circle", "muted", 18)
        self._label = label("", "small", wrap=False)
        box.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(self._label, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fit()
        self._icon.hide()
        current_theme().changed.connect(self._fit)

    def text(self) -> str:
        """What it says now."""
        return self._label.text()

    def show_saved(self, clock: str) -> None:
        """Everything is on disk; `clock` is the local time as text."""
        self._show("done", "vgood", tr("Saved on this laptop · {clock}").format(clock=clock))

    def show_saving(self) -> None:
        """Something is not on disk yet."""
        self._show("half", "muted", tr("Saving…"))

    def show_words(self, text: str) -> None:
        """Something else than the file counts now, such as a practice visit; "" for nothing at all."""
        self._show("info", "primary", text)
        self._icon.setVisible(bool(text))
        if text:
            announce(self, text)

    def show_problem(self, text: str) -> None:
        """Saving failed; the banner says what to do."""
        self._show("warning", "vweak", text)
        announce(self, text)

    def _show(self, icon: str, tone: str, text: str) -> None:
        if text == self._label.text():
            return
        self._icon.set_icon(icon, tone)
        self._icon.show()
        self._label.setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """With some fonts the bar's own words are lower than this label and its margin."""
        bar = self.parentWidget()
        if isinstance(bar, QMenuBar):
            bar.setMinimumHeight(self.height() + em(4))

    def _fit(self) -> None:
        self.setMinimumHeight(em(35))
        self.adjustSize()
        bar = self.parentWidget()
        if isinstance(bar, QMenuBar):  # a menu bar places its corner only when it is set
            bar.setCornerWidget(self, Qt.Corner.TopRightCorner)
