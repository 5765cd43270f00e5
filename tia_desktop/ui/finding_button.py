"""A finding in a list: + or − in its tone, the statement, and what stands behind it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen

from tia_desktop.ui.finding_lines import FindingLine
from tia_desktop.ui.theme import RADIUS, color, em, font_px
from tia_desktop.ui.widgets import Button


def paint_sign(painter: QPainter, box: QRectF, sign: str, tone: str, font: QFont) -> None:
    """A rounded square in a tone's tint with a sign in it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(f"{tone}_soft"))
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    bold = QFont(font)
    bold.setPixelSize(font_px("h3"))
    bold.setWeight(QFont.Weight.Bold)
    painter.setFont(bold)
    painter.setPen(color(tone))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), sign)


class FindingButton(Button):
    """Opens a finding. Enter or a click calls `on_open(finding id)`."""

    def __init__(
        self,
        line: FindingLine,
        on_open: Callable[[str], object],
        *,
        question: bool = False,
        verb: str = "",
        key: str = "",
    ) -> None:
        """`question` names the key questions too; `verb` ("Add to") comes before the spoken name.

        `key` stands at the right: the key that presses this button.
        """
        said = line.said(question=question)
        super().__init__(
            line.finding.text or "…",
            lambda: on_open(line.finding.id),
            kind="step",
            second=line.behind(question=question),
            name=f"{verb}: {said}" if verb else said,
        )
        self.line = line
        self._key = key

    def _lead(self) -> int:
        return em(34) + em(10)

    def _trail(self) -> int:
        return em(34) if self._key else 0

    def _bold(self) -> QFont:
        return QFont(self.font())  # statements are read, not shouted

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self._pad() - em(4), em(8), em(34), em(34))
        strength = self.line.is_strength
        paint_sign(painter, box, "+" if strength else "−", "vgood" if strength else "weak", self.font())
        if self._key:
            square = QRectF(self.width() - em(34), em(10), em(26), em(26))
            painter.setPen(QPen(color("edge"), 1))
            painter.setBrush(color("surface"))
            painter.drawRoundedRect(square, 5, 5)
            painter.setFont(self.font())
            painter.setPen(color("text"))
            painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), self._key)
        painter.end()
