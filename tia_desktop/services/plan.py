"""Planning: the inspection, its team and its reality checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.records import (
    INSPECTION_ID,
    Attachment,
    CheckTarget,
    Inspection,
    RealityCheck,
    Scalar,
    TeamMember,
    link_id,
)
from tia_desktop.domain.rules import ADVISER, refuse_own_landlord, rents_here
from tia_desktop.services.ports import Store
from tia_desktop.services.workspace import Workspace

PACK_NAME = "framework-pack.json"
ROLES = ("lead", "inspector", "tia", "auditor")


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


def describe_inspection(
    ws: Workspace, *, homes: int | None = None, safety_contact: str = "", is_sample: bool = False
) -> None:
    """Keep how many homes the landlord manages, and whom an adviser calls when something feels unsafe."""
    values: dict[str, Scalar] = {
        "homes": homes,
        "safety_contact": safety_contact.strip(),
        "is_sample": is_sample,
    }
    ws.store.record([Edit(Inspection, INSPECTION_ID, values)], author=ws.author)


def add_member(
    ws: Workspace,
    name: str,
    role: str,
    *,
    region: str = "",
    rents_from: str = "",
    inspected_before: bool = False,
) -> str:
    """Put somebody on the team and return their id.

    Raises:
        OwnLandlordError: an adviser who rents from this landlord (guidance para 35).
    """
    if not name.strip():
        raise InputError("Give the person a name or initials.")
    if role not in ROLES:
        raise InputError(f"“{role}” is not a role. Choose one of: {', '.join(ROLES)}.")
    member = ws.store.new_id()
    values: dict[str, Scalar] = {
        "name": name.strip(),
        "role": role,
        "region": region.strip(),
        "rents_from": rents_from.strip(),
        "inspected_before": inspected_before,
    }
    ws.store.record([Edit(TeamMember, member, values)], author=ws.author)
    return member


def declare_not_own_landlord(ws: Workspace, name: str) -> TeamMember:
    """An adviser says that they do not rent from this landlord; they join the team if they were not in it.

    The answer "yes" is never written: the person simply cannot start (guidance para 35).

    Raises:
        OwnLandlordError: the team list says that this person rents from this landlord.
    """
    found = ws.member(name)
    if found and rents_here(found, ws.inspection):
        # The store refuses it as well; here the sentence comes before anything is tried.
        refuse_own_landlord(ws.inspection, [replace(found, role=ADVISER)])
    member_id = found.id if found else ws.store.new_id()
    values: dict[str, Scalar] = {
        "name": name.strip() or "Adviser",
        "role": ADVISER,
        "declared_at": ws.store.now(),
    }
    if found:
        values = {"declared_at": values["declared_at"]}
    ws.store.record([Edit(TeamMember, member_id, values)], author=ws.author)
    return ws.need(TeamMember, member_id)


def has_declared(ws: Workspace, name: str) -> bool:
    """Whether this person said that they do not rent from this landlord: before that, nothing starts."""
    member = ws.member(name) if name else None
    return member is not None and bool(member.declared_at)


def add_check(
    ws: Workspace,
    kind: str,
    title: str,
    *,
    place: str = "",
    assigned_to: str = "",
    planned_for: str = "",
    targets: dict[str, int] | None = None,
) -> str:
    """Plan a reality check and return its id. Targets come from the pack unless given.

    Args:
        ws: the open inspection.
        kind: id, number or short name of a kind of check.
        title: what it is called in lists.
        place: where it happens.
        assigned_to: id or name of a team member.
        planned_for: ISO date.
        targets: key question id -> number of notes wanted.

    Raises:
        InputError: an unknown kind or person, or no title.
        OwnLandlordError: the person rents from this landlord.
    """
    template = ws.pack.template_for_kind(kind)
    if not title.strip():
        raise InputError("Give the check a title, such as the name of the estate.")
    member = ws.member(assigned_to) if assigned_to else None
    if assigned_to and member is None:
        raise InputError(f"“{assigned_to}” is not on the team. Add the person to the team first.")
    check_id = ws.store.new_id()
    values: dict[str, Scalar] = {
        "template": template.id,
        "title": title.strip(),
        "place": place.strip(),
        "assigned_to": member.id if member else "",
        "planned_for": planned_for,
    }
    wanted = dict(template.targets) if targets is None else targets
    edits = [Edit(RealityCheck, check_id, values)]
    edits += [
        Edit(CheckTarget, link_id(check_id, q), {"check_id": check_id, "question_id": q, "target": n})
        for q, n in sorted(wanted.items())
        if ws.pack.question(q)
    ]
    ws.store.record(edits, author=ws.author)
    return check_id


def plan_for_gap(ws: Workspace, template_id: str, question_id: str) -> str:
    """Open a planned check that would close a gap in the coverage, and return its id."""
    template = ws.pack.template(template_id)
    return add_check(ws, template_id, template.singular, targets={question_id: 1})


def assign(ws: Workspace, check_id: str, member_id: str) -> None:
    """Give a check to a team member (own landlord refused by the store as well)."""
    ws.need(RealityCheck, check_id)
    ws.need(TeamMember, member_id)
    ws.store.record([Edit(RealityCheck, check_id, {"assigned_to": member_id})], author=ws.author)


def checks_of(ws: Workspace, assigned: Sequence[str] | None = None) -> list[RealityCheck]:
    """Return the checks, oldest first; only those of the given members (or of nobody) when asked."""
    checks = ws.store.find(RealityCheck)
    return (
        checks if assigned is None else [c for c in checks if not c.assigned_to or c.assigned_to in assigned]
    )
