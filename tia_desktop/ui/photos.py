"""The photos of a note: thumbnails that open, "Add photo", and pictures that are pasted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMimeData,
    QRectF,
    QSize,
    QStandardPaths,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QVBoxLayout, QWidget

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import Attachment
from tia_desktop.ui import thumbnails
from tia_desktop.ui.context import Shell
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.theme import color, em
from tia_desktop.ui.widgets import FlowLayout, NoteEdit, Page, button, column, label
from tia_desktop.ui.widgets.tips import set_tip

Add = Callable[[str, bytes], object]
"""Takes the name and the bytes of a picture."""

WIDTH, HEIGHT = 132, 90
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp")


def newest_picture(folder: Path) -> Path | None:
    """The newest picture in a folder: most often the one that was just taken."""
    try:
        found = [p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file()]
        return max(found, key=lambda p: p.stat().st_mtime, default=None)
    except OSError:
        return None


class Thumb(QPushButton):
    """A photo, small. Opens it large."""

    def __init__(self, number: int, photo: Attachment, data: bytes) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setFixedSize(em(WIDTH), em(HEIGHT))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setAccessibleName(tr("Photo {n}: {name}").format(n=number, name=photo.caption or photo.name))
        set_tip(self, photo.caption or photo.name)
        self.setAccessibleDescription(tr("Opens it large"))
        sharp = 2 * self.devicePixelRatioF()
        loader = thumbnails.Loader(data, QSize(round(em(WIDTH) * sharp), round(em(HEIGHT) * sharp)), self)
        loader.loaded.connect(self._show)
        loader.start()

    def _show(self, image: QImage) -> None:
        self._image = image
        if image.isNull():
            words = tr("This picture is damaged. The original is kept.")
            set_tip(self, words)
            self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(em(WIDTH), em(HEIGHT))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, 6, 6)
        painter.fillPath(shape, color("sunken"))
        if self._image is not None and not self._image.isNull():
            painter.setClipPath(shape)
            scaled = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            x, y = (self.width() - scaled.width()) / 2, (self.height() - scaled.height()) / 2
            painter.drawImage(QRectF(x, y, scaled.width(), scaled.height()), self._image)
            painter.setClipping(False)
        elif self._image is not None:
            painter.setPen(color("text"))
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), tr("Damaged picture")
            )
        painter.setPen(QPen(color("edge"), 1))
        painter.drawPath(shape)
        painter.end()


class PhotoStrip(QWidget):
    """Thumbnails and the button, wrapping."""

    def __init__(self, on_add: Callable[[], object], on_remove: Callable[[Attachment], object]) -> None:
        super().__init__()
        self._on_remove = on_remove
        self._ids: list[str] = []
        self._thumbs: list[Thumb] = []
        self._layout = FlowLayout(self, 10)
        self.add = button(
            tr("Add photo"), on_add, icon="camera", tip=tr("The newest picture, or any other. Control and P")
        )
        self._layout.addWidget(column(self.add, label(tr("No faces, please"), "small"), gap=6))

    def show_photos(self, photos: list[Attachment], blob: Callable[[Attachment], bytes]) -> None:
        """Show these photos, before the button."""
        if [p.id for p in photos] == self._ids:
            return
        self._ids = [p.id for p in photos]
        tail = self._layout.takeAt(self._layout.count() - 1)
        for old in self._thumbs:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._thumbs = []
        for number, photo in enumerate(photos, 1):
            data = blob(photo)
            each = Thumb(number, photo, data)
            each.clicked.connect(lambda _=False, p=photo, d=data: self._open(p, d))
            self._layout.addWidget(each)
            self._thumbs.append(each)
        if tail is not None:
            self._layout.addItem(tail)
        before: QWidget = self.add
        while before is self.add or before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain() or self
        for each in self._thumbs:  # new widgets come last in the Tab order; these belong before the button
            QWidget.setTabOrder(before, each)
            before = each
        self.updateGeometry()

    def _open(self, photo: Attachment, data: bytes) -> None:
        dialog = QDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(photo.name)
        page = Page(photo.name)
        picture = label("", wrap=False)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        image = thumbnails.load(data, self.window().size() * 0.7)
        if image.isNull():
            picture.setText(tr("This picture is damaged. The original is kept."))
        else:
            from PySide6.QtGui import QPixmap

            picture.setPixmap(QPixmap.fromImage(image))
        page.add(picture, label(photo.caption or photo.name, "muted"))
        close = button(tr("Close"), dialog.accept, "primary")

        def remove() -> None:
            dialog.accept()
            self._on_remove(photo)

        page.set_footer(close, button(tr("Remove this photo"), remove, "danger", icon="trash"))
        page.first_focus = close
        box = QVBoxLayout(dialog)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
        dialog.resize(self.window().size() * 0.8)
        dialog.open()
        page.focus_first()


class PhotoNote(NoteEdit):
    """A note box that also takes a pasted or dropped picture."""

    pictured = Signal(str, bytes)
    """Name and bytes of a picture that was pasted."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or bool(picture_files(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText() and not picture_files(source):
            super().insertFromMimeData(source)
            return
        for name, data in pictures(source):
            self.pictured.emit(name, data)


def picture_files(source: QMimeData) -> list[Path]:
    """Files among pasted things."""
    urls: list[QUrl] = source.urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def pictures(source: QMimeData) -> list[tuple[str, bytes]]:
    """(name, bytes) of the pictures on the clipboard: files as they are, a bare image as PNG."""
    files = [path for path in picture_files(source) if path.is_file()]
    if files:
        return [(path.name, path.read_bytes()) for path in files[:20]]
    if not source.hasImage():
        return []
    image = QImage(source.imageData())
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return [(tr("Pasted picture") + ".png", bytes(store.data()))]


def offer(shell: Shell, name: str, data: bytes, add: Add) -> None:
    """Hand a picture to `add`, unless it claims more pixels than any camera makes."""
    if thumbnails.too_large(data):
        words = tr("“{name}” has too many pixels to be a photo. Choose another picture.")
        shell.show_error(InputError(words.format(name=name)))
        return
    add(name, data)


def ask(parent: QWidget, shell: Shell, add: Add) -> None:
    """Choose pictures; the newest one is chosen already, so Enter takes it."""
    places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.PicturesLocation)
    folder = next((Path(p) for p in places if Path(p).is_dir()), Path.home())
    dialog = QFileDialog(parent, tr("Add photo"), str(folder))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(tr("Pictures") + f" ({' '.join('*' + s for s in SUFFIXES)})")
    newest = newest_picture(folder)
    if newest is not None:
        dialog.selectFile(str(newest))

    def taken(names: list[str]) -> None:
        for path in map(Path, names):
            try:
                offer(shell, path.name, path.read_bytes(), add)
            except OSError as error:
                words = tr("“{name}” could not be read: {reason}.")
                reason = error.strerror or type(error).__name__
                shell.show_error(InputError(words.format(name=path.name, reason=reason)))

    dialog.filesSelected.connect(taken)
    dialog.open()


def paste(shell: Shell, add: Add) -> None:
    """Take the picture that was copied."""
    found = pictures(QGuiApplication.clipboard().mimeData())
    if not found:
        shell.show_notice(tr("There is no picture to paste. Copy one first."))
    for name, data in found:
        offer(shell, name, data, add)


def refuse_huge(shell: Shell, text: str) -> None:
    """A paste too long for a note was not taken in: say so (FAULTS 40)."""
    words = tr("This text has {n} characters: too long for a note. Paste only what matters.")
    shell.show_error(InputError(words.format(n=f"{len(text):,}")))
