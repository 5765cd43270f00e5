"""The checklist of one check: its template, tailored (guidance para 38), repeated and with skip logic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import ChecklistItem, CheckTemplate, FrameworkPack, Repeat
from tia_desktop.domain.records import (
    CheckEntry,
    CheckField,
    CheckItem,
    EvidenceNote,
    RealityCheck,
    Scalar,
    link_id,
)
from tia_desktop.domain.values import Value
from tia_desktop.services.capture import OWN, has_item
from tia_desktop.services.workspace import Workspace

OWN_ANSWERS = ("yes_no_na", "grade_A_D", "number", "text")
"""Answer types a team can give to a question of its own."""

MAX_ENTRIES = 200

Where = tuple[str, str]
"""(item or field id, entry id or "")."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Asked(Value):
    """One question of a check, once for each repetition.

    Attributes:
        item: the question, in the check's own words where it has some.
        entry: the room, block or agenda item it is asked for; None outside repetitions and for the first.
        heading: the heading it stands under, with the entry's title where there are several.
    """

    item: ChecklistItem
    heading: str = ""
    entry: CheckEntry | None = None

    @property
    def key(self) -> str:
        """What names it within its check: the item, or ``item@entry``."""
        return f"{self.item.id}@{self.entry.id}" if self.entry else self.item.id


def item_of(ws: Workspace, item_id: str, check_id: str = "") -> ChecklistItem | None:
    """Return an item of the pack, in the words of a check where one is given, or a check's own one.

    None when there is none (any more).
    """
    if not item_id:
        return None
    if not item_id.startswith(OWN):
        change = ws.store.get(CheckItem, link_id(check_id, item_id)) if check_id else None
        return _item_in(ws.pack, item_id, change, "")
    own = ws.store.find(CheckItem, item_id=item_id)
    check = ws.store.get(RealityCheck, own[0].check_id) if own else None
    return _item_in(ws.pack, item_id, own[0], check.template) if check else None


class ItemReader:
    """Items in the words of their checks, for many notes: what the checks changed is read once."""

    def __init__(self, ws: Workspace, checks: Mapping[str, RealityCheck]) -> None:
        self._pack, self._checks = ws.pack, checks
        self._changes = {(c.check_id, c.item_id): c for c in ws.store.find(CheckItem)}
        self._own = {c.item_id: c for c in self._changes.values() if c.own}

    def item(self, item_id: str, check_id: str) -> ChecklistItem | None:
        """Return what `item_of` returns."""
        change = self._own.get(item_id) or self._changes.get((check_id, item_id))
        check = self._checks.get(change.check_id) if change else None
        return _item_in(self._pack, item_id, change, check.template if check else "")


def _item_in(
    pack: FrameworkPack, item_id: str, change: CheckItem | None, template: str
) -> ChecklistItem | None:
    """Return an item of the pack with what a check changed in it, or a check's own one of this template."""
    found = pack.find_item(item_id)
    if found is not None:
        return _worded(found, change)
    if change is None or not change.own or not template:
        return None
    return _own_item(pack, pack.template(template), change)


def _worded(item: ChecklistItem, change: CheckItem | None) -> ChecklistItem:
    if change is None:
        return item
    return replace(
        item,
        text=change.question or item.text,
        question=change.question or item.question,
        look_for=change.look_for or item.look_for,
    )


def asked(ws: Workspace, check: RealityCheck, answers: Iterable[EvidenceNote] = ()) -> list[Asked]:
    """Return the questions of a check in order.

    Args:
        ws: the open inspection.
        check: the check.
        answers: the notes given so far: they decide which questions show.
    """
    template, values = ws.pack.template(check.template), field_values(ws, check.id)
    entries = sorted(ws.store.find(CheckEntry, check_id=check.id), key=lambda e: (e.place, e.id))
    titles = {repeat.id: first_title(ws, check, repeat) for repeat in template.repeats}
    everything = list(_in_order(template, tailored(ws, check), entries, titles))
    given = {(field, ""): {value} for field, value in values.items()}
    hidden = {(f.id, "") for f in template.fields} - {(f.id, "") for f in template.fields_asked(values)}
    return _showing(everything, _answers(answers) | given, hidden)


def tailored(ws: Workspace, check: RealityCheck) -> list[ChecklistItem]:
    """Return the items of a check outside its agenda: left out, added, reordered and reworded."""
    template = ws.pack.template(check.template)
    changes = {c.item_id: c for c in ws.store.find(CheckItem, check_id=check.id)}
    placed: list[tuple[float, int, ChecklistItem]] = []
    for number, item in enumerate(template.items, 1):
        change = changes.pop(item.id, None)
        if change is None:
            placed.append((float(number), number, item))
        elif not change.omitted:
            placed.append((change.place or float(number), number, _worded(item, change)))
    own = [c for c in changes.values() if c.own and not c.omitted]
    for number, change in enumerate(own, len(template.items) + 1):
        placed.append((change.place or float(number), number, _own_item(ws.pack, template, change)))
    return [item for _, _, item in sorted(placed, key=lambda one: one[:2])]


def _own_item(pack: FrameworkPack, template: CheckTemplate, change: CheckItem) -> ChecklistItem:
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


def where_of(one: Asked) -> Where:
    """Return what names a question within its check, as two ids."""
    return one.item.id, one.entry.id if one.entry else ""


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
    """Return field id -> what was answered before the questions, also where it is not asked any more."""
    return {f.field_id: f.value for f in ws.store.find(CheckField, check_id=check_id) if f.value}


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
    return next((r for r in template.repeats if item.group in r.groups or item in r.items), None)


def first_title(ws: Workspace, check: RealityCheck, repeat: Repeat) -> str:
    """Return what the first entry of a repetition is called: a field names it, or the place."""
    named = field_values(ws, check.id).get(repeat.first, "") if repeat.first else check.place
    return named or f"{repeat.singular} 1"


def add_entry(ws: Workspace, check_id: str, repeat_id: str, title: str, *, origin: str = "") -> str:
    """Add a room, block or agenda item to a check and return its id."""
    check = ws.need(RealityCheck, check_id)
    repeat = next((r for r in ws.pack.template(check.template).repeats if r.id == repeat_id), None)
    if repeat is None:
        raise InputError(f"This kind of check has no repetition “{repeat_id}”.")
    there = ws.store.find(CheckEntry, check_id=check_id)
    if len(there) >= MAX_ENTRIES:
        raise InputError(f"A check takes at most {MAX_ENTRIES} of these. Plan another check.")
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
    """Whether anything was written down in a room, block or agenda item."""
    return ws.store.count(EvidenceNote, check_id=entry.check_id, entry_id=entry.id) > 0
