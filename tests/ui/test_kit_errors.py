"""What we did wrong never closes the window, never loses words, and never reaches the log in words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QTimer, qWarning
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.a11y import settle
from tia_desktop.ui import errors

SECRET = "Mrs Example of Ash Court"
pytestmark = [
    pytest.mark.allow_log("at test_kit_errors.py"),
    pytest.mark.qt_no_exception_capture,
]


class Witness:
    """Counts what the guard does."""

    def __init__(self) -> None:
        self.flushed = 0
        self.notices: list[str] = []
        self.flush_fails = False

    def flush(self) -> None:
        self.flushed += 1
        if self.flush_fails:
            raise OSError(SECRET)


@pytest.fixture
def witness() -> Witness:
    return Witness()


@pytest.fixture
def guard(witness: Witness, tmp_path: Path, qtbot: QtBot) -> Iterator[errors.ErrorGuard]:
    # pytest-qt takes these hooks for itself around each phase: take them and give them back.
    before = (sys.excepthook, sys.unraisablehook, threading.excepthook)
    with (tmp_path / "crash.txt").open("w", encoding="utf-8") as crash_log:
        made = errors.ErrorGuard(witness.flush, witness.notices.append)
        sys.excepthook, threading.excepthook = made.handle, lambda a: made.handle(a[0], a[1], a[2])
        yield made
        crash_log.flush()
    sys.excepthook, sys.unraisablehook, threading.excepthook = before


class BadPaint(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        raise RuntimeError(SECRET)


class BadModel(QAbstractListModel):
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 3

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        raise KeyError(SECRET)


def _fail() -> None:
    raise ValueError(SECRET)


def in_slot() -> None:
    button = QPushButton("Go")
    button.clicked.connect(_fail)
    button.click()


def in_timer() -> None:
    QTimer.singleShot(0, _fail)
    settle()


def in_paint() -> None:
    widget = BadPaint()
    widget.show()
    widget.repaint()
    widget.close()


def in_model() -> None:
    view = QListView()
    view.setModel(BadModel(view))
    view.show()
    view.repaint()
    view.close()


def in_thread() -> None:
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()


@pytest.mark.parametrize("fault", [in_slot, in_timer, in_paint, in_model, in_thread])
def test_alive_with_one_notice(
    guard: errors.ErrorGuard,
    witness: Witness,
    caplog: pytest.LogCaptureFixture,
    fault: object,
) -> None:
    for _ in range(3):
        fault()  # type: ignore[operator]
        settle()
    assert witness.notices == [errors.NOTICE]
    assert witness.flushed >= 3
    assert "test_kit_errors.py:" in caplog.text
    assert SECRET not in caplog.text
    guard.notice_closed()
    in_slot()
    settle()
    assert len(witness.notices) == 2


def test_the_notice_does_not_lie_when_saving_fails(
    guard: errors.ErrorGuard, witness: Witness, caplog: pytest.LogCaptureFixture
) -> None:
    witness.flush_fails = True
    in_slot()
    settle()
    assert len(witness.notices) == 1
    assert "may not be saved" in witness.notices[0]
    assert SECRET not in caplog.text


@pytest.mark.allow_log("a Qt warning of ours")
def test_qt_messages_reach_logging(caplog: pytest.LogCaptureFixture) -> None:
    from PySide6.QtCore import qInstallMessageHandler

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
