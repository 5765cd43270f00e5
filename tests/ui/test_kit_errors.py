"""What we did wrong never closes the window, never loses words, and never reaches the log in words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from pytestqt.qtbot import QtBot

from tests.ui.a11y import settle
from tia_desktop.ui import errors

SECRET = "Mrs Example of Ash Court"


FAULTS = {
    "slot": "button = QPushButton('Go'); button.clicked.connect(fail); QTimer.singleShot(0, button.click)",
    "timer": "QTimer.singleShot(0, fail)",
    "paint": "view = Paint(); view.show()",
    "model": "view = QListView(); view.setModel(Model(view)); view.show()",
    "event": "view = Keys(); QTimer.singleShot(0, lambda: app.postEvent(view, QEvent(QEvent.Type.User)))",
    "thread": "QTimer.singleShot(0, lambda: threading.Thread(target=fail).start())",
}
ALIVE = """
import logging, sys, threading
from PySide6.QtCore import QAbstractListModel, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QWidget
from tia_desktop.ui import errors
logging.basicConfig(stream=sys.stdout, format="LOG %(message)s")
app = QApplication([])
secret = "Mrs Example of Ash Court"
def fail(*_):
    raise ValueError(secret)
class Paint(QWidget):
    def paintEvent(self, event): fail()
class Keys(QWidget):
    def event(self, event): return fail()
class Model(QAbstractListModel):
    def rowCount(self, parent=None): return 3
    def data(self, index, role=0): return fail() if started else None
started = False
flushed = []
def flush():
    flushed.append(1)
    if {flush_fails}: fail()
guard = errors.install(flush, lambda text: print("NOTICE", text))
def late():
    global started
    started = True
    for widget in app.topLevelWidgets(): widget.update()
    if "view" in globals() and isinstance(view, QListView): view.viewport().update()
QTimer.singleShot(20, late)
QTimer.singleShot(300, lambda: (print("ALIVE", bool(flushed)), app.quit()))
{fault}
print("ENDED", app.exec())
"""


def _alive(fault: str, *, flush_fails: bool = False) -> list[str]:
    code = ALIVE.replace("{fault}", FAULTS[fault]).replace("{flush_fails}", str(flush_fails))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert SECRET not in done.stdout + done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("fault", FAULTS)
def test_alive_with_one_notice_after_an_exception(fault: str) -> None:
    lines = _alive(fault)
    assert lines[-2:] == ["ALIVE True", "ENDED 0"]
    assert lines.count(f"NOTICE {errors.NOTICE}") == 1
    logged = [line for line in lines if line.startswith("LOG")]
    assert 1 <= len(logged) <= 6
    assert all(":" in line and "ValueError at " in line for line in logged)


def test_the_notice_does_not_lie_when_saving_fails() -> None:
    lines = _alive("slot", flush_fails=True)
    notices = [line for line in lines if line.startswith("NOTICE")]
    assert len(notices) == 1
    assert "may not be saved" in notices[0]


@pytest.mark.allow_log("ValueError at unknown place")
def test_a_closed_notice_may_come_again(qtbot: QtBot) -> None:
    notices: list[str] = []
    guard = errors.ErrorGuard(lambda: None, notices.append)
    for expected in (1, 1):
        guard.handle(ValueError, ValueError(SECRET), None)
        settle()
        assert len(notices) == expected
    guard.notice_closed()
    guard.handle(ValueError, ValueError(SECRET), None)
    settle()
    assert len(notices) == 2


@pytest.mark.allow_log("a Qt warning of ours")
def test_qt_messages_reach_logging(caplog: pytest.LogCaptureFixture) -> None:
    before = qInstallMessageHandler(errors._qt_message)
    try:
        qWarning("a Qt warning of ours")
    finally:
        qInstallMessageHandler(before)
    assert "a Qt warning of ours" in caplog.text


PROGRAM = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from tia_desktop.ui import errors
app = QCoreApplication([])
log = errors.open_crash_log(Path(sys.argv[1]))
guard = errors.install(lambda: None, lambda text: print(text, flush=True), log)
{body}
sys.exit(app.exec())
"""


def _run(body: str, path: Path) -> subprocess.Popen[str]:
    code = PROGRAM.replace("{body}", textwrap.dedent(body))
    return subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="signals as on Unix")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_saves_and_ends(tmp_path: Path, number: str) -> None:
    body = """
    watcher = errors.SignalWatcher(lambda: (print("saved", flush=True), app.quit()), app)
    QTimer.singleShot(0, lambda: print("ready", flush=True))
    """
    with _run(body, tmp_path / "crash.txt") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(getattr(signal, number))
        out, _ = process.communicate(timeout=20)
    assert (out, process.returncode) == ("saved\n", 0)


def test_a_hang_leaves_its_stack(tmp_path: Path) -> None:
    body = """
    import time
    beat = errors.Heartbeat(log, app, 0.2)
    def hang(secret="Mrs Example of Ash Court"):
        end = time.monotonic() + 1.0
        while time.monotonic() < end:
            pass
        app.quit()
    QTimer.singleShot(50, hang)
    """
    path = tmp_path / "crash.txt"
    with _run(body, path) as process:
        process.communicate(timeout=20)
    text = path.read_text(encoding="utf-8")
    assert "in hang" in text
    assert SECRET not in text
    assert (path.stat().st_mode & 0o077) == 0


@pytest.mark.skipif(os.name != "posix", reason="raises a real segmentation fault")
def test_a_crash_leaves_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "crash.txt"
    with _run("import faulthandler; faulthandler._sigsegv()", path) as process:
        process.communicate(timeout=20)
    assert process.returncode == -signal.SIGSEGV
    assert "File " in path.read_text(encoding="utf-8")
