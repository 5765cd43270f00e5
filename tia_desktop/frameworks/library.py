"""The packs that ship with the program, and packs from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tia_desktop import paths
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.frameworks.decode import MAX_BYTES, content_hash, decode
from tia_desktop.frameworks.problem import PackProblem


class PackError(InputError):
    """A pack that cannot be used. `problems` holds everything that is wrong with it."""

    def __init__(self, problems: Sequence[PackProblem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        more = len(self.problems) - 1
        rest = f" There are more problems ({more})." if more else ""
        super().__init__(
            f"This framework pack cannot be used. In {first.place}: {first.reason} {first.remedy}{rest} "
            "“tia pack validate” lists everything."
        )


@dataclass(frozen=True, slots=True)
class PackEntry:
    """A pack that can be chosen for a new inspection."""

    id: str
    version: str
    title: str
    publisher: str


def catalogue() -> tuple[PackEntry, ...]:
    """Return the packs that ship with the program, by id."""
    found = (json.loads(path.read_bytes()) for path in _files())
    return tuple(PackEntry(d["id"], d["version"], d["title"], d["publisher"]) for d in found)


def load(pack_id: str) -> tuple[FrameworkPack, bytes]:
    """Return a pack and its exact bytes, which an inspection freezes.

    Args:
        pack_id: the id of a pack that ships with the program, or the path of a pack's .json file.

    Raises:
        InputError: there is no such pack; a PackError when there is one that cannot be used.
    """
    for path in _files():
        if path.stem == pack_id:
            raw = path.read_bytes()
            return _trusted(raw), raw
    if pack_id.lower().endswith(".json"):
        raw = _read(Path(pack_id))
        return parse(raw), raw
    known = ", ".join(path.stem for path in _files())
    raise InputError(f"There is no framework called “{pack_id[:60]}”. Choose one of: {known}.")


def parse(raw: bytes) -> FrameworkPack:
    """Return the pack in these bytes, checked in full unless they are those of a shipped pack.

    Raises:
        PackError: with everything that is wrong.
    """
    if any(path.stat().st_size == len(raw) and path.read_bytes() == raw for path in _files()):
        return _trusted(raw)
    data, found = decode(raw)
    found = found or _content_problems(data)
    if found:
        raise PackError(found)
    return FrameworkPack.from_dict(data, content_hash(data))


def problems(raw: bytes) -> list[PackProblem]:
    """Return everything that is wrong with a pack, at once; an empty list means that it can be used."""
    data, found = decode(raw)
    return found if found and data is None else [*found, *_content_problems(data)]


def _content_problems(data: object) -> list[PackProblem]:
    from tia_desktop.frameworks.cross_check import cross_problems
    from tia_desktop.frameworks.schema_check import schema_problems

    return [*schema_problems(data), *cross_problems(data)]


def _read(path: Path) -> bytes:
    """Read a pack from elsewhere; one byte more than is allowed lets the reader say that it is too large."""
    name = path.name[:60]
    if not path.is_file():
        raise InputError(f"There is no framework pack “{name}” here. Check the name and the folder.")
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"“{name}” cannot be read. Check that you are allowed to open it.") from error


def _files() -> list[Path]:
    return sorted((paths.resources_dir() / "frameworks").glob("*.json"))


def _trusted(raw: bytes) -> FrameworkPack:
    """A shipped pack was checked by the tests; checking it again would cost every start 40 ms."""
    data = json.loads(raw)
    return FrameworkPack.from_dict(data, content_hash(data))
