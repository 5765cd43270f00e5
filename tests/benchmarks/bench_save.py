"""Saving one note, beside the floor: a one-row commit of SQLite with WAL and FULL durability.

    ./run bench bench_save [--full] [--times N]

Recorded and typed notes go through the store's one write path: change, projection, search index, chain. The
three are taken in turn, so a noisy moment hits all alike. Wanted: p50 at most 2.5 times the floor (1.3 is the
aim), p99 at most 5 ms, the same at 1,000, 100,000 and (`--full`) 1,000,000 notes.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks._common import DEVICE, big_file, interleaved, note_values, percentile, sentences
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.store.files import open_file
from tia_desktop.store.inspection_file import InspectionFile

BURST = 12  # saves of one burst of typing, half a second apart for a person


def floor(path: Path, words: list[str]) -> Iterator[float]:
    """One row into one table, durably."""
    import sqlcipher3.dbapi2 as engine

    conn = engine.connect(str(path), isolation_level=None)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")
    while True:
        for text in words:
            start = time.perf_counter()
            conn.execute("INSERT INTO t (text) VALUES (?)", (text,))
            yield time.perf_counter() - start


def record(file: InspectionFile, words: list[str]) -> Iterator[float]:
    """A note as the quick-note box keeps it."""
    for n in range(10**9):
        edit = Edit(EvidenceNote, file.new_id(), note_values(words[n % len(words)], n))
        file.seal()  # the burst before this is not part of what is measured
        start = time.perf_counter()
        file.record([edit], author="bench")
        yield time.perf_counter() - start


def typing(file: InspectionFile, words: list[str]) -> Iterator[float]:
    """The text of a note while it is typed: each save carries all of it."""
    for n in range(10**9):
        note, text = file.new_id(), words[n % len(words)]
        file.record([Edit(EvidenceNote, note, note_values("", n))], author="bench")
        for step in range(1, BURST + 1):
            start = time.perf_counter()
            file.type_text(
                EvidenceNote, note, "text", f"{text[: len(text) * step // BURST]} {n}", author="bench"
            )
            yield time.perf_counter() - start


def measure(count: int, times: int) -> None:
    """Print one line for each of the three, at one size of file."""
    words = sentences()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.tia"
        shutil.copyfile(big_file(count), path)
        file = open_file(path, device=DEVICE)
        tasks = {
            "floor": floor(Path(folder) / "floor.db", words),
            "record": record(file, words),
            "type_text": typing(file, words),
        }
        interleaved(50, *tasks.values())
        results = dict(zip(tasks, interleaved(times, *tasks.values()), strict=True))
        file.close()
    least = percentile(results["floor"], 0.5)
    for name, seconds in results.items():
        p50, p99 = percentile(seconds, 0.5), percentile(seconds, 0.99)
        print(f"{count:>9,} notes  {name:<10} p50 {p50:6.3f} ms = {p50 / least:4.2f}x   p99 {p99:6.3f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="also 1,000,000 notes (makes a 2 GB file once)")
    parser.add_argument("--times", type=int, default=3_000)
    given = parser.parse_args()
    for count in (1_000, 100_000, *([1_000_000] if given.full else [])):
        measure(count, given.times)


if __name__ == "__main__":
    main()
