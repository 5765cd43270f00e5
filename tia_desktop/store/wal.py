"""Reading a `-wal` file from outside, to notice when the engine had to leave newer work in it behind.

The engine reads a `-wal` up to the first frame whose checksum fails and silently ignores the rest. After
a mere kill there is no such rest. So a frame that ends a transaction *behind* what the engine took
means damage, and acknowledged work may be missing. Format: https://sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

from pathlib import Path

LOST_WAL = (
    "The last time, this inspection was not closed properly, and the file beside it that held the newest "
    "work (its name ends in -wal) is gone. Some of the newest work may be missing: "
    "compare with your newest backup."
)
DAMAGED_WAL = (
    "The last time, this inspection was not closed properly, and the file beside it that held the newest "
    "work (its name ends in -wal) is damaged. Some of the newest work may be missing: "
    "compare with your newest backup."
)
UNREAD_WAL = (
    "The newest work in this inspection is in a file beside it (its name ends in -wal), which cannot be read "
    "here. Copy both files into a folder of your own and open the inspection there."
)
WORK_MISSING = frozenset((LOST_WAL, DAMAGED_WAL, UNREAD_WAL))
"""Notices that say that what is open may not be all there was: `verify` repeats them."""

_HEADER, _FRAME = 32, 24


def wal_of(path: Path) -> Path:
    """Return the `-wal` that belongs to a database file."""
    return path.parent / f"{path.name}-wal"  # `with_name` refuses "." and "/", which people may give


def holds_work(path: Path) -> bool:
    """Whether there is a `-wal` beside the file with anything in it."""
    try:
        return wal_of(path).stat().st_size > 0
    except OSError:
        return False


def last_commit(path: Path) -> int:
    """Return the number of the last frame that says it ends a transaction of this `-wal`'s present round.

    Only marks are looked at, not checksums. A header that does not add up counts as if every frame did.
    """
    with wal_of(path).open("rb") as file:
        head = file.read(_HEADER)
        size = file.seek(0, 2)
        page = int.from_bytes(head[8:12], "big")
        if size <= _HEADER + _FRAME:
            return 0
        if not _adds_up(head):
            return max(1, (size - _HEADER) // (_FRAME + 65536))
        last = 0
        for number in range(1, (size - _HEADER) // (_FRAME + page) + 1):
            file.seek(_HEADER + (number - 1) * (_FRAME + page))
            frame = file.read(_FRAME)
            # Each round has two new salts; one that still fits is enough, for the other may be damaged.
            ours = frame[8:12] == head[16:20] or frame[12:16] == head[20:24]
            if ours and frame[4:8] != b"\0\0\0\0":
                last = number
        return last


def _adds_up(head: bytes) -> bool:
    """Whether a `-wal` header has the checksum it names."""
    magic = int.from_bytes(head[0:4], "big")
    if magic not in (0x377F0682, 0x377F0683):
        return False
    order = "big" if magic & 1 else "little"
    one = two = 0
    for at in range(0, 24, 8):
        first, second = (int.from_bytes(head[at + k : at + k + 4], order) for k in (0, 4))  # type: ignore[arg-type]
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return head[24:32] == one.to_bytes(4, "big") + two.to_bytes(4, "big")
