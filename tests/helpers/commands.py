"""The command line in this process: run a command, and read what it printed."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner, Result

from tia_desktop.cli import tia as command


def tia(*arguments: str, code: int = 0) -> Result:
    """Run `tia ...`; it must end with `code`, and never with a traceback."""
    result = CliRunner().invoke(command, arguments, prog_name="tia")
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def data(result: Result) -> Any:
    """The one JSON document on stdout."""
    return json.loads(result.stdout)


def read(*arguments: str, code: int = 0) -> Any:
    """Run a command with `--json` and return its document."""
    return data(tia(*arguments, "--json", code=code))


def made(result: Result) -> str:
    """The id that a command with `--json` printed."""
    return str(data(result)["id"])
