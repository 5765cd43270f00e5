"""What stands in the way, at 100,000 notes: how long looking takes, and whether the window answers meanwhile.

QT_QPA_PLATFORM=offscreen ./run bench bench_readiness [--notes N] [--findings N] [--times N]

The floor of the key questions is the plain join that says the same; of the window, the same typing while
nothing is looked at.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks._common import DEVICE, big_file, interleaved, percentile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.helpers.stores import begin
from tests.ui.kit.stage import dress
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import EvidenceLink, Finding, FindingQuestion, link_id
from tia_desktop.services import conclude
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.readiness import open_problems
from tia_desktop.services.strength import pieces_by_finding
from tia_desktop.services.workspace import Workspace
from tia_desktop.store.evidence import SAYS_SOMETHING
from tia_desktop.store.files import open_file
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.readiness.view import ReadinessPage

BEHIND = 8
"""Notes behind each finding."""

PLAIN = (
    "SELECT DISTINCT q.question_id, c.template, n.source FROM note_question q "
    "JOIN note n ON n.id = q.note_id JOIN reality_check c ON c.id = n.check_id "
    f"WHERE {SAYS_SOMETHING} ORDER BY 1, 2, 3"
)


def concluded(notes: int, findings: int) -> Path:
    """A copy of the file with many notes, with an inspection and findings in it."""
    path = Path(tempfile.mkdtemp(prefix="tia-bench-")) / "readiness.tia"
    shutil.copy(big_file(notes), path)
    store = open_file(path, device=DEVICE)
    ws = begin(store)
    questions = [q.id for q in ws.pack.key_questions]
    rows = store.notes.note_window(NoteFilter(), 0, findings * BEHIND)
    edits = []
    for n in range(findings):
        finding, question = store.new_id(), questions[n % len(questions)]
        text = f"Finding {n}: {rows[n].text[:120]}"
        edits.append(Edit(Finding, finding, {"text": text, "polarity": "weakness", "number": n + 1}))
        link = {"finding_id": finding, "question_id": question}
        edits.append(Edit(FindingQuestion, link_id(finding, question), dict(link)))
        for k, row in enumerate(rows[n * BEHIND : (n + 1) * BEHIND]):
            # Every tenth is well based, the others rest on one kind of check, as in a real heap of drafts.
            stance = "contradicts" if k == 7 and n % 5 == 0 else "supports"
            values = {"finding_id": finding, "note_id": row.id, "stance": stance, "quote": row.text[:40]}
            edits.append(Edit(EvidenceLink, link_id(finding, row.id), dict(values)))
    store.record(edits, author="bench")
    store.close()
    return path


def timed(work: Callable[[], object]) -> Iterator[float]:
    """Do it again and again, and give the seconds."""
    while True:
        start = time.perf_counter()
        work()
        yield time.perf_counter() - start


def typing(window: MainWindow, ws: Workspace, finding: str, keys: int) -> tuple[float, float]:
    """Type into a finding, 12 keys a second; seconds of the longest silence, and of the middle key."""
    worst, taken = 0.0, []
    for n in range(keys):
        until = time.perf_counter() + 1 / 12
        last = time.perf_counter()
        conclude.type_finding(ws, finding, "The lifts fail again and again in all blocks. "[: n % 46 + 1])
        taken.append(time.perf_counter() - last)
        while last < until:
            QApplication.processEvents()
            now = time.perf_counter()
            worst, last = max(worst, now - last), now
            time.sleep(0.001)
            last += 0.001
    return max(worst, *taken), sorted(taken)[len(taken) // 2]


def measure_window(path: Path, times: int) -> None:
    """The longest silence beside the page that looks after every change, and beside one that never does."""
    _app = QApplication([])
    dress(px=16)
    desk = AppDesk()
    window = MainWindow(desk)
    window.resize(1366, 768)
    window.show()
    ws = desk.open(path)
    window.shell.opened(ws)
    finding = ws.store.find(Finding)[0].id
    for screen in ("practice", "readiness") * times:
        window.shell.go(screen)
        page = window.shell.pages.page
        told: list[object] = []
        if isinstance(page, ReadinessPage):
            page.live.changed.connect(told.append)
        for _ in range(50):
            QApplication.processEvents()
            time.sleep(0.01)
        silence, middle = typing(window, ws, finding, 60)
        looks = f", looked {len(told)} times" if told else ""
        took = f"longest silence {silence * 1000:.0f} ms, a key {middle * 1000:.1f} ms"
        print(f"  typing beside {screen}: {took}{looks}")
    window.close()


def main() -> None:
    """Measure and say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--notes", type=int, default=100_000)
    parser.add_argument("--findings", type=int, default=600)
    parser.add_argument("--times", type=int, default=15)
    args = parser.parse_args()
    path = concluded(args.notes, args.findings)
    desk = AppDesk()
    ws = desk.open(path, read_only=True)
    store = ws.store
    conn = store.conn  # type: ignore[attr-defined]
    tasks = {
        "everything that stands in the way": lambda: open_problems(ws),
        "  what is behind findings": lambda: pieces_by_finding(ws),
        "  passages": store.notes.evidence.passages,
        "  what key questions have": store.notes.evidence.soundings,
        "  the same as a plain join": lambda: conn.execute(PLAIN).fetchall(),
        "opening the file to look": lambda: desk.open(path, read_only=True).store.close(),
    }
    print(f"{args.notes:,} notes, {args.findings} findings: {len(open_problems(ws))} problems")
    for (name, _), seconds in zip(
        tasks.items(), interleaved(args.times, *(timed(work) for work in tasks.values())), strict=True
    ):
        print(f"  {name}: p50 {percentile(seconds, 0.5):.0f} ms, p95 {percentile(seconds, 0.95):.0f} ms")
    store.close()
    measure_window(path, 2)
    shutil.rmtree(path.parent)


if __name__ == "__main__":
    main()
