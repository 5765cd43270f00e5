"""Where the dialogs that save something begin: never in a folder that people do not know is there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from tia_desktop.paths import user_data_dir


def documents_folder() -> Path:
    """The person's documents; their home where there is no such folder."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()


def offered_file(path: Path) -> Path:
    """A file to offer: as suggested, but in the documents when it would lie in the program's own folder."""
    return offered_folder(path.parent) / path.name


def offered_folder(folder: Path) -> Path:
    """A folder to offer: the documents in the place of one that is the program's own, or gone."""
    own = user_data_dir().resolve()
    there = folder.resolve()
    return documents_folder() if there.is_relative_to(own) or not folder.is_dir() else folder
