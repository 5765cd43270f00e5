"""A file with a table for a page: chosen in a dialog, or dropped on it."""

from __future__ import annotations

from pathlib import Path

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


def dropped_file(event: QDropEvent) -> str:
    """Return the one file that is dropped, or "": not something else, and not several."""
    urls = event.mimeData().urls()
    return urls[0].toLocalFile() if len(urls) == 1 and urls[0].isLocalFile() else ""
