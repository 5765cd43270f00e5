"""One photo, large: what it shows in words, and removing it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.records import Attachment
from tia_desktop.domain.text import escape_bidi
from tia_desktop.services.photos import LONGEST_CAPTION, is_text
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.photo_keeper import PhotoKeeper
from tia_desktop.ui.save_place import documents_folder
from tia_desktop.ui.theme import em
from tia_desktop.ui.thumbnails import Loader
from tia_desktop.ui.widgets import (
    LabeledField,
    NoteEdit,
    Page,
    announce,
    button,
    icon_row,
    label,
    line_edit,
)

SHOWN = 20_000
"""Characters of a kept text that are shown."""


class PhotoDialog(QDialog):
    """Describe a photo, look at it, or remove it. Every way out but removing keeps the description."""

    def __init__(self, keeper: PhotoKeeper, photo: Attachment, window: QWidget) -> None:
        super().__init__(window)
        self._keeper, self._photo = keeper, photo
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = escape_bidi(photo.name)
        self.setWindowTitle(name)
        self.page = Page(name)
        self.caption = line_edit(photo.caption, limit=LONGEST_CAPTION)
        self.caption.returnPressed.connect(self.accept)
        question = tr("What does the photo show?")
        hint = tr("For people who cannot see it. Say what matters, such as “Lift door with a broken lock”.")
        if is_text(photo):
            question = tr("What is this text?")
            hint = tr("Say where it comes from, such as “Letters about the lift, May”.")
        self._field = LabeledField(question, self.caption, hint=hint, kind="h3")
        self.page.add(self._field)
        if photo.is_damaged:
            words = tr("This picture is damaged. It is shown as far as it goes; the original is kept.")
            self.page.add(icon_row("warning", words, tone="weak"))
        self._picture = label(tr("Loading…"), "muted", wrap=False)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.add(self._beginning() if is_text(photo) else self._picture, stretch=1)
        self.page.add(label(_details(photo), "small"))
        self._said = label("", "small")
        self._said.hide()
        self.page.add(self._said)
        self._offer(leaving=False)
        self.page.first_focus = self.caption
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)
        self.resize(window.size() * 0.8)
        self._loader = Loader(keeper.reader, self)
        self._dropping = False

    def open(self) -> None:
        """Show it; the picture follows."""
        super().open()
        self.page.focus_first()
        if is_text(self._photo):
            return
        room = self.size() * self.devicePixelRatioF() * 0.75
        self._loader.want(lambda: self._keeper.blob(self._photo), room, self._show)

    def _beginning(self) -> LabeledField:
        """A text as far as a person can want to look at it here; whole, it would stop the window."""
        box = NoteEdit(lines=8)
        box.setReadOnly(True)
        try:
            box.set_text(self._keeper.beginning(self._photo, SHOWN))
        except TiaError as error:
            box.set_text(tr(error.sentence))
        words = tr("The text")
        if self._photo.size > SHOWN:
            words = tr("The beginning of the text. All of it is kept.")
        return LabeledField(words, box)

    def _show(self, image: QImage) -> None:
        if image.isNull():
            self._picture.setText(tr("Nothing of this picture can be shown. The original is kept."))
            return
        image.setDevicePixelRatio(self.devicePixelRatioF())
        room = QSize(max(em(160), self.width() - em(80)), max(em(120), self.height() - em(290)))
        most = image.deviceIndependentSize().toSize().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        sharp = most * self.devicePixelRatioF()
        if sharp.width() < image.width():
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaled(sharp, Qt.AspectRatioMode.KeepAspectRatio, smooth)
            image.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture.setPixmap(QPixmap.fromImage(image))
        self._picture.setAccessibleName(self._photo.caption or tr("The photo"))

    def done(self, result: int) -> None:
        """Keep the description and close; stay with the words when the disk refuses them."""
        sentence = "" if self._dropping else self._keeper.set_caption(self._photo, self.caption.text())
        self._field.set_error(sentence)
        if sentence:
            self._offer(leaving=True)
            self.caption.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, sentence)
            return
        super().done(result)

    def _offer(self, *, leaving: bool) -> None:
        """The ways out; `leaving` the description behind is one when it could not be kept."""
        ways = [button(tr("Done"), self.accept, "primary", icon="check")]
        if is_text(self._photo):
            ways.append(button(tr("Save a copy"), self._save_copy, icon="download"))
        ways.append(
            button(
                tr("Remove this file") if is_text(self._photo) else tr("Remove this photo"),
                self._remove,
                "danger",
                icon="trash",
            )
        )
        if leaving:
            ways.append(button(tr("Close without saving"), self._leave, "quiet", icon="close"))
        self.page.set_footer(*ways)

    def _save_copy(self) -> None:
        path = self.ask_path(documents_folder() / self._photo.name)
        if path is None:
            return
        refused = self._keeper.save_copy(self._photo, path)
        self._said.setText(refused or tr("Copied to {path}").format(path=escape_bidi(str(path))))
        self._said.show()
        announce(self, self._said.text())

    def ask_path(self, suggestion: Path) -> Path | None:
        """Ask where a copy should go."""
        title, kind = tr("Where should the copy go?"), tr("Text (*.txt)")
        name, _ = QFileDialog.getSaveFileName(self, title, str(suggestion), kind)
        return Path(name) if name else None

    def _leave(self) -> None:
        self._dropping = True
        self.reject()

    def _remove(self) -> None:
        self._dropping = True
        self.accept()
        self._keeper.remove(self._photo)


def _details(photo: Attachment) -> str:
    """The file's name, when it was taken, how large it is, and whether its place is kept."""
    parts = [escape_bidi(photo.name)]
    if is_text(photo):
        parts.append(tr("{n} bytes").format(n=f"{photo.size:,}"))
    if photo.taken_at:
        parts.append(tr("taken {time}").format(time=photo.taken_at[:16].replace("T", " ")))
    if photo.width:
        parts.append(tr("{w} × {h} pixels").format(w=photo.width, h=photo.height))
    if photo.latitude is not None:
        parts.append(tr("place kept for the map"))
    return " · ".join(parts)
