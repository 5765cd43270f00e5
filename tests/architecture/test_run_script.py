"""`./run` chooses the right thing to start. Its set-up is tried by packaging/bare-machine.sh."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.project import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has run.cmd")

ECHO = '#!/bin/sh\necho "SCREEN=${QT_QPA_PLATFORM:-}" "$@"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project that is set up already, whose Python only says what it was asked to do."""
    folder = tmp_path / "a folder"
    (folder / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "run", folder)
    for name in ("requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, folder)
        shutil.copy(ROOT / name, folder / ".venv")
    (folder / ".venv" / "libraries-found").touch()
    python = folder / ".venv" / "bin" / "python"
    python.write_text(ECHO)
    python.chmod(0o755)
    return folder


def run(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": os.environ["PATH"], **environment}
    command = [str(project / "run"), *arguments]
    return subprocess.run(
        command, env=bare, cwd=project.parent, capture_output=True, text=True, check=False, timeout=60
    )


def test_with_a_screen_the_window_starts(project: Path) -> None:
    done = run(project, "my file.tia", DISPLAY=":0")
    assert done.stdout.endswith("-m tia_desktop my file.tia\n")
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_the_demo_runs_in_a_fresh_folder(project: Path) -> None:
    (project.parent / "tia-demo").mkdir()
    done = run(project)
    assert "There is no screen here" in done.stderr
    assert done.stdout.startswith("SCREEN=offscreen")
    assert done.stdout.endswith("demo --out tia-demo-2\n")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_a_file_cannot_be_opened(project: Path) -> None:
    done = run(project, "my.tia")
    assert done.returncode == 1
    assert "./run tia" in done.stderr


def test_the_command_line_gets_its_arguments_untouched(project: Path) -> None:
    done = run(project, "tia", "new", "a b.tia", "--landlord", "Riverside Homes (sample)")
    assert done.stdout.endswith("new a b.tia --landlord Riverside Homes (sample)\n")


def test_arguments_for_the_tests_reach_pytest_alone(project: Path) -> None:
    done = run(project, "test", "tests/unit", "-k", "scale")
    assert done.stdout.endswith("-m pytest tests/unit -k scale\n")
    assert "mypy" not in done.stdout


def test_all_tests_come_after_every_check(project: Path) -> None:
    lines = run(project, "test").stdout.splitlines()
    assert [
        word
        for line in lines
        for word in ("ruff check", "ruff format", "lint_imports", "mypy")
        if word in line
    ]
    assert lines[-1].endswith("-m pytest -n auto --dist worksteal")


def test_a_failed_check_stops_with_its_name(project: Path) -> None:
    python = project / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\ncase "$*" in *mypy*) exit 1 ;; esac\necho "$@"\n')
    done = run(project, "test")
    assert done.returncode == 1
    assert "[mypy]" in done.stderr
    assert "pytest" not in done.stdout


def test_the_set_up_starts_again_when_the_lock_changed(project: Path) -> None:
    with (project / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    # Without a Python to be found it can only say so; what matters is that it looked.
    done = run(project, "tia", PATH=str(project))
    assert done.returncode != 0
    assert done.stdout == ""


def test_it_can_be_called_through_a_link(project: Path) -> None:
    link = project.parent / "tia-link"
    link.symlink_to(project / "run")
    done = subprocess.run(
        [str(link), "tia", "--help"], capture_output=True, text=True, check=False, cwd="/", timeout=60
    )
    assert done.stdout.endswith("--help\n"), done.stderr


def test_ci_runs_what_people_run() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "exec ./run test"
