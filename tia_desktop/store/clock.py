"""A hybrid logical clock, and identifiers that sort by it.

Laptop clocks jump. The clock never goes back behind a change that is already in the file, so the order
of changes is kept whatever the wall clock says.
"""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Callable
from datetime import datetime

_COUNTER_MAX = 0xFFFF


class HybridClock:
    """Issues `hlc` stamps (12 hex digits of milliseconds, 4 of a counter) and UUIDv7 identifiers."""

    def __init__(self, wall: Callable[[], float] = time.time) -> None:
        self._wall = wall
        self._ms = 0
        self._counter = 0

    def witness(self, hlc: str) -> None:
        """Never issue a stamp at or before `hlc`."""
        if hlc > self._text():
            self._ms, self._counter = int(hlc[:12], 16), int(hlc[12:], 16)

    def stamp(self) -> str:
        """Return the next stamp."""
        ms = max(int(self._wall() * 1000), 0)
        if ms > self._ms:
            self._ms, self._counter = ms, 0
        elif self._counter < _COUNTER_MAX:
            self._counter += 1
        else:
            self._ms, self._counter = self._ms + 1, 0
        return self._text()

    def _text(self) -> str:
        return f"{self._ms:012x}{self._counter:04x}"

    def new_id(self) -> str:
        """Return a UUIDv7 (RFC 9562) whose time part follows this clock, so that keys arrive in order."""
        stamp = self.stamp()
        ms, counter = int(stamp[:12], 16), int(stamp[12:], 16)
        value = (ms & 0xFFFFFFFFFFFF) << 80
        value |= 0x7000 << 64 | (counter >> 4) << 64  # version 7, then 12 bits of the counter
        value |= 0b10 << 62 | (counter & 0xF) << 58 | secrets.randbits(58)
        return str(uuid.UUID(int=value))

    def now(self) -> str:
        """Return the wall clock as local ISO 8601 text with its offset, to the second."""
        return datetime.fromtimestamp(self._wall()).astimezone().isoformat(timespec="seconds")
