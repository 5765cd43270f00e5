"""One shop while it goes on, and afterwards: what is noted, closed, judged and asked. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.shops import EVENTS
from tia_desktop.services.shop_clock import Standing, standing
from tia_desktop.services.shop_events import record_event
from tia_desktop.services.shop_parts import first_question, part_of
from tia_desktop.services.shopping import change_attempt, end_attempt, reopen_attempt
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saving import Saved, save
from tia_desktop.ui.screens.shop.live_words import face
from tia_desktop.ui.screens.shop.model import ShopState, way_words
from tia_desktop.ui.screens.shop.offers import CLOSED, Offers, is_over, offers_for
from tia_desktop.ui.screens.shop.times import day_and_clock


class LiveView(Protocol):
    """What the presenter asks of the window."""

    def fill(self) -> None:
        """Show what is stored now."""

    def say(self, words: str) -> None:
        """Have a screen reader say something."""


class LivePresenter:
    """Keeps what happens, each with its time. The clock only shows stored times: it is never stopped."""

    def __init__(self, state: ShopState, view: LiveView) -> None:
        self.state, self._view, self._ws = state, view, state.ws
        self.id = str(state.context.arguments["attempt_id"])
        self.now: Standing = standing(self._ws, state.library, self.id)

    def look(self) -> None:
        """Read the shop anew."""
        self.now = standing(self._ws, self.state.library, self.id)

    def title(self) -> str:
        """The story."""
        return self.now.scenario.title if self.now.scenario else tr("A shop")

    def details(self) -> str:
        """How, as whom, since when."""
        one = self.now.attempt
        as_whom = tr("as {alias}").format(alias=one.alias)
        when = day_and_clock(one.started_at)
        return f"{self.state.check.title} · {way_words(one.channel)} · {as_whom} · {when}"

    def offers(self) -> Offers:
        """What can be noted now."""
        return offers_for(self.now)

    def tick(self) -> list[str]:
        """A second went by. Returns what changed and is worth saying: the time for something is over."""
        over = {m.standard.id for m in self.now.measures if m.state == "overdue"}
        late = {p.event.id for p in self.now.promises if p.state == "overdue"}
        self.look()
        said = [
            tr("The time for “{name}” is over.").format(name=m.standard.title)
            for m in self.now.measures
            if m.state == "overdue" and m.standard.id not in over
        ]
        return said + [
            tr("A promise is overdue: {what}").format(what=p.event.words)
            for p in self.now.promises
            if p.state == "overdue" and p.event.id not in late
        ]

    # ---- what happens

    def note(self, kind: str) -> None:
        """Keep that something happened now, and say it."""
        if kind == CLOSED or (kind == "end" and is_over(self.now)):
            self.close()
            return
        if not self.do(lambda: record_event(self._ws, self.id, kind)):
            return
        self._view.say(f"{tr(EVENTS[kind].word)}. {face(self.now).spoken}")
        if kind == "end":
            self._end_if_nothing_waits()

    def close(self) -> None:
        """Nothing is waited for any more. With a promise that is open, ask first."""
        waiting = sum(p.waits for p in self.now.promises)
        if not waiting:
            self._end()
            return
        words = ntr(
            "{n} promise is still open. Close this shop all the same?",
            "{n} promises are still open. Close this shop all the same?",
            waiting,
        )
        self.state.shell.ask(words, tr("Close it"), self._end, tr("Leave it open"))

    def reopen(self) -> None:
        """Something came after all."""
        self.do(lambda: reopen_attempt(self._ws, self.id))

    def settle(self, promise_id: str, kind: str) -> None:
        """Note that a promise was kept or broken, now."""
        self.do(lambda: record_event(self._ws, self.id, kind, promise_id=promise_id))

    # ---- what it is worth

    def judge(self, chosen: list[str]) -> Saved:
        """Keep whether the answer was right."""
        right = chosen[0] if chosen else ""
        return save(self.state.shell, lambda: change_attempt(self._ws, self.id, answer_right=right))

    def set_aside(self, why: str) -> Saved:
        """Keep why this shop does not count; "" lets it count again."""
        return save(self.state.shell, lambda: change_attempt(self._ws, self.id, set_aside=why))

    def rename(self, alias: str) -> Saved:
        """Correct the made-up name."""
        return save(self.state.shell, lambda: change_attempt(self._ws, self.id, alias=alias))

    def ask_questions(self) -> None:
        """To the check's own questions about this shop, such as how polite they were."""
        made: list[str] = []
        title = f"{self.title()}, {day_and_clock(self.now.attempt.started_at)}"
        if not attempt(self.state.shell, lambda: made.append(part_of(self._ws, self.id, title))):
            return
        check = self._ws.need(RealityCheck, self.state.check.id)
        key = first_question(self._ws, check, made[0]) if made[0] else ""
        more = {"item_id": key} if key else {}
        self.state.shell.go("capture", check_id=check.id, back_to="shop", attempt_id=self.id, **more)

    # ---- inside

    def do(self, step: Callable[[], object]) -> bool:
        """Write something, and show the shop as it stands then."""
        done = attempt(self.state.shell, step)
        self.look()
        self._view.fill()
        return done

    def _end(self) -> None:
        self.do(lambda: end_attempt(self._ws, self.id))

    def _end_if_nothing_waits(self) -> None:
        """A contact without a promise is a whole shop; a complaint goes on in writing."""
        complaint = self.now.scenario is not None and self.now.scenario.is_complaint
        if complaint or any(p.waits for p in self.now.promises):
            words = tr("The contact ended. This shop stays open until nothing is waited for.")
            self.state.shell.show_notice(words)
        elif self.do(lambda: end_attempt(self._ws, self.id, at=self.now.events[-1].at)):
            self.state.shell.show_notice(tr("The shop is closed. Now say whether the answer was right."))
