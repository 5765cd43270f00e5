"""A released migration never changes: files made with it are on people's laptops.

To pin a new one: `./run test tests/architecture/test_migrations.py --pin-migrations`.
"""

import hashlib
import json
from pathlib import Path

import pytest

from tests.helpers.project import PACKAGE

FOLDER = PACKAGE / "store" / "migrations"
PINS = Path(__file__).with_name("migrations.lock.json")


def fingerprints(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of each migration by file name; line endings do not count."""
    found = sorted(path for path in folder.glob("m[0-9][0-9][0-9][0-9]_*") if path.suffix in {".py", ".sql"})
    return {p.name: hashlib.sha256(p.read_bytes().replace(b"\r\n", b"\n")).hexdigest() for p in found}


def differences(pinned: dict[str, str], found: dict[str, str]) -> list[str]:
    """Say what is not as it was pinned."""
    changed = [
        f"{n} was changed: write a new migration instead"
        for n in pinned
        if n in found and pinned[n] != found[n]
    ]
    removed = [
        f"{n} was removed: files made with it could no longer be opened" for n in pinned if n not in found
    ]
    new = [f"{n} is not pinned yet" for n in found if n not in pinned]
    out_of_order = [
        f"{n} comes before one that is pinned"
        for n in found
        if n not in pinned and pinned and n < max(pinned)
    ]
    return changed + removed + new + out_of_order


def test_every_migration_is_as_it_was_pinned(request: pytest.FixtureRequest) -> None:
    pinned: dict[str, str] = json.loads(PINS.read_text(encoding="utf-8"))
    found = fingerprints(FOLDER)
    assert found
    if request.config.getoption("--pin-migrations"):
        pinned = found | pinned  # a pin that exists is never rewritten from here
        PINS.write_text(json.dumps(pinned, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert differences(pinned, found) == []


def test_numbers_are_not_used_twice() -> None:
    numbers = [name[:5] for name in fingerprints(FOLDER)]
    assert len(numbers) == len(set(numbers))


def test_each_kind_of_difference_is_found() -> None:
    pinned = {"m0002_two.py": "b", "m0003_three.py": "c"}
    found = {"m0001_one.py": "a", "m0003_three.py": "other"}
    said = " ".join(differences(pinned, found))
    for what in (
        "m0003_three.py was changed",
        "m0002_two.py was removed",
        "m0001_one.py is not",
        "m0001_one.py comes",
    ):
        assert what in said
