"""Which file a table stands in and how it is read, and looking at it in a worker. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.text import one_line
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.ports import Progress
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr

OPENING = ("path", "sheet", "header", "encoding", "separator")
"""The fields of an `Opening`."""

FILE, WAY = "file", "opening"
"""Where a refusal belongs: to the file, or to how it is read."""

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Opening:
    """Which file, and how it is read; "" where the program finds it out."""

    path: str
    sheet: str = ""
    header: str = ""
    encoding: str = ""
    separator: str = ""


def opened_like(table: CaseTable) -> Opening:
    """How a table was opened, with what the program found out."""
    return Opening(str(table.path), table.sheet, str(table.header), table.encoding, table.separator)


@dataclass(frozen=True, slots=True)
class Told(Generic[Found]):
    """Whom the opener tells.

    Attributes:
        opened: a table was opened, with what `look` found in it.
        refused: why not, and where that belongs (`FILE` or `WAY`).
        busy: what is being done; "" when it is done.
        has_left: whether the page has gone: then nobody is told.
    """

    opened: Callable[[CaseTable, Found], object]
    refused: Callable[[str, str], object]
    busy: Callable[[str], object]
    has_left: Callable[[], bool]


class TableOpener(Generic[Found]):
    """Opens a table and looks at it, both in a worker. Only what was asked for last is told."""

    def __init__(self, context: ScreenContext, look: Callable[[CaseTable], Found], told: Told[Found]) -> None:
        self._context, self._look, self._told = context, look, told
        self._turn = 0
        self._table: CaseTable | None = None

    def open(self, opening: Opening) -> None:
        """Look at a file. What cannot be read is said, and what was shown before stays."""
        self._turn += 1
        turn, path, header = self._turn, Path(opening.path), opening.header.strip()
        if header and not (header.isascii() and header.isdigit() and 0 < int(header) < 1_000_000):
            words = tr("“{text}” is no row. Write the number of the row with the names of the columns.")
            self._told.refused(words.format(text=one_line(header, 30)), WAY)
            return

        def work(_progress: Progress) -> tuple[CaseTable, Found]:
            table = self._context.desk.outside.table(
                path,
                sheet=opening.sheet,
                header=int(header or 0),
                encoding=opening.encoding,
                separator=opening.separator,
            )
            return table, self._look(table)

        def done(came: tuple[CaseTable, Found]) -> None:
            if self._counts(turn):
                self._table = came[0]
                self._told.opened(*came)

        def failed(error: TiaError) -> None:
            if self._counts(turn):
                again = self._table is not None and self._table.path == path
                self._told.refused(tr(error.sentence), WAY if again else FILE)

        def ended() -> None:
            """Work came to its end, or was cancelled: say what is true."""
            if self._counts(turn):
                self._told.busy("")

        self._told.busy(tr("Looking at “{name}”").format(name=path.name))
        self._context.shell.in_background(tr("Looking at the file"), work, done, failed, ended)

    def reopen(self, now: Opening | None, name: str, words: str) -> None:
        """Read the file in another way: another sheet, header row, encoding or separator."""
        if now is None or words == getattr(now, name):
            return
        changed = replace(now, **{name: words})
        if name in ("sheet", "encoding", "separator"):
            changed = replace(changed, header="")  # it stands elsewhere there
        if name == "encoding":
            changed = replace(changed, separator="")
        self.open(changed)

    def close(self) -> None:
        """Put the file away: what is still being looked at is told nobody."""
        self._turn += 1
        self._table = None

    def _counts(self, turn: int) -> bool:
        return turn == self._turn and not self._told.has_left()
