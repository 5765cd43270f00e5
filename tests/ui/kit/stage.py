"""Put a window on the (offscreen) stage the way the program does: theme, ring, size."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.a11y import settle
from tia_desktop.ui import theme
from tia_desktop.ui.theme import Scheme
from tia_desktop.ui.widgets import FocusRing


def dress(*, px: int | None = None, scheme: Scheme = "light") -> QApplication:
    """Theme, and one focus ring on the application; text of `px` pixels.

    Call it before the first widget of the test is made.
    """
    app = cast(QApplication, QApplication.instance())
    live = theme.install(app, scheme)
    if px is not None:
        live.set_base_px(px)
    if not app.findChildren(FocusRing):
        FocusRing(app)
    return app


@contextmanager
def on_stage(window: QWidget, size: tuple[int, int] = (1366, 728)) -> Iterator[QWidget]:
    """Show a window, wait until it is active, and take it away again."""
    window.resize(*size)
    window.show()
    QTest.qWaitForWindowActive(window, 4000)
    settle(6)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        settle()
