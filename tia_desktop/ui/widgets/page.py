"""The page: a body that scrolls and a footer that does not; whatever has the focus is in view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.theme import color, current_theme, em
from tia_desktop.ui.widgets.buttons import Button, MenuButton
from tia_desktop.ui.widgets.forms import LabeledField
from tia_desktop.ui.widgets.layout import FlowLayout


class Panel(QFrame):
    """A surface with one thin line: footers and side columns."""

    def __init__(self, line: str) -> None:
        super().__init__()
        self._line = line

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        painter.setPen(QPen(color("line"), 1))
        if self._line == "top":
            painter.drawLine(0, 0, self.width(), 0)
        else:
            painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()


class Footer(Panel):
    """Main action first, bottom-left. What does not fit on the line moves into a "More" menu."""

    def __init__(self) -> None:
        super().__init__("top")
        self._buttons: list[Button] = []
        self._layout = FlowLayout(self)
        self._layout.setContentsMargins(24, 9, 24, 9)
        self._menu = QMenu()
        self._more = MenuButton(tr("More"), self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._layout.addWidget(self._more)
        self._more.hide()
        current_theme().changed.connect(self.fit)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All of them, also those in the "More" menu."""
        return tuple(self._buttons)

    def set_buttons(self, *buttons: Button) -> None:
        """The footer's buttons, the main one first; those from before go."""
        for old in self._buttons:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = list(buttons)
        self._layout.removeWidget(self._more)
        for each in (*buttons, self._more):
            self._layout.addWidget(each)
        self.fit()

    def fit(self) -> None:
        """Show as many buttons as the line holds, the main one always."""
        room = self.width() - 48
        widths = [each.sizeHint().width() + self._layout.gap for each in self._buttons]
        fits = sum(widths) - self._layout.gap <= room
        used = 0 if fits else self._more.sizeHint().width()
        for k, (each, width) in enumerate(zip(self._buttons, widths, strict=True)):
            used += width
            each.setVisible(fits or k == 0 or used <= room)
        self._more.setVisible(not fits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _fill_menu(self) -> None:
        self._menu.clear()
        for each in self._buttons:
            if each.isHidden():
                self._menu.addAction(each.text(), each.click).setEnabled(each.isEnabled())


class Page(QWidget):
    """Base of every screen: `body` (a column) scrolls, the footer stays, an optional side column hides.

    Whatever gets the focus is scrolled wholly into view, text boxes included.
    """

    renamed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self._side: QWidget | None = None
        self._side_below = self._side_width = 0
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._main = QVBoxLayout()
        self._main.setSpacing(0)
        self._across.addLayout(self._main, 1)
        self.content = QWidget()
        self.content.setProperty("ringHost", True)
        self.content.setAccessibleName(title)
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(24, 16, 24, 16)
        self.body.setSpacing(12)
        self.area = scroll_area(self.content)
        self._main.addWidget(self.area, 1)
        self._footer: Footer | None = None
        self._room = 0
        self.first_focus: QWidget | None = None
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        current_theme().changed.connect(self._fit_side)

    def title(self) -> str:
        """What the page is called, for the window title and screen readers."""
        return self.content.accessibleName()

    def set_title(self, title: str) -> None:
        """Rename the page."""
        if title != self.title():
            self.content.setAccessibleName(title)
            self.renamed.emit()

    def add(self, *widgets: QWidget, stretch: int = 0) -> None:
        """Add parts to the body."""
        for widget in widgets:
            self.body.addWidget(widget, stretch)

    def set_footer(self, *buttons: Button) -> None:
        """The page's actions, the main one first."""
        if self._footer is None:
            self._footer = Footer()
            self._main.addWidget(self._footer)
        self._footer.set_buttons(*buttons)

    def set_side(self, widget: QWidget, *, width: int = 262, below: int = 900) -> None:
        """A column at the left, `width` px wide; hidden while the page is narrower than `below` (16 px text).

        Whatever it offers must also be reachable elsewhere (a menu, a jump button).
        """
        side = Panel("right")
        box = QVBoxLayout(side)
        box.setContentsMargins(12, 14, 8, 12)
        box.addWidget(widget)
        self._side, self._side_width, self._side_below = side, width, below
        self._across.insertWidget(0, side)
        self._fit_side()

    def focus_first(self) -> None:
        """Put the focus on `first_focus`, else on the first thing that takes it."""
        inside = self.content.findChildren(QWidget)
        stops = [w for w in inside if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisibleTo(self)]
        target = self.first_focus or next(iter(stops), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def show_widget(self, widget: QWidget) -> None:
        """Scroll the whole widget (and a little above it, its label) into view.

        `QScrollArea.ensureWidgetVisible` would show only the caret of a text box.
        """
        if not isValid(widget) or not self.content.isAncestorOf(widget):
            return
        bar, view = self.area.verticalScrollBar(), self.area.viewport().height()
        top, height = widget.mapTo(self.content, QPoint(0, 0)).y(), widget.height()
        field = widget.parentWidget()
        if isinstance(field, LabeledField) and field.error():  # what is wrong stands below the editor
            height = max(height, field.mapTo(self.content, QPoint(0, field.height())).y() - top)
        above, below = min(48, max(6, view - height - 12)), 10
        if top - above < bar.value():
            bar.setValue(top - above)
        elif top + height + below > bar.value() + view:
            # Bottom into view, but never at the price of the top.
            bar.setValue(min(top - 6, top + height + below - view))

    def open_at_top(self) -> None:
        """Show the page from its beginning, or as far down as what has the focus."""
        self.area.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, self._show_focused)

    def make_room(self, height: int) -> None:
        """Banners above the page take `height` now. The content keeps its size and its place on the screen.

        It would shrink and move down otherwise, under the hands of whoever writes. What has the focus
        stays in view.
        """
        more, self._room = height - self._room, height
        if not more:
            return
        self._keep_size()
        QApplication.sendPostedEvents(self.area.viewport(), QEvent.Type.LayoutRequest)
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + more)
        self._show_focused()

    def _keep_size(self) -> None:
        """As high as without banners; 0 is what the content itself needs."""
        self.content.setMinimumHeight(self.area.viewport().height() + self._room if self._room else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()
        if self._room:
            self._keep_size()
        QTimer.singleShot(0, self, self._show_focused)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show_focused)

    def _show_focused(self) -> None:
        """Scroll to what has the focus, when new parts of the page have found their places."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        focused = QApplication.focusWidget()
        if focused is not None:
            self.show_widget(focused)

    def _fit_side(self) -> None:
        if self._side is not None:
            self._side.setFixedWidth(em(self._side_width))
            self._side.setVisible(self.width() >= em(self._side_below))

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isVisible() and self.content.isAncestorOf(new):
            QTimer.singleShot(0, self, self._show_focused)


def scroll_area(content: QWidget) -> QScrollArea:
    """A vertical scroll area that takes no focus itself and never scrolls sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    area.setWidget(content)
    return area
