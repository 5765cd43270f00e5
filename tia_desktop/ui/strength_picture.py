"""The small picture of a strength: a mark for each kind of check and source, filled where it has evidence."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tia_desktop.services.strength import Mark, Picture
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.icons import icon_pixmap
from tia_desktop.ui.theme import color, current_theme, em, font

SIDE, GAP, LINE = 13, 5, 21
MOST = 12
"""People and contradictions drawn; the words beside say how many there are."""


class StrengthPicture(QWidget):
    """Lines of marks. Filled is there, half is there but weighs less here, hollow is not there."""

    def __init__(self, picture: Picture, said: str, *, behind: str = "surface") -> None:
        super().__init__()
        self._picture, self._behind = picture, behind
        self.setAccessibleName(said)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current_theme().changed.connect(self.updateGeometry)

    def show_picture(self, picture: Picture, said: str) -> None:
        """Show other marks."""
        self._picture = picture
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    def _lines(self) -> list[str]:
        names = [tr("Checks"), tr("Sources"), tr("People")]
        return [*names, tr("Against")] if self._against() else names

    def _against(self) -> int:
        return self._picture.answered + self._picture.unanswered

    def _lead(self) -> int:
        metrics = QFontMetrics(font("small"))
        words = (tr("Checks"), tr("Sources"), tr("People"), tr("Against"))
        return max(map(metrics.horizontalAdvance, words)) + em(10)

    def _high(self) -> int:
        return max(em(LINE), QFontMetrics(font("small")).height() + 2)

    def sizeHint(self) -> QSize:
        marks = max(len(self._picture.kinds), len(self._picture.sources), 3)
        return QSize(self._lead() + marks * em(SIDE + GAP), self._high() * len(self._lines()) + 2)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small"))
        high, lead = self._high(), self._lead()
        for number, words in enumerate(self._lines()):
            painter.setPen(color("muted"))
            box = QRectF(0, number * high, lead, high)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        shown = self._picture
        for place, mark in enumerate(shown.kinds):
            self._mark(painter, mark, self._box(0, place), round_=False)
        for place, mark in enumerate(shown.sources):
            self._mark(painter, mark, self._box(1, place), round_=True)
        for place in range(min(MOST, shown.people)):
            self._person(painter, self._box(2, place))
        kinds = ["warning"] * shown.unanswered + ["done"] * shown.answered
        for place, name in enumerate(kinds[:MOST]):
            box = self._box(3, place)
            tone = "weak" if name == "warning" else "muted"
            painter.drawPixmap(box.topLeft() - QPointF(1, 1), icon_pixmap(name, tone, SIDE + 2, self._behind))
        painter.end()

    def _box(self, line: int, place: int) -> QRectF:
        top = line * self._high() + (self._high() - em(SIDE)) / 2
        return QRectF(self._lead() + place * em(SIDE + GAP), top, em(SIDE), em(SIDE))

    def _mark(self, painter: QPainter, mark: Mark, box: QRectF, *, round_: bool) -> None:
        shape = QPainterPath()
        inner = box.adjusted(0.75, 0.75, -0.75, -0.75)
        radius = inner.width() / 2 if round_ else em(3)
        shape.addRoundedRect(inner, radius, radius)
        there = mark.state != "none"
        painter.setPen(QPen(color("primary" if there else "edge"), 1.5))
        painter.setBrush(color("primary") if mark.state == "full" else Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if mark.state == "weaker":
            half = QPainterPath()
            half.addRect(QRectF(inner.left(), inner.center().y(), inner.width(), inner.height() / 2))
            painter.fillPath(shape.intersected(half), color("primary"))

    def _person(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("primary"))
        wide = box.width()
        painter.drawEllipse(QPointF(box.center().x(), box.top() + wide * 0.28), wide * 0.24, wide * 0.24)
        body = QPainterPath()
        body.addRoundedRect(
            QRectF(box.left() + wide * 0.12, box.top() + wide * 0.58, wide * 0.76, wide * 0.8),
            wide * 0.3,
            wide * 0.3,
        )
        cut = QPainterPath()
        cut.addRect(box)
        painter.drawPath(body.intersected(cut))
