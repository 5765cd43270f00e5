"""Planning: the inspection and its reality checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tia_desktop.domain.case_records import Sample
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.records import (
    INSPECTION_ID,
    Attachment,
    CheckArea,
    CheckEntry,
    CheckField,
    CheckItem,
    CheckTarget,
    EvidenceNote,
    Inspection,
    RealityCheck,
    Record,
    Scalar,
    TeamMember,
    link_id,
)
from tia_desktop.domain.shop_records import ShopAttempt
from tia_desktop.domain.survey_records import Survey, SurveyPerson
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.facts import suggested_areas, suggested_targets
from tia_desktop.services.ports import Store
from tia_desktop.services.programme import tested_times
from tia_desktop.services.workspace import Workspace

PACK_NAME = "framework-pack.json"

MAX_TARGET = 999
"""More notes than a check can bring: a slip of the finger."""


def start_inspection(
    store: Store,
    pack: FrameworkPack,
    raw_pack: bytes,
    *,
    landlord: str,
    authority_type: str,
    authority: str = "",
    author: str = "inspector",
    is_sample: bool = False,
) -> Workspace:
    """Make the inspection's own record and freeze the pack in the file.

    Raises:
        InputError: no landlord, or an authority type the pack does not know.
    """
    if not landlord.strip():
        raise InputError("Say which landlord is inspected.")
    known = [a.id for a in pack.authority_types]
    if authority_type not in known:
        raise InputError(f"“{authority_type}” is not a type of authority. Choose one of: {', '.join(known)}.")
    digest = store.put_blob(raw_pack)
    inspection: dict[str, Scalar] = {
        "landlord": landlord.strip(),
        "authority": authority.strip(),
        "authority_type": authority_type,
        "pack_id": pack.id,
        "pack_version": pack.version,
        "pack_hash": pack.content_hash,
        "created_at": store.now(),
        "is_sample": is_sample,
    }
    kept: dict[str, Scalar] = {
        "sha256": digest,
        "name": PACK_NAME,
        "media_type": "application/json",
        "size": len(raw_pack),
    }
    store.record(
        [Edit(Inspection, INSPECTION_ID, inspection), Edit(Attachment, "pack", kept)],
        author=author,
        cause="create",
    )
    return Workspace(store, pack, author)


def frozen_pack(store: Store) -> bytes:
    """Return the pack that is frozen in the file.

    Raises:
        InputError: the file holds no inspection.
        DamagedFileError: the pack is missing or damaged.
    """
    kept = store.get(Attachment, "pack")
    if kept is None:
        raise InputError("This file holds no inspection. Open another file or start a new inspection.")
    return store.get_blob(kept.sha256)


def add_check(
    ws: Workspace,
    kind: str,
    title: str,
    *,
    place: str = "",
    assigned_to: str = "",
    planned_for: str = "",
    planned_until: str = "",
    targets: Mapping[str, int] | None = None,
    areas: Sequence[str] | None = None,
    checklist_id: str = "",
    also: Sequence[Edit] = (),
) -> str:
    """Plan a reality check and return its id. Targets and areas are what is suggested unless they are given.

    Args:
        ws: the open inspection.
        kind: id, number or short name of a kind of check.
        title: what it is called in lists.
        place: where it happens.
        assigned_to: id or name of a team member.
        planned_for: ISO date, or date and time on the wall.
        planned_until: when it should be over, the same way.
        targets: key question id -> number of notes wanted.
        areas: ids of the service areas it is about; () for none of them.
        checklist_id: a checklist from outside that it runs; "" is the one of its kind.
        also: what changes with it, in the same step.

    Raises:
        InputError: an unknown kind, person or area, no title, or times that do not fit.
        OwnLandlordError: the person rents from this landlord.
    """
    template = ws.pack.template_for_kind(kind)
    check_id = ws.store.new_id()
    begins, ends = tested_times(planned_for, planned_until)
    values: dict[str, Scalar] = {
        "template": template.id,
        "title": _title(title),
        "place": place.strip(),
        "assigned_to": _person(ws, assigned_to),
        "planned_for": begins,
        "planned_until": ends,
        "checklist_id": checklist_id,
    }
    about = suggested_areas(ws, template.id) if areas is None else areas
    wanted = suggested_targets(ws, template.id, about) if targets is None else targets
    edits = [Edit(RealityCheck, check_id, values)]
    edits += _target_edits(ws, check_id, wanted)
    edits += _area_edits(ws, check_id, about)
    ws.store.record([*edits, *also], author=ws.author)
    return check_id


def _title(title: str) -> str:
    if not title.strip():
        raise InputError("Give the check a title, such as the name of the estate.")
    return title.strip()


def _person(ws: Workspace, label: str) -> str:
    """Return the id of somebody on the team; "" for nobody."""
    if not label:
        return ""
    member = ws.member(label)
    if member is None:
        raise InputError(f"“{label}” is not on the team. Add the person to the team first.")
    return member.id


def _target_edits(ws: Workspace, check_id: str, wanted: Mapping[str, int]) -> list[Edit]:
    """Return the edits that make `wanted` the targets of a check; what is not wanted goes."""
    for question, number in wanted.items():
        title = ws.pack.question(question).title
        if isinstance(number, bool) or not 0 <= number <= MAX_TARGET:
            raise InputError(f"“{title}”: a check brings between 0 and {MAX_TARGET} notes.")
    edits = [
        Edit(CheckTarget, link_id(check_id, q), {"check_id": check_id, "question_id": q, "target": n})
        for q, n in sorted(wanted.items())
    ]
    there = ws.store.find(CheckTarget, check_id=check_id)
    return edits + [Edit(CheckTarget, t.id, remove=True) for t in there if t.question_id not in wanted]


def _area_edits(ws: Workspace, check_id: str, areas: Sequence[str]) -> list[Edit]:
    """Return the edits that make `areas` the areas of a check; the others go."""
    wanted = {link_id(check_id, ws.pack.area(a).id): a for a in areas}
    there = ws.store.find(CheckArea, check_id=check_id)
    edits = [Edit(CheckArea, i, {"check_id": check_id, "area_id": a}) for i, a in sorted(wanted.items())]
    return edits + [Edit(CheckArea, a.id, remove=True) for a in there if a.id not in wanted]


def change_check(
    ws: Workspace, check_id: str, targets: Mapping[str, int] | None = None, /, **values: Scalar
) -> None:
    """Change a check's title, place, assigned_to (id or name), planned_for or planned_until, all in one step.

    Args:
        ws: the open inspection.
        check_id: the check.
        targets: key question id -> notes wanted, for the questions to change; 0 wants none any more.
        values: what else to change, by name.

    Raises:
        InputError: a value does not fit; nothing is kept.
        OwnLandlordError: an adviser would inspect their own landlord (guidance para 35).
    """
    check = ws.need(RealityCheck, check_id)
    unknown = next((name for name in values if name not in _CHANGEABLE), "")
    if unknown:
        raise InputError(f"A check has no “{unknown}”. Choose one of: {', '.join(_CHANGEABLE)}.")
    given = {name: str(value or "").strip() for name, value in values.items()}
    kept: dict[str, Scalar] = dict(given)
    if "title" in given:
        kept["title"] = _title(given["title"])
    if "assigned_to" in given:
        kept["assigned_to"] = _person(ws, given["assigned_to"])
    if "planned_for" in given or "planned_until" in given:
        start = given.get("planned_for", check.planned_for)
        kept["planned_for"], kept["planned_until"] = tested_times(
            start, given.get("planned_until", check.planned_until)
        )
    edits = [Edit(RealityCheck, check_id, kept)] if kept else []
    if targets:
        named = {ws.pack.question(q).id: n for q, n in targets.items()}
        wanted = {**targets_of(ws, check_id), **named}
        edits += _target_edits(ws, check_id, {q: n for q, n in wanted.items() if n})
    ws.store.record(edits, author=ws.author)


_CHANGEABLE = ("title", "place", "assigned_to", "planned_for", "planned_until")


def set_targets(ws: Workspace, check_id: str, targets: Mapping[str, int], *, origin: str = "") -> None:
    """Make `targets` (key question id -> notes wanted) the targets of a check.

    Raises:
        InputError: no such check or key question, or a number that no check can bring.
    """
    ws.need(RealityCheck, check_id)
    ws.store.record(_target_edits(ws, check_id, targets), author=ws.author, origin=origin)


def targets_of(ws: Workspace, check_id: str) -> dict[str, int]:
    """Return key question id -> notes wanted, in the pack's order."""
    there = {t.question_id: t.target for t in ws.store.find(CheckTarget, check_id=check_id)}
    return {q.id: there[q.id] for q in ws.pack.key_questions if q.id in there}


