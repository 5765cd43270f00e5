"""`tia` as a process of its own: streams, exit codes, broken pipes, odd arguments, what it imports."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.helpers.project import ROOT, run_python

TIA = [sys.executable, "-P", "-m", "tia_desktop.cli"]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def tia(
    folder: Path, *arguments: str | bytes, code: int = 0, **more: str
) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [*TIA, *arguments], cwd=folder, env=environment(**more), capture_output=True, timeout=120, check=False
    )
    assert done.returncode == code, done.stderr.decode()
    return done


NEW: Sequence[str] = ("new", "A.tia", "--landlord", "Riverside Homes (sample)", "--authority-type", "london")


def test_a_walk_in_processes_of_their_own(tmp_path: Path) -> None:
    tia(tmp_path, *NEW)
    check = (
        tia(tmp_path, "add-check", "A.tia", "--kind", "estate-visit", "--title", "Elm Park")
        .stdout.decode()
        .strip()
    )
    note = tia(tmp_path, "add-note", "A.tia", "--check", check, "--text", "Café €5", "--json").stdout
    shown = json.loads(tia(tmp_path, "show", "A.tia", json.loads(note)["id"], "--json").stdout)
    assert shown["text"] == "Café €5"
    assert tia(tmp_path, "check", "A.tia", code=1).stderr == b""
    assert tia(tmp_path, "list", "A.tia", "dreams", code=2).stdout == b""
    (tmp_path / "cut.tia").write_bytes((tmp_path / "A.tia").read_bytes()[:6000])
    broken = tia(tmp_path, "verify", "cut.tia", code=3)
    assert broken.stdout == b""
    assert broken.stderr.count(b"\n") == 1


def test_output_that_nobody_reads_is_no_error(tmp_path: Path) -> None:
    tia(tmp_path, *NEW)
    reading, writing = os.pipe()
    os.close(reading)
    try:
        for arguments in (("list", "A.tia", "kinds"), ("show", "A.tia", "rc06", "--json"), ("--help",)):
            done = subprocess.run(
                [*TIA, *arguments],
                cwd=tmp_path,
                env=environment(),
                stdout=writing,
                stderr=subprocess.PIPE,
                timeout=120,
                check=False,
            )
            assert (done.returncode, done.stderr) == (0, b"")
    finally:
        os.close(writing)


@pytest.mark.skipif(sys.platform != "linux", reason="arguments are bytes only on Unix")
def test_arguments_that_are_no_utf8_are_kept_visibly(tmp_path: Path) -> None:
    tia(tmp_path, *NEW)
    note = json.loads(tia(tmp_path, b"add-note", b"A.tia", b"--text", b"caf\xe9 \x1b[31m", b"--json").stdout)[
        "id"
    ]
    shown = json.loads(tia(tmp_path, "show", "A.tia", note, "--json").stdout)
    assert shown["text"] == "caf\ufffd ␛[31m"
    name = b"B\xe9.tia"
    tia(tmp_path, b"new", name, *NEW[2:])
    assert b"rc12" in tia(tmp_path, b"list", name, b"kinds").stdout
    tia(tmp_path, b"list", b"nothing\xe9.tia", b"kinds", code=2)
    tia(tmp_path, b"show", b"A.tia", b"\xe9", code=2)


def test_an_ascii_terminal_gets_escapes(tmp_path: Path) -> None:
    tia(tmp_path, *NEW)
    tia(tmp_path, "add-note", "A.tia", "--text", "Café €5")
    assert b"Caf\\xe9 \\u20ac5" in tia(tmp_path, "list", "A.tia", "notes", PYTHONIOENCODING="ascii").stdout
    listed = json.loads(tia(tmp_path, "list", "A.tia", "notes", "--json", PYTHONIOENCODING="ascii").stdout)
    assert listed["notes"][0]["text"] == "Café €5"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals like this")
def test_ctrl_c_ends_cleanly(tmp_path: Path) -> None:
    """A real SIGINT while rows are read; the import is one transaction, so nothing is there afterwards."""
    tia(tmp_path, *NEW)
    with (tmp_path / "many.csv").open("w") as file:
        file.write("text\n")
        file.writelines(f"note {n}\n" for n in range(300_000))
    running = subprocess.Popen(
        [*TIA, "import-notes", "A.tia", "many.csv"], cwd=tmp_path, env=environment(), stderr=subprocess.PIPE
    )
    started = time.monotonic()
    while not (tmp_path / "A.tia-wal").exists() and time.monotonic() - started < 60:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (130, b"\nStopped.\n")
    assert json.loads(tia(tmp_path, "list", "A.tia", "notes", "--json").stdout)["total"] == 0
    tia(tmp_path, "verify", "A.tia")


def test_help_and_lists_import_nothing_heavy(tmp_path: Path) -> None:
    tia(tmp_path, *NEW)
    code = (
        "import sys\nfrom tia_desktop.cli import tia\n"
        "try: tia.main(sys.argv[1:], prog_name='tia')\n"
        "except SystemExit: pass\n"
        "heavy = {'PySide6', 'reportlab', 'sqlite_utils', 'orjson', 'jsonschema_rs', 'PIL'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    for arguments in (["--help"], ["list", str(tmp_path / "A.tia"), "notes"]):
        done = run_python(code, *arguments)
        assert done.stderr.strip() == "[]", done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    import pty

    tia(tmp_path, *NEW)
    with (tmp_path / "many.csv").open("w") as file:
        file.writelines(["text\n", *(f"note {n}\n" for n in range(1200))])
    command = [*TIA, "import-notes", "A.tia", "many.csv"]
    assert tia(tmp_path, *command[len(TIA) :]).stderr == b""
    try:
        master, slave = pty.openpty()
    except OSError as error:
        pytest.skip(f"this machine has no terminal to lend: {error}")
    try:
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=slave,
            timeout=120,
            check=False,
        )
        shown = os.read(master, 10_000)
    finally:
        os.close(slave)
        os.close(master)
    assert done.returncode == 0
    assert b"Reading rows: 1,000" in shown
    assert shown.endswith(b"\r\x1b[K")
    assert b"Reading" not in done.stdout
