"""The list of notes: first paint, jump to the middle, scroll to the end, beside a bare QTableView.

    python tests/benchmarks/bench_list.py [--million] [--rounds N]

The floor is a QTableView with fixed rows and Qt's own delegate over sqlite3: one column of text, pages
fetched by key range. Ours is the table of the Findings screen over the inspection file, with its own rows
(two lines of words, rating, tick box, where the note comes from). Each runs in a process of its own, in turn.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

STEPS = ("first paint", "jump", "scroll to end", "memory MiB")
SIZE = (600, 480)


def plain_copy(path: Path) -> Path:
    """The notes' texts in a bare SQLite file with keys from 1 on, made once."""
    import sqlite3

    copy = path.with_suffix(".plain.db")
    if not copy.exists():
        part = copy.with_suffix(".making")
        part.unlink(missing_ok=True)
        source, target = sqlite3.connect(f"file:{path}?mode=ro", uri=True), sqlite3.connect(part)
        target.execute("CREATE TABLE note (ref INTEGER PRIMARY KEY, text TEXT)")
        rows = source.execute("SELECT text FROM note ORDER BY ref")
        target.executemany("INSERT INTO note (text) VALUES (?)", rows)
        target.commit()
        target.close()
        source.close()
        part.rename(copy)
    return copy


def _floor(path: Path) -> Callable[[], Any]:
    import sqlite3

    from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
    from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

    conn = sqlite3.connect(f"file:{plain_copy(path)}?mode=ro", uri=True)

    class Model(QAbstractTableModel):
        def __init__(self) -> None:
            super().__init__()
            self._high = conn.execute("SELECT max(ref) FROM note").fetchone()[0]
            self._pages: dict[int, list[str]] = {}

        def rowCount(self, _parent: Any = QModelIndex()) -> int:  # noqa: N802
            return int(self._high)

        def columnCount(self, _parent: Any = QModelIndex()) -> int:  # noqa: N802
            return 1

        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            page, at = divmod(index.row(), 50)
            if page not in self._pages:
                if len(self._pages) > 40:
                    self._pages.pop(next(iter(self._pages)))
                top = self._high - page * 50
                sql = "SELECT substr(text, 1, 400) FROM note WHERE ref <= ? AND ref > ? ORDER BY ref DESC"
                self._pages[page] = [text for (text,) in conn.execute(sql, (top, top - 50))]
            return self._pages[page][at]

    def make() -> Any:
        view = QTableView()
        model = Model()
        view.setModel(model)
        model.setParent(view)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(76)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        return view

    return make


def _ours(path: Path) -> Callable[[], Any]:
    from typing import cast

    from PySide6.QtWidgets import QApplication

    from tests.benchmarks._common import DEVICE
    from tia_desktop.frameworks import load
    from tia_desktop.services.workspace import Workspace
    from tia_desktop.store.files import open_file
    from tia_desktop.ui import theme
    from tia_desktop.ui.context import ScreenContext
    from tia_desktop.ui.note_list.model import NoteModel
    from tia_desktop.ui.note_list.table import NoteTable
    from tia_desktop.ui.screens.findings.notes_presenter import NotesPresenter

    theme.install(cast(QApplication, QApplication.instance()), "light")
    ws = Workspace(open_file(path, device=DEVICE, read_only=True), load("almo-2003")[0])

    def make() -> Any:
        unused: Any = None
        presenter = NotesPresenter(ScreenContext(unused, unused, ws), unused)
        model = NoteModel(presenter.words.said)
        model.show_notes(ws.store.notes.count_notes(presenter.where), presenter.window)
        view = NoteTable(model, presenter.words)
        view.setCurrentIndex(model.index(0, 0))
        return view

    return make


def run(which: str, path: Path) -> dict[str, float]:
    """Measure one of the two in this process; times in ms."""
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    make = (_floor if which == "floor" else _ours)(path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def paint(view: Any) -> None:
        view.viewport().repaint()
        app.processEvents()

    begun = time.perf_counter()
    view = make()
    view.resize(*SIZE)
    view.show()
    app.processEvents()
    paint(view)
    shown = time.perf_counter()
    bar = view.verticalScrollBar()
    jumps = []
    for part in (0.5, 0.25, 0.75, 0.4, 0.6):
        start = time.perf_counter()
        bar.setValue(int(bar.maximum() * part))
        paint(view)
        jumps.append(time.perf_counter() - start)
    start = time.perf_counter()
    for part in range(1, 21):
        bar.setValue(int(bar.maximum() * (0.6 + 0.02 * part)))
        paint(view)
    end = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    values = ((shown - begun) * 1000, statistics.median(jumps) * 1000, end * 1000, (peak - before) / 1024)
    return dict(zip(STEPS, values, strict=True))


def main() -> None:
    """Run both in turn and print medians with their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--million", action="store_true", help="1,000,000 notes instead of 100,000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", nargs=2, metavar=("WHICH", "FILE"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.one:
        print(json.dumps(run(wanted.one[0], Path(wanted.one[1]))))
        return
    from tests.benchmarks._common import big_file

    count = 1_000_000 if wanted.million else 100_000
    path = big_file(count)
    plain_copy(path)
    found: dict[str, list[dict[str, float]]] = {"floor": [], "ours": []}
    for _ in range(wanted.rounds):
        for which, results in found.items():
            command = [sys.executable, __file__, "--one", which, str(path)]
            results.append(json.loads(subprocess.check_output(command, text=True)))
    print(f"{count:,} notes, median of {wanted.rounds} (ms)")
    for step in STEPS:
        floor, ours = (statistics.median(r[step] for r in found[w]) for w in ("floor", "ours"))
        print(f"{step:14} floor {floor:8.1f}   ours {ours:8.1f}   ratio {ours / max(floor, 0.1):5.2f}")


if __name__ == "__main__":
    main()
