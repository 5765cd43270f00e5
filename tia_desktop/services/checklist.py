"""The checklist of one check: its template, tailored (guidance para 38), repeated and with skip logic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.form_records import FORM
from tia_desktop.domain.pack import ChecklistItem, CheckTemplate, Repeat
from tia_desktop.domain.records import (
    CheckEntry,
    CheckField,
    CheckItem,
    EvidenceNote,
    RealityCheck,
    Scalar,
    link_id,
)
from tia_desktop.domain.shop_records import STAFF_TOLD, TOLD, TOLD_FIELD, ShoppingNotice
from tia_desktop.services.asked import Asked as Asked
from tia_desktop.services.asked import Where as Where
from tia_desktop.services.asked import where_of as where_of
from tia_desktop.services.capture import OWN, has_item
from tia_desktop.services.items import ItemReader as ItemReader
from tia_desktop.services.items import item_of as item_of
from tia_desktop.services.items import own_item, worded
from tia_desktop.services.items import template_of as template_of
from tia_desktop.services.workspace import Workspace

OWN_ANSWERS = ("yes_no_na", "grade_A_D", "number", "text")
"""Answer types a team can give to a question of its own."""

MAX_ENTRIES = 200


def asked(ws: Workspace, check: RealityCheck, answers: Iterable[EvidenceNote] = ()) -> list[Asked]:
    """Return the questions of a check in order.

    Args:
        ws: the open inspection.
        check: the check.
        answers: the notes given so far: they decide which questions show.
    """
    if check.checklist_id:
        from tia_desktop.services import form_checks

        if (found := form_checks.asked(ws, check, answers)) is not None:
            return found
    template, values = ws.pack.template(check.template), field_values(ws, check.id)
    entries = sorted(ws.store.find(CheckEntry, check_id=check.id), key=lambda e: (e.place, e.id))
    titles = {repeat.id: first_title(ws, check, repeat) for repeat in template.repeats}
    everything = list(_in_order(template, tailored(ws, check), entries, titles))
    given = {(field, ""): {value} for field, value in values.items()}
    hidden = {(f.id, "") for f in template.fields} - {(f.id, "") for f in template.fields_asked(values)}
    return _showing(everything, _answers(answers) | given, hidden)


def tailored(ws: Workspace, check: RealityCheck) -> list[ChecklistItem]:
    """Return the items of a check outside its agenda: left out, added, reordered and reworded."""
    template = template_of(ws, check)
    changes = {c.item_id: c for c in changes_of(ws, check.id)}
    placed: list[tuple[float, int, ChecklistItem]] = []
    for number, item in enumerate(template.items, 1):
        change = changes.pop(item.id, None)
        if change is None:
            placed.append((float(number), number, item))
        elif not change.omitted:
            placed.append((change.place or float(number), number, worded(item, change)))
    own = [c for c in changes.values() if c.own and not c.omitted]
    for number, change in enumerate(own, len(template.items) + 1):
        placed.append((change.place or float(number), number, own_item(ws.pack, template, change)))
    return [item for _, _, item in sorted(placed, key=lambda one: one[:2])]


def changes_of(ws: Workspace, check_id: str) -> list[CheckItem]:
    """Return how a check's questions differ from its template, and the ones of its own."""
    return ws.store.find(CheckItem, check_id=check_id)


def _in_order(
    template: CheckTemplate,
    items: Sequence[ChecklistItem],
    entries: Sequence[CheckEntry],
    first: Mapping[str, str],
) -> Iterator[Asked]:
    """Give the questions: a repeated part stands together, once for each entry."""
    for repeat in template.repeats:
        if not repeat.groups:
            for entry in (e for e in entries if e.repeat_id == repeat.id):
                yield from (Asked(item, f"{repeat.singular}: {entry.title}", entry) for item in repeat.items)
    told: set[str] = set()
    for item in items:
        around = repeat_of(template, item)
        if around is None:
            yield Asked(item, item.group)
        elif around.id not in told:
            told.add(around.id)
            own = [i for i in items if i.group in around.groups]
            yield from _repeated(around, own, entries, first[around.id])


