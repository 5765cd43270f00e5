"""How a command talks: results on stdout, for people or as one JSON document; everything else on stderr."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from tia_desktop.domain.text import clean_text
from tia_desktop.services.ports import Progress

if TYPE_CHECKING:
    from tia_desktop.bootstrap import AppDesk
    from tia_desktop.services.workspace import Workspace

# What JSON leaves as it is although a terminal would obey it, or no encoding has it.
_RAW = re.compile("[\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Talk:
    """What one run of `tia` was asked for, and its way to say things.

    Attributes:
        json: print one JSON document in place of lines.
        author: name for new notes and changes, "" for the one in the settings.
    """

    json: bool = False
    author: str = field(default_factory=lambda: os.environ.get("TIA_AUTHOR", ""))

    @cached_property
    def desk(self) -> AppDesk:
        """The program's desk, made when a command needs it."""
        from tia_desktop.bootstrap import AppDesk

        return AppDesk()

    def done(self, document: Any, lines: Iterable[str]) -> None:
        """Say the result: the document as JSON when that was asked for, else the lines."""
        if self.json:
            plain = not sys.stdout.encoding or "utf" not in sys.stdout.encoding.lower()
            text = json.dumps(document, ensure_ascii=plain, indent=2)
            put(sys.stdout, _RAW.sub(lambda m: f"\\u{ord(m.group()):04x}", text) + "\n")
            return
        for line in lines:
            put(sys.stdout, clean_text(line) + "\n")

    def warn(self, sentence: str) -> None:
        """Say something beside the result."""
        put(sys.stderr, clean_text(sentence) + "\n")

    @contextmanager
    def opened(self, file: Path, *, write: bool = False) -> Iterator[Workspace]:
        """Open an inspection; only for looking unless `write`, so that it works beside an open window."""
        ws = self.desk.open(file, read_only=not write)
        try:
            for notice in ws.store.notices:
                self.warn(notice)
            ws.author = self.author or ws.author
            yield ws
        finally:
            ws.store.close()

    @contextmanager
    def progress(self, what: str) -> Iterator[Progress]:
        """Show how far long work is, on one line, when stderr is a terminal."""
        if not sys.stderr.isatty():
            yield lambda done, total: None
            return
        shown = ""

        def show(done: int, total: int) -> None:
            nonlocal shown
            text = f"{what}: {done * 100 // total} %" if total else f"{what}: {done:,}"
            if text != shown:
                shown = text
                put(sys.stderr, f"\r{text}\x1b[K")
                sys.stderr.flush()

        try:
            yield show
        finally:
            if shown:
                put(sys.stderr, "\r\x1b[K")


def put(stream: TextIO, text: str) -> None:
    """Write text; a reader that went away (`| head`) is no error."""
    _quietly(stream, lambda: stream.write(text))


def flush() -> None:
    """Bring everything out before the program ends."""
    for stream in (sys.stdout, sys.stderr):
        _quietly(stream, stream.flush)


def _quietly(stream: TextIO, action: Callable[[], object]) -> None:
    try:
        action()
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.EINVAL):  # Windows says EINVAL
            raise
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def speak_plainly() -> None:
    """Let no character stop the output: what a terminal's encoding lacks is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
