"""The window as a screen reader is given it: over the accessibility bus, from another process.

The walk in tests/ui looks at the same things inside the program; what the bus makes of them can differ.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.project import ROOT
from tia_desktop.bootstrap import AppDesk

SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
OUTSIDE = ROOT / "tests" / "helpers" / "outside_view.py"
NO_ROLE = ("unknown", "filler", "panel", "invalid")

_START = """
"$LAUNCHER" --launch-immediately >/dev/null 2>&1 & bus=$!
"$PYTHON" -P -m tia_desktop "$FILE" --size 1366x768 >&2 & program=$!
"$@"
code=$?
kill "$program" "$bus"
wait "$program"
exit "$code"
"""


def what_is_missing() -> str:
    """Say what this machine lacks to look from outside, or ""."""
    for tool in ("xvfb-run", "dbus-run-session", "xdotool", LAUNCHER, SYSTEM_PYTHON):
        if shutil.which(tool) is None:
            return f"{tool} is not installed"
    asked = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    return "" if asked.returncode == 0 else "pyatspi (python3-pyatspi) is not installed"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample inspection, in a home where somebody has said who they are."""
    desk = AppDesk()
    desk.save_settings(replace(desk.settings, author="Ruth", role="inspector", scheme="light"))
    ws = desk.open_sample(tmp_path)
    path = Path(ws.store.path)
    ws.store.close()
    return path


def seen(file: Path, *keys: str) -> list[dict[str, Any]]:
    """Open an inspection in a window, press keys, and return everything that is on the bus."""
    missing = what_is_missing()
    if missing:
        pytest.skip(missing)
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONPATH": str(ROOT),
        "PYTHON": sys.executable,
        "LAUNCHER": LAUNCHER,
        "FILE": str(file),
    }
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--"]
    done = subprocess.run(
        [*screen, "bash", "-c", _START, "_", SYSTEM_PYTHON, str(OUTSIDE), "TIA Desktop", *keys],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    nodes: list[dict[str, Any]] = json.loads(done.stdout)
    return nodes


@pytest.mark.parametrize(
    ("keys", "title", "stops"),
    [
        ((), "Inspection overview", {"push button", "radio button", "table", "table cell"}),
        (("Return",), "Estate visit", {"radio button", "text", "check box", "push button"}),
        (("Return", "2", "Return"), "Estate visit", {"radio button", "text", "check box", "push button"}),
    ],
    ids=["overview", "a question", "a weak answer"],
)
def test_everything_one_can_reach_has_a_name_and_a_role(
    sample: Path, keys: tuple[str, ...], title: str, stops: set[str]
) -> None:
    nodes = seen(sample, *keys)
    reached = [n for n in nodes if n["stop"]]
    assert stops <= {n["role"] for n in reached}
    assert [n for n in reached if not n["name"].strip() or n["role"] in NO_ROLE] == []
    assert [n for n in reached if n["description"] == n["name"]] == []
    assert any(n["role"] == "frame" and n["name"].startswith(title) for n in nodes)
    focused = [n for n in reached if n["focused"] and n["role"] != "table cell"]
    assert len(focused) == 1
    if len(keys) == 3:
        assert (focused[0]["role"], focused[0]["name"]) == ("text", "What did you see, hear or read?")
        assert any(n["checked"] and n["name"] == "No" for n in reached)
