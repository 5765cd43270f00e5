"""5,000 photos, 2 GB in one inspection: saving, listing and opening beside a file without photos (fault 56).

    ./run bench bench_photos [--count N] [--kilobytes N] [--times N]

Wanted with 5,000 photos of 400 kB: saving a note p99 under 100 ms, adding a photo of 4 MB under 50 ms of the
window's time, and opening and listing no slower than a person notices. `--count 200` takes a few seconds.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks._common import DEVICE, percentile, put_notes, sentences
from tests.helpers.pictures import large_photo
from tests.helpers.stores import begin
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import Attachment, EvidenceNote, Scalar
from tia_desktop.importers import pictures
from tia_desktop.services import capture, photos
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.workspace import Workspace
from tia_desktop.store.files import create, open_file
from tia_desktop.store.inspection_file import InspectionFile

NOTES = 5_000


def fill(path: Path, count: int, size: int) -> None:
    """Make an inspection with notes and, spread over them, photos."""
    file = create(path, device=DEVICE)
    begin(file)
    put_notes(file, NOTES)
    notes = [note.id for note in file.find(EvidenceNote)]
    for number in range(count):
        data = b"\xff\xd8\xff" + os.urandom(size)
        digest = file.put_blob(data)
        values: dict[str, Scalar] = {
            "note_id": notes[number % len(notes)],
            "sha256": digest,
            "name": f"photo {number}.jpg",
            "media_type": "image/jpeg",
            "size": len(data),
        }
        file.record([Edit(Attachment, file.new_id(), values)], author="bench")
    file.close()


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Seconds of each of `times` runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return taken


def tell(name: str, seconds: list[float]) -> None:
    p50, p99 = percentile(seconds, 0.5), percentile(seconds, 0.99)
    print(f"  {name:<34} p50 {p50:8.2f} ms   p99 {p99:8.2f} ms")


def opened(path: Path) -> Workspace:
    from tests.helpers.stores import pack_and_bytes

    return Workspace(open_file(path, device=DEVICE), pack_and_bytes()[0])


def measure(path: Path, times: int) -> None:
    """Print one line for each thing a person waits for."""
    words = sentences()

    def reopen() -> None:
        open_file(path, device=DEVICE).close()

    tell("open and close", timed(reopen, max(3, times // 20)))
    ws = opened(path)
    assert isinstance(ws.store, InspectionFile)
    texts = iter(words * 10)
    tell("keep a note", timed(lambda: capture.add_note(ws, capture.NoteDraft(text=next(texts))), times))
    note = capture.add_note(ws, capture.NoteDraft(text="x"))
    tell("save while typing", timed(lambda: capture.type_note(ws, note, next(texts)), times))
    tell("list 50 notes", timed(lambda: ws.store.notes.note_window(NoteFilter(), 2_000, 50), times))
    tell("search notes", timed(lambda: ws.store.notes.search(NoteFilter(query="repairs")), times))
    tell("photos of one note", timed(lambda: ws.store.find(Attachment, note_id=note), times))
    photo = large_photo()
    print(f"  a photo of {len(photo) / 1e6:.1f} MB:")
    tell("in the worker: look at it", timed(lambda: pictures.facts("p.jpg", photo), 5))
    tell("in the worker: a small picture", timed(lambda: pictures.small(photo, 264, 180), 5))
    facts = pictures.facts("p.jpg", photo)

    def attach() -> None:
        fresh = photo + os.urandom(8)  # the same bytes would be kept once
        photos.attach_photo(ws, note, "p.jpg", fresh, facts=facts)

    tell("in the window: keep it", timed(attach, 20))
    ws.store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5_000, help="photos in the file")
    parser.add_argument("--kilobytes", type=int, default=400, help="size of each")
    parser.add_argument("--times", type=int, default=300)
    given = parser.parse_args()
    for count in (0, given.count):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "photos.tia"
            fill(path, count, given.kilobytes * 1_000)
            print(f"{count:,} photos, {path.stat().st_size / 1e6:,.0f} MB")
            measure(path, given.times)


if __name__ == "__main__":
    main()
