"""A drop-down list and a tick box that paint their own marks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QStyledItemDelegate

from tia_desktop.ui.icons import icon_pixmap
from tia_desktop.ui.theme import TARGET, color, em
from tia_desktop.ui.widgets.tips import set_tip

_WRAP = int(Qt.TextFlag.TextWordWrap)


class ComboBox(QComboBox):
    """A drop-down list with our arrow. Give it a name with a buddy label (`LabeledField`), not by hand."""

    def __init__(self, choices: tuple[tuple[str, str], ...] | list[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        for key, words in choices:
            self.addItem(words, key)

    def value(self) -> str:
        """The id of the chosen entry, "" when there is none."""
        return str(self.currentData() or "")

    def set_value(self, key: str) -> None:
        """Choose an entry by its id without telling anybody."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self.findData(key))
        self.blockSignals(blocked)

    def showPopup(self) -> None:
        if type(self.itemDelegate()) is not QStyledItemDelegate:  # its own one knows one height only
            self.setItemDelegate(QStyledItemDelegate(self))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The wheel scrolls the page: over a closed list it would choose something by accident.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        x = self.width() - em(28)
        painter.drawPixmap(QPointF(x, (self.height() - em(18)) / 2), icon_pixmap("chevron_down", "text", 18))
        painter.end()


class CheckBox(QCheckBox):
    """A tick box with wrapping words; the whole line is the target."""

    def __init__(self, text: str, *, checked: bool = False, tip: str = "") -> None:
        super().__init__(text.replace("&", "&&"))
        self._go_on: Callable[[], object] | None = None
        self.setChecked(checked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if tip:
            set_tip(self, tip)
            self.setAccessibleDescription(tip)

    def enter_goes_on(self, run: Callable[[], object]) -> None:
        """Enter ticks; once it is ticked, Enter goes on, and only Space takes the tick away."""
        self._go_on = run

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = max(1, width - em(34) - 4)
        height = self.fontMetrics().boundingRect(QRect(0, 0, room, 9999), _WRAP, self._words()).height()
        return max(em(TARGET), height + em(14))

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._words()) + em(34) + 8, em(TARGET))

    def minimumSizeHint(self) -> QSize:
        longest = max((self.fontMetrics().horizontalAdvance(w) for w in self._words().split()), default=0)
        return QSize(longest + em(34) + 8, em(TARGET))

    def hitButton(self, pos: QPoint) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            if self._go_on is not None and self.isChecked():
                self._go_on()
            else:
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        side = em(22)
        box = QRectF(2, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(color("primary" if on else "edge"), 2))
        painter.setBrush(color("primary" if on else "surface"))
        painter.drawRoundedRect(box, 5, 5)
        if on:
            painter.drawPixmap(box.topLeft() + QPointF(1, 1), icon_pixmap("check", "on_primary", 20))
        painter.setPen(color("text" if self.isEnabled() else "muted"))
        room = self.rect().adjusted(em(34), 0, 0, 0)
        painter.drawText(
            room, _WRAP | int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._words()
        )
        painter.end()
