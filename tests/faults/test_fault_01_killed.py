"""Faults 1, 4 and 12: killed while typing, while backing up; and nothing stale is left behind."""

import os
import sys

import pytest

from tests.helpers.project import run_python


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed writer is a forked process")
def test_fault_01_nothing_acknowledged_is_lost_in_200_kills() -> None:
    code = "import sys; from tests.benchmarks import kill9; sys.exit(kill9.run(200, 1) and 7)"
    done = run_python(code, timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 kills that lost something" in done.stdout
    assert int(done.stdout.rsplit("kills, ", 1)[1].split()[0]) > 100  # there was something to lose


def test_fault_01_a_loss_would_be_noticed() -> None:
    code = (
        "import sys; sys.argv = ['kill9']\n"
        "from tests.benchmarks import kill9\n"
        "from tia_desktop.store import drafts\n"
        "save = drafts.save\n"
        "def forgetful(conn, kind, record_id, field, text, author):\n"
        "    return save(conn, kind, record_id, field, text[:-3], author)\n"
        "drafts.save = forgetful\n"
        "sys.exit(kill9.run(20, 3) and 7)\n"
    )
    assert sys.platform == "win32" or run_python(code).returncode == 7
