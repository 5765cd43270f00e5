"""Decoding in a process apart, for formats whose decoder can crash on a hostile file.

libheif ends the whole process on some broken HEIC files: found by spoiling bytes of a good one. Apart, only
that process ends, and the photo counts as damaged. Nothing goes through a file: bytes in, bytes out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from typing import Any, NamedTuple

LONGEST = 60.0
"""Seconds that one picture may take."""


class Answer(NamedTuple):
    """What the process said: fields, and the bytes of a picture."""

    told: dict[str, Any]
    content: bytes


def ask(work: str, data: bytes, **given: str | int) -> Answer | None:
    """Have a process do "facts", "small" or "shared" with a picture; None when it crashed or hung."""
    from tia_desktop.domain.errors import StorageError

    command = [sys.executable, "-m", __name__]
    head = json.dumps({"work": work, **given}).encode()  # not as arguments: everybody can see those
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    try:
        done = subprocess.run(
            command,
            input=head + b"\n" + data,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return None
    except OSError as error:  # no memory, no more processes: says nothing about the picture
        raise StorageError("This laptop is too busy to read the picture. Try again in a moment.") from error
    if done.returncode != 0:
        return None
    told, _, content = done.stdout.partition(b"\n")
    return Answer(json.loads(told), content)


def main() -> None:
    """Do the work that `ask` asked for. Runs in the process apart."""
    from tia_desktop.domain.errors import InputError
    from tia_desktop.importers import pictures

    given, data = json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer.read()
    told: dict[str, Any] = {}
    content = b""
    try:
        if given["work"] == "facts":
            told = asdict(pictures.facts_here(given["name"], data))
        elif given["work"] == "small":
            shown = pictures.small_here(data, given["width"], given["height"])
            told, content = {"width": shown.width, "height": shown.height}, shown.rgba
        else:
            content = pictures.shared_copy_here(data)
    except InputError as error:
        told = {"refused": error.sentence}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
