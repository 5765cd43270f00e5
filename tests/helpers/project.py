"""Where the project's own files are, and how to run Python on them in a process of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tia_desktop"

_MADE_HERE = re.compile(r"(^|/)(__pycache__|build|dist|tia-demo[^/]*|\.(?!ci/|git[ia])[^/]+)(/|$)")


def python_files(folder: Path = PACKAGE) -> list[Path]:
    """List the Python files below a folder, in a stable order."""
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def project_files() -> list[Path]:
    """List what belongs to the project: what git tracks or would; without git, all but build output."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        found = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not _MADE_HERE.search(path.relative_to(ROOT).as_posix())]
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def run_python(
    code: str, *arguments: str, cwd: Path = ROOT, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter that sees this project, without a screen."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
