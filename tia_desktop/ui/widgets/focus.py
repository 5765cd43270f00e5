"""The ring that shows where the focus is, in every window and on every ground."""

from __future__ import annotations

from itertools import pairwise
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QMenu,
    QMenuBar,
    QSplitter,
    QWidget,
)
from shiboken6 import isValid

from tia_desktop.ui.theme import color


def in_reading_order(*parts: QWidget) -> None:
    """Let Tab go through these parts one after the other, each in its own order: new widgets come last."""
    start = parts[0].window()
    found: dict[QWidget, list[QWidget]] = {part: [] for part in parts}
    here = start.nextInFocusChain()
    while here is not None and here is not start:
        if here.focusPolicy() != Qt.FocusPolicy.NoFocus:
            around = next((part for part in parts if part is here or part.isAncestorOf(here)), None)
            if around is not None:
                found[around].append(here)
        here = here.nextInFocusChain()
    stops = [stop for part in parts for stop in found[part]]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


class _Ring(QWidget):
    """The two-tone outline itself; never takes mouse or focus."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("focusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        for width, token, inset in ((3.0, "focus_out", 1.5), (2.0, "focus_in", 4.0)):
            painter.setPen(QPen(color(token), width))
            painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 11 - inset, 11 - inset)
        painter.end()


class FocusRing(QObject):
    """One ring, 3 px outside and 2 px inside, over whatever has the focus in any window.

    Make one for the application. It lives in the nearest scrolled content, so it scrolls along.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.target: QWidget | None = None
        self._ring: _Ring | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._on_focus)

    def ring(self) -> QWidget | None:
        """The visible outline, for tests."""
        return self._ring if self._ring is not None and isValid(self._ring) else None

    def _host(self, widget: QWidget) -> QWidget:
        host = cast(QWidget, widget.parentWidget())
        while not host.isWindow() and not host.property("ringHost"):
            parent = host.parentWidget()
            if parent is None or parent.isWindow():
                break
            if isinstance(parent.parentWidget(), QAbstractScrollArea):
                break
            host = parent
        while isinstance(host, QSplitter):  # it would make room for the ring as for one of its parts
            host = cast(QWidget, host.parentWidget())
        return host

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        for each in self._watched:
            if isValid(each):
                each.removeEventFilter(self)
        self._watched, self.target = [], None
        ring = self.ring()
        if new is None or isinstance(new, (QMenu, QMenuBar)) or new.isWindow() or not new.parentWidget():
            if ring is not None:
                ring.hide()
            return
        host = self._host(new)
        if ring is None:
            self._ring = _Ring(host)
        elif ring.parentWidget() is not host:
            ring.setParent(host)
        self.target = new
        step: QWidget | None = new
        while step is not None and step is not host:
            self._watched.append(step)
            step.installEventFilter(self)
            step = step.parentWidget()
        self._place()
        cast(_Ring, self._ring).show()
        cast(_Ring, self._ring).raise_()

    def _place(self) -> None:
        ring, target = self.ring(), self.target
        host = ring.parentWidget() if ring is not None else None
        if ring is None or host is None or target is None or not isValid(target):
            return
        box = QRect(target.mapTo(host, QPoint(0, 0)), target.size())
        # Views fill their place, so their ring goes inside.
        ring.setGeometry(box if isinstance(target, QAbstractItemView) else box.adjusted(-5, -5, 5, 5))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        elif event.type() in (QEvent.Type.Hide, QEvent.Type.Show):
            ring = self.ring()
            if ring is not None and self.target is not None and isValid(self.target):
                ring.setVisible(self.target.isVisible())
        return False
