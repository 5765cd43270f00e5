"""A list whose rows unfold: one Tab stop, arrows move, Enter opens a row's fields right below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.icons import icon_pixmap
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import Card, Group, Roving, WrapButton, heading, label


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `second` is a lighter line below the words; `strong` rows are names, the others sentences."""

    id: str
    words: str
    second: str = ""
    icon: str = "circle"
    tone: str = "muted"
    strong: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading; `note` stands below the heading."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""


class _RowButton(WrapButton):
    """A row; the arrow at its right says whether it is open."""

    def __init__(self, row: Row, *, unfolds: bool) -> None:
        said = f"{row.words}. {row.second}" if row.second else row.words
        super().__init__(
            row.words, kind="nav" if row.strong else "step", icon=row.icon, tone=row.tone,
            second=row.second, name=said,
        )  # fmt: skip
        self._unfolds, self._strong = unfolds, row.strong
        self.open = False
        self.set_open(False)

    def _bold(self) -> QFont:
        return super()._bold() if self._strong else QFont(self.font())  # sentences are read, not shouted

    def set_open(self, is_open: bool) -> None:
        """Show, and say, whether the row is unfolded."""
        self.open = is_open
        if self._unfolds:
            self.setAccessibleDescription(tr("Open") if is_open else tr("Closed. Enter opens it."))
        self.update()

    def _trail(self) -> int:
        return em(28)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        name = "chevron_down" if self.open else "chevron_right"
        at = QPointF(self.width() - em(28), (self.height() - em(18)) / 2)
        painter.drawPixmap(at, icon_pixmap(name, "muted", 18))
        painter.end()


class UnfoldingList(Card):
    """Sections of rows. With `detail`, a chosen row unfolds it; without, `opened` says which was chosen.

    The detail is one widget that moves: it keeps its place in the Tab order, right after the rows.
    """

    opened = Signal(str)
    """A row was chosen: show its record in the detail."""
    closed = Signal()

    def __init__(
        self,
        name: str,
        detail: QWidget | None = None,
        *,
        title: str = "",
        may_close: Callable[[], bool] = lambda: True,
    ) -> None:
        """`may_close` is asked before the open row folds: False keeps it, with what is typed in it."""
        super().__init__(pad=14, gap=4)
        self._name, self._detail, self._may_close = name, detail, may_close
        self._shown: tuple[Section, ...] | None = None
        self._buttons: dict[str, _RowButton] = {}
        self._roving: Roving | None = None
        self.current = ""
        if title:
            words = heading(title, 3)
            words.setContentsMargins(0, 0, 0, em(4))
            self.add(words)
        self._group = Group(name)
        self._column = QVBoxLayout(self._group)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.add(self._group)
        self._empty = label("", "muted")
        self._empty.hide()
        self.add(self._empty)
        if detail is not None:
            detail.hide()
            self._column.addWidget(detail)

    def show_rows(self, sections: Sequence[Section], *, empty: str = "", current: str = "") -> None:
        """Show these rows. The open one stays open while it exists; `current` says its new id."""
        self._empty.setText(empty)
        self._empty.setVisible(bool(empty) and not any(section.rows for section in sections))
        if tuple(sections) == self._shown:
            return
        had = next((key for key, b in self._buttons.items() if isValid(b) and b.hasFocus()), "")
        self.current = current or self.current
        gone = self._neighbour({row.id for section in sections for row in section.rows})
        self._shown = tuple(sections)
        self._clear()
        for section in sections:
            if section.title:
                title = label(section.title, "overline")
                title.setContentsMargins(0, em(8), 0, em(2))
                self._column.addWidget(title)
            if section.note:
                note = label(section.note, "small")
                note.setContentsMargins(0, 0, 0, em(4))
                self._column.addWidget(note)
            for row in section.rows:
                self._column.addWidget(self._make(row))
        rows = list(self._buttons.values())
        self._roving = Roving(rows, choose=False, parent=self._group) if rows else None
        self._settle(had)
        if gone:
            # The window puts the focus back where it was, or on the page; this is nearer, and comes after.
            QTimer.singleShot(0, self, lambda: self._focus_row(gone))

    def open_row(self, row_id: str, *, focus: bool = False) -> None:
        """Unfold a row ("" folds); `focus` puts the focus on it."""
        self.show_open(row_id)
        if self.current:
            self.opened.emit(self.current)
            if focus:
                self._buttons[self.current].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.closed.emit()

    def show_open(self, row_id: str) -> None:
        """Show a row as the open one without telling anybody."""
        self.current = row_id if row_id in self._buttons else ""
        for key, each in self._buttons.items():
            each.set_open(key == self.current)
        self._place()

    def button(self, row_id: str) -> WrapButton | None:
        """The row's button, for the focus."""
        return self._buttons.get(row_id)

    def row_ids(self) -> list[str]:
        """The rows in order."""
        return list(self._buttons)

    # ---- inside

    def _make(self, row: Row) -> _RowButton:
        each = _RowButton(row, unfolds=self._detail is not None)
        each.clicked.connect(lambda _=False, key=row.id: self._on_clicked(key))
        self._buttons[row.id] = each
        return each

    def _on_clicked(self, row_id: str) -> None:
        if self._detail is None:
            self.opened.emit(row_id)
        elif not self.current or self._may_close():
            self.open_row("" if row_id == self.current else row_id)

    def _clear(self) -> None:
        if self._detail is not None:
            # Not by `takeAt`: a layout item that Python still holds keeps Qt from measuring the widget anew.
            self._column.removeWidget(self._detail)
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if self._roving is not None:
            self._roving.deleteLater()
        self._buttons = {}

    def _focus_row(self, row_id: str) -> None:
        if row_id in self._buttons:
            self._buttons[row_id].setFocus(Qt.FocusReason.OtherFocusReason)

    def _neighbour(self, stay: set[str]) -> str:
        """Where the focus goes when the row whose detail has it goes: the next row, else the last."""
        focused = QApplication.focusWidget()
        inside = self._detail is not None and focused is not None and self._detail.isAncestorOf(focused)
        if not inside or not self.current or self.current in stay:
            return ""
        rows = self.row_ids()
        at = rows.index(self.current)
        return next((r for r in (*rows[at:], *reversed(rows[:at])) if r in stay), "")

    def _settle(self, had: str) -> None:
        """After new rows were made: the same row open, the focus on the same row."""
        if self.current not in self._buttons:
            self.current = ""
        for key, each in self._buttons.items():
            each.set_open(key == self.current)
        self._place()
        self._order()
        self._focus_row(had)

    def _place(self) -> None:
        """Put the detail below its row."""
        if self._detail is None:
            return
        self._column.removeWidget(self._detail)
        row = self._buttons.get(self.current)
        at = self._column.indexOf(row) + 1 if row is not None else self._column.count()
        self._column.insertWidget(at, self._detail)
        self._detail.setVisible(row is not None)

    def _order(self) -> None:
        """Rows are made anew, what stands around them is not: Tab goes through the rows, then the detail."""
        inside = self._detail.findChildren(QWidget) if self._detail is not None else []
        window = self._group.window()  # the list of a drop-down is a window of its own
        stops = [w for w in inside if w.focusPolicy() != Qt.FocusPolicy.NoFocus and w.window() is window]
        before: QWidget = self._group
        # Qt ignores an anchor that takes no focus.
        before.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for each in (*self._buttons.values(), *stops):
            QWidget.setTabOrder(before, each)
            before = each
        self._group.setFocusPolicy(Qt.FocusPolicy.NoFocus)
