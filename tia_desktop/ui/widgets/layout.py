"""Layouts and containers that survive 200 % text: wrap, share a line, or turn into a column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QVBoxLayout,
    QWidget,
)

from tia_desktop.ui.theme import RADIUS_CARD, color, em


class FlowLayout(QLayout):
    """Left to right, wrapping to a new line when there is no room."""

    def __init__(self, parent: QWidget | None = None, gap: int = 10) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        margins = self.contentsMargins()
        width = sum(item.sizeHint().width() for item in shown) + self.gap * max(0, len(shown) - 1)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        ).expandedTo(self.minimumSize())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _inner(self, rect: QRect) -> QRect:
        margins = self.contentsMargins()
        return rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        inner = self._inner(rect)
        x, y, line = inner.x(), inner.y(), 0
        for item in self._shown():
            hint = item.sizeHint()
            width = min(hint.width(), max(inner.width(), item.minimumSize().width()))
            tall = item.hasHeightForWidth() and width < hint.width()
            height = item.heightForWidth(width) if tall else hint.height()
            if x + width > inner.right() + 1 and line > 0:
                x, y, line = inner.x(), y + line + self.gap, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
            x += width + self.gap
            line = max(line, height)
        return y + line - rect.y() + self.contentsMargins().bottom()


class FlowRow(FlowLayout):
    """A flow whose items share every line equally (rating buttons, grids of choices).

    With `even` all are as high as the highest; without, each has its own height (fields with an error).
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 12, *, even: bool = True) -> None:
        super().__init__(parent, gap)
        self._even = even

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        inner, shown = self._inner(rect), self._shown()
        margins = self.contentsMargins()
        if not shown:
            return margins.top() + margins.bottom()
        widest = max(item.minimumSize().width() for item in shown)
        per_line = max(1, min(len(shown), (inner.width() + self.gap) // max(1, widest + self.gap)))
        lines = -(-len(shown) // per_line)
        per_line = -(-len(shown) // lines)  # 5 in two lines: 3 + 2, not 4 + 1
        width = (inner.width() - self.gap * (per_line - 1)) / per_line
        heights = [
            item.heightForWidth(int(width)) if item.hasHeightForWidth() else item.sizeHint().height()
            for item in shown
        ]
        if self._even:
            heights = [max(heights)] * len(heights)
        y = inner.y()
        for first in range(0, len(shown), per_line):
            here = slice(first, first + per_line)
            for k, (item, height) in enumerate(zip(shown[here], heights[here], strict=True)):
                if place:
                    x = inner.x() + k * (width + self.gap)
                    item.setGeometry(QRect(round(x), y, int(width), height))
            y += max(heights[here]) + self.gap
        return y - self.gap - inner.y() + margins.top() + margins.bottom()


def flow(*widgets: QWidget, gap: int = 10) -> QWidget:
    """A wrapping row: the usual place for buttons inside a page or card."""
    host = QWidget()
    layout = FlowLayout(host, gap)
    for widget in widgets:
        layout.addWidget(widget)
    return host


def row(*widgets: QWidget, gap: int = 10, stretch: int = -1) -> QWidget:
    """A plain row; the widget numbered `stretch` takes the room that is left."""
    host = QWidget()
    box = QHBoxLayout(host)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    for k, widget in enumerate(widgets):
        box.addWidget(widget, 1 if k == stretch else 0)
    return host


def column(*widgets: QWidget, gap: int = 8) -> QWidget:
    """A plain column."""
    host = QWidget()
    box = QVBoxLayout(host)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    for widget in widgets:
        box.addWidget(widget)
    return host


class Responsive(QWidget):
    """Side by side while there is room for `at` px (at 16 px text), else one column."""

    def __init__(
        self, at: int, gap: int = 16, stretches: Sequence[int] = (), *, stacked_gap: int = 12
    ) -> None:
        super().__init__()
        self._stacked_gap = stacked_gap
        self._at, self._gap, self._stretches = at, gap, tuple(stretches)
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(gap)

    def add(self, widget: QWidget) -> None:
        """Add the next part."""
        self.box.addWidget(widget)
        self._turn(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn(event.size().width())
        super().resizeEvent(event)

    def _minimum_widths(self) -> list[int]:
        widths = []
        for k in range(self.box.count()):
            item = self.box.itemAt(k)
            widths.append(item.minimumSize().width() if item else 0)
        return widths

    def _turn(self, width: int) -> None:
        need = sum(self._minimum_widths()) + self._gap * max(0, self.box.count() - 1)
        wide = width >= max(em(self._at), need)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self.box.direction() != way:
            self.box.setDirection(way)
            self.box.setSpacing(self._gap if wide else min(self._gap, self._stacked_gap))
        for k, stretch in enumerate(self._stretches[: self.box.count()]):
            self.box.setStretch(k, stretch if wide else 0)

    def minimumSizeHint(self) -> QSize:
        # The narrow form is always possible.
        height = 0
        if self.box.direction() == QBoxLayout.Direction.TopToBottom:
            height = super().minimumSizeHint().height()
        return QSize(max(self._minimum_widths(), default=0), height)


class Group(QGroupBox):
    """A named group: a screen reader says the name when the focus comes in. Draws nothing."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFlat(True)
        self.setAccessibleName(name)


class Card(QFrame):
    """A rounded panel. `kind`: plain, soft (a hint, in the primary's tint), or a tone such as weak.

    Put children into `card.body` (a column, or a row with `horizontal=True`).
    """

    def __init__(
        self, kind: str = "plain", *, pad: int = 16, gap: int = 10, horizontal: bool = False
    ) -> None:
        super().__init__()
        self._kind = kind
        self.body: QBoxLayout = QHBoxLayout(self) if horizontal else QVBoxLayout(self)
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(gap)
        self.setProperty("soft", kind == "soft")

    def add(self, *widgets: QWidget) -> None:
        """Add children one below (or beside) the other."""
        for widget in widgets:
            self.body.addWidget(widget)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, edge = {"plain": ("surface", "line"), "soft": ("primary_soft", "primary_soft")}.get(
            self._kind, (f"{self._kind}_soft", self._kind)
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(edge), 1))
        painter.setBrush(color(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)
        painter.end()
