"""The inspection file: one SQLite file, and the one way anything in it is written."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Never

from tia_desktop.domain.changes import Edit, canonical
from tia_desktop.domain.errors import (
    DamagedFileError,
    LockedFileError,
    ReadOnlyError,
    StaleWriteError,
    StorageError,
)
from tia_desktop.domain.records import INSPECTION_ID, Inspection, RealityCheck, Record, Scalar, TeamMember
from tia_desktop.domain.rules import refuse_own_landlord
from tia_desktop.domain.text import clean_text
from tia_desktop.services.ports import Changed, Problem, R
from tia_desktop.store import drafts
from tia_desktop.store.clock import HybridClock
from tia_desktop.store.engine import Connection, reading, snapshot, transaction
from tia_desktop.store.lock import WriterLock
from tia_desktop.store.log import Appender, ChangeLog
from tia_desktop.store.notes import NoteIndex
from tia_desktop.store.projection import apply_change, normal, read_row, shape_of
from tia_desktop.store.wal import WORK_MISSING

_RULED = {Inspection.KIND, TeamMember.KIND, RealityCheck.KIND}


class InspectionFile:
    """One open inspection file (`services.ports.Store`). Made by `store.files`."""

    def __init__(
        self,
        path: Path,
        conn: Connection,
        *,
        device: str,
        clock: HybridClock,
        lock: WriterLock | None = None,
        read_only_reason: str = "",
        notices: Sequence[str] = (),
        key: bytes | None = None,
    ) -> None:
        self.path = path
        self.read_only_reason = read_only_reason
        self.notices = tuple(notices)
        self.conn = conn
        self.log = ChangeLog(conn, device, clock)
        self.notes = NoteIndex(conn)
        self.new_id = clock.new_id
        self.now = clock.now
        self._lock = lock
        self._key = key
        self._listeners: list[Callable[[Changed], None]] = []
        self._session_open = self._mark_is_safe = self._reading = False
        self._typing = not read_only_reason and drafts.has_drafts(conn)
        if not read_only_reason and get_meta(conn, "session") == "open":
            self._session_open = True  # left by a program that stopped: closing this one ends it

    # ---- writing

    def record(
        self, edits: Sequence[Edit], *, author: str, cause: str = "edit", undoes: int = 0, origin: str = ""
    ) -> int:
        """Write `edits` as one action (see `services.ports.Store.record`)."""
        self._begin_writing()
        self.seal()
        with transaction(self.conn):
            number, touched = self._record(edits, author, cause, undoes)
        self._tell(touched, origin)
        return number

    def _record(
        self, edits: Sequence[Edit], author: str, cause: str, undoes: int
    ) -> tuple[int, set[tuple[str, str]]]:
        appender = self.log.start()
        touched: set[tuple[str, str]] = set()
        for edit in edits:
            if self._apply(appender, edit, author, cause, undoes):
                touched.add((edit.cls.KIND, edit.record_id))
        if not touched:
            return 0, touched
        appender.finish()
        if any(kind in _RULED for kind, _ in touched):
            self._refuse_own_landlord()
        return appender.action, touched

    def _refuse_own_landlord(self) -> None:
        """Look at the state as it would be; inside the transaction, so that a refusal leaves nothing."""
        refuse_own_landlord(
            self.get(Inspection, INSPECTION_ID), self.find(TeamMember), self.find(RealityCheck)
        )

    def _apply(self, appender: Appender, edit: Edit, author: str, cause: str, undoes: int) -> bool:
        kind = edit.cls.KIND
        if clean_text(edit.record_id) != edit.record_id:
            raise ValueError("the id of a record holds characters that cannot be kept")
        row = read_row(self.conn, kind, edit.record_id)
        if edit.based_on and (row is None or row["version"] != edit.based_on):
            raise StaleWriteError(
                "This was changed in the meantime. Look at the new version, then make your change."
            )
        if edit.remove:
            if row is None:
                return False
            values: dict[str, Scalar] = {}
        else:
            values = normal(kind, edit.values)
            known = row if row is not None else shape_of(kind).defaults
            values = {k: v for k, v in values.items() if known[k] != v}
            if row is not None and not values:
                return False
        change, number = appender.append(
            author=clean_text(author),
            cause=cause,
            undoes=undoes,
            kind=kind,
            record_id=edit.record_id,
            op="remove" if edit.remove else "set",
            payload=canonical(values),
            base=row["version"] if row is not None else "",
        )
        apply_change(self.conn, change, number, exists=row is not None)
        return True

    def type_text(
        self, cls: type[Record], record_id: str, field: str, text: str, *, author: str, origin: str = ""
    ) -> None:
        """Save text while it is typed (see `services.ports.Store.type_text`)."""
        self._begin_writing()
        if shape_of(cls.KIND).types.get(field) != "str":
            raise ValueError(f"{cls.KIND} has no text field {field}")
        with transaction(self.conn):
            saved = drafts.save(self.conn, cls.KIND, record_id, field, clean_text(text), clean_text(author))
            if saved and cls.KIND in _RULED:
                self._refuse_own_landlord()
        if saved is None:
            raise StaleWriteError(
                "This was removed in the meantime. Copy your text and put it in a new place."
            )
        if saved:
            self._typing = True
            self._tell({(cls.KIND, record_id)}, origin)

    def seal(self) -> None:
        """Turn open bursts of typing into changes, each an action of its own.

        Raises:
            DamagedFileError: unsealed text is not what was typed; nothing is sealed.
        """
        if not self._typing or self.read_only_reason:
            return
        self._refuse_while_reading()
        with transaction(self.conn):
            for draft in drafts.open_drafts(self.conn):
                if not draft.whole:
                    raise DamagedFileError(drafts.DAMAGED)
                drafts.end(self.conn, draft, self._seal_one(draft))
        self._typing = False

    def _seal_one(self, draft: drafts.Draft) -> str:
        """Append what a burst came to; return the record's new version, "" when nothing changed.

        The projection holds the text already, so it and the search index are left alone.
        """
        if draft.text == draft.before:
            return ""
        appender = self.log.start()
        change, _ = appender.append(
            author=draft.author,
            cause="edit",
            undoes=0,
            kind=draft.kind,
            record_id=draft.record_id,
            op="set",
            payload=canonical({draft.field: draft.text}),
            base=draft.base,
        )
        appender.finish()
        return change.hash

    def put_blob(self, data: bytes) -> str:
        """Keep bytes and return their SHA-256. The same bytes are kept once."""
        self._begin_writing()
        digest = hashlib.sha256(data).hexdigest()
        with transaction(self.conn):
            self.conn.execute(
                "INSERT OR IGNORE INTO blob (sha256, size, data) VALUES (?, ?, ?)", (digest, len(data), data)
            )
        return digest

    # ---- reading

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let everything read inside belong to one moment (see `services.ports.Store.reading`)."""
        with reading(), self._reads_only(), snapshot(self.conn):
            yield

    @contextmanager
    def _reads_only(self) -> Iterator[None]:
        before, self._reading = self._reading, True
        try:
            yield
        finally:
            self._reading = before

    def _refuse_while_reading(self) -> None:
        if self._reading:  # it would be thrown away with the snapshot
            raise RuntimeError("nothing can be written while a snapshot is read")

    def get(self, cls: type[R], record_id: str) -> R | None:
        """Return one live record, or None."""
        found = self._select(cls, "WHERE id = ?", (clean_text(record_id),))
        return found[0] if found else None

    def find(self, cls: type[R], **equals: Scalar) -> list[R]:
        """Return the live records with these field values, oldest first."""
        where, values = self._where(cls, equals)
        return self._select(cls, f"{where} ORDER BY ref", values)

    def count(self, cls: type[Record], **equals: Scalar) -> int:
        """Return how many live records have these field values."""
        where, values = self._where(cls, equals)
        with reading():
            number: int = self.conn.execute(f"SELECT count(*) FROM {cls.KIND} {where}", values).fetchone()[0]
        return number

    def _select(self, cls: type[R], where: str, values: Sequence[Any]) -> list[R]:
        shape = shape_of(cls.KIND)
        with reading():
            rows = self.conn.execute(f"{shape.select} {where}", tuple(values)).fetchall()
        return [shape.build(row) for row in rows]  # type: ignore[misc]

    def _where(self, cls: type[Record], equals: dict[str, Scalar]) -> tuple[str, list[Scalar]]:
        values = normal(cls.KIND, equals)
        return ("WHERE " + " AND ".join(f"{k} = ?" for k in values) if values else ""), list(values.values())

    def get_blob(self, sha256: str) -> bytes:
        """Return kept bytes.

        Raises:
            DamagedFileError: they are missing or no longer have this hash.
        """
        with reading():
            row = self.conn.execute("SELECT data FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None or hashlib.sha256(row[0]).hexdigest() != sha256:
            raise DamagedFileError(
                "A file that was kept with a note is missing or damaged. Open the newest backup."
            )
        return bytes(row[0])

    # ---- whole-file work

    def verify(self, progress: Callable[[int, int], None] | None = None) -> list[Problem]:
        """Rebuild beside and compare (see `store.verify`); work that was missing at opening is a problem."""
        from tia_desktop.store.verify import verify

        missing = [Problem("newest work", notice) for notice in self.notices if notice in WORK_MISSING]
        with self._reads_only():
            return missing + verify(self.conn, progress)

    def backup(self, folder: Path) -> Path:
        """Write a verified backup into `folder` (see `store.backup`)."""
        from tia_desktop.store.backup import backup

        self.seal()
        return backup(self.conn, self.path, folder, key=self._key)

    # ---- listening and closing

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Call `listener` after each commit; the returned function ends it."""
        self._listeners.append(listener)

        def stop() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return stop

    def close(self) -> None:
        """Seal, note a clean end, and let go of the file. Calling it twice does nothing."""
        if isinstance(self.conn, _Closed):
            return
        try:
            with suppress(StorageError, LockedFileError):  # what was saved is in the file
                self._end_session()
        finally:
            conn, self.conn = self.conn, _Closed()
            self._listeners.clear()
            conn.close()
            if self._lock is not None:
                self._lock.release()

    # ---- inside

    def _end_session(self) -> None:
        """Seal and note a clean end. On a full disk the `-wal` makes room for it; the next session seals."""
        try:
            self.seal()
            self._mark_closed()
        except StorageError:
            with reading():
                self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._mark_closed()

    def _mark_closed(self) -> None:
        if self._session_open:
            with transaction(self.conn):
                set_meta(self.conn, "session", "closed")

    def _begin_writing(self) -> None:
        """Refuse when read-only; before the first write, note in the main file that a session is open.

        The note is checkpointed out of the `-wal`: if the laptop stops and the `-wal` is then deleted,
        the next open can tell that work is missing (fault 16). A reader may be in the way of that for
        a while; then it is tried again at the next write, and never waited for.
        """
        if self.read_only_reason:
            raise ReadOnlyError(self.read_only_reason)
        self._refuse_while_reading()
        if self._mark_is_safe:
            return
        with transaction(self.conn):
            if not self._session_open:
                set_meta(self.conn, "session", "open")
        self._session_open = True
        with reading():
            _, in_wal, copied = self.conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        self._mark_is_safe = in_wal == copied

    def _tell(self, touched: set[tuple[str, str]], origin: str) -> None:
        if not touched or not self._listeners:
            return
        ids = frozenset(i for _, i in touched) if len(touched) <= 200 else frozenset()
        changed = Changed(frozenset(k for k, _ in touched), ids, origin, self.now())
        for listener in tuple(self._listeners):
            try:
                listener(changed)
            except Exception as error:  # noqa: BLE001
                # The work is saved, so the writer must not be told that it failed; it is ours to fix.
                sys.excepthook(type(error), error, error.__traceback__)


def set_meta(conn: Connection, key: str, value: str) -> None:
    """Set a value of the file's own notes."""
    conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


def get_meta(conn: Connection, key: str) -> str:
    """Return a value of the file's own notes, or ""."""
    row = conn.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else ""


class _Closed:
    """Stands where the connection was: work that ends after the file was closed hears it in a sentence."""

    def __getattr__(self, name: str) -> Never:
        raise StorageError("The inspection was closed meanwhile. Nothing was kept.")
