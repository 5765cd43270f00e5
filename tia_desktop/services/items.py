"""The questions of checks by their ids, in the words that a check has for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tia_desktop.domain.form_records import FORM
from tia_desktop.domain.pack import ChecklistItem, CheckTemplate, FrameworkPack
from tia_desktop.domain.records import CheckItem, RealityCheck, link_id
from tia_desktop.services.capture import OWN
from tia_desktop.services.workspace import Workspace


def item_of(ws: Workspace, item_id: str, check_id: str = "") -> ChecklistItem | None:
    """Return an item of the pack, in the words of a check where one is given, or a check's own one.

    None when there is none (any more).
    """
    if not item_id:
        return None
    if not item_id.startswith(OWN):
        change = ws.store.get(CheckItem, link_id(check_id, item_id)) if check_id else None
        if item_id.startswith(FORM):
            return _from_outside(ws, item_id, change)
        return _item_in(ws.pack, item_id, change, "")
    own = ws.store.find(CheckItem, item_id=item_id)
    check = ws.store.get(RealityCheck, own[0].check_id) if own else None
    return _item_in(ws.pack, item_id, own[0], check.template) if check else None


class ItemReader:
    """Items in the words of their checks, for many notes: what the checks changed is read once."""

    def __init__(self, ws: Workspace, checks: Mapping[str, RealityCheck]) -> None:
        self._ws, self._pack, self._checks = ws, ws.pack, checks
        self._outside: dict[tuple[str, str], ChecklistItem | None] = {}
        self._changes = {(c.check_id, c.item_id): c for c in ws.store.find(CheckItem)}
        self._own = {c.item_id: c for c in self._changes.values() if c.own}

    def item(self, item_id: str, check_id: str) -> ChecklistItem | None:
        """Return what `item_of` returns."""
        change = self._own.get(item_id) or self._changes.get((check_id, item_id))
        if item_id.startswith(FORM):
            where = (item_id, check_id if change else "")
            if where not in self._outside:
                self._outside[where] = _from_outside(self._ws, item_id, change)
            return self._outside[where]
        check = self._checks.get(change.check_id) if change else None
        return _item_in(self._pack, item_id, change, check.template if check else "")


def _from_outside(ws: Workspace, item_id: str, change: CheckItem | None) -> ChecklistItem | None:
    from tia_desktop.services import form_questions  # few inspections have a checklist from outside

    found = form_questions.item(ws, item_id)
    return worded(found, change) if found else None


def template_of(ws: Workspace, check: RealityCheck) -> CheckTemplate:
    """Return a check's kind; of one that runs a checklist from outside, with the questions of that."""
    if not check.checklist_id:
        return ws.pack.template(check.template)
    from tia_desktop.services import form_questions

    return form_questions.template_of(ws, check)


def _item_in(
    pack: FrameworkPack, item_id: str, change: CheckItem | None, template: str
) -> ChecklistItem | None:
    """Return an item of the pack with what a check changed in it, or a check's own one of this template."""
    found = pack.find_item(item_id)
    if found is not None:
        return worded(found, change)
    if change is None or not change.own or not template:
        return None
    return own_item(pack, pack.template(template), change)


def worded(item: ChecklistItem, change: CheckItem | None) -> ChecklistItem:
    """Return an item in the words of a check where it has some."""
    if change is None:
        return item
    return replace(
        item,
        text=change.question or item.text,
        question=change.question or item.question,
        look_for=change.look_for or item.look_for,
    )


def own_item(pack: FrameworkPack, template: CheckTemplate, change: CheckItem) -> ChecklistItem:
    """Return a question of a check's own."""
    answer = change.answer or "text"
    return ChecklistItem(
        id=change.item_id,
        template=template.id,
        group=change.heading or template.groups[-1],
        text=change.question,
        question=change.question,
        answer=answer,
        scheme=pack.scheme_of_answer(answer),
        key_questions=template.key_questions[:1],
        look_for=change.look_for,
        weak_answer="no" if answer == "yes_no_na" else "",
    )
