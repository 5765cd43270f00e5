"""Unexpected output fails tests, as tests/conftest.py promises: tried on planted tests."""

from pathlib import Path

import pytest

from tests.helpers.project import ROOT, run_python

PYTEST = "import sys, pytest; sys.exit(pytest.main(sys.argv[1:]))"

PLANTED = {
    "a Python warning": "def test_planted(): __import__('warnings').warn('careful', stacklevel=1)",
    "a log record": "def test_planted(): __import__('logging').getLogger('x').warning('careful')",
    "a Qt warning": "def test_planted(): __import__('PySide6.QtCore').QtCore.qWarning('careful')",
    "an error in a slot": (
        "from PySide6.QtCore import QTimer\n"
        "def test_planted(qtbot):\n"
        "    QTimer.singleShot(0, lambda: 1 / 0)\n"
        "    qtbot.wait(1)\n"
    ),
}

ANNOUNCED = (
    "import logging, pytest\n"
    "@pytest.mark.allow_log('care')\n"
    "def test_planted(): logging.getLogger('x').warning('careful')\n"
)


def run_planted(folder: Path, source: str) -> tuple[int, str]:
    """Run one test file under this project's own settings."""
    file = folder / "test_planted.py"
    file.write_text(source)
    config = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), "-p", "tests.conftest"]
    done = run_python(PYTEST, *config, "-p", "no:cacheprovider", "-q", str(file))
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("what", PLANTED)
def test_it_fails_the_test(what: str, tmp_path: Path) -> None:
    code, output = run_planted(tmp_path, PLANTED[what])
    assert code == 1, output


def test_an_announced_log_record_is_fine(tmp_path: Path) -> None:
    code, output = run_planted(tmp_path, ANNOUNCED)
    assert code == 0, output
