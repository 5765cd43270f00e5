"""Small parts of pages: a column that is filled anew, a refusal in its place, parts at the top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import FlowRow, IconLabel, announce, column, error_label, label


class Stack(QWidget):
    """A column whose parts are put in anew; the parts from before go."""

    def __init__(self, gap: int = 12) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)

    def show_parts(self, parts: Sequence[QWidget]) -> None:
        """Show these and nothing else; Tab reaches them where they stand."""
        refill(self._box, parts)
        self.setVisible(bool(parts))
        tab_after(self, (stop for part in parts for stop in (part, *part.findChildren(QWidget))))


class Refusal(QWidget):
    """What is wrong, in its place and said aloud; nothing while all is well."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._label: QLabel = error_label()
        box.addWidget(self._label)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence; "" takes it away."""
        self._label.setText(sentence)
        self._label.setVisible(bool(sentence))
        self.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def words(self) -> str:
        """What it says."""
        return self._label.text()


def show_now(parts: Iterable[QWidget]) -> None:
    """Show parts that were just put in: Qt would do so later, and a part that is not shown keeps no focus."""
    for part in parts:
        if part.parentWidget() is not None:  # without one it would be a window
            part.show()


def refill(box: QBoxLayout, parts: Sequence[QWidget]) -> None:
    """Put other parts into a column."""
    while (item := box.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    for part in parts:
        box.addWidget(part)


def top(*parts: QWidget, gap: int = 14) -> QWidget:
    """Parts at the top of a column."""
    host = QWidget()
    box = QVBoxLayout(host)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    for part in parts:
        box.addWidget(part)
    box.addStretch(1)
    return host


def titled(icon: str, words: str, details: str, *, tone: str = "primary") -> QWidget:
    """An icon, strong words at its right, and what there is to say about them below the words."""
    host = QWidget()
    box = QHBoxLayout(host)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(10)
    box.addWidget(IconLabel(icon, tone, 20, beside="body"), 0, Qt.AlignmentFlag.AlignTop)
    box.addWidget(column(label(words, "strong"), label(details, "small"), gap=2), 1)
    return host


def tab_after(place: QWidget, stops: Iterable[QWidget]) -> None:
    """Have Tab come to these where they stand: what is made last would else come last."""
    before = place
    policy = place.focusPolicy()
    before.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt ignores an anchor that takes no focus
    for each in stops:
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.window() is place.window():
            QWidget.setTabOrder(before, each)
            before = each
    place.setFocusPolicy(policy)


def field_grid(*fields: QWidget, least: int = 260) -> QWidget:
    """Fields that share a line where there is room."""
    host = QWidget()
    line = FlowRow(host, 14, even=False)
    for each in fields:
        each.setMinimumWidth(em(least))
        line.addWidget(each)
    return host
