"""Changes: everything that happens in an inspection, append-only, each chained to the one before.

A chain is one device's sequence. A change's hash covers its place in the chain, the hash before it,
who, when, which record, and the *hash* of its payload, so a payload can later be erased (data
protection) without breaking the chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tia_desktop.domain.records import Record, Scalar
from tia_desktop.domain.values import Value

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Edit(Value):
    """What a service wants to happen to one record.

    Attributes:
        cls: record type.
        record_id: id of the record; it is made when it does not exist.
        values: field name -> new value; empty for a removal.
        remove: True to remove the record (a tombstone stays).
        based_on: version the caller saw; the write is refused when the record moved on. "" for "whatever".
    """

    cls: type[Record]
    record_id: str
    values: Mapping[str, Scalar] = field(default_factory=dict)
    remove: bool = False
    based_on: str = ""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Change(Value):
    """One entry of the log, as stored. `payload` is None when it was erased."""

    chain: str
    pos: int
    hlc: str  # hybrid logical clock: 12 hex digits of ms since 1970, 4 of a counter; sorts as text
    author: str
    action: int  # position of the first change of the same action
    cause: str  # edit, undo, redo, import, merge
    undoes: int  # position of the action this one undoes or redoes, else 0
    kind: str
    record_id: str
    op: str  # set, remove
    payload: str | None  # canonical JSON of {field: value}
    salt: str | None  # random, erased with the payload, so that short words cannot be guessed back
    payload_hash: str
    base: str  # version of the record this change was based on, "" when it made the record
    hash: str = ""


def canonical(value: Any) -> str:
    """Return `value` as canonical JSON: sorted keys, no spaces, no NaN, UTF-8 characters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256_text(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, as 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def payload_digest(salt: str, payload: str) -> str:
    """Return the hash that stands for a payload in the chain."""
    return sha256_text(f"{salt}\n{payload}")


def chain_hash(change: Change, previous: str) -> str:
    """Return the hash of `change`, chained to the hash of the one before (`GENESIS` for the first)."""
    parts = (
        previous,
        change.chain,
        str(change.pos),
        change.hlc,
        change.author,
        str(change.action),
        change.cause,
        str(change.undoes),
        change.kind,
        change.record_id,
        change.op,
        change.payload_hash,
        change.base,
    )
    # A length before each part: no two different changes can give the same bytes.
    return sha256_text("".join(f"{len(p)}:{p}" for p in parts))
