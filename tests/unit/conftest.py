"""What unit tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from tests.helpers import commands
from tests.helpers.stores import begin, new_file
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """A new inspection in a file."""
    made = begin(new_file(tmp_path / "a.tia"))
    yield made
    made.store.close()


@pytest.fixture
def tia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return commands.tia


@pytest.fixture
def a(tia: Callable[..., Result]) -> str:
    """Give an inspection with nothing in it."""
    tia("new", "A.tia", "--landlord", "Riverside Homes (sample)", "--authority-type", "london")
    return "A.tia"
