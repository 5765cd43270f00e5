"""The findings workbench over 100,000 notes: open, filter, search, choose, group, merge.

    QT_QPA_PLATFORM=offscreen ./run bench bench_findings [--notes N] [--findings N] [--times N]

Floors: the same page over an inspection with nothing in it, and the plain rows written in one transaction.
Wanted: a search takes 20 ms at most (p95) with whatever filter is on.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.benchmarks._common import DEVICE, percentile, sentences, workbench_file
from tests.benchmarks.bench_search import queries

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.helpers.stores import begin, pack_and_bytes
from tests.ui.kit.stage import dress
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.records import EvidenceLink, Finding, link_id
from tia_desktop.services import conclude, grouping
from tia_desktop.services.history import undo
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.workspace import Workspace
from tia_desktop.store.files import create, open_file
from tia_desktop.store.inspection_file import InspectionFile
from tia_desktop.ui.finding_lines import finding_lines
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.findings.list_presenter import STEP
from tia_desktop.ui.screens.findings.view import FindingsPage

GROUPED = 500
FIRST = 16
"""Rows that the list asks for at first."""


def took(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def say(what: str, seconds: list[float], more: str = "") -> None:
    """One line with the middle and the slow end."""
    p50, p95 = percentile(seconds, 0.5), percentile(seconds, 0.95)
    print(f"{what:<44} p50 {p50:8.2f} ms   p95 {p95:8.2f} ms   {more}".rstrip())


# ---- reading


def filters(ws: Workspace) -> dict[str, NoteFilter]:
    """One filter of each kind, and some together."""
    pack = ws.pack
    return {
        "no filter": NoteFilter(),
        "key question": NoteFilter(question_id=pack.key_questions[1].id),
        "part of a key question": NoteFilter(sub_question_id=pack.sub_questions[1].id),
        "area": NoteFilter(area_id=pack.service_areas[1].id),
        "kind of check": NoteFilter(template=pack.templates[6].id),
        "how it is known": NoteFilter(how="told"),
        "source": NoteFilter(source="tenant"),
        "person": NoteFilter(author="Person 7"),
        "rating": NoteFilter(rating="view/weak"),
        "place": NoteFilter(place="Block 11"),
        "from a day": NoteFilter(since="2026-08-01"),
        "between two days": NoteFilter(since="2026-03-01", until="2026-03-09"),
        "not used yet": NoteFilter(unused_only=True),
        "question, source, not used": NoteFilter(
            question_id=pack.key_questions[1].id, source="tenant", unused_only=True
        ),
        "part, person, days": NoteFilter(
            sub_question_id=pack.sub_questions[1].id, author="Person 7", since="2026-03-01"
        ),
    }


def measure_filters(file: InspectionFile, ws: Workspace, times: int) -> None:
    """The count and the first rows of each filter, with nothing remembered from before."""
    for name, where in filters(ws).items():
        seconds, total = [], 0
        for _ in range(times):
            fresh = type(file.notes)(file.conn)
            start = time.perf_counter()
            total = fresh.count_notes(where)
            fresh.note_window(where, 0, FIRST)
            seconds.append(time.perf_counter() - start)
        say(f"filter: {name}", seconds, f"{total:,} notes")
    for name, read in (("people", "authors"), ("places", "places"), ("ratings", "ratings")):
        say(f"choices: {name}", [took(getattr(file.notes.evidence, read)) for _ in range(times)])


def measure_search(file: InspectionFile, ws: Workspace, times: int) -> None:
    """Searching with each filter on, over all shapes of queries."""
    chance, everything = random.Random(3), list[float]()
    asked = [query for shape in queries(sentences(), times).values() for query in shape]
    for name, where in filters(ws).items():
        index, seconds = type(file.notes)(file.conn), list[float]()
        first = took(lambda index=index, where=where: index.search(replace(where, query="zqx")))  # type: ignore[misc]
        for query in chance.sample(asked, min(len(asked), 10 * times)):
            both = replace(where, query=query)
            seconds.append(took(lambda index=index, both=both: index.search(both)))  # type: ignore[misc]
        say(f"search with {name}", seconds, f"the first one {1000 * first:.0f} ms")
        everything += seconds
    say("search ALL", everything, "wanted p95 20 ms")


# ---- writing


def measure_grouping(path: Path, times: int) -> None:
    """Putting 500 notes behind a finding, taking it back, merging and splitting."""
    ws = Workspace(open_file(path, device=DEVICE), framework())
    finding, other = (f.id for f in ws.store.find(Finding)[:2])
    floor, ours, back, merged, split = (list[float]() for _ in range(5))
    plain = sqlite3.connect(Path(tempfile.mkdtemp(prefix="tia-bench-")) / "floor.db", isolation_level=None)
    plain.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                        "CREATE TABLE link (id TEXT PRIMARY KEY, a TEXT, b TEXT, c TEXT)")  # fmt: skip
    for n in range(times):
        rows = ws.store.notes.note_window(NoteFilter(unused_only=True), n * GROUPED, GROUPED)
        notes = [row.id for row in rows]
        values = [(link_id(finding, note), finding, note, "supports") for note in notes]

        def write(values: list[tuple[str, str, str, str]] = values) -> None:
            plain.execute("BEGIN")
            plain.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", values)
            plain.execute("COMMIT")

        floor.append(took(write))
        ours.append(took(lambda notes=notes: conclude.link_evidence(ws, finding, notes)))  # type: ignore[misc]
        merged.append(took(lambda: grouping.merge_findings(ws, other, [finding])))
        undo(ws)
        split.append(took(lambda notes=notes: grouping.split_finding(  # type: ignore[misc]
            ws, finding, notes[:100], "One half", "weakness")))  # fmt: skip
        undo(ws)
        back.append(took(lambda: undo(ws)))
    base = statistics.median(floor)
    say(f"floor: {len(values)} plain rows, one commit", floor)
    done = {
        f"group {GROUPED} notes": ours,
        f"undo grouping {GROUPED} notes": back,
        "merge two findings (520 notes)": merged,
        "split off 100 notes": split,
    }
    for what, seconds in done.items():
        say(what, seconds, f"{statistics.median(seconds) / base:.1f}x")
    assert ws.store.count(EvidenceLink, finding_id=finding) == 20
    ws.store.close()


def framework() -> FrameworkPack:
    """The framework of the files that are measured."""
    return pack_and_bytes()[0]


# ---- the window


def measure_window(path: Path, empty: Path, times: int) -> None:
    """From the key that opens the page to its first paint; then what a person does on it."""
    desk = AppDesk()
    found: dict[str, list[float]] = {}
    for which, file in (("floor", empty), ("ours", path)) * 2:
        window = MainWindow(desk)
        window.resize(1366, 768)
        window.show()
        ws = desk.open(file)
        window.shell.opened(ws)
        for n in range(times + 1):
            window.shell.go("collect")
            quiet()
            window.shell.pages.forget_others()
            seconds = took(lambda window=window: (window.shell.go("findings"), settle()))  # type: ignore[misc]
            if n:  # the first one imports
                found.setdefault(f"open the page ({which})", []).append(seconds)
        if which == "ours":
            _use(window, found, times)
        window.close()
        ws.store.close()
    floor = statistics.median(found["open the page (floor)"])
    for what, seconds_of in found.items():
        ratio = statistics.median(seconds_of) / floor
        say(what, seconds_of, f"{ratio:.2f}x the empty page" if what.startswith("open") else "")


def _use(window: MainWindow, found: dict[str, list[float]], times: int) -> None:
    page = window.shell.pages.page
    assert isinstance(page, FindingsPage)
    notes, table = page._presenter.notes, page.notes.table
    words = ["repairs", "sc", "staff training", "l", "pupils"]
    for n in range(times):
        steps: dict[str, Callable[[], object]] = {
            "search in the window": lambda n=n: notes.set_query(words[n % len(words)]),  # type: ignore[misc]
            "search taken away": lambda: notes.set_query(""),
            "filter in the window": lambda: notes.set_filter(question_id="j1.kq2", unused_only=True),
            "choose the first 2,000": table.choose_all,
            "filters taken away": notes.clear_filters,
            "show the choice of a finding": page._presenter.group,
            "show the filters": page.show_filters,
            "show more findings": lambda: _more(page),
            "show all again after a change": page.refresh,
        }
        for what, step in steps.items():
            found.setdefault(what, []).append(took(lambda step=step: (step(), settle())))  # type: ignore[misc]
        page.back_to_list()
        page.notes.choose_none()
        page._presenter.list.most = STEP
        page.refresh()
        settle()


def _more(page: FindingsPage) -> None:
    page.back_to_list()
    page.findings._show_more()


def quiet() -> None:
    """Let what is looked at behind the window come to its end: it would count as ours."""
    until = time.perf_counter() + 1.5
    while time.perf_counter() < until:
        QApplication.processEvents()
        time.sleep(0.01)


def settle() -> bool:
    """Let the window do what it has to do, and paint."""
    for _ in range(3):
        QApplication.processEvents()
    return True


def main() -> None:
    """Measure everything on a copy of the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=100_000)
    parser.add_argument("--findings", type=int, default=400)
    parser.add_argument("--times", type=int, default=10)
    given = parser.parse_args()
    made = workbench_file(given.notes, given.findings)
    folder = Path(tempfile.mkdtemp(prefix="tia-bench-"))
    path, empty = folder / "workbench.tia", folder / "empty.tia"
    shutil.copy(made, path)
    store = create(empty, device=DEVICE)
    begin(store)
    store.close()
    print(f"{given.notes:,} notes, {given.findings:,} findings with 20 notes each")
    file = open_file(path, device=DEVICE, read_only=True)
    ws = Workspace(file, framework())
    measure_filters(file, ws, given.times)
    measure_search(file, ws, given.times)
    say("the lines of all findings", [took(lambda: finding_lines(ws)) for _ in range(given.times)])
    file.close()
    _app = QApplication([])
    dress(px=16)
    measure_window(path, empty, given.times)
    measure_grouping(path, given.times)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
