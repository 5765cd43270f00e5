"""The whole history of one record: its own changes and those of what belongs to it, by action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tia_desktop.domain.changes import Change
from tia_desktop.domain.conclude_records import (
    AcceptedWarning,
    DriverFinding,
    EarlierView,
    FigureLink,
    FindingPrompt,
    NoteSubQuestion,
    Release,
)
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import (
    Attachment,
    CheckArea,
    CheckEntry,
    CheckField,
    CheckItem,
    CheckTarget,
    EvidenceLink,
    FindingQuestion,
    Judgement,
    JudgementFinding,
    NoteArea,
    NoteQuestion,
    Record,
    Scalar,
)
from tia_desktop.domain.shop_records import ShopEvent
from tia_desktop.services.history import HistoryEntry, defaults_of, entries_of
from tia_desktop.services.ports import BOOKMARK
from tia_desktop.services.workspace import Workspace

_Pointing = tuple[tuple[type[Record], str], ...]

LINKED: dict[str, _Pointing] = {
    "note": (
        (NoteQuestion, "note_id"), (NoteSubQuestion, "note_id"), (NoteArea, "note_id"),
        (EvidenceLink, "note_id"), (Attachment, "note_id"),
    ),
    "finding": (
        (FindingQuestion, "finding_id"), (EvidenceLink, "finding_id"), (FindingPrompt, "finding_id"),
        (FigureLink, "finding_id"), (DriverFinding, "finding_id"), (JudgementFinding, "finding_id"),
        (AcceptedWarning, "record_id"),
    ),
    "judgement": (
        (JudgementFinding, "judgement_id"), (EarlierView, "judgement_id"), (AcceptedWarning, "record_id"),
    ),
    "driver": ((DriverFinding, "driver_id"),),
    "indicator": ((FigureLink, "figure_id"),),
    "reality_check": (
        (CheckTarget, "check_id"), (CheckArea, "check_id"), (CheckItem, "check_id"),
        (CheckField, "check_id"), (CheckEntry, "check_id"),
    ),
    "shop_attempt": ((ShopEvent, "attempt_id"),),
}  # fmt: skip
"""What belongs to a record: kinds with the field that points to it."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a record, or to one that belongs to it.

    Attributes:
        kind: of the record it happened to.
        record_id: of that record.
        values: its fields afterwards; of a removal those before it.
        entry: what happened.
    """

    kind: str
    record_id: str
    values: dict[str, Scalar]
    entry: HistoryEntry


@dataclass(frozen=True, slots=True)
class Deeds:
    """What one action did, own changes first. `when` is ISO time, UTC."""

    when: str
    author: str
    cause: str
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """A record's history, newest first. `values` is the record as it is, or was before it was removed."""

    kind: str
    record_id: str
    values: dict[str, Scalar]
    is_there: bool
    actions: tuple[Deeds, ...]


def record_history(ws: Workspace, kind: str, record_id: str) -> RecordHistory:
    """Return everything that happened to a record of a kind.

    Raises:
        InputError: no record of this kind ever had this id.
    """
    ws.store.seal()
    own = [c for c in ws.store.log.history(record_id) if c.kind == kind]
    if not own:
        raise InputError("Nothing of this kind was ever in this inspection.")
    changes = own + [
        change for cls, field in LINKED.get(kind, ()) for change in ws.store.log.linked(cls, field, record_id)
    ]
    if kind == Judgement.KIND:  # a release is of all judgements: it points to none of them
        changes += [c for made in ws.store.find(Release) for c in ws.store.log.history(made.id)]
    found: dict[tuple[str, int], list[tuple[Change, Happening]]] = {}
    last = Happening(kind, record_id, {}, entries_of(own[:1])[0])
    for change, happening in _happenings(changes):
        if happening.kind == kind and happening.record_id == record_id:
            last = happening
        if change.cause != BOOKMARK:
            found.setdefault((change.chain, change.action), []).append((change, happening))
    newest = sorted(found.values(), key=lambda group: (group[0][0].hlc, group[0][0].chain), reverse=True)
    actions = tuple(_deeds(group, kind) for group in newest)
    return RecordHistory(kind, record_id, last.values, last.entry.what != "removed", actions)


def _deeds(group: Sequence[tuple[Change, Happening]], kind: str) -> Deeds:
    ordered = sorted(group, key=lambda pair: (pair[1].kind != kind, pair[0].pos))
    entry = ordered[0][1].entry
    return Deeds(entry.when, entry.author, entry.cause, tuple(h for _, h in ordered))


def _happenings(changes: Sequence[Change]) -> list[tuple[Change, Happening]]:
    """Put each change beside what it did, with the record's fields after it."""
    by_record: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        by_record.setdefault((change.kind, change.record_id), []).append(change)
    found = []
    for (kind, record_id), group in by_record.items():
        values: dict[str, Scalar] = {}
        for change, entry in zip(group, entries_of(group), strict=True):
            if entry.what == "made":
                values = defaults_of(kind)
            values = {**values, **{name: after for name, (_, after) in entry.fields.items()}}
            found.append((change, Happening(kind, record_id, values, entry)))
    return found
