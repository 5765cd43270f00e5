"""Some PySide6 builds drop a reference to `None` on each call that returns it.

On Python 3.11 such a process aborts after a few thousand calls, in the middle of somebody's work. This
fails when the locked PySide6 is one of them.
"""

import sys

import pytest

from tests.helpers.project import run_python

CALLS = """
import sys
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Sender(QObject):
    happened = Signal(str)

app = QApplication([])
sender, label, heard = Sender(), QLabel(), []
sender.happened.connect(lambda text: None)
before = sys.getrefcount(None)
for number in range(20_000):
    sender.setObjectName("x")
    label.setText("x")
    sender.happened.emit("x")
print(sys.getrefcount(None) - before)
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_calls_that_return_none_do_not_use_it_up() -> None:
    done = run_python(CALLS)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > -100
