"""Where a person is in a check: the questions, the one that is shown, and the place in the world. No Qt."""

from __future__ import annotations

from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import guided
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.screens.capture.model import BEFORE, NAMING
from tia_desktop.ui.screens.capture.naming import Naming
from tia_desktop.ui.screens.capture.steps import has_start


class Walk:
    """The state that the presenters of the page share.

    Attributes:
        page: "" while a question is shown, else what names the page in its place (`model.BEFORE`, ...).
        at: the question that is shown, or that comes after the page in its place.
        place: where the person is.
    """

    def __init__(self, ws: Workspace, check: RealityCheck, wanted: str) -> None:
        self.ws, self.check = ws, check
        self.template = ws.pack.template(check.template)
        self.naming = Naming(ws, check)
        self.steps = guided.steps(ws, check)
        self.at = 0
        self.page = self._begin(wanted)
        self.place = check.last_place or check.place
        stopped = next((k for k, s in enumerate(self.steps) if s.key == check.resume_item), self.at)
        self._entry = self._title(stopped) if check.last_place else ""
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

    def go(self, page: str, at: int) -> None:
        """Turn to a question, or to the page in its place."""
        self.page, self.at = page, at
        if self.asks:
            self.follow_place()

    def follow_place(self) -> None:
        """In another room or block the place is its name, until somebody writes something else."""
        title = self._title(self.at)
        if title and title != self._entry:
            self.place = title
        elif not title and self._entry and self.place == self._entry:
            self.place = self.check.place
        self._entry = title

    def _title(self, at: int) -> str:
        """What the room or block of a question is called, where there is more than one."""
        if not self.steps:
            return ""
        step = self.steps[at]
        repeat = self.naming.repeat_of(step)
        several = repeat is not None and any(
            s.asked.entry and self.naming.repeat_of(s) == repeat for s in self.steps
        )
        return self.naming.title(step) if several else ""

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
        if wanted.startswith(NAMING) and self.naming.form(wanted) is not None:
            self.at = max(0, self.naming.first_question(wanted, self.steps))
            return wanted
        return ""
