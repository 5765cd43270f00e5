"""Reads answers collected with ODK Collect, Kobo or Ona: tables, single forms, archives with photos.

Nothing is unpacked to the disk but a table, for the time it is read. What is in an archive and is neither a
form, a table nor a photo is left alone and counted.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.submissions import Submission
from tia_desktop.domain.text import count_of
from tia_desktop.importers.archives import Archive, opened
from tia_desktop.importers.odk_tables import AnswerTable, joined, read_answer_table
from tia_desktop.importers.odk_xml import MOST_BYTES, read_xml

MOST_TABLE = 512 * 1024 * 1024
MOST_PHOTO = 64 * 1024 * 1024
_PHOTOS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".gif", ".tif", ".tiff", ".bmp")


@dataclass(frozen=True, slots=True)
class Collected:
    """What was collected.

    Attributes:
        submissions: the filled-in forms.
        archive: where the photos are, or None.
        photos: their names in the archive.
        problems: what could not be read, and what to look at, each as a sentence.
        ignored: how many files are something else.
        doubles: how many filled-in forms were there again, with the same name and the same answers.
    """

    submissions: tuple[Submission, ...]
    archive: Path | None = None
    photos: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    ignored: int = 0
    doubles: int = 0

    def photo(self, submission: Submission, file: str) -> str | None:
        """Return the name in the archive of a photo that a form names; None when it is not there."""
        named = [p for p in self.photos if PurePosixPath(p).name.casefold() == file.casefold()]
        near = [
            p for p in named if submission.folder and submission.folder in PurePosixPath(p).parent.as_posix()
        ]
        if near:
            return near[0]
        return named[0] if len(named) == 1 else None

    def read_photos(self, names: Sequence[str]) -> list[tuple[str, bytes]]:
        """Return photos with their bytes, in this order.

        Raises:
            InputError: one is damaged or too large.
        """
        if self.archive is None:
            return []
        with opened(self.archive) as archive:
            return [(name, archive.read(name, MOST_PHOTO)) for name in names]


def read_answers(paths: Sequence[Path]) -> Collected:
    """Read answers from a ZIP archive, from XML files, or from tables that belong together.

    Raises:
        InputError: there is nothing to read; a sentence says why.
    """
    if not paths:
        raise InputError("Choose the file with the answers.")
    if any(path.suffix.casefold() == ".zip" for path in paths):
        if len(paths) > 1:
            raise InputError("Choose one ZIP archive at a time.")
        with opened(paths[0]) as archive:
            return _from_archive(archive, paths[0])
    found, tables = list[Submission](), list[AnswerTable]()
    for path in paths:
        if path.suffix.casefold() == ".xml":
            found += _one_xml(path)
        else:
            tables.append(read_answer_table(path, path.name))
    found += joined(tables) if tables else ()
    return _collected(found, Collected(()), paths[0].name)


def _one_xml(path: Path) -> list[Submission]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"“{path.name}” is too large to be answers to a form.")
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"“{path.name}” cannot be read: {error.strerror}.") from error
    submission = read_xml(content, path.name)
    if submission is None:
        raise InputError(f"“{path.name}” is a form, not answers to one. Choose the answers.")
    return [submission]


def _collected(found: Sequence[Submission], read: Collected, name: str) -> Collected:
    """Leave out what is there twice; the same name with other answers is two forms, and said."""
    kept, names, alike = dict[tuple[str, frozenset[tuple[str, str]]], Submission](), set[str](), 0
    for submission in found:
        key = (submission.id or submission.source, frozenset(submission.answers.items()))
        if key not in kept:
            alike += bool(submission.id) and submission.id in names
            kept[key] = submission
            names.add(submission.id)
    if not kept:
        raise InputError(f"“{name}” holds no answers. Choose an export that has some.")
    told: tuple[str, ...] = ()
    if alike:
        forms = count_of(alike, "filled-in form")
        told = (f"{forms} with the name of another one and other answers: look at both.",)
    doubles = len(found) - len(kept)
    return replace(read, submissions=tuple(kept.values()), doubles=doubles, problems=(*read.problems, *told))


def _from_archive(archive: Archive, path: Path) -> Collected:
    found, problems, photos = list[Submission](), list[str](), list[str]()
    tables, ignored = list[AnswerTable](), 0
    for name in archive.names:
        ending = PurePosixPath(name).suffix.casefold()
        try:
            if ending == ".xml":
                folder = PurePosixPath(name).parent.as_posix()
                submission = read_xml(archive.read(name, MOST_BYTES), PurePosixPath(name).name, folder)
                found += [submission] if submission else []
            elif ending == ".csv":
                tables.append(_table(archive, name))
            elif ending in _PHOTOS:
                photos.append(name)
            else:
                ignored += 1
        except InputError as error:
            problems.append(error.sentence)
    if tables:
        found += joined(tables)
    if not found and problems:
        raise InputError(problems[0])
    read = Collected((), path, tuple(photos), tuple(problems), ignored)
    return _collected(found, read, path.name)


def _table(archive: Archive, name: str) -> AnswerTable:
    """Read a table in an archive: through a file, because the reader looks at it twice."""
    with tempfile.TemporaryDirectory(prefix="tia-answers-") as folder:
        copy = Path(folder) / "table.csv"
        copy.write_bytes(archive.read(name, MOST_TABLE))
        return read_answer_table(copy, PurePosixPath(name).name)
