"""A sentence that needs no answer, over the page for a while: nothing moves, nothing takes the focus."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tia_desktop.ui.theme import em, font
from tia_desktop.ui.widgets import Card, announce, icon_row

KEEP_CLEAR = "keepClear"
"""Property of forms: no notice lies over them where there is another place."""

SHOWN_MS = 6_000
MS_PER_LETTER = 60
"""Slow readers manage some 150 words a minute, twice as fast as this."""


class Notice(QWidget):
    """Lies over `page`, in a corner where it covers neither what has the focus nor, if it can, a form.

    It goes by itself, with a click, or when the person goes to another page.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._text = ""
        self._fresh = False
        self._card: Card | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now, "" for nothing."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show a sentence and have it said aloud, in the place of the one before."""
        self.clear()
        self._text, self._fresh = text, True
        self._card = Card("ok", pad=12)
        self._card.add(icon_row("info", text, "strong", tone="ok"))
        self._box.addWidget(self._card)
        self.show()
        self.place()
        announce(self._over, text)
        self._timer.start(SHOWN_MS + MS_PER_LETTER * len(text))
        QTimer.singleShot(0, self, self._grow_old)

    def gone_on(self) -> None:
        """The person goes to another page: what was said before that is over, not what was said just now."""
        if not self._fresh:
            self.clear()

    def clear(self) -> None:
        """Say nothing any more."""
        self._text = ""
        self._timer.stop()
        self.hide()
        if self._card is not None:
            self._box.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
            self._card = None

    def place(self) -> None:
        """Lie where it covers neither the footer nor what has the focus."""
        if self._card is None:
            return
        room = self._over.rect().adjusted(em(16), em(12), -em(16), -em(72))  # the footer stays free
        bold = font("body")
        bold.setWeight(QFont.Weight.DemiBold)
        words = QFontMetrics(bold).horizontalAdvance(self._text) + em(72)
        width = min(room.width(), em(640), words)
        low = QRect(0, 0, width, min(self._card.heightForWidth(width), room.height()))
        low.moveBottomRight(room.bottomRight())
        places = [QRect(low) for _ in range(4)]
        places[1].moveLeft(room.left())
        for high, below in ((places[2], low), (places[3], places[1])):
            high.moveTopLeft(below.topLeft())
            high.moveTop(room.top())
        focus, forms = self._focused(), self._forms()
        free = [p for p in places if not any(p.intersects(box) for box in focus)]
        best = [p for p in free if not any(p.intersects(box) for box in forms)]
        self.setGeometry((best or free or places)[0])
        self.raise_()

    def _focused(self) -> list[QRect]:
        """Where what has the focus lies, its ring included."""
        focused = QApplication.focusWidget()
        if focused is None or not self._over.isAncestorOf(focused):
            return []
        return [self._place_of(focused).adjusted(-6, -6, 6, 6)]

    def _forms(self) -> list[QRect]:
        """Where forms lie whose fields would be filled in next."""
        every = self._over.findChildren(QWidget)
        return [self._place_of(w) for w in every if w.property(KEEP_CLEAR) and w.isVisible()]

    def _place_of(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._over, QPoint(0, 0)), widget.size())

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clear()

    def _on_focus(self, _old: QWidget | None, _new: QWidget | None) -> None:
        if self._card is not None:  # first the page scrolls to what has the focus
            QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self.place))

    def _grow_old(self) -> None:
        self._fresh = False
        self.place()  # what was added may have moved the page
