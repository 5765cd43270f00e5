"""Inspection files for tests: small ones with something of everything in them, and what is in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.record_types import RECORD_TYPES
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.frameworks import load
from tia_desktop.services import capture, conclude, judging, photos, plan, team
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.ports import Store
from tia_desktop.services.workspace import Workspace
from tia_desktop.store.files import create, open_file
from tia_desktop.store.inspection_file import InspectionFile

DEVICE = "a" * 32
LANDLORD = "Riverside Homes (sample)"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


@cache
def pack_and_bytes() -> tuple[FrameworkPack, bytes]:
    """The pack that ships with the program, read once for all tests."""
    return load("almo-2003")


def new_file(path: Path, **more: Any) -> InspectionFile:
    return create(path, device=DEVICE, **more)


def reopen(path: Path, **more: Any) -> InspectionFile:
    return open_file(path, device=DEVICE, **more)


def begin(store: Store) -> Workspace:
    """Make the inspection's own record in an empty store."""
    pack, raw = pack_and_bytes()
    return plan.start_inspection(
        store, pack, raw, landlord=LANDLORD, authority_type=pack.authority_types[0].id
    )


def fill(ws: Workspace, notes: int = 12) -> list[str]:
    """Put something of everything into an inspection; return the ids of its notes."""
    pack = ws.pack
    team.add_member(ws, "Ruth", "lead", region="North")
    team.add_member(ws, "Maureen", "tia", rents_from="Hillside Council (sample)")
    check = plan.add_check(ws, pack.templates[0].id, "Elm Park", assigned_to="Maureen")
    questions = [q.id for q in pack.key_questions]
    made = [
        capture.add_note(
            ws,
            NoteDraft(
                text=f"Note {n}: the lift in block {n} was clean, and the notice board was out of date.",
                check_id=check if n % 3 else "",
                questions=[questions[n % len(questions)]],
                place=f"Block {n}",
            ),
        )
        for n in range(notes)
    ]
    photos.attach_photo(ws, made[0], "lift.png", PNG)
    finding = conclude.record_finding(ws, "Lifts are clean.", "strength", questions[:1], notes=made[:3])
    judgement = pack.judgements[0]
    judging.judge(ws, judgement.id, judgement.scale.levels[0].id, "Because of the lifts.", [finding])
    capture.remove_note(ws, made[-1])
    return made[:-1]


def small_file(path: Path, notes: int = 12) -> Path:
    """Make a closed file with something of everything in it."""
    store = new_file(path)
    fill(begin(store), notes)
    store.close()
    return path


def note(store: Store, record_id: str, **values: Any) -> int:
    """Write one note straight through the store."""
    return store.record([Edit(EvidenceNote, record_id, values)], author="tester")


def dump(store: InspectionFile, tables: Iterable[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the projections, or in the given tables, in the order of the rows' keys."""
    names = list(tables) or [*(cls.KIND for cls in RECORD_TYPES), "tombstone"]
    return {name: sorted(store.conn.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}


LOGICAL = ("change", "chain_head", "draft", "blob", "meta", *(c.KIND for c in RECORD_TYPES), "tombstone")


def digest_of(*paths: Path) -> str:
    """One hash over the bytes of files, for "it was not touched"."""
    return hashlib.sha256(b"".join(p.read_bytes() for p in paths)).hexdigest()


def fill_sample(ws: Workspace) -> None:
    """Fill a new inspection with what the sample holds."""
    from tia_desktop.frameworks.shops import library
    from tia_desktop.frameworks.surveys import survey_library
    from tia_desktop.services import sample

    sample.fill(ws, library(), survey_library())
