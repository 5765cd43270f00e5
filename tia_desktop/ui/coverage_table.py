"""A coverage matrix on the screen: one Tab stop, arrow keys inside, Enter opens a cell."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QSpacerItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from tia_desktop.services.coverage import Cell
from tia_desktop.ui.coverage_model import CELL, Index, MatrixModel
from tia_desktop.ui.coverage_words import Matrix
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.theme import color, current_theme, em, font_px
from tia_desktop.ui.widgets import label

_ROW = 31
_SPARE = 9
_WRAP = int(Qt.TextFlag.TextWordWrap)


def cell_words(cell: Cell, *, brief: bool = False) -> tuple[str, str]:
    """What a cell shows, and its tone: "–" not planned, "0 of 2" weak, "1 of 2" ok, "✓ 3" very good.

    With `brief`, for narrow columns, "0/2" and "1/2".
    """
    if not cell.planned:
        return "–", ""
    if cell.missing:
        words = "{got}/{target}" if brief else tr("{got} of {target}")
        return words.format(got=cell.got, target=cell.target), "ok" if cell.got else "weak"
    return f"✓ {cell.got}", "vgood"


class _Cells(QStyledItemDelegate):
    """Rounded cells in their tone; a thin line of strengths and weaknesses below."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: Cell = index.data(CELL)
        table = self.parent()
        narrow = isinstance(table, CoverageTable) and table.short
        words, tone = cell_words(cell, brief=isinstance(table, CoverageTable) and table.brief)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.toRectF().adjusted(3, 2, -3, -2)
        centred = int(Qt.AlignmentFlag.AlignCenter)
        if not tone:
            painter.setPen(color("muted"))
            painter.drawText(box, centred, words)
        else:
            dashed = QPen(color(tone), 1.5, Qt.PenStyle.DashLine)
            painter.setPen(dashed if cell.got == 0 else Qt.PenStyle.NoPen)
            painter.setBrush(color(f"{tone}_soft"))
            painter.drawRoundedRect(box, 7, 7)
            bold = _cell_font(option.font, small=narrow)
            painter.setFont(bold)
            painter.setPen(color(tone))
            lifted = -em(4) if cell.strengths or cell.weaknesses else 0
            painter.drawText(box.adjusted(0, 0, 0, lifted), centred, words)
            self._line(painter, box, cell)
        if option.state & QStyle.StateFlag.State_HasFocus:
            _ring(painter, option.rect.toRectF())
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, box: QRectF, cell: Cell) -> None:
        total = cell.strengths + cell.weaknesses
        if not total:
            return
        width = box.width() * 0.56
        left, top, high = box.center().x() - width / 2, box.bottom() - em(6), float(em(3))
        good = width * cell.strengths / total
        gap = 1 if cell.strengths and cell.weaknesses else 0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("vgood"))
        painter.drawRect(QRectF(left, top, max(0.0, good - gap), high))
        painter.setBrush(color("weak"))
        painter.drawRect(QRectF(left + good + gap, top, max(0.0, width - good - gap), high))


def _cell_font(font: QFont, *, small: bool) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    if small:
        bold.setPixelSize(font_px("small"))
    return bold


def _ring(painter: QPainter, rect: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for width, token, inset in ((3.0, "focus_out", 1.5), (2.0, "focus_in", 4.0)):
        painter.setPen(QPen(color(token), width))
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), 7, 7)