def _repeated(
    repeat: Repeat, items: Sequence[ChecklistItem], entries: Sequence[CheckEntry], first: str
) -> Iterator[Asked]:
    more = [e for e in entries if e.repeat_id == repeat.id]
    for item in (*items, *repeat.items):
        yield Asked(item, f"{first} · {item.group}" if more else item.group)
    for entry in more:
        yield from (Asked(item, f"{entry.title} · {item.group}", entry) for item in (*items, *repeat.items))


def _answers(notes: Iterable[EvidenceNote]) -> dict[Where, set[str]]:
    """Return everything that counts as the answer to an item."""
    return {
        (note.item_id, note.entry_id): {note.rating, note.value, *note.value.split()} - {""}
        for note in notes
        if note.item_id
    }


def _showing(everything: Sequence[Asked], given: Mapping[Where, set[str]], hidden: set[Where]) -> list[Asked]:
    """Return the questions that are asked; `hidden` are the fields that are not.

    One whose condition is not answered yet is asked, so that nothing is missed; one that hangs on a question
    that is not asked itself is not. In a room or case, its own answer counts where it has that question.
    """
    places, shown = {where_of(one) for one in everything}, list[Asked]()
    for one in everything:
        condition, entry = one.item.show_if, where_of(one)[1]
        if condition is not None:
            asked_at = (condition.ask, entry if (condition.ask, entry) in places else "")
            if asked_at in hidden or not condition.allows(given.get(asked_at, ())):
                hidden.add(where_of(one))
                continue
        shown.append(one)
    return shown


def none_yet(ws: Workspace, check: RealityCheck) -> list[Repeat]:
    """Return the repetitions of which nothing is there: no room was added, no agenda item."""
    there = {e.repeat_id for e in ws.store.find(CheckEntry, check_id=check.id)}
    repeats = template_of(ws, check).repeats
    return [r for r in repeats if not r.groups and r.id not in there]


# ---- tailoring


def leave_out(ws: Workspace, check_id: str, item_id: str, *, out: bool = True) -> None:
    """Leave an item out of a check, or take it in again. Answers that are there stay."""
    _need_item(ws, check_id, item_id)
    _change_item(ws, check_id, item_id, {"omitted": out})


def reword(ws: Workspace, check_id: str, item_id: str, question: str, look_for: str = "") -> None:
    """Give an item of a check the team's own words; empty words bring the template's back."""
    item = _need_item(ws, check_id, item_id)
    if item.id.startswith(OWN) and not question.strip():
        raise InputError("Write the question, or leave it out of this check.")
    _change_item(ws, check_id, item_id, {"question": question.strip(), "look_for": look_for.strip()})


def add_own_item(
    ws: Workspace,
    check_id: str,
    question: str,
    *,
    answer: str = "yes_no_na",
    heading: str = "",
    look_for: str = "",
) -> str:
    """Add a question of the team's own to a check and return its id.

    Raises:
        InputError: no words, or an answer type that own questions do not have.
    """
    ws.need(RealityCheck, check_id)
    if not question.strip():
        raise InputError("Write the question.")
    if answer not in OWN_ANSWERS:
        raise InputError(f"“{answer}” is not an answer type. Choose one of: {', '.join(OWN_ANSWERS)}.")
    item_id = OWN + ws.store.new_id()
    values: dict[str, Scalar] = {
        "own": True,
        "question": question.strip(),
        "look_for": look_for.strip(),
        "answer": answer,
        "heading": heading.strip(),
    }
    _change_item(ws, check_id, item_id, values)
    return item_id


