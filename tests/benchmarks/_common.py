"""What the measurements share: notes with real words, files of a given size, and honest percentiles."""

from __future__ import annotations

import json
import lzma
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("TIA_HOME", tempfile.mkdtemp(prefix="tia-bench-"))

from tia_desktop.domain.changes import Edit  # noqa: E402
from tia_desktop.domain.conclude_records import NoteSubQuestion  # noqa: E402
from tia_desktop.domain.records import (  # noqa: E402
    POLARITIES,
    SOURCES,
    STANCES,
    EvidenceLink,
    EvidenceNote,
    Finding,
    FindingQuestion,
    NoteArea,
    NoteQuestion,
    RealityCheck,
    Scalar,
    link_id,
)
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


def workbench_file(count: int, findings: int = 400, links: int = 20) -> Path:
    """Return an inspection with `count` varied notes, and findings with `links` notes each, made once."""
    name = f"workbench-{count}-{findings}-{links}"
    return _made_once(name, lambda path: _fill_workbench(path, count, findings, links))


def _fill_workbench(path: Path, count: int, findings: int, links: int) -> None:
    """Notes of 25 people on 240 days in 400 places, about all key questions, areas and parts."""
    from tests.helpers.stores import begin

    file = create(path, device=DEVICE)
    pack = begin(file).pack
    file.record(
        [
            Edit(RealityCheck, f"check{n}", {"template": pack.templates[n % 12].id, "title": f"Estate {n}"})
            for n in range(CHECKS)
        ],
        author="bench",
    )
    words, grades = sentences(), [(s.id, c.id) for s in pack.schemes for c in s.choices]
    made = list[str]()
    for start in range(0, count, _PER_ACTION):
        edits = list[Edit]()
        for n in range(start, min(start + _PER_ACTION, count)):
            made.append(file.new_id())
            scheme, rating = grades[n % len(grades)] if n % 3 == 0 else ("", "")
            day = date(2026, 1, 5) + timedelta(days=n % 240)
            varied = {
                "how": pack.how_known[n % 4].id,
                "author": f"Person {n * 7 % 25}",
                "place": f"Block {n * 11 % 400}",
                "observed_at": f"{day}T10:00:00+00:00",
                "scheme": scheme,
                "rating": rating,
            }
            edits.append(Edit(EvidenceNote, made[-1], {**note_values(words[n % len(words)], n), **varied}))
            edits += [Edit(cls, link_id(made[-1], other), {"note_id": made[-1], field: other})
                      for cls, field, other in (
                          (NoteQuestion, "question_id", pack.key_questions[n % 6].id),
                          (NoteArea, "area_id", pack.service_areas[n % 4].id),
                          (NoteSubQuestion, "sub_question_id", pack.sub_questions[n % 6].id))
                      if n % 2 or cls is NoteQuestion]  # fmt: skip
        file.record(edits, author="bench")
    for n in range(findings):
        finding = file.new_id()
        values: dict[str, Scalar] = {
            "text": words[n * 13 % len(words)][:160],
            "polarity": POLARITIES[n % 2],
            "number": n + 1,
        }
        question = pack.key_questions[n % 6].id
        edits = [Edit(Finding, finding, values)]
        asked = {"finding_id": finding, "question_id": question}
        edits.append(Edit(FindingQuestion, link_id(finding, question), asked))
        for k in range(links):
            note = made[(n * 997 + k * 31) % count]
            carried = {"finding_id": finding, "note_id": note, "stance": STANCES[k % 7 == 6]}
            edits.append(Edit(EvidenceLink, link_id(finding, note), carried))
        file.record(edits, author="bench")
    file.close()


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
