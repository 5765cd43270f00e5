"""Case lists: a landlord's list is kept inside the inspection, without what is about people, and hashed.

Its content is packed and kept like a photo: an attachment with the id ``list:content`` that belongs to no
note.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing

from tia_desktop.domain.case_content import CELL, LINE, Hashed, first_difference, rows_of
from tia_desktop.domain.case_records import CaseList, Sample
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.column_kinds import DATE
from tia_desktop.domain.errors import DamagedFileError, InputError
from tia_desktop.domain.records import Attachment, Scalar, link_id
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.case_reading import (
    NO_WISHES,
    KeptColumn,
    Reading,
    ReadList,
    Wishes,
    columns_from,
    read_cases,
)
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.ports import Progress
from tia_desktop.services.workspace import Workspace

CONTENT = "content"
MEDIA_TYPE = "application/x-tia-case-list+zlib"
_PIECE = 256 * 1024


def import_case_list(
    ws: Workspace,
    table: CaseTable,
    wishes: Wishes = NO_WISHES,
    progress: Progress | None = None,
) -> tuple[str, ReadList]:
    """Read a list and keep it; return its id and what was read.

    Args:
        ws: the open inspection.
        table: what `importers.case_tables.open_table` opened.
        wishes: what to keep and what to leave behind.
        progress: called with (cases, 0); what it raises ends the import, and nothing is kept.
    """
    read = read_cases(table, wishes, progress)
    return keep_cases(ws, read), read


def keep_cases(ws: Workspace, read: ReadList, *, cause: str = "import", origin: str = "") -> str:
    """Keep a list that was read, as one action, and return its id.

    Raises:
        InputError: it has no cases, or the same list is there already.
    """
    if not read.row_count:
        raise InputError(f"“{read.source.path.name}” has no rows below its header. Choose a list with cases.")
    same = next((known for known in ws.store.find(CaseList) if known.sha256 == read.sha256), None)
    if same:
        raise InputError(f"This list is here already: “{one_line(same.title, 60)}”. Draw from that one.")
    list_id, source = ws.store.new_id(), read.source
    values: dict[str, Scalar] = {
        "title": read.title,
        "source_name": source.path.name,
        "source_sha256": read.source_sha256,
        "sheet": source.sheet,
        "header_row": source.header,
        "encoding": source.encoding,
        "separator": source.separator,
        "columns": read.columns_json,
        "left_out": json.dumps([name for name, _ in read.left_out], ensure_ascii=False),
        "row_count": read.row_count,
        "skipped": read.skipped,
        "sha256": read.sha256,
        "reference": read.reference,
        "added_at": ws.store.now(),
        "author": ws.author,
    }
    content: dict[str, Scalar] = {
        "sha256": ws.store.put_blob(read.content),
        "name": f"{read.title} (content)",
        "media_type": MEDIA_TYPE,
        "size": len(read.content),
    }
    edits = [
        Edit(CaseList, list_id, values),
        Edit(Attachment, link_id(list_id, CONTENT), content),
    ]
    ws.store.record(edits, author=ws.author, cause=cause, origin=origin)
    return list_id


def lists(ws: Workspace) -> list[CaseList]:
    """Return the lists, oldest first."""
    return ws.store.find(CaseList)


def columns_of(kept: CaseList) -> tuple[KeptColumn, ...]:
    """Return the columns that were kept."""
    return columns_from(kept.columns)


def rows(ws: Workspace, list_id: str) -> Iterator[list[str]]:
    """Yield the cases of a list in order, case 1 first.

    Raises:
        DamagedFileError: the content is missing, or is not the one that was kept (said at the end).
    """
    lines = content(ws, ws.need(CaseList, list_id))
    next(lines, None)
    return lines


def content(ws: Workspace, kept: CaseList) -> Generator[list[str], None, None]:
    """Yield the lines of a kept content, the names of the columns first, and test its hash at the end."""
    attachment = ws.need(Attachment, link_id(kept.id, CONTENT))
    packed = ws.store.get_blob(attachment.sha256)
    digest = Hashed()

    def pieces() -> Iterator[bytes]:
        unpacker = zlib.decompressobj()
        rest = packed
        while rest and not unpacker.eof:
            piece = unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
            digest.add_bytes(piece)
            yield piece

    try:
        yield from rows_of(pieces())
    except (zlib.error, UnicodeDecodeError) as error:
        raise DamagedFileError(_OTHER) from error
    if digest.digest != kept.sha256:
        raise DamagedFileError(_OTHER)


_OTHER = "The content of this case list is damaged. Open the newest backup; keep this file as it is."


def remove_case_list(ws: Workspace, list_id: str, *, origin: str = "") -> None:
    """Take a list away from which nothing was drawn. It stays in the history and undo brings it back.

    Raises:
        InputError: a sample was drawn from it.
    """
    kept = ws.need(CaseList, list_id)
    drawn = ws.store.count(Sample, list_id=list_id)
    if drawn:
        raise InputError(f"{count_of(drawn, 'sample')} came from “{one_line(kept.title, 60)}”, so it stays.")
    edits = [
        Edit(CaseList, list_id, remove=True),
        Edit(Attachment, link_id(list_id, CONTENT), remove=True),
    ]
    ws.store.record(edits, author=ws.author, origin=origin)


def difference(ws: Workspace, list_id: str, table: CaseTable, progress: Progress | None = None) -> str:
    """Say in a sentence where a file differs from a kept list; "" when its content is the same.

    The columns that were kept are looked at, read as they were read then.
    """
    kept = ws.need(CaseList, list_id)
    missing = [c.name for c in columns_of(kept) if c.name not in table.columns]
    if missing:
        return f"There is no column “{one_line(missing[0], 60)}”."
    reading = Reading(table, columns_of(kept), progress=progress)
    digest = Hashed()
    for text in reading.lines():
        digest.add(text)
    if digest.digest == kept.sha256:
        return ""
    again = Reading(table, columns_of(kept), progress=progress)
    with closing(content(ws, kept)) as ours:
        return first_difference(ours, _split(again.lines()))


def _split(texts: Iterable[str]) -> Iterator[Sequence[str]]:
    for text in texts:
        for line in text.split(LINE)[:-1]:
            yield line.split(CELL)


def date_columns(kept: CaseList) -> list[str]:
    """Return the names of the columns that hold dates, in order."""
    return [column.name for column in columns_of(kept) if column.kind == DATE]
