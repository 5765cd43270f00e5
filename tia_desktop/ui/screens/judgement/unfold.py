"""Something that unfolds below its button: there for whoever wants it, quiet for everybody else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Stack
from tia_desktop.ui.widgets import Button, Page


def show_whole(part: QWidget, around: QWidget | None = None) -> None:
    """Scroll all of a part that has just opened into view; what stands `around` it too, if there is room."""
    page = part.parentWidget()
    while page is not None and not isinstance(page, Page):
        page = page.parentWidget()
    if not isinstance(page, Page):
        return
    for each in (around, part):
        if each is not None:
            QTimer.singleShot(0, each, partial(page.show_widget, each))


class Unfold(QWidget):
    """A quiet button, and parts below it that are made when it is opened. Without words it is not there."""

    def __init__(self, parts: Callable[[], Sequence[QWidget]], *, gap: int = 8) -> None:
        super().__init__()
        self._parts = parts
        self.is_open = False
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.button = Button("", self._turn, kind="quiet", icon="chevron_right")
        self.inside = Stack(gap)
        self.inside.setContentsMargins(10, 0, 0, 0)
        self.inside.hide()
        box.addWidget(self.button)
        box.addWidget(self.inside)
        self.hide()

    def show_words(self, words: str) -> None:
        """Say what there is; "" takes it away. What is open is made anew."""
        self.setVisible(bool(words))
        self.button.set_words(words)
        self._show()

    def _turn(self) -> None:
        self.is_open = not self.is_open
        self._show()
        if self.is_open:
            show_whole(self)

    def _show(self) -> None:
        self.button.set_icon("chevron_down" if self.is_open else "chevron_right")
        self.button.setAccessibleDescription(tr("Open") if self.is_open else tr("Closed. Enter opens it."))
        self.inside.show_parts(self._parts() if self.is_open and self.button.words() else ())
