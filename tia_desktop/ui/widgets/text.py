"""Labels, icons beside words, and what is said aloud."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from tia_desktop.ui.icons import icon_pixmap
from tia_desktop.ui.theme import SCALE, em, font


def label(text: str, kind: str = "body", *, wrap: bool = True, buddy: QWidget | None = None) -> QLabel:
    """Plain text, never markup. `kind`: body h1 h2 h3 lead strong muted small overline error band."""
    result = QLabel()
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setProperty("kind", kind)
    result.setWordWrap(wrap)
    if buddy is not None:
        result.setBuddy(buddy)
        text = text.replace("&", "&&")
    result.setText(text)
    return result


def heading(text: str, level: int = 1) -> QLabel:
    """A heading of level 1 (page), 2 (question) or 3 (section)."""
    return label(text, f"h{level}")


class IconLabel(QWidget):
    """A small picture beside words. It is decoration: the words must say the same."""

    def __init__(
        self,
        name: str,
        tone: str = "primary",
        size: float = 20,
        behind: str = "surface",
        *,
        beside: str = "",
    ) -> None:
        """`beside` is the type step of the words at its side: it then stands on their first line."""
        super().__init__()
        self._beside = beside
        self._name, self._tone, self._size, self._behind = name, tone, size, behind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, tone: str) -> None:
        """Show another picture."""
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        height = QFontMetrics(font(self._beside)).height() if self._beside else 0
        return QSize(em(self._size), max(em(self._size), height))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = (self.height() - em(self._size)) // 2
        painter.drawPixmap(0, top, icon_pixmap(self._name, self._tone, self._size, self._behind))
        painter.end()


def icon_row(icon: str, text: str, kind: str = "body", *, tone: str = "primary", size: float = 20) -> QWidget:
    """An icon with wrapping words to its right, aligned to the first line."""
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(10)
    step = kind if kind in SCALE else "body"
    box.addWidget(IconLabel(icon, tone, size, beside=step), 0, Qt.AlignmentFlag.AlignTop)
    box.addWidget(label(text, kind), 1)
    return row


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say something that happened without moving the focus."""
    # Imported here: its types cost 4 ms that start-up does not need.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
