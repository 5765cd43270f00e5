"""Where photos come from: chosen, dropped or pasted; read away from the window; kept in its thread."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QEvent,
    QEventLoop,
    QIODevice,
    QMimeData,
    QObject,
    QStandardPaths,
    Qt,
    Signal,
)
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from tia_desktop.domain.errors import InputError, TiaError
from tia_desktop.domain.pictures import PictureFacts, refuse_large
from tia_desktop.domain.text import escape_bidi
from tia_desktop.services import photos
from tia_desktop.services.desk import PictureReader
from tia_desktop.ui.context import Shell
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.photo_keeper import Keep, PhotoKeeper, ReadPhoto

MOST_AT_ONCE = 50
MOST_SECONDS = 3.0
NOTICE_SECONDS = 0.7
SUFFIXES = (
    ".jpg", ".jpeg", ".png", ".heic", ".heif", ".avif", ".webp", ".gif", ".tif", ".tiff", ".bmp",
)  # fmt: skip

Picked = tuple[str, Callable[[], bytes]]
"""A name, and what gives its bytes (in a worker)."""


@dataclass(slots=True, eq=False)
class _Reading:
    """One photo on its way."""

    picked: Picked
    keep: Keep
    facts: PictureFacts | None = None  # when they are known, and nothing has to be looked at
    done: threading.Event = field(default_factory=threading.Event)
    photo: ReadPhoto | None = None
    error: TiaError | None = None


class PhotoAdding(QObject):
    """Adds photos to the page it belongs to. One is read at a time, in the order they were chosen.

    Each goes to the note that was shown when it was chosen. Call `settle` before the page is left.
    """

    waiting = Signal(int)
    """How many photos are on their way."""
    _read = Signal()

    def __init__(self, shell: Shell, keeper: PhotoKeeper, page: QWidget) -> None:
        super().__init__(page)
        self._shell, self.keeper, self._page = shell, keeper, page
        self._reader: PictureReader = keeper.reader
        self._queue: deque[_Reading] = deque()
        self._settling = 0
        self._late_at = 0.0  # by this moment of `monotonic` waiting ends; 0 for none
        self._told: list[str] = []
        self._withdraw: Callable[[], None] = lambda: None
        self._read.connect(self._take_one, Qt.ConnectionType.QueuedConnection)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    # ---- sources

    def ask(self) -> None:
        """Choose pictures; the newest one is chosen already, so Enter takes it."""
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.PicturesLocation)
        folder = next((Path(p) for p in places if Path(p).is_dir()), Path.home())
        keep = self._target()
        if keep is None:
            return
        dialog = QFileDialog(self._page, tr("Add photo"), str(folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        both = (*SUFFIXES, *(s.upper() for s in SUFFIXES))  # cameras write "DSC1.JPG"
        dialog.setNameFilters(
            [tr("Pictures") + f" ({' '.join('*' + s for s in both)})", tr("All files") + " (*)"]
        )
        newest = newest_picture(folder)
        if newest is not None:
            dialog.selectFile(str(newest))
        dialog.filesSelected.connect(lambda names: self.take([_file(Path(name)) for name in names], keep))
        dialog.open()

    def paste(self) -> None:
        """Take the picture that was copied."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None while nothing was copied
        found = picked_from(data) if data is not None else []
        if not found:
            self._shell.show_notice(tr("There is no picture to paste. Copy one first."))
        self.take(found)

    def take(self, picked: Sequence[Picked], keep: Keep | None = None) -> None:
        """Add pictures from anywhere to the note that is shown, or to the one `keep` was made for."""
        if len(picked) > MOST_AT_ONCE:
            words = tr("Only {n} pictures can be added at once. Add the others after these.")
            self._shell.show_error(InputError(words.format(n=MOST_AT_ONCE)))
        keep = keep or (self._target() if picked else None)
        if keep is not None:
            self._add([_Reading(each, keep) for each in picked[:MOST_AT_ONCE]])

    def offer(self, text: str) -> None:
        """A paste was too long for the note: keep it as a file with the note that is shown now (fault 40)?

        Nothing is taken in before somebody says so, and what was copied stays on the clipboard.
        """
        keep = self._target()
        if keep is None:
            return
        self._withdraw()
        asked = tr("This text has {n} characters: too long for a note. Keep it as a file with this note?")
        name = tr("pasted-text") + ".txt"
        reading = _Reading((name, lambda: photos.text_bytes(text)), keep, photos.PASTED_TEXT)
        self._withdraw = self._shell.ask(
            asked.format(n=f"{len(text):,}"),
            tr("Keep as a file"),
            lambda: self._add([reading]),
            tr("Not now"),
        )

    def _add(self, readings: Sequence[_Reading]) -> None:
        self._late_at = 0.0  # somebody is still here: the logout was called off
        idle = not self._queue
        self._queue.extend(readings)
        if idle:
            self._read_next()
        self.waiting.emit(len(self._queue))

    def settle(self) -> bool:
        """Wait until every photo on its way is kept: the page is about to go. False when not all are.

        The window stays alive meanwhile, and takes no keys or clicks. After `hurry` it waits only as long
        as a computer that is shut down does, and says which photos were not read.
        """
        if self._settling and not self._late_at:
            return False  # something else wants to leave, too: whoever waits already goes first
        self._settling += 1
        try:
            self._wait_for_all()
        finally:
            self._settling -= 1
        return not self._queue

    def hurry(self) -> None:
        """The computer shuts down: from now on, wait a few seconds at most."""
        if self._queue:
            self._late_at = monotonic() + MOST_SECONDS

    def _wait_for_all(self) -> None:
        notice_at = monotonic() + NOTICE_SECONDS
        while self._queue:
            self._queue[0].done.wait(0.03)
            self._take_one()
            if self._late_at:
                if self._queue and monotonic() > self._late_at:
                    self._give_up()
                    return
                continue  # nothing else happens during a logout: no events
            if notice_at and self._queue and monotonic() > notice_at:
                notice_at = 0
                words = ntr(
                    "Waiting for {n} photo to be read.",
                    "Waiting for {n} photos to be read.",
                    len(self._queue),
                )
                self._shell.show_notice(words + " " + tr("Then it goes on by itself."))
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 30)

    def _give_up(self) -> None:
        names = [reading.picked[0] for reading in self._queue]
        if names != self._told:
            self._told = names
            self.keeper.leave_word(names)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take pictures that are dropped anywhere on the page; ask nothing more when it goes."""
        if event.type() == QEvent.Type.Hide and watched is self._page and not event.spontaneous():
            self._withdraw()
        if isinstance(event, QDropEvent) and watched is self._page:  # entering and moving are such, too
            if event.type() == QEvent.Type.Drop:
                self.take(picked_from(event.mimeData()))
                event.acceptProposedAction()
                return True
            if holds_pictures(event.mimeData()):
                event.acceptProposedAction()
                return True
        return super().eventFilter(watched, event)

    def _target(self) -> Keep | None:
        """The note that is shown now; None when the page shows none, and says so."""
        try:
            return self.keeper.target()
        except TiaError as error:
            self._shell.show_error(error)
            return None

    # ---- reading

    def _read_next(self) -> None:
        if self._queue:
            args = (self._queue[0],)
            threading.Thread(target=self._run, args=args, name="tia-photo", daemon=True).start()

    def _run(self, reading: _Reading) -> None:
        name, content = reading.picked
        try:
            data = content()
            refuse_large(name, len(data))
            reading.photo = ReadPhoto(name, data, reading.facts or self._reader.facts(name, data))
        except TiaError as error:
            reading.error = error
        except Exception as error:  # noqa: BLE001 - the person hears of it, the handler of our mistakes too
            reading.error = _unreadable(name, type(error).__name__)
            threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread())))
        finally:
            reading.done.set()
            with suppress(RuntimeError):  # the page is gone: `settle` took the photo
                self._read.emit()

    def _take_one(self) -> None:
        """Hand over the first one if it is read; `settle` may have been faster than the signal."""
        if not self._queue or not self._queue[0].done.is_set():
            return
        reading = self._queue.popleft()
        self._read_next()
        if reading.photo is not None:
            reading.keep(reading.photo)
        elif reading.error is not None:
            self._shell.show_error(reading.error)
        self.waiting.emit(len(self._queue))


# ---- what is chosen, dropped, pasted


def newest_picture(folder: Path) -> Path | None:
    """The newest picture in a folder: most often the one that was just taken."""
    try:
        found = [p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file()]
        return max(found, key=lambda p: p.stat().st_mtime, default=None)
    except OSError:
        return None


def picture_files(source: QMimeData) -> list[Path]:
    """Files among pasted or dropped things."""
    return [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]


def holds_pictures(source: QMimeData) -> bool:
    """Whether something that is pasted or dropped could be pictures."""
    return source.hasImage() or bool(picture_files(source))


def picked_from(source: QMimeData) -> list[Picked]:
    """The pictures on the clipboard or under the mouse: files as they are, a bare image as PNG."""
    files = picture_files(source)
    if files:
        return [_file(path) for path in files]
    if not source.hasImage():
        return []
    image = QImage(source.imageData())
    return [(tr("Pasted picture") + ".png", lambda: _png(image))]


def _png(image: QImage) -> bytes:
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(store.data())


def _file(path: Path) -> Picked:
    return path.name, lambda: _content(path)


def _content(path: Path) -> bytes:
    """Read an ordinary file; its size is looked at first."""
    try:
        if not path.is_file():  # a folder, or a pipe that would never end
            words = tr("“{name}” is not a file. Choose a picture.")
            raise InputError(words.format(name=escape_bidi(path.name)))
        refuse_large(path.name, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path.name, error.strerror or type(error).__name__) from error


def _unreadable(name: str, reason: str) -> InputError:
    words = tr("“{name}” could not be read: {reason}. Copy it to this laptop and try again.")
    return InputError(words.format(name=escape_bidi(name), reason=reason))
