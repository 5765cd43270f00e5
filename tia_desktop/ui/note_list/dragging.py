"""Dragging notes and findings: what a drag carries, and where it may be dropped."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QDrag, QDropEvent, QFontMetrics, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from tia_desktop.ui.theme import RADIUS, color, em

NOTES = "application/x-tia-notes"
FINDING = "application/x-tia-finding"


def pack(kind: str, ids: Sequence[str]) -> QMimeData:
    """What a drag carries: ids, for this program only."""
    data = QMimeData()
    data.setData(kind, json.dumps(list(ids)).encode())
    return data


def unpack(kind: str, data: QMimeData) -> list[str]:
    """The ids that a drag of this kind carries; [] for another kind."""
    if not data.hasFormat(kind):
        return []
    try:
        return [str(each) for each in json.loads(bytes(data.data(kind).data()))]
    except (ValueError, TypeError):
        return []  # somebody else's data under our name


def is_drag(event: QMouseEvent, pressed_at: QPoint) -> bool:
    """Whether the mouse was moved far enough, with its button held, to drag."""
    moved = (event.position().toPoint() - pressed_at).manhattanLength()
    held = bool(event.buttons() & Qt.MouseButton.LeftButton)
    return held and moved >= QApplication.startDragDistance()


def start_drag(source: QWidget, kind: str, ids: Sequence[str], words: str) -> None:
    """Drag ids; a small sign with the words goes along with the mouse."""
    drag = QDrag(source.window())  # a drop may take the source away
    drag.setMimeData(pack(kind, ids))
    drag.setPixmap(_sign(source, words))
    drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.MoveAction)


def _sign(source: QWidget, words: str) -> QPixmap:
    metrics = QFontMetrics(source.font())
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, em(320))
    sign = QPixmap(metrics.horizontalAdvance(words) + em(24), metrics.height() + em(14))
    sign.fill(Qt.GlobalColor.transparent)
    painter = QPainter(sign)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("primary"))
    painter.drawRoundedRect(QRectF(sign.rect()), RADIUS, RADIUS)
    painter.setPen(color("on_primary"))
    painter.setFont(source.font())
    painter.drawText(sign.rect(), int(Qt.AlignmentFlag.AlignCenter), words)
    painter.end()
    return sign


Taken = Callable[[list[str], bool], object]
"""What happens with what is dropped: (ids, whether Ctrl was held)."""


class DropZone(QObject):
    """Lets a widget take drops of some kinds; `aim` says whether one is above it now."""

    def __init__(self, host: QWidget, taken: Mapping[str, Taken], aim: Callable[[bool], object]) -> None:
        super().__init__(host)
        self._host, self._taken, self._aim = host, taken, aim
        host.setAcceptDrops(True)
        host.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent):  # entering and moving are drops that may still go elsewhere
            kind = next((k for k in self._taken if unpack(k, event.mimeData())), "")
            if not kind:
                return False
            event.acceptProposedAction()
            dropped = event.type() == QEvent.Type.Drop
            self._aim(not dropped)
            if dropped:
                ids = unpack(kind, event.mimeData())
                ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                # Only when the drag is over: what is done may take its source away.
                QTimer.singleShot(0, self._host, lambda: self._taken[kind](ids, ctrl))
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._aim(False)
        return False