class CoverageTable(QTableView):
    """As high as its rows. Where the words of the heads do not fit, numbers head the columns."""

    opened = Signal(int, int)
    """Row and column of the cell a person wants to see into."""
    moved = Signal(QRect)
    """Where the current cell stands, so that the page can show it."""
    narrow = Signal(bool)

    def __init__(self, model: MatrixModel) -> None:
        super().__init__()
        self._matrix = model
        self.setModel(model)
        self.setProperty("bare", True)
        self.setAccessibleName(model.matrix.name)
        self.setItemDelegate(_Cells(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for header in (across, down):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCurrentIndex(model.index(0, 0))
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._open)
        self._fitted: object = None
        self.spare = 0
        self.short = self.brief = False
        current_theme().changed.connect(self._on_theme)

    def fit(self) -> None:
        """Share the width among the columns, and take the height the rows need."""
        room = self.viewport().width()
        state = (room, self.spare, self._matrix.matrix)
        header, count = self.horizontalHeader(), self._matrix.columnCount()
        if room <= 0 or not count or state == self._fitted:  # a framework may have no service areas
            return
        self._fitted = state
        least, wide = self._least_widths(brief=False)
        short = self.short = room < wide * count
        self.brief = room < least * count
        if self.brief:
            least, _ = self._least_widths(brief=True)
        self._matrix.set_short(short)
        width = max(least, room // count)
        header.setMinimumSectionSize(em(24))
        header.setDefaultSectionSize(width)
        high = em(34) if short else self._header_height(width)
        header.setFixedHeight(high)
        row = em(_ROW) + max(0, min(em(_SPARE), self.spare // max(1, self._matrix.rowCount())))
        self.verticalHeader().setDefaultSectionSize(row)
        scrolls = width * count > room
        policy = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff)
        bar = self.horizontalScrollBar().sizeHint().height() + 2 if scrolls else 0
        self.setFixedHeight(high + row * self._matrix.rowCount() + bar)
        self.updateGeometries()  # else the scroll bar keeps the range of the wider columns before
        self.narrow.emit(short)

    def _header_font(self) -> QFont:
        bold = QFont(self.font())
        bold.setPixelSize(font_px("small"))
        bold.setWeight(QFont.Weight.Bold)
        return bold

    def _heads(self) -> list[str]:
        return [f"{h.number}. {h.short}" for h in self._matrix.matrix.heads]

    def _least_widths(self, *, brief: bool) -> tuple[int, int]:
        """The least width of a column, for its numbers and for the words of its question."""
        sizes = QFontMetrics(_cell_font(self.font(), small=True))
        shown = {cell_words(cell, brief=brief)[0] for line in self._matrix.matrix.cells for cell in line}
        numbers = max(map(sizes.horizontalAdvance, shown), default=0) + em(8)
        metrics = QFontMetrics(self._header_font())
        longest = max((metrics.horizontalAdvance(w) for h in self._heads() for w in h.split()), default=0)
        return numbers, max(numbers, longest + em(16))

    def _header_height(self, width: int) -> int:
        metrics = QFontMetrics(self._header_font())
        box = QRect(0, 0, width - em(16), 9999)
        return max(metrics.boundingRect(box, _WRAP, head).height() for head in self._heads()) + em(14)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self.moved.emit(self.visualRect(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.fit)

    def minimumSizeHint(self) -> QSize:
        return QSize(em(200), em(200))

    def _on_theme(self) -> None:
        self._fitted = None
        QTimer.singleShot(0, self, self.fit)

    def _on_clicked(self, index: QModelIndex) -> None:
        # One click on an empty cell would plan a check by accident; that takes Enter or two clicks.
        cell: Cell = index.data(CELL)
        if cell.planned:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.row(), index.column())


class CoveragePanel(QWidget):
    """The table under the two judgements, with a legend where the columns have numbers only."""

    def __init__(self, matrix: Matrix) -> None:
        super().__init__()
        self.model = MatrixModel(matrix)
        self.table = CoverageTable(self.model)
        self._has_bands = bool(matrix.bands)
        self._bands = QWidget()
        if not self._has_bands:
            self._bands.hide()
        line = QHBoxLayout(self._bands)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._lead = QSpacerItem(0, 1)
        line.addItem(self._lead)
        for words, columns in matrix.bands:
            band = label(words, "band", wrap=False)
            band.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.addWidget(band, columns)
        self._legend = label(_legend(matrix), "small")
        self._legend.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for part in (self._bands, self.table, self._legend):
            box.addWidget(part)
        self.table.narrow.connect(self._on_narrow)

    def show_matrix(self, matrix: Matrix) -> None:
        """Show other numbers."""
        self.model.show_matrix(matrix)
        self._legend.setText(_legend(matrix))
        self.table.fit()

    def _on_narrow(self, narrow: bool) -> None:
        self._bands.setVisible(self._has_bands and not narrow)
        self._legend.setVisible(narrow)
        self._lead.changeSize(self.table.verticalHeader().sizeHint().width(), 1)
        layout = self._bands.layout()
        if layout is not None:
            layout.invalidate()


def _legend(matrix: Matrix) -> str:
    return "   ".join(f"{h.number}. {h.short}" for h in matrix.heads)
