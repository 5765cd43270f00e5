"""What unit tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.stores import begin, new_file
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """A new inspection in a file."""
    made = begin(new_file(tmp_path / "a.tia"))
    yield made
    made.store.close()
