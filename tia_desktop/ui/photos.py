"""The photos of a note: small pictures that open, their descriptions, and the question about places."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHideEvent,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.records import Attachment
from tia_desktop.services.photos import is_text
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.icons import icon_pixmap
from tia_desktop.ui.photo_adding import PhotoAdding, picked_from, picture_files
from tia_desktop.ui.photo_button import PhotoButton
from tia_desktop.ui.photo_dialog import PhotoDialog
from tia_desktop.ui.photo_keeper import PhotoKeeper, photo_name
from tia_desktop.ui.theme import color, em, font
from tia_desktop.ui.thumbnails import Loader
from tia_desktop.ui.widgets import Card, FlowLayout, NoteEdit, announce, button, column, flow, icon_row, label
from tia_desktop.ui.widgets.tips import set_tip

WIDTH, HEIGHT, LINE = 132, 90, 26


class Thumb(PhotoButton):
    """A photo, small, with its description below. Opens it large."""

    def __init__(self, number: int, photo: Attachment) -> None:
        super().__init__(photo)
        self.setFixedSize(self.sizeHint())
        self.show_photo(number, photo)

    def show_photo(self, number: int, photo: Attachment) -> None:
        """Show what is known of the photo now."""
        self.photo = photo
        self.setAccessibleName(photo_name(number, photo))
        set_tip(self, photo.caption or photo.name)
        words = tr("Opens it large, to describe or remove it")
        if is_text(photo):
            words = tr("Opens it, to describe or remove it")
        if photo.is_damaged:
            words = tr("Damaged: shown as far as it goes, the original is kept.") + " " + words
        self.setAccessibleDescription(words)
        self.update()

    def show_image(self, image: QImage) -> None:
        super().show_image(image)
        if image.isNull():
            words = tr("This picture is damaged. The original is kept.")
            set_tip(self, words)
            self.setAccessibleDescription(words)

    def size_wanted(self) -> QSize:
        """Size of the picture in device pixels, twice as sharp for where it fills the frame."""
        sharp = 2 * self.devicePixelRatioF()
        return QSize(round(em(WIDTH) * sharp), round(em(HEIGHT) * sharp))

    def sizeHint(self) -> QSize:
        return QSize(em(WIDTH), em(HEIGHT + LINE))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._ask()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(0.5, 0.5, self.width() - 1, em(HEIGHT) - 1)
        shape = QPainterPath()
        shape.addRoundedRect(frame, 6, 6)
        painter.fillPath(shape, color("sunken"))
        painter.setFont(font("small"))
        if is_text(self.photo):
            self._paint_file(painter, frame)
        elif self._image is not None and not self._image.isNull():
            painter.setClipPath(shape)
            size = frame.size().toSize()
            scaled = self._image.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            x, y = (self.width() - scaled.width()) / 2, (em(HEIGHT) - scaled.height()) / 2
            painter.drawImage(QRectF(x, y, scaled.width(), scaled.height()), self._image)
            if self.photo.is_damaged:
                self._paint_damaged(painter, frame)
            painter.setClipping(False)
        elif self._image is not None:
            painter.setPen(color("text"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(frame, int(flags), tr("Damaged picture"))
        painter.setPen(QPen(color("edge"), 1))
        painter.drawPath(shape)
        self._paint_words(painter)
        painter.end()

    def _paint_file(self, painter: QPainter, frame: QRectF) -> None:
        """A pasted text: that it is one, and how long."""
        middle = round(frame.center().x() - em(14))
        painter.drawPixmap(middle, round(frame.top() + em(14)), icon_pixmap("file", "text", 28, "sunken"))
        painter.setPen(color("text"))
        below = frame.adjusted(4, em(46), -4, -4)
        words = tr("Text, {size}").format(size=size_words(self.photo.size))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), words)

    def _paint_damaged(self, painter: QPainter, frame: QRectF) -> None:
        band = QRectF(frame.left(), frame.bottom() - em(24), frame.width(), em(24))
        painter.fillRect(band, color("weak_soft"))
        painter.setPen(color("weak"))
        painter.drawText(band, int(Qt.AlignmentFlag.AlignCenter), tr("Damaged"))

    def _paint_words(self, painter: QPainter) -> None:
        """One line: what it shows, or calmly that nobody has said so yet."""
        line = QRectF(0, em(HEIGHT + 3), self.width(), em(LINE - 3))
        words = self.photo.caption
        if not words:
            words = tr("Say what it is") if is_text(self.photo) else tr("Describe it")
            painter.drawPixmap(0, round(line.top() + em(3)), icon_pixmap("edit", "weak", 15, "bg"))
            line.setLeft(em(20))
        painter.setPen(color("text" if self.photo.caption else "weak"))
        short = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), short)


def size_words(size: int) -> str:
    """A file's size as people say it."""
    if size < 1_000_000:
        return tr("{n} kB").format(n=max(1, round(size / 1000)))
    return tr("{n} MB").format(n=f"{size / 1_000_000:.1f}")


