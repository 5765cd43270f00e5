"""Start: exec to the first painted window, with an inspection of 10,000 notes, against a bare PySide6 window.

Runs both in turn, so that a noisy machine is noisy for both. Prints the medians, the ratios and the memory
(PSS). "Frame" is the first painted window; "filled" is the overview of the opened inspection on the screen.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS = 15


def fill(path: Path, notes: int) -> None:
    from tia_desktop.bootstrap import AppDesk
    from tia_desktop.domain.changes import Edit
    from tia_desktop.services import plan
    from tia_desktop.services.capture import NoteDraft, note_edits
    from tia_desktop.services.sample import fill as fill_sample

    desk = AppDesk()
    ws = desk.new(
        path, pack_id="almo-2003", landlord="Riverside Homes (sample)", authority_type="metropolitan"
    )
    fill_sample(ws, desk.shop_library(), desk.survey_library())
    checks = {c.id: c for c in plan.checks_of(ws)}
    ids, questions = list(checks), [q.id for q in ws.pack.key_questions]
    edits: list[Edit] = []
    for n in range(notes):
        draft = NoteDraft(
            text=f"Note {n}: the stairs were clean.", check_id=ids[n % len(ids)], questions=[questions[n % 6]]
        )
        edits += note_edits(ws, draft, ws.store.new_id(), checks)
    ws.store.record(edits, author="bench")
    ws.store.close()


def once(script: str, *arguments: str) -> tuple[float, float, float]:
    """Return (ms to the first paint, ms until filled, MiB of PSS)."""
    begin = time.time()
    done = subprocess.run(
        [sys.executable, "-P", str(HERE / script), *arguments], capture_output=True, text=True, check=True
    )
    paint, full, pss = done.stdout.split()
    return (float(paint) - begin) * 1000, (float(full) - begin) * 1000, int(pss) / 1024


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    os.environ["PYTHONPATH"] = str(HERE.parents[1])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TIA_HOME"] = folder
        path = Path(folder) / "ten-thousand.tia"
        fill(path, 10_000)
        once("_start_ours.py", str(path))
        runs = [(once("_start_bare.py"), once("_start_ours.py", str(path))) for _ in range(ROUNDS)]
    bare = [statistics.median(r[0][i] for r in runs) for i in range(3)]
    ours = [statistics.median(r[1][i] for r in runs) for i in range(3)]
    print(f"bare window: first paint {bare[0]:.0f} ms, {bare[2]:.0f} MiB")
    print(f"ours, frame: first paint {ours[0]:.0f} ms = {ours[0] / bare[0]:.2f}x (must 1.6x, aim 1.3x)")
    print(f"ours, filled: {ours[1]:.0f} ms = {ours[1] / bare[0]:.2f}x")
    print(f"ours, memory: {ours[2]:.0f} MiB = {ours[2] / bare[2]:.2f}x (must 2x, aim 1.5x)")


if __name__ == "__main__":
    main()
