"""The grid: how good the service is across, the prospects down. One Tab stop; the arrow keys choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy

from tia_desktop.domain.pack import RatingLevel
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.theme import RADIUS, color, current_theme, em, font_px
from tia_desktop.ui.widgets import Group, announce, label
from tia_desktop.ui.widgets.tips import set_tip

_MOVES = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip
_CENTRED = int(Qt.AlignmentFlag.AlignCenter)


class GridCell(QPushButton):
    """One box. Qualifying ones are tinted and say so in words; the chosen one says "Our view"."""

    def __init__(self, across: int, up: int, words: str, stars: int | None, *, qualifies: bool) -> None:
        super().__init__()
        self.across, self.up = across, up
        self._stars, self._qualifies = stars, qualifies
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        set_tip(self, words)
        self.setAccessibleDescription(tr("Meets the funding line") if qualifies else " ")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        current_theme().changed.connect(self.updateGeometry)

    def shown_words(self) -> str:
        """What stands in the box."""
        if self._stars is None:
            return "●"
        return "★" * self._stars if self._stars else tr("No star")

    def _font(self, px: int, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(px)
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font

    def _chosen_words(self) -> str:
        return tr("Our view")

    def minimumSizeHint(self) -> QSize:
        small = QFontMetrics(self._font(font_px("small"), bold=True))
        body = QFontMetrics(self._font(font_px("small"), bold=False))
        longest = max(
            (small.horizontalAdvance(w) for w in self._chosen_words().split()), default=0
        )  # two words may stand on two lines
        wide = max(em(56), longest + em(10), body.horizontalAdvance("★★★") + em(8))
        return QSize(wide, em(48))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint().expandedTo(QSize(em(88), em(48)))

    def hasHeightForWidth(self) -> bool:
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, box = self.isChecked(), QRectF(self.rect()).adjusted(2, 2, -2, -2)
        fill = "primary" if on else "sunken" if self.underMouse() else "surface"
        if self._qualifies and not on and not self.underMouse():
            fill = "vgood_soft"
        painter.setPen(QPen(color("primary" if on else "edge"), 3 if on else 1.2))
        painter.setBrush(color(fill))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(color("on_primary" if on else "vgood" if self._qualifies else "muted"))
        words = self.shown_words()
        px = font_px("lead") if self._stars else font_px("small")
        while px > font_px("small") * 0.7 and (
            QFontMetrics(self._font(px, bold=on)).horizontalAdvance(words) > box.width() - 6
        ):
            px -= 1
        painter.setFont(self._font(px, bold=on))
        if not on:
            painter.drawText(box, _CENTRED, words)
        else:
            self._paint_chosen(painter, box, words)
        painter.end()

    def _paint_chosen(self, painter: QPainter, box: QRectF, words: str) -> None:
        small = self._font(font_px("small"), bold=True)
        high = QFontMetrics(small).height()
        first = QFontMetrics(painter.font()).height()
        top = box.top() + max(0.0, (box.height() - first - high) / 2)
        painter.drawText(QRectF(box.left(), top, box.width(), first), _CENTRED, words)
        painter.setFont(small)
        painter.drawText(QRectF(box.left(), top + first, box.width(), high), _CENTRED, self._chosen_words())


class JudgementGrid(Group):
    """Emits `chosen(across, up)`: places in the two scales, worst first."""

    chosen = Signal(int, int)

    def __init__(
        self,
        titles: tuple[str, str],
        levels: tuple[Sequence[RatingLevel], Sequence[RatingLevel]],
        words: Callable[[int, int], str],
        qualifies: Callable[[int, int], bool],
    ) -> None:
        super().__init__(tr("Judgement: {across}, {up}. Arrow keys choose.").format(
            across=titles[0].rstrip("?"), up=titles[1].rstrip("?")
        ))  # fmt: skip
        across, up = levels
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        head = label(titles[0], "small")
        head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(head, 0, 1, 1, len(across))
        side = label(tr("Prospects"), "small", wrap=False)
        side.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        set_tip(side, titles[1])
        grid.addWidget(side, 1, 0)
        for a, level in enumerate(across):
            one = label(level.word, "overline", wrap=False)
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(one, 1, 1 + a)
            grid.setColumnStretch(1 + a, 1)
        self.cells: dict[tuple[int, int], GridCell] = {}
        for line, u in enumerate(reversed(range(len(up)))):
            one = label(up[u].word, "overline", wrap=False)
            one.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(one, 2 + line, 0)
            for a, level in enumerate(across):
                cell = GridCell(a, u, words(a, u), level.stars, qualifies=qualifies(a, u))
                cell.installEventFilter(self)
                cell.toggled.connect(lambda on, c=cell: self._on_toggled(c, on=on))
                self.cells[a, u] = cell
                grid.addWidget(cell, 2 + line, 1 + a)
        self._silent = False
        self._one_stop()

    def value(self) -> tuple[int, int] | None:
        """The chosen box."""
        return next((place for place, cell in self.cells.items() if cell.isChecked()), None)

    def set_value(self, place: tuple[int, int] | None) -> None:
        """Show a stored choice without telling anybody."""
        self._silent = True
        for key, cell in self.cells.items():
            cell.setAutoExclusive(False)
            cell.setChecked(key == place)
            cell.setAutoExclusive(True)
        self._silent = False
        self._one_stop()

    def stop(self) -> GridCell:
        """The one box that Tab reaches: the chosen one, else the first in reading order."""
        place = self.value()
        return self.cells[place] if place is not None else next(iter(self.cells.values()))

    def eventFilter(self, watched: object, event: object) -> bool:
        if not isinstance(event, QKeyEvent) or not isinstance(watched, GridCell):
            return False
        if event.type() != QKeyEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            watched.setChecked(True)
            return True
        if key not in _MOVES:
            return False
        right, higher = _MOVES[key]
        to = self.cells.get((watched.across + right, watched.up + higher))
        if to is not None:
            to.setFocus(Qt.FocusReason.TabFocusReason)
            to.setChecked(True)
        return True

    def _on_toggled(self, cell: GridCell, *, on: bool) -> None:
        if not on or self._silent:
            return
        self._one_stop()
        announce(cell, cell.accessibleName())
        self.chosen.emit(cell.across, cell.up)

    def _one_stop(self) -> None:
        stop = self.stop()
        for cell in self.cells.values():
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell is stop else Qt.FocusPolicy.ClickFocus)
