"""Rooms, blocks and agenda items: adding one, naming it, and taking an empty one away. No Qt."""

from __future__ import annotations

from tia_desktop.domain.pack import Repeat
from tia_desktop.domain.records import CheckEntry, RealityCheck
from tia_desktop.services import checklist, guided
from tia_desktop.services.form_entries import path_of
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.capture.model import ADD, NAMING, ORIGIN, NameForm


class Naming:
    """The repetitions of one check (`services.checklist`).

    An entry is known by its own id; the first one, which needs no adding, by its repetition's.
    """

    def __init__(self, ws: Workspace, check: RealityCheck) -> None:
        self._ws, self._check = ws, check
        self._template = checklist.template_of(ws, check)

    def repeat_of(self, step: guided.Step) -> Repeat | None:
        """The repetition a question belongs to."""
        return checklist.repeat_of(self._template, step.item)

    def repeat(self, repeat_id: str) -> Repeat | None:
        """A repetition of this kind of check."""
        wanted = path_of(repeat_id)
        return next((r for r in self._template.repeats if r.id == wanted), None)

    def title(self, step: guided.Step) -> str:
        """What the room, block or agenda item of a question is called; "" outside repetitions."""
        repeat = self.repeat_of(step)
        if repeat is None:
            return ""
        entry = step.asked.entry
        return entry.title if entry else checklist.first_title(self._ws, self._check, repeat)

    def key(self, step: guided.Step) -> str:
        """What names the page on which the entry of a question is named; "" when it cannot be."""
        repeat, entry = self.repeat_of(step), step.asked.entry
        if entry is not None:  # one whose number a form works out has no name of its own
            return NAMING + entry.id if self._ws.store.get(CheckEntry, entry.id) else ""
        return NAMING + repeat.id if repeat is not None and repeat.first else ""

    def add(self, repeat: Repeat, beside: str = "") -> str:
        """Add an entry, for somebody who is at the entry `beside`, and return what names its page."""
        ws, check = self._ws, self._check.id
        return NAMING + checklist.add_entry(ws, check, repeat.id, "", beside=beside, origin=ORIGIN)

    def form(self, key: str) -> NameForm | None:
        """What the page shows; None when the entry is not there (any more)."""
        if key.startswith(ADD):
            return self._first_form(key)
        entry, repeat = self._find(key)
        if repeat is None:
            return None
        title = entry.title if entry else checklist.first_title(self._ws, self._check, repeat)
        there = self._ws.store.find(CheckEntry, check_id=self._check.id, repeat_id=repeat.id)
        taken = {e.title for e in there}
        return NameForm(
            key=key,
            heading=tr("{kind}: what do you call it?").format(kind=repeat.singular),
            title=title,
            suggestions=tuple(s for s in repeat.suggestions if s not in taken or s == title),
            removable=entry is not None and not checklist.has_answers(self._ws, entry),
        )

    def _first_form(self, key: str) -> NameForm | None:
        repeat = self.repeat(key.removeprefix(ADD))
        if repeat is None:
            return None
        return NameForm(
            key=key,
            heading=repeat.ask or tr("{kinds}: which one comes first?").format(kinds=repeat.title),
            title="",
            suggestions=repeat.suggestions,
            removable=False,
            skip=repeat.none or tr("Go on without"),
        )

    def add_first(self, key: str, title: str) -> str:
        """Add the first entry under its name while that is typed; return what names its page."""
        repeat_id = key.removeprefix(ADD)
        return NAMING + checklist.add_entry(self._ws, self._check.id, repeat_id, title, origin=ORIGIN)

    def type_title(self, key: str, title: str) -> None:
        """Save the name while it is typed. Failures go to the saver, which keeps the text."""
        entry, repeat = self._find(key)
        if entry is not None:
            checklist.type_title(self._ws, entry.id, title, origin=ORIGIN)
        elif repeat is not None:
            checklist.type_field(self._ws, self._check.id, repeat.first, title, origin=ORIGIN)

    def repeat_id(self, key: str) -> str:
        """The repetition that an entry belongs to."""
        entry, _ = self._find(key)
        return entry.repeat_id if entry else ""

    def settle(self, key: str) -> None:
        """Nobody goes on from a page without a name: what is empty gets its number back."""
        entry, repeat = self._find(key)
        if entry is None or repeat is None or entry.title.strip():
            return
        there = self._ws.store.find(CheckEntry, check_id=self._check.id, repeat_id=entry.repeat_id)
        number = sorted(there, key=lambda e: (e.place, e.id)).index(entry) + (2 if repeat.groups else 1)
        checklist.rename_entry(self._ws, entry.id, f"{repeat.singular} {number}", origin=ORIGIN)

    def remove(self, key: str) -> None:
        """Take an entry away, as long as nothing was answered in it."""
        checklist.remove_entry(self._ws, key.removeprefix(NAMING))

    def first_question(self, key: str, steps: list[guided.Step]) -> int:
        """Where the first question of an entry stands, -1 when it has none."""
        entry, repeat = self._find(key)
        for k, step in enumerate(steps):
            here = step.asked.entry
            if entry is not None and here is not None and here.id == entry.id:
                return k
            if entry is None and here is None and repeat is not None and self.repeat_of(step) == repeat:
                return k
        return -1

    def _find(self, key: str) -> tuple[CheckEntry | None, Repeat | None]:
        wanted = key.removeprefix(NAMING)
        entry = self._ws.store.get(CheckEntry, wanted)
        if entry is not None and entry.check_id == self._check.id:
            return entry, self.repeat(entry.repeat_id)
        repeat = self.repeat(wanted)
        return None, repeat if repeat is not None and repeat.first else None
