"""Choosing one or several of a few: ratings, chips, and the one Tab stop of a choice group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QLayout, QPushButton, QScrollArea, QSizePolicy, QWidget

from tia_desktop.ui.theme import color, current_theme, em, font_px
from tia_desktop.ui.widgets.buttons import Button
from tia_desktop.ui.widgets.layout import FlowLayout, FlowRow, Group
from tia_desktop.ui.widgets.tips import set_tip

_STEPS = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1,
}  # fmt: skip


class Roving(QObject):
    """One Tab stop for a group of buttons: the chosen one, else the first. Arrow keys move inside.

    With `choose` the arrows also choose, as in every radio group; without (jump lists) they only move.
    """

    def __init__(self, buttons: Sequence[QAbstractButton], *, choose: bool = True, parent: QObject) -> None:
        super().__init__(parent)
        self._buttons, self._choose = list(buttons), choose
        for each in self._buttons:
            each.installEventFilter(self)
            each.toggled.connect(self._on_toggled)
        self.stop_at(next((b for b in self._buttons if b.isChecked()), None))

    def _on_toggled(self, _on: bool) -> None:
        self.stop_at(next((b for b in self._buttons if b.isChecked()), None))

    def stop_at(self, stop: QAbstractButton | None) -> None:
        """Make this one the Tab stop; None for the first that can be used."""
        usable = [b for b in self._buttons if b.isEnabled()] or self._buttons
        stop = stop or next(iter(usable), None)
        for each in self._buttons:
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is stop else Qt.FocusPolicy.ClickFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and not self._choose:
            self.stop_at(next((b for b in self._buttons if b is watched), None))
        if event.type() != QEvent.Type.KeyPress:
            return False
        key = Qt.Key(cast(QKeyEvent, event).key())
        shown = [b for b in self._buttons if b.isVisible() and b.isEnabled()]
        if watched not in shown:
            return False
        at = next(k for k, b in enumerate(shown) if b is watched)
        if key in _STEPS:
            target = shown[(at + _STEPS[key]) % len(shown)]
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            target = shown[0 if key == Qt.Key.Key_Home else -1]
        else:
            return False
        target.setFocus(Qt.FocusReason.TabFocusReason)
        _reveal(target)
        if self._choose:
            target.setChecked(True)
        return True


def _reveal(widget: QWidget) -> None:
    """Scroll the nearest scroll area so that the widget shows (Qt does so for Tab only)."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None:
        parent.ensureWidgetVisible(widget, 0, 8)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: `key` is the digit that chooses it ("" for none), `tone` a theme token such as weak."""

    id: str
    key: str
    sign: str
    word: str
    explain: str = ""
    tone: str = "none"


class ChoiceButton(QPushButton):
    """Sign, word and digit of one choice, in its tone."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.choice = choice
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(choice.word)
        hint = f"({choice.key})" if choice.key else ""
        described = " ".join(part for part in (choice.explain, hint) if part)
        if described:
            set_tip(self, described)
            self.setAccessibleDescription(described)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        current_theme().changed.connect(self.updateGeometry)

    def _word_font(self, px: int | None = None) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(px or font_px("body"))
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _sign_height(self) -> int:
        return round(QFontMetrics(self._word_font(font_px("h3"))).height() * 0.95) if self.choice.sign else 0

    def _word_box(self, width: int) -> int:
        metrics = QFontMetrics(self._word_font())
        wrap = int(Qt.TextFlag.TextWordWrap)
        return metrics.boundingRect(0, 0, max(1, width - em(16)), 9999, wrap, self.choice.word).height()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width if self.choice.sign else width - 2 * self._digit_room()
        return max(em(64 if self.choice.sign else 48), self._sign_height() + self._word_box(room) + em(14))

    def _digit_room(self) -> int:
        return em(16) if self.choice.key else 0

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._word_font())
        width = metrics.horizontalAdvance(self.choice.word) + em(28) + 2 * self._digit_room()
        return QSize(max(em(104), width), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self._word_font())
        longest = max((metrics.horizontalAdvance(word) for word in self.choice.word.split()), default=0)
        digits = 0 if self.choice.sign else 2 * self._digit_room()
        return QSize(max(em(96), longest + em(24) + digits), em(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, tone = self.isChecked(), self.choice.tone
        fill = tone if on else f"{tone}_soft" if self.underMouse() else "surface"
        painter.setBrush(color(fill))
        painter.setPen(QPen(color(tone), 3 if on else 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 10, 10)
        ink = color("surface") if on else color(tone)
        beside = 0 if self.choice.sign else self._digit_room()  # the digit stands at the words' height
        block = self._sign_height() + self._word_box(self.width() - 2 * beside)
        top = (self.height() - block) / 2
        centred = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        if self.choice.sign:
            painter.setFont(self._word_font(font_px("h3")))
            painter.setPen(ink)
            painter.drawText(QRectF(0, top, self.width(), self._sign_height()), centred, self.choice.sign)
        painter.setFont(self._word_font())
        painter.setPen(ink if on else color("text"))
        left, height = em(6) + beside, block - self._sign_height()
        words = QRectF(left, top + self._sign_height(), self.width() - 2 * left, height)
        painter.drawText(words, centred | int(Qt.TextFlag.TextWordWrap), self.choice.word)
        if self.choice.key:
            digit = QFont(self.font())
            digit.setPixelSize(font_px("small"))
            painter.setFont(digit)
            painter.setPen(ink if on else color("muted"))
            corner = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            painter.drawText(QRectF(self.rect()).adjusted(0, 5, -9, 0), corner, self.choice.key)
        painter.end()


_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class ChoiceRow(Group):
    """One question's choices: one Tab stop, digits and arrows choose, Enter confirms what is chosen.

    Build a fresh row for every question: screen readers do not read a new name of the same group.
    """

    changed = Signal(str)
    """The id that is now chosen (by any means except `set_value`)."""
    confirmed = Signal(str)
    """Enter was pressed on this id, which is chosen: save and go on, or go to the note."""
    unanswered = Signal()
    """Enter was pressed on a choice that is not chosen. It chooses nothing: that would invent an answer."""
    typed = Signal(str)
    """The person began to write. Whoever has the note takes it there."""
    digit_chose = Signal(str)
    """Before `typed`: a digit was pressed just before and stays the answer. With the id chosen before it."""
    digit_meant = Signal(str)
    """Before `typed`: the digits pressed just before belong to the words. With the id chosen before them."""

    button_class = ChoiceButton

    def __init__(self, name: str, choices: Iterable[Choice], *, alt_digits: bool = False) -> None:
        super().__init__(name)
        layout = self._line()
        self._buttons = [self.button_class(choice) for choice in choices]
        self._silent = False
        self._digits, self._before = "", ""  # pressed one after the other, and what was chosen before them
        for each in self._buttons:
            layout.addWidget(each)
            each.toggled.connect(self._on_toggled)
            each.installEventFilter(self)
            if alt_digits and each.choice.key:
                keys = QShortcut(QKeySequence(f"Alt+{each.choice.key}"), self)
                keys.activated.connect(lambda button=each: self._pick(button))
        self._roving = Roving(self._buttons, parent=self)

    def _line(self) -> QLayout:
        """How the buttons stand."""
        return FlowRow(self)

    def value(self) -> str:
        """The chosen id, or "" when nothing is chosen yet."""
        return next((b.choice.id for b in self._buttons if b.isChecked()), "")

    def set_value(self, choice_id: str) -> None:
        """Show a stored answer without telling anybody."""
        self._silent = True
        for each in self._buttons:
            each.setAutoExclusive(False)
            each.setChecked(each.choice.id == choice_id)
            each.setAutoExclusive(True)
        self._silent = False

    def choose_key(self, digit: str) -> bool:
        """Choose by digit, as if it had been pressed on the row. False when no choice has it."""
        for each in self._buttons:
            if digit and each.choice.key == digit:
                self._pick(each)
                return True
        return False

    def focus_choice(self) -> None:
        """Put the focus on the chosen button, else the first."""
        target = next((b for b in self._buttons if b.isChecked()), self._buttons[0])
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def buttons(self) -> list[ChoiceButton]:
        """The buttons in order (for Tab order and tests)."""
        return list(self._buttons)

    def _pick(self, button: ChoiceButton) -> None:
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        button.setChecked(True)

    def _on_toggled(self, on: bool) -> None:
        if on and not self._silent:
            self.changed.emit(self.value())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            moved = cast(QFocusEvent, event).reason()
            if moved != Qt.FocusReason.ShortcutFocusReason:  # that is from digit to digit
                self._digits = ""
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, ChoiceButton):
            return False
        pressed = cast(QKeyEvent, event)
        bare = not (pressed.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        if bare and self._press_digit(pressed.text()):
            return True
        if bare and pressed.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._digits = ""
            if watched.isChecked():
                self.confirmed.emit(watched.choice.id)
            else:
                self.unanswered.emit()
            return True
        text = pressed.text()
        if pressed.modifiers() & _COMMANDS or not text or not text.isprintable():
            return False
        if text == " " and not self._digits:
            return False  # alone it chooses, as on every button
        self._begin_to_write(text)
        return True

    def _press_digit(self, digit: str) -> bool:
        before = self.value()
        if not self.choose_key(digit):
            return False
        if not self._digits:
            self._before = before
        self._digits += digit
        return True

    def _begin_to_write(self, text: str) -> None:
        """Words begin. A digit just before a letter has chosen; before a space or a mark it is a word."""
        digits, self._digits = self._digits, ""
        if digits and text.isalpha():
            self.digit_chose.emit(self._before)
        elif digits:
            self.set_value(self._before)
            self.digit_meant.emit(self._before)
            text = digits + text
        self.typed.emit(text)


RatingRow = ChoiceRow
"""A rating is a choice row whose data comes from the check's grading scheme."""


class ChipGroup(Group):
    """Rounded toggles: `exclusive` for one of several (one Tab stop), else any number."""

    changed = Signal(list)
    """The chosen ids, in order."""

    def __init__(
        self,
        name: str,
        chips: Iterable[tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, str]],
        *,
        exclusive: bool = False,
    ) -> None:
        """Chips are (id, words[, icon[, full name said aloud and shown as tip]])."""
        super().__init__(name)
        layout = FlowLayout(self, 8)
        self._chips: dict[str, Button] = {}
        self._silent = False
        for chip in chips:
            chip_id, words, icon, full = (*chip, "", "")[:4]
            each = Button(words, kind="chip", icon=icon, name=full)
            set_tip(each, full)
            # Without a description Qt says the tip again after the name.
            each.setAccessibleDescription(" " if full else "")
            each.setCheckable(True)
            each.setAutoExclusive(exclusive)
            each.toggled.connect(self._on_toggled)
            layout.addWidget(each)
            self._chips[chip_id] = each
        self._exclusive = exclusive
        if exclusive:
            self._roving = Roving(list(self._chips.values()), parent=self)

    def values(self) -> list[str]:
        """The chosen ids."""
        return [chip_id for chip_id, each in self._chips.items() if each.isChecked()]

    def set_values(self, ids: Iterable[str]) -> None:
        """Show stored choices without telling anybody."""
        wanted = set(ids)
        self._silent = True
        for chip_id, each in self._chips.items():
            each.setAutoExclusive(False)
            each.setChecked(chip_id in wanted)
            each.setAutoExclusive(self._exclusive)
        self._silent = False

    def toggle(self, chip_id: str) -> None:
        """Switch one chip, as a shortcut does."""
        if chip_id in self._chips:
            self._chips[chip_id].toggle()

    def chip(self, chip_id: str) -> QWidget:
        """One chip, to give it the focus."""
        return self._chips[chip_id]

    def _on_toggled(self, on: bool) -> None:
        if not self._silent and (on or not self._exclusive):
            self.changed.emit(self.values())
