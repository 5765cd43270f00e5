"""The photos of a note in its story: large enough to see, Enter shows one larger still."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.records import Attachment
from tia_desktop.services.photos import is_text
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.icons import icon_pixmap
from tia_desktop.ui.photo_button import PhotoButton
from tia_desktop.ui.photo_dialog import PhotoDialog
from tia_desktop.ui.photo_keeper import PhotoKeeper, photo_name
from tia_desktop.ui.theme import color, em, font
from tia_desktop.ui.thumbnails import Loader
from tia_desktop.ui.widgets import announce, button, flow, icon_row, label

WIDE, HIGH = 300, 200
SMALL_WIDE, SMALL_HIGH = 168, 112


class StoryPhoto(PhotoButton):
    """All of a photo, as large as its frame; the one that counts has a larger one."""

    def __init__(self, number: int, photo: Attachment, *, counts: bool) -> None:
        super().__init__(photo)
        self._wide, self._high = (WIDE, HIGH) if counts else (SMALL_WIDE, SMALL_HIGH)
        name = photo_name(number, photo)
        self.setAccessibleName(tr("This photo counts. {name}").format(name=name) if counts else name)
        self.setAccessibleDescription(tr("Enter shows it large"))
        self.setFixedSize(self.sizeHint())

    def size_wanted(self) -> QSize:
        """Size of the picture in device pixels."""
        return self.size() * self.devicePixelRatioF()

    def sizeHint(self) -> QSize:
        return QSize(em(self._wide), em(self._high))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._ask()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(color("edge"), 1))
        painter.setBrush(color("sunken"))
        painter.drawRoundedRect(frame, 6, 6)
        if self._image is not None and not self._image.isNull():
            size = self._image.size().scaled(frame.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            x, y = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(x, y, size.width(), size.height()), self._image)
        else:
            self._paint_words(painter, frame)
        painter.end()

    def _paint_words(self, painter: QPainter, frame: QRectF) -> None:
        words = tr("Damaged picture") if self._image is not None else tr("Loading…")
        if is_text(self.photo):
            words = tr("Text")
            at = frame.center().x() - em(14), frame.center().y() - em(36)
            painter.drawPixmap(round(at[0]), round(at[1]), icon_pixmap("file", "text", 28, "sunken"))
        painter.setFont(font("small"))
        painter.setPen(color("text"))
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), words)


class StoryPhotos(QWidget):
    """The photos and files of a note; the one that counts for the finding comes first.

    `on_choose(id)` picks the photo that shows what the finding says, "" none of them; None offers nothing.
    """

    def __init__(
        self,
        context: ScreenContext,
        check_id: str,
        photos: Sequence[Attachment],
        chosen: str,
        on_choose: Callable[[str], object] | None,
        on_changed: Callable[[], object],
    ) -> None:
        super().__init__()
        self._on_choose, self._on_changed = on_choose, on_changed
        note = photos[0].note_id
        self._keeper = PhotoKeeper(
            context, "findings", check_id=lambda: check_id, note=lambda: lambda _: note, changed=self._changed
        )
        self._loader = Loader(self._keeper.reader, self)
        self.pictures: list[StoryPhoto] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        numbered = sorted(enumerate(photos, 1), key=lambda pair: pair[1].id != chosen)
        for number, photo in numbered:
            for part in self._photo(number, photo, counts=photo.id == chosen):
                box.addWidget(part)

    @property
    def loading(self) -> bool:
        """Whether pictures are still to come."""
        return self._loader.busy

    def hideEvent(self, event: QHideEvent) -> None:
        """The page goes, perhaps with the inspection: read no more of it."""
        self._loader.forget()
        super().hideEvent(event)

    def _photo(self, number: int, photo: Attachment, *, counts: bool) -> list[QWidget]:
        shown = StoryPhoto(number, photo, counts=counts)
        shown.clicked.connect(lambda: PhotoDialog(self._keeper, shown.photo, self.window()).open())
        shown.wanted.connect(
            lambda: self._loader.want(lambda: self._keeper.blob(photo), shown.size_wanted(), shown.show_image)
        )
        self.pictures.append(shown)
        parts: list[QWidget] = [shown, label(photo_name(number, photo), "small")]
        if counts:
            parts.insert(0, icon_row("done", tr("This photo counts"), "strong", tone="vgood"))
        if self._on_choose is not None and not is_text(photo):
            parts.append(flow(self._choice(number, photo, counts=counts)))
        return parts

    def _choice(self, number: int, photo: Attachment, *, counts: bool) -> QWidget:
        choose = self._on_choose
        assert choose is not None
        if counts:
            words = tr("Photo {n} does not count").format(n=number)
            return button(words, lambda: choose(""), "quiet", icon="close")
        words = tr("Photo {n} counts").format(n=number)
        return button(words, lambda: choose(photo.id), "quiet", icon="check")

    def _changed(self, said: str) -> None:
        announce(self, said)
        self._on_changed()
