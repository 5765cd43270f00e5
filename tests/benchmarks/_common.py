"""What the measurements share: notes with real words, files of a given size, and honest percentiles."""

from __future__ import annotations

import json
import lzma
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("TIA_HOME", tempfile.mkdtemp(prefix="tia-bench-"))

from tia_desktop.domain.changes import Edit  # noqa: E402
from tia_desktop.domain.records import SOURCES, EvidenceNote, NoteQuestion, RealityCheck, link_id  # noqa: E402
from tia_desktop.store.files import create  # noqa: E402
from tia_desktop.store.guard import FINGERPRINTS  # noqa: E402
from tia_desktop.store.inspection_file import InspectionFile  # noqa: E402
from tia_desktop.store.migrations import LATEST  # noqa: E402

SENTENCES = ROOT.parent / "shared" / "data" / "c4-ofsted-inspection-text" / "sentences.jsonl.xz"
DEVICE = "b" * 32
CHECKS = 60
QUESTIONS = tuple(f"q{n}" for n in range(1, 7))
_PER_ACTION = 2_000


def sentences() -> list[str]:
    """Sentences of real inspection reports when they are at hand, else made from a small stock of words."""
    if SENTENCES.exists():
        with lzma.open(SENTENCES, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    said = "the staff were polite and tenants said that repairs took too long at estate office kitchen damp"
    stock = said.split()
    return [" ".join(stock[(n * k) % len(stock)] for k in range(3, 24)) + f" {n}." for n in range(5_000)]


def note_values(text: str, n: int) -> dict[str, str]:
    """Fields of the `n`-th note."""
    return {
        "check_id": f"check{n % CHECKS}",
        "text": text,
        "how": "seen",
        "source": SOURCES[n % len(SOURCES)],
        "place": f"Block {n % 40}",
        "observed_at": "2026-03-02T10:00:00+00:00",
        "written_at": "2026-03-02T10:00:00+00:00",
        "author": "inspector",
        "scheme": "five" if n % 3 == 0 else "",
        "rating": str(n % 5) if n % 3 == 0 else "",
    }


def put_notes(file: InspectionFile, count: int) -> None:
    """Put `count` notes into a file, each with one key question, in large actions."""
    file.record(
        [
            Edit(RealityCheck, f"check{n}", {"template": f"rc{n % 12 + 1:02}", "title": f"Estate {n}"})
            for n in range(CHECKS)
        ],
        author="bench",
    )
    words = sentences()
    for start in range(0, count, _PER_ACTION):
        edits = []
        for n in range(start, min(start + _PER_ACTION, count)):
            note, question = file.new_id(), QUESTIONS[n % len(QUESTIONS)]
            edits.append(Edit(EvidenceNote, note, note_values(words[n % len(words)], n)))
            edits.append(
                Edit(NoteQuestion, link_id(note, question), {"note_id": note, "question_id": question})
            )
        file.record(edits, author="bench")


def fill(path: Path, count: int) -> None:
    """Make a file with nothing but notes in it."""
    file = create(path, device=DEVICE)
    put_notes(file, count)
    file.close()


def big_file(count: int) -> Path:
    """Return a file with `count` notes, made once and kept in a folder for such files."""
    return _made_once(f"notes-{count}", lambda path: fill(path, count))


def _made_once(name: str, make: Callable[[Path], None]) -> Path:
    folder = Path(tempfile.gettempdir()) / "tia-bench-files"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{FINGERPRINTS[LATEST][:8]}.tia"  # a file of another schema is made anew
    if not path.exists():
        part = folder / f"{name}.making.tia"
        part.unlink(missing_ok=True)
        make(part)
        part.rename(path)
    return path


def percentile(seconds: list[float], share: float) -> float:
    """Return a percentile in milliseconds."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def interleaved(count: int, *tasks: Iterator[float]) -> list[list[float]]:
    """Run tasks in turn, `count` times each, so that a noisy moment hits all of them alike."""
    out: list[list[float]] = [[] for _ in tasks]
    for _ in range(count):
        for times, task in zip(out, tasks, strict=True):
            times.append(next(task))
    return out
