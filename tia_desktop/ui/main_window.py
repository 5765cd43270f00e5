"""The window itself: on the screen before the rest of the program is loaded. What is in it is the shell's.

Nothing here touches `PySide6.QtCore.Qt`: making its enums takes longer than making and painting the window.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from tia_desktop.ui.tokens import BY_SCHEME

if TYPE_CHECKING:
    from tia_desktop.services.desk import Desk
    from tia_desktop.ui.shell import WindowShell


class MainWindow(QMainWindow):
    """An empty frame in the person's colours, until somebody asks for its shell."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shell: WindowShell | None = None
        self.fills_screen = False
        self._then: Callable[[], object] | None = None  # waits for the first paint
        self.setWindowTitle("TIA Desktop")
        self.setMinimumSize(480, 300)

    @property
    def shell(self) -> WindowShell:
        """What is in the window. Made when first asked for."""
        if self._shell is None:
            from tia_desktop.ui.shell import WindowShell

            self._shell = WindowShell(self, self._desk)
        return self._shell

    def begin(self, then: Callable[[], object]) -> None:
        """Show the window, and call `then` when it is on the screen."""
        self._then = then
        if self.fills_screen:
            self.showMaximized()
        else:
            self.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._shell is None or self._shell.may_close():
            event.accept()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A page that is shown before the window is active is not told to Qt as what has the focus here.
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self._shell is not None:
            page, focused = self._shell.pages.page, self.focusWidget()
            if page is not None and (focused is None or not focused.isVisible()):
                page.focus_first()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = BY_SCHEME.get(self._desk.settings.scheme)
        if self._shell is None and tokens is not None:
            QPainter(self).fillRect(self.rect(), QColor(tokens["bg"]))
        if self._then is not None:
            QTimer.singleShot(0, self, self._then)
            self._then = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shell is not None:
            self._shell.fit()
