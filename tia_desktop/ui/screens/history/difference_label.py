"""Text with what was put in and taken out: by sign, by line and by colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from tia_desktop.services.word_difference import Piece
from tia_desktop.ui.theme import color

_TONES = {"+": "vgood", "−": "vweak", ":": "muted"}


class DifferenceLabel(QLabel):
    """Reads as "The lift is −[clean] +[dirty]"; what was taken out is struck out, what was put in underlined.

    It draws its own text: a label can show plain text or markup, and text of people is never markup.
    """

    def __init__(self, name: str, pieces: Sequence[Piece]) -> None:
        """`name` says what it is, in front."""
        super().__init__()
        self._pieces = [(":", f"{name}: "), *(part for piece in pieces for part in _parts(piece))]
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("kind", "body")
        self.setText("".join(text for _, text in self._pieces))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        return int(self._layout(width)[1]) + 2

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        width = max(120, self.width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(color("text"))
        self._layout(self.width())[0].draw(painter, QPointF(0, 0))
        painter.end()

    def _layout(self, width: int) -> tuple[QTextLayout, float]:
        """The lines at a width, and how high they are together."""
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        layout.setFormats(self._formats())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        return layout, y

    def _formats(self) -> list[QTextLayout.FormatRange]:
        found, start = [], 0
        for sign, text in self._pieces:
            length = len(text.encode("utf-16-le")) // 2  # Qt counts in UTF-16
            if sign:
                part = QTextLayout.FormatRange()
                part.start, part.length = start, length
                part.format = _look(sign, plain=text.strip(_SIGNS) == "")
                found.append(part)
            start += length
        return found


_SIGNS = "+−[]"


def _look(sign: str, *, plain: bool) -> QTextCharFormat:
    """How a piece looks; its sign and brackets have no line (`plain`)."""
    look = QTextCharFormat()
    look.setForeground(color(_TONES[sign]))
    if sign != ":":
        look.setBackground(color(f"{_TONES[sign]}_soft"))
        look.setFontStrikeOut(sign == "−" and not plain)
        look.setFontUnderline(sign == "+" and not plain)
    return look


def _parts(piece: Piece) -> list[tuple[str, str]]:
    """A piece with its sign; the space behind it stays outside."""
    if not piece.sign:
        return [("", piece.text)]
    words = piece.text.rstrip()
    sign, space = piece.sign, piece.text[len(words) :] or " "
    return [(sign, f"{sign}["), (sign, words), (sign, "]"), ("", space)]
