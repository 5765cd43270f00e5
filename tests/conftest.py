"""What every test gets: no screen, a home of its own, and no unexpected warning.

Python warnings fail a test through `filterwarnings`, Qt's through `qt_log_level_fail` (both in
pyproject.toml), log records of WARNING and above through `no_unexpected_log` below.
"""

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from tests.helpers.logs import UnexpectedLogs
from tests.helpers.project import ROOT

settings.register_profile("local", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of tests/architecture/test_migrations.py."""
    parser.addoption("--pin-migrations", action="store_true", help="pin the migrations that are new")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the program's settings and data of each test in a folder of its own."""
    home = tmp_path / "tia-home"
    home.mkdir()
    monkeypatch.setenv("TIA_HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    return home


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test when the program logs a warning or worse that the test did not announce.

    A test announces one with `@pytest.mark.allow_log("part of the message")`.
    """
    allowed = [pattern for mark in request.node.iter_markers("allow_log") for pattern in mark.args]
    with UnexpectedLogs(allowed) as logs:
        yield
    if logs.unexpected:
        pytest.fail("unexpected log output:\n" + "\n".join(logs.unexpected), pytrace=False)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of shared real inputs that may stand beside the project, or skip the test."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the shared real inputs are not beside this project")
    return folder
