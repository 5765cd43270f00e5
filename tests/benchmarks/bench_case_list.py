"""Importing a case list of 732,293 rows, beside the floor: the csv module and a raw insert of every row.

    ./run bench bench_case_list [--times N] [--keep-all]

The list is a council's payments of eight years when it is at hand, else made up. Both sides write durably
into a new file; each run is in a process of its own, so that the memory is its own. Wanted: at most 2x the
floor and 250 MiB. `--keep-all` keeps the fourth column too, which is left behind else because it holds names.
"""

from __future__ import annotations

import argparse
import csv
import lzma
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks._common import DEVICE, ROOT

LIST = ROOT.parent / "shared" / "data" / "c1-uk-spend-bradford-full" / "bradford_payments_2013_2020.csv.xz"
ROWS = 732_293
NAMES = "Beneficiary Name"


def the_list(folder: Path) -> Path:
    """Unpack the real list, or make one up of the same length."""
    path = folder / "cases.csv"
    if LIST.exists():
        with lzma.open(LIST) as packed, path.open("wb") as out:
            while piece := packed.read(1024 * 1024):
                out.write(piece)
        return path
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(f"Unit,Payment Date,Amount,{NAMES}\n")
        out.writelines(
            f"Unit {n % 180},2019-0{n % 9 + 1}-1{n % 10},{n % 977}.50,Payee {n % 9_001}\n"
            for n in range(ROWS)
        )
    return path


def floor(path: Path, folder: Path) -> None:
    """Read with the csv module and insert every row."""
    import sqlcipher3.dbapi2 as engine

    conn = engine.connect(str(folder / "floor.db"), isolation_level=None)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = FULL")
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        reader = csv.reader(file)
        width = len(next(reader))
        conn.execute(f"CREATE TABLE t ({', '.join(f'c{n} TEXT' for n in range(width))})")
        conn.execute("BEGIN")
        marks = ", ".join("?" * width)
        conn.executemany(f"INSERT INTO t VALUES ({marks})", (row for row in reader if len(row) == width))
        conn.execute("COMMIT")
    conn.close()


def ours(path: Path, folder: Path, keep: list[str]) -> str:
    """Import the list as `tia import-cases` does; return what came in."""
    from tests.helpers.stores import begin
    from tia_desktop.importers.case_tables import open_table
    from tia_desktop.services.case_lists import import_case_list
    from tia_desktop.services.case_reading import Wishes, summary
    from tia_desktop.store.files import create

    store = create(folder / "ours.tia", device=DEVICE)
    ws = begin(store)
    start = time.perf_counter()
    _, read = import_case_list(ws, open_table(path), Wishes(keep=keep))
    seconds = time.perf_counter() - start
    store.close()
    return f"{seconds} {summary(read)}"


def once(side: str, path: Path, keep_all: bool) -> tuple[float, float, str]:
    """Run one side in a process of its own: (seconds, MiB at most, what it said)."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_case_list", "--side", side, "--list", str(path)]
    done = subprocess.run(
        [*command, *(["--keep-all"] if keep_all else [])],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, memory, *words = done.stdout.split(maxsplit=2)
    return float(seconds), float(memory), " ".join(words)


def one_side(side: str, path: Path, keep_all: bool) -> None:
    """In the process of its own: do it, and print seconds, memory and words."""
    import resource

    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        words = ""
        if side == "floor":
            floor(path, Path(folder))
            seconds = time.perf_counter() - start
        else:
            told, _, words = ours(path, Path(folder), [NAMES] if keep_all else []).partition(" ")
            seconds = float(told)
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, words)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--keep-all", action="store_true")
    parser.add_argument("--side", choices=("floor", "ours"))
    parser.add_argument("--list", type=Path)
    given = parser.parse_args()
    if given.side:
        one_side(given.side, given.list, given.keep_all)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = the_list(Path(folder))
        runs = [[once(side, path, given.keep_all) for side in ("floor", "ours")] for _ in range(given.times)]
    least, mine = (sorted(run[n][0] for run in runs)[len(runs) // 2] for n in (0, 1))
    print(f"floor  {least:5.2f} s")
    memory = max(run[1][1] for run in runs)
    print(f"import {mine:5.2f} s = {mine / least:4.2f}x, {memory:.0f} MiB at most. {runs[0][1][2]}")


if __name__ == "__main__":
    main()
