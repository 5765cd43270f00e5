"""The database engine: sqlcipher3 under sqlite-utils, opened the one safe way, its errors in our words.

sqlcipher3's errors are not `sqlite3.Error`, so they are wrapped here and nowhere else.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher

from tia_desktop.domain.errors import (
    DamagedFileError,
    InputError,
    LockedFileError,
    ReadOnlyError,
    StorageError,
    TiaError,
    WrongKeyError,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

Connection = Any
"""A `sqlcipher3.dbapi2.Connection`; the package ships no types."""

EngineError = (sqlcipher.Error, UnicodeDecodeError)
"""What the engine raises; the second when a damaged file's bytes are part of its own message."""

BUSY_MS = 2_000

DISK_FULL = (
    "This could not be saved: the disk is full. "
    "Free some space; your text stays here and will be tried again."
)
_WRONG_KEY = "This file is protected, and this key does not open it. Check the key and try again."
_UNREADABLE = "This file is damaged or protected with a key: it cannot be read as an inspection."
_DAMAGED = "This inspection file is damaged. Open the newest backup; keep this file as it is."
_NOT_READ = "This could not be read: the disk reports an error. Copy the file to another disk and try again."
NOT_SAVED = (
    "This could not be saved: the disk reports an error. Your text stays here and will be tried again."
)


def connect(path: Path, *, key: bytes | None = None, mode: str = "rw", immutable: bool = False) -> Connection:
    """Open a connection to `path` with every protection on.

    Args:
        path: the database file.
        key: raw 32-byte key of an encrypted file, None for a plain one.
        mode: "rw" or "rwc" (make it when it is missing); to look only: "ro", or "look", which like a
            writer leaves nothing behind when it was alone, but cannot open what does not allow writing.
        immutable: promise that nobody writes: for files in folders that cannot be written to.

    Raises:
        TiaError: what `explain` makes of the engine's error.
    """
    uri = f"file:{quote(os.fsencode(path))}?mode={'rw' if mode == 'look' else mode}" + (
        "&immutable=1" if immutable else ""
    )
    try:
        conn = sqlcipher.connect(uri, uri=True, isolation_level=None, cached_statements=256)
    except EngineError as error:
        raise explain(error, looking=True) from error
    try:
        _prepare(conn, key, writable=mode in ("rw", "rwc"))
    except EngineError as error:
        conn.close()
        raise explain(error, keyed=key is not None, looking=True) from error
    except BaseException:
        conn.close()
        raise
    return conn


def _prepare(conn: Connection, key: bytes | None, *, writable: bool) -> None:
    run = conn.execute
    if key is not None:
        if len(key) != 32:
            raise ValueError("a raw key has 32 bytes")
        run(f"PRAGMA key = \"x'{key.hex()}'\"")  # hex digits only: nothing can break out of the quotes
        run("PRAGMA cipher_compatibility = 4")
    run("PRAGMA cipher_log_level = NONE")
    run(f"PRAGMA busy_timeout = {BUSY_MS}")
    run("PRAGMA trusted_schema = OFF")
    run("PRAGMA cell_size_check = ON")
    run("PRAGMA mmap_size = 0")
    run("PRAGMA temp_store = MEMORY")
    if writable:
        run("PRAGMA journal_mode = WAL").fetchone()
        run("PRAGMA synchronous = FULL")
        run("PRAGMA secure_delete = ON")
    else:
        run("PRAGMA query_only = ON")
    run("PRAGMA foreign_keys = ON")
    run("SELECT count(*) FROM sqlite_master").fetchone()  # a wrong key shows only at the first read


def explain(error: Exception, *, keyed: bool = False, looking: bool = False) -> TiaError:
    """Turn an engine error into ours, with a sentence that says what to do.

    Args:
        error: what the engine raised.
        keyed: a key was given, so a file that makes no sense most likely has another key.
        looking: nothing was being saved.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlcipher.SQLITE_NOTADB:
        return WrongKeyError(_WRONG_KEY) if keyed else DamagedFileError(_UNREADABLE)
    if code == sqlcipher.SQLITE_CORRUPT:
        return DamagedFileError(_DAMAGED)
    if code in (sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED):
        return LockedFileError("This inspection is in use by another program. Close it there and try again.")
    if code == sqlcipher.SQLITE_FULL:
        return StorageError(DISK_FULL)
    if code == sqlcipher.SQLITE_READONLY:
        return ReadOnlyError("This inspection can only be read: its file or folder does not allow writing.")
    if code == sqlcipher.SQLITE_CANTOPEN and looking:
        return InputError("This file cannot be opened. Check the name, the folder and who may open it.")
    if looking:  # the file's own bytes made no sense: a format, a text encoding, a page that does not decrypt
        return StorageError(_NOT_READ) if code == sqlcipher.SQLITE_IOERR else DamagedFileError(_DAMAGED)
    return StorageError(NOT_SAVED)


@contextmanager
def transaction(conn: Connection) -> Iterator[None]:
    """Run a block as one durable transaction; join the one that is open already.

    `BEGIN IMMEDIATE` and not the deferred `BEGIN` of `Database.atomic()`: a write that cannot have the
    file must fail before it has done any work, not at its first statement.

    Raises:
        TiaError: the engine failed and everything in the block was undone.
    """
    if conn.in_transaction:
        yield
        return
    try:
        conn.execute("BEGIN IMMEDIATE")
        yield
        conn.execute("COMMIT")
    except BaseException as error:
        if conn.in_transaction:
            with suppress(*EngineError):  # the engine has given up the transaction by itself
                conn.execute("ROLLBACK")
        if isinstance(error, EngineError):
            raise explain(error) from error
        raise


@contextmanager
def snapshot(conn: Connection) -> Iterator[None]:
    """Read everything in a block as it is at its start, whoever writes meanwhile; join what is open already.

    Nobody is kept waiting, and nothing in the block may write to the file.
    """
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN")
    try:
        conn.execute("SELECT 1 FROM meta LIMIT 1").fetchone()  # the moment is that of the first read
        yield
    finally:
        with suppress(*EngineError):  # closed meanwhile, or given up by the engine
            conn.execute("ROLLBACK")


@contextmanager
def reading() -> Iterator[None]:
    """Turn engine errors while reading into ours."""
    try:
        yield
    except EngineError as error:
        raise explain(error, looking=True) from error


def database(conn: Connection) -> Database:
    """Return the sqlite-utils view of `conn`: for migrations and for everything that is not hot.

    The import takes a tenth of a second, so it waits until it is needed. sqlite-utils looks for
    `pysqlite3` first; the alias makes it use sqlcipher3 for its types and errors.
    """
    if "sqlite_utils" not in sys.modules:
        sys.modules.setdefault("pysqlite3", sys.modules["sqlcipher3"])
        sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher)
    from sqlite_utils import Database

    return Database(conn, execute_plugins=False)
