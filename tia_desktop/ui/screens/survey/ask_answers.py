"""The answers to one question, large and one under the other."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLayout, QVBoxLayout

from tia_desktop.ui.theme import TARGET, color, em, font_px
from tia_desktop.ui.widgets import ChoiceButton, ChoiceRow

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class _AnswerButton(ChoiceButton):
    """The digit in its box, and the word of the answer beside it."""

    def heightForWidth(self, width: int) -> int:
        return max(em(TARGET), self._words_height(width) + em(16))

    def sizeHint(self) -> QSize:
        return QSize(em(480), self.heightForWidth(em(480)))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self._word_font(font_px("lead")))
        longest = max((metrics.horizontalAdvance(word) for word in self.choice.word.split()), default=0)
        return QSize(longest + self._words_left() + em(16), em(TARGET))

    def _words_left(self) -> int:
        return em(12) + em(30) + em(14)

    def _words_height(self, width: int) -> int:
        metrics = QFontMetrics(self._word_font(font_px("lead")))
        room = max(1, width - self._words_left() - em(14))
        return metrics.boundingRect(0, 0, room, 9999, _LEFT, self.choice.word).height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setBrush(color("primary" if on else "sunken" if self.underMouse() else "surface"))
        painter.setPen(QPen(color("primary" if on else "edge"), 3 if on else 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 10, 10)
        ink = color("on_primary" if on else "text")
        box = QRectF(em(12), (self.height() - em(30)) / 2, em(30), em(30))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink if on else color("edge"), 1.5))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(ink)
        painter.setFont(self._word_font())
        painter.drawText(box, _CENTRE, self.choice.key)
        painter.setFont(self._word_font(font_px("lead")))
        left = self._words_left()
        words = QRect(left, 0, self.width() - left - em(14), self.height())
        painter.drawText(words, _LEFT, self.choice.word)
        painter.end()


class AnswerList(ChoiceRow):
    """A digit chooses, Enter goes on; so does the mouse. One Tab stop, arrows inside."""

    button_class = _AnswerButton

    def _line(self) -> QLayout:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(em(7))
        return box
