"""Where a person is in a check: the questions, the one that is shown, and the place in the world. No Qt."""

from __future__ import annotations

from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import checklist, guided
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.screens.capture.model import ADD, BEFORE, NAMING
from tia_desktop.ui.screens.capture.naming import Naming
from tia_desktop.ui.screens.capture.steps import has_start

Spot = tuple[str, str]
"""The block or room where one is, "" for none, and what of it stands behind an address ("" for a block)."""

_NO_SPOT: Spot = ("", "")


class Walk:
    """The state that the presenters of the page share.

    Attributes:
        page: "" while a question is shown, else what names the page in its place (`model.BEFORE`, ...).
        at: the question that is shown, or that comes after the page in its place.
        place: where the person is.
    """

    def __init__(self, ws: Workspace, check: RealityCheck, wanted: str) -> None:
        self.ws, self.check = ws, check
        self.template = checklist.template_of(ws, check)
        self.naming = Naming(ws, check)
        self.steps = guided.steps(ws, check)
        self.at = 0
        self.page = self._begin(wanted)
        self.place = check.last_place or check.place
        stopped = next((k for k, s in enumerate(self.steps) if s.key == check.resume_item), self.at)
        self._entry = self._spot(stopped) if check.last_place else _NO_SPOT
        if self.asks:
            self.follow_place()

    @property
    def step(self) -> guided.Step:
        """The question that is shown."""
        return self.steps[self.at]

    @property
    def asks(self) -> bool:
        """Whether a question is shown."""
        return not self.page and bool(self.steps)

    @property
    def entry(self) -> str:
        """The id of the entry that the question belongs to; "" for the first one, and outside of all."""
        entry = self.step.asked.entry if self.steps else None
        return entry.id if entry else ""

    @property
    def of_entry(self) -> list[guided.Step]:
        """The questions of the entry that the question belongs to."""
        return [s for s in self.steps if (s.asked.entry.id if s.asked.entry else "") == self.entry]

    def ends_entry(self, following: int) -> bool:
        """Whether the question that follows belongs to another entry, or none follows."""
        if not self.asks or following >= len(self.steps):
            return self.asks
        entry = self.steps[following].asked.entry
        return (entry.id if entry else "") != self.entry

    @property
    def talks(self) -> bool:
        """Whether people talk in this kind of check, and what they say is written down."""
        return self.template.panel == "conversation"

    @property
    def key(self) -> str:
        """What names the page that is shown, to come back to exactly there."""
        return self.page or (self.step.key if self.steps else "")

    def reload(self) -> bool:
        """Read the questions anew: an answer can make later ones show or go. True when they are others."""
        self.check = self.ws.need(RealityCheck, self.check.id)
        before = [(s.key, s.asked.heading) for s in self.steps]
        here = self.steps[self.at].key if self.steps else ""
        self.steps = guided.steps(self.ws, self.check)
        places = {s.key: k for k, s in enumerate(self.steps)}
        # When the question itself went, the next one that is still there.
        left = (key for key, _ in before[self.at :] if key in places)
        self.at = places.get(here, places.get(next(left, ""), max(0, len(self.steps) - 1)))
        return before != [(s.key, s.asked.heading) for s in self.steps]

    def first_of(self, after: str) -> str:
        """The page that asks for the first room or agenda item, the next one behind `after`; "" for none.

        Where nothing is asked before there is one, a whole check could end without any.
        """
        firsts = self._firsts()
        return next(iter(firsts[firsts.index(after) + 1 if after in firsts else 0 :]), "")

    def before(self, page: str) -> str:
        """What comes before the first question ("") or before a page that asks for a room; "" for nothing."""
        firsts = self._firsts()
        earlier = firsts[: firsts.index(page)] if page in firsts else firsts
        return next(reversed(earlier), BEFORE if has_start(self.template) else "")

    def _firsts(self) -> list[str]:
        return [ADD + repeat.id for repeat in checklist.none_yet(self.ws, self.check)]

    def go(self, page: str, at: int) -> None:
        """Turn to a question, or to the page in its place."""
        self.page, self.at = page, at
        if self.asks:
            self.follow_place()

    def follow_place(self) -> None:
        """Turn the place to another block, or to another room of a home, as the pack says (`Repeat.place`).

        It stays so until somebody writes something else.
        """
        (title, behind), (before, was_behind) = self._spot(self.at), self._entry
        if title == before:
            return
        around = self.place if not before else self.check.place
        if was_behind and self.place.endswith(was_behind):
            around = self.place.removesuffix(was_behind)  # also where somebody corrected the address
        elif before and not title and self.place != before:
            around = self.place  # what a person wrote stays
        self.place = (around + behind if behind and around else title) if title else around
        self._entry = title, behind

    def _spot(self, at: int) -> Spot:
        """The block or room of a question, where there is more than one."""
        repeat = self.naming.repeat_of(self.steps[at]) if self.steps else None
        if repeat is None or not repeat.place:
            return _NO_SPOT
        if not any(s.asked.entry and self.naming.repeat_of(s) == repeat for s in self.steps):
            return _NO_SPOT
        title = behind = self.naming.title(self.steps[at])
        if title in repeat.suggestions or title.removeprefix(f"{repeat.singular} ").isdigit():
            behind = title[:1].lower() + title[1:]  # the pack's own words, which are no names
        return title, f", {behind}" if repeat.place == "within" else ""

    def _begin(self, key: str) -> str:
        """Find the page asked for, else where the person stopped, else the first one without an answer."""
        check, wanted = self.check, key or self.check.resume_item
        places = {step.key: k for k, step in enumerate(self.steps)}
        unanswered = next((k for k, step in enumerate(self.steps) if not step.done), 0)
        self.at = places.get(wanted, unanswered)
        blocked = bool(self.template.consent) and not check.consent_at
        if self.ws.store.read_only_reason:
            return ""
        if guided.needs_start_page(self.ws, check) and (blocked or key not in places):
            return BEFORE
        if wanted == BEFORE and has_start(self.template):
            return BEFORE
        if not check.started_at and not key:
            return self.first_of("")
        if wanted in self._firsts():
            return wanted
        if wanted.startswith(NAMING) and self.naming.form(wanted) is not None:
            self.at = max(0, self.naming.first_question(wanted, self.steps))
            return wanted
        return ""