def move_item(ws: Workspace, check_id: str, item_id: str, by: int) -> None:
    """Move an item up (negative) or down in its check, past `by` others."""
    check = ws.need(RealityCheck, check_id)
    if check.checklist_id:
        raise InputError("This checklist came from a file, which says the order of its questions.")
    order = [item.id for item in tailored(ws, check)]
    if item_id not in order:
        raise InputError("This question is not in the check any more.")
    at = order.index(item_id)
    order.insert(max(0, min(len(order) - 1, at + by)), order.pop(at))
    have = {c.item_id: c.place for c in ws.store.find(CheckItem, check_id=check_id)}
    edits = [
        _item_edit(check_id, each, {"place": float(number)})
        for number, each in enumerate(order, 1)
        if have.get(each) != float(number)
    ]
    ws.store.record(edits, author=ws.author)


def _need_item(ws: Workspace, check_id: str, item_id: str) -> ChecklistItem:
    check = ws.need(RealityCheck, check_id)
    item = item_of(ws, item_id, check_id)
    if item is None or not has_item(ws, check, item_id):
        raise InputError(f"There is no question “{item_id}” in this check.")
    return item


def _item_edit(check_id: str, item_id: str, values: dict[str, Scalar]) -> Edit:
    return Edit(CheckItem, link_id(check_id, item_id), {"check_id": check_id, "item_id": item_id, **values})


def _change_item(ws: Workspace, check_id: str, item_id: str, values: dict[str, Scalar]) -> None:
    ws.store.record([_item_edit(check_id, item_id, values)], author=ws.author)


# ---- fields and repetitions


def field_values(ws: Workspace, check_id: str) -> dict[str, str]:
    """Return field id -> what was answered before the questions, also where it is not asked any more.

    That staff were told of mystery shopping is said once for the inspection (`services.shop_setup`).
    """
    given = {f.field_id: f.value for f in ws.store.find(CheckField, check_id=check_id) if f.value}
    notice = None if TOLD_FIELD in given else ws.store.get(ShoppingNotice, STAFF_TOLD)
    check = ws.store.get(RealityCheck, check_id) if notice and notice.told_on else None
    if check and any(spec.id == TOLD_FIELD for spec in ws.pack.template(check.template).fields):
        given[TOLD_FIELD] = TOLD
    return given


def type_field(ws: Workspace, check_id: str, field_id: str, text: str, *, origin: str = "") -> None:
    """Save the words of a field while they are typed."""
    record_id = link_id(check_id, field_id)
    if ws.store.get(CheckField, record_id) is None:
        set_field(ws, check_id, field_id, text, origin=origin)
    else:
        ws.store.type_text(CheckField, record_id, "value", text, author=ws.author, origin=origin)


def set_field(ws: Workspace, check_id: str, field_id: str, value: str, *, origin: str = "") -> None:
    """Keep what a check asks once.

    Raises:
        InputError: the kind of check has no such field, or it offers other choices.
    """
    check = ws.need(RealityCheck, check_id)
    spec = next((f for f in ws.pack.template(check.template).fields if f.id == field_id), None)
    if spec is None:
        raise InputError(f"This kind of check has no field “{field_id}”.")
    if value and spec.choices and value not in {c.id for c in spec.choices}:
        known = ", ".join(c.id for c in spec.choices)
        raise InputError(f"“{value}” is not one of the choices. Choose one of: {known}.")
    values: dict[str, Scalar] = {"check_id": check_id, "field_id": field_id, "value": value.strip()}
    edit = Edit(CheckField, link_id(check_id, field_id), values)
    ws.store.record([edit], author=ws.author, origin=origin)


def repeat_of(template: CheckTemplate, item: ChecklistItem) -> Repeat | None:
    """Return the repetition a question belongs to, if any."""
    if item.id.startswith(FORM):
        path = item.id.rpartition(":")[2]
        around = [r for r in template.repeats if path.startswith(f"{r.id}/")]
        return max(around, key=lambda r: len(r.id), default=None)
    return next((r for r in template.repeats if item.group in r.groups or item in r.items), None)


