"""The real program: prints when it first paints, when the inspection is on the screen, and its memory."""

import os
import sys
import time
from typing import Any

import tia_desktop.__main__ as program

painted: list[float] = []
make_window = program.make_window


def watched(app: Any, desk: Any, wanted: Any) -> Any:
    from PySide6.QtCore import QEvent, QObject

    window = make_window(app, desk, wanted)

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if watched is window and event.type() == QEvent.Type.Paint:
                painted.append(time.time())
                app.removeEventFilter(self)
            return False

    app.installEventFilter(Watcher(window))
    return window


def tell(window: Any) -> None:
    """Called when the window is filled, in the place of what comes after that."""
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()  # until the page itself is painted
    full = time.time()
    with open("/proc/self/smaps_rollup") as rollup:
        pss = next(line.split()[1] for line in rollup if line.startswith("Pss:"))
    print(painted[0], full, pss)
    sys.stdout.flush()
    os._exit(0)


program.make_window = watched
program.watch = tell
sys.exit(program.main(sys.argv[1:]))
