"""Kill the program again and again while it saves, and look for anything that was acknowledged and is gone.

`./run bench kill9` kills 10,000 times; `--kills 200` is what the tests do. Each round forks a writer, which
says through a pipe what it is about to do and what it was told is saved; then `kill -9` at a random moment;
then the file is opened as a person would, compared with what was acknowledged, and verified.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks._common import DEVICE
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.services.ports import SEALED
from tia_desktop.store.files import create, open_file
from tia_desktop.store.inspection_file import InspectionFile

ROUNDS_PER_FILE = 25
LONGEST_LIFE = 0.03  # seconds a writer lives at most
PHRASES = 40
READY = b"+"

Texts = dict[str, str]


def write_until_killed(path: Path, out: int, seed: int) -> NoReturn:
    """The writer: record, type, seal, back up, and say so. It ends only by being killed."""
    chance = random.Random(seed)
    file = open_file(path, device=DEVICE)
    os.write(out, READY)
    note = ""

    def say(what: str, text: str) -> None:
        os.write(out, f"{what}\t{note}\t{text}\n".encode())

    while True:
        if not note or chance.random() < 0.3:
            note = file.new_id()
            text = f"note {chance.random()} " * chance.randrange(1, PHRASES)
            say("will", text)
            file.record([Edit(EvidenceNote, note, {"text": text})], author="writer")
            say("saved", text)
        elif chance.random() < 0.02:
            file.backup(path.parent / "backups")
        else:
            text = ""
            for _ in range(chance.randrange(1, 6)):
                text += f"typed {chance.random()} "
                say("will", text)
                file.type_text(EvidenceNote, note, "text", text, author="typist")
                say("saved", text)
            if chance.random() < 0.5:
                file.seal()


def one_life(path: Path, seed: int, life: float) -> tuple[Texts, Texts]:
    """Let a writer live for `life` seconds; return what it was told is saved, and what it meant to save."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            write_until_killed(path, writing, seed)
        finally:
            os._exit(1)  # it must not come here
    os.close(writing)
    if seed % 5:  # one in five is killed while it opens the file
        os.read(reading, 1)
    time.sleep(life)
    os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().lstrip(READY).decode().split("\n")
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise SystemExit("the writer ended by itself: see above")
    saved: Texts = {}
    about: Texts = {}
    for line in lines[:-1]:
        what, note, text = line.split("\t")
        (saved if what == "saved" else about)[note] = text
    return saved, about


def losses(file: InspectionFile, saved: Texts, about: Texts) -> list[str]:
    """Say what is not there although it was acknowledged, and everything else that is wrong."""
    found = [f"verify: {p.place}: {p.sentence}" for p in file.verify()]
    found += [f"notice: {n}" for n in file.notices if n != SEALED]
    for note, text in saved.items():
        kept = file.get(EvidenceNote, note)
        if kept is None or kept.text not in (text, about[note]):
            found.append(f"note {note}: saved {text!r}, found {kept and kept.text!r}")
    return found


def backups_that_do_not_open(folder: Path) -> list[str]:
    """Whatever has the name of a backup must be a whole inspection, whenever the program was killed."""
    found = []
    for path in sorted(folder.glob("*.tia")):
        backup = open_file(path, device=DEVICE, read_only=True)
        found += [f"{path.name}: {p.sentence}" for p in backup.verify()]
        backup.close()
    return found


def run(kills: int, seed: int) -> int:
    """Kill `kills` times; return how many lives lost something."""
    chance = random.Random(seed)
    bad = acknowledged = 0
    folder = Path()
    everything: Texts = {}
    for number in range(kills):
        if number % ROUNDS_PER_FILE == 0:
            if number:
                shutil.rmtree(folder)
            folder, everything = Path(tempfile.mkdtemp(prefix="tia-kill9-")), {}
            create(folder / "killed.tia", device=DEVICE).close()
        saved, about = one_life(folder / "killed.tia", seed + number, chance.uniform(0.003, LONGEST_LIFE))
        acknowledged += len(saved)
        file = open_file(folder / "killed.tia", device=DEVICE)
        lost = losses(file, everything | saved, {**everything, **about})
        everything |= {n: kept.text for n in about if (kept := file.get(EvidenceNote, n)) is not None}
        file.close()
        if number % ROUNDS_PER_FILE == ROUNDS_PER_FILE - 1:
            lost += backups_that_do_not_open(folder / "backups")
        bad += bool(lost)
        for line in lost:
            print(f"kill {number} (seed {seed + number}): {line[:300]}")
    shutil.rmtree(folder)
    print(
        f"{kills} kills, {acknowledged} notes acknowledged in their last moments, "
        f"{bad} kills that lost something"
    )
    return bad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    return 1 if run(given.kills, given.seed) else 0


if __name__ == "__main__":
    raise SystemExit(main())
