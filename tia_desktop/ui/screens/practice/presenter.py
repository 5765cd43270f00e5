"""Practice: what is said at each of the three questions, and what was done with how many keys. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import guided, practice
from tia_desktop.services.ports import Changed
from tia_desktop.services.practice import PracticeVisit
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext, Shell
from tia_desktop.ui.i18n import ntr, tr

STATUS = "Practice: nothing is kept"

HOME = ("my_checks", "collect", "overview", "start", "back")
"""Where the capture page goes to stop for now."""


class PracticeView(Protocol):
    """What the presenter asks of the window."""

    def show_words(self, title: str, words: str) -> None:
        """Show what to try now, and have it said aloud."""


class InsideShell:
    """The shell that the practice page sees: it leads nowhere, and never says that something is kept."""

    def __init__(self, outer: Shell, on_go: Callable[[str], None]) -> None:
        self._outer, self._on_go = outer, on_go

    def go(self, screen: str, **arguments: Any) -> None:
        """Going somewhere ends the practice, or is only talked about."""
        self._on_go(screen)

    def opened(self, ws: Workspace) -> None:
        """Nothing is opened from here."""

    def close_inspection(self) -> None:
        """The open inspection is not this page's."""

    def show_error(self, error: TiaError) -> None:
        """As everywhere."""
        self._outer.show_error(error)

    def show_notice(self, sentence: str) -> None:
        """As everywhere."""
        self._outer.show_notice(sentence)

    def ask(self, sentence: str, yes: str, on_yes: Callable[[], object], no: str) -> Callable[[], None]:
        """As everywhere."""
        return self._outer.ask(sentence, yes, on_yes, no)

    def show_status(self, words: str) -> None:
        """It is practice, whatever the page says."""

    def saved(self) -> None:
        """Nothing is kept, so nothing is said."""

    def not_saved(self, error: TiaError, retry: Callable[[], None]) -> None:
        """What could not be written would have been thrown away: it is said, and not tried again."""
        self._outer.show_error(error)

    def in_background(
        self,
        title: str,
        job: Callable[[Callable[[int, int], None]], Any],
        done: Callable[[Any], None],
        failed: Callable[[TiaError], None] | None = None,
        ended: Callable[[], object] | None = None,
    ) -> None:
        """As everywhere."""
        self._outer.in_background(title, job, done, failed, ended)


class PracticePresenter:
    """Watches which question is shown, counts the keys, and says the next thing to try."""

    def __init__(self, context: ScreenContext, view: PracticeView) -> None:
        self._context, self._view = context, view
        given = context.arguments.get("visit")
        if isinstance(given, PracticeVisit) and not given.ended:
            self.visit = given  # the page is made anew: another text size
        else:
            self.visit = practice.start(
                context.desk, context.ws.inspection.pack_id, title=tr("Practice"), place=tr("Sample Court")
            )
        self._release = self.visit.hold()
        self._stop_listening = self.visit.ws.store.subscribe(self._on_changed)
        self._here = ""
        self._keys = self._letters = 0

    def inside(self) -> ScreenContext:
        """What the capture page gets in the place of the real shell and inspection."""
        context = self._context
        shell = InsideShell(context.shell, self._on_go)
        return ScreenContext(
            context.desk, shell, self.visit.ws, {"check_id": self.visit.check_id}, context.commands
        )

    def begin(self) -> None:
        """The first question stands: say what to try, and that nothing is kept."""
        self._context.shell.show_status(tr(STATUS))
        self._here = self.visit.check.resume_item or self._order()[0]
        self._say("")

    def pressed(self, *, letter: bool) -> None:
        """A key was pressed: a letter of a note, or anything else."""
        if letter:
            self._letters += 1
        else:
            self._keys += 1

    def skip(self) -> None:
        """No practice, or no more of it."""
        adviser = self._context.desk.settings.role == "tia"
        self._context.shell.go("my_checks" if adviser else "collect")

    def let_go(self) -> bool:
        """The page is gone, however that came: nothing stays. True when that ended the visit."""
        self._stop_listening()
        return self._release()

    def end(self) -> None:
        """The page is left: nothing stays, and the status is about the real inspection again."""
        if self.let_go():
            self._context.shell.show_status("")
            self._context.shell.saved()

    # ---- inside

    def _on_go(self, screen: str) -> None:
        if screen == "answers":
            words = self._praise(self._here)
            self._context.shell.go("practice", done=True, said=words)
        elif screen in HOME:
            self.skip()
        else:
            self._context.shell.show_notice(tr("This is practice. On a real visit, that opens another page."))

    def _on_changed(self, changed: Changed) -> None:
        """The capture page remembers its question in the file: that tells where the person is."""
        if RealityCheck.KIND not in changed.kinds or not self._here:
            return
        now, before = self.visit.check.resume_item, self._here
        if not now or now == before:
            return
        order = self._order()
        forward = now in order and before in order and order.index(now) > order.index(before)
        said = self._praise(before) if forward else ""
        self._here = now
        self._say(said)

    def _order(self) -> list[str]:
        return [step.key for step in guided.steps(self.visit.ws, self.visit.check)]

    def _praise(self, key: str) -> str:
        """Kind words about what was just done, with what it cost."""
        keys, letters = self._keys, self._letters
        self._keys = self._letters = 0
        done = {s.key: s.done for s in guided.steps(self.visit.ws, self.visit.check)}
        if not done.get(key):
            return tr("You left that one open. That is fine: you can come back at any time.")
        if not keys:
            return tr("Done. It works with keys too: the number of your answer, then Enter.")
        if letters:
            return ntr("That was {n} key and your words.", "That was {n} keys and your words.", keys)
        return ntr("That was {n} key.", "That was {n} keys.", keys)

    def _say(self, praise: str) -> None:
        order = self._order()
        at = order.index(self._here) if self._here in order else 0
        title = tr("Practice: {n} of {total}").format(n=at + 1, total=len(order))
        words = self._task(at)
        self._view.show_words(title, f"{praise} {words}".strip())

    def _task(self, at: int) -> str:
        sentence = (
            tr("Imagine it is fine here. Press {key} for “{word}”, then Enter."),
            tr(
                "Now imagine it is dirty. Press {key} for “{word}”, then Enter. "
                "Write a few words, then press Control and Enter together."
            ),
            tr(
                "Now imagine you could not get in. Press {key} for “{word}”, then Enter. It is an answer too."
            ),
        )[min(at, 2)]
        step = guided.steps(self.visit.ws, self.visit.check)[min(at, 2)]
        tones = ({"ok"}, {"weak"}, {"none"})[min(at, 2)]
        pack = self.visit.ws.pack
        choices = pack.scheme(step.item.scheme).choices
        fitting = [c for c in choices if pack.item_tone(step.item, c.id) in tones]
        wider = [c for c in choices if pack.item_tone(step.item, c.id) in practice.NEEDED[min(at, 2)]]
        choice = (fitting or wider)[-1]
        return sentence.format(key=choice.key, word=choice.word)
