"""A bare PySide6 window: prints the time of its first paint and its memory, and ends."""

import os
import sys
import time

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        with open("/proc/self/smaps_rollup") as rollup:
            pss = next(line.split()[1] for line in rollup if line.startswith("Pss:"))
        print(time.time(), time.time(), pss)
        sys.stdout.flush()
        os._exit(0)


app = QApplication([])
window = Bare()
window.resize(1366, 768)
window.show()
app.exec()