def first_title(ws: Workspace, check: RealityCheck, repeat: Repeat) -> str:
    """Return what the first entry of a repetition is called: a field names it, or the place."""
    if check.checklist_id:
        return f"{repeat.singular} 1"
    named = field_values(ws, check.id).get(repeat.first, "") if repeat.first else check.place
    return named or f"{repeat.singular} 1"


def first_part(ws: Workspace, check: RealityCheck, item: ChecklistItem) -> str:
    """Return what the first part of a question's repetition is called, when a field names it; else "".

    The first case of a sample has no entry of its own: its notes carry its reference all the same.
    """
    repeat = None if check.checklist_id else repeat_of(ws.pack.template(check.template), item)
    return field_values(ws, check.id).get(repeat.first, "") if repeat and repeat.first else ""


def add_entry(
    ws: Workspace, check_id: str, repeat_id: str, title: str, *, beside: str = "", origin: str = ""
) -> str:
    """Add a room, block or agenda item to a check and return its id.

    `beside` is the entry where somebody is: what repeats inside another entry is added to that one.
    """
    check = ws.need(RealityCheck, check_id)
    repeat = next((r for r in template_of(ws, check).repeats if r.id == repeat_id), None)
    if repeat is None:
        raise InputError(f"This kind of check has no repetition “{repeat_id}”.")
    there = ws.store.find(CheckEntry, check_id=check_id)
    if len(there) >= MAX_ENTRIES:
        raise InputError(f"A check takes at most {MAX_ENTRIES} of these. Plan another check.")
    if check.checklist_id:
        from tia_desktop.services import form_checks

        repeat_id = form_checks.repeat_for(ws, check, repeat_id, beside)
    number = sum(e.repeat_id == repeat_id for e in there) + (2 if repeat.groups else 1)
    entry_id = ws.store.new_id()
    values: dict[str, Scalar] = {
        "check_id": check_id,
        "repeat_id": repeat_id,
        "title": title.strip() or f"{repeat.singular} {number}",
        "place": max((e.place for e in there), default=0.0) + 1.0,
    }
    ws.store.record([Edit(CheckEntry, entry_id, values)], author=ws.author, origin=origin)
    return entry_id


def type_title(ws: Workspace, entry_id: str, title: str, *, origin: str = "") -> None:
    """Save the name of a room, block or agenda item while it is typed."""
    ws.store.type_text(CheckEntry, entry_id, "title", title, author=ws.author, origin=origin)


def rename_entry(ws: Workspace, entry_id: str, title: str, *, origin: str = "") -> None:
    """Give a room, block or agenda item another title."""
    ws.need(CheckEntry, entry_id)
    if not title.strip():
        raise InputError("Give it a name, such as “Kitchen”.")
    ws.store.record([Edit(CheckEntry, entry_id, {"title": title.strip()})], author=ws.author, origin=origin)


def remove_entry(ws: Workspace, entry_id: str) -> None:
    """Take a repetition away again, as long as nothing was answered in it.

    Raises:
        InputError: it has answers.
    """
    entry = ws.need(CheckEntry, entry_id)
    if has_answers(ws, entry):
        raise InputError(f"“{entry.title}” has answers. Take those away first.")
    ws.store.record([Edit(CheckEntry, entry_id, remove=True)], author=ws.author)


def has_answers(ws: Workspace, entry: CheckEntry) -> bool:
    """Whether anything was written down in a room, block or agenda item, or in what it has inside."""
    check = ws.store.get(RealityCheck, entry.check_id)
    inside = [entry.id]
    if check is not None and check.checklist_id:
        from tia_desktop.services import form_checks

        inside += form_checks.inside(ws, check, entry.id)
    return any(ws.store.count(EvidenceNote, check_id=entry.check_id, entry_id=each) for each in inside)
