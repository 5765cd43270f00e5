"""10 MB pasted into a note, and kept as a file: how long the window does not answer (fault 40: 200 ms).

QT_QPA_PLATFORM=offscreen ./run bench bench_paste [--megabytes N] [--times N]
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks._common import DEVICE

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.helpers.stores import begin
from tests.ui.kit.stage import dress
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import Attachment
from tia_desktop.store.files import create
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.note.view import NotePage
from tia_desktop.ui.widgets import Button


def longest(work: Callable[[], object], ready: Callable[[], bool]) -> float:
    """Seconds of the longest time in which no event was handled, from `work` until `ready`."""
    worst, last = 0.0, time.perf_counter()
    work()
    while True:
        now = time.perf_counter()
        worst, last = max(worst, now - last), now
        if ready():
            return worst
        QApplication.processEvents()


def once(window: MainWindow, text: str) -> tuple[float, float]:
    """Return the longest silence after the paste, and after “Keep as a file”."""
    window.shell.go("note")
    page = window.shell.pages.page
    assert isinstance(page, NotePage)
    ws = window.shell.workspace
    assert ws is not None
    QApplication.clipboard().setText(text)
    before = ws.store.count(Attachment)
    pasted = longest(page._note.paste, lambda: bool(window.shell.banners.texts()))
    yes = next(b for b in window.shell.banners.findChildren(Button) if b.words() == "Keep as a file")
    kept = longest(yes.click, lambda: ws.store.count(Attachment) > before)
    QTest.qWait(50)
    return pasted, kept


def main() -> None:
    """Measure and say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, default=10)
    parser.add_argument("--times", type=int, default=5)
    args = parser.parse_args()
    _app = QApplication([])
    dress(px=16)
    window = MainWindow(AppDesk())
    window.resize(1366, 768)
    window.show()
    window.shell.opened(begin(create(Path(tempfile.mkdtemp()) / "bench.tia", device=DEVICE)))
    found = [once(window, f"{n} " + "word " * (args.megabytes * 200_000)) for n in range(args.times)]
    for name, column in (("paste, until it is offered", 0), ("keeping it as a file", 1)):
        taken = sorted(row[column] for row in found)
        most, middle = taken[-1] * 1000, taken[len(taken) // 2] * 1000
        print(f"  {name}: longest silence {most:.0f} ms (middle of {args.times}: {middle:.0f} ms)")
    window.close()


if __name__ == "__main__":
    main()
