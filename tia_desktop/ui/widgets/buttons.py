"""Buttons that paint themselves and wrap their words instead of cutting them off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from tia_desktop.ui.icons import icon_pixmap
from tia_desktop.ui.theme import RADIUS, TARGET, color, current_theme, em
from tia_desktop.ui.widgets.tips import set_tip

Kind = Literal["primary", "normal", "quiet", "danger", "chip", "nav", "step"]
_WRAP = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Look:
    """How a button is painted right now; every value is a theme token, or "" for nothing."""

    fill: str
    edge: str
    ink: str
    width: float = 1.5


def _pushed(kind: Kind, *, hover: bool, down: bool, on: bool) -> Look:
    touched = hover or down
    if kind == "primary":
        fill = "primary_hi" if touched else "primary"
        return Look(fill, fill, "on_primary")
    if kind == "danger":
        return Look("vweak_soft" if touched else "surface", "vweak", "vweak")
    if kind == "quiet":
        return Look("primary_soft" if touched else "", "", "primary")
    if kind == "chip" and on:
        return Look("primary_soft", "primary", "primary_ink", 2.5)
    if kind in ("nav", "step"):
        if on:
            return Look("primary_soft", "", "primary_ink")
        return Look("sunken" if touched else "", "", "text")
    return Look("sunken" if touched else "surface", "edge", "text")


class Button(QPushButton):
    """A push button: icon and literal text (an `&` is shown, never a mnemonic), at least 44 px.

    Words wrap when the line is too short, so a button is never cut off. With `second` a lighter second
    line stands below (nav and step kinds).
    """

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        *,
        kind: Kind = "normal",
        icon: str = "",
        tone: str = "",
        shortcut: str = "",
        tip: str = "",
        name: str = "",
        second: str = "",
    ) -> None:
        super().__init__(text.replace("&", "&&"))
        self.kind: Kind = kind
        self._icon_name, self._tone, self._second = icon, tone, second
        self._heights: dict[int, int] = {}
        self._hint = QSize()
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        growing = kind in ("nav", "step")
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred if growing else QSizePolicy.Policy.Maximum,
            QSizePolicy.Policy.Minimum,
        )
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))
        if name:
            self.setAccessibleName(name)
        elif second:
            self.setAccessibleName(f"{text}. {second}")
        if tip:
            set_tip(self, tip)
            self.setAccessibleDescription(tip)
        if on_click is not None:
            self.clicked.connect(lambda: on_click())
        current_theme().changed.connect(self._measure_again)

    def words(self) -> str:
        """The text as people read it."""
        return self.text().replace("&&", "&")

    def set_words(self, text: str) -> None:
        """Change the text; an `&` is literal."""
        self.setText(text.replace("&", "&&"))
        self._measure_again()

    def set_icon(self, name: str, tone: str = "") -> None:
        """Change the icon; `tone` is a theme token, empty for the button's own ink."""
        self._icon_name, self._tone = name, tone
        self._measure_again()
        self.update()

    # -- sizes

    def _bold(self) -> QFont:
        font = QFont(self.font())
        if self.kind != "step" or self.isCheckable() or self._second:  # the others never become bold
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _pad(self) -> int:
        return em({"quiet": 10, "nav": 14, "step": 12, "chip": 14}.get(self.kind, 16))

    def _lead(self) -> int:
        """Room the icon takes, its gap included."""
        return em(20) + em(8) if self._icon_name else 0

    def _trail(self) -> int:
        """Room for what a subclass draws at the right."""
        return 0

    def _side_room(self) -> int:
        return 2 * self._pad() + self._lead() + self._trail()

    def _text_height(self, width: int) -> int:
        metrics = QFontMetrics(self._bold())
        height = metrics.boundingRect(QRect(0, 0, width, 9999), _WRAP, self.words()).height()
        if self._second:
            plain = QFontMetrics(self.font())
            height += plain.boundingRect(QRect(0, 0, width, 9999), _WRAP, self._second).height() + 2
        return height

    def hasHeightForWidth(self) -> bool:
        return True

    def _measure_again(self) -> None:
        self._heights.clear()
        self._hint = QSize()
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure_again()

    def heightForWidth(self, width: int) -> int:
        # Layouts ask hundreds of times for the same few widths.
        height = self._heights.get(width)
        if height is None:
            text = self._text_height(max(1, width - self._side_room()))
            height = self._heights[width] = max(em(TARGET), text + em(16))
        return height

    def sizeHint(self) -> QSize:
        if not self._hint.isValid():
            self._hint = self._one_line()
        return self._hint

    def _one_line(self) -> QSize:
        metrics, plain = QFontMetrics(self._bold()), QFontMetrics(self.font())
        text = max(metrics.horizontalAdvance(self.words()), plain.horizontalAdvance(self._second))
        width = max(em(TARGET), text + self._side_room() + 4)
        # Once laid out narrower than one line, ask for the height that wrapped words really need.
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self._bold())
        longest = max((metrics.horizontalAdvance(word) for word in self.words().split()), default=0)
        return QSize(max(em(TARGET), longest + self._side_room() + 4), em(TARGET))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Outside dialogs Qt ignores Enter on a button; people do not.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    # -- painting

    def look(self) -> Look:
        """What to paint with, from the kind and the state."""
        return _pushed(self.kind, hover=self.underMouse(), down=self.isDown(), on=self.isChecked())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            look = Look("sunken" if look.fill else "", "line" if look.edge else "", "muted")
        self._paint_shape(painter, look)
        self._paint_words(painter, look)
        painter.end()

    def _paint_shape(self, painter: QPainter, look: Look) -> None:
        inset = look.width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        radius = min(box.height() / 2, em(22)) if self.kind == "chip" else RADIUS
        painter.setPen(QPen(color(look.edge), look.width) if look.edge else Qt.PenStyle.NoPen)
        painter.setBrush(color(look.fill) if look.fill else Qt.BrushStyle.NoBrush)
        if look.edge or look.fill:
            painter.drawRoundedRect(box, radius, radius)
        if self.kind in ("nav", "step") and self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("primary"))
            painter.drawRoundedRect(QRectF(0, 6, 4, self.height() - 12), 2, 2)

    def _paint_words(self, painter: QPainter, look: Look) -> None:
        growing = self.kind in ("nav", "step")
        font = self._bold()
        if self.kind == "step" and not self.isChecked() and not self._second:
            font = self.font()
        painter.setFont(font)
        metrics = painter.fontMetrics()
        room = self.width() - self._side_room() + 2
        text_height = self._text_height(room)
        if not self._second:  # measured in bold, so that a chosen step keeps its height
            text_height = metrics.boundingRect(QRect(0, 0, room, 9999), _WRAP, self.words()).height()
        used = metrics.boundingRect(QRect(0, 0, room, 9999), _WRAP, self.words()).width()
        middle = (self.width() - self._lead() - self._trail() - used) / 2
        left = self._pad() if growing else max(self._pad(), middle)
        top = (self.height() - text_height) / 2
        if self._icon_name:
            tone = (self._tone if self.isEnabled() else "") or look.ink
            y = top + (metrics.height() - em(20)) / 2 if self._second else (self.height() - em(20)) / 2
            drawn = icon_pixmap(self._icon_name, tone, 20, look.fill or "surface")
            painter.drawPixmap(QPointF(left, y), drawn)
        painter.setPen(color(look.ink))
        x = round(left + self._lead())
        across = int(Qt.AlignmentFlag.AlignLeft if growing else Qt.AlignmentFlag.AlignHCenter)
        box = QRect(x, round(top), room if growing else used + 2, text_height + 2)
        painter.drawText(box, _WRAP | across, self.words())
        if self._second:
            first = metrics.boundingRect(QRect(0, 0, room, 9999), _WRAP, self.words()).height()
            painter.setFont(self.font())
            painter.setPen(color(look.ink if self.isChecked() else "muted"))
            painter.drawText(box.adjusted(0, first + 2, 0, 4), _WRAP | across, self._second)


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    kind: Kind = "normal",
    *,
    icon: str = "",
    shortcut: str = "",
    tip: str = "",
    name: str = "",
) -> Button:
    """The everyday button. `kind`: primary (one a page), normal, quiet, danger."""
    return Button(text, on_click, kind=kind, icon=icon, shortcut=shortcut, tip=tip, name=name)


class WrapButton(Button):
    """A full-width, left-aligned button for rails and lists: `nav` (bold) or `step`.

    Make it checkable to mark "you are here"; several belong in a `Group` with one `Roving`.
    """

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        *,
        kind: Literal["nav", "step"] = "step",
        icon: str = "",
        tone: str = "",
        second: str = "",
        name: str = "",
        tip: str = "",
        checkable: bool = False,
    ) -> None:
        super().__init__(text, on_click, kind=kind, icon=icon, tone=tone, second=second, name=name, tip=tip)
        self.setCheckable(checkable)
        self.setAutoExclusive(checkable)


class MenuButton(Button):
    """A button that opens a menu; draws its own small arrow."""

    def __init__(
        self, text: str, menu: QMenu, *, kind: Kind = "quiet", icon: str = "", tip: str = ""
    ) -> None:
        super().__init__(text, kind=kind, icon=icon, tip=tip)
        menu.setParent(self, menu.windowFlags())
        self.setMenu(menu)

    def _trail(self) -> int:
        return em(24)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        x = self.width() - self._pad() - em(18) + 2
        painter.drawPixmap(
            QPointF(x, (self.height() - em(18)) / 2), icon_pixmap("chevron_down", self.look().ink, 18)
        )
        painter.end()