class PhotoStrip(QWidget):
    """Small pictures and the button, wrapping; below: what is on its way, the question about places."""

    def __init__(self, keeper: PhotoKeeper, adding: PhotoAdding) -> None:
        super().__init__()
        self._keeper = keeper
        self._thumbs: list[Thumb] = []
        self._loader = Loader(keeper.reader, self)
        self.add = button(
            tr("Add photo"),
            adding.ask,
            icon="camera",
            tip=tr("The newest picture, or any other. Control and P"),
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        pictures = QWidget()
        self._flow = FlowLayout(pictures, 10)
        self._flow.addWidget(column(self.add, label(tr("No faces, please"), "small"), gap=6))
        box.addWidget(pictures)
        self._busy = label("", "small")
        self._busy.hide()
        box.addWidget(self._busy)
        self._place = self._place_question()
        box.addWidget(self._place)
        adding.waiting.connect(self._show_waiting)

    @property
    def thumbs(self) -> Sequence[Thumb]:
        """The small pictures, in the order of the photos."""
        return self._thumbs

    def hideEvent(self, event: QHideEvent) -> None:
        """The page goes, perhaps with the inspection: read no more of it."""
        self._loader.forget()
        super().hideEvent(event)

    @property
    def loading(self) -> bool:
        """Whether pictures are still to come."""
        return self._loader.busy

    def show_photos(self, photos: Sequence[Attachment]) -> None:
        """Show these photos, before the button."""
        self._show_question(photos)
        known = [thumb.photo.id for thumb in self._thumbs]
        if known == [photo.id for photo in photos]:
            for number, (thumb, photo) in enumerate(zip(self._thumbs, photos, strict=True), 1):
                thumb.show_photo(number, photo)
            return
        self._loader.forget()
        tail = self._flow.takeAt(self._flow.count() - 1)
        for old in self._thumbs:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._thumbs = [self._thumb(number, photo) for number, photo in enumerate(photos, 1)]
        if tail is not None:
            self._flow.addItem(tail)
        before: QWidget = self.add
        while before is self.add or before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain() or self
        for each in self._thumbs:  # new widgets come last in the Tab order; these belong before the button
            QWidget.setTabOrder(before, each)
            before = each
        self.updateGeometry()

    def _thumb(self, number: int, photo: Attachment) -> Thumb:
        thumb = Thumb(number, photo)
        thumb.clicked.connect(lambda: self._open(thumb))
        self._flow.addWidget(thumb)
        thumb.wanted.connect(
            lambda: self._loader.want(lambda: self._keeper.blob(photo), thumb.size_wanted(), thumb.show_image)
        )
        return thumb

    def _open(self, thumb: Thumb) -> None:
        PhotoDialog(self._keeper, thumb.photo, self.window()).open()

    def _show_waiting(self, count: int) -> None:
        self._busy.setText(ntr("Adding {n} photo…", "Adding {n} photos…", count))
        self._busy.setVisible(count > 0)

    # ---- may the places be kept?

    def _place_question(self) -> Card:
        card = Card("soft", pad=10, gap=8)
        self._asked = tr("This photo says where it was taken. Keep the place for the map?")
        card.add(icon_row("pin", self._asked))
        yes = button(tr("Yes, keep the place"), lambda: self._answer(True))
        no = button(tr("No"), lambda: self._answer(False), name=tr("No, do not keep the place"))
        card.add(flow(yes, no))
        card.hide()
        return card

    def _show_question(self, photos: Sequence[Attachment]) -> None:
        asks = self._keeper.asks_for_place(photos)
        if asks and self._place.isHidden():
            announce(self, self._asked)
        self._place.setVisible(asks)

    def _answer(self, keep: bool) -> None:
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that was pressed is about to go
        self._keeper.answer_place(keep)
        self._show_question([thumb.photo for thumb in self._thumbs])


class PhotoNote(NoteEdit):
    """A note box that also takes a pasted or dropped picture."""

    pictured = Signal(list)
    """Pictures that were pasted or dropped into it (`photo_adding.Picked`)."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or bool(picture_files(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText() and not picture_files(source):
            super().insertFromMimeData(source)
            return
        self.pictured.emit(picked_from(source))
