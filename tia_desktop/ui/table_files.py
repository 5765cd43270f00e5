"""A file with a table for a page: chosen in a dialog, or dropped on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.save_place import documents_folder

_KINDS = "*.csv *.tsv *.txt *.xlsx *.xlsm *.xlsb *.xls *.ods"


def ask_for_table(page: QWidget, title: str) -> Path | None:
    """Have a person choose a file; None when they do not."""
    kinds, every = f"{tr('Tables')} ({_KINDS} {_KINDS.upper()})", f"{tr('All files')} (*)"
    name, _ = QFileDialog.getOpenFileName(page, title, str(documents_folder()), f"{kinds};;{every}")
    return Path(name) if name else None


class TableDrop(QObject):
    """Lets a file be dropped on a page: `take` is called as for a file that was chosen."""

    def __init__(self, page: QWidget, take: Callable[[Path], object]) -> None:
        super().__init__(page)
        self._take = take
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QDropEvent) or not (name := _dropped_file(event)):
            return super().eventFilter(watched, event)
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._take(Path(name))
        return True


def _dropped_file(event: QDropEvent) -> str:
    """Return the one file that is dropped, or "": not something else, and not several."""
    urls = event.mimeData().urls()
    return urls[0].toLocalFile() if len(urls) == 1 and urls[0].isLocalFile() else ""
