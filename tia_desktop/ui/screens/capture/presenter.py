"""Guided capture: one question a page. Decides where the person is and where they go next."""

from __future__ import annotations

from collections.abc import Callable

from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import guided, sampled_cases
from tia_desktop.ui.case_words import case_line
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.photo_keeper import PhotoKeeper
from tia_desktop.ui.screens.capture.asking import AnswerPresenter
from tia_desktop.ui.screens.capture.model import ADD, BEFORE, NAMING, ORIGIN, CaptureView, NameForm, StartForm
from tia_desktop.ui.screens.capture.start import StartPresenter
from tia_desktop.ui.screens.capture.steps import (
    Groups,
    before_state,
    progress_words,
    step_groups,
    step_state,
)
from tia_desktop.ui.screens.capture.walk import Walk


class CapturePresenter:
    """Walks through a check; the answers, the page before and the names are presenters of their own."""

    def __init__(self, context: ScreenContext, view: CaptureView) -> None:
        self._context, self._view, self._ws = context, view, context.ws
        check = self._ws.need(RealityCheck, str(context.arguments["check_id"]))
        # Only the first time: whoever comes back to this page later goes on where they were.
        self.walk = Walk(self._ws, check, str(context.arguments.pop("item_id", "")))
        self.answers = AnswerPresenter(self.walk, view, context.shell, on_change=self._reload)
        self.start = StartPresenter(context, check.id, on_change=self._reload)
        self.photos = PhotoKeeper(
            context,
            ORIGIN,
            check_id=lambda: self.walk.check.id,
            note=self.answers.photo_note,
            changed=self.answers.on_photos,
        )
        self._shown: StartForm | NameForm | None = None
        # One case of a sample: the list shows its questions, not those of hundreds of others.
        self._one_case = context.arguments.get("back_to") == "sample"
        self._listed = self.walk.entry if self.walk.asks else None
        self._begin()

    # ---- what is shown

    @property
    def check(self) -> RealityCheck:
        """The check, as it was read last."""
        return self.walk.check

    @property
    def mark(self) -> str:
        """The line of the list that is marked; for the page that names a room, its first question."""
        walk = self.walk
        at = walk.naming.first_question(walk.page, walk.steps) if walk.page.startswith(NAMING) else -1
        return walk.steps[at].key if at >= 0 else walk.key

    @property
    def can_go_back(self) -> bool:
        """Whether anything comes before the question."""
        return self.walk.at > 0 or bool(self.walk.before(""))

    @property
    def case_words(self) -> str:
        """What the landlord's list says about the case of this question; "" where none was drawn."""
        walk = self.walk
        if not walk.asks or walk.naming.repeat_of(walk.step) is None:
            return ""
        case = sampled_cases.case_at(self._ws, walk.check.id, walk.entry)
        return case_line(self._ws, case) if case else ""

    def step_groups(self) -> Groups:
        """All questions under their headings, with what else one can jump to."""
        walk = self.walk
        steps = walk.of_entry if self._one_case and walk.asks else walk.steps
        return step_groups(walk.template, walk.check, steps, lambda s: step_state(self._ws.pack, s))

    def show(self) -> None:
        """Show the current question, or the page in its place, with everything around it."""
        walk = self.walk
        self._remember()
        self._view.show_place(walk.place)
        form = self._shown = self._form()
        if self._one_case and self._listed != walk.entry:
            self._listed = walk.entry
            self._view.show_steps(self.step_groups())
        if walk.page.startswith((NAMING, ADD)) and form is None:
            walk.go("", walk.at)  # undo took it away
        if isinstance(form, StartForm):
            self._view.show_start(form)
        elif form is not None:
            self._view.show_name(form)
        elif not walk.steps:
            self._view.show_nothing(next((r.add for r in walk.template.repeats), ""))
        else:
            self.answers.open()
            self._view.show_question(self.answers.question(), self.answers.talking())
        self._tell()

    def refresh(self) -> None:
        """Something changed elsewhere (undo): show what is stored now."""
        here = self.walk.key
        self._reload()
        if self.walk.asks and self.walk.key == here:
            self.answers.look_again()
            self._view.update_question(self.answers.question(), self.answers.talking())
        elif self.walk.key != here or self._form() != self._shown:
            self.show()

    def set_place(self, place: str) -> bool:
        """Keep where the person is; it sticks until it is changed. False when it could not be stored."""
        place = place.strip()
        if place == self.walk.place:
            return True
        before, self.walk.place = self.walk.place, place
        if self._remember() and self.answers.change({"place": place}):
            return True
        self.walk.place = before
        return False

    # ---- going on

    def next(self) -> None:
        """The next question, or the list of answers after the last one."""
        walk = self.walk
        if walk.page == BEFORE:
            self._leave_start()
        elif walk.page.startswith(ADD):
            self._view.say_no_name()
        elif walk.page:
            if self._do(lambda: walk.naming.settle(walk.page)):
                self._go("", max(0, walk.naming.first_question(walk.page, walk.steps)))
        elif self.answers.end_line():
            self._move_to(walk.at + 1)

    def _leave_start(self) -> None:
        """What was asked there decides which questions there are; the first time, rooms come next."""
        walk = self.walk
        first = not walk.check.started_at
        if not self._begin(ready=True):
            return
        at = next((k for k, s in enumerate(walk.steps) if not s.done), 0) if first else walk.at
        if first and walk.first_of(""):
            self._go(walk.first_of(""), at)
        else:
            self._move_to(at)

    def _move_to(self, at: int) -> None:
        """To a question, or back to where somebody came from to this one alone."""
        walk, came = self.walk, self._context.arguments
        if came.get("back_to") == "sample" and walk.ends_entry(at):
            self._end_case()
        elif came.get("back_to") == "shop" and walk.ends_entry(at):
            self.stop()
        elif came.get("back_to") == "answers":
            here = walk.key, str(came.get("back_at", ""))
            self._context.shell.go("answers", check_id=self.check.id, at=here)
        elif at >= len(walk.steps) > 0:
            self.finish()
        else:
            self._go("", at)

    def back(self) -> None:
        """The question before, or what comes before the first one."""
        walk = self.walk
        if not self.answers.end_line() or walk.page == BEFORE:
            return
        asks_first = walk.page.startswith(ADD)
        if walk.page and not asks_first:
            self._go("", walk.at)
        elif walk.at > 0 and not asks_first:
            self._go("", walk.at - 1)
        elif before := walk.before(walk.page):
            self._go(before, walk.at)

    def without_first(self) -> None:
        """There is no room or agenda item: on to what comes next."""
        walk, page = self.walk, self.walk.page
        if page.startswith(NAMING):  # a name was begun, and given up
            repeat = walk.naming.repeat_id(page)
            if not self._do(lambda: walk.naming.remove(page)):
                return
            page = ADD + repeat
        self._go(walk.first_of(page), walk.at)

    def type_name(self, text: str) -> None:
        """Save a name while it is typed; the first letter adds what it names. Failures go to the saver."""
        walk = self.walk
        if not walk.page.startswith(ADD):
            walk.naming.type_title(walk.page, text)
        elif text.strip():
            walk.page = walk.naming.add_first(walk.page, text)
            self._shown = self._form()
            self._reload()
            self._remember()

    def jump(self, key: str) -> None:
        """Go to a question, or to what stands beside the questions."""
        walk = self.walk
        if not self.answers.end_line() or (walk.page == BEFORE and not self._begin(ready=True)):
            return
        if key.startswith(ADD):
            self.add_entry(key.removeprefix(ADD))
        elif key == BEFORE:
            self._go(key, walk.at)
        else:
            self._go("", next(k for k, s in enumerate(walk.steps) if s.key == key))

    def add_entry(self, repeat_id: str = "") -> None:
        """Add a room, block or agenda item (the one the question belongs to), and go to name it."""
        walk, added = self.walk, list[str]()
        if self._one_case:
            if self.answers.end_line():
                self._end_case()  # the next one is drawn already
            return
        repeat = walk.naming.repeat(repeat_id)
        if repeat is None:
            here = walk.naming.repeat_of(walk.step) if walk.steps else None
            repeat = here or next(iter(walk.template.repeats), None)
        if repeat is None or not self.answers.end_line():
            return
        wanted = repeat
        if self._do(lambda: added.append(walk.naming.add(wanted, walk.entry))):
            self._go(added[0], walk.at)

    def rename(self) -> None:
        """Go to the page that names the room, block or agenda item of this question."""
        if self.answers.end_line():
            self._go(self.walk.naming.key(self.walk.step), self.walk.at)

    def remove_entry(self) -> None:
        """Take the room, block or agenda item away again; undo brings it back."""
        walk, key = self.walk, self.walk.page
        if self._do(lambda: walk.naming.remove(key)):
            self._go("", walk.at)
            self._context.shell.show_notice(tr("Taken away. Undo brings it back."))

    def finish(self) -> None:
        """Look over the answers."""
        if self.answers.end_line():
            self._context.shell.go("answers", check_id=self.check.id)

    def add_something_else(self) -> None:
        """A note of this check that no question asks for."""
        self._context.shell.go("note", check_id=self.check.id)

    def stop(self) -> None:
        """Stop for now: everything is saved already. Who came from a mystery shop goes back there."""
        came = self._context.arguments
        if came.get("back_to") == "shop":
            shop = str(came.get("attempt_id", ""))
            self._context.shell.go("shop", check_id=self.check.id, attempt_id=shop)
            return
        role = self._context.desk.settings.role
        self._context.shell.go("my_checks" if role == "tia" else "collect")

    # ---- inside

    def _form(self) -> StartForm | NameForm | None:
        """What the page in the place of a question shows."""
        page = self.walk.page
        if page == BEFORE:
            return self.start.form()
        return self.walk.naming.form(page) if page.startswith((NAMING, ADD)) else None

    def _begin(self, *, ready: bool = False) -> bool:
        """Begin the check, unless something has to be said or agreed first (`ready`: it was)."""
        walk = self.walk
        if self._ws.store.read_only_reason or walk.check.started_at:
            return not (walk.template.consent and not walk.check.consent_at)
        if walk.page == BEFORE and not ready:
            return False
        if walk.template.consent and not walk.check.consent_at:
            return False
        if not attempt(self._context.shell, lambda: guided.begin_check(self._ws, walk.check.id)):
            return False
        walk.check = self._ws.need(RealityCheck, walk.check.id)
        if ready:
            self._view.show_step(before_state(walk.check))
        return True

    def _end_case(self) -> None:
        """The last question of a case that was drawn: back to the list of cases, for the next one."""
        walk, check = self.walk, self.check.id
        if not self._ws.store.read_only_reason and not attempt(
            self._context.shell, lambda: sampled_cases.end_case(self._ws, check, walk.entry, origin=ORIGIN)
        ):
            return
        self._context.shell.go("sample", check_id=check, step="cases")

    def _go(self, page: str, at: int) -> None:
        self.walk.go(page, at)
        self.show()

    def _remember(self) -> bool:
        if self._ws.store.read_only_reason:
            return True
        walk = self.walk
        return attempt(
            self._context.shell,
            lambda: guided.remember_place(self._ws, walk.check.id, walk.key, walk.place, origin=ORIGIN),
        )

    def _do(self, step: Callable[[], object]) -> bool:
        done = attempt(self._context.shell, step)
        self._reload()
        return done

    def _reload(self) -> None:
        if self.walk.reload():
            self._view.show_steps(self.step_groups())
        self._tell()

    def _tell(self) -> None:
        walk = self.walk
        if walk.asks:
            self._view.show_step(step_state(self._ws.pack, walk.step))
        elif walk.page == BEFORE:
            self._view.show_step(before_state(walk.check))
        done, total = sum(s.done for s in walk.steps), len(walk.steps)
        minutes = round((total - done) * walk.template.minutes_per_item)
        self._view.show_progress(progress_words(done, total, minutes), done, total)