def set_areas(ws: Workspace, check_id: str, areas: Sequence[str], *, origin: str = "") -> None:
    """Make `areas` the service areas of a check.

    Raises:
        InputError: no such check or area.
    """
    ws.need(RealityCheck, check_id)
    ws.store.record(_area_edits(ws, check_id, areas), author=ws.author, origin=origin)


def areas_of(ws: Workspace, check_id: str) -> tuple[str, ...]:
    """Return the ids of a check's service areas, in the pack's order."""
    there = {a.area_id for a in ws.store.find(CheckArea, check_id=check_id)}
    return tuple(a.id for a in ws.pack.service_areas if a.id in there)


def remove_check(ws: Workspace, check_id: str) -> None:
    """Take a check out of the plan with all that was planned for it. Undo brings it back.

    Raises:
        InputError: it has notes, or a sample, shops or a survey hang on it.
    """
    check = ws.need(RealityCheck, check_id)
    for cls, word in _BROUGHT:
        if brought := ws.store.count(cls, check_id=check_id):
            raise InputError(
                f"“{one_line(check.title, 60)}” has {count_of(brought, word)}. "
                f"A check with {word}s stays: evidence is never thrown away with it."
            )
    edits = [Edit(RealityCheck, check_id, remove=True)]
    for cls in (CheckTarget, CheckArea, CheckItem, CheckField, CheckEntry):
        edits += [Edit(cls, part.id, remove=True) for part in ws.store.find(cls, check_id=check_id)]
    ws.store.record(edits, author=ws.author)


_BROUGHT: tuple[tuple[type[Record], str], ...] = (
    (EvidenceNote, "note"),
    (Sample, "sample"),
    (ShopAttempt, "shop"),
    (Survey, "survey"),
    (SurveyPerson, "interview"),
)


def assign(ws: Workspace, check_id: str, member_id: str) -> None:
    """Give a check to a team member (own landlord refused by the store as well)."""
    ws.need(RealityCheck, check_id)
    ws.need(TeamMember, member_id)
    ws.store.record([Edit(RealityCheck, check_id, {"assigned_to": member_id})], author=ws.author)


def checks_of(ws: Workspace) -> list[RealityCheck]:
    """Return all checks, oldest first; one person's are in `services.own_checks`."""
    return ws.store.find(RealityCheck)
