"""Releasing the judgements to moderation: only when nothing stands in the way any more.

A release keeps what was released as fingerprints, so that anybody can see later whether it still is what
was released. A change after it is allowed, and said.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from tia_desktop.domain.changes import Edit, canonical, sha256_text
from tia_desktop.domain.conclude_records import (
    AcceptedWarning,
    Driver,
    DriverFinding,
    FigureLink,
    FindingPrompt,
    Release,
)
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import (
    EvidenceLink,
    EvidenceNote,
    Finding,
    FindingQuestion,
    Judgement,
    JudgementFinding,
    PerformanceIndicator,
    Record,
    Scalar,
    field_names,
)
from tia_desktop.domain.text import count_of
from tia_desktop.services import readiness
from tia_desktop.services.readiness import OpenProblem
from tia_desktop.services.workspace import Workspace

_PARTS: dict[str, tuple[type[Record], ...]] = {
    "findings": (Finding, FindingQuestion, FindingPrompt),
    "evidence": (EvidenceLink, FigureLink),
    "judgements": (Judgement, JudgementFinding),
    "drivers": (Driver, DriverFinding),
    "accepted": (AcceptedWarning,),
}
PARTS = tuple(_PARTS)
"""What a release holds, part by part, in the order in which changes are named."""

_WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class ReleaseState:
    """How far the judgements are released.

    Attributes:
        last: the newest release; None when there is none.
        changed: which of `PARTS` changed since.
        earlier: the releases before it, newest first.
    """

    last: Release | None
    changed: tuple[str, ...] = ()
    earlier: tuple[Release, ...] = ()


def release(ws: Workspace) -> str:
    """Release the judgements to moderation; return the id of the release.

    Raises:
        InputError: something stands in the way, or somebody has to judge first; nothing is written.
    """
    ws.store.seal()
    refuse_unready(ws, readiness.open_problems(ws))
    head, _ = ws.store.log.head()
    release_id = ws.store.new_id()
    values: dict[str, Scalar] = {
        "levels": canonical({made.id: made.rating for made in _judged(ws)}),
        "fingerprint": canonical(fingerprints(ws)),
        "chain_head": head,
        "author": ws.author,
        "released_at": ws.store.now(),
    }
    ws.store.record([Edit(Release, release_id, values)], author=ws.author)
    return release_id


def refuse_unready(ws: Workspace, problems: Sequence[OpenProblem]) -> None:
    """Refuse when something stands in the way.

    Raises:
        InputError: with how many things, or which judgement is missing.
    """
    judged = {made.id for made in _judged(ws)}
    missing = next((spec for spec in ws.pack.judgements if spec.id not in judged), None)
    if missing is not None:
        raise InputError(f"Nobody has judged “{missing.title}” yet. Judge it before you release.")
    left = readiness.standing(problems)
    if left:
        things = count_of(len(left), "thing still stands", "things still stand")
        raise InputError(f"{things} in the way. Mend what must be, and accept the rest with a reason.")


def state(ws: Workspace) -> ReleaseState:
    """Return how far the judgements are released, and what changed since."""
    releases = ws.store.find(Release)
    if not releases:
        return ReleaseState(None)
    *earlier, last = releases
    was, now = json.loads(last.fingerprint), fingerprints(ws)
    changed = tuple(part for part in PARTS if was.get(part) != now[part])
    return ReleaseState(last, changed, tuple(reversed(earlier)))


def fingerprints(ws: Workspace) -> dict[str, str]:
    """Return SHA-256 over the canonical JSON of each part, and over these together ("whole")."""
    parts = {part: {cls.KIND: _rows(ws, cls) for cls in kinds} for part, kinds in _PARTS.items()}
    parts["evidence"] |= _behind(ws)
    found = {part: sha256_text(canonical(rows)) for part, rows in parts.items()}
    return {**found, _WHOLE: sha256_text(canonical(found))}


def whole_of(made: Release) -> str:
    """Return the fingerprint of all that was released, in hex."""
    return str(json.loads(made.fingerprint)[_WHOLE])


def levels_of(made: Release) -> dict[str, str]:
    """Return the levels that were released, by judgement."""
    return {str(judgement): str(level) for judgement, level in json.loads(made.levels).items()}


def _judged(ws: Workspace) -> list[Judgement]:
    return [made for made in ws.store.find(Judgement) if made.rating]


def _behind(ws: Workspace) -> dict[str, list[list[Any]]]:
    """What the notes and the figures behind findings say: a finding rests on it, not on the link alone."""
    beside = {link.figure_id for link in ws.store.find(FigureLink)}
    return {
        EvidenceNote.KIND: [
            [getattr(note, f.name) for f in fields(note)] for note in ws.store.notes.evidence.contents()
        ],
        PerformanceIndicator.KIND: [row for row in _rows(ws, PerformanceIndicator) if row[0] in beside],
    }


def _rows(ws: Workspace, cls: type[Record]) -> list[list[Any]]:
    """All records of a kind, without their versions: what was undone is as it was."""
    names = ("id", *field_names(cls))
    return sorted(
        ([getattr(record, name) for name in names] for record in ws.store.find(cls)),
        key=lambda row: str(row[0]),
    )
