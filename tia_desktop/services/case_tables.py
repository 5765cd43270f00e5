"""What services need to know of a table that a case list comes in; `importers.case_tables` opens one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tia_desktop.domain.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTable:
    """A table that was recognised. Each call of `batches` reads the file again.

    Attributes:
        columns: the names of its columns, each there once.
        header: number of the header row, 1 for the first, as a spreadsheet counts.
        sheet, sheets: the sheet that is read and all there are; empty for a text file.
        encoding, separator: of a text file; a table of one column has no separator.
    """

    path: Path
    columns: tuple[str, ...]
    header: int
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""

    def batches(self) -> Iterator[tuple[int, list[list[str]]]]:
        """Yield (number of the first row, rows), in order, blank rows too.

        Raises:
            InputError: a part of the file cannot be read.
        """
        raise NotImplementedError

    def sha256(self) -> str:
        """Return the SHA-256 of the file as it is."""
        digest = sha256()
        try:
            with self.path.open("rb") as file:
                while piece := file.read(1024 * 1024):
                    digest.update(piece)
        except OSError as error:
            raise InputError(f"“{self.path.name}” cannot be read: {error.strerror}.") from error
        return digest.hexdigest()
